//! The parts of the chores that tests use too.

pub mod convert;
pub mod wire;
