//! Word documents (Office Open XML): paragraphs and tables of the body, in order.
//!
//! Own small reader, because the ready ones lose merged headings or take thirty times as long.
//! Read: text boxes, tracked insertions, automatic numbers, fields' results, equations as a line.
//! Left out: headers, footers, notes, comments, hidden text, tracked deletions (a finding says so).

mod body;
mod numbering;
mod run;
mod styles;

use domain::source::{Format, Source};
use domain::{Finding, FindingCode};

use crate::Refusal;
use crate::build::Builder;
use crate::grid;
use crate::legacy::Conversions;
use crate::package::Package;
use crate::xml::{Xml, damaged};

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
