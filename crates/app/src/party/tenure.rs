//! Who holds a post, from when to when.

use jiff::civil::Date;

use super::sql;
use crate::database::Tx;
use crate::{Error, PersonId, PostId, any_id, bind};

/// A person holds a post from this day on.
pub(super) async fn begin(
    tx: &mut Tx,
    post: &PostId,
    person: &PersonId,
    from: Date,
) -> Result<(), Error> {
    tx.run(
        sql::TENURE_INSERT,
        bind![&any_id(), post.as_str(), person.as_str(), &from.to_string()],
    )
    .await?;
    Ok(())
}
