//! What attributes of ALTO say. In: a tag, or its values. Out: boxes, baselines, styles, confidences, and strings put together.

use super::super::markup::Tag;
use super::super::sheet::{Baseline, Bounds, Word, joined};
use crate::source::typography::Style;

/// The widest gap, as a part of the height, within a word that is written in several strings; a blank is wider.
const WIDEST_JOIN: f64 = 0.12;

/// The box of an element.
#[must_use]
pub fn place(tag: &Tag<'_>) -> Option<Bounds> {
    let (width, height) = (tag.number("WIDTH")?, tag.number("HEIGHT")?);
    let left = tag.number("HPOS").unwrap_or(0.0);
    let top = tag.number("VPOS").unwrap_or(0.0);
    Some(Bounds::between(left, top, left + width, top + height))
}

/// A baseline: a height, or from version 4 on points.
#[must_use]
pub fn baseline(value: &str, line: Bounds) -> Option<Baseline> {
    let numbers = value.split([' ', ',']).filter(|n| !n.is_empty());
    let numbers: Vec<f64> = numbers.map_while(|n| n.parse().ok()).collect();
    match numbers[..] {
        [y] => Some(Baseline {
            x: line.middle(),
            y,
            slope: None,
        }),
        [x0, y0, .., x1, y1] => Some(Baseline {
            x: x0,
            y: y0,
            slope: (x1 > x0).then(|| (y1 - y0) / (x1 - x0)),
        }),
        _ => None,
    }
}

/// The styles of a list of names.
#[must_use]
pub fn style(names: &str) -> Style {
    let mut style = Style::default();
    for name in names.split_ascii_whitespace() {
        style |= match name.to_ascii_lowercase().as_str() {
            "bold" => Style::BOLD,
            "italics" | "italic" => Style::ITALIC,
            "superscript" => Style::RAISED,
            "subscript" => Style::LOWERED,
            "smallcaps" => Style::SMALL_CAPITALS,
            _ => Style::default(),
        };
    }
    style
}

/// A share of one in percent.
#[must_use]
pub fn percent(share: f64) -> u8 {
    (share * 100.0).round().clamp(0.0, 100.0) as u8
}

/// The confidence of a word: its own, or that of its worst character, which is written from 0, sure, to 9.
#[must_use]
pub fn confidence(tag: &Tag<'_>) -> Option<u8> {
    if let Some(share) = tag.number("WC") {
        return Some(percent(share));
    }
    let signs = tag.get("CC")?;
    let worst = signs.chars().filter_map(|c| c.to_digit(10)).max()?;
    Some(percent(1.0 - f64::from(worst) / 9.0))
}

/// Whether a string goes on where another ended.
#[must_use]
pub fn is_near(before: &Word, after: &Word) -> bool {
    match (before.bounds, after.bounds) {
        (Some(before), Some(after)) => {
            let height = before.height().max(after.height());
            (after.left - before.right).abs() <= WIDEST_JOIN * height
        }
        _ => false,
    }
}

/// Puts two words together, each with its box.
pub fn append(word: &mut Word, more: Word) {
    for one in word.parts.iter_mut().filter(|_| word.bounds.is_some()) {
        one.bounds = one.bounds.or(word.bounds);
    }
    for (part, text) in more.pieces() {
        let bounds = part.bounds.or(more.bounds);
        word.write(text, bounds, part.confidence, part.look);
    }
    word.bounds = joined(word.bounds, more.bounds);
    word.confidence = word.confidence.into_iter().chain(more.confidence).min();
}
