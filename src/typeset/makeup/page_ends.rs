//! The ends of a page. In: ways to fill a page. Out: where the next page may begin, at what cost.

use super::room::Room;
use super::{
    EMPTY_ROW, Filled, LATE_NOTE, LONE_LINE, MakeUp, Node, Offer, PAGE_HYPHEN, PARTED_PAIR,
    POOR_SPLIT, Pick, SHORT_END, SPLIT_NOTE, Start, THIN_START,
};
use std::borrow::Cow;

/// A page that ends somewhere.
struct End {
    next: Start,
    cost: i64,
    /// The last way of the page, and the layer before it.
    last: Filled,
    layer: usize,
}

/// Collects the ends of the pages that begin at one start.
pub(super) struct Ends<'m, 'a> {
    maker: &'m MakeUp<'a>,
    start: Start,
    room: Cow<'m, Room>,
    /// The note that its first line of notes belongs to.
    first_note: usize,
    /// Pages that leave more rows empty are no ends.
    most_empty: u16,
    /// The lines of all side notes before the page.
    beside: u32,
    found: Vec<End>,
    cheapest: i64,
}

/// Most pages have no more ends that are worth following.
const MANY: usize = 24;

/// More empty rows than this are only tried if there is nothing better.
pub(super) const FEW_ROWS: u16 = 6;

/// Ends that cost so much more than the page's best are not followed: two lone lines, two empty rows and a parted note
/// cost less, so that nothing decent is lost, and books with more notes than room stay quick.
const HOPELESS: i64 = 300_000;

