//! Occurrences as stored, and back.

use domain::deadline::Every;
use domain::work::{Label, Occurrence};
use jiff::civil::Date;

use crate::database::Row;
use crate::{Fault, OccurrenceId};

/// A stored occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) id: OccurrenceId,
    pub(super) occurrence: Occurrence,
    /// How often it was done, as last counted.
    pub(super) done: i32,
    pub(super) event: Option<String>,
    pub(super) event_on: Option<Date>,
    pub(super) reference: Option<String>,
    pub(super) note: Option<String>,
}

impl Kept {
    /// Whether it only says which event is waited for.
    pub(super) fn waits(&self) -> bool {
        self.event.is_some() && self.event_on.is_none()
    }
}

pub(super) fn kept(row: &Row) -> Result<Kept, Fault> {
    let id = row.text("id")?;
    let event_on = row.date_or_null("event_on")?;
    let text = row.text("label")?;
    let label =
        label(&text, event_on).ok_or_else(|| Fault::inconsistent("occurrence", &id, "label"))?;
    Ok(Kept {
        occurrence: Occurrence {
            start: row.date_or_null("starts_on")?,
            due: row.date_or_null("due_on")?,
            needed: u32::try_from(row.int("needed")?).unwrap_or(0),
            label,
        },
        id: OccurrenceId::stored(id),
        done: row.int("done")?,
        event: row.text_or_null("event")?,
        event_on,
        reference: row.text_or_null("reference")?,
        note: row.text_or_null("note")?,
    })
}

pub(crate) const EVERY: [(Every, &str); 5] = [
    (Every::Week, "week"),
    (Every::Month, "month"),
    (Every::Quarter, "quarter"),
    (Every::HalfYear, "half"),
    (Every::Year, "year"),
];

pub(super) fn label_text(label: Label) -> String {
    match label {
        Label::Once => "once".to_owned(),
        Label::Event { .. } => "event".to_owned(),
        Label::Unstated => "unstated".to_owned(),
        Label::Ongoing => "ongoing".to_owned(),
        Label::Period {
            every,
            year,
            first,
            last,
        } => {
            let name = EVERY
                .iter()
                .find(|(known, _)| *known == every)
                .map_or("", |(_, name)| name);
            format!("{name}:{year}:{first}:{last}")
        }
    }
}

/// An event that is waited for has no day yet; nothing falls due for it.
pub(crate) fn label(text: &str, event_on: Option<Date>) -> Option<Label> {
    Some(match text {
        "once" => Label::Once,
        "event" => event_on.map_or(Label::Ongoing, |on| Label::Event { on }),
        "unstated" => Label::Unstated,
        "ongoing" => Label::Ongoing,
        period => {
            let mut parts = period.split(':');
            let name = parts.next()?;
            let (every, _) = EVERY.into_iter().find(|(_, known)| *known == name)?;
            Label::Period {
                every,
                year: parts.next()?.parse().ok()?,
                first: parts.next()?.parse().ok()?,
                last: parts.next()?.parse().ok()?,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn labels_are_read_back_as_they_were_stored() {
        let day = date(2026, 5, 9);
        let mut labels = vec![
            Label::Once,
            Label::Unstated,
            Label::Ongoing,
            Label::Event { on: day },
        ];
        for (every, _) in EVERY {
            labels.push(Label::Period {
                every,
                year: 2026,
                first: 2,
                last: 3,
            });
        }
        for one in labels {
            assert_eq!(label(&label_text(one), Some(day)), Some(one));
        }
        for odd in ["", "day:2026:1:1", "month:2026:1", "month:x:1:1"] {
            assert_eq!(label(odd, None), None, "{odd}");
        }
    }
}
