//! Lines beside the pages, for those who print them. In: words. Out: a [`Layout`] of as many pages as there are lines, each with one
//! line, which `editions/pdf` shows where there is room.

use super::cover::setter::{Piece, Setter};
use super::face::Style;
use super::founts::Founts;
use super::length::Length;
use super::page::{Layout, Page, Side, Size};
use crate::diagnostic::Diagnostics;
use crate::manifest::Settings;

/// Sets them in the book's upright, each a title and what follows it; of a title that is too long for the room the last words are
/// left out. The baseline is one size below the upper edge; pages are as wide as the widest line.
///
/// # Errors
/// A type family that can't be opened.
pub fn lines(
    settings: &Settings,
    (title, rests): (&str, &[String]),
    (size, room): (Length, Length),
) -> Result<Layout, Diagnostics> {
    let founts = Founts::open(&settings.page)?;
    let mut width = Length::ZERO;
    let mut pages = Vec::with_capacity(rests.len());
    for rest in rests {
        let mut setter = Setter::new(&founts, settings);
        let piece = |line: &String| Piece::plain(line, Style::Regular, size);
        let mut lines = shorter_and_shorter(title).map(|title| format!("{title}{rest}"));
        let line = lines.find(|line| setter.width(&piece(line)) <= room);
        let piece = piece(&line.unwrap_or_else(|| rest.clone()));
        width = width.max(setter.width(&piece));
        setter.line(&piece, (Length::ZERO, size));
        pages.push(Page {
            side: Side::Recto,
            folio: String::new(),
            items: setter.items,
        });
    }
    Ok(Layout {
        trim: Size {
            width,
            height: size.scaled(7, 5),
        },
        pages,
        faces: founts.shaper().faces().to_vec(),
        structure: Vec::new(),
        outline: Vec::new(),
        targets: Vec::new(),
        accent: None,
        device: None,
    })
}

/// A title, then without its last word, and so on, down to none of them.
fn shorter_and_shorter(title: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let all = words.len();
    (0..=all).rev().map(move |kept| match kept == all {
        true => words.join(" "),
        false => format!("{} …", words[..kept].join(" ")).trim_start().into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::page::Ink;

    #[test]
    fn each_line_is_a_page_and_none_is_wider_than_it() {
        let rests = [" · 1", " · Четыре листа", " · 12"].map(String::from);
        let set = |title: &str, room: f64| {
            let size = (Length::pt(6.0), Length::pt(room));
            lines(&Settings::default(), (title, &rests), size).unwrap()
        };
        let layout = set("Short", 300.0);
        assert_eq!(layout.pages.len(), 3);
        let narrow = set("A title that is rather long for a page of this size", 70.0);
        assert!(narrow.trim.width <= Length::pt(70.0) && narrow.trim.width > Length::pt(40.0));
        for page in &layout.pages {
            let right = page
                .items
                .iter()
                .map(|item| item.x + item.ink.width())
                .max();
            assert!(right.is_some_and(|right| right > Length::ZERO && right <= layout.trim.width));
        }
        let is_said = |item: &crate::typeset::page::Item| match &item.ink {
            Ink::Glyphs(run) => run.text.contains("Short"),
            _ => false,
        };
        assert!(layout.pages[0].items.iter().any(is_said));
    }
}
