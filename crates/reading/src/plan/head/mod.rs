//! The first and the last page: number, date, issuer, title, legal bases, recipients, signatory.
//!
//! [`lines`] turns blocks into lines and paragraphs; [`top`] reads the first page, [`bases`] the
//! citations of the introduction, [`close`] the last page, [`issuer`] weighs four places that
//! name who issues. What contradicts itself is found in [`checks`].

mod bases;
mod checks;
pub(crate) mod cite;
mod close;
mod issuer;
pub(in crate::plan) mod lines;
mod top;
pub(in crate::plan) mod words;

#[cfg(test)]
mod tests;

use domain::Finding;
use domain::finding::FindingCode;
use domain::plan::OfficialDocument;
use domain::source::Block;

use lines::{Line, after_prose, paragraphs, prose};

pub(in crate::plan) use bases::is_heading;

/// Reads what the document says of itself.
pub fn read(blocks: &[Block]) -> (OfficialDocument, Vec<Finding>) {
    let lines = prose(blocks);
    let annex = paragraphs(&after_prose(blocks));
    let top = top::read(&lines);
    let (recipients, signatory, closing) = close::read(&lines);
    let end = closing.unwrap_or(lines.len()).max(top.body);
    let text = paragraphs(&lines[top.body..end]);
    let intro = text
        .iter()
        .position(is_heading)
        .map_or(text.as_slice(), |at| &text[..at]);
    let capacity = signatory
        .as_ref()
        .and_then(|signatory| signatory.capacity.clone());
    let (years, years_open_ended) = top.title.as_deref().map(top::years).unwrap_or_default();
    let mut document = OfficialDocument {
        kind: top.kind,
        reference: top.reference,
        date: top.date,
        place: top.place,
        issuer: issuer::read(intro, &annex, &top.letterhead, capacity.as_deref()),
        title: top.title,
        years,
        years_open_ended,
        legal_bases: bases::read(&text),
        recipients,
        signatory,
    };
    let mut findings = number_and_date(&mut document, top.date_printed, &annex);
    findings.extend(checks::sections(&text));
    findings.extend(checks::bases(&document));
    findings.extend(checks::citations_differ(&document, &text));
    (document, findings)
}

/// A paragraph of the text between the title and the recipients, legal bases left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// 1: a part («I. …»), 2: a section («1. …»), 0: running text.
    pub level: u8,
    /// Its words.
    pub text: String,
}

/// A title of a section is no longer than this.
const SECTION_TITLE_MAX: usize = 140;

/// The text of a document as its paragraphs, to print it again.
pub fn passages(blocks: &[Block]) -> Vec<Passage> {
    let lines = prose(blocks);
    let top = top::read(&lines);
    let (_, _, closing) = close::read(&lines);
    let end = closing.unwrap_or(lines.len()).max(top.body);
    let text = paragraphs(&lines[top.body..end]);
    let cites = |line: &Line| line.folded.starts_with("can cu ");
    let mut intro = true;
    let mut out = Vec::with_capacity(text.len());
    for line in &text {
        intro &= !is_heading(line);
        if !(intro && cites(line)) && line.mark != lines::Mark::Rule {
            out.push(Passage {
                level: level(line),
                text: line.text.clone(),
            });
        }
    }
    out
}

fn level(line: &Line) -> u8 {
    let short = line.text.chars().count() <= SECTION_TITLE_MAX;
    let titled = short && !line.text.ends_with(['.', ';', ':', ',']);
    match &line.mark {
        lines::Mark::Roman(_) | lines::Mark::Letter(_) if short => 1,
        lines::Mark::Number(numbers) if titled && numbers.len() == 1 => 2,
        _ => 0,
    }
}

/// Number and date that stand only under the annex title are taken from there, and said so.
fn number_and_date(
    document: &mut OfficialDocument,
    date_printed: Option<String>,
    annex: &[Line],
) -> Vec<Finding> {
    let mut out = Vec::new();
    let cited = annex
        .iter()
        .filter(|line| line.folded.contains("kem theo"))
        .find_map(|line| {
            let found = cite::citations(&line.text).into_iter().next()?;
            Some((found, line.place.line))
        });
    if let Some((cited, line)) = cited {
        let there = cited.date.map_or(cited.reference.clone(), |date| {
            format!("{} ngày {}", cited.reference, checks::printed(date))
        });
        let here = own_words(document);
        let reference_differs = document.reference.as_ref() != Some(&cited.reference);
        let date_differs = cited.date.is_some() && document.date != cited.date;
        if reference_differs || date_differs {
            out.push(Finding::new(FindingCode::ReferenceDiffers, [here, there]).at_line(line));
        }
        document.reference = document.reference.take().or(Some(cited.reference));
        document.date = document.date.or(cited.date);
    }
    if document.reference.is_none() {
        out.push(Finding::new(FindingCode::ReferenceMissing, []));
    }
    if document.date.is_none() {
        out.push(Finding::new(
            FindingCode::DateMissing,
            [date_printed.unwrap_or_default()],
        ));
    }
    out
}

/// Number and date of the first page; empty when it has neither.
fn own_words(document: &OfficialDocument) -> String {
    match (&document.reference, document.date) {
        (Some(reference), Some(date)) => format!("{reference} ngày {}", checks::printed(date)),
        (Some(reference), None) => reference.clone(),
        (None, Some(date)) => format!("ngày {}", checks::printed(date)),
        (None, None) => String::new(),
    }
}
