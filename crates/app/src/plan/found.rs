//! What searches find of a plan and its rows.

use domain::plan::{OfficialDocument, RowKind};

use super::new::NewRow;
use crate::search::SearchEntry;
use crate::{PlanId, RowId, UnitId};

/// The plan itself.
pub(super) fn plan(
    id: &PlanId,
    unit: &UnitId,
    document: &OfficialDocument,
    year: i16,
) -> SearchEntry {
    let title = document.title.as_deref().unwrap_or_default();
    let bases = document
        .legal_bases
        .iter()
        .map(|basis| basis.reference.as_str());
    let words = [document.kind.as_deref(), document.issuer.as_deref()];
    let mut body: Vec<&str> = words.into_iter().flatten().collect();
    body.extend(bases);
    let year = year.to_string();
    body.push(&year);
    SearchEntry {
        subject_kind: "plan",
        subject_id: id.to_string(),
        unit: unit.clone(),
        title: super::name_of(document.reference.as_deref(), title),
        body: body.join(" · "),
        address: format!("/ke-hoach/{id}"),
        removed: false,
    }
}

/// A row; titles across the table are not looked for.
pub(super) fn row(
    (plan, id): (&PlanId, &RowId),
    unit: &UnitId,
    new: &NewRow,
) -> Option<SearchEntry> {
    if new.row.kind == RowKind::Banner {
        return None;
    }
    let names: Vec<&str> = new
        .assignments
        .iter()
        .map(|one| one.named.as_str())
        .collect();
    let texts = Texts {
        code: new.row.code.as_deref(),
        title: new.row.title.as_deref().unwrap_or_default(),
        body: [
            new.row.deadline_text.as_deref(),
            new.row.evidence_text.as_deref(),
            new.row.target_text.as_deref(),
            new.row.note.as_deref(),
        ],
    };
    Some(texts.entry((plan, id), unit, &names))
}

/// What of a row is searched.
pub(super) struct Texts<'a> {
    pub(super) code: Option<&'a str>,
    pub(super) title: &'a str,
    pub(super) body: [Option<&'a str>; 4],
}

impl Texts<'_> {
    pub(super) fn entry(
        &self,
        (plan, id): (&PlanId, &RowId),
        unit: &UnitId,
        names: &[&str],
    ) -> SearchEntry {
        let title = [self.code.unwrap_or_default(), self.title].join(" ");
        let body: Vec<&str> = names
            .iter()
            .copied()
            .chain(self.body.into_iter().flatten())
            .collect();
        SearchEntry {
            subject_kind: "plan_row",
            subject_id: id.to_string(),
            unit: unit.clone(),
            title: title.trim().to_owned(),
            body: body.join(" · "),
            address: format!("/ke-hoach/{plan}/dong/{id}"),
            removed: false,
        }
    }
}
