//! What holds for every deadline: its rule gives its due dates, its words read back to it, and no
//! text makes the reader panic.

use std::collections::BTreeMap;

use domain::deadline::{Deadline, DueWithin, Every};
use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};
use proptest::prelude::*;
use reading::deadline::{read, rrule};
use reading::words::deadline::in_words;

use crate::deadline_phrases::phrases;

/// The days of the year that an RFC 5545 rule names; a small expander for the parts that we print.
fn expand(rule: &str, year: i16) -> Vec<Date> {
    let parts: BTreeMap<&str, &str> = rule
        .split(';')
        .filter_map(|part| part.split_once('='))
        .collect();
    let list = |key: &str| -> Vec<i8> {
        parts.get(key).map_or(Vec::new(), |list| {
            list.split(',')
                .map(|item| item.parse().expect("a rule that we print"))
                .collect()
        })
    };
    let interval: usize = parts.get("INTERVAL").map_or(1, |interval| {
        interval.parse().expect("a rule that we print")
    });
    if parts["FREQ"] == "WEEKLY" {
        return weekly(parts["BYDAY"], interval, year);
    }
    if parts["FREQ"] == "YEARLY" && interval > 1 {
        return Vec::new();
    }
    let months = if list("BYMONTH").is_empty() {
        (1..=12).collect()
    } else {
        list("BYMONTH")
    };
    let mut dates = Vec::new();
    for month in months {
        let length = date(year, month, 1).days_in_month();
        let days = list("BYMONTHDAY")
            .into_iter()
            .map(|day| if day < 0 { length + 1 + day } else { day });
        let mut days: Vec<Date> = days
            .filter(|day| (1..=length).contains(day))
            .map(|day| date(year, month, day))
            .collect();
        if parts.get("BYSETPOS") == Some(&"-1") {
            let one = parts["FREQ"] == "MONTHLY" || list("BYMONTH").len() == 1;
            assert!(one, "BYSETPOS picks within a month: {rule}");
            days = days.split_off(days.len().saturating_sub(1));
        }
        dates.extend(days);
    }
    dates.sort_unstable();
    dates
}

/// From the first whole week on, as the golden rules start.
fn weekly(day: &str, interval: usize, year: i16) -> Vec<Date> {
    let offset = i64::try_from(
        ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
            .iter()
            .position(|name| *name == day)
            .expect("a rule that we print"),
    )
    .expect("a rule that we print");
    let mondays = date(year, 1, 1)
        .series(1.day())
        .take_while(|day| day.year() == year)
        .filter(|day| day.weekday() == Weekday::Monday);
    let whole = mondays.filter(|monday| (*monday + 6.days()).year() == year);
    whole
        .skip(interval - 1)
        .step_by(interval)
        .map(|monday| monday + Span::new().days(offset))
        .collect()
}

#[track_caller]
fn check_rule(deadline: &Deadline, due: &[Date], year: i16) {
    let Some(rule) = rrule(deadline) else { return };
    assert_eq!(expand(&rule, year), due, "{rule} in {year}");
}

#[test]
fn the_rule_of_every_phrase_gives_its_due_dates() {
    for year in [1999, 2000, 2020, 2023, 2024, 2026, 2028] {
        for [phrase, ..] in phrases() {
            let reading = read(phrase, year, None);
            assert!(reading.due.is_sorted(), "«{phrase}»");
            if reading.also.is_empty() && !phrase.contains("2025") {
                check_rule(&reading.deadline, &reading.due, year);
            }
        }
    }
}

#[test]
fn weeks_are_those_wholly_inside_the_year() {
    // 2020 and 2026 have 53 ISO weeks, two of them across a new year; 2018 begins on a Monday.
    for (year, weeks, first, last) in [
        (2018, 52, date(2018, 1, 7), date(2018, 12, 30)),
        (2020, 51, date(2020, 1, 12), date(2020, 12, 27)),
        (2023, 52, date(2023, 1, 8), date(2023, 12, 31)),
        (2024, 52, date(2024, 1, 7), date(2024, 12, 29)),
        (2026, 51, date(2026, 1, 11), date(2026, 12, 27)),
    ] {
        let due = read("Hằng tuần", year, None).due;
        assert_eq!(
            (due.len(), due[0], due[due.len() - 1]),
            (weeks, first, last),
            "{year}"
        );
    }
}

