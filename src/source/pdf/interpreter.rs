//! Runs a page's content streams. In: a page of the file. Out: [`Drawn`]: what it draws of text, rules and pictures.
//!
//! Clips and colours are not looked at: what is drawn in white or clipped away is rare in books, and where it matters
//! (crop marks outside the page) the box of the page settles it.

use super::bounds;
use super::face::{Face, Faces};
use super::glyph::{Drawn, Glyph, Turn, hundredths};
use super::layer;
use super::marks::Marks;
use super::path::Path;
use super::scan::Scan;
use super::sign::Sign;
use super::state::{State, TextPlace};
use crate::source::typography::{Picture, Rule, Style};
use hayro_font::hayro_syntax::content::TypedIter;
use hayro_font::hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_font::hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_font::hayro_syntax::page::{Page, Resources};
use hayro_font::kurbo::{Affine, Point, Rect, Vec2};
use std::rc::Rc;

/// Draws a page; `number` counts from 0.
pub(super) fn draw<'a>(page: &Page<'a>, faces: &Faces<'a>, number: u32) -> Drawn {
    let (width, height) = page.render_dimensions();
    let mut interpreter = Interpreter {
        faces,
        page: number,
        shown: Rect::new(0.0, 0.0, width.into(), height.into()),
        state: State::new(Affine::new(page.initial_transform(true).as_coeffs())),
        saved: Vec::new(),
        place: TextPlace::default(),
        path: Path::default(),
        marks: Marks::default(),
        operators: 0,
        depth: 0,
        scan: None,
        drawn: Drawn::default(),
    };
    let (content, is_whole) = content(page);
    interpreter.drawn.is_cut |= !is_whole;
    interpreter.run(&content, page.resources(), None);
    let (mut drawn, scan) = (interpreter.drawn, interpreter.scan);
    if layer::is_layer(&drawn.glyphs) {
        drawn.scan = scan.and_then(|(stream, place)| Scan::of(&stream, place));
    }
    drawn.rules.sort_by_key(|rule| (rule.y, rule.left));
    drawn
        .pictures
        .sort_by_key(|picture| (picture.top, picture.left));
    drawn
}

/// The content of a page, unpacked, and whether it is whole.
fn content(page: &Page<'_>) -> (Vec<u8>, bool) {
    let contents = match page.raw().get::<Object<'_>>(b"Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(array)) => array.iter::<Stream<'_>>().collect(),
        _ => Vec::new(),
    };
    let (mut all, mut is_whole) = (Vec::new(), true);
    for stream in contents {
        match bounds::decoded(&stream) {
            Some(data) if (all.len() + data.len()) as u64 <= bounds::MOST_BYTES => {
                all.extend_from_slice(&data);
                all.push(b'\n');
            }
            _ => is_whole = false,
        }
    }
    (all, is_whole)
}

struct Interpreter<'a, 'f> {
    faces: &'f Faces<'a>,
    page: u32,
    /// What is shown of the page.
    shown: Rect,
    state: State<'a>,
    saved: Vec<State<'a>>,
    place: TextPlace,
    path: Path,
    marks: Marks,
    operators: usize,
    depth: usize,
    /// The picture that covers the page, and where it lies.
    scan: Option<(Stream<'a>, Affine)>,
    drawn: Drawn,
}

/// A form costs as much as so many operators: forms that draw one another must not run for minutes.
const FORM: usize = 200;

/// The resources of a stream, and those around it, for forms without their own.
type Around<'r, 'a> = Option<&'r Resources<'a>>;

impl<'a> Interpreter<'a, '_> {
    fn run(&mut self, content: &[u8], resources: &Resources<'a>, around: Around<'_, 'a>) {
        let floor = self.saved.len();
        let mut operations = TypedIter::new(content);
        while let Some(op) = operations.next() {
            self.operators += 1;
            if self.operators > bounds::MOST_OPERATORS
                || self.drawn.glyphs.len() > bounds::MOST_GLYPHS
            {
                self.drawn.is_cut = true;
                break;
            }
            self.graphics(&op, floor);
            self.text(&op, resources, around);
            self.objects(&op, resources);
        }
        // What a stream leaves open does not go on after it.
        if let Some(state) = self.saved.drain(floor..).next() {
            self.state = state;
        }
    }

