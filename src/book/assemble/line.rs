//! What stands in a line, as it is gathered. In: words with their style, calls, page turns. Out: [`Inline`]s, blanks in
//! order and none at the ends; words of a style are one emphasis with the blanks between them. Words of different places
//! stay apart: `join` makes one of them.

use super::style;
use crate::book::Inline;
use crate::galley::Label;
use crate::source::Span;
use crate::source::typography::Style;

/// The inlines of a block that is being read.
#[derive(Default)]
pub(super) struct Line {
    inlines: Vec<(Inline, Style)>,
}

impl From<Vec<Inline>> for Line {
    fn from(inlines: Vec<Inline>) -> Line {
        let usual = |inline| (inline, Style::default());
        Line {
            inlines: inlines.into_iter().map(usual).collect(),
        }
    }
}

impl Line {
    /// The last that was added.
    pub fn last(&self) -> Option<&Inline> {
        self.inlines.last().map(|(inline, _)| inline)
    }

    /// Adds what is no words.
    pub fn add(&mut self, inline: Inline) {
        self.inlines.push((inline, Style::default()));
    }

    /// Adds words; never two blanks in a row where nothing stands between and both are set alike.
    pub fn push(&mut self, words: String, span: Span, style: Style) {
        let style = style::held(style);
        let goes_on = self.inlines.last().is_some_and(|(inline, last)| {
            *last == style
                && matches!(inline, Inline::Text { text, at } if at.source == span.source && text.ends_with(' '))
        });
        let text = match goes_on {
            true => words.trim_start().to_owned(),
            false => words,
        };
        if !text.is_empty() {
            self.inlines.push((Inline::Text { text, at: span }, style));
        }
    }

    /// The inlines of a block with some label.
    pub fn finish(self, label: Option<Label>) -> Vec<Inline> {
        let is_plain = self.inlines.iter().all(|(_, s)| *s == Style::default());
        if !is_plain {
            return style::wrapped(self.inlines, label);
        }
        let mut inlines: Vec<Inline> = self.inlines.into_iter().map(|(inline, _)| inline).collect();
        trim(&mut inlines);
        inlines
    }
}

/// Takes the blanks off both ends of a block.
fn trim(inlines: &mut [Inline]) {
    let is_text = |i: &&mut Inline| matches!(i, Inline::Text { .. });
    if let Some(Inline::Text { text, .. }) = inlines.iter_mut().find(is_text) {
        *text = text.trim_start().into();
    }
    if let Some(Inline::Text { text, .. }) = inlines.iter_mut().rev().find(is_text) {
        *text = text.trim_end().into();
    }
}
