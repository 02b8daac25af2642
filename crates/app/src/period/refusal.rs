//! Why something was not done.

/// See the sentences in `server::vi::period`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {}
