//! Importing plans: every row that was read is written, nothing is left after undoing, a plan that
//! is there already is named, a new version takes over what was done.

use app::import::{self, Decision, NewImport, PartyChoice, Triage};
use app::testing::{Trial, on_both};
use app::{Actor, Error, ImportId, PlanId, Refusal, bind};

use crate::office::Office;

/// Our own plan, in every format that is read.
const SAMPLES: [(&str, &[u8]); 6] = [
    (
        "ke-hoach.docx",
        include_bytes!("../../../../samples/son-khe/ke-hoach.docx"),
    ),
    (
        "ke-hoach.xlsx",
        include_bytes!("../../../../samples/son-khe/ke-hoach.xlsx"),
    ),
    (
        "ke-hoach.pdf",
        include_bytes!("../../../../samples/son-khe/ke-hoach.pdf"),
    ),
    (
        "ke-hoach.html",
        include_bytes!("../../../../samples/son-khe/ke-hoach.html"),
    ),
    (
        "ke-hoach.txt",
        include_bytes!("../../../../samples/son-khe/ke-hoach.txt"),
    ),
    (
        "ke-hoach-hong.txt",
        include_bytes!("../../../../samples/son-khe/ke-hoach-hong.txt"),
    ),
];

async fn start(trial: &Trial, actor: &Actor, name: &str, bytes: &[u8]) -> ImportId {
    let unit = actor.home.clone().unwrap().id;
    let new = NewImport {
        unit,
        year: 2026,
        file_name: name.to_owned(),
        file: trial.app.files().arrived(bytes).await.unwrap(),
    };
    import::start(&trial.app, actor, new).await.unwrap()
}

/// Enters everyone that nobody knows, as proposed.
async fn enter_all(trial: &Trial, actor: &Actor, id: &ImportId) -> i32 {
    let opened = import::open(&trial.app, actor, id).await.unwrap();
    let named = import::parties(&trial.app, &opened).await.unwrap();
    let open = named.iter().filter(|one| one.is_open());
    let decisions: Vec<Decision> = open
        .map(|one| {
            let choice = PartyChoice::Create {
                kind: one.kind.name().to_owned(),
                name: one.name.clone(),
            };
            Decision::Party(one.key.clone(), Some(choice))
        })
        .collect();
    import::decide(&trial.app, actor, id, opened.draft.version, decisions)
        .await
        .unwrap()
}

async fn count(trial: &Trial, sql: &'static str, id: &str) -> i64 {
    let mut conn = trial.app.read().await.unwrap();
    conn.one(sql, bind![id], |row| row.count("n"))
        .await
        .unwrap()
}

const ROWS: &str = "select count(*) as n from plan_row where plan_id = $1 and removed_at is null";
const ASSIGNED: &str = "select count(*) as n from assignment a join plan_row r on r.id = a.row_id
    where r.plan_id = $1 and a.ended_at is null";
const IN_FORCE: &str = "select count(*) as n from plan where id = $1 and state <> 'withdrawn'";
const FOUND: &str = "select count(*) as n from search_entry s where s.removed_at is null
    and (s.subject_id = $1 or s.subject_id in (select id from plan_row where plan_id = $1))";
const FRAMEWORKS: &str = "select count(*) as n from framework where state <> $1";

/// Writes a plan and takes it back; the rows written are the rows read.
async fn check(trial: &Trial, actor: &Actor, name: &str, bytes: &[u8]) {
    let id = start(trial, actor, name, bytes).await;
    let version = enter_all(trial, actor, &id).await;
    let opened = import::open(&trial.app, actor, &id).await.unwrap();
    let read: usize = opened
        .reading
        .plan
        .annexes
        .iter()
        .map(|annex| annex.rows.len())
        .sum();
    assert!(read > 0, "{name}");
    let frameworks = count(trial, FRAMEWORKS, "withdrawn").await;
    let plan = import::write(&trial.app, actor, &id, version)
        .await
        .unwrap();
    let plan = plan.as_str();
    assert_eq!(
        count(trial, ROWS, plan).await,
        i64::try_from(read).unwrap(),
        "{name}"
    );
    assert!(count(trial, ASSIGNED, plan).await > 0, "{name}");
    assert!(count(trial, FOUND, plan).await > 0, "{name}");
    let again = start(trial, actor, name, bytes).await;
    let opened = import::open(&trial.app, actor, &again).await.unwrap();
    let twins = import::duplicates(&trial.app, &opened).await.unwrap();
    let twin = twins
        .iter()
        .find(|twin| twin.plan.as_str() == plan)
        .unwrap();
    assert!(twin.is_alike() && twin.same_file, "{name}: {twin:?}");
    assert_eq!(twin.likeness, scoring::Exact::ONE, "{name}: {twin:?}");
    import::undo(&trial.app, actor, &id, version + 1)
        .await
        .unwrap();
    for left in [ROWS, ASSIGNED, IN_FORCE, FOUND] {
        assert_eq!(count(trial, left, plan).await, 0, "{name}: {left}");
    }
    assert_eq!(
        count(trial, FRAMEWORKS, "withdrawn").await,
        frameworks,
        "{name}"
    );
    let opened = import::open(&trial.app, actor, &again).await.unwrap();
    let twins = import::duplicates(&trial.app, &opened).await.unwrap();
    assert!(
        twins.iter().all(|twin| twin.plan.as_str() != plan),
        "{name}"
    );
}

