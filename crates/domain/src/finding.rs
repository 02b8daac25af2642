//! What is wrong or uncertain in a document: data, not an error. Reading goes on.
//!
//! A code is stable for ever: scripts and letters cite it. The Vietnamese sentence for each is
//! one exhaustive match in `reading::words::finding`; `docs/findings.md` is generated from it.
//! Blocks: F0xx the file, F1xx the document, F2xx its tables, F3xx points, F4xx rules,
//! F5xx deadlines, F6xx targets, F7xx parties.

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Probably wrong; someone should look.
    Warning,
    /// Certainly contradictory or unusable.
    Error,
}

/// One thing noticed, with its place and the values that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub code: FindingCode,
    /// Name of the annex, where it stands in one.
    pub table: Option<String>,
    /// Path of the row, where it stands in one.
    pub row: Option<String>,
    /// Line, as in `source::Place`.
    pub line: Option<u32>,
    /// Named values, in the order of [`FindingCode::values`]; all of them, always.
    pub values: Vec<(&'static str, String)>,
}

impl Finding {
    /// A finding with values in the order that the code declares.
    ///
    /// # Panics
    /// When the number of values is not the declared one: a fault of ours that any test shows.
    pub fn new<const N: usize>(code: FindingCode, values: [String; N]) -> Finding {
        let names = code.values();
        assert_eq!(names.len(), N, "{code:?} declares {names:?}");
        let values = names.iter().copied().zip(values).collect();
        Finding {
            code,
            table: None,
            row: None,
            line: None,
            values,
        }
    }

    /// The same, at this row of this annex.
    #[must_use]
    pub fn at_row(mut self, table: &str, row: &str, line: u32) -> Finding {
        self.table = Some(table.to_owned());
        self.row = Some(row.to_owned());
        self.line = Some(line);
        self
    }

    /// The same, at this line.
    #[must_use]
    pub fn at_line(mut self, line: u32) -> Finding {
        self.line = Some(line);
        self
    }

    /// The value of this name, or nothing.
    pub fn value(&self, name: &str) -> &str {
        self.values
            .iter()
            .find(|(key, _)| *key == name)
            .map_or("", |(_, value)| value)
    }
}

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident, [$($value:literal),*]; )*) => {
        /// Every code there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum FindingCode { $( $(#[doc = $doc])+ $name, )* }

        impl FindingCode {
            /// All codes, in the order of their numbers.
            pub const ALL: &'static [FindingCode] = &[ $( FindingCode::$name, )* ];

            /// The stable code: `F301`.
            pub fn as_str(self) -> &'static str {
                match self { $( FindingCode::$name => $code, )* }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $( FindingCode::$name => Severity::$severity, )* }
            }

            /// Names of the values that each finding of this code carries.
            pub fn values(self) -> &'static [&'static str] {
                match self { $( FindingCode::$name => &[$($value),*], )* }
            }
        }
    };
}

