//! Side notes as XHTML. In: the side notes of a line. Out: an `aside` each, which stands before the block of the line.

use super::scribe::{Scribe, span_rules};
use crate::book::Inline;

/// A side note stands before what it is about, in smaller letters; where lines are long enough, beside it.
const ASIDES: &str = ".sidenote { margin: 0.5em 0 0.3em 1.5em; font-size: 0.8em; line-height: 1.3; text-align: left; }\n\
    @media (min-width: 28em) {\n\
    .sidenote { float: right; clear: right; max-width: 35%; margin: 0.2em 0 0.5em 1.2em; }\n\
    }\n";
/// The same in a book that runs from right to left.
const ASIDES_BACKWARDS: &str = ".sidenote { margin: 0.5em 1.5em 0.3em 0; font-size: 0.8em; line-height: 1.3; text-align: right; }\n\
    @media (min-width: 28em) {\n\
    .sidenote { float: left; clear: left; max-width: 35%; margin: 0.2em 1.2em 0.5em 0; }\n\
    }\n";

impl Scribe<'_> {
    /// Side notes, which no line may hold: before one, a reader may let them float beside it.
    pub(super) fn asides(&mut self, notes: &[&Inline]) {
        for note in notes {
            let Inline::Span { of, text } = note else {
                continue;
            };
            self.rule(match self.is_backwards {
                true => ASIDES_BACKWARDS,
                false => ASIDES,
            });
            self.push("<aside role=\"note\"");
            self.attributes(of, span_rules);
            self.push(">");
            self.inlines(text, false);
            self.push("</aside>\n");
        }
    }
}
