//! Columns of long lines. In: a text. Out: how many characters stand between two of its bytes.
//!
//! A line may be a whole book. Who counted from its beginning for each entry of the ledger would take the square of it.

use std::sync::OnceLock;

/// Characters are counted once for so many bytes; what is shorter is counted each time.
const STEP: usize = 4096;

/// The characters before each step of a text, counted when a long line asks for them first.
#[derive(Debug, Default)]
pub(super) struct Columns(OnceLock<Vec<u32>>);

impl Columns {
    /// The characters from one byte to another; none where that cuts a character.
    pub(super) fn between(&self, text: &str, start: usize, end: usize) -> usize {
        match end.saturating_sub(start) > 2 * STEP {
            true => self.before(text, end) - self.before(text, start),
            false => text.get(start..end).map_or(0, |head| head.chars().count()),
        }
    }

    /// The characters that begin before a byte.
    fn before(&self, text: &str, at: usize) -> usize {
        let steps = self.0.get_or_init(|| counted(text));
        let step = at / STEP;
        steps[step] as usize + begun(&text.as_bytes()[step * STEP..at])
    }
}

/// The characters before each step.
fn counted(text: &str) -> Vec<u32> {
    let mut count = 0;
    let steps = text.as_bytes().chunks(STEP).map(|step| {
        let before = count;
        count += begun(step) as u32;
        before
    });
    let mut steps: Vec<u32> = steps.collect();
    steps.push(count);
    steps
}

/// The characters that begin in some bytes: all but those that go on with one.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_and_plain_counts_agree() {
        let text = "naïve — ".repeat(STEP);
        let columns = Columns::default();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).step_by(997).collect();
        for &end in &places {
            for start in [0, places[1]] {
                let plain = text.get(start..end).map_or(0, |head| head.chars().count());
                assert_eq!(columns.between(&text, start, end), plain);
            }
        }
    }
}
