//! The printed page as data, the one model of it. In: a galley, whatever passes have done to it. Out: [`Facsimile`]: the
//! lines as they were printed, and what their lengths, indents and blank lines mean in this text. Passes ask it about
//! place; none measures for itself.
//!
//! Where the page itself was read, places are given (`given`, `placed`); else they are estimated from characters:
//! `source::width` knows how wide letters are in usual faces. `measure` learns from the lines themselves what is full, what stands in and
//! what a blank line says.

pub(crate) mod given;
pub(crate) mod measure;
mod pitch;
mod placed;
pub(crate) mod rows;
pub(crate) mod sentence;
pub(crate) mod set_off;
mod verse;

use crate::galley::Pen;
use measure::Measure;
use rows::Row;
use std::ops::Range;

/// Printed lines and their measure.
pub(crate) struct Facsimile {
    /// The lines, in the order of reading.
    pub rows: Vec<Row>,
    /// How wide a full one is, and what signs mean among them.
    pub measure: Measure,
}

impl Facsimile {
    /// The running text.
    pub fn of_flow(pen: &Pen<'_>) -> Facsimile {
        Facsimile::of(rows::of_flow(pen))
    }

    /// The bodies of all notes, measured together, and which rows are one note's.
    pub fn of_notes(pen: &Pen<'_>) -> (Facsimile, Vec<Range<usize>>) {
        let (rows, bodies) = rows::of_notes(pen);
        (Facsimile::of(rows), bodies)
    }

    /// What is set off from the text, where the page is given.
    pub fn set_off(&self) -> Vec<set_off::SetOff> {
        set_off::find(&self.rows)
    }

    /// The rows that are lines of verse, by their words.
    pub fn verse(&self) -> Vec<Range<usize>> {
        verse::find(self)
    }

    fn of(mut rows: Vec<Row>) -> Facsimile {
        sentence::raise(&mut rows);
        let measure = Measure::of(&rows);
        Facsimile { rows, measure }
    }
}
