//! The screen edition. In: the pages. Out: a tagged PDF 1.7 with outline, links, page labels and metadata;
//! or of PDF 1.4, if it is for an archive.

use super::carcass::Draft;
use super::content::{self, Content};
use super::file::{self, deflate, deflated};
use super::finish::{self, Boxes};
use super::metadata::{Claim, Facts};
use super::number::milli;
use super::{Plates, archive, carcass, cover, outline, speech, tags};
use crate::diagnostic::{Diagnostics, Warned};
use crate::language::is_right_to_left;
use crate::manifest::Settings;
use crate::store::Data;
use crate::typeset::Layout;
use lopdf::{Dictionary, ObjectId, dictionary};
use rayon::prelude::*;

/// Writes it.
///
/// # Errors
/// Fonts or pictures that can't be embedded; a book that is too large for an archive, if it is to be one.
pub(crate) fn write(
    layout: &Layout,
    settings: &Settings,
    plates: &Plates,
) -> Result<Warned<Data>, Diagnostics> {
    let contents = draw(layout, plates);
    let pictures = plates.pictures(layout)?;
    let mut draft = carcass::build(layout, &plates.fonts, &contents)?;
    draft.document.version = "1.7".into();
    let resources = finish::share_resources(&mut draft, pictures);
    cover::let_shine(&mut draft.document, resources, layout);
    let annotations = finish::lift_annotations(&mut draft, &contents);
    let is_tagged = !layout.structure.is_empty();
    let tree = is_tagged.then(|| tags::write(&mut draft, layout, &contents, &annotations));
    let claims = claims(is_tagged, settings);
    let streams = contents.iter().map(|content| content.stream.as_slice());
    let streams = streams.chain([pictures.digest.as_slice()]);
    let facts = Facts::of(settings, &claims, streams);
    finish::set_catalog(&mut draft, &facts, &settings.meta.language);
    show_ways(&mut draft, (layout, &settings.meta.language), tree);
    set_pages(&mut draft, layout, contents);
    if settings.screen.archive {
        archive::prepare(&mut draft, &plates.fonts)?;
        return Ok(file::write_plain(draft)?.into());
    }
    Ok(file::write(draft)?.into())
}

fn claims(is_tagged: bool, settings: &Settings) -> Vec<Claim> {
    let claims = [
        (is_tagged, Claim::Accessible),
        (settings.screen.archive, Claim::Archive),
    ];
    let claims = claims.into_iter().filter(|(is_made, _)| *is_made);
    claims.map(|(_, claim)| claim).collect()
}

/// Tells readers the ways through the document: its title, page labels, outline, and the tree of its tags.
fn show_ways(draft: &mut Draft, (layout, language): (&Layout, &str), tree: Option<ObjectId>) {
    let outlines = outline::write(draft, layout);
    finish::catalog(draft, |catalog| {
        catalog.set("PageLabels", outline::labels(layout));
        let mut preferences = dictionary! { "DisplayDocTitle" => true };
        if is_right_to_left(language) {
            preferences.set("Direction", "R2L");
        }
        catalog.set("ViewerPreferences", preferences);
        if let Some(tree) = tree {
            catalog.set("MarkInfo", dictionary! { "Marked" => true });
            catalog.set("StructTreeRoot", tree);
        }
        if let Some(outlines) = outlines {
            catalog.set("Outlines", outlines);
            catalog.set("PageMode", "UseOutlines");
        }
    });
}

fn set_pages(draft: &mut Draft, layout: &Layout, contents: Vec<Content>) {
    let media = (milli(layout.trim.width), milli(layout.trim.height));
    let boxes = Boxes {
        media,
        bleed: 0,
        margin: 0,
    };
    for (page, content) in contents.into_iter().enumerate() {
        finish::set_boxes(draft, page, boxes);
        let stream = deflated(Dictionary::new(), content.stream);
        finish::set_content(draft, page, stream);
    }
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
