//! Exact points: numbers, rules, frameworks, scorecards, rankings.
//!
//! Values in, values out. Nothing here reads a clock, a file, a socket or chance; nothing knows
//! SQL, JSON, HTTP or Vietnamese. Words for what happens here are in `reading::words`.

pub mod figures;
pub mod number;
pub mod rule;

pub use figures::Figures;
pub use number::Exact;
pub use rule::Rule;
