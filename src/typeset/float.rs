//! Pictures that find no room where they stand. In: a chapter's matter in order. Out: the order in which it is set, and its pages: a
//! picture that would leave a hole at a page's foot lets the next paragraphs go before it, as long as that makes the holes less.

use super::compose::SectionAt;
use super::makeup::{Float, Frame, Matter, PagePlan, Split, Standing, make_up};
use super::set::Stand;

/// How many paragraphs a picture lets pass at most: further off, nobody would know what it shows.
const PASSED: usize = 6;
/// Rows that may stay empty on the pages before a picture: so many are no hole.
const HOLE: u32 = 2;

/// A chapter's matter, in the order of the book.
pub(super) struct Column<'a> {
    /// All of it.
    pub matter: &'a [Matter],
    /// What is beside it.
    pub stands: &'a [Stand],
    /// The pieces that sections begin with.
    pub sections: &'a [SectionAt],
    /// The lines of the notes, in the order of the calls.
    pub depths: &'a [u16],
    /// The page.
    pub frame: &'a Frame,
    /// What does not stand in its order.
    pub floats: &'a [Float],
}

/// The order of the pieces, and the pages.
pub(super) fn made_up(column: &Column<'_>) -> (Vec<usize>, Vec<PagePlan>) {
    let mut order: Vec<usize> = (0..column.matter.len()).collect();
    let page = (column.frame, column.floats);
    let mut plans = make_up(column.matter, column.depths, page);
    let (mut figures, rows) = column.holes(&order, &plans);
    let mut best = (rows, order.clone(), plans.clone());
    for _ in 0..PASSED {
        if figures.is_empty() {
            break;
        }
        figures.iter().rev().for_each(|&at| order.swap(at, at + 1));
        plans = column.plans(&order);
        let (next, rows) = column.holes(&order, &plans);
        figures = next;
        if rows < best.0 {
            best = (rows, order.clone(), plans.clone());
        }
    }
    (best.1, best.2)
}

impl Column<'_> {
    fn plans(&self, order: &[usize]) -> Vec<PagePlan> {
        let whites = whites(order.iter().map(|&at| &self.stands[at]));
        let pieces = order.iter().zip(whites).map(|(&at, above)| Matter {
            above,
            ..self.matter[at].clone()
        });
        let page = (self.frame, self.floats);
        make_up(&pieces.collect::<Vec<_>>(), self.depths, page)
    }

    /// The places in the order of the pictures that head a page after some hole and may let the next paragraph pass, and all
    /// empty rows: the pages share what one of them can't fill.
    fn holes(&self, order: &[usize], plans: &[PagePlan]) -> (Vec<usize>, u32) {
        let mut places = Vec::new();
        let (mut rows, mut own) = (0, 0);
        for pair in plans.windows(2) {
            own += self.empty_rows(&pair[0]);
            let Some(next) = self.flow(&pair[1]).next() else {
                continue;
            };
            if next.rows.start == 0 && self.is_figure(order[next.matter]) {
                let is_hole = own > HOLE && self.may_pass(order, next.matter);
                places.extend(is_hole.then_some(next.matter));
                rows += own;
                own = 0;
            }
        }
        (places, rows + own)
    }

    fn empty_rows(&self, page: &PagePlan) -> u32 {
        let filled = self.flow(page).last();
        let filled = filled.map_or(0, |last| last.at + last.rows.end - last.rows.start);
        let room = self.frame.rows_above(page.notes.end - page.notes.start);
        let foot = page
            .column
            .iter()
            .filter(|other| other.matter >= self.matter.len());
        let foot = foot
            .filter(|float| float.at >= page.top)
            .map(|float| float.at)
            .min();
        let room = room.map(|room| foot.map_or(room, |foot| foot.min(room)));
        u32::from(room.unwrap_or(filled).saturating_sub(filled))
    }

    /// What stands on a page in its order.
    fn flow<'p>(&self, page: &'p PagePlan) -> impl Iterator<Item = &'p Standing> {
        let count = self.matter.len();
        page.column
            .iter()
            .filter(move |standing| standing.matter < count)
    }

    fn is_figure(&self, piece: usize) -> bool {
        self.stands[piece]
            .row
            .as_ref()
            .is_some_and(|row| row.is_figure)
    }

    /// Whether what follows a picture may go before it: a paragraph of the same section. A picture whose caption calls notes
    /// stays, or these would not be in order.
    fn may_pass(&self, order: &[usize], at: usize) -> bool {
        let Some(&next) = order.get(at + 1) else {
            return false;
        };
        let (stand, piece) = (&self.stands[next], &self.matter[next]);
        let begins = self
            .sections
            .iter()
            .any(|section| section.first == next || section.first == at + 1);
        let figure = &self.stands[order[at]];
        let is_fixed = figure.row.as_ref().is_some_and(|row| row.is_fixed);
        !is_fixed
            && figure.notes.is_empty()
            && stand.row.is_none()
            && stand.target.is_none()
            && piece.split == Split::Lines
            && !piece.is_heading()
            && !begins
    }
}

/// The white above each piece: the greater of what it wants and what its neighbour above wants; none below a heading,
/// which brings its own.
pub(super) fn whites<'s>(stands: impl Iterator<Item = &'s Stand>) -> Vec<u16> {
    let mut before: Option<&Stand> = None;
    let whites = stands.map(|stand| match before.replace(stand) {
        Some(heading) if heading.target.is_some() => 0,
        other => stand.above.max(other.map_or(0, |stand| stand.below)),
    });
    whites.collect()
}
