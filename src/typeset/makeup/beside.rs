//! Side notes in make-up. In: the lines that they take beside each row. Out: how many stand before a row, so that no page has more
//! than its margin holds.

use super::{MakeUp, Matter, Offer};

impl MakeUp<'_> {
    /// The lines of all side notes before a row of an offer.
    pub(super) fn lines_beside(&self, matter: usize, offer: &Offer, row: u16) -> u32 {
        let Some(&before) = self.beside.get(matter) else {
            return 0;
        };
        let own = offer.asides.iter().filter(|(at, _)| *at < row);
        before + own.map(|(_, lines)| u32::from(*lines)).sum::<u32>()
    }
}

/// The lines of side notes before each piece of matter; none where there are no side notes.
pub(super) fn lines_beside(matter: &[Matter]) -> Vec<u32> {
    let own = |piece: &Matter| {
        let lines = piece.offers[0]
            .asides
            .iter()
            .map(|(_, lines)| u32::from(*lines));
        lines.sum::<u32>()
    };
    if matter.iter().all(|piece| own(piece) == 0) {
        return Vec::new();
    }
    let before = matter.iter().scan(0, |before, piece| {
        *before += own(piece);
        Some(*before - own(piece))
    });
    before.collect()
}
