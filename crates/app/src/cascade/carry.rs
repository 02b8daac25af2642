//! A plan that carries out another one gets a new version: that carries it out too, row by row.

use std::collections::BTreeMap;

use super::sql;
use crate::database::Tx;
use crate::{Error, PlanId, RowId, bind};

/// Gives the new version what the old one has: the plan above, its days, and its links. Rows that
/// the new version has no longer are left out of it. `next`: new rows by the old ones' ids.
pub(crate) async fn carry(
    tx: &mut Tx,
    (old, new): (&str, &PlanId),
    next: &BTreeMap<String, RowId>,
) -> Result<(), Error> {
    let new = new.as_str();
    if tx.run(sql::SAME_ABOVE, bind![new, old]).await? == 0 {
        return Ok(());
    }
    tx.run(sql::COPY_LEAD, bind![old, new]).await?;
    for (row, next) in next {
        tx.run(sql::COPY_ROW, bind![old, new, row, next.as_str()])
            .await?;
    }
    tx.run(sql::COPY_LEFT_OUT, bind![old, new]).await?;
    Ok(())
}
