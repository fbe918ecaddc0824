//! The sample pamphlet. In: `sample/`, the text as it was extracted and the truth it was made from. Out: whether the
//! repair gives the truth back: words, headings, paragraphs, and every note at its call.

mod common;

use pamphleteer::editions::markdown;
use pamphleteer::galley::Decision;
use pamphleteer::ledger::Query;
use pamphleteer::manifest::Settings;
use pamphleteer::pipeline;
use pamphleteer::source::Source;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A Markdown text taken apart.
struct Reading {
    /// Headings and paragraphs without their calls; a stanza is one block.
    blocks: Vec<String>,
    /// Each call's note body, with the words just before the call.
    links: Vec<(String, String)>,
    /// The names of the calls, in order.
    calls: Vec<String>,
}

static TRUTH: LazyLock<Reading> = LazyLock::new(|| read(&file("sample/truth.md")));
static REPAIRED: LazyLock<Reading> = LazyLock::new(|| read(&repaired()));

fn file(name: &str) -> String {
    std::fs::read_to_string(common::root().join(name)).unwrap()
}

fn source() -> Source {
    let name = "sample/a-penny-for-the-fire.txt";
    Source::new(name, file(name))
}

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.meta.language = "en-GB".into();
    settings.repair.language = Some("en-GB".into());
    settings
}

fn repaired() -> String {
    let (book, _, _) = pipeline::repair_sources(&[source()], &settings());
    markdown::write(&book)
}

fn read(markdown: &str) -> Reading {
    let front = markdown
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"));
    let plain = without_page_turns(front.map_or(markdown, |(_, text)| text)).replace('\\', "");
    let (bodies, blocks): (Vec<&str>, Vec<&str>) = plain
        .split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty() && *block != ">")
        .partition(|block| block.starts_with("[^"));
    let body = |name: &str| {
        let head = format!("[^{name}]: ");
        let found = bodies.iter().find_map(|body| body.strip_prefix(&head));
        joined(found.unwrap_or("NO BODY"))
    };
    let mut reading = Reading {
        blocks: Vec::new(),
        links: Vec::new(),
        calls: Vec::new(),
    };
    for block in blocks.iter().flat_map(|block| block.split("\n>\n")) {
        let mut text = String::new();
        let unmarked = joined(block);
        let mut parts = unmarked.split("[^");
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (name, rest) = part.split_once(']').unwrap();
            let before: String = text.chars().rev().take(30).collect();
            let before = before.chars().rev().collect();
            reading.links.push((before, body(name)));
            reading.calls.push(name.to_string());
            text.push_str(rest);
        }
        reading.blocks.push(text);
    }
    reading
}

/// The text without the marks `[]{.pagebreak …}`.
fn without_page_turns(markdown: &str) -> String {
    let mut parts = markdown.split("[]{");
    let mut text = parts.next().unwrap_or_default().to_string();
    parts.for_each(|part| text.push_str(part.split_once('}').map_or(part, |(_, rest)| rest)));
    text
}

/// A block as one line, without the marks of quotations and verse.
fn joined(block: &str) -> String {
    let lines = block.lines().map(|line| {
        let line = line.trim_start_matches("> ").trim_start_matches("| ");
        line.trim()
    });
    lines.collect::<Vec<_>>().join(" ")
}

fn words(reading: &Reading) -> Vec<&str> {
    let blocks = reading.blocks.iter();
    blocks.flat_map(|b| b.split_whitespace()).collect()
}

/// Fails at the first difference and shows what stands around it.
fn assert_same<T: PartialEq + std::fmt::Debug>(ours: &[T], truth: &[T]) {
    let at = ours.iter().zip(truth).position(|(a, b)| a != b);
    if let Some(at) = at.or((ours.len() != truth.len()).then_some(ours.len().min(truth.len()))) {
        let near = at.saturating_sub(3)..;
        let shown = |all: &[T]| {
            format!(
                "{:#?}",
                all[near.clone()].iter().take(6).collect::<Vec<_>>()
            )
        };
        panic!(
            "they differ at {at} of {}\nours: {}\ntruth: {}",
            truth.len(),
            shown(ours),
            shown(truth)
        );
    }
}

