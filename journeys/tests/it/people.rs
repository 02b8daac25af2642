//! Units, posts, people, accounts: an office set up in the browser, and a colleague who comes in.

use journeys::{Browser, PASSWORD, Setting, Site, journey};

use crate::steps;

/// From one administrator to an office with a post, a group and a colleague with an account.
pub(crate) async fn settles(browser: &Browser, site: &Site) {
    browser.go(&format!("{}/don-vi", site.base)).await;
    browser.is_sound().await;
    browser.press("Danh bạ của đơn vị tôi").await;
    browser.sees("Thêm đơn vị trực thuộc").await;
    browser.is_sound().await;
    browser.press("Thêm đơn vị trực thuộc").await;
    browser.fill("name", "Phòng Văn hóa - Xã hội").await;
    browser.choose("kind", "Phòng, ban, trung tâm").await;
    day(browser, "valid_from", "2026-01-01").await;
    browser.is_sound().await;
    browser.press("Lưu").await;
    browser
        .sees("Phòng, ban, trung tâm. Hoạt động từ 01/01/2026")
        .await;
    for (kind, name) in [
        ("person", "Lê Thị Hạnh"),
        ("post", "Trưởng phòng Văn hóa - Xã hội"),
    ] {
        let here = browser.path().await;
        let here = here.split("/danh-ba").next().unwrap_or_default();
        browser
            .go(&format!("{}{here}/danh-ba/them?loai={kind}", site.base))
            .await;
        browser.fill("name", name).await;
        if kind == "post" {
            browser.choose("holder", "Lê Thị Hạnh").await;
            day(browser, "from", "2026-01-01").await;
        }
        browser.is_sound().await;
        browser.press("Thêm").await;
        browser.sees(name).await;
        browser.is_sound().await;
    }
    // The same name twice is refused where it was typed.
    let here = browser.path().await;
    let here = here.split("/danh-ba").next().unwrap_or_default();
    browser
        .go(&format!("{}{here}/danh-ba/them?loai=post", site.base))
        .await;
    browser.fill("name", "Trưởng phòng Văn hóa - Xã hội").await;
    browser.press("Thêm").await;
    browser.sees("Không").await;
    assert_eq!(
        browser.value("[name=name]").await,
        "Trưởng phòng Văn hóa - Xã hội"
    );
    browser.is_sound().await;
}

/// A day as the browser's own field for days takes it, whatever its language.
async fn day(browser: &Browser, name: &str, day: &str) {
    browser
        .run(&format!(
            "document.querySelector(\"main [name='{name}']\").value = '{day}'"
        ))
        .await;
}

async fn lets_in(browser: &Browser, site: &Site) {
    browser
        .go(&format!("{}/quan-tri/tai-khoan", site.base))
        .await;
    browser.is_sound().await;
    browser.press("Tạo tài khoản").await;
    browser.press("Lê Thị Hạnh").await;
    browser.is_sound().await;
    browser.fill("login", "hanh").await;
    browser.press("Công chức").await;
    browser.press("Tạo tài khoản và lấy liên kết").await;
    browser.sees("Gửi liên kết này cho Lê Thị Hạnh").await;
    browser.is_sound().await;
    let link = browser.value("#lien-ket").await;
    browser.press("Đã gửi, xem tài khoản").await;
    browser.sees("Chờ đặt mật khẩu").await;
    browser.is_sound().await;
    // The colleague, on the same machine after the administrator has gone.
    browser
        .client()
        .delete_all_cookies()
        .await
        .expect("the cookies are gone");
    browser.go(&format!("{}{link}", site.base)).await;
    browser.is_sound().await;
    let fields = browser.count("main input[type=password]").await;
    for at in 0..fields {
        let name = browser
            .run(&format!(
                "return document.querySelectorAll('main input[type=password]')[{at}].name"
            ))
            .await;
        browser.fill(name.as_str().expect("a name"), PASSWORD).await;
    }
    browser.click("main button.primary").await;
    // Who sets a password is in.
    browser
        .until("return !location.pathname.startsWith('/dat-mat-khau')")
        .await;
    browser.sees("Lê Thị Hạnh").await;
    browser.go(&format!("{}/tai-khoan", site.base)).await;
    browser.is_sound().await;
}

async fn sets_up(browser: Browser) {
    let site = Site::begin().await;
    steps::first_administrator(&browser, &site, "Phường Hạ Khê").await;
    settles(&browser, &site).await;
    lets_in(&browser, &site).await;
}

#[test]
fn an_office_is_set_up_and_a_colleague_comes_in() {
    journey(Setting::OFFICE, |browser| async move {
        sets_up(browser.clone()).await;
    });
}

#[test]
fn and_on_a_phone() {
    journey(Setting::PHONE, |browser| async move {
        sets_up(browser.clone()).await;
    });
}

#[test]
fn and_without_scripts() {
    journey(Setting::NO_SCRIPTS, |browser| async move {
        sets_up(browser.clone()).await;
    });
}
