//! Lines of Muse. In: inlines. Out: a line in which each sign is one, and all that only looks like one is marked as words.

use super::shown;
use crate::book::{Book, Inline};
use std::collections::BTreeSet;

/// Writes a book.
pub(super) struct Muse<'b> {
    pub(super) book: &'b Book,
    /// The names that links can lead to.
    pub(super) anchors: BTreeSet<String>,
}

/// Marks words as words.
fn verbatim(words: &str) -> String {
    format!("<verbatim>{words}</verbatim>")
}

/// Signs that are signs wherever they stand.
const SIGNS: &[&str] = &[
    "{{{", "}}}", "~~", "::", "+|", "|+", "*", "=", "[", "]", "|", "<",
];

/// Words for a line of the head, where nothing but a line's end has to be told.
pub(super) fn value(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    escaped(&words.join(" "))
}

fn escaped(words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some(next) = rest.chars().next() {
        // A row of signs is marked as one.
        let mut end = 0;
        while let Some(sign) = SIGNS.iter().find(|sign| rest[end..].starts_with(**sign)) {
            end += sign.len();
        }
        if end > 0 {
            out.push_str(&verbatim(&rest[..end]));
            rest = &rest[end..];
        } else {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out
}

/// The same at the beginning of a paragraph, where more is a sign: marks of lists, of comments, of what is said of the book.
pub(super) fn begun(line: String) -> String {
    let first = line.split(' ').next().unwrap_or_default();
    let is_number = first.strip_suffix('.').is_some_and(|number| {
        let is_plain = number.chars().all(|c| c.is_ascii_alphanumeric());
        is_plain && (1..6).contains(&number.len())
    });
    let is_sign = first.starts_with(['#', ';', '>', '-']) || is_number;
    match is_sign {
        true => format!("{}{}", verbatim(first), &line[first.len()..]),
        false => line,
    }
}

impl Muse<'_> {
    /// Words that may hold signs.
    pub(super) fn words(&self, words: &str) -> String {
        escaped(words)
    }

    /// Inlines as a line.
    pub(super) fn line(&self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        for inline in inlines {
            self.inline(inline, &mut out);
        }
        out
    }

    fn inline(&self, inline: &Inline, out: &mut String) {
        match inline {
            Inline::Text { text, .. } => out.push_str(&escaped(text)),
            Inline::Emphasis(inner) => self.tagged("em", inner, out),
            Inline::Strong(inner) => self.tagged("strong", inner, out),
            Inline::SmallCapitals(inner) => self.tagged("sc", inner, out),
            Inline::Raised(inner) => self.tagged("sup", inner, out),
            Inline::Lowered(inner) => self.tagged("sub", inner, out),
            Inline::Struck(inner) => self.tagged("del", inner, out),
            Inline::Typewriter(inner) => self.tagged("code", inner, out),
            // It stands before its block.
            Inline::Span { .. } if inline.side_note().is_some() => {}
            Inline::Span { of, text } => match &of.language {
                Some(language) => {
                    let tag = language.split('-').next().unwrap_or_default();
                    out.push_str(&format!("<[{tag}]>{}</[{tag}]>", self.line(text)));
                }
                None => out.push_str(&self.line(text)),
            },
            Inline::Link { to, text }
                if to
                    .strip_prefix('#')
                    .is_some_and(|name| !self.anchors.contains(name)) =>
            {
                out.push_str(&self.line(text));
            }
            Inline::Link { to, text } => {
                let to = to
                    .replace(' ', "%20")
                    .replace(']', "%5D")
                    .replace('[', "%5B");
                let (words, calls) = self.bracketed(text);
                out.push_str(&format!("[[{to}][{words}]]{calls}"));
            }
            Inline::Call { note, .. } => out.push_str(&format!("[{}]", self.number(*note))),
            // Names stand in lines of their own.
            Inline::PageTurn { .. } | Inline::Anchor(_) => {}
            Inline::Picture(picture) => {
                out.push_str(&shown(picture, &escaped(&picture.description(&[]))));
            }
            Inline::Break => out.push_str(" <br> "),
        }
    }

    /// Words for between the brackets of a link or a picture, where none may stand, and the calls that go behind them.
    pub(super) fn bracketed(&self, inlines: &[Inline]) -> (String, String) {
        let mut calls = String::new();
        let words = self.without_calls(inlines, &mut calls);
        (self.line(&words), calls)
    }

    fn without_calls(&self, inlines: &[Inline], calls: &mut String) -> Vec<Inline> {
        let mut kept = Vec::with_capacity(inlines.len());
        for inline in inlines {
            if let Inline::Call { .. } = inline {
                self.inline(inline, calls);
                continue;
            }
            let mut inline = inline.clone();
            if let Some(inner) = inline.inner_mut() {
                *inner = self.without_calls(inner, calls);
            }
            kept.push(inline);
        }
        kept
    }

    /// Tags say it wherever words stand; signs would do so only between blanks and stops.
    fn tagged(&self, tag: &str, inner: &[Inline], out: &mut String) {
        let words = self.line(inner);
        if !words.is_empty() {
            out.push_str(&format!("<{tag}>{words}</{tag}>"));
        }
    }
}
