//! The first administrator comes in, on an office screen, on a phone, and without scripts.

use journeys::{Browser, Setting, Site, journey};

async fn comes_in(browser: Browser) {
    let site = Site::begin().await;
    let link = app::account::first_link(&site.trial.app)
        .await
        .expect("a link");
    browser.go(&format!("{}/khoi-tao/{link}", site.base)).await;
    browser.sees("Khởi tạo phần mềm").await;
    browser.is_sound().await;
    browser.fill("unit_name", "Phường Hạ Khê").await;
    browser.fill("name", "Trần Văn Bình").await;
    browser.fill("login", "binh").await;
    browser.fill("password", "ngan qua").await;
    browser.press("Khởi tạo").await;
    browser.sees("cần ít nhất 10").await;
    browser.fill("password", "mot mat khau dai").await;
    browser.press("Khởi tạo").await;
    browser.sees("Phường Hạ Khê").await;
}

#[test]
fn the_first_administrator_comes_in() {
    journey(Setting::OFFICE, |browser| async move {
        comes_in(browser.clone()).await;
    });
}

#[test]
fn and_on_a_phone() {
    journey(Setting::PHONE, |browser| async move {
        comes_in(browser.clone()).await;
    });
}

#[test]
fn and_without_scripts() {
    journey(Setting::NO_SCRIPTS, |browser| async move {
        comes_in(browser.clone()).await;
    });
}
