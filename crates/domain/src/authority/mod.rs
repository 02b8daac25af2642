//! Who may do what. Everything is refused unless a grant or an assignment allows it.
//!
//! A [`Role`] is granted in a unit and holds for everything under it. What the role leaves at
//! «own work» is allowed only on what is assigned to the person ([`Duty`]). The table itself is in
//! `matrix`; `docs/authorisation.md` states it for people, and a test compares the two.

mod matrix;

pub use matrix::Leave;

/// Vai trò.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Quản trị: accounts, units, periods, audit. Enters no figures.
    Administrator,
    /// Lãnh đạo: reads all, approves, issues, submits.
    Leader,
    /// Đầu mối: imports, assigns, chases, edits everything of the unit's plan.
    Focal,
    /// Công chức: works on what is assigned to them, as lead or supporting.
    Officer,
    /// Đơn vị cung cấp số liệu: enters the figures assigned to them.
    Provider,
    /// Thẩm định.
    Appraiser,
    /// Chỉ xem.
    Reader,
}

impl Role {
    /// All, in the order of the matrix.
    pub const ALL: [Role; 7] = [
        Role::Administrator,
        Role::Leader,
        Role::Focal,
        Role::Officer,
        Role::Provider,
        Role::Appraiser,
        Role::Reader,
    ];

    /// Its stable name in storage and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Leader => "leader",
            Role::Focal => "focal",
            Role::Officer => "officer",
            Role::Provider => "provider",
            Role::Appraiser => "appraiser",
            Role::Reader => "reader",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Something that a person may or may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// See plans, rows, statuses, indicators, frameworks, the directory.
    Read,
    /// See figures and scores.
    ReadFigures,
    /// Open evidence files; they are private by default.
    ReadEvidence,
    /// Comment.
    Comment,
    /// Import, type, copy, amend a plan; triage; assign.
    EditPlan,
    /// Issue a plan, withdraw it.
    IssuePlan,
    /// Change the status of work, record what was done.
    DoWork,
    /// Enter a figure, an explanation, an expectation.
    EnterFigures,
    /// Say that a figure which was provided for the unit is not right.
    DisputeFigures,
    /// Attach proof.
    AttachEvidence,
    /// Put away proof that others attached, decide who sees it.
    ManageEvidence,
    /// Author a framework, choose readings of rules.
    EditFramework,
    /// Open, lock, unlock a period.
    ManagePeriods,
    /// Hand a unit's figures in, take them back, object to what was decided.
    Submit,
    /// Accept, adjust or send back what was submitted.
    Appraise,
    /// Publish results, correct them, withdraw them.
    Publish,
    /// Units, posts, persons, groups, aliases.
    ManagePeople,
    /// Accounts, roles, links for passwords.
    ManageAccounts,
    /// Read the audit.
    ReadAudit,
}

impl Action {
    /// All, in the order of the matrix.
    pub const ALL: [Action; 19] = [
        Action::Read,
        Action::ReadFigures,
        Action::ReadEvidence,
        Action::Comment,
        Action::EditPlan,
        Action::IssuePlan,
        Action::DoWork,
        Action::EnterFigures,
        Action::DisputeFigures,
        Action::AttachEvidence,
        Action::ManageEvidence,
        Action::EditFramework,
        Action::ManagePeriods,
        Action::Submit,
        Action::Appraise,
        Action::Publish,
        Action::ManagePeople,
        Action::ManageAccounts,
        Action::ReadAudit,
    ];

    /// Its name in the matrix.
    pub fn name(self) -> &'static str {
        match self {
            Action::Read => "read",
            Action::ReadFigures => "read_figures",
            Action::ReadEvidence => "read_evidence",
            Action::Comment => "comment",
            Action::EditPlan => "edit_plan",
            Action::IssuePlan => "issue_plan",
            Action::DoWork => "do_work",
            Action::EnterFigures => "enter_figures",
            Action::DisputeFigures => "dispute_figures",
            Action::AttachEvidence => "attach_evidence",
            Action::ManageEvidence => "manage_evidence",
            Action::EditFramework => "edit_framework",
            Action::ManagePeriods => "manage_periods",
            Action::Submit => "submit",
            Action::Appraise => "appraise",
            Action::Publish => "publish",
            Action::ManagePeople => "manage_people",
            Action::ManageAccounts => "manage_accounts",
            Action::ReadAudit => "read_audit",
        }
    }
}

