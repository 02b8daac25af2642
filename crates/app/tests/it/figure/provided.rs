//! Figures that somebody provides for the unit: locked with their source, disputed, answered.

use app::figure::{self, Provided, Refusal};
use app::notice::{self, Shown};
use app::testing::{Trial, on_both};
use app::{Actor, DisputeId, EntryId, Error, HomeUnit, Noun, bind};
use domain::authority::{Grant, Role};

use super::{City, refused, row, small};
use crate::office::officer;

/// A ward with its focal officer, and the police who provide one of its figures.
struct Ward {
    trial: Trial,
    city: City,
    police: Actor,
    entry: EntryId,
}

const INDICATOR: &str = "1.1";

async fn ward(trial: Trial) -> Ward {
    let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
    let unit = &city.wards[0];
    let home = HomeUnit {
        id: unit.id.clone(),
        slug: unit.slug.clone(),
        name: unit.name.clone(),
        path: unit.path.clone(),
    };
    let mut police = officer(&trial, &home, "Hoàng Minh Phúc", "phuc").await;
    police.authority.grants = vec![Grant {
        role: Role::Provider,
        unit_path: unit.path.clone(),
    }];
    let grid = city.grid(&trial, 0).await;
    let entry = figure::by_code(&grid, INDICATOR).unwrap();
    let indicator = &grid.edition.lines[entry.line].indicator;
    give_work(&trial, &police, (unit.id.as_str(), indicator.as_str())).await;
    let entry = entry.id.clone();
    Ward {
        trial,
        city,
        police,
        entry,
    }
}

/// A plan of the unit gives the indicator to that person.
async fn give_work(trial: &Trial, to: &Actor, (unit, indicator): (&str, &str)) {
    let mut tx = trial.app.begin(&Actor::program()).await.unwrap();
    let person = to.person.as_ref().unwrap().as_str();
    for (sql, params) in [
        (
            "insert into plan (id, unit_id, year, kind, title, title_folded, state, origin,
             created_at, created_by, version) values ('p', $1, 2026, 'plan', 'Kế hoạch', 'ke hoach',
             'issued', 'typed', '2026-01-01T00:00:00Z', 'x', 1)",
            bind![unit],
        ),
        (
            "insert into plan_row (id, plan_id, annex, position, kind, code, path, title,
             title_folded, triage, indicator_id, status, version) values ('r', 'p', '', 1,
             'indicator', '1.1', '1.1', 'Việc', 'viec', 'leads', $1, 'not_started', 1)",
            bind![indicator],
        ),
        (
            "insert into assignment (id, row_id, role, party_id, named, status, version)
             values ('g', 'r', 'lead', $1, 'Công an phường', 'not_started', 1)",
            bind![person],
        ),
    ] {
        tx.run(sql, params).await.unwrap();
    }
    let event = app::audit::Event::new("plan.written", "plan", "p", "p");
    tx.commit(event).await.unwrap();
}

impl Ward {
    async fn enter(&self, who: &Actor, text: &str) -> Result<(), Error> {
        let grid = self.city.grid(&self.trial, 0).await;
        let version = figure::by_code(&grid, INDICATOR).unwrap().version;
        let typed = figure::Typed {
            source: if who.name == self.police.name {
                "Cơ sở dữ liệu quốc gia về dân cư".to_owned()
            } else {
                "Báo cáo của phường".to_owned()
            },
            ..row(&[("yes", text)])
        };
        figure::save(&self.trial.app, who, &self.entry, &typed, version)
            .await
            .map(|_| ())
    }

    /// The figure as the focal officer's grid shows it.
    async fn shown(&self) -> figure::Value {
        let grid = self.city.grid(&self.trial, 0).await;
        let entry = figure::by_code(&grid, INDICATOR).unwrap();
        entry.value("yes").unwrap().clone()
    }

    async fn provided(&self) -> Vec<Provided> {
        figure::provided(&self.trial.app, &self.city.focal, &self.entry)
            .await
            .unwrap()
    }

    async fn dispute(&self, who: &Actor, said: &str) -> Result<DisputeId, Error> {
        figure::dispute(&self.trial.app, who, &self.entry, ("yes", said)).await
    }

    async fn answer(&self, who: &Actor, id: &DisputeId, said: &str) -> Result<(), Error> {
        figure::answer(&self.trial.app, who, &self.entry, (id, said)).await
    }

    /// The focal officer of the ward alone: whoever is above it answers like the provider.
    fn own_focal(&self) -> Actor {
        let mut focal = self.city.focal.clone();
        for grant in &mut focal.authority.grants {
            grant.unit_path.clone_from(&self.city.wards[0].path);
        }
        focal
    }

    /// What the newest message of an inbox says, and where it opens.
    async fn told(&self, who: &Actor) -> (String, String) {
        let app = &self.trial.app;
        let inbox = notice::list(app, who, Shown::default()).await.unwrap();
        let newest = inbox.notices.into_iter().next().unwrap();
        let said = newest.detail["text"].as_str().unwrap().to_owned();
        let address = notice::open(app, who, &newest.id).await.unwrap();
        (said, address)
    }
}

