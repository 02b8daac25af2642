//! Codes of pillars and indicators, ordered as people count.

use std::cmp::Ordering;
use std::fmt;

/// «4.9», «5.11.1», «A.2»: as printed. Orders 4.9 before 4.10.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IndicatorCode(String);

impl IndicatorCode {
    /// The code as printed, ends trimmed and a final point dropped («1.2.» is «1.2»).
    pub fn new(text: &str) -> IndicatorCode {
        IndicatorCode(text.trim().trim_end_matches('.').to_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this stands below `other`: 5.11.1 below 5.11.
    ///
    /// ```
    /// use scoring::framework::IndicatorCode;
    /// let parent = IndicatorCode::new("5.1");
    /// assert!(IndicatorCode::new("5.1.1").is_below(&parent));
    /// assert!(!IndicatorCode::new("5.11").is_below(&parent));
    /// ```
    pub fn is_below(&self, other: &IndicatorCode) -> bool {
        self.0
            .strip_prefix(&other.0)
            .is_some_and(|rest| rest.starts_with('.') && !other.0.is_empty())
    }

    fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        self.0.split('.').map(|part| match part.parse() {
            Ok(number) => Part::Number(number),
            Err(_) => Part::Word(part),
        })
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Number(u64),
    Word(&'a str),
}

impl Ord for IndicatorCode {
    fn cmp(&self, other: &IndicatorCode) -> Ordering {
        // «01» and «1» count the same and are still two codes.
        self.parts()
            .cmp(other.parts())
            .then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for IndicatorCode {
    fn partial_cmp(&self, other: &IndicatorCode) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for IndicatorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_order_as_people_count() {
        let mut codes: Vec<IndicatorCode> = ["4.10", "B", "4.9", "4", "A.2", "10", "4.9.1"]
            .map(IndicatorCode::new)
            .into();
        codes.sort();
        let texts: Vec<&str> = codes.iter().map(IndicatorCode::as_str).collect();
        assert_eq!(texts, ["4", "4.9", "4.9.1", "4.10", "10", "A.2", "B"]);
    }
}
