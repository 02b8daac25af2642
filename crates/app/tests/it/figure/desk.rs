//! The desk: a figure of all units below, pasted, compared with its sums, written whole and locked.

use app::figure::desk::{self, Choice, Look, Place, Sheet};
use app::figure::{self, Refusal};
use app::period::{self, Period};
use app::testing::{Trial, on_both, on_sqlite};
use app::{Actor, Error, HomeUnit, PartyId};
use domain::authority::{Grant, Role};

use super::{City, refused, row, small};
use crate::office::officer;

const WARDS: [&str; 3] = ["Phường Hạ Khê", "Phường Sơn Khê", "Xã Vân Hạ"];

/// A city whose police provide a figure for its wards.
struct Desk {
    trial: Trial,
    city: City,
    police: Actor,
    period: Period,
}

async fn begun(trial: Trial) -> Desk {
    let city = City::with(&trial, &small(), &WARDS).await;
    let home = HomeUnit {
        id: city.whole.id.clone(),
        slug: city.whole.slug.clone(),
        name: city.whole.name.clone(),
        path: city.whole.path.clone(),
    };
    let mut police = officer(&trial, &home, "Hoàng Minh Phúc", "phuc").await;
    police.authority.grants = vec![Grant {
        role: Role::Provider,
        unit_path: city.whole.path.clone(),
    }];
    let period = period::by_code(&trial.app, "2026").await.unwrap();
    Desk {
        trial,
        city,
        police,
        period,
    }
}

impl Desk {
    fn place<'a>(&'a self, code: &'a str) -> Place<'a> {
        Place {
            unit: &self.city.whole,
            period: &self.period,
            framework: &self.city.framework,
            code,
        }
    }

    async fn name_police(&self, code: &str) {
        let party = PartyId::parse(self.police.person.as_ref().unwrap().as_str()).unwrap();
        let choice = Choice::Party(party);
        let seen = (&choice, &Choice::Nobody);
        desk::name_provider(&self.trial.app, &self.city.focal, self.place(code), seen)
            .await
            .unwrap();
    }

    async fn look(&self, who: &Actor, code: &str, sheet: &Sheet) -> Look {
        let looked = desk::look(&self.trial.app, who, self.place(code), sheet).await;
        looked.unwrap().1.unwrap()
    }

    /// Looks and writes what was seen.
    async fn write(&self, who: &Actor, code: &str, sheet: &Sheet) -> Result<usize, Error> {
        let seen = self.look(who, code, sheet).await.seen;
        desk::write(&self.trial.app, who, self.place(code), (sheet, &seen)).await
    }

    async fn points(&self, code: &str) -> Vec<Option<String>> {
        let mut all = Vec::new();
        for ward in 0..WARDS.len() {
            all.push(self.city.points(&self.trial, ward, code).await);
        }
        all
    }

    async fn value(&self, ward: usize, code: &str, key: &str) -> figure::Value {
        let grid = self.city.grid(&self.trial, ward).await;
        let entry = figure::by_code(&grid, code).unwrap();
        entry.value(key).unwrap().clone()
    }
}

fn sheet(text: &str) -> Sheet {
    Sheet {
        text: text.to_owned(),
        source: "Cơ sở dữ liệu quốc gia".to_owned(),
        as_of: "30/09/2026".to_owned(),
        state: "provisional".to_owned(),
        ..Sheet::default()
    }
}

const VALUES: &str = "Đơn vị\tGiá trị\nHa Khe\t2\nPhường Sơn Khê\t6\nVân Hạ\t10\nTổng cộng\t18";

#[test]
fn a_pasted_table_is_locked_with_its_source_and_scored_as_one_by_one() {
    on_both(|trial| async move {
        let desk = begun(trial).await;
        desk.name_police("1.2").await;
        let count = desk.write(&desk.police, "1.2", &sheet(VALUES)).await;
        assert_eq!(count.unwrap(), 3);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(desk.points("1.2").await, [some("0"), some("5"), some("10")]);
        let value = desk.value(1, "1.2", "value").await;
        assert!(value.locked);
        assert_eq!(value.source, "Cơ sở dữ liệu quốc gia");
        assert_eq!(value.as_of, "2026-09-30");
        let typed = row(&[("value", "7")]);
        let error = desk.city.save(&desk.trial, (1, "1.2"), &typed).await;
        let key = "value".to_owned();
        assert_eq!(refused(error.err().unwrap()), Refusal::Locked { key });

        // One value moves the points of all that are compared with it.
        let one = sheet("Đơn vị\tGiá trị\nXã Vân Hạ\t6");
        assert_eq!(desk.write(&desk.police, "1.2", &one).await.unwrap(), 1);
        assert_eq!(
            desk.points("1.2").await,
            [some("0"), some("10"), some("10")]
        );
        let verdict = app::audit::verify(&desk.trial.app).await.unwrap();
        assert!(verdict.broken.is_none(), "{verdict:?}");
    });
}

