//! Terms put together into one deadline, with what the text leaves open.

use domain::deadline::{Deadline, DeadlineReading, DueWithin, Every};
use domain::finding::{Finding, FindingCode};
use jiff::civil::{Date, Weekday};

use super::due;
use super::span::{Span, Unit, date};
use super::term::{Often, Relation, Term};
use crate::text::tokens::Text;

/// The reading of a whole text.
pub(super) fn reading(
    text: &Text<'_>,
    terms: &[Term],
    year: i16,
    plan_date: Option<Date>,
) -> DeadlineReading {
    let blank = (0..text.len()).all(|at| text.word(at).is_empty() && text.number(at).is_none());
    if blank {
        return DeadlineReading {
            deadline: Deadline::None,
            also: Vec::new(),
            due: Vec::new(),
            findings: Vec::new(),
        };
    }
    let mut parts = Parts {
        text,
        terms,
        year,
        found: Vec::new(),
        findings: Vec::new(),
    };
    parts.collect();
    let Parts {
        mut found,
        mut findings,
        year,
        ..
    } = parts;
    if found.is_empty() {
        found.push(Deadline::Invalid);
    }
    let mut due: Vec<Date> = found
        .iter()
        .flat_map(|deadline| due::dates(deadline, year))
        .collect();
    due.sort_unstable();
    due.dedup();
    if let (Some(plan), Some(last)) = (plan_date, due.last().copied())
        && last < plan
    {
        let values = [text.shown(), last.to_string(), plan.to_string()];
        findings.push(Finding::new(FindingCode::DeadlineBeforePlan, values));
    }
    if breaks_off(text) {
        findings.push(Finding::new(FindingCode::DeadlineCut, [text.shown()]));
    }
    findings.sort_by_key(|finding| finding.code);
    let deadline = found.remove(0);
    DeadlineReading {
        deadline,
        also: found,
        due,
        findings,
    }
}

/// «… của Trung ương, tỉnh,»: the rest stood in a cell or on a line that is lost.
fn breaks_off(text: &Text<'_>) -> bool {
    let shown = text.shown();
    let shown = shown.trim_end_matches(['*', '_', ' ']);
    let last = text.len().saturating_sub(1);
    shown.ends_with([',', ':'])
        || (matches!(
            text.word(last),
            "va" | "hoac" | "cua" | "theo" | "truoc" | "trong"
        ) && last > 0
            && text.word(last - 1) != "tiep")
}

struct Parts<'t> {
    text: &'t Text<'t>,
    terms: &'t [Term],
    year: i16,
    found: Vec<Deadline>,
    findings: Vec<Finding>,
}

