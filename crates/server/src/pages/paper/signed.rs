//! `/van-ban/{id}/ban-ky`: the signed copy comes back and is kept as it is.

use app::paper::{self, Signed, Which};
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest as _, Path, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method};

use crate::pages::download;
use crate::web::part::{self, Wanted};
use crate::web::sent::{self, Cut};
use crate::web::{Answer, Failure, Visitor, Web};

pub(super) async fn post(
    State(web): State<Web>,
    visitor: Visitor,
    Path(id): Path<String>,
    request: Request,
) -> Answer {
    let paper_id = super::id(&id)?;
    // Nothing is read from whoever may not see the paper.
    paper::show(&web.app, &visitor.actor, &paper_id).await?;
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| Failure::Unreadable)?;
    let (mut version, mut name, mut file) = (String::new(), String::new(), None);
    while let Some(field) = form.next_field().await.map_err(Cut::from)? {
        match field.name() {
            Some("version") => version = sent::text(field).await?,
            Some("tep") => {
                name = field.file_name().unwrap_or_default().to_owned();
                file = Some(sent::field(&web, field).await?);
            }
            _ => {}
        }
    }
    let done = match file {
        Some(file) => {
            let signed = (version.trim().parse().unwrap_or(0), Signed { file, name });
            paper::keep_signed(&web.app, &visitor.actor, &paper_id, signed).await
        }
        None => Err(paper::Refusal::NotPdf.into()),
    };
    super::show::answered(&web, &visitor, &id, done).await
}

/// Sent as it came; a browser's viewer of PDF has nothing to run in it.
pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Path((id, number)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Answer {
    let number = number
        .parse()
        .map_err(|_| Failure::NotFound(app::Noun::Paper))?;
    let which = Which::Signed(number);
    let (stored, name, hash) =
        paper::file(&web.app, &visitor.actor, &super::id(&id)?, which).await?;
    let stem = name.trim_end_matches(".pdf").trim_end_matches(".PDF");
    let shown = format!("inline; filename=\"{}.pdf\"", download::plain(stem));
    let shown = HeaderValue::from_str(&shown).map_err(|_| app::Fault::new("a header of a file"))?;
    let mut response = part::answer(&Wanted::of(&method, &headers), stored, &hash)?;
    let to = response.headers_mut();
    to.insert(CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    to.insert(CONTENT_DISPOSITION, shown);
    to.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'",
        ),
    );
    Ok(response)
}
