//! Last year's plan as the draft of another year: dates moved, those who still exist kept, and
//! what changed said row by row before anything is written.

use domain::authority::Action;
use domain::plan::{OfficialDocument, Recipient, RowKind};
use jiff::ToSpan as _;

use super::add::as_read;
use super::new::{NewAssignment, NewPlan, NewRow, Origin, Triage};
use super::read::{self, Plan};
use super::row::RowFields;
use super::rows::{self, Line};
use super::write::keep;
use super::{Refusal, sql};
use crate::database::Conn;
use crate::{Actor, App, Error, Fault, PartyId, PlanId, bind};

/// A row as it would be.
#[derive(Clone, Debug)]
pub struct Copied {
    /// The row as it was.
    pub from: Line,
    /// Its texts in the new year.
    pub fields: RowFields,
    /// Who keeps doing it.
    pub assignments: Vec<NewAssignment>,
    /// Names of those who no longer exist.
    pub gone: Vec<String>,
}

impl Copied {
    /// Whether it differs from the row that it comes from.
    pub fn is_changed(&self) -> bool {
        RowFields::of(&self.from.row) != self.fields || !self.gone.is_empty()
    }
}

/// A copy about to be made.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The plan it comes from.
    pub from: Plan,
    /// Its title in the new year.
    pub title: String,
    /// The year.
    pub year: i16,
    /// Rows that are not put away.
    pub rows: Vec<Copied>,
}

/// What a copy for that year would be. Nothing is written.
pub async fn propose_copy(
    app: &App,
    actor: &Actor,
    from: &PlanId,
    year: i16,
) -> Result<Copy, Error> {
    let mut conn = app.read().await?;
    propose(&mut conn, actor, from, year).await
}

async fn propose(conn: &mut Conn, actor: &Actor, from: &PlanId, year: i16) -> Result<Copy, Error> {
    let plan = read::load(conn, actor, from).await?;
    actor.require(Action::EditPlan, &plan.unit_path)?;
    if year == plan.year || !(2000..=2199).contains(&year) {
        return Err(Refusal::SameYear { year: plan.year }.into());
    }
    let gone = parties_gone(conn, from).await?;
    let lines = rows::lines(conn, actor, from).await?;
    let shift = Shift {
        from: plan.year,
        by: year - plan.year,
    };
    let rows = lines
        .into_iter()
        .map(|line| copied(line, shift, &gone))
        .collect();
    let title = shift.named(&plan.title);
    Ok(Copy {
        title,
        year,
        rows,
        from: plan,
    })
}

/// Parties of a plan's assignments that no longer exist.
pub(crate) async fn parties_gone(conn: &mut Conn, plan: &PlanId) -> Result<Vec<PartyId>, Fault> {
    conn.all(sql::PARTIES_GONE, bind![plan.as_str()], |row| {
        Ok(PartyId::stored(row.text("id")?))
    })
    .await
}

fn copied(line: Line, shift: Shift, gone: &[PartyId]) -> Copied {
    let old = RowFields::of(&line.row);
    let named = |text: &Option<String>| text.as_deref().map(|text| shift.named(text));
    let dated = |text: &Option<String>| text.as_deref().map(|text| shift.dates(text));
    let fields = RowFields {
        title: shift.named(&old.title),
        deadline_text: dated(&old.deadline_text),
        effective_due: old
            .effective_due
            .and_then(|due| due.checked_add(i32::from(shift.by).years()).ok()),
        target_text: named(&old.target_text),
        evidence_text: named(&old.evidence_text),
        rule_text: named(&old.rule_text),
        note: named(&old.note),
        ..old
    };
    let mut assignments: Vec<NewAssignment> = Vec::new();
    let mut lost = Vec::new();
    for one in &line.assigned {
        let (party, name) = one
            .via
            .as_ref()
            .map_or((&one.party, &one.name), |(id, name)| (id, name));
        let new = NewAssignment {
            role: one.role,
            party: party.clone(),
            named: name.clone(),
        };
        if gone.contains(party) {
            lost.push(name.clone());
        } else if !assignments.contains(&new) {
            assignments.push(new);
        }
    }
    lost.dedup();
    Copied {
        fields,
        assignments,
        gone: lost,
        from: line,
    }
}

