//! The books that the tests make: written for them, but for two that are read where they are there.

use super::books::many_notes;
use pamphleteer::book::Book;
use pamphleteer::diagnostic::{Diagnostics, Warned};
use pamphleteer::editions::epub::{EDITION, KINDLE, KOBO};
use pamphleteer::editions::{Edition, Job};
use pamphleteer::manifest::Settings;
use pamphleteer::manifest::settings::{Cover, Numbering};
use pamphleteer::pipeline::{Reading, read_text, repair_sources};
use pamphleteer::progress::Silent;
use pamphleteer::source::{Source, markdown};
use std::path::Path;

/// A book and its EPUB.
pub struct Made {
    pub name: &'static str,
    pub book: Book,
    pub epub: Vec<u8>,
    /// How its notes are numbered.
    pub numbering: Numbering,
    /// The codes of what was said.
    pub warnings: Vec<&'static str>,
}

pub fn make(book: &Book, settings: &Settings) -> Result<Warned<Vec<u8>>, Diagnostics> {
    make_for(&EDITION, book, settings)
}

pub fn make_for(
    edition: &Edition,
    book: &Book,
    settings: &Settings,
) -> Result<Warned<Vec<u8>>, Diagnostics> {
    let made = (edition.make)(&Job::new(book, settings))?;
    Ok(Warned {
        value: made.value.read().expect("bytes"),
        warnings: made.warnings,
    })
}

fn made(name: &'static str, text: &str, settings: &Settings) -> Made {
    finished(name, clean_book(text), settings)
}

fn clean_book(text: &str) -> Book {
    let sources = [Source::new("clean", text.into())];
    markdown::read(&sources).expect("a book").value
}

fn finished(name: &'static str, book: Book, settings: &Settings) -> Made {
    finished_for(&EDITION, name, book, settings)
}

fn finished_for(edition: &Edition, name: &'static str, book: Book, settings: &Settings) -> Made {
    let made = make_for(edition, &book, settings).expect("an EPUB");
    let numbering = settings.notes.numbering;
    Made {
        name,
        book,
        epub: made.value,
        numbering,
        warnings: made.warnings.0.iter().map(|w| w.code).collect(),
    }
}

/// A repaired text as it was extracted.
fn repaired(name: &'static str, path: &Path) -> Made {
    let settings = Settings::default();
    let (source, _) =
        read_text(path, name, Reading::of(&Settings::default(), &Silent)).expect("a text");
    let (mut book, _, _) = repair_sources(&[source], &settings);
    book.meta.title = name.into();
    book.meta.language = "en".into();
    finished(name, book, &settings)
}

