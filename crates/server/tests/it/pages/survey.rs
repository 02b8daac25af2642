//! `/ky/…/khao-sat`, `/khao-sat/…`: asked, answered, looked at.

use app::testing::on_sqlite;
use axum::http::StatusCode;
use server::demo::{self, Size};

use crate::support::{Client, PASSWORD, TestSite};

const NEW: [(&str, &str); 8] = [
    ("title", "Khảo sát đường truyền"),
    ("reference", "77/UBND"),
    ("term", "10 ngày làm việc kể từ ngày phát hành"),
    ("whom", "all"),
    ("question", "Bao nhiêu điểm có cáp quang"),
    ("answer", "number"),
    ("code", ""),
    ("body", ""),
];

fn version(text: &str) -> String {
    let (_, rest) = text.split_once("name=\"version\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// A survey of the city's, drafted with a mistake, put right and issued: its page.
async fn issued(focal: &Client, ward: &Client) -> String {
    let home = focal.get("/khao-sat").await;
    assert_eq!(home.status, StatusCode::NOT_FOUND);
    let city = "/ky/2026/don-vi/dong-linh/khao-sat";
    let new = format!("{city}/moi");
    let mut bad = NEW;
    bad[2].1 = "khi nào xong";
    let page = focal.post(&new, &bad).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("Không đọc được hạn trả lời"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("Bao nhiêu điểm có cáp quang"),
        "what was typed stays"
    );
    assert_eq!(ward.get(&new).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ward.post(&new, &NEW).await.status, StatusCode::FORBIDDEN);
    let made = focal.post(&new, &NEW).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let at = made.location.unwrap();
    let id = at.rsplit('/').next().unwrap().to_owned();
    let own = format!("/ky/2026/don-vi/son-khe/khao-sat/{id}");
    assert_eq!(
        ward.get(&own).await.status,
        StatusCode::NOT_FOUND,
        "a draft"
    );
    let page = focal.get(&at).await;
    assert!(page.text.contains("29/10/2026"), "{}", page.text);
    let edit = format!("{at}/sua");
    let mut edited = NEW.to_vec();
    edited.push(("version", "9"));
    assert_eq!(
        focal.post(&edit, &edited).await.status,
        StatusCode::CONFLICT
    );
    let step = format!("{at}/buoc");
    let seen = version(&page.text);
    let issue = [("step", "phat-hanh"), ("version", seen.as_str())];
    assert_eq!(
        focal.post(&step, &issue).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        focal.post(&step, &issue).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    at
}

/// The ward sees it where its work is, and answers it once.
async fn answered(own: &str, (focal, ward, office): (&Client, &Client, &Client)) {
    let tasks = ward.get("/viec-cua-toi").await;
    assert!(
        tasks.text.contains("Khảo sát đường truyền"),
        "{}",
        tasks.text
    );
    let inbox = ward.get("/hop-thu").await;
    assert!(
        inbox.text.contains("trả lời hết ngày 29/10/2026"),
        "{}",
        inbox.text
    );
    let calendar = ward.get("/lich?thang=2026-10").await;
    assert!(
        calendar
            .text
            .contains("Trả lời khảo sát: Khảo sát đường truyền")
    );
    let page = ward.get(own).await;
    let seen = version(&page.text);
    let empty = [
        ("version", seen.as_str()),
        ("step", "gui"),
        ("cau.0", "nhiều"),
    ];
    let page = ward.post(own, &empty).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text.contains("value=\"nhiều\""),
        "what was typed stays"
    );
    let sent = [
        ("version", seen.as_str()),
        ("step", "gui"),
        ("cau.0", "=12"),
    ];
    assert_eq!(
        ward.post(own, &sent).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let sent = [("version", seen.as_str()), ("step", "gui"), ("cau.0", "12")];
    assert_eq!(office.post(own, &sent).await.status, StatusCode::FORBIDDEN);
    assert_eq!(focal.post(own, &sent).await.status, StatusCode::FORBIDDEN);
    assert_eq!(ward.post(own, &sent).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ward.post(own, &sent).await.status, StatusCode::CONFLICT);
    assert!(
        !ward
            .get("/viec-cua-toi")
            .await
            .text
            .contains("Khảo sát đường truyền")
    );
}

/// The city sees who has answered, and reminds the others once a day.
async fn looked_at(at: &str, (focal, ward): (&Client, &Client)) {
    let page = focal.get(at).await;
    assert!(page.text.contains("1/"), "{}", page.text);
    assert_eq!(ward.get(at).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        ward.get(&format!("{at}/csv")).await.status,
        StatusCode::NOT_FOUND
    );
    let file = focal.get(&format!("{at}/csv")).await;
    assert!(file.text.contains("\"Phường Sơn Khê\""), "{}", file.text);
    assert!(file.text.contains("\"12\""), "{}", file.text);
    let reminded = focal.post(&format!("{at}/nhac"), &[]).await;
    let count = reminded.location.unwrap();
    assert!(
        count.contains("da-nhac=") && !count.ends_with("=0"),
        "{count}"
    );
    let again = focal.post(&format!("{at}/nhac"), &[]).await;
    assert!(again.location.unwrap().ends_with("=0"));
    assert_eq!(
        ward.post(&format!("{at}/nhac"), &[]).await.status,
        StatusCode::FORBIDDEN
    );
}

#[test]
fn a_survey_goes_from_draft_to_answers_and_no_unit_sees_anothers() {
    on_sqlite(|trial| async move {
        demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
        let site = TestSite::new(trial);
        let focal = site.sign_in("daumoi", PASSWORD).await;
        let ward = site.sign_in("daumoi.sonkhe", PASSWORD).await;
        let office = site.sign_in("vhxh.sonkhe", PASSWORD).await;
        let at = issued(&focal, &ward).await;
        let id = at.rsplit('/').next().unwrap();
        let own = format!("/ky/2026/don-vi/son-khe/khao-sat/{id}");
        answered(&own, (&focal, &ward, &office)).await;
        looked_at(&at, (&focal, &ward)).await;
    });
}

#[test]
fn a_figure_that_was_answered_is_taken_by_its_own_unit_alone() {
    on_sqlite(|trial| async move {
        let city = demo::fill(&trial.app, Size::SMALL, PASSWORD).await.unwrap();
        let id = city.word_for("survey", "");
        let slug = city.wards[1].slug.clone();
        let site = TestSite::new(trial);
        let focal = site.sign_in("daumoi", PASSWORD).await;
        let login = format!("daumoi.{}", slug.replace('-', ""));
        let ward = site.sign_in(&login, PASSWORD).await;
        let own = format!("/ky/2026/don-vi/{slug}/khao-sat/{id}");
        let page = ward.get(&own).await;
        assert!(page.text.contains("không tự thay số liệu"), "{}", page.text);
        let nobody = [("entry", "x"), ("version", "1")];
        let take = format!("{own}/so-lieu");
        assert_eq!(
            ward.post(&take, &nobody).await.status,
            StatusCode::NOT_FOUND
        );
        if let Some((_, rest)) = page.text.split_once("name=\"entry\" value=\"") {
            let entry = rest.split('"').next().unwrap();
            let seen = version(rest);
            let pick = [("entry", entry), ("version", seen.as_str())];
            assert_eq!(focal.post(&take, &pick).await.status, StatusCode::FORBIDDEN);
            assert_eq!(ward.post(&take, &pick).await.status, StatusCode::SEE_OTHER);
            assert!(ward.get(&own).await.text.contains("Giống nhau"));
        } else {
            assert!(page.text.contains("Giống nhau"), "{}", page.text);
        }
    });
}
