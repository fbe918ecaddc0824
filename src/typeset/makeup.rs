//! Make-up of pages. In: a chapter's [`Matter`], each with the numbers of rows that it can be set in, and the depths of
//! its notes. Out: [`PagePlan`]s: which rows and which note lines stand on each page.
//!
//! A dynamic programme over all places where a page may begin. Within a page it tries each paragraph shorter, as is, and
//! longer; so widows, orphans, stranded headings, holes, short pages and split notes are weighed against each other and
//! against the looseness of lines, over the whole chapter.

mod beside;
mod floats;
mod page_ends;
mod room;
mod starts;

pub use floats::{Berth, Float};

use beside::lines_beside;
use floats::Floats;
use page_ends::{Ends, FEW_ROWS};
use room::Room;
use starts::{Node, Start, Starts};
use std::borrow::Cow;
use std::ops::Range;

/// Where matter may be parted by the end of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// Nowhere.
    Never,
    /// Between its lines; a single line should not be left behind or carried over.
    Lines,
}

/// A way to set some matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// How many rows of the page's grid it takes.
    pub rows: u16,
    /// What it costs beyond the best way.
    pub cost: i64,
    /// The rows in which notes are called, a row for each note, in order.
    pub calls: Vec<u16>,
    /// The rows whose line ends in a hyphen.
    pub hyphens: Vec<u16>,
    /// The rows that side notes stand beside, each with the lines that one takes of the margin, in order.
    pub asides: Vec<(u16, u16)>,
}

/// A paragraph, a heading, or anything else that stands in the column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Blank rows above it, unless it heads a page.
    pub above: u16,
    /// Whether the blank rows above may be one more or less.
    pub is_elastic: bool,
    /// Blank rows above it where it opens the chapter's first page.
    pub sink: u16,
    /// The ways to set it; the first is the best.
    pub offers: Vec<Offer>,
    /// Where it may be parted.
    pub split: Split,
    /// What it costs if the page ends after it.
    pub keeps_next: i64,
    /// Rows that stand again above it where it heads a page: the head of its table.
    pub again: u16,
}

impl Matter {
    /// Whether it may not be the last on a page.
    #[must_use]
    pub fn is_heading(&self) -> bool {
        self.keeps_next >= STRANDED
    }
}

/// The room on a page. Lengths in scaled points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Rows of the grid.
    pub rows: u16,
    /// Distance of rows.
    pub leading: i64,
    /// Distance of note lines.
    pub note_leading: i64,
    /// From the lowest possible row above the notes to the first note's baseline: rule and white.
    pub note_head: i64,
    /// Lines that side notes may take of the margin.
    pub aside_lines: u32,
}

impl Frame {
    /// How many rows are left above so many lines of notes; None if the notes alone are too deep.
    #[must_use]
    pub fn rows_above(&self, note_lines: u32) -> Option<u16> {
        if note_lines == 0 {
            return Some(self.rows);
        }
        let depth = self.note_head + i64::from(note_lines - 1) * self.note_leading;
        let column = i64::from(self.rows - 1) * self.leading;
        let left = column - depth;
        (left >= -self.leading).then(|| (left.div_euclid(self.leading) + 1) as u16)
    }

    /// How many note lines fit below so many rows.
    #[must_use]
    pub fn lines_below(&self, rows: u16) -> u32 {
        let column = i64::from(self.rows - 1) * self.leading;
        let left = column - (i64::from(rows) - 1) * self.leading - self.note_head;
        if left < 0 {
            return 0;
        }
        (left / self.note_leading + 1) as u32
    }
}

/// Matter, or a part of it, on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Which matter.
    pub matter: usize,
    /// Which of its offers.
    pub offer: usize,
    /// Which of the offer's rows.
    pub rows: Range<u16>,
    /// The page's row at which it begins, from 0.
    pub at: u16,
}