impl<'m, 'a> Ends<'m, 'a> {
    pub(super) fn new(
        maker: &'m MakeUp<'a>,
        start: Start,
        (room, most_empty): (Cow<'m, Room>, u16),
    ) -> Ends<'m, 'a> {
        let first = start.matter as usize;
        let beside = maker.matter.get(first).map_or(0, |piece| {
            let offer = &piece.offers[usize::from(start.offer)];
            maker.lines_beside(first, offer, start.row)
        });
        Ends {
            maker,
            first_note: maker.note_starts.partition_point(|&s| s <= start.note_line) - 1,
            start,
            room,
            most_empty,
            beside,
            found: Vec::with_capacity(MANY),
            cheapest: i64::MAX,
        }
    }

    /// Whether no end was found.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether so many rows leave room for all notes called up to a line of notes.
    pub(super) fn fits(&self, lines_called: u32, rows: u16) -> bool {
        let lines = lines_called.saturating_sub(self.start.note_line);
        self.room.rows_above(lines).is_some_and(|room| rows <= room)
    }

    /// Whether the margin has room for the side notes of all rows up to one of matter `index`.
    pub(super) fn has_margin(&self, index: usize, offer: &Offer, row: u16) -> bool {
        let lines = self.maker.lines_beside(index, offer, row);
        lines.saturating_sub(self.beside) <= self.room.frame.aside_lines
    }

    /// Pages that end inside matter, after each of the rows that `offer` has beyond `from`; all of it calls notes up to line
    /// `called`.
    pub(super) fn inside(
        &mut self,
        (index, called): (usize, u32),
        offer: &Offer,
        from: u16,
        way: &Filled,
    ) {
        // Rows above have fewer notes, hence more room, and leave too much of it.
        let room = self.room.rows_above(self.due(called)).unwrap_or(0);
        let skipped = room.saturating_sub(self.most_empty);
        let skipped = skipped.saturating_sub(way.rows).max(1);
        for row in from.saturating_add(skipped)..offer.rows {
            let rows = way.rows + row - from;
            if rows > self.room.frame.rows || !self.has_margin(index, offer, row) {
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
    pub(super) fn after(&mut self, (index, called): (usize, u32), offer: &Offer, way: &Filled) {
        if way.rows > self.room.frame.rows || !self.has_margin(index, offer, offer.rows) {
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
        let cost = way.cost
            + hyphen
            + self.maker.matter[index].keeps_next
            + self.thin_start(index, offer.rows);
        self.add(next, called, Filled { cost, ..*way }, index);
    }

    /// Lines of notes that a page which calls notes up to some line should have.
    fn due(&self, called: u32) -> u32 {
        called.saturating_sub(self.start.note_line)
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
        let room = self.room.lines_below(0).max(1);
        let next = Start {
            note_line: self.start.note_line + left.min(room),
            ..self.start
        };
        let last = Filled {
            rows: 0,
            cost,
            pick: (0, 0),
            before: u32::MAX,
        };
        self.find(next, cost + SHORT_END, (last, 0));
    }

    /// Enters an end, unless it is hopeless.
    fn find(&mut self, next: Start, cost: i64, (last, layer): (Filled, usize)) {
        self.cheapest = self.cheapest.min(cost);
        if cost <= self.cheapest + HOPELESS {
            self.found.push(End {
                next,
                cost,
                last,
                layer,
            });
        }
    }

    /// Notes a page of `way.rows` rows that calls notes up to line `called`, with the notes whole or, where that does
    /// not go, with the last part of them overleaf.
    fn add(&mut self, next: Start, called: u32, way: Filled, index: usize) {
        let first = self.start.note_line;
        let due = self.due(called);
        let is_last = next.matter as usize == self.maker.matter.len();
        let layer = index - self.start.matter as usize;
        let room = self.room.rows_above(due);
        if let Some(room) = room.filter(|&room| way.rows <= room) {
            let empty = if is_last { 0 } else { room - way.rows };
            let is_short = is_last && way.rows < 4;
            let short = if is_short { SHORT_END } else { 0 };
            if empty <= self.most_empty {
                let next = Start {
                    note_line: called.max(first),
                    ..next
                };
                let cost = way.cost + i64::from(empty) * EMPTY_ROW + short;
                self.find(next, cost, (way, layer));
            }
        }
        // Hopeless ones need not be weighed.
        let is_hopeful = way.cost + SPLIT_NOTE <= self.cheapest.saturating_add(HOPELESS);
        if due > 0 && way.rows <= self.room.frame.rows && is_hopeful {
            self.add_parted(next, (called, due), (way, layer));
        }
    }

    /// The same with the last part of the notes overleaf.
    fn add_parted(
        &mut self,
        next: Start,
        (called, due): (u32, u32),
        (way, layer): (Filled, usize),
    ) {
        let first = self.start.note_line;
        let lines = self.room.lines_below(way.rows).min(due - 1);
        for set in (lines.saturating_sub(1)..=lines).rev() {
            if set == 0 && due > 1 && layer > 0 {
                continue;
            }
            let room = self.room.rows_above(set).unwrap_or(way.rows);
            let empty = room.max(way.rows) - way.rows;
            if empty > self.most_empty {
                continue;
            }
            let next = Start {
                note_line: first + set,
                ..next
            };
            let cost =
                way.cost + self.parted_notes(first + set, called) + i64::from(empty) * EMPTY_ROW;
            self.find(next, cost, (way, layer));
        }
    }

    /// What it costs to go on with the notes overleaf from line `from`, when all up to `called` are called on this page.
    /// A note of more than five lines may be parted if two stay and two go.
    fn parted_notes(&self, from: u32, called: u32) -> i64 {
        let starts = &self.maker.note_starts;
        // A page begins with notes of its own, and has few.
        let ends = &starts[self.first_note + 1..];
        let passed = ends.iter().take_while(|&&end| end <= from).count();
        let note = self.first_note + passed;
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

    /// The ways to all next starts that are worth following.
    pub(super) fn ways(&self) -> impl Iterator<Item = Node> {
        let most = self.cheapest.saturating_add(HOPELESS);
        let ends = self.found.iter().filter(move |end| end.cost <= most);
        ends.map(|end| Node {
            start: end.next,
            cost: end.cost,
            before: Some(self.start),
        })
    }

    /// The picks of the cheapest way to a start, in order: those for all matter from this page's start on, parted matter
    /// included.
    pub(super) fn picks(&self, to: &Node, layers: &[Vec<Filled>]) -> Vec<Pick> {
        let leads = |end: &&End| end.next == to.start && end.cost == to.cost;
        let end = self.found.iter().find(leads);
        let Some(end) = end.filter(|end| end.last.before != u32::MAX) else {
            return Vec::new();
        };
        let mut picks = vec![end.last.pick];
        let mut way = end.last;
        for layer in layers[1..=end.layer].iter().rev() {
            way = layer[way.before as usize];
            picks.push(way.pick);
        }
        picks.reverse();
        picks
    }
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
