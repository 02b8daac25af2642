//! Frameworks written in the browser: drafts, editions, rows.

use app::framework::draft::{self, Direction, Fields, NewDraft, Place, RowKind, Sheet};
use app::framework::{self, FrameworkState, Refusal};
use app::testing::{Trial, on_both, on_sqlite};
use app::{Actor, Error, FrameworkId, IndicatorId, Noun, Refusal as Any, figure};

use super::figure::{City, row, small};

const WARDS: [&str; 2] = ["Phường Hạ Khê", "Phường Sơn Khê"];

async fn issued(trial: &Trial) -> City {
    let city = City::with(trial, &small(), &WARDS).await;
    let (edition, _) = framework::show(&trial.app, &city.focal, &city.framework)
        .await
        .unwrap();
    framework::issue(&trial.app, &city.focal, &city.framework, edition.version)
        .await
        .unwrap();
    city
}

async fn new(trial: &Trial, city: &City, follows: Option<&FrameworkId>) -> FrameworkId {
    let new = NewDraft {
        unit: city.whole.id.clone(),
        name: "DTI cấp xã 2027".to_owned(),
        legal_basis: "Quyết định 12/QĐ-UBND".to_owned(),
        follows: follows.cloned(),
    };
    draft::create(&trial.app, &city.focal, new).await.unwrap()
}

async fn sheet(trial: &Trial, actor: &Actor, id: &FrameworkId) -> Sheet {
    draft::sheet(&trial.app, actor, id).await.unwrap()
}

fn codes(sheet: &Sheet) -> Vec<String> {
    sheet.rows.iter().map(|row| row.code.clone()).collect()
}

fn fields(code: &str, title: &str) -> Fields {
    Fields {
        code: code.to_owned(),
        title: title.to_owned(),
        ..Fields::default()
    }
}

fn indicator(code: &str, title: &str, rule: &str) -> Fields {
    Fields {
        max_points: "10".to_owned(),
        rule_text: rule.to_owned(),
        evidence_text: "Báo cáo".to_owned(),
        ..fields(code, title)
    }
}

fn of(row: &draft::DraftRow) -> Fields {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Fields {
        code: row.code.clone(),
        title: row.title.clone(),
        max_points: row
            .max_points
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        counts: row.counts.clone(),
        mandatory: row.mandatory,
        rule_text: text(&row.rule_text),
        evidence_text: text(&row.evidence_text),
        source_text: text(&row.source_text),
        legal_basis: text(&row.legal_basis),
        note: text(&row.note),
    }
}

