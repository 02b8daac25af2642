//! `/ke-hoach/{id}/cap-tren`: what changed in the plan above, taken over or declined row by row or
//! all of a kind, and everything that was answered.

use std::collections::BTreeSet;

use app::cascade::{self, Answer as Given, Answered, Difference, Picked, Sheet};
use app::plan::State as PlanState;
use app::{Error, RowId};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;
use domain::cascade::{Ahead, Kind};

use super::Fields;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "cascade/difference.html")]
struct Page {
    frame: Frame,
    plan: app::plan::Plan,
    state: (&'static str, &'static str),
    tab: &'static str,
    may_edit: bool,
    may_issue: bool,
    may_answer: bool,
    needs_reason: bool,
    in_force: bool,
    sheet: Sheet,
    rows: Vec<Shown>,
    kinds: Vec<(Kind, &'static str, usize)>,
    reason: String,
    refusal: String,
}

/// A difference in words.
struct Shown {
    id: String,
    name: String,
    kind: (&'static str, &'static str),
    own: Option<(String, String)>,
    /// Field, before, after, the unit's own where it says neither.
    fields: Vec<(String, String, String, String)>,
    day: String,
    is_picked: bool,
}

impl Page {
    fn kind(&self, kind: &Kind) -> (&'static str, &'static str) {
        vi::cascade::kind(*kind)
    }

    fn fields(&self, one: &Answered) -> Vec<(String, String, String)> {
        let fields = one.fields.iter();
        fields
            .map(|(name, before, after)| {
                let text = |text: &str| vi::planning::value(name, text);
                (label(name), text(before), text(after))
            })
            .collect()
    }
}

fn label(name: &str) -> String {
    vi::planning::field(name).to_owned()
}

fn row(one: &Difference, picked: &BTreeSet<RowId>) -> Shown {
    let fields = one.fields.iter().map(|field| {
        let text = |text: &str| vi::planning::value(&field.name, text);
        let own = field.own.as_deref().map(text).unwrap_or_default();
        (
            label(&field.name),
            text(&field.before),
            text(&field.after),
            own,
        )
    });
    let day = one.day.map(|day| {
        let written = vi::time::date(&day.day());
        match day {
            Ahead::Earlier(_) => written,
            Ahead::AsAbove(_) => format!("{written} (bằng hạn cấp trên, không còn đủ số ngày)"),
            Ahead::Past(_) => format!("{written} (đã qua)"),
        }
    });
    Shown {
        id: one.above.to_string(),
        name: one.name.clone(),
        kind: vi::cascade::kind(one.kind),
        own: one
            .own
            .as_ref()
            .map(|(id, name)| (id.to_string(), name.clone())),
        fields: fields.collect(),
        day: day.unwrap_or_default(),
        is_picked: picked.contains(&one.above),
    }
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (id, fields): (&str, &Fields),
) -> Result<Page, Failure> {
    let actor = &visitor.actor;
    let sheet = cascade::sheet(&web.app, actor, &super::plan_id(id)?).await?;
    let plan = sheet.plan.clone();
    let picked: BTreeSet<RowId> = fields.all("chon").filter_map(RowId::parse).collect();
    let kinds = Kind::ALL.into_iter().map(|kind| {
        let is = |one: &&Difference| one.kind == kind;
        let count = sheet.differences.iter().filter(is).count();
        (kind, vi::cascade::kind(kind).1, count)
    });
    let state = sheet.above.as_ref().map(|above| above.state);
    let may_edit = plan.is_editable_by(actor);
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Plans).await?,
        state: vi::planning::state(plan.state),
        tab: "above",
        may_edit,
        may_issue: actor.may(Action::IssuePlan, &plan.unit_path),
        may_answer: may_edit && plan.state != PlanState::Withdrawn,
        needs_reason: plan.state == PlanState::Issued,
        in_force: state == Some(PlanState::Issued),
        kinds: kinds.filter(|(_, _, count)| *count > 0).collect(),
        rows: sheet
            .differences
            .iter()
            .map(|one| row(one, &picked))
            .collect(),
        reason: fields.at("ly-do").to_owned(),
        refusal: String::new(),
        plan,
        sheet,
    })
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    shown(&page(&web, &visitor, (&id, &Fields(Vec::new()))).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(fields): Typed<Vec<(String, String)>>,
) -> Answer {
    let fields = Fields(fields);
    let (answer, kind) = match fields.at("viec").split_once(':') {
        Some((answer, kind)) => (answer, Kind::parse(kind)),
        None => (fields.at("viec"), None),
    };
    let given = Given {
        accept: match answer {
            "nhan" => true,
            "khong" => false,
            _ => return Err(Failure::NotFound(app::Noun::Page)),
        },
        picked: match kind {
            Some(kind) => Picked::All(kind),
            None => Picked::Rows(fields.all("chon").filter_map(RowId::parse).collect()),
        },
        reason: fields.at("ly-do").to_owned(),
        seen: fields.at("da-xem").to_owned(),
    };
    let plan = super::plan_id(&id)?;
    match cascade::answer(&web.app, &visitor.actor, &plan, &given).await {
        Ok(_) => on_to(&format!("/ke-hoach/{id}/cap-tren")),
        Err(Error::Refused(why)) => {
            let mut page = page(&web, &visitor, (&id, &fields)).await?;
            page.refusal = vi::refused(&why);
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            let mut page = page(&web, &visitor, (&id, &fields)).await?;
            page.refusal = vi::failure::stale(noun);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}
