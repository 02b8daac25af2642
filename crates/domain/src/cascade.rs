//! A plan above and the plan of a lower unit that carries it out: by when the lower unit ends its
//! part, whose work a row is likely to be, and what became of a row above since it was taken over.
//!
//! Which row of one plan is which row of the other is `reading::plan::compare`'s to say. Nothing
//! here decides for a person: these are proposals, and differences to answer.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::work::Calendar;

/// How days before are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// Days on which offices work.
    #[default]
    Working,
    /// Every day.
    Calendar,
}

impl Counted {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Counted::Working => "working",
            Counted::Calendar => "calendar",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Counted> {
        [Counted::Working, Counted::Calendar]
            .into_iter()
            .find(|one| one.name() == name)
    }
}

/// How long before the plan above a lower unit ends its own part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    /// How many days.
    pub days: u16,
    /// How they are counted.
    pub counted: Counted,
}

/// Most days before.
pub const LEAD_DAYS_MAX: u16 = 120;

impl Default for Lead {
    /// A working week.
    fn default() -> Lead {
        Lead {
            days: 5,
            counted: Counted::Working,
        }
    }
}

/// The day proposed to a lower unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ahead {
    /// So many days earlier, or the very day where none are asked for.
    Earlier(Date),
    /// The earlier day has passed already: the day of the plan above stands.
    AsAbove(Date),
    /// The day of the plan above has passed as well.
    Past(Date),
}

impl Ahead {
    /// The day.
    pub fn day(self) -> Date {
        match self {
            Ahead::Earlier(day) | Ahead::AsAbove(day) | Ahead::Past(day) => day,
        }
    }
}

/// The day by which a lower unit ends what the plan above wants by `above`: never later than that,
/// and never in the past unless that is.
///
/// ```
/// use domain::cascade::{Ahead, Counted, Lead, ahead};
/// use domain::work::Calendar;
/// use jiff::civil::date;
/// let lead = Lead { days: 5, counted: Counted::Working };
/// let on = |above, today| ahead(above, lead, (&Calendar::default(), today));
/// // A Friday and the Friday before it.
/// assert_eq!(on(date(2026, 10, 30), date(2026, 10, 1)), Ahead::Earlier(date(2026, 10, 23)));
/// assert_eq!(on(date(2026, 10, 30), date(2026, 10, 26)), Ahead::AsAbove(date(2026, 10, 30)));
/// assert_eq!(on(date(2026, 10, 30), date(2026, 11, 2)), Ahead::Past(date(2026, 10, 30)));
/// ```
pub fn ahead(above: Date, lead: Lead, (calendar, today): (&Calendar, Date)) -> Ahead {
    if above < today {
        return Ahead::Past(above);
    }
    let days = lead.days.min(LEAD_DAYS_MAX);
    let earlier = match lead.counted {
        Counted::Working => calendar.working_days(above, -i32::from(days)),
        Counted::Calendar => above.checked_sub(i32::from(days).days()).ok(),
    };
    match earlier {
        Some(day) if day >= today => Ahead::Earlier(day),
        _ => Ahead::AsAbove(above),
    }
}

/// What a row is to the lower unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It leads.
    Leads,
    /// It supports.
    Supports,
    /// It has no part.
    None,
    /// Nothing says.
    Unknown,
}

/// Why a part is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The plan above names the unit, a group that holds it, or someone of it.
    Named,
    /// It was so in the unit's own plan of an earlier year.
    Before,
    /// All whom the plan above names are known, and none is the unit's.
    OnlyOthers,
    /// Nothing says.
    Nothing,
}

/// What a row says of those who do it, as the lower unit sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// One of ours leads.
    pub leads: bool,
    /// One of ours supports.
    pub supports: bool,
    /// Somebody is named, and all who are named are known.
    pub all_known: bool,
    /// What the same row was in the unit's own plan of an earlier year.
    pub before: Option<Part>,
}

/// The part proposed: what this year's document says first, then what a person decided in an
/// earlier year, then that nobody of ours is named.
pub fn part(said: Said) -> (Part, Why) {
    match said {
        Said { leads: true, .. } => (Part::Leads, Why::Named),
        Said { supports: true, .. } => (Part::Supports, Why::Named),
        Said {
            before: Some(part), ..
        } if part != Part::Unknown => (part, Why::Before),
        Said {
            all_known: true, ..
        } => (Part::None, Why::OnlyOthers),
        _ => (Part::Unknown, Why::Nothing),
    }
}

/// The texts of a row, by the names of its fields; an empty field is not there.
pub type Texts = BTreeMap<String, String>;

/// Fields that say by when.
const WHEN: [&str; 2] = ["deadline_text", "effective_due"];

/// What a lower unit answered to last of a row above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The row above as it was then; `None`: it was gone.
    pub texts: Option<Texts>,
    /// Whether a row of the lower unit's own carries it out.
    pub is_carried_out: bool,
}

/// How a row above differs from what was answered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Only its deadline moved.
    Moved,
    /// Its words, points, parties changed.
    Changed,
    /// It is new, or was left out and has changed since.
    Added,
    /// It is gone.
    Removed,
}