/// What stands on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePlan {
    /// The column.
    pub column: Vec<Standing>,
    /// The lines of notes, counted through the chapter.
    pub notes: Range<u32>,
    /// Rows above the text that floats take.
    pub top: u16,
    /// Whether nothing stands on it but a picture that goes beyond its edges.
    pub is_bare: bool,
}

/// A heading at the foot of a page.
pub const STRANDED: i64 = 300_000;
/// A single line of a paragraph at the head or foot of a page.
const LONE_LINE: i64 = 40_000;
/// A paragraph of two lines parted.
const PARTED_PAIR: i64 = 15_000;
/// A page ends in a hyphen.
const PAGE_HYPHEN: i64 = 150;
/// A row that stays empty on a full page.
const EMPTY_ROW: i64 = 30_000;
/// A note goes on overleaf.
const SPLIT_NOTE: i64 = 4_000;
/// A note parted so that one of its lines stands alone, or a note of few lines parted.
const POOR_SPLIT: i64 = 50_000;
/// A line of a note is not where the note is called, but for a split: worse than a heading alone above a long note.
const LATE_NOTE: i64 = 350_000;
/// A chapter opens a row lower or higher than usual.
const SINK: i64 = 400;
/// The white above a heading is a row less.
const LESS_WHITE: i64 = 1_000;
/// The white above a heading is a row more: it begins to look like a hole.
const MORE_WHITE: i64 = 2_500;
/// Less than three lines of text between a heading and the foot of the page: worse than two rows that stay empty.
const THIN_START: i64 = 70_000;
/// The last page of a chapter has less than four rows.
const SHORT_END: i64 = 8_000;

/// How matter was set on a page: the offer, and rows of white more or less than usual.
type Pick = (u8, i8);

/// Makes up a chapter. `depths` are the lines of each note, in the order of the calls. Floats are numbered after the matter.
#[must_use]
pub fn make_up(
    matter: &[Matter],
    depths: &[u16],
    (frame, floats): (&Frame, &[Float]),
) -> Vec<PagePlan> {
    let floats = Floats { all: floats, frame };
    let maker = MakeUp::new(matter, depths, floats);
    let mut starts = Starts::new(matter);
    starts.visit(|node, starts| {
        if !maker.is_end(&node.start) {
            let (ends, _) = maker.pages_from(node);
            ends.ways().for_each(|way| starts.enter(way));
        }
    });
    maker.plans(&starts)
}

struct MakeUp<'a> {
    matter: &'a [Matter],
    floats: Floats<'a>,
    /// The room on a page without floats.
    room: Room,
    /// Note lines before each note.
    note_starts: Vec<u32>,
    /// Notes called before each piece of matter.
    called: Vec<u32>,
    /// Lines of side notes before each piece of matter; none where there are no side notes.
    beside: Vec<u32>,
    /// Whether the rows of its calls are in order, whichever way it is set: those of a table's cells may not be.
    is_ordered: Vec<bool>,
}

/// A way to fill the page down to some matter.
#[derive(Clone, Copy, Debug)]
struct Filled {
    rows: u16,
    cost: i64,
    pick: Pick,
    /// The way it came from, in the layer before.
    before: u32,
}

