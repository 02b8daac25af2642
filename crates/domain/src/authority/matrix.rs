//! The matrix of roles and actions, one line for each action. `docs/authorisation.md` says the
//! same for people; `crates/domain/tests/it/authorisation.rs` compares them.

use super::{Action, Role};

/// What a role leaves someone to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// In the whole of the unit and under it.
    Yes,
    /// On what is assigned to them, as lead or supporting.
    OwnWork,
    /// On what they lead.
    OwnLead,
    /// Not at all.
    No,
}

/// What the role may do.
pub(super) fn leave(role: Role, action: Action) -> Leave {
    use Leave::{No, OwnWork, Yes};
    // Administrator, Leader, Focal, Officer, Provider, Appraiser, Reader.
    let row = match action {
        Action::Read => [Yes, Yes, Yes, Yes, Yes, Yes, Yes],
        Action::ReadFigures => [Yes, Yes, Yes, Yes, OwnWork, Yes, Yes],
        // Files can hold lists of citizens (Luật 91/2025/QH15): not for every reader, and not for
        // whoever only runs the machine.
        Action::ReadEvidence => [No, Yes, Yes, OwnWork, OwnWork, Yes, No],
        Action::Comment => [No, Yes, Yes, Yes, OwnWork, Yes, No],
        Action::EditPlan => [No, No, Yes, No, No, No, No],
        Action::IssuePlan => [No, Yes, Yes, No, No, No, No],
        Action::DoWork => [No, No, Yes, OwnWork, OwnWork, No, No],
        Action::EnterFigures => [No, No, Yes, OwnWork, OwnWork, No, No],
        // Whoever answers for the unit's figures may say so; the provider answers.
        Action::DisputeFigures => [No, Yes, Yes, OwnWork, No, No, No],
        Action::AttachEvidence => [No, No, Yes, OwnWork, OwnWork, No, No],
        Action::ManageEvidence => [No, No, Yes, No, No, No, No],
        Action::EditFramework => [No, No, Yes, No, No, No, No],
        Action::ManagePeriods => [Yes, No, Yes, No, No, No, No],
        Action::Submit => [No, Yes, No, No, No, No, No],
        Action::Appraise => [No, No, No, No, No, Yes, No],
        Action::Publish => [Yes, Yes, No, No, No, No, No],
        Action::ManagePeople => [Yes, No, Yes, No, No, No, No],
        Action::ManageAccounts => [Yes, No, No, No, No, No, No],
        Action::ReadAudit => [Yes, Yes, Yes, No, No, No, No],
    };
    row[role as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = include_str!("../../../../docs/authorisation.md");

    /// `docs/authorisation.md` has one table row for each action: `| `read` | có | … |`.
    fn stated(action: Action) -> Option<Vec<Leave>> {
        let name = format!("| `{}` |", action.name());
        let line = DOCUMENT.lines().find(|line| line.starts_with(&name))?;
        line.split('|')
            .skip(3)
            .take(Role::ALL.len())
            .map(|cell| match cell.trim() {
                "có" => Some(Leave::Yes),
                "việc của mình" => Some(Leave::OwnWork),
                "việc mình chủ trì" => Some(Leave::OwnLead),
                "–" => Some(Leave::No),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn the_document_states_the_matrix() {
        for action in Action::ALL {
            let row: Vec<Leave> = Role::ALL.map(|role| leave(role, action)).to_vec();
            assert_eq!(stated(action), Some(row), "{}", action.name());
        }
    }
}
