//! What a draft declares beside its rows: its name and basis, where numbers are cut, ties, limits,
//! what does not apply, with whom units are compared, grades.

use std::collections::BTreeMap;

use domain::authority::Action;
use reading::figure::{InputKind, Typed, typed};
use reading::text::{fold, squash};
use scoring::Exact;
use scoring::framework::{
    CohortScope, Floor, Framework, Grade, Index, Limits, NotApplicable, RoundingPlan, TieRule,
};
use scoring::number::Rounding;
use serde_json::json;

use super::create::{basis_kept, name_kept};
use super::desk::{Desk, head};
use super::sql;
use crate::audit::Event;
use crate::framework::{Blocks, FrameworkState, Refusal, edition};
use crate::stored::settings;
use crate::unit::{self, Unit, UnitKind};
use crate::{Actor, App, Error, Fault, FrameworkId, Noun, bind};

/// More decimals than any office publishes.
const DIGITS_MAX: u32 = 6;
/// More grades than any framework has.
const GRADES_MAX: usize = 12;
/// Longest name of a grade, in characters.
const GRADE_NAME_MAX: usize = 100;

/// The settings as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// «DTI cấp xã 2027».
    pub name: String,
    /// The document that issues it.
    pub legal_basis: String,
    /// Decimals of each line's points; empty: exact.
    pub line_digits: String,
    /// Decimals of what is published; empty: exact.
    pub total_digits: String,
    /// `half_up`, `half_even`, `down`.
    pub how: String,
    /// `competition`, `dense`.
    pub ties: String,
    /// `reduce`, `rescale`, `zero`, `full`.
    pub not_applicable: String,
    /// `block`, `all`.
    pub cohort: String,
    /// Bonuses together give not more than this; empty: no limit.
    pub bonus: String,
    /// Deductions together take not more than this.
    pub deduction: String,
    /// The total is not more than this.
    pub total: String,
    /// The index is the total by this; empty: points are published.
    pub divide_by: String,
    /// From the best; those without a name are left out.
    pub grades: Vec<TypedGrade>,
    /// The block of each kind of unit, as stored; empty: a block of its own.
    pub blocks: BTreeMap<String, String>,
}

/// A grade as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedGrade {
    /// «Xuất sắc».
    pub name: String,
    /// The least that earns it; empty: the rest.
    pub floor: String,
    /// `points`, or `share`: per cent of the unit's maximum.
    pub floor_in: String,
    /// Per cent of its points that every pillar must have; empty: none.
    pub pillar: String,
    /// Every mandatory indicator must have earned something.
    pub mandatory: bool,
}

/// The settings as they stand, for whoever may change them.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Whose it is.
    pub unit: Unit,
    /// For changes.
    pub version: i32,
    /// «DTI cấp xã 2027».
    pub name: String,
    /// The document that issues it.
    pub legal_basis: Option<String>,
    /// Which kinds of unit are ranked together.
    pub blocks: Blocks,
    /// Only what is declared: it has no pillars here.
    pub framework: Framework,
}

/// The settings of a draft.
pub async fn settled(app: &App, actor: &Actor, id: &FrameworkId) -> Result<Settled, Error> {
    let mut conn = app.read().await?;
    let head = head(&mut conn, id).await?;
    let unit = unit::load(&mut conn, &head.unit).await?;
    actor.require(Action::EditFramework, &unit.path)?;
    if head.state != FrameworkState::Draft {
        return Err(Refusal::Issued { name: head.name }.into());
    }
    let mut framework = Framework::default();
    settings::read(&head.settings, &mut framework)
        .ok_or_else(|| Fault::inconsistent("framework", id.as_str(), "settings"))?;
    Ok(Settled {
        unit,
        blocks: Blocks::read(&head.settings),
        version: head.version,
        name: head.name,
        legal_basis: head.legal_basis,
        framework,
    })
}

/// Declares them anew, and scores again for whom the draft is opened.
pub async fn declare(
    app: &App,
    actor: &Actor,
    (id, version): (&FrameworkId, i32),
    declared: &Declared,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let desk = Desk::open(&mut tx, actor, id).await?;
    if desk.head.version != version {
        return Err(Error::Stale(Noun::Framework));
    }
    let name = name_kept(&declared.name)?;
    let basis = basis_kept(&declared.legal_basis)?;
    let framework = read(declared)?;
    let written = blocks(&declared.blocks)?.write_into(&settings::write(&framework));
    tx.run(
        sql::DECLARE,
        bind![id.as_str(), &name, &fold(&name), &basis, &written],
    )
    .await?;
    if desk.head.opened > 0 {
        let edition = edition::load(&mut tx, id).await?;
        for period in desk.periods(&mut tx).await? {
            crate::figure::rescore::cards(&mut tx, &edition, &period).await?;
        }
    }
    let before = json!({
        "name": desk.head.name, "legal_basis": desk.head.legal_basis,
        "settings": desk.head.settings,
    });
    let event = Event::new("framework.declared", "framework", id.as_str(), &name)
        .within(&desk.unit.id)
        .before(before)
        .after(json!({ "name": name, "legal_basis": basis, "settings": written }));
    tx.commit(event).await?;
    Ok(())
}

