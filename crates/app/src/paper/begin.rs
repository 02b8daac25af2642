//! A draft made from the data: words that a person can change, figures that are tied.

use domain::authority::Action;
use papers::{Block, wording};
use serde_json::json;

use super::edit::Words;
use super::{Figures, Kind, explanation, minutes, notice, of_plan, report, sql};
use crate::audit::Event;
use crate::period::Period;
use crate::plan::{self, Plan};
use crate::unit::{self, Unit};
use crate::{Actor, App, EntryId, Error, Noun, PaperId, PeriodId, PlanId, bind};

/// What a paper is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A plan with its annexes.
    Plan(&'a PlanId),
    /// What a unit did in a period.
    Report(&'a Unit, &'a Period),
    /// How the units under one stand in a period.
    Notice(&'a Unit, &'a Period),
    /// What is late, to those who lead it.
    Urging(&'a Unit, &'a Period),
    /// An indicator of a unit, by its entry.
    Explanation(&'a Unit, &'a Period, &'a EntryId),
    /// What was found in a unit's appraisal.
    Minutes(&'a Unit, &'a Period),
}

/// A draft about to be kept.
struct New {
    kind: Kind,
    unit: Unit,
    plan: Option<Plan>,
    period: Option<Period>,
    entry: Option<EntryId>,
    year: i16,
    words: Words,
    figures: Figures,
}

/// Makes a draft.
pub async fn begin(app: &App, actor: &Actor, subject: Subject<'_>) -> Result<PaperId, Error> {
    let (kind, unit, period, entry) = match subject {
        Subject::Plan(id) => {
            let new = plan_paper(app, actor, id).await?;
            return keep(app, actor, new).await;
        }
        Subject::Report(unit, period) => (Kind::Report, unit, period, None),
        Subject::Notice(unit, period) => (Kind::Notice, unit, period, None),
        Subject::Urging(unit, period) => (Kind::Urging, unit, period, None),
        Subject::Minutes(unit, period) => (Kind::Minutes, unit, period, None),
        Subject::Explanation(unit, period, entry) => (Kind::Explanation, unit, period, Some(entry)),
    };
    let new = of_period(app, actor, (unit, period), (kind, entry)).await?;
    keep(app, actor, new).await
}

async fn keep(app: &App, actor: &Actor, new: New) -> Result<PaperId, Error> {
    let mut tx = app.begin(actor).await?;
    let id = PaperId::new();
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    let words = &new.words;
    let plan = new.plan.as_ref();
    let day = plan.and_then(|plan| plan.issued_on.map(|day| day.to_string()));
    tx.run(
        sql::INSERT,
        bind![
            id.as_str(),
            new.unit.id.as_str(),
            new.kind.name(),
            plan.map(|plan| plan.id.as_str()),
            new.period
                .as_ref()
                .map(|period| PeriodId::as_str(&period.id)),
            i32::from(new.year),
            &words.title,
            &words.agency,
            &words.place,
            &words.addressed,
            &words.bases,
            &words.recipients,
            &words.signatory,
            &words.body,
            &new.figures.to_json()?,
            &now,
            plan.and_then(|plan| plan.reference.as_ref()),
            &day,
            &by,
            new.entry.as_ref().map(EntryId::as_str),
        ],
    )
    .await?;
    let event = Event::new("paper.begun", "paper", id.as_str(), &words.title)
        .within(&new.unit.id)
        .after(json!({ "kind": new.kind.name(), "title": words.title }));
    tx.commit(event).await?;
    Ok(id)
}

async fn plan_paper(app: &App, actor: &Actor, id: &PlanId) -> Result<New, Error> {
    let plan = plan::head(app, actor, id).await?;
    actor.require(Action::EditPlan, &plan.unit_path)?;
    let paper = of_plan(app, actor, id).await?;
    let mut conn = app.read().await?;
    let unit = unit::load(&mut conn, &plan.unit).await?;
    let body = paper.body.iter().filter_map(|block| match block {
        Block::Heading(_, text) | Block::Paragraph(text) => Some(text.as_str()),
        Block::Table(_) => None,
    });
    Ok(New {
        kind: Kind::Plan,
        unit,
        year: plan.year,
        words: Words {
            title: paper.title,
            agency: paper.head.agency,
            place: paper.head.place,
            addressed: String::new(),
            bases: paper.bases.join("\n"),
            recipients: paper.recipients.join("\n"),
            signatory: plan.signatory.clone().unwrap_or_default(),
            body: body.collect::<Vec<_>>().join("\n"),
        },
        figures: Figures {
            annexes: paper.annexes,
            ..Figures::default()
        },
        plan: Some(plan),
        period: None,
        entry: None,
    })
}

/// The figures of such a paper as they stand now.
pub(super) async fn figures(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
    (kind, entry): (Kind, Option<&EntryId>),
) -> Result<Figures, Error> {
    let place = (unit, period);
    match (kind, entry) {
        (Kind::Explanation, Some(entry)) => {
            explanation::figures(app, actor, (unit, period), entry).await
        }
        (Kind::Explanation, None) => Err(Error::NotFound(Noun::Entry)),
        (Kind::Notice, _) => notice::figures(app, actor, place).await,
        (Kind::Minutes, _) => minutes::figures(app, actor, place).await,
        (Kind::Plan | Kind::Report | Kind::Urging, _) => report::figures(app, actor, place).await,
    }
}

/// The words that such a paper begins with: its title and its text.
fn wording_of(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Notice => (wording::NOTICE_TITLE, wording::NOTICE),
        Kind::Urging => (wording::URGING_TITLE, wording::URGING),
        Kind::Explanation => (wording::EXPLANATION_TITLE, wording::EXPLANATION),
        Kind::Minutes => (wording::MINUTES_TITLE, wording::MINUTES),
        Kind::Plan | Kind::Report => (wording::REPORT_TITLE, wording::REPORT),
    }
}

