//! What is asked, and how it is answered.

use std::collections::BTreeMap;
use std::sync::Arc;

use reading::figure::InputKind;

use super::{Refusal, sql};
use crate::database::Conn;
use crate::framework::{self, Ask, Edition};
use crate::{App, Error, Fault, FrameworkId, IndicatorId, PeriodId, SurveyId, bind};

/// Longest question.
const TEXT_MAX: usize = 1_000;
/// The most questions: a table of answers stays one that can be read.
const QUESTIONS_MAX: usize = 40;

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In words.
    Text,
    /// With a number.
    Number,
    /// Yes or no.
    Yes,
    /// With a day.
    Date,
    /// With a proof of the unit.
    File,
    /// With the figures of an indicator.
    Figure,
}

impl Kind {
    /// All.
    pub const ALL: [Kind; 6] = [
        Kind::Text,
        Kind::Number,
        Kind::Yes,
        Kind::Date,
        Kind::File,
        Kind::Figure,
    ];

    /// As stored and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Number => "number",
            Kind::Yes => "yes",
            Kind::Date => "date",
            Kind::File => "file",
            Kind::Figure => "figure",
        }
    }

    /// Of that name.
    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A question as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewQuestion {
    /// In words; of figures it may be empty.
    pub text: String,
    /// How it is answered.
    pub kind: Kind,
    /// Of figures: the indicator's code.
    pub code: String,
}

/// Which figure is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The field.
    pub ask: Ask,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// From 0.
    pub position: i32,
    /// In words; of a figure empty where the indicator says all.
    pub text: String,
    /// How it is answered.
    pub kind: Kind,
    /// Of a figure: which.
    pub figure: Option<Figure>,
}

/// A question to be written.
pub(super) struct Wanted {
    pub(super) text: String,
    pub(super) kind: Kind,
    pub(super) figure: Option<(IndicatorId, String)>,
}

/// Reads what was typed; an indicator becomes a question for each of its figures.
pub(super) async fn wanted(
    app: &App,
    conn: &mut Conn,
    (path, period): (&str, &PeriodId),
    typed: &[NewQuestion],
) -> Result<Vec<Wanted>, Error> {
    let mut all = Vec::new();
    for one in typed.iter().take(QUESTIONS_MAX + 1) {
        let text = super::draft::limited(&one.text, TEXT_MAX)?;
        let code = one.code.trim();
        if one.kind != Kind::Figure {
            if !text.is_empty() {
                all.push(Wanted {
                    text,
                    kind: one.kind,
                    figure: None,
                });
            }
            continue;
        }
        if code.is_empty() && text.is_empty() {
            continue;
        }
        let unknown = || Refusal::UnknownIndicator {
            code: code.chars().take(60).collect(),
        };
        let found = conn
            .find(sql::INDICATOR, bind![path, period.as_str(), code], |row| {
                let framework = FrameworkId::stored(row.text("framework_id")?);
                Ok((IndicatorId::stored(row.text("id")?), framework))
            })
            .await?;
        let (indicator, framework) = found.ok_or_else(unknown)?;
        let edition = framework::shelf::scoring(app, conn, &framework).await?;
        let asks = asks(&edition, &indicator);
        if asks.is_empty() {
            let code = code.to_owned();
            return Err(Refusal::NoFigure { code }.into());
        }
        all.extend(asks.into_iter().map(|ask| Wanted {
            text: text.clone(),
            kind: Kind::Figure,
            figure: Some((indicator.clone(), ask.key.clone())),
        }));
    }
    match all.len() {
        0 => Err(Refusal::NoQuestion.into()),
        1..=QUESTIONS_MAX => Ok(all),
        _ => Err(Refusal::ManyQuestions {
            most: QUESTIONS_MAX,
        }
        .into()),
    }
}

/// Figures that a survey can ask for: a rate is asked as its counts.
fn asks<'e>(edition: &'e Edition, indicator: &IndicatorId) -> Vec<&'e Ask> {
    let Some(line) = edition.line(indicator).map(|at| &edition.lines[at]) else {
        return Vec::new();
    };
    let counted = line.asks.iter().any(|ask| ask.key == "num");
    line.asks
        .iter()
        .filter(|ask| !(counted && ask.key == "ratio"))
        .filter(|ask| !matches!(ask.kind, InputKind::Parts { .. }))
        .collect()
}

/// What a survey asks, in order.
pub(super) async fn questions(
    app: &App,
    conn: &mut Conn,
    id: &SurveyId,
) -> Result<Vec<Question>, Error> {
    let stored = conn
        .all(sql::QUESTIONS, bind![id.as_str()], |row| {
            let named = row.text("kind")?;
            let kind = Kind::parse(&named)
                .ok_or_else(|| Fault::inconsistent("survey_question", &named, "kind"))?;
            let framework = row.text_or_null("framework_id")?.map(FrameworkId::stored);
            let indicator = row.text_or_null("indicator_id")?.map(IndicatorId::stored);
            let key = row.text_or_null("input_key")?.unwrap_or_default();
            let question = Question {
                position: row.int("position")?,
                text: row.text("text")?,
                kind,
                figure: None,
            };
            Ok((question, framework.zip(indicator), key))
        })
        .await?;
    // A survey asks about one framework, seldom two.
    let mut editions: BTreeMap<FrameworkId, Arc<Edition>> = BTreeMap::new();
    let mut all = Vec::with_capacity(stored.len());
    for (mut question, of, key) in stored {
        if let Some((framework, indicator)) = of {
            if !editions.contains_key(&framework) {
                let edition = framework::shelf::scoring(app, conn, &framework).await?;
                editions.insert(framework.clone(), edition);
            }
            question.figure = editions
                .get(&framework)
                .and_then(|edition| figure(edition, &indicator, &key));
        }
        all.push(question);
    }
    Ok(all)
}

fn figure(edition: &Edition, indicator: &IndicatorId, key: &str) -> Option<Figure> {
    let line = &edition.lines[edition.line(indicator)?];
    let ask = line.asks.iter().find(|ask| ask.key == key)?;
    Some(Figure {
        indicator: indicator.clone(),
        code: line.code.clone(),
        title: line.title.clone(),
        ask: ask.clone(),
    })
}