fn read(declared: &Declared) -> Result<Framework, Refusal> {
    let unknown = |word: &str| Refusal::UnknownWord {
        word: word.chars().take(40).collect(),
    };
    Ok(Framework {
        rounding: RoundingPlan {
            line: digits("line_digits", &declared.line_digits)?,
            total: digits("total_digits", &declared.total_digits)?,
            how: match declared.how.as_str() {
                "half_up" => Rounding::HalfUp,
                "half_even" => Rounding::HalfEven,
                "down" => Rounding::Down,
                other => return Err(unknown(other)),
            },
        },
        not_applicable: match declared.not_applicable.as_str() {
            "reduce" => NotApplicable::Reduce,
            "rescale" => NotApplicable::Rescale,
            "zero" => NotApplicable::Zero,
            "full" => NotApplicable::Full,
            other => return Err(unknown(other)),
        },
        cohort: match declared.cohort.as_str() {
            "block" => CohortScope::Block,
            "all" => CohortScope::All,
            other => return Err(unknown(other)),
        },
        ties: match declared.ties.as_str() {
            "competition" => TieRule::Competition,
            "dense" => TieRule::Dense,
            other => return Err(unknown(other)),
        },
        limits: Limits {
            bonus: above_zero("bonus", &declared.bonus)?,
            deduction: above_zero("deduction", &declared.deduction)?,
            total: above_zero("total", &declared.total)?,
        },
        index: above_zero("divide_by", &declared.divide_by)?.map(|divide_by| Index { divide_by }),
        grades: grades(&declared.grades)?,
        ..Framework::default()
    })
}

fn blocks(typed: &BTreeMap<String, String>) -> Result<Blocks, Refusal> {
    let mut names = BTreeMap::new();
    for (word, name) in typed {
        let kind = UnitKind::parse(word).ok_or_else(|| Refusal::UnknownWord {
            word: word.chars().take(40).collect(),
        })?;
        let name = squash(name);
        let length = name.chars().count();
        if length > GRADE_NAME_MAX {
            return Err(Refusal::TextLong {
                field: "blocks",
                length,
                most: GRADE_NAME_MAX,
            });
        }
        // A block that is called as a kind is stored would be taken for it.
        if UnitKind::parse(&name).is_some() {
            return Err(Refusal::UnknownWord { word: name });
        }
        if !name.is_empty() {
            names.insert(kind, name);
        }
    }
    Ok(Blocks::new(names))
}

fn wrong(field: &'static str, text: &str) -> Refusal {
    Refusal::NotNumber {
        field,
        text: text.trim().chars().take(40).collect(),
    }
}

fn digits(field: &'static str, text: &str) -> Result<Option<u32>, Refusal> {
    match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(digits) if digits <= DIGITS_MAX => Ok(Some(digits)),
            _ => Err(wrong(field, text)),
        },
    }
}

fn number(field: &'static str, (kind, text): (InputKind, &str)) -> Result<Option<Exact>, Refusal> {
    match typed(kind, text) {
        Ok(Typed::Missing) => Ok(None),
        Ok(Typed::Number(number)) => Ok(Some(number.value)),
        _ => Err(wrong(field, text)),
    }
}

fn above_zero(field: &'static str, text: &str) -> Result<Option<Exact>, Refusal> {
    let number = number(field, (InputKind::Value, text))?;
    match number {
        Some(number) if number <= Exact::ZERO => Err(wrong(field, text)),
        number => Ok(number),
    }
}

/// A share of one, typed as per cent.
fn share(text: &str) -> Result<Option<Exact>, Refusal> {
    let share = number("grades", (InputKind::Percent, text))?;
    match share {
        Some(share) if share > Exact::ONE || share < Exact::ZERO => Err(wrong("grades", text)),
        share => Ok(share),
    }
}

/// From the best: each asks less than the one before it, and only the last takes the rest.
fn grades(typed: &[TypedGrade]) -> Result<Vec<Grade>, Refusal> {
    let mut grades: Vec<Grade> = Vec::new();
    for one in typed {
        let name = squash(&one.name);
        if name.is_empty() {
            if one.floor.trim().is_empty() {
                continue;
            }
            return Err(Refusal::GradeNameless {
                floor: one.floor.trim().chars().take(40).collect(),
            });
        }
        let length = name.chars().count();
        if length > GRADE_NAME_MAX || grades.len() == GRADES_MAX {
            return Err(Refusal::TextLong {
                field: "grades",
                length,
                most: GRADE_NAME_MAX,
            });
        }
        if grades.iter().any(|other| fold(&other.name) == fold(&name)) {
            return Err(Refusal::GradeTwice { name });
        }
        let grade = Grade {
            floor: floor(one)?,
            pillar_floor: share(&one.pillar)?,
            mandatory: one.mandatory,
            name,
        };
        if let Some(before) = grades.last().filter(|before| !is_below(&grade, before)) {
            return Err(Refusal::GradeNotLower {
                name: grade.name,
                before: before.name.clone(),
            });
        }
        grades.push(grade);
    }
    Ok(grades)
}

fn floor(one: &TypedGrade) -> Result<Option<Floor>, Refusal> {
    match one.floor_in.as_str() {
        "share" => Ok(share(&one.floor)?.map(Floor::Share)),
        "" | "points" => {
            let points = number("grades", (InputKind::Value, &one.floor))?;
            Ok(points.map(Floor::Points))
        }
        other => Err(Refusal::UnknownWord {
            word: other.chars().take(40).collect(),
        }),
    }
}

/// Whether a grade asks less than the one before it. Points and shares are not compared: the
/// maximum decides, and the check of the whole looks at that.
fn is_below(grade: &Grade, before: &Grade) -> bool {
    match (&grade.floor, &before.floor) {
        (None, Some(_))
        | (Some(Floor::Points(_)), Some(Floor::Share(_)))
        | (Some(Floor::Share(_)), Some(Floor::Points(_))) => true,
        (Some(Floor::Points(own)), Some(Floor::Points(other)))
        | (Some(Floor::Share(own)), Some(Floor::Share(other))) => own < other,
        (_, None) => false,
    }
}
