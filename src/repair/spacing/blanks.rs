//! Blanks that should not be there. In: a line. Out: letter-spaced words closed up, doubled blanks made one, blanks
//! before stops and inside brackets taken out, words with a blank inside joined.

use super::model::Model;
use super::{loss, segment};
use crate::galley::{Answer, Edit, Line, Pen};
use crate::ledger::Certainty;
use crate::lexicon::lowered;
use crate::lexicon::vocabulary::{self, is_letter};
use std::ops::Range;

/// So many blanks before `; : ! ?` behind words are a habit of the text, or of its extractor, and one question.
const HABIT: usize = 4;

/// What becomes of blanks that may be meant, before `; : ! ?` and behind a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// The editor is asked about each.
    Asked,
    /// They stay: the editor was asked about all of them.
    Kept,
    /// The editor had them closed up.
    Closed,
}

impl Meant {
    /// Asks once where a text has many.
    pub fn of(pen: &mut Pen<'_>, text: &str, lines: &[Line], model: &Model<'_>) -> Meant {
        // Most lines have none of the marks, and need not be parted into words.
        let has_mark = |line: &&Line| text[line.range.clone()].bytes().any(is_mark);
        let mut found = lines.iter().filter(has_mark).flat_map(|line| {
            let words = tokens(text, line.range.clone());
            let pairs: Vec<_> = words
                .windows(2)
                .map(|pair| (pair[0].clone(), pair[1].clone()))
                .collect();
            pairs.into_iter().filter(|(left, right)| {
                let (left, right) = (&text[left.clone()], &text[right.clone()]);
                is_authors(left, right) && closes_up(left, right, model)
            })
        });
        let Some((left, right)) = found.next() else {
            return Meant::Asked;
        };
        let count = 1 + found.count();
        if count < HABIT {
            return Meant::Asked;
        }
        let (before, mark) = (&text[left.clone()], &text[right.clone()]);
        let question = format!(
            "are the blanks before `; : ! ?` meant? there are {count}, the first in `{before} {mark}`"
        );
        let why = "a habit of the text";
        match pen.ask(left.end..right.start, question, "close them all up", why) {
            Answer::Accepted => Meant::Closed,
            _ => Meant::Kept,
        }
    }
}

