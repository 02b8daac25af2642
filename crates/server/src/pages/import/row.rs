//! One row of a draft: each cell as printed, and as it is to be kept.

use std::collections::BTreeMap;

use app::import::{self, Decision, Opened, editable};
use app::{Error, Noun};
use askama::Template;
use axum::extract::{Path, State};
use domain::plan::{Field, Row};

use super::step::{self, Around, Step};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "import/row.html")]
struct Page {
    frame: Frame,
    around: Around,
    id: String,
    code: String,
    line: u32,
    cells: Vec<Cell>,
    understood: Vec<(&'static str, String)>,
    refusal: String,
}

/// A cell of the form.
struct Cell {
    name: &'static str,
    label: &'static str,
    /// As printed.
    printed: String,
    /// As it is to be kept.
    typed: String,
    is_long: bool,
    is_number: bool,
    /// What somebody else wrote meanwhile.
    theirs: Option<String>,
}

/// Cells by name, and the version.
type Sent = BTreeMap<String, String>;

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, row)): Path<(String, String)>,
) -> Answer {
    let opened = step::open(&web, &visitor, &id).await?;
    let frame = step::frame(&web, &visitor).await?;
    shown(&page(frame, &opened, &row, None)?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, row)): Path<(String, String)>,
    Typed(sent): Typed<Sent>,
) -> Answer {
    let opened = step::open(&web, &visitor, &id).await?;
    let (annex, at) = place(&row)?;
    let original = original(&opened, (annex, at))?;
    let key = format!("{annex}/{}", original.path);
    let version = sent
        .get("version")
        .and_then(|version| version.parse().ok())
        .unwrap_or(0);
    let decision = Decision::Row(key, changed(original, &sent));
    match import::decide(
        &web.app,
        &visitor.actor,
        &opened.draft.id,
        version,
        vec![decision],
    )
    .await
    {
        Ok(_) => on_to(&format!("/nhap-ke-hoach/{}#r-{row}", opened.draft.id)),
        Err(Error::Refused(refusal)) => {
            let mut page = page(
                step::frame(&web, &visitor).await?,
                &opened,
                &row,
                Some(&sent),
            )?;
            page.refusal = vi::refused(&refusal);
            refused(&page)
        }
        Err(Error::Stale(Noun::Import)) => {
            let mut page = page(
                step::frame(&web, &visitor).await?,
                &opened,
                &row,
                Some(&sent),
            )?;
            vi::import::STALE.clone_into(&mut page.refusal);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}

/// `0-12`: the thirteenth row of the first annex.
fn place(row: &str) -> Result<(usize, usize), Failure> {
    let place = row
        .split_once('-')
        .and_then(|(annex, row)| Some((annex.parse().ok()?, row.parse().ok()?)));
    place.ok_or(Failure::NotFound(Noun::Row))
}

fn original(opened: &Opened, (annex, row): (usize, usize)) -> Result<&Row, Failure> {
    let annex = opened.reading.plan.annexes.get(annex);
    annex
        .and_then(|annex| annex.rows.get(row))
        .ok_or(Failure::NotFound(Noun::Row))
}

/// Only what differs from the file is kept.
fn changed(original: &Row, sent: &Sent) -> BTreeMap<String, String> {
    let differs = |field: &Field| {
        let typed = sent.get(field.name())?.trim().replace("\r\n", "\n");
        let printed = import::cell(original, *field);
        (typed != printed && typed != spoken(*field, &printed))
            .then(|| (field.name().to_owned(), typed))
    };
    editable().filter_map(|field| differs(&field)).collect()
}

/// Points as officials write them: «8,5».
fn spoken(field: Field, text: &str) -> String {
    if field == Field::MaxPoints {
        text.replace('.', ",")
    } else {
        text.to_owned()
    }
}

fn page(frame: Frame, opened: &Opened, id: &str, sent: Option<&Sent>) -> Result<Page, Failure> {
    let (annex, at) = place(id)?;
    let printed = original(opened, (annex, at))?;
    let row = opened
        .settled
        .row(annex, at)
        .ok_or(Failure::NotFound(Noun::Row))?;
    let cell = |field: Field| {
        let current = spoken(field, &import::cell(row, field));
        let typed = sent.and_then(|sent| sent.get(field.name()));
        Cell {
            name: field.name(),
            label: vi::import::field(field),
            printed: spoken(field, &import::cell(printed, field)),
            theirs: typed
                .filter(|typed| **typed != current)
                .map(|_| current.clone()),
            typed: typed.cloned().unwrap_or(current),
            is_long: matches!(field, Field::Title | Field::RuleText | Field::EvidenceText),
            is_number: field == Field::MaxPoints,
        }
    };
    Ok(Page {
        frame,
        around: Around::of(opened, Step::Review),
        id: id.to_owned(),
        code: row.code.clone().unwrap_or_else(|| row.path.clone()),
        line: row.place.line,
        cells: editable().map(cell).collect(),
        understood: vi::import::facts(row),
        refusal: String::new(),
    })
}
