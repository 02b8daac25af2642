//! Figures of the city that are computed from its wards: said in a draft, seen on its entry pages.

use app::testing::{Trial, on_sqlite};
use axum::http::StatusCode;
use server::demo::{self, Size};

use crate::support::{Client, PASSWORD, TestSite};

async fn city(trial: Trial) -> (TestSite, Client) {
    demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
    let site = TestSite::new(trial);
    let focal = site.sign_in("daumoi", PASSWORD).await;
    (site, focal)
}

const BASE: &str = "/ky/2026/don-vi/dong-linh";

#[test]
fn the_city_sees_where_its_figures_come_from_and_types_none_of_them() {
    on_sqlite(|trial| async move {
        let (site, focal) = city(trial).await;
        let grid = focal.get(&format!("{BASE}/nhap-lieu")).await;
        assert_eq!(grid.status, StatusCode::OK);
        assert!(
            grid.text
                .contains("Chỉ số chuyển đổi số của thành phố năm 2026")
        );
        assert!(
            !grid.text.contains("class=\"tabs\""),
            "one framework of its own"
        );
        assert!(grid.text.contains("Tính từ đơn vị"));
        assert!(!grid.text.contains("name=\"k.num\""));

        let page = focal.get(&format!("{BASE}/chi-so/A.2")).await;
        let said = "Tỷ lệ xã, phường, đặc khu có «6.3 Tỷ lệ hồ sơ nộp trực tuyến» từ 70 % trở lên";
        assert!(page.text.contains(said), "{}", page.text);
        assert!(!page.text.contains("id=\"k-num\" name="), "{}", page.text);
        let (_, rest) = page.text.split_once("/chi-so/A.2/tong-hop?").unwrap();
        let query = rest
            .split('"')
            .next()
            .unwrap()
            .replace("&amp;", "&")
            .replace("&#38;", "&");
        let list = format!("{BASE}/chi-so/A.2/tong-hop?{query}");
        let units = focal.get(&list).await;
        assert_eq!(units.status, StatusCode::OK, "{}", units.text);
        for unit in ["Phường Sơn Khê", "Phường Hạ Khê"] {
            assert!(units.text.contains(unit), "{}", units.text);
        }
        assert!(units.text.contains("/ky/2026/don-vi/son-khe/chi-so/6.3"));
        let none = focal.get(&format!("{list}&loc=thieu")).await;
        assert_eq!(none.status, StatusCode::OK);
        let nothing = focal
            .get(&format!("{BASE}/chi-so/A.2/tong-hop?so=value"))
            .await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);

        let ward = site.sign_in("daumoi.sonkhe", PASSWORD).await;
        let foreign = ward.get(&list).await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN, "{}", foreign.text);
    });
}

/// A draft of the city with one line of a rate; the address of its page.
async fn line(client: &Client) -> String {
    let page = client.get("/bo-chi-so/them").await;
    let (_, rest) = page
        .text
        .split_once("name=\"unit\" ><option value=\"")
        .unwrap();
    let unit: String = rest.chars().take(36).collect();
    let fields = [("name", "Bộ chỉ số thử 2027"), ("unit", &*unit)];
    let made = client.post("/bo-chi-so/them", &fields).await;
    let write = made.location.unwrap();
    let write = format!("{}/soan", write.trim_end_matches("/soan"));
    let fields = [
        ("kind", "indicator"),
        ("code", "B.1"),
        ("title", "Tỷ lệ phường, xã đạt yêu cầu thử"),
        ("max_points", "10"),
        ("counts", "adds"),
        ("rule_text", "Tỷ lệ × điểm tối đa"),
    ];
    let made = client.post(&format!("{write}/them"), &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let row = made.location.unwrap();
    format!("{}/tong-hop", row.split('?').next().unwrap())
}

#[test]
fn how_a_figure_is_computed_is_said_refused_and_taken_back() {
    on_sqlite(|trial| async move {
        let (_site, focal) = city(trial).await;
        let address = line(&focal).await;
        let page = focal.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let value = |label: &str| {
            let at = page.text.find(label).expect("an option");
            let (_, rest) = page.text[..at].rsplit_once("<option value=\"").unwrap();
            rest.split('"').next().unwrap().to_owned()
        };
        let source = value("6.3 Tỷ lệ hồ sơ nộp trực tuyến");
        let (_, rest) = page.text.split_once("name=\"version\" value=\"").unwrap();
        let version = rest.split('"').next().unwrap().to_owned();
        let mut fields = vec![
            ("version", &*version),
            ("target", "rate"),
            ("how", "share"),
            ("source", &*source),
            ("for_commune", "1"),
            ("test", "at_least"),
            ("bound", "tám mươi"),
        ];
        let refused = focal.post(&address, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("«tám mươi» không phải là số"),
            "{}",
            refused.text
        );
        assert!(
            refused.text.contains("value=\"tám mươi\""),
            "what was typed stays"
        );
        fields[6].1 = "80";
        let done = focal.post(&address, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let stale = focal.post(&address, &fields).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let now = focal.get(&address).await;
        assert!(now.text.contains("từ 80 % trở lên"), "{}", now.text);
        let (_, rest) = now.text.split_once("name=\"version\" value=\"").unwrap();
        let version = rest.split('"').next().unwrap().to_owned();
        let again = address.replace("/tong-hop", "/nhap-lai");
        let back = [("version", &*version), ("target", "rate")];
        assert_eq!(
            focal.post(&again, &back).await.status,
            StatusCode::SEE_OTHER
        );
        let now = focal.get(&address).await;
        assert!(!now.text.contains("từ 80 % trở lên"));
    });
}

#[test]
fn an_opening_is_taken_back_only_where_nobody_worked() {
    on_sqlite(|trial| async move {
        let (_site, focal) = city(trial).await;
        let page = focal.get(&format!("{BASE}/nhap-lieu")).await;
        let (_, rest) = page
            .text
            .split_once("?bo=")
            .expect("a link with the framework");
        let id: String = rest.chars().take(36).collect();
        let show = focal.get(&format!("/bo-chi-so/{id}")).await;
        let at = show.text.find(">Phường Sơn Khê</option>").unwrap();
        let (_, ward) = show.text[..at].rsplit_once("<option value=\"").unwrap();
        let ward: String = ward.chars().take(36).collect();
        let close = format!("/bo-chi-so/{id}/thoi-mo");
        let fields = [("period", "2026"), ("under", &*ward)];
        let refused = focal.post(&close, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("chưa mở cho Phường Sơn Khê"),
            "{}",
            refused.text
        );
        let at = show.text.find(">Thành phố Đông Lĩnh</option>").unwrap();
        let (_, own) = show.text[..at].rsplit_once("<option value=\"").unwrap();
        let own: String = own.chars().take(36).collect();
        let fields = [("period", "2026"), ("under", &*own)];
        let done = focal.post(&close, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    });
}
