//! Why something about a framework was not done.

/// See the sentences in `server::vi::refused::framework`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The annex has no rule that gives points.
    NoRules,
    /// More rows than any framework has.
    TooLarge,
    /// None of the rule's readings has that name.
    NoSuchReading {
        /// The indicator.
        code: String,
    },
    /// Other words for the rule, and they are not understood either.
    StillUnread {
        /// The indicator.
        code: String,
    },
    /// It is issued: its rules stand.
    Issued {
        /// Its name.
        name: String,
    },
    /// It is not a draft any more, or not issued yet: the step is not open.
    NotDraft {
        /// Its name.
        name: String,
    },
    /// Units handed in on it: neither rows nor rules change under them.
    HandedIn {
        /// How many.
        units: i64,
    },
    /// Without a name.
    NoName,
    /// A name longer than any.
    NameLong {
        /// Characters typed.
        length: usize,
        /// Characters that fit.
        most: usize,
    },
    /// A copy of what is a draft itself.
    FollowsDraft {
        /// Its name.
        name: String,
    },
    /// The edition before has no line of that code.
    NoSuchLine {
        /// The line of the draft.
        code: String,
        /// What was typed.
        from: String,
    },
    /// Nobody said whose place the draft takes.
    FollowsNothing,
    /// A row without a code.
    NoCode,
    /// A row without a title.
    NoTitle,
    /// Another row has the code.
    CodeTaken {
        /// The code.
        code: String,
        /// The title of that row.
        title: String,
    },
    /// A text longer than its field takes.
    TextLong {
        /// The field.
        field: &'static str,
        /// Characters typed.
        length: usize,
        /// Characters that fit.
        most: usize,
    },
    /// No number of points.
    NotPoints {
        /// What was typed.
        text: String,
    },
    /// No number, or none that the field takes.
    NotNumber {
        /// The field.
        field: &'static str,
        /// What was typed.
        text: String,
    },
    /// A grade without a name.
    GradeNameless {
        /// What it asks.
        floor: String,
    },
    /// Two grades of one name.
    GradeTwice {
        /// The name.
        name: String,
    },
    /// A grade that asks as much as the better one before it, or more.
    GradeNotLower {
        /// The grade.
        name: String,
        /// The one before it.
        before: String,
    },
    /// Errors stand: it is not issued.
    Flawed {
        /// How many.
        errors: usize,
    },
    /// Warnings stand, and nobody said that they were seen.
    Unseen {
        /// How many.
        warnings: usize,
    },
    /// The row declares no sum, or the one that its parts add up to.
    NoOtherSum {
        /// The row.
        code: String,
    },
    /// Nobody in the directory has that name, or several have.
    NoSuchParty {
        /// The field.
        field: &'static str,
        /// As typed.
        name: String,
    },
    /// None of the words that the field offers.
    UnknownWord {
        /// What was sent.
        word: String,
    },
    /// A row that is no pillar must stand under one.
    NoPillar,
    /// A pillar under another row.
    PillarUnder {
        /// That row.
        code: String,
    },
    /// A row under itself: its points would be a sum of themselves.
    Circle {
        /// The row.
        code: String,
        /// The row below it under which it was to go.
        under: String,
    },
    /// Deeper than any framework.
    TooDeep {
        /// Rows over each other at most.
        most: usize,
    },
    /// No row beside it on that side.
    NowhereToGo {
        /// The row.
        code: String,
    },
    /// Units worked in the row: it stays.
    WorkedIn {
        /// The row.
        code: String,
        /// How many units.
        units: i64,
    },
    /// Nothing to open: no unit under this one lacks the framework in the period.
    NothingToOpen,
    /// A line asks for no figure of that kind, or only for options and parts.
    RollsNothing {
        /// The line.
        code: String,
    },
    /// No figure of units below is chosen, or none that there is.
    NoRollSource,
    /// No kind of unit is chosen.
    NoRollKinds,
    /// Units are counted, and nothing says which.
    NoRollTest,
    /// What is asked cannot be asked of that figure.
    RollTestUnfit {
        /// The figure's line.
        named: String,
    },
    /// That figure does not make the line's own in that way.
    RollsOtherwise {
        /// The way.
        how: super::How,
        /// The figure's line.
        named: String,
    },
    /// Another line has the same figure computed.
    RolledTwice {
        /// That line.
        code: String,
    },
    /// The figure would be computed from itself.
    RollCircle {
        /// The line.
        code: String,
        /// The figure's line.
        named: String,
    },
    /// It is not opened for the unit in the period.
    NotOpened {
        /// The unit.
        unit: String,
    },
    /// The unit has worked in it already.
    OpenedWorked {
        /// The unit.
        unit: String,
        /// In how many lines.
        lines: i64,
    },
}
