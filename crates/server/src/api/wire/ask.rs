//! A request, read: who asks, for what, with what.

use app::period::{self, Period};
use app::unit::{self, Unit};
use app::{Actor, App, Noun};
use axum::extract::{FromRequestParts as _, Query, RawPathParams, Request};
use axum::http::{StatusCode, Uri};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::body::Sent;
use super::conditional::{self, Wanted};
use crate::vi;
use crate::web::{Failure, Problem, Visitor, Web, part};

/// No body, or no query.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct Nothing {}

/// A request, read.
pub(in crate::api) struct Ask<B = Nothing, Q = Nothing> {
    /// The site.
    pub(in crate::api) web: Web,
    /// Who asks.
    pub(in crate::api) visitor: Visitor,
    /// The query.
    pub(in crate::api) query: Q,
    /// The body.
    pub(in crate::api) body: B,
    /// The address, for links to the next page.
    pub(super) address: Uri,
    words: Vec<(String, String)>,
    wanted: Option<Wanted>,
    part: part::Wanted,
}

impl<B: Sent, Q: DeserializeOwned> Ask<B, Q> {
    pub(super) async fn read(web: Web, request: Request) -> Result<Ask<B, Q>, Failure> {
        let (mut parts, body) = request.into_parts();
        let visitor = parts
            .extensions
            .get::<Visitor>()
            .cloned()
            .ok_or(Failure::NotSignedIn)?;
        let wanted = parts.extensions.get::<Wanted>().copied();
        let words = RawPathParams::from_request_parts(&mut parts, &web)
            .await
            .map_err(|_| Failure::NotFound(Noun::Page))?
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let part = part::Wanted::of(&parts.method, &parts.headers);
        let address = parts.uri.clone();
        let query = Query::<Q>::try_from_uri(&address).map_err(|refused| {
            let said = refused.body_text();
            let said = said
                .strip_prefix("Failed to deserialize query string: ")
                .unwrap_or(&said);
            let why = match said.split_once(": ") {
                Some((name, why)) => format!("{name} {}", vi::api::json_fault(why)),
                None => vi::api::json_fault(said),
            };
            Problem::new(StatusCode::BAD_REQUEST, "bad_query", vi::api::BAD_QUERY).at("", why)
        })?;
        let body = B::read(&web, Request::from_parts(parts, body)).await?;
        Ok(Ask {
            web,
            visitor,
            query: query.0,
            body,
            address,
            words,
            wanted,
            part,
        })
    }

    /// The use cases.
    pub(in crate::api) fn app(&self) -> &App {
        &self.web.app
    }

    /// Who asks.
    pub(in crate::api) fn actor(&self) -> &Actor {
        &self.visitor.actor
    }

    /// What stands in the address for `{name}`.
    pub(in crate::api) fn word(&self, name: &str) -> &str {
        let found = self.words.iter().find(|(word, _)| word == name);
        found.map_or("", |(_, value)| value)
    }

    /// The id in the address for `{name}`; what cannot be one is nobody's.
    pub(in crate::api) fn id<T>(
        &self,
        name: &str,
        parse: fn(&str) -> Option<T>,
        noun: Noun,
    ) -> Result<T, Failure> {
        parse(self.word(name)).ok_or(Failure::NotFound(noun))
    }

    /// The unit in the address for `{unit}`; whoever may not see it does not find it.
    pub(in crate::api) async fn unit(&self) -> Result<Unit, Failure> {
        Ok(unit::by_slug(self.app(), self.actor(), self.word("unit")).await?)
    }

    /// The period in the address for `{period}`.
    pub(in crate::api) async fn period(&self) -> Result<Period, Failure> {
        Ok(period::by_code(self.app(), self.word("period")).await?)
    }

    /// What is asked for of a file.
    pub(in crate::api) fn part(&self) -> part::Wanted {
        self.part.clone()
    }

    /// The same of what has no version of its own: where its tag agreed, it is as it stands now.
    pub(in crate::api) fn version_or(&self, now: i32) -> Result<i32, Failure> {
        let wanted = self.wanted.ok_or_else(conditional::required)?;
        Ok(wanted.version.unwrap_or(now))
    }

    /// The version that the sender read, from `If-Match`.
    pub(in crate::api) fn version(&self) -> Result<i32, Failure> {
        let wanted = self.wanted.ok_or_else(conditional::required)?;
        wanted.version.ok_or_else(|| conditional::stale(None))
    }
}
