//! `/tham-dinh`: units that handed in, with how much is left of each; how the appraisal goes; how well
//! two people agree.

use app::Error;
use app::appraisal::{self, Agreement, FrameworkTerms, Queued, Terms};
use app::period::{self, Period};
use askama::Template;
use axum::extract::{Path, Query, State};
use serde::Deserialize;

use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "appraisal/queue.html")]
struct Page {
    frame: Frame,
    periods: Vec<Period>,
    period: Period,
    page: i64,
    more: bool,
    rows: Vec<(Queued, (&'static str, &'static str))>,
    next: Option<String>,
    terms: Vec<FrameworkTerms>,
    agreement: Agreement,
    refusal: String,
}

/// Which period, which page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    ky: String,
    trang: String,
}

/// What the form of the terms sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    framework: String,
    objection_days: String,
    return_days: String,
    second_share: String,
    version: i32,
}

impl Page {
    fn percent(&self, share: &scoring::Exact) -> String {
        vi::number::percent(share, 1)
    }
}

async fn page(web: &Web, visitor: &Visitor, asked: &Asked) -> Result<Page, Failure> {
    let (app, actor) = (&web.app, &visitor.actor);
    let frame = Frame::at_home(web, visitor, Section::Appraisal).await?;
    let periods = period::list(app).await?;
    let period = periods
        .iter()
        .find(|period| period.code == asked.ky)
        .unwrap_or(&frame.here.period)
        .clone();
    let page = asked.trang.parse().unwrap_or(1).clamp(1, 10_000);
    let (queued, more) = appraisal::queue(app, actor, (&period.id, page)).await?;
    let next = queued
        .iter()
        .find(|one| one.left() > 0 && !one.is_own && one.stage == appraisal::Stage::Submitted)
        .map(|one| {
            let (code, slug) = (&period.code, &one.slug);
            format!("/ky/{code}/don-vi/{slug}/tham-dinh?bo={}", one.framework)
        });
    Ok(Page {
        rows: queued
            .into_iter()
            .map(|one| {
                let stage = vi::appraisal::stage(one.stage);
                (one, stage)
            })
            .collect(),
        agreement: appraisal::agreement(app, actor, &period.id).await?,
        next,
        terms: appraisal::terms(app, actor, &period.id).await?,
        periods,
        period,
        page,
        more,
        refusal: String::new(),
        frame,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    shown(&page(&web, &visitor, &asked).await?)
}

pub(super) async fn terms(
    State(web): State<Web>,
    visitor: Visitor,
    Path(code): Path<String>,
    Typed(form): Typed<Form>,
) -> Answer {
    let framework =
        app::FrameworkId::parse(&form.framework).ok_or(Failure::NotFound(app::Noun::Framework))?;
    let period = period::by_code(&web.app, &code).await?;
    let number = |text: &str| text.trim().parse().unwrap_or(-1);
    let new = Terms {
        objection_days: number(&form.objection_days),
        return_days: number(&form.return_days),
        second_share: number(&form.second_share),
        version: form.version,
    };
    let key = (&framework, &period.id);
    let asked = Asked {
        ky: code,
        trang: String::new(),
    };
    match appraisal::set_terms(&web.app, &visitor.actor, key, new).await {
        Ok(()) => on_to(&format!("/tham-dinh?ky={}", asked.ky)),
        Err(Error::Refused(refusal)) => {
            let mut page = page(&web, &visitor, &asked).await?;
            page.refusal = vi::refused(&refusal);
            for one in page
                .terms
                .iter_mut()
                .filter(|one| one.framework == framework)
            {
                one.terms = Terms {
                    version: one.terms.version,
                    ..new
                };
            }
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            let mut page = page(&web, &visitor, &asked).await?;
            page.refusal = vi::failure::stale(noun);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}