#[test]
fn lines_that_share_a_figure_follow_and_their_forms_notice() {
    on_both(|trial| async move {
        let desk = begun(trial).await;
        let focal = desk.city.focal.clone();
        let own = row(&[("num", "500"), ("den", "1000")]);
        desk.city.save(&desk.trial, (0, "2.2"), &own).await.unwrap();
        let before = desk.city.grid(&desk.trial, 0).await;
        let text = "Đơn vị\tTử số\tMẫu số\nPhường Hạ Khê\t800\t2000\nPhường Sơn Khê\t300\t400";
        assert_eq!(desk.write(&focal, "2.1", &sheet(text)).await.unwrap(), 2);
        assert_eq!(
            desk.points("2.1").await[..2],
            [Some("4".into()), Some("7.5".into())]
        );
        let shared = desk.points("2.2").await;
        assert_eq!(shared[0].as_deref(), Some("2.5"));
        let shown = figure::by_code(&before, "2.2").unwrap();
        let typed = row(&[("num", "600")]);
        let late = figure::save(&desk.trial.app, &focal, &shown.id, &typed, shown.version).await;
        assert!(matches!(late, Err(Error::Stale(_))), "{late:?}");
        let grid = desk.city.grid(&desk.trial, 0).await;
        assert_eq!(grid.totals.all.points.to_string(), "6.5");
    });
}

#[test]
fn a_sheet_is_matched_by_what_people_write_and_what_is_left_is_named() {
    on_sqlite(|trial| async move {
        let desk = begun(trial).await;
        let text = "STT\tTên đơn vị\tKết quả\n1\tUBND phường Hạ Khê\t2\n2\tPhường Lạ\t5\n\
                    3\tXã Vân Hạ\t#N/A\n4\tPhường Sơn Khê\t6\n5\tson khe\t7\n\tTổng\t22";
        let look = desk.look(&desk.city.focal, "1.2", &sheet(text)).await;
        assert_eq!(look.changes.len(), 1);
        assert_eq!(look.unmatched[0].1, "Phường Lạ");
        assert_eq!(look.doubled, [("Phường Sơn Khê".to_owned(), vec![4, 5])]);
        assert_eq!(look.unread.len(), 1);
        assert_eq!(look.left_out(), 4);
        assert!(!look.agrees(), "15 were read, 22 are stated");

        let focal = &desk.city.focal;
        let refusal = refused(desk.write(focal, "1.2", &sheet(text)).await.unwrap_err());
        assert_eq!(refusal, Refusal::TotalsDiffer);
        let text = text.replace("\tTổng\t22", "\tTổng\t15");
        let mut sheet = sheet(&text);
        let refusal = refused(desk.write(focal, "1.2", &sheet).await.unwrap_err());
        assert_eq!(refusal, Refusal::RowsLeftOut { count: 4 });
        assert_eq!(
            desk.points("1.2").await,
            [None, None, None],
            "nothing was written"
        );
        sheet.totals.insert("value".to_owned(), "16".to_owned());
        let refusal = refused(desk.write(focal, "1.2", &sheet).await.unwrap_err());
        assert_eq!(refusal, Refusal::TotalsDiffer, "typed by the person");
        sheet.totals.clear();
        sheet.skip = true;
        assert_eq!(desk.write(focal, "1.2", &sheet).await.unwrap(), 1);
    });
}

