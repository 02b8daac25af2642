//! Opens a framework for units in a period: an assessment each, with an entry for each indicator.

use domain::authority::Action;

use super::{desk, rescore, rollup, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::framework::{self, edition};
use crate::unit::{self, UnitKind};
use crate::{
    Actor, App, AssessmentId, EntryId, Error, Fault, FrameworkId, Noun, PeriodId, UnitId, bind,
};

/// Entries written by one statement.
const BATCH: usize = 1000;
/// Units opened by one step: all communes of the country (3,321), and half as many again.
const UNITS_MAX: i64 = 5000;

/// Opens the framework for one unit, within a larger change; what is open already stays.
pub async fn open_assessment(
    tx: &mut Tx,
    unit: &UnitId,
    framework: &FrameworkId,
    period: &PeriodId,
) -> Result<AssessmentId, Error> {
    desk::take_providers(tx, framework, period).await?;
    let new = AssessmentId::new();
    tx.run(
        sql::ASSESSMENT_INSERT,
        bind![
            new.as_str(),
            unit.as_str(),
            framework.as_str(),
            period.as_str()
        ],
    )
    .await?;
    let id = tx
        .one(
            sql::ASSESSMENT_KEY,
            bind![unit.as_str(), framework.as_str(), period.as_str()],
            |row| row.text("id"),
        )
        .await?;
    entries(tx, framework, period).await?;
    if id == new.as_str() {
        score(tx, framework, period).await?;
        roll_up(tx, framework, period).await?;
        tx.record(
            Event::new("assessment.opened", "assessment", &id, "")
                .within(unit)
                .after(serde_json::json!({ "framework": framework.as_str(), "period": period.as_str() })),
        );
    }
    Ok(AssessmentId::stored(id))
}

/// For which units a framework is opened.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The framework.
    pub framework: FrameworkId,
    /// The period.
    pub period: PeriodId,
    /// The unit and everything under it.
    pub under: UnitId,
    /// Only units of this kind.
    pub kind: Option<UnitKind>,
}

/// Opens the framework for all units under one; how many were opened.
pub async fn open_for_units(app: &App, actor: &Actor, opening: &Opening) -> Result<i64, Error> {
    let mut tx = app.begin(actor).await?;
    let root = unit::load(&mut tx, &opening.under).await?;
    actor.require(Action::EditFramework, &root.path)?;
    let edition = framework::scoring(app, &mut tx, &opening.framework).await?;
    let kind = opening.kind.map(UnitKind::name);
    let (framework, period) = (opening.framework.as_str(), opening.period.as_str());
    let count = tx
        .one(
            sql::UNITS_LACKING,
            bind![framework, period, &root.path, kind],
            |row| row.count("n"),
        )
        .await?
        .min(UNITS_MAX);
    if count == 0 {
        return Err(framework::Refusal::NothingToOpen.into());
    }
    desk::take_providers(&mut tx, &opening.framework, &opening.period).await?;
    let ids = ids_end_to_end(usize::try_from(count).unwrap_or_default(), || {
        AssessmentId::new().to_string()
    });
    let most = i32::try_from(count).map_err(|_| Error::NotFound(Noun::Unit))?;
    tx.run(
        sql::ASSESSMENTS_OPEN,
        bind![&ids, framework, period, &root.path, kind, most],
    )
    .await?;
    entries(&mut tx, &opening.framework, &opening.period).await?;
    score(&mut tx, &opening.framework, &opening.period).await?;
    roll_up(&mut tx, &opening.framework, &opening.period).await?;
    let event = Event::new("assessment.opened", "framework", framework, &edition.name)
        .within(&root.id)
        .after(serde_json::json!({ "units": count, "period": period }));
    tx.commit(event).await?;
    Ok(count)
}

/// Takes the opening of a framework for one unit back, where nobody has worked in it yet.
pub async fn close_unused(
    app: &App,
    actor: &Actor,
    (unit, framework, period): (&UnitId, &FrameworkId, &PeriodId),
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let unit = unit::load(&mut tx, unit).await?;
    actor.require(Action::EditFramework, &unit.path)?;
    let key = [
        unit.id.as_str().into(),
        framework.as_str().into(),
        period.as_str().into(),
    ];
    let found = tx
        .find(sql::UNUSED, &key, |row| {
            Ok((row.text("id")?, row.count("worked")?))
        })
        .await?;
    let Some((assessment, worked)) = found else {
        return Err(framework::Refusal::NotOpened { unit: unit.name }.into());
    };
    if worked > 0 {
        return Err(framework::Refusal::OpenedWorked {
            unit: unit.name,
            lines: worked,
        }
        .into());
    }
    for drop in [sql::ENTRIES_DELETE, sql::ASSESSMENT_DELETE] {
        tx.run(drop, bind![&assessment]).await?;
    }
    let edition = edition::load(&mut tx, framework).await?;
    rescore::cards(&mut tx, &edition, period).await?;
    rollup::gather_from(&mut tx, (framework, period)).await?;
    let event = Event::new(
        "assessment.taken_back",
        "framework",
        framework.as_str(),
        &edition.name,
    )
    .within(&unit.id)
    .after(serde_json::json!({ "period": period.as_str() }));
    tx.commit(event).await?;
    Ok(())
}

/// Enters what assessments lack, so many at a time.
pub(crate) async fn entries(
    tx: &mut Tx,
    framework: &FrameworkId,
    period: &PeriodId,
) -> Result<(), Fault> {
    let most = i32::try_from(BATCH).unwrap_or(i32::MAX);
    loop {
        let ids = ids_end_to_end(BATCH, || EntryId::new().to_string());
        let made = tx
            .run(
                sql::ENTRIES_OPEN,
                bind![&ids, framework.as_str(), period.as_str(), most],
            )
            .await?;
        if made < u64::try_from(BATCH).unwrap_or(u64::MAX) {
            return Ok(());
        }
    }
}

/// Figures may be there before: from another framework of the period, or from a provider.
async fn score(tx: &mut Tx, framework: &FrameworkId, period: &PeriodId) -> Result<(), Error> {
    let with = tx
        .all(
            sql::WITH_FIGURES,
            bind![framework.as_str(), period.as_str()],
            |row| {
                Ok((
                    AssessmentId::stored(row.text("id")?),
                    UnitId::stored(row.text("unit_id")?),
                ))
            },
        )
        .await?;
    if with.is_empty() {
        return Ok(());
    }
    let edition = edition::load(tx, framework).await?;
    rescore::cards(tx, &edition, period).await
}

/// Units that open it may be counted above, and may count those below.
async fn roll_up(tx: &mut Tx, framework: &FrameworkId, period: &PeriodId) -> Result<(), Error> {
    rollup::gather_from(tx, (framework, period)).await?;
    rollup::gather_of(tx, (framework, period)).await
}

fn ids_end_to_end(count: usize, id: impl Fn() -> String) -> String {
    (0..count).map(|_| id()).collect()
}
