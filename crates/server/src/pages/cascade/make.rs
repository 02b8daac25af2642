//! `/ke-hoach/tu-cap-tren`: a plan above as the unit's own draft: shown row by row, changed where
//! the proposal is wrong, then written at once.

use std::collections::BTreeMap;

use app::cascade::{self, Above, From, Proposal, Proposed, RowWish, Wish};
use app::plan::{State as PlanState, Triage};
use app::unit::Unit;
use app::{Error, RowId};
use askama::Template;
use axum::extract::{Query, State};
use domain::cascade::{Ahead, Counted, Lead};
use serde::Deserialize;

use super::Fields;
use crate::pages::choice::{Choice, NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "cascade/make.html")]
struct Page {
    frame: Frame,
    units: Vec<Choice>,
    unit: Option<Unit>,
    above: Vec<Above>,
    draft: Option<Draft>,
    refusal: String,
}

/// A draft as it would be, with what was typed.
struct Draft {
    proposal: Proposal,
    directory: Vec<String>,
    days: String,
    counted: &'static str,
    whole: bool,
    past: bool,
    rows: Vec<Shown>,
    counts: [(&'static str, usize); 4],
    past_rows: usize,
}

/// A row of the draft.
struct Shown {
    id: String,
    is_work: bool,
    level: usize,
    code: String,
    title: String,
    points: String,
    above: String,
    triages: Vec<Choice>,
    why: String,
    lead: String,
    supports: String,
    from: &'static str,
    deadline: String,
    above_day: String,
    due: String,
    due_note: &'static str,
    problem: &'static str,
}

/// For which unit, which plan.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(rename = "don-vi")]
    unit: String,
    #[serde(rename = "ke-hoach")]
    plan: String,
}

impl Page {
    fn plan_state(&self, state: &PlanState) -> (&'static str, &'static str) {
        vi::planning::state(*state)
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Answer {
    if !asked.plan.is_empty() && !asked.unit.is_empty() {
        let unit = cascade::unit_for(&web.app, &visitor.actor, &asked.unit).await?;
        let fields = Fields(Vec::new());
        return shown(&preview(&web, &visitor, (&unit, &asked.plan), &fields).await?);
    }
    let mut page = page(&web, &visitor, &asked.unit).await?;
    let Some(unit) = page.unit.clone() else {
        return shown(&page);
    };
    if !asked.plan.is_empty() {
        return on_to(&format!(
            "{FROM_ABOVE}?don-vi={}&ke-hoach={}",
            unit.slug,
            app::address::part(&asked.plan)
        ));
    }
    page.above = cascade::above(&web.app, &visitor.actor, &unit).await?;
    shown(&page)
}

/// The address of this page.
const FROM_ABOVE: &str = "/ke-hoach/tu-cap-tren";

/// The page with a draft, for a unit and a plan that are known.
async fn preview(
    web: &Web,
    visitor: &Visitor,
    (unit, plan): (&Unit, &str),
    fields: &Fields,
) -> Result<Page, Failure> {
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Plans).await?,
        units: Vec::new(),
        above: Vec::new(),
        draft: Some(draft(web, visitor, (unit, plan), fields).await?),
        unit: Some(unit.clone()),
        refusal: String::new(),
    })
}

async fn page(web: &Web, visitor: &Visitor, slug: &str) -> Result<Page, Failure> {
    let homes = cascade::homes(&web.app, &visitor.actor).await?;
    let home = visitor.actor.home.as_ref().map(|home| home.slug.as_str());
    let wanted = match (slug, home) {
        ("", Some(home)) if homes.iter().any(|unit| unit.slug == home) => home,
        ("", _) => homes.first().map_or("", |unit| unit.slug.as_str()),
        (slug, _) => slug,
    };
    let unit = match homes.iter().find(|unit| unit.slug == wanted) {
        Some(unit) => Some(unit.clone()),
        None if wanted.is_empty() => None,
        None => Some(cascade::unit_for(&web.app, &visitor.actor, wanted).await?),
    };
    let units = homes
        .iter()
        .map(|unit| Choice::of(&unit.slug, &unit.name, wanted))
        .collect();
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Plans).await?,
        units,
        unit,
        above: Vec::new(),
        draft: None,
        refusal: String::new(),
    })
}

fn lead(fields: &Fields) -> Option<Lead> {
    let default = Lead::default();
    let days = match fields.find("ngay") {
        Some(text) => text.trim().parse().ok()?,
        None => default.days,
    };
    let counted = Counted::parse(fields.at("tinh")).unwrap_or(default.counted);
    Some(Lead { days, counted })
}

async fn draft(
    web: &Web,
    visitor: &Visitor,
    (unit, plan): (&Unit, &str),
    fields: &Fields,
) -> Result<Draft, Failure> {
    let (app, actor) = (&web.app, &visitor.actor);
    let lead = lead(fields).unwrap_or_default();
    let proposal = cascade::propose(app, actor, (unit, &super::plan_id(plan)?), lead).await?;
    let directory = cascade::directory(app, actor, unit).await?;
    let rows: Vec<Shown> = proposal
        .rows
        .iter()
        .map(|row| row_of(row, fields))
        .collect();
    let chosen = |triage: Triage| {
        let is = |row: &&Shown| {
            let mut chosen = row.triages.iter().filter(|choice| choice.chosen);
            row.is_work && chosen.any(|choice| choice.value == triage.name())
        };
        rows.iter().filter(is).count()
    };
    let counts = [
        Triage::Leads,
        Triage::Supports,
        Triage::NotOurs,
        Triage::Undecided,
    ]
    .map(|triage| (vi::planning::triage(triage), chosen(triage)));
    let today = web.app.today();
    let past_rows = rows
        .iter()
        .filter(|row| day(&row.due).is_some_and(|due| due < today));
    Ok(Draft {
        past_rows: past_rows.count(),
        counts,
        days: fields
            .find("ngay")
            .map_or_else(|| lead.days.to_string(), str::to_owned),
        counted: lead.counted.name(),
        whole: fields.at("ca-dong-khac") == "1",
        past: fields.at("han-qua") == "1",
        rows,
        directory,
        proposal,
    })
}

