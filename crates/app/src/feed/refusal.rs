//! Why a calendar was not given.

/// See the sentences in `server::vi::refused::feed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The same address was asked too often within a minute.
    TooOften {
        /// How often it may be asked.
        per_minute: u32,
    },
}
