//! Grids: the borderless ones that place things side by side, and tables with a header that is
//! repeated on each page and cells across columns.

use std::fmt::Write as _;

use super::body::{Looks, paragraph};
use super::xml::twips;
use crate::layout::Layout;
use crate::paper::{Align, Cell, Row, Table};

/// Begins a table without borders, and its first row.
pub(super) fn open_plain(out: &mut String, widths: &[u32]) {
    let whole: u32 = widths.iter().sum();
    let _ = write!(
        out,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>"#
    );
    columns(out, widths);
    out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
}

pub(super) fn open_cell(out: &mut String, width: u32) {
    let _ = write!(
        out,
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#
    );
}

pub(super) fn next_cell(out: &mut String, width: u32) {
    out.push_str("</w:tc>");
    open_cell(out, width);
}

pub(super) fn next_row(out: &mut String) {
    out.push_str("</w:tc></w:tr><w:tr><w:trPr><w:cantSplit/></w:trPr>");
}

pub(super) fn close(out: &mut String) {
    out.push_str("</w:tc></w:tr></w:tbl>");
}

fn columns(out: &mut String, widths: &[u32]) {
    out.push_str("<w:tblGrid>");
    for width in widths {
        let _ = write!(out, r#"<w:gridCol w:w="{width}"/>"#);
    }
    out.push_str("</w:tblGrid>");
}

/// A table of the text or of an annex.
pub(super) fn grid(out: &mut String, table: &Table, layout: &Layout, lying: bool) {
    if table.columns.is_empty() {
        return;
    }
    let widths = widths(table, twips(layout.text_width(lying)));
    let whole: u32 = widths.iter().sum();
    let _ = write!(
        out,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>"#
    );
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(
            out,
            r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#
        );
    }
    out.push_str(r#"</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>"#);
    columns(out, &widths);
    let heading = Row {
        cells: table
            .columns
            .iter()
            .map(|column| Cell::new(column.heading.clone()))
            .collect(),
        strong: true,
    };
    let shape = Shape {
        table,
        widths: &widths,
        size: layout.table_size,
    };
    shape.row(out, &heading, true);
    for row in &table.rows {
        shape.row(out, row, false);
    }
    out.push_str("</w:tbl>");
}

/// Shares of the whole width, to the last twip.
fn widths(table: &Table, whole: u32) -> Vec<u32> {
    let shares: u32 = table.columns.iter().map(|column| column.share.max(1)).sum();
    let mut left = whole;
    let mut widths: Vec<u32> = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        let width = whole * column.share.max(1) / shares;
        left -= width;
        widths.push(width);
    }
    if let Some(last) = widths.last_mut() {
        *last += left;
    }
    widths
}

struct Shape<'a> {
    table: &'a Table,
    widths: &'a [u32],
    size: u16,
}

impl Shape<'_> {
    fn row(&self, out: &mut String, row: &Row, is_header: bool) {
        out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        if is_header {
            out.push_str("<w:tblHeader/>");
        }
        out.push_str("</w:trPr>");
        let mut at = 0;
        for cell in &row.cells {
            let span = usize::from(cell.span.max(1)).min(self.widths.len() - at);
            if span == 0 {
                break;
            }
            let align = match (is_header, span) {
                (true, _) => Align::Centre,
                _ => self.table.columns[at].align,
            };
            let looks = Looks {
                align: if span > 1 { Align::Left } else { align },
                size: self.size,
                bold: row.strong,
                // A group does not stand alone at the foot of a page.
                keep_next: row.strong,
                ..Looks::default()
            };
            self.cell(out, cell, (at, span), looks);
            at += span;
        }
        out.push_str("</w:tr>");
    }

    fn cell(&self, out: &mut String, cell: &Cell, (at, span): (usize, usize), looks: Looks) {
        let width: u32 = self.widths[at..at + span].iter().sum();
        let _ = write!(out, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#);
        if span > 1 {
            let _ = write!(out, r#"<w:gridSpan w:val="{span}"/>"#);
        }
        out.push_str(r#"<w:vAlign w:val="center"/></w:tcPr>"#);
        // One paragraph a line: officials put one option of a rule on each.
        for line in cell.text.split('\n') {
            paragraph(out, line, looks);
        }
        out.push_str("</w:tc>");
    }
}
