//! `/api/v1/comments/{subject}`: the discussion of a plan, a row, an entry, a proof. A subject is
//! its kind and id: `plan_row:0198…`.

use app::comment::{self, Comment, Piece, Subject};
use app::{CommentId, Noun};
use axum::http::Method;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::wire::{Api, Ask, Body, Created, Done, Many, Nothing, One, Sent};
use crate::web::{Access, Failure};

/// A comment.
#[derive(Serialize, ToSchema)]
#[schema(as = Comment)]
struct CommentShape {
    /// Id.
    id: String,
    /// Who wrote it.
    author: String,
    /// Whether that is you.
    is_mine: bool,
    /// What; empty once it is taken away.
    body: String,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// Since when it is taken away.
    #[schema(format = DateTime)]
    removed_at: Option<String>,
}

/// A comment to be written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CommentToAdd {
    /// What; `@` and a login tells that person.
    body: String,
}

/// The id of a comment.
#[derive(Serialize, ToSchema)]
struct CommentMade {
    /// Id.
    id: String,
}

/// Which comments.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    limit: Option<i64>,
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let (read, write) = (Access::SignedIn, Access::May(Action::Comment));
    let all = "/api/v1/comments/{subject}";
    let one = "/api/v1/comments/{subject}/{comment}";
    api.about("Trao đổi")
        .get(
            all,
            read,
            (
                "listComments",
                "Trao đổi về kế hoạch, dòng việc, chỉ số hoặc minh chứng",
            ),
            list,
        )
        .post(all, write, ("addComment", "Gửi ý kiến"), add)
        .get(one, read, ("showComment", "Một ý kiến"), show)
        .change(
            Method::DELETE,
            one,
            write,
            ("removeComment", "Gỡ ý kiến"),
            remove,
        )
}

fn subject<B: Sent, Q: serde::de::DeserializeOwned>(ask: &Ask<B, Q>) -> Result<Subject, Failure> {
    let found = ask
        .word("subject")
        .split_once(':')
        .and_then(|(kind, id)| Subject::parse(kind, id));
    found.ok_or(Failure::NotFound(Noun::Comment))
}

fn shape(comment: Comment) -> CommentShape {
    let words = comment.body.into_iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Link(text) => text,
        Piece::Mention(name) => format!("@{name}"),
    });
    CommentShape {
        id: comment.id.to_string(),
        author: comment.author,
        is_mine: comment.mine,
        body: words.collect(),
        created_at: comment.created_at,
        removed_at: comment.removed_at,
    }
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<CommentShape>, Failure> {
    let thread = comment::list(ask.app(), ask.actor(), &subject(&ask)?).await?;
    let all = thread.comments.into_iter().map(shape).collect();
    let page = (ask.query.limit, ask.query.after.as_deref());
    ask.page(all, page, |comment: &CommentShape| &comment.id)
}

async fn add(ask: Ask<Body<CommentToAdd>>) -> Result<Created<CommentMade>, Failure> {
    let subject = subject(&ask)?;
    let id = comment::add(ask.app(), ask.actor(), &subject, &ask.body.0.body).await?;
    let location = format!("/api/v1/comments/{}:{}/{id}", subject.kind(), subject.id());
    Ok(Created {
        location,
        one: One::of(CommentMade { id: id.to_string() }),
    })
}

async fn find(ask: &Ask) -> Result<Comment, Failure> {
    let id = ask.id("comment", CommentId::parse, Noun::Comment)?;
    let thread = comment::list(ask.app(), ask.actor(), &subject(ask)?).await?;
    thread
        .comments
        .into_iter()
        .find(|one| one.id == id)
        .ok_or(Failure::NotFound(Noun::Comment))
}

async fn show(ask: Ask) -> Result<One<CommentShape>, Failure> {
    let found = find(&ask).await?;
    let version = if found.removed_at.is_some() { 2 } else { 1 };
    Ok(One::at(version, shape(found)))
}

async fn remove(ask: Ask) -> Result<Done, Failure> {
    let found = find(&ask).await?;
    ask.version()?;
    comment::remove(ask.app(), ask.actor(), &found.id).await?;
    Ok(Done)
}
