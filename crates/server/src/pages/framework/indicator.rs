//! `/bo-chi-so/{id}/chi-so/{id}`: the rule of one indicator, what else its text could mean, and
//! what each reading would give.

use app::framework::{self, Choice, Edition, EditionLine, FrameworkState};
use app::{Error, IndicatorId, Noun};
use askama::Template;
use axum::extract::{Path, State};
use domain::authority::Action;
use scoring::cohort::compared;
use scoring::rule::Outcome;
use scoring::{Exact, Figures, Rule};
use serde::Deserialize;

use super::Reading;
use super::show::id_of;
use crate::charts::{Caption, Chart, CurveMeasure, RuleCurve};
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::vi::number::points;
use crate::web::{Answer, Failure, Frame, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "framework/indicator.html")]
struct Page {
    frame: Frame,
    framework: String,
    name: String,
    version: i32,
    is_draft: bool,
    code: String,
    title: String,
    max: String,
    address: String,
    rule: Reading,
    taken: Option<Offered>,
    others: Vec<Offered>,
    samples: Vec<String>,
    asks: Vec<(String, String)>,
    rolled: Vec<String>,
    evidence_text: String,
    source_text: String,
    provider: String,
    verifier: String,
    legal_basis: String,
    kinds: String,
    note: String,
    own: String,
    may_edit_row: bool,
    curve: Option<Chart>,
    may_choose: bool,
    typed: Chosen,
    refusal: String,
}

/// A reading with what it gives for the samples.
struct Offered {
    name: String,
    words: String,
    points: Vec<String>,
    /// It compares units, so that a figure alone gives no points.
    compares: bool,
}

/// What a person says the rule means.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    version: String,
    reading: String,
    words: String,
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path((framework, indicator)): Path<(String, String)>,
) -> Answer {
    shown(&Page::of(&web, &visitor, (&framework, &indicator)).await?)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path((framework, indicator)): Path<(String, String)>,
    Typed(typed): Typed<Chosen>,
) -> Answer {
    let id = id_of(&framework)?;
    let own = IndicatorId::parse(&indicator).ok_or(Failure::NotFound(Noun::Indicator))?;
    let version = typed.version.parse().unwrap_or_default();
    let choice = if typed.reading.is_empty() {
        Choice::Words(typed.words.clone())
    } else {
        Choice::Reading(typed.reading.clone())
    };
    match framework::choose(&web.app, &visitor.actor, (&id, version), &own, &choice).await {
        Ok(()) => on_to(&format!("/bo-chi-so/{id}/chi-so/{own}")),
        Err(Error::Refused(refusal)) => {
            let mut page = Page::of(&web, &visitor, (&framework, &indicator)).await?;
            page.refusal = vi::refused(&refusal);
            page.typed = typed;
            refused(&page)
        }
        Err(Error::Stale(noun)) => {
            let mut page = Page::of(&web, &visitor, (&framework, &indicator)).await?;
            page.refusal = vi::failure::stale(noun);
            page.typed = typed;
            stale(&page)
        }
        Err(error) => Err(error.into()),
    }
}

