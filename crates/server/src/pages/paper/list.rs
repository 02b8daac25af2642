//! `/ky/{period}/don-vi/{unit}/van-ban`: papers of a unit in a year, and beginning one.

use app::paper::{self, State as PaperState, Subject};
use app::plan::{self, State as PlanState, Wanted};
use app::{Error, PlanId};
use askama::Template;
use axum::extract::State;
use domain::authority::Action;
use serde::Deserialize;

use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "paper/list.html")]
struct Page {
    frame: Frame,
    base: String,
    rows: Vec<Row>,
    subjects: Vec<Choice>,
    refusal: String,
}

struct Row {
    id: String,
    title: String,
    kind: &'static str,
    reference: String,
    badge: (&'static str, &'static str),
    at: String,
    signed: i64,
}

/// What a new paper is about: the period, or a plan's id.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    ve: String,
}

const OF_PERIOD: &str = "bao-cao";

async fn page(
    web: &Web,
    visitor: &Visitor,
    here: Here,
    (form, refusal): (Form, String),
) -> Result<Page, Failure> {
    let (app, actor) = (&web.app, &visitor.actor);
    let papers = paper::list(app, actor, &here.unit, here.period.year).await?;
    let mut subjects = Vec::new();
    if actor.may(Action::EditPlan, &here.unit.path) {
        if actor.may(Action::ReadFigures, &here.unit.path) {
            let label = format!("Báo cáo: {}", here.period.name);
            subjects.push(Choice::of(OF_PERIOD, label, &form.ve));
        }
        let wanted = Wanted {
            year: Some(here.period.year),
            unit: Some(here.unit.slug.clone()),
            ..Wanted::default()
        };
        let plans = plan::list(app, actor, &wanted).await?;
        subjects.extend(
            plans
                .iter()
                .filter(|one| one.plan.state != PlanState::Withdrawn)
                .map(|one| {
                    let label = format!("Kế hoạch: {}", one.plan.name());
                    Choice::of(one.plan.id.as_str(), label, &form.ve)
                }),
        );
    }
    let rows = papers.into_iter().map(|(paper, signed)| Row {
        id: paper.id.to_string(),
        title: vi::paper::title(&paper),
        kind: paper.kind.printed(),
        reference: paper.reference.clone().unwrap_or_default(),
        badge: match paper.state {
            PaperState::Draft => ("draft", "Dự thảo"),
            PaperState::Issued => ("issued", "Đã phát hành"),
        },
        at: paper.created_at,
        signed,
    });
    Ok(Page {
        base: here.path(),
        rows: rows.collect(),
        subjects,
        frame: Frame::of(visitor, Section::Papers, here),
        refusal,
    })
}

pub(super) async fn get(State(web): State<Web>, visitor: Visitor, here: Here) -> Answer {
    shown(&page(&web, &visitor, here, (Form::default(), String::new())).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Typed(form): Typed<Form>,
) -> Answer {
    let plan = PlanId::parse(&form.ve);
    let subject = match &plan {
        Some(id) => Subject::Plan(id),
        None if form.ve == OF_PERIOD => Subject::Report(&here.unit, &here.period),
        None => {
            let why = vi::paper::NO_SUBJECT.to_owned();
            return refused(&page(&web, &visitor, here, (form, why)).await?);
        }
    };
    match paper::begin(&web.app, &visitor.actor, subject).await {
        Ok(id) => on_to(&format!("/van-ban/{id}")),
        Err(Error::Refused(why)) => {
            let why = vi::refused(&why);
            refused(&page(&web, &visitor, here, (form, why)).await?)
        }
        Err(error) => Err(error.into()),
    }
}