codes! {
    /// Text in a legacy font encoding (TCVN3, VNI) was converted to Unicode.
    LegacyEncodingConverted = "F001", Info, ["encoding", "example"];
    /// Text looks like a legacy encoding that was not converted.
    LegacyEncodingUnread = "F002", Warning, ["encoding", "example"];
    /// Pages without a text layer were passed over.
    PageWithoutText = "F003", Warning, ["pages"];
    /// Bytes that are not UTF-8 were replaced.
    InvalidUtf8 = "F004", Warning, ["count"];
    /// The file holds something that was left out on purpose (macros, tracked deletions).
    LeftOut = "F005", Info, ["what"];
    /// Letters whose font does not say what they are.
    LettersUnknown = "F006", Warning, ["count", "pages"];

    /// No number.
    ReferenceMissing = "F101", Info, [];
    /// No complete date.
    DateMissing = "F102", Info, ["as_printed"];
    /// Number or date stand only in the annex heading, or differ from it.
    ReferenceDiffers = "F103", Warning, ["first", "second"];
    /// A section number is used twice.
    SectionNumberRepeated = "F104", Warning, ["number", "first", "second"];
    /// The legal basis cites the plan itself.
    CitesItself = "F105", Error, ["reference"];
    /// A cited document is dated after this one.
    CitesLater = "F106", Warning, ["reference", "cited", "own"];
    /// The same document is cited with different dates.
    CitationDiffers = "F107", Warning, ["reference", "first", "second"];
    /// The document has no annex table that can be read.
    NoTable = "F108", Warning, [];

    /// A code is used twice in one table.
    CodeRepeated = "F201", Error, ["code", "first_line"];
    /// A row has no code.
    CodeMissing = "F202", Warning, ["title"];
    /// Numbers jump.
    CodeGap = "F203", Warning, ["before", "after", "missing"];
    /// One group is numbered in another way than its rows or its neighbours.
    NumberingMixed = "F204", Info, ["code", "expected"];
    /// A row stands under a group it does not belong to by its code.
    CodeOutOfPlace = "F205", Warning, ["code", "group"];
    /// A column heading was not recognised.
    ColumnUnknown = "F206", Warning, ["heading"];
    /// A cell stands in the wrong column.
    CellShifted = "F207", Warning, ["text", "from", "to"];
    /// Text was damaged by extraction and repaired beside the original.
    TextRepaired = "F208", Info, ["field", "original", "repaired"];
    /// Text looks damaged and was not repaired.
    TextDamaged = "F209", Warning, ["field", "text"];
    /// Cells were rebuilt from running lines; look at the row.
    RowRebuilt = "F210", Info, ["confidence"];
    /// A row has fewer or more cells than the table has columns.
    CellCountDiffers = "F211", Info, ["cells", "columns"];
    /// An indicator has neither evidence nor source.
    EvidenceMissing = "F212", Info, [];
    /// The same title stands in two rows.
    TitleRepeated = "F213", Warning, ["title", "first"];
    /// An empty cell where every neighbour has one.
    CellMissing = "F214", Warning, ["field"];

    /// A pillar declares other points than its rows add up to.
    PillarTotalDiffers = "F301", Error, ["declared", "computed"];
    /// A pillar declares no points.
    PillarTotalMissing = "F302", Warning, ["computed"];
    /// An indicator has a rule but no maximum.
    MaxPointsMissing = "F303", Warning, ["inferred"];
    /// A parent differs from the sum of its children.
    ParentTotalDiffers = "F304", Error, ["declared", "computed"];
    /// The plan declares another total than its pillars add up to.
    GrandTotalDiffers = "F305", Error, ["declared", "computed"];
    /// A row has no points, no rule and no evidence: followed, not scored.
    NotScored = "F306", Info, [];

    /// The rule multiplies by another number than the maximum.
    MultiplierDiffers = "F401", Warning, ["multiplier", "max_points"];
    /// Two tiers hold the same value.
    TiersOverlap = "F402", Warning, ["value", "first", "second"];
    /// No tier holds some values.
    TiersGap = "F403", Warning, ["from", "to"];
    /// Points jump where the sentence suggests they should not.
    PointsJump = "F404", Warning, ["at", "below", "above"];
    /// The maximum cannot be reached.
    MaximumUnreachable = "F405", Warning, ["best", "max_points"];
    /// The rule gives more than the maximum.
    MaximumExceeded = "F406", Warning, ["best", "max_points"];
    /// The rule speaks of a rate whose whole is not named.
    DenominatorNotStated = "F407", Info, [];
    /// The rule names tiers without points.
    TierPointsNotStated = "F408", Warning, ["tiers", "taken"];
    /// The rule could not be read.
    RuleUnread = "F409", Warning, ["text"];
    /// A default reading was taken.
    ReadingAssumed = "F410", Warning, ["taken", "others"];
    /// The rule compares units; figures of the others are needed.
    NeedsCohort = "F411", Info, [];
    /// The title asks for a count and the rule for a rate, or the other way round.
    TitleRuleDiffer = "F412", Warning, ["title_asks", "rule_asks"];
    /// A rule gives no inputs to compute with.
    RuleWithoutInputs = "F413", Warning, ["text"];
    /// All or nothing: nothing below the full mark.
    AllOrNothing = "F414", Info, ["target"];
    /// A part of the rule has no points.
    PartWithoutPoints = "F415", Warning, ["part"];

    /// A deadline lies before the date of the plan.
    DeadlineBeforePlan = "F501", Warning, ["deadline", "due", "plan_date"];
    /// A deadline column holds something that is no time.
    DeadlineInvalid = "F502", Warning, ["text"];
    /// The text names a date that does not exist.
    DateImpossible = "F503", Error, ["text"];
    /// A duty recurs but the text does not say how often.
    PeriodNotStated = "F504", Warning, ["text"];
    /// «Trước quý …» read literally; the intention may be another.
    BeforeQuarter = "F505", Warning, ["literal", "lenient"];
    /// A row asks for figures of the whole year but is due earlier.
    DueBeforeYearEnd = "F506", Info, ["due"];
    /// Two different time terms in one text.
    DeadlinesConflict = "F507", Warning, ["first", "second"];
    /// A time term could not be read.
    DeadlineUnread = "F508", Warning, ["text"];
    /// A count of days that does not say calendar or working days.
    DaysNotStated = "F509", Info, ["days"];
    /// The text breaks off.
    DeadlineCut = "F510", Info, ["text"];
    /// A vague term («đầu năm», «tuần 2 tháng 5») was given dates.
    DeadlineAssumed = "F511", Info, ["text", "taken"];

    /// Two targets in one row contradict each other.
    TargetsContradict = "F601", Warning, ["first", "second"];
    /// A target could not be read.
    TargetUnread = "F602", Warning, ["text"];
    /// A target in the prose has no row.
    TargetWithoutRow = "F603", Info, ["text"];
    /// Target and measure do not fit («100» under «%», «Dân số» as a measure).
    MeasureOdd = "F604", Info, ["measure", "target"];

    /// One party is spelled in several ways.
    PartySpelledDifferently = "F701", Info, ["spelling", "usual"];
    /// An abbreviation that nothing explains.
    AbbreviationUnknown = "F702", Info, ["abbreviation"];
    /// A row has no lead.
    LeadMissing = "F703", Warning, [];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<&str> = FindingCode::ALL.iter().map(|code| code.as_str()).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    }
}
