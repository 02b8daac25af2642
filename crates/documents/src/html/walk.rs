//! Tokens to nodes: a stack of open tables, each with its open row and cell, and a stack of
//! elements that change the text. Missing end tags are supplied as browsers do.

use std::cell::RefCell;

use domain::{Finding, FindingCode};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use super::element::{Element, is_block, is_unseen, is_void, item_mark, number};
use crate::Refusal;
use crate::grid::{Grid, GridCell, GridRow, Lines, Node};
use crate::legacy::Conversions;
use crate::limits::{
    CELLS_MAX, COLUMNS_MAX, HTML_DEPTH_MAX, PARAGRAPHS_MAX, ROWS_MAX, TABLE_DEPTH_MAX, TAGS_MAX,
};

/// The sink of the tokenizer.
#[derive(Default)]
pub(super) struct Walk {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    /// Blocks outside of tables.
    nodes: Vec<Node>,
    tables: Vec<OpenTable>,
    elements: Vec<Element>,
    /// The line being gathered.
    line: Line,
    conversions: Conversions,
    deletions: u32,
    cells: usize,
    rows: usize,
    paragraphs: usize,
    tags: u64,
    refusal: Option<Refusal>,
}

#[derive(Default)]
struct Line {
    text: String,
    inked: usize,
    bold: usize,
    centred: bool,
}

/// A table whose end has not come.
#[derive(Default)]
struct OpenTable {
    grid: Grid,
    row: Option<GridRow>,
    cell: Option<GridCell>,
    in_head: bool,
    only_heads: bool,
    /// For each column, rows that a cell above still reaches down to, and whether the cell goes
    /// on from the column on the left.
    reaching: Vec<(u32, bool)>,
    /// Column of the next cell.
    column: usize,
    /// Elements that were open when the table began; end tags inside close none of them.
    elements: usize,
}

