//! The rows of a plan with who does them and what proof there is, and the filters of the table.

use std::collections::BTreeMap;

use domain::work::{Standing, Status};
use jiff::ToSpan as _;
use jiff::civil::Date;
use reading::text::fold;
use scoring::Exact;

use super::new::{Role, Triage};
use super::read::{self, Plan, PlanRow};
use super::sql;
use crate::database::{Conn, Param};
use crate::{Actor, App, AssignmentId, Error, Fault, PartyId, PersonId, PlanId, RowId, bind};

/// Someone who does a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// Id.
    pub id: AssignmentId,
    /// Which row.
    pub row: RowId,
    /// In what part.
    pub role: Role,
    /// Who.
    pub party: PartyId,
    /// The party's name today.
    pub name: String,
    /// `unit`, `post`, `person`, `group`, `outsider`.
    pub kind: String,
    /// The group through which it came, and its name.
    pub via: Option<(PartyId, String)>,
    /// As the plan names it.
    pub named: String,
    /// How far they are.
    pub status: Status,
    /// Since when they no longer do it.
    pub ended_at: Option<String>,
    /// Whether the one who looks acts for the party.
    pub is_mine: bool,
    /// For changes.
    pub version: i32,
}

/// A row with what stands beside it in the table.
#[derive(Clone, Debug)]
pub struct Line {
    /// The row.
    pub row: PlanRow,
    /// Who does it now.
    pub assigned: Vec<Assigned>,
    /// Proofs attached.
    pub proofs: i64,
    /// Proofs asked for.
    pub proofs_needed: i64,
}

impl Line {
    /// Whether the one who looks does it.
    pub fn is_mine(&self) -> bool {
        self.assigned.iter().any(|one| one.is_mine)
    }

    /// Who does it in this part, each name once, groups by their own name.
    pub fn names(&self, role: Role) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for one in self.assigned.iter().filter(|one| one.role == role) {
            let name = one
                .via
                .as_ref()
                .map_or(one.name.as_str(), |(_, group)| group.as_str());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// When something is next due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueWindow {
    /// The day has passed and the party must act.
    Overdue,
    /// Within seven days.
    Week,
    /// Within thirty days.
    Month,
    /// After that.
    Later,
    /// Nothing says when.
    Undated,
}

impl DueWindow {
    /// All, soonest first.
    pub const ALL: [DueWindow; 5] = [
        DueWindow::Overdue,
        DueWindow::Week,
        DueWindow::Month,
        DueWindow::Later,
        DueWindow::Undated,
    ];

    /// As sent.
    pub fn name(self) -> &'static str {
        match self {
            DueWindow::Overdue => "overdue",
            DueWindow::Week => "week",
            DueWindow::Month => "month",
            DueWindow::Later => "later",
            DueWindow::Undated => "undated",
        }
    }

    /// The window of that name.
    pub fn parse(name: &str) -> Option<DueWindow> {
        DueWindow::ALL
            .into_iter()
            .find(|window| window.name() == name)
    }

    fn holds(self, row: &PlanRow, today: Date) -> bool {
        let standing = row.standing(today);
        let until = |days: i32| today.checked_add(days.days()).unwrap_or(Date::MAX);
        match (self, standing, row.next_due) {
            (DueWindow::Overdue, Standing::Overdue { .. }, _)
            | (DueWindow::Undated, Standing::Undated, _) => true,
            (DueWindow::Week, Standing::InTime { .. }, Some(due)) => due <= until(7),
            (DueWindow::Month, Standing::InTime { .. }, Some(due)) => due <= until(30),
            (DueWindow::Later, Standing::InTime { .. }, Some(due)) => due > until(30),
            _ => false,
        }
    }
}

/// The status asked for: one that is stored, or being overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusWanted {
    /// As stored and not overdue.
    Is(Status),
    /// Quá hạn.
    Overdue,
}

/// Order of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As in the document, with headings.
    #[default]
    Document,
    /// Soonest due first.
    Due,
    /// Most points first.
    Points,
    /// By status.
    Status,
}

