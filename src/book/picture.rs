//! Pictures. In: what a text says of one. Out: [`Picture`]: which file, what it shows, how wide it is; the file itself is an
//! [`super::Image`] that the book holds.

use super::several::AT_HEAD;
use super::{Block, Inline, visit_blocks, visit_inlines, words};
use crate::source::Span;

/// A picture, as a text names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its file, as typed.
    pub to: String,
    /// What it shows, for those who can't see it; of one with a caption empty where the caption says it.
    pub alt: String,
    /// How wide it is, where the text says so.
    pub width: Option<Width>,
    /// Where it stands in print; among words always with them.
    pub placement: Placement,
    /// Where the text names it.
    pub at: Span,
}

/// Where a picture stands in print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    /// Where the text names it, or a few paragraphs on, if it would leave a hole.
    #[default]
    Usual,
    /// Where the text names it, whatever hole it leaves.
    Here,
    /// At the top of the next page.
    Top,
    /// At the foot of the next page.
    Bottom,
    /// On a page of its own.
    Page,
    /// On a page of its own, beyond whose edges it goes.
    Bleed,
}

impl Placement {
    /// The placements that can be asked for, by their names.
    pub const NAMES: &'static [(&'static str, Placement)] = &[
        ("here", Placement::Here),
        ("top", Placement::Top),
        ("bottom", Placement::Bottom),
        ("page", Placement::Page),
        ("bleed", Placement::Bleed),
    ];

    /// Its name; none for the usual one.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        let row = Placement::NAMES.iter().find(|(_, own)| *own == self);
        row.map(|(name, _)| *name)
    }

    /// Whether it has a page of its own.
    #[must_use]
    pub fn has_page(self) -> bool {
        matches!(self, Placement::Page | Placement::Bleed)
    }
}

/// How wide a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// So much in a hundred of the lines that it stands among.
    Percent(u16),
    /// In tenths of a millimetre.
    TenthMm(u32),
}

impl Picture {
    /// The picture of a title page, which no text names.
    #[must_use]
    pub fn at_head(to: String) -> Picture {
        Picture {
            to,
            alt: String::new(),
            width: None,
            placement: Placement::Usual,
            at: AT_HEAD,
        }
    }

    /// What it shows: its own words, or those of its caption; empty where nobody says it.
    #[must_use]
    pub fn description(&self, caption: &[Inline]) -> String {
        match self.alt.trim() {
            "" => words(caption)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            alt => alt.to_owned(),
        }
    }

    /// The same, or the name of its file: something always stands where a picture can't.
    #[must_use]
    pub fn stand_in(&self, caption: &[Inline]) -> String {
        match self.description(caption).as_str() {
            "" => format!("[{}]", self.to),
            said => format!("[{said}]"),
        }
    }
}

/// Calls `found` for each picture in some blocks with its caption; those that stand in lines have none.
pub fn visit_pictures<'a>(blocks: &'a [Block], found: &mut dyn FnMut(&'a Picture, &'a [Inline])) {
    visit_blocks(blocks, &mut |block| {
        if let Block::Picture { picture, caption } = block {
            found(picture, caption);
        }
    });
    visit_inlines(blocks, &mut |inline| {
        if let Inline::Picture(picture) = inline {
            found(picture, &[]);
        }
    });
}

/// The pictures of a line that holds nothing else: they stand beside each other.
#[must_use]
pub fn only_pictures(text: &[Inline]) -> Option<Vec<&Picture>> {
    let mut pictures = Vec::new();
    for inline in text {
        match inline {
            Inline::Picture(picture) => pictures.push(picture),
            Inline::Text { text, .. } if text.trim().is_empty() => {}
            Inline::Break => {}
            _ => return None,
        }
    }
    Some(pictures).filter(|pictures| !pictures.is_empty())
}
