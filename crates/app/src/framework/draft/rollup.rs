//! Which figures of a draft's line are computed from units below, said and taken back. What was
//! issued stays as it is: every change begins at the draft's desk.

use std::collections::{BTreeMap, BTreeSet};

use domain::authority::Action;
use reading::figure::{InputKind, Typed, typed};
use scoring::Exact;
use serde_json::json;

use super::desk::Desk;
use super::fields::stored_kinds;
use super::sql;
use crate::audit::Event;
use crate::database::{Conn, Tx};
use crate::figure::rollup as figure_rollup;
use crate::framework::rollup::fills;
use crate::framework::sql::ROLLUPS;
use crate::framework::{EditionLine, How, RATE, Refusal, RollUp, Test, edition, rollup};
use crate::unit::UnitKind;
use crate::{Actor, App, Error, FigureId, FrameworkId, IndicatorId, Noun, bind};

/// A figure of units below that can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As forms send it: the line and which of its figures.
    pub key: String,
    /// The framework that the line stands in.
    pub framework: String,
    /// «1.1 Có chuyên mục chuyển đổi số».
    pub named: String,
    /// `rate`, `yes`, `number`, `any`.
    pub shape: &'static str,
    parts: BTreeMap<&'static str, FigureId>,
}

/// The figures that a draft's lines can take, by framework, in its order.
pub async fn sources(
    app: &App,
    actor: &Actor,
    framework: &FrameworkId,
) -> Result<Vec<Source>, Error> {
    let mut conn = app.read().await?;
    super::desk::read_draft(&mut conn, actor, framework).await?;
    sources_in(&mut conn, actor, framework).await
}

async fn sources_in(
    conn: &mut Conn,
    actor: &Actor,
    framework: &FrameworkId,
) -> Result<Vec<Source>, Error> {
    let places = actor.places(Action::Read);
    let mut all: Vec<Source> = Vec::new();
    conn.all(sql::SOURCES, bind![&places, framework.as_str()], |row| {
        let (indicator, key) = (row.text("indicator_id")?, row.text("input_key")?);
        let (shape, part) = match (key.as_str(), row.text("shape")?.as_str()) {
            ("num", _) => ("rate", "num"),
            ("den", _) => ("rate", "den"),
            ("ratio", _) => ("rate", "ratio"),
            (_, "yes") => ("yes", "yes"),
            (_, "option" | "parts") => ("any", "any"),
            _ => ("number", "value"),
        };
        let word = if shape == "rate" { RATE } else { &key };
        let key = format!("{indicator}:{word}");
        let figure = FigureId::stored(row.text("figure_id")?);
        match all.last_mut().filter(|last| last.key == key) {
            Some(last) => {
                last.parts.insert(part, figure);
            }
            None => all.push(Source {
                key,
                framework: row.text("framework")?,
                named: format!("{} {}", row.text("code")?, row.text("title")?),
                shape,
                parts: BTreeMap::from([(part, figure)]),
            }),
        }
        Ok(())
    })
    .await?;
    Ok(all)
}

/// What somebody chose, as forms send it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// [`RATE`], or the key of the line's figure.
    pub target: String,
    /// `share`, `count`, `sum`, `ratio`, `mean`.
    pub how: String,
    /// [`Source::key`].
    pub source: String,
    /// Kinds of unit that are counted.
    pub kinds: Vec<UnitKind>,
    /// `yes`, `at_least`, …; empty where nothing is asked.
    pub test: String,
    /// «80», per cent where the figure is a rate.
    pub bound: String,
}

/// The figures of a line that can be computed: a rate as one.
pub fn targets(line: &EditionLine) -> Vec<String> {
    let mut targets: Vec<String> = Vec::new();
    for ask in &line.asks {
        let is_rate = matches!(ask.key.as_str(), "num" | "den" | "ratio");
        let own = if is_rate { RATE } else { &ask.key };
        let is_number = !matches!(ask.kind, InputKind::Option { .. } | InputKind::Parts { .. });
        if is_number && !targets.iter().any(|one| one == own) {
            targets.push(own.to_owned());
        }
    }
    targets
}

/// Says how a figure of a line is computed; what was said of it before is replaced.
pub async fn roll_up(
    app: &App,
    actor: &Actor,
    (framework, id, version): (&FrameworkId, &IndicatorId, i32),
    chosen: &Chosen,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let desk = Desk::open(&mut tx, actor, framework).await?;
    desk.seen((id, version))?;
    let edition = edition::load(&mut tx, framework).await?;
    let at = edition.line(id).ok_or(Error::NotFound(Noun::Indicator))?;
    let line = &edition.lines[at];
    let sources = sources_in(&mut tx, actor, framework).await?;
    let rollup = read(line, chosen, &sources)?;
    not_twice(&edition.lines, at, &rollup)?;
    no_circle(&mut tx, line, &rollup).await?;
    let before = line.rollups.iter().find(|one| one.target == rollup.target);
    if before.is_some() {
        drop_one(&mut tx, (id, &rollup.target)).await?;
    }
    write(&mut tx, &rollup).await?;
    renewed(&mut tx, (id, version)).await?;
    settle(&mut tx, &desk).await?;
    let name = format!("{} {}", line.code, line.title);
    let mut event = Event::new("indicator.rolled_up", "indicator", id.as_str(), &name)
        .within(&desk.unit.id)
        .after(said(&rollup));
    if let Some(before) = before {
        event = event.before(said(before));
    }
    tx.commit(event).await?;
    Ok(())
}

