//! Mức sẵn sàng: five counts, each of which opens its list; providers are asked from here.

use app::figure::desk::{self, Lack, Line, Ready, Used};
use app::{Error, ProvisionId};
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Action;
use serde::Deserialize;

use crate::pages::choice::{Choice, NO_DAY, day};
use crate::pages::{filters, on_to, refused, shown};
use crate::vi;
use crate::web::{Answer, Failure, Frame, Here, Section, Typed, Visitor, Web, encoded};

#[derive(Template)]
#[template(path = "desk/ready.html")]
struct Page {
    frame: Frame,
    base: String,
    asked: Asked,
    frameworks: Vec<Choice>,
    counts: Vec<Count>,
    heading: &'static str,
    rows: Vec<Row>,
    units: Option<Units>,
    asks: bool,
    /// Whether the visitor has the desk where providers are named.
    names: bool,
    typed: Form,
    refusal: String,
}

struct Count {
    label: &'static str,
    note: &'static str,
    count: String,
    none: bool,
    href: String,
    current: bool,
}

struct Row {
    id: String,
    code: String,
    title: String,
    count: String,
    who: String,
    href: String,
    ticked: bool,
}

/// Units that lack something on one line.
struct Units {
    name: String,
    rows: Vec<(String, String)>,
    range: String,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    bo: String,
    xem: String,
    ma: String,
    trang: u16,
    #[serde(rename = "da-hoi")]
    sent: String,
}

/// Whom to ask, until when.
#[derive(Default)]
pub(super) struct Form {
    bo: String,
    due: String,
    said: String,
    whom: Vec<String>,
}

