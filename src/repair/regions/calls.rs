//! Numbers in running text that are no calls, by what stands about them in the whole text. In: candidates, and the rows that
//! are no prose. Out: the candidates, weighed down.

use crate::hash::{HashMap, HashSet};
use crate::lexicon::vocabulary::alphanumerics;
use crate::repair::foot::rows::Reading;
use crate::repair::noterefs::candidates::{Candidate, Stand};

/// A note is called from prose.
const BESIDE: f32 = -4.5;
/// A word that has the same number more than once is a name (`bz2`, `layer3`): once more, or more often.
const TWICE: f32 = -2.0;
const OFTEN: f32 = -4.5;
/// A word that stands with several numbers and never without (`sup1`, `sup2`), signs of code at a word (`\skip3`, `x_1`), or an ending behind the number (`part2.tex`).
const CODE: f32 = -4.5;

/// So many numbers at one word are several.
const SEVERAL: u32 = 2;

/// Rows in which a word with the next number makes a series of names: `delim1`, `delim2`.
const SERIES: usize = 3;

/// Weighs them.
pub fn weigh(reading: &Reading, beside: &[bool], calls: &mut [Candidate]) {
    let text = reading.text();
    let mut names: HashMap<&str, u32> = HashMap::default();
    for call in calls.iter().filter(|call| call.stand == Stand::Word) {
        *names.entry(name(text, call)).or_default() += 1;
    }
    let mut stems: HashMap<&str, u32> = HashMap::default();
    for name in names.keys() {
        *stems.entry(stem(name)).or_default() += 1;
    }
    let words = words(text, &stems);
    let listed = series(reading, calls);
    for call in calls {
        let row = reading.row_at(call.range.start);
        if row.is_some_and(|row| beside[row]) {
            call.weight += BESIDE;
        }
        if call.stand != Stand::Word {
            continue;
        }
        let name = name(text, call);
        call.weight += match names.get(name) {
            None | Some(1) => 0.0,
            Some(2) => TWICE,
            Some(_) => OFTEN,
        };
        let stem = stem(name);
        let is_series = row.is_some_and(|row| listed.contains(&(row, name)));
        if is_series || stems[stem] >= SEVERAL && !words.contains(stem) {
            call.weight += CODE;
        }
        if is_code(
            &text[..call.range.end - name.len()],
            &text[call.range.end..],
        ) {
            call.weight += CODE;
        }
    }
}

/// The names, with their rows, that count on from row to row.
fn series<'t>(reading: &'t Reading, calls: &[Candidate]) -> HashSet<(usize, &'t str)> {
    let mut last: HashMap<&str, (usize, &str, u32)> = HashMap::default();
    let mut listed = HashSet::default();
    for call in calls.iter().filter(|call| call.stand == Stand::Word) {
        let Some(row) = reading.row_at(call.range.start) else {
            continue;
        };
        let name = name(reading.text(), call);
        let before = last.insert(stem(name), (row, name, call.value));
        if let Some((above, other, value)) = before
            && value + 1 == call.value
            && row > above
            && row - above <= SERIES
        {
            listed.extend([(above, other), (row, name)]);
        }
    }
    listed
}

/// A name without its number.
fn stem(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// The words with several numbers that stand in the text without one, too.
fn words<'t>(text: &'t str, stems: &HashMap<&'t str, u32>) -> HashSet<&'t str> {
    let several = stems.iter().filter(|(_, count)| **count >= SEVERAL);
    let several: HashSet<&str> = several.map(|(stem, _)| *stem).collect();
    if several.is_empty() {
        return HashSet::default();
    }
    let words = alphanumerics(text).map(|word| &text[word]);
    words.filter(|word| several.contains(word)).collect()
}

/// The word that a number is glued to, and the number.
fn name<'t>(text: &'t str, call: &Candidate) -> &'t str {
    let word = text[..call.range.start].trim_end_matches(char::is_alphanumeric);
    &text[word.len()..call.range.end]
}

fn is_code(before: &str, after: &str) -> bool {
    let is_ending = after
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(char::is_lowercase));
    before.ends_with(['\\', '_', '$', '#', '@', '/', '<', '='])
        || is_ending
        || after.starts_with(['_', '='])
}