#[test]
fn what_is_provided_is_locked_with_its_source_for_everyone_but_who_provides_it() {
    on_both(|trial| async move {
        let ward = ward(trial).await;
        let (focal, police) = (&ward.city.focal, &ward.police);
        ward.enter(focal, "Không").await.unwrap();
        assert!(!ward.shown().await.locked, "the unit's own");
        assert!(ward.provided().await.is_empty());

        ward.enter(police, "Có").await.unwrap();
        let shown = ward.shown().await;
        assert!(shown.locked);
        assert_eq!(shown.value.as_deref(), Some("true"));
        assert_eq!(shown.source, "Cơ sở dữ liệu quốc gia về dân cư");
        let provided = ward.provided().await;
        assert_eq!(provided[0].provider, "Hoàng Minh Phúc");

        let refusal = refused(ward.enter(focal, "Không").await.unwrap_err());
        let key = "yes".to_owned();
        assert_eq!(refusal, Refusal::Locked { key });
        ward.enter(focal, "Có").await.unwrap();
        let shown = ward.shown().await;
        assert!(shown.locked, "an explanation may be saved beside it");
        assert_eq!(shown.source, "Cơ sở dữ liệu quốc gia về dân cư");

        ward.enter(police, "Không").await.unwrap();
        assert_eq!(ward.shown().await.value.as_deref(), Some("false"));
        ward.enter(police, "").await.unwrap();
        assert!(!ward.shown().await.locked, "no figure, nothing to lock");
        ward.enter(focal, "Có").await.unwrap();
    });
}

#[test]
fn a_dispute_reaches_the_provider_and_stands_beside_the_figure_until_it_is_answered() {
    on_both(|trial| async move {
        let ward = ward(trial).await;
        let (focal, police) = (&ward.city.focal, &ward.police);
        ward.enter(police, "Có").await.unwrap();
        let id = ward.dispute(focal, "Phường chưa mở chuyên mục.").await;
        let id = id.unwrap();
        assert!(ward.shown().await.disputed);
        let provided = ward.provided().await;
        let waiting = provided[0].waiting().unwrap();
        assert_eq!(waiting.said, "Phường chưa mở chuyên mục.");
        assert_eq!(waiting.by, focal.name);
        let (said, address) = ward.told(police).await;
        assert_eq!(said, "Phường chưa mở chuyên mục.");
        let slug = &ward.city.wards[0].slug;
        let page = format!("/ky/2026/don-vi/{slug}/chi-so/1.1#cung-cap");
        assert_eq!(address, page);

        let again = ward.dispute(focal, "Vẫn chưa đúng.").await;
        assert_eq!(refused(again.unwrap_err()), Refusal::DisputeWaits);
        let own = ward.answer(&ward.own_focal(), &id, "Đúng rồi.").await;
        assert_eq!(refused(own.unwrap_err()), Refusal::NotProvider);

        ward.answer(police, &id, "Chuyên mục mở ngày 01/9.")
            .await
            .unwrap();
        assert!(!ward.shown().await.disputed);
        let provided = ward.provided().await;
        let answer = provided[0].disputes[0].answer.as_ref().unwrap();
        assert_eq!(answer.said, "Chuyên mục mở ngày 01/9.");
        assert_eq!(ward.told(focal).await.0, "Chuyên mục mở ngày 01/9.");
        let twice = ward.answer(police, &id, "Nữa.").await;
        assert!(
            matches!(twice, Err(Error::NotFound(Noun::Comment))),
            "{twice:?}"
        );
        ward.dispute(focal, "Vẫn chưa đúng.").await.unwrap();
    });
}

#[test]
fn only_what_is_provided_is_disputed_by_who_answers_for_the_units_figures() {
    on_both(|trial| async move {
        let ward = ward(trial).await;
        let (focal, police) = (&ward.city.focal, &ward.police);
        ward.enter(focal, "Có").await.unwrap();
        let own = ward.dispute(focal, "Sai.").await;
        assert_eq!(refused(own.unwrap_err()), Refusal::NotProvided);
        ward.enter(police, "Không").await.unwrap();
        let silent = ward.dispute(focal, "  ").await;
        assert_eq!(refused(silent.unwrap_err()), Refusal::NothingSaid);
        let provider = ward.dispute(police, "Sai.").await;
        assert!(
            matches!(provider, Err(Error::NotAllowed(_))),
            "{provider:?}"
        );
        let unit = &ward.city.wards[0];
        let with = |role, path: &str| {
            let mut actor = focal.clone();
            actor.authority.grants = vec![Grant {
                role,
                unit_path: path.to_owned(),
            }];
            actor
        };
        for (role, path) in [
            (Role::Reader, unit.path.as_str()),
            (Role::Officer, unit.path.as_str()),
            (Role::Focal, "/khac/"),
        ] {
            let said = ward.dispute(&with(role, path), "Sai.").await;
            assert!(
                matches!(said, Err(Error::NotAllowed(_))),
                "{role:?}: {said:?}"
            );
        }
        let leader = with(Role::Leader, &unit.path);
        let id = ward.dispute(&leader, "Sai.").await.unwrap();
        let stranger = with(Role::Provider, "/khac/");
        let answered = ward.answer(&stranger, &id, "Đúng.").await;
        assert!(
            matches!(answered, Err(Error::NotAllowed(_))),
            "{answered:?}"
        );
    });
}
