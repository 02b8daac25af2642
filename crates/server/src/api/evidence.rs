//! `/api/v1/units/{unit}/evidence`, `/api/v1/evidence/{evidence}`: proof — files and links, what is
//! said of them, what they serve.

use app::evidence::{
    self, Correction, Evidence, Facts, Filter, How, Incoming, NewLink, NewUse, Serves, Shown,
    State, Taken, Visibility,
};
use app::{EvidenceId, Noun, RequirementId};
use axum::http::Method;
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{date, sent};
use super::wire::{Api, Ask, Body, Created, Done, File, Many, Nothing, One, Upload, field};
use crate::web::{Access, Failure};

/// Pages that are looked at.
const PAGE_MAX: u32 = 100_000;

/// A proof.
#[derive(Serialize, ToSchema)]
#[schema(as = Evidence)]
struct EvidenceShape {
    /// Id.
    id: String,
    /// What it is about.
    title: String,
    /// What sort of document.
    kind: Option<String>,
    /// Number.
    reference: Option<String>,
    /// Date.
    #[schema(format = Date)]
    issued_on: Option<String>,
    /// Issuer.
    issuer: Option<String>,
    /// First day in force.
    #[schema(format = Date)]
    effective_from: Option<String>,
    /// Last day in force.
    #[schema(format = Date)]
    effective_to: Option<String>,
    /// Its file.
    file: Option<FileShape>,
    /// Its address; never fetched.
    link: Option<String>,
    /// `private`, `unit`.
    visibility: &'static str,
    /// Fields read from the file that wait for a person.
    proposed: Vec<String>,
    /// Who brought it.
    created_by: String,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// Since when it is put away.
    #[schema(format = DateTime)]
    removed_at: Option<String>,
    /// For `If-Match`.
    version: i32,
}

/// A file.
#[derive(Serialize, ToSchema)]
#[schema(as = EvidenceFile)]
struct FileShape {
    /// Name.
    name: String,
    /// Type, by its content.
    media_type: String,
    /// Bytes.
    size_bytes: i32,
    /// SHA-256.
    sha256: String,
}

/// A proof in a list.
#[derive(Serialize, ToSchema)]
struct EvidenceListed {
    /// The proof.
    evidence: EvidenceShape,
    /// How many rows and entries it serves.
    uses: i64,
}

/// A proof and what it serves.
#[derive(Serialize, ToSchema)]
struct EvidenceSheet {
    /// The proof.
    evidence: EvidenceShape,
    /// The unit's word in addresses.
    unit: String,
    /// What it serves.
    uses: Vec<UseShape>,
}

/// What a proof serves.
#[derive(Serialize, ToSchema)]
#[schema(as = EvidenceUse)]
struct UseShape {
    /// `plan_row:ID` or `entry:ID`.
    serves: String,
    /// Code.
    code: String,
    /// Title.
    title: String,
    /// Plan or period.
    context: String,
    /// «trang 3».
    page: Option<String>,
    /// The requirement it meets, in the document's words.
    requirement: Option<String>,
}

/// What became of a file.
#[derive(Serialize, ToSchema)]
struct TakenFile {
    /// `kept`, or `already`: the same bytes were there.
    outcome: &'static str,
    /// The proof.
    evidence: EvidenceShape,
    /// Codes that the proof served already.
    codes: Vec<String>,
}

/// What became of the files.
#[derive(Serialize, ToSchema)]
struct TakenFiles {
    /// One for each file, in order.
    files: Vec<TakenFile>,
}

/// What is corrected: what is not sent stays, null empties.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EvidenceChange {
    /// Title.
    title: Option<String>,
    /// `private`, `unit`.
    visibility: Option<String>,
    /// What sort of document.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    kind: Option<Option<String>>,
    /// Number.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    reference: Option<Option<String>>,
    /// Date.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = Date)]
    issued_on: Option<Option<String>>,
    /// Issuer.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>)]
    issuer: Option<Option<String>>,
    /// First day in force.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = Date)]
    effective_from: Option<Option<String>>,
    /// Last day in force.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = Date)]
    effective_to: Option<Option<String>>,
}

/// Links to be registered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinksToAdd {
    /// The links.
    links: Vec<LinkToAdd>,
    /// `plan_row:ID` or `entry:ID`.
    serves: Option<String>,
    /// Id of the requirement they meet; found by their kind unless said.
    requirement: Option<String>,
}

