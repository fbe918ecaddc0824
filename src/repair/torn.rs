//! Torn words. In: a word broken at a page end, whose first half an extractor joined to the note below: `quan9. The note`.
//! Out: the note on a line of its own, and the half with a hyphen at its line's end, so that it can find the other half.
//!
//! Extractors that write broken words whole take what stands next for the second half. At a page end that is the number
//! or the first word of a note. The second half then heads the next page, or the next line if only a call stood between.

use super::foot::marks::{Kind, marks};
use super::words::is_derived;
use super::{GoesBy, Pass, Rules};
use crate::galley::{Edit, Galley, Label, Line, Pen};
use crate::ledger::{Certainty, Reason};
use crate::lexicon::vocabulary::is_letter;
use crate::lexicon::{Lexicon, Vocabulary};
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "torn",
    says: "words torn by notes",
    about: "broken words parted from the note that was joined to them",
    goes_by: GoesBy::Print,
    run,
};

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    let lines = inked(&galley);
    if breaks_words(&galley, &lines) {
        return;
    }
    let words = Words {
        lexicon: &rules.lexicon,
        own: Vocabulary::of(galley.text()),
    };
    let pages: Vec<&[Line]> = lines.chunk_by(|a, b| a.page == b.page).collect();
    if let [all] = pages[..] {
        let full = full_line(&galley, all);
        for at in 0..all.len() {
            let near = &all[at..all.len().min(at + REACH)];
            if let Some(edit) = words.torn_somewhere(&galley, near, full) {
                pen.edit(edit);
            }
        }
    }
    for (at, page) in pages.iter().enumerate() {
        let next = pages.get(at + 1).and_then(|next| next.first());
        if let Some(second) = next.and_then(|line| small_letters(&galley, line)) {
            let full = full_line(&galley, page);
            let torn = page.iter().rev().find_map(|line| {
                let is_double = length(&galley, line) as f32 > DOUBLE * full as f32;
                words.torn(&galley, line, (second, is_double))
            });
            if let Some(edit) = torn {
                pen.edit(edit);
            }
        }
        for pair in page.windows(2) {
            if let Some(edit) = words.called(&galley, &pair[0], &pair[1]) {
                pen.edit(edit);
            }
        }
    }
}

/// The lines with ink that are no furniture.
fn inked(galley: &Galley) -> Vec<Line> {
    let mut lines = galley.lines();
    lines.retain(|line| {
        line.label == Label::Body && !galley.text()[line.range.clone()].trim().is_empty()
    });
    lines
}

fn length(galley: &Galley, line: &Line) -> usize {
    galley.text()[line.range.clone()].trim().chars().count()
}

/// The characters of a full line: three lines in four of a page have no more.
fn full_line(galley: &Galley, page: &[Line]) -> usize {
    let mut lengths: Vec<usize> = page.iter().map(|line| length(galley, line)).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 3 / 4).copied().unwrap_or(0)
}

/// Whether broken words stand in the text as they were printed: such an extractor joins none to a note.
fn breaks_words(galley: &Galley, lines: &[Line]) -> bool {
    let broken = lines.iter().filter(|line| {
        let text = galley.text()[line.range.clone()].trim_end();
        let first = text.trim_end_matches(['-', '‐', '\u{ad}', '¬']);
        first.len() < text.len() && first.ends_with(is_letter)
    });
    broken.count() > lines.len() / BROKEN
}

/// The letters that a line begins with, if they may be the end of a word.
fn small_letters<'g>(galley: &'g Galley, line: &Line) -> Option<&'g str> {
    let text = galley.text()[line.range.clone()].trim_start();
    let end = text.find(|c| !is_letter(c)).unwrap_or(text.len());
    (end > 0 && text.starts_with(char::is_lowercase)).then_some(&text[..end])
}

/// A text whose broken words are joined has a hyphen at fewer than one line end in so many: true ones only.
const BROKEN: usize = 100;

/// What the passes know of words.
struct Words<'a> {
    lexicon: &'a Lexicon,
    own: Vocabulary,
}

