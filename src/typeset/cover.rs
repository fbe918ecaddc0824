//! The cover. In: the title page's words, the number of pages and the caliper of the paper. Out: [`CoverSheet`], back,
//! spine and front side by side as one sheet, for the printing house; of a book from right to left, front, spine and back.

mod back;
mod barcode;
mod forms;
pub(super) mod setter;

pub use forms::{COVERS, CoverForm, PictureAt, cover_form};

use super::compose::in_capitals;
use super::face::Style;
use super::founts::Founts;
use super::length::Length;
use super::look::{Case, Lettering};
use super::page::{Ink, Item, Layout, Page, Picture, Side, Size};
use super::spacing::{Binding, bound_spaces};
use crate::book::Meta;
use crate::diagnostic::Diagnostics;
use crate::language::is_right_to_left;
use crate::manifest::Settings;
use setter::{Piece, Setter};

/// A cover as one sheet: back, spine, front.
pub struct CoverSheet {
    /// Two pages: what stands on the flat sheet, and the lettering of the spine, as if the spine lay on its side with the
    /// front cover up: from the head of the spine, and down from the sheet's upper edge.
    pub layout: Layout,
    /// How wide the spine is.
    pub spine: Length,
    /// How wide and high the front is.
    pub front: Size,
    /// From the sheet's left edge to the front: it is at the left where the spine is at its right.
    pub front_left: Length,
    /// Where the manifest's picture stands in the front; None where it covers all of it.
    pub inset: Option<Inset>,
}

/// A picture's place: its upper left corner and its size, from the front's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inset {
    /// From the left.
    pub x: Length,
    /// From above.
    pub y: Length,
    /// How large it is.
    pub size: Size,
}

impl Inset {
    fn of(trim: Size) -> Inset {
        let (x, y, width, height) = forms::INSET;
        Inset {
            x: trim.width.scaled(x, 1000),
            y: trim.height.scaled(y, 1000),
            size: Size {
                width: trim.width.scaled(width, 1000),
                height: trim.height.scaled(height, 1000),
            },
        }
    }
}

/// The form of a book's cover; None where the manifest's picture is the whole front, lettering and all.
#[must_use]
pub fn form_of(settings: &Settings) -> Option<&'static CoverForm> {
    let named = settings.page.cover.as_deref();
    let form = cover_form(named.unwrap_or(settings.page.look.cover));
    let has_picture = settings.cover.is_some();
    form.filter(|form| !has_picture || named.is_some() && form.picture != PictureAt::Nowhere)
}

/// A spine narrower than this carries no lettering: 5 mm leave it 1 mm of tolerance on each side (KDP asks for 79 pages).
const LETTERED: f64 = 5.0;

/// Makes the sheet for a book of so many pages, with the publisher's device on its back. The front is left bare if the manifest gives a
/// picture for it.
///
/// # Errors
/// A type family that can't be opened.
pub fn sheet(
    settings: &Settings,
    pages: usize,
    device: Option<&Picture>,
) -> Result<CoverSheet, Diagnostics> {
    let founts = Founts::open(&settings.page)?;
    let trim = settings.page.trim;
    let spine = spine(pages, settings.press.caliper);
    let mut flat = Vec::new();
    let mut setter = Setter::new(&founts, settings);
    let mut sides = [Length::ZERO, trim.width + spine];
    if is_right_to_left(&settings.meta.language) {
        sides.reverse();
    }
    let [back_left, front_left] = sides;
    let form = form_of(settings);
    let bleed = settings.press.bleed;
    if let Some(form) = form {
        let spans = spans((back_left, front_left), trim, (spine, bleed));
        let room = forms::Front {
            meta: &settings.meta,
            look: &settings.page.look,
            left: front_left,
            trim,
            spans: &spans,
            bleed,
        };
        (form.front)(&mut setter, &room);
    }
    let from = form.map_or(BACK_FROM, |form| form.back_from);
    back::back(
        &mut setter,
        (&settings.meta, device),
        (back_left, trim),
        from,
    );
    flat.append(&mut setter.items);
    lettering(&mut setter, &settings.meta, (spine, trim));
    let size = Size {
        width: trim.width * 2 + spine,
        height: trim.height,
    };
    let mut layout = layout(&founts, size, vec![flat, setter.items]);
    layout.accent = settings
        .page
        .look
        .accent
        .filter(|_| settings.page.cover_colour);
    Ok(CoverSheet {
        layout,
        spine,
        front: trim,
        front_left,
        inset: form
            .filter(|form| form.picture == PictureAt::Inset)
            .map(|_| Inset::of(trim)),
    })
}

