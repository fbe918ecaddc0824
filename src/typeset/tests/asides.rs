//! Side notes: in the margin where the page has room, else as small paragraphs; none is lost, and none stands on anything else.

use super::{book, laid, page_text, try_on, words};
use crate::manifest::Settings;
use crate::typeset::design::{Design, Paper, paper};
use crate::typeset::page::{ElementKind, Ink, Item, Layout, Page, Side};
use crate::typeset::{Length, lay_out};

fn a4() -> &'static Paper {
    paper("a4").expect("a paper of ours")
}

/// The left and the right edge of the text block.
fn block(page: &Page, layout: &Layout, paper: &Paper) -> (Length, Length) {
    let own = paper.page();
    let left = match page.side {
        Side::Recto => own.inner,
        Side::Verso => own.outer,
    };
    (left, layout.trim.width - own.inner - own.outer + left)
}

/// The words of a page that stand beside its text, with their baselines.
fn beside<'p>(page: &'p Page, layout: &Layout, paper: &Paper) -> Vec<(&'p Item, String)> {
    let (left, right) = block(page, layout, paper);
    let items = page.items.iter().filter_map(|item| match &item.ink {
        Ink::Glyphs(run) if item.x < left - run.size || item.x > right => {
            Some((item, run.text.clone()))
        }
        _ => None,
    });
    items.collect()
}

fn baseline(page: &Page, word: &str) -> Option<Length> {
    page.items.iter().find_map(|item| match &item.ink {
        Ink::Glyphs(run) if run.text.contains(word) => Some(item.y),
        _ => None,
    })
}

/// Each note once, level with its word, in the outer margin.
#[test]
fn in_a_wide_margin_a_note_stands_level_with_its_word() {
    let text = format!("# One\n\n{}", "PARA\n\n".repeat(30)).replace(
        "PARA",
        &format!("{} Xword[a gloss]{{.sidenote}} {}.", words(60), words(30)),
    );
    let layout = try_on("a4", &text).expect("pages").value;
    let mut count = 0;
    for page in &layout.pages {
        let (left, right) = block(page, &layout, a4());
        for (item, said) in beside(page, &layout, a4()) {
            let is_recto = page.side == Side::Recto;
            assert_eq!(
                item.x > right,
                is_recto,
                "{said} stands in the outer margin"
            );
            let end = item.x + item.ink.width();
            assert!(is_recto && end < layout.trim.width || end < left, "{said}");
            assert!(item.x > Length::mm(6.0), "{said}");
            assert_eq!(said.trim(), "a gloss");
            let level = page.items.iter().any(|other| {
                matches!(&other.ink, Ink::Glyphs(run) if run.text.contains("Xword") && other.y == item.y)
            });
            assert!(level, "a note stands beside its word");
            count += 1;
        }
    }
    assert_eq!(count, 30);
}

#[test]
fn in_a_narrow_margin_it_is_a_small_paragraph_before_its_own() {
    let text = format!(
        "First one.\n\nXword[a gloss]{{.sidenote}} and {}.\n",
        words(20)
    );
    let layout = laid(&text).value;
    let a6 = paper("a6").expect("a paper of ours");
    let page = layout
        .pages
        .iter()
        .find(|page| baseline(page, "gloss").is_some());
    let page = page.expect("it is there");
    assert!(beside(page, &layout, a6).is_empty());
    let [first, gloss, own] = ["First", "gloss", "Xword"].map(|word| baseline(page, word));
    assert!(first < gloss && gloss < own, "{}", page_text(page));
    let size = |word: &str| {
        page.items.iter().find_map(|item| match &item.ink {
            Ink::Glyphs(run) if run.text.contains(word) => Some(run.size),
            _ => None,
        })
    };
    assert!(size("gloss") < size("Xword"));
}

/// It is no part of the sentence for those who hear it: a note before its paragraph.
#[test]
fn it_is_an_element_of_its_own_before_its_paragraph() {
    for paper in ["a4", "a6"] {
        let text = format!("Xword[a gloss]{{.sidenote}} and {}.\n", words(20));
        let layout = try_on(paper, &text).expect("pages").value;
        let kind = |word: &str| {
            let items = layout.pages.iter().flat_map(|page| &page.items);
            let mut own = items.filter(|item| match &item.ink {
                Ink::Glyphs(run) => run.text.contains(word),
                _ => false,
            });
            let id = own.next()?.element?;
            let parent = layout.structure[id.0 as usize].parent?;
            Some(((parent, id), layout.structure[parent.0 as usize].kind))
        };
        let (gloss, own) = (
            kind("gloss").expect("a note"),
            kind("Xword").expect("words"),
        );
        assert_eq!(gloss.1, ElementKind::Note);
        assert_ne!(own.1, ElementKind::Note);
        let ((note, _), (_, paragraph)) = (gloss.0, own.0);
        assert!(note < paragraph, "{paper}");
    }
}

/// Lines of side notes that stand on each other.
fn overlaps(layout: &Layout, settings: &Settings) -> usize {
    let least = settings.page.note_leading - Length::pt(0.01);
    let mut found = 0;
    for page in &layout.pages {
        let mut rows: Vec<Length> = beside(page, layout, a4())
            .iter()
            .map(|(item, _)| item.y)
            .collect();
        rows.sort_unstable();
        rows.dedup();
        found += rows
            .windows(2)
            .filter(|pair| pair[1] - pair[0] < least)
            .count();
    }
    found
}

