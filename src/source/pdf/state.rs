//! What the operators of a content stream set. In: operands. Out: the state that a glyph is shown in.

use super::face::Face;
use hayro_font::kurbo::Affine;
use std::rc::Rc;

/// The graphics state, as far as text and rules need it (ISO 32000-1, tables 52 and 104).
#[derive(Clone)]
pub(super) struct State<'a> {
    /// From user space to the shown page, in points, down.
    pub matrix: Affine,
    /// Width of stroked lines.
    pub line_width: f64,
    pub face: Option<Rc<Face<'a>>>,
    pub size: f64,
    pub character_spacing: f64,
    pub word_spacing: f64,
    /// 1 for 100 percent.
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
}

impl State<'_> {
    pub fn new(matrix: Affine) -> Self {
        State {
            matrix,
            line_width: 1.0,
            face: None,
            size: 0.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }

    /// From the space of glyphs, where the size is 1, to text space.
    pub fn glyph_matrix(&self) -> Affine {
        Affine::new([
            self.size * self.stretch,
            0.0,
            0.0,
            self.size,
            0.0,
            self.rise,
        ])
    }
}

/// The matrices of text: that of the next glyph and that of the line.
#[derive(Clone, Copy)]
pub(super) struct TextPlace {
    pub text: Affine,
    pub line: Affine,
}

impl Default for TextPlace {
    fn default() -> Self {
        TextPlace {
            text: Affine::IDENTITY,
            line: Affine::IDENTITY,
        }
    }
}

impl TextPlace {
    /// Puts both at a matrix.
    pub fn set(&mut self, matrix: Affine) {
        self.text = matrix;
        self.line = matrix;
    }

    /// Moves to a new line.
    pub fn next_line(&mut self, x: f64, y: f64) {
        self.set(self.line * Affine::translate((x, y)));
    }

    /// Moves along the line.
    pub fn advance(&mut self, x: f64, y: f64) {
        self.text *= Affine::translate((x, y));
    }
}
