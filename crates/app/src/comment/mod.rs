//! Trao đổi: comments on a plan, a row, an entry, a proof; mentions.
//!
//! A comment is not edited. It can be taken away by who wrote it or by the plan's focal officer,
//! and then its place says so. Mentions stand in the body between two invisible characters, so
//! that what people type can never pass for one.

mod add;
mod mention;
mod refusal;
pub(crate) mod sql;
mod subject;

pub use add::{add, add_in, remove};
pub use mention::{Named, Piece, pieces};
pub use refusal::Refusal;
pub use subject::{Place, Subject};

use crate::database::Row;
use crate::{Actor, App, CommentId, Error, Fault, bind};
use domain::authority::Action;

/// Longest comment, in characters.
pub const BODY_MAX: usize = 4_000;

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Id.
    pub id: CommentId,
    /// Who wrote it.
    pub author: String,
    /// Whether the one who looks wrote it.
    pub mine: bool,
    /// Whether the one who looks may take it away.
    pub may_remove: bool,
    /// When.
    pub created_at: String,
    /// When it was taken away; its body is empty then.
    pub removed_at: Option<String>,
    /// What it says.
    pub body: Vec<Piece>,
}

/// A discussion.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Of what.
    pub place: Place,
    /// Whether the one who looks may write.
    pub may_write: bool,
    /// Oldest first.
    pub comments: Vec<Comment>,
    /// Who can be named with `@`: for the help beside the field.
    pub people: Vec<Named>,
}

/// The discussion of something, oldest first.
pub async fn list(app: &App, actor: &Actor, subject: &Subject) -> Result<Thread, Error> {
    let mut conn = app.read().await?;
    let place = subject::place(&mut conn, actor, subject).await?;
    place.require_read(actor)?;
    let focal = actor.may(Action::EditPlan, &place.unit_path);
    let all = conn
        .all(sql::LIST, bind![subject.kind(), subject.id()], |row| {
            Ok((row.text("author_path")?, read(row, actor, focal)?))
        })
        .await?;
    let comments = all
        .into_iter()
        .filter(|(path, comment)| comment.mine || place.tells(actor, path))
        .map(|(_, comment)| comment)
        .collect();
    let may_write = actor.may_as(Action::Comment, place.authority_path(actor), place.duty);
    let people = if may_write {
        mention::people(&mut conn, place.people_path(actor)).await?
    } else {
        Vec::new()
    };
    Ok(Thread {
        place,
        may_write,
        comments,
        people,
    })
}

fn read(row: &Row, actor: &Actor, focal: bool) -> Result<Comment, Fault> {
    let by = row.text("created_by")?;
    let mine = actor
        .account
        .as_ref()
        .is_some_and(|account| account.as_str() == by);
    let removed_at = row.text_or_null("removed_at")?;
    let body = row.text("body")?;
    Ok(Comment {
        id: CommentId::stored(row.text("id")?),
        author: row.text("author")?,
        mine,
        may_remove: removed_at.is_none() && (mine || focal),
        created_at: row.text("created_at")?,
        body: if removed_at.is_some() {
            Vec::new()
        } else {
            pieces(&body)
        },
        removed_at,
    })
}
