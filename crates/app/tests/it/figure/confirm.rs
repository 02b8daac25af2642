//! «Đã kiểm tra»: provided figures are final once whoever is named to confirm them has done so.

use app::figure::desk::{self, Choice, Confirming, Place, Sheet};
use app::figure::{self, FigureState, Refusal};
use app::framework::draft::{self, Fields};
use app::period::{self, Period};
use app::testing::{Trial, on_both};
use app::{Actor, Error, HomeUnit, Noun, PartyId};
use domain::authority::{Grant, Role};

use super::{City, refused, small};
use crate::framework::of;
use crate::office::officer;

const WARDS: [&str; 2] = ["Phường Hạ Khê", "Phường Sơn Khê"];

struct Desk {
    trial: Trial,
    city: City,
    police: Actor,
    checker: Actor,
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
    let grants = vec![Grant {
        role: Role::Provider,
        unit_path: city.whole.path.clone(),
    }];
    let mut police = officer(&trial, &home, "Hoàng Minh Phúc", "phuc").await;
    police.authority.grants.clone_from(&grants);
    let mut checker = officer(&trial, &home, "Trần Thị Lụa", "lua").await;
    checker.authority.grants = grants;
    let period = period::by_code(&trial.app, "2026").await.unwrap();
    let desk = Desk {
        trial,
        city,
        police,
        checker,
        period,
    };
    desk.verifier("Trần Thị Lụa").await;
    let party = PartyId::parse(desk.police.person.as_ref().unwrap().as_str()).unwrap();
    let choice = (&Choice::Party(party), &Choice::Nobody);
    desk::name_provider(&desk.trial.app, &desk.city.focal, desk.place(), choice)
        .await
        .unwrap();
    desk
}

impl Desk {
    fn place(&self) -> Place<'_> {
        Place {
            unit: &self.city.whole,
            period: &self.period,
            framework: &self.city.framework,
            code: "1.2",
        }
    }

    /// Names who confirms the line.
    async fn verifier(&self, name: &str) {
        let (app, focal, id) = (&self.trial.app, &self.city.focal, &self.city.framework);
        let sheet = draft::sheet(app, focal, id).await.unwrap();
        let row = sheet.rows.iter().find(|row| row.code == "1.2").unwrap();
        let fields = Fields {
            verifier: name.to_owned(),
            ..of(row)
        };
        let key = (id, &row.id, row.version);
        draft::change(app, focal, key, (row.parent.as_ref(), &fields))
            .await
            .unwrap();
    }

    async fn write(&self, who: &Actor, text: &str) {
        let (app, sheet) = (&self.trial.app, sheet(text, "provisional"));
        let (_, look) = desk::look(app, who, self.place(), &sheet).await.unwrap();
        let seen = look.unwrap().seen;
        desk::write(app, who, self.place(), (&sheet, &seen))
            .await
            .unwrap();
    }

    /// What each unit's row shows, in the order of the wards.
    async fn seen(&self) -> Vec<(String, Confirming, Option<FigureState>)> {
        let desk = desk::open(&self.trial.app, &self.city.focal, self.place()).await;
        let desk = desk.unwrap();
        let ward = |name: &&str| desk.seats.iter().find(|seat| seat.name == **name).unwrap();
        let seats = WARDS.iter().map(ward);
        seats
            .map(|seat| (seat.seen(), seat.confirming(), seat.state))
            .collect()
    }

    async fn confirm(&self, who: &Actor, seen: &[String], done: bool) -> Result<usize, Error> {
        desk::confirm(&self.trial.app, who, self.place(), (seen, done)).await
    }
}

fn sheet(text: &str, state: &str) -> Sheet {
    Sheet {
        text: text.to_owned(),
        source: "Cơ sở dữ liệu quốc gia".to_owned(),
        as_of: "30/09/2026".to_owned(),
        state: state.to_owned(),
        reason: "Số liệu mới".to_owned(),
        ..Sheet::default()
    }
}

const VALUES: &str = "Đơn vị\tGiá trị\nPhường Hạ Khê\t2\nPhường Sơn Khê\t6";

