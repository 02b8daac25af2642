//! What contradicts itself in head and sections.

use std::collections::BTreeMap;

use domain::Finding;
use domain::finding::FindingCode;
use domain::plan::OfficialDocument;
use jiff::civil::Date;

use super::cite::citations;
use super::lines::{Line, Mark};
use crate::text::fold;

/// A date as people read it.
pub(super) fn printed(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// A plan among its own legal bases, a basis dated after it, one basis with two dates.
pub(super) fn bases(document: &OfficialDocument) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut seen: BTreeMap<String, &domain::plan::LegalBasis> = BTreeMap::new();
    for basis in &document.legal_bases {
        let line = basis.place.line;
        if is_own(document, basis) {
            out.push(
                Finding::new(FindingCode::CitesItself, [basis.reference.clone()]).at_line(line),
            );
        }
        if let (Some(cited), Some(own)) = (basis.date, document.date)
            && cited > own
        {
            let values = [basis.reference.clone(), printed(cited), printed(own)];
            out.push(Finding::new(FindingCode::CitesLater, values).at_line(line));
        }
        let issuer = fold(basis.issuer.as_deref().unwrap_or_default());
        let key = format!("{}|{issuer}", fold(&basis.reference));
        if let Some(first) = seen.insert(key, basis)
            && let (Some(one), Some(two)) = (first.date, basis.date)
        {
            out.extend(differs(&basis.reference, one, two).map(|finding| finding.at_line(line)));
        }
    }
    out
}

/// Numbers start again each year, so only the same year and number is the plan itself.
fn is_own(document: &OfficialDocument, basis: &domain::plan::LegalBasis) -> bool {
    let same = document.reference.as_deref() == Some(basis.reference.as_str());
    let years = document.date.map(Date::year) == basis.date.map(Date::year);
    let issuer = basis.issuer.as_deref().map(fold);
    let other = issuer.is_some_and(|issuer| {
        let own = fold(document.issuer.as_deref().unwrap_or_default());
        !own.contains(&issuer) && !issuer.contains(&own)
    });
    same && document.date.is_some() && years && !other
}

fn differs(reference: &str, one: Date, two: Date) -> Option<Finding> {
    let values = [reference.to_owned(), printed(one), printed(two)];
    // Numbers start again each year: another year is another document.
    (one != two && one.year() == two.year())
        .then(|| Finding::new(FindingCode::CitationDiffers, values))
}

/// One document of the bases, cited again in the text with another date of the same year.
pub(super) fn citations_differ(document: &OfficialDocument, lines: &[Line]) -> Vec<Finding> {
    let known: BTreeMap<&str, Date> = document
        .legal_bases
        .iter()
        .filter_map(|basis| Some((basis.reference.as_str(), basis.date?)))
        .collect();
    let mut out = Vec::new();
    for line in lines {
        for cited in citations(&line.text) {
            let Some((one, two)) = known.get(cited.reference.as_str()).copied().zip(cited.date)
            else {
                continue;
            };
            let at = line.place_of(cited.start, cited.end).line;
            let listed = document
                .legal_bases
                .iter()
                .any(|basis| basis.place.line == at);
            if !listed {
                out.extend(differs(&cited.reference, one, two).map(|finding| finding.at_line(at)));
            }
        }
    }
    out
}

/// A roman section number used twice in the same part.
pub(super) fn sections(lines: &[Line]) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut seen: BTreeMap<u32, String> = BTreeMap::new();
    for line in lines {
        match line.mark {
            Mark::Letter(_) => seen.clear(),
            Mark::Roman(number) if line.body().chars().any(char::is_alphabetic) => {
                let title = line.body().to_owned();
                let printed = line
                    .text
                    .split(' ')
                    .next()
                    .unwrap_or_default()
                    .trim_end_matches('.')
                    .to_owned();
                match seen.get(&number) {
                    Some(first) => out.push(
                        Finding::new(
                            FindingCode::SectionNumberRepeated,
                            [printed, first.clone(), title],
                        )
                        .at_line(line.place.line),
                    ),
                    None => drop(seen.insert(number, title)),
                }
            }
            _ => {}
        }
        if line.folded.starts_with("phan ") && line.is_capitals() {
            seen.clear();
        }
    }
    out
}
