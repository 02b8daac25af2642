//! `/tim-kiem?q=…&loai=…&trang=…`: what answers, with what was found in it marked.

use app::search::{self, Answer, Asked, Kind};
use askama::Template;
use axum::extract::{Query, State};
use reading::search::Marked;
use serde::Deserialize;

use crate::pages::{filters, shown};
use crate::vi;
use crate::web::{Answer as Shown, Frame, Section, Visitor, Web, encoded};

/// A page further than this is no reading any more.
const PAGES_MAX: usize = 500;

#[derive(Template)]
#[template(path = "search/show.html")]
struct Page {
    frame: Frame,
    asked: String,
    hits: Vec<Line>,
    tabs: Vec<Tab>,
    total: usize,
    /// «1–20 trong 57».
    range: String,
    corrected: Option<(String, String)>,
    expanded: Vec<String>,
    cut: bool,
    previous: Option<String>,
    next: Option<String>,
}

struct Tab {
    label: &'static str,
    count: usize,
    href: String,
    current: bool,
}

struct Line {
    kind: &'static str,
    title: Vec<Piece>,
    snippet: Vec<Piece>,
    address: String,
    unit: String,
    why: Vec<String>,
}

/// Text, marked or not.
struct Piece {
    text: String,
    marked: bool,
}

/// What the address says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    q: String,
    loai: String,
    trang: String,
}

impl Typed {
    fn href(&self, kind: Option<Kind>, page: usize) -> String {
        let mut href = format!("/tim-kiem?q={}", encoded(&self.q));
        if let Some(kind) = kind {
            href.push_str(&format!("&loai={}", kind.name()));
        }
        if page > 1 {
            href.push_str(&format!("&trang={page}"));
        }
        href
    }
}

pub(super) async fn get(
    State(web): State<Web>,
    visitor: Visitor,
    Query(typed): Query<Typed>,
) -> Shown {
    let frame = Frame::at_home(&web, &visitor, Section::Search).await?;
    let kind = Kind::parse(&typed.loai);
    let page = typed.trang.parse().unwrap_or(1).clamp(1, PAGES_MAX);
    let asked = Asked {
        words: typed.q.clone(),
        kind,
        page,
        most: search::PAGE,
    };
    let answer = search::find(&web.app, &visitor.actor, asked).await?;
    shown(&Page::new(frame, &typed, (kind, page), answer))
}

impl Page {
    fn new(
        frame: Frame,
        typed: &Typed,
        (kind, page): (Option<Kind>, usize),
        answer: Answer,
    ) -> Page {
        let first = (page - 1) * search::PAGE;
        let last = (first + search::PAGE).min(answer.total);
        let corrected = answer
            .corrected
            .as_ref()
            .map(|words| (words.clone(), format!("/tim-kiem?q={}", encoded(words))));
        Page {
            asked: typed.q.trim().to_owned(),
            tabs: tabs(typed, kind, &answer),
            range: format!("{}–{last} trong {}", first + 1, answer.total),
            previous: (page > 1).then(|| typed.href(kind, page - 1)),
            next: (last < answer.total && page < PAGES_MAX).then(|| typed.href(kind, page + 1)),
            corrected,
            expanded: expanded(&answer),
            cut: answer.cut,
            total: answer.total,
            hits: answer.hits.into_iter().map(Line::of).collect(),
            frame,
        }
    }
}

fn tabs(typed: &Typed, kind: Option<Kind>, answer: &Answer) -> Vec<Tab> {
    let all: usize = answer.counts.iter().map(|(_, count)| count).sum();
    let every = Tab {
        label: "Tất cả",
        count: all,
        href: typed.href(None, 1),
        current: kind.is_none(),
    };
    let count = |of: Kind| {
        answer
            .counts
            .iter()
            .find(|(kind, _)| *kind == of)
            .map_or(0, |(_, count)| *count)
    };
    let each = Kind::ALL
        .into_iter()
        .filter(|of| count(*of) > 0 || kind == Some(*of))
        .map(|of| Tab {
            label: vi::search::kind(of),
            count: count(of),
            href: typed.href(Some(of), 1),
            current: kind == Some(of),
        });
    std::iter::once(every).chain(each).collect()
}

/// What was spelled out for the whole answer, said once.
fn expanded(answer: &Answer) -> Vec<String> {
    let mut all: Vec<String> = answer
        .hits
        .iter()
        .flat_map(|hit| &hit.why)
        .filter(|why| matches!(why, reading::search::Why::SpelledOut { .. }))
        .map(vi::search::why)
        .collect();
    all.sort();
    all.dedup();
    all
}

impl Line {
    fn of(hit: search::Hit) -> Line {
        let said_above =
            |why: &&reading::search::Why| !matches!(why, reading::search::Why::SpelledOut { .. });
        Line {
            kind: vi::search::kind(hit.kind),
            title: pieces(&hit.title),
            snippet: pieces(&hit.snippet),
            why: hit
                .why
                .iter()
                .filter(said_above)
                .map(vi::search::why)
                .collect(),
            address: hit.address,
            unit: hit.unit,
        }
    }
}

fn pieces(marked: &Marked) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut from = 0;
    let mut put = |range: std::ops::Range<usize>, marked_so| {
        if let Some(text) = marked.text.get(range).filter(|text| !text.is_empty()) {
            all.push(Piece {
                text: text.to_owned(),
                marked: marked_so,
            });
        }
    };
    for mark in &marked.marks {
        put(from..mark.start, false);
        put(mark.clone(), true);
        from = mark.end;
    }
    put(from..marked.text.len(), false);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_part_a_text_and_lose_nothing_of_it() {
        let marked = Marked {
            text: "Kế hoạch số".to_owned(),
            marks: vec![0..4, 14..17],
        };
        let all: String = pieces(&marked)
            .iter()
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(all, marked.text);
        let none = Marked {
            text: String::new(),
            marks: Vec::new(),
        };
        assert!(pieces(&none).is_empty());
    }
}