impl Words<'_> {
    fn is_word(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.lexicon.is_known(&word)
            || self.own.occurrences(&word) > 1
            || is_derived(self.lexicon, &word)
    }

    /// The edit that parts a line's torn word from the note, if the line has one that `second` completes. A line twice as
    /// long as others is one of text and one of a note, whatever the halves make.
    fn torn(
        &self,
        galley: &Galley,
        line: &Line,
        (second, is_double): (&str, bool),
    ) -> Option<Edit> {
        let text = &galley.text()[line.range.clone()];
        let runs = words_of(text);
        let (run, cut) = runs.into_iter().rev().find_map(|run| {
            let cut = self.before_number(text, &run, (second, is_double));
            let cut = cut.or_else(|| self.before_word(text, &run, second));
            cut.map(|cut| (run, cut))
        })?;
        let why = Reason::from("a word broken at the page end was joined to the note below it")
            .because("its other half heads the next page", 4.0);
        Some(part((text, line.range.start), (run, cut), why))
    }

    /// The edit where page turns are lost: the other half of a word with a note behind it heads a line further down. What is
    /// a word by itself stands there by chance, unless the line is one of text and one of a note, and the first half no word.
    fn torn_somewhere(&self, galley: &Galley, lines: &[Line], full: usize) -> Option<Edit> {
        let (line, below) = lines.split_first()?;
        let text = &galley.text()[line.range.clone()];
        let runs = words_of(text);
        let glued = runs.iter().rev().filter(|run| {
            let first = letters(&text[(*run).clone()]).map_or(0, str::len);
            // What a call tore is another matter: nothing stands behind it.
            let has_words = run.end < text.trim_end().len();
            first > 0 && has_words && !marks(&text[run.start + first..]).is_empty()
        });
        let is_double = length(galley, line) as f32 > DOUBLE * full as f32;
        let why = "a word broken at a page end was joined to the note below it";
        glued.into_iter().find_map(|run| {
            let first = letters(&text[run.clone()])?;
            let may_be = |second: &&str| !self.is_word(second) || is_double && !self.is_word(first);
            let seconds = below.iter().filter_map(|line| small_letters(galley, line));
            let mut cuts = seconds.filter(may_be).filter_map(|second| {
                let cut = self.before_number(text, run, (second, false));
                cut.filter(|&cut| cut == run.start + first.len())
            });
            let why = Reason::from(why).because("its other half heads a line below", 3.0);
            let cut = cuts.next()?;
            Some(part((text, line.range.start), (run.clone(), cut), why))
        })
    }

    /// The end of a first half with a note's number behind it: `quan9. Bremm`, `quan[9] Bremm`.
    fn before_number(
        &self,
        text: &str,
        run: &Range<usize>,
        (second, is_double): (&str, bool),
    ) -> Option<usize> {
        let first = letters(&text[run.clone()])?;
        let rest = &text[run.start + first.len()..];
        let mark = marks(rest).into_iter().find(|mark| mark.misread == 0)?;
        let is_whole = self.is_word(&format!("{first}{second}"));
        if !(is_whole || is_double) {
            return None;
        }
        let rest = rest[mark.len..].trim_end();
        let is_end = rest.is_empty();
        let note = rest.trim_start_matches([' ', '“', '‘', '"', '«', '(']);
        let is_set_off = note.len() < rest.len() || mark.kind != Kind::Plain;
        let is_note = is_set_off && note.starts_with(char::is_uppercase);
        let is_rare = |half: &str| self.lexicon.log_probability(half).is_none_or(|p| p < RARE);
        let is_half = is_rare(first) || is_rare(second);
        (is_note || is_end && is_half && is_whole).then_some(run.start + first.len())
    }

    /// The end of a first half with a note's word behind it: `provithe miller`, from `provided`.
    fn before_word(&self, text: &str, run: &Range<usize>, second: &str) -> Option<usize> {
        let whole = letters(&text[run.clone()]).filter(|w| w.chars().count() > 4)?;
        if self.is_word(whole) || whole.starts_with(char::is_uppercase) {
            return None;
        }
        if let Some(cut) = self.before_capital(whole, second) {
            return Some(run.start + cut);
        }
        let cuts = whole.char_indices().map(|(at, _)| at).skip(2);
        let fits = |&cut: &usize| {
            let (first, note) = whole.split_at(cut);
            let is_common = |word: &str| {
                let share = self.lexicon.log_probability(word);
                share.is_some_and(|share| share > COMMON)
            };
            is_common(note)
                && (note.chars().count() > 2 || self.lexicon.is_function_word(note))
                && !(is_common(first) && is_common(second))
                && self.is_word(&format!("{first}{second}"))
        };
        cuts.filter(fits).last().map(|cut| run.start + cut)
    }

    /// Where a note begins with a capital inside a word that `second` completes: `adveniCf` before `miento`.
    fn before_capital(&self, whole: &str, second: &str) -> Option<usize> {
        let cut = whole.find(char::is_uppercase).filter(|&cut| cut > 1)?;
        let first = &whole[..cut];
        (!self.is_word(first) && self.is_word(&format!("{first}{second}"))).then_some(cut)
    }

    /// A word that only a call tore: `possi91` and `ble.` on the next line.
    fn called(&self, galley: &Galley, line: &Line, next: &Line) -> Option<Edit> {
        let second = small_letters(galley, next)?;
        let text = &galley.text()[line.range.clone()];
        let run = words_of(text)
            .pop()
            .filter(|run| run.end == text.trim_end().len())?;
        let first = letters(&text[run.clone()])?;
        let call = &text[run.start + first.len()..run.end];
        let is_call = (1..=3).contains(&call.len()) && call.bytes().all(|b| b.is_ascii_digit());
        let is_torn = is_call && !self.is_word(first) && self.is_word(&format!("{first}{second}"));
        let start = line.range.start + run.start + first.len();
        let end = next.range.start + galley.text()[next.range.clone()].trim_end().len();
        let below = &galley.text()[next.range.start..end];
        let tail = below.trim_start();
        let close = tail.find(char::is_whitespace).unwrap_or(tail.len());
        let gap = &galley.text()[line.range.end..next.range.start];
        let whole = below.len() - tail.len() + close;
        let rest = &below[whole..];
        let after = format!("{}{call}{gap}", &tail[..close]);
        let why = "a broken word's call stood in the place of its second half";
        is_torn.then(|| {
            let skip = rest.len() - rest.trim_start().len();
            Edit::sure(start..next.range.start + whole + skip, after, why)
                .certainty(Certainty::Likely)
        })
    }
}

