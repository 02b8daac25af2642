//! Who is named: each name once, matched, chosen or entered on purpose.

use std::collections::BTreeMap;

use app::import::{self, Decision, Named, Opened, PartyChoice};
use app::party::{Party, PartyKind};
use app::{Error, Noun};
use askama::Template;
use axum::extract::{Path, State};

use super::step::{self, Around, Step};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Frame, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "import/parties.html")]
struct Page {
    frame: Frame,
    around: Around,
    open: Vec<Line>,
    known: Vec<Line>,
    notice: String,
}

/// A name with the ways to say who it is.
struct Line {
    at: usize,
    name: String,
    spellings: String,
    leads: usize,
    supports: usize,
    matched: Option<(String, &'static str)>,
    options: Vec<Opt>,
    said: String,
    new_name: String,
}

/// An entry of the selection.
struct Opt {
    value: String,
    label: String,
    is_selected: bool,
}

/// Selections and names by number.
type Sent = BTreeMap<String, String>;

const KINDS: [(PartyKind, &str); 5] = [
    (PartyKind::Post, "Thêm chức danh mới"),
    (PartyKind::Person, "Thêm cán bộ mới"),
    (PartyKind::Group, "Thêm nhóm mới"),
    (PartyKind::Unit, "Thêm đơn vị trực thuộc mới"),
    (PartyKind::Outsider, "Thêm bên ngoài mới"),
];

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let opened = step::open(&web, &visitor, &id).await?;
    let named = import::parties(&web.app, &opened).await?;
    shown(&page(
        step::frame(&web, &visitor).await?,
        &opened,
        &named,
        None,
    ))
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(sent): Typed<Sent>,
) -> Answer {
    let opened = step::open(&web, &visitor, &id).await?;
    let named = import::parties(&web.app, &opened).await?;
    let version = sent
        .get("version")
        .and_then(|version| version.parse().ok())
        .unwrap_or(0);
    let decided = decisions(&named, &sent);
    match import::decide(&web.app, &visitor.actor, &opened.draft.id, version, decided).await {
        Ok(_) if sent.contains_key("tiep") => {
            on_to(&format!("/nhap-ke-hoach/{}/phan-loai", opened.draft.id))
        }
        Ok(_) => on_to(&format!("/nhap-ke-hoach/{}/cac-ben", opened.draft.id)),
        Err(Error::Refused(refusal)) => {
            let mut page = page(
                step::frame(&web, &visitor).await?,
                &opened,
                &named,
                Some(&sent),
            );
            page.notice = vi::refused(&refusal);
            refused(&page)
        }
        Err(Error::Stale(Noun::Import)) => {
            let mut page = page(
                step::frame(&web, &visitor).await?,
                &opened,
                &named,
                Some(&sent),
            );
            vi::import::STALE.clone_into(&mut page.notice);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}

/// What was chosen for each name; «tat-ca» enters every open name as proposed.
fn decisions(named: &[Named], sent: &Sent) -> Vec<Decision> {
    let all = sent.contains_key("tat-ca");
    let numbered = named.iter().enumerate();
    numbered
        .filter_map(|(at, one)| {
            let typed = sent
                .get(&format!("ten.{at}"))
                .map_or(one.name.as_str(), |name| name.trim());
            let asked = sent.get(&format!("ben.{at}")).map_or("", String::as_str);
            if all {
                let choice = PartyChoice::Create {
                    kind: one.kind.name().to_owned(),
                    name: typed.to_owned(),
                };
                return one
                    .is_open()
                    .then(|| Decision::Party(one.key.clone(), Some(choice)));
            }
            let name = if typed.is_empty() { &one.name } else { typed };
            let choice = choice(asked, name);
            (choice != one.choice).then(|| Decision::Party(one.key.clone(), choice))
        })
        .collect()
}

fn choice(asked: &str, name: &str) -> Option<PartyChoice> {
    let (kind, value) = asked.split_once(':').unwrap_or((asked, ""));
    match kind {
        "co" => Some(PartyChoice::Existing {
            party: value.to_owned(),
            remember: false,
        }),
        "nho" => Some(PartyChoice::Existing {
            party: value.to_owned(),
            remember: true,
        }),
        "moi" => PartyKind::parse(value).map(|kind| PartyChoice::Create {
            kind: kind.name().to_owned(),
            name: name.to_owned(),
        }),
        "de" => Some(PartyChoice::Leave),
        _ => None,
    }
}

fn page(frame: Frame, opened: &Opened, named: &[Named], sent: Option<&Sent>) -> Page {
    let lines = named
        .iter()
        .enumerate()
        .map(|(at, one)| line(at, one, sent));
    let (open, known): (Vec<Line>, Vec<Line>) = lines.partition(|line| line.matched.is_none());
    Page {
        frame,
        around: Around::of(opened, Step::Parties),
        open,
        known,
        notice: String::new(),
    }
}

fn line(at: usize, one: &Named, sent: Option<&Sent>) -> Line {
    let typed = |name: &str| {
        sent.and_then(|sent| sent.get(&format!("{name}.{at}")))
            .cloned()
    };
    let kept = match &one.choice {
        Some(PartyChoice::Existing {
            party,
            remember: true,
        }) => format!("nho:{party}"),
        Some(PartyChoice::Existing { party, .. }) => format!("co:{party}"),
        Some(PartyChoice::Create { kind, .. }) => format!("moi:{kind}"),
        Some(PartyChoice::Leave) => "de".to_owned(),
        None => String::new(),
    };
    let selected = typed("ben").unwrap_or(kept);
    let entered = match &one.choice {
        Some(PartyChoice::Create { name, .. }) => name.clone(),
        _ => one.name.clone(),
    };
    let others: Vec<&String> = one
        .spellings
        .iter()
        .filter(|spelling| **spelling != one.name)
        .collect();
    Line {
        at,
        name: one.name.clone(),
        spellings: others.into_iter().cloned().collect::<Vec<_>>().join("; "),
        leads: one.leads,
        supports: one.supports,
        matched: one.matched.as_ref().map(|party| {
            (
                party.name.clone(),
                vi::import::party_kind(party.kind.name()),
            )
        }),
        options: options(one, &selected),
        said: one
            .choice
            .as_ref()
            .map(vi::import::party_choice)
            .unwrap_or_default(),
        new_name: typed("ten").unwrap_or(entered),
    }
}

fn options(one: &Named, selected: &str) -> Vec<Opt> {
    let option = |value: String, label: String| Opt {
        is_selected: value == selected,
        value,
        label,
    };
    let mut out = vec![match &one.matched {
        Some(party) => option(String::new(), format!("Đúng: {}", described(party))),
        None => option(String::new(), "Chưa xác định".to_owned()),
    }];
    for party in &one.proposals {
        out.push(option(
            format!("nho:{}", party.id),
            format!("{}, nhớ cách viết này", described(party)),
        ));
        out.push(option(
            format!("co:{}", party.id),
            format!("{}, chỉ lần này", described(party)),
        ));
    }
    // The likeliest kind stands first.
    let likely = KINDS.iter().filter(|(kind, _)| *kind == one.kind);
    let others = KINDS.iter().filter(|(kind, _)| *kind != one.kind);
    out.extend(
        likely
            .chain(others)
            .map(|(kind, label)| option(format!("moi:{}", kind.name()), (*label).to_owned())),
    );
    out.push(option(
        "de".to_owned(),
        "Để nguyên chữ, không giao".to_owned(),
    ));
    out
}

fn described(party: &Party) -> String {
    format!(
        "{} ({})",
        party.name,
        vi::import::party_kind(party.kind.name())
    )
}
