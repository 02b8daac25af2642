//! Every figure that may be provided for the units below: who provides it, how much is in.

use app::figure::desk::{self, Listed};
use askama::Template;
use axum::extract::{Query, State};
use domain::authority::Action;
use reading::text::fold;
use serde::Deserialize;

use super::pick;
use crate::pages::choice::Choice;
use crate::pages::{filters, shown};
use crate::web::{Answer, Frame, Here, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "desk/list.html")]
struct Page {
    frame: Frame,
    base: String,
    asked: Asked,
    frameworks: Vec<Choice>,
    filters: Vec<Choice>,
    lines: Vec<Line>,
    count: usize,
    waiting: i64,
    may_ready: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    bo: String,
    q: String,
    loc: String,
}

struct Line {
    code: String,
    title: String,
    providers: Vec<(String, bool)>,
    unnamed: bool,
    given: i64,
    units: i64,
    locked: i64,
    disputed: i64,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    here: Here,
    Query(mut asked): Query<Asked>,
) -> Answer {
    let (used, all) = pick(&web, &visitor, (&here, &asked.bo)).await?;
    let (mut lines, mut waiting) = (Vec::new(), 0);
    let mut count = 0;
    if let Some(used) = used {
        asked.bo = used.id.to_string();
        let place = (&here.unit, &here.period, &used);
        let desks = desk::list(&web.app, &visitor.actor, place).await?;
        waiting = desks.lines.iter().map(|line| line.disputed).sum();
        count = desks.lines.len();
        let wanted = fold(&asked.q);
        let found = desks.lines.iter().filter(|line| asked.fits(line));
        let line = |listed: &Listed| line(&desks.edition.lines[listed.line], listed);
        lines = found.map(line).collect();
        lines.retain(|line| {
            wanted.is_empty() || fold(&format!("{} {}", line.code, line.title)).contains(&wanted)
        });
    }
    let page = Page {
        base: here.path(),
        frameworks: all
            .iter()
            .map(|one| Choice::of(one.id.as_str(), &one.name, &asked.bo))
            .collect(),
        filters: [
            ("", "Tất cả"),
            ("thieu", "Còn đơn vị chưa có số liệu"),
            ("chua-co-ben", "Chưa có bên cung cấp"),
            ("y-kien", "Có ý kiến chờ trả lời"),
        ]
        .map(|(value, label)| Choice::of(value, label, &asked.loc))
        .into(),
        may_ready: visitor.actor.may(Action::ReadFigures, &here.unit.path),
        frame: Frame::of(&visitor, Section::Desk, here),
        asked,
        lines,
        count,
        waiting,
    };
    shown(&page)
}

impl Asked {
    fn fits(&self, line: &Listed) -> bool {
        match self.loc.as_str() {
            "thieu" => line.given < line.units,
            "chua-co-ben" => line.unnamed > 0,
            "y-kien" => line.disputed > 0,
            _ => true,
        }
    }
}

fn line(line: &app::framework::EditionLine, listed: &Listed) -> Line {
    Line {
        code: line.code.clone(),
        title: line.title.clone(),
        providers: listed
            .providers
            .iter()
            .map(|one| {
                let name = one.name.clone();
                (
                    name.unwrap_or_else(|| "Đơn vị tự nhập".to_owned()),
                    one.is_mine,
                )
            })
            .collect(),
        unnamed: listed.unnamed > 0,
        given: listed.given,
        units: listed.units,
        locked: listed.locked,
        disputed: listed.disputed,
    }
}
