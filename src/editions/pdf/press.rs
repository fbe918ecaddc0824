//! The press edition. In: the pages. Out: a PDF 1.6 for a printing house, with the keys of PDF/X-4 (ISO 15930-7): single
//! pages in the order of reading, a multiple of four of them, one black ink, bleed and trim stated, nothing to click. Pictures
//! are in colour on request, and the claim then hangs on the profile of the press. A second ink takes the accents; for duplicators each drum
//! has a file of its own.

use super::carcass::Draft;
use super::content::{self, Content};
use super::file::{self, deflated};
use super::finish::{self, Boxes};
use super::ink::Paint;
use super::marks::numbers;
use super::metadata::{Claim, Facts, on_one_line};
use super::number::{Milli, milli, text_string};
use super::palette::{Drum, Palette};
use super::pictures::{self, Colours, Pictures};
use super::{Plates, carcass, conditions, house, ink, lettering, profile};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::manifest::Settings;
use crate::manifest::settings::{Inks, PressStandard};
use crate::store::Data;
use crate::typeset::page::{Paint as Painted, Size};
use crate::typeset::{Layout, Length, slug};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use std::borrow::Cow;

/// Writes it.
///
/// # Errors
/// Fonts or pictures that can't be embedded.
pub(crate) fn write(
    layout: &Layout,
    settings: &Settings,
    plates: &Plates,
) -> Result<Warned<Data>, Diagnostics> {
    let palette = Palette::of_press(&settings.press, false);
    let mut made = write_in(layout, (settings, &palette, ""), plates)?;
    if settings.press.second.is_some() {
        made.warnings.extend(no_accent(layout));
    }
    Ok(made)
}

/// Writes what the first drum prints.
///
/// # Errors
/// As [`write`].
pub(crate) fn write_first_drum(
    layout: &Layout,
    settings: &Settings,
    plates: &Plates,
) -> Result<Warned<Data>, Diagnostics> {
    let ink = settings.press.ink.as_ref();
    let name = ink.map_or("black", |ink| &ink.name);
    write_drum(layout, (settings, Drum::First, name), plates)
}

/// Writes what the second drum prints.
///
/// # Errors
/// As [`write`].
pub(crate) fn write_second_drum(
    layout: &Layout,
    settings: &Settings,
    plates: &Plates,
) -> Result<Warned<Data>, Diagnostics> {
    let ink = settings.press.second.as_ref();
    let name = ink.map_or("second ink", |ink| &ink.name);
    let mut made = write_drum(layout, (settings, Drum::Second, name), plates)?;
    made.warnings.extend(no_accent(layout));
    Ok(made)
}

/// A drum prints greys: what ink it has is its own affair.
fn write_drum(
    layout: &Layout,
    (settings, drum, name): (&Settings, Drum, &str),
    plates: &Plates,
) -> Result<Warned<Data>, Diagnostics> {
    let mut grey = settings.clone();
    (grey.press.ink, grey.press.second) = (None, None);
    grey.press.pictures = Inks::Grey;
    write_in(layout, (&grey, &Palette::of_drum(drum), name), plates)
}

/// What is to be said where nothing stands in the accent.
fn no_accent(layout: &Layout) -> Option<Diagnostic> {
    let mut items = layout.pages.iter().flat_map(|page| &page.items);
    if items.any(|item| item.paint == Painted::Accent) {
        return None;
    }
    let message = "nothing is printed in the second ink: the style has nothing in its colour";
    let said = Diagnostic::warning("no-accent", message);
    Some(said.hint("take a style that has (`modern`, `zine`, `poetry`), or give its headings one: `design: {accent: '#8a1c1c'}`"))
}