/// The figure is entered again.
pub async fn enter_again(
    app: &App,
    actor: &Actor,
    (framework, id, version): (&FrameworkId, &IndicatorId, i32),
    target: &str,
) -> Result<(), Error> {
    let mut tx = app.begin(actor).await?;
    let desk = Desk::open(&mut tx, actor, framework).await?;
    desk.seen((id, version))?;
    let edition = edition::load(&mut tx, framework).await?;
    let at = edition.line(id).ok_or(Error::NotFound(Noun::Indicator))?;
    let line = &edition.lines[at];
    let before = line.rollups.iter().find(|one| one.target == target);
    let before = before.ok_or(Error::NotFound(Noun::Indicator))?;
    // What was computed stays as the unit's own figure, open to it.
    for ask in line.asks.iter().filter(|ask| fills(target, &ask.key)) {
        tx.run(
            sql::UNLOCK_ROLLED,
            bind![ask.figure.as_str(), framework.as_str()],
        )
        .await?;
    }
    drop_one(&mut tx, (id, target)).await?;
    renewed(&mut tx, (id, version)).await?;
    desk.settle(&mut tx, &[]).await?;
    let name = format!("{} {}", line.code, line.title);
    let event = Event::new("indicator.entered_again", "indicator", id.as_str(), &name)
        .within(&desk.unit.id)
        .before(said(before));
    tx.commit(event).await?;
    Ok(())
}

fn said(rollup: &RollUp) -> serde_json::Value {
    json!({
        "target": rollup.target, "how": rollup.how.name(), "of": rollup.named,
        "kinds": stored_kinds(&rollup.kinds),
        "test": rollup.test.as_ref().map(Test::name),
        "bound": rollup.test.as_ref().and_then(Test::bound).map(ToString::to_string),
    })
}

async fn renewed(tx: &mut Tx, (id, version): (&IndicatorId, i32)) -> Result<(), Error> {
    if tx.run(sql::MOVED, bind![id.as_str(), version]).await? == 0 {
        return Err(Error::Stale(Noun::Indicator));
    }
    Ok(())
}

/// For whom the draft is opened already, the figures follow.
async fn settle(tx: &mut Tx, desk: &Desk) -> Result<(), Error> {
    if desk.head.opened == 0 {
        return Ok(());
    }
    for period in desk.periods(tx).await? {
        figure_rollup::gather_of(tx, (&desk.id, &period)).await?;
    }
    Ok(())
}

fn read(line: &EditionLine, chosen: &Chosen, sources: &[Source]) -> Result<RollUp, Refusal> {
    let target = targets(line)
        .into_iter()
        .find(|one| *one == chosen.target)
        .ok_or_else(|| Refusal::RollsNothing {
            code: line.code.clone(),
        })?;
    let how = How::parse(&chosen.how).ok_or_else(|| unknown(&chosen.how))?;
    let source = sources
        .iter()
        .find(|one| one.key == chosen.source)
        .ok_or(Refusal::NoRollSource)?;
    if chosen.kinds.is_empty() {
        return Err(Refusal::NoRollKinds);
    }
    let test = if how.tests() {
        Some(test(chosen, source)?)
    } else {
        None
    };
    let makes = match (how, source.shape) {
        (How::Share, _) => target == RATE || target == "yes",
        (How::Count, _) | (How::Sum | How::Mean, "number") => target != RATE && target != "yes",
        (How::Ratio | How::Mean, "rate") => target == RATE,
        _ => false,
    };
    if !makes {
        return Err(Refusal::RollsOtherwise {
            how,
            named: source.named.clone(),
        });
    }
    let mut parts: BTreeMap<String, FigureId> = BTreeMap::new();
    for (part, figure) in &source.parts {
        // A ratio of sums takes what is counted only.
        if how != How::Ratio || *part != "ratio" {
            parts.insert((*part).to_owned(), figure.clone());
        }
    }
    Ok(RollUp {
        indicator: line.indicator.clone(),
        target,
        how,
        kinds: chosen.kinds.clone(),
        test,
        named: source.named.clone(),
        sources: parts,
    })
}

fn unknown(word: &str) -> Refusal {
    Refusal::UnknownWord {
        word: word.chars().take(40).collect(),
    }
}

