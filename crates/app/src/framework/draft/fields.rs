//! What is typed into a row of a draft, read: numbers, words within their limits, the rule at once.

use std::mem::discriminant;

use reading::figure::{InputKind, Typed, typed};
use reading::rule::RuleText;
use reading::text::squash;
use scoring::Exact;
use scoring::framework::IndicatorCode;

use super::desk::{DraftRow, RowKind};
use crate::framework::Refusal;
use crate::framework::adopt::{self, Asker, Figures};
use crate::framework::asks::{count, kind, needs};
use crate::framework::edition::Ask;
use crate::search::SearchEntry;
use crate::stored::reading::FrozenReading;
use crate::unit::{Unit, UnitKind};
use crate::{Error, FrameworkId, IndicatorId, bind};

/// Longest code, in characters.
const CODE_MAX: usize = 40;
/// Longest title.
const TITLE_MAX: usize = 1000;
/// Longest rule, requirement of proof, note.
const TEXT_MAX: usize = 8000;
/// Longest legal basis of a rule, longest source.
const LINE_MAX: usize = 500;
/// More points than any framework gives.
const POINTS_MAX: i64 = 1_000_000;

/// A row as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// «1.2».
    pub code: String,
    /// Title.
    pub title: String,
    /// Điểm tối đa; empty: none, or as the rule says.
    pub max_points: String,
    /// `adds`, `bonus`, `deducts`, `unscored`; empty: `adds`.
    pub counts: String,
    /// Chỉ số bắt buộc.
    pub mandatory: bool,
    /// Cách tính điểm.
    pub rule_text: String,
    /// Minh chứng.
    pub evidence_text: String,
    /// Nguồn dữ liệu.
    pub source_text: String,
    /// The document that the rule stands in, where it is not the framework's own.
    pub legal_basis: String,
    /// Kinds of unit that it is for, as stored; none: all.
    pub kinds: Vec<String>,
    /// Ghi chú.
    pub note: String,
    /// Who provides its figures, by a name or spelling of the directory.
    pub provider: String,
    /// Who confirms them.
    pub verifier: String,
}

/// Where a row stands: under which other, and as what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub kind: RowKind,
    /// The row above it; `None`: at the top.
    pub parent: Option<IndicatorId>,
}

/// A row as it will be kept.
pub(super) struct Kept {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) max: Option<Exact>,
    pub(super) counts: &'static str,
    pub(super) mandatory: bool,
    pub(super) rule_text: Option<String>,
    pub(super) frozen: Option<FrozenReading>,
    pub(super) reading: Option<&'static str>,
    pub(super) evidence_text: Option<String>,
    pub(super) source_text: Option<String>,
    pub(super) legal_basis: Option<String>,
    /// As stored.
    pub(super) kinds: Option<String>,
    pub(super) note: Option<String>,
}