async fn add(
    trial: &Trial,
    city: &City,
    id: &FrameworkId,
    (kind, parent): (RowKind, Option<&IndicatorId>),
    fields: &Fields,
) -> Result<IndicatorId, Error> {
    let place = Place {
        kind,
        parent: parent.cloned(),
    };
    draft::add(&trial.app, &city.focal, id, (&place, fields)).await
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Refusal {
    match outcome {
        Err(Error::Refused(Any::Framework(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn stale<T: std::fmt::Debug>(outcome: Result<T, Error>) {
    assert!(
        matches!(outcome, Err(Error::Stale(Noun::Indicator))),
        "{outcome:?}"
    );
}

#[test]
fn a_framework_is_written_row_by_row() {
    on_both(|trial| async move {
        let city = issued(&trial).await;
        let id = new(&trial, &city, None).await;
        let first = fields("1", "Nhận thức số");
        let pillar = add(&trial, &city, &id, (RowKind::Pillar, None), &first)
            .await
            .unwrap();
        let under = (RowKind::Indicator, Some(&pillar));
        let rule = "Tỷ lệ ≥ 80%: 10 điểm; < 80%: tỷ lệ / 80% × 10 điểm";
        let one = indicator("1.1", "Tỷ lệ hộ có cáp quang", rule);
        let added = add(&trial, &city, &id, under, &one).await.unwrap();
        let two = indicator("1.2", "Có chuyên mục", "Có: 10 điểm; không: 0 điểm");
        add(&trial, &city, &id, under, &two).await.unwrap();

        let (edition, _) = framework::show(&trial.app, &city.focal, &id).await.unwrap();
        assert_eq!(edition.state, FrameworkState::Draft);
        assert_eq!(edition.lines.len(), 2);
        let line = &edition.lines[0];
        assert_eq!(line.reading.as_deref(), Some("certain"));
        let keys: Vec<&str> = line.asks.iter().map(|ask| ask.key.as_str()).collect();
        assert_eq!(keys, ["num", "den", "ratio"], "what the rule asks is asked");
        assert_eq!(edition.layout().max_points().to_string(), "20");

        // Another text is read at once; what it asks follows.
        let drawn = sheet(&trial, &city.focal, &id).await;
        let shown = drawn.row(&added).unwrap();
        let other = Fields {
            rule_text: "Có: 8 điểm; không: 0 điểm".to_owned(),
            max_points: "8".to_owned(),
            legal_basis: "Thông tư 01".to_owned(),
            ..of(shown)
        };
        let key = (&id, &added, shown.version);
        let parent = Some(&pillar);
        draft::change(&trial.app, &city.focal, key, (parent, &other))
            .await
            .unwrap();
        let (edition, _) = framework::show(&trial.app, &city.focal, &id).await.unwrap();
        let line = &edition.lines[0];
        assert_eq!(line.asks[0].key, "yes");
        assert_eq!(line.legal_basis.as_deref(), Some("Thông tư 01"));
        assert_eq!(edition.layout().max_points().to_string(), "18");
        // Whoever saw the row before that is stale; the row beside it is not.
        stale(draft::change(&trial.app, &city.focal, key, (parent, &other)).await);
        let verdict = app::audit::verify(&trial.app).await.unwrap();
        assert_eq!(verdict.broken, None);
    });
}

type Typed<'p> = ((RowKind, Option<&'p IndicatorId>), Fields, Refusal);

/// What no row can be, each with why.
fn impossible(pillar: &IndicatorId) -> Vec<Typed<'_>> {
    let under = (RowKind::Indicator, Some(pillar));
    let top = (RowKind::Indicator, None);
    vec![
        (under, fields("", "Không mã"), Refusal::NoCode),
        (under, fields(" . ", "Không mã"), Refusal::NoCode),
        (under, fields("1.9", " "), Refusal::NoTitle),
        (top, fields("2", "Ngoài nhóm"), Refusal::NoPillar),
        (
            (RowKind::Pillar, Some(pillar)),
            fields("2", "Nhóm trong nhóm"),
            Refusal::PillarUnder {
                code: "1".to_owned(),
            },
        ),
        (
            under,
            fields("1.1.", "Trùng mã"),
            Refusal::CodeTaken {
                code: "1.1".to_owned(),
                title: "Chỉ số".to_owned(),
            },
        ),
        (
            under,
            Fields {
                max_points: "mười".to_owned(),
                ..fields("1.2", "Điểm chữ")
            },
            Refusal::NotPoints {
                text: "mười".to_owned(),
            },
        ),
        (
            under,
            Fields {
                counts: "twice".to_owned(),
                ..fields("1.2", "Lạ")
            },
            Refusal::UnknownWord {
                word: "twice".to_owned(),
            },
        ),
    ]
}

#[test]
fn what_cannot_be_a_row_is_refused() {
    on_sqlite(|trial| async move {
        let city = issued(&trial).await;
        let id = new(&trial, &city, None).await;
        let pillar = add(
            &trial,
            &city,
            &id,
            (RowKind::Pillar, None),
            &fields("1", "Một"),
        )
        .await
        .unwrap();
        let under = (RowKind::Indicator, Some(&pillar));
        let good = indicator("1.1", "Chỉ số", "Có: 10 điểm; không: 0 điểm");
        let own = add(&trial, &city, &id, under, &good).await.unwrap();
        let below = (RowKind::Indicator, Some(&own));
        let child = indicator("1.1.1", "Thành phần", "");
        let child = add(&trial, &city, &id, below, &child).await.unwrap();

        let cases = impossible(&pillar);
        for (place, typed, expected) in cases {
            assert_eq!(
                refused(add(&trial, &city, &id, place, &typed).await),
                expected
            );
        }
        // A sum that goes round in a circle.
        let drawn = sheet(&trial, &city.focal, &id).await;
        let row = drawn.row(&own).unwrap();
        let key = (&id, &own, row.version);
        let round = draft::change(&trial.app, &city.focal, key, (Some(&child), &of(row))).await;
        let expected = Refusal::Circle {
            code: "1.1".to_owned(),
            under: "1.1.1".to_owned(),
        };
        assert_eq!(refused(round), expected);
        // Another framework's row is no row of this one.
        let (foreign, _) = framework::show(&trial.app, &city.focal, &city.framework)
            .await
            .unwrap();
        let foreign = &foreign.lines[0].indicator;
        let outcome = add(
            &trial,
            &city,
            &id,
            (RowKind::Indicator, Some(foreign)),
            &good,
        )
        .await;
        assert!(matches!(outcome, Err(Error::NotFound(Noun::Indicator))));
        assert_eq!(
            codes(&sheet(&trial, &city.focal, &id).await),
            ["1", "1.1", "1.1.1"]
        );
    });
}

#[test]
fn rows_move_with_what_is_below_them_and_go_with_it() {
    on_both(|trial| async move {
        let city = issued(&trial).await;
        let id = new(&trial, &city, Some(&city.framework)).await;
        let start = ["1", "1.1", "1.2", "2", "2.1", "2.2"];
        assert_eq!(codes(&sheet(&trial, &city.focal, &id).await), start);
        let shift = async |code: &str, direction| {
            let drawn = sheet(&trial, &city.focal, &id).await;
            let row = drawn.rows.iter().find(|row| row.code == code).unwrap();
            let key = (&id, &row.id, row.version);
            draft::shift(&trial.app, &city.focal, key, direction).await
        };
        let now = async || codes(&sheet(&trial, &city.focal, &id).await);
        shift("2", Direction::Up).await.unwrap();
        assert_eq!(now().await, ["2", "2.1", "2.2", "1", "1.1", "1.2"]);
        shift("2.1", Direction::Down).await.unwrap();
        assert_eq!(now().await, ["2", "2.2", "2.1", "1", "1.1", "1.2"]);
        let nowhere = Refusal::NowhereToGo {
            code: "1".to_owned(),
        };
        assert_eq!(refused(shift("1", Direction::Down).await), nowhere);

        // Under another row, with what is below it.
        let drawn = sheet(&trial, &city.focal, &id).await;
        let find = |code: &str| drawn.rows.iter().find(|row| row.code == code).unwrap();
        let (moved, parent) = (find("2.2"), find("1"));
        let key = (&id, &moved.id, moved.version);
        draft::change(&trial.app, &city.focal, key, (Some(&parent.id), &of(moved)))
            .await
            .unwrap();
        assert_eq!(now().await, ["2", "2.1", "1", "1.1", "1.2", "2.2"]);
        stale(draft::remove(&trial.app, &city.focal, &id, (&moved.id, moved.version)).await);

        let drawn = sheet(&trial, &city.focal, &id).await;
        let gone = drawn.rows.iter().find(|row| row.code == "1").unwrap();
        let removal = draft::removal(&trial.app, &city.focal, &id, &gone.id)
            .await
            .unwrap();
        assert_eq!(removal.below.len(), 3);
        let key = (&gone.id, gone.version);
        draft::remove(&trial.app, &city.focal, &id, key)
            .await
            .unwrap();
        assert_eq!(now().await, ["2", "2.1"]);
        let (edition, _) = framework::show(&trial.app, &city.focal, &id).await.unwrap();
        assert_eq!(edition.layout().max_points().to_string(), "10");
    });
}

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
