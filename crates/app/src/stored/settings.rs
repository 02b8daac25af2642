//! What a framework declares beside its indicators, as the framework file's JSON: rounding, what
//! does not apply, with whom units are compared, ties, limits, the index, grades.

use scoring::Exact;
use scoring::framework::{
    CohortScope, Floor, Framework, Grade, Index, Limits, NotApplicable, RoundingPlan, TieRule,
};
use scoring::number::Rounding;
use serde_json::{Value, json};

use super::exact;

/// As stored.
pub fn write(framework: &Framework) -> String {
    declared(framework).to_string()
}

/// What it declares, for whoever puts it into something larger.
pub fn declared(framework: &Framework) -> Value {
    let rounding = framework.rounding;
    let limits = &framework.limits;
    json!({
        "rounding": {
            "line": rounding.line,
            "total": rounding.total,
            "how": match rounding.how {
                Rounding::HalfUp => "half_up",
                Rounding::HalfEven => "half_even",
                Rounding::Down => "down",
            },
        },
        "not_applicable": match framework.not_applicable {
            NotApplicable::Reduce => "reduce",
            NotApplicable::Rescale => "rescale",
            NotApplicable::Zero => "zero",
            NotApplicable::Full => "full",
        },
        "cohort": match framework.cohort {
            CohortScope::Block => "block",
            CohortScope::All => "all",
        },
        "ties": match framework.ties {
            TieRule::Competition => "competition",
            TieRule::Dense => "dense",
        },
        "limits": {
            "bonus": limits.bonus.as_ref().map(ToString::to_string),
            "deduction": limits.deduction.as_ref().map(ToString::to_string),
            "total": limits.total.as_ref().map(ToString::to_string),
        },
        "index": framework.index.as_ref().map(|index| index.divide_by.to_string()),
        "grades": framework.grades.iter().map(grade).collect::<Vec<_>>(),
    })
}

fn grade(grade: &Grade) -> Value {
    let (points, share) = match &grade.floor {
        None => (None, None),
        Some(Floor::Points(points)) => (Some(points.to_string()), None),
        Some(Floor::Share(share)) => (None, Some(share.to_string())),
    };
    json!({
        "name": grade.name,
        "points": points,
        "share": share,
        "pillar_share": grade.pillar_floor.as_ref().map(ToString::to_string),
        "mandatory": grade.mandatory,
    })
}

fn grade_read(value: &Value) -> Option<Grade> {
    let number = |key: &str| match &value[key] {
        Value::Null => Some(None),
        written => exact::read(written).map(Some),
    };
    let floor = match (number("points")?, number("share")?) {
        (Some(points), None) => Some(Floor::Points(points)),
        (None, Some(share)) => Some(Floor::Share(share)),
        (None, None) => None,
        (Some(_), Some(_)) => return None,
    };
    Some(Grade {
        name: value["name"].as_str()?.to_owned(),
        floor,
        pillar_floor: number("pillar_share")?,
        mandatory: value["mandatory"].as_bool()?,
    })
}

/// Puts what is stored into the framework; what is not stored stays as it is.
pub fn read(text: &str, framework: &mut Framework) -> Option<()> {
    read_declared(&serde_json::from_str(text).ok()?, framework)
}

/// The same from JSON that was read already.
pub fn read_declared(value: &Value, framework: &mut Framework) -> Option<()> {
    let digits = |value: &Value| value.as_u64().and_then(|digits| u32::try_from(digits).ok());
    let rounding = &value["rounding"];
    framework.rounding = RoundingPlan {
        line: digits(&rounding["line"]),
        total: digits(&rounding["total"]),
        how: match rounding["how"].as_str() {
            None | Some("half_up") => Rounding::HalfUp,
            Some("half_even") => Rounding::HalfEven,
            Some("down") => Rounding::Down,
            Some(_) => return None,
        },
    };
    framework.not_applicable = match value["not_applicable"].as_str() {
        None | Some("reduce") => NotApplicable::Reduce,
        Some("rescale") => NotApplicable::Rescale,
        Some("zero") => NotApplicable::Zero,
        Some("full") => NotApplicable::Full,
        Some(_) => return None,
    };
    framework.cohort = match value["cohort"].as_str() {
        None | Some("block") => CohortScope::Block,
        Some("all") => CohortScope::All,
        Some(_) => return None,
    };
    framework.ties = match value["ties"].as_str() {
        None | Some("competition") => TieRule::Competition,
        Some("dense") => TieRule::Dense,
        Some(_) => return None,
    };
    let limits = &value["limits"];
    framework.limits = Limits {
        bonus: exact::read(&limits["bonus"]),
        deduction: exact::read(&limits["deduction"]),
        total: exact::read(&limits["total"]),
    };
    framework.index = match &value["index"] {
        Value::Null => None,
        written => {
            let divide_by = exact::read(written).filter(|by| *by > Exact::ZERO)?;
            Some(Index { divide_by })
        }
    };
    framework.grades = match &value["grades"] {
        Value::Null => Vec::new(),
        written => {
            let grades = written.as_array()?.iter().map(grade_read);
            grades.collect::<Option<_>>()?
        }
    };
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_comes_back_as_it_was() {
        let framework = Framework {
            rounding: RoundingPlan {
                line: Some(2),
                total: None,
                how: Rounding::Down,
            },
            not_applicable: NotApplicable::Full,
            cohort: CohortScope::All,
            ties: TieRule::Dense,
            limits: Limits {
                bonus: Some("20/3".parse().unwrap()),
                deduction: None,
                total: None,
            },
            index: Some(Index {
                divide_by: Exact::whole(1000),
            }),
            grades: vec![
                Grade {
                    name: "Tốt".to_owned(),
                    floor: Some(Floor::Share("2/3".parse().unwrap())),
                    pillar_floor: Some("0.5".parse().unwrap()),
                    mandatory: true,
                },
                Grade {
                    name: "Khá".to_owned(),
                    floor: Some(Floor::Points(Exact::whole(50))),
                    pillar_floor: None,
                    mandatory: false,
                },
            ],
            ..Framework::default()
        };
        let mut again = Framework::default();
        read(&write(&framework), &mut again).unwrap();
        assert_eq!(again, framework);
    }
}
