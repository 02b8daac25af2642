//! Frameworks written in the browser: drafts, editions, rows.

use std::collections::BTreeMap;

use app::evidence::{self, NewLink, NewUse, Serves};
use app::framework::draft::{
    self, Declared, Direction, Fields, Flaw, NewDraft, Place, RowKind, Severity, Sheet, TypedGrade,
};
use app::framework::{self, FrameworkState, Refusal, Warnings};
use app::testing::{Trial, on_both, on_sqlite};
use app::{Actor, Error, FrameworkId, IndicatorId, Noun, Refusal as Any, figure};

use super::figure::{City, annex, row, small};

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
        kinds: row
            .kinds
            .iter()
            .map(|kind| kind.name().to_owned())
            .collect(),
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

fn declared(grades: &[(&str, &str)]) -> Declared {
    Declared {
        name: "DTI cấp xã 2027".to_owned(),
        total_digits: "1".to_owned(),
        how: "half_up".to_owned(),
        ties: "dense".to_owned(),
        not_applicable: "reduce".to_owned(),
        cohort: "block".to_owned(),
        grades: grades
            .iter()
            .map(|(name, floor)| TypedGrade {
                name: (*name).to_owned(),
                floor: (*floor).to_owned(),
                floor_in: "share".to_owned(),
                ..TypedGrade::default()
            })
            .collect(),
        ..Declared::default()
    }
}

#[test]
fn what_is_declared_decides_ranks_and_grades() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &WARDS).await;
        let (app, actor, id) = (&trial.app, &city.focal, &city.framework);
        for (ward, yes) in [(0, "Có"), (1, "Có")] {
            city.save(&trial, (ward, "1.1"), &row(&[("yes", yes)]))
                .await
                .unwrap();
        }
        city.save(&trial, (0, "2.1"), &row(&[("num", "100"), ("den", "300")]))
            .await
            .unwrap();
        let before = draft::settled(app, actor, id).await.unwrap();
        let typed = declared(&[("Tốt", "30"), ("Khá", "25"), ("Yếu", "")]);
        draft::declare(app, actor, (id, before.version), &typed)
            .await
            .unwrap();
        let stale = draft::declare(app, actor, (id, before.version), &typed).await;
        assert!(matches!(stale, Err(Error::Stale(Noun::Framework))));
        let period = app::period::by_code(app, "2026").await.unwrap();
        let ranking = app::ranking::rank(app, actor, (&city.whole, &period), id)
            .await
            .unwrap();
        let rows = ranking.rows.iter();
        let shown: Vec<(String, Option<&str>)> = rows
            .map(|row| (row.number.to_string(), row.grade.as_deref()))
            .collect();
        // 13,33 of 40 is 33 %, 10 of 40 is 25 %.
        let expected = [
            ("13.3".to_owned(), Some("Tốt")),
            ("10".to_owned(), Some("Khá")),
        ];
        assert_eq!(shown, expected);

        let version = draft::settled(app, actor, id).await.unwrap().version;
        let cases = [
            (
                declared(&[("Khá", "25"), ("Tốt", "30")]),
                Refusal::GradeNotLower {
                    name: "Tốt".to_owned(),
                    before: "Khá".to_owned(),
                },
            ),
            (
                declared(&[("Tốt", "30"), ("tốt", "20")]),
                Refusal::GradeTwice {
                    name: "tốt".to_owned(),
                },
            ),
            (
                declared(&[("", "30")]),
                Refusal::GradeNameless {
                    floor: "30".to_owned(),
                },
            ),
            (
                declared(&[("Tốt", "130")]),
                Refusal::NotNumber {
                    field: "grades",
                    text: "130".to_owned(),
                },
            ),
            (
                Declared {
                    divide_by: "0".to_owned(),
                    ..declared(&[])
                },
                Refusal::NotNumber {
                    field: "divide_by",
                    text: "0".to_owned(),
                },
            ),
        ];
        for (typed, expected) in cases {
            let outcome = draft::declare(app, actor, (id, version), &typed).await;
            assert_eq!(refused(outcome), expected);
        }
    });
}