/// What is wanted of the rows; the default is all of them.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words, with or without diacritics.
    pub words: String,
    /// One annex.
    pub annex: Option<String>,
    /// One status.
    pub status: Option<StatusWanted>,
    /// One lead.
    pub lead: Option<PartyId>,
    /// When it is due.
    pub due: Option<DueWindow>,
    /// What it is to the unit.
    pub triage: Option<Triage>,
    /// At least so many points.
    pub points_min: Option<Exact>,
    /// Only what the one who looks does.
    pub mine: bool,
    /// In which order.
    pub order: Order,
}

impl Filter {
    /// Whether some rows are left out.
    pub fn is_narrow(&self) -> bool {
        !self.words.trim().is_empty()
            || self.status.is_some()
            || self.lead.is_some()
            || self.due.is_some()
            || self.triage.is_some()
            || self.points_min.is_some()
            || self.mine
    }

    fn keeps(&self, line: &Line, words: &str, today: Date) -> bool {
        let row = &line.row;
        let is_late = matches!(row.standing(today), Standing::Overdue { .. });
        let status = self.status.is_none_or(|wanted| match wanted {
            StatusWanted::Overdue => is_late,
            StatusWanted::Is(status) => row.status == status && !is_late,
        });
        let leads = |party: &PartyId| {
            line.assigned.iter().any(|one| {
                one.role != Role::Supporting
                    && (one.party == *party
                        || one.via.as_ref().is_some_and(|(group, _)| group == party))
            })
        };
        status
            && self.lead.as_ref().is_none_or(leads)
            && self.due.is_none_or(|window| window.holds(row, today))
            && self.triage.is_none_or(|triage| triage == row.triage)
            && self
                .points_min
                .as_ref()
                .is_none_or(|min| row.max_points.as_ref().is_some_and(|points| points >= min))
            && (!self.mine || line.is_mine())
            && has_words(line, words)
    }

    /// The rows that are wanted, in the wanted order. Headings stay only above rows that stay, and
    /// only in the order of the document.
    pub fn apply(&self, lines: Vec<Line>, today: Date) -> Vec<Line> {
        let words = fold(&self.words);
        let in_annex = |line: &Line| {
            self.annex
                .as_ref()
                .is_none_or(|annex| *annex == line.row.annex)
        };
        let lines = lines.into_iter().filter(in_annex);
        if self.order == Order::Document {
            return self.with_headings(lines.collect(), &words, today);
        }
        let mut kept: Vec<Line> = lines
            .filter(|line| line.row.is_work() && self.keeps(line, &words, today))
            .collect();
        match self.order {
            Order::Due => kept.sort_by_key(|line| {
                let due = line.row.next_due.filter(|_| line.row.status.is_open());
                (due.is_none(), due)
            }),
            Order::Points => {
                kept.sort_by(|one, other| other.row.max_points.cmp(&one.row.max_points));
            }
            Order::Status => kept.sort_by_key(|line| {
                let late = matches!(line.row.standing(today), Standing::Overdue { .. });
                (!late, line.row.status)
            }),
            Order::Document => {}
        }
        kept
    }

    fn with_headings(&self, lines: Vec<Line>, words: &str, today: Date) -> Vec<Line> {
        if !self.is_narrow() {
            return lines;
        }
        let wanted: Vec<bool> = lines
            .iter()
            .map(|line| line.row.is_work() && self.keeps(line, words, today))
            .collect();
        let above: BTreeMap<(&str, &str), usize> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| ((line.row.annex.as_str(), line.row.path.as_str()), at))
            .collect();
        let mut stays = wanted.clone();
        for (at, _) in wanted.iter().enumerate().filter(|(_, wanted)| **wanted) {
            let mut child = at;
            // Each step up marks a row once, so all walks together are linear.
            while let Some(parent) = lines[child].row.parent.as_deref() {
                match above.get(&(lines[child].row.annex.as_str(), parent)) {
                    Some(parent) if !stays[*parent] && !lines[*parent].row.is_work() => {
                        stays[*parent] = true;
                        child = *parent;
                    }
                    _ => break,
                }
            }
        }
        let mut stays = stays.into_iter();
        lines
            .into_iter()
            .filter(|_| stays.next() == Some(true))
            .collect()
    }
}

