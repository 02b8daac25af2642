//! Two plans side by side: a ward's against its city's, each plan against itself, and small ones
//! with one change each.

use domain::plan::{Annex, Field, Plan, Row, RowKind};
use reading::plan::compare::{
    HeadPart, Likeness, Pair, RowDifference, Tally, compare, likeness, row,
};
use scoring::Exact;

use crate::golden_rows::plan;

const PLANS: [&str; 5] = [
    "000_da130e82f681c5de.txt",
    "001_d468f9f1f25a1d59.txt",
    "002_9b08d0edd2879f30.txt",
    "003_fdbf68d093f4d8c5.txt",
    "004_1dd271de583fd2ec.txt",
];

#[test]
fn a_ward_plan_is_seen_in_its_citys() {
    let (Some(city), Some(ward)) = (plan(PLANS[4]), plan(PLANS[0])) else {
        return;
    };
    let difference = compare(&city, &ward);
    let pairs: Vec<&Pair> = difference.rows.iter().filter_map(both).collect();
    let similar = pairs.iter().filter(|pair| pair.title == Likeness::Similar);
    let similar: Vec<&str> = similar
        .filter_map(|pair| Some(row(&ward, pair.after)?.path.as_str()))
        .collect();
    assert_eq!(similar, ["1.5", "4.3", "4.4", "4.5", "4.10"]);
    let moved = pairs.iter().filter_map(|pair| pair.moved.as_ref());
    let moved: Vec<String> = moved
        .map(|moved| format!("{}→{}", moved.from, moved.to))
        .collect();
    assert_eq!(
        moved,
        [
            "1.7→1.5",
            "1.8→1.6",
            "5.5.6→5.5.3",
            "5.5.7→5.5.4",
            "7.10→7.8",
            "7.11→7.9",
            "7.12→7.10",
            "8.3→8.2",
            "8.4→8.3",
            "8.5→8.4",
            "8.6→8.5",
            "8.7→8.6",
            "8.8→8.7",
        ]
    );
    let gone = difference
        .rows
        .iter()
        .filter_map(|difference| match difference {
            RowDifference::Removed(at) => row(&city, *at).map(|row| row.path.as_str()),
            _ => None,
        });
    let mut gone: Vec<&str> = gone.collect();
    gone.sort_unstable();
    assert_eq!(
        gone,
        ["1.5", "1.6", "5.5.3", "5.5.4", "5.5.5", "7.8", "7.9", "8.2"]
    );
    let expected = Tally {
        same: 66,
        similar: 5,
        added: 0,
        removed: 8,
        moved: 13,
    };
    assert_eq!(difference.tally, expected);
}

fn both(difference: &RowDifference) -> Option<&Pair> {
    match difference {
        RowDifference::Both(pair) => Some(pair),
        _ => None,
    }
}

#[test]
fn a_plan_is_like_itself_and_unlike_others() {
    let plans: Vec<Plan> = PLANS.iter().filter_map(|file| plan(file)).collect();
    for (at, one) in plans.iter().enumerate() {
        let same = compare(one, one);
        assert!(same.head.is_empty());
        for difference in &same.rows {
            let pair = both(difference).expect("every row is there");
            assert!(pair.changes.is_empty() && pair.moved.is_none(), "{pair:?}");
        }
        for (other_at, other) in plans.iter().enumerate() {
            let share = likeness(one, other);
            assert_eq!(share == Exact::from(1), at == other_at);
            let tenth = Exact::ratio(1, 10).expect("a tenth");
            assert!(
                at == other_at || share < tenth,
                "{at} and {other_at}: {share}"
            );
        }
    }
}

fn small(rows: &[(&str, &str)]) -> Plan {
    let rows = rows.iter().map(|(path, title)| Row {
        kind: RowKind::Indicator,
        code: Some((*path).to_owned()),
        path: (*path).to_owned(),
        title: Some((*title).to_owned()),
        ..Row::default()
    });
    let annex = Annex {
        rows: rows.collect(),
        ..Annex::default()
    };
    Plan {
        annexes: vec![annex],
        ..Plan::default()
    }
}

