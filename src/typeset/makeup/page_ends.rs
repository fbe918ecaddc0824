//! The ends of a page. In: ways to fill a page. Out: where the next page may begin, at what cost.

use super::{
    EMPTY_ROW, Filled, Frame, LATE_NOTE, LONE_LINE, MakeUp, Node, Offer, PAGE_HYPHEN, PARTED_PAIR,
    POOR_SPLIT, Pick, SHORT_END, SPLIT_NOTE, Start, THIN_START,
};
use std::collections::BTreeMap;

/// A page that ends somewhere.
struct End {
    next: Start,
    cost: i64,
    /// The last way of the page, and the layer before it.
    last: Filled,
    layer: usize,
    empty: u16,
}

/// Collects the ends of the pages that begin at one start.
pub(super) struct Ends<'m, 'a> {
    maker: &'m MakeUp<'a>,
    start: &'m Start,
    frame: Frame,
    /// The lines of all side notes before the page.
    beside: u32,
    found: Vec<End>,
}

/// More empty rows than this are only tried if there is nothing better.
const FEW_ROWS: u16 = 6;

/// Ends that cost so much more than the page's best are not followed: two lone lines, two empty rows and a parted note
/// cost less, so that nothing decent is lost, and books with more notes than room stay quick.
const HOPELESS: i64 = 300_000;

impl<'m, 'a> Ends<'m, 'a> {
    pub(super) fn new(maker: &'m MakeUp<'a>, start: &'m Start, frame: Frame) -> Ends<'m, 'a> {
        let first = start.matter as usize;
        let beside = maker.matter.get(first).map_or(0, |piece| {
            let offer = &piece.offers[usize::from(start.offer)];
            maker.lines_beside(first, offer, start.row)
        });
        Ends {
            maker,
            start,
            frame,
            beside,
            found: Vec::new(),
        }
    }

    /// Whether so many rows leave room for all notes called up to a line of notes.
    pub(super) fn fits(&self, lines_called: u32, rows: u16) -> bool {
        let lines = lines_called.saturating_sub(self.start.note_line);
        self.frame
            .rows_above(lines)
            .is_some_and(|room| rows <= room)
    }

    /// Whether the margin has room for the side notes of all rows up to one of matter `index`.
    pub(super) fn has_margin(&self, index: usize, offer: &Offer, row: u16) -> bool {
        let lines = self.maker.lines_beside(index, offer, row);
        lines.saturating_sub(self.beside) <= self.frame.aside_lines
    }

    /// Pages that end inside matter, after each of the rows that `offer` has beyond `from`.
    pub(super) fn inside(&mut self, index: usize, offer: &Offer, from: u16, way: &Filled) {
        for row in from + 1..offer.rows {
            let rows = way.rows + row - from;
            if rows > self.frame.rows || !self.has_margin(index, offer, row) {
                break;
            }
            let next = Start {
                matter: index as u32,
                offer: way.pick.0,
                row,
                note_line: 0,
            };
            let cost = way.cost + parting(offer, row) + self.thin_start(index, row);
            let called = self.maker.lines_called(index, offer, row);
            self.add(next, called, Filled { rows, cost, ..*way }, index);
        }
    }

    /// The page that ends after matter `index`, set whole in some way.
    pub(super) fn after(&mut self, index: usize, offer: &Offer, way: &Filled) {
        if !self.has_margin(index, offer, offer.rows) {
            return;
        }
        let next = Start {
            matter: index as u32 + 1,
            offer: 0,
            row: 0,
            note_line: 0,
        };
        let ends_in_hyphen = offer.hyphens.contains(&offer.rows.saturating_sub(1));
        let hyphen = if ends_in_hyphen { PAGE_HYPHEN } else { 0 };
        let called = self.maker.lines_called(index, offer, offer.rows);
        let cost = way.cost
            + hyphen
            + self.maker.matter[index].keeps_next
            + self.thin_start(index, offer.rows);
        self.add(next, called, Filled { cost, ..*way }, index);
    }

    /// What it costs that only so many rows of matter `index` stand between a heading and the foot.
    fn thin_start(&self, index: usize, rows: u16) -> i64 {
        let is_last = index + 1 == self.maker.matter.len();
        let follows_heading = index > 0 && self.maker.matter[index - 1].is_heading();
        if follows_heading && rows < 3 && !is_last {
            THIN_START
        } else {
            0
        }
    }

    /// A page of notes alone, after the end of the text.
    pub(super) fn notes_only(&mut self, cost: i64) {
        let left = self.maker.all_note_lines() - self.start.note_line;
        let room = self.frame.lines_below(0).max(1);
        let next = Start {
            note_line: self.start.note_line + left.min(room),
            ..*self.start
        };
        self.found.push(End {
            next,
            cost: cost + SHORT_END,
            last: Filled {
                rows: 0,
                cost,
                pick: (0, 0),
                before: u32::MAX,
            },
            layer: 0,
            empty: 0,
        });
    }

