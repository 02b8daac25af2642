//! A survey as a unit answers it; its own figures beside those that it answered.

use std::collections::BTreeMap;

use app::survey::{self, Answered, Kind, Own, Part, Question, Sending, State as Stand, Survey};
use app::{EntryId, Error, Noun};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;
use reading::figure::InputKind;

use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "survey/answer.html")]
struct Page {
    frame: Frame,
    base: String,
    survey: Survey,
    part: Part,
    rows: Vec<Row>,
    figures: Vec<Beside>,
    may_answer: bool,
    may_enter: bool,
    is_late: bool,
    is_over: bool,
    has_draft: bool,
    refusal: String,
}

/// A question with what is answered.
struct Row {
    number: usize,
    position: i32,
    text: String,
    field: Field,
    answer: String,
    file: String,
}

enum Field {
    Words,
    Number,
    Day,
    Pick(Vec<Choice>),
}

/// An entry of the unit whose figures were answered.
struct Beside {
    entry: String,
    version: i32,
    code: String,
    lines: Vec<(String, String, String)>,
    same: bool,
    locked: bool,
}

/// What is typed.
#[derive(Default)]
struct Form {
    version: i32,
    answers: Answered,
    step: String,
}

impl Form {
    fn of(pairs: Vec<(String, String)>) -> Form {
        let mut form = Form::default();
        for (key, value) in pairs {
            match key.as_str() {
                "version" => form.version = value.parse().unwrap_or_default(),
                "step" => form.step = value,
                other => {
                    if let Some(at) = other.strip_prefix("cau.").and_then(|at| at.parse().ok()) {
                        form.answers.insert(at, value);
                    }
                }
            }
        }
        form
    }
}

type Words = Path<(String, String, String)>;

async fn page(
    web: &Web,
    visitor: &Visitor,
    (here, id): (Here, &app::SurveyId),
    (typed, refusal): (Option<Form>, String),
) -> Result<Page, Failure> {
    let (app, actor) = (&web.app, &visitor.actor);
    let mut own = survey::own(app, actor, (&here.unit, id)).await?;
    let needs_files = own.questions.iter().any(|one| one.kind == Kind::File);
    let reads = actor.may(Action::ReadEvidence, &here.unit.path);
    let proofs = if own.may_answer && needs_files && reads {
        survey::proofs(app, actor, &here.unit).await?
    } else {
        Vec::new()
    };
    if let Some(form) = &typed {
        own.part.version = form.version;
    }
    let over = own.survey.due_on.is_some_and(|due| due < here.today);
    let can = own.survey.state == Stand::Issued && !(over && own.part.sent.is_some());
    let row =
        |(at, question): (usize, &Question)| row(at, question, (&own, typed.as_ref()), &proofs);
    Ok(Page {
        base: here.path(),
        is_late: own.part.is_late(own.survey.due_on, here.today),
        is_over: over,
        has_draft: own.part.draft.is_some(),
        rows: own.questions.iter().enumerate().map(row).collect(),
        figures: beside(&own),
        may_answer: own.may_answer && can,
        may_enter: own.may_answer && actor.may(Action::EnterFigures, &here.unit.path),
        frame: Frame::of(visitor, Section::Surveys, here),
        survey: own.survey,
        part: own.part,
        refusal,
    })
}

fn row(
    at: usize,
    question: &Question,
    (own, typed): (&Own, Option<&Form>),
    proofs: &[(app::EvidenceId, String)],
) -> Row {
    let kept = own.part.draft.as_ref().or(own.part.sent.as_ref());
    let given = kept.and_then(|all| all.get(&question.position));
    let file = given.and_then(app::survey::Given::evidence);
    let typed = typed.map(|form| form.answers.get(&question.position).cloned());
    let answer = match (&typed, question.kind) {
        (Some(typed), _) => typed.clone().unwrap_or_default(),
        (None, Kind::File) => file.as_ref().map(ToString::to_string).unwrap_or_default(),
        (None, _) => given.map(|one| one.text.clone()).unwrap_or_default(),
    };
    let yes = question.kind == Kind::Yes
        || question
            .figure
            .as_ref()
            .is_some_and(|one| one.ask.kind == InputKind::Yes);
    let field = match question.kind {
        _ if yes => Field::Pick(
            [("", "Chọn"), ("Có", "Có"), ("Không", "Không")]
                .map(|(value, label)| Choice::of(value, label, &answer))
                .into(),
        ),
        Kind::File => {
            let mut all = vec![Choice::of("", "Chọn tệp trong kho minh chứng", &answer)];
            all.extend(
                proofs
                    .iter()
                    .map(|(id, title)| Choice::of(id.as_str(), title, &answer)),
            );
            Field::Pick(all)
        }
        Kind::Number | Kind::Figure => Field::Number,
        Kind::Date => Field::Day,
        Kind::Text | Kind::Yes => Field::Words,
    };
    Row {
        number: at + 1,
        position: question.position,
        text: vi::survey::question(question),
        field,
        file: file
            .map(|id| format!("/minh-chung/{id}"))
            .unwrap_or_default(),
        answer: match (question.kind, given) {
            (Kind::File, Some(one)) if !own.may_answer => one.text.clone(),
            _ => answer,
        },
    }
}

