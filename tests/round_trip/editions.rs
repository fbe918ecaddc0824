//! Our own editions, read back. In: the sample under ten designs, and the seed where it is at hand. Out: a table of what
//! came back; `cargo test --test round_trip editions -- --nocapture` shows it.

use super::plain::{facts, plain};
use super::{common, print, read};
use pamphleteer::book::Book;
use pamphleteer::manifest::Settings;
use pamphleteer::manifest::settings::{Family, PageSettings, RunningHeads};
use pamphleteer::pipeline;
use pamphleteer::source::{Source, markdown};
use pamphleteer::typeset::design::paper;
use pamphleteer::typeset::length::Length;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// What is shown, in columns.
const KINDS: &[&str] = &[
    "words",
    "note words",
    "links",
    "headings",
    "paragraphs",
    "emphasis",
    "small capitals",
    "quotations",
    "verse",
    "items",
];

/// The designs: each is the usual page with one thing changed.
fn designs() -> Vec<(&'static str, PageSettings)> {
    let usual = PageSettings::default;
    let on = |name: &str| paper(name).expect("a paper of the table").page();
    vec![
        ("a5", usual()),
        ("a6", on("a6")),
        ("half-letter", on("half-letter")),
        ("a4", on("a4")),
        ("letter", on("letter")),
        (
            "eb-garamond",
            PageSettings {
                family: Family::Named("eb-garamond".into()),
                ..usual()
            },
        ),
        (
            "drop caps",
            PageSettings {
                drop_caps: true,
                ..usual()
            },
        ),
        (
            "title in the heads",
            PageSettings {
                running_heads: RunningHeads::TitleSection,
                ..usual()
            },
        ),
        (
            "no heads, untagged",
            PageSettings {
                running_heads: RunningHeads::None,
                tagged: false,
                ..usual()
            },
        ),
        (
            "endnotes",
            PageSettings {
                endnotes: true,
                ..usual()
            },
        ),
        (
            "12 on 16 pt",
            PageSettings {
                size: Length::pt(12.0),
                leading: Length::pt(16.0),
                ..usual()
            },
        ),
    ]
}

/// What the sample has none of.
const MORE: &str = "# What the Minutes Look Like

The minutes fill *eleven volumes*, and the clerk of the *Aune Gazette* copied two of them. He signed himself
[josiah penhallow]{.smallcaps}, and once, by mistake, **Secretary**. What he thought of the work he wrote on the last page:

> I have copied four hundred pages by *one* candle, and I would not have the society think that I complain of the pages. It
> is the candle that I complain of.

Three things are never left out:

- the price of coal;
- the name of whoever had mended a book;
- the weather, *if* it was bad.

The rest of the volumes is blank.
";

/// A text repaired to a book, with what the sample has none of.
fn book(text: &Path) -> (Book, Settings) {
    let mut settings = Settings::default();
    settings.meta.title = "A Title of Its Own".into();
    settings.meta.language = "en-GB".into();
    settings.repair.language = Some("en-GB".into());
    let words = std::fs::read_to_string(text).expect("a text");
    let source = Source::new("text.txt", words);
    let book = pipeline::repair_sources(&[source], &settings).0;
    let more = markdown::read(&[Source::new("more.md", MORE.into())]).expect("it is Markdown");
    let blocks = [book.blocks(), more.value.blocks()].concat();
    let book = Book::new(
        book.meta.clone(),
        blocks,
        book.notes().to_vec(),
        book.loose().to_vec(),
    );
    (book.expect("the second book has no notes"), settings)
}

/// How many of the facts of one kind came back, of how many, and how many are new.
fn came_back(printed: &[String], back: &[String]) -> (usize, usize, usize) {
    let mut counts: BTreeMap<&str, i32> = BTreeMap::new();
    back.iter()
        .for_each(|fact| *counts.entry(fact).or_default() += 1);
    let mut found = 0;
    for fact in printed {
        if let Some(count) = counts.get_mut(fact.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            found += 1;
        }
    }
    (found, printed.len(), back.len() - found)
}

/// The pages before the text, without those of the contents, which are read as text.
const FRONT: usize = 2;

/// A row of the table: for each kind, how many of how many came back, and how many are new.
fn row(
    name: &str,
    book: &Book,
    settings: &Settings,
) -> (String, BTreeMap<&'static str, (usize, usize, usize)>) {
    let back = plain(&read(&print(book, settings), "en-GB"), FRONT);
    let (printed, back) = (facts(&plain(book, 0)), facts(&back));
    let mut line = format!("| {name} |");
    let mut found = BTreeMap::new();
    for kind in KINDS {
        let none = Vec::new();
        let of =
            |facts: &BTreeMap<&'static str, Vec<String>>| facts.get(kind).unwrap_or(&none).clone();
        let (same, all, new) = came_back(&of(&printed), &of(&back));
        let more = if new > 0 {
            format!(" +{new}")
        } else {
            String::new()
        };
        let _ = write!(line, " {same}/{all}{more} |");
        found.insert(*kind, (same, all, new));
    }
    (line, found)
}

/// Of words, notes, links, headings and emphasis all come back; the table in docs/sources.md is this one.
#[test]
fn our_own_editions_come_back() {
    let sample = book(&common::root().join("sample/a-penny-for-the-fire.txt"));
    let mut rows = Vec::new();
    for (name, page) in designs() {
        let settings = Settings {
            page: PageSettings {
                contents: Some(false),
                ..page
            },
            ..sample.1.clone()
        };
        rows.push(row(name, &sample.0, &settings));
    }
    if let Some(text) = common::seed() {
        let (book, settings) = book(&text);
        let page = PageSettings {
            contents: Some(false),
            ..PageSettings::default()
        };
        rows.push(row("the seed", &book, &Settings { page, ..settings }));
    }
    println!(
        "| | {} |\n|{}",
        KINDS.join(" | "),
        "---|".repeat(KINDS.len() + 1)
    );
    rows.iter().for_each(|(line, _)| println!("{line}"));
    for (line, found) in &rows {
        for kind in [
            "words",
            "note words",
            "links",
            "headings",
            "emphasis",
            "quotations",
        ] {
            let (same, all, _) = found[kind];
            assert!(same * 100 >= all * 98, "{kind}: {line}");
        }
    }
}
