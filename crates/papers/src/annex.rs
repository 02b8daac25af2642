//! The rows of a plan as the table that offices print: columns that hold something, groups across
//! the table, the heading of each column in the words that readers know.

use domain::plan::RowKind;
use scoring::Exact;

use crate::paper::{Align, Annex, Cell, Column, Row, Table};

/// A row of a plan as it is printed. Absent texts leave their cell empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: RowKind,
    /// Mã, STT.
    pub code: Option<String>,
    /// Nội dung.
    pub title: String,
    /// Điểm tối đa, and how it is written.
    pub points: Option<(Exact, String)>,
    /// Cách tính điểm, lines kept.
    pub rule: Option<String>,
    /// Minh chứng.
    pub evidence: Option<String>,
    /// Nguồn dữ liệu.
    pub source: Option<String>,
    /// Chủ trì.
    pub lead: Option<String>,
    /// Phối hợp.
    pub supporting: Option<String>,
    /// Thời gian.
    pub deadline: Option<String>,
    /// Đơn vị tính.
    pub measure: Option<String>,
    /// Chỉ tiêu.
    pub target: Option<String>,
    /// Ghi chú.
    pub note: Option<String>,
    /// Căn cứ, lý do: for those who look at a draft, never in the paper that is issued.
    pub reason: Option<String>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Code,
    Title,
    Measure,
    Target,
    Points,
    Rule,
    Evidence,
    Source,
    Lead,
    Supporting,
    Deadline,
    Note,
    Reason,
}

const PARTS: [Part; 13] = [
    Part::Code,
    Part::Title,
    Part::Measure,
    Part::Target,
    Part::Points,
    Part::Rule,
    Part::Evidence,
    Part::Source,
    Part::Lead,
    Part::Supporting,
    Part::Deadline,
    Part::Note,
    Part::Reason,
];

/// The heading of the column that only drafts have.
const REASON: &str = "Căn cứ, lý do";

/// The table of a draft as it is issued: without the column that says why.
pub fn without_reasons(table: &mut Table) {
    let last = table.columns.last();
    if last.is_none_or(|column| column.heading != REASON) {
        return;
    }
    table.columns.pop();
    for row in &mut table.rows {
        match row.cells.last_mut() {
            Some(cell) if cell.span > 1 => cell.span -= 1,
            _ => {
                row.cells.pop();
            }
        }
    }
}

/// The annex of these rows. Without a title it gets the usual one for what it holds.
pub fn annex(name: &str, title: Option<&str>, entries: &[Entry]) -> Annex {
    let kind = main_kind(entries);
    let name = name_alone(name);
    let is_annex = name.to_lowercase().starts_with("phụ lục")
        || name.to_lowercase().starts_with("bảng phụ lục");
    let title = match title {
        Some(title) => title.to_uppercase(),
        // A worksheet's name says more than nothing.
        None if !is_annex && !name.is_empty() => name.to_uppercase(),
        None => usual_title(kind).to_owned(),
    };
    Annex {
        name: if is_annex { name } else { "Phụ lục" }.to_owned(),
        title,
        table: table(entries, kind),
    }
}

/// «Phụ lục (2)» is how readers tell annexes of one name apart; it is printed without.
fn name_alone(name: &str) -> &str {
    let name = name.trim();
    let Some((before, number)) = name.rsplit_once(" (") else {
        return name;
    };
    let digits = number.strip_suffix(')').unwrap_or_default();
    let counted = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if counted { before } else { name }
}

fn table(entries: &[Entry], kind: RowKind) -> Table {
    let has = |part| entries.iter().any(|entry| entry.has(part));
    let scored = !has(Part::Target) || has(Part::Rule);
    let parts: Vec<Part> = PARTS
        .into_iter()
        .filter(|part| has(*part) || is_printed(*part, kind))
        .filter(|part| *part != Part::Points || !scored || has(*part))
        .collect();
    Table {
        columns: parts.iter().map(|part| column(*part, kind)).collect(),
        rows: entries.iter().map(|entry| row(entry, &parts)).collect(),
    }
}

/// What most of the rows are.
fn main_kind(entries: &[Entry]) -> RowKind {
    let count = |kind| entries.iter().filter(|entry| entry.kind == kind).count();
    let (indicators, tasks, targets) = (
        count(RowKind::Indicator),
        count(RowKind::Task),
        count(RowKind::Target),
    );
    if indicators >= tasks.max(targets) && indicators > 0 {
        RowKind::Indicator
    } else if targets >= tasks && targets > 0 {
        RowKind::Target
    } else {
        RowKind::Task
    }
}

fn usual_title(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Indicator => "PHÂN CÔNG THEO DÕI, CHẤM ĐIỂM CÁC CHỈ SỐ",
        RowKind::Target => "CÁC CHỈ TIÊU PHẤN ĐẤU",
        _ => "PHÂN CÔNG THỰC HIỆN NHIỆM VỤ",
    }
}

