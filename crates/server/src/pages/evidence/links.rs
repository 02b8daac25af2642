//! Links: one typed, or many lines pasted, shown as read, then registered together.

use app::Error;
use app::evidence::{self, Line, NewLink};
use askama::Template;
use axum::extract::{Query, State};
use serde::Deserialize;

use super::requirement::{Choice, choices, new_use};
use super::serves;
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Problems, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "evidence/links.html")]
struct Page {
    frame: Frame,
    base: String,
    requirements: Vec<Choice>,
    typed: Form,
    problems: Problems,
    refusal: String,
    lines: Vec<Line>,
    good: usize,
}

/// What is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    cho: String,
    yeu_cau: String,
    title: String,
    link: String,
    kind: String,
    issued_on: String,
    issuer: String,
    lines: String,
    step: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(typed): Query<Form>,
) -> Answer {
    let serves = serves(&typed.cho)?;
    evidence::may_add(&web.app, &visitor.actor, &here.unit, serves.as_ref()).await?;
    shown(&page(&web, &visitor, here, typed).await?)
}

async fn page(web: &Web, visitor: &Visitor, here: Here, typed: Form) -> Result<Page, Failure> {
    let asked = match serves(&typed.cho)? {
        Some(serves) => evidence::asked(&web.app, &visitor.actor, &serves).await?,
        None => Vec::new(),
    };
    Ok(Page {
        requirements: choices(&asked, &typed.yeu_cau),
        base: format!("{}/minh-chung", here.path()),
        frame: Frame::of(visitor, Section::Evidence, here),
        typed,
        problems: Problems::default(),
        refusal: String::new(),
        lines: Vec::new(),
        good: 0,
    })
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Typed(typed): Typed<Form>,
) -> Answer {
    if typed.step == "mot" {
        return one(&web, &visitor, here, typed).await;
    }
    many(&web, &visitor, here, typed).await
}

async fn one(web: &Web, visitor: &Visitor, here: Here, typed: Form) -> Answer {
    let serves = serves(&typed.cho)?;
    let mut problems = Problems::default();
    let issued_on = reading::figure::date(&typed.issued_on, None).unwrap_or_else(|_| {
        problems.say("issued_on", vi::evidence::not_a_date(&typed.issued_on));
        None
    });
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let link = NewLink {
        title: typed.title.clone(),
        link: typed.link.clone(),
        kind: text(&typed.kind),
        issued_on,
        issuer: text(&typed.issuer),
    };
    if problems.none() {
        let new_use = new_use(&typed.yeu_cau)?;
        let links = (&[link][..], serves.as_ref(), &new_use);
        match evidence::register(&web.app, &visitor.actor, &here.unit, links).await {
            Ok(written) => {
                let id = written
                    .first()
                    .map(|one| one.id.to_string())
                    .unwrap_or_default();
                return on_to(&format!("/minh-chung/{id}"));
            }
            Err(Error::Refused(refusal)) => {
                use app::evidence::Refusal;
                let sentence = vi::refused(&refusal);
                match refusal {
                    app::Refusal::Evidence(Refusal::NoTitle) => problems.say("title", sentence),
                    _ => problems.say("link", sentence),
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    let mut page = page(web, visitor, here, typed).await?;
    page.problems = problems;
    refused(&page)
}

/// Lines are read again when they are registered, so that what is written is what was shown.
async fn many(web: &Web, visitor: &Visitor, here: Here, typed: Form) -> Answer {
    let serves = serves(&typed.cho)?;
    evidence::may_add(&web.app, &visitor.actor, &here.unit, serves.as_ref()).await?;
    let known = evidence::known_links(&web.app, &visitor.actor, &here.unit).await?;
    let lines = evidence::lines(&typed.lines, here.period.year, &known);
    let kind = Some(typed.kind.clone()).filter(|kind| !kind.is_empty());
    let links: Vec<NewLink> = lines
        .iter()
        .filter_map(|line| line.read.clone().ok())
        .map(|link| NewLink {
            kind: kind.clone(),
            ..link
        })
        .collect();
    let good = links.len();
    let mut refusal = String::new();
    if typed.step == "ghi" && good > 0 {
        let new_use = new_use(&typed.yeu_cau)?;
        let target = (&links[..], serves.as_ref(), &new_use);
        match evidence::register(&web.app, &visitor.actor, &here.unit, target).await {
            Ok(_) => return on_to(&after(&typed, &here)),
            Err(Error::Refused(why)) => refusal = vi::refused(&why),
            Err(error) => return Err(error.into()),
        }
    }
    let empty = good == 0;
    let mut page = page(web, visitor, here, typed).await?;
    if empty {
        page.problems.say("lines", "Không có liên kết nào để ghi: chưa dòng nào có đường dẫn mới. Đề nghị dán mỗi dòng một tin, bài có đường dẫn.");
    }
    (page.lines, page.good, page.refusal) = (lines, good, refusal);
    if empty || !page.refusal.is_empty() {
        refused(&page)
    } else {
        shown(&page)
    }
}

fn after(typed: &Form, here: &Here) -> String {
    let base = format!("{}/minh-chung", here.path());
    if typed.cho.is_empty() {
        base
    } else {
        format!("{base}/them?cho={}", typed.cho)
    }
}
