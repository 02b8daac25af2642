//! Found again: by words with and without marks, by abbreviation, while one types; and in the
//! audit, with what was before and after.

use journeys::{Browser, Key, Setting, Site, journey};

const LOGIN: &str = "daumoi.sonkhe";

async fn finds(browser: &Browser) {
    let site = Site::city().await;
    browser.sign_in(&site, LOGIN).await;
    browser.is_sound().await;
    for words in [
        "hồ sơ trực tuyến",
        "ho so truc tuyen",
        "27/KH-UBND",
        "quyet dinh kien toan",
    ] {
        browser.go(&format!("{}/tim-kiem", site.base)).await;
        browser.fill("q", words).await;
        browser.press("Tìm").await;
        browser.find("ol.results a.what").await;
        browser.is_sound().await;
    }
    browser
        .go(&format!("{}/tim-kiem?q=ho+so+truc+tuyen", site.base))
        .await;
    browser.sees("6.3 Tỷ lệ hồ sơ nộp trực tuyến").await;
    browser.click("ol.results a.what").await;
    browser.sees("hồ sơ nộp trực tuyến").await;
    browser.is_sound().await;
    browser
        .go(&format!("{}/tim-kiem?q=zzzzzz", site.base))
        .await;
    browser.sees("Không tìm thấy «zzzzzz»").await;
    browser.is_sound().await;
    browser
        .go(&format!("{}/quan-tri/nhat-ky?q=6.3", site.base))
        .await;
    browser.sees("Thêm ý kiến").await;
    browser.is_sound().await;
}

#[test]
fn what_was_written_is_found_with_and_without_marks() {
    journey(Setting::OFFICE, |browser| async move {
        finds(&browser).await;
    });
}

#[test]
fn and_on_a_phone() {
    journey(Setting::PHONE, |browser| async move {
        finds(&browser).await;
    });
}

#[test]
fn and_without_scripts() {
    journey(Setting::NO_SCRIPTS, |browser| async move {
        finds(&browser).await;
    });
}

#[test]
fn answers_come_while_one_types() {
    journey(Setting::OFFICE, |browser| async move {
        let site = Site::city().await;
        browser.sign_in(&site, LOGIN).await;
        browser.stand_in("#q-chung").await;
        browser.keys("phat thanh chuyen muc").await;
        browser
            .until("return document.querySelectorAll('[role=option]').length > 0")
            .await;
        browser.is_sound().await;
        browser.key(Key::Down).await;
        browser
            .until("return document.querySelector('[aria-selected=true]') !== null")
            .await;
        browser.key(Key::Escape).await;
        browser
            .until("return document.querySelector('[role=listbox]').hidden")
            .await;
        browser.keys(" ").await;
        browser.keys("c").await;
        browser.key(Key::Backspace).await;
        browser.key(Key::Backspace).await;
        browser.stand_in("#q-chung").await;
        browser.keys("phat thanh").await;
        browser
            .until("return !document.querySelector('[role=listbox]').hidden")
            .await;
        browser.key(Key::Down).await;
        browser.key(Key::Enter).await;
        browser
            .until("return location.pathname !== '/' && !location.pathname.includes('tong-quan')")
            .await;
        browser.sees("phát thanh").await;
    });
}