    /// States and paths.
    fn graphics(&mut self, op: &Op<'_, '_>, floor: usize) {
        let matrix = self.state.matrix;
        match op {
            Op::SaveState(_) if self.saved.len() < bounds::MOST_STATES => {
                self.saved.push(self.state.clone())
            }
            Op::RestoreState(_) if self.saved.len() > floor => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            Op::Transform(t) => {
                self.state.matrix = matrix * affine([t.0, t.1, t.2, t.3, t.4, t.5]);
            }
            Op::LineWidth(width) => self.state.line_width = width.0.as_f64(),
            Op::MoveTo(to) => self.path.move_to(matrix, to.0.as_f64(), to.1.as_f64()),
            Op::LineTo(to) => self.path.line_to(matrix, to.0.as_f64(), to.1.as_f64()),
            Op::CubicTo(_) | Op::CubicStartTo(_) | Op::CubicEndTo(_) => self.path.curve_to(),
            Op::ClosePath(_) => self.path.close(),
            Op::RectPath(r) => {
                let corner = (r.0.as_f64(), r.1.as_f64());
                self.path
                    .rectangle(matrix, corner, (r.2.as_f64(), r.3.as_f64()));
            }
            Op::FillPathNonZero(_)
            | Op::FillPathNonZeroCompatibility(_)
            | Op::FillPathEvenOdd(_)
            | Op::FillAndStrokeNonZero(_)
            | Op::FillAndStrokeEvenOdd(_)
            | Op::CloseFillAndStrokeNonZero(_)
            | Op::CloseFillAndStrokeEvenOdd(_) => {
                let rules = self.path.fill();
                self.rules(rules);
            }
            Op::StrokePath(_) | Op::CloseAndStrokePath(_) => {
                let scale = matrix.determinant().abs().sqrt();
                let rules = self.path.stroke(self.state.line_width * scale);
                self.rules(rules);
            }
            Op::EndPath(_) => self.path.clear(),
            _ => {}
        }
    }

    fn rules(&mut self, rules: Vec<Rule>) {
        let room = bounds::MOST_DRAWN.saturating_sub(self.drawn.rules.len());
        let (width, height) = (hundredths(self.shown.x1), hundredths(self.shown.y1));
        let is_shown =
            |rule: &Rule| rule.right > 0 && rule.left < width && (0..=height).contains(&rule.y);
        self.drawn
            .rules
            .extend(rules.into_iter().filter(is_shown).take(room));
    }

    /// Text.
    fn text(&mut self, op: &Op<'_, '_>, resources: &Resources<'a>, around: Around<'_, 'a>) {
        match op {
            Op::BeginText(_) => self.place = TextPlace::default(),
            Op::CharacterSpacing(spacing) => self.state.character_spacing = spacing.0.as_f64(),
            Op::WordSpacing(spacing) => self.state.word_spacing = spacing.0.as_f64(),
            Op::HorizontalScaling(scaling) => self.state.stretch = scaling.0.as_f64() / 100.0,
            Op::TextLeading(leading) => self.state.leading = leading.0.as_f64(),
            Op::TextRenderingMode(mode) => self.state.mode = mode.0.as_i64(),
            Op::TextRise(rise) => self.state.rise = rise.0.as_f64(),
            Op::TextFont(font) => {
                self.state.size = font.1.as_f64();
                let dict = resources.get_font(font.0);
                let dict = dict.or_else(|| around.and_then(|around| around.get_font(font.0)));
                self.state.face = dict.map(|dict| self.faces.face(&dict));
            }
            Op::SetGraphicsState(name) => {
                let dict = resources.get_ext_g_state(name.0);
                if let Some(font) = dict.and_then(|dict| dict.get::<Array<'_>>(b"Font")) {
                    self.font_of_state(&font);
                }
            }
            Op::NextLine(to) => self.place.next_line(to.0.as_f64(), to.1.as_f64()),
            Op::NextLineAndSetLeading(to) => {
                self.state.leading = -to.1.as_f64();
                self.place.next_line(to.0.as_f64(), to.1.as_f64());
            }
            Op::SetTextMatrix(m) => self.place.set(affine([m.0, m.1, m.2, m.3, m.4, m.5])),
            Op::NextLineUsingLeading(_) => self.place.next_line(0.0, -self.state.leading),
            Op::ShowText(text) => self.show(text.0.as_bytes()),
            Op::NextLineAndShowText(text) => {
                self.place.next_line(0.0, -self.state.leading);
                self.show(text.0.as_bytes());
            }
            Op::ShowTextWithParameters(text) => {
                self.state.word_spacing = text.0.as_f64();
                self.state.character_spacing = text.1.as_f64();
                self.place.next_line(0.0, -self.state.leading);
                self.show(text.2.as_bytes());
            }
            Op::ShowTexts(texts) => self.show_all(texts.0),
            _ => {}
        }
    }

