//! Bare addresses as links. In: words. Out: markup.

use super::scribe::Scribe;
use crate::book::addresses;
use crate::editions::xml::{address, escaped};

impl Scribe<'_> {
    /// Words, with the bare addresses in them as links.
    pub(super) fn linked_words(&mut self, text: &str) {
        for (part, to) in addresses::parts(text) {
            match to.and_then(|to| address(&to)) {
                Some(to) => {
                    self.push(&format!("<a href=\"{}\">", escaped(&to)));
                    self.words(&text[part]);
                    self.push("</a>");
                }
                None => self.words(&text[part]),
            }
        }
    }
}