#[test]
fn an_indicator_for_other_units_does_not_apply_and_is_not_entered() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &WARDS).await;
        let (app, actor, id) = (&trial.app, &city.focal, &city.framework);
        let scope = async |kinds: &[&str]| {
            let drawn = sheet(&trial, actor, id).await;
            let row = drawn.rows.iter().find(|row| row.code == "1.1").unwrap();
            let typed = Fields {
                kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
                ..of(row)
            };
            let key = (id, &row.id, row.version);
            draft::change(app, actor, key, (row.parent.as_ref(), &typed)).await
        };
        scope(&["province", "city"]).await.unwrap();
        let grid = city.grid(&trial, 0).await;
        let entry = figure::by_code(&grid, "1.1").unwrap();
        assert_eq!(entry.earned.outcome, figure::Outcome::NotApplicable);
        assert!(!entry.applicable && !grid.may_enter(actor, &city.wards[0], entry));
        let outcome = city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")])).await;
        let expected = figure::Refusal::OutOfScope {
            code: "1.1".to_owned(),
        };
        match outcome {
            Err(Error::Refused(Any::Figure(refusal))) => assert_eq!(refusal, expected),
            other => panic!("{other:?}"),
        }
        // A unit that is assessed later begins the same way.
        let copied = new(&trial, &city, None).await;
        assert!(matches!(scope(&["castle"]).await, Err(Error::Refused(_))));
        scope(&["commune"]).await.unwrap();
        city.save(&trial, (0, "1.1"), &row(&[("yes", "Có")]))
            .await
            .unwrap();
        assert_eq!(city.points(&trial, 0, "1.1").await.as_deref(), Some("10"));
        drop(copied);
    });
}

/// Sums that do not agree, tiers with a gap, and a heading without anything.
fn flawed() -> domain::plan::Annex {
    annex(
        "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\n\
         1\tNhận thức số\t25\t\t\n\
         1.1\tCó chuyên mục chuyển đổi số\t10\tCó: 10 điểm; không: 0 điểm\tẢnh chụp\n\
         1.2\tKết quả khảo sát\t10\ttheo hướng dẫn riêng của Sở\tBáo cáo\n",
    )
}

#[test]
fn a_draft_with_errors_is_not_issued_and_warnings_ask_first() {
    on_both(|trial| async move {
        let city = City::with(&trial, &flawed(), &WARDS).await;
        let (app, actor, id) = (&trial.app, &city.focal, &city.framework);
        let check = draft::check(app, actor, id).await.unwrap();
        let found: Vec<(Option<&str>, Severity, &Flaw)> = check
            .all
            .iter()
            .map(|one| {
                let code = one.row.as_ref().map(|row| row.code.as_str());
                (code, one.flaw.severity(), &one.flaw)
            })
            .collect();
        assert!(
            matches!(
                found[0],
                (Some("1"), Severity::Error, Flaw::SumDiffers { .. })
            ),
            "{found:?}"
        );
        let unread = |(code, _, flaw): &(Option<&str>, Severity, &Flaw)| {
            *code == Some("1.2") && matches!(flaw, Flaw::Said { code, .. } if code == "F409")
        };
        assert_eq!(
            found.iter().filter(|one| unread(one)).count(),
            1,
            "{found:?}"
        );
        let issue = async |warnings| {
            let version = draft::check(app, actor, id).await.unwrap().version;
            framework::issue_with(app, actor, (id, version), warnings).await
        };
        assert_eq!(
            refused(issue(Warnings::Seen).await),
            Refusal::Flawed { errors: 1 }
        );
        let wrong = check.all[0].row.clone().unwrap();
        let key = (id, &wrong.id, wrong.version);
        draft::take_sum(app, actor, key).await.unwrap();
        stale(draft::take_sum(app, actor, key).await);
        let check = draft::check(app, actor, id).await.unwrap();
        assert_eq!(check.count(Severity::Error), 0, "{:?}", check.all);
        let warnings = check.count(Severity::Warning);
        assert!(warnings > 0);
        assert_eq!(
            refused(issue(Warnings::Unseen).await),
            Refusal::Unseen { warnings }
        );
        issue(Warnings::Seen).await.unwrap();
    });
}

