//! Deadlines in the shape of the contract: alone (`deadline read`) and in the rows of a plan.

use domain::deadline::{Deadline, DeadlineReading, Every};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::finding::{self, FindingJson};
use crate::vi;

/// Years that plans are written for.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2199;

/// The answer to one line of `deadline read --jsonl`, or why there is none.
pub fn answer(request: &Value) -> Result<String, String> {
    let text = match request.get("text") {
        Some(Value::String(text)) => text.as_str(),
        Some(Value::Null) => "",
        Some(_) | None => return Err(vi::deadline::NO_TEXT.to_owned()),
    };
    let plan_date = plan_date(request)?;
    let year = year(request, text, plan_date)?;
    let reading = reading::deadline::read(text, year, plan_date);
    let answer = Answer {
        id: request.get("id").unwrap_or(&Value::Null),
        in_words: in_words(&reading),
        deadline: DeadlineJson::from(&reading),
    };
    Ok(serde_json::to_string(&answer).expect("strings and lists always serialise"))
}

/// All terms of a text, the first one first.
fn in_words(reading: &DeadlineReading) -> String {
    let terms = std::iter::once(&reading.deadline).chain(&reading.also);
    let words: Vec<String> = terms.map(reading::words::deadline::in_words).collect();
    words.join("; ")
}

/// The year asked for; without one, the plan's date or the text itself may name it.
fn year(request: &Value, text: &str, plan_date: Option<Date>) -> Result<i16, String> {
    let stated = match request.get("year") {
        None | Some(Value::Null) => {
            return plan_date
                .map(Date::year)
                .or_else(|| named_year(text))
                .ok_or_else(|| vi::deadline::NO_YEAR.to_owned());
        }
        Some(Value::Number(number)) => number.as_i64(),
        Some(Value::String(year)) => year.trim().parse().ok(),
        Some(_) => None,
    };
    stated
        .filter(|year| YEARS.contains(year))
        .and_then(|year| i16::try_from(year).ok())
        .ok_or_else(|| vi::deadline::YEAR_ODD.to_owned())
}

fn plan_date(request: &Value) -> Result<Option<Date>, String> {
    match request.get("plan_date") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(date)) => date
            .parse()
            .map(Some)
            .map_err(|_| vi::deadline::PLAN_DATE_ODD.to_owned()),
        Some(_) => Err(vi::deadline::PLAN_DATE_ODD.to_owned()),
    }
}

fn named_year(text: &str) -> Option<i16> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .find_map(|digits| {
            digits
                .parse::<i16>()
                .ok()
                .filter(|year| YEARS.contains(&i64::from(*year)))
        })
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Value,
    /// How it was understood, for people.
    in_words: String,
    #[serde(flatten)]
    deadline: DeadlineJson<'a>,
}

/// A deadline with its due dates; fields that its kind does not have are null.
#[derive(Serialize)]
pub struct DeadlineJson<'a> {
    #[serde(flatten)]
    term: TermJson<'a>,
    /// Due dates of all terms, in order.
    due: Vec<String>,
    /// The other terms of the same text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<TermJson<'a>>,
    findings: Vec<FindingJson<'a>>,
}

impl<'a> From<&'a DeadlineReading> for DeadlineJson<'a> {
    fn from(reading: &'a DeadlineReading) -> DeadlineJson<'a> {
        DeadlineJson {
            term: TermJson::from(&reading.deadline),
            due: reading.due.iter().map(ToString::to_string).collect(),
            also: reading.also.iter().map(TermJson::from).collect(),
            findings: finding::all(&reading.findings),
        }
    }
}

#[derive(Default, Serialize)]
struct TermJson<'a> {
    kind: &'static str,
    start: Option<String>,
    end: Option<String>,
    event: Option<&'a str>,
    rrule: Option<String>,
    per: Option<&'static str>,
    /// Every how many periods, where not every one.
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<u8>,
    min_count: Option<u32>,
    offset: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    working_days: Option<bool>,
}