/// Keeps the copy as a draft.
pub async fn copy(app: &App, actor: &Actor, from: &PlanId, year: i16) -> Result<PlanId, Error> {
    let mut tx = app.begin(actor).await?;
    let copy = propose(&mut tx, actor, from, year).await?;
    let recipients = tx
        .all(sql::RECIPIENTS, bind![from.as_str()], |row| {
            Ok(Recipient {
                name: row.text("name")?,
                purpose: row.text_or_null("purpose")?,
            })
        })
        .await?;
    // Number, date and legal bases belong to the year; the plan as it will be read has none yet.
    let plan = Plan {
        year,
        issued_on: None,
        reference: None,
        ..copy.from
    };
    let rows = copy
        .rows
        .into_iter()
        .map(|row| new_row(row, &plan))
        .collect();
    let new = NewPlan {
        unit: plan.unit.clone(),
        year,
        document: OfficialDocument {
            kind: Some(plan.kind.clone()),
            title: Some(copy.title),
            issuer: plan.issuer.clone(),
            place: plan.place.clone(),
            recipients,
            ..OfficialDocument::default()
        },
        recipient_parties: Vec::new(),
        parent: None,
        replaces: None,
        framework: plan.framework.clone(),
        origin: Origin::Copied,
        rows,
        findings: Vec::new(),
    };
    let (id, event) = keep(&mut tx, actor, new).await?;
    tx.commit(event).await?;
    Ok(id)
}

fn new_row(copied: Copied, plan: &Plan) -> NewRow {
    let old = copied.from.row;
    let mut row = as_read(&copied.fields, plan);
    row.path = old.path;
    row.parent = old.parent;
    NewRow {
        annex: old.annex,
        row,
        triage: if matches!(old.kind, RowKind::Banner | RowKind::Heading) {
            Triage::Undecided
        } else {
            old.triage
        },
        indicator: old.indicator,
        effective_due: copied.fields.effective_due,
        assignments: copied.assignments,
    }
}

/// From one year to another.
#[derive(Clone, Copy)]
struct Shift {
    from: i16,
    by: i16,
}

impl Shift {
    /// In running text only «năm 2026» moves: numbers of documents and their dates stay.
    fn named(self, text: &str) -> String {
        let old = format!("ăm {}", self.from);
        text.replace(&old, &format!("ăm {}", self.from + self.by))
    }

    /// In a deadline every year moves that is the plan's or beside it.
    fn dates(self, text: &str) -> String {
        let near = self.from - 1..=self.from + 1;
        let mut out = String::with_capacity(text.len());
        let mut digits = String::new();
        for c in text.chars().chain(std::iter::once('\0')) {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            match digits.parse::<i16>() {
                Ok(year) if digits.len() == 4 && near.contains(&year) => {
                    out.push_str(&(year + self.by).to_string());
                }
                _ => out.push_str(&digits),
            }
            digits.clear();
            if c != '\0' {
                out.push(c);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Shift;

    #[test]
    fn years_of_deadlines_move_and_numbers_stay() {
        let shift = Shift { from: 2026, by: 1 };
        assert_eq!(
            shift.dates("Trước 15/10/2026; quý I/2027"),
            "Trước 15/10/2027; quý I/2028"
        );
        assert_eq!(
            shift.dates("Theo Công văn 12026, năm 2019"),
            "Theo Công văn 12026, năm 2019"
        );
        assert_eq!(
            shift.named("Năm 2026 theo 12/KH ngày 1/2/2026"),
            "Năm 2027 theo 12/KH ngày 1/2/2026"
        );
    }
}
