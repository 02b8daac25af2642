//! `/tim-kiem`: results, what is said when there are none, the list under the box.

use app::Actor;
use app::audit::Event;
use app::search::SearchEntry;
use app::testing::{Trial, on_both, on_sqlite};
use app::unit;
use axum::http::StatusCode;

use crate::support::{TestSite, encoded};

async fn fill(trial: &Trial) {
    let app = &trial.app;
    let program = Actor::program();
    let unit = unit::by_slug(app, &program, "dong-linh").await.unwrap();
    let mut tx = app.begin(&program).await.unwrap();
    for number in 0..30 {
        let (kind, title) = match number % 3 {
            0 => ("plan", format!("Kế hoạch chuyển đổi số <số {number}>")),
            _ => ("plan_row", format!("1.{number} Hội nghị về CĐS")),
        };
        tx.index(SearchEntry {
            subject_kind: kind,
            subject_id: format!("{number:02}"),
            unit: unit.id.clone(),
            title,
            body: "do Văn phòng chủ trì".to_owned(),
            address: format!("/mo/{number}"),
            removed: false,
        });
    }
    tx.commit(Event::new("plan.created", "plan", "p", "Kế hoạch"))
        .await
        .unwrap();
}

#[test]
fn results_are_marked_counted_by_kind_and_paged() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        fill(&site.trial).await;
        let page = client.get(&format!("/tim-kiem?q={}", encoded("CĐS"))).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.text
                .contains("Kế hoạch <span class=\"count\">10</span>"),
            "{}",
            page.text
        );
        assert!(
            page.text.contains("<mark>chuyển</mark>") || page.text.contains("<mark>CĐS</mark>")
        );
        assert!(page.text.contains("1–20 trong 30"));
        assert!(page.text.contains("«CĐS» được hiểu là «chuyển đổi số»"));
        let page = client.get("/tim-kiem?q=chuyen+doi+so&trang=2").await;
        assert!(page.text.contains("21–30 trong 30"));
        let page = client
            .get("/tim-kiem?q=ke+hoach+chuyen+doi+so&loai=plan")
            .await;
        assert!(page.text.contains("href=\"/mo/27\""));
        // «<số 27>» is text, with «số» marked in it.
        assert!(
            page.text.contains("&#60;<mark>số</mark> 27&#62;"),
            "{}",
            page.text
        );
        let before = site.trial.app.statements();
        client.get("/tim-kiem?q=hoi+nghi").await;
        assert!(site.trial.app.statements() - before <= 12);
    });
}

#[test]
fn nothing_asked_nothing_found_and_nonsense_each_get_their_sentence() {
    on_sqlite(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        fill(&site.trial).await;
        assert!(client.get("/tim-kiem").await.text.contains("Cần tìm gì?"));
        let page = client.get("/tim-kiem?q=zzzzzz").await;
        assert!(page.text.contains("Không tìm thấy «zzzzzz»"));
        let page = client.get("/tim-kiem?q=hoi+ngih").await;
        assert!(page.text.contains("Có phải bạn tìm"), "{}", page.text);
        for nonsense in [
            "/tim-kiem?q=%00%ff",
            "/tim-kiem?q=a&loai=x&trang=-1",
            "/tim-kiem?trang=99999999999999999999",
        ] {
            assert!(
                client.get(nonsense).await.status.as_u16() < 500,
                "{nonsense}"
            );
        }
        assert_eq!(
            site.visitor().get("/tim-kiem?q=a").await.status,
            StatusCode::SEE_OTHER
        );
    });
}

#[test]
fn the_list_under_the_box_is_short() {
    on_sqlite(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        fill(&site.trial).await;
        let page = client.get("/tim-kiem/goi-y?q=hoi+ng").await;
        let list: Vec<serde_json::Value> = serde_json::from_str(&page.text).unwrap();
        assert_eq!(list.len(), 8);
        assert_eq!(list[0]["kind"], "Dòng kế hoạch");
        assert!(list[0]["address"].as_str().unwrap().starts_with("/mo/"));
    });
}