async fn of_period(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
    (kind, entry): (Kind, Option<&EntryId>),
) -> Result<New, Error> {
    actor.require(Action::EditPlan, &unit.path)?;
    actor.require(Action::ReadFigures, &unit.path)?;
    let figures = figures(app, actor, (unit, period), (kind, entry)).await?;
    let mut conn = app.read().await?;
    let (above, agency, place, signatory) = conn
        .one(sql::HEAD_BEFORE, bind![unit.id.as_str()], |row| {
            let name = row.text("name")?;
            Ok((
                row.text_or_null("above_name")?,
                row.text_or_null("issuer")?.unwrap_or(name),
                row.text_or_null("place")?.unwrap_or_default(),
                row.text_or_null("signatory")?.unwrap_or_default(),
            ))
        })
        .await?;
    let addressed = match kind {
        Kind::Report | Kind::Explanation => above.clone().unwrap_or_default(),
        Kind::Urging => figures
            .fields
            .values
            .get(report::LATE_LEADS)
            .map(|leads| leads.replace("; ", "\n"))
            .unwrap_or_default(),
        Kind::Plan | Kind::Notice | Kind::Minutes => String::new(),
    };
    let above_line = above.iter().map(|name| (name.as_str(), None));
    let all: Vec<_> = above_line.chain([(wording::ARCHIVE, None)]).collect();
    let (title, body) = wording_of(kind);
    Ok(New {
        kind,
        unit: unit.clone(),
        plan: None,
        year: period.year,
        words: Words {
            // What it is about stays, so lists need no figures to say it.
            title: papers::text::filled(title, &figures.fields)
                .unwrap_or_else(|_| title.to_owned()),
            agency,
            place,
            addressed,
            bases: String::new(),
            recipients: wording::recipients(all.into_iter()).join("\n"),
            signatory,
            body: body.to_owned(),
        },
        figures,
        period: Some(period.clone()),
        entry: entry.cloned(),
    })
}
