//! `/ke-hoach/{id}/nhieu-dong`: one change to the picked rows: shown first, then written.

use app::plan::{self, Bulk, Line, Plan, Role, State as PlanState, Triage};
use app::{Error, Noun, PartyId, RowId};
use askama::Template;
use axum::extract::{Path, State};

use super::typed::day;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "plan/bulk.html")]
struct Page {
    frame: Frame,
    plan: Plan,
    /// Names and values that are sent again with the confirmation.
    again: Vec<(String, String)>,
    what: String,
    changes: Vec<(String, String, String)>,
    unchanged: usize,
    reason: String,
    needs_reason: bool,
    refusal: String,
}

/// The form: its fields by name, picked rows several times.
struct Form(Vec<(String, String)>);

impl Form {
    fn at(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value)
    }

    fn picked(&self) -> Vec<(RowId, i32)> {
        let picked = self.0.iter().filter(|(name, _)| name == "chon");
        picked
            .filter_map(|(_, value)| {
                let (id, version) = value.split_once(':')?;
                Some((RowId::parse(id)?, version.parse().ok()?))
            })
            .collect()
    }

    /// The change; or the sentence that says what is not understood.
    fn bulk(&self) -> Result<Bulk, String> {
        match self.at("viec") {
            "assign" => {
                let party = PartyId::parse(self.at("party")).ok_or(
                    "Không giao được việc: chưa chọn người, đơn vị. Đề nghị chọn trong danh bạ.",
                )?;
                let role = Role::parse(self.at("role")).unwrap_or(Role::Lead);
                Ok(Bulk::Assign { role, party })
            }
            "due" => Ok(Bulk::Due(day(self.at("due"))?)),
            _ => Ok(Bulk::Triage(
                Triage::parse(self.at("triage")).unwrap_or(Triage::Undecided),
            )),
        }
    }
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(fields): Typed<Vec<(String, String)>>,
) -> Answer {
    let form = Form(fields);
    let actor = &visitor.actor;
    let plan = plan::head(&web.app, actor, &super::plan_id(&id)?).await?;
    actor.require(domain::authority::Action::EditPlan, &plan.unit_path)?;
    let picked = form.picked();
    let bulk = match form.bulk() {
        _ if picked.is_empty() => {
            Err("Chưa có dòng nào được chọn. Đề nghị chọn ít nhất một dòng.".to_owned())
        }
        bulk => bulk,
    };
    let bulk = match bulk {
        Ok(bulk) => bulk,
        Err(sentence) => {
            let page = page(&web, &visitor, (plan, &form, None)).await?;
            return refused(&Page {
                refusal: sentence,
                ..page
            });
        }
    };
    if form.at("buoc") != "ghi" {
        return shown(&page(&web, &visitor, (plan, &form, Some(&bulk))).await?);
    }
    match plan::apply(
        &web.app,
        actor,
        &plan.id,
        (&bulk, &picked, form.at("reason")),
    )
    .await
    {
        Ok(_) => on_to(&format!("/ke-hoach/{}", plan.id)),
        Err(Error::Refused(why)) => {
            let page = page(&web, &visitor, (plan, &form, Some(&bulk))).await?;
            refused(&Page {
                refusal: vi::refused(&why),
                ..page
            })
        }
        Err(Error::Stale(noun)) => {
            let page = page(&web, &visitor, (plan, &form, Some(&bulk))).await?;
            stale(&Page {
                refusal: vi::failure::stale(noun),
                ..page
            })
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (plan, form, bulk): (Plan, &Form, Option<&Bulk>),
) -> Result<Page, Failure> {
    let lines = plan::rows(&web.app, &visitor.actor, &plan).await?;
    let parties = plan::parties(&web.app, &visitor.actor, &plan).await?;
    let name = |id: &PartyId| {
        parties
            .iter()
            .find(|one| one.0 == *id)
            .map(|one| one.2.clone())
    };
    let what = match bulk {
        Some(Bulk::Assign { role, party }) => {
            let name = name(party).ok_or(Failure::NotFound(Noun::Party))?;
            format!("{}: {name}", vi::planning::role(*role))
        }
        Some(Bulk::Due(Some(due))) => format!("Ngày hạn áp dụng: {}", vi::time::date(due)),
        Some(Bulk::Due(None)) => "Bỏ ngày hạn riêng, theo thời hạn ghi trong kế hoạch".to_owned(),
        Some(Bulk::Triage(triage)) => format!("Phân loại: {}", vi::planning::triage(*triage)),
        None => String::new(),
    };
    let picked = form.picked();
    let picked: Vec<&Line> = picked
        .iter()
        .filter_map(|(id, _)| lines.iter().find(|line| line.row.id == *id))
        .collect();
    let changing = |line: &&&Line| bulk.is_some_and(|bulk| bulk.changes(line));
    let changes: Vec<_> = picked
        .iter()
        .filter(changing)
        .map(|line| (line.row.name(), before(line, bulk), what.clone()))
        .collect();
    // The rows go again at the versions they have now: what the person confirms is what is shown.
    let rows = picked.iter().map(|line| {
        (
            "chon".to_owned(),
            format!("{}:{}", line.row.id, line.row.version),
        )
    });
    let kept = ["viec", "party", "role", "due", "triage"];
    let kept = kept
        .into_iter()
        .map(|name| (name.to_owned(), form.at(name).to_owned()));
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Plans).await?,
        again: rows.chain(kept).collect(),
        unchanged: picked.len() - changes.len(),
        needs_reason: plan.state == PlanState::Issued,
        plan,
        what,
        changes,
        reason: form.at("reason").to_owned(),
        refusal: String::new(),
    })
}

fn before(line: &Line, bulk: Option<&Bulk>) -> String {
    match bulk {
        Some(Bulk::Assign { role, .. }) => line.names(*role).join("; "),
        Some(Bulk::Due(_)) => line
            .row
            .effective_due
            .as_ref()
            .map(vi::time::date)
            .unwrap_or_default(),
        Some(Bulk::Triage(_)) => vi::planning::triage(line.row.triage).to_owned(),
        None => String::new(),
    }
}
