//! Why something about a survey was not done.

use jiff::civil::Date;
use reading::figure::Unclear;

/// See the sentences in `server::vi::refused::survey`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Without a title.
    NoTitle,
    /// Without a question.
    NoQuestion,
    /// More questions than a survey may have.
    ManyQuestions {
        /// How many there may be.
        most: usize,
    },
    /// Too long a text.
    TooLong {
        /// How many characters it may have.
        chars_max: usize,
    },
    /// The text of when to answer gives no single day.
    TermUnread {
        /// As typed.
        term: String,
    },
    /// The last day is before the day of issue, or years after it.
    DueOutside {
        /// The day of issue.
        issued_on: Date,
        /// The day that was read.
        due_on: Date,
    },
    /// The document's day has not come yet.
    DocumentAhead {
        /// The day.
        document_on: Date,
    },
    /// Nobody is asked.
    NobodyAsked,
    /// A unit that is not below, or is not known.
    UnknownUnit {
        /// As typed.
        name: String,
    },
    /// A name that several units below have.
    ManyUnits {
        /// As typed.
        name: String,
    },
    /// No unit below enters an indicator of that code in the period.
    UnknownIndicator {
        /// As typed.
        code: String,
    },
    /// The indicator asks for no figure that a survey can ask for.
    NoFigure {
        /// Its code.
        code: String,
    },
    /// A draft only is written again and issued.
    NotDraft,
    /// What was not issued, or is over, takes no answer.
    NotOpen,
    /// The step does not follow from the state.
    NoSuchStep,
    /// A question without an answer.
    Unanswered {
        /// Its number, from 1.
        number: usize,
    },
    /// An answer that does not read.
    Unread {
        /// The question's number, from 1.
        number: usize,
        /// Why.
        why: Unclear,
    },
    /// What was sent is changed until the last day only.
    DueOver {
        /// The last day.
        due_on: Date,
    },
    /// Everybody has answered: there is nobody to remind.
    NobodyLeft,
    /// The unit has sent no figure of that indicator.
    NothingSent,
}
