//! `/bo-chi-so/{id}/thiet-lap`: what a draft declares beside its rows.

use std::collections::BTreeMap;

use app::framework::Refusal;
use app::framework::draft::{self, Declared, Settled, TypedGrade};
use app::unit::UnitKind;
use app::{Error, FrameworkId};
use askama::Template;
use axum::extract::{Path, Query, State};
use scoring::framework::{CohortScope, Floor, Grade, NotApplicable, TieRule};
use scoring::number::Rounding;
use scoring::{Exact, framework::Framework};
use serde::Deserialize;

use super::show::id_of;
use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Problems, Section, Typed, Visitor, Web};

/// Rows of grades on the page: as many as any framework has.
const GRADES: usize = 8;

#[derive(Template)]
#[template(path = "framework/settings.html")]
struct Page {
    frame: Frame,
    id: String,
    name: String,
    typed: Form,
    grades: Vec<GradeRow>,
    lines: Vec<Choice>,
    totals: Vec<Choice>,
    hows: Vec<Choice>,
    ties: Vec<Choice>,
    applies: Vec<Choice>,
    cohorts: Vec<Choice>,
    /// Kinds of unit: as stored, in words, and the name of the block.
    blocks: Vec<(&'static str, &'static str, String)>,
    is_saved: bool,
    problems: Problems,
    refusal: String,
}

/// A row of the table of grades.
struct GradeRow {
    number: usize,
    typed: TypedGrade,
}

/// What is typed; grades stand in numbered fields, `g1_name`, blocks in `b_commune`.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    version: String,
    name: String,
    legal_basis: String,
    line_digits: String,
    total_digits: String,
    how: String,
    ties: String,
    not_applicable: String,
    cohort: String,
    bonus: String,
    deduction: String,
    total: String,
    divide_by: String,
    #[serde(flatten)]
    grades: BTreeMap<String, String>,
}

/// What was done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    #[serde(rename = "luu")]
    saved: String,
}

impl Form {
    fn of(settled: &Settled) -> Form {
        let framework: &Framework = &settled.framework;
        let number = |number: &Option<Exact>| {
            let written = number.as_ref().map(reading::words::number::number);
            written.unwrap_or_default()
        };
        let digits = |digits: Option<u32>| digits.map(|one| one.to_string()).unwrap_or_default();
        let mut grades = BTreeMap::new();
        for (number, grade) in (1..).zip(&framework.grades) {
            for (key, value) in of_grade(grade) {
                grades.insert(format!("g{number}_{key}"), value);
            }
        }
        for kind in UnitKind::ALL {
            if let Some(name) = settled.blocks.name(kind) {
                grades.insert(format!("b_{}", kind.name()), name.to_owned());
            }
        }
        Form {
            version: settled.version.to_string(),
            name: settled.name.clone(),
            legal_basis: settled.legal_basis.clone().unwrap_or_default(),
            line_digits: digits(framework.rounding.line),
            total_digits: digits(framework.rounding.total),
            how: how(framework.rounding.how).to_owned(),
            ties: ties(framework.ties).to_owned(),
            not_applicable: not_applicable(framework.not_applicable).to_owned(),
            cohort: cohort(framework.cohort).to_owned(),
            bonus: number(&framework.limits.bonus),
            deduction: number(&framework.limits.deduction),
            total: number(&framework.limits.total),
            divide_by: number(
                &framework
                    .index
                    .as_ref()
                    .map(|index| index.divide_by.clone()),
            ),
            grades,
        }
    }

    fn grade(&self, number: usize) -> TypedGrade {
        let text = |key: &str| {
            let written = self.grades.get(&format!("g{number}_{key}"));
            written.cloned().unwrap_or_default()
        };
        TypedGrade {
            name: text("name"),
            floor: text("floor"),
            floor_in: text("in"),
            pillar: text("pillar"),
            mandatory: !text("mandatory").is_empty(),
        }
    }

    fn declared(&self) -> Declared {
        Declared {
            name: self.name.clone(),
            legal_basis: self.legal_basis.clone(),
            line_digits: self.line_digits.clone(),
            total_digits: self.total_digits.clone(),
            how: self.how.clone(),
            ties: self.ties.clone(),
            not_applicable: self.not_applicable.clone(),
            cohort: self.cohort.clone(),
            bonus: self.bonus.clone(),
            deduction: self.deduction.clone(),
            total: self.total.clone(),
            divide_by: self.divide_by.clone(),
            grades: (1..=GRADES).map(|number| self.grade(number)).collect(),
            blocks: UnitKind::ALL
                .map(|kind| (kind.name().to_owned(), self.block(kind)))
                .into(),
        }
    }

    fn block(&self, kind: UnitKind) -> String {
        let written = self.grades.get(&format!("b_{}", kind.name()));
        written.cloned().unwrap_or_default()
    }
}

