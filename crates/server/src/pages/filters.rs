//! How values are written in templates: `{{ points|points }}`, `{{ day|date }}`. Nothing is
//! computed here. The words come from `crate::vi`, so that pages and command line agree.

#![expect(
    unreachable_pub,
    clippy::inline_always,
    clippy::unnecessary_wraps,
    reason = "the shape that the template library gives its filters"
)]

use askama::{Result, Values};

use crate::vi;

/// `14/10/2026`.
#[askama::filter_fn]
pub fn date(value: &jiff::civil::Date, _: &dyn Values) -> Result<String> {
    Ok(vi::time::date(value))
}

/// `09:05 ngày 14/10/2026`, of an instant as stored.
#[askama::filter_fn]
pub fn instant(value: &str, _: &dyn Values) -> Result<String> {
    Ok(vi::time::instant(value))
}

/// `8,5`: points, at most two decimals.
#[askama::filter_fn]
pub fn points(value: &scoring::Exact, _: &dyn Values) -> Result<String> {
    Ok(vi::number::points(value, 2))
}

/// `8.5`, for `<progress>` and `<meter>`: a number for programs, at least zero.
#[askama::filter_fn]
pub fn share(value: &scoring::Exact, _: &dyn Values) -> Result<String> {
    let value = value.clone().max(scoring::Exact::ZERO);
    Ok(value.to_fixed(2, scoring::number::Rounding::HalfUp))
}

/// A code as a part of an address.
#[askama::filter_fn]
pub fn path(value: &str, _: &dyn Values) -> Result<String> {
    Ok(app::address::part(value))
}

/// «Chủ trì», of a role as stored.
#[askama::filter_fn]
pub fn role(value: &str, _: &dyn Values) -> Result<&'static str> {
    Ok(vi::figure::role(value))
}

/// «Dự thảo», of a framework's state.
#[askama::filter_fn]
pub fn framework_state(
    value: &app::framework::FrameworkState,
    _: &dyn Values,
) -> Result<&'static str> {
    Ok(vi::figure::framework_state(*value))
}

/// «chỉ số», in a sentence.
#[askama::filter_fn]
pub fn row_kind(value: &app::framework::draft::RowKind, _: &dyn Values) -> Result<&'static str> {
    Ok(vi::figure::row_kind(*value))
}

/// «Chỉ số», at the beginning of a line.
#[askama::filter_fn]
pub fn row_kind_title(
    value: &app::framework::draft::RowKind,
    _: &dyn Values,
) -> Result<&'static str> {
    Ok(vi::figure::row_kind_title(*value))
}

/// The address of a style sheet or script.
#[askama::filter_fn]
pub fn asset(name: &str, _: &dyn Values) -> Result<&'static str> {
    Ok(super::assets::address(name))
}

/// «Đang thực hiện».
#[askama::filter_fn]
pub fn status(value: &domain::work::Status, _: &dyn Values) -> Result<&'static str> {
    Ok(vi::work::status(*value))
}

/// The class of a status's badge.
#[askama::filter_fn]
pub fn badge(value: &domain::work::Status, _: &dyn Values) -> Result<&'static str> {
    Ok(vi::work::badge(*value))
}

/// «Đầu mối».
#[askama::filter_fn]
pub fn account_role(value: &domain::authority::Role, _: &dyn Values) -> Result<&'static str> {
    Ok(vi::people::role(*value))
}

/// «Xã, phường, đặc khu».
#[askama::filter_fn]
pub fn unit_kind(value: &app::unit::UnitKind, _: &dyn Values) -> Result<&'static str> {
    Ok(vi::people::unit_kind(*value))
}

/// «Chức danh».
#[askama::filter_fn]
pub fn party_kind(value: &app::party::PartyKind, _: &dyn Values) -> Result<&'static str> {
    Ok(vi::people::party_kind(*value))
}
