//! The booklet. In: finished pages and the scheme of the manifest. Out: a PDF of sheets, front and back in turn; each
//! page becomes a form (PDF 1.7, 8.10) that sheets show, moved and turned, so that its operators stand in the file once.

use super::content::Content;
use super::file::{self, deflated};
use super::finish::{self, Boxes};
use super::metadata::Facts;
use super::number::milli;
use super::sheet::{self, Paper, form_name, preferences, sides};
use super::{Plates, carcass, cover};
use crate::diagnostic::{Diagnostics, Warned};
use crate::manifest::Settings;
use crate::manifest::settings::BookletSettings;
use crate::store::Data;
use crate::typeset::impose::{self, Imposition};
use crate::typeset::page::Size;
use crate::typeset::{Layout, Length};
use lopdf::{Dictionary, Object, dictionary};
use std::collections::BTreeSet;

/// Writes it; without its cover, if that is a sheet of its own.
///
/// # Errors
/// An unknown scheme, paper that is too small, fonts or pictures that can't be embedded.
pub(crate) fn write(
    layout: &Layout,
    settings: &Settings,
    plates: &Plates,
) -> Result<Warned<Data>, Diagnostics> {
    let booklet = settings.bound_booklet();
    let imposition = impose::impose(layout.pages.len(), layout.trim, &booklet)?;
    write_sheets(layout, (settings, &booklet), plates, &imposition)
}

/// Writes its cover alone.
///
/// # Errors
/// As [`write`].
pub(crate) fn write_cover(
    layout: &Layout,
    settings: &Settings,
    plates: &Plates,
) -> Result<Warned<Data>, Diagnostics> {
    let booklet = settings.bound_booklet();
    let imposition = impose::cover(layout.pages.len(), layout.trim, &booklet)?;
    let booklet = sheet::for_cover(&booklet, &imposition);
    write_sheets(layout, (settings, &booklet), plates, &imposition)
}

fn write_sheets(
    layout: &Layout,
    (settings, booklet): (&Settings, &BookletSettings),
    plates: &Plates,
    imposition: &Imposition,
) -> Result<Warned<Data>, Diagnostics> {
    let paper = Paper::choose(imposition, layout.trim, booklet)?;
    let sides = sides(imposition);
    let blanks: Vec<Content> = sides.iter().map(|_| Content::default()).collect();
    let mut draft = carcass::build(layout, &plates.fonts, &blanks)?;
    draft.document.version = "1.6".into();
    let pictures = plates.pictures(layout)?;
    let resources = finish::share_resources(&mut draft, pictures);
    cover::let_shine(&mut draft.document, resources, layout);
    let pages = plates.pages(layout);
    let streams = pages
        .iter()
        .map(Vec::as_slice)
        .chain([pictures.digest.as_slice()]);
    let facts = Facts::of(settings, &[], streams);
    finish::set_catalog(&mut draft, &facts, &settings.meta.language);
    let preferences = preferences(imposition, &paper, booklet);
    finish::catalog(&mut draft, |catalog| {
        catalog.set("ViewerPreferences", preferences)
    });
    let mut forms = Dictionary::new();
    let all = sides.iter().flat_map(|side| side.1);
    let shown: BTreeSet<usize> = all.filter_map(|placed| placed.page).collect();
    for page in shown {
        let form = deflated(
            form_dictionary(layout.trim, resources.into()),
            pages[page].clone(),
        );
        forms.set(form_name(page), draft.document.add_object(form));
    }
    let resources = draft
        .document
        .add_object(dictionary! { "XObject" => forms });
    let boxes = Boxes {
        media: (milli(paper.size.width), milli(paper.size.height)),
        bleed: 0,
        margin: 0,
    };
    for (at, (sheet, placed, is_back)) in sides.iter().enumerate() {
        let mut operators = paper.show(placed);
        let marks = paper.marks(imposition, sheet, *is_back, booklet.marks);
        operators.extend(marks.operators());
        let stream = lopdf::Stream::new(Dictionary::new(), operators);
        finish::set_content(&mut draft, at, stream);
        finish::set_boxes(&mut draft, at, boxes);
        if let Ok(page) = draft.document.get_dictionary_mut(draft.pages[at]) {
            page.set("Resources", resources);
        }
        finish::drop_annotations(&mut draft, at);
    }
    Ok(file::write(draft)?.into())
}

/// A page as a form; it keeps what it draws up to 3 mm beyond its edges.
fn form_dictionary(trim: Size, resources: Object) -> Dictionary {
    let bleed = milli(Length::mm(3.0));
    let (width, height) = (milli(trim.width), milli(trim.height));
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => carcass::rectangle(-bleed, -bleed, width + bleed, height + bleed),
        "Resources" => resources,
    }
}
