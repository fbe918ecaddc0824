//! A page's glyphs become lines of text. In: what a page draws, page after page. Out: the [`Transcription`].

use super::accent;
use super::capitals::{self, Heads};
use super::column;
use super::glyph::Drawn;
use super::layer;
use super::piece::{self, Piece, Set};
use super::row;
use super::setting;
use super::sheet::{self, Part, Sheet};
use super::word::{self, Word};
use crate::source::readers::Transcription;
use crate::source::typography::{Leaf, Run, Style, Typography};

/// Baselines of one run differ by at most this share of its size: scans lean.
const LEVEL: i32 = 25;
/// Sizes of one run differ by at most one part in so many.
const ALIKE: i32 = 33;

/// The longest label of a note, in glyphs.
const LABEL: usize = 5;

/// A transcription as it grows.
#[derive(Default)]
pub(super) struct Transcriber {
    parts: Vec<Part>,
    /// Sheets that may have two pages each: they wait until it shows, at the end or where too many can't be folded.
    waiting: Vec<Sheet>,
    unfolded: usize,
    is_plain: bool,
    /// The text of the page that is being read, and its runs.
    text: String,
    runs: Vec<Run>,
    heads: Heads,
    /// Pages that have words.
    pub worded: usize,
}

impl Transcriber {
    /// Adds a page.
    pub fn page(&mut self, leaf: Leaf, drawn: Drawn) {
        let pieces = match layer::is_layer(&drawn.glyphs) {
            true => layer::words(drawn.glyphs, drawn.scan.as_ref()),
            false => piece::pieces(drawn.glyphs),
        };
        self.worded += usize::from(!pieces.is_empty());
        if self.is_plain {
            let part = self.part(leaf, pieces);
            self.parts.push(part);
            return;
        }
        let fold = sheet::fold(&leaf, &pieces);
        self.unfolded += usize::from(fold.is_none() && !pieces.is_empty());
        self.waiting.push(Sheet { leaf, pieces, fold });
        if self.unfolded > 1 + self.waiting.len() / 10 {
            self.is_plain = true;
            self.take_plain();
        }
    }

    /// Takes what waits as pages.
    fn take_plain(&mut self) {
        for sheet in std::mem::take(&mut self.waiting) {
            let part = self.part(sheet.leaf, sheet.pieces);
            self.parts.push(part);
        }
    }

    fn part(&mut self, leaf: Leaf, pieces: Vec<Piece>) -> Part {
        if pieces.iter().any(layer::is_word) {
            return layer::part(leaf, &pieces);
        }
        let regions = column::regions(pieces);
        let lines: Vec<Vec<Set>> = regions
            .into_iter()
            .flat_map(row::rows)
            .map(|row| accent::settle(row.into_glyphs()))
            .collect();
        let draws_blanks = word::draws_blanks(lines.iter());
        let words = |mut sets: Vec<Set>| {
            setting::mark(&mut sets);
            let mut words = word::words(sets, draws_blanks);
            capitals::scaled(&mut words);
            words
        };
        let lines: Vec<Vec<Word>> = lines.into_iter().map(words).collect();
        lines.iter().for_each(|line| self.heads.learn(line));
        for line in lines {
            self.line(line);
        }
        Part {
            leaf,
            text: std::mem::take(&mut self.text),
            runs: std::mem::take(&mut self.runs),
        }
    }

    fn line(&mut self, mut words: Vec<Word>) {
        self.heads.mark(&mut words);
        let start = self.text.len();
        let words = part_label(words);
        for word in &words {
            if self.text.len() > start {
                self.text.push(' ');
            }
            self.word(word);
        }
        if self.text.len() > start {
            self.text.push('\n');
        }
    }

    /// Adds a word, in runs of what is set in one way.
    fn word(&mut self, word: &Word) {
        let spaced = word::spaced_style(word);
        let first = self.runs.len();
        for set in &word.glyphs {
            let glyph = &set.glyph;
            let start = self.text.len() as u32;
            self.text.push_str(&glyph.sign.text);
            let end = self.text.len() as u32;
            if start == end {
                continue;
            }
            let next = Run {
                start,
                end,
                left: glyph.left,
                right: glyph.right,
                baseline: glyph.baseline,
                size: glyph.size,
                foot: glyph.sign.ink.foot,
                head: glyph.sign.ink.head,
                style: glyph.style | spaced,
                face: glyph.face,
                confidence: if &*glyph.sign.text == "\u{fffd}" {
                    0
                } else {
                    100
                },
            };
            match self.runs[first..].last_mut() {
                Some(run) if is_alike(run, &next) => join(run, &next),
                _ => self.runs.push(next),
            }
        }
    }

    /// The whole.
    pub fn finish(mut self) -> Transcription {
        if sheet::are_pairs(&self.waiting) {
            let sheets = std::mem::take(&mut self.waiting).into_iter();
            let halves =
                sheets.map(|sheet| sheet.halves().map(|(leaf, half)| self.part(leaf, half)));
            self.parts = sheet::pages(halves.collect());
        } else {
            self.take_plain();
        }
        let (mut text, mut runs, mut pages) = (String::new(), Vec::new(), Vec::new());
        for part in self.parts {
            if !pages.is_empty() {
                text.push('\u{c}');
            }
            let start = text.len() as u32;
            text.push_str(&part.text);
            runs.extend(part.runs.into_iter().map(|run| Run {
                start: run.start + start,
                end: run.end + start,
                ..run
            }));
            pages.push(part.leaf);
        }
        let typography = Typography::new(&text, pages, runs);
        Transcription { text, typography }
    }
}

/// Parts the label of a note from its first word: TeX sets a raised number and the word after it without a gap. Nothing else
/// that is raised begins a line, since a call stays with the word before it.
fn part_label(mut words: Vec<Word>) -> Vec<Word> {
    let Some(first) = words.first_mut() else {
        return words;
    };
    let is_raised = |set: &Set| set.glyph.style.has(Style::RAISED);
    let raised = first.glyphs.iter().take_while(|set| is_raised(set)).count();
    if (1..=LABEL).contains(&raised) && raised < first.glyphs.len() {
        let rest = first.glyphs.split_off(raised);
        let word = Word {
            glyphs: rest,
            is_spaced: first.is_spaced,
        };
        words.insert(1, word);
    }
    words
}

/// Whether two runs are set in one way.
fn is_alike(run: &Run, next: &Run) -> bool {
    run.style == next.style
        && run.face == next.face
        && (run.size - next.size).abs() * ALIKE <= run.size
        && (run.baseline - next.baseline).abs() * LEVEL <= run.size
        && run.confidence == next.confidence
}

fn join(run: &mut Run, next: &Run) {
    run.end = next.end;
    run.left = run.left.min(next.left);
    run.right = run.right.max(next.right);
    run.foot = run.foot.min(next.foot);
    run.head = run.head.max(next.head);
}

/// Whether a style says that nothing is drawn.
pub(super) fn is_invisible(style: Style) -> bool {
    style.has(Style::INVISIBLE)
}
