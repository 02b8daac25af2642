//! A proof's file: sent under the type of its content, so that nothing in it runs as ours.

use app::evidence::{self, How, Opened};
use axum::extract::{Path, State};
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY,
};
use axum::http::{HeaderMap, HeaderValue, Method};

use super::id;
use crate::web::part::{self, Wanted};
use crate::web::{Answer, Failure, Visitor, Web};

/// Types that a browser shows by itself without running anything of theirs.
const SHOWN: [&str; 4] = ["application/pdf", "image/png", "image/jpeg", "image/webp"];

/// Opens or saves the file; recorded each time.
pub(super) async fn download(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Answer {
    let found = evidence::open(&web.app, &visitor.actor, &id(&text)?, How::Downloaded).await?;
    send(found, &Wanted::of(&method, &headers))
}

/// A picture, for its own page.
pub(super) async fn picture(
    State(web): State<Web>,
    visitor: Visitor,
    Path(text): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Answer {
    let found = evidence::open(&web.app, &visitor.actor, &id(&text)?, How::Shown).await?;
    let media = found
        .evidence
        .file
        .as_ref()
        .map_or("", |file| file.media_type.as_str());
    if !media.starts_with("image/") || !SHOWN.contains(&media) {
        return Err(Failure::NotFound(app::Noun::Evidence));
    }
    send(found, &Wanted::of(&method, &headers))
}

fn send(found: Opened, wanted: &Wanted) -> Answer {
    let file = found
        .evidence
        .file
        .ok_or(Failure::NotFound(app::Noun::Evidence))?;
    let media = file.media_type.as_str();
    let shown = SHOWN.contains(&media);
    // A browser's PDF viewer does not start in a sandbox; without scripts and sources of its own
    // such a page has nothing to run either way.
    let policy = if media == "application/pdf" {
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
    } else {
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; frame-ancestors 'none'"
    };
    let value =
        |text: &str| HeaderValue::from_str(text).map_err(|_| app::Fault::new("a header of a file"));
    let headers: HeaderMap = [
        (CONTENT_TYPE, value(media)?),
        (CONTENT_DISPOSITION, value(&disposition(&file.name, shown))?),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("same-origin"),
        ),
    ]
    .into_iter()
    .collect();
    let mut response = part::answer(wanted, found.stored, &file.sha256)?;
    response.headers_mut().extend(headers);
    Ok(response)
}

/// The name twice (RFC 6266): plain letters for old programs, UTF-8 for the others.
fn disposition(name: &str, shown: bool) -> String {
    let how = if shown { "inline" } else { "attachment" };
    let folded = reading::text::fold(name);
    let plain: String = folded
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_travels_whole_and_cannot_break_its_header() {
        assert_eq!(
            disposition("Báo cáo.pdf", true),
            "inline; filename=\"bao cao.pdf\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf"
        );
        assert_eq!(
            disposition("a\"\r\nX: b.docx", false),
            "attachment; filename=\"a_ x_ b.docx\"; filename*=UTF-8''a%22%0D%0AX%3A%20b.docx"
        );
    }
}
