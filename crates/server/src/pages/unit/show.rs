//! A unit with its directory.

use app::party::{Listed, PartyKind};
use app::unit::{self, Unit};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::authority::Action;
use reading::text::{fold, sort_key};
use serde::Deserialize;

use crate::pages::{filters, shown};
use crate::web::{Answer, Frame, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "unit/show.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    over: Vec<Unit>,
    under: Vec<Unit>,
    sections: Vec<Part>,
    q: String,
    may: bool,
    may_plan: bool,
}

/// Parties of one kind.
struct Part {
    kind: PartyKind,
    title: &'static str,
    add: &'static str,
    empty: &'static str,
    parties: Vec<Listed>,
}

/// What is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let directory = super::directory(&web, &visitor, &slug).await?;
    let unit = directory.unit.clone();
    let over = super::crumbs(&web, &visitor, &unit).await?;
    let mut under = unit::under(&web.app, &visitor.actor, &unit.path).await?;
    under.retain(|below| below.parent.as_ref() == Some(&unit.id));
    under.sort_by_cached_key(|below| (below.valid_to.is_some(), sort_key(&below.name)));
    let wanted = fold(&asked.q.chars().take(200).collect::<String>());
    let of = |kind: PartyKind| -> Vec<Listed> {
        let known = |listed: &&Listed| {
            fold(&listed.party.name).contains(&wanted)
                || listed
                    .tenures
                    .iter()
                    .any(|tenure| fold(&tenure.name).contains(&wanted))
                || listed
                    .aliases
                    .iter()
                    .any(|alias| fold(alias).contains(&wanted))
        };
        directory.of(kind).filter(known).cloned().collect()
    };
    let sections = [
        (
            PartyKind::Post,
            "Chức danh",
            "Thêm chức danh",
            "Kế hoạch thường giao việc cho chức danh: thêm chức danh và người đang giữ.",
        ),
        (
            PartyKind::Person,
            "Cán bộ",
            "Thêm cán bộ",
            "Thêm cán bộ để giao việc, bàn giao và mở tài khoản.",
        ),
        (
            PartyKind::Group,
            "Nhóm",
            "Thêm nhóm",
            "Nhóm như «UBND các phường, xã» tách việc về từng thành viên.",
        ),
        (
            PartyKind::Outsider,
            "Bên ngoài",
            "Thêm bên ngoài",
            "Cơ quan, doanh nghiệp phối hợp mà không dùng phần mềm này.",
        ),
    ]
    .map(|(kind, title, add, empty)| Part {
        kind,
        title,
        add,
        empty,
        parties: of(kind),
    })
    .into();
    shown(&Page {
        frame: Frame::at_home(&web, &visitor, Section::Directory).await?,
        may: visitor.actor.may(Action::ManagePeople, &unit.path),
        may_plan: visitor.actor.may(Action::EditPlan, &unit.path),
        unit,
        over,
        under,
        sections,
        q: asked.q,
    })
}
