//! Proof is brought: files, and addresses of what stands elsewhere.

use app::evidence::{self, Incoming, NewLink, Taken};
use domain::authority::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shape::{EvidenceShape, shape};
use super::{serving, serving_as};
use crate::api::shape::date;
use crate::api::wire::{Api, Ask, Body, Created, One, Upload};
use crate::web::{Access, Failure};

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
    let attach = Access::May(Action::AttachEvidence);
    api.post(
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
