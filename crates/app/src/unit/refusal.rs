//! Why something about a unit was not done.

use jiff::civil::Date;

/// See the sentences in `server::vi::refused::unit`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The name is empty.
    NoName,
    /// The name is too long.
    NameLong {
        /// Characters typed.
        length: usize,
    },
    /// The word in addresses is taken or is no word.
    SlugTaken {
        /// The word.
        slug: String,
    },
    /// The unit at the top stays where it is and does not end.
    Top,
    /// The unit would stand under itself.
    Circle {
        /// The unit chosen as the one above.
        parent: String,
    },
    /// The unit above has ended.
    ParentEnded {
        /// Its name.
        parent: String,
    },
    /// Units under it have not ended.
    HasUnits {
        /// How many.
        count: i64,
    },
    /// Work hangs on it that is not done.
    OpenWork {
        /// How many assignments.
        count: i64,
    },
    /// It would end before it began.
    EndsEarly {
        /// The last day typed.
        last_day: Date,
        /// Its first day.
        valid_from: Date,
    },
    /// Another unit has the code on some of the days.
    CodeTaken {
        /// The code.
        code: String,
        /// The other unit.
        name: String,
        /// Its first day.
        valid_from: Date,
        /// Its last day.
        valid_to: Option<Date>,
    },
}
