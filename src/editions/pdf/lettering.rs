//! Lettering that stands beside the pages. In: a layout of its own. Out: a form for each of its pages, with fonts of its own, so that
//! those of the book are what they are without it.

use super::content::{self, Content};
use super::fonts::Fonts;
use super::foreign::Copier;
use super::number::milli;
use super::{carcass, file};
use crate::diagnostic::Diagnostics;
use crate::typeset::Layout;
use lopdf::{Document, Object, ObjectId, dictionary};

/// Adds the forms to a document, in the order of the layout's pages; their origin is the lower left corner.
///
/// # Errors
/// A face that can't be embedded.
pub(super) fn forms(
    document: &mut Document,
    layout: &Layout,
) -> Result<Vec<ObjectId>, Diagnostics> {
    let fonts = Fonts::of(layout)?;
    let draft = carcass::build(layout, &fonts, &[Content::default()])?;
    let mut copier = Copier::new(draft.document, std::mem::take(document));
    let list = copier.take(Object::Reference(draft.fonts));
    copier.finish();
    *document = copier.target;
    let resources = document.add_object(dictionary! { "Font" => list });
    let (width, height) = (milli(layout.trim.width), milli(layout.trim.height));
    let forms = (0..layout.pages.len()).map(|page| {
        let drawn = content::draw(layout, page, &fonts, None).stream;
        let form = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => carcass::rectangle(0, 0, width, height),
            "Resources" => resources,
        };
        document.add_object(file::deflated(form, file::deflate(&drawn)))
    });
    Ok(forms.collect())
}
