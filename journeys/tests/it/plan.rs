//! A plan in force: rows given to people, one by one and many at once; work that goes on.

use journeys::{Browser, Setting, Site, journey};

const LOGIN: &str = "daumoi.sonkhe";

/// The page of a row, by its code.
async fn at_the_row(browser: &Browser, site: &Site, code: &str) {
    browser.go(&format!("{}/ke-hoach", site.base)).await;
    browser.is_sound().await;
    browser.click("main table th.name a").await;
    browser.sees("dòng hoàn thành").await;
    if browser.count("details.fold:not([open])").await > 0
        && browser
            .find("details.fold")
            .await
            .is_displayed()
            .await
            .expect("it is there")
    {
        browser.press("Tìm và lọc").await;
    }
    browser.fill("q", code).await;
    browser.press("Lọc").await;
    browser.sees("dòng việc trong").await;
    browser.is_sound().await;
    browser.click("main table th.name a").await;
    browser.sees("Phần mềm hiểu").await;
}

async fn assigns(browser: &Browser) {
    let site = Site::city().await;
    browser.sign_in(&site, LOGIN).await;
    at_the_row(browser, &site, "1.3").await;
    browser.is_sound().await;
    browser.press("Giao thêm").await;
    browser.choose("role", "Phối hợp").await;
    choose_party(browser, "#party", "Công an phường").await;
    browser
        .write("#r-them", "Theo phân công của Chủ tịch")
        .await;
    browser.press("Giao việc").await;
    browser.until_reads("#phan-cong", "Công an phường").await;
    browser.is_sound().await;
    // Work goes on.
    browser.press("Đang thực hiện").await;
    browser.until_reads("#tien-do", "Đang thực hiện").await;
    browser
        .fill("noi_dung", "Đề nghị gửi số liệu trước ngày 20.")
        .await;
    browser.press("Gửi ý kiến").await;
    browser.sees("Đề nghị gửi số liệu trước ngày 20.").await;
    browser.is_sound().await;
}

/// Options read «Tên (Loại)».
async fn choose_party(browser: &Browser, selector: &str, name: &str) {
    browser
        .run(&format!(
            "const list = document.querySelector('{selector}'); list.value = [...list.options].find(one => one.label.startsWith('{name}')).value; list.dispatchEvent(new Event('change', {{ bubbles: true }}))"
        ))
        .await;
}

#[test]
fn a_row_is_given_to_someone() {
    journey(Setting::OFFICE, |browser| async move {
        assigns(&browser).await;
    });
}

#[test]
fn and_on_a_phone() {
    journey(Setting::PHONE, |browser| async move {
        assigns(&browser).await;
    });
}

#[test]
fn and_without_scripts() {
    journey(Setting::NO_SCRIPTS, |browser| async move {
        assigns(&browser).await;
    });
}

async fn many_at_once(browser: &Browser) {
    let site = Site::city().await;
    browser.sign_in(&site, LOGIN).await;
    browser.go(&format!("{}/ke-hoach", site.base)).await;
    browser.click("main table th.name a").await;
    browser.sees("dòng hoàn thành").await;
    for at in 0..3 {
        browser
            .run(&format!("document.querySelectorAll('input[name=chon]')[{at}].scrollIntoView({{block: 'center'}})"))
            .await;
        let all = browser
            .client()
            .find_all(fantoccini_css("input[name=chon]"))
            .await
            .expect("it is there");
        all[at].click().await.expect("it is there");
    }
    browser.until_reads("#viec-chung", "(3 dòng)").await;
    browser.press("Thay đổi các dòng đã chọn").await;
    choose_party(browser, "#b-party", "Công an phường").await;
    browser.is_sound().await;
    browser.press("Xem trước phân công").await;
    browser.sees("Xem trước thay đổi").await;
    browser.is_sound().await;
    browser.fill("reason", "Theo phân công của Chủ tịch").await;
    browser.click("main button.primary").await;
    browser.sees("dòng hoàn thành").await;
    browser.is_sound().await;
}

fn fantoccini_css(selector: &str) -> journeys::Locator<'_> {
    journeys::Locator::Css(selector)
}

#[test]
fn many_rows_are_given_at_once() {
    journey(Setting::OFFICE, |browser| async move {
        many_at_once(&browser).await;
    });
}

#[test]
fn many_rows_are_given_at_once_on_a_phone() {
    journey(Setting::PHONE, |browser| async move {
        many_at_once(&browser).await;
    });
}
