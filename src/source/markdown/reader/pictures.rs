//! Pictures. In: `![words](file){width=50%}`, as the parser finds it and its attributes. Out: tokens; what says nothing to a
//! book is named.

use super::super::attributes::Attributes;
use super::super::leaf::Wrap;
use super::super::masked::unmasked;
use super::Reader;
use crate::book::{Block, Inline, Picture, Placement, Width, visit_inlines};
use std::ops::Range;

impl Reader<'_> {
    /// A picture begins.
    pub(super) fn picture(&mut self, to: &str, title: &str, range: Range<usize>) {
        let picture = Picture {
            to: unmasked(to),
            alt: String::new(),
            width: None,
            placement: Placement::Usual,
            at: self.span(range.clone()),
        };
        if !self.leaf().open(Wrap::Picture(picture)) {
            let message =
                "a picture stands too deep within other things: its description takes its place";
            self.warn("markdown-picture", message, range.clone());
        }
        if !title.is_empty() {
            let message = "the title of a picture says nothing to a book and is left out";
            self.warn("markdown-attribute", message, range);
        }
    }

    /// What attributes say of the picture that stands before them.
    pub(super) fn describe_picture(&mut self, mut attributes: Attributes, range: Range<usize>) {
        if let Some(id) = attributes.id.take() {
            self.leaf().name_picture(id);
        }
        for (key, value) in std::mem::take(&mut attributes.others) {
            let width = width(&value).filter(|_| key == "width");
            let picture = self.leaf().last_picture();
            match (key.as_str(), picture, width) {
                ("alt", Some(picture), _) => picture.alt = one_blank(&value),
                ("width", Some(picture), Some(width)) => picture.width = Some(width),
                ("width", ..) => {
                    let message = format!(
                        "`{value}` is no width: the picture is as wide as its pixels make it"
                    );
                    self.warn("markdown-attribute", message, range.clone());
                }
                // With its width a picture has its height.
                ("height", ..) => {}
                ("placement", picture, _) => {
                    let known = Placement::NAMES.iter().find(|(name, _)| *name == value);
                    match (known, picture) {
                        (Some((_, placement)), Some(picture)) => picture.placement = *placement,
                        _ => {
                            let names =
                                Placement::NAMES.iter().map(|(name, _)| format!("`{name}`"));
                            let names = names.collect::<Vec<_>>().join(", ");
                            let message = format!("`{value}` is no placement: it can be {names}");
                            self.warn("markdown-attribute", message, range.clone());
                        }
                    }
                }
                _ => attributes.others.push((key, value)),
            }
        }
        if !attributes.title.is_empty() {
            attributes.others.push(("title".into(), String::new()));
        }
        self.check(&attributes, |_| false, range);
    }
}

/// A picture among words: what it holds is its description, of which only words are kept, and behind it what else says
/// something: calls, pages and names.
pub(in super::super) fn pictured(mut picture: Picture, words: Vec<Inline>) -> Vec<Inline> {
    if picture.alt.is_empty() {
        picture.alt = picture.description(&words);
    }
    let mut names = Vec::new();
    let mut others = Vec::new();
    let block = [Block::Paragraph(words)];
    visit_inlines(&block, &mut |inline| match inline {
        Inline::Anchor(_) => names.push(inline.clone()),
        Inline::Call { .. } | Inline::PageTurn { .. } => others.push(inline.clone()),
        _ => {}
    });
    names.push(Inline::Picture(picture));
    names.append(&mut others);
    names
}

pub(super) fn one_blank(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Units of length, in tenths of a millimetre; a pixel is one of CSS.
const UNITS: &[(&str, f64)] = &[
    ("mm", 10.0),
    ("cm", 100.0),
    ("in", 254.0),
    ("pt", 254.0 / 72.0),
    ("pc", 254.0 / 6.0),
    ("px", 254.0 / 96.0),
    ("", 254.0 / 96.0),
];
/// No picture is wider than ten metres.
const WIDEST: f64 = 100_000.0;

/// Whether a picture can be so wide.
pub(in super::super) fn is_width(typed: &str) -> bool {
    width(typed).is_some()
}

/// A width as typed: `50%`, `40mm`, `3in`, `200px`.
pub(super) fn width(typed: &str) -> Option<Width> {
    let typed = typed.trim();
    let end = typed.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (number, unit) = typed.split_at(end.unwrap_or(typed.len()));
    let number: f64 = number.parse().ok().filter(|n: &f64| *n > 0.0)?;
    if unit == "%" {
        return Some(Width::Percent(number.round().clamp(1.0, 100.0) as u16));
    }
    let (_, tenths) = UNITS.iter().find(|(name, _)| *name == unit)?;
    Some(Width::TenthMm(
        (number * tenths).round().clamp(1.0, WIDEST) as u32
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_have_units() {
        for (typed, want) in [
            ("50%", Width::Percent(50)),
            ("33.4%", Width::Percent(33)),
            ("250%", Width::Percent(100)),
            ("40mm", Width::TenthMm(400)),
            ("4.05cm", Width::TenthMm(405)),
            ("2in", Width::TenthMm(508)),
            ("96px", Width::TenthMm(254)),
            ("96", Width::TenthMm(254)),
        ] {
            assert_eq!(width(typed), Some(want), "{typed}");
        }
        for none in ["", "wide", "0", "3em", "-4mm", "1.2.3mm"] {
            assert_eq!(width(none), None, "{none}");
        }
    }
}