impl<'a> From<&'a Deadline> for TermJson<'a> {
    fn from(deadline: &'a Deadline) -> TermJson<'a> {
        let kind = kind(deadline);
        let date = |date: &Date| Some(date.to_string());
        match deadline {
            Deadline::ByDate { last_day, event } => TermJson {
                kind,
                end: date(last_day),
                event: event.as_deref(),
                ..TermJson::default()
            },
            Deadline::Window { start, end, event } => TermJson {
                kind,
                start: start.as_ref().and_then(date),
                end: end.as_ref().and_then(date),
                event: event.as_deref(),
                ..TermJson::default()
            },
            Deadline::Recurring {
                every,
                interval,
                min_count,
                event,
                due: _,
            } => TermJson {
                kind,
                event: event.as_deref(),
                rrule: reading::deadline::rrule(deadline),
                per: every.map(per),
                interval: Some(*interval).filter(|interval| *interval > 1),
                min_count: *min_count,
                ..TermJson::default()
            },
            Deadline::OnEvent { event } => TermJson {
                kind,
                event: Some(event),
                ..TermJson::default()
            },
            Deadline::Relative {
                offset,
                working_days,
                event,
            } => TermJson {
                kind,
                event: Some(event.as_str()).filter(|event| !event.is_empty()),
                offset: Some(offset),
                working_days: Some(*working_days),
                ..TermJson::default()
            },
            Deadline::FromDate { start } => TermJson {
                kind,
                start: date(start),
                ..TermJson::default()
            },
            Deadline::Continuous | Deadline::Done | Deadline::Invalid | Deadline::None => {
                TermJson {
                    kind,
                    ..TermJson::default()
                }
            }
        }
    }
}

/// The kind as the contract names it.
fn kind(deadline: &Deadline) -> &'static str {
    match deadline {
        Deadline::ByDate { .. } => "by_date",
        Deadline::Window { .. } => "window",
        Deadline::Recurring { .. } => "recurring",
        Deadline::Continuous => "continuous",
        Deadline::OnEvent { .. } => "on_event",
        Deadline::Done => "done",
        Deadline::Relative { .. } => "relative",
        Deadline::FromDate { .. } => "from_date",
        Deadline::Invalid => "invalid",
        Deadline::None => "none",
    }
}

fn per(every: Every) -> &'static str {
    match every {
        Every::Week => "week",
        Every::Month => "month",
        Every::Quarter => "quarter",
        Every::HalfYear => "half_year",
        Every::Year => "year",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(request: &Value, expected: &Value) {
        let answer: Value = serde_json::from_str(&answer(request).unwrap()).unwrap();
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(&answer[key], value, "{key} of {answer}");
        }
    }

    #[test]
    fn answers_have_the_shape_of_the_contract() {
        check(
            &json!({"id": "a", "text": "Trong quý I/2024, khi có chỉ đạo của tỉnh", "year": 2024}),
            &json!({"id": "a", "kind": "window", "start": "2024-01-01", "end": "2024-03-31",
                    "event": "có chỉ đạo của tỉnh", "due": ["2024-03-31"], "findings": []}),
        );
        check(
            &json!({"id": 1, "text": "Ít nhất 2 cuộc/quý", "year": "2024"}),
            &json!({"id": 1, "kind": "recurring", "per": "quarter", "min_count": 2,
                    "rrule": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
                    "due": ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"]}),
        );
        check(
            &json!({"text": "Trước 15/10/2024"}),
            &json!({"id": null, "kind": "by_date", "end": "2024-10-14", "start": null}),
        );
        check(
            &json!({"text": null, "year": 2024}),
            &json!({"kind": "none", "due": []}),
        );
        check(
            &json!({"text": "10 ngày làm việc kể từ ngày ký", "plan_date": "2024-02-26"}),
            &json!({"kind": "relative", "offset": "P10D", "working_days": true, "event": "ngày ký"}),
        );
    }

    #[test]
    fn what_cannot_be_answered_is_refused_with_a_reason() {
        for request in [
            json!({"id": 1}),
            json!({"text": 5, "year": 2024}),
            json!({"text": "Hằng tuần"}),
            json!({"text": "Hằng tuần", "year": 99999}),
            json!({"text": "Hằng tuần", "year": 2024, "plan_date": "26/02/2024"}),
            json!([1, 2]),
        ] {
            assert!(
                answer(&request).unwrap_err().starts_with("Không"),
                "{request}"
            );
        }
    }
}
