//! Papers as kept, and who may see them.

use domain::authority::Action;
use jiff::civil::Date;
use papers::{Head, Paper, annex, text, wording};

use super::{Figures, Refusal, sql};
use crate::database::{Conn, Row};
use crate::unit::Unit;
use crate::{Actor, App, EntryId, Error, Fault, Noun, PaperId, PeriodId, PlanId, UnitId, bind};

/// What a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Kế hoạch.
    Plan,
    /// Báo cáo.
    Report,
    /// Thông báo kết quả.
    Notice,
    /// Công văn đôn đốc.
    Urging,
    /// Phiếu giải trình.
    Explanation,
    /// Biên bản thẩm định.
    Minutes,
}

impl Kind {
    /// All.
    pub const ALL: [Kind; 6] = [
        Kind::Plan,
        Kind::Report,
        Kind::Notice,
        Kind::Urging,
        Kind::Explanation,
        Kind::Minutes,
    ];

    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Plan => "plan",
            Kind::Report => "report",
            Kind::Notice => "notice",
            Kind::Urging => "urging",
            Kind::Explanation => "explanation",
            Kind::Minutes => "minutes",
        }
    }

    /// As printed over its title; an official letter has nothing there.
    pub fn printed(self) -> &'static str {
        match self {
            Kind::Plan => "Kế hoạch",
            Kind::Report => "Báo cáo",
            Kind::Notice => "Thông báo",
            Kind::Urging => "",
            Kind::Explanation => "Phiếu giải trình",
            Kind::Minutes => "Biên bản",
        }
    }

    /// How people call it.
    pub fn called(self) -> &'static str {
        match self {
            Kind::Urging => "Công văn",
            other => other.printed(),
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How far a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its words can be changed.
    Draft,
    /// Number, day and files are fixed.
    Issued,
}

/// A paper.
#[derive(Clone, Debug)]
pub struct SheetOfPaper {
    /// Id.
    pub id: PaperId,
    /// Whose.
    pub unit: UnitId,
    /// The unit's name.
    pub unit_name: String,
    /// The unit's word in addresses.
    pub unit_slug: String,
    /// The unit's path.
    pub unit_path: String,
    /// What it is.
    pub kind: Kind,
    /// The plan whose paper it is.
    pub plan: Option<PlanId>,
    /// The period on which it reports.
    pub period: Option<PeriodId>,
    /// The entry that it explains.
    pub entry: Option<EntryId>,
    /// The year.
    pub year: i16,
    /// What a person can change.
    pub words: super::Words,
    /// The figures.
    pub figures: Figures,
    /// When they were gathered.
    pub figures_at: String,
    /// How far it is.
    pub state: State,
    /// Số, ký hiệu.
    pub reference: Option<String>,
    /// Ngày ban hành.
    pub issued_on: Option<Date>,
    /// The Word document as issued.
    pub docx_sha256: Option<String>,
    /// The PDF as issued.
    pub pdf_sha256: Option<String>,
    /// When it was begun.
    pub created_at: String,
    /// For changes.
    pub version: i32,
}

/// A signed copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCopy {
    /// From 1.
    pub position: i32,
    /// Over its bytes.
    pub sha256: String,
    /// The file's name.
    pub name: String,
    /// Its length.
    pub size_bytes: i32,
    /// When it came.
    pub at: String,
    /// Who brought it.
    pub by: String,
}

impl SheetOfPaper {
    /// How people know it.
    pub fn name(&self) -> String {
        let kind = self.kind.called();
        match &self.reference {
            Some(reference) => format!("{kind} {reference}"),
            None => format!("{kind}: {}", self.words.title),
        }
    }

