//! Running text that is set as notes are: tables, lists, indexes, licences. In: what the length of each row says for notes.
//! Out: what it says for running text, so that a stretch of such rows is told from notes by its beginning alone, and not by
//! each of its rows anew.

/// How far the reading of some rows of running text as set like notes lies ahead of the plain one, and of its price.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alike(f32);

/// What it costs to read running text so. Less, and long notes lose their last rows to it.
const PRICE: f32 = 12.0;

impl Alike {
    /// Reads one more row; what it adds to the best reading of the text.
    pub fn read(&mut self, note: f32) -> f32 {
        let ahead = self.0 - PRICE;
        let plain = ahead.max(0.0);
        let alike = ahead.max(-PRICE) + note;
        self.0 = alike - plain + PRICE;
        plain.max(alike) - plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &[f32]) -> f32 {
        let mut alike = Alike::default();
        rows.iter().map(|&row| alike.read(row)).sum()
    }

    #[test]
    fn a_long_stretch_set_as_notes_are_pays_once() {
        assert!((read(&[2.0; 30]) - (60.0 - PRICE)).abs() < 1e-3);
    }

    #[test]
    fn a_few_rows_and_plain_text_say_nothing() {
        assert!(read(&[2.0, 2.0, 2.0]).abs() < 1e-3);
        assert!(read(&[-2.5; 30]).abs() < 1e-3);
    }

    #[test]
    fn what_a_stretch_has_said_stays_said() {
        let rows = [[2.0; 10], [-2.5; 10]].concat();
        assert!((read(&rows) - (20.0 - PRICE)).abs() < 1e-3);
    }
}
