//! Exact numbers: points, rates, amounts. No floats anywhere.
//!
//! Two thirds of ten is 20/3, and 20/3 is what is compared and summed. Small fractions live in
//! two machine words; what outgrows them moves to big integers and back without anyone noticing.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};
use std::str::FromStr;

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};

/// An exact fraction. Equal values are equal however they were computed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Exact(Repr);

/// Canonical: `Small` whenever the reduced fraction fits, `Big` only otherwise; `den` above zero.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Small { num: i64, den: i64 },
    Big(Box<BigRational>),
}

/// The text is not a number: neither `8.6` nor `20/3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

/// How a number is cut to a number of digits; a framework declares which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// Halves go away from zero: 0.125 → 0.13.
    #[default]
    HalfUp,
    /// Halves go to the even digit: 0.125 → 0.12.
    HalfEven,
    /// What is beyond the last digit is dropped.
    Down,
}

impl Exact {
    /// Zero.
    pub const ZERO: Exact = Exact(Repr::Small { num: 0, den: 1 });
    /// One.
    pub const ONE: Exact = Exact(Repr::Small { num: 1, den: 1 });

    /// A whole number.
    pub const fn whole(value: i64) -> Exact {
        Exact(Repr::Small { num: value, den: 1 })
    }

    /// `num / den`, reduced; `None` when `den` is zero.
    pub fn ratio(num: i64, den: i64) -> Option<Exact> {
        (den != 0).then(|| Exact::reduce(i128::from(num), i128::from(den)))
    }

    /// `self / other`; `None` when `other` is zero: a zero denominator is no data, not a number.
    pub fn checked_div(&self, other: &Exact) -> Option<Exact> {
        (!other.is_zero()).then(|| self.clone() / other.clone())
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small { num: 0, .. })
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small { num, .. } => *num < 0,
            Repr::Big(big) => big.is_negative(),
        }
    }

    /// Whether this is a whole number.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Repr::Small { den, .. } => *den == 1,
            Repr::Big(big) => big.is_integer(),
        }
    }

    /// The whole number, when it is one and fits.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small { num, den: 1 } => Some(*num),
            Repr::Small { .. } | Repr::Big(_) => None,
        }
    }

    /// Numerator and denominator when both fit a machine word; the fast path of scoring asks.
    pub fn small(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Repr::Small { num, den } => Some((*num, *den)),
            Repr::Big(_) => None,
        }
    }

    /// The same value as a big fraction.
    pub fn to_big(&self) -> BigRational {
        match &self.0 {
            Repr::Small { num, den } => BigRational::new_raw((*num).into(), (*den).into()),
            Repr::Big(big) => (**big).clone(),
        }
    }

    /// Rounded to `digits` decimals. Only frameworks, reports and pages round; see `Rounding`.
    #[must_use]
    pub fn rounded(&self, digits: u32, rounding: Rounding) -> Exact {
        if let Repr::Small { num, den } = self.0
            && digits <= 18
        {
            let scale = 10i128.pow(digits);
            let units = whole(i128::from(num) * scale, den.into(), rounding);
            return Exact::reduce(units, scale);
        }
        let scale = BigInt::from(10u8).pow(digits);
        let scaled = self.to_big() * BigRational::from_integer(scale.clone());
        let (floor, rest) = scaled.numer().abs().div_mod_floor(scaled.denom());
        let twice: BigInt = rest * 2;
        let up = match (rounding, twice.cmp(scaled.denom())) {
            (Rounding::Down, _) | (_, Ordering::Less) => false,
            (Rounding::HalfEven, Ordering::Equal) => floor.is_odd(),
            (_, Ordering::Equal | Ordering::Greater) => true,
        };
        let magnitude = if up { floor + 1 } else { floor };
        let signed = if scaled.is_negative() {
            -magnitude
        } else {
            magnitude
        };
        Exact::from_big(BigRational::new(signed, scale))
    }

    /// The finite decimal (`8.6`), or `None` for a value that has none (20/3).
    pub fn to_decimal(&self) -> Option<String> {
        if let Repr::Small { num, den: 1 } = self.0 {
            return Some(num.to_string());
        }
        if let Repr::Small { num, den } = self.0
            && let Some(digits) = (1..=18).find(|digits| 10i64.pow(*digits) % den == 0)
        {
            let units = i128::from(num) * i128::from(10i64.pow(digits) / den);
            return Some(pointed(&units.unsigned_abs().to_string(), num < 0, digits));
        }
        let big = self.to_big();
        let (mut den, mut digits) = (big.denom().clone(), 0u32);
        for prime in [2u8, 5] {
            let prime = BigInt::from(prime);
            let mut count = 0;
            while den.is_multiple_of(&prime) {
                den /= &prime;
                count += 1;
            }
            digits = digits.max(count);
        }
        (den == BigInt::from(1)).then(|| self.to_fixed(digits, Rounding::Down))
    }

    /// Exactly `digits` decimals, rounded: `to_fixed(2, ..)` of 3.5 is `3.50`.
    pub fn to_fixed(&self, digits: u32, rounding: Rounding) -> String {
        let rounded = self.rounded(digits, rounding);
        if let Repr::Small { num, den } = rounded.0
            && digits <= 18
        {
            let units = i128::from(num) * (10i128.pow(digits) / i128::from(den));
            return pointed(&units.unsigned_abs().to_string(), num < 0, digits);
        }
        let scale = BigRational::from_integer(BigInt::from(10u8).pow(digits));
        let units = (rounded.to_big() * scale).to_integer();
        let below = units.sign() == Sign::Minus;
        pointed(&units.magnitude().to_string(), below, digits)
    }

    /// `units / 10^digits` for `num / den` cut to so many decimals; `None` beyond 128 bits.
    pub(crate) fn cut(num: i128, den: i128, digits: u32, rounding: Rounding) -> Option<Exact> {
        let scale = 10i128.checked_pow(digits)?;
        let fits = den > 0 && den <= i128::MAX / 2 && num != i128::MIN;
        // What scale and divisor share (powers of ten) need not be multiplied in.
        let common = scale.gcd(&den);
        let num = num.checked_mul(scale / common)?;
        fits.then(|| Exact::reduce(whole(num, den / common, rounding), scale))
    }

    fn reduce(num: i128, den: i128) -> Exact {
        // Nearly everything fits a word, and a word divides several times faster than two.
        let common = match (
            u64::try_from(num.unsigned_abs()),
            u64::try_from(den.unsigned_abs()),
        ) {
            (Ok(num), Ok(den)) => i128::from(gcd(num, den)),
            _ => num.gcd(&den),
        };
        if common == 1 {
            return Exact::from_reduced(num, den);
        }
        Exact::from_reduced(num / common, den / common)
    }

    fn from_reduced(num: i128, den: i128) -> Exact {
        let (num, den) = if den < 0 { (-num, -den) } else { (num, den) };
        match (i64::try_from(num), i64::try_from(den)) {
            // i64::MIN is kept out so that negation never overflows.
            (Ok(num), Ok(den)) if num != i64::MIN => Exact(Repr::Small { num, den }),
            _ => Exact(Repr::Big(Box::new(BigRational::new_raw(
                num.into(),
                den.into(),
            )))),
        }
    }

    fn from_big(big: BigRational) -> Exact {
        match (big.numer().to_i64(), big.denom().to_i64()) {
            (Some(num), Some(den)) if num != i64::MIN => Exact(Repr::Small { num, den }),
            _ => Exact(Repr::Big(Box::new(big))),
        }
    }
}

