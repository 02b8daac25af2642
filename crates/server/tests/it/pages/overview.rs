//! `/ky/…/don-vi/…/tong-quan`: how a unit stands.

use app::Actor;
use app::audit::Event;
use app::testing::{Trial, on_both, on_sqlite};
use app::unit::{self, NewUnit, Unit, UnitKind};
use axum::http::StatusCode;

use crate::support::TestSite;

const HOME: &str = "/ky/2026/don-vi/dong-linh/tong-quan";

/// A framework with two pillars, an assessment of the city, a plan with a late row of «Văn phòng».
async fn fill(trial: &Trial) {
    trial
        .meddle(
            "insert into framework (id, unit_id, name, name_folded, state, settings_json, version)
        select 'f', id, 'DTI 2026', 'dti 2026', 'issued', '{}', 1 from unit",
        )
        .await;
    for sql in [
        "insert into indicator (id, framework_id, position, kind, code, title, title_folded, max_points, counts, mandatory, version)
            values ('a', 'f', 1, 'pillar', 'I', 'Nhận thức số', 'nhan thuc so', '30', 'adds', 0, 1)",
        "insert into indicator (id, framework_id, parent_id, position, kind, code, title, title_folded, max_points, counts, mandatory, version)
            values ('b', 'f', 'a', 2, 'indicator', '1.1', 'Hội nghị', 'hoi nghi', '10', 'adds', 0, 1)",
        "insert into indicator (id, framework_id, parent_id, position, kind, code, title, title_folded, max_points, counts, mandatory, version)
            values ('c', 'f', 'a', 3, 'indicator', '1.2', 'Chuyên mục', 'chuyen muc', '20', 'adds', 0, 1)",
        "insert into assessment (id, unit_id, framework_id, period_id, state, version)
            select 's', u.id, 'f', p.id, 'open', 1 from unit u, period p where u.parent_id is null and p.code = '2026'",
        "insert into entry (id, assessment_id, indicator_id, applicable, points, outcome, state, evidence_count, version)
            values ('x', 's', 'b', 1, '8.5', 'scored', 'estimate', 1, 1)",
        "insert into entry (id, assessment_id, indicator_id, applicable, points, outcome, state, evidence_count, version)
            values ('y', 's', 'c', 1, null, 'missing', null, 0, 1)",
        "insert into period (id, code, name, year, starts_on, ends_on, version)
            values ('d', '2025', 'Năm 2025', 2025, '2025-01-01', '2025-12-31', 1)",
        "insert into assessment (id, unit_id, framework_id, period_id, state, version)
            select 'r', id, 'f', 'd', 'open', 1 from unit where parent_id is null",
        "insert into entry (id, assessment_id, indicator_id, applicable, points, outcome, state, evidence_count, version)
            values ('t', 'r', 'c', 1, '20.25', 'scored', 'final', 0, 1)",
        "insert into plan (id, unit_id, year, kind, title, title_folded, state, origin, created_at, created_by, version)
            select 'p', id, 2026, 'plan', 'Kế hoạch', 'ke hoach', 'issued', 'typed', 'x', 'x', 1 from unit where parent_id is null",
        "insert into plan_row (id, plan_id, annex, position, kind, code, path, title, title_folded, triage, indicator_id, next_due, status, max_points, version)
            values ('w', 'p', '', 1, 'indicator', '1.2', '1.2', 'Chuyên mục', 'chuyen muc', 'leads', 'c', '2026-10-01', 'in_progress', '20', 1)",
        "insert into party (id, unit_id, kind, name, name_folded, name_key, version)
            select 'v', id, 'outsider', 'Văn phòng', 'van phong', 'van phong', 1 from unit where parent_id is null",
        "insert into assignment (id, row_id, role, party_id, named, status, version)
            values ('z', 'w', 'lead', 'v', 'Văn phòng', 'in_progress', 1)",
    ] {
        trial.meddle(sql).await;
    }
}

#[test]
fn a_unit_without_a_plan_is_told_what_to_do_first() {
    on_both(|trial| async move {
        let (_, client) = TestSite::begun(trial).await;
        let page = client.get(HOME).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("chưa có kế hoạch"));
        assert!(page.text.contains("href=\"/nhap-ke-hoach\""));
    });
}