#[test]
fn our_own_plan_goes_through_in_every_format() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        for (name, bytes) in SAMPLES {
            check(&trial, &office.focal, name, bytes).await;
        }
    });
}

#[test]
fn every_seed_plan_goes_through() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/plans");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("NOT TESTED: the seed plans are not beside the repository");
        return;
    };
    let mut plans: Vec<(String, Vec<u8>)> = files
        .map(|file| {
            let file = file.unwrap();
            (
                file.file_name().into_string().unwrap(),
                std::fs::read(file.path()).unwrap(),
            )
        })
        .collect();
    plans.sort();
    assert!(plans.len() >= 5);
    let plans = std::sync::Arc::new(plans);
    on_both(move |trial| {
        let plans = std::sync::Arc::clone(&plans);
        async move {
            let office = Office::begun(&trial).await;
            for (name, bytes) in plans.iter() {
                check(&trial, &office.focal, name, bytes).await;
            }
        }
    });
}

#[test]
fn rows_are_sorted_by_who_does_them_and_as_a_person_says() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let id = start(&trial, &office.focal, SAMPLES[0].0, SAMPLES[0].1).await;
        let version = enter_all(&trial, &office.focal, &id).await;
        let opened = import::open(&trial.app, &office.focal, &id).await.unwrap();
        let named = import::parties(&trial.app, &opened).await.unwrap();
        let sorted = import::triage(&opened, &named);
        let (key, before) = sorted
            .iter()
            .find(|(_, one)| one.proposed == Triage::Leads)
            .unwrap();
        assert_eq!(before.taken(), Triage::Leads);
        let said = vec![Decision::Triage(key.clone(), Some(Triage::NotOurs))];
        import::decide(&trial.app, &office.focal, &id, version, said)
            .await
            .unwrap();
        let opened = import::open(&trial.app, &office.focal, &id).await.unwrap();
        assert_eq!(
            import::triage(&opened, &named)[key].taken(),
            Triage::NotOurs
        );
    });
}

/// A changed plan as text: one row reworded, one gone, one new.
const BEFORE: &str = include_str!("../../../../samples/son-khe/ke-hoach.txt");

async fn written(
    trial: &Trial,
    actor: &Actor,
    name: &str,
    text: &str,
    amends: Option<PlanId>,
) -> (ImportId, PlanId, i32) {
    let id = start(trial, actor, name, text.as_bytes()).await;
    let mut version = enter_all(trial, actor, &id).await;
    if amends.is_some() {
        version = import::decide(
            &trial.app,
            actor,
            &id,
            version,
            vec![Decision::Amends(amends)],
        )
        .await
        .unwrap();
    }
    let plan = import::write(&trial.app, actor, &id, version)
        .await
        .unwrap();
    (id, plan, version + 1)
}

async fn rows(trial: &Trial, plan: &PlanId) -> Vec<(String, String)> {
    let mut conn = trial.app.read().await.unwrap();
    let sql = "select path, id from plan_row where plan_id = $1 and kind in ('indicator', 'task') order by position";
    conn.all(sql, bind![plan.as_str()], |row| {
        Ok((row.text("path")?, row.text("id")?))
    })
    .await
    .unwrap()
}

