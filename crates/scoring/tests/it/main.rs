//! All integration tests of this crate in one binary.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

mod faults;
mod properties;
mod rules;
mod shapes;