fn test(chosen: &Chosen, source: &Source) -> Result<Test, Refusal> {
    let named = || source.named.clone();
    let bounded = matches!(chosen.test.as_str(), "at_least" | "at_most");
    let fits = match chosen.test.as_str() {
        "given" | "final" => true,
        "yes" => source.shape == "yes",
        "at_least" | "at_most" => matches!(source.shape, "rate" | "number"),
        "" => return Err(Refusal::NoRollTest),
        other => return Err(unknown(other)),
    };
    if !fits {
        return Err(Refusal::RollTestUnfit { named: named() });
    }
    let bound = if bounded {
        Some(bound(source, &chosen.bound)?)
    } else {
        None
    };
    Test::of(&chosen.test, bound).ok_or_else(|| unknown(&chosen.test))
}

fn bound(source: &Source, text: &str) -> Result<Exact, Refusal> {
    let kind = if source.shape == "rate" {
        InputKind::Percent
    } else {
        InputKind::Signed
    };
    match typed(kind, text) {
        Ok(Typed::Number(number)) => Ok(number.value),
        _ => Err(Refusal::NotNumber {
            field: "bound",
            text: text.trim().chars().take(40).collect(),
        }),
    }
}

/// Refused where another line has one of the figures computed otherwise.
fn not_twice(lines: &[EditionLine], at: usize, rollup: &RollUp) -> Result<(), Refusal> {
    let own: BTreeSet<&FigureId> = lines[at]
        .asks
        .iter()
        .filter(|ask| rollup.fills(&ask.key))
        .map(|ask| &ask.figure)
        .collect();
    for (other, line) in lines.iter().enumerate() {
        for one in &line.rollups {
            if other == at && one.target == rollup.target {
                continue;
            }
            let mut made = line.asks.iter().filter(|ask| one.fills(&ask.key));
            if made.any(|ask| own.contains(&ask.figure)) {
                return Err(Refusal::RolledTwice {
                    code: line.code.clone(),
                });
            }
        }
    }
    Ok(())
}

/// Refused where a figure would be computed from itself, directly or through others.
async fn no_circle(conn: &mut Conn, line: &EditionLine, rollup: &RollUp) -> Result<(), Error> {
    let mut sources: BTreeMap<FigureId, Vec<FigureId>> = BTreeMap::new();
    conn.all(sql::EDGES, &[], |row| {
        let made = FigureId::stored(row.text("made")?);
        let source = FigureId::stored(row.text("source")?);
        sources.entry(made).or_default().push(source);
        Ok(())
    })
    .await?;
    let own: BTreeSet<&FigureId> = line
        .asks
        .iter()
        .filter(|ask| rollup.fills(&ask.key))
        .map(|ask| &ask.figure)
        .collect();
    let mut open: Vec<&FigureId> = rollup.sources.values().collect();
    let mut seen: BTreeSet<&FigureId> = BTreeSet::new();
    while let Some(figure) = open.pop() {
        if own.contains(figure) {
            return Err(Refusal::RollCircle {
                code: line.code.clone(),
                named: rollup.named.clone(),
            }
            .into());
        }
        if seen.insert(figure) {
            open.extend(sources.get(figure).into_iter().flatten());
        }
    }
    Ok(())
}

async fn write(tx: &mut Tx, rollup: &RollUp) -> Result<(), Error> {
    let key = (rollup.indicator.as_str(), rollup.target.as_str());
    let bound = rollup.test.as_ref().and_then(Test::bound);
    tx.run(
        sql::ROLLUP_INSERT,
        bind![
            key.0,
            key.1,
            rollup.how.name(),
            &stored_kinds(&rollup.kinds),
            rollup.test.as_ref().map(Test::name),
            &bound.map(ToString::to_string),
            &rollup.named
        ],
    )
    .await?;
    for (part, figure) in &rollup.sources {
        tx.run(
            sql::ROLLUP_SOURCE_INSERT,
            bind![key.0, key.1, part, figure.as_str()],
        )
        .await?;
    }
    Ok(())
}

async fn drop_one(tx: &mut Tx, (id, target): (&IndicatorId, &str)) -> Result<(), Error> {
    for drop in [
        sql::ROLLUP_PARTS_DELETE,
        sql::ROLLUP_SUMS_DELETE,
        sql::ROLLUP_SOURCES_DELETE,
        sql::ROLLUP_DELETE,
    ] {
        tx.run(drop, bind![id.as_str(), target]).await?;
    }
    Ok(())
}

/// A changed rule asks for other figures: what computed one that is asked no more goes.
pub(super) async fn fit(
    tx: &mut Tx,
    framework: &FrameworkId,
    id: &IndicatorId,
) -> Result<(), Error> {
    let mut all: Vec<RollUp> = Vec::new();
    tx.all(ROLLUPS, bind![framework.as_str()], |row| {
        rollup::read_into(&mut all, row)
    })
    .await?;
    all.retain(|one| one.indicator == *id);
    if all.is_empty() {
        return Ok(());
    }
    let edition = edition::load(tx, framework).await?;
    let Some(at) = edition.line(id) else {
        return Ok(());
    };
    let targets = targets(&edition.lines[at]);
    for one in all {
        if !targets.contains(&one.target) {
            drop_one(tx, (id, &one.target)).await?;
        }
    }
    Ok(())
}
