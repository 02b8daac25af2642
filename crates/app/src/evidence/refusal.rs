//! Why something about a proof was not done.

/// See the sentences in `server::vi::evidence`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {}
