//! Emphasis. In: words between marks. Out: the marks taken away, and the words set as they say.

use super::work;
use crate::galley::{Edit, Label, Pen};
use crate::source::forms::emphasis;

/// Takes the marks away.
pub(super) fn take(pen: &mut Pen<'_>) {
    let galley = pen.galley().clone();
    let range = work(&galley);
    let text = &galley.text()[range.clone()];
    let why = "a mark of emphasis";
    for pair in emphasis::pairs(text) {
        let shift = |part: std::ops::Range<usize>| part.start + range.start..part.end + range.start;
        let (open, close) = (shift(pair.open), shift(pair.close));
        if galley.label_at(open.start) == Label::Notice {
            continue;
        }
        let marks = [open, close].map(|mark| Edit::sure(mark, "", why));
        pen.set_style(marks, shift(pair.words), pair.style);
    }
}
