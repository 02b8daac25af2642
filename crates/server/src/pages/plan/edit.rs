//! `/ke-hoach/{id}/sua`: the head of a plan: number, date, title, bases, recipients, plan above.

use app::plan::{self, Head, Plan, Seen, State as PlanState, Wanted};
use app::{Actor, App, Error, PlanId};
use askama::Template;
use axum::extract::{Path, State};
use domain::plan::{LegalBasis, Recipient};
use domain::source::Place;
use serde::Deserialize;

use super::typed::{day, some};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Problems, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "plan/edit.html")]
struct Page {
    frame: Frame,
    /// `None`: a new plan.
    plan: Option<Plan>,
    units: Vec<(String, String)>,
    plans: Vec<(String, String)>,
    typed: TypedHead,
    theirs: Vec<(&'static str, String, String)>,
    problems: Problems,
    refusal: String,
    needs_reason: bool,
}

/// What is typed of a head.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct TypedHead {
    pub(super) unit: String,
    pub(super) kind: String,
    pub(super) reference: String,
    pub(super) issued_on: String,
    pub(super) place: String,
    pub(super) issuer: String,
    pub(super) title: String,
    pub(super) signatory: String,
    pub(super) year: String,
    pub(super) parent: String,
    pub(super) bases: String,
    pub(super) recipients: String,
    pub(super) reason: String,
    pub(super) version: String,
}

impl TypedHead {
    fn of(sheet: &plan::Letter) -> TypedHead {
        let plan = &sheet.plan;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let bases = sheet.bases.iter().map(|basis| {
            let date = basis.issued_on.as_ref().map(vi::time::date);
            let parts = [
                Some(basis.reference.clone()),
                date,
                basis.issuer.clone(),
                basis.subject.clone(),
            ];
            parts
                .map(Option::unwrap_or_default)
                .join(" | ")
                .trim_end_matches([' ', '|'])
                .to_owned()
        });
        let recipients = sheet.recipients.iter().map(|one| match &one.purpose {
            Some(purpose) => format!("{} | {purpose}", one.name),
            None => one.name.clone(),
        });
        TypedHead {
            unit: String::new(),
            kind: plan.kind.clone(),
            reference: text(&plan.reference),
            issued_on: plan
                .issued_on
                .as_ref()
                .map(vi::time::date)
                .unwrap_or_default(),
            place: text(&plan.place),
            issuer: text(&plan.issuer),
            title: plan.title.clone(),
            signatory: text(&plan.signatory),
            year: plan.year.to_string(),
            parent: plan
                .parent
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            bases: bases.collect::<Vec<_>>().join("\n"),
            recipients: recipients.collect::<Vec<_>>().join("\n"),
            reason: String::new(),
            version: plan.version.to_string(),
        }
    }

    /// What it means; problems are said at their fields.
    pub(super) fn head(&self, problems: &mut Problems) -> Head {
        let issued_on = day(&self.issued_on).unwrap_or_else(|sentence| {
            problems.say("issued_on", sentence);
            None
        });
        let year = self
            .year
            .trim()
            .parse()
            .ok()
            .filter(|year| (2000..=2199).contains(year));
        if year.is_none() {
            problems.say(
                "year",
                "Không đọc được năm. Đề nghị nhập năm từ 2000 đến 2199.",
            );
        }
        if self.title.trim().is_empty() {
            problems.say("title", "Tên kế hoạch còn trống. Đề nghị nhập trích yếu.");
        }
        Head {
            kind: some(&self.kind).unwrap_or_else(|| "Kế hoạch".to_owned()),
            reference: some(&self.reference),
            issued_on,
            place: some(&self.place),
            issuer: some(&self.issuer),
            title: reading::text::squash(&self.title),
            signatory: some(&self.signatory),
            year: year.unwrap_or(2000),
            parent: PlanId::parse(&self.parent),
            bases: self
                .bases
                .lines()
                .filter_map(|line| basis(line, problems))
                .collect(),
            recipients: self.recipients.lines().filter_map(recipient).collect(),
        }
    }

