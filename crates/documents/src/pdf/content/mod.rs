//! Runs the operators of a page and keeps its glyphs and ruling lines. Colours, clips, shadings
//! and images are passed over: an image leaves only the share of the page that it covers.

mod path;
mod state;

use super::budget::Budget;
use super::font::Font;
use super::geometry::{Bounds, Matrix, Turn};
use super::ink::{Glyph, Ink};
use super::stream::decode;
use crate::Refusal;
use crate::limits::{PDF_FORMS_MAX, PDF_STATES_MAX};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as Text};
use hayro_syntax::page::{Page, Resources};
use path::Path;
use state::State;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Fonts already read, by object number (or by the place of their dictionary).
#[derive(Debug, Default)]
pub(super) struct Fonts {
    index: BTreeMap<(i32, i32, usize), u32>,
    pub(super) list: Vec<Rc<Font>>,
}

impl Fonts {
    fn get(&mut self, dict: &Dict, budget: &mut Budget) -> u32 {
        let id = dict
            .obj_id()
            .map_or((0, 0), |id| (id.obj_number, id.gen_number));
        let key = (id.0, id.1, dict.data().as_ptr() as usize);
        if let Some(at) = self.index.get(&key) {
            return *at;
        }
        let at = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(Rc::new(Font::new(dict, budget)));
        self.index.insert(key, at);
        at
    }
}

/// Reads a page.
pub(super) fn read(page: &Page, fonts: &mut Fonts, budget: &mut Budget) -> Result<Ink, Refusal> {
    let (width, height) = page.render_dimensions();
    let ink = Ink {
        size: (f64::from(width), f64::from(height)),
        ..Ink::default()
    };
    let state = State::new(Matrix(page.initial_transform(true).as_coeffs()));
    let mut reader = Reader {
        ink,
        fonts,
        budget,
        state,
        saved: Vec::new(),
        path: Path::default(),
        marked: Vec::new(),
        forms: 0,
    };
    let content = contents(page, reader.budget);
    if reader.budget.burst() {
        return Err(Refusal::Bomb);
    }
    reader.run(&content, page.resources())?;
    reader.ink.straighten();
    Ok(reader.ink)
}

/// The content streams of a page, joined.
fn contents(page: &Page, budget: &mut Budget) -> Vec<u8> {
    let mut joined = Vec::new();
    let one = page.raw().get::<Stream>("Contents");
    let several = page.raw().get::<Array>("Contents");
    let parts = several.iter().flat_map(Array::iter::<Stream>);
    for stream in one.into_iter().chain(parts) {
        if let Some(bytes) = decode(&stream, budget) {
            joined.extend_from_slice(&bytes);
            joined.push(b'\n');
        }
    }
    joined
}

/// What running a form costs besides its operators.
const FORM: u64 = 500;

struct Reader<'b> {
    ink: Ink,
    fonts: &'b mut Fonts,
    budget: &'b mut Budget,
    state: State,
    saved: Vec<State>,
    path: Path,
    /// Open marked content: the first glyph and the text that stands for it, if any.
    marked: Vec<Option<(usize, String)>>,
    forms: usize,
}

