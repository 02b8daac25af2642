//! The words of a paper are changed, its figures gathered anew, it is issued, a signed copy is kept.

use app::Error;
use app::paper::{self, Number, Refusal, Signed, Words};
use axum::http::Method;
use domain::authority::Action;
use serde::Deserialize;
use utoipa::ToSchema;

use super::id;
use super::show::{PaperSheet, PaperWords, shown};
use crate::api::shape::date;
use crate::api::wire::{Api, Ask, Body, One, Upload};
use crate::web::{Access, Failure};

/// Under which number and on which day.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PaperNumber {
    /// Number.
    reference: String,
    /// Date.
    #[schema(format = Date)]
    issued_on: Option<String>,
}

/// For a file sent as the body itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignedName {
    /// The file's name, where the body is the file itself.
    #[serde(rename = "name")]
    _name: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let edit = Access::May(Action::EditPlan);
    api.change(
        Method::PUT,
        "/api/v1/papers/{paper}/words",
        edit,
        ("changePaper", "Sửa câu chữ của văn bản dự thảo"),
        change,
    )
    .post(
        "/api/v1/papers/{paper}/gather",
        edit,
        (
            "gatherPaper",
            "Lấy lại số liệu hiện nay cho văn bản dự thảo; cần If-Match",
        ),
        gather,
    )
    .post(
        "/api/v1/papers/{paper}/issue",
        Access::May(Action::IssuePlan),
        (
            "issuePaper",
            "Ghi số, ngày và phát hành văn bản; cần If-Match",
        ),
        issue,
    )
    .post(
        "/api/v1/papers/{paper}/signed",
        edit,
        (
            "keepSignedPaper",
            "Gửi bản PDF đã ký của văn bản; cần If-Match",
        ),
        keep,
    )
}

/// Lines apart as the use cases keep them.
fn text(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

async fn change(ask: Ask<Body<PaperWords>>) -> Result<One<PaperSheet>, Failure> {
    let (app, id) = (ask.app(), id(&ask)?);
    let Body(asked) = &ask.body;
    let words = Words {
        title: text(&asked.title),
        agency: text(&asked.agency),
        place: text(&asked.place),
        addressed: text(&asked.addressed),
        bases: text(&asked.bases),
        recipients: text(&asked.recipients),
        signatory: text(&asked.signatory),
        body: text(&asked.body),
    };
    paper::edit(app, ask.actor(), &id, (ask.version()?, words)).await?;
    shown((app, &ask.visitor), &id).await
}

async fn gather(ask: Ask) -> Result<One<PaperSheet>, Failure> {
    let (app, id) = (ask.app(), id(&ask)?);
    paper::gather(app, ask.actor(), &id, ask.version()?).await?;
    shown((app, &ask.visitor), &id).await
}

async fn issue(ask: Ask<Body<PaperNumber>>) -> Result<One<PaperSheet>, Failure> {
    let (app, id) = (ask.app(), id(&ask)?);
    let number = Number {
        reference: ask.body.0.reference.clone(),
        issued_on: date("/issued_on", ask.body.0.issued_on.as_deref())?,
    };
    paper::issue(app, ask.actor(), &id, (ask.version()?, number)).await?;
    shown((app, &ask.visitor), &id).await
}

async fn keep(ask: Ask<Upload, SignedName>) -> Result<One<PaperSheet>, Failure> {
    let (id, version) = (id(&ask)?, ask.version()?);
    let (app, visitor) = (ask.web.app.clone(), ask.visitor.clone());
    let mut files = ask.body.files.into_iter();
    // One copy at a time: each is kept under its own number.
    let (Some(sent), None) = (files.next(), files.next()) else {
        return Err(Error::from(Refusal::NotPdf).into());
    };
    let signed = Signed {
        file: sent.file,
        name: sent.name,
    };
    paper::keep_signed(&app, &visitor.actor, &id, (version, signed)).await?;
    shown((&app, &visitor), &id).await
}
