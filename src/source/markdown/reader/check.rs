//! Attributes that stand behind other things. In: `{…}` after links, pictures, code and headings. Out: a warning for all that
//! says nothing to a book.

use super::Reader;
use super::attributes::{self, Attributes};
use super::class;
use crate::diagnostic::{Diagnostic, Place};
use crate::manifest::language;
use std::ops::Range;

impl Reader<'_> {
    /// Passes over the attributes of a link, a picture or words of a machine that ends at a byte.
    pub(super) fn attributes_behind(&mut self, byte: usize) {
        if self.closed_at.take() != Some(byte) {
            return;
        }
        let text = &self.text[byte..];
        let raw = text.strip_prefix("{=").and_then(|rest| rest.find('}'));
        if let Some(length) = raw.map(|end| end + "{=}".len()) {
            let message = "raw markup of another format is no part of a book: it stays as words";
            self.warn("markdown-raw", message, byte..byte + length);
            self.done = byte + length;
        } else if let Some((length, mut attributes)) = attributes::parse(text) {
            let range = byte..byte + length;
            self.done = range.end;
            match self.leaf().last_picture() {
                Some(_) => self.describe_picture(attributes, range),
                None => {
                    let is_asked = |class: &String| class == class::PAGE_REFERENCE;
                    if attributes.classes.iter().any(is_asked) && self.leaf().refer_to_page() {
                        attributes.classes.retain(|class| !is_asked(class));
                    }
                    self.check(&attributes, |_| false, range);
                }
            }
        }
    }

    /// What the lines of a block of code are written in.
    pub(super) fn code_kind(&mut self, info: &str, range: Range<usize>) -> Option<String> {
        let info = info.trim();
        if info.starts_with("{=") {
            let message = "raw markup of another format is no part of a book: it stays as words";
            self.warn("markdown-raw", message, range);
            return None;
        }
        let Some((_, attributes)) = attributes::parse(info) else {
            let word = info.split_whitespace().next();
            return word.map(|word| word.trim_matches(['{', '}', '.']).to_owned());
        };
        self.anchors.extend(attributes.id);
        attributes.classes.into_iter().next()
    }

    /// Says what of some attributes says nothing to a book; `is_known` is of classes that do.
    pub(super) fn check(
        &mut self,
        attributes: &Attributes,
        is_known: fn(&str) -> bool,
        range: Range<usize>,
    ) {
        if let Some(tag) = &attributes.language
            && let Err(fault) = language::tag(tag)
        {
            self.warn("markdown-language", fault.message, range.clone());
        }
        let strange = attributes.classes.iter();
        for class in strange.filter(|class| !is_known(class)) {
            let message =
                format!("the class `{class}` changes nothing: no edition sets it otherwise");
            self.warn("markdown-class", message, range.clone());
        }
        for (key, _) in &attributes.others {
            let message = format!("`{key}` says nothing to a book and is left out");
            self.warn("markdown-attribute", message, range.clone());
        }
    }

    pub(super) fn warn(
        &mut self,
        code: &'static str,
        message: impl Into<String>,
        range: Range<usize>,
    ) {
        let place = Place::Source(self.span(range));
        self.warnings
            .push(Diagnostic::warning(code, message).at(place));
    }
}