impl Parts<'_> {
    fn collect(&mut self) {
        if self.terms.contains(&Term::Impossible) {
            self.note(FindingCode::DateImpossible);
            return;
        }
        self.take_year();
        let event = self.event();
        self.relative();
        for index in 0..self.terms.len() {
            let deadline = self.timed(index, event.as_deref());
            self.found
                .extend(deadline.filter(|deadline| !self.found.contains(deadline)));
        }
        self.untimed(event.is_some());
        if self.found.is_empty() && self.findings.is_empty() {
            let code = if self.speaks_of_time() {
                FindingCode::DeadlineUnread
            } else {
                FindingCode::DeadlineInvalid
            };
            self.note(code);
        }
        self.settle();
        self.conflicts();
    }

    fn note(&mut self, code: FindingCode) {
        self.findings.push(Finding::new(code, [self.text.shown()]));
    }

    fn any(&self, test: impl Fn(&Term) -> bool) -> bool {
        self.terms.iter().any(test)
    }

    /// «hằng quý năm 2025» recurs in 2025, whatever the plan's year is.
    fn take_year(&mut self) {
        let stated = self.terms.iter().find_map(|term| match term {
            Term::Dated {
                span:
                    Span {
                        unit: Unit::Year,
                        year,
                        last_year: None,
                        ..
                    },
                to: None,
                ..
            } => *year,
            _ => None,
        });
        if self.any(|term| matches!(term, Term::Often(_) | Term::Within { .. })) {
            self.year = stated.unwrap_or(self.year);
        }
    }

    /// The condition that a dated or recurring duty waits for. After «sau khi» a duty that only
    /// recurs has no date of its own any more.
    fn event(&self) -> Option<String> {
        self.terms.iter().find_map(|term| match term {
            Term::Event {
                text, apart: false, ..
            } => Some(text.clone()),
            _ => None,
        })
    }

    fn waits(&self) -> bool {
        self.any(|term| {
            matches!(
                term,
                Term::Event {
                    after: true,
                    apart: false,
                    ..
                }
            )
        }) && !self.any(|term| {
            matches!(
                term,
                Term::Dated { .. } | Term::Within { .. } | Term::DayOnly { .. }
            )
        })
    }

    fn relative(&mut self) {
        for term in self.terms {
            let Term::Relative {
                offset,
                days,
                working_days,
                stated,
                event,
            } = term
            else {
                continue;
            };
            if event.is_empty() && self.any(|term| matches!(term, Term::Dated { .. })) {
                continue;
            }
            self.found.push(Deadline::Relative {
                offset: offset.clone(),
                working_days: *working_days,
                event: event.clone(),
            });
            if let (Some(days), false) = (days, stated) {
                self.findings
                    .push(Finding::new(FindingCode::DaysNotStated, [days.to_string()]));
            }
            if event.is_empty() {
                self.note(FindingCode::DeadlineUnread);
            }
        }
    }

    /// The dated or recurring deadline that a term stands for, if it is not part of another.
    fn timed(&mut self, index: usize, event: Option<&str>) -> Option<Deadline> {
        match &self.terms[index] {
            Term::Dated { relation, span, to } => self.dated(*relation, *span, *to, event),
            Term::Within {
                relation,
                every,
                month,
                day,
                vague,
            } => {
                let (month, day) = moved(*relation, *month, *day);
                if *vague {
                    self.assumed(&format!("BYMONTHDAY={day}"));
                }
                Some(recurring(
                    Some(self.often_of(*every)),
                    within(*every, month, day),
                    event,
                ))
            }
            Term::DayOnly { relation, day } => {
                let often =
                    self.often(|often| often.every != Every::Week && often.every != Every::Year)?;
                let (month, day) = moved(*relation, often.every.months()?, *day);
                Some(recurring(
                    Some(often),
                    within(often.every, month, day),
                    event,
                ))
            }
            Term::Weekday { relation, day } => {
                let often = self.often(|often| often.every == Every::Week)?;
                let day = if *relation == Relation::Before {
                    day.previous()
                } else {
                    *day
                };
                Some(recurring(Some(often), weekday(day), event))
            }
            Term::NineMonths => self.dated(
                Relation::In,
                Span {
                    year: Some(self.year),
                    ..Span::months(1, 9)
                },
                None,
                event,
            ),
            Term::Often(often) => self.bare_often(*often, event),
            _ => None,
        }
    }

    fn often(&self, test: impl Fn(&Often) -> bool) -> Option<Often> {
        self.terms.iter().find_map(|term| match term {
            Term::Often(often) if test(often) => Some(*often),
            _ => None,
        })
    }

    fn often_of(&self, every: Every) -> Often {
        self.often(|often| often.every == every).unwrap_or(Often {
            every,
            interval: 1,
            count: None,
            weak: false,
        })
    }

    /// The yearly recurrence that dates without a year belong to. «02 lần/năm (tháng 6 và tháng
    /// 12)» is once in each of the two.
    fn yearly(&self) -> Option<Often> {
        let often = self.often(|often| often.every == Every::Year && !often.weak)?;
        let dates = self
            .terms
            .iter()
            .filter(|term| matches!(term, Term::Dated { span, .. } if span.unit != Unit::Year))
            .count();
        let each = often
            .count
            .filter(|count| *count > 1 && usize::try_from(*count) == Ok(dates));
        Some(if each.is_some() {
            Often {
                count: Some(1),
                ..often
            }
        } else {
            often
        })
    }

    fn dated(
        &mut self,
        relation: Relation,
        span: Span,
        to: Option<Span>,
        event: Option<&str>,
    ) -> Option<Deadline> {
        let whole_year = span.unit == Unit::Year && to.is_none();
        if whole_year && relation == Relation::In && !span.end_only && !span.vague && self.finer() {
            return None;
        }
        if let Some(often) = self
            .yearly()
            .filter(|_| to.unwrap_or(span).year.is_none() && span.week.is_none() && !whole_year)
        {
            let (month, day) = last_within(relation, to.unwrap_or(span))?;
            if span.vague {
                self.assumed(&format!("{day}/{month}"));
            }
            return Some(recurring(
                Some(often),
                within(Every::Year, month, day),
                event,
            ));
        }
        let Some((start, end)) = self.resolved(span, to) else {
            self.note(FindingCode::DateImpossible);
            return None;
        };
        let deadline = self.one_off(relation, span, to, (start, end))?;
        if span.vague && !matches!(deadline, Deadline::FromDate { .. }) {
            self.assumed(&end.to_string());
        }
        Some(with_event(deadline, event))
    }

    /// Whether something says more than «trong năm».
    fn finer(&self) -> bool {
        self.any(|term| match term {
            Term::Often(_) | Term::Within { .. } | Term::Continuous | Term::Relative { .. } => true,
            Term::Dated { span, to, .. } => span.unit != Unit::Year || to.is_some(),
            _ => false,
        })
    }

    fn resolved(&self, span: Span, to: Option<Span>) -> Option<(Date, Date)> {
        let (start, end) = span.resolve(self.year)?;
        let Some(to) = to else {
            return Some((start, end));
        };
        let (_, end) = to.resolve(self.year)?;
        if end < start && to.year.is_none() && span.year.is_none() {
            // «tháng 11 đến tháng 3»: into the next year.
            let (_, end) = Span {
                year: Some(self.year + 1),
                ..to
            }
            .resolve(self.year)?;
            return Some((start, end));
        }
        Some((start, end))
    }

    fn one_off(
        &mut self,
        relation: Relation,
        span: Span,
        to: Option<Span>,
        (start, end): (Date, Date),
    ) -> Option<Deadline> {
        let by = |last_day| Deadline::ByDate {
            last_day,
            event: None,
        };
        let open = self.terms.contains(&Term::OpenEnded);
        Some(match relation {
            Relation::Before => {
                let last_day = start.yesterday().ok()?;
                if span.unit == Unit::Quarter {
                    let values = [last_day.to_string(), end.to_string()];
                    self.findings
                        .push(Finding::new(FindingCode::BeforeQuarter, values));
                }
                // «trước cuối tháng 6»: the end is the mark.
                by(if span.end_only { end } else { last_day })
            }
            Relation::After => Deadline::FromDate {
                start: end.tomorrow().ok()?,
            },
            Relation::From if to.is_none() && span.last_year.is_none() => {
                Deadline::FromDate { start }
            }
            Relation::In if open && span.unit == Unit::Year => Deadline::FromDate { start },
            Relation::By if to.is_none() => by(end),
            Relation::In if to.is_none() && span.unit == Unit::Day && !span.end_only => by(end),
            Relation::In | Relation::From | Relation::By => {
                let start = if span.end_only { None } else { Some(start) };
                Deadline::Window {
                    start,
                    end: Some(end),
                    event: None,
                }
            }
        })
    }

    fn assumed(&mut self, taken: &str) {
        let values = [self.text.shown(), taken.to_owned()];
        self.findings
            .push(Finding::new(FindingCode::DeadlineAssumed, values));
    }

    /// «hằng quý» with nothing that says when in the quarter.
    fn bare_often(&self, often: Often, event: Option<&str>) -> Option<Deadline> {
        let placed = self.any(|term| match term {
            Term::Within { every, .. } => *every == often.every,
            Term::DayOnly { .. } => often.every != Every::Week && often.every != Every::Year,
            Term::Weekday { .. } => often.every == Every::Week,
            Term::Dated { span, to, .. } => {
                often.every == Every::Year
                    && to.unwrap_or(*span).year.is_none()
                    && span.unit != Unit::Year
            }
            _ => false,
        });
        let outdone = often.weak
            && self.any(|term| {
                matches!(
                    term,
                    Term::Dated { .. }
                        | Term::Within { .. }
                        | Term::Often(Often { weak: false, .. })
                )
            });
        (!placed && !outdone && !self.waits())
            .then(|| recurring(Some(often), DueWithin::LastDay, event))
    }

    /// Events, statuses and vague recurrences, where nothing dated stands.
    fn untimed(&mut self, has_event: bool) {
        let timed = !self.found.is_empty();
        for term in self.terms {
            let deadline = match term {
                Term::Event { text, apart, .. }
                    if *apart || !timed || matches!(self.found[0], Deadline::Relative { .. }) =>
                {
                    Deadline::OnEvent {
                        event: text.clone(),
                    }
                }
                Term::Continuous
                    if !self.any(|term| matches!(term, Term::Often(_) | Term::Within { .. })) =>
                {
                    Deadline::Continuous
                }
                Term::Periodic
                    if !timed && !has_event && !self.terms.contains(&Term::Continuous) =>
                {
                    self.note(FindingCode::PeriodNotStated);
                    recurring(None, DueWithin::LastDay, None)
                }
                Term::Duration if !timed && !has_event && self.terms.len() == 1 => {
                    Deadline::Window {
                        start: None,
                        end: None,
                        event: None,
                    }
                }
                Term::Done => Deadline::Done,
                _ => continue,
            };
            if !self.found.contains(&deadline) {
                self.found.push(deadline);
            }
        }
    }

    /// «Đã ban hành» settles the cell whatever date stands behind it.
    fn settle(&mut self) {
        if let Some(done) = self
            .found
            .iter()
            .position(|deadline| *deadline == Deadline::Done)
        {
            self.found.swap(0, done);
            self.found
                .retain(|deadline| matches!(deadline, Deadline::Done | Deadline::OnEvent { .. }));
        }
        self.drop_outer_windows();
        self.join_start_and_end();
    }

    /// «Bắt đầu từ Quý II, hoàn thành trong Quý IV» is one stretch.
    fn join_start_and_end(&mut self) {
        let [Deadline::FromDate { start: first }, then] = self.found.as_slice() else {
            return;
        };
        let (end, event) = match then {
            Deadline::ByDate { last_day, event } => (*last_day, event.clone()),
            Deadline::Window {
                end: Some(end),
                event,
                ..
            } => (*end, event.clone()),
            _ => return,
        };
        if *first < end {
            self.found = vec![Deadline::Window {
                start: Some(*first),
                end: Some(end),
                event,
            }];
        }
    }

    /// «trong quý I, trước ngày 15/3»: the date inside the window is what binds.
    fn drop_outer_windows(&mut self) {
        let ends: Vec<Date> = self.found.iter().filter_map(one_off_end).collect();
        let holds = |deadline: &Deadline| match deadline {
            Deadline::Window {
                start: Some(start),
                end: Some(end),
                ..
            } => ends.iter().any(|other| start <= other && other < end),
            _ => false,
        };
        if ends.len() > 1 {
            self.found.retain(|deadline| !holds(deadline));
        }
    }

    /// A window and a date outside it contradict each other; two dates are two duties.
    fn conflicts(&mut self) {
        let window = self.found.iter().find_map(|deadline| match deadline {
            Deadline::Window { end, .. } => *end,
            _ => None,
        });
        let by = self.found.iter().find_map(|deadline| match deadline {
            Deadline::ByDate { last_day, .. } => Some(*last_day),
            _ => None,
        });
        if let (Some(window), Some(by)) = (window, by) {
            let values = [window.to_string(), by.to_string()];
            self.findings
                .push(Finding::new(FindingCode::DeadlinesConflict, values));
        }
    }

    fn speaks_of_time(&self) -> bool {
        (0..self.text.len()).any(|at| {
            matches!(
                self.text.word(at),
                "thang"
                    | "quy"
                    | "tuan"
                    | "han"
                    | "truoc"
                    | "ngay"
                    | "som"
                    | "gian"
                    | "kip"
                    | "gio"
                    | "ky"
            ) || self.text.number(at).is_some()
        })
    }
}

