//! Covers: what stands on them, and where.

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
    let sheet = sheet(&settings(), 128, None).unwrap();
    assert!((sheet.spine.to_mm() - 6.4).abs() < 0.001);
    assert_eq!(sheet.layout.trim.width, sheet.front.width * 2 + sheet.spine);
}

#[test]
fn only_a_wide_spine_is_lettered() {
    let lettering = |pages| said(&sheet(&settings(), pages, None).unwrap().layout.pages[1]);
    assert_eq!(lettering(96), "");
    assert!(lettering(104).contains("Paper Mill"));
}

#[test]
fn all_stands_within_its_panel() {
    let sheet = sheet(&settings(), 200, None).unwrap();
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
    let sheet = sheet(&settings, 200, None).unwrap();
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
    let sheet = sheet(&settings, 64, None).unwrap();
    assert!(!said(&sheet.layout.pages[0]).contains("Paper Mill"));
    assert!(said(&sheet.layout.pages[0]).contains("What the back says"));
}

/// The items of a front by itself, in a form.
fn front_in(form: &'static CoverForm) -> Layout {
    let mut settings = settings();
    settings.page.look = crate::typeset::look::LOOKS[1];
    settings.page.cover = Some(form.name.into());
    settings.cover =
        (form.picture != PictureAt::Nowhere).then(|| crate::manifest::settings::Cover {
            path: "cover.png".into(),
            data: Vec::new(),
        });
    front_page(&settings.meta, &settings).unwrap()
}

#[test]
fn every_front_says_its_title_within_itself() {
    assert!(COVERS.len() >= 5);
    for form in COVERS {
        let front = front_in(form);
        let words = said(&front.pages[0]).replace('\u{a0}', " ");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words.contains("Paper Mill") && words.contains("Small"),
            "{}: {words}",
            form.name
        );
        for item in &front.pages[0].items {
            let right = item.x + item.ink.width();
            let is_inside = item.x >= Length::ZERO && right <= front.trim.width;
            assert!(
                is_inside && item.y <= front.trim.height,
                "{}: {item:?}",
                form.name
            );
        }
    }
}

#[test]
fn only_forms_of_letters_go_without_a_picture() {
    let mut settings = settings();
    settings.page.cover = Some("band".into());
    assert_eq!(form_of(&settings).map(|form| form.name), Some("band"));
    settings.cover = Some(crate::manifest::settings::Cover {
        path: "cover.png".into(),
        data: Vec::new(),
    });
    assert!(
        form_of(&settings).is_none(),
        "a finished picture stays as it is"
    );
    settings.page.cover = Some("inset".into());
    assert_eq!(form_of(&settings).map(|form| form.name), Some("inset"));
}

#[test]
fn a_title_keeps_its_own_lines() {
    let mut settings = settings();
    settings.meta.title = "The Free School and the Town".into();
    settings.meta.title_lines = vec!["The Free School".into(), "and the Town".into()];
    settings.page.cover = Some("typographic".into());
    let front = front_page(&settings.meta, &settings).unwrap();
    let runs = front.pages[0]
        .items
        .iter()
        .filter_map(|item| match &item.ink {
            Ink::Glyphs(run) => Some(run.text.replace('\u{a0}', " ")),
            _ => None,
        });
    let runs: Vec<String> = runs.collect();
    assert!(runs.contains(&"and the Town".to_string()), "{runs:?}");
}

#[test]
fn the_back_has_bars_and_a_price() {
    let mut settings = settings();
    settings.meta.description = Some("Short.".into());
    let count = |settings: &Settings| {
        let sheet = sheet(settings, 64, None).unwrap();
        let items = sheet.layout.pages[0].items.iter();
        let is_bar = |item: &&Item| matches!(item.ink, Ink::Rule { height, .. } if height == Length::mm(16.0));
        items.filter(is_bar).count()
    };
    assert_eq!(count(&settings), 0);
    settings.meta.isbn = Some("9780306406157".into());
    settings.meta.imprint.price = Some("£3".into());
    // An EAN-13 has thirty bars: three pairs that guard it and two of each of twelve digits.
    assert_eq!(count(&settings), 30);
    let words = said(&sheet(&settings, 64, None).unwrap().layout.pages[0]);
    assert!(
        words.contains("£3") && words.contains("9780306406157"),
        "{words}"
    );
}
