//! The calls of two notes at one word that run together: `mill12` calls 1 and 2. In: a text's candidates. Out: the same; a
//! number that is two, one more than the other, becomes two where the calls around it say so.
//!
//! Extractors write what stands raised side by side without what parts it. Whether `12` is one call or two only its
//! neighbours can tell: 11 and 13 stand beside the one, and 3 behind the other.

use super::candidates::{Candidate, Stand};

/// From this weight on a candidate is a neighbour that tells something.
const PLAIN: f32 = 3.0;
/// So many plain candidates on either side are looked at: one of them may be a power.
const REACH: usize = 2;

/// Parts what is two calls.
pub(super) fn part(text: &str, calls: &mut Vec<Candidate>) {
    let plain: Vec<usize> = (0..calls.len())
        .filter(|&at| calls[at].is_plain(PLAIN))
        .collect();
    let mut parted: Vec<(usize, [Candidate; 2])> = Vec::new();
    for (place, &at) in plain.iter().enumerate() {
        let call = &calls[at];
        let Some([first, second]) = halves(text, call) else {
            continue;
        };
        let before = plain[place.saturating_sub(REACH)..place].iter();
        let after = plain[place + 1..].iter().take(REACH);
        let before: Vec<u32> = before.map(|&other| calls[other].value).collect();
        let after: Vec<u32> = after.map(|&other| calls[other].value).collect();
        let neighbours = Neighbours { before, after };
        if neighbours.are_of_two(call.value, first.value, second.value) {
            parted.push((at, [first, second]));
        }
    }
    for (at, halves) in parted.into_iter().rev() {
        calls.splice(at..=at, halves);
    }
}

/// What stands around a number that may be two.
struct Neighbours {
    before: Vec<u32>,
    after: Vec<u32>,
}

impl Neighbours {
    /// Whether the numbers around go on from the two, and not from the one.
    fn are_of_two(&self, whole: u32, first: u32, second: u32) -> bool {
        let is_whole = self.before.contains(&(whole - 1)) || self.after.contains(&(whole + 1));
        let is_next = first > 1 && self.before.contains(&(first - 1));
        // Where numbers begin anew nothing stands before the first.
        let is_new = first == 1 && self.before.iter().all(|&before| before + 1 < whole);
        let goes_on = self.after.contains(&(second + 1));
        let ends = self.after.first().is_none_or(|&next| next == 1);
        !is_whole && (is_next && (goes_on || ends) || is_new && goes_on)
    }
}

/// The two numbers that a candidate's digits are, if the second is one more than the first.
fn halves(text: &str, call: &Candidate) -> Option<[Candidate; 2]> {
    let digits = &text[call.range.clone()];
    if call.stand == Stand::Symbol || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let len = digits.len() / 2;
    let (first, second) = (digits.get(..len)?, digits.get(len..)?);
    let (one, two): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    if one == 0 || one + 1 != two || second.starts_with('0') {
        return None;
    }
    let middle = call.range.start + len;
    let half = |range, value| Candidate {
        range,
        value,
        is_half: false,
        ..call.clone()
    };
    let second = Candidate {
        blank: 0,
        is_half: call.is_half,
        ..half(middle..call.range.end, two)
    };
    Some([half(call.range.start..middle, one), second])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(text: &str) -> Vec<u32> {
        let mut calls = Vec::new();
        for (at, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
            let is_first = !text[..at].ends_with(|c: char| c.is_ascii_digit());
            let len = text[at..].bytes().take_while(u8::is_ascii_digit).count();
            let value = text[at..at + len].parse().expect("digits");
            if is_first {
                calls.push(Candidate::new(at..at + len, value, 4.0, Stand::Word));
            }
        }
        part(text, &mut calls);
        calls.iter().map(|call| call.value).collect()
    }

    #[test]
    fn two_numbers_that_run_together_are_two() {
        assert_eq!(calls("mill12 weir3 slip4"), [1, 2, 3, 4]);
        assert_eq!(calls("weir8 mill910 slip11"), [8, 9, 10, 11]);
        assert_eq!(calls("mill1 weir23"), [1, 2, 3]);
        assert_eq!(calls("weir3 mill12 slip3"), [3, 1, 2, 3]);
    }

    #[test]
    fn one_number_among_its_own_is_one() {
        assert_eq!(calls("weir11 mill12 slip13"), [11, 12, 13]);
        assert_eq!(calls("weir11 mill12"), [11, 12]);
        assert_eq!(calls("mill12 slip13 weir3"), [12, 13, 3]);
        assert_eq!(calls("weir22 mill23 slip1"), [22, 23, 1]);
        assert_eq!(calls("mill12"), [12]);
    }
}