    /// Notes a page of `way.rows` rows that calls notes up to line `called`, with the notes whole or, where that does
    /// not go, with the last part of them overleaf.
    fn add(&mut self, next: Start, called: u32, way: Filled, index: usize) {
        let frame = self.frame;
        let first = self.start.note_line;
        let due = called.saturating_sub(first);
        let is_last = next.matter as usize == self.maker.matter.len();
        let layer = index - self.start.matter as usize;
        if let Some(room) = frame.rows_above(due).filter(|&room| way.rows <= room) {
            let empty = if is_last { 0 } else { room - way.rows };
            let short = if is_last && way.rows < 4 {
                SHORT_END
            } else {
                0
            };
            let cost = way.cost + i64::from(empty) * EMPTY_ROW + short;
            let next = Start {
                note_line: called.max(first),
                ..next
            };
            self.found.push(End {
                next,
                cost,
                last: way,
                layer,
                empty,
            });
        }
        let lines = frame.lines_below(way.rows).min(due.saturating_sub(1));
        for set in [lines, lines.saturating_sub(1)] {
            if set == 0 && due > 1 && layer > 0 {
                continue;
            }
            if due > set && way.rows <= frame.rows {
                let next = Start {
                    note_line: first + set,
                    ..next
                };
                let room = frame.rows_above(set).unwrap_or(way.rows).max(way.rows);
                let empty = room - way.rows;
                let cost = way.cost
                    + self.parted_notes(first + set, called)
                    + i64::from(empty) * EMPTY_ROW;
                self.found.push(End {
                    next,
                    cost,
                    last: way,
                    layer,
                    empty,
                });
            }
        }
    }

    /// What it costs to go on with the notes overleaf from line `from`, when all up to `called` are called on this page.
    /// A note of more than five lines may be parted if two stay and two go.
    fn parted_notes(&self, from: u32, called: u32) -> i64 {
        let starts = &self.maker.note_starts;
        let note = starts.partition_point(|&s| s <= from) - 1;
        let (begin, end) = (starts[note], starts[note + 1]);
        let stays = from - begin;
        let goes = end - from;
        let is_fair = end - begin > 5 && stays >= 2 && goes >= 2;
        let is_carried = begin < self.start.note_line;
        let late = called - end;
        let own = match (is_fair, is_carried) {
            (true, _) => SPLIT_NOTE,
            (false, true) => SPLIT_NOTE * 4,
            (false, false) if stays > 0 => POOR_SPLIT,
            (false, false) => LATE_NOTE * i64::from(goes),
        };
        own + LATE_NOTE * i64::from(late)
    }

    /// The cheapest way to each next start, with the picks that lead there, where none as cheap is known.
    pub(super) fn into_nodes(
        mut self,
        layers: &[Vec<Filled>],
        known: &BTreeMap<Start, Node>,
    ) -> Vec<(Start, Node)> {
        if self.found.iter().any(|end| end.empty <= FEW_ROWS) {
            self.found.retain(|end| end.empty <= FEW_ROWS);
        }
        let cheapest = self
            .found
            .iter()
            .map(|end| end.cost)
            .min()
            .unwrap_or_default();
        self.found.retain(|end| end.cost <= cheapest + HOPELESS);
        self.found.sort_by_key(|end| (end.next, end.cost));
        self.found.dedup_by_key(|end| end.next);
        let start = *self.start;
        let node = |end: &End| Node {
            cost: end.cost,
            before: Some(start),
            picks: picks(end, layers),
        };
        let is_news = |end: &&End| known.get(&end.next).is_none_or(|old| end.cost < old.cost);
        let news = self.found.iter().filter(is_news);
        news.map(|end| (end.next, node(end))).collect()
    }
}

/// The picks of all ways that lead to an end, in order.
fn picks(end: &End, layers: &[Vec<Filled>]) -> Box<[Pick]> {
    if end.last.before == u32::MAX {
        return Box::default();
    }
    let mut picks = vec![end.last.pick];
    let mut way = end.last;
    for layer in layers[1..=end.layer].iter().rev() {
        way = layer[way.before as usize];
        picks.push(way.pick);
    }
    picks.reverse();
    picks.into()
}

/// What it costs to end a page after `row` rows of a paragraph.
fn parting(offer: &Offer, row: u16) -> i64 {
    let hyphen = if offer.hyphens.contains(&(row - 1)) {
        PAGE_HYPHEN
    } else {
        0
    };
    let lone = match (row, offer.rows - row) {
        (1, 1) => PARTED_PAIR,
        (1, _) | (_, 1) => LONE_LINE,
        _ => 0,
    };
    hyphen + lone
}