#[test]
fn points_what_is_late_and_what_is_at_stake_stand_together_and_open() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        fill(&site.trial).await;
        // The first reads the framework; later ones have it.
        client.get(HOME).await;
        let before = site.trial.app.statements();
        let page = client.get(HOME).await;
        assert!(
            site.trial.app.statements() - before <= 20,
            "{}",
            site.trial.app.statements() - before
        );
        let has = |text: &str| assert!(page.text.contains(text), "{text}: {}", page.text);
        has("8,5 <small>/ 30</small>");
        has("20,25");
        has("/ky/2025/don-vi/dong-linh/tong-quan");
        has("1 <small>/ 2 chỉ số</small>");
        has("còn 20 điểm");
        has("/ky/2026/don-vi/dong-linh/chi-so/1.2");
        has("href=\"/ke-hoach/p/dong/w\"");
        has("14 ngày");
        has("Văn phòng");
        has("nhap-lieu?nhom=0");
        assert!(
            page.text.find("1.2 Chuyên mục").unwrap() < page.text.find("1.1 Hội nghị").unwrap(),
            "most points first"
        );
    });
}

async fn ward(trial: &Trial, parent: &Unit, name: &str) -> Unit {
    let new = NewUnit {
        parent: Some(parent.id.clone()),
        kind: UnitKind::Commune,
        name: name.to_owned(),
        code: None,
        valid_from: trial.app.today(),
    };
    unit::create(&trial.app, &Actor::program(), new)
        .await
        .unwrap()
}

#[test]
fn two_hundred_units_below_take_no_more_statements_and_few_bytes() {
    on_sqlite(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        fill(&site.trial).await;
        let trial = &site.trial;
        let city = unit::by_slug(&trial.app, &Actor::program(), "dong-linh")
            .await
            .unwrap();
        ward(trial, &city, "Phường Hạ Khê").await;
        trial.meddle("insert into unit (id, parent_id, path, slug, kind, name, name_folded, valid_from, version)
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 199)
            select 'u' || i, c.id, c.path || 'u' || i || '/', 'u' || i, 'commune', 'Phường số ' || i, 'x', '2025-07-01', 1
            from n, unit c where c.parent_id is null").await;
        trial.meddle("insert into assessment (id, unit_id, framework_id, period_id, state, version)
            select 's' || u.id, u.id, 'f', p.id, 'open', 1 from unit u, period p where u.parent_id is not null and p.code = '2026'").await;
        trial.meddle("insert into entry (id, assessment_id, indicator_id, applicable, points, outcome, evidence_count, version)
            select 'e' || s.id, s.id, 'b', 1, '7.25', 'scored', 0, 1 from assessment s where s.id <> 's'").await;
        let first = client.get(HOME).await;
        assert_eq!(
            first.text.matches("7,25").count(),
            400,
            "now and expected of each unit"
        );
        let before = trial.app.statements();
        let page = client.get(&format!("{HOME}?xep=diem")).await;
        assert!(
            trial.app.statements() - before <= 24,
            "{}",
            trial.app.statements() - before
        );
        assert!(page.text.len() < 300_000, "{} bytes", page.text.len());
        assert!(page.text.contains("/ky/2026/don-vi/u199/tong-quan"));
    });
}

#[test]
fn another_units_affairs_stay_its_own() {
    on_both(|trial| async move {
        let (site, client) = TestSite::begun(trial).await;
        let page = client.get("/ky/2026/don-vi/khong-co/tong-quan").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let page = site.visitor().get(HOME).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        let city = unit::by_slug(&site.trial.app, &Actor::program(), "dong-linh")
            .await
            .unwrap();
        let tx = site.trial.app.begin(&Actor::program()).await.unwrap();
        let event = Event::new("entry.saved", "entry", "x", "1.1 Hội nghị").within(&city.id);
        tx.commit(event).await.unwrap();
        trial_of_changes(&client).await;
    });
}

/// An office without a plan is told to begin, and shows no empty parts.
async fn trial_of_changes(client: &crate::support::Client) {
    let page = client.get(HOME).await;
    assert!(!page.text.contains("Quá hạn</h2>"));
}