/// The unit's own figures beside what it sent, an entry each.
fn beside(own: &Own) -> Vec<Beside> {
    let Some(sent) = &own.part.sent else {
        return Vec::new();
    };
    let mut all: BTreeMap<String, Beside> = BTreeMap::new();
    for one in &own.figures {
        let asked = own
            .questions
            .iter()
            .find(|question| question.position == one.position);
        let Some((figure, given)) = asked
            .and_then(|asked| asked.figure.as_ref())
            .zip(sent.get(&one.position))
        else {
            continue;
        };
        let now = match (&one.value, figure.ask.kind) {
            (None, _) => "Chưa nhập".to_owned(),
            (Some(value), InputKind::Yes) => vi::figure::shown(InputKind::Yes, value),
            (Some(value), kind) => app::figure::retyped(kind, value),
        };
        let entry = all.entry(one.entry.to_string()).or_insert_with(|| Beside {
            entry: one.entry.to_string(),
            version: one.version,
            code: one.code.clone(),
            lines: Vec::new(),
            same: true,
            locked: false,
        });
        entry.same &= now == given.text;
        entry.locked |= one.locked;
        let label = vi::figure::label(&figure.ask);
        entry.lines.push((label, given.text.clone(), now));
    }
    all.into_values().collect()
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, id)): Words,
) -> Answer {
    let id = super::parse(&id)?;
    shown(&page(&web, &visitor, (here, &id), (None, String::new())).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, id)): Words,
    Typed(pairs): Typed<Vec<(String, String)>>,
) -> Answer {
    let id = super::parse(&id)?;
    let form = Form::of(pairs);
    let sending = if form.step == "gui" {
        Sending::Send
    } else {
        Sending::Keep
    };
    let place = (&here.unit, &id, form.version);
    match survey::answer(&web.app, &visitor.actor, place, (&form.answers, sending)).await {
        Ok(()) => on_to(&format!("{}/khao-sat/{id}", here.path())),
        Err(Error::Refused(why)) => {
            let typed = (Some(form), vi::refused(&why));
            refused(&page(&web, &visitor, (here, &id), typed).await?)
        }
        Err(Error::Stale(noun)) => {
            let typed = (Some(form), vi::failure::stale(noun));
            stale(&page(&web, &visitor, (here, &id), typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes the figures that were sent into the unit's own entry.
pub(super) async fn take(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, id)): Words,
    Typed(pairs): Typed<BTreeMap<String, String>>,
) -> Answer {
    let id = super::parse(&id)?;
    let said = |key: &str| pairs.get(key).map(String::as_str).unwrap_or_default();
    let entry = EntryId::parse(said("entry")).ok_or(Failure::NotFound(Noun::Entry))?;
    let version = said("version").parse().unwrap_or_default();
    let place = (&here.unit, &id);
    match survey::take(&web.app, &visitor.actor, place, (&entry, version)).await {
        Ok(()) => on_to(&format!("{}/khao-sat/{id}", here.path())),
        Err(Error::Refused(why)) => {
            let typed = (None, vi::refused(&why));
            refused(&page(&web, &visitor, (here, &id), typed).await?)
        }
        Err(Error::Stale(noun)) => {
            let typed = (None, vi::failure::stale(noun));
            stale(&page(&web, &visitor, (here, &id), typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}
