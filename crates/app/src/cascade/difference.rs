//! What changed above since a lower unit last answered, what it answered, and which of its days
//! are later than those above.

use domain::cascade::{self, Ahead, Kind, Texts};
use jiff::civil::Date;

use super::both::{self, Both};
use super::propose::day_above;
use super::side::{Staffed, texts};
use super::sql;
use crate::database::Row;
use crate::plan::{self, Plan, State};
use crate::{Actor, App, Error, Fault, PlanId, RowId, bind};

/// A field of a row above that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Above, when last answered to; empty: nothing.
    pub before: String,
    /// Above, now.
    pub after: String,
    /// In the unit's own row, where that says neither.
    pub own: Option<String>,
}

/// A row above that differs from what was answered to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The row above.
    pub above: RowId,
    /// How it differs.
    pub kind: Kind,
    /// How people know it.
    pub name: String,
    /// The row that carries it out, and how people know that.
    pub own: Option<(RowId, String)>,
    /// Fields that differ.
    pub fields: Vec<Field>,
    /// The day that the unit's own row gets, where days differ.
    pub day: Option<Ahead>,
}

/// What was answered once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// When.
    pub at: String,
    /// Who, as they were called then.
    pub who: String,
    /// How the row above differed.
    pub kind: Kind,
    /// Whether the change was taken over.
    pub accepted: bool,
    /// How the row above was called.
    pub name: String,
    /// Why.
    pub reason: Option<String>,
    /// Fields with what they were and became.
    pub fields: Vec<(String, String, String)>,
}

/// A row of the unit's own that ends later than the one above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// The unit's own row.
    pub own: RowId,
    /// How people know it.
    pub name: String,
    /// Its day.
    pub day: Date,
    /// The day above.
    pub above: Date,
}

/// A plan against the plan above.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The plan.
    pub plan: Plan,
    /// The plan above; `None`: there is none, or none that may be told of.
    pub above: Option<Plan>,
    /// How many rows above the plan carries out.
    pub carried_out: usize,
    /// How many it leaves out.
    pub left_out: usize,
    /// What there is to answer to.
    pub differences: Vec<Difference>,
    /// Rows that end later than those above.
    pub later: Vec<Later>,
    /// What was answered, newest first.
    pub answers: Vec<Answered>,
    /// What was seen.
    pub seen: String,
}

/// Answers shown.
const ANSWERS_MAX: i64 = 200;

/// A plan against the plan above.
pub async fn sheet(app: &App, actor: &Actor, id: &PlanId) -> Result<Sheet, Error> {
    let mut conn = app.read().await?;
    let plan = plan::load(&mut conn, actor, id).await?;
    let above = both::above_of(&mut conn, actor, &plan).await?;
    let answers = conn
        .all(sql::ANSWERS, bind![id.as_str(), ANSWERS_MAX], answered)
        .await?;
    let mut sheet = Sheet {
        plan: plan.clone(),
        above: above.clone(),
        carried_out: 0,
        left_out: 0,
        differences: Vec::new(),
        later: Vec::new(),
        answers,
        seen: String::new(),
    };
    let Some(above) = above else {
        return Ok(sheet);
    };
    let in_force = above.state == State::Issued;
    let both = Both::load(&mut conn, plan, above).await?;
    let carried = |id: &&RowId| both.own(id).is_some();
    sheet.carried_out = both.kept.keys().filter(carried).count();
    sheet.left_out = both.kept.len() - sheet.carried_out;
    if in_force {
        sheet.differences = differences(&both, app.today());
        sheet.later = later(&both);
    }
    sheet.seen = both.seen();
    Ok(sheet)
}

/// What there is to answer to; nothing before the first row is linked.
pub(super) fn differences(both: &Both, today: Date) -> Vec<Difference> {
    if both.kept.is_empty() {
        return Vec::new();
    }
    let rows = both.rows_above();
    let all = rows.into_iter().filter_map(|(id, staffed)| {
        let now = Both::now(staffed);
        let kind = cascade::difference(both.taken(&id).as_ref(), now.as_ref())?;
        Some(difference(
            both,
            (&id, kind),
            (staffed, now.as_ref()),
            today,
        ))
    });
    all.collect()
}

fn difference(
    both: &Both,
    (id, kind): (&RowId, Kind),
    (staffed, now): (Option<&Staffed>, Option<&Texts>),
    today: Date,
) -> Difference {
    let empty = Texts::new();
    let taken = both.kept.get(id).and_then(|kept| kept.taken.as_ref());
    let own = both.own(id);
    let own_texts = own.map(texts).unwrap_or_default();
    let before = taken.unwrap_or(&empty);
    let fields = cascade::fields(before, now.unwrap_or(&empty));
    // A row that is gone is told by its name, not by all that it said.
    let fields = fields
        .filter(|_| kind != Kind::Removed)
        .map(|(name, old, new)| {
            let said = own_texts.get(name).map_or("", String::as_str);
            let differs = own.is_some() && said != old && said != new;
            Field {
                own: differs.then(|| said.to_owned()),
                name: name.to_owned(),
                before: old.to_owned(),
                after: new.to_owned(),
            }
        });
    let fields: Vec<Field> = fields.collect();
    let when = fields.iter().any(|field| is_when(&field.name));
    let day = staffed
        .filter(|_| when)
        .and_then(|(row, _)| day_above(row, &both.above.plan))
        .map(|day| cascade::ahead(day, both.lead, (&both.calendar, today)));
    Difference {
        above: id.clone(),
        kind,
        name: name(now.unwrap_or(before)),
        own: own.map(|(row, _)| (row.id.clone(), row.name())),
        fields,
        day,
    }
}

/// Whether a field says by when.
pub(super) fn is_when(field: &str) -> bool {
    matches!(field, "deadline_text" | "effective_due")
}

fn name(texts: &Texts) -> String {
    let text = |field: &str| texts.get(field).map_or("", String::as_str);
    format!("{} {}", text("code"), text("title"))
        .trim()
        .to_owned()
}

fn later(both: &Both) -> Vec<Later> {
    let above = both.above.rows.iter().filter(|(row, _)| row.is_work());
    let later = above.filter_map(|(row, _)| {
        let (own, _) = both.own(&row.id)?;
        let above = day_above(row, &both.above.plan)?;
        let day = day_above(own, &both.below.plan)?;
        (day > above).then(|| Later {
            own: own.id.clone(),
            name: own.name(),
            day,
            above,
        })
    });
    later.collect()
}

fn answered(row: &Row) -> Result<Answered, Fault> {
    let id = row.text("id")?;
    let kind = row.text("kind")?;
    let texts = |column| -> Result<Texts, Fault> {
        Ok(match row.text_or_null(column)? {
            Some(json) => serde_json::from_str(&json)?,
            None => Texts::new(),
        })
    };
    let (before, after) = (texts("before_json")?, texts("after_json")?);
    let kind =
        Kind::parse(&kind).ok_or_else(|| Fault::inconsistent("cascade_answer", &id, "kind"))?;
    let shown = matches!(kind, Kind::Moved | Kind::Changed);
    let fields = cascade::fields(&before, &after).filter(|_| shown);
    Ok(Answered {
        at: row.text("answered_at")?,
        who: row.text("answered_name")?,
        kind,
        accepted: row.text("answer")? == "accepted",
        name: row.text("name")?,
        reason: row.text_or_null("reason")?,
        fields: fields
            .map(|(name, old, new)| (name.to_owned(), old.to_owned(), new.to_owned()))
            .collect(),
    })
}
