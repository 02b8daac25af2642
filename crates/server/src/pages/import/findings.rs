//! What is unclear or wrong, grouped by kind, with ways to settle each.

use std::collections::BTreeMap;

use app::import::{self, Choice, Decision, Noticed, Opened, Settlement};
use app::{Error, Noun};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::{FindingCode, Severity};
use reading::words;
use serde::Deserialize;

use super::step::{self, Around, Step};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Frame, Typed, Visitor, Web};

/// Findings of one kind on the page of all kinds; the rest opens with the kind.
const SHOWN: usize = 40;
/// Findings of one kind when it is opened alone.
const SHOWN_ALONE: usize = 400;

#[derive(Template)]
#[template(path = "import/findings.html")]
struct Page {
    frame: Frame,
    around: Around,
    groups: Vec<Group>,
    open: usize,
    settled: usize,
    alone: bool,
    notice: String,
}

/// Findings of one code.
struct Group {
    code: &'static str,
    title: &'static str,
    meaning: &'static str,
    word: &'static str,
    class: &'static str,
    is_info: bool,
    open: usize,
    /// What accepting all does.
    proposal: String,
    items: Vec<Item>,
    left_out: usize,
}

struct Item {
    key: String,
    sentence: String,
    row: Option<RowLink>,
    line: Option<u32>,
    /// What was said to it.
    settled: Option<(String, String)>,
    ways: Vec<Way>,
    takes_day: bool,
    takes_points: bool,
    note: String,
    typed: String,
}

struct RowLink {
    id: String,
    code: String,
    title: String,
}

struct Way {
    value: String,
    label: String,
    rule: String,
    consequences: String,
}

/// What is asked of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(rename = "ma")]
    code: String,
}

