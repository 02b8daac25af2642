//! A rule as JSON: the shape's name under `kind`, then its numbers as decimal strings (`"10"`) or
//! fractions (`"20/3"`). Reading it back is in `read`.

mod read;

pub use read::{Fault, read};

use scoring::rule::{
    Band, Bound, Combine, Direction, Formula, Piece, Points, Quantity, Rule, Target,
};
use serde_json::{Value, json};

/// The rule, structured.
pub fn write(rule: &Rule) -> Value {
    let mut value = match rule {
        Rule::YesNo { yes, no } => json!({ "yes": number(yes), "no": number(no) }),
        Rule::Options(points) | Rule::Parts(points) | Rule::Ladder(points) => {
            json!({ "points": points.iter().map(number).collect::<Vec<_>>() })
        }
        Rule::AllParts { count, points } => json!({ "count": count, "points": number(points) }),
        Rule::Proportional { points, .. } | Rule::ByLargest { points, .. } => {
            json!({ "points": number(points) })
        }
        Rule::ProportionalTo {
            target: to,
            points,
            cut_off,
            ..
        } => json!({
            "target": target(to),
            "points": number(points),
            "cut_off": cut_off.as_ref().map(bound),
        }),
        Rule::AllOrNothing {
            target: to, points, ..
        } => {
            json!({ "target": target(to), "points": number(points) })
        }
        Rule::Bands { bands: all, .. } => json!({ "bands": bands(all) }),
        Rule::PerItem { points, cap, .. } | Rule::Deduction { points, cap, .. } => {
            json!({ "points": number(points), "cap": cap.as_ref().map(number) })
        }
        Rule::MinMax {
            direction, points, ..
        } => {
            json!({ "direction": direction_name(*direction), "points": number(points) })
        }
        Rule::Children(combine) => json!({ "combine": combine_name(*combine) }),
        Rule::Several { combine, rules } => json!({
            "combine": combine_name(*combine),
            "rules": rules.iter().map(write).collect::<Vec<_>>(),
        }),
        Rule::Provided(rule) => json!({ "rule": write(rule) }),
        Rule::Formula(all) => json!({ "formula": formula(all) }),
        Rule::Entered => json!({}),
    };
    value["kind"] = rule.kind().into();
    if let Some(of) = rule.quantity() {
        value["of"] = quantity(of);
    }
    value
}

/// Bands, also those of a curve: where, and the points or the slope.
pub fn bands(bands: &[Band]) -> Vec<Value> {
    bands.iter().map(band).collect()
}

fn band(band: &Band) -> Value {
    let mut value = json!({
        "from": band.from.as_ref().map(bound),
        "to": band.to.as_ref().map(bound),
    });
    match &band.earns {
        Piece::Flat(points) => value["points"] = number(points),
        Piece::Line { slope, intercept } => {
            value["slope"] = number(slope);
            value["intercept"] = number(intercept);
        }
    }
    value
}

fn bound(bound: &Bound) -> Value {
    json!({ "at": number(&bound.at), "included": bound.included })
}

fn number(points: &Points) -> Value {
    points.to_string().into()
}

fn target(target: &Target) -> Value {
    match target {
        Target::Stated(at) => number(at),
        Target::Own => "own".into(),
    }
}

fn quantity(of: &Quantity) -> Value {
    match of {
        Quantity::Rate => "rate".into(),
        Quantity::Value => "value".into(),
        Quantity::DaysLate => "days_late".into(),
        Quantity::Increase(of) => json!({ "increase": quantity(of) }),
        Quantity::Growth(of) => json!({ "growth": quantity(of) }),
    }
}

fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::HigherIsBetter => "higher",
        Direction::LowerIsBetter => "lower",
    }
}

fn combine_name(combine: Combine) -> &'static str {
    match combine {
        Combine::Sum => "sum",
        Combine::Mean => "mean",
        Combine::Max => "max",
        Combine::Min => "min",
    }
}

fn formula(all: &Formula) -> Value {
    let sides = |name: &str, left: &Formula, right: &Formula| json!({ name: [formula(left), formula(right)] });
    match all {
        Formula::Number(value) => number(value),
        Formula::Figure(name) => json!({ "figure": name }),
        Formula::MaxPoints => "max_points".into(),
        Formula::Add(left, right) => sides("add", left, right),
        Formula::Subtract(left, right) => sides("subtract", left, right),
        Formula::Multiply(left, right) => sides("multiply", left, right),
        Formula::Divide(left, right) => sides("divide", left, right),
    }
}
