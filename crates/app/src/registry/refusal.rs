//! Why the list of the country's units was not loaded, or not taken back.

/// See the sentences in `server::vi::refused::registry`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The unit at the top is neither a province of the list nor something above provinces.
    NotAProvince {
        /// Its name.
        top: String,
    },
    /// The unit at the top is another province than the one asked for.
    OtherProvince {
        /// Its name.
        top: String,
        /// The province asked for.
        asked: String,
    },
    /// No province has that code.
    NoProvince {
        /// What was given.
        code: String,
    },
    /// No unit is there yet: the first administrator comes first.
    NoTop,
    /// Everything of the list is there already.
    NothingNew {
        /// Units of the list that are there.
        here: usize,
    },
    /// There is nothing to take back.
    NothingToUndo,
    /// Something hangs on units that were entered.
    InUse {
        /// On how many.
        count: i64,
    },
    /// The unit is not in the list of today.
    NotListed {
        /// Its name.
        name: String,
    },
    /// Former units must begin before the day they ended.
    BeginsLate,
}
