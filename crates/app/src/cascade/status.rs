//! Who has a plan that carries out this one: sent (in force), in the making, or none.

use domain::authority::Action;
use jiff::civil::Date;

use super::sql;
use crate::database::{Conn, Row};
use crate::plan::{self, Plan, State};
use crate::unit::UnitKind;
use crate::{Actor, App, Error, Fault, PlanId, UnitId, bind};

/// How far a lower unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It has no plan that carries this one out.
    Nothing,
    /// It has a draft.
    Draft,
    /// Its plan is in force, and so seen by the unit above.
    Sent,
}

impl Standing {
    /// All, what is missing first.
    pub const ALL: [Standing; 3] = [Standing::Nothing, Standing::Draft, Standing::Sent];

    /// As sent.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Nothing => "nothing",
            Standing::Draft => "draft",
            Standing::Sent => "sent",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A unit's plan that carries out the plan above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Which.
    pub id: PlanId,
    /// Số, ký hiệu.
    pub reference: Option<String>,
    /// Ngày ban hành.
    pub issued_on: Option<Date>,
    /// When it was begun here.
    pub created_at: String,
    /// How many rows above it carries out.
    pub linked: i64,
}

/// A lower unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitPlan {
    /// Which.
    pub unit: UnitId,
    /// Its word in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// How far it is.
    pub standing: Standing,
    /// Its plan, one in force before a draft.
    pub plan: Option<Sent>,
}

/// The units right under that of the plan, and any below that have a plan which carries it out, in
/// the Vietnamese order of their names.
pub async fn status(app: &App, actor: &Actor, id: &PlanId) -> Result<(Plan, Vec<UnitPlan>), Error> {
    let mut conn = app.read().await?;
    let plan = plan::load(&mut conn, actor, id).await?;
    actor.require(Action::Read, &plan.unit_path)?;
    let mut units = units(&mut conn, &plan, app.today()).await?;
    units.sort_by_cached_key(|unit| reading::text::sort_key(&unit.name));
    Ok((plan, units))
}

pub(super) async fn units(
    conn: &mut Conn,
    plan: &Plan,
    today: Date,
) -> Result<Vec<UnitPlan>, Fault> {
    let today = today.to_string();
    let all = conn
        .all(
            sql::STATUS,
            bind![
                plan.id.as_str(),
                plan.unit.as_str(),
                &today,
                &plan.unit_path
            ],
            unit_plan,
        )
        .await?;
    let mut units: Vec<UnitPlan> = Vec::with_capacity(all.len());
    for one in all {
        // Of several plans of one unit, which follow each other, the furthest counts.
        match units.last_mut().filter(|last| last.unit == one.unit) {
            Some(last) if one.standing > last.standing => *last = one,
            Some(_) => {}
            None => units.push(one),
        }
    }
    Ok(units)
}

fn unit_plan(row: &Row) -> Result<UnitPlan, Fault> {
    let id = row.text("id")?;
    let kind = row.text("kind")?;
    let state = row.text_or_null("state")?;
    let plan = match row.text_or_null("plan_id")? {
        None => None,
        Some(plan) => Some(Sent {
            id: PlanId::stored(plan),
            reference: row.text_or_null("reference")?,
            issued_on: row.date_or_null("issued_on")?,
            created_at: row.text("created_at")?,
            linked: row.count("linked")?,
        }),
    };
    Ok(UnitPlan {
        kind: UnitKind::parse(&kind).ok_or_else(|| Fault::inconsistent("unit", &id, "kind"))?,
        unit: UnitId::stored(id),
        slug: row.text("slug")?,
        name: row.text("name")?,
        standing: match state.as_deref().and_then(State::parse) {
            Some(State::Issued) => Standing::Sent,
            Some(State::Draft) => Standing::Draft,
            Some(State::Withdrawn) | None => Standing::Nothing,
        },
        plan,
    })
}
