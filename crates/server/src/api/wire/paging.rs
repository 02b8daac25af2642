//! Lists in pages: `?limit=&after=`, where `after` is the last key of the page before, so that
//! nothing is shown twice or skipped when the list grows meanwhile.

use axum::http::StatusCode;
use serde::de::DeserializeOwned;

use super::ask::Ask;
use super::body::Sent;
use super::reply::Many;
use crate::vi;
use crate::web::{Failure, Problem};

/// Items on a page unless asked otherwise.
const LIMIT: usize = 100;
/// Most items on a page.
const LIMIT_MAX: usize = 500;

impl<B: Sent, Q: DeserializeOwned> Ask<B, Q> {
    /// How many items a page may have.
    pub(in crate::api) fn limit(limit: Option<i64>) -> Result<usize, Failure> {
        let Some(limit) = limit else {
            return Ok(LIMIT);
        };
        let limit = usize::try_from(limit)
            .ok()
            .filter(|limit| (1..=LIMIT_MAX).contains(limit));
        limit.ok_or_else(|| {
            let why = vi::api::bad_limit(LIMIT_MAX);
            Problem::new(StatusCode::BAD_REQUEST, "bad_query", vi::api::BAD_QUERY)
                .at("limit", why)
                .into()
        })
    }

    /// The page of `items` after the one whose key is `after`.
    pub(in crate::api) fn page<T>(
        &self,
        items: Vec<T>,
        (limit, after): (Option<i64>, Option<&str>),
        key: impl Fn(&T) -> &str,
    ) -> Result<Many<T>, Failure> {
        let limit = Self::limit(limit)?;
        let begin = match after {
            None => 0,
            Some(after) => {
                1 + items
                    .iter()
                    .position(|item| key(item) == after)
                    .ok_or_else(|| {
                        Problem::new(StatusCode::BAD_REQUEST, "bad_after", vi::api::BAD_AFTER)
                    })?
            }
        };
        let more = begin + limit < items.len();
        let items: Vec<T> = items.into_iter().skip(begin).take(limit).collect();
        let last = items
            .last()
            .filter(|_| more)
            .map(|item| key(item).to_owned());
        Ok(self.paged(items, last.as_deref()))
    }

    /// A page that the use case cut; `last` is the key to go on from.
    pub(in crate::api) fn paged<T>(&self, items: Vec<T>, last: Option<&str>) -> Many<T> {
        let next = last.map(|last| {
            let kept = self.address.query().unwrap_or_default().split('&');
            let mut query: Vec<String> = kept
                .filter(|pair| !pair.is_empty() && !pair.starts_with("after="))
                .map(str::to_owned)
                .collect();
            query.push(format!("after={}", crate::web::encoded(last)));
            format!("{}?{}", self.address.path(), query.join("&"))
        });
        Many { items, next }
    }
}
