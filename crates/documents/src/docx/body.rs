//! Walks `document.xml` and gathers paragraphs and tables as they nest.
//!
//! One function per element that matters; everything else that holds text (content controls,
//! hyperlinks, insertions) is walked through, and what must not be read is skipped whole.

use super::numbering::Numbering;
use super::run::{in_symbol_font, mark};
use super::styles::{Looks, Style, Styles};
use crate::Refusal;
use crate::grid::{Grid, GridCell, GridRow, Lines, Node};
use crate::legacy::Conversions;
use crate::limits::COLUMNS_MAX;
use crate::xml::{Node as Event, Tag, Xml};

/// The walk's memory.
pub(super) struct Body {
    styles: Styles,
    numbering: Numbering,
    pub(super) conversions: Conversions,
    /// Tracked deletions that were left out.
    pub(super) deletions: u32,
}

/// A paragraph while it is read.
#[derive(Default)]
struct Open {
    text: String,
    /// Characters of text, and how many of them are bold.
    inked: usize,
    bold: usize,
    own: Style,
    style: Option<String>,
    /// Own and inherited together, once the first run needs it.
    whole: Option<Style>,
    /// Text boxes anchored here; they follow the paragraph.
    boxes: Vec<Node>,
}

impl Body {
    pub(super) fn new(styles: Styles, numbering: Numbering) -> Body {
        Body {
            styles,
            numbering,
            conversions: Conversions::default(),
            deletions: 0,
        }
    }

    /// The whole part.
    pub(super) fn document(&mut self, xml: &mut Xml<'_>) -> Result<Vec<Node>, Refusal> {
        let mut nodes = Vec::new();
        self.blocks(xml, &mut nodes)?;
        Ok(nodes)
    }

    /// Blocks up to the end of the element that was entered.
    fn blocks(&mut self, xml: &mut Xml<'_>, nodes: &mut Vec<Node>) -> Result<(), Refusal> {
        loop {
            match xml.next()? {
                Event::Open(tag) => match tag.name() {
                    "p" => self.paragraph(xml, nodes)?,
                    "tbl" => {
                        let grid = self.table(xml)?;
                        nodes.push(Node::Table(grid));
                    }
                    "AlternateContent" => self.alternatives(xml, |body, xml| {
                        let before = nodes.len();
                        body.blocks(xml, nodes)?;
                        Ok(nodes.len() > before)
                    })?,
                    "del" | "moveFrom" => self.deleted(xml)?,
                    name if is_passed_over(name) => xml.skip()?,
                    _ => self.blocks(xml, nodes)?,
                },
                Event::Close | Event::End => return Ok(()),
                Event::Text(_) => {}
            }
        }
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>, nodes: &mut Vec<Node>) -> Result<(), Refusal> {
        let mut open = Open::default();
        self.inline(xml, &mut open)?;
        let whole = self.whole(&mut open).clone();
        let number = match whole.list.as_deref() {
            None | Some("0") => None,
            Some(list) => self.numbering.next(list, whole.level.unwrap_or(0)),
        };
        let text = match number.filter(|number| !number.is_empty()) {
            Some(number) => format!("{number} {}", open.text),
            None => open.text,
        };
        let bold = open.inked > 0 && open.bold == open.inked;
        let centred = whole.centred.unwrap_or(false);
        nodes.push(Node::Paragraph(Lines {
            text,
            bold,
            centred,
        }));
        nodes.append(&mut open.boxes);
        Ok(())
    }

    /// Contents of a paragraph, or of anything in it that is walked through.
    fn inline(&mut self, xml: &mut Xml<'_>, open: &mut Open) -> Result<(), Refusal> {
        loop {
            match xml.next()? {
                Event::Open(tag) => match tag.name() {
                    "pPr" => properties(xml, open)?,
                    "r" => self.run(xml, open)?,
                    "del" | "moveFrom" => self.deleted(xml)?,
                    "AlternateContent" => self.alternative_boxes(xml, open)?,
                    "num" | "den" => self.fraction(xml, open, tag.name() == "num")?,
                    name if is_passed_over(name) => xml.skip()?,
                    _ => self.inline(xml, open)?,
                },
                Event::Close | Event::End => return Ok(()),
                Event::Text(_) => {}
            }
        }
    }

    /// One side of a fraction in an equation: «a/b», with parentheses round sums.
    fn fraction(&mut self, xml: &mut Xml<'_>, open: &mut Open, over: bool) -> Result<(), Refusal> {
        let start = open.text.len();
        self.inline(xml, open)?;
        let side = open.text.split_off(start);
        let is_sum = side.trim().contains([' ', '+', '-', '*', '/', '×']);
        let brackets = if is_sum { ["(", ")"] } else { ["", ""] };
        open.text.extend([brackets[0], side.trim(), brackets[1]]);
        if over {
            open.text.push('/');
        }
        Ok(())
    }

