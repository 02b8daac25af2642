//! Each row: ours to lead, ours to support, or none of ours.

use std::collections::BTreeMap;

use app::import::{self, Decision, Opened, Sorted, Triage};
use app::{Error, Noun};
use askama::Template;
use axum::extract::{Path, State};
use domain::plan::{Field, RowKind};

use super::step::{self, Around, Step};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Frame, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "import/triage.html")]
struct Page {
    frame: Frame,
    around: Around,
    counts: Vec<(&'static str, usize)>,
    groups: Vec<Group>,
    notice: String,
}

/// Rows under one heading.
struct Group {
    /// Its number, for the buttons that answer for all of it.
    at: usize,
    title: String,
    rows: Vec<Line>,
}

struct Line {
    /// `0-12`.
    id: String,
    code: String,
    title: String,
    who: String,
    options: Vec<(&'static str, &'static str, bool)>,
    is_decided: bool,
    is_undecided: bool,
}

/// Selections by row.
type Sent = BTreeMap<String, String>;
type All = BTreeMap<String, Sorted>;

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let opened = step::open(&web, &visitor, &id).await?;
    let sorted = sorted(&web, &opened).await?;
    shown(&page(
        step::frame(&web, &visitor).await?,
        &opened,
        &sorted,
        None,
    ))
}

async fn sorted(web: &Web, opened: &Opened) -> Result<All, crate::web::Failure> {
    let named = import::parties(&web.app, opened).await?;
    Ok(import::triage(opened, &named))
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(sent): Typed<Sent>,
) -> Answer {
    let opened = step::open(&web, &visitor, &id).await?;
    let sorted = sorted(&web, &opened).await?;
    let version = sent
        .get("version")
        .and_then(|version| version.parse().ok())
        .unwrap_or(0);
    let decided = decisions(&opened, &sorted, &sent);
    match import::decide(&web.app, &visitor.actor, &opened.draft.id, version, decided).await {
        Ok(_) if sent.contains_key("tiep") => {
            on_to(&format!("/nhap-ke-hoach/{}/doi-chieu", opened.draft.id))
        }
        Ok(_) => {
            let group = sent
                .get("nhom")
                .and_then(|all| all.split_once(':'))
                .map(|(at, _)| format!("#nhom-{at}"));
            on_to(&format!(
                "/nhap-ke-hoach/{}/phan-loai{}",
                opened.draft.id,
                group.unwrap_or_default()
            ))
        }
        Err(Error::Refused(refusal)) => {
            let mut page = page(
                step::frame(&web, &visitor).await?,
                &opened,
                &sorted,
                Some(&sent),
            );
            page.notice = vi::refused(&refusal);
            refused(&page)
        }
        Err(Error::Stale(Noun::Import)) => {
            let mut page = page(
                step::frame(&web, &visitor).await?,
                &opened,
                &sorted,
                Some(&sent),
            );
            vi::import::STALE.clone_into(&mut page.notice);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}

/// What was selected for each row; a button of a group answers for all its rows.
fn decisions(opened: &Opened, sorted: &All, sent: &Sent) -> Vec<Decision> {
    let bulk = sent.get("nhom").and_then(|all| all.split_once(':'));
    let bulk = bulk.and_then(|(at, name)| Some((at.parse::<usize>().ok()?, Triage::parse(name)?)));
    let mut out = Vec::new();
    for (at, group) in groups(opened).into_iter().enumerate() {
        for (annex, row) in group.rows {
            let Some(found) = opened.settled.row(annex, row) else {
                continue;
            };
            let key = format!("{annex}/{}", found.path);
            let Some(before) = sorted.get(&key) else {
                continue;
            };
            let typed = sent
                .get(&format!("dong.{annex}-{row}"))
                .and_then(|name| Triage::parse(name));
            let wanted = match bulk {
                Some((group, triage)) if group == at => Some(triage),
                _ => typed,
            };
            if let Some(wanted) = wanted.filter(|wanted| before.decided != Some(*wanted)) {
                out.push(Decision::Triage(key, Some(wanted)));
            }
        }
    }
    out
}

struct Rows {
    title: String,
    rows: Vec<(usize, usize)>,
}

/// Rows with work, under the heading above them.
fn groups(opened: &Opened) -> Vec<Rows> {
    let mut out: Vec<Rows> = Vec::new();
    for (annex_at, annex) in opened.settled.annexes.iter().enumerate() {
        out.push(Rows {
            title: annex.name.clone(),
            rows: Vec::new(),
        });
        for (row_at, row) in annex.rows.iter().enumerate() {
            match (row.kind, &row.parent) {
                (RowKind::Banner, _) | (RowKind::Heading, Some(_)) => {}
                (RowKind::Heading, None) => {
                    let code = row.code.as_deref().unwrap_or_default();
                    out.push(Rows {
                        title: format!("{code} {}", vi::import::title(row))
                            .trim()
                            .to_owned(),
                        rows: Vec::new(),
                    });
                }
                _ => {
                    if let Some(group) = out.last_mut() {
                        group.rows.push((annex_at, row_at));
                    }
                }
            }
        }
    }
    out.retain(|group| !group.rows.is_empty());
    out
}

fn page(frame: Frame, opened: &Opened, sorted: &All, sent: Option<&Sent>) -> Page {
    let count = |kind: Triage| sorted.values().filter(|one| one.taken() == kind).count();
    let groups = groups(opened)
        .into_iter()
        .enumerate()
        .map(|(at, group)| Group {
            at,
            title: group.title,
            rows: group
                .rows
                .iter()
                .filter_map(|place| line(opened, sorted, *place, sent))
                .collect(),
        });
    Page {
        groups: groups.collect(),
        counts: Triage::ALL
            .map(|kind| (vi::import::triage(kind), count(kind)))
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .collect(),
        frame,
        around: Around::of(opened, Step::Triage),
        notice: String::new(),
    }
}

fn line(
    opened: &Opened,
    sorted: &All,
    (annex, at): (usize, usize),
    sent: Option<&Sent>,
) -> Option<Line> {
    let row = opened.settled.row(annex, at)?;
    let found = sorted.get(&format!("{annex}/{}", row.path))?;
    let id = format!("{annex}-{at}");
    let typed = sent
        .and_then(|sent| sent.get(&format!("dong.{id}")))
        .and_then(|name| Triage::parse(name));
    let taken = typed.unwrap_or(found.taken());
    let facts = vi::import::facts(row);
    let who = facts.into_iter().filter(|(name, _)| {
        *name == vi::import::field(Field::Lead) || *name == vi::import::field(Field::Supporting)
    });
    Some(Line {
        code: row.code.clone().unwrap_or_else(|| row.path.clone()),
        title: vi::import::title(row),
        who: who
            .map(|(name, text)| format!("{name}: {text}"))
            .collect::<Vec<_>>()
            .join(". "),
        options: Triage::ALL
            .map(|kind| (kind.name(), vi::import::triage(kind), kind == taken))
            .to_vec(),
        is_decided: found.decided.is_some(),
        is_undecided: taken == Triage::Undecided,
        id,
    })
}
