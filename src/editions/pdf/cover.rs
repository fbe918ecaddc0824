//! The cover sheet. In: the cover as the typesetter sets it, and the manifest's picture. Out: a PDF 1.6 of one page: back,
//! spine and front with bleed, with the keys of PDF/X-4 if it is printed in black alone or on a press whose profile is known.

use super::content::{self, Content};
use super::finish;
use super::fonts::Fonts;

use super::marks::{Marks, numbers};
use super::metadata::Facts;
use super::number::{Milli, milli};
use super::palette::Palette;
use super::pictures::{self, Colours};
use super::speech::joints;
use super::{Plates, carcass, ink, press};
use crate::diagnostic::{Diagnostics, Warned};
use crate::manifest::Settings;
use crate::manifest::settings::PressStandard;
use crate::store::Data;
use crate::typeset::cover::{self, CoverSheet};
use crate::typeset::page::Paint;
use crate::typeset::{Layout, Length};
use lopdf::{Dictionary, Document, ObjectId, Stream, dictionary};

/// Writes it. The inside of the book says how many pages there are, and so how wide the spine is.
///
/// # Errors
/// Fonts or a picture that can't be embedded.
pub(crate) fn write(
    inside: &Layout,
    settings: &Settings,
    _: &Plates,
) -> Result<Warned<Data>, Diagnostics> {
    let pages = inside.pages.len().next_multiple_of(4);
    let sheet = cover::sheet(settings, pages, inside.device.as_ref())?;
    let layout = &sheet.layout;
    let fonts = Fonts::of(layout)?;
    let mut draft = carcass::build(layout, &fonts, &[Content::default()])?;
    draft.document.version = press::version(settings).into();
    let picture = match &settings.cover {
        Some(cover) => Some(pictures::stream(&cover.data, Colours::Kept)?),
        None => None,
    };
    let size = picture.as_ref().and_then(|made| pixels(&made.stream));
    let mut pictures = pictures::load(layout, press::colours(settings))?;
    picture
        .into_iter()
        .for_each(|picture| pictures.add(PICTURE, picture));
    let resources = finish::share_resources(&mut draft, &pictures);
    let has_veil = let_shine(&mut draft.document, resources, layout);
    ink::dress(&mut draft.document, resources, &settings.press);
    let palette = Palette::of_press(&settings.press, layout.accent.is_some());
    let boxes = press::boxes(layout.trim, settings);
    let joints = joints(layout);
    let mut operators = press::begin(boxes, settings);
    if let Some(size) = size {
        operators.extend(show_picture(&sheet, size, settings));
    }
    let drawn = content::draw_in(palette, (layout, 0), &fonts, Some(&joints[0]));
    operators.extend(drawn.stream);
    operators.extend(show_spine((&sheet, palette), &fonts));
    operators.extend(marks(&sheet, settings).painted(ink::Paint::of_marks(&settings.press)));
    // The accent is a colour of screens, and only PDF/X-4 has veils.
    let is_beyond =
        palette.is_light(layout.accent) || has_veil && settings.press.standard != PressStandard::X4;
    let claims = match is_beyond {
        true => &[],
        false => press::claims(&pictures, settings),
    };
    let facts = Facts::of(settings, claims, std::iter::once(operators.as_slice()));
    finish::set_catalog(&mut draft, &facts, &settings.meta.language);
    if !claims.is_empty() {
        press::intend(&mut draft, settings);
    }
    finish::set_boxes(&mut draft, 0, boxes);
    finish::set_content(&mut draft, 0, Stream::new(Dictionary::new(), operators));
    finish::drop_annotations(&mut draft, 0);
    Ok(press::finished(draft, settings)?.into())
}

/// How much of the paper a veil has.
const VEIL: f32 = 0.88;

/// Makes veils known to resources, if something is drawn with them; whether that is so.
pub(super) fn let_shine(document: &mut Document, resources: ObjectId, layout: &Layout) -> bool {
    let mut items = layout.pages.iter().flat_map(|page| &page.items);
    let has_veil = items.any(|item| item.paint == Paint::Veil);
    if let (true, Ok(resources)) = (has_veil, document.get_dictionary_mut(resources)) {
        let veil = dictionary! { "Type" => "ExtGState", "ca" => VEIL };
        resources.set("ExtGState", dictionary! { content::VEIL => veil });
    }
    has_veil
}

/// The picture among the resources.
const PICTURE: &str = "Cover";

/// Width and height of an image object.
fn pixels(picture: &Stream) -> Option<(i64, i64)> {
    let number = |key: &str| {
        picture
            .dict
            .get(key.as_bytes())
            .and_then(lopdf::Object::as_i64)
            .ok()
    };
    number("Width").zip(number("Height"))
}

/// Fills a room of the front with the picture, or all of it and its bleed; what is too much on two sides is cut off.
fn show_picture(sheet: &CoverSheet, pixels: (i64, i64), settings: &Settings) -> Vec<u8> {
    if let Some(inset) = sheet.inset {
        let (width, height) = (milli(inset.size.width), milli(inset.size.height));
        let bottom = milli(sheet.front.height - inset.y) - height;
        let room = [milli(sheet.front_left + inset.x), bottom, width, height];
        return filled(room, pixels);
    }
    let bleed = milli(settings.press.bleed);
    // The bleed is at the fore-edge.
    let spine_is_right = sheet.front_left == Length::ZERO;
    let left = milli(sheet.front_left) - if spine_is_right { bleed } else { 0 };
    let (width, height) = (
        milli(sheet.front.width) + bleed,
        milli(sheet.front.height) + 2 * bleed,
    );
    filled([left, -bleed, width, height], pixels)
}

/// The operators that fill a room, from its lower left corner, with the picture.
fn filled([left, bottom, width, height]: [Milli; 4], (across, down): (i64, i64)) -> Vec<u8> {
    let (across, down) = (across.max(1), down.max(1));
    let (wide, high) = match width * down > height * across {
        true => (width, width * down / across),
        false => (height * across / down, height),
    };
    let mut out = b"q ".to_vec();
    numbers(&mut out, &[left, bottom, width, height]);
    out.extend(b"re W n ");
    let (x, y) = (left + (width - wide) / 2, bottom + (height - high) / 2);
    numbers(&mut out, &[wide, 0, 0, high, x, y]);
    out.extend(format!("cm /{PICTURE} Do Q\n").bytes());
    out
}

/// The lettering, turned so that it runs from head to foot.
fn show_spine((sheet, palette): (&CoverSheet, Palette), fonts: &Fonts) -> Vec<u8> {
    let joints = joints(&sheet.layout).swap_remove(1);
    let lettering = content::draw_in(palette, (&sheet.layout, 1), fonts, Some(&joints)).stream;
    let mut out = Vec::new();
    if !lettering.is_empty() {
        out.extend(b"q ");
        numbers(
            &mut out,
            &[0, -1000, 1000, 0, 0, milli(sheet.layout.trim.height)],
        );
        out.extend(b"cm\n");
        out.extend(lettering);
        out.extend(b"Q\n");
    }
    out
}

/// Crop marks, and fold marks at both edges of the spine.
fn marks(sheet: &CoverSheet, settings: &Settings) -> Marks {
    let mut marks = Marks::default();
    if settings.press.crop_marks {
        let bleed = milli(settings.press.bleed);
        marks.corners(sheet.layout.trim, settings.press.bleed);
        let ends = (-bleed, milli(sheet.layout.trim.height) + bleed);
        for fold in [sheet.front.width, sheet.front.width + sheet.spine] {
            marks.ends_of_vertical(milli(fold), ends, true);
        }
    }
    marks
}
