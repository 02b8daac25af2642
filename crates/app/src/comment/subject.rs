//! What can be discussed, and where it stands.

use super::sql;
use crate::database::Conn;
use crate::{Actor, EntryId, Error, EvidenceId, Noun, PlanId, RowId, UnitId, assignment, bind};
use domain::authority::{Action, Duty};

/// What a discussion is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A plan.
    Plan(PlanId),
    /// A row of one.
    Row(RowId),
    /// A unit's entry of an indicator.
    Entry(EntryId),
    /// A proof.
    Evidence(EvidenceId),
}

impl Subject {
    /// From an address: the stored kind and an id.
    pub fn parse(kind: &str, id: &str) -> Option<Subject> {
        match kind {
            "plan" => PlanId::parse(id).map(Subject::Plan),
            "plan_row" => RowId::parse(id).map(Subject::Row),
            "entry" => EntryId::parse(id).map(Subject::Entry),
            "evidence" => EvidenceId::parse(id).map(Subject::Evidence),
            _ => None,
        }
    }

    /// As stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Subject::Plan(_) => "plan",
            Subject::Row(_) => "plan_row",
            Subject::Entry(_) => "entry",
            Subject::Evidence(_) => "evidence",
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Subject::Plan(id) => id.as_str(),
            Subject::Row(id) => id.as_str(),
            Subject::Entry(id) => id.as_str(),
            Subject::Evidence(id) => id.as_str(),
        }
    }

    fn noun(&self) -> Noun {
        match self {
            Subject::Plan(_) => Noun::Plan,
            Subject::Row(_) => Noun::Row,
            Subject::Entry(_) => Noun::Entry,
            Subject::Evidence(_) => Noun::Evidence,
        }
    }
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What.
    pub subject: Subject,
    /// In whose unit.
    pub unit: UnitId,
    /// The unit's path.
    pub unit_path: String,
    /// Code and title.
    pub name: String,
    /// Its page.
    pub address: String,
    /// The actor's part in it.
    pub duty: Duty,
    /// Of a proof: whether the actor brought it.
    own: bool,
    /// Of a proof: whether everyone who reads the unit may see it.
    open: bool,
}

impl Place {
    /// Whose grants count. One's own work may lie in a plan of the unit above: there the grants of
    /// one's own unit count.
    pub fn authority_path<'a>(&'a self, actor: &'a Actor) -> &'a str {
        assignment::authority_path(actor, &self.unit_path, self.duty)
    }

    /// Whether the actor reads what people of that unit write here. Who has only a part in another
    /// unit's row reads those of the units above, not those of other units that have a part.
    pub(super) fn tells(&self, actor: &Actor, author_path: &str) -> bool {
        let above = |home: &crate::HomeUnit| home.path.starts_with(author_path);
        let reads = |path: &str| {
            actor.may(Action::Read, path) || actor.may_as(Action::Read, path, self.duty)
        };
        reads(&self.unit_path) || reads(author_path) || actor.home.as_ref().is_some_and(above)
    }

    /// Under which unit people are named: of another unit's row, those of one's own.
    pub(super) fn people_path<'a>(&'a self, actor: &'a Actor) -> &'a str {
        if actor.may(Action::Read, &self.unit_path) {
            &self.unit_path
        } else {
            self.authority_path(actor)
        }
    }

    pub(super) fn require_read(&self, actor: &Actor) -> Result<(), Error> {
        let allowed = match &self.subject {
            Subject::Plan(_) => actor.may(Action::Read, &self.unit_path),
            Subject::Row(_) => actor.may_as(Action::Read, self.authority_path(actor), self.duty),
            Subject::Entry(_) => {
                actor.may_as(Action::ReadFigures, self.authority_path(actor), self.duty)
            }
            Subject::Evidence(_) => {
                let private = actor.may_as(Action::ReadEvidence, &self.unit_path, self.duty);
                self.own || private || (self.open && actor.may(Action::Read, &self.unit_path))
            }
        };
        // What one may not see is not there.
        if allowed {
            Ok(())
        } else {
            Err(Error::NotFound(self.subject.noun()))
        }
    }
}

pub(crate) async fn place(
    conn: &mut Conn,
    actor: &Actor,
    subject: &Subject,
) -> Result<Place, Error> {
    let statement = match subject {
        Subject::Plan(_) => sql::PLAN_PLACE,
        Subject::Row(_) => sql::ROW_PLACE,
        Subject::Entry(_) => sql::ENTRY_PLACE,
        Subject::Evidence(_) => sql::EVIDENCE_PLACE,
    };
    let me = actor.account.as_ref().map(crate::AccountId::as_str);
    let person = actor.person.as_ref().map(crate::PersonId::as_str);
    conn.find(statement, bind![subject.id(), person], |row| {
        let code = row.text_or_null("code")?.unwrap_or_default();
        let group = row.text("place")?;
        let address = match subject {
            Subject::Plan(id) => format!("/ke-hoach/{id}"),
            Subject::Row(id) => format!("/ke-hoach/{group}/dong/{id}"),
            Subject::Entry(_) => crate::address::indicator(&group, &row.text("slug")?, &code),
            Subject::Evidence(id) => format!("/minh-chung/{id}"),
        };
        let by = row.text_or_null("created_by")?;
        Ok(Place {
            subject: subject.clone(),
            unit: UnitId::stored(row.text("unit_id")?),
            unit_path: row.text("unit_path")?,
            name: format!("{code} {}", row.text("title")?).trim().to_owned(),
            address,
            duty: match row.int("part")? {
                2 => Duty::Lead,
                1 => Duty::Supporting,
                _ => Duty::None,
            },
            own: by.is_some() && by.as_deref() == me,
            open: row.text_or_null("visibility")?.as_deref() == Some("unit"),
        })
    })
    .await?
    .ok_or(Error::NotFound(subject.noun()))
}
