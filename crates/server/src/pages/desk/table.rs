//! One figure of all units below: a row a unit, a column an input, with source and day; and who
//! provides it.

use app::Error;
use app::figure::desk::{self, Confirming, Desk, Place, Seat};
use askama::Template;
use axum::extract::{Path, Query, State};
use reading::text::{fold, sort_key};
use serde::Deserialize;

use super::pick;
use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web, encoded};

/// Units on a page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "desk/table.html")]
pub(super) struct Page {
    frame: Frame,
    base: String,
    asked: Asked,
    code: String,
    title: String,
    rule: String,
    columns: Vec<(String, String)>,
    rows: Vec<Row>,
    filters: Vec<Choice>,
    range: String,
    previous: Option<String>,
    next: Option<String>,
    given: usize,
    units: usize,
    locked: usize,
    provides: bool,
    names: bool,
    parties: Vec<Choice>,
    seen: String,
    inherited: String,
    /// Who confirms what is provided, and how many units wait for it.
    verifier: String,
    waiting: usize,
    confirms: bool,
    pub(super) refusal: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) bo: String,
    pub(super) q: String,
    pub(super) loc: String,
    pub(super) trang: usize,
    #[serde(rename = "da-ghi")]
    written: String,
    #[serde(rename = "da-kiem")]
    checked: String,
    #[serde(rename = "da-bo")]
    taken_back: String,
}

struct Row {
    name: String,
    code: String,
    href: String,
    values: Vec<String>,
    source: String,
    as_of: String,
    state: (&'static str, String),
    /// What a confirmation is about; empty: nothing is provided.
    pick: String,
    ticked: bool,
}

type Words = Path<(String, String, String)>;

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Words,
    Query(asked): Query<Asked>,
) -> Answer {
    shown(&page(&web, &visitor, (here, &code), asked).await?)
}

pub(super) async fn page(
    web: &Web,
    visitor: &Visitor,
    (here, code): (Here, &str),
    mut asked: Asked,
) -> Result<Page, Failure> {
    let (used, _) = pick(web, visitor, (&here, &asked.bo)).await?;
    let used = used.ok_or(Failure::NotFound(app::Noun::Indicator))?;
    asked.bo = used.id.to_string();
    let place = Place {
        unit: &here.unit,
        period: &here.period,
        framework: &used.id,
        code,
    };
    let desk = desk::open(&web.app, &visitor.actor, place).await?;
    let named = desk.providers.iter().flatten().next();
    let choice = desk::Choice::of(named);
    let parties = parties(web, visitor, (&here, &desk)).await?;
    let inherited = inherited(&desk);
    let line = desk.line();
    let mut seats: Vec<&Seat> = desk
        .seats
        .iter()
        .filter(|seat| asked.fits(&desk, seat))
        .collect();
    seats.sort_by_cached_key(|seat| sort_key(&seat.name));
    let pages = seats.len().div_ceil(PAGE).max(1);
    let at = asked.trang.clamp(1, pages);
    let from = (at - 1) * PAGE;
    let part = &seats[from.min(seats.len())..(from + PAGE).min(seats.len())];
    let rows = part.iter().map(|seat| row(&desk, seat, &here)).collect();
    let has = |seat: &&Seat| seat.state.is_some();
    let locked = |seat: &&Seat| seat.values.iter().any(|value| value.locked);
    Ok(Page {
        base: here.path(),
        code: line.code.clone(),
        title: line.title.clone(),
        rule: line.rule_text.clone().unwrap_or_default(),
        columns: line
            .asks
            .iter()
            .map(|ask| (vi::figure::key(&ask.key), ask.label.clone()))
            .collect(),
        range: vi::publication::range(from, part.len(), seats.len()),
        rows,
        filters: [
            ("", "Tất cả đơn vị"),
            ("thieu", "Chưa có số liệu"),
            ("khoa", "Đã khóa"),
            ("y-kien", "Có ý kiến chờ trả lời"),
            ("cho", "Chờ kiểm tra"),
        ]
        .map(|(value, label)| Choice::of(value, label, &asked.loc))
        .into(),
        previous: (at > 1).then(|| asked.query(at - 1)),
        next: (at < pages).then(|| asked.query(at + 1)),
        given: desk.seats.iter().filter(has).count(),
        locked: desk.seats.iter().filter(locked).count(),
        units: desk.seats.len(),
        provides: desk.mine.contains(&true),
        names: desk.names,
        seen: choice.text().to_owned(),
        parties,
        inherited,
        verifier: desk
            .verifier
            .as_ref()
            .map(|one| one.name.clone())
            .unwrap_or_default(),
        waiting: desk.seats.iter().filter(|seat| waits(&desk, seat)).count(),
        confirms: desk.verifier.as_ref().is_some_and(|one| one.is_mine),
        refusal: String::new(),
        frame: Frame::of(visitor, Section::Desk, here),
        asked,
    })
}

/// Whom the visitor may name; where nobody is, whom the framework names is proposed.
async fn parties(
    web: &Web,
    visitor: &Visitor,
    (here, desk): (&Here, &Desk),
) -> Result<Vec<Choice>, Failure> {
    if !desk.names {
        return Ok(Vec::new());
    }
    let named = desk.providers.iter().flatten().next();
    let choice = desk::Choice::of(named);
    let all = desk::parties(&web.app, &visitor.actor, &here.unit).await?;
    let proposed = desk.charge.provider.as_ref();
    let proposed =
        proposed.filter(|(id, _)| named.is_none() && all.iter().any(|(known, _)| known == id));
    let own = proposed.map_or(choice.text(), |(id, _)| id.as_str());
    let mut parties = vec![
        Choice::of("", "Chưa chọn", own),
        Choice::of("own", "Các đơn vị tự nhập", own),
    ];
    parties.extend(
        all.iter()
            .map(|(id, name)| Choice::of(id.as_str(), name, own)),
    );
    Ok(parties)
}

