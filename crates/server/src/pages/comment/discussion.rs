//! What `_comments.html` shows.

use app::comment::{self, BODY_MAX, Comment, Named, Subject, Thread};

use crate::web::{Failure, Visitor, Web};

/// A discussion on a page.
pub(crate) struct Discussion {
    /// `/trao-doi/plan_row/…`: where its form goes.
    pub(crate) address: String,
    /// Comments, oldest first.
    pub(crate) comments: Vec<Comment>,
    /// Whether the visitor may write.
    pub(crate) may_write: bool,
    /// Who can be named.
    pub(crate) people: Vec<Named>,
    /// What was typed and refused.
    pub(crate) typed: String,
    /// Why it was refused; empty: it was not.
    pub(crate) problem: String,
    /// Most characters of a comment.
    pub(crate) max: usize,
}

/// Names in the help beside the field.
const NAMES_SHOWN: usize = 8;

impl Discussion {
    /// The discussion of something that the visitor may see.
    pub(crate) async fn of(
        web: &Web,
        visitor: &Visitor,
        subject: &Subject,
    ) -> Result<Discussion, Failure> {
        let thread = comment::list(&web.app, &visitor.actor, subject).await?;
        Ok(Discussion::shown(thread))
    }

    pub(super) fn shown(thread: Thread) -> Discussion {
        let subject = &thread.place.subject;
        let mut people = thread.people;
        people.truncate(NAMES_SHOWN);
        Discussion {
            address: format!("/trao-doi/{}/{}", subject.kind(), subject.id()),
            comments: thread.comments,
            may_write: thread.may_write,
            people,
            typed: String::new(),
            problem: String::new(),
            max: BODY_MAX,
        }
    }
}
