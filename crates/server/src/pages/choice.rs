//! What lists of options offer, and how a day is typed.

use jiff::civil::Date;

/// An option of a list, or a box to tick.
pub(crate) struct Choice {
    /// Sent.
    pub value: String,
    /// Shown.
    pub label: String,
    /// Chosen.
    pub chosen: bool,
}

impl Choice {
    /// Chosen if its value is the one typed.
    pub(crate) fn of(value: impl Into<String>, label: impl Into<String>, typed: &str) -> Choice {
        let value = value.into();
        Choice {
            chosen: value == typed,
            value,
            label: label.into(),
        }
    }
}

/// A day as a browser sends it, `2026-10-15`, or as people write it, `15/10/2026`.
pub(crate) fn day(typed: &str) -> Option<Date> {
    let typed = typed.trim();
    typed
        .parse()
        .ok()
        .or_else(|| Date::strptime("%d/%m/%Y", typed).ok())
        .filter(|day| (1900..=2200).contains(&day.year()))
}

/// Why a day cannot be read.
pub(crate) const NO_DAY: &str =
    "Không đọc được ngày: cần ngày, tháng, năm có thật. Đề nghị nhập dạng 15/10/2026.";

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_is_read_as_browsers_and_people_write_it() {
        let expected = jiff::civil::date(2026, 10, 5);
        assert_eq!(day("2026-10-05"), Some(expected));
        assert_eq!(day(" 05/10/2026 "), Some(expected));
        for no_day in ["", "31/02/2026", "5.10", "9999-12-31", "0001-01-01"] {
            assert_eq!(day(no_day), None, "{no_day}");
        }
    }
}
