//! The EPUB says the words of the text edition, in the same order.

use super::common::shared;
use super::library::{all, make};
use super::markup::{content, plain, tags};
use super::unpacked::Unpacked;
use pamphleteer::book::Book;
use pamphleteer::editions::text;
use pamphleteer::manifest::Settings;
use pamphleteer::manifest::settings::{Numbering, TextSettings};
use pamphleteer::pipeline::{Reading, read_text, repair_sources};
use pamphleteer::progress::Silent;
use pamphleteer::source::{Source, markdown};
use pamphleteer::wording::wording;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Words of the running text and of the notes, from the EPUB's sections.
fn words_of_epub(epub: &[u8]) -> (Vec<String>, Vec<String>) {
    let epub = Unpacked::open(epub);
    let (mut body, mut notes) = (Vec::new(), Vec::new());
    for (name, page) in epub.pages() {
        if !name.starts_with('s') && !matches!(name.as_str(), "notes.xhtml" | "loose.xhtml") {
            continue;
        }
        let start = page.find("<body>").expect("a body");
        let page_tags = tags(page);
        let zone = page_tags.iter().find(|t| t.has("class", "notes"));
        let end = zone.map_or(page.len(), |t| t.at);
        let calls = page_tags.iter().filter(|t| t.has("epub:type", "noteref"));
        let mut text = String::new();
        let mut done = start;
        for call in calls.filter(|t| t.at < end) {
            text.push_str(&page[done..call.at]);
            done = call.end + content(page, call).len();
        }
        text.push_str(&page[done..end]);
        let text = numbered(&text);
        // A call that the repair could not link is still in the text as it was printed: `[5]`.
        body.extend(tokens(&without_calls(&plain(&text))));
        for note in page_tags.iter().filter(|t| t.has("class", "note")) {
            let note = without_sup(content(page, note));
            notes.extend(tokens(&without_calls(&plain(&numbered(&note)))));
        }
    }
    (body, notes)
}

/// Without further backlinks and calls, which are no words of the text.
fn without_sup(markup: &str) -> String {
    let wrapped = format!("<x>{markup}</x>");
    let mut out = String::new();
    let mut done = 0;
    for tag in tags(&wrapped)
        .iter()
        .filter(|t| t.name == "sup" || t.has("epub:type", "noteref"))
    {
        out.push_str(&wrapped[done..tag.at]);
        done = tag.end + content(&wrapped, tag).len();
    }
    out + &wrapped[done..]
}

/// Markup with the numbers of its list items in their places, and blanks where readers see a new line.
fn numbered(markup: &str) -> String {
    let mut out = String::new();
    let mut lists: Vec<Option<u32>> = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let end = at + rest[at..].find('>').expect("an end of the tag") + 1;
        let tag = &rest[at..end];
        match tag {
            "<ul>" => lists.push(None),
            "</ul>" | "</ol>" => drop(lists.pop()),
            "<li>" => {
                if let Some(Some(number)) = lists.last_mut() {
                    out.push_str(&format!(" {number}. "));
                    *number += 1;
                }
            }
            tag if tag.starts_with("<ol") => {
                let start = tag.split('"').nth(1).and_then(|n| n.parse().ok());
                lists.push(Some(start.unwrap_or(1)));
            }
            "</p>" | "<br/>" | "</footer>" => out.push(' '),
            _ => {}
        }
        out.push_str(tag);
        rest = &rest[end..];
    }
    out + rest
}

/// What has a letter or digit, but for the addresses of links, which only the text prints.
fn tokens(text: &str) -> Vec<String> {
    let tokens = text
        .split_whitespace()
        .filter(|t| !t.starts_with("<http"))
        .map(|t| t.trim_matches(|c: char| "[].".contains(c)));
    let tokens = tokens.filter(|t| t.chars().any(char::is_alphanumeric));
    tokens.map(str::to_owned).collect()
}

