//! `/van-ban/{id}/sua`: the words of a draft. Figures stand as names in double brackets.

use app::Error;
use app::paper::{self, SheetOfPaper, State as PaperState, Words};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;
use serde::Deserialize;

use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "paper/edit.html")]
struct Page {
    frame: Frame,
    sheet: SheetOfPaper,
    typed: Form,
    theirs: Vec<(&'static str, String)>,
    refusal: String,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    title: String,
    agency: String,
    place: String,
    addressed: String,
    bases: String,
    recipients: String,
    signatory: String,
    body: String,
    version: String,
}

impl Form {
    fn of(sheet: &SheetOfPaper) -> Form {
        let words = sheet.words.clone();
        Form {
            title: words.title,
            agency: words.agency,
            place: words.place,
            addressed: words.addressed,
            bases: words.bases,
            recipients: words.recipients,
            signatory: words.signatory,
            body: words.body,
            version: sheet.version.to_string(),
        }
    }

    fn words(&self) -> Words {
        // Browsers send lines of a text apart by two signs.
        let text = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        Words {
            title: text(&self.title),
            agency: text(&self.agency),
            place: text(&self.place),
            addressed: text(&self.addressed),
            bases: text(&self.bases),
            recipients: text(&self.recipients),
            signatory: text(&self.signatory),
            body: text(&self.body),
        }
    }

    fn named(&self) -> [(&'static str, String); 8] {
        let words = self.words();
        [
            ("Trích yếu", words.title),
            ("Cơ quan ban hành", words.agency),
            ("Địa danh", words.place),
            ("Kính gửi", words.addressed),
            ("Căn cứ", words.bases),
            ("Nơi nhận", words.recipients),
            ("Người ký", words.signatory),
            ("Nội dung", words.body),
        ]
    }
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (id, typed, refusal): (&str, Option<Form>, String),
) -> Result<Page, Failure> {
    let (sheet, _) = paper::show(&web.app, &visitor.actor, &super::id(id)?).await?;
    visitor.actor.require(Action::EditPlan, &sheet.unit_path)?;
    if sheet.state == PaperState::Issued && typed.is_none() {
        return Err(Error::from(paper::Refusal::Issued).into());
    }
    let here = Here::at(web, visitor, &sheet.unit_slug, None).await?;
    Ok(Page {
        frame: Frame::of(visitor, Section::Papers, here),
        typed: typed.unwrap_or_else(|| Form::of(&sheet)),
        sheet,
        theirs: Vec::new(),
        refusal,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    shown(&page(&web, &visitor, (&id, None, String::new())).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let seen = form.version.parse().unwrap_or(0);
    let change = (seen, form.words());
    match paper::edit(&web.app, &visitor.actor, &super::id(&id)?, change).await {
        Ok(()) => on_to(&format!("/van-ban/{id}")),
        Err(Error::Refused(why)) => {
            let why = vi::refused(&why);
            refused(&page(&web, &visitor, (&id, Some(form), why)).await?)
        }
        Err(Error::Stale(noun)) => {
            let why = vi::failure::stale(noun);
            let mut page = page(&web, &visitor, (&id, Some(form), why)).await?;
            let now = Form::of(&page.sheet);
            page.theirs = now
                .named()
                .into_iter()
                .zip(page.typed.named())
                .filter(|((_, theirs), (_, typed))| theirs != typed)
                .map(|(theirs, _)| theirs)
                .collect();
            page.typed.version = now.version;
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}
