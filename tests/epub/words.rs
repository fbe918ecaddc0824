//! The EPUB says the words of the text edition, in the same order.

use super::common::shared;
use super::library::{Made, all, make};
use super::markup::{content, plain, tags};
use super::unpacked::Unpacked;
use pamphleteer::book::Book;
use pamphleteer::editions::{text, wording::wording};
use pamphleteer::manifest::Settings;
use pamphleteer::manifest::settings::{Numbering, TextSettings};
use pamphleteer::source::{Source, markdown};

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
        body.extend(tokens(&plain(&text)));
        for note in page_tags.iter().filter(|t| t.has("class", "note")) {
            let note = without_sup(content(page, note));
            notes.extend(tokens(&plain(&numbered(&note))));
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

/// What has a letter or digit.
fn tokens(text: &str) -> Vec<String> {
    let tokens = text
        .split_whitespace()
        .map(|t| t.trim_matches(|c: char| "[].".contains(c)));
    let tokens = tokens.filter(|t| t.chars().any(char::is_alphanumeric));
    tokens.map(str::to_owned).collect()
}

/// The same from the text edition, which has all notes at its end, calls taken out.
fn words_of_text(book: &Book) -> (Vec<String>, Vec<String>) {
    let settings = TextSettings {
        measure: None,
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
    let (text, _) = text::write(&bare, &settings, Numbering::Continuous);
    let words = wording(&book.meta.language);
    let head = |title: &str| {
        text.find(&format!(
            "\n{title}\n{}\n",
            "=".repeat(title.chars().count())
        ))
    };
    let zones = [head(words.notes), head(words.loose_notes)];
    let start = zones.iter().flatten().min().copied().unwrap_or(text.len());
    let notes = &text[start..];
    let notes = notes.replacen(&format!("\n{}\n=", words.notes), "\n=", 1);
    let notes = notes.replacen(&format!("\n{}\n=", words.loose_notes), "\n=", 1);
    (
        tokens(&without_calls(&text[..start])),
        tokens(&note_numbers(&notes)),
    )
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

#[test]
fn the_epub_says_what_the_text_says() {
    let skipped = ["pages", "1155-notes", "endnotes"]; // a link, numbers by chapter, a book without notes in sections
    for Made { name, book, epub } in all().into_iter().filter(|m| !skipped.contains(&m.name)) {
        let (body, notes) = words_of_epub(&epub);
        let (text_body, text_notes) = words_of_text(&book);
        assert_same(name, &body, &text_body);
        assert_same(name, &notes, &text_notes);
        assert!(!body.is_empty());
    }
}

/// On real books of many kinds.
#[test]
fn and_on_every_case_of_the_corpus() {
    let Some(corpus) = shared("corpus/dev") else {
        return;
    };
    let mut settings = Settings::default();
    settings.epub.fonts = false;
    for case in std::fs::read_dir(corpus)
        .expect("a folder")
        .filter_map(Result::ok)
    {
        let truth = std::fs::read_to_string(case.path().join("truth.md")).expect("a truth");
        let name = case.file_name().to_string_lossy().into_owned();
        let book = markdown::read(&[Source::new(&name, truth)])
            .expect("a book")
            .value;
        let epub = make(&book, &settings).expect("an EPUB").value;
        let (body, notes) = words_of_epub(&epub);
        let (text_body, text_notes) = words_of_text(&book);
        assert_same(&name, &body, &text_body);
        assert_same(&name, &notes, &text_notes);
    }
}
