//! The press edition. In: the pages. Out: a PDF 1.6 for a printing house, with the keys of PDF/X-4 (ISO 15930-7): single
//! pages in the order of reading, a multiple of four of them, one black ink, bleed and trim stated, nothing to click.

use super::content::Content;
use super::file::{self, deflated};
use super::finish::{self, Boxes};
use super::marks::Marks;
use super::metadata::{Claim, Facts};
use super::number::milli;
use super::pictures::{self, Colours};
use super::{Plates, carcass, profile};
use crate::diagnostic::Diagnostics;
use crate::manifest::Settings;
use crate::store::Data;
use crate::typeset::page::Size;
use crate::typeset::{Layout, Length};
use lopdf::{Dictionary, Object, Stream, dictionary};

/// Writes it.
///
/// # Errors
/// Fonts or pictures that can't be embedded.
pub(crate) fn write(
    layout: &Layout,
    settings: &Settings,
    plates: &Plates,
) -> Result<Data, Diagnostics> {
    let count = layout.pages.len().next_multiple_of(4);
    let blanks: Vec<Content> = (0..count).map(|_| Content::default()).collect();
    let pictures = pictures::load(layout, Colours::Greys)?;
    let mut draft = carcass::build(layout, &plates.fonts, &blanks)?;
    draft.document.version = "1.6".into();
    finish::share_resources(&mut draft, &pictures);
    let pages = plates.pages(layout);
    let streams = pages
        .iter()
        .map(Vec::as_slice)
        .chain([pictures.digest.as_slice()]);
    let facts = Facts::of(settings, &[Claim::Press], streams);
    finish::set_catalog(&mut draft, &facts, &settings.meta.language);
    let intent = intent(&mut draft.document);
    finish::catalog(&mut draft, |catalog| {
        catalog.set("OutputIntents", vec![intent.into()])
    });
    let boxes = boxes(layout.trim, settings);
    let origin = draft
        .document
        .add_object(Stream::new(Dictionary::new(), move_origin(boxes)));
    let marks = (settings.press.crop_marks).then(|| {
        let mut marks = Marks::default();
        marks.corners(layout.trim, settings.press.bleed);
        draft
            .document
            .add_object(Stream::new(Dictionary::new(), marks.operators()))
    });
    for page in 0..count {
        finish::set_boxes(&mut draft, page, boxes);
        let content = pages
            .get(page)
            .cloned()
            .unwrap_or_else(|| file::deflate(b""));
        let content = finish::set_content(&mut draft, page, deflated(Dictionary::new(), content));
        let streams: Vec<Object> = [Some(origin), content, marks]
            .into_iter()
            .flatten()
            .map(Object::from)
            .collect();
        if let Ok(page) = draft.document.get_dictionary_mut(draft.pages[page]) {
            page.set("Contents", streams);
        }
        finish::drop_annotations(&mut draft, page);
    }
    file::write(draft)
}

/// Room for marks around the bleed: 6 mm.
const MARKS: f64 = 6.0;

/// The boxes of something trimmed to that size.
pub(super) fn boxes(trim: Size, settings: &Settings) -> Boxes {
    let bleed = milli(settings.press.bleed);
    let margin = if settings.press.crop_marks {
        bleed + milli(Length::mm(MARKS))
    } else {
        bleed
    };
    let (width, height) = (milli(trim.width), milli(trim.height));
    Boxes {
        media: (width + 2 * margin, height + 2 * margin),
        bleed,
        margin,
    }
}

/// All that is drawn is reckoned from the trimmed page's corner.
pub(super) fn move_origin(boxes: Boxes) -> Vec<u8> {
    let mut out = b"1 0 0 1 ".to_vec();
    for _ in 0..2 {
        super::number::decimal(&mut out, boxes.margin, 3);
        out.push(b' ');
    }
    out.extend(b"cm\n");
    out
}

/// The output intent (PDF 1.7, 14.11.5): black ink on uncoated paper. PDF/X-4 wants the profile in the file; one for a
/// single ink takes some hundred bytes, where a profile for four takes half a million.
pub(super) fn intent(document: &mut lopdf::Document) -> Dictionary {
    let profile = document.add_object(Stream::new(dictionary! { "N" => 1 }, profile::black()));
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => Object::string_literal("Custom"),
        "OutputCondition" => Object::string_literal("Black ink on uncoated paper"),
        "Info" => Object::string_literal(profile::BLACK),
        "DestOutputProfile" => profile,
    }
}
