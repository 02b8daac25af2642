//! A plan about to be kept, whoever made it: an import, a person's typing, a copy of last year's.
//!
//! It is what `domain::plan` read, with what only a person or the database can say: whose rows
//! they are, which parties the names mean, what was settled. [`super::write()`] keeps it.

use domain::plan::{OfficialDocument, Row};
use jiff::civil::Date;

use crate::{FrameworkId, IndicatorId, PartyId, PlanId, UnitId};

/// A plan about to be kept. It begins as a draft.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// Whose plan it is.
    pub unit: UnitId,
    /// The year it is worked in.
    pub year: i16,
    /// Number, date, title, legal bases, recipients, signatory.
    pub document: OfficialDocument,
    /// Parties that recipients are known as, by position among `document.recipients`; shorter than
    /// the recipients or empty: the rest is not known.
    pub recipient_parties: Vec<Option<PartyId>>,
    /// Kế hoạch cấp trên.
    pub parent: Option<PlanId>,
    /// The plan that this one amends or replaces.
    pub replaces: Option<PlanId>,
    /// The framework adopted from its annexes.
    pub framework: Option<FrameworkId>,
    /// Where the rows come from.
    pub origin: Origin,
    /// Rows in the order of the document.
    pub rows: Vec<NewRow>,
    /// What was wrong or unclear, and what was said to it.
    pub findings: Vec<NewFinding>,
}

/// Where a plan's rows come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    Imported {
        /// SHA-256 of its bytes.
        sha256: String,
        /// Its name.
        name: String,
    },
    /// A person's typing.
    Typed,
    /// An earlier plan.
    Copied,
}

impl Origin {
    /// As stored.
    pub fn name(&self) -> &'static str {
        match self {
            Origin::Imported { .. } => "imported",
            Origin::Typed => "typed",
            Origin::Copied => "copied",
        }
    }
}

/// A row about to be kept.
#[derive(Clone, Debug)]
pub struct NewRow {
    /// Phụ lục.
    pub annex: String,
    /// The row as read: the document's own words and their readings. Its `lead` and `supporting`
    /// are not looked at; see `assignments`.
    pub row: Row,
    /// Ta chủ trì, phối hợp, không thuộc đơn vị.
    pub triage: Triage,
    /// The indicator that it became.
    pub indicator: Option<IndicatorId>,
    /// The last day that a person set in place of the text's.
    pub effective_due: Option<Date>,
    /// Who does it. A party of kind group stands for its members.
    pub assignments: Vec<NewAssignment>,
}

/// Who does a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAssignment {
    /// In what part.
    pub role: Role,
    /// Who.
    pub party: PartyId,
    /// As the plan names them.
    pub named: String,
}

/// Something wrong or unclear in a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewFinding {
    /// `F301`.
    pub code: String,
    /// `info`, `warning`, `error`.
    pub severity: String,
    /// The row it stands at.
    pub row_path: Option<String>,
    /// The sentence.
    pub message: String,
    /// What a person said to it; `None`: open.
    pub settlement: Option<String>,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// All, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// As stored and sent.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// The one of that name.
            pub fn parse(name: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

words! {
    /// What a row is to the unit.
    Triage {
        /// Ta chủ trì.
        Leads = "leads",
        /// Ta phối hợp.
        Supports = "supports",
        /// Không thuộc đơn vị.
        NotOurs = "not_ours",
        /// Not said yet.
        Undecided = "undecided",
    }
}

words! {
    /// Part in a row.
    Role {
        /// Chủ trì.
        Lead = "lead",
        /// Phối hợp.
        Supporting = "supporting",
        /// Led by someone outside the unit.
        OutsideLead = "outside_lead",
    }
}

words! {
    /// How far a plan is.
    State {
        /// Dự thảo.
        Draft = "draft",
        /// Đã ban hành.
        Issued = "issued",
        /// Đã thu hồi.
        Withdrawn = "withdrawn",
    }
}
