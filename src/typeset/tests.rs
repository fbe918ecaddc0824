//! The typesetter on easy and unhappy books.

mod asides;
mod contents;
mod designs;
mod laws;
mod leaves;
mod merged;
mod references;
mod styles;
mod table_cases;
mod tables;
mod unhappy;

use super::page::{Ink, Item, Layout, Page};
use super::{Length, lay_out};
use crate::book::{Book, Contributor};
use crate::diagnostic::{Diagnostics, Warned};
use crate::manifest::Settings;
use crate::manifest::settings::{Family, Numbering};
use crate::source::{Source, markdown};
use crate::typeset::{design, face};

/// A book from Markdown.
pub(super) fn book(text: &str) -> Book {
    let read = markdown::read(&[Source::new("test.md", text.into())]).expect("sound Markdown");
    let mut book = read.value;
    book.meta.title = "A Title".into();
    book.meta.language = "en-GB".into();
    book.meta.contributors.push(Contributor {
        name: "An Author".into(),
        file_as: None,
        role: "aut".into(),
    });
    book
}

pub(super) fn try_on(paper: &str, text: &str) -> Result<Warned<Layout>, Diagnostics> {
    let settings = Settings {
        page: design::paper(paper).expect("a paper of ours").page(),
        ..Settings::default()
    };
    lay_out(&book(text), &settings)
}

/// A layout on A6, the narrowest of our papers.
pub(super) fn laid(text: &str) -> Warned<Layout> {
    try_on("a6", text).expect("a book that can be set")
}

/// The words of a run of items, soft hyphens taken out.
pub(super) fn said(items: &[&Item]) -> String {
    let text: String = items
        .iter()
        .filter_map(|item| match &item.ink {
            Ink::Glyphs(run) => Some(run.text.as_str()),
            _ => None,
        })
        .collect();
    text.replace('\u{ad}', "")
}

/// The items of a page that belong to the text or its notes.
pub(super) fn text_items(page: &Page) -> Vec<&Item> {
    page.items
        .iter()
        .filter(|item| item.element.is_some())
        .collect()
}

pub(super) fn page_text(page: &Page) -> String {
    said(&text_items(page))
}

pub(super) fn words(count: usize) -> String {
    let some = [
        "the", "liberty", "of", "printers", "was", "never", "given", "but", "always", "taken",
    ];
    (0..count)
        .map(|i| some[i * 7 % some.len()])
        .collect::<Vec<_>>()
        .join(" ")
}

/// The right edge of each item that is text, and that of the text block on its page.
pub(super) fn overruns(layout: &Layout, settings: &design::Paper) -> Vec<String> {
    let page_settings = settings.page();
    let mut found = Vec::new();
    for page in &layout.pages {
        let left = match page.side {
            super::page::Side::Recto => page_settings.inner,
            super::page::Side::Verso => page_settings.outer,
        };
        let right = layout.trim.width - page_settings.inner - page_settings.outer + left;
        for item in text_items(page) {
            if let Ink::Glyphs(run) = &item.ink {
                let closing = run.text.ends_with(' ');
                let glyphs = &run.glyphs[..run.glyphs.len() - usize::from(closing)];
                let end = item.x + glyphs.iter().map(|g| g.advance()).sum();
                if end > right + run.size / 4 || item.x < left - run.size / 4 {
                    found.push(run.text.clone());
                }
            }
        }
    }
    found
}

pub(super) fn codes(warned: &Warned<Layout>) -> Vec<&'static str> {
    warned.warnings.0.iter().map(|d| d.code).collect()
}

/// The text items of a page, line by line: baseline, left edge and words.
pub(super) fn lines(page: &Page) -> Vec<(Length, Length, String)> {
    let mut found: Vec<(Length, Length, String)> = Vec::new();
    for item in text_items(page) {
        let said = said(&[item]);
        match found.iter_mut().find(|line| line.0 == item.y) {
            Some(line) => line.2.push_str(&said),
            None => found.push((item.y, item.x, said)),
        }
    }
    found
}

#[test]
fn three_lines_of_text_stand_under_a_heading() {
    let mut thin = 0;
    for count in 150..190 {
        let text = format!("{}\n\n# Heading\n\n{}", words(count * 2), words(200));
        for page in laid(&text).value.pages.iter().skip(2) {
            let lines = lines(page);
            let at = lines.iter().position(|line| line.2.contains("Heading"));
            thin += usize::from(at.is_some_and(|at| lines.len() - at - 1 < 3));
        }
    }
    assert_eq!(thin, 0);
}