    fn named(&self) -> [(&'static str, &str); 11] {
        [
            ("Loại", &self.kind),
            ("Số, ký hiệu", &self.reference),
            ("Ngày ban hành", &self.issued_on),
            ("Nơi ban hành", &self.place),
            ("Cơ quan ban hành", &self.issuer),
            ("Trích yếu", &self.title),
            ("Người ký", &self.signatory),
            ("Năm", &self.year),
            ("Kế hoạch cấp trên", &self.parent),
            ("Căn cứ", &self.bases),
            ("Nơi nhận", &self.recipients),
        ]
    }
}

/// «15/KH-UBND | 12/02/2026 | UBND tỉnh | về …».
fn basis(line: &str, problems: &mut Problems) -> Option<LegalBasis> {
    let mut parts = line.splitn(4, '|').map(some);
    let reference = parts.next().flatten()?;
    let date = parts.next().flatten().and_then(|text| {
        day(&text).unwrap_or_else(|sentence| {
            problems.say("bases", format!("Dòng «{reference}»: {sentence}"));
            None
        })
    });
    Some(LegalBasis {
        reference,
        date,
        issuer: parts.next().flatten(),
        subject: parts.next().flatten(),
        place: Place::default(),
    })
}

fn recipient(line: &str) -> Option<Recipient> {
    let (name, purpose) = line.split_once('|').unwrap_or((line, ""));
    Some(Recipient {
        name: some(name)?,
        purpose: some(purpose),
    })
}

/// Plans that can stand above this one.
async fn others(app: &App, actor: &Actor, own: &PlanId) -> Result<Vec<(String, String)>, Failure> {
    let all = plan::list(app, actor, &Wanted::default()).await?;
    let others = all.into_iter().filter(|one| one.plan.id != *own);
    Ok(others
        .map(|one| {
            (
                one.plan.id.to_string(),
                format!("{} – {}", one.plan.name(), one.plan.unit_name),
            )
        })
        .collect())
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let sheet = plan::letter(&web.app, &visitor.actor, &super::plan_id(&id)?).await?;
    visitor
        .actor
        .require(domain::authority::Action::EditPlan, &sheet.plan.unit_path)?;
    let typed = TypedHead::of(&sheet);
    shown(&page(&web, &visitor, (sheet.plan, typed)).await?)
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (plan, typed): (Plan, TypedHead),
) -> Result<Page, Failure> {
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Plans).await?,
        units: Vec::new(),
        plans: with_own(others(&web.app, &visitor.actor, &plan.id).await?, &plan),
        needs_reason: plan.state == PlanState::Issued,
        plan: Some(plan),
        typed,
        theirs: Vec::new(),
        problems: Problems::default(),
        refusal: String::new(),
    })
}

/// The plan above stays to be chosen where those who edit do not see it.
fn with_own(mut plans: Vec<(String, String)>, plan: &Plan) -> Vec<(String, String)> {
    if let Some(parent) = &plan.parent
        && plans.iter().all(|(id, _)| id != parent.as_str())
    {
        plans.insert(
            0,
            (
                parent.to_string(),
                "Giữ kế hoạch cấp trên hiện nay".to_owned(),
            ),
        );
    }
    plans
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(typed): Typed<TypedHead>,
) -> Answer {
    let actor = &visitor.actor;
    let id = super::plan_id(&id)?;
    let mut problems = Problems::default();
    let head = typed.head(&mut problems);
    let seen = Seen {
        version: typed.version.parse().unwrap_or(0),
        reason: typed.reason.clone(),
    };
    let error = if problems.none() {
        match plan::edit_head(&web.app, actor, &id, (seen, head)).await {
            Ok(()) => return on_to(&format!("/ke-hoach/{id}/van-ban")),
            Err(error) => Some(error),
        }
    } else {
        None
    };
    let sheet = plan::letter(&web.app, actor, &id).await?;
    let now = TypedHead::of(&sheet);
    let version = now.version.clone();
    let mut page = page(&web, &visitor, (sheet.plan, typed)).await?;
    page.problems = problems;
    match error {
        Some(Error::Stale(noun)) => {
            let pairs = now.named().into_iter().zip(page.typed.named());
            page.theirs = pairs
                .filter(|((_, theirs), (_, typed))| {
                    theirs.trim() != typed.replace("\r\n", "\n").trim()
                })
                .map(|((label, theirs), (_, typed))| (label, theirs.to_owned(), typed.to_owned()))
                .collect();
            page.typed.version = version;
            page.refusal = vi::failure::stale(noun);
            stale(&page)
        }
        Some(Error::Refused(refusal)) => {
            page.refusal = vi::refused(&refusal);
            refused(&page)
        }
        Some(error) => Err(error.into()),
        None => refused(&page),
    }
}

/// The page of a plan not yet begun.
pub(super) struct New {
    pub(super) typed: TypedHead,
    pub(super) units: Vec<(String, String)>,
    pub(super) problems: Problems,
    pub(super) refusal: String,
}

pub(super) async fn new_page(
    web: &Web,
    visitor: &Visitor,
    new: New,
) -> Result<impl Template + use<>, Failure> {
    Ok(Page {
        frame: Frame::at_home(web, visitor, Section::Plans).await?,
        plan: None,
        units: new.units,
        plans: Vec::new(),
        typed: new.typed,
        theirs: Vec::new(),
        problems: new.problems,
        refusal: new.refusal,
        needs_reason: false,
    })
}
