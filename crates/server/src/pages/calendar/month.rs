//! `/lich`: the days of a month on which something falls due, as a grid or as a list.

use std::collections::BTreeMap;

use app::assignment::{self, CalendarDay};
use app::period;
use app::workday;
use askama::Template;
use axum::extract::{Query, State};
use jiff::ToSpan;
use jiff::civil::Date;
use reading::words;
use serde::Deserialize;

use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer, Frame, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "calendar/month.html")]
struct Page {
    frame: Frame,
    name: String,
    weeks: Vec<Vec<Day>>,
    previous: String,
    next: String,
    this_month: String,
    list: String,
    as_list: bool,
    unit: bool,
    month: String,
    total: usize,
    late: usize,
}

struct Day {
    date: Date,
    class: &'static str,
    weekday: &'static str,
    /// «Nghỉ: Quốc khánh».
    off: String,
    lines: Vec<Line>,
    /// Those that a square has no room for.
    more: usize,
}

struct Line {
    words: String,
    title: String,
    address: String,
    state: &'static str,
    said: &'static str,
}

/// Lines in one square of the grid.
const IN_SQUARE: usize = 4;

/// What is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// `2026-10`.
    thang: String,
    /// `don-vi`, or one's own.
    cua: String,
    /// `danh-sach`, or the grid.
    kieu: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    let today = web.app.today();
    let first = format!("{}-01", asked.thang)
        .parse::<Date>()
        .unwrap_or(today)
        .first_of_month();
    let from = monday_of(first);
    let to = sunday_of(first.last_of_month());
    let home = visitor.actor.home.as_ref().map(|home| &home.id);
    let unit = asked.cua == "don-vi";
    let found =
        assignment::calendar(&web.app, &visitor.actor, home.filter(|_| unit), (from, to)).await?;
    let mut days: BTreeMap<Date, Vec<Line>> = BTreeMap::new();
    for period in period::list(&web.app).await? {
        if let Some(day) = period.closes_on.filter(|day| (from..=to).contains(day)) {
            days.entry(day).or_default().push(closing(&period));
        }
    }
    let mut named: BTreeMap<Date, String> = BTreeMap::new();
    for year in from.year()..=to.year() {
        let lines = workday::list(&web.app, year).await?.lines;
        named.extend(
            lines
                .iter()
                .map(|line| (line.day, vi::workday::short(&line.said))),
        );
    }
    let in_month = |one: &&CalendarDay| one.day.first_of_month() == first;
    let total = found.iter().filter(in_month).count();
    let late = found
        .iter()
        .filter(in_month)
        .filter(|one| !one.done && one.day < today)
        .count();
    for one in found {
        days.entry(one.day).or_default().push(line(one, today));
    }
    let as_list = asked.kieu == "danh-sach";
    let address = |month: Date, list: bool| {
        let whose = if unit { "don-vi" } else { "" };
        let kind = if list { "danh-sach" } else { "" };
        format!(
            "/lich?thang={}&cua={whose}&kieu={kind}",
            month.strftime("%Y-%m")
        )
    };
    let moved = |months: i64| first.checked_add(months.months()).unwrap_or(first);
    shown(&Page {
        frame: Frame::at_home(&web, &visitor, Section::Calendar).await?,
        name: first.strftime("%m/%Y").to_string(),
        weeks: weeks((from, to), (first, today), days, named),
        previous: address(moved(-1), as_list),
        next: address(moved(1), as_list),
        this_month: address(today, as_list),
        list: address(first, true),
        as_list,
        unit,
        month: first.strftime("%Y-%m").to_string(),
        total,
        late,
    })
}

fn monday_of(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

fn sunday_of(day: Date) -> Date {
    let on = 6 - i64::from(day.weekday().to_monday_zero_offset());
    day.checked_add(on.days()).unwrap_or(day)
}

fn weeks(
    (from, to): (Date, Date),
    (first, today): (Date, Date),
    mut days: BTreeMap<Date, Vec<Line>>,
    mut named: BTreeMap<Date, String>,
) -> Vec<Vec<Day>> {
    let all: Vec<Day> = from
        .series(1.day())
        .take_while(|day| *day <= to)
        .map(|date| {
            let lines = days.remove(&date).unwrap_or_default();
            let off = named.remove(&date).unwrap_or_default();
            let out = date.first_of_month() != first;
            Day {
                date,
                class: match (date == today, out, lines.is_empty() && off.is_empty()) {
                    (true, ..) => "today",
                    (_, true, true) => "out free",
                    (_, true, false) => "out",
                    (_, _, true) => "free",
                    _ => "",
                },
                weekday: vi::work::weekday(date.weekday()),
                more: lines.len().saturating_sub(IN_SQUARE),
                off,
                lines,
            }
        })
        .collect();
    let mut weeks: Vec<Vec<Day>> = Vec::new();
    for day in all {
        match weeks.last_mut() {
            Some(week) if week.len() < 7 => week.push(day),
            _ => weeks.push(vec![day]),
        }
    }
    weeks
}

fn line(one: CalendarDay, today: Date) -> Line {
    let label = words::work::label(one.label);
    let mut said = format!("{} {}", one.code, one.title).trim().to_owned();
    if !label.is_empty() {
        said = format!("{said} ({label})");
    }
    let (state, word) = match (one.done, one.day < today) {
        (true, _) => ("done", "đã xong"),
        (false, true) => ("late", "quá hạn"),
        (false, false) => ("", ""),
    };
    Line {
        words: said,
        title: one.plan_name,
        address: one.address,
        state,
        said: word,
    }
}

fn closing(period: &period::Period) -> Line {
    Line {
        words: format!("Hạn nhập liệu: {}", period.name),
        title: String::new(),
        address: "/".to_owned(),
        state: "",
        said: "",
    }
}
