//! Books that are hard to set: each gives a sensible page or a clear error.

use super::*;

#[test]
fn a_word_wider_than_the_measure_is_parted_and_reported() {
    let wide = "w".repeat(300);
    let made = laid(&format!("{} {wide} {}", words(20), words(20)));
    assert_eq!(codes(&made), ["wide-word"]);
    let paper = design::paper("a6").expect("a paper of ours");
    assert_eq!(overruns(&made.value, paper), Vec::<String>::new());
    assert!(
        made.value
            .pages
            .iter()
            .map(page_text)
            .collect::<String>()
            .replace(' ', "")
            .contains(&wide)
    );
}

#[test]
fn a_note_longer_than_a_page_runs_on() {
    let made = laid(&format!(
        "{}[^1] {}\n\n[^1]: first {} last",
        words(30),
        words(400),
        words(1500)
    ));
    let pages = &made.value.pages;
    let call = pages
        .iter()
        .position(|p| page_text(p).contains("first"))
        .expect("the note begins");
    let end = pages
        .iter()
        .position(|p| page_text(p).contains("last"))
        .expect("the note ends");
    assert_eq!(call, 2, "on the page of its call");
    assert!(end > call + 1);
    for page in &pages[call..] {
        assert!(!page_text(page).trim().is_empty(), "no page stays empty");
    }
}

#[test]
fn twenty_notes_on_a_line_all_stand_in_order_and_not_far_from_their_call() {
    let calls: String = (1..=20).map(|n| format!("a[^{n}] ")).collect();
    let notes: String = (1..=20)
        .map(|n| format!("[^{n}]: note{n}x {}\n", words(30)))
        .collect();
    let made = laid(&format!("{} {calls} {}\n\n{notes}", words(60), words(300)));
    let pages: Vec<String> = made.value.pages.iter().map(page_text).collect();
    let page_of = |what: &str| {
        let found: Vec<usize> = (0..pages.len())
            .filter(|&at| pages[at].contains(what))
            .collect();
        assert_eq!(found.len(), 1, "{what} stands once");
        found[0]
    };
    let mut last = (0, 0);
    for n in 1..=20 {
        let (call, note) = (page_of(&format!("a{n} ")), page_of(&format!("note{n}x")));
        assert!(
            note == call || note == call + 1,
            "note {n} on {note}, called on {call}"
        );
        assert!(n > 5 || note == call, "there is room for note {n}");
        let here = (
            note,
            pages[note].find(&format!("note{n}x")).unwrap_or_default(),
        );
        assert!(here > last, "note {n} stands after those before it");
        last = here;
    }
}

#[test]
fn no_heading_ends_a_page() {
    for lines in 150..190 {
        let text = format!("{}\n\n# Heading\n\n{}", words(lines * 2), words(200));
        let made = laid(&text);
        let page = made
            .value
            .pages
            .iter()
            .skip(2)
            .map(page_text)
            .find(|p| p.contains("Heading"));
        let page = page.expect("the heading is set");
        let after = page.split("Heading").nth(1).unwrap_or_default();
        assert!(after.split_whitespace().count() > 12, "{lines}: {after}");
    }
}

#[test]
fn a_heading_may_end_the_book() {
    for count in [30, 150, 170, 190] {
        let made = laid(&format!("{}\n\n# The End", words(count * 2)));
        let last = made.value.pages.last().map(page_text).unwrap_or_default();
        assert!(last.ends_with("The End"), "{last}");
    }
}

#[test]
fn contents_run_over_two_pages() {
    let text: String = (1..=70)
        .map(|n| format!("# Part {n}\n\n{}\n\n", words(40)))
        .collect();
    let made = laid(&text);
    let contents: Vec<&Page> = made.value.pages[2..5].iter().collect();
    assert!(page_text(contents[0]).starts_with("Contents"));
    assert!(page_text(contents[0]).contains("Part 1"));
    let last = contents
        .iter()
        .position(|p| page_text(p).contains("Part 70"))
        .expect("all parts are listed");
    assert!(last > 0, "on more than one page");
    assert!(
        made.value.targets.iter().all(|t| t.page > 3),
        "every heading was placed"
    );
}

#[test]
fn a_page_too_small_is_refused() {
    let mut settings = Settings::default();
    settings.page.trim.height = Length::mm(50.0);
    let refused = lay_out(&book("Text."), &settings).expect_err("no room");
    assert_eq!(refused.0[0].code, "page-too-small");
}

#[test]
fn a_family_without_italics_is_told() {
    let mut settings = Settings::default();
    let regular = face::FAMILIES[0].files[0].expect("a regular face").data;
    settings.page.family = Family::Files(vec![Some(regular.to_vec()), None, None, None]);
    let made = lay_out(&book("Some *emphasis* here."), &settings).expect("it can be set");
    assert_eq!(codes(&made), ["no-italic"]);
    settings.page.family = Family::Files(vec![Some(b"no font".to_vec()), None, None, None]);
    let refused = lay_out(&book("Text."), &settings).expect_err("no font");
    assert_eq!(refused.0[0].code, "bad-font");
}

