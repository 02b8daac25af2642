//! What a framework declares beside its indicators, as the framework file's JSON: rounding, what
//! does not apply, with whom units are compared, ties, limits.

use scoring::framework::{CohortScope, Framework, Limits, NotApplicable, RoundingPlan, TieRule};
use scoring::number::Rounding;
use serde_json::{Value, json};

use super::exact;

/// As stored.
pub fn write(framework: &Framework) -> String {
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
    })
    .to_string()
}

/// Puts what is stored into the framework; what is not stored stays as it is.
pub fn read(text: &str, framework: &mut Framework) -> Option<()> {
    let value: Value = serde_json::from_str(text).ok()?;
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
            ..Framework::default()
        };
        let mut again = Framework::default();
        read(&write(&framework), &mut again).unwrap();
        assert_eq!(again, framework);
    }
}
