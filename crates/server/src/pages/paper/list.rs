//! `/ky/{period}/don-vi/{unit}/van-ban`: papers of a unit in a year, and beginning one.

use app::paper::{self, Kind, State as PaperState, Subject};
use app::period::Period;
use app::plan::{self, State as PlanState, Wanted};
use app::unit::Unit;
use app::{Error, PaperId, PlanId};
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
    code: String,
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

/// What a new paper is about: a kind of paper of the period, or a plan's id; of an explanation the
/// indicator's code too.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    ve: String,
    ma: String,
}

/// Kinds of papers of a period, as the form names them and as people call them.
const OF_PERIOD: [(&str, &str, Kind); 5] = [
    ("bao-cao", "Báo cáo", Kind::Report),
    ("thong-bao", "Thông báo kết quả, xếp hạng", Kind::Notice),
    ("don-doc", "Công văn đôn đốc", Kind::Urging),
    ("giai-trinh", "Phiếu giải trình chỉ số", Kind::Explanation),
    ("bien-ban", "Biên bản thẩm định", Kind::Minutes),
];

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
            subjects.extend(OF_PERIOD.iter().map(|(word, called, _)| {
                let label = format!("{called}: {}", here.period.name);
                Choice::of(*word, label, &form.ve)
            }));
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
        kind: paper.kind.called(),
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
        code: form.ma,
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
    let place = (&here.unit, &here.period);
    let done = match (PlanId::parse(&form.ve), kind(&form.ve)) {
        (Some(id), _) => paper::begin(&web.app, &visitor.actor, Subject::Plan(&id)).await,
        (None, Some(kind)) => of_period(&web, &visitor, place, (kind, &form.ma)).await,
        (None, None) => {
            let why = vi::paper::NO_SUBJECT.to_owned();
            return refused(&page(&web, &visitor, here, (form, why)).await?);
        }
    };
    match done {
        Ok(id) => on_to(&format!("/van-ban/{id}")),
        Err(Error::Refused(why)) => {
            let why = vi::refused(&why);
            refused(&page(&web, &visitor, here, (form, why)).await?)
        }
        Err(error) => Err(error.into()),
    }
}

fn kind(word: &str) -> Option<Kind> {
    let found = OF_PERIOD.iter().find(|(own, ..)| *own == word);
    found.map(|(.., kind)| *kind)
}

async fn of_period(
    web: &Web,
    visitor: &Visitor,
    (unit, period): (&Unit, &Period),
    (kind, code): (Kind, &str),
) -> Result<PaperId, Error> {
    let (app, actor) = (&web.app, &visitor.actor);
    let entry;
    let subject = match kind {
        Kind::Notice => Subject::Notice(unit, period),
        Kind::Urging => Subject::Urging(unit, period),
        Kind::Minutes => Subject::Minutes(unit, period),
        Kind::Explanation => {
            entry = paper::entry_of(app, actor, (unit, period), code.trim()).await?;
            Subject::Explanation(unit, period, &entry)
        }
        Kind::Plan | Kind::Report => Subject::Report(unit, period),
    };
    paper::begin(app, actor, subject).await
}
