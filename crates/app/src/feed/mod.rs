//! Lịch đăng ký: the address at which a phone or Outlook fetches what falls due, again and again.
//!
//! Whoever knows the address reads the calendar without signing in, so the address holds a secret of
//! 256 bits that is shown once and stored as a hash, and each person and each unit has one at a
//! time: making another ends the former. It shows titles and days of work, nothing that is entered.

mod fetch;
mod gate;
mod make;
mod refusal;
pub(crate) mod sql;

use domain::authority::Action;

use crate::database::{Conn, Row};
use crate::{Actor, App, Error, Fault, UnitId, bind, unit};

pub use fetch::{AHEAD, BACK, EVENTS_MAX, Fetched, fetch};
pub(crate) use gate::Gate;
pub use gate::PER_MINUTE;
pub use make::{make, revoke};
pub use refusal::Refusal;

/// Whose work a feed shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The actor's own.
    Mine,
    /// Everyone's in a unit and under it.
    Unit(UnitId),
}

/// An address that works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Id.
    pub id: String,
    /// Since when.
    pub made_at: String,
    /// The last time that a program fetched it, within an hour.
    pub fetched_at: Option<String>,
}

/// What the statements need of whom it is.
struct Owner {
    account: Option<String>,
    unit: Option<String>,
    /// Under which unit it is recorded, and by what name.
    within: Option<UnitId>,
    name: String,
}

impl Owner {
    /// One's own, or a unit's for those who keep its plan.
    async fn of(conn: &mut Conn, actor: &Actor, whose: &Whose) -> Result<Owner, Error> {
        match whose {
            Whose::Mine => Ok(Owner {
                account: Some(actor.account()?.to_string()),
                unit: None,
                within: actor.home.as_ref().map(|home| home.id.clone()),
                name: actor.name.clone(),
            }),
            Whose::Unit(id) => {
                let unit = unit::load(conn, id).await?;
                actor.require(Action::EditPlan, &unit.path)?;
                Ok(Owner {
                    account: None,
                    unit: Some(id.to_string()),
                    within: Some(id.clone()),
                    name: unit.name,
                })
            }
        }
    }
}

/// The address that works now, without its secret.
pub async fn current(app: &App, actor: &Actor, whose: &Whose) -> Result<Option<Feed>, Error> {
    let mut conn = app.read().await?;
    let owner = Owner::of(&mut conn, actor, whose).await?;
    Ok(conn
        .find(sql::CURRENT, bind![&owner.account, &owner.unit], feed)
        .await?)
}

fn feed(row: &Row) -> Result<Feed, Fault> {
    Ok(Feed {
        id: row.text("id")?,
        made_at: row.text("made_at")?,
        fetched_at: row.text_or_null("fetched_at")?,
    })
}
