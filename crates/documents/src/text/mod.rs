//! Plain text, TSV, CSV and Markdown: physical lines in, paragraphs and tables out.
//!
//! A line is a paragraph; runs of lines with tabs, pipes or (for CSV) separators are tables.
//! Extracted texts are damaged in ways only the plan reader can mend, so nothing is dropped but
//! simple marks of emphasis: swallowed tags such as `<math>` stay.

mod decode;
mod markup;
mod pipes;
mod separated;
mod tabs;
mod tagged;

use domain::source::{Format, Paragraph, Place, Source};

use crate::Refusal;
use crate::build::Builder;

pub(crate) use decode::{Decoded, decode};

/// A physical line, from 1.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    number: u32,
    page: Option<u32>,
    text: &'a str,
}

impl Line<'_> {
    fn place(self) -> Place {
        Place {
            line: self.number,
            line_end: self.number,
            page: self.page,
        }
    }

    fn is_blank(self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Reads text that was decoded; `name` decides only whether commas separate columns.
pub(crate) fn read(decoded: Decoded, name: Option<&str>) -> Result<Source, Refusal> {
    let mut out = Builder::new();
    for finding in decoded.findings {
        out.finding(finding);
    }
    let lines = lines(&decoded.text);
    let mut rest = lines.as_slice();
    if let Some(separator) = separated::separator(rest, name) {
        separated::read(&mut out, rest, separator)?;
        return Ok(out.finish(Format::Text));
    }
    let mut emphasis = markup::Emphasis::default();
    let mut has_tables = true;
    while !rest.is_empty() {
        let tagged = if has_tables {
            tagged::run(rest)
        } else {
            Some(0)
        };
        has_tables &= tagged.is_some();
        if let Some(count @ 1..) = tagged {
            tagged::table(&mut out, &rest[..count])?;
            rest = &rest[count..];
            continue;
        }
        let taken = match (pipes::run(rest), tabs::run(rest)) {
            (0, (count, true)) => tabs::table(&mut out, &rest[..count]).map(|()| count)?,
            (0, (count, false)) => {
                let count = count.max(1);
                for line in &rest[..count] {
                    paragraph(&mut out, *line, &mut emphasis)?;
                }
                count
            }
            (count, _) => pipes::table(&mut out, &rest[..count]).map(|()| count)?,
        };
        rest = &rest[taken..];
    }
    Ok(out.finish(Format::Text))
}

/// Lines end with LF, CRLF or, in texts that have neither, CR. Form feeds count pages.
fn lines(text: &str) -> Vec<Line<'_>> {
    let end = if !text.contains('\n') && text.contains('\r') {
        '\r'
    } else {
        '\n'
    };
    let has_pages = text.contains('\u{0c}');
    let mut page = 1;
    let mut lines = Vec::new();
    for (number, text) in (1..).zip(text.split(end)) {
        page += u32::from(text.starts_with('\u{0c}'));
        let text = text.strip_suffix('\r').unwrap_or(text);
        lines.push(Line {
            number,
            page: has_pages.then_some(page),
            text,
        });
    }
    // A final line end ends the last line and begins none.
    if lines.last().is_some_and(|line| line.text.is_empty()) {
        lines.pop();
    }
    lines
}

/// One line becomes one paragraph, or several where marks of emphasis show that an extractor
/// joined title lines («PHỤ LỤC**PHÂN CÔNG …***(Kèm theo …)*»).
fn paragraph(
    out: &mut Builder,
    line: Line<'_>,
    emphasis: &mut markup::Emphasis,
) -> Result<(), Refusal> {
    let place = line.place();
    if line.is_blank() {
        return out.paragraph(Paragraph {
            place,
            text: line.text.to_owned(),
            ..Default::default()
        });
    }
    for piece in emphasis.line(line.text) {
        let (text, bold, centred) = (piece.text, piece.bold, piece.centred);
        out.paragraph(Paragraph {
            text,
            place,
            centred,
            bold,
        })?;
    }
    Ok(())
}
