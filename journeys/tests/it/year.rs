//! The year of two levels, by four people in turn: a ward's focal officer enters and puts right, its
//! leader hands in and objects, the city's appraiser decides, the city's leader publishes. Then
//! anyone reads, and anyone computes it again.

use app::testing::with_both;
use journeys::{Browser, Setting, Site, journey};

const ENTERS: &str = "daumoi.sonkhe";
const HANDS_IN: &str = "chutich.sonkhe";
const JUDGES: &str = "thamdinh";
const PUBLISHES: &str = "lanhdao";
/// Of another ward.
const NEIGHBOUR: &str = "chutich.hakhe";

struct Year {
    browser: Browser,
    site: Site,
    framework: String,
}

impl Year {
    /// Someone else sits down.
    async fn comes(&self, login: &str) {
        self.leaves().await;
        self.browser.sign_in(&self.site, login).await;
    }

    async fn leaves(&self) {
        let cookies = self.browser.client().delete_all_cookies().await;
        cookies.expect("the cookies are gone");
    }

    async fn goes(&self, place: &str) {
        let (base, framework) = (&self.site.base, &self.framework);
        let address = format!("{base}/ky/2026/don-vi/{place}?bo={framework}");
        self.browser.go(&address).await;
    }

    async fn enters(&self, code: &str, (part, whole): (&str, &str)) {
        self.goes(&format!("son-khe/chi-so/{code}")).await;
        let browser = &self.browser;
        browser.fill("k.num", part).await;
        browser.fill("k.den", whole).await;
        browser.fill("source", "Văn phòng HĐND và UBND").await;
        browser.fill("as_of", "30/09/2026").await;
        browser.press("Lưu số liệu").await;
    }

    async fn hands_in(&self, word: &str) {
        self.comes(HANDS_IN).await;
        self.goes("son-khe/nop").await;
        self.browser.is_sound().await;
        self.browser.fill("explanation", word).await;
        self.browser.press("Nộp số liệu").await;
        self.browser
            .until("return location.pathname.endsWith('/bang-diem')")
            .await;
        self.browser.is_sound().await;
    }

    /// The line's page, on which one way of deciding is taken; the line's code.
    async fn decides(&self, way: &str, (points, reason): (&str, &str)) -> String {
        let browser = &self.browser;
        let code = browser.reads("main h1").await;
        let code = code.split(' ').next().unwrap_or_default().to_owned();
        browser.press(way).await;
        if !points.is_empty() {
            browser.fill("points", points).await;
        }
        browser.fill("reason", reason).await;
        browser.press("Lưu và sang dòng tiếp theo").await;
        self.leaves_line(&code).await;
        code
    }

    async fn leaves_line(&self, code: &str) {
        let left =
            format!("return !document.querySelector('main h1').textContent.startsWith('{code} ')");
        self.browser.until(&left).await;
    }

    /// Every line that still waits is accepted.
    async fn accepts_the_rest(&self) {
        const LEFT: &str = "main input[value='chap-nhan']";
        while self.browser.count(LEFT).await > 0 {
            self.decides("Chấp nhận điểm tự chấm", ("", "")).await;
        }
    }
}

fn walk(database: Option<String>) {
    journey(Setting::OFFICE, |browser| async move {
        let (site, city) = Site::city_at(database).await;
        let year = Year {
            browser,
            site,
            framework: city.word_for("framework", ""),
        };
        entered(&year).await;
        let adjusted = judged(&year).await;
        objected(&year, &adjusted).await;
        seen_by_whom_it_concerns(&year).await;
        published(&year).await;
        year.leaves().await;
        anyone_reads(&year).await;
    });
}

/// A figure entered, everything handed in; what was handed in stands.
async fn entered(year: &Year) {
    let browser = &year.browser;
    year.comes(ENTERS).await;
    year.enters("1.3", ("30", "40")).await;
    browser.sees("Đã lưu số liệu và tính lại điểm").await;
    year.hands_in("Số liệu cả năm chốt vào tháng 12.").await;
    // What was handed in stands.
    year.comes(ENTERS).await;
    year.goes("son-khe/chi-so/1.3").await;
    browser.sees("Đơn vị đã nộp bộ số liệu của kỳ này").await;
    browser.is_sound().await;
}

/// One line adjusted, one sent back and put right, the rest accepted; the code of the first.
async fn judged(year: &Year) -> String {
    let browser = &year.browser;
    year.comes(JUDGES).await;
    browser
        .go(&format!("{}/tham-dinh?ky=2026", year.site.base))
        .await;
    browser.sees("Phường Sơn Khê").await;
    browser.is_sound().await;
    browser.press("Thẩm định tiếp").await;
    browser.sees("Còn 53 chỉ số chưa quyết định").await;
    browser.is_sound().await;
    browser.press("Dòng tiếp theo").await;
    browser.sees("Đơn vị tự chấm").await;
    browser.is_sound().await;
    let nothing = ("0", "Minh chứng không thể hiện kết quả của năm đánh giá.");
    let adjusted = year.decides("Điều chỉnh điểm", nothing).await;
    let ask = ("", "Đề nghị tính lại tỷ lệ theo báo cáo quý III.");
    year.goes("son-khe/tham-dinh/chi-so/1.3").await;
    let returned = year.decides("Trả lại, yêu cầu bổ sung", ask).await;
    assert_eq!(returned, "1.3");
    year.accepts_the_rest().await;
    year.goes("son-khe/tham-dinh").await;
    browser.sees("trả lại").await;
    browser.is_sound().await;

    year.comes(ENTERS).await;
    year.enters("1.3", ("36", "40")).await;
    browser.sees("Đã lưu số liệu và tính lại điểm").await;
    year.hands_in("Đã tính lại theo báo cáo quý III.").await;

    year.comes(JUDGES).await;
    year.goes("son-khe/tham-dinh/chi-so/1.3").await;
    year.decides("Chấp nhận điểm tự chấm", ("", "")).await;
    year.goes("son-khe/tham-dinh").await;
    browser.press("Kết thúc thẩm định").await;
    browser
        .sees("Giải trình, kiến nghị đến hết ngày 20/10/2026")
        .await;
    adjusted
}

