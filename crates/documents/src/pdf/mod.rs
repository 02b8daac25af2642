//! PDF with a text layer: glyphs and ruling lines to paragraphs and tables.
//!
//! The steps are files: `guard` looks the bytes over, `content` runs each page's operators into
//! `ink`, `runs` and `lines` make text, `ruling` and `cells` make tables, `margins` drops what
//! repeats on every page, and `flow` makes paragraphs of the rest. Nothing is rendered.

mod aligned;
mod budget;
mod cells;
mod content;
mod facts;
mod flow;
mod font;
mod geometry;
mod grid;
mod guard;
mod ink;
mod lines;
mod margins;
mod ruling;
mod runs;
mod stream;

use crate::build::Builder;
use crate::legacy::Conversions;
use crate::limits::{PDF_PAGES_MAX, PDF_STACK_BYTES};
use crate::{Refusal, Shared};
use aligned::Loose;
use budget::Budget;
use cells::Drawn;
use content::Fonts;
use domain::source::{Format, Paragraph, Place, Source, Table};
use domain::{Finding, FindingCode};
use facts::Facts;
use flow::{Flowed, Frame};
use hayro_syntax::{LoadPdfError, Pdf};
use ink::Ink;
use lines::{Line, Spacing};
use runs::Run;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Reads the first pages of a PDF. Damaged, encrypted and scanned files are refused; so is what
/// exceeds the limits.
pub fn read(bytes: &Shared, pages_max: usize) -> Result<Source, Refusal> {
    apart(|| read_guarded(bytes, pages_max))
}

/// Pages and attachments of a PDF; one that runs something is refused.
pub(crate) fn facts(bytes: &Shared) -> Result<Facts, Refusal> {
    apart(|| facts::of(&open(bytes)?, bytes))
}

/// Runs on a thread with stack enough for the deepest objects, and survives its panics.
fn apart<T: Send>(work: impl FnOnce() -> Result<T, Refusal> + Send) -> Result<T, Refusal> {
    let damaged = |detail: &str| Refusal::Damaged {
        detail: detail.to_owned(),
    };
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(PDF_STACK_BYTES)
            .spawn_scoped(scope, || catch_unwind(AssertUnwindSafe(work)))
            .map_err(|error| damaged(&error.to_string()))?
            .join()
            .map_err(|_| damaged("the reading thread stopped"))?
            .unwrap_or_else(|_| Err(damaged("the PDF library panicked")))
    })
}

fn open(bytes: &Shared) -> Result<Pdf, Refusal> {
    guard::file(bytes)?;
    Pdf::new(Arc::clone(bytes)).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Refusal::Encrypted,
        LoadPdfError::Invalid => Refusal::Damaged {
            detail: "no page tree".to_owned(),
        },
    })
}

fn read_guarded(bytes: &Shared, pages_max: usize) -> Result<Source, Refusal> {
    let pdf = open(bytes)?;
    let pages = pdf.pages();
    if pages.len() > PDF_PAGES_MAX {
        return Err(Refusal::TooMany {
            what: "pages",
            limit: PDF_PAGES_MAX as u64,
        });
    }
    let (mut fonts, mut budget) = (Fonts::default(), Budget::default());
    let mut legacy = Conversions::default();
    let mut sheets = Vec::with_capacity(pages.len().min(pages_max));
    for page in pages.iter().take(pages_max) {
        let ink = content::read(page, &mut fonts, &mut budget)?;
        sheets.push(Sheet::new(&ink, &fonts, &mut legacy));
    }
    find_unruled(&mut sheets);
    assemble(sheets, &legacy)
}

/// A page taken apart.
#[derive(Debug)]
struct Sheet {
    tables: Vec<Drawn>,
    /// What stands in no table.
    runs: Vec<Run>,
    spacing: Spacing,
    size: (f64, f64),
    kind: Kind,
    unknown: usize,
}

/// What a page is, to a reader of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    /// A picture of text, perhaps with a stamp of a few words.
    Picture,
    Blank,
}

impl Sheet {
    fn new(ink: &Ink, fonts: &Fonts, legacy: &mut Conversions) -> Sheet {
        let mut runs = runs::of(ink);
        for run in &mut runs {
            if let Some(font) = fonts.list.get(run.font as usize).filter(|font| font.legacy) {
                run.text = legacy.convert(&font.name, &run.text).into_owned();
            }
        }
        let spacing = Spacing::of(&runs);
        let grids = ruling::grids(&ink.rules);
        let tables = cells::tables(&grids, &mut runs, spacing);
        Sheet {
            tables,
            runs,
            spacing,
            size: ink.size,
            kind: kind(ink),
            unknown: ink.unknown,
        }
    }
}

/// Finds the tables without lines; all pages are looked at together.
fn find_unruled(sheets: &mut [Sheet]) {
    let loose = sheets.iter_mut().map(|sheet| Loose {
        runs: &mut sheet.runs,
        height: sheet.size.1,
        spacing: sheet.spacing,
    });
    let found = aligned::tables(loose.collect());
    for (sheet, tables) in sheets.iter_mut().zip(found) {
        sheet.tables.extend(tables);
    }
}

