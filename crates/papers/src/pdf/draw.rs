//! Pages into the bytes of a PDF: the only place that knows the library.

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

use super::flow::points;
use super::font::Face;
use super::page::{Mark, Page};
use crate::layout::PAGE;
use crate::{Paper, Unwritable};

pub(super) fn pages(pages: Vec<Page>, paper: &Paper) -> Result<Vec<u8>, Unwritable> {
    let settings = SerializeSettings {
        enable_tagging: false,
        ..SerializeSettings::default()
    };
    let mut document = Document::new_with(settings);
    let metadata = Metadata::new()
        .title(format!("{} {}", paper.kind, paper.title).trim().to_owned())
        .authors(vec![paper.head.agency.replace('\n', " ")])
        .language("vi-VN".to_owned());
    document.set_metadata(metadata);
    for page in pages {
        let (width, height) = if page.lying { (PAGE.1, PAGE.0) } else { PAGE };
        let settings = PageSettings::from_wh(points(width), points(height))
            .ok_or_else(|| Unwritable("a page without a size".to_owned()))?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        for mark in &page.marks {
            draw(&mut surface, mark);
        }
        surface.finish();
        sheet.finish();
    }
    document
        .finish()
        .map_err(|error| Unwritable(format!("{error:?}")))
}

fn draw(surface: &mut Surface<'_>, mark: &Mark) {
    let black = rgb::Color::new(0, 0, 0);
    match mark {
        Mark::Text {
            x,
            y,
            size,
            face,
            text,
            stretch,
        } => {
            surface.set_stroke(None);
            surface.set_fill(Some(Fill {
                paint: black.into(),
                opacity: NormalizedF32::ONE,
                rule: FillRule::default(),
            }));
            let glyphs = glyphs(text, *face, stretch / size);
            let font = face.font().clone();
            surface.draw_glyphs(Point::from_xy(*x, *y), &glyphs, font, text, *size, false);
        }
        Mark::Rule { from, to, width } => {
            let mut path = PathBuilder::new();
            path.move_to(from.0, from.1);
            path.line_to(to.0, to.1);
            let Some(path) = path.finish() else { return };
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke {
                paint: black.into(),
                width: *width,
                ..Stroke::default()
            }));
            surface.draw_path(&path);
        }
    }
}

/// The glyphs of a line; spaces are wider by `stretch`, in parts of the size.
fn glyphs(text: &str, face: Face, stretch: f32) -> Vec<KrillaGlyph> {
    text.char_indices()
        .map(|(at, letter)| {
            let (glyph, width) = face.glyph(letter);
            let width = if letter == ' ' {
                width + stretch
            } else {
                width
            };
            let range = at..at + letter.len_utf8();
            KrillaGlyph::new(GlyphId::new(glyph), width, 0.0, 0.0, 0.0, range, None)
        })
        .collect()
}
