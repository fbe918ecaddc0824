//! Titles of sections. In: the printed lines. Out: [`Titles`], which tells whether words at a page's edge repeat the title
//! of the section that the page belongs to: such a head may stand on one page only.

use super::Printed;
use crate::hash::HashMap;
use crate::repair::foot::evidence::is_title as is_title_of_notes;

/// Pages from a title on which a head may repeat it without repeating another head.
const REACH: u32 = 6;
/// A title has no more lines.
const LINES: usize = 3;
/// Letters of a title that say which it is, where the head leaves the rest out.
const FEWEST: usize = 12;
/// Bytes of a line below a title, at least: the entries of a list have short ones below them.
const LONG: usize = 36;

/// A title's lines: where it stands, and its letters and digits up to the end of each line.
struct Title {
    line: usize,
    page: u32,
    letters: String,
    ends: Vec<usize>,
}

/// The lines that may be titles.
pub(super) struct Titles {
    titles: Vec<Title>,
    /// Those that begin alike.
    by_head: HashMap<String, Vec<usize>>,
}

impl Titles {
    /// Short lines with a long one soon below them.
    pub(super) fn of(lines: &[Printed<'_>]) -> Titles {
        let mut titles: Vec<Title> = Vec::new();
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
            let mut letters = folded(printed.text);
            let key = head(&letters);
            let mut ends = vec![letters.len()];
            for more in &below[..below.len().min(LINES - 1)] {
                letters.push_str(&folded(more.text));
                ends.push(letters.len());
            }
            by_head.entry(key).or_default().push(titles.len());
            titles.push(Title {
                line,
                page: printed.line.page,
                letters,
                ends,
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

    fn like(&self, words: &str) -> impl Iterator<Item = &Title> {
        let letters = if starts_title(words) {
            folded(words)
        } else {
            String::new()
        };
        let is_cut = words.trim_end().ends_with(['…', '.']) && letters.len() >= FEWEST;
        let alike = self.by_head.get(&head(&letters));
        let alike = alike
            .into_iter()
            .flatten()
            .map(|&index| &self.titles[index]);
        alike.filter(move |title| {
            let is_all = title.ends.contains(&letters.len());
            title.letters.starts_with(&letters) && (is_all || is_cut)
        })
    }
}

fn starts_title(words: &str) -> bool {
    let mut letters = words.chars().filter(|c| c.is_alphabetic());
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some()
}

fn folded(words: &str) -> String {
    let letters = words.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// What titles that may be the same begin with.
fn head(letters: &str) -> String {
    letters.chars().take(4).collect()
}
