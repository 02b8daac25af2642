//! Why something about a paper was not done.

/// See the sentences in `server::vi`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The title is empty.
    NoTitle,
    /// A text is longer than papers are.
    TooLong {
        /// At most so many letters.
        chars_max: usize,
    },
    /// A name in brackets that stands for no figure.
    UnknownField {
        /// The name.
        name: String,
    },
    /// It is issued and can no longer be changed.
    Issued,
    /// Issuing needs a number and a day.
    NoNumber,
    /// A signed copy comes back only of what was issued.
    NotIssued,
    /// The file that came back is no PDF.
    NotPdf,
    /// No unit is ranked here in the period.
    NothingRanked,
    /// Nothing of the unit was appraised in the period.
    NothingJudged,
    /// No indicator of the period has that code.
    NoIndicator {
        /// The code.
        code: String,
    },
}