/// A link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkToAdd {
    /// Title.
    title: String,
    /// Address.
    link: String,
    /// What sort of document.
    kind: Option<String>,
    /// Date.
    #[schema(format = Date)]
    issued_on: Option<String>,
    /// Issuer.
    issuer: Option<String>,
}

/// What a proof is to serve.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UsesToAdd {
    /// `plan_row:ID` or `entry:ID`, several.
    serves: Vec<String>,
    /// Id of the requirement it meets; found by its kind unless said.
    requirement: Option<String>,
    /// «trang 3».
    page: Option<String>,
}

/// Which proofs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Words.
    q: Option<String>,
    /// What sort of document.
    kind: Option<String>,
    /// `all`, `waiting`, `incomplete`, `unused`, `used`, `expiring`, `expired`, `removed`.
    state: Option<String>,
    /// The number of the page before.
    after: Option<String>,
}

/// For files.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ForFiles {
    /// The file's name, where the body is the file itself.
    #[serde(rename = "name")]
    _name: Option<String>,
    /// `plan_row:ID` or `entry:ID`.
    serves: Option<String>,
    /// Id of the requirement it meets; found by its kind unless said.
    requirement: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let (read, attach) = (
        Access::May(Action::ReadEvidence),
        Access::May(Action::AttachEvidence),
    );
    let one = "/api/v1/evidence/{evidence}";
    let used = "/api/v1/evidence/{evidence}/uses/{serves}";
    api.about("Minh chứng")
        .get(
            "/api/v1/units/{unit}/evidence",
            read,
            ("listEvidence", "Kho minh chứng của đơn vị, mới nhất trước"),
            list,
        )
        .post(
            "/api/v1/units/{unit}/evidence",
            attach,
            ("addEvidence", "Gửi tệp minh chứng"),
            add,
        )
        .post(
            "/api/v1/units/{unit}/evidence/links",
            attach,
            ("addEvidenceLinks", "Ghi đường dẫn làm minh chứng"),
            links,
        )
        .get(
            one,
            read,
            ("showEvidence", "Một minh chứng và những việc nó chứng minh"),
            show,
        )
        .change(
            Method::PATCH,
            one,
            attach,
            ("changeEvidence", "Sửa thông tin, phạm vi xem"),
            change,
        )
        .change(
            Method::DELETE,
            one,
            attach,
            ("putAwayEvidence", "Cất minh chứng; tệp vẫn còn"),
            put_away,
        )
        .post(
            "/api/v1/evidence/{evidence}/restore",
            attach,
            (
                "restoreEvidence",
                "Đưa minh chứng đã cất trở lại; cần If-Match",
            ),
            restore,
        )
        .get(
            "/api/v1/evidence/{evidence}/file",
            read,
            ("downloadEvidence", "Tải tệp; lượt tải được ghi nhật ký"),
            file,
        )
        .post(
            "/api/v1/evidence/{evidence}/uses",
            attach,
            ("useEvidence", "Dùng minh chứng cho dòng việc, chỉ số"),
            use_for,
        )
        .get(
            used,
            read,
            ("showEvidenceUse", "Một lần dùng minh chứng"),
            one_use,
        )
        .change(
            Method::DELETE,
            used,
            attach,
            ("endEvidenceUse", "Thôi dùng minh chứng cho việc đó"),
            end_use,
        )
}

fn shape(one: &Evidence) -> EvidenceShape {
    let facts = &one.facts;
    EvidenceShape {
        id: one.id.to_string(),
        title: facts.title.clone(),
        kind: facts.kind.clone(),
        reference: facts.reference.clone(),
        issued_on: facts.issued_on.map(|day| day.to_string()),
        issuer: facts.issuer.clone(),
        effective_from: facts.effective_from.map(|day| day.to_string()),
        effective_to: facts.effective_to.map(|day| day.to_string()),
        file: one.file.as_ref().map(|file| FileShape {
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            size_bytes: file.size_bytes,
            sha256: file.sha256.clone(),
        }),
        link: one.link.clone(),
        visibility: one.visibility.name(),
        proposed: one.proposed.iter().map(|(name, _)| name.clone()).collect(),
        created_by: one.created_name.clone(),
        created_at: one.created_at.clone(),
        removed_at: one.removed_at.clone(),
        version: one.version,
    }
}

