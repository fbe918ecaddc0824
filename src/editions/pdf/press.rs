//! The press edition. In: the pages. Out: a PDF 1.6 for a printing house, with the keys of PDF/X-4 (ISO 15930-7): single
//! pages in the order of reading, a multiple of four of them, one black ink, bleed and trim stated, nothing to click. Pictures
//! are in colour on request, and the claim then hangs on the profile of the press.

use super::carcass::Draft;
use super::content::Content;
use super::file::{self, deflated};
use super::finish::{self, Boxes};
use super::marks::Marks;
use super::metadata::{Claim, Facts};
use super::number::{milli, text_string};
use super::pictures::{self, Colours, Pictures};
use super::{Plates, carcass, profile};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::manifest::Settings;
use crate::manifest::settings::Inks;
use crate::store::Data;
use crate::typeset::page::Size;
use crate::typeset::{Layout, Length};
use lopdf::{Dictionary, Object, Stream, StringFormat, dictionary};

/// Writes it.
///
/// # Errors
/// Fonts or pictures that can't be embedded.
pub(crate) fn write(
    layout: &Layout,
    settings: &Settings,
    plates: &Plates,
) -> Result<Warned<Data>, Diagnostics> {
    let count = layout.pages.len().next_multiple_of(4);
    let blanks: Vec<Content> = (0..count).map(|_| Content::default()).collect();
    let colours = match settings.press.pictures {
        Inks::Grey => Colours::Greys,
        Inks::Colour => Colours::Kept,
    };
    let pictures = pictures::load(layout, colours)?;
    let mut draft = carcass::build(layout, &plates.fonts, &blanks)?;
    draft.document.version = "1.6".into();
    finish::share_resources(&mut draft, &pictures);
    let pages = plates.pages(layout);
    let streams = pages
        .iter()
        .map(Vec::as_slice)
        .chain([pictures.digest.as_slice()]);
    let claims = claims(&pictures, settings);
    let facts = Facts::of(settings, claims, streams);
    finish::set_catalog(&mut draft, &facts, &settings.meta.language);
    if !claims.is_empty() {
        intend(&mut draft, settings);
    }
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
    Ok(Warned {
        value: file::write(draft)?,
        warnings: match claims {
            [] => unclaimed().into(),
            _ => Diagnostics::default(),
        },
    })
}

/// What the file can claim to keep: colours beside black mean something on a known press alone (ISO 15930-7, 6.2).
pub(super) fn claims(pictures: &Pictures, settings: &Settings) -> &'static [Claim] {
    match pictures.has_colour && settings.press.profile.is_none() {
        true => &[],
        false => &[Claim::Press],
    }
}

fn unclaimed() -> Diagnostic {
    let message = "the press file has pictures in colour, and so claims no standard: PDF/X-4 wants the profile of the press";
    let warning = Diagnostic::warning("press-profile", message);
    warning.hint("name the printing house's ICC profile under `editions.press.profile`, or print the pictures in grey")
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

/// Says how the file is to be printed: the output intent (PDF 1.7, 14.11.5). PDF/X-4 wants the profile in the file; where
/// none is given, it is one of black ink on uncoated paper, which takes some hundred bytes where one for four inks takes half a
/// million.
pub(super) fn intend(draft: &mut Draft, settings: &Settings) {
    let (name, condition, about, profile) = match &settings.press.profile {
        Some(profile) => {
            let name = profile.name().unwrap_or_else(|| "Four inks".into());
            (name.clone(), name, 4, profile.bytes().to_vec())
        }
        None => {
            let condition = "Black ink on uncoated paper";
            (profile::BLACK.into(), condition.into(), 1, profile::black())
        }
    };
    let text = |text: &str| Object::String(text_string(text), StringFormat::Literal);
    let profile = Stream::new(dictionary! { "N" => about }, profile);
    let profile = draft.document.add_object(profile);
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => Object::string_literal("Custom"),
        "OutputCondition" => text(&condition),
        "Info" => text(&name),
        "DestOutputProfile" => profile,
    };
    finish::catalog(draft, |catalog| {
        catalog.set("OutputIntents", vec![intent.into()])
    });
}
