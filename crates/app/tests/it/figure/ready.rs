//! The readiness view: what is missing before scoring, line by line, and asking providers for it.

use app::figure::desk::{self, Choice, Lack, Place, Ready};
use app::figure::{self, Refusal};
use app::notice::{self, NoticeKind, Shown};
use app::period;
use app::testing::on_both;
use app::{Actor, Error, HomeUnit, PartyId, ProvisionId};
use domain::authority::{Grant, Role};
use jiff::civil::date;

use super::{City, refused, row, small};
use crate::office::officer;

fn counts(ready: &Ready) -> [i64; 5] {
    let all = [
        Lack::Provider,
        Lack::Asked,
        Lack::Figure,
        Lack::Source,
        Lack::Proof,
    ];
    all.map(|lack| ready.lacks(lack))
}

#[test]
fn what_is_missing_is_counted_opened_and_asked_for() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê", "Phường Sơn Khê"]).await;
        let app = &trial.app;
        let period = period::by_code(app, "2026").await.unwrap();
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
        let place = (&city.whole, &period);
        let used = desk::frameworks_here(app, &city.focal, place)
            .await
            .unwrap();
        let place = (&city.whole, &period, &used[0]);
        let ready = desk::ready(app, &city.focal, place).await.unwrap();
        // Four lines in two wards: two figures, and two rates with their parts that share a whole.
        assert_eq!(counts(&ready), [7, 0, 8, 0, 0]);

        city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")]))
            .await
            .unwrap();
        let party = PartyId::parse(police.person.as_ref().unwrap().as_str()).unwrap();
        for (code, choice) in [("1.2", Choice::Party(party)), ("1.1", Choice::Own)] {
            let at = Place {
                unit: &city.whole,
                period: &period,
                framework: &city.framework,
                code,
            };
            let seen = (&choice, &Choice::Nobody);
            desk::name_provider(app, &city.focal, at, seen)
                .await
                .unwrap();
        }
        let ready = desk::ready(app, &city.focal, place).await.unwrap();
        assert_eq!(counts(&ready), [5, 1, 7, 0, 1]);
        let line = ready
            .lines
            .iter()
            .find(|line| line.lacks(Lack::Proof) > 0)
            .unwrap();
        let at = (&city.whole, &period, &ready);
        let which = (line, Lack::Proof, 0);
        let (units, count) = desk::lacking(app, &city.focal, at, which).await.unwrap();
        assert_eq!((units.len(), count), (1, 1));
        assert_eq!(units[0].name, "Phường Hạ Khê");

        let asked: Vec<ProvisionId> = ready
            .lines
            .iter()
            .flat_map(|line| line.unasked().map(|one| one.id.clone()))
            .collect();
        let past = (asked.as_slice(), date(2026, 10, 14), "");
        let refusal = desk::ask(app, &city.focal, place, past).await.unwrap_err();
        let due_on = date(2026, 10, 14);
        assert_eq!(refused(refusal), Refusal::DuePassed { due_on });
        let other = [ProvisionId::new()];
        let nobody = (other.as_slice(), date(2026, 10, 30), "");
        let refusal = desk::ask(app, &city.focal, place, nobody)
            .await
            .unwrap_err();
        assert_eq!(refused(refusal), Refusal::NobodyAsked);
        let mut ward = city.focal.clone();
        for grant in &mut ward.authority.grants {
            grant.unit_path.clone_from(&city.wards[0].path);
        }
        let due = (
            asked.as_slice(),
            date(2026, 10, 30),
            "Số liệu đến hết quý III.",
        );
        let below = desk::ask(app, &ward, place, due).await;
        assert!(matches!(below, Err(Error::NotAllowed(_))), "{below:?}");
        assert_eq!(desk::ask(app, &city.focal, place, due).await.unwrap(), 1);
        let ready = desk::ready(app, &city.focal, place).await.unwrap();
        assert_eq!(ready.lacks(Lack::Asked), 0);
        assert_told(app, &police).await;
        let mut provider = ready.lines.iter().flat_map(|line| &line.providers);
        let (_, until) = provider.find_map(|one| one.asked.clone()).unwrap();
        assert_eq!(until, date(2026, 10, 30));
    });
}

async fn assert_told(app: &app::App, police: &Actor) {
    let inbox = notice::list(app, police, Shown::default()).await.unwrap();
    let told = &inbox.notices[0];
    assert_eq!(told.kind, NoticeKind::Request);
    assert_eq!(told.detail["topic"], "figures");
    assert_eq!(told.detail["due"], "2026-10-30");
    let address = notice::open(app, police, &told.id).await.unwrap();
    assert!(address.contains("/cung-cap?bo="), "{address}");
}

#[test]
fn a_source_that_is_missing_is_counted() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &["Phường Hạ Khê"]).await;
        city.save(&trial, (0, "1.2"), &row(&[("value", "3")]))
            .await
            .unwrap();
        trial.meddle("update figure_value set source = ''").await;
        let app = &trial.app;
        let period = period::by_code(app, "2026").await.unwrap();
        let used = desk::frameworks_here(app, &city.focal, (&city.whole, &period))
            .await
            .unwrap();
        let place = (&city.whole, &period, &used[0]);
        let ready = desk::ready(app, &city.focal, place).await.unwrap();
        assert_eq!(ready.lacks(Lack::Source), 1);
        let line = ready
            .lines
            .iter()
            .find(|line| line.lacks(Lack::Source) > 0)
            .unwrap();
        let at = (&city.whole, &period, &ready);
        let (units, _) = desk::lacking(app, &city.focal, at, (line, Lack::Source, 0))
            .await
            .unwrap();
        assert_eq!(units.len(), 1);
        let grid = city.grid(&trial, 0).await;
        assert!(figure::by_code(&grid, "1.2").unwrap().state.is_some());
    });
}
