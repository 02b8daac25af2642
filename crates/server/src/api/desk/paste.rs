//! A sheet of one line for all units below: looked at with control totals, then written whole.

use std::collections::BTreeMap;

use app::figure::desk::{self, Change, Control, Desk, Look, Place, Sheet};
use axum::http::StatusCode;
use domain::authority::Action;
use reading::words::figure::{refusal, unclear};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::place;
use crate::api::entries::Of;
use crate::api::shape::{as_typed, day_as_typed, fraction};
use crate::api::wire::{Api, Ask, Body, One};
use crate::vi;
use crate::web::{Access, Failure, Problem};

/// A sheet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DeskSent {
    /// Rows of text, cells apart by tabs or as CSV, with a row of headings.
    text: String,
    /// Where the figures come from, for rows that do not say it.
    #[serde(default)]
    source: String,
    /// The day of which they speak, for rows that do not say it.
    #[schema(format = Date)]
    as_of: Option<String>,
    /// `estimate`, `provisional`, `final`.
    #[serde(default)]
    state: String,
    /// Why final figures are taken back.
    #[serde(default)]
    reason: String,
    /// Control totals by the figure's key.
    #[serde(default)]
    totals: BTreeMap<String, String>,
    /// Leave out what cannot be written; otherwise nothing is written then.
    #[serde(default)]
    skip: bool,
    /// `seen` of the answer without it: what was looked at is written.
    seen: Option<String>,
}

/// What a sheet would do, or did.
#[derive(Serialize, ToSchema)]
struct DeskLook {
    /// How many units were written; null: nothing was, this is a look.
    written: Option<usize>,
    /// For `seen`.
    seen: String,
    /// Units whose figures would be others, or be locked.
    changes: Vec<DeskChange>,
    /// Units whose figures are provided and the same.
    same: usize,
    /// Rows whose unit is not known, with which it could be.
    unmatched: Vec<DeskOther>,
    /// Rows that cannot be read or written, and why.
    blocked: Vec<DeskOther>,
    /// Rows matched by a former name, with the unit of today.
    renamed: Vec<DeskOther>,
    /// Units that several rows speak of.
    doubled: Vec<String>,
    /// Rows that say nothing the line asks for.
    silent: usize,
    /// Units of which the sheet says nothing.
    absent: Vec<String>,
    /// Control totals.
    totals: Vec<DeskTotal>,
    /// Whether they agree.
    agrees: bool,
    /// Rows that would be left out.
    left_out: usize,
}

/// A unit whose figures would be others.
#[derive(Serialize, ToSchema)]
struct DeskChange {
    /// The unit's word in addresses.
    unit: String,
    /// Its name.
    name: String,
    /// Its figures by key as they are.
    before: BTreeMap<String, String>,
    /// As they would be.
    after: BTreeMap<String, String>,
    /// Where they come from.
    source: String,
    /// The day of which they speak.
    as_of: String,
}

/// A row and what there is to say of it.
#[derive(Serialize, ToSchema)]
struct DeskOther {
    /// Number of the row, from 1.
    row: usize,
    /// What it says.
    text: String,
    /// What there is to say.
    message: String,
}

/// The sum of a column.
#[derive(Serialize, ToSchema)]
struct DeskTotal {
    /// The figure's key.
    key: String,
    /// How many.
    count: usize,
    /// Their sum, exactly.
    sum: Option<String>,
    /// The sum that the sheet states.
    stated: Option<String>,
    /// The control total that was sent.
    sent: Option<String>,
    /// Whether they agree.
    agrees: bool,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    api.post(
        "/api/v1/units/{unit}/periods/{period}/desk/{code}/paste",
        Access::May(Action::EnterFigures),
        (
            "pasteDesk",
            "Dán bảng số liệu của mọi đơn vị: xem trước với tổng kiểm soát, rồi ghi và khóa đúng những gì đã xem",
        ),
        paste,
    )
}

fn sheet(sent: &DeskSent) -> Result<Sheet, Failure> {
    let totals = sent.totals.iter().map(|(key, total)| {
        let pointer = format!("/totals/{key}");
        Ok((key.clone(), as_typed(&pointer, Some(total))?))
    });
    Ok(Sheet {
        text: sent.text.clone(),
        source: sent.source.clone(),
        as_of: day_as_typed("/as_of", sent.as_of.as_deref())?,
        state: sent.state.clone(),
        reason: sent.reason.clone(),
        totals: totals.collect::<Result<_, Failure>>()?,
        skip: sent.skip,
    })
}

async fn paste(ask: Ask<Body<DeskSent>, Of>) -> Result<One<DeskLook>, Failure> {
    let (app, actor) = (ask.app(), ask.actor());
    let sheet = sheet(&ask.body.0)?;
    let (unit, period, used) = place(&ask, ask.query.framework.as_ref()).await?;
    let place = Place {
        unit: &unit,
        period: &period,
        framework: &used.id,
        code: ask.word("code"),
    };
    let (desk, look) = desk::look(app, actor, place, &sheet).await?;
    let look = look.map_err(|why| {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Problem::new(status, "bad_block", refusal(why)).at("/text", refusal(why))
    })?;
    let mut shown = shape(&desk, &look);
    if let Some(seen) = &ask.body.0.seen {
        let written = desk::write(app, actor, place, (&sheet, seen)).await?;
        shown.written = Some(written);
    }
    Ok(One::of(shown))
}

fn change(desk: &Desk, one: &Change) -> DeskChange {
    let seat = &desk.seats[one.seat];
    DeskChange {
        unit: seat.slug.clone(),
        name: seat.name.clone(),
        before: one.before.values.clone(),
        after: one.after.values.clone(),
        source: one.source.clone(),
        as_of: one.as_of.clone(),
    }
}

fn total(one: &Control) -> DeskTotal {
    DeskTotal {
        key: one.key.clone(),
        count: one.count,
        sum: fraction(Some(&one.sum)),
        stated: fraction(one.stated.as_ref().map(|(_, sum)| sum)),
        sent: fraction(one.typed.as_ref()),
        agrees: one.agrees(),
    }
}

/// A row, numbered from 1 as people count.
fn other(row: usize, text: &str, message: String) -> DeskOther {
    DeskOther {
        row: row + 1,
        text: text.to_owned(),
        message,
    }
}

fn shape(desk: &Desk, look: &Look) -> DeskLook {
    let unread = look.unread.iter();
    let unread = unread.map(|one| other(one.row, "", unclear(&one.why)));
    let blocked = look.blocked.iter();
    let blocked = blocked.map(|one| other(one.row, &one.name, vi::refused(&one.why)));
    DeskLook {
        written: None,
        seen: look.seen.clone(),
        changes: look.changes.iter().map(|one| change(desk, one)).collect(),
        same: look.same,
        unmatched: look
            .unmatched
            .iter()
            .map(|(row, text, could)| other(*row, text, could.join("; ")))
            .collect(),
        blocked: unread.chain(blocked).collect(),
        renamed: look
            .renamed
            .iter()
            .map(|(row, text, name)| other(*row, text, name.clone()))
            .collect(),
        doubled: look.doubled.iter().map(|(name, _)| name.clone()).collect(),
        silent: look.silent.len(),
        absent: look.absent.clone(),
        totals: look.totals.iter().map(total).collect(),
        agrees: look.agrees(),
        left_out: look.left_out(),
    }
}
