//! An open element of PAGE. In: what is found in it. Out: its word, when it ends.

use super::super::sheet::{Baseline, Bounds, Look, Word};
use crate::source::typography::Region;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A block of text, a picture, a rule.
    Region,
    /// A printed line.
    Line,
    /// A word.
    Word,
    /// A character.
    Glyph,
}

/// An open element, and what was found in it.
pub struct Frame {
    /// What it is.
    pub level: Level,
    /// Its box.
    pub bounds: Option<Bounds>,
    /// Its baseline.
    pub baseline: Option<Baseline>,
    /// What the file calls its region.
    pub region: Option<Region>,
    /// The id of its region.
    pub block: Option<String>,
    /// Its first text, and how sure the engine was of it.
    pub text: Option<(String, Option<u8>)>,
    /// How it is set.
    pub look: Option<Look>,
    /// Glyphs of a word, words of a line.
    pub words: Vec<Word>,
    /// Whether a line stood in it.
    pub has_lines: bool,
}

impl Frame {
    /// An element in which nothing has been found.
    #[must_use]
    pub fn new(level: Level, region: Option<Region>, block: Option<String>) -> Frame {
        Frame {
            level,
            bounds: None,
            baseline: None,
            region,
            block,
            text: None,
            look: None,
            words: Vec::new(),
            has_lines: false,
        }
    }
}

/// A word of its glyphs, where they make the same text as its own.
#[must_use]
pub fn word(frame: Frame) -> Word {
    let look = frame.look.unwrap_or_default();
    let spelt: String = frame
        .words
        .iter()
        .map(|glyph| glyph.text.as_str())
        .collect();
    let (text, confidence) = frame.text.unwrap_or_else(|| (spelt.clone(), None));
    let mut word = Word::boxed(frame.bounds, confidence);
    if spelt == text && !spelt.is_empty() {
        for (part, text) in frame.words.iter().flat_map(Word::pieces) {
            let own = if part.look == Look::default() {
                look
            } else {
                part.look
            };
            word.write(text, part.bounds, part.confidence, own);
        }
    } else {
        word.write(&text, None, None, look);
    }
    word
}

/// Points such as `10,20 30,40`.
#[must_use]
pub fn points(value: &str) -> Vec<(f64, f64)> {
    let pairs = value.split_ascii_whitespace().map_while(|pair| {
        let (x, y) = pair.split_once(',')?;
        Some((x.parse().ok()?, y.parse().ok()?))
    });
    pairs.collect()
}
