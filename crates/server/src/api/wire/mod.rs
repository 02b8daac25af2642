//! How requests and answers of the API stand on the wire: the same for every resource.
//!
//! A resource is one file with its shapes, its handlers and `routes(api)`. A handler is
//! `async fn(Ask<Body, Query>) -> Result<Reply, Failure>`; what it takes and gives is read off
//! those types, so the OpenAPI document cannot say anything else. Tags, preconditions, repeated
//! requests and problem documents are dealt with here and never in a resource.

mod api;
mod ask;
mod body;
mod conditional;
pub(super) mod document;
mod once;
mod paging;
mod reply;
mod tag;
mod upload;

pub(super) use api::{Api, Operation};
pub(super) use ask::{Ask, Nothing};
pub(super) use body::{Body, Sent, field};
pub(super) use reply::{Created, Done, File, Many, One, Shown, Written};
pub(super) use upload::Upload;
