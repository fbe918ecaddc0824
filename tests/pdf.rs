//! Whole books as PDFs. In: the sample, the seed and some books of the corpus, as the library sets them. Out: whether other
//! programs read the words of the text edition in them, in order, and whether the press finds what it wants.

mod common;

use pamphleteer::book::{Block, Book, Inline, Meta, NoteIndex};
use pamphleteer::editions::{self, Job, text};
use pamphleteer::manifest::Settings;
use pamphleteer::manifest::settings::{Numbering, RunningHeads, TextSettings};
use pamphleteer::pipeline::{read_text, repair_sources};
use pamphleteer::source::{Source, markdown};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// A book and its PDFs, by the names of the editions, on disk.
struct Made {
    name: String,
    book: Book,
    folder: tempfile::TempDir,
}

/// The books are set once for all tests.
static BOOKS: LazyLock<Vec<Made>> = LazyLock::new(|| {
    let mut books = vec![made(
        "sample",
        clean(&common::root().join("sample/truth.md")),
    )];
    if let Some(seed) = common::seed() {
        let (source, _) = read_text(&seed, "seed").expect("a text");
        books.push(made("seed", repair_sources(&[source], &settings()).0));
    }
    for case in ["dev-014-federalist", "dev-052-sab", "dev-057-brunner"] {
        let truth = common::shared(&format!("corpus/dev/{case}/truth.md"));
        books.extend(truth.map(|truth| made(case, clean(&truth))));
    }
    books
});

/// Pages without running heads, and initials, which must not part their words.
fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.page.running_heads = RunningHeads::None;
    settings.page.contents = Some(false);
    settings.page.drop_caps = true;
    settings
}

fn clean(path: &Path) -> Book {
    let truth = std::fs::read_to_string(path).expect("a text");
    let read = markdown::read(&[Source::new("truth.md", truth)]);
    read.expect("a book").value
}

/// Without a title page's words, which the text edition says in another way.
fn made(name: &str, book: Book) -> Made {
    let meta = Meta {
        language: "en-GB".into(),
        ..Meta::default()
    };
    let (blocks, notes, loose) = (book.blocks(), book.notes(), book.loose());
    let book = Book::new(meta, blocks.to_vec(), notes.to_vec(), loose.to_vec());
    let (book, settings) = (book.expect("a sound book"), settings());
    let folder = tempfile::tempdir().expect("a folder");
    let pdfs = ["screen", "press", "booklet"];
    for outcome in editions::make(&Job::new(&book, &settings), |e| pdfs.contains(&e.name)) {
        let bytes = outcome.made.expect("a PDF").value;
        let file = folder.path().join(outcome.edition.name);
        std::fs::write(file, bytes).expect("a file");
    }
    let name = name.into();
    Made { name, book, folder }
}

impl Made {
    fn pdf(&self, edition: &str) -> PathBuf {
        self.folder.path().join(edition)
    }
}

