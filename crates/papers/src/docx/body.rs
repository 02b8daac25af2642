//! The text of a paper from the national title to the last annex.

use std::fmt::Write as _;

use super::table;
use super::xml::{push_text, twips};
use crate::layout::{Layout, PAGE};
use crate::paper::{Align, Annex, Block, Paper};
use crate::wording;

/// How a paragraph looks.
#[derive(Clone, Copy, Default)]
pub(super) struct Looks {
    pub(super) align: Align,
    pub(super) justified: bool,
    /// Half points; zero: as running text.
    pub(super) size: u16,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Twentieths of a point before and after.
    pub(super) before: u16,
    pub(super) after: u16,
    /// First line to the right, in twentieths of a point.
    pub(super) indent: u16,
    /// Hundredths of a line; zero: one line.
    pub(super) line_percent: u16,
    /// 1 and 2: a heading of that level.
    pub(super) heading: u8,
    pub(super) keep_next: bool,
}

/// The first line of a paragraph begins 1 to 1.27 centimetres in.
const INDENT: u16 = 720;

/// `word/document.xml`.
pub(super) fn document(paper: &Paper, layout: &Layout) -> String {
    let mut out = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>"#,
    );
    head(&mut out, paper, layout);
    title(&mut out, paper, layout);
    text(&mut out, paper, layout);
    close(&mut out, paper, layout);
    let mut lying = false;
    for annex in &paper.annexes {
        // The properties of a section stand in its last paragraph; only the last section's stand
        // at the end of the body.
        out.push_str("<w:p><w:pPr>");
        section(&mut out, layout, lying);
        out.push_str("</w:pPr></w:p>");
        lying = true;
        annex_text(&mut out, paper, annex, layout);
    }
    if lying {
        // Word wants a paragraph after a table at the end of a section.
        out.push_str(r#"<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>"#);
    }
    section(&mut out, layout, lying);
    out.push_str("</w:body></w:document>");
    out
}