/// How the person stands to the thing at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// Not assigned to them.
    #[default]
    None,
    /// Phối hợp.
    Supporting,
    /// Chủ trì.
    Lead,
}

/// A role held in a unit and everything under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Which role.
    pub role: Role,
    /// The unit's path, `/city/ward/`.
    pub unit_path: String,
}

/// What a person holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authority {
    /// Roles in force.
    pub grants: Vec<Grant>,
}

/// Where something happens: in whose unit, and with what duty of the person.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The unit's path.
    pub unit_path: &'a str,
    /// The person's own part in it.
    pub duty: Duty,
}

impl Authority {
    /// Whether the action is allowed at that place.
    pub fn may(&self, action: Action, place: Place<'_>) -> bool {
        self.grants
            .iter()
            .filter(|grant| place.unit_path.starts_with(&grant.unit_path))
            .any(|grant| match matrix::leave(grant.role, action) {
                Leave::Yes => true,
                Leave::OwnWork => place.duty >= Duty::Supporting,
                Leave::OwnLead => place.duty >= Duty::Lead,
                Leave::No => false,
            })
    }

    /// Whether the figures that they enter in that unit are provided for it: no other role of
    /// theirs there enters any.
    pub fn provides(&self, unit_path: &str) -> bool {
        let here = |grant: &&Grant| unit_path.starts_with(&grant.unit_path);
        let enters = |grant: &&Grant| matrix::leave(grant.role, Action::EnterFigures) != Leave::No;
        let mut roles = self.grants.iter().filter(here).filter(enters).peekable();
        roles.peek().is_some() && roles.all(|grant| grant.role == Role::Provider)
    }

    /// Whether some place exists where the action is allowed: what a menu offers, what a route
    /// lets pass before the thing itself is known.
    pub fn may_somewhere(&self, action: Action) -> bool {
        self.grants
            .iter()
            .any(|grant| matrix::leave(grant.role, action) != Leave::No)
    }

    /// Paths of the units under which the action is allowed whatever the duty.
    pub fn everywhere_under(&self, action: Action) -> Vec<&str> {
        self.grants
            .iter()
            .filter(|grant| matrix::leave(grant.role, action) == Leave::Yes)
            .map(|grant| grant.unit_path.as_str())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(role: Role, unit_path: &str) -> Authority {
        Authority {
            grants: vec![Grant {
                role,
                unit_path: unit_path.to_owned(),
            }],
        }
    }

    fn at(unit_path: &str, duty: Duty) -> Place<'_> {
        Place { unit_path, duty }
    }

    #[test]
    fn nothing_is_allowed_without_a_grant() {
        for action in Action::ALL {
            assert!(!Authority::default().may(action, at("/a/", Duty::Lead)));
            assert!(!Authority::default().may_somewhere(action));
        }
    }

    #[test]
    fn a_grant_holds_under_its_unit_and_nowhere_else() {
        let focal = holding(Role::Focal, "/a/b/");
        assert!(focal.may(Action::EditPlan, at("/a/b/", Duty::None)));
        assert!(focal.may(Action::EditPlan, at("/a/b/c/", Duty::None)));
        assert!(!focal.may(Action::EditPlan, at("/a/", Duty::None)));
        assert!(!focal.may(Action::EditPlan, at("/a/x/", Duty::None)));
    }

    #[test]
    fn only_who_enters_figures_as_nothing_else_provides_them() {
        let mut authority = holding(Role::Provider, "/a/");
        assert!(authority.provides("/a/b/"));
        assert!(!authority.provides("/x/"));
        assert!(!holding(Role::Reader, "/a/").provides("/a/"));
        let also = |role, path: &str| Grant {
            role,
            unit_path: path.to_owned(),
        };
        authority.grants.push(also(Role::Reader, "/a/"));
        assert!(authority.provides("/a/"), "reading is no entering");
        authority.grants.push(also(Role::Focal, "/a/b/"));
        assert!(
            !authority.provides("/a/b/"),
            "the focal enters the unit's own"
        );
        assert!(authority.provides("/a/c/"));
    }

    #[test]
    fn an_officer_enters_only_what_is_assigned() {
        let officer = holding(Role::Officer, "/a/");
        assert!(!officer.may(Action::EnterFigures, at("/a/", Duty::None)));
        assert!(officer.may(Action::EnterFigures, at("/a/", Duty::Supporting)));
        assert!(officer.may(Action::EnterFigures, at("/a/", Duty::Lead)));
    }
}
