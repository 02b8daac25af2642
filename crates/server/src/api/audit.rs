//! `/api/v1/units/{unit}/audit`: what happened in a unit and under it; `/api/v1/audit/verdict`:
//! whether the chain of all events is whole.

use app::audit::{self, Break, Filter, Part};
use app::{Error, unit};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::date;
use super::wire::{Api, Ask, Many, Nothing, One, field};
use crate::web::{Access, Failure};

/// Which events.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    limit: Option<i64>,
    /// Only events before this number.
    after: Option<String>,
    /// `plan.issued`, or `plan.` for all of a noun.
    kind: Option<String>,
    /// Account's id.
    account: Option<String>,
    /// First day.
    from: Option<String>,
    /// Last day.
    to: Option<String>,
    /// Words of names and of what was written.
    q: Option<String>,
}

/// An event.
#[derive(Serialize, ToSchema)]
#[schema(as = Event)]
struct EventShape {
    /// Its number in the chain.
    seq: i32,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// The name of whoever did it, as it was then.
    actor_name: String,
    /// The unit's word in addresses.
    unit: Option<String>,
    /// `plan.issued`.
    kind: String,
    /// The table of what was changed.
    subject_kind: String,
    /// Its id.
    subject_id: String,
    /// How people know it.
    subject_name: String,
    /// The fields before, as they were kept; null for something new.
    #[schema(value_type = Object)]
    before: serde_json::Value,
    /// The fields after; null for something gone.
    #[schema(value_type = Object)]
    after: serde_json::Value,
}

/// Whether the chain is whole.
#[derive(Serialize, ToSchema)]
#[schema(as = Verdict)]
struct VerdictShape {
    /// Whether it is.
    whole: bool,
    /// Events walked.
    events: i32,
    /// The last hash: whoever noted an earlier one can compare.
    head: String,
    /// Where it breaks first: `gap`, `changed`, `cut`.
    broken: Option<&'static str>,
    /// The number of the event where it breaks.
    broken_at: Option<i32>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let may = Access::May(Action::ReadAudit);
    api.about("Nhật ký")
        .get(
            "/api/v1/units/{unit}/audit",
            may,
            ("listEvents", "Nhật ký của đơn vị, mới nhất trước"),
            list,
        )
        .get(
            "/api/v1/audit/verdict",
            may,
            ("verifyAudit", "Kiểm tra chuỗi nhật ký còn nguyên vẹn"),
            verify,
        )
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<EventShape>, Failure> {
    let unit = ask.unit().await?;
    let wanted = &ask.query;
    let before = wanted
        .after
        .as_ref()
        .map(|after| field("after", after, after.parse().ok()))
        .transpose()?;
    let part = Part {
        before,
        most: Ask::<Nothing, Wanted>::limit(wanted.limit)?,
    };
    let filter = Filter {
        account: wanted.account.clone(),
        kind: wanted.kind.clone(),
        from: date("from", wanted.from.as_deref())?,
        to: date("to", wanted.to.as_deref())?,
        words: wanted.q.clone().unwrap_or_default(),
        ..Filter::of(unit)
    };
    let listed = audit::list(ask.app(), ask.actor(), &filter, part).await?;
    let events = listed.events.into_iter().map(|event| EventShape {
        seq: event.seq,
        at: event.at,
        actor_name: event.actor_name,
        unit: event.unit.map(|(slug, _)| slug),
        kind: event.kind,
        subject_kind: event.subject_kind,
        subject_id: event.subject_id,
        subject_name: event.subject_name,
        before: event.before,
        after: event.after,
    });
    let older = listed.older.map(|seq| seq.to_string());
    Ok(ask.paged(events.collect(), older.as_deref()))
}

async fn verify(ask: Ask) -> Result<One<VerdictShape>, Failure> {
    let units = unit::visible(ask.app(), ask.actor()).await?;
    let reads_all =
        |unit: &unit::Unit| unit.parent.is_none() && ask.actor().may(Action::ReadAudit, &unit.path);
    if !units.iter().any(reads_all) {
        return Err(Error::NotAllowed(Action::ReadAudit).into());
    }
    let verdict = audit::verify(ask.app()).await?;
    let (broken, broken_at) = match verdict.broken {
        None => (None, None),
        Some(Break::Gap { expected, .. }) => (Some("gap"), Some(expected)),
        Some(Break::Changed { seq }) => (Some("changed"), Some(seq)),
        Some(Break::Cut { expected, .. }) => (Some("cut"), Some(expected)),
    };
    let whole = broken.is_none();
    Ok(One::of(VerdictShape {
        whole,
        events: verdict.events,
        head: verdict.head,
        broken,
        broken_at,
    }))
}