#[test]
fn the_first_page_begins_low() {
    for text in [words(400), format!("# Heading\n\n{}", words(400))] {
        let pages = laid(&text).value.pages;
        let top = |page: &Page| lines(page).first().map_or(Length::ZERO, |line| line.0);
        let sunk = top(&pages[2]) - top(&pages[3]);
        assert!(sunk > Length::pt(12.5) * 2, "{sunk:?}");
    }
}

#[test]
fn a_long_heading_has_lines_of_about_one_length() {
    let heading = "The Inequalities That Rise from the Nature of the Employments Themselves";
    let made = laid(&format!("# {heading}\n\n{}", words(60))).value;
    let page = &made.pages[2];
    let of_heading: Vec<String> = lines(page)
        .into_iter()
        .map(|line| line.2)
        .take_while(|line| !line.starts_with("the but"))
        .collect();
    let lengths = of_heading.iter().map(|line| line.trim().chars().count());
    let (least, most) = (lengths.clone().min(), lengths.max());
    assert!(
        of_heading.len() > 1 && least > most.map(|most| most / 2),
        "{of_heading:?}"
    );
}

#[test]
fn indents_are_the_same_whatever_a_paragraph_begins_with() {
    let text = "one\n\ntwo\n\n– three\n\n“four";
    let made = laid(text).value;
    let lines = lines(&made.pages[2]);
    let edges: Vec<Length> = lines.iter().map(|line| line.1).collect();
    assert_eq!(edges.len(), 4);
    assert!(edges[0] < edges[1]);
    assert_eq!((edges[2], edges[3]), (edges[1], edges[1]));
}

#[test]
fn numbers_by_page_begin_anew_on_each() {
    let text: String = (1..=12)
        .map(|n| format!("{} here[^{n}].\n\n[^{n}]: zz.\n\n", words(60)))
        .collect();
    let mut settings = Settings {
        page: design::paper("a6").expect("a paper of ours").page(),
        ..Settings::default()
    };
    settings.notes.numbering = Numbering::PerPage;
    let made = lay_out(&book(&text), &settings)
        .expect("it can be set")
        .value;
    let mut pages_with_notes = 0;
    for page in &made.pages {
        let text = page_text(page);
        for n in 1..=text.matches("zz.").count() {
            assert!(text.contains(&format!("{n}\u{2002}zz.")), "{text}");
        }
        pages_with_notes += usize::from(text.contains("1\u{2002}zz."));
    }
    assert!(pages_with_notes > 1);
}

#[test]
fn notes_stand_on_the_page_of_their_call_or_at_the_end() {
    let text: String = (1..=30)
        .map(|n| {
            format!(
                "{} call{n}[^{n}].\n\n[^{n}]: body{n} {}.\n\n",
                words(50),
                words(n)
            )
        })
        .collect();
    let made = laid(&text).value;
    for page in &made.pages {
        let text = page_text(page);
        for n in 1..=30 {
            assert_eq!(
                text.contains(&format!("call{n}{n}.")),
                text.contains(&format!("body{n} ")),
                "note {n}: {text}"
            );
        }
    }
    let mut settings = Settings::default();
    settings.page.endnotes = true;
    let made = lay_out(&book(&text), &settings)
        .expect("it can be set")
        .value;
    let last = made.pages.last().map(page_text).unwrap_or_default();
    assert!(last.contains("body30 "), "{last}");
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let text: String = (1..=20)
        .map(|n| {
            format!(
                "# Part {n}\n\n{} here[^{n}].\n\n[^{n}]: {}.\n\n",
                words(300),
                words(9)
            )
        })
        .collect();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a pool");
        pool.install(|| format!("{:?}", laid(&text).value.pages))
    };
    assert!(on(1) == on(4));
}

#[test]
fn quotations_verse_lists_and_initials_keep_the_grid() {
    let text = format!(
        "# One\n\n{0}\n\n> {0}\n\n| a line\n|     of verse\n| and more\n\n1. {0}\n2. second\n\n* * *\n\n- {0}\n\n{0}",
        words(80)
    );
    let mut settings = Settings::default();
    settings.page.drop_caps = true;
    let made = lay_out(&book(&text), &settings)
        .expect("it can be set")
        .value;
    let design = design::Design::new(&book(&text), &settings).expect("a page");
    for item in made.pages[2..].iter().flat_map(|p| text_items(p)) {
        let is_heading = said(&[item]).contains("One");
        let off = (item.y - design.first_baseline).0 % design.leading.0;
        assert!(is_heading || off == 0, "{} is off the grid", said(&[item]));
    }
}