#[test]
fn what_was_not_seen_is_not_written() {
    on_sqlite(|trial| async move {
        let desk = begun(trial).await;
        let focal = desk.city.focal.clone();
        let seen = desk.look(&focal, "1.2", &sheet(VALUES)).await.seen;
        desk.city
            .save(&desk.trial, (2, "1.2"), &row(&[("value", "4")]))
            .await
            .unwrap();
        let (place, text) = (desk.place("1.2"), sheet(VALUES));
        let late = desk::write(&desk.trial.app, &focal, place, (&text, &seen)).await;
        assert!(matches!(late, Err(Error::Stale(_))), "{late:?}");
        let mut bad = sheet(VALUES);
        bad.source = String::new();
        let look = desk.look(&focal, "1.2", &bad).await;
        assert_eq!((look.changes.len(), look.blocked.len()), (0, 3));
        assert_eq!(look.blocked[0].why, Refusal::NoSource.into());
    });
}

#[test]
fn the_same_figure_that_the_unit_entered_is_locked_all_the_same() {
    on_both(|trial| async move {
        let desk = begun(trial).await;
        let typed = figure::Typed {
            source: "Cơ sở dữ liệu quốc gia".to_owned(),
            ..row(&[("value", "2")])
        };
        desk.city
            .save(&desk.trial, (0, "1.2"), &typed)
            .await
            .unwrap();
        assert!(!desk.value(0, "1.2", "value").await.locked);
        let focal = desk.city.focal.clone();
        let same = sheet("Đơn vị\tGiá trị\nPhường Hạ Khê\t2");
        assert_eq!(desk.write(&focal, "1.2", &same).await.unwrap(), 1);
        assert!(desk.value(0, "1.2", "value").await.locked);
        let again = refused(desk.write(&focal, "1.2", &same).await.unwrap_err());
        assert_eq!(again, Refusal::NothingToProvide);
    });
}

#[test]
fn only_who_is_named_or_above_provides_and_the_rest_see_nothing() {
    on_both(|trial| async move {
        let desk = begun(trial).await;
        let app = &desk.trial.app;
        let open = desk::open(app, &desk.police, desk.place("1.2")).await;
        assert!(matches!(open, Err(Error::NotAllowed(_))), "{open:?}");
        desk.name_police("1.2").await;
        let open = desk::open(app, &desk.police, desk.place("1.2"))
            .await
            .unwrap();
        assert_eq!(open.seats.len(), 3);
        assert!(!open.names);
        let other = desk::open(app, &desk.police, desk.place("2.1")).await;
        assert!(matches!(other, Err(Error::NotAllowed(_))), "{other:?}");
        let used = desk::frameworks(app, &desk.police, (&desk.city.whole, &desk.period)).await;
        let used = used.unwrap();
        let place = (&desk.city.whole, &desk.period, &used[0]);
        let listed = desk::list(app, &desk.police, place).await.unwrap();
        assert_eq!(listed.lines.len(), 1);
        let all = desk::list(app, &desk.city.focal, place).await.unwrap();
        assert_eq!(all.lines.len(), 4);

        // Below its own unit nobody has a desk over it.
        let mut ward = desk.city.focal.clone();
        for grant in &mut ward.authority.grants {
            grant.unit_path.clone_from(&desk.city.wards[0].path);
        }
        let mut place = desk.place("1.2");
        let above = desk::open(app, &ward, place).await;
        assert!(matches!(above, Err(Error::NotAllowed(_))), "{above:?}");
        place.unit = &desk.city.wards[0];
        let own = desk::open(app, &desk.city.focal, place).await;
        assert!(matches!(own, Err(Error::NotFound(_))), "{own:?}");

        // Whoever looked at nobody may not take the place of somebody.
        let late = (&Choice::Own, &Choice::Nobody);
        let late = desk::name_provider(app, &desk.city.focal, desk.place("1.2"), late).await;
        assert!(matches!(late, Err(Error::Stale(_))), "{late:?}");
    });
}