/// A text within its limit; `None` where nothing is typed.
pub(super) fn limited(
    field: &'static str,
    text: &str,
    most: usize,
) -> Result<Option<String>, Refusal> {
    let text = text.trim();
    let length = text.chars().count();
    if length > most {
        return Err(Refusal::TextLong {
            field,
            length,
            most,
        });
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Reads a row as typed; `before` is the row as it stands, where it does.
pub(super) fn kept(
    fields: &Fields,
    kind: RowKind,
    before: Option<&DraftRow>,
) -> Result<Kept, Error> {
    let code = limited("code", &squash(&fields.code), CODE_MAX)?.ok_or(Refusal::NoCode)?;
    let code = IndicatorCode::new(&code).as_str().to_owned();
    if code.is_empty() {
        return Err(Refusal::NoCode.into());
    }
    let title = limited("title", &squash(&fields.title), TITLE_MAX)?.ok_or(Refusal::NoTitle)?;
    let max = points(&fields.max_points)?;
    let mut kept = Kept {
        code,
        title,
        max,
        counts: "adds",
        mandatory: false,
        rule_text: None,
        frozen: None,
        reading: None,
        evidence_text: None,
        source_text: None,
        legal_basis: limited("legal_basis", &squash(&fields.legal_basis), LINE_MAX)?,
        kinds: None,
        note: limited("note", &fields.note, TEXT_MAX)?,
    };
    if kind != RowKind::Indicator {
        return Ok(kept);
    }
    kept.counts = counts(&fields.counts)?;
    kept.mandatory = fields.mandatory;
    kept.kinds = kinds(&fields.kinds)?;
    kept.rule_text = limited("rule_text", &fields.rule_text, TEXT_MAX)?;
    kept.evidence_text = limited("evidence_text", &fields.evidence_text, TEXT_MAX)?;
    kept.source_text = limited("source_text", &squash(&fields.source_text), LINE_MAX)?;
    read_rule(&mut kept, before)?;
    Ok(kept)
}

fn counts(typed: &str) -> Result<&'static str, Refusal> {
    match typed {
        "" | "adds" => Ok("adds"),
        "bonus" => Ok("bonus"),
        "deducts" => Ok("deducts"),
        "unscored" => Ok("unscored"),
        other => Err(Refusal::UnknownWord {
            word: other.chars().take(40).collect(),
        }),
    }
}

/// Kinds of unit as stored; all of them are none in particular.
fn kinds(typed: &[String]) -> Result<Option<String>, Refusal> {
    let mut kinds = Vec::with_capacity(typed.len());
    for word in typed {
        let kind = UnitKind::parse(word).ok_or_else(|| Refusal::UnknownWord {
            word: word.chars().take(40).collect(),
        })?;
        kinds.push(kind);
    }
    kinds.sort_unstable();
    kinds.dedup();
    Ok(stored_kinds(&kinds).filter(|_| kinds.len() < UnitKind::ALL.len()))
}

/// `|commune|city|`; nothing for none.
pub(super) fn stored_kinds(kinds: &[UnitKind]) -> Option<String> {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    (!words.is_empty()).then(|| format!("|{}|", words.join("|")))
}

/// Points as people write them: «10», «12,5».
pub(super) fn points(text: &str) -> Result<Option<Exact>, Refusal> {
    let wrong = || Refusal::NotPoints {
        text: text.trim().chars().take(40).collect(),
    };
    match typed(InputKind::Value, text) {
        Ok(Typed::Missing) => Ok(None),
        Ok(Typed::Number(number)) if number.value <= Exact::whole(POINTS_MAX) => {
            Ok(Some(number.value))
        }
        _ => Err(wrong()),
    }
}

/// Reads the rule, unless nothing that decides its meaning has changed. What a person chose stays
/// chosen where the new text can mean it too.
fn read_rule(kept: &mut Kept, before: Option<&DraftRow>) -> Result<(), Error> {
    let Some(text) = &kept.rule_text else {
        return Ok(());
    };
    let same = before.filter(|row| {
        row.rule_text.as_ref() == Some(text)
            && row.title == kept.title
            && (row.max_points == kept.max || kept.max.is_none())
    });
    if let Some(row) = same {
        kept.frozen = row.frozen()?;
        kept.reading = row.reading.as_deref().map(word);
        kept.max = row.max_points.clone();
        return Ok(());
    }
    let reading = reading::rule::read(RuleText {
        text,
        max: kept.max.as_ref(),
        title: Some(&kept.title),
    });
    let mut read = FrozenReading::of(&reading);
    if kept.counts != "unscored" {
        kept.max = kept.max.clone().or_else(|| reading.max.clone());
    }
    let chosen = before
        .filter(|row| row.reading.as_deref() == Some("chosen"))
        .filter(|row| row.rule_text.as_ref() == Some(text));
    let taken = chosen.map(DraftRow::frozen).transpose()?.flatten();
    let taken = taken.and_then(|frozen| frozen.taken);
    let is_chosen = taken.is_some_and(|name| read.take(&name));
    kept.reading = Some(match (is_chosen, &read.rule) {
        (_, None) => "unread",
        (true, _) => "chosen",
        (false, _) => adopt::certainty(reading.certainty),
    });
    kept.frozen = Some(read);
    Ok(())
}

fn word(stored: &str) -> &'static str {
    match stored {
        "certain" => "certain",
        "assumed" => "assumed",
        "chosen" => "chosen",
        _ => "unread",
    }
}

/// Which figures a row asks for: those that it asked for already where they are typed alike, so
/// that what was entered stays.
pub(super) async fn ask(
    tx: &mut crate::database::Tx,
    unit: &Unit,
    (id, kept): (&IndicatorId, &Kept),
    before: &[Ask],
) -> Result<(), Error> {
    tx.run(crate::framework::sql::ASKS_DELETE, bind![id.as_str()])
        .await?;
    let Some(frozen) = &kept.frozen else {
        return Ok(());
    };
    let needs = needs(frozen);
    let options = frozen.rule.as_ref().map_or(0, count);
    let mut figures = Figures::load(tx, &unit.id).await?;
    for need in &needs {
        let alike = before.iter().find(|ask| {
            ask.key == need.key
                && discriminant(&ask.kind) == discriminant(&kind(need.shape, options))
        });
        if let Some(ask) = alike {
            figures.keep(&need.key, &ask.figure);
        }
    }
    let asker = Asker {
        indicator: id,
        code: &kept.code,
        title: &kept.title,
    };
    figures.ask(tx, &asker, &needs).await
}

/// The year that a framework's name names, else the one that runs.
pub(super) fn year_of(name: &str, now: &str) -> i16 {
    let named = name
        .split(|c: char| !c.is_ascii_digit())
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .find(|year| (2000..=2100).contains(year));
    named.or_else(|| now.get(..4)?.parse().ok()).unwrap_or(2026)
}

/// Where a row is found and opens: its id, code, title and rule.
pub(super) fn found(
    unit: &Unit,
    framework: &FrameworkId,
    (id, code, title, rule): (&IndicatorId, &str, &str, Option<&str>),
) -> SearchEntry {
    SearchEntry {
        subject_kind: "indicator",
        subject_id: id.to_string(),
        unit: unit.id.clone(),
        title: format!("{code} {title}"),
        body: rule.unwrap_or_default().to_owned(),
        address: format!("/bo-chi-so/{framework}/chi-so/{id}"),
        removed: false,
    }
}
