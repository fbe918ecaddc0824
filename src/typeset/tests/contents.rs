//! What stands in a line beside plain words: raised, lowered and struck words, words in another language.

use super::{laid, lines, page_text, text_items, words};
use crate::typeset::page::{ElementKind, Ink};

#[test]
fn raised_and_lowered_words_leave_the_lines_where_they_are() {
    let plain = words(60);
    let signs = plain.replace("printers", "H~2~O m^2^ x^*n*+1^");
    let baselines = |text: &str| -> Vec<_> {
        let layout = laid(text).value;
        let lines = lines(&layout.pages[2]);
        lines.iter().map(|(y, ..)| *y).collect()
    };
    let (plain, with_signs) = (baselines(&plain), baselines(&signs));
    let shared = plain.len().min(with_signs.len());
    assert!(shared > 4);
    assert_eq!(plain[..shared], with_signs[..shared]);
}

/// Size, drawing and height of each glyph of a line of its own.
fn drawn(text: &str) -> Vec<(i64, u16, i64)> {
    let layout = laid(text).value;
    let mut found = Vec::new();
    for item in text_items(&layout.pages[2]) {
        if let Ink::Glyphs(run) = &item.ink {
            let glyphs = run.glyphs.iter();
            found.extend(glyphs.map(|g| (run.size.0, g.id, g.rise().0)));
        }
    }
    found
}

#[test]
fn what_is_raised_is_smaller_or_a_figure_of_its_own() {
    let (plain, raised) = (drawn("Ex7-n.\n"), drawn("Ex^7-n^.\n"));
    assert_eq!(plain[..2], raised[..2]);
    for at in 2..5 {
        let ((size, id, _), (own, drawing, rise)) = (plain[at], raised[at]);
        assert!(own < size && rise > 0 || drawing != id, "{at}: {raised:?}");
    }
    let lowered = drawn("Ex~7-n~.\n");
    assert!(
        lowered[2..5]
            .iter()
            .all(|(size, _, rise)| *size < plain[0].0 && *rise < 0)
    );
    assert_eq!(plain[5], lowered[5]);
}

#[test]
fn a_line_goes_through_struck_words_and_no_further() {
    let layout = laid("The clerk wrote ~~forty two~~ and fourteen.\n").value;
    let items = &layout.pages[2].items;
    let at = items
        .iter()
        .position(|item| matches!(&item.ink, Ink::Glyphs(run) if run.text.starts_with("forty")));
    let at = at.expect("the struck words");
    let (words, line) = (&items[at], &items[at + 1]);
    let (Ink::Glyphs(run), Ink::Rule { width, height }) = (&words.ink, &line.ink) else {
        panic!("no line behind the words: {line:?}");
    };
    let long = run.glyphs.iter().map(|g| g.advance().0).sum::<i64>();
    assert_eq!(line.x, words.x);
    assert!(width.0 <= long && width.0 > long * 9 / 10);
    assert!(line.y < words.y && line.y > words.y - run.size / 2);
    assert!(height.0 > 0 && line.element.is_none());
    let rules = items
        .iter()
        .filter(|item| matches!(item.ink, Ink::Rule { .. }));
    assert_eq!(rules.count(), 1);
}

#[test]
fn words_in_another_language_are_parted_by_its_patterns() {
    let german = "Gesellschaft Wirtschaftswunder Krankenversicherung Verantwortung ".repeat(30);
    let parted = |text: &str| {
        let layout = laid(text).value;
        let items = text_items(&layout.pages[2]);
        let ends = items.iter().filter_map(|item| match &item.ink {
            Ink::Glyphs(run) => run.text.strip_suffix('\u{ad}').map(str::to_owned),
            _ => None,
        });
        ends.collect::<Vec<String>>()
    };
    let english = parted(&german);
    let own = parted(&format!("[{}]{{lang=de}}", german.trim_end()));
    assert!(!own.is_empty());
    assert_ne!(english, own);
}

#[test]
fn the_structure_says_the_language() {
    let layout = laid("He said [je ne sais pas]{lang=fr} twice.\n").value;
    let spans = layout
        .structure
        .iter()
        .filter(|e| e.kind == ElementKind::Span);
    let languages: Vec<_> = spans.filter_map(|e| e.language.as_deref()).collect();
    assert_eq!(languages, ["fr"]);
    assert!(page_text(&layout.pages[2]).contains("je ne sais pas"));
}