/// Units of a last decimal as a decimal: 35 of the first is `3.5`.
fn pointed(units: &str, below_zero: bool, digits: u32) -> String {
    let sign = if below_zero { "-" } else { "" };
    let digits = digits as usize;
    let text = format!("{units:0>width$}", width = digits + 1);
    let (left, right) = text.split_at(text.len() - digits);
    let point = if digits == 0 { "" } else { "." };
    format!("{sign}{left}{point}{right}")
}

/// `num / den` cut to a whole number; `den` is above zero and twice it fits.
fn whole(num: i128, den: i128, rounding: Rounding) -> i128 {
    let (floor, rest) = (num.abs() / den, num.abs() % den);
    let up = match (rounding, (rest * 2).cmp(&den)) {
        (Rounding::Down, _) | (_, Ordering::Less) => false,
        (Rounding::HalfEven, Ordering::Equal) => floor % 2 == 1,
        (_, Ordering::Equal | Ordering::Greater) => true,
    };
    (floor + i128::from(up)) * num.signum()
}

/// What a numerator shares with a denominator, which is above zero.
fn crosswise(num: i64, den: i64) -> i64 {
    // At most `den`, so it fits.
    i64::try_from(gcd(num.unsigned_abs(), den.unsigned_abs())).unwrap_or(1)
}

/// Greatest common divisor. One division first: points and scales are small beside head counts.
fn gcd(a: u64, b: u64) -> u64 {
    let (large, small) = if a < b { (b, a) } else { (a, b) };
    match small {
        0 => large,
        1 => 1,
        small => (large % small).gcd(&small),
    }
}

impl From<BigRational> for Exact {
    fn from(big: BigRational) -> Exact {
        Exact::from_big(big)
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Exact {
        Exact::reduce(i128::from(value), 1)
    }
}

impl Default for Exact {
    fn default() -> Exact {
        Exact::ZERO
    }
}

impl Add for Exact {
    type Output = Exact;
    fn add(self, other: Exact) -> Exact {
        match (&self.0, &other.0) {
            (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) => {
                let (a, b, c, d) = (
                    i128::from(*a),
                    i128::from(*b),
                    i128::from(*c),
                    i128::from(*d),
                );
                // Products of two words fit 126 bits; their sum fits 127.
                if b == d {
                    Exact::reduce(a + c, b)
                } else {
                    Exact::reduce(a * d + c * b, b * d)
                }
            }
            _ => Exact::from_big(self.to_big() + other.to_big()),
        }
    }
}

impl Mul for Exact {
    type Output = Exact;
    fn mul(self, other: Exact) -> Exact {
        match (&self.0, &other.0) {
            (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) => {
                // Reduced crosswise the product needs no further reduction.
                let (left, right) = (crosswise(*a, *d), crosswise(*c, *b));
                Exact::from_reduced(
                    i128::from(a / left) * i128::from(c / right),
                    i128::from(b / right) * i128::from(d / left),
                )
            }
            _ => Exact::from_big(self.to_big() * other.to_big()),
        }
    }
}

impl Neg for Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        match self.0 {
            Repr::Small { num, den } => Exact(Repr::Small { num: -num, den }),
            Repr::Big(big) => Exact::from_big(-*big),
        }
    }
}

