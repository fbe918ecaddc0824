//! What is left behind. In: a file of others and the pages that are wanted. Out: one remark about what lies on them and is no content
//! of theirs: links, comments, fields; and one about pages that can't be found.

use super::leaves::{Found, Leaf, array};
use crate::diagnostic::{Diagnostic, Diagnostics};
use lopdf::{Document, Object};

/// Says it.
pub(super) fn remarks(document: &Document, leaves: &[&Leaf], found: &Found) -> Diagnostics {
    let mut said = Diagnostics::default();
    if found.is_mended {
        let message =
            "the file's table of objects is broken, and was made anew from the objects themselves";
        let hint =
            "look whether all pages are there; a copy from where the file came from may be whole";
        said.push(Diagnostic::warning("mended-pdf", message).hint(hint));
    }
    if found.lost > 0 {
        let pages = if found.lost == 1 {
            "a page"
        } else {
            "several pages"
        };
        let message = format!("the file speaks of {pages} that it does not have: left out");
        let hint = "count the pages of the sheets; `qpdf --check IN.pdf` tells more";
        said.push(Diagnostic::warning("lost-page", message).hint(hint));
    }
    let (mut links, mut fields, mut comments) = (0, 0, 0);
    for kind in leaves.iter().flat_map(|leaf| annotations(document, leaf)) {
        match kind {
            b"Link" => links += 1,
            b"Widget" => fields += 1,
            // The window of another one.
            b"Popup" => {}
            _ => comments += 1,
        }
    }
    said.extend(left_out(links, fields, comments));
    said
}

/// What kinds of annotations a page has.
fn annotations<'a>(
    document: &'a Document,
    leaf: &Leaf,
) -> impl Iterator<Item = &'a [u8]> + use<'a> {
    let page = document.get_dictionary(leaf.id).ok();
    let list = page.and_then(|page| array(document, page, b"Annots"));
    list.into_iter().flatten().filter_map(|annotation| {
        let (_, annotation) = document.dereference(annotation).ok()?;
        let kind = annotation.as_dict().ok()?.get(b"Subtype");
        kind.and_then(Object::as_name).ok()
    })
}

fn left_out(links: usize, fields: usize, comments: usize) -> Option<Diagnostic> {
    let counts = [
        (links, "link", "links"),
        (fields, "field of a form", "fields of forms"),
        (comments, "comment", "comments"),
    ];
    let counts = counts.iter().filter(|(count, ..)| *count > 0);
    let words: Vec<String> = counts
        .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect();
    if words.is_empty() {
        return None;
    }
    let message = format!(
        "left out, since they are no content of pages: {}",
        words.join(", ")
    );
    let said = Diagnostic::warning("annotations", message);
    Some(match fields + comments {
        0 => said,
        _ => said.hint(
            "what they show becomes content by `qpdf --generate-appearances --flatten-annotations=print IN.pdf OUT.pdf`",
        ),
    })
}
