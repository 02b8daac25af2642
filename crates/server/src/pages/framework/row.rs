//! `/bo-chi-so/{id}/soan/{row}` and `/soan/them`: one row of a draft, its rule read at once.

use app::figure::desk;
use app::framework::Refusal;
use app::framework::draft::{self, DraftRow, Fields, Place, RowKind, Sheet};
use app::stored::reading::FrozenReading;
use app::unit::UnitKind;
use app::{Error, FrameworkId, IndicatorId, Noun};
use askama::Template;
use axum::extract::{Path, Query, State};
use reading::rule::RuleText;
use scoring::{Exact, Rule};
use serde::Deserialize;

use super::show::id_of;
use crate::pages::choice::Choice;
use crate::pages::{filters, on_to, refused, shown, stale};
use crate::vi;
use crate::vi::number::points;
use crate::web::{Answer, Failure, Frame, Problems, Section, Typed, Visitor, Web};

#[derive(Template)]
#[template(path = "framework/row.html")]
struct Page {
    frame: Frame,
    id: String,
    name: String,
    /// The row; empty: a new one.
    row: String,
    was: String,
    kind: RowKind,
    parents: Vec<Choice>,
    counts: Vec<Choice>,
    kinds: Vec<(&'static str, &'static str, bool)>,
    /// Names that the directory knows.
    directory: Vec<String>,
    typed: Form,
    understood: Option<Understood>,
    is_saved: bool,
    problems: Problems,
    refusal: String,
}

/// A rule as it was read.
struct Understood {
    badge: &'static str,
    sure: &'static str,
    words: String,
    findings: Vec<String>,
    others: Vec<String>,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    version: String,
    kind: String,
    parent: String,
    code: String,
    title: String,
    max_points: String,
    counts: String,
    mandatory: String,
    rule_text: String,
    evidence_text: String,
    source_text: String,
    legal_basis: String,
    note: String,
    provider: String,
    verifier: String,
    for_province: String,
    for_city: String,
    for_commune: String,
    for_office: String,
    for_village: String,
    for_other: String,
    /// `xem`: show how the rule is understood; `tiep`: keep it and begin the next row.
    buoc: String,
}

/// Where a new row stands, and what was done.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(rename = "duoi")]
    under: String,
    #[serde(rename = "loai")]
    kind: String,
    #[serde(rename = "luu")]
    saved: String,
}

impl Form {
    fn of(row: &DraftRow) -> Form {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let max = row.max_points.as_ref();
        let is_for = |kind: UnitKind| {
            let chosen = row.kinds.contains(&kind);
            if chosen { "1" } else { "" }.to_owned()
        };
        Form {
            version: row.version.to_string(),
            kind: row.kind.name().to_owned(),
            parent: row
                .parent
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            code: row.code.clone(),
            title: row.title.clone(),
            max_points: max.map(reading::words::number::number).unwrap_or_default(),
            counts: row.counts.clone(),
            mandatory: if row.mandatory { "1" } else { "" }.to_owned(),
            rule_text: text(&row.rule_text),
            evidence_text: text(&row.evidence_text),
            source_text: text(&row.source_text),
            legal_basis: text(&row.legal_basis),
            note: text(&row.note),
            provider: row.charge.provider_name().unwrap_or_default().to_owned(),
            verifier: row.charge.verifier_name().unwrap_or_default().to_owned(),
            for_province: is_for(UnitKind::Province),
            for_city: is_for(UnitKind::City),
            for_commune: is_for(UnitKind::Commune),
            for_office: is_for(UnitKind::Office),
            for_village: is_for(UnitKind::Village),
            for_other: is_for(UnitKind::Other),
            buoc: String::new(),
        }
    }

