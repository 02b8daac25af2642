//! Figures: the grid with its keys, a block from Excel, what-if, a line that breaks, two people on
//! one row, the indicator's own page.

use app::account;
use app::figure::{self, Typed};
use journeys::{Browser, Key, PASSWORD, Setting, Site, journey};

const LOGIN: &str = "daumoi.sonkhe";
const GRID: &str = "/ky/2026/don-vi/son-khe/nhap-lieu";

/// The cell of a row.
fn cell(code: &str, key: &str) -> String {
    format!(
        "#r-{} [data-key='{key}'] :is(input, select)",
        code.replace('.', "\\.")
    )
}

fn points(code: &str) -> String {
    format!("#r-{} [data-points] span", code.replace('.', "\\."))
}

async fn at_the_grid(browser: &Browser) -> Site {
    let site = Site::city().await;
    browser.sign_in(&site, LOGIN).await;
    browser.go(&format!("{}{GRID}", site.base)).await;
    browser.find("table[data-entry]").await;
    site
}

/// Types into cells; each saves by itself and the points follow.
async fn types(browser: &Browser) {
    let _site = at_the_grid(browser).await;
    browser.is_sound().await;
    let before = browser.reads("[data-total='points']").await;
    // 1.3: tử số trên mẫu số, 10 điểm.
    browser.stand_in(&cell("1.3", "num")).await;
    browser.keys("50").await;
    browser.stand_in(&cell("1.3", "den")).await;
    browser.keys("100").await;
    browser.until_reads(&points("1.3"), "5").await;
    browser.stand_in(&cell("1.3", "source")).await;
    browser.keys("Văn phòng").await;
    browser.stand_in(&cell("1.3", "as_of")).await;
    browser.keys("30/09/2026").await;
    browser.key(Key::Tab).await;
    browser
        .until("return document.querySelector('#r-1\\\\.3').dataset.version !== undefined && document.querySelector('#r-1\\\\.3 [data-state=\"saved\"]') !== null")
        .await;
    assert_ne!(browser.reads("[data-total='points']").await, before);
    // What cannot be read says so at its cell; the row keeps what was saved.
    browser.stand_in(&cell("1.3", "num")).await;
    browser.keys("nhiều").await;
    browser.key(Key::Tab).await;
    browser
        .until("return document.querySelector('#r-1\\\\.3 [data-state=\"invalid\"]') !== null")
        .await;
    browser.console_is_quiet().await;
    browser.is_sound().await;
    browser.stand_in(&cell("1.3", "num")).await;
    browser.keys("51").await;
    browser.key(Key::Tab).await;
    browser
        .until("return document.querySelector('#r-1\\\\.3 [data-state=\"invalid\"]') === null")
        .await;
    browser.until_reads(&points("1.3"), "5,1").await;
    browser.run("location.reload()").await;
    browser.until_reads(&points("1.3"), "5,1").await;
    assert_eq!(browser.value(&cell("1.3", "num")).await, "51");
}

#[test]
fn a_figure_typed_is_a_score_seen() {
    journey(Setting::OFFICE, |browser| async move {
        types(&browser).await;
    });
}

#[test]
fn and_on_a_phone() {
    journey(Setting::PHONE, |browser| async move {
        types(&browser).await;
    });
}

#[test]
fn and_without_scripts_each_row_has_its_button() {
    journey(Setting::NO_SCRIPTS, |browser| async move {
        let _site = at_the_grid(&browser).await;
        browser.is_sound().await;
        for (key, text) in [
            ("num", "50"),
            ("den", "100"),
            ("source", "Văn phòng"),
            ("as_of", "30/09/2026"),
        ] {
            browser.write(&cell("1.3", key), text).await;
        }
        browser.click("[aria-label='Lưu 1.3']").await;
        browser.sees("Đã lưu chỉ số 1.3").await;
        assert_eq!(browser.reads(&points("1.3")).await, "5");
        // Refused: the indicator's page with what was typed and a sentence at its field.
        browser.write(&cell("1.3", "num"), "nhiều").await;
        browser.click("[aria-label='Lưu 1.3']").await;
        browser.sees("Không").await;
        assert_eq!(browser.value("[name='k.num']").await, "nhiều");
        browser.is_sound().await;
    });
}