impl Reader<'_> {
    fn run(&mut self, content: &[u8], resources: &Resources) -> Result<(), Refusal> {
        super::guard::nesting(content)?;
        let mut operators = TypedIter::new(content);
        let depth = self.saved.len();
        while let Some(op) = operators.next() {
            self.budget.operators(1)?;
            self.step(op, resources, depth)?;
        }
        if let Some(state) = self.saved.drain(depth..).next() {
            self.state = state;
        }
        Ok(())
    }

    fn step(&mut self, op: Op, resources: &Resources, depth: usize) -> Result<(), Refusal> {
        match op {
            Op::SaveState(_) if self.saved.len() < PDF_STATES_MAX => {
                self.saved.push(self.state.clone());
            }
            Op::RestoreState(_) if self.saved.len() > depth => {
                self.state = self.saved.pop().unwrap_or_else(|| self.state.clone());
            }
            Op::Transform(t) => {
                let matrix = matrix([t.0, t.1, t.2, t.3, t.4, t.5]);
                self.state.ctm = matrix.then(self.state.ctm);
            }
            Op::XObject(x) => return self.x_object(x.0, resources),
            Op::InlineImage(_) => self.picture(),
            Op::BeginMarkedContent(_) => self.marked.push(None),
            Op::BeginMarkedContentWithProperties(mark) => {
                let text = actual_text(mark.1, resources);
                self.marked
                    .push(text.map(|text| (self.ink.glyphs.len(), text)));
            }
            Op::EndMarkedContent(_) => self.end_marked(),
            Op::ShowText(t) => return self.show(t.0),
            Op::ShowTexts(t) => return self.show_all(t.0),
            Op::NextLineAndShowText(t) => {
                self.state.next_line();
                return self.show(t.0);
            }
            Op::ShowTextWithParameters(t) => {
                self.state.word_space = t.0.as_f64();
                self.state.char_space = t.1.as_f64();
                self.state.next_line();
                return self.show(t.2);
            }
            Op::TextFont(t) => {
                let dict = resources.get_font(t.0);
                self.state.font = dict.map(|dict| self.fonts.get(&dict, self.budget));
                self.state.size = t.1.as_f64();
            }
            other => {
                if !self.state.text_operator(&other) {
                    self.path.operator(&other, self.state.ctm, &mut self.ink);
                }
            }
        }
        Ok(())
    }

    fn x_object(&mut self, name: &Name, resources: &Resources) -> Result<(), Refusal> {
        let Some(stream) = resources.get_x_object(name) else {
            return Ok(());
        };
        let dict = stream.dict();
        match dict.get::<Name>("Subtype").as_deref() {
            Some(b"Image") => self.picture(),
            Some(b"Form") if self.forms < PDF_FORMS_MAX => return self.form(&stream, resources),
            _ => {}
        }
        Ok(())
    }

    fn form(&mut self, stream: &Stream, resources: &Resources) -> Result<(), Refusal> {
        let Some(content) = decode(stream, self.budget) else {
            return if self.budget.burst() {
                Err(Refusal::Bomb)
            } else {
                Ok(())
            };
        };
        self.budget.operators(FORM)?;
        let own = stream.dict().get::<Dict>("Resources").unwrap_or_default();
        let resources = Resources::from_parent(own, resources.clone());
        let before = self.state.clone();
        if let Some(numbers) = stream.dict().get::<[f32; 6]>("Matrix") {
            self.state.ctm = Matrix(numbers.map(f64::from)).then(self.state.ctm);
        }
        self.forms += 1;
        let outcome = self.run(&content, &resources);
        self.forms -= 1;
        self.state = before;
        outcome
    }

    /// Notes how much of the page the unit square covers.
    fn picture(&mut self) {
        let corners = (
            self.state.ctm.apply((0.0, 0.0)),
            self.state.ctm.apply((1.0, 1.0)),
        );
        let around = Bounds::around(corners.0, corners.1);
        let page = self.ink.size.0 * self.ink.size.1;
        let share = around.width() * around.height() / page.max(1.0);
        self.ink.picture = self.ink.picture.max(share);
    }

    fn end_marked(&mut self) {
        let Some(Some((first, text))) = self.marked.pop() else {
            return;
        };
        let Some([head, .., last]) = self.ink.glyphs.get(first..).map(|all| match all {
            [one] => [*one, *one],
            [head, .., last] => [*head, *last],
            [] => [EMPTY, EMPTY],
        }) else {
            return;
        };
        let one_line = head.size > 0.0 && (head.from.1 - last.from.1).abs() < head.size * 0.5;
        if one_line || text.is_empty() {
            self.ink.glyphs.truncate(first);
            if !text.is_empty() {
                self.push_glyph(
                    &text,
                    Glyph {
                        to: last.to,
                        ..head
                    },
                );
            }
        }
    }

    fn push_glyph(&mut self, text: &str, glyph: Glyph) {
        let start = u32::try_from(self.ink.text.len()).unwrap_or(u32::MAX);
        self.ink.text.push_str(text);
        let end = u32::try_from(self.ink.text.len()).unwrap_or(u32::MAX);
        self.ink.glyphs.push(Glyph {
            start,
            end,
            ..glyph
        });
    }

    fn show_all(&mut self, array: &Array) -> Result<(), Refusal> {
        for object in array.iter::<Object>() {
            match object {
                Object::Number(number) => self.state.adjust(number.as_f64()),
                Object::String(text) => self.show(&text)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn show(&mut self, text: &Text) -> Result<(), Refusal> {
        let bytes = text.as_bytes();
        let Some(font) = self
            .state
            .font
            .and_then(|at| self.fonts.list.get(at as usize))
            .cloned()
        else {
            return Ok(());
        };
        self.budget.glyphs(bytes.len() as u64)?;
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = font.code(&bytes[at..]);
            at += length;
            self.show_code(&font, code, Font::is_space(code, length));
        }
        Ok(())
    }

    fn show_code(&mut self, font: &Font, code: u32, space: bool) {
        let state = &mut self.state;
        let width = font.width(code);
        let place = state.text_to_page();
        let from = place.apply((0.0, 0.0));
        let to = place.apply((width, 0.0));
        let size = place.height();
        state.advance(width, space);
        let ahead = place.apply((1.0, 0.0));
        let Some(turn) = Turn::of(ahead.0 - from.0, ahead.1 - from.1) else {
            return;
        };
        let page = Bounds {
            x0: -1.0,
            y0: -1.0,
            x1: self.ink.size.0 + 1.0,
            y1: self.ink.size.1 + 1.0,
        };
        if !(size > 0.5 && size < 500.0 && page.holds(from)) {
            return;
        }
        let start = u32::try_from(self.ink.text.len()).unwrap_or(u32::MAX);
        if !font.push(code, &mut self.ink.text) {
            self.ink.unknown += 1;
        }
        let end = u32::try_from(self.ink.text.len()).unwrap_or(u32::MAX);
        let bold = font.bold || state.stroked;
        let font = state.font.unwrap_or(0);
        self.ink.glyphs.push(Glyph {
            start,
            end,
            from,
            to,
            size,
            turn,
            bold,
            font,
        });
    }
}

const EMPTY: Glyph = Glyph {
    start: 0,
    end: 0,
    from: (0.0, 0.0),
    to: (0.0, 0.0),
    size: 0.0,
    turn: Turn::None,
    bold: false,
    font: 0,
};

fn matrix(numbers: [Number; 6]) -> Matrix {
    Matrix(numbers.map(|number| number.as_f64()))
}

/// `/ActualText` of marked content, given in place or by name.
fn actual_text(properties: &Object, resources: &Resources) -> Option<String> {
    let dict = match properties {
        Object::Dict(dict) => dict.clone(),
        Object::Name(name) => resources.properties.get::<Dict>(&**name)?,
        _ => return None,
    };
    let text = dict.get::<Text>("ActualText")?;
    let bytes = text.as_bytes();
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> = rest
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            Some(String::from_utf16_lossy(&units))
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => Some(String::from_utf8_lossy(rest).into_owned()),
        _ if bytes.is_ascii() => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    }
}