fn of_grade(grade: &Grade) -> Vec<(&'static str, String)> {
    let percent =
        |share: &Exact| reading::words::number::number(&(share.clone() * Exact::whole(100)));
    let (floor, floor_in) = match &grade.floor {
        None => (String::new(), "share"),
        Some(Floor::Points(points)) => (reading::words::number::number(points), "points"),
        Some(Floor::Share(share)) => (percent(share), "share"),
    };
    let pillar = grade.pillar_floor.as_ref().map(percent);
    let mandatory = if grade.mandatory { "1" } else { "" };
    vec![
        ("name", grade.name.clone()),
        ("floor", floor),
        ("in", floor_in.to_owned()),
        ("pillar", pillar.unwrap_or_default()),
        ("mandatory", mandatory.to_owned()),
    ]
}

fn how(how: Rounding) -> &'static str {
    match how {
        Rounding::HalfUp => "half_up",
        Rounding::HalfEven => "half_even",
        Rounding::Down => "down",
    }
}

fn ties(ties: TieRule) -> &'static str {
    match ties {
        TieRule::Competition => "competition",
        TieRule::Dense => "dense",
    }
}

fn not_applicable(how: NotApplicable) -> &'static str {
    match how {
        NotApplicable::Reduce => "reduce",
        NotApplicable::Rescale => "rescale",
        NotApplicable::Zero => "zero",
        NotApplicable::Full => "full",
    }
}

fn cohort(cohort: CohortScope) -> &'static str {
    match cohort {
        CohortScope::Block => "block",
        CohortScope::All => "all",
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Answer {
    let id = id_of(&id)?;
    let settled = draft::settled(&web.app, &visitor.actor, &id).await?;
    let mut page = Page::of(&web, &visitor, (&id, &settled), Form::of(&settled)).await?;
    page.is_saved = !done.saved.is_empty();
    shown(&page)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(typed): Typed<Form>,
) -> Answer {
    let id = id_of(&id)?;
    let version = typed.version.parse().unwrap_or_default();
    let declared = typed.declared();
    match draft::declare(&web.app, &visitor.actor, (&id, version), &declared).await {
        Ok(()) => on_to(&format!("/bo-chi-so/{id}/thiet-lap?luu=1")),
        Err(error) => again(&web, &visitor, &id, (typed, error)).await,
    }
}

async fn again(
    web: &Web,
    visitor: &Visitor,
    id: &FrameworkId,
    (typed, error): (Form, Error),
) -> Answer {
    let settled = draft::settled(&web.app, &visitor.actor, id).await?;
    let mut page = Page::of(web, visitor, (id, &settled), typed).await?;
    let refusal = match error {
        Error::Refused(refusal) => refusal,
        Error::Stale(noun) => {
            // What was typed stays; sending it again overwrites what someone else set meanwhile.
            page.typed.version = settled.version.to_string();
            let now = vi::failure::stale(noun);
            page.refusal = format!("{now} Tên hiện nay: «{}».", settled.name);
            return stale(&page);
        }
        error => return Err(error.into()),
    };
    let sentence = vi::refused(&refusal);
    match field(&refusal) {
        Some(field) => page.problems.say(field, sentence),
        None => page.refusal = sentence,
    }
    refused(&page)
}

fn field(refusal: &app::Refusal) -> Option<&'static str> {
    let app::Refusal::Framework(refusal) = refusal else {
        return None;
    };
    match refusal {
        Refusal::NoName | Refusal::NameLong { .. } => Some("name"),
        Refusal::NotNumber { field, .. } | Refusal::TextLong { field, .. } => Some(field),
        Refusal::GradeNameless { .. }
        | Refusal::GradeTwice { .. }
        | Refusal::GradeNotLower { .. } => Some("grades"),
        _ => None,
    }
}

impl Page {
    async fn of(
        web: &Web,
        visitor: &Visitor,
        (id, settled): (&FrameworkId, &Settled),
        typed: Form,
    ) -> Result<Page, Failure> {
        let choices = |words: &[(&'static str, &'static str)], typed: &str| -> Vec<Choice> {
            let one =
                |(value, label): &(&'static str, &'static str)| Choice::of(*value, *label, typed);
            words.iter().map(one).collect()
        };
        Ok(Page {
            frame: Frame::at_home(web, visitor, Section::Frameworks).await?,
            id: id.to_string(),
            name: settled.name.clone(),
            grades: (1..=GRADES)
                .map(|number| GradeRow {
                    number,
                    typed: typed.grade(number),
                })
                .collect(),
            blocks: UnitKind::ALL
                .map(|kind| (kind.name(), vi::people::unit_kind(kind), typed.block(kind)))
                .into(),
            lines: choices(&vi::framework::DIGITS, typed.line_digits.trim()),
            totals: choices(&vi::framework::DIGITS, typed.total_digits.trim()),
            hows: choices(&vi::framework::HOWS, &typed.how),
            ties: choices(&vi::framework::TIES, &typed.ties),
            applies: choices(&vi::framework::NOT_APPLICABLE, &typed.not_applicable),
            cohorts: choices(&vi::framework::COHORTS, &typed.cohort),
            typed,
            is_saved: false,
            problems: Problems::default(),
            refusal: String::new(),
        })
    }
}
