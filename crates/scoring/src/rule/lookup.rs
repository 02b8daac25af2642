//! Finding the figure a rule looks at, or saying what is lacking.

use super::evaluate::{DEPTH_MAX, Earned, Nothing};
use super::{Lack, Quantity};
use crate::{Exact, Figures};

pub(super) fn absent(key: &str) -> Nothing {
    Nothing::Missing(Lack::Absent(key.to_owned()))
}

/// A figure that must be there and cannot be below zero.
pub(super) fn figure(key: &str, value: Option<&Exact>) -> Earned {
    match value {
        None => Err(absent(key)),
        Some(value) if value.is_negative() => Err(Nothing::Missing(Lack::Negative(key.to_owned()))),
        Some(value) => Ok(value.clone()),
    }
}

pub(super) fn quantity(of: &Quantity, figures: &Figures, depth: u32) -> Earned {
    if depth > DEPTH_MAX {
        return Err(Nothing::Missing(Lack::TooDeep));
    }
    match of {
        Quantity::Rate => rate(figures),
        Quantity::Value => figure("value", figures.value.as_ref()),
        // Early is on time; there is nothing more to gain.
        Quantity::DaysLate => figures.days_late.clone().ok_or_else(|| absent("days_late")),
        Quantity::Increase(of) => {
            Ok(quantity(of, figures, depth + 1)? - figure("previous", figures.previous.as_ref())?)
        }
        Quantity::Growth(of) => {
            let now = quantity(of, figures, depth + 1)?;
            let before = figure("previous", figures.previous.as_ref())?;
            let growth = now.checked_div(&before);
            Ok(growth.ok_or(Nothing::Missing(Lack::Zero("previous".into())))? - Exact::ONE)
        }
    }
}

fn rate(figures: &Figures) -> Earned {
    if figures.ratio.is_some() {
        return figure("ratio", figures.ratio.as_ref());
    }
    if figures.num.is_none() && figures.den.is_none() {
        return Err(absent("ratio"));
    }
    let num = figure("num", figures.num.as_ref())?;
    let den = figure("den", figures.den.as_ref())?;
    num.checked_div(&den)
        .ok_or_else(|| Nothing::Missing(Lack::Zero("den".into())))
}

/// A figure by its letter, or by its name in the contract.
pub(super) fn named(name: &str, figures: &Figures) -> Earned {
    if let Some(value) = figures.named.get(name) {
        return figure(name, Some(value));
    }
    let known = match name {
        "ratio" => return rate(figures),
        "num" => &figures.num,
        "den" => &figures.den,
        "value" => &figures.value,
        "target" => &figures.target,
        "previous" => &figures.previous,
        "days_late" => &figures.days_late,
        "cohort_min" => &figures.cohort_min,
        "cohort_max" => &figures.cohort_max,
        _ => &None,
    };
    figure(name, known.as_ref())
}
