//! The last look: what would be written, in numbers; then it is written, or taken back.

use std::collections::BTreeMap;

use app::import::{self, Opened, Totals};
use app::{Error, Noun};
use askama::Template;
use axum::extract::{Path, State};

use super::step::{self, Around, Step};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "import/totals.html")]
struct Page {
    frame: Frame,
    around: Around,
    totals: Totals,
    kinds: Vec<(String, String)>,
    triage: String,
    parties_new: Vec<String>,
    amends: Option<String>,
    alike: Option<String>,
    notice: String,
}

type Sent = BTreeMap<String, String>;

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let opened = step::open(&web, &visitor, &id).await?;
    shown(&page(&web, &visitor, &opened).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(sent): Typed<Sent>,
) -> Answer {
    let id = step::id_of(&id)?;
    let done = import::write(&web.app, &visitor.actor, &id, version(&sent)).await;
    match done {
        Ok(plan) => on_to(&format!("/ke-hoach/{plan}")),
        Err(error) => again(&web, &visitor, id.as_str(), error).await,
    }
}

pub(super) async fn undo(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(sent): Typed<Sent>,
) -> Answer {
    let id = step::id_of(&id)?;
    match import::undo(&web.app, &visitor.actor, &id, version(&sent)).await {
        Ok(()) => on_to(&format!("/nhap-ke-hoach/{id}/ghi")),
        Err(error) => again(&web, &visitor, id.as_str(), error).await,
    }
}

fn version(sent: &Sent) -> i32 {
    sent.get("version")
        .and_then(|version| version.parse().ok())
        .unwrap_or(0)
}

/// The same page with the sentence, and with the totals as they are now.
async fn again(web: &Web, visitor: &Visitor, id: &str, error: Error) -> Answer {
    let opened = step::open(web, visitor, id).await?;
    let mut page = page(web, visitor, &opened).await?;
    match error {
        Error::Refused(refusal) => {
            page.notice = vi::refused(&refusal);
            refused(&page)
        }
        Error::Stale(Noun::Import) => {
            vi::import::STALE.clone_into(&mut page.notice);
            stale(&page)
        }
        error => Err(error.into()),
    }
}

async fn page(web: &Web, visitor: &Visitor, opened: &Opened) -> Result<Page, Failure> {
    let named = import::parties(&web.app, opened).await?;
    let sorted = import::triage(opened, &named);
    let totals = Totals::of(opened, &named, &sorted);
    let twins = if opened.draft.written.is_some() {
        Vec::new()
    } else {
        import::duplicates(&web.app, opened).await?
    };
    let amended = twins.iter().find(|twin| twin.is_amended);
    let alike = twins
        .iter()
        .find(|twin| twin.is_alike())
        .filter(|_| amended.is_none());
    let kinds = totals.annexes.iter().map(|(name, kinds)| {
        let said: Vec<String> = kinds
            .iter()
            .map(|(kind, count)| format!("{count} {}", vi::import::kind(*kind)))
            .collect();
        (name.clone(), said.join(", "))
    });
    let triage = totals.triage.iter().filter(|(_, count)| *count > 0);
    Ok(Page {
        kinds: kinds.collect(),
        triage: triage
            .map(|(kind, count)| format!("{} {count}", vi::import::triage(*kind).to_lowercase()))
            .collect::<Vec<_>>()
            .join(", "),
        parties_new: totals
            .parties_new
            .iter()
            .map(|(kind, name)| format!("{name} ({})", vi::import::party_kind(kind)))
            .collect(),
        amends: amended.map(|twin| twin.name.clone()),
        alike: alike.map(|twin| twin.name.clone()),
        frame: step::frame(web, visitor).await?,
        around: Around::of(opened, Step::Totals),
        totals,
        notice: String::new(),
    })
}