/// Front and back as pages of the trimmed size, without a spine: the first and the last of a book that has its cover around it.
///
/// # Errors
/// A type family that can't be opened.
pub fn leaves(settings: &Settings, device: Option<&Picture>) -> Result<Layout, Diagnostics> {
    let made = sheet(settings, 0, device)?;
    let (trim, items) = (made.front, &made.layout.pages[0].items);
    let part = |left: Length| {
        let right = left + trim.width;
        let own = items
            .iter()
            .filter_map(move |item| within(item, left, right));
        own.collect()
    };
    let back_left = match made.front_left {
        Length::ZERO => trim.width,
        _ => Length::ZERO,
    };
    let pages: Vec<Vec<Item>> = vec![part(made.front_left), part(back_left)];
    let (faces, mut layout) = (made.layout.faces, made.layout.pages);
    layout.truncate(pages.len());
    layout
        .iter_mut()
        .zip(pages)
        .for_each(|(page, items)| page.items = items);
    Ok(Layout {
        trim,
        pages: layout,
        faces,
        accent: settings.page.look.accent,
        structure: Vec::new(),
        outline: Vec::new(),
        targets: Vec::new(),
        device: None,
    })
}

/// What of an item stands between two places of the sheet, from the first of them on.
fn within(item: &Item, left: Length, right: Length) -> Option<Item> {
    let (from, to) = (item.x, item.x + item.ink.width());
    let mut item = Item {
        x: from - left,
        ..item.clone()
    };
    if let Ink::Rule { width, .. } = &mut item.ink {
        let (from, to) = (from.max(left), to.min(right));
        item.x = from - left;
        *width = to - from;
        return (to > from).then_some(item);
    }
    // Words and pictures stand on one side.
    let middle = from + (to - from) / 2;
    (middle >= left && middle < right).then_some(item)
}

/// The front alone as one page of the trimmed size, for screens: the words as on the sheet.
///
/// # Errors
/// A type family that can't be opened.
pub fn front_page(meta: &Meta, settings: &Settings) -> Result<Layout, Diagnostics> {
    let founts = Founts::open(&settings.page)?;
    let trim = settings.page.trim;
    let mut setter = Setter::new(&founts, settings);
    if let Some(form) = form_of(settings) {
        let room = forms::Front {
            meta,
            look: &settings.page.look,
            left: Length::ZERO,
            trim,
            spans: &[(Length::ZERO, trim.width)],
            bleed: Length::ZERO,
        };
        (form.front)(&mut setter, &room);
    }
    let mut made = layout(&founts, trim, vec![setter.items]);
    made.accent = settings.page.look.accent;
    Ok(made)
}

/// Where the picture of a front stands; None where it covers all of it.
#[must_use]
pub fn inset(settings: &Settings) -> Option<Inset> {
    let form = form_of(settings).filter(|form| form.picture == PictureAt::Inset);
    form.map(|_| Inset::of(settings.page.trim))
}

/// From the top edge to the words of the back, in thousandths of the height.
const BACK_FROM: i64 = 190;

/// What goes around the cover: from edge to edge with the bleed, but a lettered spine stays bare.
fn spans(
    (back, front): (Length, Length),
    trim: Size,
    (spine, bleed): (Length, Length),
) -> Vec<(Length, Length)> {
    let total = trim.width * 2 + spine;
    if spine < Length::mm(LETTERED) {
        return vec![(-bleed, total + bleed)];
    }
    let (first, second) = (back.min(front), back.max(front));
    vec![(first - bleed, first + trim.width), (second, total + bleed)]
}

/// A line of a title as a title page letters it, in a size. Small words stay with those that they lean on.
fn title_piece((line, language): (&str, &str), of: &Lettering, size: Length) -> Piece {
    let title = bound_spaces(line, Binding::of_title(language, usize::MAX / 100));
    let style = match (of.is_bold, of.is_italic) {
        (true, true) => Style::BoldItalic,
        (true, false) => Style::Bold,
        (false, true) => Style::Italic,
        (false, false) => Style::Regular,
    };
    let piece = match of.case {
        Case::Capitals => Piece::plain(&in_capitals(&title, language), style, size),
        Case::AsIs | Case::Small => Piece::plain(&title, style, size),
    };
    if of.is_display {
        piece.display()
    } else {
        piece
    }
}