#[test]
fn a_new_version_takes_over_what_was_done_and_gives_it_back() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let actor = &office.focal;
        let (_, old, _) = written(&trial, actor, "lan-1.txt", BEFORE, None).await;
        let before = rows(&trial, &old).await;
        let (path, row) = before[0].clone();
        let mut tx = trial.app.begin(actor).await.unwrap();
        tx.run(
            "update plan_row set status = 'in_progress', version = 2 where id = $1",
            bind![&row],
        )
        .await
        .unwrap();
        tx.run(
            "insert into happening (id, row_id, happened_on, note, created_by, created_at, removed_at)
             values ('h1', $1, '2026-03-01', 'đã họp', 'x', '2026-03-01T00:00:00Z', null)",
            bind![&row],
        )
        .await
        .unwrap();
        tx.run(
            "insert into comment (id, unit_id, subject_kind, subject_id, body, created_by, created_at, removed_at)
             select 'c1', p.unit_id, 'plan_row', r.id, 'xong', a.id, '2026-03-01T00:00:00Z', null
             from plan_row r join plan p on p.id = r.plan_id join account a on a.login = 'hanh' where r.id = $1",
            bind![&row],
        )
        .await
        .unwrap();
        let event = app::audit::Event::new("plan.changed", "plan", old.as_str(), "");
        tx.commit(event).await.unwrap();

        let text = BEFORE.replace("2026", "2026 ");
        let (id, new, version) =
            written(&trial, actor, "lan-2.txt", &text, Some(old.clone())).await;
        let opened = import::open(&trial.app, actor, &id).await.unwrap();
        assert_eq!(opened.draft.decisions.carried.happenings, 1);
        let after = rows(&trial, &new).await;
        let (_, next) = after.iter().find(|(other, _)| *other == path).unwrap();
        let status = "select count(*) as n from plan_row where id = $1 and status = 'in_progress'";
        assert_eq!(count(&trial, status, next).await, 1);
        let happened = "select count(*) as n from happening where row_id = $1 and note = 'đã họp'";
        assert_eq!(count(&trial, happened, next).await, 1);
        assert_eq!(
            count(&trial, happened, &row).await,
            1,
            "the old plan keeps its history"
        );
        let said = "select count(*) as n from comment where subject_id = $1";
        assert_eq!(count(&trial, said, next).await, 1);
        assert_eq!(count(&trial, IN_FORCE, old.as_str()).await, 0);
        assert_eq!(count(&trial, IN_FORCE, new.as_str()).await, 1);
        import::undo(&trial.app, actor, &id, version).await.unwrap();
        assert_eq!(
            count(&trial, IN_FORCE, old.as_str()).await,
            1,
            "the version before is in force again"
        );
        assert_eq!(count(&trial, IN_FORCE, new.as_str()).await, 0);
    });
}

#[test]
fn what_was_written_is_not_taken_back_once_work_hangs_on_it() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let (id, plan, version) = written(&trial, &office.focal, "lan-1.txt", BEFORE, None).await;
        let (_, row) = rows(&trial, &plan).await[0].clone();
        let mut tx = trial.app.begin(&office.focal).await.unwrap();
        tx.run(
            "insert into happening (id, row_id, happened_on, note, created_by, created_at, removed_at)
             values ('h1', $1, '2026-03-01', '', 'x', '2026-03-01T00:00:00Z', null)",
            bind![&row],
        )
        .await
        .unwrap();
        tx.commit(app::audit::Event::new("row.happened", "plan_row", &row, ""))
            .await
            .unwrap();
        let error = import::undo(&trial.app, &office.focal, &id, version)
            .await
            .unwrap_err();
        let Error::Refused(Refusal::Import(import::Refusal::WorkHangsOnIt(hanging))) = error else {
            panic!("{error:?}");
        };
        assert_eq!(hanging.happenings, 1);
        assert_eq!(
            count(&trial, IN_FORCE, plan.as_str()).await,
            1,
            "nothing was taken back"
        );
    });
}

#[test]
fn a_draft_is_written_once_and_only_as_it_was_last_seen() {
    on_both(|trial| async move {
        let office = Office::begun(&trial).await;
        let actor = &office.focal;
        let id = start(&trial, actor, SAMPLES[0].0, SAMPLES[0].1).await;
        let version = enter_all(&trial, actor, &id).await;
        let stale = import::write(&trial.app, actor, &id, version - 1)
            .await
            .unwrap_err();
        assert!(matches!(stale, Error::Stale(_)), "{stale:?}");
        let none = "select count(*) as n from plan where source_name = $1";
        assert_eq!(
            count(&trial, none, SAMPLES[0].0).await,
            0,
            "nothing was half written"
        );
        import::write(&trial.app, actor, &id, version)
            .await
            .unwrap();
        let twice = import::write(&trial.app, actor, &id, version + 1)
            .await
            .unwrap_err();
        let Error::Refused(Refusal::Import(refusal)) = twice else {
            panic!("{twice:?}")
        };
        assert_eq!(refusal, import::Refusal::Written);
        let reader = import::open(&trial.app, &office.other, &id)
            .await
            .unwrap_err();
        assert!(matches!(reader, Error::NotFound(_)), "{reader:?}");
    });
}
