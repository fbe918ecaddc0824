//! What an archive asks of the screen edition: PDF/A-1, level B (ISO 19005-1). In: the draft. Out: the same with what that
//! standard wants beyond: version 1.4, an output intent for the colours, the list of each font's glyphs, and nothing
//! larger than PDF 1.4 knows.

use super::carcass::{self, Draft};
use super::fonts::{Fonts, Subset};
use super::profile;
use crate::diagnostic::Diagnostic;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// Prepares a draft, the last thing before it is written.
///
/// # Errors
/// A document that is too large for PDF 1.4.
pub(crate) fn prepare(draft: &mut Draft, fonts: &Fonts) -> Result<(), Diagnostic> {
    draft.document.version = "1.4".into();
    for (face, subset) in fonts.0.iter().enumerate() {
        if let Some(subset) = subset {
            list_glyphs(draft, face, subset).map_err(carcass::broken)?;
        }
    }
    let intent = intent(&mut draft.document);
    super::finish::catalog(draft, |catalog| {
        catalog.set("OutputIntents", vec![intent.into()])
    });
    let objects = draft.document.objects.values();
    objects.into_iter().try_for_each(check)
}

/// Sets `/CIDSet` (6.3.5): a bit for each glyph that the subset has, which is all of them.
fn list_glyphs(draft: &mut Draft, face: usize, subset: &Subset) -> lopdf::Result<()> {
    let count = subset.widths.len();
    let mut bits = vec![0xff; count / 8];
    if !count.is_multiple_of(8) {
        bits.push(0xff << (8 - count % 8));
    }
    let set = draft
        .document
        .add_object(Stream::new(Dictionary::new(), bits));
    let descriptor = carcass::descriptor(&draft.document, draft.fonts, face)?;
    let descriptor = draft.document.get_dictionary_mut(descriptor)?;
    descriptor.set("CIDSet", set);
    Ok(())
}

/// The output intent (6.2.2): the colours of a screen, among which the greys of the text are.
fn intent(document: &mut Document) -> Dictionary {
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, profile::screen()));
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal(profile::SCREEN),
        "Info" => Object::string_literal(profile::SCREEN),
        "DestOutputProfile" => profile,
    }
}

/// Entries of an array (PDF 1.4, appendix C, as ISO 19005-1, 6.1.12, makes it a rule).
const ENTRIES: usize = 8_191;

/// Bytes of a string.
const BYTES: usize = 65_535;

/// Looks for arrays and strings that are too large.
fn check(object: &Object) -> Result<(), Diagnostic> {
    match object {
        Object::Array(entries) if entries.len() > ENTRIES => Err(too_large("list", entries.len())),
        Object::String(bytes, _) if bytes.len() > BYTES => Err(too_large("string", bytes.len())),
        Object::Array(entries) => entries.iter().try_for_each(check),
        Object::Dictionary(entries) => entries.iter().try_for_each(|(_, entry)| check(entry)),
        Object::Stream(stream) => stream.dict.iter().try_for_each(|(_, entry)| check(entry)),
        _ => Ok(()),
    }
}

fn too_large(what: &str, size: usize) -> Diagnostic {
    let message = format!("the book is too large for PDF/A-1: a {what} in it has {size} parts");
    Diagnostic::error("archive-limit", message)
        .hint("part the book into volumes, or leave `archive` out of the manifest")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pdf_1_4_cannot_hold_is_an_error() {
        let list = |length| Object::Array(vec![Object::Null; length]);
        let within = |list| Object::from(dictionary! { "K" => vec![list] });
        assert!(check(&within(list(ENTRIES))).is_ok());
        let error = check(&within(list(ENTRIES + 1))).unwrap_err();
        assert!(error.message.contains("8192 parts"), "{}", error.message);
        assert!(check(&Object::string_literal("x".repeat(BYTES + 1))).is_err());
    }
}