/// What a tool says of a file; None if the tool is missing.
fn asked(tool: &str, options: &[&str], file: &Path, rest: &[&str]) -> Option<String> {
    let mut command: Command = common::tool(tool)?;
    let output = common::run(command.args(options).arg(file).args(rest));
    assert!(output.status.success(), "{tool}: {}", common::said(&output));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// How often each word with a letter or digit stands in a text; a number counts apart from the word that it is glued to,
/// since the call behind a word that is parted at a line's end is read apart.
fn counted(text: &str) -> BTreeMap<&str, i32> {
    let mut counts = BTreeMap::new();
    let words = text.split_whitespace().flat_map(|word| {
        let (word, number) = word.split_at(word.find(char::is_numeric).unwrap_or(word.len()));
        [word, number]
    });
    for word in words.filter(|word| word.chars().any(char::is_alphanumeric)) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

/// The text edition, with calls and the numbers of notes as the pages show them: without brackets.
fn text_edition(book: &Book) -> String {
    let wide = TextSettings {
        measure: None,
        ..TextSettings::default()
    };
    let (text, _) = text::write(book, &wide, Numbering::Continuous);
    // Emphasis and the addresses of links are shown by signs in the text alone.
    let text = text.replace('_', "").replace("][", "] [");
    let mut bare = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('[') {
        let (before, after) = rest.split_at(at);
        let number: String = after[1..]
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let is_number = !number.is_empty() && after[1 + number.len()..].starts_with(']');
        bare += before;
        bare += if is_number { &number } else { "[" };
        rest = &after[if is_number { number.len() + 2 } else { 1 }..];
    }
    bare + rest
}

/// The words of the screen PDF are those of the text edition and the folios, however the lines were broken.
#[test]
fn poppler_reads_the_words_of_the_text_edition() {
    for made in BOOKS.iter() {
        let Some(read) = asked("pdftotext", &[], &made.pdf("screen"), &["-"]) else {
            return;
        };
        let text = text_edition(&made.book);
        let mut missing = counted(&text);
        for (word, count) in counted(&read) {
            *missing.entry(word).or_default() -= count;
        }
        let pages = read.matches('\u{c}').count();
        for folio in (1..=pages).map(|page| page.to_string()) {
            if let Some(count) = missing.get_mut(folio.as_str()) {
                *count += 1;
            }
        }
        // The first leaves have no folio, and the heading of the notes stands in the text alone.
        let front = ["1", "2", "3", "4", "Notes"];
        missing.retain(|word, count| *count != 0 && !front.contains(word));
        assert!(missing.is_empty(), "{}: {missing:?}", made.name);
    }
}

/// Letters and digits alone: the structure is read with the hyphens of the lines.
fn bare(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// A book as it should be heard: every note after the block that calls it first.
struct Reader<'a> {
    book: &'a Book,
    heard: String,
    called: Vec<NoteIndex>,
    /// Notes called in the block that is being read.
    due: Vec<NoteIndex>,
}

impl Reader<'_> {
    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text { text, .. } => self.heard += text,
                Inline::Emphasis(inner) | Inline::Strong(inner) => self.inlines(inner),
                Inline::Link { text, .. } => self.inlines(text),
                Inline::Call { note, .. } => {
                    self.heard += &self.book.note(*note).number.to_string();
                    if !self.called.contains(note) {
                        self.called.push(*note);
                        self.due.push(*note);
                    }
                }
                Inline::PageTurn { .. } | Inline::Break => {}
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => self.inlines(text),
            Block::Quote(inner) => inner.iter().for_each(|block| self.block(block)),
            Block::Epigraph { text, source } => {
                text.iter().for_each(|block| self.block(block));
                self.inlines(source.as_deref().unwrap_or_default());
            }
            Block::Verse(stanzas) => {
                let lines = stanzas.iter().flatten();
                lines.for_each(|line| self.inlines(&line.text));
            }
            Block::List { start, items } => {
                for (at, item) in items.iter().enumerate() {
                    let number = start.map(|start| (start as usize + at).to_string());
                    self.heard += &number.unwrap_or_default();
                    item.iter().for_each(|block| self.block(block));
                }
            }
            Block::Ornament(_) => {}
        }
    }

    /// The notes called since it was last asked, and those called in them.
    fn notes(&mut self) {
        while !self.due.is_empty() {
            let note = self.book.note(self.due.remove(0));
            self.heard += &note.number.to_string();
            note.body.iter().for_each(|block| self.block(block));
        }
    }
}

#[test]
fn poppler_reads_the_structure_in_order_with_notes_after_their_block() {
    for made in BOOKS.iter() {
        let Some(said) = asked("pdfinfo", &["-struct-text"], &made.pdf("screen"), &[]) else {
            return;
        };
        let pieces = said
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with('"'));
        let read = bare(&pieces.collect::<Vec<_>>().concat());
        let mut reader = Reader {
            book: &made.book,
            heard: String::new(),
            called: Vec::new(),
            due: Vec::new(),
        };
        for block in made.book.blocks() {
            reader.block(block);
            reader.notes();
        }
        let heard = bare(&reader.heard);
        let at = read.chars().zip(heard.chars()).position(|(a, b)| a != b);
        let at = at.unwrap_or_else(|| read.chars().count().min(heard.chars().count()));
        let near = |text: &str| {
            text.chars()
                .skip(at.saturating_sub(20))
                .take(60)
                .collect::<String>()
        };
        assert!(
            read.starts_with(&heard),
            "{}: `{}` for `{}`",
            made.name,
            near(&read),
            near(&heard)
        );
    }
}

#[test]
fn the_press_finds_black_ink_alone_and_whole_sheets() {
    for made in BOOKS.iter() {
        let options = ["-q", "-o", "-", "-sDEVICE=inkcov"];
        let Some(said) = asked("gs", &options, &made.pdf("press"), &[]) else {
            return;
        };
        let pages: Vec<&str> = said.lines().filter(|line| line.contains("CMYK")).collect();
        assert!(
            pages.len() > 4 && pages.len().is_multiple_of(4),
            "{}",
            made.name
        );
        for page in &pages {
            let inks: Vec<&str> = page.split_whitespace().take(3).collect();
            assert_eq!(inks, ["0.00000"; 3], "{}: {page}", made.name);
        }
    }
}

#[test]
fn qpdf_finds_no_fault_and_all_fonts_are_subsets_inside() {
    for (made, edition) in BOOKS
        .iter()
        .flat_map(|made| ["screen", "press", "booklet"].map(|edition| (made, edition)))
    {
        let name = format!("{} {edition}", made.name);
        if let Some(said) = asked("qpdf", &["--check"], &made.pdf(edition), &[]) {
            assert!(
                said.contains("No syntax or stream encoding errors"),
                "{name}: {said}"
            );
        }
        let Some(said) = asked("pdffonts", &[], &made.pdf(edition), &[]) else {
            continue;
        };
        let fonts: Vec<&str> = said.lines().skip(2).collect();
        assert!(!fonts.is_empty(), "{name}");
        let are_inside = fonts.iter().all(|font| font.contains("yes yes yes"));
        assert!(are_inside, "{name}: {said}");
    }
}