    fn fields(&self) -> Fields {
        Fields {
            code: self.code.clone(),
            title: self.title.clone(),
            max_points: self.max_points.clone(),
            counts: self.counts.clone(),
            mandatory: !self.mandatory.is_empty(),
            rule_text: self.rule_text.clone(),
            evidence_text: self.evidence_text.clone(),
            source_text: self.source_text.clone(),
            legal_basis: self.legal_basis.clone(),
            kinds: self
                .kinds()
                .iter()
                .map(|kind| kind.name().to_owned())
                .collect(),
            note: self.note.clone(),
            provider: self.provider.clone(),
            verifier: self.verifier.clone(),
        }
    }

    /// Kinds of unit that are ticked.
    fn kinds(&self) -> Vec<UnitKind> {
        [
            (UnitKind::Province, &self.for_province),
            (UnitKind::City, &self.for_city),
            (UnitKind::Commune, &self.for_commune),
            (UnitKind::Office, &self.for_office),
            (UnitKind::Village, &self.for_village),
            (UnitKind::Other, &self.for_other),
        ]
        .into_iter()
        .filter(|(_, ticked)| !ticked.is_empty())
        .map(|(kind, _)| kind)
        .collect()
    }

    fn parent(&self) -> Result<Option<IndicatorId>, Failure> {
        match self.parent.trim() {
            "" => Ok(None),
            id => IndicatorId::parse(id)
                .map(Some)
                .ok_or(Failure::NotFound(Noun::Indicator)),
        }
    }
}

pub(super) async fn new(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let id = id_of(&id)?;
    let sheet = draft::sheet(&web.app, &visitor.actor, &id).await?;
    let kind = RowKind::parse(&asked.kind).unwrap_or(RowKind::Indicator);
    let under = IndicatorId::parse(&asked.under);
    let parent = under.filter(|_| kind != RowKind::Pillar);
    if let Some(parent) = &parent {
        sheet.row(parent)?;
    }
    let typed = Form {
        kind: kind.name().to_owned(),
        code: sheet.next_code(parent.as_ref()),
        parent: parent.as_ref().map(ToString::to_string).unwrap_or_default(),
        counts: "adds".to_owned(),
        ..Form::default()
    };
    let mut page = Page::of(&web, &visitor, (&sheet, None), typed).await?;
    page.is_saved = !asked.saved.is_empty();
    shown(&page)
}

pub(super) async fn add(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    Typed(typed): Typed<Form>,
) -> Answer {
    let id = id_of(&id)?;
    let place = Place {
        kind: RowKind::parse(&typed.kind).ok_or(Failure::Unreadable)?,
        parent: typed.parent()?,
    };
    if typed.buoc == "xem" {
        return tried(&web, &visitor, (&id, None), typed).await;
    }
    let done = draft::add(&web.app, &visitor.actor, &id, (&place, &typed.fields())).await;
    match done {
        Ok(_) if typed.buoc == "tiep" => on_to(&format!(
            "/bo-chi-so/{id}/soan/them?duoi={}&loai={}&luu=1",
            typed.parent,
            place.kind.name()
        )),
        Ok(row) => on_to(&format!("/bo-chi-so/{id}/soan/{row}?luu=1")),
        Err(error) => again(&web, &visitor, (&id, None), (typed, error)).await,
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, row)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (id, row) = (id_of(&id)?, row_of(&row)?);
    let sheet = draft::sheet(&web.app, &visitor.actor, &id).await?;
    let row = sheet.row(&row)?;
    let mut page = Page::of(&web, &visitor, (&sheet, Some(row)), Form::of(row)).await?;
    page.understood = understood_row(row)?;
    page.is_saved = !asked.saved.is_empty();
    shown(&page)
}

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, row)): Path<(String, String)>,
    Typed(typed): Typed<Form>,
) -> Answer {
    let (id, row) = (id_of(&id)?, row_of(&row)?);
    let version = typed.version.parse().unwrap_or_default();
    let parent = typed.parent()?;
    if typed.buoc == "xem" {
        return tried(&web, &visitor, (&id, Some(&row)), typed).await;
    }
    let key = (&id, &row, version);
    let fields = typed.fields();
    match draft::change(&web.app, &visitor.actor, key, (parent.as_ref(), &fields)).await {
        Ok(()) => on_to(&format!("/bo-chi-so/{id}/soan/{row}?luu=1")),
        Err(error) => again(&web, &visitor, (&id, Some(&row)), (typed, error)).await,
    }
}

