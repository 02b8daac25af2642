//! Against the days that were announced.

use jiff::civil::date;

use super::*;

/// Working days that are off, apart from weekends: what the announcements of each year list.
#[track_caller]
fn check(year: i16, expected: &[(i8, i8)]) {
    let off: Vec<(i8, i8)> = days_off(year)
        .into_iter()
        .filter(|one| !is_weekend(one.day))
        .map(|one| (one.day.month(), one.day.day()))
        .collect();
    assert_eq!(off, expected, "{year}");
}

#[test]
fn the_days_off_are_those_that_were_announced() {
    check(
        2024,
        &[
            (1, 1),
            (2, 8),
            (2, 9),
            (2, 12),
            (2, 13),
            (2, 14),
            (4, 18),
            (4, 29),
            (4, 30),
            (5, 1),
            (9, 2),
            (9, 3),
        ],
    );
    check(
        2025,
        &[
            (1, 1),
            (1, 27),
            (1, 28),
            (1, 29),
            (1, 30),
            (1, 31),
            (4, 7),
            (4, 30),
            (5, 1),
            (5, 2),
            (9, 1),
            (9, 2),
        ],
    );
    check(
        2026,
        &[
            (1, 1),
            (1, 2),
            (2, 16),
            (2, 17),
            (2, 18),
            (2, 19),
            (2, 20),
            (4, 27),
            (4, 30),
            (5, 1),
            (8, 31),
            (9, 1),
            (9, 2),
        ],
    );
}

#[test]
fn what_is_assumed_would_have_been_right_for_years_that_were_announced_before() {
    // Tết 20 to 26/1, then Giỗ Tổ on Saturday, 30/4 on Sunday; 2/9 on Saturday.
    check(
        2023,
        &[
            (1, 2),
            (1, 20),
            (1, 23),
            (1, 24),
            (1, 25),
            (1, 26),
            (5, 1),
            (5, 2),
            (5, 3),
            (9, 1),
            (9, 4),
        ],
    );
    // Tết 31/1 to 4/2; 1/9 and 2/9.
    check(
        2022,
        &[
            (1, 3),
            (1, 31),
            (2, 1),
            (2, 2),
            (2, 3),
            (2, 4),
            (4, 11),
            (5, 2),
            (5, 3),
            (9, 1),
            (9, 2),
        ],
    );
}

#[test]
fn days_that_nobody_decided_yet_are_marked_and_every_year_has_its_eleven() {
    for year in LUNAR_FROM..LUNAR_FROM + 31 {
        let off = days_off(year);
        let of = |holiday| off.iter().filter(|one| one.holiday == holiday).count();
        assert!(of(Holiday::LunarNewYear) >= 5, "{year}");
        assert!(of(Holiday::National) >= 2, "{year}");
        let working = off
            .iter()
            .filter(|one| !is_weekend(one.day) && one.holiday != Holiday::Bridge)
            .count();
        // Article 112: eleven days, however they meet weekends and each other.
        assert_eq!(working, 11, "{year}");
        let assumed = off.iter().any(|one| one.ground == Ground::Assumed);
        let decided = DECIDED.iter().any(|choice| choice.year == year);
        assert_eq!(assumed, !decided, "{year}");
    }
    let outside = days_off(2051);
    assert!(
        outside
            .iter()
            .all(|one| one.holiday != Holiday::LunarNewYear),
        "outside the table only fixed days"
    );
    assert_eq!(lunar(2019), None);
    assert_eq!(lunar(2030).unwrap().0, date(2030, 2, 2), "not the third");
}

#[test]
fn a_saturday_given_for_a_bridge_is_worked_and_the_bridge_is_not() {
    let calendar = national(2026..=2026);
    assert!(calendar.is_worked(date(2026, 8, 22)) && !calendar.is_worked(date(2026, 8, 31)));
    // From Friday 21/8: the Saturday, the week, then over 31/8 to 2/9.
    assert_eq!(
        calendar.working_days(date(2026, 8, 21), 7),
        Some(date(2026, 9, 3))
    );
}
