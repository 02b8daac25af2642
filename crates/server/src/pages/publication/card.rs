//! A unit's published card, line by line with its rule in words.

use app::publication::{self, CardLine, Publication};
use askama::Template;
use axum::extract::{Path, State};
use scoring::Exact;

use super::id;
use super::show::block_name;
use crate::pages::{filters, shown};
use crate::vi::number::points;
use crate::vi::publication as words;
use crate::web::{Answer, Web};

#[derive(Template)]
#[template(path = "publication/card.html")]
struct Page {
    one: Publication,
    address: String,
    name: String,
    block: String,
    basis: (&'static str, &'static str),
    rank: u32,
    number: String,
    total: String,
    max: String,
    grade: String,
    pillars: Vec<Pillar>,
}

struct Pillar {
    code: String,
    title: String,
    points: String,
    lines: Vec<Line>,
}

struct Line {
    code: String,
    title: String,
    level: usize,
    rule: String,
    law: String,
    inputs: Vec<(String, String)>,
    points: String,
    max: String,
    outcome: &'static str,
    adjusted: bool,
}

fn exact(text: &str) -> String {
    text.parse::<Exact>()
        .map_or_else(|_| text.to_owned(), |number| points(&number, 4))
}

pub(super) async fn get(
    State(web): State<Web>,
    Path((text, slug)): Path<(String, String)>,
) -> Answer {
    let id = id(&text)?;
    let card = publication::card(&web.app, &id, &slug).await?;
    let unit = card.unit;
    let mut pillars: Vec<Pillar> = card
        .framework
        .pillars
        .iter()
        .zip(&unit.pillars)
        .map(|(pillar, own)| Pillar {
            code: pillar.code.clone(),
            title: pillar.title.clone(),
            points: exact(own),
            lines: Vec::new(),
        })
        .collect();
    for line in &card.lines {
        if let Some(pillar) = pillars.get_mut(line.pillar) {
            pillar.lines.push(Line::of(line));
        }
    }
    shown(&Page {
        address: format!("/cong-khai/{id}"),
        one: card.publication,
        block: block_name(&unit.block),
        basis: words::basis_named(&unit.basis),
        name: unit.name,
        rank: unit.rank,
        number: exact(&unit.number),
        total: exact(&unit.points),
        max: exact(&unit.max_points),
        grade: unit.grade.unwrap_or_default(),
        pillars,
    })
}

impl Line {
    fn of(line: &CardLine) -> Line {
        let (indicator, part) = (&line.indicator, &line.part);
        let max = indicator.max_points.as_deref();
        let most: Option<Exact> = max.and_then(|max| max.parse().ok());
        let in_words = |rule: &scoring::Rule| {
            reading::words::rule::in_words(rule, most.as_ref(), &indicator.labels)
        };
        let input = |(key, value): (&String, &String)| {
            let named = indicator.inputs.get(key).map(|input| input.label.clone());
            let label = named.filter(|label| !label.is_empty());
            let label = label.unwrap_or_else(|| crate::vi::figure::key(key));
            (label, words::input(key, value))
        };
        Line {
            code: indicator.code.clone(),
            title: indicator.title.clone(),
            level: line.depth + 1,
            rule: line.rule.as_ref().map(in_words).unwrap_or_default(),
            law: indicator.rule_text.clone().unwrap_or_default(),
            inputs: part.inputs.iter().map(input).collect(),
            points: part.points.as_deref().map_or_else(|| "–".to_owned(), exact),
            max: max.map(exact).unwrap_or_default(),
            outcome: words::outcome(&part.outcome),
            adjusted: part.adjusted,
        }
    }
}