#[test]
fn a_circle_and_an_empty_draft_are_errors() {
    on_sqlite(|trial| async move {
        let city = issued(&trial).await;
        let (app, actor) = (&trial.app, &city.focal);
        let id = new(&trial, &city, None).await;
        let flaws = async || -> Vec<Flaw> {
            let check = draft::check(app, actor, &id).await.unwrap();
            check.all.into_iter().map(|one| one.flaw).collect()
        };
        assert_eq!(flaws().await, [Flaw::Empty]);
        let pillar = add(
            &trial,
            &city,
            &id,
            (RowKind::Pillar, None),
            &fields("1", "Một"),
        )
        .await
        .unwrap();
        assert!(flaws().await.contains(&Flaw::NothingBelow));
        let under = (RowKind::Indicator, Some(&pillar));
        let one = indicator("1.1", "Chỉ số", "Có: 10 điểm; không: 0 điểm");
        add(&trial, &city, &id, under, &one).await.unwrap();
        assert!(!flaws().await.contains(&Flaw::Circle));
        // Nothing here makes a circle; a database that somebody touched may hold one.
        trial
            .meddle("update indicator set parent_id = id where code = '1.1' and kind = 'indicator'")
            .await;
        assert!(flaws().await.contains(&Flaw::Circle));
    });
}

/// This year's framework as another office wrote it: codes moved, one line new.
fn rewritten() -> domain::plan::Annex {
    annex(
        "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tMinh chứng\n\
         1\tHạ tầng số\t30\t\t\n\
         1.1\tTỷ lệ hộ có cáp quang\t20\ta = Số hộ gia đình có cáp quang; b = Tổng số hộ gia đình; điểm = a/b × 20 điểm\tBáo cáo\n\
         1.2\tSố trạm phát sóng mới\t10\tCó: 10 điểm; không: 0 điểm\tBáo cáo\n\
         2\tNhận thức số\t10\t\t\n\
         2.1\tCó chuyên mục chuyển đổi số\t10\tCó: 10 điểm; không: 0 điểm\tẢnh chụp\n",
    )
}

async fn adopted(trial: &Trial, city: &City) -> FrameworkId {
    let mut tx = trial.app.begin(&city.focal).await.unwrap();
    let annex = rewritten();
    let adoption = framework::Adoption {
        unit: city.whole.id.clone(),
        name: "DTI cấp xã 2027".to_owned(),
        legal_basis: None,
        annex: &annex,
        chosen: std::collections::BTreeMap::new(),
        year: 2027,
    };
    let made = framework::adopt(&mut tx, &city.focal, adoption)
        .await
        .unwrap();
    tx.commit(app::audit::Event::new("test.done", "framework", "", ""))
        .await
        .unwrap();
    made.framework
}

