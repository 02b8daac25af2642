//! A plan in words, for a person at a terminal.

use domain::plan::Plan;

/// Head, annexes with counts, findings.
pub fn summary(plan: &Plan) -> String {
    let _ = plan;
    String::new()
}
