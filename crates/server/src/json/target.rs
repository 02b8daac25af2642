//! Targets in the shape of the contract, in the rows of a plan.

use domain::target::Target;
use serde::Serialize;

/// A target; a yes/no one («Đạt») has no value.
#[derive(Serialize)]
pub struct TargetJson<'a> {
    text: &'a str,
    operator: &'static str,
    value: Option<String>,
    measure: Option<&'a str>,
    base: Option<&'a str>,
    per: Option<&'a str>,
}

impl<'a> From<&'a Target> for TargetJson<'a> {
    fn from(target: &'a Target) -> TargetJson<'a> {
        TargetJson {
            text: &target.text,
            operator: target.operator.symbol(),
            value: target.value.as_ref().map(ToString::to_string),
            measure: target.measure.as_deref(),
            base: target.base.as_deref(),
            per: target.per.as_deref(),
        }
    }
}
