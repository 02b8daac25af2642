//! Parties spelled in a second way: «CC VH TT» where the table says «CC VHTT» everywhere else,
//! and abbreviations of offices with a letter lost.

use std::collections::BTreeMap;

use domain::plan::{Field, Row};
use domain::{Finding, FindingCode};

use crate::text::fold;

/// Abbreviations that name nothing as printed: (damaged, meant).
const DAMAGED: &[(&str, &str)] = &[
    ("LĐTĐ&XH", "LĐTB&XH"),
    ("LĐT&XH", "LĐTB&XH"),
    ("LDTB&XH", "LĐTB&XH"),
    ("VHXX", "VHXH"),
    ("cửa Một", "Một cửa"),
    ("CDS", "CĐS"),
    ("CNSCD", "CNSCĐ"),
    ("BCD", "BCĐ"),
];

/// The usual spelling of each party, by its letters alone.
pub(super) type Usual = BTreeMap<String, String>;

/// The spelling that most rows use, for each party spelled in more than one way.
pub(super) fn usual(rows: &[Row]) -> Usual {
    let mut counts: BTreeMap<String, BTreeMap<&str, u32>> = BTreeMap::new();
    for party in rows
        .iter()
        .flat_map(|row| row.lead.iter().chain(&row.supporting))
    {
        *counts
            .entry(letters(party))
            .or_default()
            .entry(party)
            .or_default() += 1;
    }
    let mut usual = Usual::new();
    for (letters, spellings) in counts
        .into_iter()
        .filter(|(_, spellings)| spellings.len() > 1)
    {
        let Some((best, most)) = spellings.iter().max_by_key(|(_, count)| **count) else {
            continue;
        };
        // Twice as many as all others, or nobody knows which is usual.
        let others: u32 = spellings.values().sum::<u32>() - most;
        if *most >= others * 2 {
            usual.insert(letters, (*best).to_owned());
        }
    }
    usual
}

/// Writes the corrected lists of a row beside the printed ones.
pub(super) fn correct(row: &mut Row, usual: &Usual, noticed: &mut Vec<Finding>) {
    for field in [Field::Lead, Field::Supporting] {
        let printed = if field == Field::Lead {
            &row.lead
        } else {
            &row.supporting
        };
        let mut changed = false;
        let mut corrected = Vec::with_capacity(printed.len());
        for party in printed {
            let (meant, code) = meant(party, usual);
            match code {
                Some(FindingCode::PartySpelledDifferently) => {
                    let values = [party.clone(), meant.clone()];
                    noticed.push(Finding::new(FindingCode::PartySpelledDifferently, values));
                }
                Some(_) => {
                    let values = [field.name().to_owned(), party.clone(), meant.clone()];
                    noticed.push(Finding::new(FindingCode::TextRepaired, values));
                }
                None => {}
            }
            changed |= code.is_some();
            corrected.push(meant);
        }
        if changed {
            row.corrected.push((field, corrected.join("; ")));
        }
    }
}

fn meant(party: &str, usual: &Usual) -> (String, Option<FindingCode>) {
    for (damaged, meant) in DAMAGED {
        let whole = party.find(damaged).filter(|at| {
            let end = at + damaged.len();
            let before = party[..*at].chars().next_back();
            let after = party[end..].chars().next();
            [before, after]
                .into_iter()
                .flatten()
                .all(|c| !c.is_alphanumeric() && c != '&')
        });
        if let Some(at) = whole {
            let text = format!("{}{meant}{}", &party[..at], &party[at + damaged.len()..]);
            return (text, Some(FindingCode::TextRepaired));
        }
    }
    match usual.get(&letters(party)) {
        Some(spelling) if differs(spelling, party) => {
            (spelling.clone(), Some(FindingCode::PartySpelledDifferently))
        }
        _ => (party.to_owned(), None),
    }
}

/// Letters and digits only.
fn letters(party: &str) -> String {
    fold(party)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Capitals at the start of a cell are no other spelling.
fn differs(spelling: &str, party: &str) -> bool {
    spelling.to_lowercase() != party.to_lowercase()
}
