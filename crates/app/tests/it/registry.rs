//! The list of the country's units entered into the tree, found by old names, taken out again.

use app::account::{self, FirstAdministrator};
use app::registry::{self, Refusal};
use app::testing::{Trial, on_both, on_sqlite};
use app::unit::{self, NewUnit, Unit, UnitKind};
use app::{Actor, App, Error, Refusal as Any};
use jiff::civil::date;

use crate::party::Place;

const PASSWORD: &str = "mot mat khau dai";

/// An installation whose top is this.
pub(crate) async fn begun(trial: &Trial, (kind, name): (UnitKind, &str)) -> (App, Actor, Unit) {
    let app = trial.app.clone();
    let link = account::first_link(&app).await.unwrap();
    let first = FirstAdministrator {
        unit_name: name.to_owned(),
        unit_kind: kind,
        name: "Lê Thị Hạnh".to_owned(),
        login: "hanh".to_owned(),
        password: PASSWORD.to_owned(),
    };
    account::create_first(&app, &link, first).await.unwrap();
    let begun = account::sign_in(&app, "hanh", PASSWORD).await;
    let who = begun.ok().unwrap().actor;
    let top = unit::visible(&app, &who).await.unwrap().remove(0);
    (app, who, top)
}

fn refused(error: Error) -> Refusal {
    match error {
        Error::Refused(Any::Registry(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn count(trial: &Trial, sql: &'static str) -> i64 {
    let mut conn = trial.app.read().await.unwrap();
    conn.one(sql, &[], |row| row.count("n")).await.unwrap()
}

const UNITS: &str = "select count(*) as n from unit";
const ORPHANS: &str = "select count(*) as n from unit u where u.parent_id is not null
    and not exists (select 1 from party p where p.unit_ref = u.id)";

#[test]
fn the_whole_country_is_entered_at_once_and_taken_out_again() {
    on_sqlite(|trial| async move {
        let (app, who, top) = begun(&trial, (UnitKind::Other, "Bộ Khoa học và Công nghệ")).await;
        let events = app::audit::verify(&app).await.unwrap().events;
        let plan = registry::preview(&app, &who, None).await.unwrap();
        assert_eq!(
            (plan.new_provinces(), plan.new_communes(), plan.here()),
            (34, 3_321, 0)
        );
        let filled = registry::fill(&app, &who, None).await.unwrap();
        assert_eq!(filled.units, 3_355);
        assert_eq!(count(&trial, UNITS).await, 3_356);
        assert_eq!(count(&trial, ORPHANS).await, 0, "each has its party");
        let verdict = app::audit::verify(&app).await.unwrap();
        assert_eq!(verdict.events, events + 1, "one event tells the whole");

        let all = unit::visible(&app, &who).await.unwrap();
        let ward = all
            .iter()
            .find(|unit| unit.code.as_deref() == Some("00004"))
            .unwrap();
        assert_eq!(
            (ward.name.as_str(), ward.kind),
            ("Phường Ba Đình", UnitKind::Commune)
        );
        assert_eq!(ward.valid_from, date(2025, 7, 1));
        let above = all
            .iter()
            .find(|unit| Some(&unit.id) == ward.parent.as_ref())
            .unwrap();
        assert_eq!(
            (above.code.as_deref(), above.parent.as_ref()),
            (Some("01"), Some(&top.id))
        );

        let again = registry::fill(&app, &who, None).await.unwrap_err();
        assert_eq!(refused(again), Refusal::NothingNew { here: 3_321 });
        registry::undo(&app, &who).await.unwrap();
        assert_eq!(count(&trial, UNITS).await, 1);
        assert_eq!(
            refused(registry::undo(&app, &who).await.unwrap_err()),
            Refusal::NothingToUndo
        );
    });
}

#[test]
fn a_province_gets_its_own_communes_right_under_it_and_keeps_what_is_there() {
    on_both(|trial| async move {
        let (app, who, top) = begun(&trial, (UnitKind::Province, "Tỉnh Lai Châu")).await;
        let new = |name: &str, code: Option<&str>| NewUnit {
            parent: Some(top.id.clone()),
            kind: UnitKind::Commune,
            name: name.to_owned(),
            code: code.map(ToOwned::to_owned),
            valid_from: date(2025, 7, 1),
        };
        let list = registry::registry();
        let communes: Vec<_> = list.communes("12").collect();
        unit::create(&app, &who, new("Phường đã có mã", Some(communes[0].code)))
            .await
            .unwrap();
        unit::create(&app, &who, new(communes[1].name, None))
            .await
            .unwrap();

        let plan = registry::preview(&app, &who, None).await.unwrap();
        assert_eq!(plan.new_provinces(), 0);
        assert_eq!(plan.parts[0].here, 1);
        assert_eq!(plan.parts[0].without_code, [communes[1].name]);
        let other = registry::fill(&app, &who, Some("68")).await.unwrap_err();
        assert!(matches!(refused(other), Refusal::OtherProvince { .. }));
        let filled = registry::fill(&app, &who, Some("12")).await.unwrap();
        assert_eq!(filled.units, i64::try_from(communes.len()).unwrap() - 2);
        let under = unit::under(&app, &who, &top.path).await.unwrap();
        assert_eq!(under.len(), communes.len() + 1);

        let used = under
            .iter()
            .find(|unit| unit.code.as_deref() == Some(communes[2].code))
            .unwrap();
        let place = Place {
            app: app.clone(),
            who: who.clone(),
            city: top.clone(),
            ward: used.clone(),
            office: used.clone(),
        };
        place.person(used, "Trần Văn An").await;
        let held = registry::undo(&app, &who).await.unwrap_err();
        assert_eq!(refused(held), Refusal::InUse { count: 1 });
    });
}

#[test]
fn what_is_no_province_of_the_list_gets_nothing() {
    on_sqlite(|trial| async move {
        let (app, who, top) = begun(&trial, (UnitKind::City, "Thành phố Đông Lĩnh")).await;
        let made_up = registry::preview(&app, &who, None).await.unwrap_err();
        assert_eq!(refused(made_up), Refusal::NotAProvince { top: top.name });
        let code = registry::preview(&app, &who, Some("99")).await.unwrap_err();
        assert_eq!(
            refused(code),
            Refusal::NoProvince {
                code: "99".to_owned()
            }
        );
        let small = Actor {
            authority: domain::authority::Authority::default(),
            ..who.clone()
        };
        let not_allowed = registry::preview(&app, &small, None).await;
        assert!(matches!(not_allowed, Err(Error::NotAllowed(_))));
    });
}

#[test]
fn an_old_name_finds_the_commune_of_today() {
    on_both(|trial| async move {
        let (app, who, _) = begun(&trial, (UnitKind::Province, "Thành phố Huế")).await;
        registry::fill(&app, &who, None).await.unwrap();
        let list = registry::registry();
        let old = list
            .former()
            .iter()
            .find(|old| old.province == "Thành phố Huế")
            .unwrap();
        let words = format!("{} {}", old.name, old.district);
        let (hits, _) = registry::find_former(&app, &who, &words).await.unwrap();
        let hit = hits.iter().find(|hit| hit.former == old).unwrap();
        let (present, unit) = &hit.became[0];
        assert_eq!(unit.as_ref().unwrap().code.as_deref(), Some(present.code));
        let none = registry::find_former(&app, &who, "không có xã nào như thế")
            .await
            .unwrap();
        assert_eq!(none.1, 0);
        // The same through the search of everything.
        let asked = app::search::Asked {
            words: words.clone(),
            kind: None,
            page: 1,
            most: 20,
        };
        let answer = app::search::find(&app, &who, asked).await.unwrap();
        let slug = &unit.as_ref().unwrap().slug;
        let found = answer
            .hits
            .iter()
            .any(|hit| hit.address == format!("/don-vi/{slug}"));
        assert!(found, "«{words}» finds {}", present.name);
    });
}

#[test]
fn former_units_are_entered_as_ended_and_taken_out_again() {
    on_both(|trial| async move {
        let (app, who, _) = begun(&trial, (UnitKind::Province, "Thành phố Huế")).await;
        registry::fill(&app, &who, None).await.unwrap();
        let all = unit::visible(&app, &who).await.unwrap();
        let ward = all
            .iter()
            .find(|unit| unit.kind == UnitKind::Commune)
            .unwrap();
        let waiting = registry::waiting(&app, &who, &ward.id).await.unwrap();
        assert!(!waiting.listed.is_empty() && waiting.entered.is_none());
        let late = registry::load_former(&app, &who, &ward.id, date(2025, 7, 1)).await;
        assert_eq!(refused(late.unwrap_err()), Refusal::BeginsLate);
        let filled = registry::load_former(&app, &who, &ward.id, date(2024, 1, 1))
            .await
            .unwrap();
        assert_eq!(filled.units, i64::try_from(waiting.listed.len()).unwrap());
        let lines = app::lineage::lines(&app, &who, &ward.id).await.unwrap();
        assert_eq!(lines.len(), waiting.listed.len());
        let again = registry::load_former(&app, &who, &ward.id, date(2024, 1, 1)).await;
        assert!(matches!(
            refused(again.unwrap_err()),
            Refusal::NothingNew { .. }
        ));
        registry::undo_former(&app, &who, &ward.id).await.unwrap();
        assert!(
            app::lineage::lines(&app, &who, &ward.id)
                .await
                .unwrap()
                .is_empty()
        );
        registry::undo(&app, &who).await.unwrap();
    });
}
