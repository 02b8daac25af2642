//! Rows of a draft: written, moved, refused, put away.

use app::framework::draft::{self, Direction, Fields, RowKind};
use app::framework::{self, FrameworkState, Refusal};
use app::testing::{on_both, on_sqlite};
use app::{Error, IndicatorId, Noun};

use super::{add, codes, fields, indicator, issued, new, of, refused, sheet, stale};

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
