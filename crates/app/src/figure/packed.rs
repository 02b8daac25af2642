//! Rows for statements that write hundreds at once: records end to end in one text, each field
//! padded to its width. A statement takes so many at a time that cutting the text apart, which
//! counts characters from its beginning, stays cheap.

use super::sql;
use crate::database::Tx;
use crate::{Fault, bind};

/// `place`: 1 to $2, one for each record of $1.
macro_rules! places {
    ($count:literal) => {
        concat!(
            "with recursive place (n) as (select 1 union all select n + 1 from place where n < ",
            $count,
            ")"
        )
    };
}
pub(super) use places;

/// Records of one statement.
const BATCH: usize = 64;

/// Records of one kind, not yet cut into batches.
pub(super) struct Packed<const FIELDS: usize> {
    rows: Vec<[String; FIELDS]>,
}

/// One batch as its statement takes it.
pub(super) struct Batch<const FIELDS: usize> {
    pub(super) text: String,
    pub(super) count: i32,
    /// The width of each field.
    pub(super) widths: [i32; FIELDS],
}

impl<const FIELDS: usize> Packed<FIELDS> {
    pub(super) fn new(rows: Vec<[String; FIELDS]>) -> Packed<FIELDS> {
        Packed { rows }
    }

    /// In batches; a field whose width is fixed in the statement has it here, the others (0) are
    /// as wide as the widest.
    pub(super) fn batches(&self, fixed: [usize; FIELDS]) -> impl Iterator<Item = Batch<FIELDS>> {
        self.rows.chunks(BATCH).map(move |rows| {
            let mut widths = fixed;
            for (at, width) in widths
                .iter_mut()
                .enumerate()
                .filter(|(_, width)| **width == 0)
            {
                let widest = rows.iter().map(|row| row[at].chars().count()).max();
                *width = widest.unwrap_or_default().max(1);
            }
            let mut text = String::new();
            for row in rows {
                for (field, width) in row.iter().zip(widths) {
                    text.push_str(field);
                    let blank = width.saturating_sub(field.chars().count());
                    text.extend(std::iter::repeat_n(' ', blank));
                }
            }
            let small = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
            Batch {
                text,
                count: small(rows.len()),
                widths: widths.map(small),
            }
        })
    }
}

/// Moves the versions of these assessments: their sums are others now.
pub(super) async fn touch(
    tx: &mut Tx,
    assessments: impl Iterator<Item = String>,
) -> Result<(), Fault> {
    let packed = Packed::new(assessments.map(|id| [id]).collect());
    for batch in packed.batches([36]) {
        tx.run(sql::TOUCH_THESE, bind![&batch.text, batch.count])
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_stand_end_to_end_each_field_as_wide_as_the_widest() {
        let row = |id: &str, word: &str| [id.to_owned(), word.to_owned()];
        let packed = Packed::new(vec![row("a", "Đặng"), row("b", "é")]);
        let all: Vec<Batch<2>> = packed.batches([2, 0]).collect();
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].text, "a Đặngb é   ");
        assert_eq!((all[0].count, all[0].widths), (2, [2, 4]));
        let many = Packed::new(vec![row("a", ""); BATCH + 1]);
        let counts: Vec<i32> = many.batches([1, 0]).map(|batch| batch.count).collect();
        assert_eq!(counts, [64, 1]);
    }
}