#[test]
fn leap_days_and_years_ends_are_right() {
    for (phrase, year, due) in [
        ("Trong tháng 02", 2023, vec![date(2023, 2, 28)]),
        ("Trong tháng 02", 2024, vec![date(2024, 2, 29)]),
        ("Trước 01/3 hằng năm", 2023, vec![date(2023, 2, 28)]),
        ("Trước 01/3 hằng năm", 2000, vec![date(2000, 2, 29)]),
        ("Trước ngày 01/01/2024", 2024, vec![date(2023, 12, 31)]),
        ("Trước ngày 01/3/2100", 2100, vec![date(2100, 2, 28)]),
        ("Ngày 29/02 hằng năm", 2023, vec![date(2023, 2, 28)]),
        ("29/02/2100", 2100, vec![]),
        ("Tháng 11 đến tháng 02", 2024, vec![date(2025, 2, 28)]),
    ] {
        assert_eq!(read(phrase, year, None).due, due, "«{phrase}» in {year}");
    }
}

#[test]
fn a_deadline_before_the_plan_is_noticed() {
    let codes = |phrase: &str| -> Vec<&str> {
        let reading = read(phrase, 2024, Some(date(2024, 2, 26)));
        reading
            .findings
            .iter()
            .map(|finding| finding.code.as_str())
            .collect()
    };
    assert_eq!(codes("Trước Quý I/2024"), ["F501", "F505"]);
    assert_eq!(codes("Trước ngày 29/02/2024"), [""; 0]);
    assert_eq!(codes("Tháng 01/2024"), ["F501"]);
    // A recurring duty that was due in January and is again.
    assert_eq!(codes("Hằng tháng"), [""; 0]);
}

fn any_date() -> impl Strategy<Value = Date> {
    (2000i16..2090, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn any_event() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "có chỉ đạo của tỉnh",
        "có yêu cầu",
        "được triệu tập",
        "phát sinh nhiệm vụ mới",
        "có văn bản của Sở, ngành",
    ])
    .prop_map(str::to_owned)
}

fn maybe_event() -> impl Strategy<Value = Option<String>> {
    prop::option::of(any_event())
}

fn any_recurrence() -> impl Strategy<Value = (Every, u8, DueWithin)> {
    let day = || prop_oneof![Just(-1i8), 1i8..=30];
    prop_oneof![
        Just((Every::Week, 1, DueWithin::LastDay)),
        Just((Every::Week, 2, DueWithin::LastDay)),
        Just((Every::Month, 2, DueWithin::LastDay)),
        prop::sample::select(vec![
            Every::Month,
            Every::Quarter,
            Every::HalfYear,
            Every::Year
        ])
        .prop_map(|every| (every, 1, DueWithin::LastDay)),
        prop::sample::select(vec![
            Weekday::Monday,
            Weekday::Thursday,
            Weekday::Friday,
            Weekday::Saturday
        ])
        .prop_map(|day| (Every::Week, 1, DueWithin::Weekday(day))),
        (1i8..=30).prop_map(|day| (Every::Month, 1, DueWithin::DayOfMonth { month: 1, day })),
        day().prop_map(|day| (Every::Month, 1, DueWithin::DayOfMonth { month: 2, day })),
        (1i8..=3, 1i8..=30).prop_map(|(month, day)| (
            Every::Quarter,
            1,
            DueWithin::DayOfMonth { month, day }
        )),
        (1i8..=2).prop_map(|month| (Every::Quarter, 1, DueWithin::DayOfMonth { month, day: -1 })),
        (4i8..=6, day()).prop_map(|(month, day)| (
            Every::Quarter,
            1,
            DueWithin::DayOfMonth { month, day }
        )),
        (1i8..=30).prop_map(|day| (Every::HalfYear, 1, DueWithin::DayOfMonth { month: 6, day })),
        (1i8..=12, 1i8..=27).prop_map(|(month, day)| (
            Every::Year,
            1,
            DueWithin::DayOfMonth { month, day }
        )),
        (1i8..=11).prop_map(|month| (Every::Year, 1, DueWithin::DayOfMonth { month, day: -1 })),
    ]
}

