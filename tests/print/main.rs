//! The print editions of whole texts: the sample, and the seed where it is at hand. In: the flow from the text to the
//! bytes. Out: whether other readers find in the files what the pages hold.

#[path = "../common/mod.rs"]
mod common;
mod order;
mod words;

use lopdf::Document;
use pamphleteer::book::{self, Block, Book};
use pamphleteer::editions::{self, Job};
use pamphleteer::manifest::Settings;
use pamphleteer::pipeline;
use pamphleteer::source::Source;
use pamphleteer::typeset::Layout;
use pamphleteer::typeset::page::{ElementKind, Ink, Item};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

/// A text's pages and files.
struct Printed {
    book: Book,
    layout: Layout,
    files: BTreeMap<&'static str, Vec<u8>>,
    /// The text edition, and the words of the book's headings.
    text: String,
    headings: String,
}

static PRINTED: LazyLock<Vec<Printed>> = LazyLock::new(|| {
    let sample = common::root().join("sample/a-penny-for-the-fire.txt");
    let texts = [Some(sample), common::seed()];
    texts.into_iter().flatten().map(print).collect()
});

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.meta.title = "A Title of Its Own".into();
    settings.meta.language = "en-GB".into();
    settings.repair.language = Some("en-GB".into());
    settings
}

fn print(text: PathBuf) -> Printed {
    let source = Source::new("text", std::fs::read_to_string(text).unwrap());
    let settings = settings();
    let (book, _, _) = pipeline::repair_sources(&[source], &settings);
    let job = Job::new(&book, &settings);
    let made = editions::make(&job, |edition| edition.is_paged);
    let files = made.into_iter().map(|outcome| {
        let made = outcome
            .made
            .unwrap_or_else(|e| panic!("{}: {e:?}", outcome.edition.name));
        (outcome.edition.name, made.value.read().unwrap())
    });
    let text = editions::make(&job, |edition| edition.name == "text");
    let text = text
        .into_iter()
        .next()
        .unwrap()
        .made
        .unwrap()
        .value
        .read()
        .unwrap();
    let headings = book.blocks().iter().map(|block| match block {
        Block::Heading { text, .. } => book::words(text) + " ",
        _ => String::new(),
    });
    let layout = job.layout().unwrap().value.clone();
    Printed {
        book: book.clone(),
        text: String::from_utf8(text).unwrap(),
        headings: headings.collect(),
        files: files.collect(),
        layout,
    }
}

/// What a program says of some bytes as a file; None if it is missing.
fn asked(program: &str, options: &[&str], bytes: &[u8], rest: &[&str]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("it.pdf");
    std::fs::write(&path, bytes).unwrap();
    let mut command = common::tool(program)?;
    let output = common::run(command.args(options).arg(path).args(rest));
    let said = common::said(&output);
    assert!(output.status.success(), "{program}: {said}");
    Some(said)
}

/// The text of each block of the pages, in the order of the structure, and of each piece of furniture.
fn blocks(layout: &Layout) -> (Vec<String>, Vec<String>) {
    let mut blocks: BTreeMap<u32, (String, f64)> = BTreeMap::new();
    let mut furniture = Vec::new();
    for (page, item) in items(layout) {
        let Ink::Glyphs(run) = &item.ink else {
            continue;
        };
        let Some(mut element) = item.element else {
            furniture.push(run.text.clone());
            continue;
        };
        let kind = |at: u32| &layout.structure[at as usize];
        while let (ElementKind::Reference | ElementKind::Link, Some(parent)) =
            (kind(element.0).kind, kind(element.0).parent)
        {
            element = parent;
        }
        let down = page as f64 * 10_000.0 + item.y.to_pt();
        let (text, line) = blocks.entry(element.0).or_default();
        let is_entry = kind(element.0).kind == ElementKind::ContentsItem;
        match text.pop() {
            // A word goes on in the next line after a hyphen only.
            Some('\u{ad}') | None => {}
            Some(last) => {
                text.push(last);
                let goes_on = matches!(last, '-' | '\u{2010}' | '/');
                if is_entry || (down - *line > 2.0 && !goes_on) {
                    text.push(' ');
                }
            }
        }
        text.push_str(&run.text);
        *line = down;
    }
    (
        blocks.into_values().map(|(text, _)| text).collect(),
        furniture,
    )
}

