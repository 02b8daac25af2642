//! `/ky/…/nhap-lieu`, `/ky/…/chi-so/…`: entering figures with and without scripts.

use std::collections::BTreeMap;

use app::audit::Event;
use app::figure;
use app::framework::{self, Adoption};
use app::testing::{on_both, on_sqlite};
use app::{account, period, unit};
use axum::body::Body;
use axum::http::{StatusCode, header};

use crate::support::{Client, PASSWORD, Page, TestSite, encoded};

const ANNEX: &str = "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\n\
    1\tNhận thức số\t20\t\t\n\
    1.1\tCó chuyên mục chuyển đổi số\t10\tCó: 10 điểm; không: 0 điểm\tẢnh chụp\n\
    1.2\tTỷ lệ cán bộ được tập huấn\t10\tTỷ lệ ≥ 80%: 10 điểm; < 80%: tỷ lệ / 80% × 10 điểm\tDanh sách\n\
    2\tHạ tầng số\t10\t\t\n\
    2.1\tKết nối số\t10\tTheo hướng dẫn của cấp trên\tBáo cáo\n";

const BASE: &str = "/ky/2026/don-vi/dong-linh";

/// An office with a framework open for it.
pub(super) async fn begun(trial: app::testing::Trial) -> (TestSite, Client, app::FrameworkId) {
    let (site, client) = TestSite::begun(trial).await;
    let app = &site.trial.app;
    let session = account::sign_in(app, "hanh", PASSWORD)
        .await
        .expect("the test's own data");
    let actor = account::visitor(app, &session.token)
        .await
        .expect("the test's own data")
        .expect("the test's own data");
    let home = unit::by_slug(
        app,
        &actor,
        &actor.home.clone().expect("the test's own data").slug,
    )
    .await
    .expect("the test's own data");
    let source = documents::read(ANNEX.as_bytes(), Some("thu.txt")).expect("the test's own data");
    let plan = reading::plan::read(&source, Some(2026));
    let period = period::by_code(app, "2026")
        .await
        .expect("the test's own data");
    let mut tx = app.begin(&actor).await.expect("the test's own data");
    let adoption = Adoption {
        unit: home.id.clone(),
        name: "DTI cấp xã 2026".to_owned(),
        legal_basis: Some("Quyết định 12/QĐ-UBND".to_owned()),
        annex: &plan.annexes[0],
        chosen: BTreeMap::new(),
        year: 2026,
    };
    let framework = framework::adopt(&mut tx, &actor, adoption)
        .await
        .expect("the test's own data")
        .framework;
    figure::open_assessment(&mut tx, &home.id, &framework, &period.id)
        .await
        .expect("the test's own data");
    tx.commit(Event::new("test.done", "framework", "", ""))
        .await
        .expect("the test's own data");
    (site, client, framework)
}

/// The id and the version that the row's form holds.
fn form_of(page: &str, code: &str) -> (String, String) {
    let row = page
        .split(&format!("data-code=\"{code}\""))
        .next()
        .expect("the test's own data");
    let id = row
        .rsplit("data-row=\"")
        .next()
        .expect("the test's own data")
        .split('"')
        .next()
        .expect("the test's own data");
    let after = page
        .split(&format!("data-code=\"{code}\" data-version=\""))
        .nth(1)
        .expect("the test's own data");
    (
        id.to_owned(),
        after
            .split('"')
            .next()
            .expect("the test's own data")
            .to_owned(),
    )
}

async fn save(client: &Client, code: &str, fields: &[(&str, &str)]) -> Page {
    client.post(&format!("{BASE}/chi-so/{code}"), fields).await
}