#[test]
fn old_codes_are_proposed_and_figures_proof_and_points_carry_over() {
    on_both(|trial| async move {
        let city = issued(&trial).await;
        let (app, actor) = (&trial.app, &city.focal);
        let typed = row(&[("num", "100"), ("den", "300")]);
        city.save(&trial, (0, "2.1"), &typed).await.unwrap();
        let id = adopted(&trial, &city).await;
        let version = draft::crosswalk(app, actor, &id).await.unwrap().version;
        let confirmed = draft::confirm(app, actor, (&id, version), &BTreeMap::new()).await;
        assert_eq!(refused(confirmed), Refusal::FollowsNothing);
        draft::follow(app, actor, (&id, version), &city.framework)
            .await
            .unwrap();
        let walk = draft::crosswalk(app, actor, &id).await.unwrap();
        let old = |from: &Option<IndicatorId>| {
            let found = walk.old.iter().find(|old| Some(&old.id) == from.as_ref());
            found.map(|old| old.code.as_str())
        };
        let proposed: Vec<(&str, Option<&str>)> = walk
            .pairs
            .iter()
            .map(|pair| (pair.row.code.as_str(), old(&pair.from)))
            .collect();
        let expected = [("1.1", Some("2.1")), ("1.2", None), ("2.1", Some("1.1"))];
        assert_eq!(proposed, expected);
        assert_eq!(walk.open(), 3);
        let left: Vec<&str> = walk.left().iter().map(|old| old.code.as_str()).collect();
        assert_eq!(left, ["1.2", "2.2"]);

        let line = |code: &str| {
            let pair = walk.pairs.iter().find(|pair| pair.row.code == code);
            pair.unwrap().row.id.clone()
        };
        let key = (&id, walk.version);
        let wrong = [(line("1.1"), "9.9".to_owned())].into();
        let no_line = Refusal::NoSuchLine {
            code: "1.1".to_owned(),
            from: "9.9".to_owned(),
        };
        assert_eq!(
            refused(draft::confirm(app, actor, key, &wrong).await),
            no_line
        );
        let chosen = [
            (line("1.1"), "2.1".to_owned()),
            (line("1.2"), String::new()),
            (line("2.1"), "1.1".to_owned()),
        ]
        .into();
        draft::confirm(app, actor, key, &chosen).await.unwrap();
        let stale = draft::confirm(app, actor, key, &chosen).await;
        assert!(matches!(stale, Err(Error::Stale(Noun::Framework))));
        assert_eq!(draft::crosswalk(app, actor, &id).await.unwrap().open(), 0);
        carries_over(&trial, &city, &id).await;
    });
}

/// What was entered in the one is there in the other; last year's points and proof stand beside.
async fn carries_over(trial: &Trial, city: &City, id: &FrameworkId) {
    let (app, actor) = (&trial.app, &city.focal);
    let version = draft::settled(app, actor, id).await.unwrap().version;
    framework::issue(app, actor, id, version).await.unwrap();
    let period = app::period::by_code(app, "2026").await.unwrap();
    let opening = figure::Opening {
        framework: id.clone(),
        period: period.id.clone(),
        under: city.wards[0].id.clone(),
        kind: None,
    };
    figure::open_for_units(app, actor, &opening).await.unwrap();
    let ward = &city.wards[0];
    let all = figure::assessments(app, actor, ward, &period)
        .await
        .unwrap();
    let grid = figure::grid(app, actor, ward, &all[1]).await.unwrap();
    let entry = figure::by_code(&grid, "1.1").unwrap();
    assert_eq!(entry.earned.points.as_ref().unwrap().to_string(), "20/3");
    // Last year's points stand beside this year's, and so does its proof.
    let next = app::period::NewPeriod {
        year: 2027,
        part: app::period::Part::Year,
        closes_on: None,
    };
    let next = app::period::create(app, actor, next).await.unwrap();
    let old = figure::grid(app, actor, ward, &all[0]).await.unwrap();
    let proven = figure::by_code(&old, "2.1").unwrap().id.clone();
    let proof = link(trial, city, &proven).await;
    let opening = figure::Opening {
        period: next.id.clone(),
        ..opening
    };
    figure::open_for_units(app, actor, &opening).await.unwrap();
    let all = figure::assessments(app, actor, ward, &next).await.unwrap();
    let grid = figure::grid(app, actor, ward, &all[0]).await.unwrap();
    let entry = figure::by_code(&grid, "1.1").unwrap();
    let around = figure::around(app, actor, (ward, &next), entry)
        .await
        .unwrap();
    let mut past: Vec<(&str, String)> = around
        .points
        .iter()
        .map(|past| {
            let points = past.earned.points.as_ref();
            (past.line_code.as_str(), points.unwrap().to_string())
        })
        .collect();
    past.sort();
    let expected = [("1.1", "20/3".to_owned()), ("2.1", "10/3".to_owned())];
    assert_eq!(past, expected);
    let proofs: Vec<_> = around.proofs.iter().map(|proof| &proof.id).collect();
    assert_eq!(proofs, [&proof]);
}

async fn link(trial: &Trial, city: &City, entry: &app::EntryId) -> app::EvidenceId {
    let links = [NewLink {
        title: "Báo cáo cáp quang".to_owned(),
        link: "https://son-khe.example/cap-quang".to_owned(),
        ..NewLink::default()
    }];
    let serves = Serves::Entry(entry.clone());
    let new = (&links[..], Some(&serves), &NewUse::default());
    let made = evidence::register(&trial.app, &city.focal, &city.wards[0], new);
    made.await.unwrap()[0].id.clone()
}

