//! `/lich/viec-cua-toi.ics` and what a subscribed calendar gets: work for the calendar of a phone
//! or of Outlook (RFC 5545).
//!
//! All days are whole days of Vietnam, so none needs a time zone. An entry keeps its UID when its
//! day moves, so that importing again moves it rather than doubling it.

use std::collections::BTreeMap;

use app::assignment::{self, CalendarDay};
use app::feed::{AHEAD, BACK};
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

/// What is written, besides the days.
pub(super) struct Written<'a> {
    /// The calendar's name.
    pub(super) name: &'a str,
    /// Now, as stored.
    pub(super) now: &'a str,
    /// `https://dti.vn`.
    pub(super) site: Option<&'a str>,
    /// Whether each entry rings by itself.
    pub(super) alarm: Alarm,
}

/// Whether a calendar rings the day before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Alarm {
    /// Nine in the morning of the day before: what is taken once.
    DayBefore,
    /// Never: whoever subscribes is reminded here, and sets alarms in the own program.
    None,
}

pub(super) async fn get(State(web): State<Web>, visitor: Visitor, headers: HeaderMap) -> Answer {
    let today = web.app.today();
    let from = today.checked_sub(BACK.days()).unwrap_or(today);
    let to = today.checked_add(AHEAD.days()).unwrap_or(today);
    let all = assignment::calendar(&web.app, &visitor.actor, None, (from, to)).await?;
    let site = site(&web, &headers);
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (
            CONTENT_DISPOSITION,
            "attachment; filename=\"viec-cua-toi.ics\"",
        ),
    ];
    let written = Written {
        name: "Việc của tôi",
        now: &web.app.now(),
        site: site.as_deref(),
        alarm: Alarm::DayBefore,
    };
    Ok((headers, calendar(&all, &written)).into_response())
}

/// The site as whoever asks addressed it.
pub(in crate::pages) fn site(web: &Web, headers: &HeaderMap) -> Option<String> {
    let scheme = if web.serving.behind_tls {
        "https"
    } else {
        "http"
    };
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .filter(|host| plain(host))?;
    Some(format!("{scheme}://{host}"))
}

/// Where a calendar with this secret is fetched.
pub(in crate::pages) fn address(web: &Web, headers: &HeaderMap, secret: &str) -> String {
    let site = site(web, headers).unwrap_or_default();
    format!("{site}/lich/dang-ky/{secret}.ics")
}

/// A host with a port, and nothing that could end a line.
fn plain(host: &str) -> bool {
    let fits =
        |one: char| one.is_ascii_alphanumeric() || matches!(one, '.' | ':' | '-' | '[' | ']');
    !host.is_empty() && host.chars().all(fits)
}

pub(super) fn calendar(all: &[CalendarDay], written: &Written<'_>) -> String {
    let stamp: String = written
        .now
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
        &format!("X-WR-CALNAME:{}", escaped(written.name)),
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
    ] {
        fold(&mut out, line);
    }
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for one in all {
        // Counted with what is done: the second keeps its name when the first is.
        let count = seen.entry(&one.key).or_default();
        *count += 1;
        if !one.done {
            let uid = format!("{}-{count}", one.key);
            event(&mut out, one, (&uid, &stamp), written);
        }
    }
    fold(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, one: &CalendarDay, (key, stamp): (&str, &str), written: &Written<'_>) {
    let label = words::work::label(one.label);
    let name = format!(
        "Hạn: {}",
        format!("{} {}", one.code, one.title).trim_start()
    );
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
    if let Some(site) = written.site {
        fold(out, &format!("URL:{site}{}", one.address));
    }
    fold(out, "TRANSP:TRANSPARENT");
    if written.alarm == Alarm::DayBefore {
        fold(out, "BEGIN:VALARM");
        fold(out, "ACTION:DISPLAY");
        fold(out, "TRIGGER:-PT15H");
        fold(out, &format!("DESCRIPTION:{}", escaped(&name)));
        fold(out, "END:VALARM");
    }
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

    fn written(site: Option<&str>, alarm: Alarm) -> Written<'_> {
        Written {
            name: "Việc của tôi",
            now: "2026-10-15T02:00:00Z",
            site,
            alarm,
        }
    }

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
            &written(Some("https://dti.vn"), Alarm::DayBefore),
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
            &[done, meeting("a"), meeting("b")],
            &written(None, Alarm::None),
        );
        assert!(text.contains("UID:r-once-2@chamdiem") && text.contains("UID:r-once-3@chamdiem"));
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 2);
        assert!(!text.contains("VALARM") && !text.contains("URL"));
    }

    #[test]
    fn a_host_that_could_end_a_line_is_not_written() {
        assert!(plain("dti.xa.gov.vn:8080"));
        for odd in ["", "a b", "a\r\nX:1", "a/b"] {
            assert!(!plain(odd), "{odd}");
        }
    }
}