/// Who is named elsewhere: above, or by the framework.
fn inherited(desk: &Desk) -> String {
    match desk.providers.iter().flatten().next() {
        Some(one) if one.is_here => String::new(),
        Some(one) => {
            let name = one.name.as_deref().unwrap_or("các đơn vị tự nhập");
            format!("{} đã chọn: {name}.", one.named_at)
        }
        None => desk
            .charge
            .provider_name()
            .map_or_else(String::new, |name| {
                format!("Bộ chỉ số ghi {name}; bấm lưu để chọn.")
            }),
    }
}

fn waits(desk: &Desk, seat: &Seat) -> bool {
    desk.verifier.is_some() && seat.confirming() == Confirming::Waits
}

impl Page {
    /// The same ticks as were sent.
    pub(super) fn tick(&mut self, ticked: &[String]) {
        for row in &mut self.rows {
            row.ticked = ticked.contains(&row.pick);
        }
    }
}

impl Asked {
    fn fits(&self, desk: &Desk, seat: &Seat) -> bool {
        let any = |of: fn(&app::figure::Value) -> bool| seat.values.iter().any(of);
        let kind = match self.loc.as_str() {
            "thieu" => desk.line().asks.iter().any(|ask| {
                seat.value(&ask.key)
                    .is_none_or(|value| value.value.is_none())
            }),
            "khoa" => any(|value| value.locked),
            "y-kien" => any(|value| value.disputed),
            "cho" => waits(desk, seat),
            _ => true,
        };
        let wanted = fold(&self.q);
        kind && (wanted.is_empty()
            || fold(&seat.name).contains(&wanted)
            || seat.code.as_deref() == Some(self.q.trim()))
    }

    pub(super) fn query(&self, page: usize) -> String {
        let mut query = format!("?bo={}&trang={page}", encoded(&self.bo));
        for (key, value) in [("q", &self.q), ("loc", &self.loc)] {
            if !value.is_empty() {
                query.push_str(&format!("&{key}={}", encoded(value)));
            }
        }
        query
    }
}

fn row(desk: &Desk, seat: &Seat, here: &Here) -> Row {
    let line = desk.line();
    let value = |ask: &app::framework::Ask| {
        let value = seat
            .value(&ask.key)
            .and_then(|value| value.value.as_deref());
        value.map_or_else(
            || "–".to_owned(),
            |value| vi::figure::shown(ask.kind, value),
        )
    };
    let first = seat.values.iter().find(|value| value.value.is_some());
    let state = if seat.values.iter().any(|value| value.disputed) {
        ("waiting-proof", "Có ý kiến chờ trả lời".to_owned())
    } else if waits(desk, seat) {
        ("submitted", "Chờ kiểm tra".to_owned())
    } else if let Confirming::Done(at) = seat.confirming() {
        ("done", format!("Đã kiểm tra {}", vi::time::instant(&at)))
    } else if seat.values.iter().any(|value| value.locked) {
        ("issued", "Đã khóa".to_owned())
    } else if first.is_some() {
        ("in-progress", "Đơn vị tự nhập".to_owned())
    } else {
        ("not-started", "Chưa có số liệu".to_owned())
    };
    let disputed = seat.values.iter().any(|value| value.disputed);
    let provided = seat.confirming() != Confirming::Nothing;
    let period = &here.period.code;
    Row {
        name: seat.name.clone(),
        code: seat.code.clone().unwrap_or_default(),
        href: app::address::indicator(period, &seat.slug, &line.code),
        values: line.asks.iter().map(value).collect(),
        source: first.map(|value| value.source.clone()).unwrap_or_default(),
        as_of: first
            .and_then(|value| value.as_of.parse().ok())
            .map(|day| vi::time::date(&day))
            .unwrap_or_default(),
        state,
        pick: if provided { seat.seen() } else { String::new() },
        ticked: waits(desk, seat) && !disputed,
    }
}

/// Who is named, and who was.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    bo: String,
    ben: String,
    seen: String,
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Path((_, _, code)): Words,
    Typed(form): Typed<Form>,
) -> Answer {
    let choice = desk::Choice::parse(&form.ben).ok_or(Failure::NotFound(app::Noun::Party))?;
    let seen = desk::Choice::parse(&form.seen).ok_or(Failure::NotFound(app::Noun::Party))?;
    let (used, _) = pick(&web, &visitor, (&here, &form.bo)).await?;
    let used = used.ok_or(Failure::NotFound(app::Noun::Indicator))?;
    let place = Place {
        unit: &here.unit,
        period: &here.period,
        framework: &used.id,
        code: &code,
    };
    let named = desk::name_provider(&web.app, &visitor.actor, place, (&choice, &seen)).await;
    let asked = Asked {
        bo: used.id.to_string(),
        ..Asked::default()
    };
    match named {
        Ok(()) => {
            let code = app::address::part(&code);
            on_to(&format!("{}/cung-cap/{code}?bo={}", here.path(), used.id))
        }
        Err(Error::Refused(why)) => {
            let mut page = page(&web, &visitor, (here, &code), asked).await?;
            page.refusal = vi::refused(&why);
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            let mut page = page(&web, &visitor, (here, &code), asked).await?;
            page.refusal = vi::failure::stale(noun);
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}
