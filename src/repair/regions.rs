//! What stands beside prose: tables, charts, listings, formulas, indexes, numbered lists, bibliographies. In: rows of running
//! text, and the candidates for calls in them. Out: [`Regions`]: which rows are no prose, and what speaks against reading
//! the number that heads a row as a note's; and the candidates weighed down that stand where no note is called.
//!
//! Each region is judged as a whole: by the looks of many rows (`looks`), by the numbers of a run and the calls of them that
//! stand in the prose above (`runs`). Nothing is decided here: notes that are called in order win against a list.

mod called;
mod calls;
pub(super) mod chains;
mod looks;
pub(super) mod prose;
mod runs;

use super::foot::rows::Reading;
use super::noterefs::candidates::Candidate;
use crate::repair::given;

/// What speaks against a note's beginning in a row that is no prose, in natural-log units.
const BESIDE: f32 = -6.0;

/// From here on a region's numbers are something else, and teach nothing about notes.
const OTHER: f32 = -2.0;

/// What stands where.
#[derive(Default)]
pub struct Regions {
    /// Whether it is no prose.
    beside: Vec<bool>,
    /// What its place says for the number at its head.
    heads: Vec<f32>,
}

impl Regions {
    /// Weighs the candidates alone.
    pub fn weigh(reading: &Reading, calls: &mut [Candidate]) {
        let _ = Regions::new(reading, calls);
    }

    /// Reads them off, and weighs the candidates.
    #[must_use]
    pub fn new(reading: &Reading, calls: &mut [Candidate]) -> Regions {
        let beside = looks::beside(reading, &called::heads(reading, calls));
        calls::weigh(reading, &beside, calls);
        let mut heads: Vec<f32> = beside.iter().map(|&beside| given(beside, BESIDE)).collect();
        let mut runs = runs::found(reading);
        chains::promote(reading, &mut runs, calls);
        runs::weigh(&mut runs, reading, &beside, calls);
        for run in &runs {
            run.rows().for_each(|row| heads[row] += run.weight);
        }
        runs::cite(&runs, calls);
        Regions { beside, heads }
    }

    /// Whether a row is no prose.
    #[must_use]
    pub fn is_beside(&self, row: usize) -> bool {
        self.beside.get(row).copied().unwrap_or_default()
    }

    /// What a row's region says for a note that begins there; not above 0.
    #[must_use]
    pub fn head(&self, row: usize) -> f32 {
        self.heads.get(row).copied().unwrap_or_default()
    }

    /// Has something say against a note's beginning in a row.
    pub fn weigh_down(&mut self, row: usize, weight: f32) {
        self.heads[row] += weight;
    }

    /// Takes a row for prose after all, and its number for no region's.
    pub fn forget(&mut self, row: usize) {
        self.beside[row] = false;
        self.heads[row] = 0.0;
    }

    /// Whether the number at a row's head is a region's own: an item's, a cell's, a line's.
    #[must_use]
    pub fn is_other(&self, row: usize) -> bool {
        self.head(row) <= OTHER
    }
}
