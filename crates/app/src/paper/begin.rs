//! A draft made from the data: words that a person can change, figures that are tied.

use domain::authority::Action;
use papers::{Block, wording};
use serde_json::json;

use super::edit::Words;
use super::{Figures, Kind, of_plan, report, sql};
use crate::audit::Event;
use crate::period::Period;
use crate::plan::{self, Plan};
use crate::unit::{self, Unit};
use crate::{Actor, App, Error, PaperId, PeriodId, PlanId, bind};

/// What a paper is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A plan with its annexes.
    Plan(&'a PlanId),
    /// What a unit did in a period.
    Report(&'a Unit, &'a Period),
}

/// A draft about to be kept.
struct New {
    kind: Kind,
    unit: Unit,
    plan: Option<Plan>,
    period: Option<Period>,
    year: i16,
    words: Words,
    figures: Figures,
}

/// Makes a draft.
pub async fn begin(app: &App, actor: &Actor, subject: Subject<'_>) -> Result<PaperId, Error> {
    let new = match subject {
        Subject::Plan(id) => plan_paper(app, actor, id).await?,
        Subject::Report(unit, period) => report_paper(app, actor, (unit, period)).await?,
    };
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
    })
}

async fn report_paper(
    app: &App,
    actor: &Actor,
    (unit, period): (&Unit, &Period),
) -> Result<New, Error> {
    actor.require(Action::EditPlan, &unit.path)?;
    actor.require(Action::ReadFigures, &unit.path)?;
    let figures = report::figures(app, actor, (unit, period)).await?;
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
    let above_line = above.iter().map(|name| (name.as_str(), None));
    let all: Vec<_> = above_line.chain([(wording::ARCHIVE, None)]).collect();
    Ok(New {
        kind: Kind::Report,
        unit: unit.clone(),
        plan: None,
        year: period.year,
        words: Words {
            // Its period stays, so lists need no figures to say it.
            title: papers::text::filled(wording::REPORT_TITLE, &figures.fields)
                .unwrap_or_else(|_| wording::REPORT_TITLE.to_owned()),
            agency,
            place,
            addressed: above.clone().unwrap_or_default(),
            bases: String::new(),
            recipients: wording::recipients(all.into_iter()).join("\n"),
            signatory,
            body: wording::REPORT.to_owned(),
        },
        figures,
        period: Some(period.clone()),
    })
}
