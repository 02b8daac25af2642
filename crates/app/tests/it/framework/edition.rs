//! Editions follow one another; what is issued never changes; whose draft it is.

use app::framework::draft::{self, Direction, Fields, NewDraft, Place, RowKind};
use app::framework::{self, Refusal};
use app::testing::{Trial, on_both, on_sqlite};
use app::{Actor, Error, FrameworkId, figure};

use super::{WARDS, add, fields, indicator, issued, new, of, refused, sheet};
use crate::figure::{City, row, small};

#[test]
fn the_next_edition_asks_for_the_same_figures_and_the_issued_one_never_changes() {
    on_both(|trial| async move {
        let city = issued(&trial).await;
        let typed = row(&[("num", "200"), ("den", "300")]);
        city.save(&trial, (0, "2.1"), &typed).await.unwrap();
        let app = &trial.app;
        let (before, _) = framework::show(app, &city.focal, &city.framework)
            .await
            .unwrap();
        let id = new(&trial, &city, Some(&city.framework)).await;
        let (next, _) = framework::show(app, &city.focal, &id).await.unwrap();
        assert_eq!(next.follows.as_ref(), Some(&city.framework));
        assert_eq!(next.lines.len(), before.lines.len());
        for (old, new) in before.lines.iter().zip(&next.lines) {
            assert_ne!(old.indicator, new.indicator);
            assert_eq!((&old.code, &old.asks), (&new.code, &new.asks));
            assert_eq!(old.frozen, new.frozen);
        }

        // Nothing of the issued edition can be written, by any of the use cases.
        let line = &before.lines[0];
        let (issued, actor) = (&city.framework, &city.focal);
        let expected = Refusal::Issued {
            name: before.name.clone(),
        };
        let place = Place {
            kind: RowKind::Pillar,
            parent: None,
        };
        let typed = fields("9", "Thêm");
        let row = (issued, &line.indicator, 1);
        let refusals = [
            refused(
                draft::add(app, actor, issued, (&place, &typed))
                    .await
                    .map(|_| ()),
            ),
            refused(draft::change(app, actor, row, (None, &typed)).await),
            refused(draft::shift(app, actor, row, Direction::Up).await),
            refused(draft::remove(app, actor, issued, (&line.indicator, 1)).await),
            refused(
                draft::removal(app, actor, issued, &line.indicator)
                    .await
                    .map(|_| ()),
            ),
            refused(draft::sheet(app, actor, issued).await.map(|_| ())),
            refused(
                framework::choose(
                    app,
                    actor,
                    (issued, before.version),
                    &line.indicator,
                    &framework::Choice::Words("Có: 1 điểm; không: 0 điểm".to_owned()),
                )
                .await,
            ),
        ];
        for refusal in refusals {
            assert_eq!(refusal, expected);
        }
        let (after, _) = framework::show(app, actor, issued).await.unwrap();
        assert_eq!(after.version, before.version);
        // A draft is followed by nothing.
        let again = NewDraft {
            unit: city.whole.id.clone(),
            name: "DTI 2028".to_owned(),
            legal_basis: String::new(),
            follows: Some(id.clone()),
        };
        let outcome = draft::create(app, actor, again).await;
        let name = next.name.clone();
        assert_eq!(refused(outcome), Refusal::FollowsDraft { name });
    });
}

#[test]
fn a_draft_that_units_work_on_keeps_their_work_and_their_points_follow() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &WARDS).await;
        let (app, actor, id) = (&trial.app, &city.focal, &city.framework);
        city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")]))
            .await
            .unwrap();
        assert_eq!(city.points(&trial, 0, "1.1").await.as_deref(), Some("10"));
        let drawn = sheet(&trial, actor, id).await;
        let find = |code: &str| drawn.rows.iter().find(|row| row.code == code).unwrap();
        let worked = find("1.1");
        let outcome = draft::remove(app, actor, id, (&worked.id, worked.version)).await;
        let expected = Refusal::WorkedIn {
            code: "1.1".to_owned(),
            units: 1,
        };
        assert_eq!(refused(outcome), expected);
        let other = Fields {
            rule_text: "Có: 6 điểm; không: 0 điểm".to_owned(),
            max_points: "6".to_owned(),
            ..of(worked)
        };
        let key = (id, &worked.id, worked.version);
        draft::change(app, actor, key, (worked.parent.as_ref(), &other))
            .await
            .unwrap();
        assert_eq!(city.points(&trial, 0, "1.1").await.as_deref(), Some("6"));
        // A row more is there for every unit; one that nobody worked in goes.
        let under = (RowKind::Indicator, worked.parent.as_ref());
        let more = indicator("1.3", "Có trang thông tin", "Có: 10 điểm; không: 0 điểm");
        add(&trial, &city, id, under, &more).await.unwrap();
        let grid = city.grid(&trial, 1).await;
        assert_eq!(grid.entries.len(), 5);
        assert_eq!(
            figure::by_code(&grid, "1.3").unwrap().earned.outcome,
            figure::Outcome::Missing
        );
        let free = find("2.2");
        draft::remove(app, actor, id, (&free.id, free.version))
            .await
            .unwrap();
        assert_eq!(city.grid(&trial, 1).await.entries.len(), 4);
    });
}

#[test]
fn another_units_draft_is_not_written() {
    on_sqlite(|trial| async move {
        let city = issued(&trial).await;
        let id = new(&trial, &city, None).await;
        let mut stranger = city.focal.clone();
        for grant in &mut stranger.authority.grants {
            grant.unit_path = city.wards[0].path.clone();
        }
        let place = Place {
            kind: RowKind::Pillar,
            parent: None,
        };
        let outcome = draft::add(&trial.app, &stranger, &id, (&place, &fields("1", "Một"))).await;
        assert!(matches!(outcome, Err(Error::NotAllowed(_))), "{outcome:?}");
        let outcome = draft::sheet(&trial.app, &stranger, &id).await;
        assert!(matches!(outcome, Err(Error::NotAllowed(_))));
        let outcome = new_for(&trial, &stranger, &city).await;
        assert!(matches!(outcome, Err(Error::NotAllowed(_))));
    });
}

async fn new_for(trial: &Trial, actor: &Actor, city: &City) -> Result<FrameworkId, Error> {
    let new = NewDraft {
        unit: city.whole.id.clone(),
        name: "DTI".to_owned(),
        legal_basis: String::new(),
        follows: None,
    };
    draft::create(&trial.app, actor, new).await
}
