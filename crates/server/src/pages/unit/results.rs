//! A unit's results over the years: as published, and on today's map by a named rule.

use app::lineage::{self, Own, Restated, Standing};
use app::scorecard::Kind;
use app::unit::{self, Unit};
use askama::Template;
use axum::extract::{Path, Query, State};
use domain::restatement::Rule;
use serde::Deserialize;

use crate::pages::choice::Choice;
use crate::pages::{filters, shown};
use crate::web::{Answer, Frame, Section, Visitor, Web};

#[derive(Template)]
#[template(path = "unit/results.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    rules: Vec<Choice>,
    rule: Rule,
    standings: Vec<Standing>,
}

/// By which rule.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    quy_tac: String,
}

fn word(rule: Rule) -> &'static str {
    match rule {
        Rule::MeanOfPillars => "trung-binh",
        Rule::SumOfCounts => "cong-so-lieu",
    }
}

fn named(rule: Rule) -> &'static str {
    match rule {
        Rule::MeanOfPillars => "Trung bình cộng các chỉ số chính của đơn vị cũ",
        Rule::SumOfCounts => "Cộng tử số, mẫu số của đơn vị cũ rồi chấm lại",
    }
}

impl Page {
    fn named(&self) -> &'static str {
        named(self.rule)
    }

    fn whose(own: &Own) -> &'static str {
        match own.kind {
            Some(Kind::Final) => "chính thức",
            Some(Kind::Appraised) => "đã thẩm định",
            Some(Kind::Claimed) => "tự chấm",
            None => "tạm tính",
        }
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let unit = unit::by_slug(&web.app, &visitor.actor, &slug).await?;
    let rule = Rule::ALL
        .into_iter()
        .find(|rule| word(*rule) == asked.quy_tac);
    let rule = rule.unwrap_or(Rule::MeanOfPillars);
    let standings = lineage::results(&web.app, &visitor.actor, (&unit.id, rule)).await?;
    shown(&Page {
        frame: Frame::at_home(&web, &visitor, Section::Directory).await?,
        unit,
        rules: Rule::ALL
            .map(|one| Choice::of(word(one), named(one), word(rule)))
            .into(),
        rule,
        standings,
    })
}