/// Without blanks: a lost one is the business of a test of its own.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn lost_blanks_come_back_and_no_others() {
    let (ours, truth) = (gaps(&REPAIRED), gaps(&TRUTH));
    let invented: Vec<_> = ours.difference(&truth).collect();
    assert!(
        invented.is_empty(),
        "words parted that are one: {invented:?}"
    );
    // Of 18 lost blanks, one between two content words stays: the line is not tight, and it may be a compound.
    let lost = truth.difference(&ours).count();
    assert!(lost <= 1, "{lost} words are still run together");
}

/// Where blanks stand, as counts of the other characters before them.
fn gaps(reading: &Reading) -> BTreeSet<usize> {
    let mut count = 0;
    let counts = words(reading).into_iter().map(|word| {
        count += word.chars().count();
        count
    });
    counts.collect()
}

#[test]
fn the_letters_come_back() {
    assert_eq!(
        dense(&REPAIRED.blocks.concat()),
        dense(&TRUTH.blocks.concat())
    );
}

#[test]
fn headings_and_paragraphs_come_back() {
    let blocks = |reading: &Reading| reading.blocks.iter().map(|b| dense(b)).collect::<Vec<_>>();
    assert_same(&blocks(&REPAIRED), &blocks(&TRUTH));
}

/// The links, without blanks: the words before the call, the body.
fn links(reading: &Reading) -> Vec<(String, String)> {
    let links = reading.links.iter();
    let ends = |words: &str| dense(words).chars().rev().take(20).collect();
    links
        .map(|(words, body)| (ends(words), dense(body)))
        .collect()
}

/// The two notes whose bodies stand exchanged, as indices.
const EXCHANGED: std::ops::Range<usize> = 4..6;

#[test]
fn every_note_finds_its_call() {
    let (mut ours, mut truth) = (links(&REPAIRED), links(&TRUTH));
    assert_eq!(ours.len(), truth.len());
    ours.drain(EXCHANGED);
    truth.drain(EXCHANGED);
    assert_same(&ours, &truth);
    let numbers: Vec<String> = (1..=24).map(|n| n.to_string()).collect();
    assert_same(&REPAIRED.calls, &numbers);
}

/// The bodies of 5 and 6 stand exchanged. Only one of the two calls speaks for it, so the program asks; told to accept,
/// it gives both back.
#[test]
fn exchanged_notes_are_asked_about_and_put_back() {
    let mut settings = settings();
    let (_, _, ledger) = pipeline::repair_sources(&[source()], &settings);
    let proposal = Some("exchange the bodies of notes 5 and 6");
    let asked = |q: &&Query| q.proposal.as_deref() == proposal;
    let query = ledger.queries().iter().find(asked).expect("asked");
    let id = query.id.to_string();
    settings.repair.decisions.insert(id, Decision::Accept);
    let (book, _, _) = pipeline::repair_sources(&[source()], &settings);
    let repaired = read(&markdown::write(&book));
    assert_same(&links(&repaired), &links(&TRUTH));
}

#[test]
fn undoing_the_ledger_gives_the_file_back() {
    let (_, galley, ledger) = pipeline::repair_sources(&[source()], &settings());
    assert!(
        ledger.changes().len() > 100,
        "the sample needs many repairs"
    );
    assert_eq!(galley.undone(&ledger), source().text());
}

/// `notes.link` and `notes.swap` name notes as the source prints them.
#[test]
fn notes_are_linked_and_swapped_by_hand() {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let mut linked = settings();
    linked.notes.link = vec![pair("5", "6")];
    let mut swapped = settings();
    swapped.notes.swap = vec![pair("5", "6")];
    for settings in [linked, swapped] {
        let (book, _, _) = pipeline::repair_sources(&[source()], &settings);
        assert_same(&links(&read(&markdown::write(&book))), &links(&TRUTH));
    }
}
