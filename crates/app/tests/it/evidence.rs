//! Proof: what is asked for, what is there, who may open it, what a crash leaves.

use app::evidence::{self, Serves, Subject, Subjects};
use app::testing::{Trial, on_both};
use app::{Actor, EntryId, RowId};

/// A city with a plan of two rows, one of which is about an indicator of an open assessment.
struct City {
    trial: Trial,
    row: RowId,
    other_row: RowId,
    entry: EntryId,
}

const ROW: &str = "00000000-0000-7000-8000-0000000000a1";
const OTHER_ROW: &str = "00000000-0000-7000-8000-0000000000a2";
const ENTRY: &str = "00000000-0000-7000-8000-0000000000e1";
const UNIT: &str = "00000000-0000-7000-8000-0000000000f1";

async fn city(trial: Trial) -> City {
    for sql in SETTING {
        trial.meddle(sql).await;
    }
    let row = RowId::parse(ROW).unwrap();
    let mut tx = trial.app.begin(&Actor::program()).await.unwrap();
    evidence::require(
        &mut tx,
        Subject::Row(&row),
        "Quyết định kiện toàn; Trên 2 tin, bài",
        2026,
    )
    .await
    .unwrap();
    tx.commit(app::audit::Event::new("plan.written", "plan", "p", "p"))
        .await
        .unwrap();
    City {
        trial,
        row,
        other_row: RowId::parse(OTHER_ROW).unwrap(),
        entry: EntryId::parse(ENTRY).unwrap(),
    }
}

const SETTING: [&str; 9] = [
    "insert into unit (id, parent_id, path, slug, kind, code, name, name_folded, valid_from, version) values ('00000000-0000-7000-8000-0000000000f1', null, '/f1/', 'dong-linh', 'city', null, 'Đông Lĩnh', 'dong linh', '2026-01-01', 1)",
    "insert into period (id, code, name, year, starts_on, ends_on, version) values ('d', '2026', 'Năm 2026', 2026, '2026-01-01', '2026-12-31', 1)",
    "insert into framework (id, unit_id, name, name_folded, state, settings_json, version) values ('f', '00000000-0000-7000-8000-0000000000f1', 'DTI', 'dti', 'issued', '{}', 1)",
    "insert into indicator (id, framework_id, position, kind, code, title, title_folded, counts, mandatory, version) values ('i', 'f', 1, 'indicator', '1.1', 'Ban Chỉ đạo', 'ban chi dao', 'adds', 0, 1)",
    "insert into assessment (id, unit_id, framework_id, period_id, state, version) values ('s', '00000000-0000-7000-8000-0000000000f1', 'f', 'd', 'open', 1)",
    "insert into entry (id, assessment_id, indicator_id, applicable, outcome, evidence_count, version) values ('00000000-0000-7000-8000-0000000000e1', 's', 'i', 1, 'missing', 0, 1)",
    "insert into plan (id, unit_id, year, kind, title, title_folded, state, origin, created_at, created_by, version) values ('p', '00000000-0000-7000-8000-0000000000f1', 2026, 'Kế hoạch', 'Kế hoạch', 'ke hoach', 'issued', 'typed', '2026-01-01T00:00:00Z', 'x', 1)",
    "insert into plan_row (id, plan_id, annex, position, kind, code, path, title, title_folded, triage, indicator_id, status, version) values ('00000000-0000-7000-8000-0000000000a1', 'p', '', 1, 'indicator', '1.1', '1.1', 'Ban Chỉ đạo', 'ban chi dao', 'leads', 'i', 'not_started', 1)",
    "insert into plan_row (id, plan_id, annex, position, kind, code, path, title, title_folded, triage, status, version) values ('00000000-0000-7000-8000-0000000000a2', 'p', '', 2, 'task', '1.2', '1.2', 'Tuyên truyền', 'tuyen truyen', 'leads', 'not_started', 1)",
];

#[test]
fn what_a_row_asks_for_is_kept_and_read_again_without_losing_what_stays() {
    on_both(|trial| async move {
        let city = city(trial).await;
        let serves = Serves::Row(city.row.clone());
        let read = || async {
            let mut conn = city.trial.app.read().await.unwrap();
            let mut found = evidence::counts(&mut conn, Subjects::One(&serves))
                .await
                .unwrap();
            found.remove(ROW).unwrap_or_default().asked
        };
        let first = read().await;
        let shown: Vec<_> = first
            .iter()
            .map(|one| (one.accepts.as_str(), one.needed))
            .collect();
        assert_eq!(shown, [("Quyết định", 1), ("article", 3)]);
        let mut tx = city.trial.app.begin(&Actor::program()).await.unwrap();
        evidence::require(&mut tx, Subject::Row(&city.row), "Trên 2 tin, bài", 2026)
            .await
            .unwrap();
        tx.commit(app::audit::Event::new("plan.amended", "plan", "p", "p"))
            .await
            .unwrap();
        let second = read().await;
        assert_eq!(second.len(), 1);
        assert_eq!(second[0].id, first[1].id, "the same words keep their id");
    });
}
