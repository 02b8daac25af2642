//! A program fetches a file, whole and in parts.

use app::account::Scope;
use app::testing::on_both;

use super::{Answer, Program};
use crate::support::TestSite;

/// Longer than what is read from the disk in one go, and no two lines alike.
fn long_text() -> String {
    let filler = "số liệu ".repeat(20);
    (0..1_000).fold(String::from("Báo cáo\n"), |text, line| {
        text + &format!("dòng {line}: {filler}\n")
    })
}

/// A file brought as proof: where it is fetched.
async fn kept(program: &Program, text: &str) -> String {
    let raw = [("content-type", "application/octet-stream")];
    let all = "/api/v1/units/dong-linh/evidence?name=bao-cao.txt";
    let kept = program.send("POST", all, &raw, text.to_owned()).await;
    assert_eq!(kept.status, 201, "{}", kept.json);
    let id = kept.json["files"][0]["evidence"]["id"].as_str().unwrap();
    format!("/api/v1/evidence/{id}/file")
}

#[track_caller]
fn part(answer: &Answer, text: &str, bytes: std::ops::RangeInclusive<usize>) {
    let (first, last) = (*bytes.start(), *bytes.end());
    assert_eq!(answer.status, 206, "{}", answer.json);
    let place = format!("bytes {first}-{last}/{}", text.len());
    assert_eq!(answer.header("content-range"), place);
    assert!(answer.bytes == text.as_bytes()[bytes], "{place}");
}

#[test]
fn a_download_goes_on_where_it_stopped() {
    on_both(|trial| async move {
        let (site, _) = TestSite::begun(trial).await;
        let program = Program::of(&site, Scope::Write).await;
        let text = long_text();
        assert!(text.len() > 200_000);
        let place = kept(&program, &text).await;
        let get = |headers: Vec<(&'static str, String)>| {
            let (program, place) = (program.clone(), place.clone());
            async move {
                let headers: Vec<(&str, &str)> = headers
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                program.send("GET", &place, &headers, "").await
            }
        };
        let range = |range: &str| ("range", range.to_owned());
        let whole = get(vec![("accept-encoding", "gzip".to_owned())]).await;
        assert_eq!(whole.status, 200);
        assert!(whole.bytes == text.as_bytes(), "not packed: parts must fit");
        assert_eq!(whole.header("accept-ranges"), "bytes");
        let tag = whole.header("etag").to_owned();
        assert_eq!(tag.len(), 66, "{tag}");

        part(&get(vec![range("bytes=5-9")]).await, &text, 5..=9);
        let rest = 70_001..=text.len() - 1;
        part(&get(vec![range("bytes=70001-")]).await, &text, rest);
        let end = text.len() - 100_000..=text.len() - 1;
        let last = get(vec![range("bytes=-100000"), ("if-range", tag.clone())]).await;
        part(&last, &text, end);
        assert_eq!(last.header("etag"), tag);

        let beyond = get(vec![range(&format!("bytes={}-", text.len()))]).await;
        beyond.problem(416, "beyond_the_end");
        let end = format!("bytes */{}", text.len());
        assert_eq!(beyond.header("content-range"), end);
        for headers in [
            vec![range("bytes=0-1,4-5")],
            vec![range("lines=0-1")],
            vec![range("bytes=5-9"), ("if-range", "\"other\"".to_owned())],
        ] {
            let all = get(headers).await;
            assert_eq!((all.status.as_u16(), all.bytes.len()), (200, text.len()));
        }
        let known = get(vec![range("bytes=5-9"), ("if-none-match", tag)]).await;
        assert_eq!((known.status.as_u16(), known.bytes.len()), (304, 0));
    });
}
