//! The text of a paper as people edit it: one paragraph a line, and names of figures in double
//! brackets, `[[điểm]]`, whose values come from what was gathered at one instant. So a person
//! changes the words and never a number.

use std::collections::BTreeMap;
use std::fmt;

use crate::paper::{Block, Table};

/// What the names stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// Figures, as they are written.
    pub values: BTreeMap<String, String>,
    /// Tables; each stands on a line of its own.
    pub tables: BTreeMap<String, Table>,
}

/// A name that stands for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField(pub String);

impl fmt::Display for UnknownField {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "unknown field: {}", self.0)
    }
}

impl std::error::Error for UnknownField {}

/// The text with its figures. A paragraph of which nothing is left is left out.
pub fn blocks(text: &str, fields: &Fields) -> Result<Vec<Block>, UnknownField> {
    let mut out = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(name) = alone(line)
            && let Some(table) = fields.tables.get(&name)
        {
            if !table.rows.is_empty() {
                out.push(Block::Table(table.clone()));
            }
            continue;
        }
        let line = filled(line, fields)?;
        if line.trim().is_empty() {
            continue;
        }
        out.push(match level(&line) {
            0 => Block::Paragraph(line),
            level => Block::Heading(level, line),
        });
    }
    Ok(out)
}

/// The line with values in place of names.
pub fn filled(line: &str, fields: &Fields) -> Result<String, UnknownField> {
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find("[[") {
        let Some(length) = rest[start + 2..].find("]]") else {
            break;
        };
        let name = named(&rest[start + 2..start + 2 + length]);
        let value = fields.values.get(&name).ok_or(UnknownField(name))?;
        out.push_str(&rest[..start]);
        out.push_str(value);
        rest = &rest[start + 2 + length + 2..];
    }
    out.push_str(rest);
    Ok(out)
}

/// A name as it is kept: small letters, single spaces.
fn named(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The name of a line that holds nothing else.
fn alone(line: &str) -> Option<String> {
    let name = line.strip_prefix("[[")?.strip_suffix("]]")?;
    (!name.contains("]]")).then(|| named(name))
}

/// A title of a section is no longer than this.
const TITLE_MAX: usize = 140;

/// «I. …» is a part; «1. …» that does not end like a sentence is a section.
fn level(line: &str) -> u8 {
    let Some((mark, title)) = line.split_once(". ") else {
        return 0;
    };
    let short = line.chars().count() <= TITLE_MAX && !title.is_empty();
    let roman = !mark.is_empty() && mark.chars().all(|c| "IVX".contains(c));
    let number = !mark.is_empty() && mark.bytes().all(|byte| byte.is_ascii_digit());
    match (roman, number) {
        (true, _) if short => 1,
        (_, true) if short && !line.ends_with(['.', ';', ':', ',']) => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::Row;

    fn fields() -> Fields {
        let mut fields = Fields::default();
        fields.values.insert("điểm".to_owned(), "8,5".to_owned());
        fields.values.insert("trống".to_owned(), String::new());
        let table = Table {
            columns: Vec::new(),
            rows: vec![Row::default()],
        };
        fields.tables.insert("bảng".to_owned(), table);
        fields
    }

    #[test]
    fn figures_stand_where_their_names_stood() {
        let text = "I. KẾT QUẢ\n1. Điểm\nĐạt [[điểm]] điểm, [[ Điểm ]] nữa.\n[[bảng]]\n[[trống]]\n";
        let blocks = blocks(text, &fields()).unwrap();
        assert_eq!(blocks.len(), 4);
        assert_eq!(blocks[0], Block::Heading(1, "I. KẾT QUẢ".to_owned()));
        assert_eq!(blocks[1], Block::Heading(2, "1. Điểm".to_owned()));
        assert_eq!(
            blocks[2],
            Block::Paragraph("Đạt 8,5 điểm, 8,5 nữa.".to_owned())
        );
        assert!(matches!(blocks[3], Block::Table(_)));
    }

    #[test]
    fn a_name_that_stands_for_nothing_is_told() {
        let unknown = |text: &str| blocks(text, &fields()).unwrap_err().0;
        assert_eq!(unknown("Đạt [[số điểm]] điểm"), "số điểm");
        assert_eq!(unknown("Xem [[bảng]] ở đây"), "bảng");
        assert!(blocks("Còn [[dở", &fields()).is_ok());
    }
}
