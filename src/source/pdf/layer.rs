//! The text under a scan. In: invisible glyphs in the order of the stream, as OCR programs write them. Out: [`Piece`]s, a word
//! each; and a page of such words as its [`Part`], made by the scribe of OCR layout.
//!
//! The places of such words are sure, and their order is that of the program's reading. Their faces are not: letters have
//! no shapes and all one width, are stretched to the words of the picture, and their sizes are guesses that waver from line to
//! line. How large type is, the widths of its words say.

use super::glyph::Glyph;
use super::ink;
use super::piece::{Piece, Set};
use super::scan::Scan;
use super::sheet::Part;
use crate::source::ocr::letters;
use crate::source::ocr::level::by_widths;
use crate::source::ocr::scribe::Scribe;
use crate::source::ocr::sheet::{Baseline, Bounds, Look, Row, Sheet, Word};
use crate::source::typography::{Leaf, Style};

/// A word ends where a gap is wider, in ems, where no blank is drawn.
const BLANK: f64 = 0.25;
/// A line ends where the next word begins so many ems back, or stands so many ems higher or lower.
const BACK: f64 = 0.5;
const LEVEL: f64 = 0.5;
/// How far descenders reach below the line, as a part of the size.
const DESCENT: f64 = 0.21;

/// Whether a page is the text under a scan.
pub(super) fn is_layer(glyphs: &[Glyph]) -> bool {
    let hidden = glyphs
        .iter()
        .filter(|glyph| glyph.style.has(Style::INVISIBLE));
    !glyphs.is_empty() && hidden.count() * 2 >= glyphs.len()
}

/// Whether a piece is a word of such text.
pub(super) fn is_word(piece: &Piece) -> bool {
    piece
        .glyphs
        .iter()
        .any(|set| set.glyph.style.has(Style::INVISIBLE))
}

/// The words of a page, in the order of the stream, with the places of their ink where its picture shows them.
pub(super) fn words(glyphs: Vec<Glyph>, scan: Option<&Scan>) -> Vec<Piece> {
    let mut words: Vec<Piece> = Vec::new();
    let mut after_blank = true;
    for glyph in glyphs {
        if glyph.sign.is_blank {
            after_blank = true;
            continue;
        }
        let set = Set { glyph, after_blank };
        match words.last_mut() {
            Some(word) if !after_blank && goes_on(word, &set.glyph) => word.push(set),
            _ => words.push(Piece::new(set)),
        }
        after_blank = false;
    }
    for line in words.chunk_by_mut(|one, next| !ends_line(one, next)) {
        let size = size(line);
        let scan = scan.into_iter();
        scan.for_each(|scan| {
            line.iter_mut()
                .for_each(|word| ink::settle(word, size, scan))
        });
    }
    words
}

fn goes_on(word: &Piece, next: &Glyph) -> bool {
    let em = f64::from(word.size);
    let gap = f64::from(next.left - word.right);
    gap.abs() <= BLANK * em && is_level(word, next.baseline)
}

fn is_level(word: &Piece, baseline: i32) -> bool {
    f64::from((baseline - word.baseline).abs()) <= LEVEL * f64::from(word.size)
}

/// Whether a word begins another line than the one before it.
fn ends_line(one: &Piece, next: &Piece) -> bool {
    let back = f64::from(one.right - next.left);
    back > BACK * f64::from(one.size) || !is_level(one, next.baseline)
}

/// A page of words.
pub(super) fn part(leaf: Leaf, words: &[Piece]) -> Part {
    let lines = words.chunk_by(|one, next| !ends_line(one, next));
    let mut scribe = Scribe::default();
    scribe.page(Sheet {
        width: leaf.width.into(),
        height: leaf.height.into(),
        unit: Some(1.0),
        rows: lines.map(row).collect(),
        ..Sheet::default()
    });
    let (text, runs) = scribe.into_page();
    Part { leaf, text, runs }
}

/// A line of words.
fn row(words: &[Piece]) -> Row {
    let size = size(words);
    let (first, last) = (&words[0], &words[words.len() - 1]);
    let run = f64::from(last.left - first.left);
    Row {
        words: words.iter().map(|own| word(own, size)).collect(),
        baseline: (run > 0.0).then(|| Baseline {
            x: first.left.into(),
            y: first.baseline.into(),
            slope: Some(f64::from(last.baseline - first.baseline) / run),
        }),
        size: Some(size),
        ..Row::default()
    }
}

/// The size of a line's type: that of its words' widths, or what the file says where it has few.
fn size(words: &[Piece]) -> f64 {
    let texts: Vec<String> = words.iter().map(text).collect();
    let widths = words.iter().map(|word| f64::from(word.width()));
    let said = words.iter().map(|word| word.size).max().unwrap_or(1);
    by_widths(texts.iter().map(String::as_str).zip(widths)).unwrap_or(said.into())
}

fn text(word: &Piece) -> String {
    word.glyphs
        .iter()
        .map(|set| &*set.glyph.sign.text)
        .collect()
}

/// A word: in the boxes of its ink, or in the one that its letters have in type of some size.
fn word(own: &Piece, size: f64) -> Word {
    let text = text(own);
    let reach = letters::reach_of(&text).unwrap_or(letters::Reach::Capital);
    let foot = if letters::stands(&text) { 0.0 } else { DESCENT };
    let baseline = f64::from(own.baseline);
    let bounds = Bounds::between(
        own.left.into(),
        baseline - reach.of_size() * size,
        own.right.into(),
        baseline + foot * size,
    );
    let look = Look {
        style: Style::INVISIBLE,
        ..Look::default()
    };
    let is_same = |one: &Set, next: &Set| {
        let of = |set: &Set| (set.glyph.left, set.glyph.right, set.glyph.sign.ink);
        of(one) == of(next)
    };
    let inked = |glyph: &Glyph| {
        let y = |ink: i16| baseline - f64::from(ink) * f64::from(glyph.size) / 1000.0;
        let [head, foot] = [glyph.sign.ink.head, glyph.sign.ink.foot].map(y);
        Bounds::between(glyph.left.into(), head, glyph.right.into(), foot)
    };
    let parts: Vec<&[Set]> = own.glyphs.chunk_by(is_same).collect();
    let has_ink = own.glyphs.iter().all(|set| set.glyph.has_ink());
    if !has_ink || parts.len() == 1 {
        let bounds = if has_ink {
            inked(&parts[0][0].glyph)
        } else {
            bounds
        };
        let mut word = Word::boxed(Some(bounds), None);
        word.write(&text, None, None, look);
        return word;
    }
    let mut word = Word::default();
    for part in parts {
        let text: String = part.iter().map(|set| &*set.glyph.sign.text).collect();
        word.write(&text, Some(inked(&part[0].glyph)), None, look);
    }
    word
}
