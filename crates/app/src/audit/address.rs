//! Where the subjects of events open. A link that leads its reader to a refusal is no link, so only
//! what the actor may open has an address; the name of anything else stays text.

use std::collections::BTreeMap;

use domain::authority::Action;

use super::{Recorded, sql};
use crate::database::{Conn, Param, Row};
use crate::{Actor, App, Error, Fault, address, search};

/// Subjects looked up in one statement.
const AT_ONCE: usize = 50;

/// By table and id.
type Addresses = BTreeMap<(String, String), String>;

/// Where each event's subject opens for the actor, in the events' order.
pub async fn addresses(
    app: &App,
    actor: &Actor,
    events: &[Recorded],
) -> Result<Vec<Option<String>>, Error> {
    let mut conn = app.read().await?;
    let subjects: Vec<(&str, &str)> = events
        .iter()
        .map(|event| (event.subject_kind.as_str(), event.subject_id.as_str()))
        .collect();
    let mut found = search::addresses(&mut conn, actor, &subjects).await?;
    found.extend(not_searched(&mut conn, actor, &subjects).await?);
    let addresses = events.iter().map(|event| {
        let subject = (event.subject_kind.clone(), event.subject_id.clone());
        let known = found.get(&subject).cloned();
        known.or_else(|| settings(actor, &event.subject_kind))
    });
    Ok(addresses.collect())
}

/// Pages of settings that list the subject among others.
fn settings(actor: &Actor, kind: &str) -> Option<String> {
    let (action, address) = match kind {
        "account" => (Action::ManageAccounts, "/quan-tri/tai-khoan"),
        "period" => (Action::ManagePeriods, "/quan-tri/ky"),
        _ => return None,
    };
    let may = actor.authority.may_somewhere(action);
    may.then(|| address.to_owned())
}

/// Entries, imports, frameworks and units, which search does not know.
async fn not_searched(
    conn: &mut Conn,
    actor: &Actor,
    subjects: &[(&str, &str)],
) -> Result<Addresses, Fault> {
    let mut found = Addresses::new();
    for some in subjects.chunks(AT_ONCE) {
        let params: Vec<Param<'_>> = (0..AT_ONCE)
            .map(|at| Param::Text(some.get(at).map(|(_, id)| *id)))
            .collect();
        let opens = conn.all(sql::OPENS, &params, opens).await?;
        let may = opens
            .into_iter()
            .filter(|one| actor.may(one.needs, &one.path));
        found.extend(may.map(|one| (one.subject, one.address)));
    }
    Ok(found)
}

struct Opens {
    subject: (String, String),
    path: String,
    needs: Action,
    address: String,
}

fn opens(row: &Row) -> Result<Opens, Fault> {
    let (kind, id) = (row.text("kind")?, row.text("id")?);
    let slug = row.text("slug")?;
    let (needs, address) = match kind.as_str() {
        "entry" => {
            let (period, code) = (row.text("period")?, row.text("code")?);
            (
                Action::ReadFigures,
                address::indicator(&period, &slug, &code),
            )
        }
        "import_draft" => (Action::EditPlan, format!("/nhap-ke-hoach/{id}")),
        "framework" => (Action::Read, format!("/bo-chi-so/{id}")),
        _ => (Action::Read, format!("/don-vi/{slug}")),
    };
    Ok(Opens {
        subject: (kind, id),
        path: row.text("path")?,
        needs,
        address,
    })
}