fn one_off_end(deadline: &Deadline) -> Option<Date> {
    match deadline {
        Deadline::ByDate { last_day, .. } => Some(*last_day),
        Deadline::Window { end, .. } => *end,
        _ => None,
    }
}

fn with_event(deadline: Deadline, words: Option<&str>) -> Deadline {
    let event = words.map(str::to_owned);
    match deadline {
        Deadline::ByDate { last_day, .. } => Deadline::ByDate { last_day, event },
        Deadline::Window { start, end, .. } => Deadline::Window { start, end, event },
        other => other,
    }
}

fn recurring(often: Option<Often>, due: DueWithin, event: Option<&str>) -> Deadline {
    Deadline::Recurring {
        every: often.map(|often| often.every),
        interval: often.map_or(1, |often| often.interval),
        min_count: often.map(|often| often.count.unwrap_or(1).max(1)),
        due,
        event: event.map(str::to_owned),
    }
}

/// Month and day of a period after «trước»: the day before.
fn moved(relation: Relation, month: i8, day: i8) -> (i8, i8) {
    match (relation, day) {
        (Relation::Before, 1) => (month - 1, -1),
        (Relation::Before, day) if day > 1 => (month, day - 1),
        _ => (month, day),
    }
}

/// Last day of a yearless stretch within its year.
fn last_within(relation: Relation, span: Span) -> Option<(i8, i8)> {
    let (month, day) = match relation {
        Relation::Before if span.end_only => span.last,
        Relation::Before => moved(Relation::Before, span.first.0, span.first.1),
        Relation::After => return None,
        Relation::By | Relation::In | Relation::From => span.last,
    };
    // A last day named by its number is the same last day: 31/12.
    let whole = day == -1
        || date(2023, (month, 1))
            .is_some_and(|first| day > 28 && day == first.days_in_month() && month != 2);
    Some(if whole { (month, -1) } else { (month, day) })
}

/// The canonical place within a period: its own last day is `LastDay`, whatever it was called.
fn within(every: Every, month: i8, day: i8) -> DueWithin {
    let length = every.months().unwrap_or(1);
    if month < 1 || (month == length && (day == -1 || day == 31)) {
        return DueWithin::LastDay;
    }
    DueWithin::DayOfMonth {
        month,
        day: if day == 31 { -1 } else { day },
    }
}

fn weekday(day: Weekday) -> DueWithin {
    if day == Weekday::Sunday {
        DueWithin::LastDay
    } else {
        DueWithin::Weekday(day)
    }
}
