//! `/quan-tri/ky/…/cac-buoc`, `/ky/…/gia-han`, `/ky/…/san-sang`.

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

fn value<'p>(text: &'p str, name: &str) -> &'p str {
    let (_, rest) = text
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap();
    rest.split('"').next().unwrap()
}

#[test]
fn steps_of_a_period_are_proposed_checked_and_shown() {
    on_sqlite(|trial| async move {
        let (_site, focal, ward) = city(trial).await;
        let path = "/quan-tri/ky/2026/cac-buoc";
        let page = focal.get(path).await;
        assert!(page.text.contains("là đề xuất"), "{}", page.text);
        let version = value(&page.text, "version").to_owned();
        let days = [
            ("collect", "2026-01-01", "2026-10-20"),
            ("score", "2026-10-20", "2026-11-15"),
        ];
        let mut fields = vec![("version".to_owned(), version)];
        for (step, from, to) in days {
            fields.push((format!("from.{step}"), from.to_owned()));
            fields.push((format!("to.{step}"), to.to_owned()));
        }
        let sent: Vec<(&str, &str)> = fields
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        let page = focal.post(path, &sent).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("không chồng ngày"), "{}", page.text);
        assert!(
            page.text.contains("value=\"2026-11-15\""),
            "what was typed stays"
        );
        fields[3].1 = "2026-10-21".to_owned();
        let sent: Vec<(&str, &str)> = fields
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        assert_eq!(focal.post(path, &sent).await.status, StatusCode::SEE_OTHER);
        assert_eq!(focal.post(path, &sent).await.status, StatusCode::CONFLICT);
        let page = focal.get("/quan-tri/ky").await;
        assert!(
            page.text.contains("Thu thập số liệu, đến 20/10/2026"),
            "{}",
            page.text
        );
        let page = ward.get("/ky/2026/don-vi/son-khe/tong-quan").await;
        assert!(
            page.text.contains("Thu thập số liệu, còn 5 ngày"),
            "{}",
            page.text
        );
    });
}

#[test]
fn a_unit_asks_for_more_days_and_the_level_above_gives_them() {
    on_sqlite(|trial| async move {
        let (site, focal, ward) = city(trial).await;
        let path = "/ky/2026/don-vi/son-khe/gia-han";
        assert!(ward.get(path).await.text.contains("chưa cần xin gia hạn"));
        let lock = "update period set locked_at = '2026-10-10T00:00:00Z' where code = '2026'";
        site.trial.meddle(lock).await;
        let page = ward.get("/ky/2026/don-vi/son-khe/nhap-lieu").await;
        assert!(page.text.contains("Xin gia hạn"), "{}", page.text);
        let ask = [
            ("step", "xin"),
            ("until", "2026-10-25"),
            ("said", "Thiếu số liệu công an."),
        ];
        let none = [
            ("step", "xin"),
            ("until", "31/02/2026"),
            ("said", "Thiếu số liệu."),
        ];
        let page = ward.post(path, &none).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("Thiếu số liệu."), "what was typed stays");
        assert_eq!(ward.post(path, &ask).await.status, StatusCode::SEE_OTHER);
        let inbox = focal.get("/hop-thu").await;
        assert!(inbox.text.contains("xin nhập liệu"), "{}", inbox.text);
        let above = focal.get(path).await;
        let (id, version) = (
            value(&above.text, "id").to_owned(),
            value(&above.text, "version").to_owned(),
        );
        let grant = [
            ("step", "cho"),
            ("id", id.as_str()),
            ("version", version.as_str()),
            ("until", "2026-10-22"),
            ("said", ""),
        ];
        assert_eq!(ward.post(path, &grant).await.status, StatusCode::FORBIDDEN);
        assert_eq!(focal.post(path, &grant).await.status, StatusCode::SEE_OTHER);
        let page = ward.get(path).await;
        assert!(
            page.text.contains("Được nhập đến hết ngày 22/10/2026"),
            "{}",
            page.text
        );
        let inbox = ward.get("/hop-thu").await;
        assert!(
            inbox.text.contains("đến hết ngày 22/10/2026"),
            "{}",
            inbox.text
        );
    });
}

#[test]
fn what_is_missing_is_shown_and_providers_are_asked() {
    on_sqlite(|trial| async move {
        let (_site, focal, ward) = city(trial).await;
        let page = focal.get("/bo-chi-so").await;
        let (_, rest) = page.text.split_once("/ky/2026/don-vi/").unwrap();
        let base = format!("/ky/2026/don-vi/{}", rest.split('/').next().unwrap());
        let ready = format!("{base}/san-sang");
        // The city's own figures are computed; those of its wards' framework wait for a provider.
        let page = focal.get(&ready).await.text;
        let (_, chosen) = page.split_once("id=\"f-bo\"").unwrap();
        let mut all = chosen
            .split("<option value=\"")
            .skip(1)
            .map(|one| &one[..36]);
        let wards = all.find(|id| !page.contains(&format!("{id}\" selected")));
        let wards = wards.unwrap();
        let path = format!("{ready}?bo={wards}");
        let page = focal.get(&path).await;
        assert!(
            page.text.contains("Số liệu chưa có bên cung cấp"),
            "{}",
            page.text
        );
        let page = focal.get(&format!("{path}&xem=so-lieu")).await;
        assert!(
            page.text.contains("&#38;ma=") || page.text.contains("&amp;ma="),
            "{}",
            page.text
        );
        let link = page
            .text
            .split("href=\"")
            .find(|link| link.contains("ma="))
            .unwrap();
        let link = link
            .split('"')
            .next()
            .unwrap()
            .replace("&#38;", "&")
            .replace("&amp;", "&");
        let link = link.split('#').next().unwrap();
        let page = focal.get(link).await;
        assert!(page.text.contains("đơn vị còn thiếu"), "{}", page.text);
        let none = [
            ("bo", wards),
            ("due", "2026-10-30"),
            ("said", "Gấp."),
            ("ben", "x"),
        ];
        let page = focal.post(&ready, &none).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text.contains("chưa chọn bên cung cấp"),
            "{}",
            page.text
        );
        assert_eq!(ward.get(&path).await.status, StatusCode::FORBIDDEN);
        let own = ward.get("/ky/2026/don-vi/son-khe/san-sang").await;
        assert_eq!(own.status, StatusCode::OK);
    });
}

#[test]
fn figures_are_frozen_and_compared_with_now() {
    on_sqlite(|trial| async move {
        let (_site, focal, ward) = city(trial).await;
        let path = "/ky/2026/don-vi/son-khe/so-lieu-chot";
        let page = focal.get(path).await;
        assert!(page.text.contains("Chốt số liệu bây giờ"), "{}", page.text);
        let (_, rest) = page.text.split_once("<option value=\"").unwrap();
        let bo = rest.split('"').next().unwrap();
        let page = focal.post(path, &[("bo", bo), ("name", " ")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = focal
            .post(path, &[("bo", bo), ("name", "Chốt ngày 15/10")])
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let at = page.location.unwrap();
        let page = ward.get(&at).await;
        assert!(page.text.contains("đã tính lại, khớp"), "{}", page.text);
        let page = ward.get(&format!("{at}?ma=6.3")).await;
        assert!(
            page.text.contains("Không đơn vị nào khác với hiện tại"),
            "{}",
            page.text
        );
    });
}
