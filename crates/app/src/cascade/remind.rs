//! Reminds lower units that have not sent a plan: a message to each one's focal officers, once a
//! day.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::Action;
use serde_json::json;

use super::status::{self, Standing};
use super::{Refusal, sql};
use crate::audit::Event;
use crate::database::Conn;
use crate::notice::{self, NoticeKind, Tell};
use crate::plan::{self, State};
use crate::{AccountId, Actor, App, Error, Fault, PlanId, UnitId, bind};

/// What a reminder reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reminded {
    /// Names of units with someone who got it.
    pub units: Vec<String>,
    /// Names of units without a focal officer.
    pub nobody: Vec<String>,
}

/// Reminds these units, as far as they have not sent a plan.
pub async fn remind(
    app: &App,
    actor: &Actor,
    id: &PlanId,
    picked: &BTreeSet<UnitId>,
) -> Result<Reminded, Error> {
    let mut tx = app.begin(actor).await?;
    let plan = plan::load(&mut tx, actor, id).await?;
    actor.require(Action::EditPlan, &plan.unit_path)?;
    if plan.state != State::Issued {
        return Err(Refusal::NotIssued { name: plan.name() }.into());
    }
    let mut units = status::units(&mut tx, &plan, app.today()).await?;
    units.retain(|unit| unit.standing != Standing::Sent && picked.contains(&unit.unit));
    let focals = focals(&mut tx, &plan.unit_path).await?;
    let mut reminded = Reminded::default();
    for unit in units {
        let Some(to) = focals.get(&unit.unit) else {
            reminded.nobody.push(unit.name);
            continue;
        };
        let message = Tell {
            to: to.clone(),
            kind: NoticeKind::Reminder,
            subject_kind: "plan",
            subject_id: plan.id.to_string(),
            detail: json!({ "by": actor.name, "what": plan.name(), "cascade": "none" }),
            address: format!(
                "/ke-hoach/tu-cap-tren?don-vi={}&ke-hoach={}",
                unit.slug, plan.id
            ),
            once: Some(format!("cascade:{}:{}:{}", plan.id, unit.unit, app.today())),
        };
        notice::tell(&mut tx, message).await?;
        reminded.units.push(unit.name);
    }
    if reminded.units.is_empty() && reminded.nobody.is_empty() {
        return Err(Refusal::NobodyToRemind.into());
    }
    let event = Event::new("cascade.reminded", "plan", plan.id.as_str(), &plan.name())
        .within(&plan.unit)
        .after(json!({ "units": reminded.units.len(), "without": reminded.nobody.len() }));
    tx.commit(event).await?;
    Ok(reminded)
}

/// Who is focal in each unit under a path.
pub(super) async fn focals(
    conn: &mut Conn,
    path: &str,
) -> Result<BTreeMap<UnitId, Vec<AccountId>>, Fault> {
    let all = conn
        .all(sql::FOCALS, bind![path], |row| {
            Ok((
                UnitId::stored(row.text("unit_id")?),
                AccountId::stored(row.text("account_id")?),
            ))
        })
        .await?;
    let mut focals: BTreeMap<UnitId, Vec<AccountId>> = BTreeMap::new();
    for (unit, account) in all {
        focals.entry(unit).or_default().push(account);
    }
    Ok(focals)
}
