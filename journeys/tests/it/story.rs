//! The whole year in one go, nothing made behind the browser's back: from the printed link to the
//! audit.

use journeys::{Browser, Setting, Site, journey};

use crate::{people, steps};

#[test]
fn from_the_printed_link_to_the_audit() {
    journey(Setting::OFFICE, |browser| async move {
        let site = Site::begin().await;
        steps::first_administrator(&browser, &site, "Phường Sơn Khê").await;
        people::settles(&browser, &site).await;
        steps::read_plan(&browser, &site, &steps::sample()).await;
        browser.press("Tiếp: chỗ cần xử lý").await;
        steps::settle_all(&browser).await;
        let plan = steps::write_plan(&browser).await;
        // Issued, then the framework in force for the unit.
        browser.press("Ban hành").await;
        browser.sees("Ban hành kế hoạch").await;
        browser.press("Ban hành").await;
        browser.sees("Đã ban hành").await;
        browser.go(&format!("{}/bo-chi-so", site.base)).await;
        browser.is_sound().await;
        browser.click("main table a, main ul a, main .card a").await;
        browser.sees("Kỳ và đơn vị đang dùng").await;
        browser.is_sound().await;
        issues_what_was_checked(&browser).await;
        browser.press("Mở cho các đơn vị").await;
        browser
            .go(&format!("{}/ky/2026/don-vi/son-khe/chi-so/1.3", site.base))
            .await;
        browser.fill("k.num", "30").await;
        browser.fill("k.den", "40").await;
        browser.fill("source", "Văn phòng").await;
        browser.fill("as_of", "30/09/2026").await;
        browser.press("Lưu số liệu").await;
        browser.sees("Đã lưu số liệu và tính lại điểm").await;
        assert_eq!(browser.reads("[data-points]").await, "7,5");
        browser
            .drop_files(
                "form[data-drop]",
                &[(
                    "danh-muc.txt",
                    "text/plain",
                    "Danh mục văn bản chỉ đạo, Số: 9/BC-UBND",
                )],
            )
            .await;
        browser.until_reads("[data-files]", "Đã nhận").await;
        browser.go(&format!("{}/", site.base)).await;
        browser.sees("7,5").await;
        browser.is_sound().await;
        browser
            .go(&format!("{}/tim-kiem?q=van+ban+chi+dao", site.base))
            .await;
        browser.sees("1.3 Tỷ lệ văn bản chỉ đạo").await;
        browser.go(&format!("{}/quan-tri/nhat-ky", site.base)).await;
        for what in [
            "Thêm minh chứng",
            "Lưu số liệu",
            "Ban hành kế hoạch",
            "Ghi kế hoạch đã nhập",
            "Thêm đơn vị",
        ] {
            browser.sees(what).await;
        }
        browser.is_sound().await;
        browser.go(&format!("{}{plan}", site.base)).await;
        browser.sees("Đã ban hành").await;
    });
}

/// From the framework's page through its findings: sums that differ are written, the rest is seen.
async fn issues_what_was_checked(browser: &Browser) {
    const SUMS: &str = "main form[action$='/lay-tong']";
    let page = browser.path().await;
    let check = format!("{}/kiem-tra", page.split('?').next().unwrap_or_default());
    browser.press("Kiểm tra và ban hành").await;
    browser.sees("Kiểm tra trước khi ban hành").await;
    browser.is_sound().await;
    while browser.count("main form[action$='/ban-hanh']").await == 0 {
        let left = browser.count(SUMS).await;
        browser.click(&format!("{SUMS} button")).await;
        let fewer = format!(
            "return location.pathname === '{check}' && document.querySelectorAll(\"{SUMS}\").length < {left}"
        );
        browser.until(&fewer).await;
    }
    if browser.count("main [name=seen]").await > 0 {
        browser.click("main [name=seen]").await;
    }
    browser
        .click("main form[action$='/ban-hanh'] button.primary")
        .await;
    browser.sees("Kỳ và đơn vị đang dùng").await;
}
