//! What people type: read whole, kept when refused, with a sentence at the field it concerns.

use std::collections::BTreeMap;

use axum::extract::{Form, FromRequest, Request};
use serde::de::DeserializeOwned;

use super::Failure;

/// A form. Its fields are texts with defaults, so that whatever is sent can be shown again; what a
/// text means is decided after.
pub struct Typed<T>(pub T);

impl<S, T> FromRequest<S> for Typed<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Typed<T>, Failure> {
        match Form::<T>::from_request(request, state).await {
            Ok(Form(typed)) => Ok(Typed(typed)),
            Err(refused) if refused.body_text().contains("length limit") => Err(Failure::TooLarge),
            Err(_) => Err(Failure::Unreadable),
        }
    }
}

/// Sentences at fields. A field's name is that of the form.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    fields: BTreeMap<&'static str, String>,
}

impl Problems {
    /// Says something at a field.
    pub fn say(&mut self, field: &'static str, sentence: impl Into<String>) {
        self.fields.insert(field, sentence.into());
    }

    /// What is said there; empty: nothing.
    pub fn at(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// Whether nothing is wrong.
    pub fn none(&self) -> bool {
        self.fields.is_empty()
    }
}
