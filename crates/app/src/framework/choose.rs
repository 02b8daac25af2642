//! Settling what a rule means, while the framework is a draft; and issuing it.

use domain::authority::Action;
use reading::rule::RuleText;
use reading::text::squash;
use serde_json::json;

use super::adopt::{Asker, Figures};
use super::asks::needs;
use super::draft::{Severity, check};
use super::{Edition, FrameworkState, Refusal, edition, sql};
use crate::audit::Event;
use crate::database::Tx;
use crate::figure::rescore;
use crate::stored::reading::FrozenReading;
use crate::{Actor, App, Error, FrameworkId, IndicatorId, Noun, bind, unit};

/// Longest rule in words.
const WORDS_MAX: usize = 4000;

/// What a person says the rule means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// One of the readings, by its name.
    Reading(String),
    /// Other words for the rule, as the issuing office confirmed them.
    Words(String),
}

/// Settles what an indicator's rule means, and scores it again for every unit.
pub async fn choose(
    app: &App,
    actor: &Actor,
    (framework, version): (&FrameworkId, i32),
    indicator: &IndicatorId,
    choice: &Choice,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let before = draft(&mut tx, actor, framework, version).await?;
    let at = before
        .line(indicator)
        .ok_or(Error::NotFound(Noun::Indicator))?;
    let line = &before.lines[at];
    let frozen = settled(&before, at, choice)?;
    if tx
        .run(sql::TOUCH, bind![framework.as_str(), version])
        .await?
        == 0
    {
        return Err(Error::Stale(Noun::Framework));
    }
    let written = frozen.write();
    tx.run(sql::CHOOSE, bind![indicator.as_str(), &written])
        .await?;
    tx.run(sql::ASKS_DELETE, bind![indicator.as_str()]).await?;
    let mut figures = Figures::load(&mut tx, &before.unit).await?;
    for ask in &line.asks {
        figures.keep(&ask.key, &ask.figure);
    }
    let asker = Asker {
        indicator,
        code: &line.code,
        title: &line.title,
    };
    figures.ask(&mut tx, &asker, &needs(&frozen)).await?;
    let after = edition::load(&mut tx, framework).await?;
    rescore::line_everywhere(&mut tx, &after, at).await?;
    let name = format!("{} {}", line.code, line.title);
    let fields = |frozen: &FrozenReading| json!({ "reading": frozen.taken, "rule": frozen.rule.as_ref().map(crate::stored::rule::write) });
    let event = Event::new(
        "indicator.reading_chosen",
        "indicator",
        indicator.as_str(),
        &name,
    )
    .within(&before.unit)
    .before(fields(&line.frozen))
    .after(fields(&frozen));
    tx.commit(event).await?;
    Ok(())
}

fn settled(edition: &Edition, at: usize, choice: &Choice) -> Result<FrozenReading, Error> {
    let line = &edition.lines[at];
    match choice {
        Choice::Reading(name) => {
            let mut frozen = line.frozen.clone();
            if !frozen.take(name) {
                return Err(Refusal::NoSuchReading {
                    code: line.code.clone(),
                }
                .into());
            }
            Ok(frozen)
        }
        Choice::Words(words) => {
            let words: String = words.trim().chars().take(WORDS_MAX).collect();
            let max = edition.layout().places[at].indicator.max_points.clone();
            let text = RuleText {
                text: &words,
                max: max.as_ref(),
                title: Some(&line.title),
            };
            let frozen = FrozenReading::of(&reading::rule::read(text));
            if squash(&words).is_empty() || frozen.rule.is_none() {
                return Err(Refusal::StillUnread {
                    code: line.code.clone(),
                }
                .into());
            }
            Ok(frozen)
        }
    }
}

async fn draft(
    tx: &mut Tx,
    actor: &Actor,
    framework: &FrameworkId,
    version: i32,
) -> Result<Edition, Error> {
    let edition = edition::load(tx, framework).await?;
    let unit = unit::load(tx, &edition.unit).await?;
    actor.require(Action::EditFramework, &unit.path)?;
    if edition.state != FrameworkState::Draft {
        return Err(Refusal::Issued { name: edition.name }.into());
    }
    if edition.version != version {
        return Err(Error::Stale(Noun::Framework));
    }
    Ok(edition)
}

/// Whether whoever issues has seen what is doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warnings {
    /// They were shown.
    Seen,
    /// They were not: where there are any, ask first.
    Unseen,
}

/// Puts a framework into force, its warnings seen: from then on its rules stand.
pub async fn issue(
    app: &App,
    actor: &Actor,
    framework: &FrameworkId,
    version: i32,
) -> Result<(), Error> {
    issue_with(app, actor, (framework, version), Warnings::Seen).await
}

/// The same, refused while warnings stand that nobody has seen. While errors stand it is always
/// refused.
pub async fn issue_with(
    app: &App,
    actor: &Actor,
    (framework, version): (&FrameworkId, i32),
    warnings: Warnings,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let edition = edition::load(&mut tx, framework).await?;
    let unit = unit::load(&mut tx, &edition.unit).await?;
    actor.require(Action::EditFramework, &unit.path)?;
    if edition.state != FrameworkState::Draft {
        return Err(Refusal::NotDraft { name: edition.name }.into());
    }
    if edition.version != version
        || tx
            .run(sql::ISSUE, bind![framework.as_str(), version])
            .await?
            == 0
    {
        return Err(Error::Stale(Noun::Framework));
    }
    let check = check::of(&mut tx, framework).await?;
    let (errors, doubts) = (check.count(Severity::Error), check.count(Severity::Warning));
    if errors > 0 {
        return Err(Refusal::Flawed { errors }.into());
    }
    if doubts > 0 && warnings == Warnings::Unseen {
        return Err(Refusal::Unseen { warnings: doubts }.into());
    }
    let after = json!({
        "state": "issued", "unread": edition.unread().count(), "warnings": doubts,
    });
    let event = Event::new(
        "framework.issued",
        "framework",
        framework.as_str(),
        &edition.name,
    )
    .within(&unit.id)
    .before(json!({ "state": "draft" }))
    .after(after);
    tx.commit(event).await?;
    Ok(())
}