#[test]
fn a_dispute_waits_at_the_desk_and_whoever_is_above_answers_or_releases() {
    on_both(|trial| async move {
        let desk = begun(trial).await;
        desk.name_police("1.2").await;
        desk.write(&desk.police, "1.2", &sheet(VALUES))
            .await
            .unwrap();
        let app = &desk.trial.app;
        let grid = desk.city.grid(&desk.trial, 0).await;
        let entry = figure::by_code(&grid, "1.2").unwrap().id.clone();
        let mut ward = desk.city.focal.clone();
        for grant in &mut ward.authority.grants {
            grant.unit_path.clone_from(&desk.city.wards[0].path);
        }
        let said = ("value", "Phường đã tổ chức 5 hội nghị.");
        let first = figure::dispute(app, &ward, &entry, said).await.unwrap();
        let place = (&desk.city.whole, &desk.period);
        let waiting = desk::waiting(app, &desk.police, place).await.unwrap();
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0].unit, "Phường Hạ Khê");
        let own = figure::answer(app, &ward, &entry, (&first, "Đúng.")).await;
        assert_eq!(refused(own.unwrap_err()), Refusal::NotProvider);
        let answer = (&first, "Theo hồ sơ chỉ có 2.");
        figure::answer(app, &desk.police, &entry, answer)
            .await
            .unwrap();
        assert!(
            desk::waiting(app, &desk.police, place)
                .await
                .unwrap()
                .is_empty()
        );

        let gone = "update account set state = 'closed' where login = 'phuc'";
        desk.trial.meddle(gone).await;
        figure::dispute(app, &ward, &entry, said).await.unwrap();
        let waiting = desk::waiting(app, &desk.city.focal, place).await.unwrap();
        assert!(!waiting[0].provider_is_there);
        let own = desk::release(app, &ward, &entry, ("value", "Tự sửa.")).await;
        assert_eq!(refused(own.unwrap_err()), Refusal::NotProvider);
        let reason = ("value", "Bên cung cấp không còn; phường tự nhập.");
        desk::release(app, &desk.city.focal, &entry, reason)
            .await
            .unwrap();
        assert!(!desk.value(0, "1.2", "value").await.locked);
        assert!(
            desk::waiting(app, &desk.city.focal, place)
                .await
                .unwrap()
                .is_empty()
        );
        desk.city
            .save(&desk.trial, (0, "1.2"), &row(&[("value", "5")]))
            .await
            .unwrap();
        let again = desk::release(app, &desk.city.focal, &entry, reason).await;
        assert_eq!(refused(again.unwrap_err()), Refusal::NotProvided);
    });
}

#[test]
fn what_a_unit_handed_in_is_not_overwritten() {
    on_sqlite(|trial| async move {
        let desk = begun(trial).await;
        let focal = desk.city.focal.clone();
        desk.trial
            .meddle("update assessment set state = 'submitted' where unit_id in (select id from unit where name = 'Xã Vân Hạ')")
            .await;
        let look = desk.look(&focal, "1.2", &sheet(VALUES)).await;
        assert_eq!((look.changes.len(), look.blocked.len()), (2, 1));
        assert_eq!(look.blocked[0].why, Refusal::HandedIn.into());
        desk.trial
            .meddle("update period set locked_at = '2026-10-01T00:00:00Z'")
            .await;
        let period = period::by_code(&desk.trial.app, "2026").await.unwrap();
        let locked = Desk { period, ..desk };
        let look = locked.look(&focal, "1.2", &sheet(VALUES)).await;
        assert!(look.changes.is_empty());
    });
}

#[test]
fn a_table_for_all_units_costs_a_bounded_number_of_statements() {
    on_both(|trial| async move {
        let names: Vec<String> = (0..450).map(|number| format!("Xã Thử {number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let city = City::with(&trial, &small(), &names).await;
        let period = period::by_code(&trial.app, "2026").await.unwrap();
        let place = Place {
            unit: &city.whole,
            period: &period,
            framework: &city.framework,
            code: "1.2",
        };
        let lines: Vec<String> = (0..450)
            .map(|number| format!("Xã Thử {number}\t{number}"))
            .collect();
        let sheet = sheet(&format!("Đơn vị\tGiá trị\n{}", lines.join("\n")));
        let app = &trial.app;
        let look = desk::look(app, &city.focal, place, &sheet)
            .await
            .unwrap()
            .1
            .unwrap();
        assert_eq!(look.changes.len(), 450);
        let before = app.statements();
        let count = desk::write(app, &city.focal, place, (&sheet, &look.seen))
            .await
            .unwrap();
        assert_eq!(count, 450);
        // Apart from the audit, which writes one event for each unit.
        let asked = app.statements() - before - 451;
        assert!(asked <= 60, "{asked} statements");
        assert_eq!(city.points(&trial, 449, "1.2").await.as_deref(), Some("10"));
        assert_eq!(city.points(&trial, 0, "1.2").await.as_deref(), Some("0"));
    });
}