    fn font_of_state(&mut self, font: &Array<'a>) {
        let mut entries = font.flex_iter();
        if let (Some(dict), Some(size)) = (entries.next::<Dict<'a>>(), entries.next::<Number>()) {
            self.state.face = Some(self.faces.face(&dict));
            self.state.size = size.as_f64();
        }
    }

    fn show_all(&mut self, texts: &Array<'_>) {
        for text in texts.iter::<Object<'_>>() {
            match text {
                Object::String(text) => self.show(text.as_bytes()),
                Object::Number(number) => {
                    let back = number.as_f64() / 1000.0 * self.state.size;
                    if self
                        .state
                        .face
                        .as_ref()
                        .is_some_and(|face| face.is_vertical)
                    {
                        self.place.advance(0.0, -back);
                    } else {
                        self.place.advance(-back * self.state.stretch, 0.0);
                    }
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(face) = self.state.face.clone() else {
            return;
        };
        let mut at = 0;
        while let Some((code, length)) = face.code(bytes, at) {
            at += length;
            let sign = face.sign(code);
            let state = &self.state;
            let mut spacing = state.character_spacing;
            if length == 1 && code == 32 {
                spacing += state.word_spacing;
            }
            let width = sign.width / 1000.0 * state.size * face.scale;
            let (own, step) = if face.is_vertical {
                (Vec2::new(0.0, width), Vec2::new(0.0, width + spacing))
            } else {
                (Vec2::new(width, 0.0), Vec2::new(width + spacing, 0.0)).stretched(state.stretch)
            };
            self.glyph(&face, sign, own);
            self.place.advance(step.x, step.y);
        }
    }

    /// Puts one glyph where the text stands; `advance` is its own, in text space.
    fn glyph(&mut self, face: &Face<'a>, sign: Rc<Sign>, advance: Vec2) {
        if &*sign.text == "\u{fffd}" && face.nameless_since.get().is_none() {
            face.nameless_since.set(Some(self.page));
        }
        let state = &self.state;
        let matrix = state.matrix * self.place.text;
        let [a, b, c, d, ..] = (matrix * state.glyph_matrix()).as_coeffs();
        let from = matrix * Point::new(0.0, state.rise);
        let to = matrix * Point::new(advance.x, state.rise + advance.y);
        let is_shown = self.shown.inflate(0.5, 0.5).contains(from.midpoint(to));
        if !is_shown || sign.text.is_empty() && !sign.is_blank {
            return;
        }
        let turn = turn_of(a, b).filter(|_| !face.is_vertical);
        let mut style = face.style;
        match state.mode {
            2 => style |= Style::BOLD,
            3 | 7 => style |= Style::INVISIBLE,
            _ => {}
        }
        let glyph = Glyph {
            sign,
            left: hundredths(from.x),
            right: hundredths(to.x),
            baseline: hundredths(from.y),
            size: hundredths(c.hypot(d) * face.scale).max(1),
            face: face.index,
            style,
            turn,
        };
        self.drawn
            .glyphs
            .push(upright(glyph, (from, to), self.shown));
    }

    /// Forms, pictures, marked content.
    fn objects(&mut self, op: &Op<'_, '_>, resources: &Resources<'a>) {
        match op {
            Op::XObject(name) => self.object(name.0, resources),
            Op::InlineImage(_) => self.picture(),
            Op::BeginMarkedContent(_) => self.marks.begin(None, &self.drawn),
            Op::BeginMarkedContentWithProperties(mark) => {
                let text = match mark.1 {
                    Object::Dict(dict) => actual_text(dict),
                    Object::Name(name) => resources
                        .properties
                        .get::<Dict<'_>>(name)
                        .and_then(|dict| actual_text(&dict)),
                    _ => None,
                };
                self.marks.begin(text, &self.drawn);
            }
            Op::EndMarkedContent(_) => self.marks.end(&mut self.drawn),
            _ => {}
        }
    }

    fn object(&mut self, name: &Name<'_>, resources: &Resources<'a>) {
        let Some(stream) = resources.get_x_object(name) else {
            return;
        };
        match stream.dict().get::<Name<'_>>(b"Subtype").as_deref() {
            Some(b"Image") => {
                self.picture();
                self.cover(stream);
            }
            Some(b"Form") => self.form(&stream, resources),
            _ => {}
        }
    }

    /// Keeps a picture that covers the page; of several the last, which shows the text where its ground is a picture for itself.
    fn cover(&mut self, stream: Stream<'a>) {
        let unit = Rect::new(0.0, 0.0, 1.0, 1.0);
        let area = self.state.matrix.transform_rect_bbox(unit);
        let is_cover = area.intersect(self.shown).area() * 2.0 > self.shown.area();
        if is_cover && Scan::can_be(&stream) {
            self.scan = Some((stream, self.state.matrix));
        }
    }

    fn form(&mut self, stream: &Stream<'a>, around: &Resources<'a>) {
        if self.depth >= bounds::MOST_NESTING {
            self.drawn.is_cut = true;
            return;
        }
        let Some(content) = bounds::decoded(stream) else {
            self.drawn.is_cut = true;
            return;
        };
        let (state, place) = (self.state.clone(), self.place);
        if let Some(matrix) = stream.dict().get::<[f64; 6]>(b"Matrix") {
            self.state.matrix *= Affine::new(matrix);
        }
        self.operators += FORM;
        self.depth += 1;
        match stream.dict().get::<Dict<'a>>(b"Resources") {
            Some(own) => self.run(&content, &Resources::new(own), Some(around)),
            None => self.run(&content, around, None),
        }
        self.depth -= 1;
        (self.state, self.place) = (state, place);
    }