impl TokenSink for Walk {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        if state.refusal.is_some() {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                state.start(&tag);
                return raw(&tag.name);
            }
            Token::TagToken(tag) => state.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Contents of these are no markup.
fn raw(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

impl Walk {
    /// Closes what is open and hands over the nodes.
    pub(super) fn finish(self) -> Result<(Vec<Node>, Vec<Finding>), Refusal> {
        let mut state = self.state.into_inner();
        while !state.tables.is_empty() {
            state.end_table();
        }
        state.end_line();
        if let Some(refusal) = state.refusal {
            return Err(refusal);
        }
        let mut findings = state.conversions.findings();
        if state.deletions > 0 {
            let what = format!("{} đoạn đã đánh dấu xóa", state.deletions);
            findings.push(Finding::new(FindingCode::LeftOut, [what]));
        }
        Ok((state.nodes, findings))
    }
}

impl State {
    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        self.tags += 1;
        if self.tags > TAGS_MAX {
            self.refusal = Some(Refusal::TooMany {
                what: "elements",
                limit: TAGS_MAX,
            });
            return;
        }
        match name {
            "table" => return self.start_table(tag),
            "tr" => self.start_row(),
            "td" | "th" => self.start_cell(tag),
            "thead" | "tbody" | "tfoot" => self.start_part(name == "thead"),
            "br" => self.line.text.push('\n'),
            "li" => self.close_inside_block("li"),
            _ => {}
        }
        if is_block(name) {
            self.close_inside_block("p");
            self.end_line();
        }
        if matches!(name, "tr" | "thead" | "tbody" | "tfoot") || is_void(name) || tag.self_closing {
            return;
        }
        let element = Element::new(tag, self.elements.last());
        self.deletions += u32::from(name == "del");
        if is_block(name) || matches!(name, "td" | "th") {
            self.line.centred = element.centred;
        }
        if name == "li" {
            self.item();
        }
        if self.elements.len() < HTML_DEPTH_MAX {
            self.elements.push(element);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table" => return self.end_table(),
            "td" | "th" => return self.end_cell(),
            "tr" => return self.end_row(),
            "thead" | "tbody" | "tfoot" => return self.start_part(false),
            "p" | "br" if !self.is_open(name) => self.line.text.push('\n'),
            _ => {}
        }
        if is_block(name) {
            self.end_line();
        }
        self.close(name);
    }

    /// The innermost `ul` or `ol` counts an item.
    fn item(&mut self) {
        let floor = self.floor();
        let mut elements = self.elements[floor..].iter_mut().rev();
        if let Some((kind, next)) = elements.find_map(|element| element.list.as_mut()) {
            let mark = item_mark(*kind, *next);
            *next = next.saturating_add(1);
            self.line.text.push_str(&mark);
        }
    }

    /// Elements below this belong outside of the innermost table.
    fn floor(&self) -> usize {
        self.tables
            .last()
            .map_or(0, |table| table.elements)
            .min(self.elements.len())
    }

    fn is_open(&self, name: &str) -> bool {
        self.elements[self.floor()..]
            .iter()
            .any(|element| &*element.name == name)
    }

    /// Closes the innermost element of this name and all inside it.
    fn close(&mut self, name: &str) {
        let floor = self.floor();
        if let Some(at) = self.elements[floor..]
            .iter()
            .rposition(|one| &*one.name == name)
        {
            self.elements.truncate(floor + at);
        }
        self.line.centred = self.elements.last().is_some_and(|element| element.centred);
    }

    /// Any block ends an open `<p>`, `<li>` an open `<li>` of the same list.
    fn close_inside_block(&mut self, name: &str) {
        let floor = self.floor();
        let stop = |element: &Element| element.list.is_some() && name == "li";
        let open = self.elements[floor..]
            .iter()
            .rev()
            .take_while(|element| !stop(element));
        if open.into_iter().any(|element| &*element.name == name) {
            self.end_line();
            self.close(name);
        }
    }

    fn text(&mut self, text: &str) {
        let element = self.elements.last();
        let skipped = element
            .is_some_and(|element| element.hidden || element.deleted || is_unseen(&element.name));
        if skipped || self.is_between_cells() {
            return;
        }
        let font = element
            .and_then(|element| element.font.as_deref())
            .unwrap_or("");
        let converted = self.conversions.convert(font, text);
        let preserved = element.is_some_and(|element| element.preserved);
        let bold = element.is_some_and(|element| element.bold);
        for c in converted.chars() {
            let is_space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{0c}');
            let line = &mut self.line.text;
            match (is_space, preserved) {
                (true, false) if line.is_empty() || line.ends_with([' ', '\n']) => {}
                (true, false) => line.push(' '),
                _ => line.push(c),
            }
            let is_ink = !c.is_whitespace();
            self.line.inked += usize::from(is_ink);
            self.line.bold += usize::from(is_ink && bold);
        }
    }

    /// White space of the source between cells is no text; stray text there is.
    fn is_between_cells(&self) -> bool {
        self.tables.last().is_some_and(|table| table.cell.is_none()) && !self.is_open("caption")
    }

    /// Ends the paragraph or the line of a cell.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.line.centred = line.centred;
        if line.text.trim().is_empty() {
            return;
        }
        self.paragraphs += 1;
        if self.paragraphs > PARAGRAPHS_MAX {
            let limit = PARAGRAPHS_MAX as u64;
            self.refusal = Some(Refusal::TooMany {
                what: "paragraphs",
                limit,
            });
        }
        let bold = line.inked > 0 && line.bold == line.inked;
        let text = line.text.trim_matches([' ', '\n']).to_owned();
        self.push(Node::Paragraph(Lines {
            text,
            bold,
            centred: line.centred,
        }));
    }

