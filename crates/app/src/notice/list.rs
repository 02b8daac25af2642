//! What stands in one's inbox.

use serde_json::Value;

use super::{NoticeKind, sql};
use crate::database::Row;
use crate::{Actor, App, Error, Fault, NoticeId, Noun, bind};

/// Messages on one page.
pub const PAGE: i64 = 50;

/// A message.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Id.
    pub id: NoticeId,
    /// What about.
    pub kind: NoticeKind,
    /// Names as they were: see [`super::Tell`].
    pub detail: Value,
    /// When.
    pub created_at: String,
    /// Whether it was opened.
    pub read: bool,
}

/// Which messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Only those not read.
    pub unread: bool,
    /// Only this kind.
    pub kind: Option<NoticeKind>,
    /// Which page, from 0.
    pub page: u16,
}

/// A page of the inbox.
#[derive(Clone, Debug)]
pub struct Inbox {
    /// Not read first, newest first.
    pub notices: Vec<Notice>,
    /// How many there are in all of those that are shown.
    pub total: i64,
    /// How many are not read, whatever is shown.
    pub unread: i64,
}

/// A page of one's inbox.
pub async fn list(app: &App, actor: &Actor, shown: Shown) -> Result<Inbox, Error> {
    let account = actor.account()?.as_str();
    let kind = shown.kind.map(NoticeKind::name);
    let unread = shown.unread.then_some("unread");
    let mut conn = app.read().await?;
    let (total, not_read) = conn
        .one(sql::COUNTS, bind![account, kind, unread], |row| {
            Ok((row.count("total")?, row.count("unread")?))
        })
        .await?;
    let from = i64::from(shown.page) * PAGE;
    let notices = conn
        .all(sql::LIST, bind![account, kind, unread, PAGE, from], notice)
        .await?;
    Ok(Inbox {
        notices,
        total,
        unread: not_read,
    })
}

fn notice(row: &Row) -> Result<Notice, Fault> {
    let (id, kind) = (row.text("id")?, row.text("kind")?);
    Ok(Notice {
        kind: NoticeKind::parse(&kind).ok_or_else(|| Fault::inconsistent("notice", &id, "kind"))?,
        id: NoticeId::stored(id),
        detail: serde_json::from_str(&row.text("detail_json")?)?,
        created_at: row.text("created_at")?,
        read: row.text_or_null("read_at")?.is_some(),
    })
}

/// Marks a message as read and says where it opens.
pub async fn open(app: &App, actor: &Actor, id: &NoticeId) -> Result<String, Error> {
    let account = actor.account()?.as_str();
    let mut tx = app.begin(actor).await?;
    let address = tx
        .find(sql::ADDRESS, bind![id.as_str(), account], |row| {
            row.text("address")
        })
        .await?
        .ok_or(Error::NotFound(Noun::Notice))?;
    let now = tx.now().to_owned();
    tx.run(sql::READ, bind![id.as_str(), account, &now]).await?;
    tx.commit_quietly().await?;
    Ok(address)
}

/// Marks every message as read.
pub async fn read_all(app: &App, actor: &Actor) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let now = tx.now().to_owned();
    tx.run(sql::READ_ALL, bind![actor.account()?.as_str(), &now])
        .await?;
    tx.commit_quietly().await?;
    Ok(())
}
