//! How a figure is computed, said in a draft: refused, frozen, carried on, taken back.

use app::framework::draft::{self, Chosen, NewDraft, RowKind};
use app::framework::{self, Refusal as Framework};
use app::testing::on_both;
use app::unit::UnitKind;
use app::{Error, Refusal as Any};

use super::{Above, RATIO, SHARE, TOTAL};

fn not_done(error: Error) -> Framework {
    match error {
        Error::Refused(Any::Framework(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_definition_that_makes_no_sense_is_refused() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE, TOTAL]).await;
        let share = above.line("I.1").await.indicator;
        let total = above.line("I.3").await.indicator;
        let of = |test: &'static str| ("1.1", "yes", "share", test, "");
        let done = above.take(&share, "rate", of("")).await;
        assert_eq!(not_done(done.err().unwrap()), Framework::NoRollTest);
        let done = above.take(&share, "rate", of("at_least")).await;
        assert!(matches!(
            not_done(done.err().unwrap()),
            Framework::RollTestUnfit { .. }
        ));
        let unread = ("2.1", "rate", "share", "at_least", "tám mươi");
        let done = above.take(&share, "rate", unread).await;
        assert!(matches!(
            not_done(done.err().unwrap()),
            Framework::NotNumber { .. }
        ));
        let done = above.take(&total, "value", of("yes")).await;
        assert!(matches!(
            not_done(done.err().unwrap()),
            Framework::RollsOtherwise { .. }
        ));
        let done = above.take(&total, "rate", of("yes")).await;
        assert!(matches!(
            not_done(done.err().unwrap()),
            Framework::RollsNothing { .. }
        ));
        let chosen = Chosen {
            target: "rate".to_owned(),
            how: "share".to_owned(),
            source: above.source("1.1", "yes").await,
            test: "yes".to_owned(),
            ..Chosen::default()
        };
        let done = above.choose(&share, &chosen).await;
        assert_eq!(not_done(done.err().unwrap()), Framework::NoRollKinds);
        let nowhere = Chosen {
            source: "x:yes".to_owned(),
            kinds: vec![UnitKind::Commune],
            ..chosen
        };
        let done = above.choose(&share, &nowhere).await;
        assert_eq!(not_done(done.err().unwrap()), Framework::NoRollSource);
    });
}

#[test]
fn a_figure_is_not_computed_from_itself_by_way_of_another() {
    on_both(|trial| async move {
        let mut above = Above::with(trial, &[SHARE, RATIO]).await;
        // A second framework takes what the first makes, and the first would take it back.
        let first = above.framework.clone();
        above.framework = above.draft("Bộ chỉ số thứ hai").await;
        let pillar = above.add("I", "Nhóm", (RowKind::Pillar, None), "").await;
        let place = (RowKind::Indicator, Some(pillar));
        let rule = "Tỷ lệ × điểm tối đa";
        let id = above
            .add("A.1", "Tỷ lệ chung của các đơn vị", place, rule)
            .await;
        let take = ("I.4", "rate", "ratio", "", "");
        above.take(&id, "rate", take).await.unwrap();
        above.framework = first;
        let own = above.line("I.4").await.indicator;
        let back = ("A.1", "rate", "ratio", "", "");
        let done = above.take(&own, "rate", back).await;
        assert!(matches!(
            not_done(done.err().unwrap()),
            Framework::RollCircle { .. }
        ));
        let line = above.line("I.4").await;
        assert_eq!(line.rollups.len(), 1, "what stood before stands");
    });
}

#[test]
fn an_issued_edition_keeps_its_definition_and_the_next_one_begins_with_it() {
    on_both(|trial| async move {
        let mut above = Above::with(trial, &[SHARE]).await;
        above.open().await;
        above.enter(0, "1.1", &[("yes", "có")]).await;
        let (app, focal) = (&above.trial.app, &above.city.focal);
        let (edition, _) = framework::show(app, focal, &above.framework).await.unwrap();
        framework::issue(app, focal, &above.framework, edition.version)
            .await
            .unwrap();
        let line = above.line("I.1").await;
        let key = (&above.framework, &line.indicator, 1);
        let done = draft::enter_again(app, focal, key, "rate").await;
        assert!(matches!(
            not_done(done.err().unwrap()),
            Framework::Issued { .. }
        ));
        let new = NewDraft {
            unit: above.city.whole.id.clone(),
            name: "Chỉ số chuyển đổi số của thành phố 2027".to_owned(),
            legal_basis: String::new(),
            follows: Some(above.framework.clone()),
        };
        let next = draft::create(app, focal, new).await.unwrap();
        above.framework = next;
        let copied = above.line("I.1").await;
        assert_eq!(copied.rollups.len(), 1);
        assert_eq!(copied.rollups[0].sources, line.rollups[0].sources);
    });
}

#[test]
fn a_figure_entered_again_stays_and_opens() {
    on_both(|trial| async move {
        let above = Above::with(trial, &[SHARE]).await;
        above.open().await;
        above.enter(0, "1.1", &[("yes", "có")]).await;
        let (app, focal) = (&above.trial.app, &above.city.focal);
        let id = above.line("I.1").await.indicator;
        let sheet = draft::sheet(app, focal, &above.framework).await.unwrap();
        let version = sheet.row(&id).unwrap().version;
        let key = (&above.framework, &id, version);
        draft::enter_again(app, focal, key, "rate").await.unwrap();
        let again = draft::enter_again(app, focal, key, "rate").await;
        assert!(matches!(again, Err(Error::Stale(_))));
        let entry = above.entry("I.1").await;
        assert!(entry.values.iter().all(|value| !value.locked));
        let saved = above.enter(1, "1.1", &[("yes", "không")]).await;
        assert_eq!(saved.rolled, 0);
        assert_eq!(Above::told(&above.entry("I.1").await).0, ["num=1", "den=1"]);
    });
}