impl<'a> MakeUp<'a> {
    fn new(matter: &'a [Matter], depths: &[u16], floats: Floats<'a>) -> MakeUp<'a> {
        let mut note_starts = vec![0];
        let mut called = vec![0];
        for &depth in depths {
            note_starts.push(note_starts[note_starts.len() - 1] + u32::from(depth));
        }
        for piece in matter {
            let calls = piece.offers[0].calls.len() as u32;
            called.push(called[called.len() - 1] + calls);
        }
        let beside = lines_beside(matter);
        let are_ordered = |piece: &Matter| piece.offers.iter().all(|o| o.calls.is_sorted());
        MakeUp {
            matter,
            room: Room::of(*floats.frame),
            floats,
            note_starts,
            called,
            beside,
            is_ordered: matter.iter().map(are_ordered).collect(),
        }
    }

    fn is_end(&self, start: &Start) -> bool {
        start.matter as usize == self.matter.len() && start.note_line >= self.all_note_lines()
    }

    fn all_note_lines(&self) -> u32 {
        self.note_starts[self.note_starts.len() - 1]
    }

    /// The lines of all notes called before a row of an offer.
    fn lines_called(&self, matter: usize, offer: &Offer, row: u16) -> u32 {
        let within = match self.is_ordered[matter] {
            true => offer.calls.partition_point(|&call| call < row),
            false => offer.calls.iter().filter(|&&call| call < row).count(),
        };
        self.note_starts[self.called[matter] as usize + within]
    }

    /// All pages that may begin at a start: their ends, and the ways to fill them, a layer for each piece of matter.
    fn pages_from(&self, node: &Node) -> (Ends<'_, 'a>, Vec<Vec<Filled>>) {
        let frame = self.floats.frame_of(&node.start, node.before.as_ref());
        let room = match frame == self.room.frame {
            true => Cow::Borrowed(&self.room),
            false => Cow::Owned(Room::of(frame)),
        };
        let found = self.pages(node, room.clone(), FEW_ROWS);
        if found.0.is_empty() {
            return self.pages(node, room, u16::MAX);
        }
        found
    }

    /// Those that leave so many rows empty at most.
    fn pages<'m>(
        &'m self,
        node: &Node,
        room: Cow<'m, Room>,
        empty: u16,
    ) -> (Ends<'m, 'a>, Vec<Vec<Filled>>) {
        let (start, cost) = (&node.start, node.cost);
        let mut ends = Ends::new(self, *start, (room, empty));
        let mut layers: Vec<Vec<Filled>> = vec![vec![Filled {
            rows: 0,
            cost,
            pick: (0, 0),
            before: 0,
        }]];
        let first = start.matter as usize;
        for index in first..self.matter.len() {
            let next = self.fill(index, &layers[layers.len() - 1], start, &mut ends);
            if next.is_empty() {
                break;
            }
            layers.push(next);
        }
        if first == self.matter.len() {
            ends.notes_only(cost);
        }
        (ends, layers)
    }

    /// Sets one more piece of matter on the page in all ways, and notes the pages that end inside it.
    fn fill(
        &self,
        index: usize,
        layer: &[Filled],
        start: &Start,
        ends: &mut Ends<'_, '_>,
    ) -> Vec<Filled> {
        let piece = &self.matter[index];
        let is_first = index == start.matter as usize;
        let from = if is_first { start.row } else { 0 };
        let mut next: Vec<Filled> = Vec::new();
        for (before, filled) in layer.iter().enumerate() {
            let white = match from {
                0 => whites(piece, is_first && index == 0, filled.rows),
                _ => &[0],
            };
            for pick in picks(piece, (from > 0).then_some(start.offer), white) {
                let offer = &piece.offers[usize::from(pick.0)];
                let (skipped, cost) = self.above((index, from), filled, pick);
                let way = Filled {
                    rows: skipped,
                    cost: cost + if from == 0 { offer.cost } else { 0 },
                    pick,
                    before: before as u32,
                };
                let called = self.lines_called(index, offer, offer.rows);
                if piece.split == Split::Lines {
                    ends.inside((index, called), offer, from, &way);
                }
                let whole = Filled {
                    rows: skipped + offer.rows - from,
                    ..way
                };
                ends.after((index, called), offer, &whole);
                if ends.fits(called, whole.rows) && ends.has_margin(index, offer, offer.rows) {
                    keep_cheapest(&mut next, whole);
                }
            }
        }
        next
    }

    /// The row at which a piece begins, or goes on from one of its rows, and the cost so far.
    fn above(&self, (index, from): (usize, u16), filled: &Filled, pick: Pick) -> (u16, i64) {
        let piece = &self.matter[index];
        let elastic = match pick.1 {
            more if filled.rows == 0 => SINK * i64::from(more.abs()),
            more @ 0.. => MORE_WHITE * i64::from(more),
            _ => LESS_WHITE,
        };
        if filled.rows == 0 {
            let sink = match (index, from) {
                (0, 0) => piece.sink.saturating_add_signed(i16::from(pick.1)),
                (_, 0) => piece.again,
                _ => 0,
            };
            return (sink, filled.cost + elastic);
        }
        let white = (i32::from(piece.above) + i32::from(pick.1)).max(0) as u16;
        (filled.rows + white, filled.cost + elastic)
    }

    /// Follows the cheapest way back from the end.
    fn plans(&self, starts: &Starts) -> Vec<PagePlan> {
        let mut plans = Vec::new();
        let ends = starts.ends().iter().rev();
        let ends = ends.filter(|node| self.is_end(&node.start));
        let Some(mut at) = ends.min_by_key(|node| node.cost) else {
            return plans;
        };
        let first = self.matter.len();
        plans.extend(self.floats.last_pages(at.before.as_ref(), first));
        plans.reverse();
        while let Some(before) = at.before.and_then(|before| starts.get(&before)) {
            let mut plan = self.plan(&before.start, &at.start, &self.picks_between(before, at));
            let share = self.floats.on(&before.start, before.before.as_ref());
            self.floats.place(&share, first, &mut plan);
            plans.push(plan);
            let own = self.floats.pages(&share.before, first);
            plans.extend(own.into_iter().rev());
            at = before;
        }
        plans.reverse();
        plans
    }

    /// How matter was set on the page between two starts. It is found again: to keep it of all pages that were tried would
    /// take longer.
    fn picks_between(&self, before: &Node, at: &Node) -> Vec<Pick> {
        let (ends, layers) = self.pages_from(before);
        ends.picks(at, &layers)
    }

    /// The page between two starts.
    fn plan(&self, start: &Start, end: &Start, picks: &[Pick]) -> PagePlan {
        let mut column = Vec::new();
        let mut rows = 0;
        for (index, &pick) in (start.matter as usize..).zip(picks) {
            let piece = &self.matter[index];
            let filled = Filled {
                rows,
                cost: 0,
                pick,
                before: 0,
            };
            let offer = &piece.offers[usize::from(pick.0)];
            let from = if index == start.matter as usize {
                start.row
            } else {
                0
            };
            let (at, _) = self.above((index, from), &filled, pick);
            let to = if index == end.matter as usize {
                end.row
            } else {
                offer.rows
            };
            column.push(Standing {
                matter: index,
                offer: usize::from(pick.0),
                rows: from..to,
                at,
            });
            rows = at + to - from;
        }
        PagePlan {
            column,
            notes: start.note_line..end.note_line,
            top: 0,
            is_bare: false,
        }
    }
}

/// Rows of white above a piece that may be tried, more or less than usual.
fn whites(piece: &Matter, is_opening: bool, rows: u16) -> &'static [i8] {
    match (piece.is_elastic, rows) {
        (true, 0) if is_opening => &[0, 1, -1, 2, -2],
        (true, 1..) if piece.above > 1 => &[0, -1, 1],
        (true, 1..) => &[0, 1],
        _ => &[0],
    }
}

/// The ways to set a piece: one of its offers or all, each with some white above.
fn picks(piece: &Matter, offer: Option<u8>, white: &[i8]) -> impl Iterator<Item = Pick> {
    let all = 0..piece.offers.len() as u8;
    let offers = offer.map_or(all, |offer| offer..offer + 1);
    offers.flat_map(move |at| white.iter().map(move |&white| (at, white)))
}

/// Of two ways that fill the same rows, the cheaper stays.
fn keep_cheapest(ways: &mut Vec<Filled>, way: Filled) {
    match ways.iter_mut().find(|old| old.rows == way.rows) {
        Some(old) if old.cost <= way.cost => {}
        Some(old) => *old = way,
        None => ways.push(way),
    }
}
