//! Texts without blanks. In: the Markdown of a truth, or a repaired galley. Out: [`Stream`]s of characters, each of which
//! knows what gap stands before it.

use pamphleteer::galley::{Galley, Label};
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// What stands between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    None,
    Blank,
    Block,
}

/// Running text, or the bodies of all notes, without blanks.
#[derive(Default)]
pub struct Stream {
    pub chars: Vec<char>,
    /// Before each character.
    pub gaps: Vec<Gap>,
    /// Headings: from which character to which.
    pub headings: Vec<Range<usize>>,
    gap: Option<Gap>,
}

impl Stream {
    pub fn push(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' => self.part(Gap::Block),
                c if c.is_whitespace() => self.part(Gap::Blank),
                c => fold(c, |c| {
                    self.chars.push(c);
                    self.gaps.push(self.gap.take().unwrap_or(Gap::None));
                }),
            }
        }
    }

    pub fn part(&mut self, gap: Gap) {
        self.gap = self.gap.max(Some(gap));
    }
}

/// Kinds of dashes, quotation marks and ellipses count as one, as `score.py` does it.
fn fold(c: char, mut put: impl FnMut(char)) {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' => put('\''),
        '“' | '”' | '„' | '‟' | '″' => put('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => put('-'),
        '…' => (0..3).for_each(|_| put('.')),
        'ﬀ' => "ff".chars().for_each(put),
        'ﬁ' => "fi".chars().for_each(put),
        'ﬂ' => "fl".chars().for_each(put),
        'ﬃ' => "ffi".chars().for_each(put),
        'ﬄ' => "ffl".chars().for_each(put),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        c => put(c),
    }
}

/// What a truth says.
#[derive(Default)]
pub struct Truth {
    pub body: Stream,
    pub notes: Stream,
    /// Calls: after how many characters, and which note.
    pub calls: Vec<(usize, String)>,
    /// Which note a character of `notes` belongs to: where each one begins.
    pub starts: Vec<(usize, String)>,
    /// The words of running text and notes as plain text, a block a line.
    pub plain: String,
    pub words: usize,
    /// Running text that a right reader may keep or not, and headings that may be none: nothing there is judged.
    pub free: Vec<Range<usize>>,
    /// Whether it says which lines are paragraphs and which are headings.
    pub knows_blocks: bool,
    /// Whether its formulas and numbers are to be believed: no extractor hands them on whole.
    pub knows_formulas: bool,
}

impl Truth {
    /// Reads it; `about` says how far it goes (the head of `score_real.py` has the marks and the words).
    pub fn read(markdown: &str, about: &str) -> Truth {
        let markdown: String = markdown.nfc().collect();
        let mut truth = Truth {
            knows_blocks: !about.contains("judge: notes"),
            knows_formulas: !about.contains("formulas: not judged"),
            ..Truth::default()
        };
        let (mut is_optional, mut is_run_in) = (false, false);
        for line in markdown.lines().filter(|line| !line.trim().is_empty()) {
            match line.trim() {
                "<!-- optional -->" => is_optional = true,
                "<!-- /optional -->" => is_optional = false,
                "<!-- run-in -->" => is_run_in = true,
                _ => {
                    let start = truth.body.chars.len();
                    truth.line(line);
                    if is_optional || is_run_in {
                        truth.free.push(start..truth.body.chars.len());
                    }
                    is_run_in = false;
                }
            }
        }
        truth
    }

    /// Whether nothing is judged at a character of the running text.
    pub fn is_free(&self, at: usize) -> bool {
        let next = self.free.partition_point(|free| free.end <= at);
        self.free.get(next).is_some_and(|free| free.start <= at)
    }