impl Sub for Exact {
    type Output = Exact;
    fn sub(self, other: Exact) -> Exact {
        self + -other
    }
}

/// Panics when the divisor is zero, as integers do; use [`Exact::checked_div`] on input.
impl Div for Exact {
    type Output = Exact;
    fn div(self, other: Exact) -> Exact {
        match (&self.0, &other.0) {
            (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) => Exact::reduce(
                i128::from(*a) * i128::from(*d),
                i128::from(*b) * i128::from(*c),
            ),
            _ => Exact::from_big(self.to_big() / other.to_big()),
        }
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(iter: I) -> Exact {
        iter.fold(Exact::ZERO, Add::add)
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Exact) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Exact) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `8.6` when the decimal ends, `20/3` when it does not.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_decimal() {
            Some(decimal) => f.write_str(&decimal),
            None => write!(f, "{}", self.to_big()),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Reads `8`, `-8.6`, `.5`, `20/3`. The decimal comma is a matter of documents, not of this crate.
impl FromStr for Exact {
    type Err = NotANumber;
    fn from_str(text: &str) -> Result<Exact, NotANumber> {
        if let Some((num, den)) = text.split_once('/') {
            let (num, den) = (decimal(num)?, decimal(den)?);
            return num.checked_div(&den).ok_or(NotANumber);
        }
        decimal(text)
    }
}

/// Digits that a number may have; longer input is refused, not computed with.
const DIGITS_MAX: usize = 60;

fn decimal(text: &str) -> Result<Exact, NotANumber> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (left, right) = digits.split_once('.').unwrap_or((digits, ""));
    let all = || left.bytes().chain(right.bytes());
    if left.len() + right.len() == 0
        || left.len() + right.len() > DIGITS_MAX
        || !all().all(|byte| byte.is_ascii_digit())
    {
        return Err(NotANumber);
    }
    if left.len() + right.len() <= 18 {
        let num = all().fold(0i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
        let scale = (0..right.len()).fold(1i64, |scale, _| scale * 10);
        return Exact::ratio(sign * num, scale).ok_or(NotANumber);
    }
    let num: BigInt = format!("{left}{right}").parse().map_err(|_| NotANumber)?;
    let scale = BigInt::from(10u8).pow(u32::try_from(right.len()).map_err(|_| NotANumber)?);
    Ok(Exact::from_big(BigRational::new(num * sign, scale)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn a_third_of_ten_three_times_is_ten() {
        let third = exact("10") / exact("3");
        assert_eq!(third.to_string(), "10/3");
        assert_eq!(
            [third.clone(), third.clone(), third]
                .into_iter()
                .sum::<Exact>(),
            exact("10")
        );
    }

    #[test]
    fn decimals_print_as_written_and_fractions_as_fractions() {
        for text in ["8.6", "-0.125", "0", "1000000", "20/3", "-1/7"] {
            assert_eq!(exact(text).to_string(), text);
        }
        assert_eq!(exact(".50").to_string(), "0.5");
        for bad in ["", ".", "-", "1.2.3", "1/0", "1,5", "NaN", "1e9", "٣"] {
            assert_eq!(bad.parse::<Exact>(), Err(NotANumber), "{bad}");
        }
    }

    #[test]
    fn what_outgrows_a_word_comes_back_equal() {
        let big = exact("9223372036854775807") * exact("9223372036854775807");
        assert_eq!(
            big.clone() / exact("9223372036854775807"),
            exact("9223372036854775807")
        );
        assert!(big > exact("9223372036854775807"));
        assert_eq!(big.clone() - big, Exact::ZERO);
    }

    #[test]
    fn rounding_is_by_the_named_rule() {
        let eighth = exact("0.125");
        assert_eq!(eighth.to_fixed(2, Rounding::HalfUp), "0.13");
        assert_eq!(eighth.to_fixed(2, Rounding::HalfEven), "0.12");
        assert_eq!(eighth.to_fixed(2, Rounding::Down), "0.12");
        assert_eq!((-eighth).to_fixed(2, Rounding::HalfUp), "-0.13");
        assert_eq!(exact("3.5").to_fixed(4, Rounding::HalfUp), "3.5000");
        assert_eq!(exact("0.004").to_fixed(2, Rounding::HalfUp), "0.00");
    }
}
