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

    /// The smallest and the largest number in some rows.
    fn span(&self, rows: &[Row]) -> Option<(u32, u32)> {
        let in_row = |row: &Row| {
            let first = self.0.partition_point(|call| call.0 < row.start);
            let calls = self.0[first..].iter().copied();
            let end = row.end;
            calls.take_while(move |call| call.0 < end)
        };
        let values = rows.iter().flat_map(in_row).map(|call| call.1);
        values.fold(None, |span, value| match span {
            Some((least, most)) => Some((value.min(least), value.max(most))),
            None => Some((value, value)),
        })
    }

    /// What they say for reading the second block first.
    pub fn weigh(&self, first: &[Row], second: &[Row]) -> f32 {
        match (self.span(first), self.span(second)) {
            (Some(first), Some(second)) if second.1 < first.0 => TURNED,
            (Some(first), Some(second)) if first.1 < second.0 => -TURNED,
            _ => 0.0,
        }
    }
}