/// Many long ones, some longer than a page, in headings, lists, verse, cells, captions and notes: each word of each stands once,
/// above the foot, and on no other.
#[test]
fn however_many_there_are_none_is_lost_or_stands_on_another() {
    for (count, length) in [(40, 12), (12, 60), (3, 900), (60, 3)] {
        let aside = |n: usize| format!("[aside{n:03} {} end{n:03}]{{.sidenote}}", words(length));
        let mut text = format!("# A heading{}\n\n", aside(0));
        for n in 1..count {
            text += &match n % 8 {
                0 => format!("- item{} here\n\n", aside(n)),
                1 => format!("| a line of verse{}\n| another\n\n", aside(n)),
                2 => format!("| Head | B |\n|---|---|\n| cell{} | b |\n\n", aside(n)),
                3 => format!("a call[^{n}]\n\n[^{n}]: A note{}.\n\n", aside(n)),
                _ => format!("{}{} {}\n\n", words(9 * n % 70), aside(n), words(13)),
            };
        }
        let settings = Settings {
            page: a4().page(),
            ..Settings::default()
        };
        let layout = lay_out(&book(&text), &settings).expect("pages").value;
        let all: String = layout.pages.iter().map(page_text).collect();
        for n in 0..count {
            for word in [format!("aside{n:03}"), format!("end{n:03}")] {
                assert_eq!(all.matches(&word).count(), 1, "{word} of {count}");
            }
        }
        assert_eq!(overlaps(&layout, &settings), 0, "{count} of {length}");
        let design = Design::new(&book(&text), &settings).expect("a design");
        let items = layout
            .pages
            .iter()
            .flat_map(|page| beside(page, &layout, a4()));
        for (item, said) in items {
            assert!(item.y <= design.last_baseline() + Length::pt(0.1), "{said}");
            assert!(item.y >= design.first_baseline - Length::pt(0.1), "{said}");
        }
    }
}

/// What a heading has beside it is no part of what the contents and the outline say.
#[test]
fn contents_and_outline_leave_it_out() {
    let heads: String = (0..4)
        .map(|n| format!("# Head {n}[a gloss]{{.sidenote}}\n\n{}\n\n", words(20)))
        .collect();
    let layout = laid(&heads).value;
    assert!(
        layout
            .outline
            .iter()
            .all(|entry| !entry.title.contains("gloss"))
    );
    let all: String = layout.pages.iter().map(page_text).collect();
    assert_eq!(all.matches("a gloss").count(), 4);
    assert!(all.matches("Head 1").count() > 1, "the contents name it");
}

/// The bullet of an item stands on the line of its own words, not on that of the side note before it.
#[test]
fn a_bullet_stands_with_its_item_and_not_with_a_side_note() {
    let layout = laid("- first Xword[a gloss]{.sidenote}\n- second\n").value;
    let page = layout
        .pages
        .iter()
        .find(|page| baseline(page, "gloss").is_some());
    let page = page.expect("it is there");
    let bullets: Vec<Length> = page
        .items
        .iter()
        .filter(|item| matches!(&item.ink, Ink::Glyphs(run) if run.text.contains('•')))
        .map(|item| item.y)
        .collect();
    let lines = ["first", "second"].map(|word| baseline(page, word).expect("a line"));
    assert_eq!(bullets, lines);
    assert!(baseline(page, "gloss") < Some(lines[0]));
}

/// A side note of several paragraphs stands in the margin, level with the first line of what comes next; with other blocks in
/// it, and where nothing comes, before it.
#[test]
fn blocks_stand_beside_the_block_behind_them() {
    let note = "::: sidenote\nOne gloss.[^1]\n\nAnother gloss.\n:::\n\n";
    let text = format!(
        "First {}.\n\n{note}Xword {}.\n\n::: sidenote\n- a list\n:::\n\nYword.\n\n::: sidenote\nLast gloss.\n:::\n\n[^1]: A foot note.\n",
        words(20),
        words(90)
    );
    for name in ["a4", "a6"] {
        let layout = try_on(name, &text).expect("pages").value;
        let all: String = layout.pages.iter().map(page_text).collect();
        for once in [
            "One gloss",
            "Another gloss",
            "a list",
            "Last gloss",
            "A foot note",
        ] {
            assert_eq!(all.matches(once).count(), 1, "{once} on {name}: {all}");
        }
        let on = |word: &str| {
            let place = |(at, page)| baseline(page, word).map(|y| (at, y));
            layout
                .pages
                .iter()
                .enumerate()
                .find_map(place)
                .expect("a word")
        };
        if name == "a4" {
            assert_eq!(on("One gloss"), on("Xword"));
            assert!(on("Another gloss") > on("Xword"));
        } else {
            assert!(on("First") < on("One gloss") && on("Another gloss") < on("Xword"));
        }
        assert!(on("a list") < on("Yword") && on("Yword") < on("Last gloss"));
    }
}