fn section(out: &mut String, layout: &Layout, lying: bool) {
    let (width, height) = (twips(PAGE.0), twips(PAGE.1));
    let size = if lying {
        format!(r#"<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>"#)
    } else {
        format!(r#"<w:pgSz w:w="{width}" w:h="{height}"/>"#)
    };
    let margins = layout.margins;
    let _ = write!(
        out,
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>{size}<w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" w:header="{}" w:footer="{}" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>"#,
        twips(margins.top),
        twips(margins.right),
        twips(margins.bottom),
        twips(margins.left),
        twips(margins.top / 2),
        twips(margins.bottom / 2),
    );
}

/// One paragraph. Lines of the text become line breaks.
pub(super) fn paragraph(out: &mut String, text: &str, looks: Looks) {
    out.push_str("<w:p><w:pPr>");
    if looks.heading > 0 {
        let _ = write!(
            out,
            r#"<w:pStyle w:val="Heading{}"/>"#,
            looks.heading.min(2)
        );
    }
    if looks.keep_next {
        out.push_str("<w:keepNext/>");
    }
    let line = match looks.line_percent {
        0 => 240,
        percent => u32::from(percent) * 240 / 100,
    };
    let _ = write!(
        out,
        r#"<w:spacing w:before="{}" w:after="{}" w:line="{line}" w:lineRule="auto"/>"#,
        looks.before, looks.after
    );
    if looks.indent > 0 {
        let _ = write!(out, r#"<w:ind w:firstLine="{}"/>"#, looks.indent);
    }
    let align = match looks.align {
        _ if looks.justified => "both",
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
    };
    let _ = write!(out, r#"<w:jc w:val="{align}"/></w:pPr>"#);
    run(out, text, looks);
    out.push_str("</w:p>");
}

fn run(out: &mut String, text: &str, looks: Looks) {
    if text.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    let plain = !looks.bold && !looks.italic && looks.size == 0;
    if !plain {
        out.push_str("<w:rPr>");
        if looks.bold {
            out.push_str("<w:b/>");
        }
        if looks.italic {
            out.push_str("<w:i/>");
        }
        if looks.size > 0 {
            let _ = write!(
                out,
                r#"<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>"#,
                looks.size
            );
        }
        out.push_str("</w:rPr>");
    }
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        out.push_str(r#"<w:t xml:space="preserve">"#);
        push_text(out, line);
        out.push_str("</w:t>");
    }
    out.push_str("</w:r>");
}

/// A ruled line in the middle of a column of `width` twips, `length` long, under what stands above.
fn rule(out: &mut String, width: u32, length: u32) {
    let side = width.saturating_sub(length) / 2;
    let _ = write!(
        out,
        r#"<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="60" w:after="0" w:line="120" w:lineRule="exact"/><w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>"#
    );
}

fn head(out: &mut String, paper: &Paper, layout: &Layout) {
    let whole = twips(layout.text_width(false));
    let left = whole * 2 / 5;
    let right = whole - left;
    let centred = Looks {
        align: Align::Centre,
        size: 26,
        ..Looks::default()
    };
    let bold = Looks {
        bold: true,
        ..centred
    };
    table::open_plain(out, &[left, right]);
    table::open_cell(out, left);
    for line in paper.head.above.iter().flat_map(|above| above.lines()) {
        paragraph(out, line, centred);
    }
    for line in wording::letterhead(&paper.head.agency).lines() {
        paragraph(out, line, bold);
    }
    rule(out, left, left * 2 / 5);
    table::next_cell(out, right);
    paragraph(out, wording::NATION, Looks { size: 24, ..bold });
    paragraph(out, wording::MOTTO, bold);
    rule(out, right, right * 11 / 20);
    table::next_row(out);
    table::open_cell(out, left);
    paragraph(out, &wording::number(&paper.head), centred);
    if paper.kind.is_empty() && !paper.title.is_empty() {
        let subject = Looks {
            size: 24,
            ..centred
        };
        paragraph(out, &format!("V/v {}", paper.title), subject);
    }
    table::next_cell(out, right);
    let italic = Looks {
        italic: true,
        ..centred
    };
    paragraph(out, &wording::place_and_date(&paper.head), italic);
    table::close(out);
    if paper.draft {
        let draft = Looks {
            before: 60,
            align: Align::Left,
            ..bold
        };
        paragraph(out, wording::DRAFT, draft);
    }
}

fn title(out: &mut String, paper: &Paper, layout: &Layout) {
    let bold = Looks {
        align: Align::Centre,
        size: 28,
        bold: true,
        keep_next: true,
        ..Looks::default()
    };
    if paper.kind.is_empty() {
        for (at, name) in paper.addressed.iter().enumerate() {
            let text = match (at, paper.addressed.len()) {
                (0, 1) => format!("Kính gửi: {name}"),
                (0, _) => format!("Kính gửi:\n- {name}"),
                _ => format!("- {name}"),
            };
            let before = if at == 0 { 240 } else { 0 };
            let looks = Looks {
                align: Align::Centre,
                before,
                ..Looks::default()
            };
            paragraph(out, &text, looks);
        }
        return;
    }
    let kind = Looks {
        before: 240,
        ..bold
    };
    paragraph(out, &paper.kind.to_uppercase(), kind);
    paragraph(out, &paper.title, bold);
    let width = twips(layout.text_width(false));
    rule(out, width, width / 4);
    for name in &paper.addressed {
        let looks = Looks {
            align: Align::Centre,
            before: 120,
            ..Looks::default()
        };
        paragraph(out, &format!("Kính gửi: {name}"), looks);
    }
}

fn text(out: &mut String, paper: &Paper, layout: &Layout) {
    let running = Looks {
        justified: true,
        before: 80,
        after: 40,
        indent: INDENT,
        line_percent: layout.line_percent,
        ..Looks::default()
    };
    for basis in &paper.bases {
        let italic = Looks {
            italic: true,
            ..running
        };
        paragraph(out, basis, italic);
    }
    for block in &paper.body {
        match block {
            Block::Heading(level, text) => {
                let heading = Looks {
                    heading: *level,
                    bold: true,
                    keep_next: true,
                    ..running
                };
                paragraph(out, text, heading);
            }
            Block::Paragraph(text) => paragraph(out, text, running),
            Block::Table(grid) => {
                table::grid(out, grid, layout, false);
                paragraph(out, "", Looks::default());
            }
        }
    }
}

fn close(out: &mut String, paper: &Paper, layout: &Layout) {
    let whole = twips(layout.text_width(false));
    let left = whole / 2;
    let right = whole - left;
    let space = Looks {
        size: 12,
        ..Looks::default()
    };
    paragraph(out, "", space);
    table::open_plain(out, &[left, right]);
    table::open_cell(out, left);
    let list = Looks {
        size: 22,
        ..Looks::default()
    };
    if paper.recipients.is_empty() {
        paragraph(out, "", list);
    } else {
        let over = Looks {
            size: 24,
            bold: true,
            italic: true,
            ..list
        };
        paragraph(out, wording::RECIPIENTS, over);
        for line in &paper.recipients {
            paragraph(out, line, list);
        }
    }
    table::next_cell(out, right);
    let bold = Looks {
        align: Align::Centre,
        size: 28,
        bold: true,
        ..Looks::default()
    };
    for line in &paper.signatory.posts {
        paragraph(out, line, bold);
    }
    let room = Looks {
        before: 1200,
        ..bold
    };
    paragraph(out, &paper.signatory.name, room);
    table::close(out);
}

fn annex_text(out: &mut String, paper: &Paper, annex: &Annex, layout: &Layout) {
    let bold = Looks {
        align: Align::Centre,
        size: 28,
        bold: true,
        keep_next: true,
        ..Looks::default()
    };
    paragraph(out, &annex.name, bold);
    paragraph(out, &annex.title, bold);
    let italic = Looks {
        bold: false,
        italic: true,
        after: 120,
        ..bold
    };
    paragraph(out, &wording::attached(paper), italic);
    table::grid(out, &annex.table, layout, true);
}