fn kind(ink: &Ink) -> Kind {
    let letters = ink.glyphs.len();
    let drawn = ink.picture > 0.5 || ink.shapes > 200;
    match letters {
        0 if ink.picture > 0.05 || ink.shapes > 20 => Kind::Picture,
        0 => Kind::Blank,
        _ if drawn && letters < 120 => Kind::Picture,
        _ => Kind::Text,
    }
}

fn assemble(mut sheets: Vec<Sheet>, legacy: &Conversions) -> Result<Source, Refusal> {
    let pages = u32::try_from(sheets.len()).unwrap_or(u32::MAX);
    if !sheets.iter().any(|sheet| sheet.kind == Kind::Text) {
        let scanned = sheets.iter().any(|sheet| sheet.kind == Kind::Picture);
        return Err(if scanned {
            Refusal::Scanned { pages }
        } else {
            Refusal::Empty
        });
    }
    let mut flows: Vec<(Vec<Line>, f64)> = sheets
        .iter_mut()
        .map(|sheet| {
            let runs = std::mem::take(&mut sheet.runs);
            (sheet.spacing.lines(runs, flow::GUTTER), sheet.size.1)
        })
        .collect();
    margins::drop(&mut flows);
    let mut writer = Writer::default();
    let found = findings(&sheets).into_iter().chain(legacy.findings());
    found.for_each(|finding| writer.builder.finding(finding));
    for (page, (sheet, (lines, _))) in (1..).zip(sheets.into_iter().zip(flows)) {
        writer.page(page, sheet.tables, &lines, sheet.size.0)?;
    }
    writer.finish()
}

fn findings(sheets: &[Sheet]) -> Vec<Finding> {
    let pages = |which: fn(&Sheet) -> bool| {
        let numbered = (1..).zip(sheets).filter(|(_, sheet)| which(sheet));
        numbered.map(|(page, _)| page).collect::<Vec<u32>>()
    };
    let mut found = Vec::new();
    let pictures = pages(|sheet| sheet.kind == Kind::Picture);
    if !pictures.is_empty() {
        found.push(Finding::new(
            FindingCode::PageWithoutText,
            [ranges(&pictures)],
        ));
    }
    let unknown: usize = sheets.iter().map(|sheet| sheet.unknown).sum();
    if unknown > 0 {
        let values = [
            unknown.to_string(),
            ranges(&pages(|sheet| sheet.unknown > 0)),
        ];
        found.push(Finding::new(FindingCode::LettersUnknown, values));
    }
    found
}

/// «1–3, 7».
fn ranges(pages: &[u32]) -> String {
    let mut parts: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match parts.last_mut() {
            Some(last) if last.1 + 1 == *page => last.1 = *page,
            _ => parts.push((*page, *page)),
        }
    }
    let written: Vec<String> = parts
        .iter()
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}–{last}")
            }
        })
        .collect();
    written.join(", ")
}

/// Puts blocks in reading order and counts their lines.
#[derive(Debug, Default)]
struct Writer {
    builder: Builder,
    line: u32,
    /// The last paragraph, while it may still go on over the page.
    last: Option<(Paragraph, bool)>,
}

impl Writer {
    fn page(
        &mut self,
        page: u32,
        mut tables: Vec<Drawn>,
        lines: &[Line],
        width: f64,
    ) -> Result<(), Refusal> {
        tables.sort_by(|one, other| one.bounds.y0.total_cmp(&other.bounds.y0));
        let frame = Frame::of(lines, width);
        let mut at = 0;
        for drawn in tables {
            let above = lines[at..].partition_point(|line| line.y < drawn.bounds.y0);
            self.paragraphs(page, flow::paragraphs(&lines[at..at + above], frame))?;
            at += above;
            self.table(page, drawn)?;
        }
        self.paragraphs(page, flow::paragraphs(&lines[at..], frame))
    }

    fn place(&mut self, page: u32) -> Place {
        self.line = self.line.saturating_add(1);
        Place {
            page: Some(page),
            ..Place::line(self.line)
        }
    }

    fn table(&mut self, page: u32, drawn: Drawn) -> Result<(), Refusal> {
        self.settle()?;
        let mut table = Table::default();
        for mut row in drawn.table.rows {
            row.place = self.place(page);
            table.rows.push(self.builder.row(row)?);
        }
        self.builder.table(table);
        Ok(())
    }

    /// Hands over the last paragraph: it does not go on.
    fn settle(&mut self) -> Result<(), Refusal> {
        match self.last.take() {
            Some((paragraph, _)) => self.builder.paragraph(paragraph),
            None => Ok(()),
        }
    }

    fn paragraphs(&mut self, page: u32, paragraphs: Vec<Flowed>) -> Result<(), Refusal> {
        for flowed in paragraphs {
            if let Some((last, open)) = &mut self.last
                && *open
                && flowed.goes_on
                && last.place.page != Some(page)
            {
                lines::append(&mut last.text, lines::Seam::Wrap, &flowed.text);
                *open = flowed.open;
                continue;
            }
            self.settle()?;
            let place = self.place(page);
            let Flowed {
                text,
                centred,
                bold,
                open,
                ..
            } = flowed;
            self.last = Some((
                Paragraph {
                    text,
                    place,
                    centred,
                    bold,
                },
                open,
            ));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Source, Refusal> {
        self.settle()?;
        Ok(self.builder.finish(Format::Pdf))
    }
}

#[cfg(test)]
mod tests;
