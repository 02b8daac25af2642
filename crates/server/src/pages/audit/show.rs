//! `/quan-tri/nhat-ky`: what happened in a unit and under it, the last first.

use app::audit::{self, PAGE, Part, Recorded};
use askama::Template;
use axum::extract::{Query, State};

use super::filter::Typed;
use crate::pages::{filters, refused, shown};
use crate::vi;
use crate::web::{Answer, Frame, Problems, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "audit/show.html")]
struct Page {
    frame: Frame,
    typed: Typed,
    unit: String,
    units: Vec<Choice>,
    people: Vec<Choice>,
    kinds: Vec<Choice>,
    lines: Vec<Line>,
    problems: Problems,
    /// The subject that the list is narrowed to.
    subject: Option<String>,
    older: Option<String>,
    newest: Option<String>,
    looked_back_to: Option<String>,
    csv: String,
    json_lines: String,
}

struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

struct Line {
    seq: i32,
    at: String,
    who: String,
    unit: String,
    what: String,
    subject: String,
    /// Only this subject.
    narrow: String,
    /// Where the subject opens for whoever reads.
    address: Option<String>,
    differences: Vec<vi::event::Difference>,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(typed): Query<Typed>,
) -> Answer {
    let frame = Frame::at_home(&web, &visitor, Section::Audit).await?;
    let (filter, units, problems) = typed.read(&web, &visitor).await?;
    let authors = audit::authors(&web.app, &visitor.actor, &filter.unit).await?;
    let part = Part {
        before: typed.before(),
        most: PAGE,
    };
    let listed = if problems.none() {
        audit::list(&web.app, &visitor.actor, &filter, part).await?
    } else {
        audit::Listed::default()
    };
    let addresses = audit::addresses(&web.app, &visitor.actor, &listed.events).await?;
    let subject = filter.subject.as_ref().and(listed.events.first());
    let page = Page {
        unit: filter.unit.name.clone(),
        units: units
            .iter()
            .map(|unit| Choice {
                value: unit.slug.clone(),
                label: unit.name.clone(),
                chosen: unit.id == filter.unit.id,
            })
            .collect(),
        people: authors
            .into_iter()
            .map(|(id, name)| Choice {
                chosen: typed.nguoi == id,
                value: id,
                label: name,
            })
            .collect(),
        kinds: kinds(&typed.loai),
        subject: subject.map(|event| event.subject_name.clone()),
        older: listed.older.map(|number| typed.query(Some(number))),
        newest: typed.before().map(|_| typed.query(None)),
        looked_back_to: listed.looked_back_to,
        csv: format!("/quan-tri/nhat-ky/xuat.csv{}", typed.query(None)),
        json_lines: format!("/quan-tri/nhat-ky/xuat.jsonl{}", typed.query(None)),
        lines: listed
            .events
            .into_iter()
            .zip(addresses)
            .map(|event| Line::of(event, &typed))
            .collect(),
        typed,
        problems,
        frame,
    };
    if page.problems.none() {
        shown(&page)
    } else {
        refused(&page)
    }
}

/// Every kind there is: to look for those that occur would be to read the whole chain.
fn kinds(chosen: &str) -> Vec<Choice> {
    let mut kinds: Vec<Choice> = vi::event::kinds()
        .map(|(kind, words)| Choice {
            chosen: kind == chosen,
            label: words.to_owned(),
            value: kind.to_owned(),
        })
        .collect();
    kinds.sort_by_cached_key(|kind| reading::text::fold(&kind.label));
    kinds
}

impl Line {
    fn of((event, address): (Recorded, Option<String>), typed: &Typed) -> Line {
        let narrowed = Typed {
            ve: format!("{}:{}", event.subject_kind, event.subject_id),
            ..Typed {
                don_vi: typed.don_vi.clone(),
                ..Typed::default()
            }
        };
        Line {
            seq: event.seq,
            at: event.at.clone(),
            who: event.actor_name.clone(),
            what: vi::event::words(&event.kind).to_owned(),
            narrow: narrowed.query(None),
            address,
            differences: vi::event::differences(&event.before, &event.after),
            unit: event.unit.map(|(_, name)| name).unwrap_or_default(),
            subject: event.subject_name,
        }
    }
}
