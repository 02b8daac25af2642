//! What is said of a proof is confirmed or corrected; it is put away and comes back.

use app::evidence::{self, Correction, Facts, Visibility};
use app::{EvidenceId, Noun};
use axum::http::Method;
use domain::authority::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::shape::{EvidenceShape, shape};
use crate::api::shape::{date, sent};
use crate::api::wire::{Api, Ask, Body, Done, One, field};
use crate::web::{Access, Failure};

/// What is corrected: what is not sent stays, null empties.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EvidenceChange {
    /// Title.
    title: Option<String>,
    /// `private`, `unit`.
    visibility: Option<String>,
    /// What sort of document.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    kind: Option<Option<String>>,
    /// Number.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    reference: Option<Option<String>>,
    /// Date.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = Date)]
    issued_on: Option<Option<String>>,
    /// Issuer.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    issuer: Option<Option<String>>,
    /// First day in force.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = Date)]
    effective_from: Option<Option<String>>,
    /// Last day in force.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = Date)]
    effective_to: Option<Option<String>>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let attach = Access::May(Action::AttachEvidence);
    let one = "/api/v1/evidence/{evidence}";
    api.change(
        Method::PATCH,
        one,
        attach,
        (
            "changeEvidence",
            "Sửa thông tin, phạm vi xem; gửi đối tượng rỗng là xác nhận đúng như đã đọc",
        ),
        change,
    )
    .change(
        Method::DELETE,
        one,
        attach,
        ("putAwayEvidence", "Cất minh chứng; tệp vẫn còn"),
        put_away,
    )
    .post(
        "/api/v1/evidence/{evidence}/restore",
        attach,
        (
            "restoreEvidence",
            "Đưa minh chứng đã cất trở lại; cần If-Match",
        ),
        restore,
    )
}

async fn change(ask: Ask<Body<EvidenceChange>>) -> Result<One<EvidenceShape>, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let Body(asked) = &ask.body;
    let before = evidence::show(ask.app(), ask.actor(), &id).await?.evidence;
    let visibility = |word: &String| field("/visibility", word, Visibility::parse(word));
    let said = Correction {
        visibility: asked
            .visibility
            .as_ref()
            .map(visibility)
            .transpose()?
            .unwrap_or(before.visibility),
        facts: facts(asked, before.facts)?,
        version: ask.version()?,
    };
    let after = evidence::edit(ask.app(), ask.actor(), &id, said).await?;
    Ok(One::at(after.version, shape(&after)))
}

fn facts(asked: &EvidenceChange, before: Facts) -> Result<Facts, Failure> {
    let kept =
        |sent: &Option<Option<String>>, before: Option<String>| sent.clone().unwrap_or(before);
    let day = |pointer: &str, sent: &Option<Option<String>>, before| match sent {
        Some(sent) => date(pointer, sent.as_deref()),
        None => Ok(before),
    };
    Ok(Facts {
        title: asked.title.clone().unwrap_or(before.title),
        kind: kept(&asked.kind, before.kind),
        reference: kept(&asked.reference, before.reference),
        issued_on: day("/issued_on", &asked.issued_on, before.issued_on)?,
        issuer: kept(&asked.issuer, before.issuer),
        effective_from: day(
            "/effective_from",
            &asked.effective_from,
            before.effective_from,
        )?,
        effective_to: day("/effective_to", &asked.effective_to, before.effective_to)?,
    })
}

async fn put_away(ask: Ask) -> Result<Done, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    evidence::put_away(ask.app(), ask.actor(), &id, ask.version()?).await?;
    Ok(Done)
}

async fn restore(ask: Ask) -> Result<One<EvidenceShape>, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let after = evidence::restore(ask.app(), ask.actor(), &id, ask.version()?).await?;
    Ok(One::at(after.version, shape(&after)))
}
