//! `/don-vi/…/lich-su`, `doi-ten`, `sap-nhap`, `chia`, `ket-qua`: shown first, then done, then undone.

use app::testing::{on_both, on_sqlite};
use app::unit::{self, NewUnit, UnitKind};
use axum::http::StatusCode;
use jiff::civil::date;

use crate::support::{TestSite, encoded};

const BASIS: &str = "Nghị quyết 12/NQ-HĐND";

async fn ward(site: &TestSite, name: &str) {
    let app = &site.trial.app;
    let program = app::Actor::program();
    let city = unit::by_slug(app, &program, "dong-linh").await.unwrap();
    let new = NewUnit {
        parent: Some(city.id),
        kind: UnitKind::Commune,
        name: name.to_owned(),
        code: None,
        valid_from: date(2025, 7, 1),
    };
    unit::create(app, &program, new).await.unwrap();
}

#[test]
fn a_merger_is_shown_then_done_then_taken_back() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        ward(&site, "Phường Hạ Khê").await;
        ward(&site, "Phường Bến Lội").await;
        let form = client.get("/don-vi/ha-khe/sap-nhap").await;
        assert!(form.text.contains("value=\"ben-loi\""), "{}", form.text);

        let asked = |into: &str, on: &str| {
            format!(
                "/don-vi/ha-khe/sap-nhap?xem=1&vao={into}&voi=ben-loi&ten={}&ngay={on}&can_cu={}",
                encoded("Phường Khê Lội"),
                encoded(BASIS)
            )
        };
        let itself = client.get(&asked("ben-loi", "2026-07-01")).await;
        assert_eq!(itself.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            itself.text.contains("không thể nhập vào chính nó"),
            "{}",
            itself.text
        );
        assert!(itself.text.contains(BASIS), "what was typed stays");
        let early = client.get(&asked("moi", "2025-07-01")).await;
        assert!(
            early.text.contains("không sau ngày đầu 01/07/2025"),
            "{}",
            early.text
        );
        let shown = client.get(&asked("moi", "2026-07-01")).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.text.contains("Xem trước") && shown.text.contains("Việc chưa xong"));

        let fields = [
            ("vao", "moi"),
            ("voi", "ben-loi"),
            ("ten", "Phường Khê Lội"),
            ("ma", ""),
            ("ngay", "2026-07-01"),
            ("can_cu", BASIS),
        ];
        let done = client.post("/don-vi/ha-khe/sap-nhap", &fields).await;
        assert_eq!(
            done.location.as_deref(),
            Some("/don-vi/khe-loi/lich-su"),
            "{}",
            done.text
        );
        let page = client.get("/don-vi/khe-loi/lich-su").await;
        assert!(
            page.text.contains("Nhận sáp nhập «Phường Hạ Khê»"),
            "{}",
            page.text
        );
        let twice = client.post("/don-vi/ha-khe/sap-nhap", &fields).await;
        assert!(
            twice.text.contains("đã thành «Phường Khê Lội»"),
            "{}",
            twice.text
        );

        let change = page.text.split("name=\"change\" value=\"").nth(1).unwrap();
        let change = change.split('"').next().unwrap();
        let back = client
            .post("/don-vi/khe-loi/lich-su/hoan-tac", &[("change", change)])
            .await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
        let page = client.get("/don-vi/ha-khe").await;
        assert!(!page.text.contains(" đến 30/06/2026"));
        let audit = client.get("/quan-tri/nhat-ky").await;
        assert!(
            audit.text.contains("Sáp nhập đơn vị")
                && audit.text.contains("Hoàn tác thay đổi đơn vị")
        );
    });
}

#[test]
fn a_ward_is_renamed_and_split_and_its_results_are_shown() {
    on_sqlite(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        ward(&site, "Phường Hạ Khê").await;
        let page = client.get("/don-vi/ha-khe/doi-ten").await;
        assert!(
            page.text.contains("name=\"version\" value=\"1\""),
            "{}",
            page.text
        );
        let no_basis = [
            ("name", "Phường Khê"),
            ("ngay", "2026-07-01"),
            ("can_cu", ""),
            ("version", "1"),
        ];
        let refused = client.post("/don-vi/ha-khe/doi-ten", &no_basis).await;
        assert!(refused.text.contains("chưa ghi căn cứ") && refused.text.contains("Phường Khê"));
        let fields = [
            ("name", "Phường Khê"),
            ("ngay", "2026-07-01"),
            ("can_cu", BASIS),
            ("version", "1"),
        ];
        let done = client.post("/don-vi/ha-khe/doi-ten", &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = client.get("/don-vi/ha-khe/lich-su").await;
        assert!(
            page.text.contains("Đổi tên từ «Phường Hạ Khê»"),
            "{}",
            page.text
        );
        let stale = client
            .post(
                "/don-vi/ha-khe/doi-ten",
                &[
                    ("name", "Phường Nữa"),
                    ("ngay", "2026-07-01"),
                    ("can_cu", BASIS),
                    ("version", "1"),
                ],
            )
            .await;
        assert_eq!(stale.status, StatusCode::CONFLICT);

        let parts = [
            ("ten", "Phường Khê Đông"),
            ("ma", ""),
            ("ty_le", "60"),
            ("ten", "Phường Khê Tây"),
            ("ma", ""),
            ("ty_le", "30"),
            ("ngay", "2026-08-01"),
            ("can_cu", BASIS),
        ];
        let short = client.post("/don-vi/ha-khe/chia", &parts).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.text.contains("cộng lại là 90 %"), "{}", short.text);
        let mut parts = parts;
        parts[5].1 = "40";
        let done = client.post("/don-vi/ha-khe/chia", &parts).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = client.get("/don-vi/khe-dong/lich-su").await;
        assert!(
            page.text.contains("Tách từ «Phường Khê»") && page.text.contains("60 %"),
            "{}",
            page.text
        );
        let page = client.get("/don-vi/khe-dong/ket-qua").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Chưa có kết quả nào"), "{}", page.text);
    });
}
