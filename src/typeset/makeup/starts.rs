//! Where pages may begin. In: ways to such places, each with its cost. Out: the cheapest way to each, in the order of the book.

use super::Matter;

/// Where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Start {
    pub matter: u32,
    pub offer: u8,
    pub row: u16,
    /// The first line of notes that is not set yet.
    pub note_line: u32,
}

/// The cheapest way to a start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub start: Start,
    pub cost: i64,
    /// Where the page before begins.
    pub before: Option<Start>,
}

/// All starts that are known, in the order of the book: of matter, offers, rows, and lines of notes.
pub(super) struct Starts {
    /// Offers before each piece of matter.
    offers: Vec<usize>,
    /// Rows before each offer.
    rows: Vec<usize>,
    /// The starts in each row of each offer, by their lines of notes: few of them.
    known: Vec<Vec<Node>>,
}

impl Starts {
    /// The first start alone.
    pub(super) fn new(matter: &[Matter]) -> Starts {
        let (mut offers, mut rows) = (Vec::with_capacity(matter.len() + 1), Vec::new());
        let mut count = 0;
        for piece in matter {
            offers.push(rows.len());
            for offer in &piece.offers {
                rows.push(count);
                count += usize::from(offer.rows.max(1));
            }
        }
        // And the end of the text.
        offers.push(rows.len());
        rows.push(count);
        let mut starts = Starts {
            offers,
            rows,
            known: vec![Vec::new(); count + 1],
        };
        let first = Start {
            matter: 0,
            offer: 0,
            row: 0,
            note_line: 0,
        };
        starts.known[0].push(Node {
            start: first,
            cost: 0,
            before: None,
        });
        starts
    }

    fn row(&self, start: &Start) -> usize {
        let offer = self.offers[start.matter as usize] + usize::from(start.offer);
        self.rows[offer] + usize::from(start.row)
    }

    /// Enters a way to a start, unless one as cheap is known.
    pub(super) fn enter(&mut self, way: Node) {
        let row = self.row(&way.start);
        let known = &mut self.known[row];
        match known.binary_search_by_key(&way.start.note_line, |node| node.start.note_line) {
            Ok(at) if known[at].cost <= way.cost => {}
            Ok(at) => known[at] = way,
            Err(at) => known.insert(at, way),
        }
    }

    /// What is known of a start.
    pub(super) fn get(&self, start: &Start) -> Option<&Node> {
        let mut known = self.known[self.row(start)].iter();
        known.find(|node| node.start.note_line == start.note_line)
    }

    /// Visits all starts in their order; those that are entered meanwhile stand behind the one that is visited.
    pub(super) fn visit(&mut self, mut each: impl FnMut(&Node, &mut Starts)) {
        for row in 0..self.known.len() {
            let mut at = 0;
            while let Some(node) = self.known[row].get(at).copied() {
                each(&node, self);
                at += 1;
            }
        }
    }

    /// The starts behind all matter.
    pub(super) fn ends(&self) -> &[Node] {
        self.known.last().map_or(&[], Vec::as_slice)
    }
}
