//! The cover. In: the title page's words, the number of pages and the caliper of the paper. Out: [`CoverSheet`], back,
//! spine and front side by side as one sheet, for the printing house; of a book from right to left, front, spine and back.

pub(super) mod setter;

use super::face::Style;
use super::founts::Founts;
use super::length::Length;
use super::page::{Item, Layout, Page, Side, Size};
use super::spacing::{Binding, bound_spaces};
use crate::book::{Meta, isbn_in_words};
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
}

/// A spine narrower than this carries no lettering: 5 mm leave it 1 mm of tolerance on each side (KDP asks for 79 pages).
const LETTERED: f64 = 5.0;

/// Makes the sheet for a book of so many pages. The front is left bare if the manifest gives a picture for it.
///
/// # Errors
/// A type family that can't be opened.
pub fn sheet(settings: &Settings, pages: usize) -> Result<CoverSheet, Diagnostics> {
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
    if settings.cover.is_none() {
        front(&mut setter, &settings.meta, (front_left, trim));
    }
    back(&mut setter, &settings.meta, (back_left, trim));
    flat.append(&mut setter.items);
    lettering(&mut setter, &settings.meta, (spine, trim));
    let size = Size {
        width: trim.width * 2 + spine,
        height: trim.height,
    };
    Ok(CoverSheet {
        layout: layout(&founts, size, vec![flat, setter.items]),
        spine,
        front: trim,
        front_left,
    })
}

/// The front alone as one page of the trimmed size, for screens: the words as on the sheet.
///
/// # Errors
/// A type family that can't be opened.
pub fn front_page(meta: &Meta, settings: &Settings) -> Result<Layout, Diagnostics> {
    let founts = Founts::open(&settings.page)?;
    let trim = settings.page.trim;
    let mut setter = Setter::new(&founts, settings);
    front(&mut setter, meta, (Length::ZERO, trim));
    Ok(layout(&founts, trim, vec![setter.items]))
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
    }
}

/// The width of the spine: a leaf has two pages.
fn spine(pages: usize, caliper: Length) -> Length {
    caliper * pages.div_ceil(2) as i64
}

/// The front: author, title and publisher in a double frame.
fn front(set: &mut Setter<'_>, meta: &Meta, (left, trim): (Length, Size)) {
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

/// The back: the description, and the ISBN and the publisher at its foot.
fn back(set: &mut Setter<'_>, meta: &Meta, (left, trim): (Length, Size)) {
    let size = set.size;
    let margin = trim.width / 148 * 22;
    let measure = trim.width - margin * 2;
    let mut y = trim.height.scaled(190, 1000);
    for paragraph in meta.description.iter().flat_map(|text| text.lines()) {
        let piece = Piece::plain(paragraph, Style::Regular, size);
        y = set.ragged(&piece, (left + margin, y), measure) + size / 2;
    }
    let isbn = meta.isbn.as_deref().map(isbn_in_words);
    let foot: Vec<&str> = [meta.publisher.as_deref(), isbn.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let foot = Piece::small_caps(&foot.join(" · "), size.scaled(90, 100));
    set.centred(
        &foot,
        (left + trim.width / 2, trim.height.scaled(900, 1000)),
        measure,
    );
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
mod tests {
    use super::*;
    use crate::typeset::page::Ink;

    fn settings() -> Settings {
        let mut settings = Settings::default();
        settings.meta.title = "A Long Walk to the Paper Mill and Back Again".into();
        settings.meta.description = Some("What the back says. ".repeat(12));
        settings.meta.publisher = Some("Small Press".into());
        settings
    }

    fn said(page: &Page) -> String {
        let runs = page.items.iter().filter_map(|item| match &item.ink {
            Ink::Glyphs(run) => Some(run.text.as_str()),
            _ => None,
        });
        runs.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_spine_is_as_wide_as_the_leaves_are_thick() {
        let sheet = sheet(&settings(), 128).unwrap();
        assert!((sheet.spine.to_mm() - 6.4).abs() < 0.001);
        assert_eq!(sheet.layout.trim.width, sheet.front.width * 2 + sheet.spine);
    }

    #[test]
    fn only_a_wide_spine_is_lettered() {
        let lettering = |pages| said(&sheet(&settings(), pages).unwrap().layout.pages[1]);
        assert_eq!(lettering(96), "");
        assert!(lettering(104).contains("Paper Mill"));
    }

    #[test]
    fn all_stands_within_its_panel() {
        let sheet = sheet(&settings(), 200).unwrap();
        let (back, front) = (sheet.front.width, sheet.front.width + sheet.spine);
        for item in &sheet.layout.pages[0].items {
            let width = match &item.ink {
                Ink::Glyphs(run) => run.glyphs.iter().map(|glyph| glyph.advance()).sum(),
                Ink::Rule { width, .. } => *width,
                Ink::Picture(picture) => picture.width,
            };
            let (left, right) = (item.x, item.x + width);
            assert!(left >= Length::ZERO && right <= sheet.layout.trim.width);
            assert!(right <= back || left >= front, "{item:?}");
            assert!(item.y >= Length::ZERO && item.y <= sheet.front.height);
        }
    }

    #[test]
    fn a_hebrew_front_is_at_the_left() {
        let mut settings = settings();
        settings.meta.language = "he".into();
        settings.meta.title = "הנמל שלנו".into();
        let sheet = sheet(&settings, 200).unwrap();
        assert_eq!(sheet.front_left, Length::ZERO);
        let items = sheet.layout.pages[0].items.iter();
        let title = items
            .clone()
            .find(|item| matches!(&item.ink, Ink::Glyphs(run) if run.text.contains("ונלש למנה")));
        assert!(
            title.is_some_and(|item| item.x < sheet.front.width),
            "{}",
            said(&sheet.layout.pages[0])
        );
        let back =
            items.filter(|item| matches!(&item.ink, Ink::Glyphs(run) if run.text.contains("says")));
        for item in back {
            assert!(item.x > sheet.front.width + sheet.spine);
        }
    }

    #[test]
    fn a_picture_leaves_the_front_bare() {
        let mut settings = settings();
        settings.cover = Some(crate::manifest::settings::Cover {
            path: "cover.png".into(),
            data: Vec::new(),
        });
        let sheet = sheet(&settings, 64).unwrap();
        assert!(!said(&sheet.layout.pages[0]).contains("Paper Mill"));
        assert!(said(&sheet.layout.pages[0]).contains("What the back says"));
    }
}
