//! Proof: several files at once, dropped, pasted, refused, twice the same; what was read is
//! confirmed; one proof serves several.

use std::path::PathBuf;

use journeys::{Browser, Setting, Site, journey};

const LOGIN: &str = "daumoi.sonkhe";
const PAGE: &str = "/ky/2026/don-vi/son-khe/chi-so/1.3";
const MINUTES: &str = "ỦY BAN NHÂN DÂN\nPHƯỜNG SƠN KHÊ\n\nSố: 88/BC-UBND\n\nSơn Khê, ngày 04 tháng 9 năm 2026\n\nBÁO CÁO\nKết quả ký số văn bản chỉ đạo chuyển đổi số\n\nPhường đã ký 1.204 văn bản.\n";

async fn at_the_indicator(browser: &Browser) -> Site {
    let site = Site::city().await;
    browser.sign_in(&site, LOGIN).await;
    browser.go(&format!("{}{PAGE}", site.base)).await;
    browser.find("form[data-drop]").await;
    site
}

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../samples/son-khe")
        .join(name)
}

async fn attaches(browser: &Browser) {
    let site = at_the_indicator(browser).await;
    // Chosen: two files in one go.
    browser
        .attach(
            "#tep",
            &[&sample("ke-hoach.txt"), &sample("ke-hoach-hong.txt")],
        )
        .await;
    browser
        .until("return document.querySelectorAll('[data-files] .badge.done').length === 2")
        .await;
    // Dropped, and pasted.
    browser
        .drop_files("form[data-drop]", &[("bao-cao.txt", "text/plain", MINUTES)])
        .await;
    browser
        .until("return document.querySelectorAll('[data-files] .badge.done').length === 3")
        .await;
    browser
        .paste_file((
            "man-hinh.txt",
            "text/plain",
            "Ảnh chụp màn hình cổng dịch vụ công, ngày 20/09/2026",
        ))
        .await;
    browser
        .until("return document.querySelectorAll('[data-files] .badge.done').length === 4")
        .await;
    browser.sees("88/BC-UBND").await;
    browser.is_sound().await;
    // The same again is recognised, what carries code is refused with its reason.
    browser
        .drop_files(
            "form[data-drop]",
            &[
                ("ban-sao.txt", "text/plain", MINUTES),
                ("chay.exe", "application/octet-stream", "MZ\u{0}\u{0}"),
            ],
        )
        .await;
    browser.until_reads("[data-files]", "Đã có trong kho").await;
    browser.until_reads("[data-files]", "Không nhận").await;
    browser.is_sound().await;
    browser.press("Xem danh sách mới").await;
    browser.until_reads("#minh-chung", "Chờ xác nhận").await;
    browser.is_sound().await;
    confirms(browser, &site).await;
}

async fn confirms(browser: &Browser, site: &Site) {
    browser
        .go(&format!(
            "{}/ky/2026/don-vi/son-khe/minh-chung?q=88%2FBC",
            site.base
        ))
        .await;
    browser.is_sound().await;
    browser.click("main table th.name a").await;
    browser.sees("88/BC-UBND").await;
    browser.is_sound().await;
    browser.press("Xác nhận đúng").await;
    browser
        .until("return !document.body.textContent.includes('Đề xuất, chờ xác nhận')")
        .await;
    browser.press("Dùng cho việc khác").await;
    browser.fill("q", "1.4").await;
    browser.press("Tìm").await;
    browser.is_sound().await;
    browser.click("main ul.files form button").await;
    browser.sees("1.4 Tin, bài").await;
}

#[test]
fn proof_is_chosen_dropped_and_pasted() {
    journey(Setting::OFFICE, |browser| async move {
        attaches(&browser).await;
    });
}

#[test]
fn and_on_a_phone() {
    journey(Setting::PHONE, |browser| async move {
        attaches(&browser).await;
    });
}

#[test]
fn and_without_scripts() {
    journey(Setting::NO_SCRIPTS, |browser| async move {
        let _site = at_the_indicator(&browser).await;
        browser
            .attach(
                "#tep",
                &[&sample("ke-hoach.txt"), &sample("ke-hoach-hong.txt")],
            )
            .await;
        browser.press("Gửi tệp").await;
        browser.sees("Kết quả").await;
        assert_eq!(browser.count("[role=status] .badge.done").await, 2);
        browser.is_sound().await;
    });
}

#[test]
fn what_did_not_go_through_is_sent_again() {
    journey(Setting::OFFICE, |browser| async move {
        let _site = at_the_indicator(&browser).await;
        browser.offline(true).await;
        browser
            .drop_files("form[data-drop]", &[("bao-cao.txt", "text/plain", MINUTES)])
            .await;
        browser.until_reads("[data-files]", "Chưa gửi được").await;
        browser.offline(false).await;
        browser.press("Gửi lại").await;
        browser.until_reads("[data-files]", "Đã nhận").await;
    });
}