/// Writes the pages in a palette; the slug line names the ink.
fn write_in(
    layout: &Layout,
    (settings, palette, ink): (&Settings, &Palette, &str),
    plates: &Plates,
) -> Result<Warned<Data>, Diagnostics> {
    let count = layout.pages.len().next_multiple_of(4);
    let blanks: Vec<Content> = (0..count).map(|_| Content::default()).collect();
    let pictures = match palette.has_pictures() {
        true => pictures::load(layout, colours(settings))?,
        false => Pictures::default(),
    };
    let mut draft = carcass::build(layout, &plates.fonts, &blanks)?;
    draft.document.version = version(settings).into();
    let resources = finish::share_resources(&mut draft, &pictures);
    ink::dress(&mut draft.document, resources, &settings.press);
    let pages = drawn(layout, *palette, plates);
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
        .add_object(Stream::new(Dictionary::new(), begin(boxes, settings)));
    let marks = house::marks(&settings.press, layout.trim, boxes);
    let marks = (!marks.is_empty()).then(|| {
        let stream = Stream::new(Dictionary::new(), marks);
        draft.document.add_object(stream)
    });
    let slugs = slugs((settings, &facts, ink), (count, layout.trim), &mut draft)?;
    for page in 0..count {
        finish::set_boxes(&mut draft, page, boxes);
        let content = pages
            .get(page)
            .cloned()
            .unwrap_or_else(|| file::deflate(b""));
        let content = finish::set_content(&mut draft, page, deflated(Dictionary::new(), content));
        let slug = slugs
            .as_ref()
            .map(|slugs| slugs.show(page, boxes, &mut draft));
        let streams: Vec<Object> = [Some(origin), content, marks, slug]
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
        value: finished(draft, settings)?,
        warnings: match claims {
            [] => unclaimed(settings.press.standard).into(),
            _ => Diagnostics::default(),
        },
    })
}

/// In which colours pictures are printed.
pub(super) fn colours(settings: &Settings) -> Colours {
    match settings.press.pictures {
        Inks::Grey => Colours::Greys,
        Inks::Colour => Colours::Kept,
    }
}

/// The operators of all pages, compressed; those in black alone are shared with other files.
fn drawn<'a>(layout: &Layout, palette: Palette, plates: &'a Plates) -> Cow<'a, [Vec<u8>]> {
    if palette.is_plain() {
        return plates.pages(layout).into();
    }
    let draw = |page| {
        let drawn = content::draw_in(palette, (layout, page), &plates.fonts, None);
        file::deflate(&drawn.stream)
    };
    let pages = (0..layout.pages.len()).into_par_iter().map(draw);
    pages.collect::<Vec<_>>().into()
}

/// What the file can claim to keep: colours beside black mean something on a known press alone (ISO 15930-7, 6.2), and ours are not
/// those of its inks, as the older standards want them.
pub(super) fn claims(pictures: &Pictures, settings: &Settings) -> &'static [Claim] {
    let press = &settings.press;
    match (press.standard, pictures.has_colour) {
        (PressStandard::X4, true) if press.profile.is_none() => &[],
        (PressStandard::X4, _) => &[Claim::Press(PressStandard::X4)],
        (_, true) => &[],
        (PressStandard::X3, false) => &[Claim::Press(PressStandard::X3)],
        (PressStandard::X1a, false) => &[Claim::Press(PressStandard::X1a)],
    }
}

fn unclaimed(standard: PressStandard) -> Diagnostic {
    let wants = match standard {
        PressStandard::X4 => "PDF/X-4 wants the profile of the press",
        PressStandard::X3 | PressStandard::X1a => "our PDF/X-3 and PDF/X-1a have pictures in grey",
    };
    let hint = match standard {
        PressStandard::X4 => {
            "name the printing house's ICC profile under `editions.press.profile`, or print the pictures in grey"
        }
        PressStandard::X3 | PressStandard::X1a => {
            "print the pictures in grey, or take the `standard: x4`"
        }
    };
    let message =
        format!("the press file has pictures in colour, and so claims no standard: {wants}");
    Diagnostic::warning("press-profile", message).hint(hint)
}

/// The bytes of a file of its standard: the older ones are PDF 1.4.
pub(super) fn finished(draft: Draft, settings: &Settings) -> Result<Data, Diagnostics> {
    match settings.press.standard {
        PressStandard::X4 => file::write(draft),
        PressStandard::X3 | PressStandard::X1a => file::write_plain(draft),
    }
}

/// The version of PDF that a standard is made of.
pub(super) fn version(settings: &Settings) -> &'static str {
    match settings.press.standard {
        PressStandard::X4 => "1.6",
        PressStandard::X3 | PressStandard::X1a => "1.4",
    }
}

/// The boxes of something trimmed to that size.
pub(super) fn boxes(trim: Size, settings: &Settings) -> Boxes {
    let bleed = milli(settings.press.bleed);
    let margin = bleed + milli(house::room(&settings.press));
    let (width, height) = (milli(trim.width), milli(trim.height));
    Boxes {
        media: (width + 2 * margin, height + 2 * margin),
        bleed,
        margin,
    }
}

/// What stands before all else on a page: its origin, and its ink if that is not black.
pub(super) fn begin(boxes: Boxes, settings: &Settings) -> Vec<u8> {
    let mut out = move_origin(boxes);
    if settings.press.ink.is_some() {
        out.extend(Paint::Spot.solid().bytes());
    }
    out
}

