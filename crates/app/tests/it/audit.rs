//! The chain of events.

use app::account::{self, FirstAdministrator};
use app::audit::{self, Break};
use app::audit::{Event, Filter, Part};
use app::testing::{Trial, on_both};
use app::unit::{self, Unit, UnitKind};
use app::{Actor, Error};

#[test]
fn the_chain_is_whole_and_a_changed_event_shows() {
    on_both(|trial| async move {
        for _ in 0..3 {
            app::account::first_link(&trial.app).await.unwrap();
        }
        let verdict = audit::verify(&trial.app).await.unwrap();
        assert_eq!((verdict.events, verdict.broken), (3, None));
        trial
            .meddle("update audit_event set actor_name = 'x' where seq = 2")
            .await;
        let verdict = audit::verify(&trial.app).await.unwrap();
        assert_eq!(verdict.broken, Some(Break::Changed { seq: 2 }));
        trial.meddle("delete from audit_event where seq = 2").await;
        let verdict = audit::verify(&trial.app).await.unwrap();
        assert_eq!(
            verdict.broken,
            Some(Break::Gap {
                expected: 2,
                found: 3
            })
        );
        trial.meddle("delete from audit_event where seq > 1").await;
        let verdict = audit::verify(&trial.app).await.unwrap();
        assert_eq!(
            verdict.broken,
            Some(Break::Cut {
                expected: 3,
                found: 1
            })
        );
    });
}

/// An office with its administrator, and a ward below it; in each, something happened.
async fn two_units(trial: &Trial) -> (Unit, Unit) {
    let app = &trial.app;
    let link = account::first_link(app).await.unwrap();
    let first = FirstAdministrator {
        unit_name: "Thành phố Đông Lĩnh".to_owned(),
        unit_kind: UnitKind::City,
        name: "Lê Thị Hạnh".to_owned(),
        login: "hanh".to_owned(),
        password: "mot mat khau dai".to_owned(),
    };
    account::create_first(app, &link, first).await.unwrap();
    let program = Actor::program();
    let city = unit::by_slug(app, &program, "dong-linh").await.unwrap();
    let ward = unit::NewUnit {
        parent: Some(city.id.clone()),
        kind: UnitKind::Commune,
        name: "Phường Hạ Khê".to_owned(),
        code: None,
        valid_from: app.today(),
    };
    let ward = unit::create(app, &program, ward).await.unwrap();
    (city, ward)
}

async fn happen(trial: &Trial, unit: &Unit, kind: &'static str, name: &str) {
    let tx = trial.app.begin(&Actor::program()).await.unwrap();
    let event = Event::new(kind, "plan", "p", name).within(&unit.id);
    let event = event.before(serde_json::json!({"title": "cũ"}));
    tx.commit(event.after(serde_json::json!({"title": "Mới hơn"})))
        .await
        .unwrap();
}

const ALL: Part = Part {
    before: None,
    most: 50,
};

async fn names(trial: &Trial, filter: &Filter) -> Vec<String> {
    let listed = audit::list(&trial.app, &Actor::program(), filter, ALL)
        .await
        .unwrap();
    listed
        .events
        .into_iter()
        .map(|event| event.subject_name)
        .collect()
}

#[test]
fn a_manager_reads_what_happened_in_the_unit_and_under_it() {
    on_both(|trial| async move {
        let (city, ward) = two_units(&trial).await;
        happen(&trial, &city, "plan.created", "Kế hoạch của thành phố").await;
        happen(&trial, &ward, "plan.issued", "Kế hoạch của phường").await;
        let of_ward = Filter::of(ward.clone());
        assert_eq!(
            names(&trial, &of_ward).await,
            ["Kế hoạch của phường", "Phường Hạ Khê"]
        );
        let all = names(&trial, &Filter::of(city.clone())).await;
        assert_eq!(all[..2], ["Kế hoạch của phường", "Kế hoạch của thành phố"]);
        let kind = Filter {
            kind: Some("plan.".to_owned()),
            ..Filter::of(city.clone())
        };
        assert_eq!(names(&trial, &kind).await.len(), 2);
        let kind = Filter {
            kind: Some("plan.issued".to_owned()),
            ..Filter::of(city.clone())
        };
        assert_eq!(names(&trial, &kind).await.len(), 1);
        let words = Filter {
            words: "KE HOACH phuong".to_owned(),
            ..Filter::of(city.clone())
        };
        assert_eq!(names(&trial, &words).await, ["Kế hoạch của phường"]);
        let words = Filter {
            words: "moi hon".to_owned(),
            ..Filter::of(city.clone())
        };
        assert_eq!(names(&trial, &words).await.len(), 2);
        let yesterday = trial.app.today().yesterday().unwrap();
        let past = Filter {
            to: Some(yesterday),
            ..Filter::of(city.clone())
        };
        assert!(names(&trial, &past).await.is_empty());
        let since = Filter {
            from: Some(trial.app.today()),
            ..Filter::of(city.clone())
        };
        assert_eq!(names(&trial, &since).await.len(), all.len());
    });
}

#[test]
fn pages_of_the_audit_follow_each_other_without_a_gap() {
    on_both(|trial| async move {
        let (city, _) = two_units(&trial).await;
        for number in 0..7 {
            happen(&trial, &city, "plan.created", &format!("Kế hoạch {number}")).await;
        }
        let program = Actor::program();
        for words in ["", "ke hoach"] {
            let filter = Filter {
                kind: Some("plan.created".into()),
                words: words.into(),
                ..Filter::of(city.clone())
            };
            let mut seen = Vec::new();
            let mut part = Part {
                before: None,
                most: 3,
            };
            loop {
                let listed = audit::list(&trial.app, &program, &filter, part)
                    .await
                    .unwrap();
                seen.extend(listed.events.into_iter().map(|event| event.subject_name));
                part.before = listed.older;
                if listed.older.is_none() {
                    break;
                }
            }
            let expected: Vec<String> = (0..7)
                .rev()
                .map(|number| format!("Kế hoạch {number}"))
                .collect();
            assert_eq!(seen, expected, "{words}");
        }
    });
}

#[test]
fn who_manages_a_ward_does_not_read_the_citys_audit() {
    on_both(|trial| async move {
        let (city, ward) = two_units(&trial).await;
        let mut manager = Actor::program();
        manager.authority.grants.truncate(1);
        manager.authority.grants[0].unit_path.clone_from(&ward.path);
        assert!(
            audit::list(&trial.app, &manager, &Filter::of(ward), ALL)
                .await
                .is_ok()
        );
        let refused = audit::list(&trial.app, &manager, &Filter::of(city), ALL).await;
        assert!(matches!(refused, Err(Error::NotAllowed(_))));
    });
}

#[test]
fn a_thing_has_its_own_history() {
    on_both(|trial| async move {
        let (city, _) = two_units(&trial).await;
        happen(&trial, &city, "plan.created", "Kế hoạch").await;
        happen(&trial, &city, "plan.issued", "Kế hoạch").await;
        let mut conn = trial.app.read().await.unwrap();
        let events = audit::history(&mut conn, "plan", "p").await.unwrap();
        let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["plan.issued", "plan.created"]);
        assert_eq!(events[0].after["title"], "Mới hơn");
        assert_eq!(events[0].unit.as_ref().unwrap().0, city.slug);
    });
}