async fn save_json(client: &Client, code: &str, fields: &[(&str, &str)]) -> Page {
    let body: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    let request = client
        .request("POST", &format!("{BASE}/chi-so/{code}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    client
        .send(
            request
                .body(Body::from(body.join("&")))
                .expect("the test's own data"),
        )
        .await
}

#[test]
fn a_row_is_saved_by_its_own_form_without_scripts() {
    on_both(|trial| async move {
        let (_site, client, _) = begun(trial).await;
        let page = client.get(&format!("{BASE}/nhap-lieu")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Tỷ lệ cán bộ được tập huấn"));
        let (id, version) = form_of(&page.text, "1.2");
        let fields = [
            ("entry", id.as_str()),
            ("version", &version),
            ("k.num", "60"),
            ("k.den", "100"),
            ("k.ratio", ""),
            ("source", "Danh sách điểm danh"),
            ("as_of", "30/09/2026"),
            ("state", "provisional"),
            ("applicable", "1"),
            ("back", "luoi"),
        ];
        let saved = save(&client, "1.2", &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        assert_eq!(
            saved.location.unwrap(),
            format!("{BASE}/nhap-lieu?da-luu=1.2#r-1.2")
        );
        let page = client.get(&format!("{BASE}/nhap-lieu")).await;
        assert!(
            page.text.contains("<span>7,5</span> <small>/ 10</small>"),
            "{}",
            page.text
        );
        let page = client.get(&format!("{BASE}/chi-so/1.2")).await;
        assert_eq!(page.status, StatusCode::OK);
        for sentence in [
            "60/100 = 60 %",
            "Danh sách điểm danh",
            "Lê Thị Hạnh",
            "Phần mềm tính như sau",
        ] {
            assert!(page.text.contains(sentence), "{sentence}");
        }
    });
}

#[test]
fn a_refused_row_keeps_what_was_typed() {
    on_both(|trial| async move {
        let (_site, client, _) = begun(trial).await;
        let page = client.get(&format!("{BASE}/nhap-lieu")).await;
        let (id, version) = form_of(&page.text, "1.2");
        let fields = [
            ("entry", id.as_str()),
            ("version", &version),
            ("k.num", "60"),
            ("k.den", "một trăm"),
            ("source", "Danh sách"),
            ("as_of", "30/09/2026"),
            ("back", "luoi"),
        ];
        let refused = save(&client, "1.2", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Không đọc được số «một trăm»"));
        assert!(
            refused.text.contains("value=\"một trăm\"") && refused.text.contains("value=\"60\"")
        );
        let answer = save_json(&client, "1.2", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("\"field\":\"den\""), "{}", answer.text);
    });
}

#[test]
fn two_people_on_one_row_see_both_versions() {
    on_both(|trial| async move {
        let (_site, client, _) = begun(trial).await;
        let page = client.get(&format!("{BASE}/nhap-lieu")).await;
        let (id, version) = form_of(&page.text, "1.1");
        let fields = |yes: &'static str, source: &'static str| {
            vec![
                ("entry", id.as_str()),
                ("version", version.as_str()),
                ("k.yes", yes),
                ("source", source),
                ("as_of", "30/09/2026"),
            ]
        };
        let first = save_json(&client, "1.1", &fields("Có", "Trang thông tin")).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.text);
        for part in ["\"points\":\"10\"", "\"version\":2", "\"total\""] {
            assert!(first.text.contains(part), "{part} in {}", first.text);
        }
        let second = save(&client, "1.1", &fields("Không", "Báo cáo của tôi")).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        assert!(second.text.contains("Hai bản khác nhau"));
        assert!(
            second.text.contains("Trang thông tin")
                && second.text.contains("value=\"Báo cáo của tôi\"")
        );
        assert!(
            second.text.contains("name=\"version\" value=\"2\"")
                || second.text.contains("value=\"2\"")
        );
        let json = save_json(&client, "1.1", &fields("Không", "Báo cáo của tôi")).await;
        assert_eq!(json.status, StatusCode::CONFLICT);
        assert!(json.text.contains("Lê Thị Hạnh"), "{}", json.text);
    });
}

#[test]
fn what_would_be_is_shown_and_not_kept() {
    on_sqlite(|trial| async move {
        let (_site, client, _) = begun(trial).await;
        let page = client
            .get(&format!(
                "{BASE}/chi-so/1.2?gia-su=1&k.num=40&k.den=100&k.ratio="
            ))
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("5 điểm</span>"), "{}", page.text);
        let page = client.get(&format!("{BASE}/nhap-lieu")).await;
        let (id, _) = form_of(&page.text, "1.2");
        let page = client
            .get(&format!(
                "{BASE}/chi-so/1.2/thu?entry={id}&k.num=80&k.den=100"
            ))
            .await;
        assert!(page.text.contains("\"points\":\"10\""), "{}", page.text);
    });
}

#[test]
fn a_pasted_block_is_shown_with_its_totals_before_it_is_written() {
    on_both(|trial| async move {
        let (_site, client, framework) = begun(trial).await;
        let framework = framework.to_string();
        let text = "Mã chỉ số\tTử số\tMẫu số\tCó/Không\n1.1\t\t\tCó\n1.2\t72\t90\t\n9.9\t1\t2\t\n";
        let mut fields = vec![
            ("bo", framework.as_str()),
            ("text", text),
            ("source", "Bảng tổng hợp"),
            ("as_of", "30/09/2026"),
            ("state", "provisional"),
            ("step", "xem"),
        ];
        let look = client.post(&format!("{BASE}/nhap-lieu/dan"), &fields).await;
        assert_eq!(look.status, StatusCode::OK, "{}", look.text);
        for part in [
            "2 chỉ số sẽ được ghi",
            "Dòng 4: «9.9»",
            "Tử số 72; Mẫu số 90",
        ] {
            assert!(look.text.contains(part), "{part}");
        }
        let seen = look
            .text
            .split("name=\"seen\" value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        fields[5].1 = "ghi";
        let unseen = client.post(&format!("{BASE}/nhap-lieu/dan"), &fields).await;
        assert_eq!(
            unseen.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "nothing is written unseen"
        );
        fields.push(("seen", &seen));
        let written = client.post(&format!("{BASE}/nhap-lieu/dan"), &fields).await;
        assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.text);
        let page = client.get(&format!("{BASE}/nhap-lieu?loc=thieu")).await;
        assert!(
            !page.text.contains("data-code=\"1.2\"") && page.text.contains("data-code=\"2.1\"")
        );
    });
}

#[test]
fn the_pages_of_entry_run_a_bounded_number_of_statements() {
    on_sqlite(|trial| async move {
        let (site, client, _) = begun(trial).await;
        for path in ["/nhap-lieu", "/chi-so/1.2", "/nhap-lieu/dan"] {
            client.get(&format!("{BASE}{path}")).await;
            let before = site.trial.app.statements();
            client.get(&format!("{BASE}{path}")).await;
            let ran = site.trial.app.statements() - before;
            assert!(ran <= 16, "{path}: {ran} statements");
        }
    });
}

#[test]
fn a_figure_with_script_in_it_is_text() {
    on_sqlite(|trial| async move {
        let (_site, client, _) = begun(trial).await;
        let page = client.get(&format!("{BASE}/nhap-lieu")).await;
        let (id, version) = form_of(&page.text, "1.1");
        let evil = "<script>alert(1)</script>";
        let fields = [
            ("entry", id.as_str()),
            ("version", &version),
            ("k.yes", evil),
            ("source", evil),
            ("as_of", evil),
        ];
        let refused = save(&client, "1.1", &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!refused.text.contains(evil));
        let nobody = save(&client, "1.1", &[("entry", "0")]).await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    });
}
