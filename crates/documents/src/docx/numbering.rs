//! Automatic numbers: the codes of rows («1.2.1», «II», «a)») are often lists of Word and stand
//! nowhere in the text.

use std::collections::{BTreeMap, BTreeSet};

use crate::Refusal;
use crate::numerals::{letters, roman};
use crate::xml::{Node, Tag, Xml};

/// Levels that a list of Word has.
const LEVELS: usize = 9;

/// How one level counts and looks.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// «%1.%2.»
    text: String,
    /// All numbers as 1, 2, 3.
    legal: bool,
    /// Begins again only after this level or a higher one; 0: never.
    restart: Option<usize>,
}

impl Default for Level {
    fn default() -> Level {
        let (format, text) = ("decimal".to_owned(), String::new());
        Level {
            start: 1,
            format,
            text,
            legal: false,
            restart: None,
        }
    }
}

/// A list: its definition and what it changes of it.
#[derive(Clone, Debug, Default)]
struct List {
    definition: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// All lists of the document and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<String, BTreeMap<usize, Level>>,
    lists: BTreeMap<String, List>,
    counters: BTreeMap<String, [Option<u32>; LEVELS]>,
    begun: BTreeSet<String>,
}

impl Numbering {
    /// Reads `numbering.xml`; an empty part has no lists.
    pub(super) fn read(part: &str) -> Result<Numbering, Refusal> {
        let mut all = Numbering::default();
        let mut xml = Xml::new(part);
        loop {
            match xml.next()? {
                Node::Open(tag) if tag.name() == "abstractNum" => {
                    let id = tag.attribute("abstractNumId").unwrap_or_default();
                    all.definitions.insert(id, list(&mut xml)?.levels);
                }
                Node::Open(tag) if tag.name() == "num" => {
                    let id = tag.attribute("numId").unwrap_or_default();
                    all.lists.insert(id, list(&mut xml)?);
                }
                Node::End => return Ok(all),
                _ => {}
            }
        }
    }

    /// Counts one paragraph of this list and level, and gives its number as printed.
    pub(super) fn next(&mut self, list_id: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let list = self.lists.get(list_id)?;
        let definition = self.definitions.get(&list.definition)?;
        let of = |level: usize| list.levels.get(&level).or_else(|| definition.get(&level));
        let start = |level: usize| of(level).map_or(1, |level| level.start);
        let counters = self.counters.entry(list.definition.clone()).or_default();
        if self.begun.insert(list_id.to_owned()) {
            for (level, start) in list.starts.iter().filter(|(level, _)| **level < LEVELS) {
                counters[*level] = start.checked_sub(1);
            }
        }
        for (higher, counter) in counters.iter_mut().enumerate().take(level) {
            counter.get_or_insert_with(|| start(higher));
        }
        let before = counters[level];
        counters[level] = Some(match before {
            Some(count) => count.saturating_add(1),
            None => list
                .starts
                .get(&level)
                .copied()
                .unwrap_or_else(|| start(level)),
        });
        for (lower, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            // Word counts levels from 1 here, and 0 means that nothing restarts this one.
            let after = of(lower).and_then(|lower| lower.restart).unwrap_or(lower);
            if level < after {
                *counter = None;
            }
        }
        let shown = of(level)?;
        Some(print(shown, |at| {
            let format = of(at).map_or("decimal", |level| level.format.as_str());
            let number = counters[at].unwrap_or_else(|| start(at));
            number_as(if shown.legal { "decimal" } else { format }, number)
        }))
    }
}

/// The levels inside one `w:abstractNum` or `w:num`, and what the latter overrides.
fn list(xml: &mut Xml<'_>) -> Result<List, Refusal> {
    let mut list = List::default();
    let mut at = 0;
    let mut open = 1_usize;
    while open > 0 {
        match xml.next()? {
            Node::Open(tag) => {
                open += 1;
                if matches!(tag.name(), "lvl" | "lvlOverride") {
                    at = tag.number("ilvl").unwrap_or(0);
                }
                take(&mut list, at, &tag);
            }
            Node::Close => open -= 1,
            Node::Text(_) => {}
            Node::End => break,
        }
    }
    Ok(list)
}

fn take(list: &mut List, at: usize, tag: &Tag<'_>) {
    let number = || {
        tag.number("val")
            .and_then(|number| u32::try_from(number).ok())
    };
    match tag.name() {
        "abstractNumId" => list.definition = tag.value().unwrap_or_default(),
        "startOverride" => {
            list.starts.insert(at, number().unwrap_or(1));
        }
        "lvl" => {
            list.levels.insert(at, Level::default());
        }
        _ => {}
    }
    let Some(level) = list.levels.get_mut(&at) else {
        return;
    };
    match tag.name() {
        "start" => level.start = number().unwrap_or(1),
        "numFmt" => level.format = tag.value().unwrap_or_default(),
        "lvlText" => level.text = tag.value().unwrap_or_default(),
        "isLgl" => level.legal = tag.is_on(),
        "lvlRestart" => level.restart = tag.number("val"),
        _ => {}
    }
}

/// Fills «%1.%2» with numbers; a bullet becomes a dash or plus, as official texts write.
fn print(level: &Level, number: impl Fn(usize) -> String) -> String {
    match level.format.as_str() {
        "none" => return String::new(),
        "bullet" => return bullet(&level.text).to_owned(),
        _ => {}
    }
    let mut out = String::new();
    let mut chars = level.text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = chars
            .peek()
            .and_then(|next| next.to_digit(10))
            .filter(|_| c == '%');
        match digit {
            Some(digit @ 1..=9) => {
                chars.next();
                out.push_str(&number(digit as usize - 1));
            }
            _ => out.push(c),
        }
    }
    out
}

fn bullet(text: &str) -> &'static str {
    match text.trim() {
        "+" => "+",
        "•" | "\u{f0b7}" => "•",
        "*" => "*",
        _ => "-",
    }
}

/// One number in one of Word's formats; those that plans do not use count 1, 2, 3.
fn number_as(format: &str, number: u32) -> String {
    match format {
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PART: &str = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="3">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="2"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl>
          <w:lvl w:ilvl="2"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
          <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="3"/>
          <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        </w:numbering>"#;

    #[track_caller]
    fn check(paragraphs: &[(&str, usize)], expected: &[&str]) {
        let mut numbering = Numbering::read(PART).unwrap();
        let numbers: Vec<String> = paragraphs
            .iter()
            .map(|(list, level)| numbering.next(list, *level).unwrap_or_default())
            .collect();
        assert_eq!(numbers, expected);
    }

    #[test]
    fn levels_count_and_begin_again() {
        check(
            &[
                ("1", 0),
                ("1", 1),
                ("1", 1),
                ("1", 2),
                ("1", 2),
                ("1", 0),
                ("1", 1),
                ("1", 3),
            ],
            &["I.", "1.2", "1.3", "a)", "b)", "II.", "2.2", "-"],
        );
    }

    #[test]
    fn another_list_of_the_same_kind_may_start_elsewhere() {
        check(
            &[("1", 0), ("2", 0), ("2", 0), ("1", 0)],
            &["I.", "V.", "VI.", "VII."],
        );
        check(&[("9", 0)], &[""]);
    }

    #[test]
    fn numbers_print_as_word_prints_them() {
        assert_eq!(roman(1994), "MCMXCIV");
        assert_eq!(
            (letters(1, 'a'), letters(28, 'A')),
            ("a".into(), "BB".into())
        );
        assert_eq!(number_as("decimalZero", 7), "07");
    }
}