fn sheet(shown: &Shown) -> EvidenceSheet {
    let uses = shown.uses.iter().map(|one| UseShape {
        serves: one.serves.word(),
        code: one.code.clone(),
        title: one.title.clone(),
        context: one.context.clone(),
        page: one.page.clone(),
        requirement: one.requirement.clone(),
    });
    EvidenceSheet {
        evidence: shape(&shown.evidence),
        unit: shown.unit.slug.clone(),
        uses: uses.collect(),
    }
}

fn serving(pointer: &str, text: Option<&String>) -> Result<Option<Serves>, Failure> {
    text.map(|text| field(pointer, text, Serves::parse(text)))
        .transpose()
}

/// What is said of the use.
fn serving_as(pointer: &str, id: Option<&String>) -> Result<NewUse, Failure> {
    let requirement = id
        .map(|id| field(pointer, id, RequirementId::parse(id)))
        .transpose()?;
    Ok(NewUse {
        requirement,
        page: None,
    })
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<EvidenceListed>, Failure> {
    let unit = ask.unit().await?;
    let asked = &ask.query;
    let state = |word: &String| {
        field(
            "state",
            word,
            State::ALL.into_iter().find(|one| one.name() == word),
        )
    };
    let before = asked
        .after
        .as_ref()
        .map(|after| field("after", after, after.parse().ok()))
        .transpose()?;
    let page = before.unwrap_or(0_u32).min(PAGE_MAX) + 1;
    let filter = Filter {
        words: asked.q.clone().unwrap_or_default(),
        kind: asked.kind.clone(),
        state: asked
            .state
            .as_ref()
            .map(state)
            .transpose()?
            .unwrap_or_default(),
        page,
    };
    let listed = evidence::list(ask.app(), ask.actor(), &unit, &filter).await?;
    let more = i64::from(page) * evidence::PAGE < listed.total;
    let items = listed.items.iter().map(|item| EvidenceListed {
        evidence: shape(&item.evidence),
        uses: item.uses,
    });
    Ok(ask.paged(items.collect(), more.then(|| page.to_string()).as_deref()))
}

async fn add(ask: Ask<Upload, ForFiles>) -> Result<Created<TakenFiles>, Failure> {
    let unit = ask.unit().await?;
    let (app, actor) = (ask.web.app.clone(), ask.visitor.actor.clone());
    let wanted = ask.body.texts.get("serves").or(ask.query.serves.as_ref());
    let serves = serving("serves", wanted)?;
    let wanted = ask.body.texts.get("requirement");
    let new_use = serving_as("requirement", wanted.or(ask.query.requirement.as_ref()))?;
    let mut files = Vec::new();
    for sent in ask.body.files {
        let incoming = Incoming {
            name: sent.name,
            file: sent.file,
        };
        let what = (incoming, serves.as_ref(), &new_use);
        let taken = evidence::take_for(&app, &actor, &unit, what).await?;
        files.push(match taken {
            Taken::Kept { evidence, .. } => TakenFile {
                outcome: "kept",
                evidence: shape(&evidence),
                codes: Vec::new(),
            },
            Taken::Already { evidence, codes } => TakenFile {
                outcome: "already",
                evidence: shape(&evidence),
                codes,
            },
        });
    }
    let location = format!("/api/v1/units/{}/evidence", unit.slug);
    Ok(Created {
        location,
        one: One::of(TakenFiles { files }),
    })
}

async fn links(ask: Ask<Body<LinksToAdd>>) -> Result<Created<TakenFiles>, Failure> {
    let unit = ask.unit().await?;
    let Body(asked) = &ask.body;
    let serves = serving("/serves", asked.serves.as_ref())?;
    let links = asked.links.iter().enumerate().map(|(at, link)| {
        Ok(NewLink {
            title: link.title.clone(),
            link: link.link.clone(),
            kind: link.kind.clone(),
            issued_on: date(&format!("/links/{at}/issued_on"), link.issued_on.as_deref())?,
            issuer: link.issuer.clone(),
        })
    });
    let links = links.collect::<Result<Vec<_>, Failure>>()?;
    let new_use = serving_as("/requirement", asked.requirement.as_ref())?;
    let what = (links.as_slice(), serves.as_ref(), &new_use);
    let made = evidence::register(ask.app(), ask.actor(), &unit, what).await?;
    let files = made.iter().map(|one| TakenFile {
        outcome: "kept",
        evidence: shape(one),
        codes: Vec::new(),
    });
    let location = format!("/api/v1/units/{}/evidence", unit.slug);
    Ok(Created {
        location,
        one: One::of(TakenFiles {
            files: files.collect(),
        }),
    })
}

async fn show(ask: Ask) -> Result<One<EvidenceSheet>, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let shown = evidence::show(ask.app(), ask.actor(), &id).await?;
    Ok(One::at(shown.evidence.version, sheet(&shown)))
}

