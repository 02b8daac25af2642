//! Who asks.

use std::sync::Arc;

use app::Actor;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;

use super::{Failure, Problem};
use crate::vi;

/// Someone signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// With their roles.
    pub actor: Arc<Actor>,
    /// The session's cookie or the token: to end it, never to show it.
    pub token: Arc<str>,
    /// By which door they came.
    pub through: Through,
}

/// By which door someone came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// A browser's session.
    Session,
    /// A program's token.
    Token,
}

impl Visitor {
    /// Refuses a program: what lets somebody in for longer than its token lives is given only by
    /// someone who signed in with a password.
    pub(crate) fn require_session(&self) -> Result<(), Failure> {
        match self.through {
            Through::Session => Ok(()),
            Through::Token => {
                let status = StatusCode::FORBIDDEN;
                Err(Problem::new(status, "session_only", vi::api::SESSION_ONLY).into())
            }
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visitor, Failure> {
        let visitor = parts.extensions.get::<Visitor>().cloned();
        visitor.ok_or(Failure::NotSignedIn)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Visitor>, Failure> {
        Ok(parts.extensions.get::<Visitor>().cloned())
    }
}