fn any_deadline() -> impl Strategy<Value = Deadline> {
    let offset = (
        any::<bool>(),
        1u32..90,
        prop::sample::select(vec!['D', 'W', 'M', 'Y']),
    )
        .prop_map(|(back, number, unit)| format!("{}P{number}{unit}", if back { "-" } else { "" }));
    let anchor = prop::sample::select(vec!["ngày ký", "ngày ban hành văn bản", "nhận được hồ sơ"])
        .prop_map(str::to_owned);
    prop_oneof![
        (any_date(), maybe_event())
            .prop_map(|(last_day, event)| Deadline::ByDate { last_day, event }),
        (any_date(), 1i32..2000, maybe_event(), any::<bool>()).prop_map(
            |(start, days, event, open)| Deadline::Window {
                start: (!open).then_some(start),
                end: Some(start + days.days()),
                event,
            }
        ),
        (any_recurrence(), 1u32..30, maybe_event()).prop_map(
            |((every, interval, due), count, event)| Deadline::Recurring {
                every: Some(every),
                interval,
                min_count: Some(count),
                due,
                event,
            }
        ),
        Just(Deadline::Recurring {
            every: None,
            interval: 1,
            min_count: None,
            due: DueWithin::LastDay,
            event: None
        }),
        Just(Deadline::Continuous),
        Just(Deadline::Done),
        any_event().prop_map(|event| Deadline::OnEvent { event }),
        (offset, any::<bool>(), anchor).prop_map(|(offset, working, event)| Deadline::Relative {
            working_days: working && offset.ends_with('D'),
            offset,
            event,
        }),
        any_date().prop_map(|start| Deadline::FromDate { start }),
        Just(Deadline::Window {
            start: None,
            end: None,
            event: None
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn words_read_back_to_the_deadline(deadline in any_deadline(), year in 2000i16..2090) {
        let words = in_words(&deadline);
        let reading = read(&words, year, None);
        prop_assert_eq!(&reading.deadline, &deadline, "«{}» {:?}", words, reading);
        prop_assert!(reading.also.is_empty(), "«{}» {:?}", words, reading);
        check_rule(&reading.deadline, &reading.due, year);
    }

    #[test]
    fn recurring_duties_fall_due_in_the_year(deadline in any_deadline(), year in 2000i16..2090) {
        let reading = read(&in_words(&deadline), year, None);
        if matches!(reading.deadline, Deadline::Recurring { .. }) {
            prop_assert!(reading.due.iter().all(|due| due.year() == year), "{:?}", reading);
        }
    }

    #[test]
    fn broken_phrases_never_panic(
        first in 0usize..1000, second in 0usize..1000, cut in 0usize..60, put in "[0-9/.,% IVX-]{0,4}|tháng|quý|\\PC{0,3}",
    ) {
        let phrases = phrases();
        let [first, ..] = phrases[first % phrases.len()];
        let [second, ..] = phrases[second % phrases.len()];
        let head: String = first.chars().take(cut).collect();
        let tail: String = second.chars().skip(cut / 2).collect();
        let reading = read(&format!("{head}{put}{tail}"), 2024, Some(date(2024, 2, 26)));
        prop_assert!(reading.due.is_sorted());
        prop_assert!(reading.deadline != Deadline::Invalid || !reading.findings.is_empty());
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}", year in -9999i16..=9999) {
        let _ = read(&text, year, None);
    }
}