    fn run(&mut self, xml: &mut Xml<'_>, open: &mut Open) -> Result<(), Refusal> {
        let mut own = Looks::default();
        let mut style = None;
        let mut text = String::new();
        loop {
            match xml.next()? {
                Event::Open(tag) => match tag.name() {
                    "rPr" => run_properties(xml, &mut own, &mut style)?,
                    "t" => text.push_str(&xml.text()?),
                    "AlternateContent" => self.alternative_boxes(xml, open)?,
                    "drawing" | "pict" | "object" => self.boxes(xml, &mut open.boxes)?,
                    name if is_passed_over(name) => xml.skip()?,
                    _ => {
                        text.extend(mark(&tag));
                        xml.skip()?;
                    }
                },
                Event::Close | Event::End => break,
                Event::Text(_) => {}
            }
        }
        let paragraph = self.whole(open);
        let paragraph = paragraph.looks.clone();
        let looks = self.styles.run(own, style.as_deref(), &paragraph);
        self.append(open, &text, &looks);
        Ok(())
    }

    fn append(&mut self, open: &mut Open, text: &str, looks: &Looks) {
        if text.is_empty() || looks.hidden == Some(true) {
            return;
        }
        let font = looks.font.as_deref().unwrap_or("");
        let mut text = self.conversions.convert(font, text).into_owned();
        if text.contains(|c| c >= '\u{f000}') || font == "Symbol" || font.starts_with("Wingdings") {
            text = text.chars().map(|c| in_symbol_font(font, c)).collect();
        }
        if looks.capitals == Some(true) {
            text = text.to_uppercase();
        }
        let inked = text.chars().filter(|c| !c.is_whitespace()).count();
        open.inked += inked;
        open.bold += if looks.bold == Some(true) { inked } else { 0 };
        open.text.push_str(&text);
    }

    fn whole<'o>(&self, open: &'o mut Open) -> &'o Style {
        let Open {
            whole, own, style, ..
        } = open;
        whole.get_or_insert_with(|| self.styles.paragraph(own.clone(), style.as_deref()))
    }

    /// Text boxes inside a drawing.
    fn boxes(&mut self, xml: &mut Xml<'_>, nodes: &mut Vec<Node>) -> Result<(), Refusal> {
        loop {
            match xml.next()? {
                Event::Open(tag) => match tag.name() {
                    "txbxContent" => self.blocks(xml, nodes)?,
                    "AlternateContent" => self.alternatives(xml, |body, xml| {
                        let before = nodes.len();
                        body.boxes(xml, nodes)?;
                        Ok(nodes.len() > before)
                    })?,
                    _ => self.boxes(xml, nodes)?,
                },
                Event::Close | Event::End => return Ok(()),
                Event::Text(_) => {}
            }
        }
    }

    fn alternative_boxes(&mut self, xml: &mut Xml<'_>, open: &mut Open) -> Result<(), Refusal> {
        self.alternatives(xml, |body, xml| {
            let before = (open.boxes.len(), open.text.len());
            body.inline_or_boxes(xml, open)?;
            Ok((open.boxes.len(), open.text.len()) != before)
        })
    }

    /// Inside `mc:Choice` of a run stand drawings; inside that of a paragraph stand runs.
    fn inline_or_boxes(&mut self, xml: &mut Xml<'_>, open: &mut Open) -> Result<(), Refusal> {
        loop {
            match xml.next()? {
                Event::Open(tag) => match tag.name() {
                    "r" => self.run(xml, open)?,
                    "t" => {
                        let text = xml.text()?;
                        self.append(open, &text, &Looks::default());
                    }
                    "txbxContent" => self.blocks(xml, &mut open.boxes)?,
                    _ => self.inline_or_boxes(xml, open)?,
                },
                Event::Close | Event::End => return Ok(()),
                Event::Text(_) => {}
            }
        }
    }

    /// The same content for new and old versions of Word: the first that gives anything.
    fn alternatives(
        &mut self,
        xml: &mut Xml<'_>,
        mut read: impl FnMut(&mut Body, &mut Xml<'_>) -> Result<bool, Refusal>,
    ) -> Result<(), Refusal> {
        let mut found = false;
        loop {
            match xml.next()? {
                Event::Open(tag) => match tag.name() {
                    "Choice" | "Fallback" if !found => found = read(self, xml)?,
                    _ => xml.skip()?,
                },
                Event::Close | Event::End => return Ok(()),
                Event::Text(_) => {}
            }
        }
    }

    fn deleted(&mut self, xml: &mut Xml<'_>) -> Result<(), Refusal> {
        self.deletions += 1;
        xml.skip()
    }

    fn table(&mut self, xml: &mut Xml<'_>) -> Result<Grid, Refusal> {
        let mut grid = Grid::default();
        self.rows(xml, &mut grid)?;
        Ok(grid)
    }

    fn rows(&mut self, xml: &mut Xml<'_>, grid: &mut Grid) -> Result<(), Refusal> {
        loop {
            match xml.next()? {
                Event::Open(tag) => match tag.name() {
                    "tr" => {
                        let mut row = GridRow::default();
                        self.cells(xml, &mut row)?;
                        if row.deleted {
                            self.deletions += 1;
                        } else {
                            grid.rows.push(row);
                        }
                    }
                    "tblPr" | "tblGrid" | "tblPrEx" => xml.skip()?,
                    "del" | "moveFrom" => self.deleted(xml)?,
                    name if is_passed_over(name) => xml.skip()?,
                    _ => self.rows(xml, grid)?,
                },
                Event::Close | Event::End => return Ok(()),
                Event::Text(_) => {}
            }
        }
    }

    fn cells(&mut self, xml: &mut Xml<'_>, row: &mut GridRow) -> Result<(), Refusal> {
        loop {
            match xml.next()? {
                Event::Open(tag) => match tag.name() {
                    "tc" => {
                        let cell = self.cell(xml)?;
                        row.cells.push(cell);
                        if row.cells.len() > COLUMNS_MAX {
                            let limit = COLUMNS_MAX as u64;
                            return Err(Refusal::TooMany {
                                what: "columns",
                                limit,
                            });
                        }
                    }
                    "trPr" => row_properties(xml, row)?,
                    "tblPrEx" => xml.skip()?,
                    name if is_passed_over(name) => xml.skip()?,
                    _ => self.cells(xml, row)?,
                },
                Event::Close | Event::End => return Ok(()),
                Event::Text(_) => {}
            }
        }
    }

    fn cell(&mut self, xml: &mut Xml<'_>) -> Result<GridCell, Refusal> {
        let mut cell = GridCell {
            span: 1,
            ..GridCell::default()
        };
        loop {
            match xml.next()? {
                Event::Open(tag) => match tag.name() {
                    "tcPr" => cell_properties(xml, &mut cell)?,
                    "p" => self.paragraph(xml, &mut cell.nodes)?,
                    "tbl" => {
                        let grid = self.table(xml)?;
                        cell.nodes.push(Node::Table(grid));
                    }
                    "del" | "moveFrom" => self.deleted(xml)?,
                    name if is_passed_over(name) => xml.skip()?,
                    _ => self.blocks(xml, &mut cell.nodes)?,
                },
                Event::Close | Event::End => return Ok(cell),
                Event::Text(_) => {}
            }
        }
    }
}

