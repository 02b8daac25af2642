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