#[test]
fn the_keyboard_goes_where_excel_goes() {
    journey(Setting::OFFICE, |browser| async move {
        let _site = at_the_grid(&browser).await;
        browser.stand_in(&cell("1.3", "num")).await;
        browser.key(Key::Right).await;
        browser.key(Key::End).await;
        browser.key(Key::Right).await;
        assert_eq!(browser.cursor().await, "1.3-den");
        browser.key(Key::Home).await;
        browser.key(Key::Left).await;
        assert_eq!(browser.cursor().await, "1.3-num");
        browser.key(Key::Enter).await;
        assert_eq!(browser.cursor().await, "1.4-value");
        browser.key(Key::Up).await;
        browser.key(Key::Down).await;
        assert_eq!(browser.cursor().await, "1.4-value");
        // Escape brings back what stood there.
        let before = browser.value(&cell("1.4", "value")).await;
        browser.keys("999").await;
        browser.key(Key::Escape).await;
        assert_eq!(browser.value(&cell("1.4", "value")).await, before);
        // Ctrl+Enter opens the rule beside the grid; Escape closes it and comes back.
        browser.with_ctrl(Key::Enter).await;
        browser.until_reads(".drawer", "Vì sao được điểm này").await;
        browser.until_reads(".drawer", "30 bài").await;
        browser.is_sound().await;
        browser.key(Key::Escape).await;
        browser
            .until("return document.querySelector('.drawer') === null")
            .await;
        assert_eq!(browser.cursor().await, "1.4-value");
    });
}

#[test]
fn a_block_from_excel_is_shown_with_its_totals_before_it_is_kept() {
    journey(Setting::OFFICE, |browser| async move {
        let site = at_the_grid(&browser).await;
        // Two rows, without a heading: they fill the cells from here on.
        browser.paste(&cell("1.3", "num"), "40\t80\n12\t\n").await;
        browser.sees("Xem trước").await;
        browser.sees("Tổng kiểm tra").await;
        browser.is_sound().await;
        browser.go(&format!("{}{GRID}", site.base)).await;
        browser.press("Dán từ Excel").await;
        browser
            .fill("text", "Mã chỉ số\tTử số\tMẫu số\n1.3\t40\t80\n9.9\t1\t2\n")
            .await;
        browser.is_sound().await;
    });
}

#[test]
fn a_block_goes_in_without_scripts() {
    journey(Setting::NO_SCRIPTS, |browser| async move {
        let _site = at_the_grid(&browser).await;
        browser.press("Dán từ Excel").await;
        // A tab typed would leave the field: semicolons part columns as well as tabs do.
        browser
            .run("document.querySelector('[name=text]').value = 'Mã chỉ số\\tTử số\\tMẫu số\\n1.3\\t40\\t80\\n9.9\\t1\\t2\\n'")
            .await;
        browser.fill("source", "Văn phòng").await;
        browser.fill("as_of", "30/09/2026").await;
        browser.press("Xem trước").await;
        browser.sees("1 chỉ số sẽ được ghi").await;
        browser.sees("Dòng không khớp chỉ số nào").await;
        browser.is_sound().await;
        browser.press("Ghi 1 chỉ số").await;
        browser.until_reads(&points("1.3"), "5").await;
    });
}

#[test]
fn what_is_typed_while_the_line_is_down_is_kept_and_sent() {
    journey(Setting::OFFICE, |browser| async move {
        let _site = at_the_grid(&browser).await;
        browser.offline(true).await;
        browser.stand_in(&cell("1.3", "num")).await;
        browser.keys("1").await;
        browser.key(Key::Tab).await;
        browser.until_reads("#r-1\\.3", "Chờ mạng").await;
        browser.offline(false).await;
        browser
            .until("return document.querySelector('#r-1\\\\.3 [data-state=\"saved\"]') !== null && !localStorage.getItem('chamdiem-nhap-lieu')?.includes('r-')")
            .await;
        browser.run("location.reload()").await;
        browser.find("table[data-entry]").await;
        assert_eq!(browser.value(&cell("1.3", "num")).await, "1");
    });
}