/// All of them.
pub fn all() -> Vec<Made> {
    let mut all = vec![
        pages(),
        plain(),
        many_notes(),
        russian(),
        french(),
        clean(),
        endnotes(),
        kindle(),
        kobo(),
        mended(),
        parted(),
    ];
    let sample = super::common::root().join("sample");
    let texts = std::fs::read_dir(sample)
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    let texts = texts
        .map(|f| f.path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"));
    all.extend(texts.map(|path| repaired("sample", &path)));
    all.extend(super::common::seed().map(|path| repaired("seed", &path)));
    all
}

/// With pages, verse, quotations, an epigraph, a note called twice, one called from a note, and a loose one.
pub fn pages() -> Made {
    let text = r#"---
title: The Printers & the “Lane”
subtitle: A short history
contributor:
- {name: Ada Wright, file-as: "Wright, Ada", role: aut}
- {name: Paul Stone, role: trl}
lang: en-GB
date: 1911-05
publisher: Foundry Lane Press
source: Foundry Lane Press, first printing, 1911
subject: [Printing, Labour]
---

# The shop[^1]

> []{.epigraph}
>
> Type is a voice that does not tire.
>
> [A compositor]{.source}

In the year 1887 the shop behind the har[]{.pagebreak title="2"}bour took its first apprentice,[^2] who could set a line
before he could *read* one. “He was,” said the overseer, “the only one of us who never cursed the rule.”[^1]

> A quotation.[^3]
>
> - One thing
> - **Another** thing

| We set the words of other men
|   in lead and in the dark
|
| and when the sun came in again

#### A room too deep

[]{.pagebreak title="3"}5. Five <b>
6. Six & seven

[⁂]{.ornament}

# The strike

Last words, [with a link](https://example.org/a b?c=d&e=f).[^4]

[^1]: The year is not certain.
[^2]: Set by hand; see the next note.[^3]

    > And a quotation in a note.
[^3]: Ibid.
[^4]: > Only a quotation.
[^loose-17]: A body that nobody calls.
"#;
    made("pages", text, &Settings::default())
}

/// Without notes and pages.
fn plain() -> Made {
    let text = "---\ntitle: Plain\nlang: en\n---\n\nA text without heading or note.\n\nIts second paragraph.\n";
    made("plain", text, &Settings::default())
}

fn many_notes() -> Made {
    let mut settings = Settings::default();
    settings.notes.numbering = Numbering::PerChapter;
    made("1155-notes", &many_notes::text(), &settings)
}

fn russian() -> Made {
    let text = "---\ntitle: Печатники переулка\nauthor: Ада Райт\nlang: ru\n---\n\n# Мастерская\n\nЗимой в мастерской было \
                холодно,[^1] и свет гасили рано. Наборщики пели *вполголоса*.\n\n# Забастовка\n\nПотом они ушли.[^2]\n\n\
                [^1]: Так сказано в протоколе.\n\n[^2]: Там же.\n";
    made("russian", text, &Settings::default())
}

fn french() -> Made {
    let text = "---\ntitle: Les imprimeurs de la ruelle\nauthor: Ada Wright\nlang: fr\nisbn: \"9780306406157\"\n\
                belongs-to-collection: Cahiers de l’atelier\ngroup-position: \"4\"\nrights: Domaine public\n---\n\n\
                # L’atelier\n\n« Il fait froid », dit l’apprenti[^1] ; et l’on se tut.\n\n[^1]: Été 1887, d’après Œuvres.\n";
    made("french", text, &Settings::default())
}

/// From clean Markdown, nothing known but the text.
fn clean() -> Made {
    let text = "# One\n\nA word.[^a] And **another**.[^b]\n\n## Two\n\n* * *\n\nEnd.\n\n[^a]: First.\n[^b]: Second.\n";
    let mut settings = Settings::default();
    settings.epub.fonts = false;
    made("clean", text, &settings)
}

fn endnotes() -> Made {
    let text = "---\ntitle: Endnotes\nlang: de\n---\n\n# Eins\n\nWort.[^1] Wort.[^2]\n\n# Zwei\n\nWort.[^1]\n\n[^1]: Eine Note.\n[^2]: Noch eine.\n";
    let mut settings = Settings::default();
    settings.epub.endnotes = true;
    made("endnotes", text, &settings)
}

/// As Kindle wants it, with a passage in another language.
fn kindle() -> Made {
    let text = "---\ntitle: Kindle\nauthor: Ada Wright\nlang: en\n---\n\n# One\n\nIt was *mutatis mutandis* the same.[^1]\n\n[^1]: A note of some length.\n";
    let settings = Settings {
        foreign: vec![("mutatis mutandis".into(), "la".into())],
        ..Settings::default()
    };
    finished_for(&KINDLE, "kindle", clean_book(text), &settings)
}

/// A chapter of five parts of 95 kB each between two short ones, with pages, notes and links over its parts.
pub fn parted() -> Made {
    made("parted", &parted_text(), &Settings::default())
}

/// The same as Markdown.
pub fn parted_text() -> String {
    let line = "The shop behind the harbour took its first apprentice, who set a line before he could read one.\n\n";
    let long = line.repeat(95_000 / (line.len() + 8));
    let mut text = String::from(
        "---\ntitle: Parted\nlang: en\n---\n\n# Short\n\nA word.[^a]\n\n# Long\n\nSee [the end](#end).\n\n",
    );
    for part in 1..=5 {
        let anchor = match part {
            1 => "[]{#first}",
            5 => "[]{#end}Back to [the first](#first), and its note.[^1] ",
            _ => "",
        };
        let page = format!("[]{{.pagebreak title=\"{}\"}}", part + 1);
        text.push_str(&format!(
            "## Part {part}\n\n{anchor}{page}A call.[^{part}]\n\n{long}"
        ));
    }
    text.push_str("# Also short\n\nAnother word.[^b]\n\n[^a]: A.\n\n[^b]: B.\n");
    (1..=5).for_each(|note| text.push_str(&format!("\n[^{note}]: Note {note}.\n")));
    text
}

/// As Kobo wants it.
fn kobo() -> Made {
    let book = pages().book;
    finished_for(&KOBO, "kobo", book, &Settings::default())
}

/// With a title page and a cover that no reader would take as they are.
pub fn mended() -> Made {
    let mut book = pages().book;
    book.meta.title = "A\u{7}\ttitle \u{fffe} with\u{0} everything".into();
    book.meta.language = "xx-nonsense".into();
    book.meta.date = Some("Tuesday".into());
    book.meta.isbn = Some("9780306406158".into());
    book.meta.subjects = vec!["\u{1}".into()];
    let settings = Settings {
        cover: Some(Cover {
            path: "cover.jpg".into(),
            data: super::covers::cmyk(),
        }),
        ..Settings::default()
    };
    finished("mended", book, &settings)
}
