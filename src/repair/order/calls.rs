//! The calls in rows. In: running text whose calls are not labelled yet. Out: [`Calls`]: the numbers that look like calls,
//! by row, and what they say about the order of two blocks: calls are numbered as they are read.

use crate::facsimile::rows::Row;
use crate::galley::{Galley, Label};
use crate::lexicon::Lexicon;
use crate::repair::noterefs::candidates::candidates;

/// What the calls of two blocks weigh that are in order only when the blocks are exchanged.
const TURNED: f32 = 5.0;
/// A candidate that weighs so much is a call, whatever else there is.
const PLAIN: f32 = 2.5;

/// The numbers of plain calls and their places in the galley, in order.
pub(super) struct Calls(Vec<(usize, u32)>);

impl Calls {
    /// Of the running text.
    pub fn of(galley: &Galley, lexicon: &Lexicon) -> Calls {
        let flow = galley.flow(Label::is_flow);
        let plain = candidates(flow.text(), lexicon)
            .into_iter()
            .filter(|call| call.value > 0 && call.is_plain(PLAIN));
        let mut calls: Vec<(usize, u32)> = plain
            .map(|call| (flow.place(call.range.start), call.value))
            .collect();
        calls.sort_unstable();
        Calls(calls)
    }

    /// What they say of each cut of some rows in two.
    pub fn spans(&self, rows: &[Row]) -> Spans {
        let own = |row: &Row| {
            let first = self.0.partition_point(|call| call.0 < row.start);
            let calls = self.0[first..].iter();
            let calls = calls.take_while(|call| call.0 < row.end);
            calls.fold(None, |span, call| joined(span, Some((call.1, call.1))))
        };
        let own: Vec<Span> = rows.iter().map(own).collect();
        let first = std::iter::once(None);
        let before = first.chain(running(own.iter())).collect();
        let mut behind: Vec<Span> = running(own.iter().rev()).collect();
        behind.reverse();
        behind.push(None);
        Spans { before, behind }
    }
}

/// The smallest and the largest of some numbers; None of none.
type Span = Option<(u32, u32)>;

fn joined(one: Span, other: Span) -> Span {
    let both = one.zip(other);
    let both = both.map(|(one, other)| (one.0.min(other.0), one.1.max(other.1)));
    both.or(one).or(other)
}

/// The spans of more and more of some rows.
fn running<'s>(own: impl Iterator<Item = &'s Span> + 's) -> impl Iterator<Item = Span> + 's {
    own.scan(None, |sum, own| {
        *sum = joined(*sum, *own);
        Some(*sum)
    })
}

/// The numbers of the calls before and behind each row of a block: a block may be cut anywhere, and be a whole book.
pub(super) struct Spans {
    before: Vec<Span>,
    behind: Vec<Span>,
}

impl Spans {
    /// What the calls say for reading first what stands from a row on, counted from the first.
    pub fn weigh(&self, cut: usize) -> f32 {
        match (self.before[cut], self.behind[cut]) {
            (Some(first), Some(second)) if second.1 < first.0 => TURNED,
            (Some(first), Some(second)) if first.1 < second.0 => -TURNED,
            _ => 0.0,
        }
    }
}
