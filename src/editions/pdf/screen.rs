//! The screen edition. In: the pages. Out: a tagged PDF 1.7 with outline, links, page labels and metadata.

use super::content::{self, Content};
use super::file::{self, deflate, deflated};
use super::finish::{self, Boxes};
use super::metadata::{Claim, Facts};
use super::number::milli;
use super::pictures::{self, Colours};
use super::{Plates, carcass, outline, speech, tags};
use crate::diagnostic::Diagnostics;
use crate::manifest::Settings;
use crate::typeset::Layout;
use lopdf::{Dictionary, dictionary};
use rayon::prelude::*;

/// Writes it.
///
/// # Errors
/// Fonts or pictures that can't be embedded.
pub(crate) fn write(
    layout: &Layout,
    settings: &Settings,
    plates: &Plates,
) -> Result<Vec<u8>, Diagnostics> {
    let contents = draw(layout, plates);
    let pictures = pictures::load(layout, Colours::All)?;
    let mut draft = carcass::build(layout, &plates.fonts, &contents)?;
    draft.document.version = "1.7".into();
    finish::share_resources(&mut draft, pictures);
    let annotations = finish::lift_annotations(&mut draft, &contents);
    let is_tagged = !layout.structure.is_empty();
    let tree = is_tagged.then(|| tags::write(&mut draft, layout, &contents, &annotations));
    let outlines = outline::write(&mut draft, layout);
    let streams = contents.iter().map(|content| content.stream.as_slice());
    let facts = Facts::of(settings, is_tagged.then_some(Claim::Accessible), streams);
    finish::set_catalog(&mut draft, &facts, &settings.meta.language);
    finish::catalog(&mut draft, |catalog| {
        catalog.set("PageLabels", outline::labels(layout));
        catalog.set(
            "ViewerPreferences",
            dictionary! { "DisplayDocTitle" => true },
        );
        if let Some(tree) = tree {
            catalog.set("MarkInfo", dictionary! { "Marked" => true });
            catalog.set("StructTreeRoot", tree);
        }
        if let Some(outlines) = outlines {
            catalog.set("Outlines", outlines);
            catalog.set("PageMode", "UseOutlines");
        }
    });
    let media = (milli(layout.trim.width), milli(layout.trim.height));
    let boxes = Boxes {
        media,
        bleed: 0,
        margin: 0,
    };
    for (page, content) in contents.into_iter().enumerate() {
        finish::set_boxes(&mut draft, page, boxes);
        finish::set_content(
            &mut draft,
            page,
            deflated(Dictionary::new(), content.stream),
        );
    }
    Ok(file::write(draft.document))
}

/// Draws all pages, and compresses what is drawn.
fn draw(layout: &Layout, plates: &Plates) -> Vec<Content> {
    let joints = (!layout.structure.is_empty()).then(|| speech::joints(layout));
    let pages = (0..layout.pages.len()).into_par_iter().map(|page| {
        let joints = joints.as_ref().map(|joints| joints[page].as_slice());
        let mut content = content::draw(layout, page, &plates.fonts, joints);
        content.stream = deflate(&content.stream);
        content
    });
    pages.collect()
}
