//! Law 4: the words that poppler reads from the screen PDF are those of the text edition.

use super::{PRINTED, asked, common, settings};
use pamphleteer::book::Book;
use pamphleteer::editions::{self, Job};
use pamphleteer::manifest::Settings;
use pamphleteer::manifest::settings::RunningHeads;
use pamphleteer::source::{Source, markdown};
use pamphleteer::wording::wording;
use std::collections::BTreeMap;

/// How often each word stands in a text. Letters only: in the PDF a call's figure adjoins the word before it.
fn counts(text: &str) -> BTreeMap<&str, i32> {
    let mut counts = BTreeMap::new();
    let is_inner = |c: char| c.is_alphabetic() || matches!(c, '’' | '-');
    for word in text.split(|c| !is_inner(c)) {
        let word = word.trim_matches(['’', '-']);
        if !word.is_empty() {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts
}

/// The words of `one` that do not stand in `other`, or not as often.
fn missing<'a>(one: &BTreeMap<&'a str, i32>, other: &BTreeMap<&str, i32>) -> Vec<&'a str> {
    let times = |word: &str| other.get(word).copied().unwrap_or(0);
    let words = one.iter().filter(|(word, count)| times(word) < **count);
    words.map(|(word, _)| *word).collect()
}

/// The PDF says some words again: title and headings in running heads and in the contents.
#[test]
fn the_screen_pdf_has_the_words_of_the_text_edition() {
    for printed in PRINTED.iter() {
        let Some(said) = asked("pdftotext", &[], &printed.files["screen"], &["-"]) else {
            return;
        };
        let again = format!("{} {} Contents", settings().meta.title, printed.headings);
        let (pdf, text, again) = (counts(&said), counts(&printed.text), counts(&again));
        let mut lost = missing(&text, &pdf);
        lost.retain(|word| *word != "Notes");
        assert!(lost.is_empty(), "not in the PDF: {lost:?}");
        let mut added = missing(&pdf, &text);
        added.retain(|word| !again.contains_key(word));
        assert!(added.is_empty(), "only in the PDF: {added:?}");
        assert!(text.len() > 500);
    }
}

/// An edition's bytes.
fn made(book: &Book, settings: &Settings, name: &str) -> Vec<u8> {
    let outcomes = editions::make(&Job::new(book, settings), |edition| edition.name == name);
    let outcome = outcomes.into_iter().next().unwrap();
    let made = outcome.made.unwrap_or_else(|faults| panic!("{faults:?}"));
    made.value.read().unwrap()
}

/// A title of one word that no text has. A long book's half title says it once more.
const TITLE: &str = "Titelwort";

/// Without running heads and contents the PDF says each word as often as the text edition does, those whose first letter
/// is a dropped initial too.
fn assert_same_words(case: &str, truth: String) {
    let mut book = markdown::read(&[Source::new(case, truth)]).unwrap().value;
    book.meta.title = TITLE.into();
    let mut settings = Settings::default();
    settings.page.running_heads = RunningHeads::None;
    settings.page.contents = Some(false);
    settings.page.drop_caps = true;
    settings.text.measure = None;
    settings.text.contents = Some(false);
    settings.meta = book.meta.clone();
    let text = String::from_utf8(made(&book, &settings, "text")).unwrap();
    let screen = made(&book, &settings, "screen");
    let Some(said) = asked("pdftotext", &[], &screen, &["-"]) else {
        return;
    };
    let (pdf, text) = (counts(&said), counts(&text));
    assert!(text.len() > 500);
    // The text edition has a heading over its notes; the PDF has them at the foot.
    let notes = wording(&book.meta.language).notes;
    let mut lost = missing(&text, &pdf);
    lost.retain(|word| *word != notes);
    assert!(lost.is_empty(), "{case}: not in the PDF: {lost:?}");
    let mut added = missing(&pdf, &text);
    added.retain(|word| *word != TITLE);
    assert!(added.is_empty(), "{case}: only in the PDF: {added:?}");
}

/// Real books of many kinds. Cases that have the same truth are one.
#[test]
fn and_on_every_case_of_the_corpus() {
    let Some(corpus) = common::shared("corpus/dev") else {
        return;
    };
    let cases = std::fs::read_dir(corpus).unwrap().filter_map(Result::ok);
    let truths = cases.map(|case| {
        let truth = std::fs::read_to_string(case.path().join("truth.md")).unwrap();
        (truth, case.file_name().into_string().unwrap())
    });
    let truths: BTreeMap<String, String> = truths.collect();
    assert!(truths.len() > 10);
    let mut truths: Vec<_> = truths.into_iter().collect();
    truths.sort_by(|a, b| a.1.cmp(&b.1));
    for (truth, case) in truths {
        assert_same_words(&case, truth);
    }
}