    /// A picture fills the unit square.
    fn picture(&mut self) {
        let area = self
            .state
            .matrix
            .transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        let area = area.intersect(self.shown);
        if area.width() > 0.0
            && area.height() > 0.0
            && self.drawn.pictures.len() < bounds::MOST_DRAWN
        {
            self.drawn.pictures.push(Picture {
                left: hundredths(area.x0),
                top: hundredths(area.y0),
                right: hundredths(area.x1),
                bottom: hundredths(area.y1),
            });
        }
    }
}

/// A pair of vectors, stretched along the line.
trait Stretched {
    fn stretched(self, by: f64) -> Self;
}

impl Stretched for (Vec2, Vec2) {
    fn stretched(self, by: f64) -> Self {
        (
            Vec2::new(self.0.x * by, self.0.y),
            Vec2::new(self.1.x * by, self.1.y),
        )
    }
}

fn affine(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

/// How far a line may lean and still run level, as a tangent: scans lean by a degree or two.
const LEAN: f64 = 0.09;

/// Which way a line runs whose advance has this direction.
fn turn_of(x: f64, y: f64) -> Turn {
    if y.abs() <= x.abs() * LEAN {
        Some(if x >= 0.0 { 0 } else { 2 })
    } else if x.abs() <= y.abs() * LEAN {
        Some(if y >= 0.0 { 1 } else { 3 })
    } else {
        None
    }
}

/// A glyph as it stands when its line is turned level.
fn upright(mut glyph: Glyph, (from, to): (Point, Point), shown: Rect) -> Glyph {
    let (left, right, baseline) = match glyph.turn {
        Some(1) => (from.y, to.y, shown.x1 - from.x),
        Some(2) => (shown.x1 - from.x, shown.x1 - to.x, shown.y1 - from.y),
        Some(3) => (shown.y1 - from.y, shown.y1 - to.y, from.x),
        _ => (from.x, to.x, from.y),
    };
    glyph.left = hundredths(left);
    glyph.right = hundredths(right);
    glyph.baseline = hundredths(baseline);
    glyph
}

/// The text that stands for what a mark encloses.
fn actual_text(dict: &Dict<'_>) -> Option<String> {
    let text = dict.get::<hayro_font::hayro_syntax::object::String<'_>>(b"ActualText")?;
    Some(super::string::text(text.as_bytes()))
}
