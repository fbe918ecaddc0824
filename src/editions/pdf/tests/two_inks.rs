//! A second ink: what stands on which plate, and what each drum of a duplicator prints.

use super::on_press::{plates, with_all};
use super::*;
use crate::manifest::settings::{Ink as Spot, PressSettings};
use crate::typeset::page::Paint;
use std::collections::BTreeMap;

type Plates = BTreeMap<String, Vec<u8>>;

fn red() -> Spot {
    Spot {
        name: "PANTONE 485 U".into(),
        colour: [0xc4, 0x12, 0x30],
    }
}

/// The small book with a heading and a line of text in the accent's colour.
fn accented() -> Layout {
    let mut layout = fixture::booklet();
    for at in [0, 2] {
        layout.pages[0].items[at].paint = Paint::Accent;
    }
    layout
}

/// What of a layout is in the accent's colour, or what is not, in black.
fn alone(layout: &Layout, accents: bool) -> Layout {
    let mut layout = layout.clone();
    for page in &mut layout.pages {
        page.items
            .retain(|item| (item.paint == Paint::Accent) == accents);
        page.items
            .iter_mut()
            .for_each(|item| item.paint = Paint::Ink);
    }
    layout
}

fn plate<'a>(plates: &'a Plates, name: &str) -> &'a [u8] {
    plates.get(&format!("p1 {name}")).map_or(&[], Vec::as_slice)
}

/// Dot for dot: the accents on one plate, all else on the other, and nothing on a third.
#[test]
fn each_ink_has_its_own_on_its_plate() {
    let layout = accented();
    let mut settings = settings();
    for (standard, first) in [
        (PressStandard::X4, None),
        (PressStandard::X1a, None),
        (PressStandard::X4, Some("Reflex Blue")),
    ] {
        settings.press = PressSettings {
            crop_marks: false,
            registration: false,
            colour_bar: false,
            slug: false,
            ..with_all(standard)
        };
        let black = |layout: &Layout| plates(&write(layout, &settings, press::write));
        let (Some(text), Some(accents)) =
            (black(&alone(&layout, false)), black(&alone(&layout, true)))
        else {
            return;
        };
        settings.press.second = Some(red());
        settings.press.ink = first.map(|name| Spot {
            name: name.into(),
            ..red()
        });
        let both = plates(&write(&layout, &settings, press::write)).unwrap();
        let named = first.unwrap_or("Black");
        assert!(
            plate(&both, named) == plate(&text, "Black"),
            "{standard:?} {named}"
        );
        assert!(
            plate(&both, "PANTONE 485 U") == plate(&accents, "Black"),
            "{standard:?} {named}"
        );
        assert!(plate(&both, "Cyan") == plate(&text, "Cyan"));
        assert!(!plate(&accents, "Black").is_empty());
        if first.is_some() {
            assert!(plate(&both, "Black") == plate(&text, "Cyan"));
        }
    }
}

/// Marks by which plates are laid over each other stand on those that are printed, and on no other.
#[test]
fn registration_marks_are_on_both_plates() {
    let mut settings = settings();
    settings.press = PressSettings {
        second: Some(red()),
        registration: true,
        ..PressSettings::default()
    };
    let layout = accented();
    let mut made = |registration| {
        settings.press.registration = registration;
        // The room beyond the bleed is there in both.
        settings.press.slug = true;
        plates(&write(&layout, &settings, press::write))
    };
    let (Some(with), Some(bare)) = (made(true), made(false)) else {
        return;
    };
    assert!(plate(&with, "Cyan") == plate(&bare, "Cyan"));
    for name in ["Black", "PANTONE 485 U"] {
        let (with, bare) = (plate(&with, name), plate(&bare, name));
        assert!(with.len() == bare.len() && with != bare, "{name}");
    }
}

#[test]
fn each_drum_prints_its_part_in_greys() {
    let layout = accented();
    let mut settings = settings();
    settings.press.second = Some(red());
    for (writer, accents) in [
        (press::write_first_drum as Writer, false),
        (press::write_second_drum, true),
    ] {
        let bytes = write(&layout, &settings, writer);
        let printed = pretty::print(&bytes);
        assert!(!printed.contains("Separation") && !printed.contains("DeviceRGB"));
        let plain = Settings {
            press: PressSettings::default(),
            ..settings.clone()
        };
        let wanted = write(&alone(&layout, accents), &plain, press::write);
        let (Some(drum), Some(wanted)) = (plates(&bytes), plates(&wanted)) else {
            return;
        };
        assert!(
            plate(&drum, "Black") == plate(&wanted, "Black"),
            "{accents}"
        );
    }
}

#[test]
fn an_ink_that_nothing_is_printed_in_is_told() {
    let mut settings = settings();
    settings.press.second = Some(red());
    let codes = |layout: &Layout, writer: Writer| {
        let made = writer(layout, &settings, &super::Plates::of(layout).unwrap()).unwrap();
        let codes = made.warnings.0.iter().map(|said| said.code);
        codes.collect::<Vec<_>>()
    };
    let plain = fixture::booklet();
    assert_eq!(codes(&plain, press::write), ["no-accent"]);
    assert_eq!(codes(&plain, press::write_second_drum), ["no-accent"]);
    assert!(codes(&plain, press::write_first_drum).is_empty());
    assert!(codes(&accented(), press::write).is_empty());
}
