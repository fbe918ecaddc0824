//! Rows that know their place. In: rows, and the pages they stand on. Out: the rows with their indents, and with the gaps
//! between them, as the pages give them: what `measure` learns of blank lines and indents it learns of these.

use super::given::{Given, Stand};
use super::rows::Row;
use crate::galley::Pen;
use crate::source::width;

/// Ems of room that count as one blank of an indent, and the least that are one: edges are learnt to some tenths of an em.
const BLANK: f32 = 0.5;
const LEAST: f32 = 0.6;
/// An em in the unit of widths.
const EM: f32 = 1000.0;

/// Gives rows their places, where the pages are given.
pub(super) fn place(pen: &Pen<'_>, rows: &mut [Row]) {
    let Some(given) = Given::of(pen.galley()) else {
        return;
    };
    for row in rows.iter_mut() {
        row.stand = given
            .line(pen.galley().span(row.start..row.start + 1))
            .copied();
        if let Some(stand) = &row.stand {
            let is_in = stand.indent >= LEAST;
            row.indent = usize::from(is_in) * (stand.indent / BLANK).round().max(0.0) as usize;
        }
    }
    for index in 1..rows.len() {
        let (above, here) = (rows[index - 1].stand, rows[index].stand);
        if let (Some(above), Some(here)) = (above, here) {
            let gap = &mut rows[index - 1].gap;
            gap.turned |= (above.page, above.column) != (here.page, here.column);
            if !gap.closed {
                gap.ends = 1 + here.room_above();
            }
        }
    }
}

/// The share of its column that a line reaches from the left edge.
pub(super) fn reach(stand: &Stand) -> f32 {
    (1.0 - stand.room / stand.measure.max(1.0)).max(0.0)
}

/// The width of a full line, where it is given: that of most rows' columns.
pub(super) fn measure(rows: &[Row]) -> Option<f32> {
    let mut widths: Vec<f32> = rows
        .iter()
        .filter_map(|row| row.stand.as_ref())
        .map(|stand| stand.measure)
        .collect();
    widths.sort_by(f32::total_cmp);
    widths
        .get(widths.len() / 2)
        .map(|em| em * EM)
        .filter(|width| *width > width::SPACE)
}