    fn line(&mut self, line: &str) {
        let note = line
            .strip_prefix("[^")
            .and_then(|rest| rest.split_once("]:"));
        if let Some((key, words)) = note {
            self.notes.part(Gap::Block);
            self.starts.push((self.notes.chars.len(), key.into()));
            self.words += words.split_whitespace().count();
            self.notes.push(&bare(words));
        } else if line.starts_with("    ") {
            self.notes.part(Gap::Block);
            self.notes.push(&bare(line));
        } else {
            self.block(line);
        }
    }

    fn block(&mut self, line: &str) {
        let words = line.trim_start_matches('#');
        let is_heading = words.len() < line.len();
        let start = self.body.chars.len();
        self.body.part(Gap::Block);
        let mut written = String::new();
        for (index, part) in words.split("[^").enumerate() {
            let call = part.split_once(']').filter(|_| index > 0);
            if let Some((key, _)) = call {
                self.calls.push((self.body.chars.len(), key.into()));
            }
            let text = bare(call.map_or(part, |(_, rest)| rest));
            self.body.push(&text);
            written.push_str(&text);
        }
        self.words += written.split_whitespace().count();
        self.plain.push_str(written.trim());
        self.plain.push_str("\n\n");
        if is_heading {
            self.body.headings.push(start..self.body.chars.len());
        }
    }

    /// The note that a character of `notes` belongs to.
    pub fn note_at(&self, at: usize) -> Option<&str> {
        let next = self.starts.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1).map(|note| self.starts[note].1.as_str())
    }
}

/// Without Markdown's marks.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => {
                out.extend(chars.next());
            }
            '*' => {}
            '_' if !(out.ends_with(char::is_alphanumeric)
                && chars.peek().is_some_and(|c| c.is_alphanumeric())) => {}
            c => out.push(c),
        }
    }
    out
}

/// Where a piece of the galley stands in the streams.
#[derive(Clone, Debug)]
pub struct Place {
    pub source: Range<u32>,
    pub label: Label,
    pub change: Option<u32>,
    /// What furniture says: the words that the truth should not have.
    pub said: Vec<char>,
    /// Its characters in the stream of the running text, or of the notes; for other matter, where it would stand.
    pub range: Range<usize>,
}

/// A repaired galley.
#[derive(Default)]
pub struct Repaired {
    pub body: Stream,
    pub notes: Stream,
    pub places: Vec<Place>,
}

impl Repaired {
    pub fn of(galley: &Galley) -> Repaired {
        let mut out = Repaired::default();
        let mut last = Label::Body;
        // Notes are gathered first, each by itself: one may go on over several pages.
        let mut notes: BTreeMap<u32, Vec<(Place, &str)>> = BTreeMap::new();
        for (piece, range) in galley.reading() {
            let label = piece.label();
            let text = &galley.text()[range];
            let span = piece.span();
            let start = out.body.chars.len();
            let mut place = Place {
                source: span.start..span.end,
                label,
                change: piece.change(),
                said: Vec::new(),
                range: start..start,
            };
            if matches!(label, Label::RunningHead | Label::Folio) {
                let mut said = Stream::default();
                said.push(text);
                place.said = said.chars;
            }
            if let Label::NoteBody(note) = label {
                notes.entry(note.0).or_default().push((place, text));
                continue;
            }
            if label.is_block() && !text.is_empty() {
                // A blank alone begins no block, whatever it is labelled.
                if !text.trim().is_empty() {
                    if std::mem::discriminant(&label) != std::mem::discriminant(&last) {
                        out.body.part(Gap::Block);
                    }
                    last = label;
                }
                out.body.push(text);
                place.range.end = out.body.chars.len();
            }
            out.places.push(place);
        }
        for (mut place, text) in notes.into_values().flat_map(|pieces| {
            let head = pieces.first().map(|(place, _)| (place.clone(), "\n"));
            head.into_iter().chain(pieces)
        }) {
            let start = out.notes.chars.len();
            out.notes.push(text);
            place.range = start..out.notes.chars.len();
            if text != "\n" || place.change.is_some() {
                out.places.push(place);
            }
        }
        out
    }
}
