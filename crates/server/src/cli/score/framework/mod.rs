//! A framework file to [`scoring::framework::Framework`]: TOML or JSON, rules in words or by
//! their parts. What cannot be read is refused with its place; what is doubtful is noted.

mod build;
mod shape;

use scoring::framework::Framework;

use shape::FrameworkFile;

/// Why a framework file is not used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Not UTF-8.
    NotText,
    /// The syntax or the shape is wrong, at this line.
    Malformed {
        /// «TOML» or «JSON».
        format: &'static str,
        /// From 1; 0 when the reader does not say.
        line: usize,
    },
    /// A number is none.
    NotANumber {
        /// Name of the field.
        field: &'static str,
        /// What stands there.
        text: String,
    },
    /// A word is none of those that the field takes.
    UnknownWord {
        /// Name of the field.
        field: &'static str,
        /// What stands there.
        text: String,
    },
    /// A divisor of zero or less.
    DivisorNotPositive,
    /// No pillar with an indicator.
    Empty,
}

/// Something that a person should know of the framework.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// A field that means nothing here, perhaps a slip of the pen.
    UnknownField {
        /// Its name.
        field: String,
        /// Where.
        within: String,
    },
    /// A rule that could not be read: the indicator gets no points.
    RuleUnread {
        /// Path or code of the indicator.
        code: String,
    },
    /// An indicator without a rule.
    RuleAbsent {
        /// Code.
        code: String,
    },
    /// A rule that was read by a default; the sentence says which.
    RuleAssumed {
        /// Code.
        code: String,
        /// The finding in words.
        sentence: String,
    },
    /// An indicator without maximum points.
    MaxAbsent {
        /// Code.
        code: String,
    },
}

/// Reads the file.
pub(crate) fn read(bytes: &[u8]) -> Result<(Framework, Vec<Note>), Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file = if text.trim_start().starts_with('{') {
        json(text)?
    } else {
        toml(text)?
    };
    build::framework(file)
}

fn json(text: &str) -> Result<FrameworkFile, Refusal> {
    let malformed = |error: serde_json::Error| Refusal::Malformed {
        format: "JSON",
        line: error.line(),
    };
    serde_json::from_str(text).map_err(malformed)
}

fn toml(text: &str) -> Result<FrameworkFile, Refusal> {
    let malformed = |error: toml::de::Error| Refusal::Malformed {
        format: "TOML",
        line: error.span().map_or(0, |span| line_of(text, span.start)),
    };
    toml::from_str(text).map_err(malformed)
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
