//! A proof as the API shows it.

use app::evidence::Evidence;
use serde::Serialize;
use utoipa::ToSchema;

/// A proof.
#[derive(Serialize, ToSchema)]
#[schema(as = Evidence)]
pub(super) struct EvidenceShape {
    /// Id.
    pub(super) id: String,
    /// What it is about.
    title: String,
    /// What sort of document.
    kind: Option<String>,
    /// Number.
    reference: Option<String>,
    /// Date.
    #[schema(format = Date)]
    issued_on: Option<String>,
    /// Issuer.
    issuer: Option<String>,
    /// First day in force.
    #[schema(format = Date)]
    effective_from: Option<String>,
    /// Last day in force.
    #[schema(format = Date)]
    effective_to: Option<String>,
    /// Its file.
    file: Option<FileShape>,
    /// Its address; never fetched.
    link: Option<String>,
    /// `private`, `unit`.
    visibility: &'static str,
    /// Fields read from the file that wait for a person.
    proposed: Vec<String>,
    /// Who brought it.
    created_by: String,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// Since when it is put away.
    #[schema(format = DateTime)]
    removed_at: Option<String>,
    /// For `If-Match`.
    version: i32,
}

/// A file.
#[derive(Serialize, ToSchema)]
#[schema(as = EvidenceFile)]
pub(super) struct FileShape {
    /// Name.
    name: String,
    /// Type, by its content.
    media_type: String,
    /// Bytes.
    size_bytes: i32,
    /// SHA-256.
    sha256: String,
}

/// The shape of a proof.
pub(super) fn shape(one: &Evidence) -> EvidenceShape {
    let facts = &one.facts;
    EvidenceShape {
        id: one.id.to_string(),
        title: facts.title.clone(),
        kind: facts.kind.clone(),
        reference: facts.reference.clone(),
        issued_on: facts.issued_on.map(|day| day.to_string()),
        issuer: facts.issuer.clone(),
        effective_from: facts.effective_from.map(|day| day.to_string()),
        effective_to: facts.effective_to.map(|day| day.to_string()),
        file: one.file.as_ref().map(|file| FileShape {
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            size_bytes: file.size_bytes,
            sha256: file.sha256.clone(),
        }),
        link: one.link.clone(),
        visibility: one.visibility.name(),
        proposed: one.proposed.iter().map(|(name, _)| name.clone()).collect(),
        created_by: one.created_name.clone(),
        created_at: one.created_at.clone(),
        removed_at: one.removed_at.clone(),
        version: one.version,
    }
}