#[test]
fn the_impact_is_what_the_same_figures_earn_by_the_draft() {
    on_both(|trial| async move {
        let city = issued(&trial).await;
        let (app, actor) = (&trial.app, &city.focal);
        for (ward, rate, yes) in [(0, "300", "Không"), (1, "90", "Có")] {
            let typed = row(&[("num", rate), ("den", "300")]);
            city.save(&trial, (ward, "2.1"), &typed).await.unwrap();
            let typed = row(&[("yes", yes)]);
            city.save(&trial, (ward, "1.1"), &typed).await.unwrap();
        }
        let id = new(&trial, &city, Some(&city.framework)).await;
        let period = app::period::by_code(app, "2026").await.unwrap();
        let measure = async || {
            let ground = draft::ground(app, actor, &id).await.unwrap();
            assert_eq!(ground.measured[0].framework, city.framework);
            assert_eq!(ground.measured[0].units, 2);
            let what = (&city.framework, &period);
            let impact = draft::impact(app, actor, (&id, &ground), what)
                .await
                .unwrap();
            let shown = |number: &(scoring::Exact, u32)| (number.0.to_string(), number.1);
            let rows = impact.rows.iter();
            rows.map(|row| (row.name.clone(), shown(&row.before), shown(&row.after)))
                .collect::<Vec<_>>()
        };
        let ten = ("10".to_owned(), 2);
        let thirteen = ("13".to_owned(), 1);
        let (first, second) = (WARDS[0].to_owned(), WARDS[1].to_owned());
        let same = [
            (second.clone(), thirteen.clone(), thirteen.clone()),
            (first.clone(), ten.clone(), ten.clone()),
        ];
        assert_eq!(measure().await, same, "a copy changes nothing");
        // Worth twice as much in the draft: who leads in it leads.
        let drawn = sheet(&trial, actor, &id).await;
        let line = drawn.rows.iter().find(|row| row.code == "2.1").unwrap();
        let typed = Fields {
            max_points: "20".to_owned(),
            rule_text: line
                .rule_text
                .clone()
                .unwrap()
                .replace("10 điểm", "20 điểm"),
            ..of(line)
        };
        let key = (&id, &line.id, line.version);
        draft::change(app, actor, key, (line.parent.as_ref(), &typed))
            .await
            .unwrap();
        let moved = [
            (first, ten, ("20".to_owned(), 1)),
            (second, thirteen, ("16".to_owned(), 2)),
        ];
        assert_eq!(measure().await, moved);
        let kept = city.points(&trial, 0, "2.1").await;
        assert_eq!(kept.as_deref(), Some("10"), "nothing is written");
    });
}