impl Page {
    async fn of(
        web: &Web,
        visitor: &Visitor,
        (framework, indicator): (&str, &str),
    ) -> Result<Page, Failure> {
        let id = id_of(framework)?;
        let own = IndicatorId::parse(indicator).ok_or(Failure::NotFound(Noun::Indicator))?;
        let (edition, unit) = framework::show(&web.app, &visitor.actor, &id).await?;
        let at = edition
            .line(&own)
            .ok_or(Failure::NotFound(Noun::Indicator))?;
        let line = &edition.lines[at];
        let charge = framework::charge_of(&web.app, &visitor.actor, (&id, &own)).await?;
        let layout = edition.layout();
        let max = layout.places[at].indicator.max_points.clone();
        let may_edit = visitor.actor.may(Action::EditFramework, &unit.path);
        let is_draft = edition.state == FrameworkState::Draft;
        let samples = samples(line);
        let offer = |name: &str, rule: &Rule| offered(line, (name, rule), max.as_ref(), &samples);
        let taken = line
            .frozen
            .rule
            .as_ref()
            .map(|rule| offer(line.frozen.taken.as_deref().unwrap_or_default(), rule));
        let others = line
            .frozen
            .others
            .iter()
            .map(|(name, rule)| offer(name, rule))
            .collect();
        Ok(Page {
            framework: id.to_string(),
            name: edition.name.clone(),
            version: edition.version,
            is_draft,
            code: line.code.clone(),
            title: line.title.clone(),
            max: line
                .max_points
                .as_ref()
                .map(|max| points(max, 2))
                .unwrap_or_default(),
            address: format!("/bo-chi-so/{id}/chi-so/{own}"),
            rule: Reading::of(line),
            taken,
            others,
            samples: samples.into_iter().map(|(words, _)| words).collect(),
            asks: line
                .asks
                .iter()
                .map(|ask| (vi::figure::key(&ask.key), vi::figure::label(ask)))
                .collect(),
            rolled: line.rollups.iter().map(vi::rollup::said).collect(),
            evidence_text: line.evidence_text.clone().unwrap_or_default(),
            source_text: line.source_text.clone().unwrap_or_default(),
            provider: charge.provider_name().unwrap_or_default().to_owned(),
            verifier: charge.verifier_name().unwrap_or_default().to_owned(),
            legal_basis: line.legal_basis.clone().unwrap_or_default(),
            kinds: line
                .kinds
                .iter()
                .map(|kind| vi::people::unit_kind(*kind))
                .collect::<Vec<_>>()
                .join("; "),
            note: line.note.clone().unwrap_or_default(),
            own: own.to_string(),
            may_edit_row: may_edit && is_draft,
            curve: curve(&edition, line, max.as_ref()),
            may_choose: may_edit && is_draft && line.reading.is_some(),
            typed: Chosen::default(),
            refusal: String::new(),
            frame: Frame::at_home(web, visitor, Section::Frameworks).await?,
        })
    }
}

/// Figures by which readings can be told apart: rates, counts, and yes or no.
fn samples(line: &EditionLine) -> Vec<(String, Figures)> {
    let rules = line
        .frozen
        .rule
        .iter()
        .chain(line.frozen.others.iter().map(|(_, rule)| rule));
    let keys: Vec<&str> = rules.flat_map(Rule::inputs).collect();
    let share = |percent: i64| Exact::ratio(percent, 100);
    if keys.contains(&"ratio") {
        let sample = |percent: i64| {
            (
                format!("{percent} %"),
                Figures {
                    ratio: share(percent),
                    ..Figures::default()
                },
            )
        };
        return [0, 25, 50, 75, 90, 100].map(sample).into();
    }
    if keys.contains(&"value") {
        let sample = |value: i64| {
            (
                reading::words::number::number(&Exact::whole(value)),
                Figures {
                    value: Some(Exact::whole(value)),
                    ..Figures::default()
                },
            )
        };
        return [0, 1, 2, 5, 10, 50].map(sample).into();
    }
    if keys.contains(&"yes") {
        let sample = |yes: bool| {
            (
                if yes { "Có" } else { "Không" }.to_owned(),
                Figures {
                    yes: Some(yes),
                    ..Figures::default()
                },
            )
        };
        return [true, false].map(sample).into();
    }
    Vec::new()
}

fn offered(
    line: &EditionLine,
    (name, rule): (&str, &Rule),
    max: Option<&Exact>,
    samples: &[(String, Figures)],
) -> Offered {
    let earned = |figures: &Figures| match rule.outcome(max, figures) {
        Outcome::Scored(earned) => points(&earned, 2),
        _ => "–".to_owned(),
    };
    Offered {
        name: name.to_owned(),
        words: reading::words::rule::in_words(rule, max, &line.frozen.labels),
        points: samples.iter().map(|(_, figures)| earned(figures)).collect(),
        compares: compared(rule).is_some(),
    }
}

fn curve(edition: &Edition, line: &EditionLine, max: Option<&Exact>) -> Option<Chart> {
    let rule = line.frozen.rule.as_ref()?;
    let bands = rule.curve(max)?;
    let inner = match rule {
        Rule::Provided(inner) => inner,
        rule => rule,
    };
    let rate = inner.quantity()?.is_about_rate();
    let measure = line
        .asks
        .iter()
        .find_map(|ask| ask.measure.clone())
        .unwrap_or_default();
    let curve = RuleCurve {
        caption: Caption {
            prefix: "duong".to_owned(),
            title: format!("{}, {}", edition.name, line.code),
        },
        bands,
        measure: if rate {
            CurveMeasure::Percent
        } else {
            CurveMeasure::Of(measure)
        },
        maximum: max.cloned(),
        own: None,
    };
    Some(curve.draw())
}