/// Elements whose text is no text of the body: properties, notes, instructions, old properties
/// of tracked changes.
fn is_passed_over(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "sectPr",
        "sdtPr",
        "sdtEndPr",
        "instrText",
        "delText",
        "delInstrText",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
        "background",
        "fldData",
        "rubyPr",
        "rt",
        "ctrlPr",
    ];
    NAMES.contains(&name) || name.ends_with("PrChange")
}

/// `w:pPr`.
fn properties(xml: &mut Xml<'_>, open: &mut Open) -> Result<(), Refusal> {
    each(xml, &["rPr"], |tag| match tag.name() {
        "pStyle" => open.style = tag.value(),
        _ => open.own.take(tag),
    })
}

/// `w:rPr`.
fn run_properties(
    xml: &mut Xml<'_>,
    looks: &mut Looks,
    style: &mut Option<String>,
) -> Result<(), Refusal> {
    each(xml, &[], |tag| match tag.name() {
        "rStyle" => *style = tag.value(),
        _ => looks.take(tag),
    })
}

/// `w:trPr`.
fn row_properties(xml: &mut Xml<'_>, row: &mut GridRow) -> Result<(), Refusal> {
    each(xml, &[], |tag| match tag.name() {
        "gridBefore" => row.before = tag.number("val").unwrap_or(0),
        "gridAfter" => row.after = tag.number("val").unwrap_or(0),
        "tblHeader" => row.header = tag.is_on(),
        "del" => row.deleted = true,
        _ => {}
    })
}

/// `w:tcPr`.
fn cell_properties(xml: &mut Xml<'_>, cell: &mut GridCell) -> Result<(), Refusal> {
    each(xml, &[], |tag| match tag.name() {
        "gridSpan" => cell.span = tag.number("val").unwrap_or(1).max(1),
        "vMerge" => cell.continues = tag.value().as_deref() != Some("restart"),
        "hMerge" => cell.continues_left = tag.value().as_deref() != Some("restart"),
        _ => {}
    })
}

/// Hands over each element inside the one that was entered, old properties left out.
fn each(
    xml: &mut Xml<'_>,
    skipped: &[&str],
    mut take: impl FnMut(&Tag<'_>),
) -> Result<(), Refusal> {
    let mut open = 1_usize;
    while open > 0 {
        match xml.next()? {
            Event::Open(tag) if skipped.contains(&tag.name()) || is_passed_over(tag.name()) => {
                xml.skip()?;
            }
            Event::Open(tag) => {
                open += 1;
                take(&tag);
            }
            Event::Close => open -= 1,
            Event::Text(_) => {}
            Event::End => return Ok(()),
        }
    }
    Ok(())
}
