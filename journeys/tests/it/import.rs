//! From the file that arrived to the plan: document beside rows, findings, parties, triage, twins,
//! totals.

use journeys::{Browser, Setting, Site, journey};

use crate::steps;

async fn goes_through(browser: &Browser, keys: bool) {
    let site = Site::begin().await;
    steps::first_administrator(browser, &site, "Phường Sơn Khê").await;
    browser.go(&format!("{}/nhap-ke-hoach", site.base)).await;
    browser.is_sound().await;
    steps::read_plan(browser, &site, &steps::sample()).await;
    browser.is_sound().await;
    browser.press("Tiếp: chỗ cần xử lý").await;
    browser.sees("Chỗ chưa xử lý vẫn ghi được").await;
    browser.is_sound().await;
    if keys {
        steps::settle_by_keys(browser).await;
    } else {
        steps::settle_all(browser).await;
    }
    browser.sees("Đã xử lý cả").await;
    browser.is_sound().await;
    let plan = steps::write_plan(browser).await;
    browser.sees("dòng hoàn thành").await;
    browser.is_sound().await;
    // What was written can be seen beside its document again, and undone.
    browser.go(&format!("{}/nhap-ke-hoach", site.base)).await;
    browser.press("ke-hoach.docx").await;
    browser.sees("Bản nhập này đã ghi thành kế hoạch").await;
    browser.press("xem tổng số và hoàn tác").await;
    browser.sees("Đã ghi kế hoạch").await;
    browser.is_sound().await;
    browser.press("Hoàn tác việc ghi").await;
    browser.sees("sẽ được ghi trong một lần").await;
    browser.go(&format!("{}{plan}", site.base)).await;
    browser.sees("Đã thu hồi").await;
}

#[test]
fn a_plan_goes_in_with_the_keyboard() {
    journey(Setting::OFFICE, |browser| async move {
        goes_through(&browser, true).await;
    });
}

#[test]
fn and_on_a_phone() {
    journey(Setting::PHONE, |browser| async move {
        goes_through(&browser, false).await;
    });
}

#[test]
fn and_without_scripts() {
    journey(Setting::NO_SCRIPTS, |browser| async move {
        goes_through(&browser, false).await;
    });
}

#[test]
fn what_is_chosen_on_one_side_is_shown_on_the_other() {
    journey(Setting::OFFICE, |browser| async move {
        let site = Site::begin().await;
        steps::first_administrator(&browser, &site, "Phường Sơn Khê").await;
        steps::read_plan(&browser, &site, &steps::sample()).await;
        // A row, far down, by its line in the document.
        let far = browser
            .run("const all = document.querySelectorAll('a.doc-line'); return all[all.length - 3].id")
            .await;
        let far = far.as_str().unwrap();
        browser.click(&format!("#{far}")).await;
        browser
            .until("return document.querySelectorAll('article.linked').length === 1")
            .await;
        browser
            .until("const row = document.querySelector('article.linked'), pane = row.closest('.pane'); const a = row.getBoundingClientRect(), b = pane.getBoundingClientRect(); return a.top < b.bottom && a.bottom > b.top")
            .await;
        // And back: the row's own line.
        browser.keys("k").await;
        browser
            .until("return document.querySelectorAll('a.doc-line.linked').length > 0")
            .await;
        browser.console_is_quiet().await;
    });
}

#[test]
fn a_file_that_is_dropped_is_read() {
    journey(Setting::OFFICE, |browser| async move {
        let site = Site::begin().await;
        steps::first_administrator(&browser, &site, "Phường Sơn Khê").await;
        browser.go(&format!("{}/nhap-ke-hoach", site.base)).await;
        let text = include_str!("../../../samples/son-khe/ke-hoach.txt");
        browser
            .drop_files(".drop", &[("ke-hoach.txt", "text/plain", text)])
            .await;
        browser
            .until("return document.querySelector('[name=tep]').files.length === 1")
            .await;
        browser.press("Đọc kế hoạch").await;
        browser.sees("Đối chiếu với văn bản").await;
        // What is no plan is refused where it was chosen, and what was typed stays.
        browser.go(&format!("{}/nhap-ke-hoach", site.base)).await;
        browser
            .drop_files(".drop", &[("ghi-chu.txt", "text/plain", "xin chao")])
            .await;
        browser.press("Đọc kế hoạch").await;
        browser.sees("không có bảng phụ lục").await;
        browser.is_sound().await;
    });
}

#[test]
fn each_of_the_real_plans_goes_in() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/plans");
    let Ok(files) = std::fs::read_dir(&folder) else {
        assert!(
            std::env::var_os("CHAMDIEM_REQUIRE_PLANS").is_none(),
            "the real plans are not beside the repository"
        );
        eprintln!("the real plans are not beside the repository: their import was not tried");
        return;
    };
    let mut files: Vec<_> = files.flatten().map(|file| file.path()).collect();
    files.sort();
    assert!(files.len() >= 5, "{files:?}");
    journey(Setting::OFFICE, |browser| async move {
        let site = Site::begin().await;
        steps::first_administrator(&browser, &site, "Phường Hạ Khê").await;
        for file in files {
            steps::read_plan(&browser, &site, &file).await;
            browser.is_sound().await;
            let rows = browser.count("article.reading").await;
            assert!(
                rows >= 20,
                "{}: {rows} rows on the first page",
                file.display()
            );
            browser.press("Tiếp: chỗ cần xử lý").await;
            browser.sees("Chỗ cần xử lý").await;
            steps::settle_all(&browser).await;
            steps::write_plan(&browser).await;
            browser.sees("dòng hoàn thành").await;
            browser.is_sound().await;
        }
        browser.go(&format!("{}/ke-hoach?nam=", site.base)).await;
        browser.is_sound().await;
    });
}