/// Buttons and fields by name.
type Sent = BTreeMap<String, String>;

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let opened = step::open(&web, &visitor, &id).await?;
    shown(&page(
        step::frame(&web, &visitor).await?,
        &opened,
        &asked.code,
        &Sent::new(),
    ))
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Typed(sent): Typed<Sent>,
) -> Answer {
    let opened = step::open(&web, &visitor, &id).await?;
    let version = sent
        .get("version")
        .and_then(|version| version.parse().ok())
        .unwrap_or(0);
    let decided = decisions(&opened, &sent);
    let after = decided.iter().rev().find_map(|decision| match decision {
        Decision::Finding(key, _) => Some(key.clone()),
        _ => None,
    });
    match import::decide(&web.app, &visitor.actor, &opened.draft.id, version, decided).await {
        Ok(_) => {
            let next = after
                .and_then(|key| next_open(&opened, &key))
                .map(|key| format!("#{key}"))
                .unwrap_or_default();
            let filter = if asked.code.is_empty() {
                String::new()
            } else {
                format!("?ma={}", crate::web::encoded(&asked.code))
            };
            on_to(&format!(
                "/nhap-ke-hoach/{}/phat-hien{filter}{next}",
                opened.draft.id
            ))
        }
        Err(Error::Refused(refusal)) => {
            let mut page = page(
                step::frame(&web, &visitor).await?,
                &opened,
                &asked.code,
                &sent,
            );
            page.notice = vi::refused(&refusal);
            refused(&page)
        }
        Err(Error::Stale(Noun::Import)) => {
            let mut page = page(
                step::frame(&web, &visitor).await?,
                &opened,
                &asked.code,
                &sent,
            );
            vi::import::STALE.clone_into(&mut page.notice);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}

/// The finding after this one that nobody settled.
fn next_open(opened: &Opened, key: &str) -> Option<String> {
    let order = ordered(&opened.noticed);
    let at = order.iter().position(|one| one.key == key)?;
    let open =
        |one: &&&Noticed| !opened.draft.decisions.findings.contains_key(&one.key) && one.key != key;
    let (before, after) = order.split_at(at);
    after
        .iter()
        .chain(before)
        .find(open)
        .map(|one| one.key.clone())
}

/// The worst first, then by code, in the order of the document.
fn ordered(noticed: &[Noticed]) -> Vec<&Noticed> {
    let mut all: Vec<&Noticed> = noticed.iter().collect();
    all.sort_by_key(|one| {
        (
            std::cmp::Reverse(one.finding.code.severity()),
            one.finding.code,
        )
    });
    all
}

fn decisions(opened: &Opened, sent: &Sent) -> Vec<Decision> {
    let field = |name: &str, key: &str| {
        sent.get(&format!("{name}.{key}"))
            .map(|text| text.trim().to_owned())
            .unwrap_or_default()
    };
    if let Some(key) = sent.get("mo-lai") {
        return vec![Decision::Finding(key.clone(), None)];
    }
    if let Some(code) = sent.get("tat-ca") {
        return all_of(opened, code);
    }
    let Some((key, choice)) = sent.get("chon").and_then(|chosen| chosen.split_once(' ')) else {
        return Vec::new();
    };
    let choice = match choice {
        "due" => format!("due:{}", day(&field("gia-tri", key))),
        "points" => format!("points:{}", points(&field("gia-tri", key))),
        other => other.to_owned(),
    };
    let settlement = Settlement {
        choice,
        note: field("ghi-chu", key),
    };
    vec![Decision::Finding(key.to_owned(), Some(settlement))]
}

/// The proposal of each finding of a kind that is still open.
fn all_of(opened: &Opened, code: &str) -> Vec<Decision> {
    let open = opened.noticed.iter().filter(|one| {
        one.finding.code.as_str() == code && !opened.draft.decisions.findings.contains_key(&one.key)
    });
    open.filter_map(|one| {
        let choice = one.proposals.first()?.choice.text();
        Some(Decision::Finding(
            one.key.clone(),
            Some(Settlement {
                choice,
                note: String::new(),
            }),
        ))
    })
    .collect()
}

/// «14/10/2026» as stored; anything else as typed, to be refused with it.
fn day(typed: &str) -> String {
    let mut parts = typed
        .split(['/', '-', '.'])
        .map(|part| part.trim().parse::<i16>().ok());
    let (day, month, year) = (
        parts.next().flatten(),
        parts.next().flatten(),
        parts.next().flatten(),
    );
    let small = |part: i16| i8::try_from(part).ok();
    let date = day.zip(month).zip(year).and_then(|((day, month), year)| {
        jiff::civil::Date::new(year, small(month)?, small(day)?).ok()
    });
    date.map_or_else(|| typed.to_owned(), |date| date.to_string())
}

fn points(typed: &str) -> String {
    reading::text::decimal(typed).map_or_else(|| typed.to_owned(), |points| points.to_string())
}

fn page(frame: Frame, opened: &Opened, code: &str, sent: &Sent) -> Page {
    let mut groups: Vec<Group> = Vec::new();
    let alone = !code.is_empty();
    let most = if alone { SHOWN_ALONE } else { SHOWN };
    let decided = &opened.draft.decisions.findings;
    let order = ordered(&opened.noticed);
    for one in order
        .iter()
        .filter(|one| !alone || one.finding.code.as_str() == code)
    {
        if groups
            .last()
            .is_none_or(|group| group.code != one.finding.code.as_str())
        {
            groups.push(group(one));
        }
        let Some(group) = groups.last_mut() else {
            continue;
        };
        group.open += usize::from(!decided.contains_key(&one.key));
        if group.items.len() < most {
            group.items.push(item(opened, one, sent));
        } else {
            group.left_out += 1;
        }
    }
    let settled = order
        .iter()
        .filter(|one| decided.contains_key(&one.key))
        .count();
    Page {
        frame,
        around: Around::of(opened, Step::Findings),
        open: order.len() - settled,
        settled,
        groups,
        alone,
        notice: String::new(),
    }
}

fn group(one: &Noticed) -> Group {
    let code = one.finding.code;
    let explained = words::finding::explanation(code);
    Group {
        code: code.as_str(),
        title: explained.title,
        meaning: explained.meaning,
        word: words::finding::severity(code.severity()),
        class: step::badge(code.severity()),
        is_info: code.severity() == Severity::Info,
        open: 0,
        proposal: one
            .proposals
            .first()
            .map(|proposal| generally(&proposal.choice))
            .unwrap_or_default(),
        items: Vec::new(),
        left_out: 0,
    }
}

/// What accepting all proposals of a kind does, without the numbers of one.
fn generally(choice: &Choice) -> String {
    match choice {
        Choice::Points(_) => "lấy số điểm đề xuất".to_owned(),
        Choice::Due(_) => "đặt hạn đề xuất".to_owned(),
        Choice::Reading(_) => "theo cách hiểu đề xuất".to_owned(),
        other => vi::import::choice(other, false).to_lowercase(),
    }
}

fn item(opened: &Opened, one: &Noticed, sent: &Sent) -> Item {
    let code = one.finding.code;
    let computed = matches!(
        code,
        FindingCode::PillarTotalDiffers
            | FindingCode::ParentTotalDiffers
            | FindingCode::PillarTotalMissing
    );
    let settled = opened.draft.decisions.findings.get(&one.key);
    let way = |(at, proposal): (usize, &import::Proposal)| Way {
        value: format!("{} {}", one.key, proposal.choice.text()),
        label: vi::import::choice(&proposal.choice, computed && at == 0),
        rule: proposal
            .rule
            .as_ref()
            .map(|rule| words::rule::in_words(rule, None, &[]))
            .unwrap_or_default(),
        consequences: proposal
            .consequences
            .iter()
            .map(vi::import::consequence)
            .collect::<Vec<_>>()
            .join("; "),
    };
    let kept = |name: &str| {
        sent.get(&format!("{name}.{}", one.key))
            .cloned()
            .unwrap_or_default()
    };
    let row = one
        .at
        .and_then(|(annex, at)| Some((annex, at, opened.settled.row(annex, at)?)));
    Item {
        sentence: words::finding::sentence(&one.finding),
        line: one.finding.line,
        settled: settled.map(|settlement| {
            let choice =
                Choice::parse(&settlement.choice).map(|choice| vi::import::choice(&choice, false));
            (choice.unwrap_or_default(), settlement.note.clone())
        }),
        ways: one.proposals.iter().enumerate().map(way).collect(),
        takes_day: row.is_some() && code.as_str().starts_with("F5"),
        takes_points: row.is_some() && code.as_str().starts_with("F30"),
        row: row.map(|(annex, at, row)| RowLink {
            id: format!("{annex}-{at}"),
            code: row.code.clone().unwrap_or_else(|| row.path.clone()),
            title: vi::import::title(row),
        }),
        note: kept("ghi-chu"),
        typed: kept("gia-tri"),
        key: one.key.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_typed_as_officials_write_it() {
        assert_eq!(day("14/10/2026"), "2026-10-14");
        assert_eq!(day(" 1 / 2 / 2026"), "2026-02-01");
        for wrong in ["30/02/2026", "mai", "", "14/10"] {
            assert_eq!(day(wrong), wrong);
        }
    }
}
