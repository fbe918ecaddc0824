//! Rules among what a page draws. In: the operators of paths. Out: straight, level, thin lines.

use super::glyph::hundredths;
use crate::source::typography::Rule;
use hayro_font::kurbo::{Affine, Point, Rect};

/// A rule is at least so long, in points: shorter ones are bars of fractions and letters drawn by hand.
const SHORTEST: f64 = 20.0;
/// A rule is at most so thick, in points.
const THICKEST: f64 = 2.0;
/// Boxes of one path; charts have thousands, and no rules.
const MOST_BOXES: usize = 4000;

/// A path as it is built: boxes of its parts, on the shown page.
#[derive(Default)]
pub(super) struct Path {
    boxes: Vec<Rect>,
    current: Option<Rect>,
    is_curved: bool,
    /// Straight pieces, for strokes.
    pieces: Vec<(Point, Point)>,
    at: Point,
    start: Point,
}

impl Path {
    pub fn move_to(&mut self, matrix: Affine, x: f64, y: f64) {
        self.end_part();
        let at = matrix * Point::new(x, y);
        (self.at, self.start) = (at, at);
        self.current = Some(Rect::from_points(at, at));
    }

    pub fn line_to(&mut self, matrix: Affine, x: f64, y: f64) {
        let to = matrix * Point::new(x, y);
        self.piece(to);
    }

    pub fn curve_to(&mut self) {
        self.is_curved = true;
    }

    pub fn close(&mut self) {
        self.piece(self.start);
    }

    pub fn rectangle(&mut self, matrix: Affine, corner: (f64, f64), size: (f64, f64)) {
        self.move_to(matrix, corner.0, corner.1);
        for (x, y) in [(size.0, 0.0), (size.0, size.1), (0.0, size.1)] {
            self.line_to(matrix, corner.0 + x, corner.1 + y);
        }
        self.close();
        self.end_part();
    }

    fn piece(&mut self, to: Point) {
        if self.pieces.len() < MOST_BOXES {
            self.pieces.push((self.at, to));
        }
        self.at = to;
        if let Some(current) = &mut self.current {
            *current = current.union_pt(to);
        }
    }

    fn end_part(&mut self) {
        let part = self.current.take().filter(|_| !self.is_curved);
        if self.boxes.len() < MOST_BOXES {
            self.boxes.extend(part);
        }
        self.is_curved = false;
    }

    /// The rules of a filled path; it is empty then.
    pub fn fill(&mut self) -> Vec<Rule> {
        self.end_part();
        let boxes = std::mem::take(&mut self.boxes);
        self.clear();
        boxes.into_iter().filter_map(rule).collect()
    }

    /// The rules of a stroked path; it is empty then.
    pub fn stroke(&mut self, width: f64) -> Vec<Rule> {
        self.end_part();
        let pieces = std::mem::take(&mut self.pieces);
        self.clear();
        let boxes = pieces
            .into_iter()
            .map(|(from, to)| Rect::from_points(from, to));
        boxes
            .filter(|line| line.height() < 0.5)
            .filter_map(|line| rule(line.inflate(0.0, width / 2.0)))
            .collect()
    }

    /// Forgets it.
    pub fn clear(&mut self) {
        *self = Path::default();
    }
}

fn rule(area: Rect) -> Option<Rule> {
    (area.width() >= SHORTEST && area.height() <= THICKEST).then(|| Rule {
        left: hundredths(area.x0),
        right: hundredths(area.x1),
        y: hundredths(area.center().y),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thin_boxes_and_level_strokes_are_rules() {
        let mut path = Path::default();
        path.rectangle(Affine::IDENTITY, (10.0, 50.0), (100.0, 0.4));
        path.rectangle(Affine::IDENTITY, (10.0, 60.0), (100.0, 30.0));
        let rule = Rule {
            left: 1000,
            right: 11000,
            y: 5020,
        };
        assert_eq!(path.fill(), [rule]);
        path.move_to(Affine::IDENTITY, 10.0, 50.2);
        path.line_to(Affine::IDENTITY, 110.0, 50.2);
        path.line_to(Affine::IDENTITY, 110.0, 90.0);
        assert_eq!(path.stroke(0.5), [rule]);
        assert!(path.fill().is_empty());
    }
}
