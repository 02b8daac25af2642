//! A message into inboxes, within the change that it is about.

use serde_json::Value;

use super::sql;
use crate::database::Tx;
use crate::{AccountId, Error, NoticeId, PlanId, RowId, bind};

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeKind {
    /// Someone was named with `@`.
    Mention,
    /// Something is due, or late.
    Reminder,
    /// Work was assigned.
    Assigned,
    /// Work was sent back.
    Returned,
    /// A comment on something the person takes part in.
    Comment,
    /// Something is asked of the person, or was answered; `topic` of the detail says what.
    Request,
    /// Anything else that the program says.
    System,
}

impl NoticeKind {
    /// All.
    pub const ALL: [NoticeKind; 7] = [
        NoticeKind::Mention,
        NoticeKind::Reminder,
        NoticeKind::Assigned,
        NoticeKind::Returned,
        NoticeKind::Comment,
        NoticeKind::Request,
        NoticeKind::System,
    ];

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            NoticeKind::Mention => "mention",
            NoticeKind::Reminder => "reminder",
            NoticeKind::Assigned => "assigned",
            NoticeKind::Returned => "returned",
            NoticeKind::Comment => "comment",
            NoticeKind::Request => "request",
            NoticeKind::System => "system",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<NoticeKind> {
        NoticeKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A message.
#[derive(Clone, Debug)]
pub struct Tell {
    /// To whom. The one who does it is left out: they know.
    pub to: Vec<AccountId>,
    /// What about.
    pub kind: NoticeKind,
    /// `plan_row`, `plan`, `entry`, `evidence` …
    pub subject_kind: &'static str,
    /// Its id.
    pub subject_id: String,
    /// Names as they are now: `by` (who), `what` (code and title), `text` (what was said),
    /// `count`. The sentence is made when it is shown.
    pub detail: Value,
    /// Where it opens.
    pub address: String,
    /// A message with a key that is there already is not sent again; `{account}` is added to it.
    pub once: Option<String>,
}

/// Puts the message into the inboxes.
pub async fn tell(tx: &mut Tx, message: Tell) -> Result<(), Error> {
    let (now, by) = (tx.now().to_owned(), tx.by().to_owned());
    let detail = message.detail.to_string();
    let mut to = message.to;
    to.sort();
    to.dedup();
    for account in to.iter().filter(|account| account.as_str() != by) {
        let once = message.once.as_ref().map(|key| format!("{key}:{account}"));
        tx.run(
            sql::INSERT,
            bind![
                NoticeId::new().as_str(),
                account.as_str(),
                message.kind.name(),
                message.subject_kind,
                &message.subject_id,
                &detail,
                &message.address,
                &now,
                &once,
            ],
        )
        .await?;
    }
    Ok(())
}

/// Tells everyone who has work in a plan how many rows are theirs: one message a person. For the
/// moment at which a plan comes into force.
pub async fn tell_assigned(tx: &mut Tx, plan: &PlanId, title: &str) -> Result<(), Error> {
    let found = tx
        .all(sql::ASSIGNED_IN_PLAN, bind![plan.as_str()], |row| {
            Ok((AccountId::stored(row.text("account_id")?), row.count("n")?))
        })
        .await?;
    let by = tx.by_name().to_owned();
    for (account, count) in found {
        let message = Tell {
            to: vec![account],
            kind: NoticeKind::Assigned,
            subject_kind: "plan",
            subject_id: plan.to_string(),
            detail: serde_json::json!({ "by": by, "what": title, "count": count }),
            address: format!("/viec-cua-toi?ke-hoach={plan}"),
            once: None,
        };
        tell(tx, message).await?;
    }
    Ok(())
}

/// Accounts of those who act for a party of the row, in any role or in one.
pub(crate) async fn accounts_on_row(
    tx: &mut Tx,
    row: &RowId,
    role: Option<&str>,
) -> Result<Vec<AccountId>, Error> {
    Ok(tx
        .all(sql::ACCOUNTS_ON_ROW, bind![row.as_str(), role], |row| {
            Ok(AccountId::stored(row.text("account_id")?))
        })
        .await?)
}
