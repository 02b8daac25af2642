//! Steps that several journeys take, as a person takes them.

use std::path::{Path, PathBuf};

use journeys::{Browser, Site};

/// The sample plan, in the format that offices send most.
pub(crate) fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/son-khe/ke-hoach.docx")
}

/// From the printed link to the first page.
pub(crate) async fn first_administrator(browser: &Browser, site: &Site, unit: &str) {
    let link = app::account::first_link(&site.trial.app)
        .await
        .expect("a link");
    browser.go(&format!("{}/khoi-tao/{link}", site.base)).await;
    browser.sees("Khởi tạo phần mềm").await;
    browser.fill("unit_name", unit).await;
    browser.fill("name", "Trần Văn Bình").await;
    browser.fill("login", "binh").await;
    browser.fill("password", journeys::PASSWORD).await;
    browser.press("Khởi tạo").await;
    browser.sees(unit).await;
}

/// Reads a file; ends at document and rows side by side.
pub(crate) async fn read_plan(browser: &Browser, site: &Site, file: &Path) {
    browser.go(&format!("{}/nhap-ke-hoach", site.base)).await;
    browser.attach("[name=tep]", &[file]).await;
    browser.press("Đọc kế hoạch").await;
    browser.sees("Đối chiếu với văn bản").await;
}

const LEFT: &str = "document.querySelectorAll('[data-way=\"1\"]').length";

/// Takes the proposal for every finding: all of a kind where there are several.
pub(crate) async fn settle_all(browser: &Browser) {
    for _ in 0..60 {
        browser.until("return true").await;
        let left = browser.run(&format!("return {LEFT}")).await;
        if left == 0 {
            return;
        }
        if browser.count("details:not([open]) [data-way]").await > 0 {
            browser
                .run("for (const kind of document.querySelectorAll('details:not([open])')) if (kind.querySelector('[data-way]')) kind.open = true")
                .await;
        }
        let several = browser.count("[data-all]").await > 0;
        let button = if several {
            "[data-all]"
        } else {
            "[data-way=\"1\"]"
        };
        browser.click(button).await;
        browser.until(&format!("return {LEFT} < {left}")).await;
    }
    panic!("findings are left: {}", browser.text().await);
}

/// Settles everything with keys: «j» to the next, «t» for all of its kind, «a» for one.
pub(crate) async fn settle_by_keys(browser: &Browser) {
    for _ in 0..60 {
        browser.until("return true").await;
        let left = browser.run(&format!("return {LEFT}")).await;
        if left == 0 {
            return;
        }
        browser.keys("j").await;
        browser
            .until("return document.activeElement.classList.contains('finding')")
            .await;
        let all = browser
            .run("return Boolean(document.activeElement.closest('form').querySelector('[data-all]'))")
            .await;
        browser.keys(if all == true { "t" } else { "a" }).await;
        browser.until(&format!("return {LEFT} < {left}")).await;
    }
    panic!("findings are left: {}", browser.text().await);
}

/// From the findings to the written plan, taking what is proposed; returns its address.
pub(crate) async fn write_plan(browser: &Browser) -> String {
    browser.press("Tiếp: các bên").await;
    browser.sees("Các bên trong kế hoạch").await;
    browser.until("return true").await;
    if browser.count("button[name=tat-ca]").await > 0 {
        browser.click("button[name=tat-ca]").await;
        browser
            .until("return document.querySelectorAll('tr.assumed').length === 0")
            .await;
    }
    browser.press("Lưu và tiếp: việc của đơn vị").await;
    browser.sees("Phần mềm đề xuất theo các bên").await;
    browser.press("Lưu và tiếp: trùng và sửa đổi").await;
    browser.sees("So với các kế hoạch năm").await;
    browser.press("Tiếp: ghi kế hoạch").await;
    browser.sees("ghi hết hoặc không ghi gì").await;
    browser.press("Ghi kế hoạch").await;
    browser
        .until("return location.pathname.startsWith('/ke-hoach/')")
        .await;
    browser.path().await
}