/// Takes stray blanks out of a line. True if the line was letter-spaced and is done with.
pub(super) fn mend(
    pen: &mut Pen<'_>,
    text: &str,
    line: &Line,
    (model, meant): (&Model<'_>, Meant),
) -> bool {
    let words = tokens(text, line.range.clone());
    if let Some(closed) = letter_spaced(text, &words, model) {
        let range = words[0].start..words[words.len() - 1].end;
        let before = text[range.clone()].to_owned();
        let edit = Edit::sure(range, closed.clone(), "letter-spaced words closed up");
        pen.edit(edit.certainty(Certainty::Likely).words(&before, &closed));
        return true;
    }
    for (index, pair) in words.windows(2).enumerate() {
        // Full stops with blanks between are an ellipsis.
        let next = words.get(index + 2).map_or("", |next| &text[next.clone()]);
        let is_ellipsis = text[pair[1].clone()].starts_with('.') && next.starts_with('.');
        // `4 . 14` multiplies; its second number may stand on the next line.
        let left = &text[pair[0].clone()];
        let is_product = &text[pair[1].clone()] == "."
            && left.ends_with(|c: char| c.is_ascii_digit())
            && (next.starts_with(|c: char| c.is_ascii_digit())
                || next.is_empty() && !left.contains(is_letter));
        if !is_ellipsis && !is_product {
            between(
                pen,
                text,
                (pair[0].clone(), pair[1].clone()),
                (model, meant),
            );
        }
    }
    false
}

/// The tokens of a line.
fn tokens(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut tokens = Vec::with_capacity(line.len() / 5);
    for token in vocabulary::tokens(&text[line.clone()]) {
        tokens.push(line.start + token.start..line.start + token.end);
    }
    tokens
}

/// The line closed up, if it is letters with a blank after each: words are parted by wider gaps, or by the model.
fn letter_spaced(text: &str, tokens: &[Range<usize>], model: &Model<'_>) -> Option<String> {
    let is_single = |t: &Range<usize>| t.len() <= 4 && text[t.clone()].chars().count() == 1;
    let is_letters = |t: &&Range<usize>| is_single(t) && text[(*t).clone()].chars().all(is_letter);
    let letters = tokens.iter().filter(is_letters).count();
    if letters < 4 || letters * 5 < tokens.len() * 4 || !tokens.iter().all(is_single) {
        return None;
    }
    let gaps: Vec<usize> = tokens
        .windows(2)
        .map(|pair| pair[1].start - pair[0].end)
        .collect();
    let narrow = gaps.iter().copied().min().unwrap_or(1);
    let mut closed = String::new();
    for (index, token) in tokens.iter().enumerate() {
        if index > 0 && gaps[index - 1] > narrow {
            closed.push(' ');
        }
        closed.push_str(&text[token.clone()]);
    }
    let words: Vec<String> = closed.split(' ').map(|word| spelled(word, model)).collect();
    let is_word = |word: &String| {
        word.chars().count() > 2 && model.lexicon.is_known(word.trim_matches(|c| !is_letter(c)))
    };
    // Letters that spell no word are letters: a list, a sum, initials.
    let is_spelled = words
        .iter()
        .flat_map(|w| w.split(' '))
        .any(|w| is_word(&w.to_owned()));
    (is_spelled || !model.lexicon.has_list()).then(|| words.join(" "))
}

/// A closed-up word, parted if it is several.
fn spelled(word: &str, model: &Model<'_>) -> String {
    let lower = word.to_lowercase();
    let small: String = lower.chars().filter(|&c| is_letter(c)).collect();
    if model.lexicon.is_known(&small) || small.len() != word.len() {
        return word.to_owned();
    }
    let loss = loss::Line {
        share: 0.5,
        ..loss::Line::UNKNOWN
    };
    let parting = segment::best(&small, model, &loss);
    parting.map_or_else(|| numbered(word, model), |parting| parting.parted(word))
}

/// `CHAPTERIV` is a word and its number.
fn numbered(word: &str, model: &Model<'_>) -> String {
    let stem = word.trim_end_matches(['I', 'V', 'X', 'L', 'C']);
    let cuts = word
        .char_indices()
        .map(|(at, _)| at)
        .filter(|&at| at >= stem.len() && at > 2);
    let mut known = cuts.filter(|&at| model.lexicon.is_known(&word[..at]));
    known.next().map_or_else(
        || word.to_owned(),
        |at| format!("{} {}", &word[..at], &word[at..]),
    )
}

/// What is wrong with the blanks between two tokens.
fn between(
    pen: &mut Pen<'_>,
    text: &str,
    (first, second): (Range<usize>, Range<usize>),
    (model, meant): (&Model<'_>, Meant),
) {
    let (left, right) = (&text[first.clone()], &text[second.clone()]);
    let gap = first.end..second.start;
    let blanks = &text[gap.clone()];
    let shown = |joined: &str| {
        (
            format!("{left}{blanks}{right}"),
            format!("{left}{joined}{right}"),
        )
    };
    let edit = |joined: &str, why: &'static str, certainty| {
        let (before, after) = shown(joined);
        Edit::sure(gap.clone(), joined, why)
            .certainty(certainty)
            .words(&before, &after)
    };
    if closes_up(left, right, model) {
        let why = "a blank before the stop";
        let stays = is_authors(left, right)
            && match meant {
                Meant::Asked => ask(pen, gap.clone(), left, right) != Answer::Accepted,
                Meant::Kept => true,
                Meant::Closed => false,
            };
        if stays {
            return;
        }
        pen.edit(edit("", why, Certainty::Likely));
    } else if !model.has_gaps() && is_inside_brackets(left, right) {
        pen.edit(edit("", "a blank inside the bracket", Certainty::Doubtful));
    } else if is_broken(left, right, model) {
        pen.edit(edit("", "a blank inside a word", Certainty::Likely));
    } else if blanks == "  " || blanks == "   " {
        pen.edit(edit(" ", "more than one blank", Certainty::Sure));
    }
}

/// Whether the second token begins with a stop that belongs to the first.
fn closes_up(left: &str, right: &str, model: &Model<'_>) -> bool {
    // Nearly all tokens begin so.
    if right.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let stops = if model.lexicon.language() == "fr" {
        ",."
    } else {
        ",.;:!?"
    };
    let Some(stop) = right.chars().next().filter(|&c| stops.contains(c)) else {
        return false;
    };
    let rest = right[stop.len_utf8()..].chars().next();
    let is_alone = rest.is_none_or(|c| "”’\"'»)]".contains(c));
    if model.has_gaps() {
        return false;
    }
    let is_after_word =
        left.ends_with(|c: char| is_letter(c) || c.is_ascii_digit() || "”’\"'»)]*†‡".contains(c));
    is_alone && is_after_word
}

/// Whether a blank before a stop may be meant: before `;`, `:`, `!` or `?` and behind a
/// word: no number is before it, which may be a raised call.
fn is_authors(left: &str, right: &str) -> bool {
    right.bytes().next().is_some_and(is_mark) && left.ends_with(is_letter)
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b';' | b':' | b'!' | b'?')
}

fn ask(pen: &mut Pen<'_>, gap: Range<usize>, left: &str, right: &str) -> Answer {
    let question = format!("is the blank in `{left} {right}` meant?");
    let proposal = format!("close it up: {left}{right}");
    pen.ask(gap, question, proposal, "a blank before the stop")
}

fn is_inside_brackets(left: &str, right: &str) -> bool {
    let opens = matches!(left, "(" | "[" | "“") || left.ends_with("(") && left.len() == 1;
    let closes = matches!(right, ")" | "]" | "”" | ")." | ")," | "”." | ".”" | ",”");
    opens && right.starts_with(is_letter) || closes && left.ends_with(is_letter)
}

/// Whether the tokens are halves of a common word and neither is one itself: `toge ther`.
fn is_broken(left: &str, right: &str, model: &Model<'_>) -> bool {
    let second = right.trim_end_matches(|c| !is_letter(c));
    let first = left.trim_start_matches(|c| !is_letter(c));
    if second.is_empty() || !second.chars().all(char::is_lowercase) {
        return false;
    }
    let is_half = |half: &str| {
        // Most words are none.
        if half.len() < 2 || !half.chars().all(is_letter) || half.chars().nth(1).is_none() {
            return false;
        }
        let lower = lowered(half);
        model.occurrences(&lower) < 2 && model.lexicon.log_probability(&lower).is_none()
    };
    is_half(second)
        && is_half(first)
        && model
            .lexicon
            .log_probability(&format!("{first}{second}").to_lowercase())
            .is_some_and(|share| share > -14.5)
}
