//! What several resources say alike: exact numbers, fields that may be left out of a change.

use scoring::Exact;
use serde::{Deserialize, Deserializer};

use super::wire::field;
use crate::json::exact;
use crate::vi;
use crate::web::Failure;

/// `8.6`: the contract's decimal, rounded to 18 digits where it does not end.
pub(super) fn decimal(value: Option<&Exact>) -> Option<String> {
    value.map(exact::decimal)
}

/// `20/3`: the same, exactly.
pub(super) fn fraction(value: Option<&Exact>) -> Option<String> {
    value.map(ToString::to_string)
}

/// A field that was sent, null or not; with `default`, one that was not sent is `None`.
#[expect(
    clippy::option_option,
    reason = "not sent, null and a value are three things"
)]
pub(super) fn sent<'de, D, T>(from: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(from).map(Some)
}

/// A date of a body, or a refusal that points at it.
pub(super) fn date(
    pointer: &str,
    text: Option<&str>,
) -> Result<Option<jiff::civil::Date>, Failure> {
    text.map(|text| field(pointer, text, text.parse().ok()))
        .transpose()
}

/// A number of a body, or a refusal that points at it.
pub(super) fn number(pointer: &str, text: Option<&str>) -> Result<Option<Exact>, Failure> {
    text.map(|text| field(pointer, text, exact::read(&text.into())))
        .transpose()
}

/// `12.5` of a body as people type it, which is what some use cases read; a number that does not
/// end cannot be typed.
pub(super) fn as_typed(pointer: &str, text: Option<&str>) -> Result<String, Failure> {
    let Some(exact) = number(pointer, text)? else {
        return Ok(String::new());
    };
    field(pointer, text.unwrap_or_default(), typed_of(&exact))
}

/// A number as people type it; `None`: it does not end.
pub(super) fn typed_of(exact: &Exact) -> Option<String> {
    Some(exact.to_decimal()?.replace('.', ","))
}

/// A day of a body as people type it, or a refusal that points at it.
pub(super) fn day_as_typed(pointer: &str, text: Option<&str>) -> Result<String, Failure> {
    let day = date(pointer, text)?;
    Ok(day.map(|day| vi::time::date(&day)).unwrap_or_default())
}
