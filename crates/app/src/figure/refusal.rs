//! Why something about a figure was not done.

use jiff::civil::Date;
use reading::figure::Unclear;
use scoring::Exact;

/// See the sentences in `server::vi::refused::figure`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A field does not read.
    Unread {
        /// Its key.
        key: String,
        /// Why.
        why: Unclear,
    },
    /// A value without the place that it comes from.
    NoSource,
    /// A value without the day of which it speaks.
    NoAsOf,
    /// That day does not read.
    AsOfUnread {
        /// Why.
        why: Unclear,
    },
    /// That day is still to come.
    AsOfAhead {
        /// The day.
        as_of: Date,
    },
    /// Expected points that are none.
    ExpectedUnread {
        /// Why.
        why: Unclear,
    },
    /// More is expected than the indicator can give.
    ExpectedAboveMax {
        /// What it can give.
        max: Exact,
    },
    /// A final figure without proof and without a word about it.
    NoExplanation,
    /// A final figure is taken back without a reason.
    NoReason,
    /// Counted part and whole, and another rate beside them.
    RateTwice,
    /// Somebody provides the figure for the unit.
    Locked {
        /// Its key.
        key: String,
    },
    /// The figure is computed from units below.
    Rolled {
        /// Its key.
        key: String,
    },
    /// The figure is not, or no longer, provided: there is nothing to dispute.
    NotProvided,
    /// Somebody disputes the figure already and waits for the answer.
    DisputeWaits,
    /// A dispute or its answer without words.
    NothingSaid,
    /// Only whoever provides the figure answers.
    NotProvider,
    /// A day until which something is asked has passed.
    DuePassed {
        /// The day.
        due_on: Date,
    },
    /// Nobody is chosen who provides figures here.
    NobodyAsked,
    /// Only whoever is named to confirm a line's figures does so.
    NotVerifier {
        /// Their name; `None`: nobody is named.
        verifier: Option<String>,
    },
    /// No unit is chosen whose figures are to be confirmed.
    NothingToCheck,
    /// Whoever provided a figure does not confirm it.
    OwnFigures {
        /// Of which unit.
        unit: String,
    },
    /// An estimate is not confirmed.
    EstimatedFigures {
        /// Of which unit.
        unit: String,
    },
    /// A figure that waits for an answer is not confirmed.
    DisputedFigures {
        /// Of which unit.
        unit: String,
    },
    /// What is provided is final once it is confirmed.
    NotChecked {
        /// Who confirms it.
        verifier: String,
    },
    /// A sheet's sums are not those that were stated.
    TotalsDiffer,
    /// Rows of a sheet would be left out, and nobody said that they may.
    RowsLeftOut {
        /// How many.
        count: usize,
    },
    /// A sheet holds nothing that would be written.
    NothingToProvide,
    /// The indicator asks for nothing: its rule is not read, or it only gathers.
    NothingAsked {
        /// Its code.
        code: String,
    },
    /// The rule has no use for such a figure.
    NotAsked {
        /// The indicator's code.
        code: String,
        /// The key that was given.
        key: String,
    },
    /// A word that is no state of a figure.
    UnknownState {
        /// The word.
        word: String,
    },
    /// The line is not for units of this kind.
    OutOfScope {
        /// The indicator.
        code: String,
    },
    /// A text longer than its field takes.
    TooLong {
        /// The field.
        field: &'static str,
        /// How many characters it may have.
        chars_max: usize,
    },
    /// The unit has handed its figures in.
    HandedIn,
    /// The line was sent back, and the day to put it right has passed.
    SentBackOver {
        /// That day.
        until: Date,
    },
}