/// Someone else saves the row behind the browser's back.
async fn changes_behind(site: &Site, code: &str, num: &str) {
    let app = &site.trial.app;
    let actor = account::sign_in(app, LOGIN, PASSWORD)
        .await
        .expect("signed in")
        .actor;
    let unit = app::unit::by_slug(app, &actor, "son-khe")
        .await
        .expect("it is there");
    let period = app::period::current(app).await.expect("it is there");
    let all = figure::assessments(app, &actor, &unit, &period)
        .await
        .expect("it is there");
    let grid = figure::grid(app, &actor, &unit, &all[0])
        .await
        .expect("it is there");
    let entry = grid
        .entries
        .iter()
        .find(|entry| grid.edition.lines[entry.line].code == code)
        .expect("it is there");
    let typed = Typed {
        inputs: [("num", num), ("den", "100")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
        source: "Văn phòng".to_owned(),
        as_of: "30/09/2026".to_owned(),
        state: "provisional".to_owned(),
        explanation: String::new(),
        expected_points: String::new(),
        applicable: true,
        reason: String::new(),
    };
    figure::save(app, &actor, &entry.id, &typed, entry.version)
        .await
        .expect("it is there");
}

#[test]
fn two_people_on_one_row_see_both_versions() {
    journey(Setting::OFFICE, |browser| async move {
        let site = at_the_grid(&browser).await;
        changes_behind(&site, "1.3", "77").await;
        browser.stand_in(&cell("1.3", "num")).await;
        browser.keys("1").await;
        browser.key(Key::Tab).await;
        browser.until_reads("#r-1\\.3", "Người khác vừa lưu").await;
        browser.press("Xem hai bản").await;
        browser.sees("Hai bản khác nhau").await;
        browser.sees("77").await;
        browser.is_sound().await;
        browser.press("Lưu số liệu").await;
        browser.sees("Đã lưu số liệu và tính lại điểm").await;
        assert_eq!(browser.value("[name='k.num']").await, "1");
    });
}

/// The indicator's own page: points follow, what-if keeps nothing, the reason stands beside.
async fn on_its_own_page(browser: &Browser) {
    let site = Site::city().await;
    browser.sign_in(&site, LOGIN).await;
    let page = format!("{}/ky/2026/don-vi/son-khe/chi-so/1.3", site.base);
    browser.go(&page).await;
    browser.is_sound().await;
    browser.sees("Vì sao được điểm này").await;
    browser.write("#g-num", "30").await;
    browser.write("#g-den", "40").await;
    browser.press("Tính thử").await;
    browser.sees("7,5").await;
    browser.is_sound().await;
    browser.go(&page).await;
    browser.fill("k.num", "1.204").await;
    browser.fill("k.den", "1.505").await;
    browser.fill("source", "Văn phòng").await;
    browser.fill("as_of", "30/09/2026").await;
    browser.press("Lưu số liệu").await;
    browser.sees("Đã lưu số liệu và tính lại điểm").await;
    assert_eq!(browser.reads("[data-points]").await, "8");
    browser.sees("80").await;
    // The sentence that says why holds the figures.
    browser
        .until_reads("[data-because]", "1204/1505 = 80 %")
        .await;
    browser.is_sound().await;
}

#[test]
fn the_page_of_an_indicator_says_why() {
    journey(Setting::OFFICE, |browser| async move {
        on_its_own_page(&browser).await;
    });
}

#[test]
fn and_says_it_on_a_phone() {
    journey(Setting::PHONE, |browser| async move {
        on_its_own_page(&browser).await;
    });
}

#[test]
fn and_says_it_without_scripts() {
    journey(Setting::NO_SCRIPTS, |browser| async move {
        on_its_own_page(&browser).await;
    });
}

#[test]
fn points_follow_what_is_typed_on_the_page_of_an_indicator() {
    journey(Setting::OFFICE, |browser| async move {
        let site = Site::city().await;
        browser.sign_in(&site, LOGIN).await;
        browser
            .go(&format!("{}/ky/2026/don-vi/son-khe/chi-so/1.3", site.base))
            .await;
        browser.fill("k.num", "3").await;
        browser.fill("k.den", "4").await;
        browser.until_reads("[data-points]", "7,5").await;
        browser.console_is_quiet().await;
    });
}
