//! Word documents (Office Open XML): paragraphs and tables of the body, in order.
//!
//! Own small reader, because the ready ones lose merged headings or take thirty times as long.
//! Read: text boxes, tracked insertions, automatic numbers, fields' results, equations as a line.
//! Left out: headers, footers, notes, comments, hidden text, tracked deletions (a finding says so).

mod body;
mod grid;
mod numbering;
mod run;
mod styles;

use domain::source::{Format, Paragraph, Source};
use domain::{Finding, FindingCode};

use crate::Refusal;
use crate::build::Builder;
use crate::legacy::Conversions;
use crate::package::Package;
use crate::xml::{Xml, damaged};

/// A paragraph or table on its way from XML to [`domain::source`].
#[derive(Debug)]
enum Node {
    Paragraph(Lines),
    Table(Grid),
}

/// A paragraph's text and looks.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    bold: bool,
    centred: bool,
}

/// A table as Word writes it: rows of cells with spans.
#[derive(Debug, Default)]
struct Grid {
    rows: Vec<GridRow>,
}

#[derive(Debug, Default)]
struct GridRow {
    cells: Vec<GridCell>,
    /// Columns left free at the start of the row.
    before: usize,
    /// Columns left free at its end.
    after: usize,
    header: bool,
    deleted: bool,
}

#[derive(Debug, Default)]
struct GridCell {
    nodes: Vec<Node>,
    /// Columns, at least 1.
    span: usize,
    /// Goes on with the cell above.
    continues: bool,
    /// Goes on with the cell on the left (older documents).
    continues_left: bool,
}

/// Reads the main part of a Word document.
pub(crate) fn read(package: &mut Package<'_>, main: &str) -> Result<Source, Refusal> {
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let sibling = |name: &str| {
        format!("{folder}/{name}")
            .trim_start_matches('/')
            .to_owned()
    };
    let document = package.part(main)?.ok_or_else(|| damaged("no main part"))?;
    let style_part = package.part(&sibling("styles.xml"))?.unwrap_or_default();
    let numbering_part = package.part(&sibling("numbering.xml"))?.unwrap_or_default();
    let styles = styles::Styles::read(&style_part)?;
    let numbering = numbering::Numbering::read(&numbering_part)?;
    let mut body = body::Body::new(styles, numbering);
    let nodes = body.document(&mut Xml::new(&document))?;
    drop(document);

    let mut out = Builder::new();
    grid::blocks(&mut out, nodes)?;
    findings(&mut out, &body.conversions, body.deletions);
    Ok(out.finish(Format::Docx))
}

fn findings(out: &mut Builder, conversions: &Conversions, deletions: u32) {
    for finding in conversions.findings() {
        out.finding(finding);
    }
    if deletions > 0 {
        let what = format!("{deletions} đoạn đã đánh dấu xóa");
        out.finding(Finding::new(FindingCode::LeftOut, [what]));
    }
}

impl Lines {
    fn into_paragraph(self) -> Paragraph {
        let Lines {
            text,
            bold,
            centred,
        } = self;
        Paragraph {
            text,
            bold,
            centred,
            ..Paragraph::default()
        }
    }
}