/// Parts a run of a line before the note that was joined to it, and gives its first half a hyphen.
fn part((text, start): (&str, usize), (run, cut): (Range<usize>, usize), why: Reason) -> Edit {
    let parted = format!("{}-/{}", &text[run.start..cut], &text[cut..run.end]);
    let at = start + cut;
    let edit = Edit::sure(at..at, "-\n", why).certainty(Certainty::Likely);
    edit.words(&text[run], &parted)
}

/// A line with a note's first line behind it is this much longer than a full one.
const DOUBLE: f32 = 1.4;

/// So many lines below at the most heads the other half a page, where no page turns are known.
const REACH: usize = 60;

/// A word that stands in any book: 1 in 100,000.
const COMMON: f32 = -11.5;

/// A word that few pages have: 1 in 500,000.
const RARE: f32 = -13.0;

/// The runs between blanks, hyphens and dashes.
fn words_of(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let parts = c.is_whitespace() || matches!(c, '-' | '—' | '–');
        match start {
            Some(from) if parts => {
                runs.push(from..at);
                start = None;
            }
            None if !parts => start = Some(at),
            _ => {}
        }
    }
    runs.extend(start.map(|from| from..text.len()));
    runs
}

/// The letters that a run begins with, two at least.
fn letters(run: &str) -> Option<&str> {
    let end = run.find(|c| !is_letter(c)).unwrap_or(run.len());
    let first = &run[..end];
    (first.chars().count() > 1).then_some(first)
}
