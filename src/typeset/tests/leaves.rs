//! The leaves before the text, how pages are counted, and booklets that are filled.

use super::*;
use crate::book::{Frontispiece, Image, ImageId, ImageKind, Picture};
use crate::manifest::settings::Fit;
use crate::typeset::page::Side;
use std::sync::Arc;

fn with(book: &Book, change: impl Fn(&mut Settings)) -> Warned<Layout> {
    let mut settings = Settings {
        page: design::paper("a6").expect("a paper of ours").page(),
        ..Settings::default()
    };
    change(&mut settings);
    lay_out(book, &settings).expect("it can be set")
}

/// Chapters of so many words each.
fn chapters(count: usize, long: usize) -> Book {
    let chapter = |n: usize| format!("# Chapter {n}\n\n{}\n\n", words(long));
    book(&(1..=count).map(chapter).collect::<String>())
}

fn folios(layout: &Layout) -> Vec<&str> {
    layout
        .pages
        .iter()
        .map(|page| page.folio.as_str())
        .collect()
}

fn all_said(page: &Page) -> String {
    said(&page.items.iter().collect::<Vec<_>>())
}

#[test]
fn what_stands_before_the_text_has_roman_numbers_if_asked() {
    let book = chapters(30, 60);
    let plain = with(&book, |_| {}).value;
    assert_eq!(folios(&plain)[..5], ["1", "2", "3", "4", "5"]);
    let apart = with(&book, |settings| settings.page.roman_front = true).value;
    let first = folios(&apart)
        .iter()
        .position(|folio| *folio == "1")
        .expect("page 1");
    assert_eq!(folios(&apart)[..4], ["i", "ii", "iii", "iv"]);
    assert!(first.is_multiple_of(2) && apart.pages[first].side == Side::Recto);
    assert!(all_said(&apart.pages[first]).contains("Chapter 1"));
    // The contents say the numbers that the pages say, and have one themselves.
    let contents = apart.pages[..first]
        .iter()
        .find(|page| all_said(page).contains("Chapter 1"));
    let contents = contents.expect("contents");
    assert!(
        all_said(contents).ends_with(&contents.folio),
        "{}",
        all_said(contents)
    );
    let last = apart.outline.last().expect("an outline").target;
    let page = &apart.pages[apart.targets[last.0 as usize].page as usize];
    let listed = apart.pages[..first].iter().rev().map(all_said);
    let listed: Vec<String> = listed.filter(|said| said.contains("Chapter 30")).collect();
    assert!(
        listed[0].contains(&format!("Chapter 30{}", page.folio)),
        "{}",
        listed[0]
    );
}

#[test]
fn a_half_title_can_be_had_and_left_out() {
    let book = chapters(2, 60);
    let plain = with(&book, |_| {}).value.pages.len();
    let has = |wanted| {
        let made = with(&book, |settings| settings.page.half_title = Some(wanted));
        made.value.pages.len()
    };
    assert_eq!((has(false), has(true)), (plain, plain + 2));
}

/// A book with a picture opposite its title page, of some pixels.
fn with_frontispiece(width: u32, height: u32) -> Book {
    let mut book = chapters(2, 60);
    let picture = Picture::at_head("portrait.png".into());
    let image = Image {
        id: ImageId::of(b"portrait"),
        kind: ImageKind::Png,
        width,
        height,
        data: Vec::new().into(),
        inks: None,
    };
    book.hold(picture.at.source, "portrait.png", Arc::new(image));
    book.meta.frontispiece = Some(Frontispiece {
        picture,
        caption: Some("Herself in a boat".into()),
        describes: None,
    });
    book
}

#[test]
fn a_frontispiece_stands_opposite_the_title() {
    let paper = design::paper("a6").expect("a paper of ours").page();
    for (width, height) in [(1200, 800), (800, 2400)] {
        let made = with(&with_frontispiece(width, height), |_| {}).value;
        assert!(made.pages[0].items.is_empty());
        let (picture, title) = (&made.pages[1], &made.pages[2]);
        assert_eq!((picture.side, title.side), (Side::Verso, Side::Recto));
        assert!(all_said(title).contains("A Title"));
        assert_eq!(page_text(picture), "Herself in a boat");
        let shown = picture.items.iter().find_map(|item| match &item.ink {
            Ink::Picture(shown) => Some((item.y, item.y + shown.height, shown.width)),
            _ => None,
        });
        let (top, bottom, across) = shown.expect("the picture");
        let measure = made.trim.width - paper.inner - paper.outer;
        assert!(across <= measure && across * 3 > measure);
        let caption = text_items(picture).iter().map(|item| item.y).max();
        let caption = caption.expect("a caption");
        assert!(top >= paper.top && bottom < caption);
        assert!(caption <= made.trim.height - paper.bottom + Length::pt(1.0));
    }
}

#[test]
fn a_booklet_is_filled_and_what_was_given_is_told() {
    let book = chapters(1, 2600);
    let plain = with(&book, |_| {}).value.pages.len();
    for wanted in [
        Fit::Pages(plain - 1),
        Fit::Pages(plain + 1),
        Fit::Multiple(4),
    ] {
        let made = with(&book, |settings| settings.page.fit = Some(wanted));
        let pages = made.value.pages.len();
        let is_met = match wanted {
            Fit::Pages(wanted) => pages == wanted,
            Fit::Multiple(of) => pages.is_multiple_of(of),
        };
        assert!(is_met, "{wanted:?}: {pages} of {plain}");
        if pages != plain {
            assert_eq!(codes(&made), ["fitted"]);
            let said = &made.warnings.0[0];
            assert!(
                said.message
                    .starts_with(&format!("{pages} pages in the place of {plain}"))
            );
            assert!(said.hints[0].contains("editions.page"));
        }
    }
}

#[test]
fn what_can_not_be_filled_stays_as_it_is() {
    let book = chapters(1, 2600);
    let plain = with(&book, |_| {}).value;
    let made = with(&book, |settings| settings.page.fit = Some(Fit::Pages(60)));
    assert_eq!(codes(&made), ["not-fitted"]);
    assert_eq!(folios(&made.value), folios(&plain));
    let message = &made.warnings.0[0].message;
    assert!(message.contains("60 pages") && message.contains(&plain.pages.len().to_string()));
}