/// A row with what was typed over the proposal. Days are as proposed where they are to be counted
/// anew.
fn row_of(proposed: &Proposed, fields: &Fields) -> Shown {
    let row = &proposed.row;
    let typed = |prefix: &str| fields.find(&format!("{prefix}-{}", row.id));
    let triage = typed("v").unwrap_or(proposed.triage.name());
    let due = typed("h").filter(|_| fields.at("buoc") != "tinh");
    let own = proposed.day.map(|day| vi::time::date(&day.day()));
    let due = due.map_or_else(|| own.unwrap_or_default(), str::to_owned);
    let above = [
        ("Chủ trì", &proposed.leads_above),
        ("Phối hợp", &proposed.supports_above),
    ];
    let above = above
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(part, names)| format!("{part}: {names}"));
    Shown {
        id: row.id.to_string(),
        is_work: row.is_work(),
        level: row.path.split('.').count().min(4),
        code: row.code.clone().unwrap_or_default(),
        title: row.title.clone(),
        points: row
            .max_points
            .as_ref()
            .map(|points| vi::number::points(points, 2))
            .unwrap_or_default(),
        above: above.collect::<Vec<_>>().join(". "),
        triages: Triage::ALL
            .iter()
            .map(|one| Choice::of(one.name(), vi::planning::triage(*one), triage))
            .collect(),
        why: vi::cascade::why(proposed.why, proposed.before.as_deref()),
        lead: typed("c").map_or_else(|| proposed.leads(), str::to_owned),
        supports: proposed.supports(),
        from: match proposed.doing.first().map(|one| one.from) {
            Some(From::Before) => "theo kế hoạch năm trước",
            Some(From::SameName) => "cùng tên trong danh bạ",
            None => "",
        },
        deadline: row.deadline_text.clone().unwrap_or_default(),
        above_day: proposed
            .above_day
            .as_ref()
            .map(vi::time::date)
            .unwrap_or_default(),
        due_note: match proposed.day {
            Some(Ahead::AsAbove(_)) => "Không còn đủ số ngày: giữ hạn cấp trên",
            Some(Ahead::Past(_)) => "Hạn cấp trên đã qua",
            Some(Ahead::Earlier(_)) | None => "",
        },
        problem: if !due.trim().is_empty() && day(&due).is_none() {
            NO_DAY
        } else {
            ""
        },
        due,
    }
}

/// What is wanted of each row of the form.
fn wishes(fields: &Fields) -> BTreeMap<RowId, RowWish> {
    let mut wishes: BTreeMap<RowId, RowWish> = BTreeMap::new();
    for (name, value) in &fields.0 {
        let Some((prefix, id)) = name.split_once('-') else {
            continue;
        };
        let Some(id) = RowId::parse(id) else { continue };
        let wish = wishes.entry(id).or_default();
        match prefix {
            "v" => wish.triage = Triage::parse(value),
            "c" => wish.lead = Some(value.trim().to_owned()),
            "h" => wish.due = Some(day(value)),
            _ => {}
        }
    }
    wishes
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Typed(fields): Typed<Vec<(String, String)>>,
) -> Answer {
    let fields = Fields(fields);
    let (app, actor) = (&web.app, &visitor.actor);
    let (slug, plan) = (fields.at("don-vi"), fields.at("ke-hoach"));
    let unit = cascade::unit_for(app, actor, slug).await?;
    let above = super::plan_id(plan)?;
    let (mut refusal, mut is_stale) = (String::new(), false);
    let lead = lead(&fields);
    if lead.is_none() {
        refusal = format!(
            "Không tính được hạn: «{}» không phải số ngày. Đề nghị nhập số, ví dụ 5.",
            fields.at("ngay")
        );
    } else if fields.at("buoc") == "tinh" {
        return shown(&preview(&web, &visitor, (&unit, plan), &fields).await?);
    }
    let bad = |(name, value): &&(String, String)| {
        name.starts_with("h-") && !value.trim().is_empty() && day(value).is_none()
    };
    if fields.0.iter().any(|field| bad(&field)) {
        NO_DAY.clone_into(&mut refusal);
    }
    if let Some(lead) = lead.filter(|_| refusal.is_empty()) {
        let wish = Wish {
            lead,
            rows: wishes(&fields),
            whole: fields.at("ca-dong-khac") == "1",
            past: fields.at("han-qua") == "1",
            seen: fields.at("da-xem").to_owned(),
        };
        match cascade::make(app, actor, (&unit, &above), &wish).await {
            Ok(id) => return on_to(&format!("/ke-hoach/{id}")),
            Err(Error::Refused(why)) => refusal = vi::refused(&why),
            Err(Error::Stale(noun)) => {
                refusal = vi::failure::stale(noun);
                is_stale = true;
            }
            Err(error) => return Err(error.into()),
        }
    }
    let mut page = preview(&web, &visitor, (&unit, plan), &fields).await?;
    page.refusal = refusal;
    if is_stale {
        stale(&page)
    } else {
        refused(&page)
    }
}
