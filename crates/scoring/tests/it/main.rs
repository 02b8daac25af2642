//! All integration tests of this crate in one binary.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

mod cards;
mod faults;
mod oracle;
mod properties;
mod published;
mod rules;
mod shapes;
mod spans;
mod world;
