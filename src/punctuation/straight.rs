//! Straight marks. In: the words of a paragraph. Out: the quotation marks, apostrophes and primes that they stand for.

use super::marks::{self, Marks, is_clipped};
use super::{Change, OBJECT};

/// What opens something, so that a mark behind it opens, too.
const OPENERS: &str = "([{—–-“‘«„‚‹¿¡/";
/// What ends words, so that a mark before it closes.
const CLOSERS: &str = ")]}.,;:!?…—–-”’»“›/";

/// What each straight mark of a paragraph stands for, in order.
#[must_use]
pub(crate) fn curled(text: &str, language: &str) -> Vec<Change> {
    let mut reader = Reader {
        text,
        language,
        marks: marks::of(language),
        is_open: [false; 2],
        last: None,
        last_closer: text
            .match_indices('\'')
            .map(|(at, _)| at)
            .rfind(|at| may_close(text, *at)),
    };
    let marks = text.match_indices(['"', '\'']);
    marks
        .map(|(at, mark)| reader.read(at, mark == "\""))
        .collect()
}

/// Whether a mark stands behind words and before none.
fn may_close(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric())
}

struct Reader<'a> {
    text: &'a str,
    language: &'a str,
    marks: &'static Marks,
    /// Whether single and double marks have opened something.
    is_open: [bool; 2],
    /// The end of the last mark, and whether it opened.
    last: Option<(usize, bool)>,
    /// The last single mark that may close something.
    last_closer: Option<usize>,
}

/// A mark and what stands beside it.
struct Mark {
    at: usize,
    is_double: bool,
    before: Option<char>,
    after: Option<char>,
    /// Whether words may begin behind it, and may end before it.
    can: [bool; 2],
}

impl Reader<'_> {
    fn read(&mut self, at: usize, is_double: bool) -> Change {
        let (before, rest) = (self.text[..at].chars().next_back(), &self.text[at + 1..]);
        let follows = self
            .last
            .filter(|(end, _)| *end == at)
            .map(|(_, opened)| opened);
        let is_opener = |c: char| c.is_whitespace() || OPENERS.contains(c);
        let opens = follows.unwrap_or_else(|| before.is_none_or(is_opener));
        // Of marks in a row each closes what the last may close.
        let behind = rest.trim_start_matches(['"', '\'']).chars().next();
        let mark = Mark {
            at,
            is_double,
            before,
            after: rest.chars().next(),
            can: [
                opens,
                behind.is_none_or(|c| c.is_whitespace() || CLOSERS.contains(c)),
            ],
        };
        let (change, opened) = self
            .sign(&mark)
            .map_or_else(|| self.quote(&mark), |sign| (sign, false));
        self.last = Some((change.end, opened));
        change
    }

    /// What is no quotation mark: an apostrophe, a prime, the sign of a Hebrew abbreviation.
    fn sign(&self, mark: &Mark) -> Option<Change> {
        let change = |to| Some(Change::new(mark.at..mark.at + 1, to));
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || c == OBJECT);
        let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let is_open = self.is_open[usize::from(mark.is_double)];
        let is_hebrew = |c: Option<char>| c.is_some_and(|c| ('\u{5d0}'..='\u{5ea}').contains(&c));
        if is_hebrew(mark.before) && is_hebrew(mark.after) {
            return change(if mark.is_double { "״" } else { "׳" });
        }
        if is_figure(mark.before) && (!is_open || self.is_of_feet(mark)) && self.is_measure(mark) {
            return change(if mark.is_double { "″" } else { "′" });
        }
        if mark.is_double {
            return None;
        }
        let is_inside = (is_letter(mark.before) || is_figure(mark.before)) && is_letter(mark.after);
        let is_headless = mark.can[0] && (self.is_decade(mark) || self.is_clipped(mark));
        // Rock ’n’ roll.
        let is_tail = self
            .last
            .is_some_and(|(end, opened)| !opened && mark.at == end + 1 && is_letter(mark.before))
            && self.text[..mark.at].ends_with(['n', 'N']);
        (is_inside || is_headless || is_tail).then(|| change("’"))?
    }

    /// Feet and inches, minutes and seconds: a figure before it, and no word beginning behind.
    fn is_measure(&self, mark: &Mark) -> bool {
        let is_followed = mark.after.is_some_and(char::is_alphabetic);
        let is_year = self.text[..mark.at].ends_with(['’', '\'']);
        !is_followed && !is_year && !(self.is_after_decade(mark))
    }

    /// `6'2"`: inches stand behind feet.
    fn is_of_feet(&self, mark: &Mark) -> bool {
        let figures = self.text[..mark.at].trim_end_matches(|c: char| c.is_ascii_digit());
        let figures = figures.trim_end();
        let feet = figures.strip_suffix('\'');
        let follows = self.text[mark.at + 1..].trim_start();
        let inches = follows.trim_start_matches(|c: char| c.is_ascii_digit());
        if mark.is_double {
            feet.is_some_and(|feet| feet.ends_with(|c: char| c.is_ascii_digit()))
        } else {
            inches.len() < follows.len() && inches.starts_with('"')
        }
    }

    /// Whether the figures before it are a year without its century: “in ’48”.
    fn is_after_decade(&self, mark: &Mark) -> bool {
        let head = self.text[..mark.at].trim_end_matches(|c: char| c.is_ascii_digit());
        mark.at - head.len() == 2 && head.ends_with('\'')
    }

    /// A decade, or a year without its century: `'48`, `'90s`.
    fn is_decade(&self, mark: &Mark) -> bool {
        let rest = &self.text[mark.at + 1..];
        let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let tail_word = tail.strip_prefix('s').unwrap_or(tail);
        rest.len() - tail.len() == 2 && !tail_word.starts_with(char::is_alphanumeric)
    }

    /// A word that has lost its head, or any where nothing closes what would be opened.
    fn is_clipped(&self, mark: &Mark) -> bool {
        let rest = &self.text[mark.at + 1..];
        let word = rest
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        let is_closed = || self.last_closer.is_some_and(|at| at > mark.at);
        !word.is_empty() && (is_clipped(&word.to_lowercase(), self.language) || !is_closed())
    }

    /// A quotation mark, or an apostrophe where words have lost their tail and nothing is open; and whether it opens.
    fn quote(&mut self, mark: &Mark) -> (Change, bool) {
        let is_open = &mut self.is_open[usize::from(mark.is_double)];
        let (opens, is_sure) = match mark.can {
            [true, false] => (true, true),
            [false, true] => (false, true),
            _ => (!*is_open, false),
        };
        let [open, close] = if mark.is_double {
            self.marks.outer
        } else {
            self.marks.inner
        };
        let mut change = Change::new(mark.at..mark.at + 1, if opens { open } else { close });
        change.is_sure = is_sure;
        if !opens && !*is_open && !mark.is_double {
            change.to = "’";
        }
        *is_open = opens;
        (self.with_blank(change, opens), opens)
    }

    /// A blank that was typed inside the mark goes where the mark has one of its own.
    fn with_blank(&self, mut change: Change, opens: bool) -> Change {
        let has_blank = change.to.contains('\u{a0}');
        if has_blank && opens && self.text[change.end..].starts_with([' ', '\u{a0}']) {
            change.end += self.text[change.end..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        }
        if has_blank && !opens {
            let head = self.text[..change.start].strip_suffix([' ', '\u{a0}']);
            change.start = head.map_or(change.start, str::len);
        }
        change
    }
}
