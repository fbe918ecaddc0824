//! What Kobo's renderer asks of notes (kobolabs/epub-spec, "Footnotes"). In: the notes. Out: a warning that names those
//! which it will not show beside the text.

use super::volume::Volume;
use crate::book::{Inline, visit_inlines};
use crate::diagnostic::Diagnostic;
use std::ops::RangeInclusive;

/// How many characters a note may have to be shown as a pop-up.
const LENGTH: RangeInclusive<usize> = 9..=5000;
/// So many notes are named.
const NAMED: usize = 8;

/// The notes that are too short or too long, number and stop included.
pub(super) fn warning(volume: &Volume<'_>) -> Option<Diagnostic> {
    let notes = volume.book.notes().iter().zip(&volume.placed);
    let unfit = notes.filter_map(|(note, placed)| {
        let number = placed.number.to_string();
        let mut length = number.len() + ". ".len();
        visit_inlines(&note.body, &mut |inline| {
            if let Inline::Text { text, .. } = inline {
                length += text.chars().count();
            }
        });
        (!LENGTH.contains(&length)).then_some(number)
    });
    let unfit: Vec<String> = unfit.collect();
    if unfit.is_empty() {
        return None;
    }
    let rest = if unfit.len() > NAMED { " …" } else { "" };
    let named = unfit[..unfit.len().min(NAMED)].join(", ");
    let message = format!("Kobo will not pop up notes {named}{rest}");
    let hint = "it wants 9 to 5,000 characters in a note; its link leads to the note all the same";
    Some(Diagnostic::warning("kobo-note-length", message).hint(hint))
}
