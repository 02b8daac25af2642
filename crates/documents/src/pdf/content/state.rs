//! The part of the graphics state that moves text: matrices, font, size and spacing.

use super::{Matrix, matrix};
use hayro_syntax::content::ops::TypedInstruction as Op;

/// Graphics state, as far as it matters here.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) ctm: Matrix,
    text: Matrix,
    line: Matrix,
    /// Index of the font.
    pub(super) font: Option<u32>,
    pub(super) size: f64,
    pub(super) char_space: f64,
    pub(super) word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    /// Filled and stroked: how word processors fake bold.
    pub(super) stroked: bool,
}

impl State {
    pub(super) fn new(ctm: Matrix) -> State {
        State {
            ctm,
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            stroked: false,
        }
    }

    /// From units of the text size to the page.
    pub(super) fn text_to_page(&self) -> Matrix {
        Matrix([
            self.size * self.stretch,
            0.0,
            0.0,
            self.size,
            0.0,
            self.rise,
        ])
        .then(self.text)
        .then(self.ctm)
    }

    /// Moves the pen past a glyph.
    pub(super) fn advance(&mut self, width: f64, space: bool) {
        let word = if space { self.word_space } else { 0.0 };
        self.shift((width * self.size + self.char_space + word) * self.stretch);
    }

    /// Moves the pen back by thousandths of the size.
    pub(super) fn adjust(&mut self, thousandths: f64) {
        self.shift(-thousandths / 1000.0 * self.size * self.stretch);
    }

    fn shift(&mut self, by: f64) {
        self.text = Matrix::translate(by, 0.0).then(self.text);
    }

    pub(super) fn next_line(&mut self) {
        self.move_line(0.0, -self.leading);
    }

    fn move_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::translate(x, y).then(self.line);
        self.text = self.line;
    }

    /// Takes an operator that sets text state or position; `false` when it is none.
    pub(super) fn text_operator(&mut self, op: &Op) -> bool {
        match op {
            Op::BeginText(_) => self.set_line(Matrix::IDENTITY),
            Op::NextLine(by) => self.move_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                self.leading = -by.1.as_f64();
                self.move_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => self.next_line(),
            Op::SetTextMatrix(m) => self.set_line(matrix([m.0, m.1, m.2, m.3, m.4, m.5])),
            Op::CharacterSpacing(space) => self.char_space = space.0.as_f64(),
            Op::WordSpacing(space) => self.word_space = space.0.as_f64(),
            Op::HorizontalScaling(scale) => self.stretch = scale.0.as_f64() / 100.0,
            Op::TextLeading(leading) => self.leading = leading.0.as_f64(),
            Op::TextRise(rise) => self.rise = rise.0.as_f64(),
            Op::TextRenderingMode(mode) => self.stroked = matches!(mode.0.as_i64(), 2 | 6),
            _ => return false,
        }
        true
    }

    fn set_line(&mut self, matrix: Matrix) {
        self.line = matrix;
        self.text = matrix;
    }
}