    fn push(&mut self, node: Node) {
        match self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => cell.nodes.push(node),
            None => self.nodes.push(node),
        }
    }

    fn start_table(&mut self, tag: &Tag) {
        self.end_line();
        if self.tables.len() >= TABLE_DEPTH_MAX {
            let limit = TABLE_DEPTH_MAX as u64;
            self.refusal = Some(Refusal::TooMany {
                what: "depth",
                limit,
            });
            return;
        }
        let mut element = Element::new(tag, self.elements.last());
        // `align` of a table places the table, not its text.
        element.centred = false;
        self.elements.push(element);
        let elements = self.elements.len();
        self.tables.push(OpenTable {
            elements,
            ..OpenTable::default()
        });
    }

    fn end_table(&mut self) {
        self.end_row();
        let Some(table) = self.tables.pop() else {
            return;
        };
        self.elements.truncate(table.elements.saturating_sub(1));
        self.line.centred = self.elements.last().is_some_and(|element| element.centred);
        if !table.grid.rows.is_empty() {
            self.push(Node::Table(table.grid));
        }
    }

    fn start_part(&mut self, in_head: bool) {
        self.end_row();
        if let Some(table) = self.tables.last_mut() {
            table.in_head = in_head;
        }
    }

    fn start_row(&mut self) {
        self.end_row();
        if let Some(table) = self.tables.last_mut() {
            table.row = Some(GridRow::default());
            table.column = 0;
            table.only_heads = true;
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let Some(mut row) = table.row.take() else {
            return;
        };
        self.cells += table.fill(&mut row, true);
        self.rows += 1;
        row.header = table.in_head || table.only_heads;
        if !row.cells.is_empty() {
            table.grid.rows.push(row);
        }
        self.count_cells();
    }

    fn start_cell(&mut self, tag: &Tag) {
        self.end_cell();
        if self.tables.last().is_some_and(|table| table.row.is_none()) {
            self.start_row();
        }
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let Some(mut row) = table.row.take() else {
            return;
        };
        self.cells += 1 + table.fill(&mut row, false);
        table.row = Some(row);
        table.only_heads &= &*tag.name == "th";
        let span = number(tag, "colspan").unwrap_or(1).clamp(1, 1000) as usize;
        let rows = number(tag, "rowspan").unwrap_or(1).clamp(1, 65_534);
        table.reach(span, rows - 1);
        table.cell = Some(GridCell {
            span,
            ..GridCell::default()
        });
        if table.column > COLUMNS_MAX {
            let limit = COLUMNS_MAX as u64;
            self.refusal = Some(Refusal::TooMany {
                what: "columns",
                limit,
            });
        }
        self.line = Line::default();
        self.count_cells();
    }

    fn count_cells(&mut self) {
        if self.rows > ROWS_MAX {
            self.refusal = Some(Refusal::TooMany {
                what: "rows",
                limit: ROWS_MAX as u64,
            });
        }
        if self.cells > CELLS_MAX {
            let limit = CELLS_MAX as u64;
            self.refusal = Some(Refusal::TooMany {
                what: "cells",
                limit,
            });
        }
    }

    fn end_cell(&mut self) {
        if self.tables.last().is_none_or(|table| table.cell.is_none()) {
            return;
        }
        self.end_line();
        self.elements.truncate(self.floor());
        if let Some(table) = self.tables.last_mut()
            && let (Some(cell), Some(row)) = (table.cell.take(), table.row.as_mut())
        {
            row.cells.push(cell);
        }
    }
}

impl OpenTable {
    /// Adds the cells that reach down from rows above: those before the next own cell or, at the
    /// end of the row, all that are left. How many.
    fn fill(&mut self, row: &mut GridRow, to_end: bool) -> usize {
        let start = self.column.min(self.reaching.len());
        let reaches = |(rows, _): &(u32, bool)| *rows > 0;
        let columns = &mut self.reaching[start..];
        let count = if to_end {
            columns.iter().rposition(reaches).map_or(0, |last| last + 1)
        } else {
            columns.iter().take_while(|column| reaches(column)).count()
        };
        for (rows, goes_on) in &mut columns[..count] {
            let continues = *rows > 0;
            *rows = rows.saturating_sub(1);
            match row
                .cells
                .last_mut()
                .filter(|last| *goes_on && continues && last.continues)
            {
                Some(last) => last.span += 1,
                None => row.cells.push(GridCell {
                    span: 1,
                    continues,
                    ..GridCell::default()
                }),
            }
        }
        self.column += count;
        count
    }

    /// Notes that a cell of this many columns reaches down this many further rows.
    fn reach(&mut self, span: usize, rows: u32) {
        let end = (self.column + span).min(COLUMNS_MAX + 1);
        if self.reaching.len() < end {
            self.reaching.resize(end, (0, false));
        }
        for (index, column) in (self.column..end).enumerate() {
            self.reaching[column] = (rows, index > 0);
        }
        self.column += span;
    }
}
