//! Plans above a unit: those in force of the units over it, and who may take one over.

use domain::authority::Action;

use super::{Refusal, sql};
use crate::database::Conn;
use crate::plan::{self, Plan, State};
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, Fault, Noun, PlanId, UnitId, bind};

/// A plan above, with what the unit has made of it.
#[derive(Clone, Debug)]
pub struct Above {
    /// The plan.
    pub plan: Plan,
    /// The unit's own plan that carries it out: which, and how far it is.
    pub own: Option<(PlanId, State)>,
}

/// Units for which the actor may make plans: where a role says so, not those under them.
pub async fn homes(app: &App, actor: &Actor) -> Result<Vec<Unit>, Error> {
    let mut conn = app.read().await?;
    let places = actor.places(Action::EditPlan);
    Ok(conn.all(sql::HOMES, bind![&places], unit::read).await?)
}

/// Plans in force of the units over this one, of the last year and the nearest unit first.
pub async fn above(app: &App, actor: &Actor, unit: &Unit) -> Result<Vec<Above>, Error> {
    actor.require(Action::EditPlan, &unit.path)?;
    let mut conn = app.read().await?;
    Ok(conn
        .all(sql::ABOVE, bind![&unit.path, unit.id.as_str()], |row| {
            let own = row.text_or_null("own_id")?.map(PlanId::stored);
            let state = row.text_or_null("own_state")?;
            let state = state.and_then(|state| State::parse(&state));
            Ok(Above {
                plan: plan::read_plan(row)?,
                own: own.zip(state),
            })
        })
        .await?)
}

/// What a unit has of its own beside a plan above.
pub(super) struct Own {
    /// Its plan that carries that one out.
    pub(super) plan: Option<Plan>,
    /// Its plan of the last year before.
    pub(super) before: Option<Plan>,
}

pub(super) async fn own(conn: &mut Conn, (unit, above): (&UnitId, &Plan)) -> Result<Own, Fault> {
    let found = conn
        .all(
            sql::OWN_AND_BEFORE,
            bind![unit.as_str(), above.id.as_str(), i32::from(above.year)],
            plan::read_plan,
        )
        .await?;
    let mut own = Own {
        plan: None,
        before: None,
    };
    for plan in found {
        if plan.parent.as_ref() == Some(&above.id) {
            own.plan = Some(plan);
        } else {
            own.before = Some(plan);
        }
    }
    Ok(own)
}

/// A plan in force of a unit over this one. Of any other nothing is told.
pub(super) async fn open(
    conn: &mut Conn,
    actor: &Actor,
    (unit, id): (&Unit, &PlanId),
) -> Result<Plan, Error> {
    let plan = plan::load_any(conn, id).await?;
    let is_over = plan.unit != unit.id && unit.path.starts_with(&plan.unit_path);
    match plan.state {
        State::Issued if is_over => Ok(plan),
        _ if is_over && actor.may(Action::Read, &plan.unit_path) => {
            Err(Refusal::NotIssued { name: plan.name() }.into())
        }
        _ => Err(Error::NotFound(Noun::Plan)),
    }
}
