//! Titles of sections. In: the printed lines. Out: [`Titles`], which tells whether words at a page's edge repeat the title
//! of the section that the page belongs to: such a head may stand on one page only.

use super::Printed;
use crate::hash::HashMap;
use crate::repair::foot::evidence::is_title as is_title_of_notes;
use std::cell::{LazyCell, OnceCell};

/// Pages from a title on which a head may repeat it without repeating another head.
const REACH: u32 = 6;
/// A title has no more lines.
const LINES: usize = 3;
/// Letters of a title that say which it is, where the head leaves the rest out.
const FEWEST: usize = 12;
/// Of so many titles that may be the same each is looked at; of more, what they say is looked up.
const FEW: usize = 50;
/// So many letters say which titles may be the same.
const HEAD: usize = 4;
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

/// The lines that may be titles, in order.
pub(super) struct Titles<'t> {
    titles: Vec<Title<'t>>,
    /// Those that begin alike.
    by_head: HashMap<String, Vec<usize>>,
    /// What all titles say, once it is asked for.
    said: OnceCell<Said>,
}

/// What titles say, wherever they stand: the lines of the first two that say it are enough to find one that is another.
struct Said {
    /// By all that they say up to the end of a line.
    whole: HashMap<String, Vec<usize>>,
    /// All of them, sorted, for words that are cut.
    sorted: Vec<(String, usize)>,
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
        Titles {
            titles,
            by_head,
            said: OnceCell::new(),
        }
    }

    /// Whether words of the line `at` repeat a title that stands on pages before, or below it on its page.
    pub(super) fn has(&self, words: &str, at: usize, page: u32) -> bool {
        let letters = asked(words);
        let is_cut = is_cut(words, &letters);
        let alike = self.by_head.get(&head(letters.chars()));
        let alike = alike.map_or(&[][..], Vec::as_slice);
        // Chapters' titles may all begin alike: those of other pages are not looked at.
        let first = alike.partition_point(|&title| self.titles[title].page + REACH < page);
        let near = alike[first..].iter().map(|&title| &self.titles[title]);
        let mut near = near.take_while(|title| title.page <= page);
        near.any(|title| {
            let is_before = title.page < page;
            let is_below = title.page == page && title.line > at;
            // Each chapter may have a section of notes.
            (is_before && !is_title_of_notes(words) || is_below) && title.says(&letters, is_cut)
        })
    }

    /// Whether words of the line `at` repeat a title, wherever it stands.
    pub(super) fn has_anywhere(&self, words: &str, at: usize) -> bool {
        let letters = asked(words);
        if letters.is_empty() || is_title_of_notes(words) {
            return false;
        }
        let is_cut = is_cut(words, &letters);
        let alike = self.by_head.get(&head(letters.chars()));
        let alike = alike.map_or(&[][..], Vec::as_slice);
        if alike.len() <= FEW {
            let mut alike = alike.iter().map(|&title| &self.titles[title]);
            return alike.any(|title| title.line != at && title.says(&letters, is_cut));
        }
        let said = self.said.get_or_init(|| Said::by(&self.titles));
        if is_cut {
            let first = said.sorted.partition_point(|(own, _)| *own < letters);
            let alike = said.sorted[first..].iter();
            let mut alike = alike.take_while(|(own, _)| own.starts_with(&letters));
            return alike.any(|(_, line)| *line != at);
        }
        let alike = said.whole.get(&letters);
        alike.is_some_and(|lines| lines.iter().any(|&line| line != at))
    }
}

impl Title<'_> {
    /// Whether letters are all that it says up to the end of a line or, where they are cut, its first.
    fn says(&self, letters: &str, is_cut: bool) -> bool {
        let (own, ends) = &*self.letters;
        own.starts_with(letters) && (is_cut || ends.contains(&letters.len()))
    }
}

impl Said {
    fn by(titles: &[Title<'_>]) -> Said {
        let mut whole: HashMap<String, Vec<usize>> = HashMap::default();
        let mut sorted = Vec::new();
        for title in titles {
            let (letters, ends) = &*title.letters;
            // Only words that begin as its first line does are like it.
            let first = head(letters[..ends[0]].chars());
            let ends = ends.iter().map(|&end| &letters[..end]);
            for said in ends.filter(|said| head(said.chars()) == first) {
                let lines = whole.entry(said.into()).or_default();
                if lines.len() < 2 && lines.last() != Some(&title.line) {
                    lines.push(title.line);
                }
            }
            if first.chars().count() == HEAD {
                sorted.push((letters.clone(), title.line));
            }
        }
        sorted.sort_unstable();
        Said { whole, sorted }
    }
}

/// The letters and digits of words that may be a title, to be compared; else none.
fn asked(words: &str) -> String {
    match starts_title(words) {
        true => folded(words).collect(),
        false => String::new(),
    }
}

/// Whether words say that they leave out the rest of a title.
fn is_cut(words: &str, letters: &str) -> bool {
    words.trim_end().ends_with(['…', '.']) && letters.len() >= FEWEST
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
    letters.take(HEAD).collect()
}
