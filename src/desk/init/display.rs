//! A title page by its type. In: a text with the places and sizes of its words. Out: [`Display`]: what its first page sets
//! largest, and who is named below or above that. Titles of papers and reports are known by their size alone; their lines may
//! stand between a journal's head and a stamp.

use super::people::{self, is_name};
use crate::language::Language;
use crate::source::Source;
use crate::source::typography::{Line, Run, Style, Typography};

/// What the first page shows in its largest type.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Display {
    /// Its words.
    pub title: Option<String>,
    /// The lines of the next size below, up to the first name.
    pub subtitle: Option<String>,
    /// Names on lines of their own near it, in order.
    pub names: Vec<String>,
}

/// A title is larger than the text by so much, in percent.
const LARGER: i32 = 115;
/// Lines of one title differ in size by so much at most, in percent of the largest: capitals of two sizes, bold and plain.
const ALIKE: i32 = 93;
/// The title stands on one of so many pages: a cover may come before it.
const PAGES: u32 = 2;
/// A title has so many words at most; what is longer is a text in large type.
const WORDS: usize = 30;
/// So many letters show a word: initials that sink into the text and numerals of chapters have fewer.
const LETTERS: usize = 3;
/// Names stand within so many lines of the title.
const NEAR: usize = 14;
/// A subtitle has so many lines at most.
const SUBTITLE: usize = 3;
/// White that parts two names on a row, in percent of their size.
const GUTTER: i32 = 120;
/// Lines of a title stand no further apart than this, in percent of their size.
const LEADING: i32 = 220;

/// Reads the first page of a text by its type, if it has places and was not read off a picture, where sizes are estimates.
pub(super) fn read(source: &Source, habits: &Language) -> Display {
    let Some(typography) = source.typography().filter(|own| !own.is_scan()) else {
        return Display::default();
    };
    let page = Page {
        text: source.text(),
        typography,
        body: body(typography),
    };
    (0..PAGES)
        .map(|number| page.read(number, habits))
        .find(|display| display.title.is_some())
        .unwrap_or_default()
}

/// The size of most letters.
fn body(typography: &Typography) -> i32 {
    let mut sums = std::collections::BTreeMap::<i32, u32>::new();
    for line in typography.lines() {
        *sums.entry(line.size).or_default() += line.end - line.start;
    }
    let most = sums.iter().max_by_key(|(_, sum)| **sum);
    most.map_or(0, |(size, _)| *size)
}

struct Page<'a> {
    text: &'a str,
    typography: &'a Typography,
    body: i32,
}

impl<'a> Page<'a> {
    fn read(&self, number: u32, habits: &Language) -> Display {
        let lines = self.typography.lines().iter();
        let lines: Vec<&Line> = lines.filter(|line| line.page == number).collect();
        let is_of_words = |line: &&&Line| {
            let words = self.words(line);
            let letters = words.chars().filter(|c| c.is_alphabetic());
            letters.count() >= LETTERS && self.is_level(line)
        };
        let largest = lines
            .iter()
            .filter(is_of_words)
            .map(|line| self.size(line))
            .max();
        let Some(largest) = largest.filter(|size| size * 100 >= self.body * LARGER) else {
            return Display::default();
        };
        let is_title =
            |line: &Line| self.size(line) * 100 >= largest * ALIKE && self.is_level(line);
        let first = lines.iter().position(|l| is_title(l) && is_of_words(&l));
        let Some(first) = first.filter(|&first| first < NEAR) else {
            return Display::default();
        };
        let follows = |pair: &[&Line]| {
            is_title(pair[1])
                && (pair[1].baseline - pair[0].baseline).abs() * 100 <= pair[0].size * LEADING
        };
        let more = lines[first..].windows(2).take_while(|pair| follows(pair));
        let past = first + 1 + more.count();
        let title = self.joined(&lines[first..past]);
        if title.split(' ').count() > WORDS || self.is_head(&title, number) {
            return Display::default();
        }
        let below = &lines[past..lines.len().min(past + NEAR)];
        let above = &lines[first.saturating_sub(2)..first];
        let names = self.names(below, habits);
        let names = if names.is_empty() {
            self.names(above, habits)
        } else {
            names
        };
        let is_sub = |line: &&&Line| {
            self.size(line) * 100 >= self.body * LARGER
                && self.names(&[**line], habits).is_empty()
                && is_of_words(line)
                && !is_of_imprint(&self.words(line))
        };
        let subtitle = below.iter().take(SUBTITLE).take_while(is_sub);
        let subtitle: Vec<&Line> = subtitle.copied().collect();
        let subtitle = self.joined(&subtitle);
        Display {
            title: Some(title),
            subtitle: (!subtitle.is_empty() && subtitle.split(' ').count() <= WORDS)
                .then_some(subtitle),
            names,
        }
    }