/// Paths: «1.1» is the same, «1.1→1.2» moved, «+1.3» and «-1.3» came and went, «~1.1» changed.
#[track_caller]
fn check(before: &[(&str, &str)], after: &[(&str, &str)], expected: &[&str]) {
    let (before, after) = (small(before), small(after));
    let difference = compare(&before, &after);
    let path = |plan, at| row(plan, at).expect("a row").path.clone();
    let found = difference.rows.iter().map(|difference| match difference {
        RowDifference::Added(at) => format!("+{}", path(&after, *at)),
        RowDifference::Removed(at) => format!("-{}", path(&before, *at)),
        RowDifference::Both(pair) => match &pair.moved {
            Some(moved) => format!("{}→{}", moved.from, moved.to),
            None if pair.changes.is_empty() => path(&after, pair.after),
            None => format!("~{}", path(&after, pair.after)),
        },
    });
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn rows_are_told_apart_by_what_they_say() {
    let (a, b, c) = (
        "Tỷ lệ hồ sơ trực tuyến",
        "Số tổ công nghệ số",
        "Kế hoạch năm",
    );
    check(&[("1", a), ("2", b)], &[("1", a), ("2", b)], &["1", "2"]);
    check(
        &[("1", a), ("2", b)],
        &[("1", c), ("2", a), ("3", b)],
        &["+1", "1→2", "2→3"],
    );
    check(
        &[("1", a), ("2", b), ("3", c)],
        &[("1", a), ("2", c)],
        &["1", "-2", "3→2"],
    );
    check(
        &[("1", a)],
        &[("1", "Tỷ lệ hồ sơ trực tuyến toàn trình")],
        &["~1"],
    );
    check(&[("1", a), ("2", a)], &[("1", a), ("2", a)], &["1", "2"]);
    check(&[("1", "")], &[("1", "")], &["1"]);
    check(&[], &[("1", a)], &["+1"]);
    check(&[("1", a)], &[], &["-1"]);
}

#[test]
fn cells_and_heads_say_what_they_were() {
    let mut before = small(&[("1", "Tỷ lệ hồ sơ trực tuyến")]);
    let mut after = before.clone();
    before.annexes[0].rows[0].deadline_text = Some("Tháng 6".to_owned());
    after.annexes[0].rows[0].lead = vec!["Phòng A".to_owned(), "Phòng B".to_owned()];
    after.document.reference = Some("12/KH-UBND".to_owned());
    let difference = compare(&before, &after);
    let pair = both(&difference.rows[0]).expect("one row");
    let found: Vec<(Field, &str, &str)> = pair
        .changes
        .iter()
        .map(|change| (change.field, change.before.as_str(), change.after.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (Field::Lead, "", "Phòng A; Phòng B"),
            (Field::DeadlineText, "Tháng 6", ""),
        ]
    );
    assert_eq!(difference.head.len(), 1);
    assert_eq!(difference.head[0].part, HeadPart::Reference);
    assert_eq!(difference.head[0].after, "12/KH-UBND");
}

#[test]
fn nearly_the_same_titles_on_many_rows_are_paired_by_their_codes() {
    let titles: Vec<(String, String)> = (1..=600)
        .map(|n| {
            (
                format!("1.{n}"),
                format!("Tỷ lệ hồ sơ của lĩnh vực số {}", n % 7),
            )
        })
        .collect();
    let rows: Vec<(&str, &str)> = titles
        .iter()
        .map(|(path, title)| (path.as_str(), title.as_str()))
        .collect();
    let tally = compare(&small(&rows), &small(&rows)).tally;
    let expected = Tally {
        same: 600,
        ..Tally::default()
    };
    assert_eq!(tally, expected);
}