async fn change(ask: Ask<Body<EvidenceChange>>) -> Result<One<EvidenceShape>, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let Body(asked) = &ask.body;
    let before = evidence::show(ask.app(), ask.actor(), &id).await?.evidence;
    let visibility = |word: &String| field("/visibility", word, Visibility::parse(word));
    let said = Correction {
        visibility: asked
            .visibility
            .as_ref()
            .map(visibility)
            .transpose()?
            .unwrap_or(before.visibility),
        facts: facts(asked, before.facts)?,
        version: ask.version()?,
    };
    let after = evidence::edit(ask.app(), ask.actor(), &id, said).await?;
    Ok(One::at(after.version, shape(&after)))
}

fn facts(asked: &EvidenceChange, before: Facts) -> Result<Facts, Failure> {
    let kept =
        |sent: &Option<Option<String>>, before: Option<String>| sent.clone().unwrap_or(before);
    let day = |pointer: &str, sent: &Option<Option<String>>, before| match sent {
        Some(sent) => date(pointer, sent.as_deref()),
        None => Ok(before),
    };
    Ok(Facts {
        title: asked.title.clone().unwrap_or(before.title),
        kind: kept(&asked.kind, before.kind),
        reference: kept(&asked.reference, before.reference),
        issued_on: day("/issued_on", &asked.issued_on, before.issued_on)?,
        issuer: kept(&asked.issuer, before.issuer),
        effective_from: day(
            "/effective_from",
            &asked.effective_from,
            before.effective_from,
        )?,
        effective_to: day("/effective_to", &asked.effective_to, before.effective_to)?,
    })
}

async fn put_away(ask: Ask) -> Result<Done, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    evidence::put_away(ask.app(), ask.actor(), &id, ask.version()?).await?;
    Ok(Done)
}

async fn restore(ask: Ask) -> Result<One<EvidenceShape>, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let after = evidence::restore(ask.app(), ask.actor(), &id, ask.version()?).await?;
    Ok(One::at(after.version, shape(&after)))
}

async fn file(ask: Ask) -> Result<File, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let opened = evidence::open(ask.app(), ask.actor(), &id, How::Downloaded).await?;
    let file = opened
        .evidence
        .file
        .ok_or(Failure::NotFound(Noun::Evidence))?;
    Ok(File {
        media_type: file.media_type,
        name: file.name,
        sha256: file.sha256,
        stored: opened.stored,
    })
}

async fn use_for(ask: Ask<Body<UsesToAdd>>) -> Result<One<EvidenceSheet>, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let Body(asked) = &ask.body;
    let places = asked.serves.iter().enumerate();
    let places =
        places.map(|(at, text)| field(&format!("/serves/{at}"), text, Serves::parse(text)));
    let places = places.collect::<Result<Vec<_>, Failure>>()?;
    let new = NewUse {
        page: asked.page.clone(),
        ..serving_as("/requirement", asked.requirement.as_ref())?
    };
    evidence::use_for(ask.app(), ask.actor(), &id, (&places, &new)).await?;
    let shown = evidence::show(ask.app(), ask.actor(), &id).await?;
    Ok(One::at(shown.evidence.version, sheet(&shown)))
}

async fn one_use(ask: Ask) -> Result<One<UseShape>, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let serves = ask.id("serves", Serves::parse, Noun::Evidence)?;
    let shown = evidence::show(ask.app(), ask.actor(), &id).await?;
    let found = sheet(&shown)
        .uses
        .into_iter()
        .find(|one| one.serves == serves.word());
    // A use is there or not: it has no later version.
    found
        .map(|one| One::at(1, one))
        .ok_or(Failure::NotFound(Noun::Evidence))
}

async fn end_use(ask: Ask) -> Result<Done, Failure> {
    let id = ask.id("evidence", EvidenceId::parse, Noun::Evidence)?;
    let serves = ask.id("serves", Serves::parse, Noun::Evidence)?;
    ask.version()?;
    evidence::end_use(ask.app(), ask.actor(), &id, &serves).await?;
    Ok(Done)
}