    /// The paper with its figures. A draft has blanks for number and day.
    pub fn paper(&self) -> Result<Paper, Refusal> {
        let lines = |text: &str| -> Vec<String> {
            let lines = text.lines().map(str::trim);
            lines
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let (words, fields) = (&self.words, &self.figures.fields);
        let unknown = |field: text::UnknownField| Refusal::UnknownField { name: field.0 };
        let is_draft = self.state == State::Draft;
        let mut annexes = self.figures.annexes.clone();
        if !is_draft {
            for one in &mut annexes {
                annex::without_reasons(&mut one.table);
            }
        }
        Ok(Paper {
            head: Head {
                above: None,
                agency: words.agency.clone(),
                reference: self.reference.clone(),
                symbol: wording::symbol_of(self.kind.printed()),
                place: words.place.clone(),
                date: self.issued_on,
                year: self.year,
            },
            kind: self.kind.printed().to_owned(),
            title: text::filled(&words.title, fields).map_err(unknown)?,
            addressed: lines(&words.addressed),
            bases: lines(&words.bases),
            body: text::blocks(&words.body, fields).map_err(unknown)?,
            recipients: lines(&words.recipients),
            signatory: wording::signatory(&words.signatory),
            annexes,
            draft: is_draft,
        })
    }
}

pub(super) fn read(row: &Row) -> Result<SheetOfPaper, Fault> {
    let id = row.text("id")?;
    let bad = |what| Fault::inconsistent("paper", &id, what);
    Ok(SheetOfPaper {
        unit: UnitId::stored(row.text("unit_id")?),
        unit_name: row.text("unit_name")?,
        unit_slug: row.text("unit_slug")?,
        unit_path: row.text("unit_path")?,
        kind: Kind::parse(&row.text("kind")?).ok_or_else(|| bad("kind"))?,
        plan: row.text_or_null("plan_id")?.map(PlanId::stored),
        period: row.text_or_null("period_id")?.map(PeriodId::stored),
        entry: row.text_or_null("entry_id")?.map(EntryId::stored),
        year: i16::try_from(row.int("year")?).map_err(|_| bad("year"))?,
        words: super::Words {
            title: row.text("title")?,
            agency: row.text("agency")?,
            place: row.text("place")?,
            addressed: row.text("addressed")?,
            bases: row.text("bases")?,
            recipients: row.text("recipients")?,
            signatory: row.text("signatory")?,
            body: row.text("body")?,
        },
        figures: Figures::from_json(&row.text("figures_json")?)?,
        figures_at: row.text("figures_at")?,
        state: if row.text("state")? == "issued" {
            State::Issued
        } else {
            State::Draft
        },
        reference: row.text_or_null("reference")?,
        issued_on: row.date_or_null("issued_on")?,
        docx_sha256: row.text_or_null("docx_sha256")?,
        pdf_sha256: row.text_or_null("pdf_sha256")?,
        created_at: row.text("created_at")?,
        version: row.int("version")?,
        id: PaperId::stored(id),
    })
}

/// All but plans tell figures; whoever may not see those does not find them.
fn may_see(actor: &Actor, paper: &SheetOfPaper) -> bool {
    let action = match paper.kind {
        Kind::Plan => Action::Read,
        _ => Action::ReadFigures,
    };
    actor.may(action, &paper.unit_path)
}

pub(super) async fn load(
    conn: &mut Conn,
    actor: &Actor,
    id: &PaperId,
) -> Result<SheetOfPaper, Error> {
    let found = conn.find(sql::BY_ID, bind![id.as_str()], read).await?;
    found
        .filter(|paper| may_see(actor, paper))
        .ok_or(Error::NotFound(Noun::Paper))
}

/// A paper that the actor may change.
pub(super) async fn load_to_edit(
    conn: &mut Conn,
    actor: &Actor,
    id: &PaperId,
) -> Result<SheetOfPaper, Error> {
    let paper = load(conn, actor, id).await?;
    actor.require(Action::EditPlan, &paper.unit_path)?;
    match paper.state {
        State::Draft => Ok(paper),
        State::Issued => Err(Refusal::Issued.into()),
    }
}

/// A paper with its signed copies.
pub async fn show(
    app: &App,
    actor: &Actor,
    id: &PaperId,
) -> Result<(SheetOfPaper, Vec<SignedCopy>), Error> {
    let mut conn = app.read().await?;
    let paper = load(&mut conn, actor, id).await?;
    let copies = signed(&mut conn, id).await?;
    Ok((paper, copies))
}

pub(super) async fn signed(conn: &mut Conn, id: &PaperId) -> Result<Vec<SignedCopy>, Fault> {
    conn.all(sql::SIGNED, bind![id.as_str()], |row| {
        Ok(SignedCopy {
            position: row.int("position")?,
            sha256: row.text("sha256")?,
            name: row.text("name")?,
            size_bytes: row.int("size_bytes")?,
            at: row.text("at")?,
            by: row.text("by_name")?,
        })
    })
    .await
}

/// Papers of a unit in a year, the newest first, without texts and figures; how many signed copies
/// each has.
pub async fn list(
    app: &App,
    actor: &Actor,
    unit: &Unit,
    year: i16,
) -> Result<Vec<(SheetOfPaper, i64)>, Error> {
    actor.require(Action::Read, &unit.path)?;
    let mut conn = app.read().await?;
    let bound = [unit.id.as_str().into(), i32::from(year).into()];
    let mut all = conn
        .all(sql::LIST, &bound, |row| {
            Ok((read(row)?, row.count("signed_count")?))
        })
        .await?;
    all.retain(|(paper, _)| may_see(actor, paper));
    Ok(all)
}