/// Columns that such a table has even where they are empty: without them it would mean another.
fn is_printed(part: Part, kind: RowKind) -> bool {
    match part {
        Part::Code | Part::Title | Part::Lead => true,
        Part::Points => kind == RowKind::Indicator,
        Part::Target => kind == RowKind::Target,
        Part::Deadline => kind == RowKind::Task,
        _ => false,
    }
}

fn column(part: Part, kind: RowKind) -> Column {
    let (heading, share, align) = match part {
        Part::Code => ("STT", 12, Align::Centre),
        Part::Title => (title_heading(kind), 46, Align::Left),
        Part::Measure => ("Đơn vị tính", 16, Align::Centre),
        Part::Target => ("Chỉ tiêu phấn đấu", 22, Align::Centre),
        Part::Points => ("Điểm tối đa", 13, Align::Centre),
        Part::Rule => ("Cách xác định và tính điểm", 50, Align::Left),
        Part::Evidence => ("Tài liệu kiểm chứng", 30, Align::Left),
        Part::Source => ("Nguồn cung cấp dữ liệu", 26, Align::Left),
        Part::Lead if kind == RowKind::Target => ("Đơn vị theo dõi, đánh giá", 30, Align::Left),
        Part::Lead => ("Đơn vị chủ trì", 28, Align::Left),
        Part::Supporting => ("Đơn vị phối hợp", 28, Align::Left),
        Part::Deadline => ("Thời gian thực hiện", 26, Align::Left),
        Part::Note => ("Ghi chú", 22, Align::Left),
        Part::Reason => (REASON, 30, Align::Left),
    };
    Column {
        heading: heading.to_owned(),
        share,
        align,
    }
}

fn title_heading(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Indicator => "Chỉ số/Chỉ số thành phần",
        RowKind::Target => "Nội dung chỉ tiêu",
        _ => "Nội dung nhiệm vụ",
    }
}

impl Entry {
    fn text(&self, part: Part) -> Option<&str> {
        match part {
            Part::Code => self.code.as_deref(),
            Part::Title => Some(self.title.as_str()),
            Part::Points => self.points.as_ref().map(|(_, text)| text.as_str()),
            Part::Measure => self.measure.as_deref(),
            Part::Target => self.target.as_deref(),
            Part::Rule => self.rule.as_deref(),
            Part::Evidence => self.evidence.as_deref(),
            Part::Source => self.source.as_deref(),
            Part::Lead => self.lead.as_deref(),
            Part::Supporting => self.supporting.as_deref(),
            Part::Deadline => self.deadline.as_deref(),
            Part::Note => self.note.as_deref(),
            Part::Reason => self.reason.as_deref(),
        }
    }

    fn has(&self, part: Part) -> bool {
        self.text(part).is_some_and(|text| !text.is_empty())
    }

    fn cell(&self, part: Part) -> Cell {
        Cell {
            number: match part {
                Part::Points => self.points.as_ref().map(|(value, _)| value.clone()),
                _ => None,
            },
            ..Cell::new(self.text(part).unwrap_or_default())
        }
    }

    /// A group that says no more than its code, its title and its points.
    fn is_bare_group(&self) -> bool {
        let more = |part: &Part| !matches!(part, Part::Code | Part::Title | Part::Points);
        self.kind == RowKind::Heading
            && !PARTS
                .iter()
                .filter(|part| more(part))
                .any(|part| self.has(*part))
    }
}

fn row(entry: &Entry, parts: &[Part]) -> Row {
    let width = u16::try_from(parts.len()).unwrap_or(u16::MAX);
    let strong = matches!(entry.kind, RowKind::Heading | RowKind::Banner);
    let cells = if entry.kind == RowKind::Banner {
        vec![Cell::new(entry.title.clone()).over(width)]
    } else if entry.is_bare_group() {
        group(entry, parts)
    } else {
        parts.iter().map(|part| entry.cell(*part)).collect()
    };
    Row { cells, strong }
}

/// The title of a group runs up to its points, or to the end of the table.
fn group(entry: &Entry, parts: &[Part]) -> Vec<Cell> {
    let count = |parts: &[Part]| u16::try_from(parts.len()).unwrap_or(u16::MAX);
    let mut cells = vec![entry.cell(Part::Code)];
    let rest = &parts[1..];
    let points = rest.iter().position(|part| *part == Part::Points);
    let Some(at) = points.filter(|_| entry.has(Part::Points)) else {
        cells.push(entry.cell(Part::Title).over(count(rest)));
        return cells;
    };
    cells.push(entry.cell(Part::Title).over(count(&rest[..at])));
    cells.push(entry.cell(Part::Points));
    let after = &rest[at + 1..];
    if !after.is_empty() {
        cells.push(Cell::new("").over(count(after)));
    }
    cells
}
