//! Where words are broken. In: the text of a flow. Out: [`Break`]s, chained where a word runs over several lines.

use crate::lexicon::vocabulary::is_letter;
use std::ops::Range;

/// A word broken at a line end. All ranges are bytes of the flow's text. Between the first letters and the hyphen there
/// may be blanks or a line end: the hyphen then stands alone.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Break {
    /// From the last blank to the end of the first letters.
    pub head: Range<usize>,
    /// The letters before the hyphen.
    pub first: Range<usize>,
    /// The hyphen itself, or a hyphen and a soft one.
    pub hyphen: Range<usize>,
    /// What stands on the next line up to its first blank, or one word more; begins with a letter or digit, or with the
    /// hyphen again.
    pub chunk: Range<usize>,
    /// The letters at its head, behind a hyphen that is printed again.
    pub second: Range<usize>,
}

impl Break {
    /// Whether the hyphen stands apart from the word.
    pub fn is_alone(&self) -> bool {
        self.first.end < self.hyphen.start
    }

    /// Whether the next line begins with the hyphen again, as Portuguese, Polish, Czech and Croatian print a word's own hyphen
    /// at a line end.
    pub fn is_repeated(&self) -> bool {
        self.chunk.start < self.second.start
    }
}

/// Whether a character only ever stands for a line end.
pub(super) fn is_soft(c: char) -> bool {
    matches!(c, '\u{ad}' | '¬')
}

