//! Which numbers of a table are the sum of others: groups over what stands under them.

use scoring::Exact;

use crate::paper::{Row, Table};

/// A sum of cells of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    /// Which column.
    pub(super) column: usize,
    /// First and last of rows that stand together, as the table counts them.
    pub(super) ranges: Vec<(usize, usize)>,
}

impl Sum {
    /// `=SUM(C5:C9,C11)`, where the table's first row is that row of the sheet.
    pub(super) fn formula(&self, first: usize) -> String {
        let letter = letters(self.column);
        let ranges = self.ranges.iter().map(|(from, to)| {
            let (from, to) = (first + from + 1, first + to + 1);
            if from == to {
                format!("{letter}{from}")
            } else {
                format!("{letter}{from}:{letter}{to}")
            }
        });
        format!("=SUM({})", ranges.collect::<Vec<_>>().join(","))
    }

    fn of(column: usize, rows: &[usize]) -> Sum {
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        for row in rows {
            match ranges.last_mut() {
                Some((_, to)) if *to + 1 == *row => *to = *row,
                _ => ranges.push((*row, *row)),
            }
        }
        Sum { column, ranges }
    }
}

/// A column's letters: A, Z, AA.
pub(super) fn letters(column: usize) -> String {
    let mut out = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        out.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    out.iter().rev().collect()
}

/// The first column that holds numbers.
fn column_of(table: &Table) -> Option<usize> {
    let places = table.rows.iter().flat_map(numbers);
    places.map(|(column, _)| column).min()
}

/// Numbers of a row with their columns.
fn numbers(row: &Row) -> Vec<(usize, &Exact)> {
    let mut at = 0;
    let mut out = Vec::new();
    for cell in &row.cells {
        out.extend(cell.number.as_ref().map(|number| (at, number)));
        at += usize::from(cell.span.max(1));
    }
    out
}

/// For each row the sum that its number is, where it is one.
pub(super) fn plan(table: &Table) -> Vec<Option<Sum>> {
    let mut out = vec![None; table.rows.len()];
    let Some(column) = column_of(table) else {
        return out;
    };
    let number = |row: &Row| {
        let all = numbers(row).into_iter();
        all.filter(|(at, _)| *at == column)
            .map(|(_, number)| number.clone())
            .next()
    };
    let mut groups: Vec<usize> = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        if row.strong {
            groups.push(at);
        }
    }
    for (at, group) in groups.iter().enumerate() {
        let end = groups.get(at + 1).copied().unwrap_or(table.rows.len());
        let Some(declared) = number(&table.rows[*group]) else {
            continue;
        };
        let under = outermost(table, *group + 1..end, &number);
        let sum = under
            .iter()
            .filter_map(|row| number(&table.rows[*row]))
            .fold(Exact::whole(0), |sum, one| sum + one);
        if !under.is_empty() && sum == declared {
            out[*group] = Some(Sum::of(column, &under));
        }
    }
    out
}

/// Rows with a number that stand under no other such row: «5.6» counts, «5.6.1» is in it.
fn outermost(
    table: &Table,
    rows: std::ops::Range<usize>,
    number: &impl Fn(&Row) -> Option<Exact>,
) -> Vec<usize> {
    let code = |row: usize| {
        let cell = table.rows[row].cells.first();
        cell.map_or("", |cell| cell.text.trim_end_matches('.'))
    };
    let mut out: Vec<usize> = Vec::new();
    for row in rows {
        if number(&table.rows[row]).is_none() {
            continue;
        }
        let is_under = out.last().is_some_and(|above| {
            let above = code(*above);
            let rest = code(row).strip_prefix(above);
            !above.is_empty() && rest.is_some_and(|rest| rest.starts_with('.'))
        });
        if !is_under {
            out.push(row);
        }
    }
    out
}

/// The sum of everything: of groups where all have numbers, else of the outermost rows.
pub(super) fn whole(table: &Table) -> Option<(Sum, Exact)> {
    let column = column_of(table)?;
    let number = |row: &Row| {
        let all = numbers(row).into_iter();
        all.filter(|(at, _)| *at == column)
            .map(|(_, number)| number.clone())
            .next()
    };
    let groups: Vec<usize> = (0..table.rows.len())
        .filter(|row| table.rows[*row].strong && number(&table.rows[*row]).is_some())
        .collect();
    let rows = if groups.is_empty() {
        outermost(table, 0..table.rows.len(), &number)
    } else {
        groups
    };
    let sum = rows
        .iter()
        .filter_map(|row| number(&table.rows[*row]))
        .fold(Exact::whole(0), |sum, one| sum + one);
    (!rows.is_empty()).then(|| (Sum::of(column, &rows), sum))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::Cell;

    fn row(code: &str, points: &str, strong: bool) -> Row {
        let number = Cell {
            number: points.parse().ok(),
            ..Cell::new(points)
        };
        Row {
            cells: vec![Cell::new(code), Cell::new("").over(2), number],
            strong,
        }
    }

    #[test]
    fn a_group_is_a_sum_only_where_it_is_one() {
        let table = Table {
            columns: Vec::new(),
            rows: vec![
                row("1", "15", true),
                row("1.1", "5", false),
                row("1.2", "10", false),
                row("1.2.1", "10", false),
                row("2", "9", true),
                row("2.1", "8", false),
            ],
        };
        let plan = plan(&table);
        assert_eq!(plan[0].as_ref().unwrap().formula(4), "=SUM(D6:D7)");
        assert_eq!(plan[4], None, "9 is stated and 8 is there");
        let (sum, value) = whole(&table).unwrap();
        assert_eq!(sum.formula(4), "=SUM(D5,D9)");
        assert_eq!(value, Exact::whole(24));
    }

    #[test]
    fn columns_go_on_after_z() {
        assert_eq!((letters(0), letters(25)), ("A".into(), "Z".into()));
        assert_eq!((letters(26), letters(701)), ("AA".into(), "ZZ".into()));
        assert_eq!(letters(702), "AAA");
    }
}
