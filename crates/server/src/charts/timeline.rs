//! Deadlines over a year: a column for each month, in it a mark for each deadline, and today.
//!
//! A mark's shape says whether the work is done, due or late. More than a column holds is
//! counted above it; the table has every one.

use jiff::civil::Date;

use super::legend::{self, Sample};
use super::svg::{Anchor, At, SMALL, Shape, Svg, Tenths, Words, count, px};
use super::{Caption, Chart, Table};
use crate::vi::number;

const WIDTH: Tenths = px(360);
const SIDE: Tenths = px(6);
const MONTH: Tenths = px(29);
const CELL: Tenths = px(9);
const ACROSS: i32 = 3;
/// Marks in one month; the rest is a number.
const MARKS_MAX: i32 = ACROSS * 8;

/// How a deadline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueState {
    /// Still to come.
    Due,
    /// Kept.
    Done,
    /// Passed, and not done.
    Late,
}

/// One deadline.
#[derive(Clone, Debug)]
pub struct DueMark {
    /// When.
    pub date: Date,
    /// What.
    pub title: String,
    /// How it stands.
    pub state: DueState,
    /// Where it opens.
    pub href: Option<String>,
}

/// Deadlines of one year.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// Names the drawing.
    pub caption: Caption,
    /// Which year; deadlines outside it are in the table only.
    pub year: i16,
    /// Today, drawn if within the year.
    pub today: Option<Date>,
    /// In any order.
    pub marks: Vec<DueMark>,
}

impl DueState {
    const ALL: [DueState; 3] = [DueState::Due, DueState::Done, DueState::Late];

    fn words(self) -> &'static str {
        match self {
            DueState::Due => "Chưa đến hạn",
            DueState::Done => "Đã hoàn thành",
            DueState::Late => "Quá hạn",
        }
    }

    fn look(self) -> (Shape, &'static str) {
        match self {
            DueState::Due => (Shape::Square, "series-1 hollow"),
            DueState::Done => (Shape::Disc, "good"),
            DueState::Late => (Shape::Triangle, "bad"),
        }
    }
}

impl Timeline {
    /// Draws the year.
    pub fn draw(&self) -> Chart {
        let mut sorted: Vec<&DueMark> = self.marks.iter().collect();
        sorted.sort_by_key(|mark| mark.date);
        let summary = self.summary();
        let mut svg = Svg::new(&self.caption);
        let mut entries = Vec::new();
        for state in DueState::ALL {
            let (shape, class) = state.look();
            entries.push((Sample::Mark(shape, class), state.words()));
        }
        let key = legend::draw(&mut svg, (SIDE, px(4)), WIDTH - SIDE * 2, &entries);
        let months: Vec<Vec<&DueMark>> = (1..=12)
            .map(|month| {
                sorted
                    .iter()
                    .copied()
                    .filter(|mark| self.is_in(mark, month))
                    .collect()
            })
            .collect();
        let fullest = months.iter().map(Vec::len).max().unwrap_or(0);
        let lines = (count(fullest).min(MARKS_MAX) + ACROSS - 1) / ACROSS;
        let overflow = if count(fullest) > MARKS_MAX {
            px(15)
        } else {
            0
        };
        let base = key + px(34) + overflow + CELL * lines.max(2);
        for (index, marks) in months.iter().enumerate() {
            month(&mut svg, (SIDE + MONTH * count(index), base), marks);
        }
        self.axis(&mut svg, base, key + px(26));
        let size = (WIDTH, base + px(28));
        Chart {
            svg: svg.finish("drawing", size, (&self.caption, &summary)),
            summary,
            table: table(&sorted),
        }
    }

    fn is_in(&self, mark: &DueMark, month: i8) -> bool {
        mark.date.year() == self.year && mark.date.month() == month
    }

    fn axis(&self, svg: &mut Svg, base: Tenths, top: Tenths) {
        svg.line("axis", (SIDE, base), (SIDE + MONTH * 12, base));
        for month in 0..=12 {
            let x = SIDE + MONTH * month;
            svg.line("axis", (x, base), (x, base + px(5)));
            if month < 12 {
                let words = Words::new(Anchor::Middle, SMALL, "muted");
                svg.text(
                    (x + MONTH / 2, base + px(18)),
                    words,
                    &format!("T{}", month + 1),
                );
            }
        }
        let Some(today) = self.today.filter(|today| today.year() == self.year) else {
            return;
        };
        let month = i32::from(today.month()) - 1;
        let into =
            MONTH * (i32::from(today.day()) * 2 - 1) / (i32::from(today.days_in_month()) * 2);
        let x = SIDE + MONTH * month + into;
        svg.line("now line", (x, top), (x, base + px(5)));
        let anchor = if month < 6 {
            Anchor::Start
        } else {
            Anchor::End
        };
        let aside = if month < 6 { px(5) } else { -px(5) };
        let text = format!("Hôm nay {}", number::date(today));
        svg.text(
            (x + aside, top + px(6)),
            Words::new(anchor, SMALL, "strong"),
            &text,
        );
    }

    fn summary(&self) -> String {
        let year = self.year;
        let inside = || self.marks.iter().filter(|mark| mark.date.year() == year);
        let all = inside().count();
        let outside = self.marks.len() - all;
        let mut out = format!("Năm {year} có {all} thời hạn");
        if all > 0 {
            let of = |state| inside().filter(|mark| mark.state == state).count();
            out.push_str(&format!(
                ": {} đã hoàn thành, {} chưa đến hạn, {} quá hạn",
                of(DueState::Done),
                of(DueState::Due),
                of(DueState::Late)
            ));
        }
        out.push('.');
        if outside > 0 {
            out.push_str(&format!(" {outside} thời hạn ngoài năm chỉ có trong bảng."));
        }
        out
    }
}

/// The marks of a month from its lower left corner up, in the order of their dates.
fn month(svg: &mut Svg, at: At, marks: &[&DueMark]) {
    for (index, due) in marks
        .iter()
        .enumerate()
        .take_while(|(index, _)| count(*index) < MARKS_MAX)
    {
        let (column, line) = (count(index) % ACROSS, count(index) / ACROSS);
        let x = at.0 + px(1) + CELL * column + CELL / 2;
        let y = at.1 - px(2) - CELL * line - CELL / 2;
        let name = format!(
            "{} – {} – {}",
            number::date(due.date),
            due.title,
            due.state.words()
        );
        let (shape, class) = due.state.look();
        svg.open(&name, due.href.as_deref());
        svg.mark(shape, class, (x, y), px(3));
        svg.close(due.href.as_deref());
    }
    let more = count(marks.len()) - MARKS_MAX;
    if more > 0 {
        let y = at.1 - CELL * (MARKS_MAX / ACROSS) - px(6);
        let words = Words::new(Anchor::Middle, SMALL, "strong");
        svg.text((at.0 + MONTH / 2, y), words, &format!("+{more}"));
    }
}

fn table(marks: &[&DueMark]) -> Table {
    let mut table = Table::new(&["Thời hạn", "Công việc", "Tình trạng"]);
    for mark in marks {
        let state = mark.state.words().to_owned();
        table
            .rows
            .push(vec![number::date(mark.date), mark.title.clone(), state]);
    }
    table
}
