//! Finding: what a person may see, as it is now, on both engines.

use app::audit::Event;
use app::search::{self, Answer, Asked, Kind, SearchEntry};
use app::testing::{Trial, on_both, on_sqlite};
use app::unit::{self, NewUnit, Unit, UnitKind};
use app::{Actor, EvidenceId, PersonId};
use domain::authority::{Authority, Grant, Role};

async fn ward(trial: &Trial, name: &str) -> Unit {
    let new = NewUnit {
        parent: None,
        kind: UnitKind::Commune,
        name: name.to_owned(),
        code: None,
        valid_from: trial.app.today(),
    };
    unit::create(&trial.app, &Actor::program(), new)
        .await
        .unwrap()
}

fn entry(unit: &Unit, kind: &'static str, id: &str, title: &str) -> SearchEntry {
    SearchEntry {
        subject_kind: kind,
        subject_id: id.to_owned(),
        unit: unit.id.clone(),
        title: title.to_owned(),
        body: String::new(),
        address: format!("/{kind}/{id}"),
        removed: false,
    }
}

async fn write(trial: &Trial, entries: Vec<SearchEntry>) {
    let mut tx = trial.app.begin(&Actor::program()).await.unwrap();
    for entry in entries {
        tx.index(entry);
    }
    tx.commit(Event::new("plan.created", "plan", "p", "Kế hoạch"))
        .await
        .unwrap();
}

fn with(role: Role, unit: &Unit) -> Actor {
    let grant = Grant {
        role,
        unit_path: unit.path.clone(),
    };
    Actor {
        authority: Authority {
            grants: vec![grant],
        },
        ..Actor::program()
    }
}

async fn find(trial: &Trial, actor: &Actor, words: &str, kind: Option<Kind>) -> Answer {
    let asked = Asked {
        words: words.to_owned(),
        kind,
        page: 1,
        most: search::PAGE,
    };
    search::find(&trial.app, actor, asked).await.unwrap()
}

fn addresses(answer: &Answer) -> Vec<&str> {
    answer.hits.iter().map(|hit| hit.address.as_str()).collect()
}

#[test]
fn a_reader_finds_what_is_in_the_ward_and_nothing_of_another() {
    on_both(|trial| async move {
        let (mine, other) = (
            ward(&trial, "Phường Hạ Khê").await,
            ward(&trial, "Phường Nam Sơn").await,
        );
        write(
            &trial,
            vec![
                entry(&mine, "plan", "a", "Kế hoạch chuyển đổi số phường Hạ Khê"),
                entry(&mine, "plan_row", "b", "1.2 Hội nghị về CĐS"),
                entry(&other, "plan", "c", "Kế hoạch chuyển đổi số phường Nam Sơn"),
            ],
        )
        .await;
        let reader = with(Role::Reader, &mine);
        let answer = find(&trial, &reader, "chuyen doi so", None).await;
        assert_eq!(addresses(&answer), ["/plan_row/b", "/plan/a"]);
        assert_eq!(
            (answer.total, &*answer.counts),
            (2, &[(Kind::Plan, 1), (Kind::Row, 1)][..])
        );
        assert_eq!(answer.hits[0].unit, "Phường Hạ Khê");
        let answer = find(&trial, &reader, "nam son", None).await;
        assert_eq!(
            (answer.total, answer.hits.len(), answer.counts.len()),
            (0, 0, 0)
        );
        let rows = find(&trial, &reader, "CĐS", Some(Kind::Row)).await;
        assert_eq!((addresses(&rows), rows.total), (vec!["/plan_row/b"], 1));
        assert_eq!(rows.counts.len(), 2, "the other kinds are still counted");
        assert_eq!(find(&trial, &Actor::program(), "cđs", None).await.total, 3);
    });
}

#[test]
fn a_search_sees_the_last_change() {
    on_both(|trial| async move {
        let unit = ward(&trial, "Phường Hạ Khê").await;
        let reader = with(Role::Reader, &unit);
        let many = (0..450)
            .map(|at| entry(&unit, "plan", &format!("{at:03}"), "Báo cáo quý"))
            .collect();
        write(&trial, many).await;
        assert_eq!(find(&trial, &reader, "báo cáo", None).await.total, 450);
        let gone = SearchEntry {
            removed: true,
            ..entry(&unit, "plan", "000", "Báo cáo quý")
        };
        write(&trial, vec![gone, entry(&unit, "plan", "001", "Tờ trình")]).await;
        assert_eq!(find(&trial, &reader, "báo cáo", None).await.total, 448);
        assert_eq!(
            addresses(&find(&trial, &reader, "to trinh", None).await),
            ["/plan/001"]
        );
    });
}

#[test]
fn what_changed_behind_the_index_is_left_out() {
    on_both(|trial| async move {
        let unit = ward(&trial, "Phường Hạ Khê").await;
        write(
            &trial,
            vec![
                entry(&unit, "plan", "a", "Kế hoạch"),
                entry(&unit, "plan", "b", "Kế hoạch"),
            ],
        )
        .await;
        let reader = with(Role::Reader, &unit);
        assert_eq!(find(&trial, &reader, "ke hoach", None).await.hits.len(), 2);
        trial
            .meddle("update search_entry set removed_at = 'x' where subject_id = 'a'")
            .await;
        assert_eq!(
            addresses(&find(&trial, &reader, "ke hoach", None).await),
            ["/plan/b"]
        );
    });
}

#[test]
fn private_proof_is_found_by_who_may_open_it() {
    on_both(|trial| async move {
        let unit = ward(&trial, "Phường Hạ Khê").await;
        let (private, open) = (EvidenceId::new(), EvidenceId::new());
        write(
            &trial,
            vec![
                entry(&unit, "evidence", private.as_str(), "Danh sách hộ nghèo"),
                entry(
                    &unit,
                    "evidence",
                    open.as_str(),
                    "Danh sách tổ công nghệ số",
                ),
            ],
        )
        .await;
        // Whose row in `evidence` is missing is private too.
        for role in [Role::Reader, Role::Administrator] {
            let answer = find(&trial, &with(role, &unit), "danh sách", None).await;
            assert_eq!((answer.total, answer.counts.len()), (0, 0), "{role:?}");
        }
        let mut officer = with(Role::Officer, &unit);
        officer.person = Some(PersonId::new());
        assert_eq!(find(&trial, &officer, "danh sách", None).await.total, 0);
        for role in [Role::Leader, Role::Focal, Role::Appraiser] {
            assert_eq!(
                find(&trial, &with(role, &unit), "danh sách", None)
                    .await
                    .total,
                2
            );
        }
    });
}

#[test]
fn a_search_takes_few_statements() {
    on_sqlite(|trial| async move {
        let unit = ward(&trial, "Phường Hạ Khê").await;
        write(&trial, vec![entry(&unit, "plan", "a", "Kế hoạch")]).await;
        let reader = with(Role::Reader, &unit);
        find(&trial, &reader, "ke hoach", None).await;
        let before = trial.app.statements();
        find(&trial, &reader, "ke hoach", None).await;
        assert!(trial.app.statements() - before <= 4);
    });
}
