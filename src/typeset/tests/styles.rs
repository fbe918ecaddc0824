//! What must hold for every style: lines within their measure, paragraphs and headings that keep together, a grid.

use super::*;
use crate::manifest::settings::PageSettings;
use crate::typeset::look::{LOOKS, Look, TITLE_FORMS};
use crate::typeset::page::Side;

fn dressed(look: &Look, paper: &str) -> Settings {
    let mut page = design::paper(paper).expect("a paper of ours").page();
    look.dress(&mut page);
    Settings {
        page,
        ..Settings::default()
    }
}

fn laid_in(look: &Look, paper: &str, text: &str) -> Layout {
    let made = lay_out(&book(text), &dressed(look, paper));
    made.expect("it can be set").value
}

/// What stands beyond the text block on either side, by more than signs hang.
fn beyond(layout: &Layout, page: &PageSettings) -> Vec<String> {
    let mut found = Vec::new();
    for one in &layout.pages {
        let left = match one.side {
            Side::Recto => page.inner,
            Side::Verso => page.outer,
        };
        let right = layout.trim.width - page.inner - page.outer + left;
        for item in text_items(one) {
            let Ink::Glyphs(run) = &item.ink else {
                continue;
            };
            let shown = run.text.trim_end().chars().count();
            let closing = run.text.chars().count() - shown;
            let kept = run.glyphs.len().saturating_sub(closing);
            let end = item.x + run.glyphs[..kept].iter().map(|g| g.advance()).sum();
            if end > right + run.size / 4 || item.x < left - run.size / 4 {
                found.push(run.text.clone());
            }
        }
    }
    found
}

#[test]
fn no_line_of_any_style_is_longer_than_its_measure() {
    let long = words(90);
    let text = format!(
        "# 1. Unquestionably Incomprehensibilities\n\n{long} here[^1].\n\n[^1]: {long}\n\n## Second rank of them\n\n> {long}\n\n\
         {long}\n\n### Third\n\n| a line of verse\n|     and one that stands in, as some do\n\n- {long}\n- other\n\n\
         #### Fourth\n\n{long}\n\n* * *\n\n{long}"
    );
    for look in LOOKS {
        for paper in ["a6", "a5", "a4"] {
            let page = dressed(look, paper).page;
            let beyond = beyond(&laid_in(look, paper, &text), &page);
            assert_eq!(beyond, Vec::<String>::new(), "{} on {paper}", look.name);
        }
    }
}

/// Paragraphs of many lengths, each with its number at its start and at its end.
fn counted(paragraphs: usize) -> String {
    let paragraph = |n: usize| {
        let heading = if n % 7 == 3 {
            format!("## Heading {n}\n\n")
        } else {
            String::new()
        };
        format!("{heading}begin{n} {} end{n}\n\n", words(35 + n * 17 % 60))
    };
    (0..paragraphs).map(paragraph).collect()
}

#[test]
fn no_line_of_a_paragraph_stands_alone_in_any_style() {
    let text = counted(40);
    for look in LOOKS {
        let layout = laid_in(look, "a5", &text);
        let pages = layout.pages[2..].iter().map(lines);
        for lines in pages.filter(|lines| lines.len() > 1) {
            let (first, last) = (&lines[0].2, &lines[lines.len() - 1].2);
            let is_widow = first.contains(" end") && !first.contains("begin");
            let is_orphan = last.contains("begin") && !last.contains(" end");
            assert!(!is_widow && !is_orphan, "{}: {first} … {last}", look.name);
            assert!(!last.contains("Heading"), "{}: {last}", look.name);
        }
    }
}

#[test]
fn lines_of_every_style_stand_on_its_grid() {
    let text = format!("begin {0}\n\n> {0}\n\n{0}\n\n* * *\n\n{0}", words(80));
    for look in LOOKS {
        let settings = dressed(look, "a5");
        let design = design::Design::new(&book(&text), &settings).expect("a page");
        let layout = laid_in(look, "a5", &text);
        for item in layout.pages[2..].iter().flat_map(text_items) {
            let off = (item.y - design.first_baseline).0 % design.leading.0;
            assert_eq!(off, 0, "{}: {}", look.name, said(&[item]));
        }
    }
}