    /// The words of a line without raised signs: marks of notes and of houses.
    fn words(&self, line: &Line) -> String {
        let kept = self.level_runs(line);
        let words = kept.map(|run| &self.text[run.start as usize..run.end as usize]);
        words.collect::<Vec<_>>().join(" ")
    }

    fn level_runs(&self, line: &Line) -> impl Iterator<Item = &'a Run> {
        let runs = self.typography.runs_of(line).iter();
        runs.filter(|run| !run.style.has(Style::RAISED))
    }

    /// The largest type of its words: a name of a program in another face may be most of a short line.
    fn size(&self, line: &Line) -> i32 {
        let runs = self.level_runs(line);
        let is_word = |run: &&Run| {
            let word = &self.text[run.start as usize..run.end as usize];
            word.chars().filter(|c| c.is_alphabetic()).count() >= LETTERS
        };
        runs.filter(is_word)
            .map(|run| run.size)
            .max()
            .unwrap_or(line.size)
    }

    /// Whether a line is wider than high: a stamp up the side of a page is not.
    fn is_level(&self, line: &Line) -> bool {
        line.right - line.left > line.size
    }

    fn joined(&self, lines: &[&Line]) -> String {
        let mut title = String::new();
        for line in lines {
            let words = self.text[line.start as usize..line.end as usize].split_whitespace();
            for word in words {
                // A hyphen at a line's end stays: in a title it is one of the word.
                if !title.is_empty() && !title.ends_with('-') {
                    title.push(' ');
                }
                title.push_str(word);
            }
        }
        title
            .trim_matches(|c: char| matches!(c, '*' | '∗' | '†' | ' '))
            .into()
    }

    /// Words that head other pages, too.
    fn is_head(&self, words: &str, number: u32) -> bool {
        let key = people::fold(words);
        let lines = self.typography.lines().iter();
        let others = lines.filter(|line| line.page != number);
        let same = others.filter(|line| people::fold(&self.words(line)) == key);
        same.take(2).count() == 2
    }

    /// Who is named on lines of their own, several to a row, before the first line of prose.
    fn names(&self, lines: &[&Line], habits: &Language) -> Vec<String> {
        let mut names = Vec::new();
        for line in lines {
            let mut parts: Vec<String> = vec![String::new()];
            let mut last: Option<&Run> = None;
            for run in self.level_runs(line) {
                let word = &self.text[run.start as usize..run.end as usize];
                if last.is_some_and(|last| (run.left - last.right) * 100 > run.size * GUTTER) {
                    parts.push(String::new());
                }
                let part = parts.last_mut().expect("one at least");
                let touches = last.is_some_and(|last| last.end == run.start);
                if !part.is_empty() && !touches {
                    part.push(' ');
                }
                part.push_str(word);
                last = Some(run);
            }
            let own: Vec<_> = parts
                .iter()
                .flat_map(|part| people::named(&bare(part), "aut"))
                .collect();
            let is_person =
                |name: &str| is_name(name, habits) && !people::is_of_common_words(name, self.text);
            let are_names = !own.is_empty() && own.iter().all(|p| is_person(&p.name));
            if are_names {
                names.extend(own.into_iter().map(|person| person.name));
            } else if !names.is_empty() {
                break;
            }
        }
        names
    }
}

