//! The cover around the pages, and the publisher's device on it.

use super::*;
use crate::manifest::settings::Cover;
use crate::typeset::page::{Paint, Picture};

fn device() -> Picture {
    Picture {
        width: Length::pt(40.0),
        height: Length::pt(20.0),
        data: with_pictures::encoded(image::ImageFormat::Png).into(),
        inks: None,
        alt: "Back Lane Press".into(),
        is_turned: false,
        shown: None,
    }
}

fn is_picture(item: &Item) -> bool {
    matches!(item.ink, Ink::Picture(_))
}

#[test]
fn a_book_in_its_cover_has_four_pages_more_and_leads_where_it_did() {
    let settings = settings();
    let layout = fixture::booklet();
    let clad = clad::clad(&layout, &settings).unwrap();
    let folios: Vec<&str> = clad.pages.iter().map(|page| page.folio.as_str()).collect();
    let (first, last) = (&folios[..2], &folios[folios.len() - 2..]);
    assert_eq!((first, last), (&["C1", "C2"][..], &["C3", "C4"][..]));
    let count = layout.pages.len().next_multiple_of(2);
    assert_eq!(folios.len(), count + 4);
    for (was, is) in layout.targets.iter().zip(&clad.targets) {
        let page = |layout: &Layout, target: &crate::typeset::page::Target| {
            layout.pages[target.page as usize].folio.clone()
        };
        assert_eq!(page(&layout, was), page(&clad, is));
    }
    let words = |page: usize| clad.pages[page].items.len();
    assert!(words(0) > 0 && words(1) == 0 && words(folios.len() - 2) == 0);
    let bytes = write(&clad, &settings, screen::write);
    let Some(said) = asked("pdftotext", &["-f", "1", "-l", "1"], &bytes, &["-"]) else {
        return;
    };
    let said = said.to_lowercase();
    let title = settings.meta.title.to_lowercase();
    assert!(said.contains(title.split(' ').next().unwrap()), "{said}");
}

/// The leaves have what the sheet has, from side to side, and what goes around the spine is parted there.
#[test]
fn leaves_are_the_sheet_cut_in_two() {
    let mut settings = settings();
    for cover in crate::typeset::cover::COVERS {
        settings.page.cover = Some(cover.name.into());
        let sheet = crate::typeset::cover::sheet(&settings, 0, None).unwrap();
        let leaves = crate::typeset::cover::leaves(&settings, None).unwrap();
        let trim = leaves.trim;
        let glyphs = |items: &[Item]| {
            let runs = items
                .iter()
                .filter(|item| matches!(item.ink, Ink::Glyphs(_)));
            runs.count()
        };
        let own: usize = leaves.pages.iter().map(|page| glyphs(&page.items)).sum();
        assert_eq!(own, glyphs(&sheet.layout.pages[0].items), "{}", cover.name);
        for item in leaves.pages.iter().flat_map(|page| &page.items) {
            if let Ink::Rule { .. } = item.ink {
                assert!(item.x >= Length::ZERO && item.x + item.ink.width() <= trim.width);
            }
        }
    }
}

#[test]
fn a_picture_fills_its_front_and_nothing_shines_through_in_archives() {
    let mut settings = settings();
    settings.cover = Some(Cover {
        path: "cover.png".into(),
        data: with_pictures::encoded(image::ImageFormat::Png),
    });
    settings.page.cover = Some("picture".into());
    let layout = fixture::booklet();
    let clad = clad::clad(&layout, &settings).unwrap();
    let front = &clad.pages[0].items;
    let Ink::Picture(picture) = &front[0].ink else {
        panic!("no picture first");
    };
    assert_eq!(picture.shown, Some(layout.trim));
    assert!(picture.width >= layout.trim.width && picture.height >= layout.trim.height);
    assert!(front.iter().any(|item| item.paint == Paint::Veil));
    assert!(pretty::print(&write(&clad, &settings, screen::write)).contains("ExtGState"));
    settings.screen.archive = true;
    let clad = clad::clad(&layout, &settings).unwrap();
    assert!(
        clad.pages[0]
            .items
            .iter()
            .all(|item| item.paint != Paint::Veil)
    );
}

#[test]
fn the_device_stands_on_the_back_in_the_inks_of_the_press() {
    let settings = settings();
    let mut layout = fixture::booklet();
    let bare = write(&layout, &settings, cover::write);
    assert!(!pretty::print(&bare).contains("/Image"));
    layout.device = Some(device());
    let made = pretty::print(&write(&layout, &settings, cover::write));
    assert!(made.contains("/Image") && made.contains("/DeviceGray") && made.contains("PDF/X-4"));
    let sheet = crate::typeset::cover::sheet(&settings, 4, layout.device.as_ref()).unwrap();
    let items = &sheet.layout.pages[0].items;
    let logo = items.iter().find(|item| is_picture(item)).unwrap();
    assert!(logo.x + logo.ink.width() < layout.trim.width, "on the back");
    let Ink::Picture(picture) = &logo.ink else {
        unreachable!("it was looked for");
    };
    assert_eq!(picture.width.0, picture.height.0 * 2, "in its proportions");
}
