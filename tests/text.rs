//! The plain-text edition, on any book.

mod books;
mod common;

use books::any::book;
use pamphleteer::book::{Block, Contributor, Meta};
use pamphleteer::editions::text::write;
use pamphleteer::manifest::Settings;
use pamphleteer::manifest::settings::{NotePlace, Numbering, TextSettings};
use pamphleteer::pipeline::{Reading, read_text, repair_sources};
use pamphleteer::progress::Silent;
use pamphleteer::source::{Source, markdown};
use proptest::prelude::*;
use rayon::prelude::*;
use std::path::PathBuf;

fn settings() -> impl Strategy<Value = TextSettings> {
    let place = prop::sample::select(vec![
        NotePlace::Book,
        NotePlace::Section,
        NotePlace::Paragraph,
    ]);
    let measure = prop::option::of(50..90_usize);
    let flag = any::<bool>;
    let contents = prop::option::of(flag());
    (measure, place, flag(), flag(), flag(), contents).prop_map(
        |(measure, notes, ascii, crlf, emphasis, contents)| TextSettings {
            measure,
            notes,
            ascii,
            crlf,
            emphasis,
            contents,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_note_is_set_once_and_every_call_leads_to_it(book in book(), settings in settings()) {
        let (text, _) = write(&book, &settings, Numbering::Continuous);
        for number in 1..=book.notes().len() {
            let label = format!("[{number}]");
            let heads = text.lines().filter(|l| l.trim_start().starts_with(&label)).count();
            prop_assert!(heads >= 1, "note {number} is not set:\n{text}");
        }
    }

    #[test]
    fn line_ends_blanks_and_characters_are_as_asked(book in book(), settings in settings()) {
        let (text, _) = write(&book, &settings, Numbering::Continuous);
        let bare = text.replace("\r\n", "\n");
        prop_assert_eq!(bare.matches('\n').count(), text.matches(if settings.crlf { "\r\n" } else { "\n" }).count());
        let ragged = bare.split('\n').find(|l| l.ends_with(' '));
        prop_assert!(ragged.is_none(), "a blank at a line's end: {ragged:?}");
        prop_assert!(!settings.ascii || text.is_ascii());
    }
}

#[test]
fn a_note_without_words_has_its_number() {
    let empty = Block::Epigraph {
        text: Vec::new(),
        source: None,
    };
    let blocks = vec![books::called("The rent was paid.", 0)];
    let book = books::bind(Meta::default(), blocks, vec![("1", vec![empty])]);
    let (text, _) = write(&book, &TextSettings::default(), Numbering::Continuous);
    assert!(text.lines().any(|line| line == "[1]"), "{text}");
}

#[test]
fn signs_of_emphasis_and_contents_stand_where_they_are_asked_for() {
    let text = "# One\n\nA *slow* and **loud** bell.\n\n# Two *more*\n\nIt rang.\n";
    let read = markdown::read(&[Source::new("a.md", text.into())]);
    let mut book = read.expect("a book").value;
    book.meta.language = "en".into();
    let asked = TextSettings {
        emphasis: true,
        contents: Some(true),
        ..TextSettings::default()
    };
    let (text, _) = write(&book, &asked, Numbering::Continuous);
    assert!(text.contains("A _slow_ and *loud* bell."), "{text}");
    let contents = text.find("Contents\n========\n\nOne\nTwo _more_\n");
    let first = text.find("One\n===\n");
    assert!(contents.is_some() && contents < first, "{text}");
    let (bare, _) = write(&book, &TextSettings::default(), Numbering::Continuous);
    assert!(
        !bare.contains(['_', '*']) && !bare.contains("Contents"),
        "{bare}"
    );
}

#[test]
fn contents_are_listed_from_three_headings_on_where_nothing_is_said() {
    let with = |text: &str, contents| {
        let read = markdown::read(&[Source::new("a.md", text.into())]);
        let mut book = read.expect("a book").value;
        book.meta.language = "en".into();
        let settings = TextSettings {
            contents,
            ..TextSettings::default()
        };
        write(&book, &settings, Numbering::Continuous).0
    };
    let two = "# One\n\nA bell.\n\n## Within\n\nIt rang.\n";
    let three = format!("{two}\n# Two[^1]\n\nAgain.\n\n[^1]: Late.\n");
    let is_listed = |text: &str| text.contains("Contents\n========\n\nOne\n    Within\nTwo\n\n");
    assert!(!with(two, None).contains("Contents"));
    assert!(is_listed(&with(&three, None)), "{}", with(&three, None));
    assert!(!with(&three, Some(false)).contains("Contents"));
    assert!(with(two, Some(true)).contains("One\n    Within\n"));
}

#[test]
fn a_mark_of_a_list_stands_with_its_words_and_not_with_a_side_note() {
    let text = "- one[a gloss]{.sidenote} thing\n- two\n\n::: sidenote\nA *long*\n\ngloss\n:::\n\nThe end.\n";
    let read = markdown::read(&[Source::new("a.md", text.into())]);
    let book = read.expect("a book").value;
    let (text, _) = write(&book, &TextSettings::default(), Numbering::Continuous);
    let want = "        | a gloss\n\n-   one thing\n-   two\n\n    | A long\n    |\n    | gloss\n\nThe end.\n";
    assert_eq!(text, want);
}

/// No line is over the measure: on words that fit into it.
#[test]
fn no_line_is_over_the_measure() {
    let sentence = "The printers of the town would not set a word of it before the rent was paid.";
    let deep = (0..6).fold(
        vec![books::paragraph(&[sentence; 9].join(" "))],
        |blocks, _| vec![Block::Quote(blocks)],
    );
    let body = vec![books::paragraph(&[sentence; 3].join(" "))];
    let mut blocks = deep;
    blocks.push(books::called(sentence, 0));
    let book = books::bind(Meta::default(), blocks, vec![("1", body)]);
    for measure in 40..100 {
        let settings = TextSettings {
            measure: Some(measure),
            ..TextSettings::default()
        };
        let (text, _) = write(&book, &settings, Numbering::Continuous);
        let longest = text.lines().map(|l| l.chars().count()).max();
        assert!(longest <= Some(measure), "{measure}: {longest:?}\n{text}");
    }
}

#[test]
fn the_front_says_what_is_known_of_the_publication() {
    let person = |name: &str, role: &str| Contributor {
        name: name.into(),
        file_as: None,
        role: role.into(),
    };
    let meta = Meta {
        title: "Plain".into(),
        language: "de".into(),
        contributors: vec![person("Ada Wright", "aut"), person("Paul Stone", "trl")],
        publisher: Some("Foundry Lane".into()),
        date: Some("1911".into()),
        source: Some("First printing".into()),
        isbn: Some("9780306406157".into()),
        ..Meta::default()
    };
    let book = books::bind(meta, vec![books::paragraph("A word.")], vec![]);
    let (text, _) = write(&book, &TextSettings::default(), Numbering::Continuous);
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    let front = [
        "Plain",
        "Ada Wright",
        "Übersetzt von Paul Stone",
        "Foundry Lane, 1911",
        "First printing",
        "ISBN 978-0-306-40615-7",
        "A word.",
    ];
    assert_eq!(lines, front);
}

/// The books that are there to be read: the sample, the seed and the cases of the corpus, as the repair leaves them.
fn texts() -> Vec<PathBuf> {
    let sample = common::root().join("sample/a-penny-for-the-fire.txt");
    let cases = common::shared("corpus/dev").into_iter().flat_map(|corpus| {
        let cases = std::fs::read_dir(corpus).expect("a folder");
        cases.map(|case| case.expect("a case").path().join("input.txt"))
    });
    let found = std::iter::once(sample).chain(common::seed()).chain(cases);
    found.collect()
}

/// What a reader would stumble over in a page of text.
fn blemishes(text: &str, calls: usize) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        // Behind a note's number or an item's mark stand as many blanks as it takes; elsewhere one.
        let words = line.trim_start();
        let words = match words.split_once(' ') {
            Some((mark, rest)) if mark.starts_with(['[', '-']) || mark.ends_with('.') => {
                rest.trim_start()
            }
            _ => words,
        };
        if words.contains("  ") || line.ends_with(' ') || line.contains('\t') {
            found.push(format!("stray blanks: {line:?}"));
        }
        if line.chars().count() > 72 && words.contains(' ') {
            found.push(format!("over the measure: {line:?}"));
        }
    }
    for number in 1..=calls {
        if text.matches(&format!("[{number}]")).count() < 2 {
            found.push(format!("note {number} has lost its call or its body"));
        }
    }
    found
}

#[test]
fn nothing_is_in_a_readers_way() {
    texts().into_par_iter().for_each(|path| {
        let name = path.display().to_string();
        let (source, _) =
            read_text(&path, &name, Reading::of(&Settings::default(), &Silent)).expect("a text");
        let (book, _, _) = repair_sources(&[source], &Settings::default());
        for ascii in [false, true] {
            let settings = TextSettings {
                ascii,
                ..TextSettings::default()
            };
            let (text, _) = write(&book, &settings, Numbering::Continuous);
            let blemishes = blemishes(&text, book.notes().len());
            assert!(blemishes.is_empty(), "{name}: {blemishes:#?}");
            assert!(!ascii || text.bytes().all(|byte| byte < 128), "{name}");
        }
    });
}
