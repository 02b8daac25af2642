//! Duties and numeric targets in running text.
//!
//! [`duty`] goes through the sections that say who does what, [`when`] finds the time in a
//! sentence and [`report`] to whom is reported; [`tie`] finds the annex row that a target
//! belongs to, by the words they share.

mod duty;
mod report;
#[cfg(test)]
mod tests;
mod tie;
mod when;

use domain::Finding;
use domain::finding::FindingCode;
use domain::plan::{Annex, Duty, OfficialDocument, ProseTarget};
use domain::source::Block;

use super::head::lines::{Line, paragraphs, prose};
use super::head::words::sentences;
use crate::target;

/// Reads the prose; `annexes` lets a target be tied to the row it belongs to.
pub fn read(
    blocks: &[Block],
    document: &OfficialDocument,
    annexes: &[Annex],
    year: i16,
) -> (Vec<ProseTarget>, Vec<Duty>, Vec<Finding>) {
    let lines = paragraphs(&prose(blocks));
    let end = lines
        .iter()
        .rposition(|line| line.folded.starts_with("noi nhan"));
    let lines = &lines[..end.unwrap_or(lines.len())];
    let cited: Vec<u32> = document
        .legal_bases
        .iter()
        .map(|basis| basis.place.line)
        .collect();
    let targets = targets(lines, &cited, annexes);
    let findings = without_row(&targets, annexes);
    (targets, duty::read(lines, year, document.date), findings)
}

/// Targets of each sentence, legal bases and headings left out.
fn targets(lines: &[Line], cited: &[u32], annexes: &[Annex]) -> Vec<ProseTarget> {
    let titles = tie::Titles::new(annexes);
    let mut out = Vec::new();
    for line in lines
        .iter()
        .filter(|line| !line.is_capitals() && !cited.contains(&line.place.line))
    {
        for (start, end) in sentences(&line.text) {
            let sentence = &line.text[start..end];
            for (target, range) in target::find(sentence) {
                let place = line.place_of(start + range.start, start + range.end);
                let row = titles.row(&sentence[tie::clause(sentence, &range)]);
                out.push(ProseTarget { target, row, place });
            }
        }
    }
    out
}

/// Only where there are rows that a target could belong to.
fn without_row(targets: &[ProseTarget], annexes: &[Annex]) -> Vec<Finding> {
    if annexes.iter().all(|annex| annex.rows.is_empty()) {
        return Vec::new();
    }
    targets
        .iter()
        .filter(|target| target.row.is_none())
        .map(|target| {
            let values = [target.target.text.clone()];
            Finding::new(FindingCode::TargetWithoutRow, values).at_line(target.place.line)
        })
        .collect()
}
