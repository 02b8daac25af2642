//! A part of a file (RFC 9110, 14): a download that was cut off goes on where it stopped, and a
//! viewer fetches the pages it shows. One range of bytes is sent by itself; of several, or of what
//! is no range, the whole is sent, as the standard allows.

use app::Stored;
use axum::http::header::{ACCEPT_RANGES, CONTENT_RANGE, ETAG, HeaderName, IF_RANGE, RANGE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;

use super::{Failure, Problem, sent};
use crate::vi;

/// What a request asks for of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    range: Option<String>,
    if_range: Option<String>,
}

/// What it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// First and last byte, counted from 0.
    Bytes(u64, u64),
    /// Nothing of the file is there.
    Beyond,
}

impl Wanted {
    /// Of these headers; only reading has parts.
    pub(crate) fn of(method: &Method, headers: &HeaderMap) -> Wanted {
        // What is no text is no range, and no tag of ours.
        let text = |name: HeaderName| {
            let value = headers.get(name)?.to_str();
            Some(value.unwrap_or_default().to_owned())
        };
        Wanted {
            range: text(RANGE).filter(|_| *method == Method::GET),
            if_range: text(IF_RANGE),
        }
    }

    fn part(&self, tag: &str, size_bytes: u64) -> Part {
        // Of a file that is another one by now a part would be glued to a part of the old one.
        let is_same = self.if_range.as_ref().is_none_or(|known| known == tag);
        match &self.range {
            Some(range) if is_same => part(range, size_bytes).unwrap_or(Part::Whole),
            _ => Part::Whole,
        }
    }
}

/// `None`: no range of bytes, or several.
fn part(range: &str, size_bytes: u64) -> Option<Part> {
    let (unit, range) = range.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = range.split_once('-')?;
    let (first, last) = (first.trim(), last.trim());
    let end = size_bytes.checked_sub(1);
    let bytes = if first.is_empty() {
        let most = number(last)?;
        let first = size_bytes.saturating_sub(most);
        end.filter(|_| most > 0).map(|end| (first, end))
    } else {
        let first = number(first)?;
        let last = if last.is_empty() {
            u64::MAX
        } else {
            number(last)?
        };
        if last < first {
            return None;
        }
        end.filter(|end| first <= *end)
            .map(|end| (first, last.min(end)))
    };
    Some(bytes.map_or(Part::Beyond, |(first, last)| Part::Bytes(first, last)))
}

/// Digits only; one too large for us is past the end of any file.
fn number(digits: &str) -> Option<u64> {
    let all = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| digits.parse().unwrap_or(u64::MAX))
}

/// A kept file or the part that is asked for, tagged with its hash. Its type and its name are set
/// by whoever sends it.
pub(crate) fn answer(wanted: &Wanted, stored: Stored, sha256: &str) -> Result<Response, Failure> {
    let tag = format!("\"{sha256}\"");
    let size_bytes = stored.size_bytes;
    let (status, first, count) = match wanted.part(&tag, size_bytes) {
        Part::Whole => (StatusCode::OK, 0, size_bytes),
        Part::Bytes(first, last) => (StatusCode::PARTIAL_CONTENT, first, last - first + 1),
        Part::Beyond => return Err(beyond(size_bytes)),
    };
    let mut response = Response::new(sent::part(stored, first, count));
    *response.status_mut() = status;
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(ETAG, &tag);
    set(ACCEPT_RANGES, "bytes");
    if status == StatusCode::PARTIAL_CONTENT {
        let last = first + count - 1;
        set(CONTENT_RANGE, &format!("bytes {first}-{last}/{size_bytes}"));
    }
    Ok(response)
}

fn beyond(size_bytes: u64) -> Failure {
    let status = StatusCode::RANGE_NOT_SATISFIABLE;
    Problem::new(status, "beyond_the_end", vi::api::beyond(size_bytes))
        .with(CONTENT_RANGE, &format!("bytes */{size_bytes}"))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(range: &str, size_bytes: u64, expected: Part) {
        let wanted = Wanted {
            range: Some(range.to_owned()),
            if_range: None,
        };
        assert_eq!(wanted.part("\"a\"", size_bytes), expected, "{range}");
    }

    #[test]
    fn one_range_of_bytes_is_a_part() {
        check("bytes=0-0", 10, Part::Bytes(0, 0));
        check("bytes=2-5", 10, Part::Bytes(2, 5));
        check("Bytes = 2 - 5", 10, Part::Bytes(2, 5));
        check("bytes=2-", 10, Part::Bytes(2, 9));
        check("bytes=2-99", 10, Part::Bytes(2, 9));
        check("bytes=2-99999999999999999999999", 10, Part::Bytes(2, 9));
        check("bytes=-3", 10, Part::Bytes(7, 9));
        check("bytes=-99", 10, Part::Bytes(0, 9));
    }

    #[test]
    fn what_begins_after_the_end_is_nowhere() {
        check("bytes=10-", 10, Part::Beyond);
        check("bytes=99999999999999999999999-", 10, Part::Beyond);
        check("bytes=-0", 10, Part::Beyond);
        check("bytes=0-", 0, Part::Beyond);
        check("bytes=-1", 0, Part::Beyond);
    }

    #[test]
    fn several_ranges_and_what_is_none_mean_the_whole() {
        for range in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-2",
            "bytes=0-1,4-5",
            "bytes=+1-2",
            "bytes=a-b",
            "rows=0-1",
            "0-1",
        ] {
            check(range, 10, Part::Whole);
        }
    }

    #[test]
    fn a_part_of_another_file_than_the_known_one_is_not_sent() {
        let part = |if_range: &str| {
            let wanted = Wanted {
                range: Some("bytes=2-5".to_owned()),
                if_range: Some(if_range.to_owned()),
            };
            wanted.part("\"a\"", 10)
        };
        assert_eq!(part("\"a\""), Part::Bytes(2, 5));
        for other in ["\"b\"", "W/\"a\"", "", "Wed, 21 Oct 2026 07:28:00 GMT"] {
            assert_eq!(part(other), Part::Whole, "{other}");
        }
    }
}
