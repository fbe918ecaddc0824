//! Titles of sections. In: the printed lines. Out: [`Titles`], which tells whether words at a page's edge repeat the title
//! of the section that the page belongs to: such a head may stand on one page only.

use super::Printed;
use crate::hash::HashMap;
use crate::repair::foot::evidence::is_title as is_title_of_notes;
use std::cell::LazyCell;

/// Pages from a title on which a head may repeat it without repeating another head.
const REACH: u32 = 6;
/// A title has no more lines.
const LINES: usize = 3;
/// Letters of a title that say which it is, where the head leaves the rest out.
const FEWEST: usize = 12;
/// Bytes of a line below a title, at least: the entries of a list have short ones below them.
const LONG: usize = 36;

/// A title's first line: where it stands.
struct Title<'t> {
    line: usize,
    page: u32,
    /// The letters and digits of its lines up to the end of each: few titles are like any head.
    letters: LazyCell<Letters, Box<dyn FnOnce() -> Letters + 't>>,
}

/// Letters and digits of some lines, and where each line ends in them.
type Letters = (String, Vec<usize>);

/// The lines that may be titles.
pub(super) struct Titles<'t> {
    titles: Vec<Title<'t>>,
    /// Those that begin alike.
    by_head: HashMap<String, Vec<usize>>,
}

impl<'t> Titles<'t> {
    /// Short lines with a long one soon below them.
    pub(super) fn of(lines: &'t [Printed<'_>]) -> Titles<'t> {
        let mut titles: Vec<Title<'t>> = Vec::new();
        let mut by_head: HashMap<String, Vec<usize>> = HashMap::default();
        for (line, printed) in lines.iter().enumerate() {
            let below = &lines[line + 1..lines.len().min(line + 1 + LINES)];
            // A chapter's title may have a page to itself, below the head that repeats it.
            let is_doubled = line > 0 && lines[line - 1].text == printed.text;
            let is_title = starts_title(printed.text)
                && (is_doubled || below.iter().any(|l| l.text.len() >= LONG));
            if !is_title {
                continue;
            }
            let key = head(folded(printed.text));
            by_head.entry(key).or_default().push(titles.len());
            let whole = &lines[line..lines.len().min(line + LINES)];
            titles.push(Title {
                line,
                page: printed.line.page,
                letters: LazyCell::new(Box::new(move || letters(whole))),
            });
        }
        Titles { titles, by_head }
    }

    /// Whether words of the line `at` repeat a title that stands on pages before, or below it on its page.
    pub(super) fn has(&self, words: &str, at: usize, page: u32) -> bool {
        self.like(words).any(|title| {
            let is_before = title.page < page && page - title.page <= REACH;
            let is_below = title.page == page && title.line > at;
            // Each chapter may have a section of notes.
            is_before && !is_title_of_notes(words) || is_below
        })
    }

    /// Whether words of the line `at` repeat a title, wherever it stands.
    pub(super) fn has_anywhere(&self, words: &str, at: usize) -> bool {
        self.like(words).any(|title| title.line != at) && !is_title_of_notes(words)
    }

    fn like(&self, words: &str) -> impl Iterator<Item = &Title<'t>> {
        let letters: String = match starts_title(words) {
            true => folded(words).collect(),
            false => String::new(),
        };
        let is_cut = words.trim_end().ends_with(['…', '.']) && letters.len() >= FEWEST;
        let alike = self.by_head.get(&head(letters.chars()));
        let alike = alike
            .into_iter()
            .flatten()
            .map(|&index| &self.titles[index]);
        alike.filter(move |title| {
            let (own, ends) = &*title.letters;
            own.starts_with(&letters) && (is_cut || ends.contains(&letters.len()))
        })
    }
}

fn starts_title(words: &str) -> bool {
    let mut letters = words.chars().filter(|c| c.is_alphabetic());
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some()
}

fn letters(lines: &[Printed<'_>]) -> Letters {
    let (mut letters, mut ends) = (String::new(), Vec::new());
    for line in lines {
        letters.extend(folded(line.text));
        ends.push(letters.len());
    }
    (letters, ends)
}

fn folded(words: &str) -> impl Iterator<Item = char> {
    let letters = words.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

/// What titles that may be the same begin with.
fn head(letters: impl Iterator<Item = char>) -> String {
    letters.take(4).collect()
}
