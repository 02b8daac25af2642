//! The index in memory that searches run on.

/// (to come)
#[derive(Default)]
pub struct Shelf {}