/// Whether a character at a line end may be a hyphen.
pub(super) fn is_hyphen(c: char) -> bool {
    is_soft(c) || matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// All broken words, in order: at line ends, and at soft hyphens before a blank, where a line end was.
pub(super) fn chains(text: &str) -> Vec<Vec<Break>> {
    let mut chains: Vec<Vec<Break>> = Vec::new();
    let is_end = |at: &usize| text[*at..].starts_with('\n') || text[..*at].ends_with(is_soft);
    // Most texts have no soft hyphen: then there is nothing to look for at blanks.
    let ends: Box<dyn Iterator<Item = usize>> = match text.contains(is_soft) {
        true => Box::new(
            text.match_indices(['\n', ' '])
                .map(|(at, _)| at)
                .filter(is_end),
        ),
        false => Box::new(text.match_indices('\n').map(|(at, _)| at)),
    };
    for found in ends.filter_map(|at| broken(text, at)) {
        let chain = chains.last_mut();
        match chain.and_then(|chain| Some((chain.last()?.chunk.end, chain))) {
            Some((end, chain)) if end == found.hyphen.end => chain.push(found),
            Some((end, _)) if end > found.first.start => {}
            _ => chains.push(vec![found]),
        }
    }
    chains
}

/// The word broken at the line end at `end`, if one is.
fn broken(text: &str, end: usize) -> Option<Break> {
    let line = text[..end].trim_end_matches([' ', '\t', '\r']);
    let mark = line.chars().next_back().filter(|&c| is_hyphen(c))?;
    let is_double = is_soft(mark) && line.trim_end_matches(is_soft).ends_with('-');
    let length = mark.len_utf8() + usize::from(is_double);
    let hyphen = line.len() - length..line.len();
    let word_end = end_of_word(text, hyphen.start, mark)?;
    let rest = &text[end..];
    let start = end + (rest.len() - rest.trim_start().len());
    let word = start + repeated(&text[start..], mark);
    let is_word = text[word..].starts_with(|c: char| is_letter(c) || c.is_ascii_digit());
    // An empty line between is a paragraph's end unless the word goes on in lower case.
    let blank_lines = text[end..start].matches('\n').count().saturating_sub(1);
    let goes_on = text[word..].starts_with(char::is_lowercase);
    let goes_over = goes_on && word == start;
    if !is_word || blank_lines > 3 || (blank_lines > 0 && !goes_over) {
        return None;
    }
    let length = text[start..]
        .find(char::is_whitespace)
        .unwrap_or(text.len() - start);
    let chunk = start..end_of_chunk(text, start + length);
    let letters = text[word..chunk.end].find(|c| !is_letter(c));
    let second = word..letters.map_or(chunk.end, |length| word + length);
    let head = start_of_run(text, word_end, |c| !c.is_whitespace())..word_end;
    let first = start_of_run(text, word_end, is_letter)..word_end;
    if word_end < hyphen.start && (!goes_on || blank_lines > 0) {
        return None;
    }
    Some(Break {
        head,
        first,
        hyphen,
        chunk,
        second,
    })
}

/// The length of the hyphen that a line begins with, if it is the one of the line before again: small letters stand right
/// behind it.
fn repeated(line: &str, mark: char) -> usize {
    let is_again = line
        .strip_prefix(mark)
        .is_some_and(|rest| rest.starts_with(char::is_lowercase));
    if is_again && !is_soft(mark) {
        mark.len_utf8()
    } else {
        0
    }
}

/// The end of what moves with a word that ends at a byte. A hyphen that waits for its second half keeps the next word beside
/// it (`Freund-|schafts- und`): at a line's end it would break that word.
fn end_of_chunk(text: &str, end: usize) -> usize {
    let rest = text[end..].trim_start_matches(' ');
    let next = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (word, is_beside) = (&text[..end], rest.len() < text[end..].len());
    let waits = is_beside && word.ends_with('-') && !word.ends_with("--");
    match waits && rest.starts_with(char::is_lowercase) {
        true => text.len() - rest.len() + next,
        false => end,
    }
}

/// Where the word ends whose hyphen stands at a byte: there, or before the blanks or the line end that part the two. A soft
/// hyphen stands for nothing else; another that stands apart has a line of its own.
fn end_of_word(text: &str, hyphen: usize, mark: char) -> Option<usize> {
    let bare = text[..hyphen].trim_end();
    let between = &text[bare.len()..hyphen];
    let is_apart = between.matches('\n').count() == 1 && between.ends_with('\n');
    let is_word = bare.ends_with(|c: char| is_letter(c) || c.is_ascii_digit());
    let may_stand = between.is_empty() || is_apart || is_soft(mark) && !between.contains('\n');
    (is_word && may_stand).then_some(bare.len())
}

/// Where the run of such characters that ends at a byte begins.
pub(super) fn start_of_run(text: &str, end: usize, inside: impl Fn(char) -> bool) -> usize {
    let run = text[..end].chars().rev().take_while(|&c| inside(c));
    end - run.map(char::len_utf8).sum::<usize>()
}

/// The end of what moves with a chunk: the blanks after it, and the line end too if nothing else stands on its line.
pub(super) fn end_of_move(text: &str, chunk: &Range<usize>) -> usize {
    let rest = &text[chunk.end..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let is_alone = rest[blanks..].starts_with(['\n', '\r']);
    match rest.find('\n') {
        Some(end) if is_alone => chunk.end + end + 1,
        _ => chunk.end + blanks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halves(text: &str) -> Vec<(&str, &str)> {
        let chains = chains(text);
        chains
            .iter()
            .flatten()
            .map(|b| (&text[b.first.clone()], &text[b.second.clone()]))
            .collect()
    }

    #[test]
    fn broken_words_are_found() {
        assert_eq!(halves("a liber-\ntarian, and\n"), [("liber", "tarian")]);
        assert_eq!(halves("half-a-\nquarter"), [("a", "quarter")]);
        assert_eq!(
            halves("anti-\nestablish-\nment x"),
            [("anti", "establish"), ("establish", "ment")]
        );
        assert_eq!(chains("anti-\nestablish-\nment x").len(), 1);
    }

    #[test]
    fn a_waiting_hyphen_keeps_its_next_word() {
        let text = "the work-\nshops- and yards";
        let chunk = chains(text)[0][0].chunk.clone();
        assert_eq!(&text[chunk], "shops- and");
    }

    #[test]
    fn a_hyphen_may_be_printed_again() {
        let text = "ele foi dando-\n-se conta";
        let part = chains(text)[0][0].clone();
        assert!(part.is_repeated());
        assert_eq!((&text[part.chunk], &text[part.second]), ("-se", "se"));
        for text in [
            "he came-\n- a dash",
            "came-\n-Sim, disse",
            "came--\n--so",
            "came-\n\n-se",
        ] {
            let mut parts = chains(text).into_iter().flatten();
            assert!(!parts.any(|part| part.is_repeated()), "{text}");
        }
    }

    #[test]
    fn a_hyphen_may_stand_alone() {
        let found = [("harb", "our")];
        for text in [
            "harb\n-\nour",
            "harb\n\u{ad}\nour",
            "harb \u{ad} our",
            "harb\u{ad} our",
        ] {
            assert_eq!(halves(text), found, "{text}");
        }
        assert_eq!(halves("cross-\u{ad} cut"), [("cross", "cut")]);
        assert!(halves("harb\n\n-\nour, or - our, harb\n-\nOur").is_empty());
    }

    #[test]
    fn dashes_and_ends_are_no_broken_words() {
        assert!(halves("a dash -\nhere, and --\nhere, item-\n\nNew, end-\n").is_empty());
    }
}
