//! Exact points: numbers, rules, frameworks, scorecards, rankings.
//!
//! Values in, values out. Nothing here reads a clock, a file, a socket or chance; nothing knows
//! SQL, JSON, HTTP or Vietnamese. Words for what happens here are in `reading::words`.

pub mod answers;
pub mod cohort;
pub mod figures;
pub mod framework;
pub mod grade;
pub mod number;
pub mod ranking;
pub mod rule;
pub mod scorecard;
pub mod sum;

pub use figures::Figures;
pub use number::Exact;
pub use rule::Rule;
