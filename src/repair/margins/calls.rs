//! Which numbers that keep step with lines the text calls. In: the lines, and series of numbers. Out: how many of the numbers
//! stand glued to a word of their page, as the calls of notes do: these head notes, and count no lines.

use super::Inked;
use super::series::Series;
use crate::hash::HashMap;

/// So many lines above the number at the head of a note its call stands at the most: a page's, where no page turns are known.
const REACH: usize = 60;

/// The lines in which numbers stand as calls do, by number.
pub(super) struct Called(HashMap<u32, Vec<usize>>);

impl Called {
    pub fn of(lines: &[Inked<'_>]) -> Called {
        let mut calls: HashMap<u32, Vec<usize>> = HashMap::default();
        for (at, line) in lines.iter().enumerate() {
            glued(line.text).for_each(|value| calls.entry(value).or_default().push(at));
        }
        Called(calls)
    }

    /// The share of the numbers that are called near above them on their page, of 1.
    pub fn share(&self, lines: &[Inked<'_>], series: &[&Series]) -> f32 {
        let is_called = |value: u32, line: usize| {
            let above = self.0.get(&value).map_or(&[][..], Vec::as_slice);
            let last = above.partition_point(|&at| at < line).checked_sub(1);
            last.is_some_and(|last| {
                let at = above[last];
                line - at <= REACH && lines[at].page == lines[line].page
            })
        };
        let members = series.iter().flat_map(|one| &one.members);
        let (mut called, mut all) = (0, 0);
        for member in members {
            all += 1;
            called += usize::from(is_called(member.value, member.line));
        }
        called as f32 / all.max(1) as f32
    }
}

/// Digits that a call has at the most.
const DIGITS: usize = 3;

/// The numbers of a line that stand behind two small letters or a stop after such, with nothing between, and end there.
fn glued(text: &str) -> impl Iterator<Item = u32> + '_ {
    let bytes = text.as_bytes();
    let is_digit = move |at: usize| bytes[at].is_ascii_digit();
    let starts = (0..bytes.len()).filter(move |&at| is_digit(at) && (at == 0 || !is_digit(at - 1)));
    starts.filter_map(move |at| {
        let len = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let head =
            text[..at].trim_end_matches(['.', ',', ';', ':', '!', '?', '”', '’', '"', '»', ')']);
        let mut letters = head.chars().rev();
        let is_word = letters.next().is_some_and(char::is_lowercase)
            && letters.next().is_some_and(char::is_alphabetic);
        let is_ended = !text[at + len..].starts_with(char::is_alphanumeric);
        let is_call = is_word && is_ended && len <= DIGITS;
        is_call.then(|| text[at..at + len].parse().ok()).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_glued_to_words_are_calls() {
        let found: Vec<u32> = glued("the mill12 by the weir.3 in 1914, x2 and p. 7").collect();
        assert_eq!(found, [12, 3]);
    }
}