pub(super) fn row_of(text: &str) -> Result<IndicatorId, Failure> {
    IndicatorId::parse(text).ok_or(Failure::NotFound(Noun::Indicator))
}

/// How the rule is understood as it is typed; nothing is kept.
async fn tried(
    web: &Web,
    visitor: &Visitor,
    (id, row): (&FrameworkId, Option<&IndicatorId>),
    typed: Form,
) -> Answer {
    let sheet = draft::sheet(&web.app, &visitor.actor, id).await?;
    let row = row.map(|row| sheet.row(row)).transpose()?;
    let max = max_of(&typed.max_points);
    let rule = typed.rule_text.trim().to_owned();
    let title = typed.title.clone();
    let mut page = Page::of(web, visitor, (&sheet, row), typed).await?;
    if rule.is_empty() {
        let why = "Chưa có quy tắc để đọc: ô cách tính điểm còn trống. Đề nghị ghi cách tính điểm rồi xem lại.";
        page.problems.say("rule_text", why);
        return refused(&page);
    }
    let reading = reading::rule::read(RuleText {
        text: &rule,
        max: max.as_ref(),
        title: Some(&title),
    });
    let word = match (&reading.rule, reading.certainty) {
        (None, _) | (_, domain::rule::Certainty::Unread) => "unread",
        (_, domain::rule::Certainty::Assumed) => "assumed",
        (_, domain::rule::Certainty::Certain) => "certain",
    };
    let max = max.or_else(|| reading.max.clone());
    page.understood = Some(understood(&FrozenReading::of(&reading), word, max.as_ref()));
    shown(&page)
}

fn max_of(text: &str) -> Option<Exact> {
    use reading::figure::{InputKind, Typed, typed};
    match typed(InputKind::Value, text) {
        Ok(Typed::Number(number)) => Some(number.value),
        _ => None,
    }
}

/// The form again with why not; where someone else changed the row first, what stands there now
/// above what was typed.
async fn again(
    web: &Web,
    visitor: &Visitor,
    (id, row): (&FrameworkId, Option<&IndicatorId>),
    (typed, error): (Form, Error),
) -> Answer {
    let refusal = match error {
        Error::Refused(refusal) => refusal,
        Error::Stale(noun) => {
            let sheet = draft::sheet(&web.app, &visitor.actor, id).await?;
            let row = row.map(|row| sheet.row(row)).transpose()?;
            let now = row.map(now).unwrap_or_default();
            let version = row.map(|row| row.version.to_string());
            let typed = Form {
                version: version.unwrap_or_default(),
                ..typed
            };
            let mut page = Page::of(web, visitor, (&sheet, row), typed).await?;
            page.refusal = format!("{} {now}", vi::failure::stale(noun));
            return stale(&page);
        }
        error => return Err(error.into()),
    };
    // An edition that was issued meanwhile has no sheet; its own page says so.
    let sheet = draft::sheet(&web.app, &visitor.actor, id).await?;
    let row = row.map(|row| sheet.row(row)).transpose()?;
    let mut page = Page::of(web, visitor, (&sheet, row), typed).await?;
    let sentence = vi::refused(&refusal);
    match field(&refusal) {
        Some(field) => page.problems.say(field, sentence),
        None => page.refusal = sentence,
    }
    refused(&page)
}

/// The row as it stands now, beside what was typed.
fn now(row: &DraftRow) -> String {
    let rule = row.rule_text.as_deref().unwrap_or("không có");
    let max = row.max_points.as_ref().map(|max| points(max, 2));
    format!(
        "Bản hiện nay: {} {}, tối đa {} điểm, cách tính điểm: {rule}.",
        row.code,
        row.title,
        max.unwrap_or_else(|| "chưa ghi".to_owned())
    )
}