/// The unit objects, is answered, and everything is closed when its clock has run out.
async fn objected(year: &Year, adjusted: &str) {
    let browser = &year.browser;
    year.comes(HANDS_IN).await;
    year.goes("son-khe/bang-diem").await;
    browser
        .sees("Giải trình, kiến nghị đến hết ngày 20/10/2026")
        .await;
    browser.is_sound().await;
    year.goes(&format!("son-khe/kien-nghi/{adjusted}")).await;
    browser.is_sound().await;
    browser
        .fill(
            "reason",
            "Quyết định đã ban hành từ tháng 3 và còn hiệu lực.",
        )
        .await;
    browser.press("Gửi kiến nghị").await;
    browser
        .until("return location.pathname.endsWith('/bang-diem')")
        .await;

    year.comes(JUDGES).await;
    year.goes(&format!("son-khe/tham-dinh/chi-so/{adjusted}"))
        .await;
    browser.sees("Kiến nghị của đơn vị").await;
    browser.is_sound().await;
    browser.press("Điều chỉnh điểm").await;
    browser.fill("points", "5").await;
    browser
        .fill("reason", "Công nhận một phần theo quyết định đã gửi.")
        .await;
    browser.press("Gửi trả lời").await;
    year.leaves_line(adjusted).await;
    // The clock of objections runs out.
    year.site
        .trial
        .clock
        .set("2026-10-21T02:00:00Z".parse().expect("an instant"));
    year.comes(JUDGES).await;
    year.goes("son-khe/tham-dinh").await;
    browser.press("Chốt bảng điểm chính thức").await;
    browser.until_reads("main .badge", "Đã chốt").await;
}

/// Three scorecards side by side; a neighbour sees none of them.
async fn seen_by_whom_it_concerns(year: &Year) {
    let browser = &year.browser;
    year.comes(HANDS_IN).await;
    year.goes("son-khe/bang-diem").await;
    for column in ["Tự chấm", "Thẩm định", "Chính thức"] {
        browser.sees(column).await;
    }
    browser.is_sound().await;
    year.comes(NEIGHBOUR).await;
    for place in ["bang-diem", "nop", "tham-dinh", "chi-so/1.3"] {
        year.goes(&format!("son-khe/{place}")).await;
        let text = browser.text().await;
        assert!(
            text.contains("Không") && !text.contains("Công nhận một phần"),
            "{place}: {text}"
        );
    }
}

async fn published(year: &Year) {
    let browser = &year.browser;
    year.comes(PUBLISHES).await;
    year.goes("dong-linh/xep-hang").await;
    browser.sees("Phường Sơn Khê").await;
    browser.is_sound().await;
    browser.press("Công bố kết quả").await;
    browser.sees("Sẽ công bố").await;
    browser.is_sound().await;
    browser.press("Công bố khi còn").await;
    browser.click("main form button.primary").await;
    browser
        .until("return location.pathname.startsWith('/cong-khai/')")
        .await;
}

/// Without signing in: the list, the result, a ward's card, the data; and the file proves itself.
async fn anyone_reads(year: &Year) {
    let browser = &year.browser;
    browser.go(&format!("{}/cong-khai", year.site.base)).await;
    browser.is_sound().await;
    browser.click("main a[href^='/cong-khai/']").await;
    browser.sees("Phường Sơn Khê").await;
    browser.is_sound().await;
    let file = browser
        .run("return document.querySelector('main a[href$=\"du-lieu.json\"]').href")
        .await;
    browser.press("Phường Sơn Khê").await;
    browser.sees("Phường Sơn Khê").await;
    browser.is_sound().await;
    assert!(!browser.text().await.contains("Công nhận một phần"));
    let text = browser
        .client()
        .execute_async(
            "fetch(arguments[0]).then(answer => answer.text()).then(arguments[1])",
            vec![file],
        )
        .await
        .expect("the file comes");
    let text = text.as_str().expect("text");
    let report = app::publication::verify(text.as_bytes()).expect("it can be read");
    assert_eq!(report.differences, [], "computed again");
    let forged = text.replacen("\"points\":\"5\"", "\"points\":\"6\"", 1);
    assert_ne!(forged, text, "some line has five points");
    let report = app::publication::verify(forged.as_bytes()).expect("it can be read");
    assert!(!report.differences.is_empty(), "a forged point shows");
}

#[test]
fn a_ward_and_its_city_on_both_databases() {
    with_both(walk);
}
