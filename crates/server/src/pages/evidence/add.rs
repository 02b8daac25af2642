//! Files, a link, many articles, or a proof already there: every way to add proof, on one page.
//!
//! Each file is judged by itself: one bad file gets its sentence and the others are kept. The
//! script sends files one by one and gets the same list of results that the page shows.

use app::Error;
use app::evidence::{self, Filter, Incoming, Listed, NewUse, Panel as Asking, Serves, Taken};
use askama::Template;
use axum::extract::multipart::Field;
use axum::extract::{Multipart, Query, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse as _};
use serde::Deserialize;

use super::requirement::{self, Choice, choices};
use super::serves;
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::sent::{self, Cut};
use crate::web::{Answer, Failure, Frame, Here, Section, Visitor, Web};

/// Files of one sending.
const FILES_MAX: usize = 50;
/// Bytes of a field beside the files.
const SHORT_BYTES_MAX: usize = 100;

#[derive(Template)]
#[template(path = "evidence/add.html")]
struct Page {
    frame: Frame,
    base: String,
    cho: String,
    requirements: Vec<Choice>,
    asking: Option<Asking>,
    results: Vec<Outcome>,
    q: String,
    found: Option<Listed>,
}

#[derive(Template)]
#[template(path = "evidence/_results.html")]
struct Results<'a> {
    results: &'a [Outcome],
    cho: &'a str,
    requirements: Vec<Choice>,
}

/// What became of a file.
pub(super) enum Outcome {
    /// In, or there already.
    Taken(Taken),
    /// Its name, and why it is not taken.
    Refused(String, String),
}

/// What the address says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    cho: String,
    q: String,
    yeu_cau: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(asked): Query<Asked>,
) -> Answer {
    let page = page(&web, &visitor, here, asked).await?;
    shown(&page)
}

async fn page(web: &Web, visitor: &Visitor, here: Here, asked: Asked) -> Result<Page, Failure> {
    let serves = serves(&asked.cho)?;
    evidence::may_add(&web.app, &visitor.actor, &here.unit, serves.as_ref()).await?;
    let asking = match &serves {
        Some(serves) => Some(evidence::panel(&web.app, &visitor.actor, serves).await?),
        None => None,
    };
    let found = match (&serves, asked.q.trim()) {
        (Some(_), words) if !words.is_empty() => {
            let filter = Filter {
                words: words.to_owned(),
                page: 1,
                ..Filter::default()
            };
            Some(evidence::list(&web.app, &visitor.actor, &here.unit, &filter).await?)
        }
        _ => None,
    };
    Ok(Page {
        base: format!("{}/minh-chung", here.path()),
        frame: Frame::of(visitor, Section::Evidence, here),
        cho: asked.cho,
        requirements: choices(
            asking.as_ref().map_or(&[], |one| &one.count.asked),
            &asked.yeu_cau,
        ),
        asking,
        results: Vec::new(),
        q: asked.q,
        found,
    })
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(asked): Query<Asked>,
    (headers, files): (HeaderMap, Multipart),
) -> Answer {
    let serves = serves(&asked.cho)?;
    evidence::may_add(&web.app, &visitor.actor, &here.unit, serves.as_ref()).await?;
    let results = take_all(&web, &visitor, &here, (serves.as_ref(), files)).await?;
    let good = results
        .iter()
        .all(|one| matches!(one, Outcome::Taken(Taken::Kept { .. })));
    if headers.contains_key("x-tung-tep") {
        // Each file's own line says what became of it.
        let list = Results {
            results: &results,
            cho: &asked.cho,
            requirements: Vec::new(),
        };
        return Ok(Html(list.render()?).into_response());
    }
    if let (true, [Outcome::Taken(Taken::Kept { evidence, .. })]) = (good, results.as_slice()) {
        return on_to(&format!("/minh-chung/{}", evidence.id));
    }
    let mut page = page(&web, &visitor, here, asked).await?;
    page.results = results;
    if good { shown(&page) } else { refused(&page) }
}

async fn take_all(
    web: &Web,
    visitor: &Visitor,
    here: &Here,
    (serves, mut files): (Option<&Serves>, Multipart),
) -> Result<Vec<Outcome>, Failure> {
    let mut results = Vec::new();
    // The form says it before its files.
    let mut new_use = NewUse::default();
    loop {
        let field = match files.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(_) => {
                results.push(Outcome::Refused(
                    String::new(),
                    vi::evidence::BROKEN_OFF.to_owned(),
                ));
                break;
            }
        };
        let name = field.file_name().unwrap_or_default().to_owned();
        if field.name() == Some("yeu_cau") {
            new_use = requirement::new_use(&short(field).await)?;
            continue;
        }
        if field.name() != Some("tep") || name.is_empty() {
            continue;
        }
        if results.len() == FILES_MAX {
            results.push(Outcome::Refused(name, vi::evidence::beyond(FILES_MAX)));
            break;
        }
        let file = match sent::field(web, field).await {
            Ok(file) => file,
            Err(Cut::Fault(fault)) => return Err(fault.into()),
            Err(Cut::BrokenOff | Cut::TooLarge) => {
                results.push(Outcome::Refused(name, vi::evidence::BROKEN_OFF.to_owned()));
                break;
            }
        };
        let file = Incoming { name, file };
        results.push(take_one(web, visitor, here, (serves, &new_use, file)).await?);
    }
    if results.is_empty() {
        results.push(Outcome::Refused(
            String::new(),
            vi::evidence::NO_FILE.to_owned(),
        ));
    }
    Ok(results)
}

/// A short text field; what is longer is none.
async fn short(mut field: Field<'_>) -> String {
    let mut text = Vec::new();
    while let Ok(Some(chunk)) = field.chunk().await {
        text.extend_from_slice(&chunk);
        if text.len() > SHORT_BYTES_MAX {
            return String::new();
        }
    }
    String::from_utf8(text).unwrap_or_default()
}

async fn take_one(
    web: &Web,
    visitor: &Visitor,
    here: &Here,
    (serves, new_use, file): (Option<&Serves>, &NewUse, Incoming),
) -> Result<Outcome, Failure> {
    let name = file.name.clone();
    let what = (file, serves, new_use);
    let taken = evidence::take_for(&web.app, &visitor.actor, &here.unit, what).await;
    match taken {
        Ok(taken) => Ok(Outcome::Taken(taken)),
        Err(Error::Refused(refusal)) => Ok(Outcome::Refused(name, vi::refused(&refusal))),
        // What was kept before stands in the list, so one fault does not hide it.
        Err(Error::Fault(fault)) => {
            tracing::error!(cause = %fault, "a file of proof");
            Ok(Outcome::Refused(name, vi::evidence::FAULT.to_owned()))
        }
        Err(error) => Err(error.into()),
    }
}
