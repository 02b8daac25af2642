//! Fast sums of exact points: 128-bit fixed point with a known error bound.
//!
//! Eighty rates with real head counts as denominators outgrow 128 bits as a fraction, so a sum is
//! kept as an interval instead: eighteen decimals, each summand rounded down, and a count of how
//! many were. A rounding that is the same at both ends of the interval is the true one; where the
//! ends differ the caller adds the fractions up. So the answer is exact and nearly always cheap.

use std::ops::AddAssign;

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::Exact;
use crate::number::Rounding;

/// Decimals that a sum keeps. Any fraction of two machine words fits at this scale.
const DIGITS: u32 = 18;
const SCALE: i128 = 10i128.pow(DIGITS);

/// A sum known to lie between `floor` and `floor + loose`, in units of 10⁻¹⁸.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    floor: i128,
    /// How many summands were rounded down, each by less than one unit.
    loose: u32,
    /// A summand or the sum did not fit: the interval says nothing.
    outgrown: bool,
}

impl Sum {
    /// Adds one number.
    pub fn add(&mut self, points: &Exact) {
        let Some((num, den)) = points.small() else {
            self.outgrown = true;
            return;
        };
        let scaled = i128::from(num) * SCALE;
        let den = i128::from(den);
        // A whole number or a decimal of few digits: the common case, and no division of 128 bits.
        let (quotient, rest) = match i64::try_from(SCALE / den) {
            Ok(factor) if SCALE % den == 0 => (i128::from(num) * i128::from(factor), 0),
            _ => (scaled.div_euclid(den), scaled.rem_euclid(den)),
        };
        self.loose += u32::from(rest != 0);
        match self.floor.checked_add(quotient) {
            Some(floor) => self.floor = floor,
            None => self.outgrown = true,
        }
    }

    /// `self × factor` rounded, or `None` when the interval does not decide it.
    pub fn rounded(&self, factor: &Exact, digits: u32, rounding: Rounding) -> Option<Exact> {
        if self.outgrown {
            return None;
        }
        let cut = |units: i128| {
            let quick = factor.small().and_then(|(num, den)| {
                let num = units.checked_mul(num.into())?;
                Exact::cut(num, SCALE.checked_mul(den.into())?, digits, rounding)
            });
            quick.unwrap_or_else(|| scaled(units, factor).rounded(digits, rounding))
        };
        let low = cut(self.floor);
        if self.loose == 0 {
            return Some(low);
        }
        let high = cut(self.ceiling());
        (low == high).then_some(low)
    }

    /// Whether this is certainly less than `other`.
    pub fn is_below(&self, other: &Sum) -> bool {
        !self.outgrown && !other.outgrown && self.ceiling() < other.floor
    }

    /// The lower end, in units of 10⁻¹⁸; the least there is when the sum has outgrown them.
    pub fn floor(&self) -> i128 {
        if self.outgrown { i128::MIN } else { self.floor }
    }

    /// The upper end, in units of 10⁻¹⁸; the greatest there is when the sum has outgrown them.
    pub fn ceiling(&self) -> i128 {
        let loose = i128::from(self.loose);
        if self.outgrown {
            i128::MAX
        } else {
            self.floor.saturating_add(loose)
        }
    }

    /// The lower end.
    pub fn low(&self) -> Exact {
        scaled(self.floor, &Exact::ONE)
    }

    /// The value itself, when nothing was rounded.
    pub fn exact(&self) -> Option<Exact> {
        (!self.outgrown && self.loose == 0).then(|| scaled(self.floor, &Exact::ONE))
    }
}

impl AddAssign<&Exact> for Sum {
    fn add_assign(&mut self, points: &Exact) {
        self.add(points);
    }
}

fn scaled(units: i128, factor: &Exact) -> Exact {
    let units = BigRational::new(BigInt::from(units), BigInt::from(SCALE));
    Exact::from(units * factor.to_big())
}

/// The exact sum of many fractions, by halves: the numbers stay small for longer than one by one.
pub fn exact_sum(summands: &[Exact]) -> Exact {
    match summands {
        [] => Exact::ZERO,
        [only] => only.clone(),
        many => {
            let (left, right) = many.split_at(many.len() / 2);
            exact_sum(left) + exact_sum(right)
        }
    }
}
