//! Tables for a terminal: columns as wide as they need, long cells cut with «…».

/// A table with headings.
pub struct TextTable {
    widths: Vec<usize>,
    rows: Vec<Vec<String>>,
}

impl TextTable {
    /// Headings with the greatest width of each column, in characters.
    pub fn new(columns: &[(&str, usize)]) -> TextTable {
        let rows = vec![
            columns
                .iter()
                .map(|(heading, _)| (*heading).to_owned())
                .collect(),
        ];
        TextTable {
            widths: columns.iter().map(|(_, width)| *width).collect(),
            rows,
        }
    }

    /// Adds a row; missing cells are empty.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The table as lines of text, a rule under the headings.
    pub fn render(&self) -> String {
        let cell = |row: &[String], column: usize| -> String {
            cut(
                row.get(column).map_or("", String::as_str),
                self.widths[column],
            )
        };
        let widths: Vec<usize> = (0..self.widths.len())
            .map(|at| {
                self.rows
                    .iter()
                    .map(|row| length(&cell(row, at)))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let mut out = String::new();
        for (number, row) in self.rows.iter().enumerate() {
            let mut line = String::new();
            for (at, width) in widths.iter().enumerate() {
                let text = cell(row, at);
                line.push_str(&text);
                line.extend(std::iter::repeat_n(' ', width - length(&text) + 2));
            }
            out.push_str(line.trim_end());
            out.push('\n');
            if number == 0 {
                let rules: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
                out.push_str(rules.join("  ").trim_end());
                out.push('\n');
            }
        }
        out
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn cut(text: &str, width: usize) -> String {
    if length(text) <= width {
        return text.to_owned();
    }
    let mut out: String = text.chars().take(width.saturating_sub(1)).collect();
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_by_characters_and_long_cells_are_cut() {
        let mut table = TextTable::new(&[("Mã", 5), ("Tên", 8)]);
        table.row(["1.1".to_owned(), "Nhận thức số".to_owned()]);
        table.row(["10".to_owned()]);
        assert_eq!(
            table.render(),
            "Mã   Tên\n───  ────────\n1.1  Nhận th…\n10\n"
        );
    }
}