/// All items with the number of their page.
fn items(layout: &Layout) -> impl Iterator<Item = (usize, &Item)> {
    let pages = layout.pages.iter().enumerate();
    pages.flat_map(|(at, page)| page.items.iter().map(move |item| (at, item)))
}

/// Words as runs of letters and figures, how often each.
fn words<'a>(texts: impl IntoIterator<Item = &'a String>) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for text in texts {
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            *words.entry(word.to_string()).or_insert(0) += 1;
        }
    }
    words
}

#[test]
fn poppler_reads_each_word_of_the_pages() {
    for printed in PRINTED.iter() {
        let Some(said) = asked("pdftotext", &[], &printed.files["screen"], &["-"]) else {
            return;
        };
        let (blocks, furniture) = blocks(&printed.layout);
        assert!(blocks.len() > 20);
        let expected = words(blocks.iter().chain(&furniture));
        let read = words([&said]);
        let differ = |a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>| -> Vec<String> {
            let more = a.iter().filter(|(word, times)| b.get(*word) != Some(times));
            more.map(|(word, times)| format!("{word} {times}"))
                .collect()
        };
        assert_eq!(
            differ(&read, &expected),
            differ(&expected, &read),
            "pdftotext, pages"
        );
    }
}

/// Structured text runs in the order of the structure: a note after the block that calls it.
#[test]
fn poppler_reads_the_structure_in_order() {
    let solid = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
            .to_lowercase()
    };
    for printed in PRINTED.iter() {
        let Some(said) = asked("pdfinfo", &["-struct-text"], &printed.files["screen"], &[]) else {
            return;
        };
        let pieces = said
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with('"'));
        let read = solid(&pieces.collect::<String>());
        let mut from = 0;
        for block in blocks(&printed.layout).0 {
            let block = solid(&block);
            let found = read[from..].find(&block);
            assert!(found.is_some(), "`{block}` does not come next");
            from += found.unwrap_or_default() + block.len();
        }
    }
}

#[test]
fn qpdf_finds_no_fault() {
    for printed in PRINTED.iter() {
        for (name, bytes) in &printed.files {
            if let Some(said) = asked("qpdf", &["--check"], bytes, &[]) {
                assert!(!said.contains("WARNING"), "{name}: {said}");
            }
        }
    }
}

#[test]
fn fonts_are_embedded_and_subset_and_ink_is_black() {
    for printed in PRINTED.iter() {
        for (name, bytes) in &printed.files {
            let fonts = asked("pdffonts", &[], bytes, &[]).unwrap_or_default();
            let fonts = fonts.lines().skip(2);
            fonts.for_each(|font| assert!(font.contains("yes yes yes"), "{name}: {font}"));
            let inks =
                asked("gs", &["-q", "-o", "-", "-sDEVICE=inkcov"], bytes, &[]).unwrap_or_default();
            let black = |line: &&str| line.trim_start().starts_with("0.00000  0.00000  0.00000");
            let mut pages = inks.lines().filter(|line| line.contains("CMYK"));
            assert!(pages.all(|page| black(&page)), "{name}: {inks}");
        }
    }
}

#[test]
fn files_are_small_and_the_press_has_whole_sheets() {
    for printed in PRINTED.iter() {
        for (name, bytes) in &printed.files {
            assert!(bytes.len() < 150_000, "{name} has {} bytes", bytes.len());
        }
        let pages = |name: &str| {
            Document::load_mem(&printed.files[name])
                .unwrap()
                .get_pages()
                .len()
        };
        assert_eq!(pages("screen"), printed.layout.pages.len());
        assert_eq!(
            pages("press"),
            printed.layout.pages.len().next_multiple_of(4)
        );
        assert_eq!(pages("booklet"), pages("press") / 2);
        assert_eq!(pages("cover"), 1);
    }
}

#[test]
fn the_same_bytes_come_again_from_any_number_of_threads() {
    let sample = common::root().join("sample/a-penny-for-the-fire.txt");
    for threads in [1, 4] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let again = pool.install(|| print(sample.clone()));
        assert!(again.files == PRINTED[0].files, "{threads} threads");
    }
}
