//! Every time expression of the ground truth, with its kind, dates, rule and due dates.

use domain::deadline::Deadline;
use reading::deadline::{read, rrule};
use serde_json::Value;

use crate::shared;

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

#[track_caller]
fn check(expression: &Value) {
    let text = expression["text"].as_str().expect("text");
    let year = i16::try_from(expression["year"].as_i64().expect("year")).expect("a year");
    let reading = read(text, year, None);
    let normal = &expression["normalized"];
    let named = format!("{} «{text}»: {reading:?}", expression["id"]);
    assert_eq!(
        kind(&reading.deadline),
        normal["kind"].as_str().expect("kind"),
        "{named}"
    );
    let due: Vec<String> = reading.due.iter().map(ToString::to_string).collect();
    let golden: Vec<&str> = expression["due_dates"]
        .as_array()
        .expect("dates")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(due, golden, "{named}");
    match &reading.deadline {
        Deadline::Window { start, event, .. } => {
            assert_eq!(
                start.map(|date| date.to_string()).as_deref(),
                normal["start"].as_str(),
                "{named}"
            );
            assert_eq!(event.as_deref(), normal["event_text"].as_str(), "{named}");
        }
        Deadline::OnEvent { event } => {
            // The annotator completed some events in parentheses or with a word of his own.
            let words = normal["event_text"].as_str().expect("event");
            let shared = event.split(' ').filter(|word| words.contains(word)).count();
            assert!(
                shared * 10 >= event.split(' ').count() * 7,
                "{named}: {words}"
            );
        }
        Deadline::Recurring { min_count, .. } => {
            let rule = rrule(&reading.deadline);
            let same = normal["rrule"].as_str().map(|rule| {
                rule.replace("FREQ=MONTHLY;INTERVAL=3;", "FREQ=YEARLY;BYMONTH=3,6,9,12;")
            });
            assert_eq!(rule, same, "{named}");
            assert_eq!(
                min_count.map(u64::from),
                normal["min_count_per_period"].as_u64(),
                "{named}"
            );
        }
        Deadline::Relative { offset, event, .. } => {
            assert_eq!(Some(offset.as_str()), normal["offset"].as_str(), "{named}");
            assert_eq!(
                Some(event.as_str()),
                normal["anchor_event"].as_str(),
                "{named}"
            );
        }
        Deadline::FromDate { start } => {
            assert_eq!(
                Some(start.to_string().as_str()),
                normal["start"].as_str(),
                "{named}"
            );
        }
        _ => {}
    }
}

#[test]
fn every_golden_expression_is_read_as_annotated() {
    let Some(golden) = shared::json("golden/deadlines.json") else {
        return;
    };
    let expressions = golden["expressions"].as_array().expect("expressions");
    assert!(expressions.len() >= 55, "{}", expressions.len());
    let faults: Vec<String> = expressions
        .iter()
        .filter_map(|expression| std::panic::catch_unwind(|| check(expression)).err())
        .map(|fault| fault.downcast_ref::<String>().cloned().unwrap_or_default())
        .collect();
    assert!(
        faults.is_empty(),
        "{} of {}:\n{}",
        faults.len(),
        expressions.len(),
        faults.join("\n")
    );
}