/// The same from the text edition, which has all notes at its end, calls taken out.
fn words_of_text(book: &Book, numbering: Numbering) -> (Vec<String>, Vec<String>) {
    let settings = TextSettings {
        measure: None,
        contents: Some(false),
        ..TextSettings::default()
    };
    let bare = Book::new(
        pamphleteer::book::Meta {
            language: book.meta.language.clone(),
            ..Default::default()
        },
        book.blocks().to_vec(),
        book.notes().to_vec(),
        book.loose().to_vec(),
    );
    let bare = bare.expect("a sound book");
    let (text, _) = text::write(&bare, &settings, numbering);
    let words = wording(&book.meta.language);
    let head = |title: &str| {
        // The last, as a text may have such a heading itself.
        text.rfind(&format!(
            "\n{title}\n{}\n",
            "=".repeat(title.chars().count())
        ))
    };
    let zones = [head(words.notes), head(words.loose_notes)];
    let start = zones.iter().flatten().min().copied().unwrap_or(text.len());
    let notes = &text[start..];
    let notes = notes.replacen(&format!("\n{}\n=", words.notes), "\n=", 1);
    let notes = notes.replacen(&format!("\n{}\n=", words.loose_notes), "\n=", 1);
    let notes = match numbering {
        Numbering::PerChapter => without_headings(book, &notes),
        _ => notes,
    };
    (
        tokens(&without_calls(&text[..start])),
        tokens(&note_numbers(&notes)),
    )
}

/// Notes that are numbered by chapter stand under the headings of their chapters, which the EPUB need not say.
fn without_headings(book: &Book, notes: &str) -> String {
    let sections = book.sections();
    let headings = sections.iter().filter_map(|section| section.heading());
    let headings: Vec<String> = headings.map(pamphleteer::book::words).collect();
    let lines = notes
        .lines()
        .filter(|line| !headings.iter().any(|h| h == line));
    lines.collect::<Vec<_>>().join("\n")
}

/// Takes out `[12]` behind a word.
fn without_calls(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let after = &rest[at + 1..];
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let is_call = digits > 0 && after[digits..].starts_with(']');
        out.push_str(&rest[..at]);
        if is_call {
            rest = &after[digits + 1..];
        } else {
            out.push('[');
            rest = after;
        }
    }
    out + rest
}

/// In notes, keeps the numbers at the heads of lines and takes the calls out.
fn note_numbers(text: &str) -> String {
    let lines = text.lines().map(|line| match line.strip_prefix('[') {
        Some(rest) => {
            let (number, words) = rest.split_once(']').unwrap_or(("", rest));
            format!("{number} {}", without_calls(words))
        }
        None => without_calls(line),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn assert_same(name: &str, one: &[String], other: &[String]) {
    let differ = one
        .iter()
        .zip(other)
        .position(|(a, b)| a != b)
        .unwrap_or(one.len().min(other.len()));
    let near =
        |words: &[String]| words[differ.saturating_sub(3)..(differ + 4).min(words.len())].join(" ");
    assert!(
        one == other,
        "{name}: word {differ}: EPUB `{}`, text `{}`",
        near(one),
        near(other)
    );
}

fn check(name: &str, book: &Book, epub: &[u8], numbering: Numbering) {
    let (body, notes) = words_of_epub(epub);
    let (text_body, text_notes) = words_of_text(book, numbering);
    assert_same(name, &body, &text_body);
    assert_same(name, &notes, &text_notes);
    assert!(!body.is_empty(), "{name}");
}

#[test]
fn the_epub_says_what_the_text_says() {
    for made in all() {
        check(made.name, &made.book, &made.epub, made.numbering);
    }
}

/// The cases of the corpus, each read by `book`; makes their EPUBs without fonts.
fn check_corpus(book: fn(&str, &Path) -> Book) {
    let Some(corpus) = shared("corpus/dev") else {
        return;
    };
    let mut settings = Settings::default();
    settings.epub.fonts = false;
    let cases = std::fs::read_dir(corpus).expect("a folder");
    let cases: Vec<PathBuf> = cases.map(|case| case.expect("a case").path()).collect();
    assert!(cases.len() > 50, "{} cases", cases.len());
    cases.into_par_iter().for_each(|case| {
        let name = case.file_name().expect("a name").to_string_lossy();
        let book = book(&name, &case);
        let epub = make(&book, &settings).expect("an EPUB").value;
        check(&name, &book, &epub, Numbering::Continuous);
    });
}

/// On real books of many kinds: as they should be.
#[test]
fn and_on_every_case_of_the_corpus() {
    check_corpus(|name, case| {
        let truth = std::fs::read_to_string(case.join("truth.md")).expect("a truth");
        let read = markdown::read(&[Source::new(name, truth)]);
        read.expect("a book").value
    });
}

/// And as the repair leaves them, lost notes and all.
#[test]
fn and_on_every_case_as_it_is_repaired() {
    check_corpus(|name, case| {
        let (source, _) = read_text(
            &case.join("input.txt"),
            name,
            Reading::of(&Settings::default(), &Silent),
        )
        .expect("a text");
        repair_sources(&[source], &Settings::default()).0
    });
}