/// Dates and addresses below a title.
fn is_of_imprint(words: &str) -> bool {
    let has_year = words
        .split(|c: char| !c.is_ascii_digit())
        .any(|word| word.len() == 4);
    has_year || words.contains(['@', '/'])
}

/// A name without `by` and the signs of notes.
fn bare(words: &str) -> String {
    let signs = |c: char| c.is_ascii_digit() || matches!(c, '*' | '∗' | '†' | '‡' | '§' | '¶');
    let words = words.replace(signs, "");
    let low = words.trim_start();
    low.strip_prefix("by ")
        .or_else(|| low.strip_prefix("By "))
        .unwrap_or(low)
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::typography::Leaf;

    /// A page of lines: size in points, words; raised words begin with `^`.
    fn source(lines: &[(i32, &str)]) -> Source {
        let (mut text, mut runs) = (String::new(), Vec::new());
        let mut baseline = 0;
        for (size, words) in lines {
            baseline += size * 120;
            let mut left = 7000;
            for word in words.split(' ') {
                let style = match word.starts_with('^') {
                    true => Style::RAISED,
                    false => Style::NONE,
                };
                let word = word.trim_start_matches('^');
                let gap = if word == "|" { 3 } else { 0 };
                left += gap * size * 100;
                if gap > 0 {
                    continue;
                }
                let start = text.len() as u32;
                text.push_str(word);
                let right = left + word.chars().count() as i32 * size * 50;
                runs.push(Run {
                    start,
                    end: text.len() as u32,
                    left,
                    right,
                    baseline,
                    size: size * 100,
                    foot: 0,
                    head: 0,
                    style,
                    face: 0,
                    confidence: 100,
                });
                left = right + size * 25;
                text.push(' ');
            }
            text.push('\n');
        }
        let leaf = Leaf {
            width: 59_500,
            height: 84_200,
            ..Leaf::default()
        };
        let typography = Typography::new(&text, vec![leaf], runs);
        Source::new("a.pdf", text).with_typography(typography)
    }

    fn shown(lines: &[(i32, &str)]) -> Display {
        let mut lines = lines.to_vec();
        let prose =
            "The boats lay on the sand that winter, and no working paper was written of it.";
        lines.extend([(10, prose); 9]);
        read(&source(&lines), Language::of("en"))
    }

    #[test]
    fn a_title_is_what_is_largest_between_head_and_names() {
        let shown = shown(&[
            (8, "Journal of Harbours, 12 (1908)"),
            (18, "The Salt Road and"),
            (18, "the Rope ^*"),
            (14, "A History of the Coast"),
            (12, "Ada Crane ^1 | Paul Lind ^2"),
            (9, "Harbour House, Whitby"),
        ]);
        assert_eq!(shown.title.as_deref(), Some("The Salt Road and the Rope"));
        assert_eq!(shown.subtitle.as_deref(), Some("A History of the Coast"));
        assert_eq!(shown.names, ["Ada Crane", "Paul Lind"]);
    }

    #[test]
    fn words_of_the_text_name_nobody_and_a_year_is_no_subtitle() {
        let shown = shown(&[
            (18, "The Salt Road"),
            (14, "May 1908"),
            (12, "Working Paper"),
        ]);
        assert_eq!(shown.title.as_deref(), Some("The Salt Road"));
        assert_eq!((shown.subtitle, shown.names), (None, vec![]));
    }

    /// One size alone, an initial, and what is set large far down the page are no title.
    #[test]
    fn a_page_without_title_has_none() {
        let far: Vec<(i32, &str)> = vec![(10, "so it was told"); NEAR];
        for lines in [
            vec![(10, "The Salt Road")],
            vec![(30, "T")],
            [far, vec![(18, "Huge")]].concat(),
        ] {
            assert_eq!(shown(&lines), Display::default(), "{lines:?}");
        }
    }
}