#[test]
fn styles_differ_in_face_size_or_edge() {
    let mut seen = Vec::new();
    for look in LOOKS {
        let settings = dressed(look, "a5");
        let form = look.headings[0];
        let what = (
            settings.page.family,
            settings.page.size,
            form.align,
            form.case,
            look.text.is_ragged,
        );
        assert!(!seen.contains(&what), "{}", look.name);
        seen.push(what);
    }
    assert!(seen.len() >= 6);
}

#[test]
fn every_title_page_says_all_of_it_within_the_page() {
    for form in TITLE_FORMS {
        let mut settings = dressed(&LOOKS[3], "a6");
        settings.page.look.title_page = *form;
        let mut book = book("some words");
        book.meta.title = "Incomprehensibilities of the Printing of Pamphlets".into();
        book.meta.subtitle = Some("And of Their Folding".into());
        book.meta.publisher = Some("Back Lane Press".into());
        let layout = lay_out(&book, &settings).expect("it can be set").value;
        let said = page_text(&layout.pages[0]).to_lowercase();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [
            "incomprehensibilities",
            "of their folding",
            "back lane press",
            "an author",
        ] {
            assert!(said.contains(words), "{}: {said}", form.name);
        }
        assert_eq!(
            beyond(&layout, &settings.page),
            Vec::<String>::new(),
            "{}",
            form.name
        );
        let (least, most) = (Length::ZERO, layout.trim.height);
        let ys: Vec<Length> = layout.pages[0].items.iter().map(|item| item.y).collect();
        assert!(ys.iter().all(|&y| y > least && y < most), "{}", form.name);
    }
}

#[test]
fn verse_stands_in_the_middle_by_its_longest_line() {
    let poetry = LOOKS
        .iter()
        .find(|look| look.name == "poetry")
        .expect("a row");
    let layout = laid_in(
        poetry,
        "a5",
        "| short\n| a line that is the longest of all\n| short",
    );
    let page = dressed(poetry, "a5").page;
    let lines = lines(&layout.pages[2]);
    let longest = text_items(&layout.pages[2])
        .into_iter()
        .filter(|item| said(&[item]).contains("longest"))
        .map(|item| (item.x, item.ink.width()))
        .next()
        .expect("the line");
    let left = longest.0 - page.inner;
    let right = layout.trim.width - page.outer - longest.0 - longest.1;
    assert!((left - right).abs() < page.size, "{left:?} {right:?}");
    assert!(lines.iter().all(|line| line.1 == longest.0), "{lines:?}");
}

#[test]
fn who_wrote_a_text_stands_below_its_title_as_it_stands() {
    let text = format!("# One\n\n::: author\nAda Ash\n:::\n\n{}", words(60));
    for look in LOOKS {
        let layout = laid_in(look, "a5", &text);
        let lines = lines(&layout.pages[2]);
        let edge = |word: &str| lines.iter().find(|l| l.2.starts_with(word)).map(|l| l.1);
        let (title, author) = (
            edge("O").expect("the title"),
            edge("Ada").expect("the author"),
        );
        let text = edge("the").expect("the text");
        if look.headings[1].align == crate::typeset::take::Align::Left {
            let near = |one: Length, other: Length| (one - other).abs() < Length::pt(2.0);
            assert!(
                near(title, author) && near(title, text),
                "{}: {lines:?}",
                look.name
            );
        } else {
            assert!(author > text, "{}", look.name);
        }
    }
}

#[test]
fn every_style_can_be_set_on_the_smallest_paper() {
    let text = format!(
        "# Position of the Communists in Relation to the Various Existing Opposition Parties\n\n{0}\n\n# Two\n\n{0}\n\n# Three\n\n{0}",
        words(900)
    );
    for look in LOOKS {
        let settings = dressed(look, "a7");
        let layout = laid_in(look, "a7", &text);
        let said: String = layout.pages.iter().map(page_text).collect();
        assert!(said.to_lowercase().contains("opposition"), "{}", look.name);
        let design = design::Design::new(&book(&text), &settings).expect("a page");
        for item in layout.pages[2..].iter().flat_map(|page| &page.items) {
            let is_folio = item.element.is_none() && item.y > design.last_baseline();
            let below = item.y - design.last_baseline();
            assert!(
                !is_folio || below > design.leading,
                "{}: {item:?}",
                look.name
            );
        }
    }
}
