//! A survey written, new or again: what is asked, of whom, by when.

use app::survey::{self, Kind, NewQuestion, NewSurvey, State as Stand, Whole, Whom};
use app::{Error, SurveyId};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;

use crate::pages::choice::{Choice, NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

/// Questions that the form offers beyond those that are there.
const ROWS_MORE: usize = 4;
/// Questions that an empty form offers.
const ROWS: usize = 6;

#[derive(Template)]
#[template(path = "survey/draft.html")]
struct Page {
    frame: Frame,
    base: String,
    id: Option<SurveyId>,
    whom: Vec<Choice>,
    typed: Form,
    rows: Vec<Row>,
    refusal: String,
}

struct Row {
    number: usize,
    text: String,
    kinds: Vec<Choice>,
    code: String,
}

/// What is typed.
#[derive(Default)]
struct Form {
    version: i32,
    title: String,
    reference: String,
    document_on: String,
    body: String,
    term: String,
    whom: String,
    names: String,
    questions: Vec<(String, String, String)>,
}

impl Form {
    fn of(pairs: Vec<(String, String)>) -> Form {
        let mut form = Form::default();
        let (mut texts, mut kinds, mut codes) = (Vec::new(), Vec::new(), Vec::new());
        for (key, value) in pairs {
            match key.as_str() {
                "version" => form.version = value.parse().unwrap_or_default(),
                "title" => form.title = value,
                "reference" => form.reference = value,
                "document_on" => form.document_on = value,
                "body" => form.body = value,
                "term" => form.term = value,
                "whom" => form.whom = value,
                "names" => form.names = value,
                "question" => texts.push(value),
                "answer" => kinds.push(value),
                "code" => codes.push(value),
                _ => {}
            }
        }
        let mut kinds = kinds.into_iter();
        let mut codes = codes.into_iter();
        form.questions = texts
            .into_iter()
            .map(|text| {
                let (kind, code) = (kinds.next(), codes.next());
                (text, kind.unwrap_or_default(), code.unwrap_or_default())
            })
            .collect();
        form
    }

    /// A draft as it stands.
    fn of_draft(whole: &Whole) -> Form {
        let survey = &whole.survey;
        let mut questions: Vec<(String, String, String)> = Vec::new();
        for one in &whole.questions {
            let code = one.figure.as_ref().map(|figure| figure.code.clone());
            let row = (
                one.text.clone(),
                one.kind.name().to_owned(),
                code.unwrap_or_default(),
            );
            // Figures of one indicator are one line of the form.
            if one.figure.is_none() || questions.last() != Some(&row) {
                questions.push(row);
            }
        }
        let names = whole.parts.iter().map(|part| {
            let code = part.code.clone();
            code.unwrap_or_else(|| part.name.clone())
        });
        let chosen = survey.whom == "chosen";
        Form {
            version: survey.version,
            title: survey.title.clone(),
            reference: survey.reference.clone().unwrap_or_default(),
            document_on: survey
                .document_on
                .map(|day| day.to_string())
                .unwrap_or_default(),
            body: survey.body.clone(),
            term: survey.term.clone(),
            whom: survey.whom.clone(),
            names: if chosen {
                names.collect::<Vec<_>>().join("\n")
            } else {
                String::new()
            },
            questions,
        }
    }

    /// The survey, or why it cannot be read.
    fn read(&self) -> Result<NewSurvey, String> {
        let document_on = match self.document_on.trim() {
            "" => None,
            typed => Some(day(typed).ok_or_else(|| NO_DAY.to_owned())?),
        };
        let whom = Whom::parse(&self.whom, &self.names)
            .ok_or("Không lưu được khảo sát: chưa chọn đơn vị được hỏi. Đề nghị chọn một dòng trong danh sách.")?;
        let question = |(text, kind, code): &(String, String, String)| NewQuestion {
            text: text.clone(),
            kind: Kind::parse(kind).unwrap_or(Kind::Text),
            code: code.clone(),
        };
        Ok(NewSurvey {
            title: self.title.clone(),
            reference: self.reference.clone(),
            document_on,
            body: self.body.clone(),
            term: self.term.clone(),
            whom,
            questions: self.questions.iter().map(question).collect(),
        })
    }
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (here, id): (Here, Option<SurveyId>),
    (mut typed, refusal): (Form, String),
) -> Result<Page, Failure> {
    let (kinds, groups) = survey::choices(&web.app, &visitor.actor, &here.unit).await?;
    if typed.whom.is_empty() {
        typed.whom = Whom::All.word();
    }
    let choice = |whom: Whom, label: String| Choice::of(whom.word(), label, &typed.whom);
    let mut whom = vec![choice(Whom::All, "Mọi đơn vị bên dưới".to_owned())];
    whom.extend(kinds.into_iter().map(|(kind, count)| {
        let label = format!("Loại: {} ({count} đơn vị)", vi::people::unit_kind(kind));
        choice(Whom::Kind(kind), label)
    }));
    whom.extend(
        groups
            .into_iter()
            .map(|(id, name)| choice(Whom::Group(id), format!("Nhóm: {name}"))),
    );
    whom.push(choice(
        Whom::Chosen(Vec::new()),
        "Đơn vị ghi ở ô bên dưới".to_owned(),
    ));
    let count = ROWS.max(typed.questions.len() + ROWS_MORE);
    let row = |at: usize| {
        let (text, kind, code) = typed.questions.get(at).cloned().unwrap_or_default();
        let choice = |one: Kind| Choice::of(one.name(), vi::survey::kind(one), &kind);
        Row {
            number: at + 1,
            text,
            kinds: Kind::ALL.map(choice).into(),
            code,
        }
    };
    Ok(Page {
        base: here.path(),
        rows: (0..count).map(row).collect(),
        frame: Frame::of(visitor, Section::Surveys, here),
        id,
        whom,
        typed,
        refusal,
    })
}

pub(super) async fn get_new(State(web): State<Web>, visitor: Visitor, here: Here) -> Answer {
    let actor = &visitor.actor;
    actor.require(Action::EditPlan, &here.unit.path)?;
    shown(
        &page(
            &web,
            &visitor,
            (here, None),
            (Form::default(), String::new()),
        )
        .await?,
    )
}

pub(super) async fn post_new(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Typed(pairs): Typed<Vec<(String, String)>>,
) -> Answer {
    let form = Form::of(pairs);
    let actor = &visitor.actor;
    actor.require(Action::EditPlan, &here.unit.path)?;
    let new = match form.read() {
        Ok(new) => new,
        Err(why) => return refused(&page(&web, &visitor, (here, None), (form, why)).await?),
    };
    match survey::create(&web.app, actor, (&here.unit, &here.period), &new).await {
        Ok(id) => on_to(&format!("/khao-sat/{id}")),
        Err(Error::Refused(why)) => {
            let why = vi::refused(&why);
            refused(&page(&web, &visitor, (here, None), (form, why)).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// The draft and where it stands.
async fn draft(web: &Web, visitor: &Visitor, id: &SurveyId) -> Result<(Whole, Here), Failure> {
    let whole = survey::show(&web.app, &visitor.actor, id).await?;
    let survey = &whole.survey;
    let here = Here::at(web, visitor, &survey.slug, Some(&survey.period_code)).await?;
    visitor.actor.require(Action::EditPlan, &here.unit.path)?;
    Ok((whole, here))
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let id = super::parse(&id)?;
    let (whole, here) = draft(&web, &visitor, &id).await?;
    if whole.survey.state != Stand::Draft {
        return on_to(&format!("/khao-sat/{id}"));
    }
    let form = (Form::of_draft(&whole), String::new());
    shown(&page(&web, &visitor, (here, Some(id)), form).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(pairs): Typed<Vec<(String, String)>>,
) -> Answer {
    let id = super::parse(&id)?;
    let form = Form::of(pairs);
    let (_, here) = draft(&web, &visitor, &id).await?;
    let new = match form.read() {
        Ok(new) => new,
        Err(why) => return refused(&page(&web, &visitor, (here, Some(id)), (form, why)).await?),
    };
    match survey::edit(&web.app, &visitor.actor, (&id, form.version), &new).await {
        Ok(()) => on_to(&format!("/khao-sat/{id}")),
        Err(Error::Refused(why)) => {
            let why = vi::refused(&why);
            refused(&page(&web, &visitor, (here, Some(id)), (form, why)).await?)
        }
        Err(Error::Stale(noun)) => {
            let why = vi::failure::stale(noun);
            stale(&page(&web, &visitor, (here, Some(id)), (form, why)).await?)
        }
        Err(error) => Err(error.into()),
    }
}