/// Pages of some items each.
fn layout(founts: &Founts, trim: Size, pages: Vec<Vec<Item>>) -> Layout {
    let page = |items| Page {
        side: Side::Recto,
        folio: String::new(),
        items,
    };
    Layout {
        trim,
        pages: pages.into_iter().map(page).collect(),
        faces: founts.shaper().faces().to_vec(),
        structure: Vec::new(),
        outline: Vec::new(),
        targets: Vec::new(),
        accent: None,
        device: None,
    }
}

/// The width of the spine: a leaf has two pages.
fn spine(pages: usize, caliper: Length) -> Length {
    caliper * pages.div_ceil(2) as i64
}

/// The front: author, title and publisher in a double frame.
fn front_in_frame(set: &mut Setter<'_>, meta: &Meta, (left, trim): (Length, Size)) {
    let unit = trim.width / 148;
    frame(set, (left, trim), unit * 10, Length::pt(1.2));
    frame(set, (left, trim), unit * 12, Length::pt(0.4));
    let middle = left + trim.width / 2;
    let measure = trim.width - unit * 40;
    let at = |share: i64| trim.height.scaled(share, 1000);
    let size = set.size;
    let authors: Vec<&str> = meta.authors().collect();
    let author = Piece::small_caps(&authors.join(", "), size.scaled(125, 100));
    set.centred(&author, (middle, at(190)), measure);
    let shown = meta.shown_title();
    let title_size = title_size(&meta.title, size);
    let room = measure.0 * 100 / (title_size.0 * LETTER).max(1);
    let binding = Binding::of_title(&meta.language, room.max(0) as usize);
    let mut below = at(320);
    for line in shown.lines() {
        let line = bound_spaces(line, binding);
        let line = Piece::plain(&line, Style::Regular, title_size);
        below = set.centred(&line, (middle, below), measure);
    }
    let subtitle = meta.subtitle.as_deref().unwrap_or_default();
    let subtitle = Piece::plain(subtitle, Style::Italic, size.scaled(125, 100));
    let below = set.centred(&subtitle, (middle, below + size), measure);
    let dash = unit * 24;
    set.rule((middle - dash / 2, below), (dash, Length::pt(0.6)));
    let foot = [meta.publisher.as_deref(), meta.date.as_deref()];
    let foot: Vec<&str> = foot.into_iter().flatten().collect();
    let publisher = Piece::small_caps(&foot.join(" · "), size);
    set.centred(&publisher, (middle, at(900)), measure);
}

/// The width of a letter of the title, in hundredths of an em.
const LETTER: i64 = 52;

/// A long title is set smaller.
fn title_size(title: &str, size: Length) -> Length {
    let share = match title.chars().count() {
        0..=20 => 340,
        21..=45 => 280,
        46..=80 => 230,
        _ => 190,
    };
    size.scaled(share, 100)
}

fn frame(set: &mut Setter<'_>, (left, trim): (Length, Size), inset: Length, weight: Length) {
    let (width, height) = (trim.width - inset * 2, trim.height - inset * 2);
    for y in [inset, trim.height - inset - weight] {
        set.rule((left + inset, y), (width, weight));
    }
    for x in [left + inset, left + trim.width - inset - weight] {
        set.rule((x, inset), (weight, height));
    }
}

/// The lettering of the spine, author and title: from head to foot (ISO 6357), so that it stands upright when the book
/// lies on its back.
fn lettering(set: &mut Setter<'_>, meta: &Meta, (spine, trim): (Length, Size)) {
    if spine < Length::mm(LETTERED) {
        return;
    }
    let size = set.size.min(spine.scaled(60, 100));
    // The middle of the small letters' height, some 0.45 em, stands in the middle of the spine.
    let baseline = trim.width + (spine - size.scaled(45, 100)) / 2;
    let y = trim.height - baseline;
    let margin = trim.height / 12;
    let authors: Vec<&str> = meta.authors().collect();
    let author = Piece::small_caps(&authors.join(", "), size);
    let title = Piece::plain(&meta.title, Style::Regular, size);
    let room = trim.height - margin * 2 - size * 2;
    let (of_author, of_title) = (set.width(&author), set.width(&title));
    if of_title > room {
        return;
    }
    set.line(&title, (trim.height - margin - of_title, y));
    if of_author + of_title <= room {
        set.line(&author, (margin, y));
    }
}

#[cfg(test)]
mod tests;