#[test]
fn greek_and_cyrillic_are_set_and_hebrew_is_told() {
    let made = laid("The words ἐλευθερία, свобода and *воля*.");
    assert_eq!(codes(&made), Vec::<&str>::new());
    let glyphs = made
        .value
        .pages
        .iter()
        .flat_map(|p| &p.items)
        .filter_map(|item| match &item.ink {
            Ink::Glyphs(run) => Some(&run.glyphs),
            _ => None,
        });
    assert!(glyphs.flatten().all(|glyph| glyph.id != 0), "no empty box");
    assert!(codes(&laid("The word שלום twice.")).is_empty());
}

/// Words from right to left stand in their order among others, each letter as it is drawn; the stop behind them is the
/// sentence's.
#[test]
fn hebrew_words_stand_in_their_order() {
    let made = laid("The words שלום לכל אדם. They go on.");
    assert!(codes(&made).is_empty());
    assert!(page_text(&made.value.pages[2]).contains("words םדא לכל םולש. They"));
}

/// A Hebrew book is mirrored: its paragraphs begin at the right, and its first page has the spine there.
#[test]
fn a_hebrew_book_begins_at_the_right() {
    let text = "הסירות עמדו בנמל כל החורף, ואיש לא ידע מי יבוא (1914). ";
    let mut settings = Settings::default();
    settings.page.inner = Length::mm(30.0);
    settings.page.outer = Length::mm(10.0);
    let mut book = book(&text.repeat(9));
    book.meta.language = "he".into();
    let made = lay_out(&book, &settings).expect("a book that can be set");
    assert!(codes(&made).is_empty());
    let page = &made.value.pages[2];
    let texts = text_items(page);
    let from = texts.iter().map(|item| item.x).min().expect("text");
    let ends = texts.iter().map(|item| item.x + item.ink.width());
    let to = settings.page.trim.width - ends.max().expect("text");
    let said = page_text(page);
    // What hangs into a margin is less than 2 mm.
    let is_near = |a: Length, b: f64| (a.to_mm() - b).abs() < 2.0;
    assert!(is_near(from, 10.0) && is_near(to, 30.0), "{from:?} {to:?}");
    assert!(said.contains(".)1914("), "{said}");
}

/// A box stands on the page, the character in the words that are heard.
#[test]
fn a_character_that_no_face_has_is_a_box_and_is_told() {
    let made = laid("Some 漢 text, 漢 again, and 𝑃.");
    assert_eq!(codes(&made), ["missing-character"; 2]);
    let said: Vec<&str> = made.warnings.0.iter().map(|w| w.message.as_str()).collect();
    assert!(said[0].contains("`𝑃` as `P`"), "{said:?}");
    assert!(
        said[1].contains("U+6F22") && said[1].contains("2 times"),
        "{said:?}"
    );
    match made.warnings.0[1].at {
        Some(crate::diagnostic::Place::Source(span)) => assert_eq!((span.start, span.end), (5, 8)),
        ref other => panic!("{other:?}"),
    }
    let text: String = made.value.pages.iter().map(page_text).collect();
    assert!(text.contains("漢 text, 漢 again"), "{text}");
    let drawn = made.value.pages.iter().flat_map(|page| &page.items);
    let glyphs = drawn.filter_map(|item| match &item.ink {
        crate::typeset::page::Ink::Glyphs(run) => Some(&run.glyphs),
        _ => None,
    });
    assert!(glyphs.flatten().all(|glyph| glyph.id != 0));
}

/// The short words would need spaces wider than a word: the line is set, and told.
#[test]
fn a_line_with_very_wide_spaces_is_reported() {
    let wide = "w".repeat(31);
    let made = laid(&format!("{0} ab cd {0} ab cd {0}", wide));
    assert_eq!(codes(&made), ["loose-line"]);
    let paper = design::paper("a6").expect("a paper of ours");
    assert_eq!(overruns(&made.value, paper), Vec::<String>::new());
}

/// The face that is asked first is that of the manifest, not one that is compiled in.
#[test]
fn named_fonts_stand_in_for_what_the_family_lacks() {
    let mut settings = Settings::default();
    settings.page.fonts = vec![face::TYPEWRITER.data.to_vec()];
    let made = lay_out(&book("A knight ♞ there."), &settings).expect("it can be set");
    assert_eq!(codes(&made), Vec::<&str>::new());
    let layout = made.value;
    let runs = layout.pages.iter().flat_map(|page| &page.items);
    let mut runs = runs.filter_map(|item| match &item.ink {
        Ink::Glyphs(run) => Some(run),
        _ => None,
    });
    let knight = runs.find(|run| run.text.contains('♞')).expect("a knight");
    assert_eq!(layout.faces[knight.face.0 as usize].name, "DejaVuSansMono");
    settings.page.fonts = vec![b"no font".to_vec()];
    let refused = lay_out(&book("Text."), &settings).expect_err("no font");
    assert_eq!(refused.0[0].code, "bad-font");
}

#[test]
fn a_table_in_a_note_is_told() {
    let text = "Words.[^1]\n\n[^1]: A note.\n\n    | a | b |\n    |---|---|\n    | c | d |\n";
    assert_eq!(codes(&laid(text)), ["flat-note"]);
}