impl Kind {
    /// All, in the order in which they are shown.
    pub const ALL: [Kind; 4] = [Kind::Moved, Kind::Changed, Kind::Added, Kind::Removed];

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Moved => "moved",
            Kind::Changed => "changed",
            Kind::Added => "added",
            Kind::Removed => "removed",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What there is to answer to; `None`: nothing.
pub fn difference(taken: Option<&Taken>, now: Option<&Texts>) -> Option<Kind> {
    match (taken, now) {
        (None, None) => None,
        (None, Some(_)) => Some(Kind::Added),
        (Some(taken), None) => {
            (taken.is_carried_out && taken.texts.is_some()).then_some(Kind::Removed)
        }
        (Some(taken), Some(now)) if taken.texts.as_ref() == Some(now) => None,
        (Some(taken), Some(_)) if !taken.is_carried_out => Some(Kind::Added),
        (Some(taken), Some(now)) => {
            let empty = Texts::new();
            let before = taken.texts.as_ref().unwrap_or(&empty);
            let only_when = fields(before, now).all(|(field, _, _)| WHEN.contains(&field));
            Some(if only_when {
                Kind::Moved
            } else {
                Kind::Changed
            })
        }
    }
}

/// Fields that differ, with what they were and are; empty: nothing stood there.
pub fn fields<'t>(
    before: &'t Texts,
    after: &'t Texts,
) -> impl Iterator<Item = (&'t str, &'t str, &'t str)> {
    let gone = before.keys().filter(|field| !after.contains_key(*field));
    let text = |of: &'t Texts, field: &str| of.get(field).map_or("", String::as_str);
    after.keys().chain(gone).filter_map(move |field| {
        let (old, new) = (text(before, field), text(after, field));
        (old != new).then_some((field.as_str(), old, new))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[track_caller]
    fn check_day(above: Date, (days, counted): (u16, Counted), expected: Ahead) {
        let lead = Lead { days, counted };
        let calendar = Calendar {
            holidays: [date(2026, 9, 2)].into(),
            ..Calendar::default()
        };
        let found = ahead(above, lead, (&calendar, date(2026, 8, 20)));
        assert_eq!(found, expected);
        assert!(found.day() <= above, "never later than the plan above");
        let past = matches!(found, Ahead::Past(_));
        assert!(
            past || found.day() >= date(2026, 8, 20),
            "never in the past"
        );
    }

    #[test]
    fn the_day_is_earlier_by_what_was_set_and_never_in_the_past() {
        let (working, calendar) = (Counted::Working, Counted::Calendar);
        let friday = date(2026, 9, 4);
        check_day(friday, (2, calendar), Ahead::Earlier(date(2026, 9, 2)));
        // Thursday, then over the holiday to Tuesday.
        check_day(friday, (2, working), Ahead::Earlier(date(2026, 9, 1)));
        check_day(friday, (0, working), Ahead::Earlier(friday));
        check_day(friday, (60, working), Ahead::AsAbove(friday));
        check_day(friday, (u16::MAX, calendar), Ahead::AsAbove(friday));
        let today = date(2026, 8, 20);
        check_day(today, (1, working), Ahead::AsAbove(today));
        let gone = date(2026, 8, 19);
        check_day(gone, (1, working), Ahead::Past(gone));
        check_day(Date::MIN, (5, calendar), Ahead::Past(Date::MIN));
    }

    #[test]
    fn this_years_document_comes_before_last_years_decision() {
        let named = Said {
            supports: true,
            before: Some(Part::Leads),
            ..Said::default()
        };
        assert_eq!(part(named), (Part::Supports, Why::Named));
        let both = Said {
            leads: true,
            ..named
        };
        assert_eq!(part(both), (Part::Leads, Why::Named));
        let before = Said {
            before: Some(Part::Leads),
            all_known: true,
            ..Said::default()
        };
        assert_eq!(part(before), (Part::Leads, Why::Before));
        let undecided = Said {
            before: Some(Part::Unknown),
            ..before
        };
        assert_eq!(part(undecided), (Part::None, Why::OnlyOthers));
        assert_eq!(part(Said::default()), (Part::Unknown, Why::Nothing));
    }

    fn texts(all: &[(&str, &str)]) -> Texts {
        all.iter()
            .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn a_row_above_differs_from_what_was_answered_to() {
        let old = texts(&[("title", "A"), ("deadline_text", "Quý I")]);
        let moved = texts(&[("title", "A"), ("effective_due", "2026-03-01")]);
        let other = texts(&[("title", "B"), ("deadline_text", "Quý II")]);
        let taken = |texts: &Texts, is_carried_out| Taken {
            texts: Some(texts.clone()),
            is_carried_out,
        };
        let kept = taken(&old, true);
        assert_eq!(difference(Some(&kept), Some(&old)), None);
        assert_eq!(difference(Some(&kept), Some(&moved)), Some(Kind::Moved));
        assert_eq!(difference(Some(&kept), Some(&other)), Some(Kind::Changed));
        assert_eq!(difference(Some(&kept), None), Some(Kind::Removed));
        assert_eq!(difference(None, Some(&old)), Some(Kind::Added));
        assert_eq!(difference(None, None), None);
        let left_out = taken(&old, false);
        assert_eq!(difference(Some(&left_out), Some(&old)), None);
        assert_eq!(difference(Some(&left_out), Some(&other)), Some(Kind::Added));
        assert_eq!(difference(Some(&left_out), None), None);
        let gone = Taken {
            texts: None,
            is_carried_out: true,
        };
        assert_eq!(difference(Some(&gone), None), None, "answered once");
        assert_eq!(difference(Some(&gone), Some(&old)), Some(Kind::Changed));
    }

    #[test]
    fn fields_that_came_and_went_are_told() {
        let (old, new) = (
            texts(&[("a", "1"), ("b", "2")]),
            texts(&[("b", "3"), ("c", "4")]),
        );
        let found: Vec<_> = fields(&old, &new).collect();
        assert_eq!(found, [("b", "2", "3"), ("c", "", "4"), ("a", "1", "")]);
    }
}
