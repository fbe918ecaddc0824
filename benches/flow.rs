//! How long the flow takes. In: the sample, and the seed where it stands beside the repository. Out: times for the
//! repair, the typesetter, each edition and the whole build; `cargo bench`. docs/performance.md has the figures.

use divan::{Bencher, black_box};
use pamphleteer::book::Book;
use pamphleteer::editions::{self, EDITIONS, Edition, Job};
use pamphleteer::manifest::Settings;
use pamphleteer::source::Source;
use pamphleteer::{pipeline, typeset};
use std::path::{Path, PathBuf};

fn main() {
    divan::main();
}

const TEXTS: &[&str] = &["sample", "seed"];

/// The file of a text; None for the seed on a machine without it.
fn file(text: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = match text {
        "sample" => root.join("sample"),
        _ => root.join("../shared/seeds"),
    };
    let files = std::fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let mut files = files.map(|file| file.path());
    files.find(|path| path.extension().is_some_and(|e| e == "txt"))
}

fn source(text: &str) -> Option<Source> {
    let read = file(text).and_then(|path| std::fs::read_to_string(path).ok());
    if read.is_none() {
        eprintln!("NOT MEASURED: the {text} is not on this machine");
    }
    Some(Source::new(text, read?))
}

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.meta.title = "A Title".into();
    settings.meta.language = "en-GB".into();
    settings.repair.language = Some("en-GB".into());
    settings
}

fn book(text: &str) -> Option<Book> {
    let (book, _, _) = pipeline::repair_sources(&[source(text)?], &settings());
    Some(book)
}

/// From the decoded text to the book.
#[divan::bench(args = TEXTS)]
fn repair(bencher: Bencher<'_, '_>, text: &str) {
    if let Some(source) = source(text) {
        bencher.bench(|| {
            pipeline::repair_sources(black_box(std::slice::from_ref(&source)), &settings())
        });
    }
}

/// From the book to finished pages.
#[divan::bench(args = TEXTS)]
fn lay_out(bencher: Bencher<'_, '_>, text: &str) {
    if let Some(book) = book(text) {
        let settings = settings();
        bencher.bench(|| typeset::lay_out(black_box(&book), &settings));
    }
}

/// One edition from the book; a PDF's pages are laid out anew each time.
fn edition(bencher: Bencher<'_, '_>, text: &str, name: &str) {
    let edition: &Edition = EDITIONS
        .iter()
        .find(|e| e.name == name)
        .expect("it is in the table");
    if let Some(book) = book(text) {
        let settings = settings();
        bencher.bench(|| (edition.make)(&Job::new(black_box(&book), &settings)));
    }
}

#[divan::bench(args = TEXTS)]
fn epub(bencher: Bencher<'_, '_>, text: &str) {
    edition(bencher, text, "epub");
}

#[divan::bench(args = TEXTS)]
fn screen(bencher: Bencher<'_, '_>, text: &str) {
    edition(bencher, text, "screen");
}

#[divan::bench(args = TEXTS)]
fn press(bencher: Bencher<'_, '_>, text: &str) {
    edition(bencher, text, "press");
}

#[divan::bench(args = TEXTS)]
fn booklet(bencher: Bencher<'_, '_>, text: &str) {
    edition(bencher, text, "booklet");
}

#[divan::bench(args = TEXTS)]
fn text(bencher: Bencher<'_, '_>, text: &str) {
    edition(bencher, text, "text");
}

/// Everything but the disk: from the decoded text to EPUB, screen PDF and plain text.
#[divan::bench(args = TEXTS)]
fn whole(bencher: Bencher<'_, '_>, text: &str) {
    const WANTED: &[&str] = &["epub", "screen", "text"];
    if let Some(source) = source(text) {
        let settings = settings();
        bencher.bench(|| {
            let (book, _, _) =
                pipeline::repair_sources(black_box(std::slice::from_ref(&source)), &settings);
            editions::make(&Job::new(&book, &settings), |e| WANTED.contains(&e.name)).len()
        });
    }
}
