//! The first step: the file, or its text, with unit and year.

use app::import::{self, Listed, NewImport};
use app::unit::{self, Unit};
use app::{Arrived, Error, Refusal, UnitId};
use askama::Template;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest as _, Request, State};
use domain::authority::Action;

use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::sent::{self, Cut};
use crate::web::{Answer, Failure, Frame, Problems, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "import/start.html")]
struct Page {
    frame: Frame,
    units: Vec<Unit>,
    drafts: Vec<Listed>,
    typed: Typed,
    problems: Problems,
    refusal: String,
    most: String,
}

/// What is typed and sent.
#[derive(Default)]
struct Typed {
    unit: String,
    year: String,
    text: String,
    file_name: String,
    file: Option<Arrived>,
}

async fn page(web: &Web, visitor: &Visitor, typed: Typed) -> Result<Page, Failure> {
    let frame = Frame::at_home(web, visitor, Section::Plans).await?;
    let actor = &visitor.actor;
    let mut units = unit::visible(&web.app, actor).await?;
    units.retain(|unit| unit.valid_to.is_none() && actor.may(Action::EditPlan, &unit.path));
    let mut typed = typed;
    if typed.year.is_empty() {
        typed.year = frame.here.period.year.to_string();
    }
    if typed.unit.is_empty() {
        typed.unit = frame.here.unit.id.to_string();
    }
    Ok(Page {
        units,
        drafts: import::list(&web.app, actor).await?,
        most: format!("{} MB", documents::limits::UPLOAD_BYTES_MAX >> 20),
        frame,
        typed,
        problems: Problems::default(),
        refusal: String::new(),
    })
}

pub(super) async fn get(State(web): State<Web>, visitor: Visitor) -> Answer {
    shown(&page(&web, &visitor, Typed::default()).await?)
}

pub(super) async fn post(State(web): State<Web>, visitor: Visitor, request: Request) -> Answer {
    let mut typed = match read(&web, request).await {
        Ok(typed) => typed,
        Err(Failure::TooLarge) => {
            let limit = documents::limits::UPLOAD_BYTES_MAX;
            let refusal = documents::Refusal::TooLarge {
                bytes: limit,
                limit,
            };
            return again(
                &web,
                &visitor,
                Typed::default(),
                "tep",
                vi::refusal::sentence(&refusal),
            )
            .await;
        }
        Err(failure) => return Err(failure),
    };
    let Some(unit) = UnitId::parse(&typed.unit) else {
        return again(
            &web,
            &visitor,
            typed,
            "don_vi",
            vi::import::NO_UNIT.to_owned(),
        )
        .await;
    };
    let Ok(year) = typed.year.trim().parse() else {
        let refusal = import::Refusal::BadYear {
            typed: typed.year.clone(),
        };
        return again(&web, &visitor, typed, "nam", vi::refused(&refusal.into())).await;
    };
    let sent = typed.file.take();
    let pasted = sent.as_ref().is_none_or(|file| file.size_bytes() == 0);
    let text = typed.text.trim();
    if pasted && text.is_empty() && typed.file_name.is_empty() {
        return again(&web, &visitor, typed, "tep", vi::import::NO_FILE.to_owned()).await;
    }
    let use_text = pasted && !text.is_empty();
    let file = match sent {
        Some(file) if !use_text => file,
        _ => web.app.files().arrived(typed.text.as_bytes()).await?,
    };
    let new = NewImport {
        unit,
        year,
        file_name: if use_text {
            vi::import::PASTED.to_owned()
        } else {
            typed.file_name.clone()
        },
        file,
    };
    match import::start(&web.app, &visitor.actor, new).await {
        Ok(id) => on_to(&format!("/nhap-ke-hoach/{id}")),
        Err(Error::Refused(refusal)) => {
            let field = match &refusal {
                Refusal::Import(import::Refusal::BadYear { .. }) => "nam",
                _ if use_text => "van_ban",
                _ => "tep",
            };
            let sentence = vi::refused(&refusal);
            again(&web, &visitor, typed, field, sentence).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The same page with what was typed; browsers let nobody put a file back.
async fn again(
    web: &Web,
    visitor: &Visitor,
    typed: Typed,
    field: &'static str,
    sentence: String,
) -> Answer {
    let mut page = page(web, visitor, typed).await?;
    page.problems.say(field, sentence.clone());
    page.refusal = sentence;
    refused(&page)
}

async fn read(web: &Web, request: Request) -> Result<Typed, Failure> {
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| Failure::Unreadable)?;
    let mut typed = Typed::default();
    while let Some(field) = form.next_field().await.map_err(Cut::from)? {
        match field.name() {
            Some("don_vi") => typed.unit = sent::text(field).await?,
            Some("nam") => typed.year = sent::text(field).await?,
            Some("van_ban") => typed.text = sent::text(field).await?,
            Some("tep") => {
                typed.file_name = field.file_name().unwrap_or_default().to_owned();
                typed.file = Some(sent::field(web, field).await?);
            }
            _ => {}
        }
    }
    Ok(typed)
}
