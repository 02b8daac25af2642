//! What follows from a row's texts: days on which something is due, proof that is asked for.

use domain::deadline::DeadlineReading;

use crate::database::Tx;
use crate::evidence::{self, Subject};
use crate::{Error, RowId, assignment};

/// A row's texts, as read.
pub(super) struct Follows<'a> {
    pub(super) row: &'a RowId,
    pub(super) year: i16,
    pub(super) deadline: Option<&'a DeadlineReading>,
    pub(super) evidence_text: Option<&'a str>,
}

impl Follows<'_> {
    /// Plans the work and asks for proof.
    pub(super) async fn begin(&self, tx: &mut Tx) -> Result<(), Error> {
        self.due(tx).await?;
        self.proof(tx).await
    }

    /// Plans the work anew.
    pub(super) async fn due(&self, tx: &mut Tx) -> Result<(), Error> {
        assignment::plan_work(tx, self.row, self.deadline, self.year).await
    }

    /// Asks for proof anew.
    pub(super) async fn proof(&self, tx: &mut Tx) -> Result<(), Error> {
        let text = self.evidence_text.unwrap_or_default();
        evidence::require(tx, Subject::Row(self.row), text, self.year).await?;
        Ok(())
    }
}