#[test]
fn a_table_is_read_looked_at_and_written_as_a_draft() {
    on_both(|trial| async move {
        let city = issued(&trial).await;
        let (app, actor) = (&trial.app, &city.focal);
        let csv = "STT;Chỉ số;Điểm tối đa;Cách tính điểm;Minh chứng\n\
            1;Nhận thức số;20;;\n\
            1.1;Có chuyên mục chuyển đổi số;10;\"Có: 10 điểm\nKhông: 0 điểm\";Ảnh chụp\n\
            1.2;Tỷ lệ hộ có cáp quang;10;Tỷ lệ × 10 điểm;Báo cáo\n";
        let file = app.files().arrived(csv.as_bytes()).await.unwrap();
        let tables = draft::tables(app, actor, (&file, "bo-chi-so.csv"))
            .await
            .unwrap();
        assert_eq!(tables.len(), 1);
        // What is shown as text reads back as what was in the file.
        let read = draft::read_table(&tables[0].1, 2027).unwrap();
        let rows: Vec<(&str, Option<&str>)> = read
            .annex
            .rows
            .iter()
            .map(|row| (row.path.as_str(), row.rule_text.as_deref()))
            .collect();
        let expected = [
            ("1", None),
            ("1.1", Some("Có: 10 điểm Không: 0 điểm")),
            ("1.2", Some("Tỷ lệ × 10 điểm")),
        ];
        assert_eq!(rows, expected);
        let written = NewDraft {
            unit: city.whole.id.clone(),
            name: "DTI từ tệp 2027".to_owned(),
            legal_basis: String::new(),
            follows: Some(city.framework.clone()),
        };
        let unnamed = NewDraft {
            name: " ".to_owned(),
            ..written.clone()
        };
        let outcome = draft::write_table(app, actor, (unnamed, &read)).await;
        assert_eq!(refused(outcome), Refusal::NoName);
        let id = draft::write_table(app, actor, (written.clone(), &read))
            .await
            .unwrap();
        assert_eq!(codes(&sheet(&trial, actor, &id).await), ["1", "1.1", "1.2"]);
        let walk = draft::crosswalk(app, actor, &id).await.unwrap();
        assert_eq!(walk.open(), 2);
        // Without headings the columns are taken in our order; a table without rules is none.
        let bare = draft::read_table("1\tMột\n1.1\tHai\t10\tCó: 10 điểm; không: 0 điểm", 2027);
        assert_eq!(bare.unwrap().annex.rows.len(), 2);
        let plain = draft::read_table("Mã\tNội dung\n1\tMột\n2\tHai", 2027).unwrap();
        let outcome = draft::write_table(app, actor, (written, &plain)).await;
        assert_eq!(refused(outcome), Refusal::NoRules);
    });
}

#[test]
fn kinds_of_one_block_are_ranked_together() {
    on_both(|trial| async move {
        let city = City::with(&trial, &small(), &WARDS).await;
        let (app, actor, id) = (&trial.app, &city.focal, &city.framework);
        let period = app::period::by_code(app, "2026").await.unwrap();
        let opening = figure::Opening {
            framework: id.clone(),
            period: period.id.clone(),
            under: city.whole.id.clone(),
            kind: Some(app::unit::UnitKind::City),
        };
        figure::open_for_units(app, actor, &opening).await.unwrap();
        for (ward, count) in [(0, "10"), (1, "20")] {
            city.save(&trial, (ward, "1.2"), &row(&[("value", count)]))
                .await
                .unwrap();
        }
        let all = figure::assessments(app, actor, &city.whole, &period)
            .await
            .unwrap();
        let grid = figure::grid(app, actor, &city.whole, &all[0])
            .await
            .unwrap();
        let entry = figure::by_code(&grid, "1.2").unwrap();
        let typed = row(&[("value", "30")]);
        figure::save(app, actor, &entry.id, &typed, entry.version)
            .await
            .unwrap();
        let ranks = async || -> Vec<(String, u32, Option<String>)> {
            let place = (&city.whole, &period);
            let ranking = app::ranking::rank(app, actor, place, id).await.unwrap();
            let rows = ranking.rows.into_iter();
            rows.map(|row| (row.name, row.rank, Some(row.points.to_string())))
                .collect()
        };
        let row = |name: &str, rank, points: &str| (name.to_owned(), rank, Some(points.to_owned()));
        let whole = city.whole.name.clone();
        // Alone in its block the city is compared with nobody.
        let apart = ranks().await;
        assert!(apart.contains(&row(WARDS[1], 1, "10")), "{apart:?}");
        assert_eq!(apart.iter().filter(|(_, rank, _)| *rank == 1).count(), 2);
        let before = draft::settled(app, actor, id).await.unwrap();
        let typed = Declared {
            total_digits: String::new(),
            blocks: [("city", "Địa phương"), ("commune", "Địa phương")]
                .map(|(kind, name)| (kind.to_owned(), name.to_owned()))
                .into(),
            ..declared(&[])
        };
        draft::declare(app, actor, (id, before.version), &typed)
            .await
            .unwrap();
        let together = [
            row(&whole, 1, "10"),
            row(WARDS[1], 2, "5"),
            row(WARDS[0], 3, "0"),
        ];
        assert_eq!(ranks().await, together);
    });
}
