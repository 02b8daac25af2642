//! `/dang-nhap`, `/khoi-tao`: who gets in, and how requests that should not are turned away.

use app::testing::{on_both, on_sqlite};
use axum::body::Body;
use axum::http::StatusCode;

use crate::support::{PASSWORD, TestSite};

#[test]
fn the_first_administrator_comes_in_by_the_link() {
    on_both(|trial| async move {
        let link = app::account::first_link(&trial.app).await.unwrap();
        let site = TestSite::new(trial);
        let path = format!("/khoi-tao/{link}");
        let page = site.visitor().get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let typed = [
            ("unit_name", "Phường Hạ Khê"),
            ("unit_kind", "commune"),
            ("name", "Trần Văn Bình"),
            ("login", "binh"),
            ("password", "ngan"),
        ];
        let page = site.visitor().post(&path, &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("mật khẩu có 4 ký tự"));
        assert!(
            page.text.contains("value=\"Phường Hạ Khê\""),
            "what was typed stays"
        );
        let mut typed = typed;
        typed[4].1 = PASSWORD;
        let page = site.visitor().post(&path, &typed).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert!(page.cookie.unwrap().contains("HttpOnly; SameSite=Lax"));
        let page = site.visitor().get(&path).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_visitor_is_led_to_the_door_and_back() {
    on_sqlite(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let page = site.visitor().get("/?a=1").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert_eq!(page.location.unwrap(), "/dang-nhap?tiep=/%3Fa%3D1");
        let typed = [("login", "HANH"), ("password", PASSWORD), ("tiep", "/?a=1")];
        let page = site.visitor().post("/dang-nhap", &typed).await;
        assert_eq!(page.location.unwrap(), "/?a=1");
    });
}

#[test]
fn a_form_of_another_site_is_turned_away() {
    on_sqlite(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://khac.test"),
            ("accept", "text/html"),
        ] {
            let request = client.request("POST", "/dang-xuat").header(name, value);
            let page = client.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{name}");
            assert!(page.text.contains("không gửi từ trang của phần mềm"));
        }
        assert_eq!(client.get("/").await.status, StatusCode::SEE_OTHER);
    });
}
