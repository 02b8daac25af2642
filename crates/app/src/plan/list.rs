//! The plans that a person may see, with how far their rows are.

use std::collections::BTreeMap;

use domain::authority::Action;
use reading::text::fold;
use scoring::Exact;

use super::new::State;
use super::read::{self, Plan};
use super::sql;
use crate::database::Conn;
use crate::{Actor, App, Error, Fault, PlanId, bind};

/// What is wanted of the list; `None` and empty: everything.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Words of the number or the title, with or without diacritics.
    pub words: String,
    /// The unit's word in addresses.
    pub unit: Option<String>,
    /// The year.
    pub year: Option<i16>,
    /// How far it is.
    pub state: Option<State>,
}

/// A plan with how far it is.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its head.
    pub plan: Plan,
    /// Rows of work.
    pub rows: i64,
    /// Of those, done or not applicable.
    pub done: i64,
    /// Of those, overdue.
    pub late: i64,
    /// Maximum points of indicators that no other indicator holds.
    pub points: Option<Exact>,
}

/// Plans of units that the actor may see, newest first.
pub async fn list(app: &App, actor: &Actor, wanted: &Wanted) -> Result<Vec<Listed>, Error> {
    let mut conn = app.read().await?;
    let today = app.today().to_string();
    let year = wanted.year.map(i32::from);
    let state = wanted.state.map(State::name);
    let places = actor.places(Action::Read);
    let points = points(&mut conn, (&places, year)).await?;
    let wanted_of = [
        places.as_str().into(),
        today.as_str().into(),
        year.into(),
        state.into(),
        (&wanted.unit).into(),
    ];
    let all = conn
        .all(sql::LIST, &wanted_of, |row| {
            let plan = read::plan(row)?;
            Ok(Listed {
                points: points.get(&plan.id).cloned(),
                plan,
                rows: row.count("row_count")?,
                done: row.count("done_count")?,
                late: row.count("late_count")?,
            })
        })
        .await?;
    let words = fold(&wanted.words);
    let kept = all.into_iter().filter(|one| {
        let name = fold(&one.plan.name());
        words.split(' ').all(|word| name.contains(word))
    });
    Ok(kept.collect())
}

/// Maximum points of each plan. Exact numbers are summed here, never by the database, which only
/// counts how often each stands there.
async fn points(
    conn: &mut Conn,
    (places, year): (&str, Option<i32>),
) -> Result<BTreeMap<PlanId, Exact>, Fault> {
    let all = conn
        .all(sql::POINTS, bind![places, year], |row| {
            let points = row.exact_or_null("max_points")?.unwrap_or_default();
            Ok((
                PlanId::stored(row.text("plan_id")?),
                points * Exact::whole(row.count("times")?),
            ))
        })
        .await?;
    let mut sums: BTreeMap<PlanId, Exact> = BTreeMap::new();
    for (plan, points) in all {
        let sum = sums.entry(plan).or_insert(Exact::ZERO);
        *sum = sum.clone() + points;
    }
    Ok(sums)
}
