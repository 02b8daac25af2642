//! `/lich/dang-ky/…`, `/don-vi/…/lich`, `/ngay-nghi`.

use app::testing::{Trial, on_sqlite};
use axum::http::StatusCode;
use server::demo::{self, Size};

use crate::support::{Client, PASSWORD, TestSite};

async fn city(trial: Trial) -> (TestSite, Client, Client) {
    demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
    let site = TestSite::new(trial);
    let focal = site.sign_in("daumoi", PASSWORD).await;
    let ward = site.sign_in("daumoi.sonkhe", PASSWORD).await;
    (site, focal, ward)
}

/// The address that a page shows once.
fn address(text: &str) -> String {
    let (_, rest) = text
        .split_once("value=\"http://dti.test/lich/dang-ky/")
        .unwrap();
    format!("/lich/dang-ky/{}", rest.split('"').next().unwrap())
}

#[test]
fn a_calendar_is_fetched_without_signing_in_until_its_address_is_ended() {
    on_sqlite(|trial| async move {
        let (site, _, ward) = city(trial).await;
        let phone = site.visitor();
        for base in ["/tai-khoan/lich", "/don-vi/son-khe/lich"] {
            let made = ward.post(base, &[("former", "")]).await;
            assert_eq!(made.status, StatusCode::OK);
            let first = address(&made.text);
            let got = phone.get(&first).await;
            assert_eq!(got.status, StatusCode::OK, "{first}");
            assert_eq!(got.headers["content-type"], "text/calendar; charset=utf-8");
            assert!(got.text.starts_with("BEGIN:VCALENDAR\r\n"));
            assert!(got.text.contains("DTSTART;VALUE=DATE:"), "{}", got.text);
            assert!(got.text.contains("URL:http://dti.test/"), "{}", got.text);
            assert!(!got.text.contains("VALARM"));
            assert!(got.text.lines().all(|line| line.len() <= 75));
            let shown = ward
                .get(if base.starts_with("/tai") {
                    "/tai-khoan"
                } else {
                    base
                })
                .await;
            assert!(!shown.text.contains("/lich/dang-ky/"), "shown once");
            let again = ward.post(base, &[("former", "")]).await;
            assert_eq!(again.status, StatusCode::CONFLICT, "sent twice");
            let (_, id) = shown.text.split_once("name=\"former\" value=\"").unwrap();
            let id = id.split('"').next().unwrap().to_owned();
            let second = address(&ward.post(base, &[("former", &id)]).await.text);
            assert_eq!(phone.get(&first).await.status, StatusCode::NOT_FOUND);
            let ended = ward.post(&format!("{base}/thu-hoi"), &[]).await;
            assert_eq!(ended.status, StatusCode::SEE_OTHER);
            let gone = phone.get(&second).await;
            assert_eq!(gone.status, StatusCode::NOT_FOUND);
            assert!(gone.text.contains("lịch đăng ký"), "{}", gone.text);
        }
    });
}

#[test]
fn a_calendar_that_is_asked_too_often_says_when_to_come_again() {
    on_sqlite(|trial| async move {
        let (site, focal, ward) = city(trial).await;
        let made = ward.post("/tai-khoan/lich", &[("former", "")]).await;
        let (phone, path) = (site.visitor(), address(&made.text));
        let mut last = phone.get(&path).await;
        for _ in 0..app::feed::PER_MINUTE {
            last = phone.get(&path).await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(last.headers["retry-after"], "60");
        assert!(last.text.contains("thưa hơn"), "{}", last.text);
        let other = focal.post("/don-vi/son-khe/lich", &[("former", "")]).await;
        assert_eq!(
            other.status,
            StatusCode::OK,
            "the level above keeps plans below"
        );
        let up = ward.post("/don-vi/dong-linh/lich", &[("former", "")]).await;
        assert_ne!(
            up.status,
            StatusCode::OK,
            "nobody makes one of the level above"
        );
    });
}

#[test]
fn days_off_are_read_by_all_entered_by_the_administrator_and_shown_in_the_month() {
    on_sqlite(|trial| async move {
        let (_site, focal, ward) = city(trial).await;
        let page = ward.get("/ngay-nghi?nam=2026").await;
        assert!(page.text.contains("Giỗ Tổ Hùng Vương"), "{}", page.text);
        assert!(!page.text.contains("method=\"post\" action=\"/ngay-nghi\""));
        let typed = [
            ("day", "2026-11-24"),
            ("kind", "off"),
            ("why", ""),
            ("version", "0"),
        ];
        let page = focal.post("/ngay-nghi", &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("chưa ghi căn cứ"), "{}", page.text);
        assert!(page.text.contains("value=\"2026-11-24\""), "typed stays");
        let mut typed = typed;
        typed[2].1 = "Thông báo nghỉ ngày 24/11";
        assert_eq!(
            ward.post("/ngay-nghi", &typed).await.status,
            StatusCode::FORBIDDEN
        );
        let page = focal.post("/ngay-nghi", &typed).await;
        assert_eq!(page.location.as_deref(), Some("/ngay-nghi?nam=2026"));
        let page = focal.post("/ngay-nghi", &typed).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.text.contains("Thông báo nghỉ ngày 24/11"));
        let page = focal.get("/ngay-nghi?ngay=2026-11-24").await;
        assert!(
            page.text.contains("name=\"version\" value=\"1\""),
            "{}",
            page.text
        );
        let month = ward.get("/lich?thang=2026-09").await;
        assert!(month.text.contains("Nghỉ: Quốc khánh"), "{}", month.text);
        let bad = [("day", "31/02/2026"), ("kind", "off"), ("why", "Thử")];
        let page = focal.post("/ngay-nghi", &bad).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("Không đọc được ngày"));
    });
}

#[test]
fn a_unit_says_when_its_leaders_hear_of_what_is_late() {
    on_sqlite(|trial| async move {
        let (_site, focal, ward) = city(trial).await;
        let (path, shown) = ("/don-vi/son-khe/lich/nhac-viec", "/don-vi/son-khe/lich");
        let page = ward.get(shown).await;
        assert!(
            page.text.contains("name=\"days\" value=\"3\""),
            "{}",
            page.text
        );
        let page = ward.post(path, &[("days", "ba"), ("version", "0")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("value=\"ba\"") && page.text.contains("từ 0 đến 30"));
        let five = [("days", "5"), ("version", "0")];
        assert_eq!(ward.post(path, &five).await.status, StatusCode::SEE_OTHER);
        let page = focal.post(path, &[("days", "9"), ("version", "0")]).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        assert!(page.text.contains("Bạn đã nhập: 9 ngày"), "{}", page.text);
        assert!(
            page.text.contains("name=\"days\" value=\"5\""),
            "what holds"
        );
        let above = "/don-vi/dong-linh/lich/nhac-viec";
        let page = ward.post(above, &five).await;
        assert!(page.status == StatusCode::FORBIDDEN || page.status == StatusCode::NOT_FOUND);
    });
}
