//! Takes back what was written, as long as no work hangs on it. Nothing is deleted: the plan is
//! withdrawn, its rows are put away, and the draft can be settled and written again.

use domain::authority::Action;
use serde_json::json;

use super::decisions::{Carried, Decisions};
use super::{Hanging, Refusal, draft, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::search::SearchEntry;
use crate::unit::Unit;
use crate::{Actor, App, Error, ImportId, Noun, PlanId, bind, cascade};

/// Takes back the writing of a draft.
pub async fn undo(app: &App, actor: &Actor, id: &ImportId, version: i32) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let (draft, unit) = draft::load(&mut tx, actor, id).await?;
    actor.require(Action::EditPlan, &unit.path)?;
    let plan = draft.written.clone().ok_or(Refusal::NotWritten)?;
    let hanging = hanging(&mut tx, &plan, &draft.decisions.carried).await?;
    if !hanging.is_nothing() {
        return Err(Refusal::WorkHangsOnIt(hanging).into());
    }
    if let Some(before) = &draft.amends {
        cascade::follow::succeed(&mut tx, &plan, before).await?;
    }
    put_away(&mut tx, &plan, &unit).await?;
    let mut decisions = Decisions {
        carried: Carried::default(),
        ..draft.decisions.clone()
    };
    if let Some((before, state)) = draft.amends.as_ref().zip(decisions.amended_state.take()) {
        tx.run(sql::SET_STATE, bind![before.as_str(), &state])
            .await?;
        let event = Event::new("plan.restored", "plan", before.as_str(), &draft.file_name);
        tx.record(event.within(&unit.id).after(json!({ "state": state })));
    }
    let json = serde_json::to_string(&decisions).map_err(crate::Fault::from)?;
    if tx
        .run(sql::UNWRITTEN, bind![id.as_str(), version, &json])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Import));
    }
    let event = Event::new(
        "import.undone",
        "import_draft",
        id.as_str(),
        &draft.file_name,
    )
    .within(&unit.id)
    .before(json!({ "plan": plan.as_str() }));
    Ok(tx.commit(event).await?)
}

async fn hanging(tx: &mut Tx, plan: &PlanId, carried: &Carried) -> Result<Hanging, Error> {
    Ok(Hanging {
        statuses: count(tx, sql::CHANGED_ROWS, plan).await?,
        happenings: count(tx, sql::HAPPENED, plan).await? - carried.happenings,
        evidence: count(tx, sql::USED, plan).await? - carried.evidence,
        comments: count(tx, sql::SAID, plan).await? - carried.comments,
        figures: count(tx, sql::ENTERED, plan).await?,
        versions: count(tx, sql::VERSIONS, plan).await?,
    })
}

async fn count(tx: &mut Tx, statement: &'static str, plan: &PlanId) -> Result<i64, Error> {
    Ok(tx
        .one(statement, bind![plan.as_str()], |row| row.count("n"))
        .await?)
}

async fn put_away(tx: &mut Tx, plan: &PlanId, unit: &Unit) -> Result<(), Error> {
    let now = tx.now().to_owned();
    let mut gone = tx
        .all(sql::FOUND_ROWS, bind![plan.as_str()], |row| row.text("id"))
        .await?
        .into_iter()
        .map(|row| ("plan_row", row))
        .collect::<Vec<_>>();
    gone.push(("plan", plan.to_string()));
    let frameworks = tx
        .all(sql::FRAMEWORKS, bind![plan.as_str()], |row| {
            row.text("framework_id")
        })
        .await?;
    for framework in frameworks {
        tx.run(sql::FRAMEWORK_WITHDRAW, bind![&framework]).await?;
        let indicators = tx
            .all(sql::INDICATORS, bind![&framework], |row| row.text("id"))
            .await?;
        gone.extend(indicators.into_iter().map(|id| ("indicator", id)));
    }
    for statement in [sql::ASSIGNMENTS_END, sql::ROWS_END] {
        tx.run(statement, bind![plan.as_str(), &now]).await?;
    }
    tx.run(sql::SET_STATE, bind![plan.as_str(), "withdrawn"])
        .await?;
    for (subject_kind, subject_id) in gone {
        tx.index(SearchEntry {
            subject_kind,
            subject_id,
            unit: unit.id.clone(),
            title: String::new(),
            body: String::new(),
            address: String::new(),
            removed: true,
        });
    }
    Ok(())
}
