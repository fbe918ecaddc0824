//! A book with its cover around it. In: the pages, and what covers are made from. Out: the pages with the front of the cover before and its
//! back behind them, a blank page inside of each.

use crate::diagnostic::Diagnostics;
use crate::manifest::Settings;
use crate::manifest::settings::Cover;
use crate::typeset::cover::{self, form_of};
use crate::typeset::face::{Face, FaceId};
use crate::typeset::page::{Ink, Item, Page, Paint, Picture, Side, Size};
use crate::typeset::{Layout, Length};

/// Pages before those of the book: the front and its back.
const BEFORE: u32 = 2;
/// What the pages of a cover are called, as printers do.
const NAMES: [&str; 4] = ["C1", "C2", "C3", "C4"];

/// Puts the cover around the pages.
///
/// # Errors
/// A type family that can't be opened.
pub(super) fn clad(layout: &Layout, settings: &Settings) -> Result<Layout, Diagnostics> {
    let mut made = layout.clone();
    let cover = cover::leaves(settings, layout.device.as_ref())?;
    let places = adopt(&mut made.faces, &cover.faces);
    let mut leaves = cover.pages.into_iter().map(|page| {
        let mut items = page.items;
        items.iter_mut().for_each(|item| rename(item, &places));
        items
    });
    let mut front = leaves.next().unwrap_or_default();
    let back = leaves.next().unwrap_or_default();
    front.splice(0..0, picture(settings));
    if settings.screen.archive {
        // PDF/A-1 has nothing that shines through.
        let veils = front.iter_mut().filter(|item| item.paint == Paint::Veil);
        veils.for_each(|item| item.paint = Paint::Paper);
    }
    let leaf = |at: usize, items: Vec<Item>| Page {
        side: if at.is_multiple_of(2) {
            Side::Recto
        } else {
            Side::Verso
        },
        folio: NAMES[at].into(),
        items,
    };
    let pages = std::mem::take(&mut made.pages);
    made.pages = vec![leaf(0, front), leaf(1, Vec::new())];
    made.pages.extend(pages);
    if !made.pages.len().is_multiple_of(2) {
        // The last page of the text has a back.
        made.pages.push(Page {
            folio: String::new(),
            ..leaf(1, Vec::new())
        });
    }
    made.pages.extend([leaf(2, Vec::new()), leaf(3, back)]);
    for target in &mut made.targets {
        target.page += BEFORE;
    }
    Ok(made)
}

/// How many pages a booklet has more by its cover, so that its pages are even.
pub(super) fn added(settings: &Settings) -> usize {
    if settings.booklet.cover {
        NAMES.len()
    } else {
        0
    }
}

/// Takes faces up among others; the place of each there.
fn adopt(faces: &mut Vec<Face>, more: &[Face]) -> Vec<FaceId> {
    let mut places = Vec::with_capacity(more.len());
    for face in more {
        let is_same = |known: &Face| known.name == face.name && *known.data == *face.data;
        let at = faces.iter().position(is_same).unwrap_or_else(|| {
            faces.push(face.clone());
            faces.len() - 1
        });
        places.push(FaceId(u16::try_from(at).unwrap_or_default()));
    }
    places
}

/// Names the face of a run as the book does.
fn rename(item: &mut Item, places: &[FaceId]) {
    if let Ink::Glyphs(run) = &mut item.ink
        && let Some(&place) = places.get(usize::from(run.face.0))
    {
        run.face = place;
    }
}

/// The manifest's picture in its place on the front.
fn picture(settings: &Settings) -> Option<Item> {
    let cover = settings.cover.as_ref()?;
    let trim = settings.page.trim;
    let (x, y, size) = match cover::inset(settings) {
        Some(inset) => (inset.x, inset.y, inset.size),
        None => (Length::ZERO, Length::ZERO, trim),
    };
    let pixels = pixels(cover)?;
    let alt = match form_of(settings) {
        // Its letters say what the title page says.
        None => settings.meta.title.clone(),
        Some(_) => String::new(),
    };
    Some(Item {
        x,
        y,
        element: None,
        link: None,
        paint: Paint::Ink,
        ink: Ink::Picture(covering(cover, pixels, size, alt)),
    })
}

/// Width and height in pixels.
fn pixels(cover: &Cover) -> Option<(i64, i64)> {
    let reader = image::ImageReader::new(std::io::Cursor::new(&cover.data));
    let size = reader.with_guessed_format().ok()?.into_dimensions().ok()?;
    Some((size.0.into(), size.1.into()))
}

/// The picture as large as a place wants it, its middle shown.
fn covering(cover: &Cover, (across, down): (i64, i64), place: Size, alt: String) -> Picture {
    let (width, height) = (place.width, place.height);
    let is_wide =
        i128::from(across) * i128::from(height.0) > i128::from(width.0) * i128::from(down);
    let (width, height) = match is_wide {
        true => (height.scaled(across, down), height),
        false => (width, width.scaled(down, across)),
    };
    Picture {
        width,
        height,
        data: cover.data.clone().into(),
        inks: None,
        alt,
        is_turned: false,
        shown: Some(place),
    }
}