fn words(lack: Lack) -> (&'static str, &'static str) {
    match lack {
        Lack::Provider => (
            "Số liệu chưa có bên cung cấp",
            "Chưa chọn ai cung cấp, cũng chưa ghi là đơn vị tự nhập",
        ),
        Lack::Asked => (
            "Bên cung cấp chưa được hỏi",
            "Đã chọn bên cung cấp nhưng chưa gửi đề nghị trong kỳ này",
        ),
        Lack::Figure => ("Chỉ số chưa có số liệu", "Tính theo từng đơn vị"),
        Lack::Source => ("Số liệu không có nguồn", "Tính theo từng đơn vị"),
        Lack::Proof => (
            "Số liệu chưa có minh chứng",
            "Văn bản yêu cầu minh chứng; tính theo từng đơn vị",
        ),
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(asked): Query<Asked>,
) -> Answer {
    let typed = (Form::default(), String::new());
    shown(&page(&web, &visitor, (here, asked), typed).await?)
}

async fn page(
    web: &Web,
    visitor: &Visitor,
    (here, mut asked): (Here, Asked),
    (typed, refusal): (Form, String),
) -> Result<Page, Failure> {
    let (app, actor) = (&web.app, &visitor.actor);
    let all = desk::frameworks_here(app, actor, (&here.unit, &here.period)).await?;
    let base = here.path();
    let mut page = Page {
        frameworks: Vec::new(),
        counts: Vec::new(),
        heading: "",
        rows: Vec::new(),
        units: None,
        asks: false,
        names: false,
        frame: Frame::of(visitor, Section::Ready, here.clone()),
        base,
        asked: asked.clone(),
        typed,
        refusal,
    };
    let Ok(used) = desk::chosen(&all, &asked.bo) else {
        return Ok(page);
    };
    asked.bo = used.id.to_string();
    let place = (&here.unit, &here.period, used);
    let ready = desk::ready(app, actor, place).await?;
    let lack = Lack::parse(&asked.xem).unwrap_or_else(|| first(&ready));
    asked.xem = lack.name().to_owned();
    page.frameworks = all
        .iter()
        .map(|one| Choice::of(one.id.as_str(), &one.name, &asked.bo))
        .collect();
    page.counts = Lack::ALL
        .map(|one| count(&page.base, &asked.bo, (one, lack), &ready))
        .into();
    page.heading = words(lack).0;
    // Providers are named at the desk, which stands over units that use the framework.
    let below = desk::frameworks(app, actor, (&here.unit, &here.period)).await?;
    let over = below.iter().any(|one| one.id == used.id);
    let names = over && actor.may(Action::EnterFigures, &here.unit.path);
    page.names = names;
    page.asks = lack == Lack::Asked && names && ready.lacks(lack) > 0;
    let lines = ready.lines.iter().filter(|line| line.lacks(lack) > 0);
    page.rows = lines
        .map(|line| row(&page, &asked, (&ready, line, lack)))
        .collect();
    let line = ready
        .lines
        .iter()
        .find(|line| ready.edition.lines[line.line].code == asked.ma);
    if let Some(line) = line.filter(|_| matches!(lack, Lack::Figure | Lack::Proof | Lack::Source)) {
        let at = (&here.unit, &here.period, &ready);
        let from = asked.trang.saturating_sub(1);
        let (units, count) = desk::lacking(app, actor, at, (line, lack, from)).await?;
        page.units = Some(units_of(&page, &asked, (&ready, line), (units, count)));
    }
    page.asked = asked;
    Ok(page)
}

/// What is put right first, of what is missing.
fn first(ready: &Ready) -> Lack {
    let mut all = Lack::ALL.into_iter();
    all.find(|lack| ready.lacks(*lack) > 0)
        .unwrap_or(Lack::Figure)
}

fn count(base: &str, bo: &str, (lack, current): (Lack, Lack), ready: &Ready) -> Count {
    let (label, note) = words(lack);
    let count = ready.lacks(lack);
    Count {
        label,
        note,
        count: vi::number::thousands(count),
        none: count == 0,
        href: format!("{base}/san-sang?bo={bo}&xem={}", lack.name()),
        current: lack == current,
    }
}

fn row(page: &Page, asked: &Asked, (ready, line, lack): (&Ready, &Line, Lack)) -> Row {
    let own = &ready.edition.lines[line.line];
    let part = app::address::part(&own.code);
    let who: Vec<String> = line
        .providers
        .iter()
        .filter_map(|one| one.name.clone())
        .collect();
    let mut who = who;
    who.dedup();
    let ids: Vec<String> = line.unasked().map(|one| one.id.to_string()).collect();
    let id = ids.join(" ");
    let units = vi::number::thousands(line.units);
    let count = vi::number::thousands(line.lacks(lack));
    Row {
        ticked: page.typed.whom.is_empty() || page.typed.whom.contains(&id),
        id,
        count: match lack {
            Lack::Provider | Lack::Asked => format!("{count} số liệu"),
            Lack::Figure | Lack::Proof | Lack::Source => format!("{count}/{units} đơn vị"),
        },
        who: match (&line.proposed, who.is_empty()) {
            (Some(name), true) => format!("Bộ chỉ số ghi: {name} (chưa chọn)"),
            _ => who.join("; "),
        },
        href: match lack {
            Lack::Provider | Lack::Asked if !page.names => String::new(),
            Lack::Provider | Lack::Asked => {
                format!("{}/cung-cap/{part}?bo={}", page.base, asked.bo)
            }
            Lack::Figure | Lack::Proof | Lack::Source => format!(
                "{}/san-sang?bo={}&xem={}&ma={}#don-vi",
                page.base,
                asked.bo,
                lack.name(),
                encoded(&own.code)
            ),
        },
        code: own.code.clone(),
        title: own.title.clone(),
    }
}

fn units_of(
    page: &Page,
    asked: &Asked,
    (ready, line): (&Ready, &Line),
    (units, count): (Vec<desk::Lacking>, i64),
) -> Units {
    let own = &ready.edition.lines[line.line];
    let at = asked.trang.max(1);
    let turn = |to: u16| {
        let (bo, xem, ma) = (&asked.bo, &asked.xem, encoded(&own.code));
        format!(
            "{}/san-sang?bo={bo}&xem={xem}&ma={ma}&trang={to}#don-vi",
            page.base
        )
    };
    let from = usize::from(at - 1) * usize::try_from(desk::PAGE).unwrap_or_default();
    let all = usize::try_from(count).unwrap_or_default();
    let period = &page.frame.here.period.code;
    Units {
        name: format!("{} {}", own.code, own.title),
        range: vi::publication::range(from, units.len(), all),
        previous: (at > 1).then(|| turn(at - 1)),
        next: (from + units.len() < all).then(|| turn(at + 1)),
        rows: units
            .into_iter()
            .map(|unit| {
                let href = app::address::indicator(period, &unit.slug, &own.code);
                (unit.name, href)
            })
            .collect(),
    }
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Typed(pairs): Typed<Vec<(String, String)>>,
) -> Answer {
    let mut form = Form::default();
    for (key, value) in pairs {
        match key.as_str() {
            "bo" => form.bo = value,
            "due" => form.due = value,
            "said" => form.said = value,
            "ben" => form.whom.push(value),
            _ => {}
        }
    }
    let all = desk::frameworks_here(&web.app, &visitor.actor, (&here.unit, &here.period)).await?;
    let used: Used = desk::chosen(&all, &form.bo)?.clone();
    let asked = Asked {
        bo: used.id.to_string(),
        xem: Lack::Asked.name().to_owned(),
        ..Asked::default()
    };
    let Some(due) = day(&form.due) else {
        let page = page(&web, &visitor, (here, asked), (form, NO_DAY.to_owned())).await?;
        return refused(&page);
    };
    let ids = form.whom.iter().flat_map(|ids| ids.split(' '));
    let chosen: Vec<ProvisionId> = ids.filter_map(ProvisionId::parse).collect();
    let place = (&here.unit, &here.period, &used);
    let done = desk::ask(&web.app, &visitor.actor, place, (&chosen, due, &form.said)).await;
    match done {
        Ok(count) => {
            let base = here.path();
            on_to(&format!(
                "{base}/san-sang?bo={}&xem={}&da-hoi={count}",
                used.id, asked.xem
            ))
        }
        Err(Error::Refused(why)) => {
            let typed = (form, vi::refused(&why));
            refused(&page(&web, &visitor, (here, asked), typed).await?)
        }
        Err(error) => Err(error.into()),
    }
}
