//! Bands, bounds and pieces, and the whole rule as a curve for those who draw it.

use super::{Band, Bound, Piece, Points, Quantity};
use crate::Exact;

impl Quantity {
    /// Whether the figure behind is a rate, at whatever depth.
    pub fn is_about_rate(&self) -> bool {
        match self {
            Quantity::Rate => true,
            Quantity::Value | Quantity::DaysLate => false,
            Quantity::Increase(of) | Quantity::Growth(of) => of.is_about_rate(),
        }
    }
}

impl Bound {
    /// As a lower end: whether the value is not below it.
    pub fn admits_above(&self, value: &Exact) -> bool {
        *value > self.at || (self.included && *value == self.at)
    }

    /// As an upper end: whether the value is not above it.
    pub fn admits_below(&self, value: &Exact) -> bool {
        *value < self.at || (self.included && *value == self.at)
    }
}

impl Band {
    /// Whether the value lies in the stretch.
    pub fn holds(&self, value: &Exact) -> bool {
        self.from
            .as_ref()
            .is_none_or(|from| from.admits_above(value))
            && self.to.as_ref().is_none_or(|to| to.admits_below(value))
    }
}

impl Piece {
    /// Points at this value.
    pub fn at(&self, value: &Exact) -> Points {
        match self {
            Piece::Flat(points) => points.clone(),
            Piece::Line { slope, intercept } => slope.clone() * value.clone() + intercept.clone(),
        }
    }
}
