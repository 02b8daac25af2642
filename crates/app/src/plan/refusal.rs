//! Why something was not done.

/// See the sentences in `server::vi::plan`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {}
