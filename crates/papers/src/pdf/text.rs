//! A whole paper on its pages, from the national title to the last annex.

use super::flow::{Flow, Looks, points};
use super::font::Face;
use super::grid;
use super::page::Page;
use crate::layout::Layout;
use crate::paper::{Align, Block, Paper};
use crate::wording;

/// The first line of a paragraph begins 1.27 centimetres in.
const INDENT: f32 = 36.0;

pub(super) fn pages(paper: &Paper, layout: &Layout) -> Vec<Page> {
    let mut flow = Flow::new(layout);
    head(&mut flow, paper);
    title(&mut flow, paper);
    body(&mut flow, paper, layout);
    close(&mut flow, paper);
    for annex in &paper.annexes {
        flow.section(true);
        let bold = centred(14.0, Face::Bold);
        flow.paragraph(&annex.name, bold);
        flow.paragraph(&annex.title, bold);
        let italic = Looks {
            after: 6.0,
            ..centred(14.0, Face::Italic)
        };
        flow.paragraph(&wording::attached(paper), italic);
        grid::put(&mut flow, &annex.table, half(layout.table_size));
    }
    flow.pages
}

/// Half points in points.
fn half(size: u16) -> f32 {
    f32::from(size) / 2.0
}

fn centred(size: f32, face: Face) -> Looks {
    Looks {
        align: Align::Centre,
        size,
        face,
        ..Looks::default()
    }
}

fn head(flow: &mut Flow, paper: &Paper) {
    let (left, whole, top) = (flow.left(), flow.width(), flow.y);
    let narrow = whole * 2.0 / 5.0;
    let wide = whole - narrow;
    let (plain, bold) = (centred(13.0, Face::Regular), centred(13.0, Face::Bold));
    let agency = wording::letterhead(&paper.head.agency);
    let mut column: Vec<(&str, Looks)> = Vec::new();
    column.extend(paper.head.above.as_deref().map(|above| (above, plain)));
    column.push((&agency, bold));
    let under = flow.column((left, top, narrow), &column);
    flow.rule((left, under + 3.0, narrow), narrow * 2.0 / 5.0);
    let right = left + narrow;
    let nation = centred(12.0, Face::Bold);
    let beside = [(wording::NATION, nation), (wording::MOTTO, bold)];
    let beside = flow.column((right, top, wide), &beside);
    let motto = Face::Bold.width(wording::MOTTO, 13.0);
    flow.rule((right, beside + 3.0, wide), motto);
    let second = under.max(beside) + 10.0;
    let number = wording::number(&paper.head);
    let subject = format!("V/v {}", paper.title);
    let mut column = vec![(number.as_str(), plain)];
    if paper.kind.is_empty() && !paper.title.is_empty() {
        column.push((&subject, centred(12.0, Face::Regular)));
    }
    let under = flow.column((left, second, narrow), &column);
    let day = wording::place_and_date(&paper.head);
    let italic = centred(13.0, Face::Italic);
    let beside = flow.column((right, second, wide), &[(&day, italic)]);
    flow.y = under.max(beside);
    if paper.draft {
        let draft = Looks {
            align: Align::Left,
            ..bold
        };
        flow.paragraph(wording::DRAFT, draft);
    }
}

fn title(flow: &mut Flow, paper: &Paper) {
    let plain = centred(14.0, Face::Regular);
    let addressed = |before: f32| Looks { before, ..plain };
    if paper.kind.is_empty() {
        let many = paper.addressed.len() > 1;
        for (at, name) in paper.addressed.iter().enumerate() {
            let text = match (at, many) {
                (0, false) => format!("Kính gửi: {name}"),
                (0, true) => format!("Kính gửi:\n- {name}"),
                _ => format!("- {name}"),
            };
            flow.paragraph(&text, addressed(if at == 0 { 12.0 } else { 0.0 }));
        }
        flow.y += 6.0;
        return;
    }
    let bold = centred(14.0, Face::Bold);
    let kind = Looks {
        before: 14.0,
        ..bold
    };
    flow.paragraph(&paper.kind.to_uppercase(), kind);
    flow.paragraph(&paper.title, bold);
    let line = (flow.left(), flow.y + 3.0, flow.width());
    flow.rule(line, flow.width() / 4.0);
    flow.y += 10.0;
    for name in &paper.addressed {
        flow.paragraph(&format!("Kính gửi: {name}"), addressed(6.0));
    }
}

fn body(flow: &mut Flow, paper: &Paper, layout: &Layout) {
    let running = Looks {
        justified: true,
        size: half(layout.body_size),
        before: 4.0,
        after: 2.0,
        indent: INDENT,
        apart: f32::from(layout.line_percent) / 100.0,
        ..Looks::default()
    };
    for basis in &paper.bases {
        let italic = Looks {
            face: Face::Italic,
            ..running
        };
        flow.paragraph(basis, italic);
    }
    for block in &paper.body {
        match block {
            Block::Heading(_, text) => {
                let heading = Looks {
                    face: Face::Bold,
                    keep_next: true,
                    ..running
                };
                flow.paragraph(text, heading);
            }
            Block::Paragraph(text) => flow.paragraph(text, running),
            Block::Table(table) => {
                flow.y += 4.0;
                grid::put(flow, table, half(layout.table_size));
                flow.y += 8.0;
            }
        }
    }
}

/// Recipients and signature stay on one page.
fn close(flow: &mut Flow, paper: &Paper) {
    let lines = paper.recipients.len().max(paper.signatory.posts.len() + 4);
    let height = super::flow::count(lines + 2) * 16.0;
    if flow.room() < height && height < flow.whole_page() {
        flow.turn();
    }
    let (left, half_width, top) = (flow.left(), flow.width() / 2.0, flow.y + points(4));
    let over = Looks {
        size: 12.0,
        face: Face::BoldItalic,
        ..Looks::default()
    };
    let list = Looks {
        size: 11.0,
        ..Looks::default()
    };
    let mut column = Vec::new();
    if !paper.recipients.is_empty() {
        column.push((wording::RECIPIENTS, over));
        column.extend(paper.recipients.iter().map(|line| (line.as_str(), list)));
    }
    let under = flow.column((left, top, half_width), &column);
    let bold = centred(14.0, Face::Bold);
    let mut column: Vec<(&str, Looks)> = Vec::new();
    column.extend(
        paper
            .signatory
            .posts
            .iter()
            .map(|line| (line.as_str(), bold)),
    );
    let name = Looks {
        before: 60.0,
        ..bold
    };
    column.push((&paper.signatory.name, name));
    let beside = flow.column((left + half_width, top, half_width), &column);
    flow.y = under.max(beside);
}
