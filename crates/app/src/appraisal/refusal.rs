//! Why something about handing in or appraising was not done.

use jiff::civil::Date;
use reading::figure::Unclear;
use scoring::Exact;

/// Why somebody may not judge a unit's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// They belong to it.
    OwnUnit,
    /// They entered figures for it in this period.
    Entered,
    /// They handed it in.
    Submitted,
}

/// What is left before an appraisal can end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Lines nobody has decided.
    pub undecided: usize,
    /// Lines sent back and not handed in again.
    pub sent_back: usize,
    /// Lines that wait for a second person.
    pub second: usize,
    /// Lines on which the two differ and nobody has settled it.
    pub differing: usize,
}

/// See the sentences in `server::vi::refused::appraisal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The framework is a draft still: its rules may change.
    FrameworkDraft {
        /// Its name.
        name: String,
    },
    /// The period is locked.
    Locked {
        /// Its name.
        name: String,
        /// Since when.
        since: String,
    },
    /// It is handed in already, and nothing was sent back.
    SubmittedAlready,
    /// It is not handed in.
    NotSubmitted,
    /// Something is missing and nobody said why.
    NoExplanation {
        /// How many lines.
        count: usize,
        /// What they could give.
        points: Exact,
    },
    /// Somebody has begun to appraise it.
    Begun,
    /// The actor may not judge it.
    Conflict {
        /// Why not.
        why: Conflict,
    },
    /// The appraisal has ended.
    Ended,
    /// The appraisal has not ended yet.
    NotEnded,
    /// Everything is final.
    Closed,
    /// The line only gathers others, or is not scored.
    NothingToDecide {
        /// Its code.
        code: String,
    },
    /// Points, or a reason, or what is asked: not said.
    NoReason,
    /// What is asked of the unit is not said.
    NothingAsked,
    /// Points that are none.
    PointsUnread {
        /// Why.
        why: Unclear,
    },
    /// No points were typed.
    NoPoints,
    /// More than the line can give.
    PointsOutside {
        /// The least.
        least: Exact,
        /// The most.
        most: Exact,
    },
    /// A day that has passed.
    DuePassed {
        /// The day.
        due_on: Date,
    },
    /// Too long a text.
    TooLong {
        /// How many characters it may have.
        chars_max: usize,
    },
    /// The line is not among those that two people decide, or the first has not decided yet.
    NoSecond {
        /// Its code.
        code: String,
    },
    /// The same person cannot be the second one.
    SamePerson,
    /// A second person has decided: the first decision stands, and differences are settled.
    SecondGiven,
    /// The two decisions agree.
    NothingToSettle {
        /// The line's code.
        code: String,
    },
    /// Something is left.
    Unfinished {
        /// What.
        left: Left,
    },
    /// The days to object are over.
    ObjectionOver {
        /// The last one.
        until: Date,
    },
    /// The days to object are not over.
    ObjectionRuns {
        /// The last one.
        until: Date,
    },
    /// There is an objection on the line.
    ObjectedAlready {
        /// Its code.
        code: String,
    },
    /// It was answered.
    AnsweredAlready,
    /// Objections without an answer.
    Unanswered {
        /// How many.
        count: usize,
    },
    /// A number that is no share and no number of days.
    BadTerms,
}
