//! Statements about papers.

use crate::database::statements::statements;

statements! {
    /// The file that a plan came from.
    SOURCE = "select source_sha256, source_name from plan where id = $1 and source_sha256 is not null";
    /// Rows above that the rows of a plan carry out.
    REASONS = "select c.row_id, r.code, r.annex, p.kind, p.reference, u.path
        from cascade_row c join plan_row r on r.id = c.above_row_id join plan p on p.id = r.plan_id
        join unit u on u.id = p.unit_id
        where c.plan_id = $1 and c.row_id is not null order by c.row_id";
}
