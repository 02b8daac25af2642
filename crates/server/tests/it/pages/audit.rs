//! `/quan-tri/nhat-ky`: who changed what, for those who manage.

use app::Actor;
use app::audit::Event;
use app::search::SearchEntry;
use app::testing::{Trial, on_both, on_sqlite};
use app::unit;
use axum::http::StatusCode;

use crate::support::TestSite;

async fn happen(trial: &Trial, name: &str) {
    let app = &trial.app;
    let program = Actor::program();
    let unit = unit::by_slug(app, &program, "dong-linh").await.unwrap();
    let mut tx = app.begin(&program).await.unwrap();
    tx.index(SearchEntry {
        subject_kind: "plan",
        subject_id: "0199".to_owned(),
        unit: unit.id.clone(),
        title: name.to_owned(),
        body: String::new(),
        address: "/ke-hoach/0199".to_owned(),
        removed: false,
    });
    tx.record(Event::new("plan.created", "plan", "0200", name).within(&unit.id));
    let event = Event::new("plan.issued", "plan", "0199", name)
        .within(&unit.id)
        .before(serde_json::json!({"state": "draft", "title": name}))
        .after(serde_json::json!({"state": "issued", "title": name}));
    tx.commit(event).await.unwrap();
}

#[test]
fn a_manager_sees_who_what_before_and_after() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        happen(&site.trial, "=1+1 Kế hoạch").await;
        let before = site.trial.app.statements();
        let page = client.get("/quan-tri/nhat-ky").await;
        assert!(site.trial.app.statements() - before <= 12);
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("<strong>Ban hành kế hoạch</strong>"));
        assert!(
            page.text
                .contains("<dt>Trạng thái</dt><dd><del>Dự thảo</del> <ins>Đã ban hành</ins>")
        );
        assert!(
            !page.text.contains("<dt>Tên</dt><dd><del>"),
            "what is the same is not shown"
        );
        assert!(page.text.contains("href=\"/ke-hoach/0199\""));
        assert!(
            !page.text.contains("href=\"/ke-hoach/0200\""),
            "what does not open is no link"
        );
        assert!(page.text.contains("Đăng nhập"));
        let page = client
            .get("/quan-tri/nhat-ky?loai=plan.issued&q=ke+hoach")
            .await;
        assert!(
            page.text.contains("Ban hành kế hoạch</strong>")
                && !page.text.contains("<strong>Đăng nhập")
        );
        let page = client.get("/quan-tri/nhat-ky?den=01/01/2020").await;
        assert!(page.text.contains("Không có dòng nào hợp với bộ lọc"));
    });
}

#[test]
fn what_cannot_be_a_day_is_said_at_its_field() {
    on_sqlite(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        let page = client.get("/quan-tri/nhat-ky?tu=mai").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("«mai» không phải là ngày"));
        assert!(page.text.contains("value=\"mai\""));
        let page = client.get("/quan-tri/nhat-ky?don_vi=khong-co").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn the_list_leaves_as_a_file() {
    on_sqlite(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        happen(&site.trial, "=1+1 Kế hoạch").await;
        let csv = client
            .get("/quan-tri/nhat-ky/xuat.csv?loai=plan.issued")
            .await;
        assert!(csv.text.contains("\"'=1+1 Kế hoạch\""), "{}", csv.text);
        assert!(
            csv.text
                .contains("\"Trạng thái: Dự thảo\",\"Trạng thái: Đã ban hành\"")
        );
        assert_eq!(csv.text.lines().count(), 2);
        let lines = client
            .get("/quan-tri/nhat-ky/xuat.jsonl?loai=plan.issued")
            .await;
        let event: serde_json::Value = serde_json::from_str(lines.text.trim()).unwrap();
        assert_eq!(
            (event["kind"].as_str(), event["after"]["state"].as_str()),
            (Some("plan.issued"), Some("issued"))
        );
        assert_eq!(
            site.visitor()
                .get("/quan-tri/nhat-ky/xuat.csv")
                .await
                .status,
            StatusCode::SEE_OTHER
        );
    });
}