/// All that is drawn is reckoned from the trimmed page's corner.
fn move_origin(boxes: Boxes) -> Vec<u8> {
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
/// million. The older standards are content with a name that is registered.
pub(super) fn intend(draft: &mut Draft, settings: &Settings) {
    let press = &settings.press;
    let text = |text: &str| Object::String(text_string(text), StringFormat::Literal);
    let mut intent = dictionary! { "Type" => "OutputIntent", "S" => "GTS_PDFX" };
    let named = press
        .condition
        .filter(|_| press.standard != PressStandard::X4);
    let (name, condition, inks, profile) = match (&press.profile, named) {
        (Some(profile), _) => {
            let name = profile.name().unwrap_or_else(|| "Four inks".into());
            (name.clone(), name, 4, Some(profile.bytes().to_vec()))
        }
        (None, Some(condition)) => (condition.about.into(), condition.about.into(), 4, None),
        (None, None) => {
            let condition = "Black ink on uncoated paper";
            let profile = Some(profile::black());
            (profile::BLACK.into(), condition.into(), 1, profile)
        }
    };
    let identifier = named.map_or("Custom", |condition| condition.identifier);
    intent.set("OutputConditionIdentifier", text(identifier));
    intent.set("OutputCondition", text(&condition));
    if named.is_some() {
        intent.set("RegistryName", text(conditions::REGISTRY));
    }
    intent.set("Info", text(&name));
    if let Some(profile) = profile {
        let profile = Stream::new(dictionary! { "N" => inks }, profile);
        intent.set("DestOutputProfile", draft.document.add_object(profile));
    }
    finish::catalog(draft, |catalog| {
        catalog.set("OutputIntents", vec![intent.into()])
    });
}

/// The name of a slug line among a page's resources.
const SLUG: &str = "Slug";

/// Lines beyond the bleed.
struct Slugs {
    forms: Vec<ObjectId>,
    height: Milli,
}

/// One for each page: title, page and how many there are, side, date.
fn slugs(
    (settings, facts, ink): (&Settings, &Facts<'_>, &str),
    (count, trim): (usize, Size),
    draft: &mut Draft,
) -> Result<Option<Slugs>, Diagnostics> {
    if !settings.press.slug {
        return Ok(None);
    }
    let line = |page: usize| {
        let is_recto = page.is_multiple_of(2);
        let side = if is_recto { "recto" } else { "verso" };
        let mut line = format!(" · {} / {count} · {side}", page + 1);
        let more = [facts.date(), Some(ink)].into_iter().flatten();
        for words in more.filter(|words| !words.is_empty()) {
            line.push_str(" · ");
            line.push_str(words);
        }
        line
    };
    let words: Vec<String> = (0..count).map(line).collect();
    let title = on_one_line(&settings.meta.title);
    let size = (Length::pt(SLUG_SIZE), house::slug_room(trim));
    let lines = slug::lines(settings, (&title, &words), size)?;
    Ok(Some(Slugs {
        forms: lettering::forms(&mut draft.document, &lines)?,
        height: milli(lines.trim.height),
    }))
}

/// Type of the slug line, in points.
const SLUG_SIZE: f64 = 6.0;

impl Slugs {
    /// Operators that show a page's line; the page's resources name it, beside those that all pages share.
    fn show(&self, page: usize, boxes: Boxes, draft: &mut Draft) -> ObjectId {
        let (x, y) = house::slug_place(boxes, self.height);
        let mut out = b"q ".to_vec();
        numbers(&mut out, &[1000, 0, 0, 1000, x, y]);
        out.extend(format!("cm /{SLUG} Do Q\n").bytes());
        if let Some(mut resources) = own_resources(draft, page) {
            let named = resources.get_mut(b"XObject").and_then(Object::as_dict_mut);
            match named {
                Ok(named) => named.set(SLUG, self.forms[page]),
                Err(_) => resources.set("XObject", dictionary! { SLUG => self.forms[page] }),
            }
            if let Ok(page) = draft.document.get_dictionary_mut(draft.pages[page]) {
                page.set("Resources", resources);
            }
        }
        draft
            .document
            .add_object(Stream::new(Dictionary::new(), out))
    }
}

/// A copy of the resources that a page shares with all others.
fn own_resources(draft: &Draft, page: usize) -> Option<Dictionary> {
    let page = draft.document.get_dictionary(draft.pages[page]).ok()?;
    let (_, shared) = draft
        .document
        .dereference(page.get(b"Resources").ok()?)
        .ok()?;
    shared.as_dict().ok().cloned()
}