fn has_words(line: &Line, words: &str) -> bool {
    if words.is_empty() {
        return true;
    }
    let row = &line.row;
    let texts = [
        &row.evidence_text,
        &row.deadline_text,
        &row.target_text,
        &row.note,
        &row.rule_text,
    ];
    let mut text = format!(
        "{} {}",
        fold(row.code.as_deref().unwrap_or_default()),
        row.title_folded
    );
    for part in texts.into_iter().flatten() {
        text.push(' ');
        text.push_str(&fold(part));
    }
    for one in &line.assigned {
        text.push(' ');
        text.push_str(&fold(&one.name));
    }
    words.split(' ').all(|word| text.contains(word))
}

/// Rows of a plan that are not put away, in order.
pub async fn rows(app: &App, actor: &Actor, plan: &Plan) -> Result<Vec<Line>, Error> {
    let mut conn = app.read().await?;
    // The plan was loaded for this actor; asking again costs nothing and forgets nobody.
    actor.require(domain::authority::Action::Read, &plan.unit_path)?;
    lines(&mut conn, actor, &plan.id).await
}

pub(super) async fn lines(
    conn: &mut Conn,
    actor: &Actor,
    plan: &PlanId,
) -> Result<Vec<Line>, Error> {
    let rows = staffed(conn, plan, actor.person.as_ref()).await?;
    let proofs = conn
        .all(sql::PROOFS, bind![plan.as_str()], |row| {
            Ok((row.text("id")?, (row.count("have")?, row.count("need")?)))
        })
        .await?;
    let proofs: BTreeMap<String, (i64, i64)> = proofs.into_iter().collect();
    Ok(rows
        .into_iter()
        .map(|(row, assigned)| {
            let (proofs, proofs_needed) = proofs.get(row.id.as_str()).copied().unwrap_or_default();
            Line {
                row,
                assigned,
                proofs,
                proofs_needed,
            }
        })
        .collect())
}

/// Rows that are not put away, in order, with who does them now.
pub(crate) async fn staffed(
    conn: &mut Conn,
    plan: &PlanId,
    person: Option<&PersonId>,
) -> Result<Vec<(PlanRow, Vec<Assigned>)>, Fault> {
    let rows = conn.all(sql::ROWS, bind![plan.as_str()], read::row).await?;
    let mut assigned: BTreeMap<RowId, Vec<Assigned>> = BTreeMap::new();
    for one in assignments(conn, (plan, None), person).await? {
        if one.ended_at.is_none() {
            assigned.entry(one.row.clone()).or_default().push(one);
        }
    }
    let kept = rows.into_iter().filter(|row| row.removed_at.is_none());
    Ok(kept
        .map(|row| {
            let assigned = assigned.remove(&row.id).unwrap_or_default();
            (row, assigned)
        })
        .collect())
}

/// Rows that were put away, in order.
pub async fn removed(app: &App, plan: &Plan) -> Result<Vec<PlanRow>, Error> {
    let mut conn = app.read().await?;
    let rows = conn
        .all(sql::ROWS, bind![plan.id.as_str()], read::row)
        .await?;
    Ok(rows
        .into_iter()
        .filter(|row| row.removed_at.is_some())
        .collect())
}

/// Who does the rows of a plan, or one of them, and who did.
pub(super) async fn assignments(
    conn: &mut Conn,
    (plan, row): (&PlanId, Option<&RowId>),
    person: Option<&PersonId>,
) -> Result<Vec<Assigned>, Fault> {
    let one = [
        Param::from(plan.as_str()),
        Param::from(person.map(PersonId::as_str)),
        Param::from(row.map(RowId::as_str)),
    ];
    conn.all(sql::ASSIGNMENTS, &one, |row| {
        let id = row.text("id")?;
        let bad = |what| Fault::inconsistent("assignment", &id, what);
        let group = row.text_or_null("via_group_id")?.map(PartyId::stored);
        Ok(Assigned {
            row: RowId::stored(row.text("row_id")?),
            role: Role::parse(&row.text("role")?).ok_or_else(|| bad("role"))?,
            party: PartyId::stored(row.text("party_id")?),
            name: row.text("party_name")?,
            kind: row.text("party_kind")?,
            via: group.zip(row.text_or_null("group_name")?),
            named: row.text("named")?,
            status: Status::parse(&row.text("status")?).ok_or_else(|| bad("status"))?,
            ended_at: row.text_or_null("ended_at")?,
            is_mine: row.flag("mine")?,
            version: row.int("version")?,
            id: AssignmentId::stored(id),
        })
    })
    .await
}
