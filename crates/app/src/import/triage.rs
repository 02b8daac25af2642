//! Whose work each row is: proposed from who leads and who supports it, decided by a person.

use std::collections::BTreeMap;

use domain::plan::{Field, RowKind};
use reading::party::canonical;

use super::decisions::Triage;
use super::draft::Opened;
use super::naming::{Named, names};
use super::settled::RowKey;

/// Whose work a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sorted {
    /// As proposed.
    pub proposed: Triage,
    /// As a person said.
    pub decided: Option<Triage>,
}

impl Sorted {
    /// What is written.
    pub fn taken(self) -> Triage {
        self.decided.unwrap_or(self.proposed)
    }
}

/// Every row with work in it.
pub fn triage(opened: &Opened, named: &[Named]) -> BTreeMap<RowKey, Sorted> {
    let own: BTreeMap<&str, Option<bool>> = named
        .iter()
        .map(|one| (one.key.as_str(), one.is_own))
        .collect();
    let owners = |names: Vec<String>| -> Vec<Option<bool>> {
        names
            .iter()
            .map(|name| own.get(canonical(name).as_str()).copied().flatten())
            .collect()
    };
    let rows = opened.settled.rows();
    let work = rows.filter(|(_, row)| !matches!(row.kind, RowKind::Heading | RowKind::Banner));
    work.map(|(key, row)| {
        let leads = owners(names(row, Field::Lead));
        let supports = owners(names(row, Field::Supporting));
        let decided = opened.draft.decisions.triage.get(&key).copied();
        (
            key,
            Sorted {
                proposed: propose(&leads, &supports),
                decided,
            },
        )
    })
    .collect()
}

/// Of each name: ours, somebody else's, or not known.
fn propose(leads: &[Option<bool>], supports: &[Option<bool>]) -> Triage {
    if leads.contains(&Some(true)) {
        return Triage::Leads;
    }
    if supports.contains(&Some(true)) {
        return Triage::Supports;
    }
    let mut all = leads.iter().chain(supports).peekable();
    if all.peek().is_some() && all.all(|own| *own == Some(false)) {
        return Triage::NotOurs;
    }
    Triage::Undecided
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proposal_follows_from_who_is_ours() {
        let (ours, theirs, unknown) = (Some(true), Some(false), None);
        assert_eq!(propose(&[theirs, ours], &[]), Triage::Leads);
        assert_eq!(propose(&[theirs], &[ours]), Triage::Supports);
        assert_eq!(propose(&[theirs], &[theirs]), Triage::NotOurs);
        assert_eq!(propose(&[theirs], &[unknown]), Triage::Undecided);
        assert_eq!(propose(&[], &[]), Triage::Undecided);
    }
}