#[test]
fn provided_figures_are_final_once_another_person_confirmed_them() {
    on_both(|trial| async move {
        let desk = begun(trial).await;
        let app = &desk.trial.app;
        // The provider alone cannot make them final.
        let early = sheet(VALUES, "final");
        let looked = desk::look(app, &desk.police, desk.place(), &early).await;
        let why = looked.unwrap().1.unwrap().blocked[0].why.clone();
        let verifier = "Trần Thị Lụa".to_owned();
        let unchecked = Refusal::NotChecked { verifier };
        assert_eq!(refused(Error::Refused(why)), unchecked);

        desk.write(&desk.police, VALUES).await;
        let rows = desk.seen().await;
        assert_eq!(rows[0].1, Confirming::Waits);
        assert_eq!(rows[0].2, Some(FigureState::Provisional));
        let all: Vec<String> = rows.iter().map(|row| row.0.clone()).collect();
        let other = desk.confirm(&desk.police, &all, true).await;
        let verifier = Some("Trần Thị Lụa".to_owned());
        assert_eq!(
            refused(other.unwrap_err()),
            Refusal::NotVerifier { verifier }
        );
        let none = desk.confirm(&desk.checker, &[], true).await;
        assert_eq!(refused(none.unwrap_err()), Refusal::NothingToCheck);

        let done = desk.confirm(&desk.checker, &all[..1], true).await;
        assert_eq!(done.unwrap(), 1);
        let rows = desk.seen().await;
        assert!(matches!(rows[0].1, Confirming::Done(_)), "{rows:?}");
        assert_eq!(rows[0].2, Some(FigureState::Final));
        assert_eq!(rows[1].1, Confirming::Waits);
        assert_eq!(rows[1].2, Some(FigureState::Provisional));
        let grid = desk.city.grid(&desk.trial, 0).await;
        let entry = figure::by_code(&grid, "1.2").unwrap();
        let given = figure::provided(app, &desk.city.focal, &entry.id).await;
        let given = given.unwrap();
        let checked = given[0].checked.clone().unwrap();
        assert_eq!(checked.0, "Trần Thị Lụa");

        // What was seen before is not what is there now.
        let late = desk.confirm(&desk.checker, &all[..1], true).await;
        assert!(matches!(late, Err(Error::Stale(Noun::Entry))), "{late:?}");
        // Another value has to be confirmed again.
        desk.write(&desk.police, "Đơn vị\tGiá trị\nPhường Hạ Khê\t3")
            .await;
        let rows = desk.seen().await;
        assert_eq!(rows[0].1, Confirming::Waits);
        assert_eq!(rows[0].2, Some(FigureState::Provisional));
        let verdict = app::audit::verify(app).await.unwrap();
        assert!(verdict.broken.is_none(), "{verdict:?}");
    });
}

#[test]
fn a_confirmation_is_taken_back_and_nobody_confirms_their_own() {
    on_both(|trial| async move {
        let desk = begun(trial).await;
        desk.write(&desk.police, VALUES).await;
        let all: Vec<String> = desk.seen().await.into_iter().map(|row| row.0).collect();
        desk.confirm(&desk.checker, &all, true).await.unwrap();
        let all: Vec<String> = desk.seen().await.into_iter().map(|row| row.0).collect();
        desk.confirm(&desk.checker, &all, false).await.unwrap();
        for (_, confirming, state) in desk.seen().await {
            assert_eq!(confirming, Confirming::Waits);
            assert_eq!(state, Some(FigureState::Provisional));
        }
        // There is nothing left to take back.
        let all: Vec<String> = desk.seen().await.into_iter().map(|row| row.0).collect();
        let again = desk.confirm(&desk.checker, &all, false).await;
        assert_eq!(refused(again.unwrap_err()), Refusal::NothingToCheck);
        // Whoever provided them may not confirm them, even when they are named for it.
        desk.verifier("Hoàng Minh Phúc").await;
        let all: Vec<String> = desk.seen().await.into_iter().map(|row| row.0).collect();
        let own = desk.confirm(&desk.police, &all[..1], true).await;
        let unit = WARDS[0].to_owned();
        assert_eq!(refused(own.unwrap_err()), Refusal::OwnFigures { unit });
        // An entry of somewhere else is none of this table.
        let foreign = format!("{}.1.1", app::EntryId::new());
        let lost = desk.confirm(&desk.police, &[foreign], true).await;
        assert!(
            matches!(lost, Err(Error::NotFound(Noun::Entry))),
            "{lost:?}"
        );
    });
}
