//! Tiers in words: «tỷ lệ từ 7 % đến dưới 10 %: 3,5 điểm».

use scoring::Exact;
use scoring::rule::{Band, Piece, Quantity};

use super::quantity;
use super::{exactly, points};

/// All tiers, in the order of the rule.
pub(super) fn said(of: &Quantity, bands: &[Band]) -> String {
    bands
        .iter()
        .map(|band| one(of, band))
        .collect::<Vec<_>>()
        .join("; ")
}

fn one(of: &Quantity, band: &Band) -> String {
    let stretch = stretch(of, band);
    match &band.earns {
        Piece::Flat(p) => format!("{stretch}: {}", points(p)),
        Piece::Line { slope, intercept } => format!("{stretch} = {}", line(of, slope, intercept)),
    }
}

/// «tỷ lệ từ 7 % đến dưới 10 %»; also used in reasons.
pub(super) fn stretch(of: &Quantity, band: &Band) -> String {
    let name = quantity::name(of);
    let value = |at: &Exact| quantity::value(of, at);
    match (&band.from, &band.to) {
        (None, None) => "còn lại".to_owned(),
        (Some(from), None) => {
            let sign = if from.included { "≥" } else { ">" };
            format!("{name} {sign} {}", value(&from.at))
        }
        (None, Some(to)) => {
            let sign = if to.included { "≤" } else { "<" };
            format!("{name} {sign} {}", value(&to.at))
        }
        (Some(from), Some(to)) if from.at == to.at => format!("{name} bằng {}", value(&from.at)),
        (Some(from), Some(to)) => {
            let start = if from.included { "từ" } else { "trên" };
            let end = if to.included {
                "đến"
            } else {
                "đến dưới"
            };
            format!("{name} {start} {} {end} {}", value(&from.at), value(&to.at))
        }
    }
}

fn line(of: &Quantity, slope: &Exact, intercept: &Exact) -> String {
    let product = format!("{} × {}", quantity::name(of), points(slope));
    if intercept.is_zero() {
        return product;
    }
    let sign = if intercept.is_negative() { "-" } else { "+" };
    let shift = if intercept.is_negative() {
        -intercept.clone()
    } else {
        intercept.clone()
    };
    format!("{product} {sign} {} điểm", exactly(&shift))
}
