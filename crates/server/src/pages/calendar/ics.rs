//! `/lich/viec-cua-toi.ics`: one's work for the calendar of a phone or of Outlook (RFC 5545).
//!
//! All days are whole days of Vietnam, so none needs a time zone. An entry keeps its UID when its
//! day moves, so that importing again moves it rather than doubling it.

use std::collections::BTreeMap;

use app::assignment::{self, CalendarDay};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HOST};
use axum::response::IntoResponse as _;
use jiff::ToSpan;
use jiff::civil::Date;
use reading::words;

use crate::web::{Answer, Visitor, Web};

/// Bytes of a line before it is folded: RFC 5545, 3.1.
const LINE_MAX: usize = 75;
/// Days back and ahead.
const BACK: i64 = 60;
const AHEAD: i64 = 400;

pub(super) async fn get(State(web): State<Web>, visitor: Visitor, headers: HeaderMap) -> Answer {
    let today = web.app.today();
    let from = today.checked_sub(BACK.days()).unwrap_or(today);
    let to = today.checked_add(AHEAD.days()).unwrap_or(today);
    let all = assignment::calendar(&web.app, &visitor.actor, None, (from, to)).await?;
    let scheme = if web.serving.behind_tls {
        "https"
    } else {
        "http"
    };
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .filter(|host| plain(host));
    let site = host.map(|host| format!("{scheme}://{host}"));
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (
            CONTENT_DISPOSITION,
            "attachment; filename=\"viec-cua-toi.ics\"",
        ),
    ];
    Ok((headers, calendar(&all, &web.app.now(), site.as_deref())).into_response())
}

/// A host with a port, and nothing that could end a line.
fn plain(host: &str) -> bool {
    let fits =
        |one: char| one.is_ascii_alphanumeric() || matches!(one, '.' | ':' | '-' | '[' | ']');
    !host.is_empty() && host.chars().all(fits)
}

fn calendar(all: &[CalendarDay], now: &str, site: Option<&str>) -> String {
    let stamp: String = now
        .chars()
        .filter(|one| !matches!(one, '-' | ':'))
        .collect();
    let mut out = String::new();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//chamdiem//Cham diem DTI//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Việc của tôi",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
    ] {
        fold(&mut out, line);
    }
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for one in all.iter().filter(|one| !one.done) {
        let count = seen.entry(&one.key).or_default();
        *count += 1;
        event(&mut out, one, &format!("{}-{count}", one.key), &stamp, site);
    }
    fold(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, one: &CalendarDay, key: &str, stamp: &str, site: Option<&str>) {
    let label = words::work::label(one.label);
    let name = format!("Hạn: {} {}", one.code, one.title);
    let about = if label.is_empty() {
        one.plan_name.clone()
    } else {
        format!("{label}\n{}", one.plan_name)
    };
    let day = |date: Date| date.strftime("%Y%m%d").to_string();
    let uid: String = key
        .chars()
        .map(|one| if one == ':' { '-' } else { one })
        .collect();
    fold(out, "BEGIN:VEVENT");
    fold(out, &format!("UID:{uid}@chamdiem"));
    fold(out, &format!("DTSTAMP:{stamp}"));
    fold(out, &format!("DTSTART;VALUE=DATE:{}", day(one.day)));
    let next = one.day.tomorrow().unwrap_or(one.day);
    fold(out, &format!("DTEND;VALUE=DATE:{}", day(next)));
    fold(out, &format!("SUMMARY:{}", escaped(&name)));
    fold(out, &format!("DESCRIPTION:{}", escaped(&about)));
    if let Some(site) = site {
        fold(out, &format!("URL:{site}{}", one.address));
    }
    fold(out, "TRANSP:TRANSPARENT");
    // Nine in the morning of the day before.
    fold(out, "BEGIN:VALARM");
    fold(out, "ACTION:DISPLAY");
    fold(out, "TRIGGER:-PT15H");
    fold(out, &format!("DESCRIPTION:{}", escaped(&name)));
    fold(out, "END:VALARM");
    fold(out, "END:VEVENT");
}

/// RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(one);
            }
            '\n' => out.push_str("\\n"),
            one if one.is_control() => {}
            one => out.push(one),
        }
    }
    out
}

/// Writes a line, folded so that none is longer than 75 bytes and no letter is cut.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for one in line.chars() {
        if length + one.len_utf8() > LINE_MAX {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(one);
        length += one.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::work::Label;
    use jiff::civil::date;

    fn meeting(title: &str) -> CalendarDay {
        CalendarDay {
            key: "r-once".to_owned(),
            day: date(2026, 12, 31),
            code: "1.2".to_owned(),
            title: title.to_owned(),
            plan_name: "41/KH-UBND".to_owned(),
            label: Label::Once,
            done: false,
            address: "/ke-hoach/p/dong/r".to_owned(),
        }
    }

    #[test]
    fn lines_are_short_end_as_they_must_and_unfold_to_what_was_said() {
        let title = "Họp Ban Chỉ đạo; tổng kết, khen thưởng \\ phê bình ".repeat(4);
        let text = calendar(
            &[meeting(&title)],
            "2026-10-15T02:00:00Z",
            Some("https://dti.vn"),
        );
        assert!(
            text.split_terminator("\r\n")
                .all(|line| line.len() <= LINE_MAX)
        );
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("Họp Ban Chỉ đạo\\; tổng kết\\, khen thưởng \\\\ phê bình"));
        assert!(unfolded.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
        assert!(unfolded.contains("DTSTAMP:20261015T020000Z\r\n"));
        assert!(unfolded.contains("URL:https://dti.vn/ke-hoach/p/dong/r\r\n"));
    }

    #[test]
    fn two_days_of_one_row_have_two_names_and_what_is_done_is_left_out() {
        let done = CalendarDay {
            done: true,
            ..meeting("c")
        };
        let text = calendar(
            &[meeting("a"), meeting("b"), done],
            "2026-10-15T02:00:00Z",
            None,
        );
        assert!(text.contains("UID:r-once-1@chamdiem") && text.contains("UID:r-once-2@chamdiem"));
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 2);
    }

    #[test]
    fn a_host_that_could_end_a_line_is_not_written() {
        assert!(plain("dti.xa.gov.vn:8080"));
        for odd in ["", "a b", "a\r\nX:1", "a/b"] {
            assert!(!plain(odd), "{odd}");
        }
    }
}
