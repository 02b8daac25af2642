//! Who does something: an account with its person, home unit and roles.

use domain::authority::{Action, Authority, Duty, Grant, Place, Role};

use crate::audit::Author;
use crate::{AccountId, Error, PersonId, UnitId};

/// A person signed in, or the program itself.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The account; `None`: the program (start-up, command line).
    pub account: Option<AccountId>,
    /// The person; `None`: the program.
    pub person: Option<PersonId>,
    /// As shown and as the audit keeps it.
    pub name: String,
    /// Where the person works; `None`: the program.
    pub home: Option<HomeUnit>,
    /// What they hold.
    pub authority: Authority,
}

/// The unit where a person works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeUnit {
    /// Id.
    pub id: UnitId,
    /// The word in addresses.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Path.
    pub path: String,
}

impl Actor {
    /// The program itself, at start-up and on the command line: everything, everywhere.
    pub fn program() -> Actor {
        Actor {
            account: None,
            person: None,
            name: "chamdiem".to_owned(),
            home: None,
            authority: Authority {
                grants: Role::ALL
                    .into_iter()
                    .map(|role| Grant {
                        role,
                        unit_path: "/".to_owned(),
                    })
                    .collect(),
            },
        }
    }

    /// Whether the action is allowed in the unit, whatever the duty.
    pub fn may(&self, action: Action, unit_path: &str) -> bool {
        self.may_as(action, unit_path, Duty::None)
    }

    /// Whether the action is allowed in the unit with this duty.
    pub fn may_as(&self, action: Action, unit_path: &str, duty: Duty) -> bool {
        self.authority.may(action, Place { unit_path, duty })
    }

    /// Refuses unless the action is allowed in the unit.
    pub fn require(&self, action: Action, unit_path: &str) -> Result<(), Error> {
        self.require_as(action, unit_path, Duty::None)
    }

    /// Refuses unless the action is allowed in the unit with this duty. Whoever may not even see
    /// the unit learns nothing of what is in it.
    pub fn require_as(&self, action: Action, unit_path: &str, duty: Duty) -> Result<(), Error> {
        if self.may_as(action, unit_path, duty) {
            return Ok(());
        }
        Err(Error::NotAllowed(action))
    }

    /// Where the action is allowed whatever the duty, as statements take it: `|/city/ward/|`. What
    /// stands under another place is left out.
    pub(crate) fn places(&self, action: Action) -> String {
        let all = self.authority.everywhere_under(action);
        let over = |one: &&str| {
            all.iter()
                .any(|other| other != one && one.starts_with(*other))
        };
        let mut places: Vec<&str> = all.iter().copied().filter(|one| !over(one)).collect();
        places.sort_unstable();
        places.dedup();
        format!("|{}|", places.join("|"))
    }

    /// The account, for what only a person can do.
    pub fn account(&self) -> Result<&AccountId, Error> {
        self.account
            .as_ref()
            .ok_or(Error::NotFound(crate::Noun::Account))
    }

    pub(crate) fn author(&self) -> Author {
        Author {
            account: self.account.clone(),
            name: self.name.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_once_and_without_what_is_under_them() {
        let mut actor = Actor::program();
        assert_eq!(actor.places(Action::Read), "|/|");
        actor.authority.grants = [
            (Role::Reader, "/a/b/"),
            (Role::Focal, "/a/b/"),
            (Role::Reader, "/a/b/c/"),
            (Role::Officer, "/a/x/"),
        ]
        .map(|(role, path)| Grant {
            role,
            unit_path: path.to_owned(),
        })
        .to_vec();
        assert_eq!(actor.places(Action::Read), "|/a/b/|/a/x/|");
        assert_eq!(actor.places(Action::EditPlan), "|/a/b/|");
        actor.authority.grants.clear();
        assert_eq!(actor.places(Action::Read), "||");
    }
}
