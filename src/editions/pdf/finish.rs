//! The finishing pass. In: a [`Draft`]. Out: the same with one set of resources, with content in its pages, and with
//! all that `printpdf` leaves out or writes wrongly put right.

use super::carcass::{Draft, rectangle};
use super::content::Content;
use super::metadata::Facts;
use super::number::{Milli, text_string};
use super::pictures::Pictures;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};

/// Gives all pages the same resources: the fonts, and pictures by name. Removes the empty ones that each page has.
pub(crate) fn share_resources(draft: &mut Draft, pictures: &Pictures) -> ObjectId {
    let mut named = Dictionary::new();
    let profiles = pictures.profiles.iter().map(|profile| {
        let about = dictionary! { "N" => 3, "Alternate" => "DeviceRGB" };
        let profile = Stream::new(about, profile.bytes().to_vec());
        draft.document.add_object(profile)
    });
    let profiles: Vec<ObjectId> = profiles.collect();
    for picture in &pictures.named {
        let mut image = picture.image.clone();
        if let Some(profile) = picture.profile.and_then(|at| profiles.get(at)) {
            let space: Vec<Object> = vec!["ICCBased".into(), (*profile).into()];
            image.dict.set("ColorSpace", space);
        }
        let id = draft.document.add_object(image);
        draft.later.insert(id, picture.content.clone());
        named.set(picture.name.as_str(), id);
    }
    let mut resources = dictionary! { "Font" => draft.fonts };
    if !named.is_empty() {
        resources.set("XObject", named);
    }
    let resources = draft.document.add_object(resources);
    for &page in &draft.pages {
        let Ok(page) = draft.document.get_dictionary_mut(page) else {
            continue;
        };
        let own = page.get(b"Resources").and_then(Object::as_reference);
        page.set("Resources", resources);
        if let Ok(own) = own
            && let Some(Object::Dictionary(own)) = draft.document.objects.remove(&own)
        {
            for key in [b"XObject".as_slice(), b"ExtGState", b"Shading"] {
                if let Ok(empty) = own.get(key).and_then(Object::as_reference) {
                    draft.document.objects.remove(&empty);
                }
            }
        }
    }
    resources
}

/// Puts compressed operators into a page, in the place of what `printpdf` wrote.
pub(crate) fn set_content(draft: &mut Draft, page: usize, stream: Stream) -> Option<ObjectId> {
    let page = draft.document.get_dictionary(draft.pages[page]).ok()?;
    let id = page.get(b"Contents").and_then(Object::as_reference).ok()?;
    draft.document.set_object(id, stream);
    Some(id)
}

/// A page's boxes: what is trimmed, what bleeds, and the whole sheet.
#[derive(Clone, Copy)]
pub(crate) struct Boxes {
    /// Width and height of the whole.
    pub media: (Milli, Milli),
    /// The bleed on each side of the trimmed page.
    pub bleed: Milli,
    /// From the edge of the whole to the trimmed page, on each side.
    pub margin: Milli,
}

/// Sets a page's boxes (PDF 1.7, 14.11.2).
pub(crate) fn set_boxes(draft: &mut Draft, page: usize, boxes: Boxes) {
    let Ok(page) = draft.document.get_dictionary_mut(draft.pages[page]) else {
        return;
    };
    let (width, height) = boxes.media;
    let within = |margin| rectangle(margin, margin, width - margin, height - margin);
    page.set("MediaBox", within(0));
    page.remove(b"CropBox");
    page.set("TrimBox", within(boxes.margin));
    if boxes.bleed > 0 {
        page.set("BleedBox", within(boxes.margin - boxes.bleed));
    }
}

/// Removes the empty list of annotations that `printpdf` gives each page.
pub(crate) fn drop_annotations(draft: &mut Draft, page: usize) {
    if let Ok(page) = draft.document.get_dictionary_mut(draft.pages[page]) {
        page.remove(b"Annots");
    }
}

/// Makes objects of the link annotations, which `printpdf` writes into the page, and says what they are for (PDF/UA-1,
/// 7.18). By page and click.
pub(crate) fn lift_annotations(draft: &mut Draft, contents: &[Content]) -> Vec<Vec<ObjectId>> {
    let mut lifted = Vec::with_capacity(contents.len());
    for (page, content) in draft.pages.clone().into_iter().zip(contents) {
        let Ok(dictionary) = draft.document.get_dictionary_mut(page) else {
            continue;
        };
        let annotations = match dictionary.remove(b"Annots") {
            Some(Object::Array(annotations)) => annotations,
            _ => Vec::new(),
        };
        let mut ids = Vec::with_capacity(annotations.len());
        for (annotation, click) in annotations.into_iter().zip(&content.clicks) {
            if let Object::Dictionary(mut annotation) = annotation {
                annotation.remove(b"C");
                annotation.set("F", 4);
                let says = click.says.replace('\u{ad}', "");
                annotation.set(
                    "Contents",
                    Object::String(text_string(says.trim()), StringFormat::Literal),
                );
                ids.push(draft.document.add_object(annotation));
            }
        }
        if !ids.is_empty()
            && let Ok(dictionary) = draft.document.get_dictionary_mut(page)
        {
            let list: Vec<Object> = ids.iter().map(|&id| id.into()).collect();
            dictionary.set("Annots", list);
            dictionary.set("Tabs", "S");
        }
        lifted.push(ids);
    }
    lifted
}

/// Removes what `printpdf` says in the catalog and about the document, and says it anew.
pub(crate) fn set_catalog(draft: &mut Draft, facts: &Facts<'_>, language: &str) {
    let info = draft
        .document
        .trailer
        .get(b"Info")
        .and_then(Object::as_reference);
    if let Ok(info) = info {
        draft.document.objects.remove(&info);
    }
    let info = draft.document.add_object(facts.info());
    draft.document.trailer.set("Info", info);
    let xmp = draft.document.add_object(facts.xmp());
    catalog(draft, |catalog| {
        catalog.remove(b"PageLayout");
        catalog.remove(b"PageMode");
        catalog.set("Metadata", xmp);
        if !language.is_empty() {
            catalog.set("Lang", Object::string_literal(language));
        }
    });
}

/// Changes the catalog.
pub(crate) fn catalog(draft: &mut Draft, change: impl FnOnce(&mut Dictionary)) {
    if let Ok(catalog) = draft.document.get_dictionary_mut(draft.catalog) {
        change(catalog);
    }
}