/// The field that a refusal is about.
fn field(refusal: &app::Refusal) -> Option<&'static str> {
    let app::Refusal::Framework(refusal) = refusal else {
        return None;
    };
    match refusal {
        Refusal::NoCode | Refusal::CodeTaken { .. } => Some("code"),
        Refusal::NoTitle => Some("title"),
        Refusal::NotPoints { .. } => Some("max_points"),
        Refusal::TextLong { field, .. } | Refusal::NoSuchParty { field, .. } => Some(field),
        Refusal::Circle { .. }
        | Refusal::NoPillar
        | Refusal::PillarUnder { .. }
        | Refusal::TooDeep { .. } => Some("parent"),
        _ => None,
    }
}

fn understood_row(row: &DraftRow) -> Result<Option<Understood>, Failure> {
    let word = row.reading.as_deref().unwrap_or_default();
    let frozen = row.frozen().map_err(Failure::Fault)?;
    Ok(frozen.map(|frozen| understood(&frozen, word, row.max_points.as_ref())))
}

fn understood(frozen: &FrozenReading, word: &str, max: Option<&Exact>) -> Understood {
    let in_words = |rule: &Rule| reading::words::rule::in_words(rule, max, &frozen.labels);
    let others = frozen.others.iter();
    Understood {
        badge: match word {
            "certain" | "chosen" => "certain",
            "assumed" => "assumed",
            _ => "unread",
        },
        sure: vi::figure::rule_reading(Some(word)),
        words: frozen.rule.as_ref().map(in_words).unwrap_or_default(),
        findings: frozen
            .findings
            .iter()
            .map(|(_, sentence)| sentence.clone())
            .collect(),
        others: others.map(|(_, rule)| in_words(rule)).collect(),
    }
}

impl Page {
    async fn of(
        web: &Web,
        visitor: &Visitor,
        (sheet, row): (&Sheet, Option<&DraftRow>),
        typed: Form,
    ) -> Result<Page, Failure> {
        let kind = match row {
            Some(row) => row.kind,
            None => RowKind::parse(&typed.kind).unwrap_or(RowKind::Indicator),
        };
        let names = desk::parties(&web.app, &visitor.actor, &sheet.unit).await?;
        let counts = ["adds", "bonus", "deducts", "unscored"];
        Ok(Page {
            frame: Frame::at_home(web, visitor, Section::Frameworks).await?,
            id: sheet.id.to_string(),
            name: sheet.name.clone(),
            row: row.map(|row| row.id.to_string()).unwrap_or_default(),
            was: row
                .map(|row| format!("{} {}", row.code, row.title))
                .unwrap_or_default(),
            kind,
            directory: names.into_iter().map(|(_, name)| name).collect(),
            parents: parents(sheet, row, &typed),
            counts: counts
                .map(|one| Choice::of(one, vi::figure::counts(one), &typed.counts))
                .into(),
            kinds: UnitKind::ALL
                .map(|kind| {
                    let ticked = typed.kinds().contains(&kind);
                    (kind.name(), vi::people::unit_kind(kind), ticked)
                })
                .into(),
            typed,
            understood: None,
            is_saved: false,
            problems: Problems::default(),
            refusal: String::new(),
        })
    }
}

/// Rows under which this one may stand.
fn parents(sheet: &Sheet, own: Option<&DraftRow>, typed: &Form) -> Vec<Choice> {
    let depths = sheet.depths();
    let mut choices = Vec::with_capacity(sheet.rows.len());
    // What stands below the row itself follows it, deeper than it.
    let mut within: Option<usize> = None;
    for (row, depth) in sheet.rows.iter().zip(depths) {
        if within.is_some_and(|top| depth <= top) {
            within = None;
        }
        if own.is_some_and(|own| own.id == row.id) {
            within = Some(depth);
        }
        if within.is_none() {
            let title: String = row.title.chars().take(80).collect();
            let label = format!("{}{} {title}", "– ".repeat(depth), row.code);
            choices.push(Choice::of(row.id.as_str(), label, &typed.parent));
        }
    }
    choices
}
