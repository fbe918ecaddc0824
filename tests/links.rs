//! The pages of the documentation. In: README.md, every page of docs/ and the lists of files beside them. Out: whether each
//! link leads to a file and to a heading there, whether each page is reached from the README and stands in SUMMARY.md,
//! whether each command line that is shown can be typed, and whether options and keys that are named exist.

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use pamphleteer::cli::Arguments;
use pamphleteer::manifest::form::fields;
use pulldown_cmark::{Event, Options, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Pages beside those of docs/ that readers are led to.
const BESIDE: [&str; 6] = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "examples/books/README.md",
    "sample/README.md",
    "fonts/FONTS.md",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What the tests ask of a page.
#[derive(Default)]
struct Page {
    /// Where its links lead, as typed.
    links: Vec<String>,
    /// The places that links can name: one for each heading.
    places: BTreeSet<String>,
    /// Code within lines, and the lines of blocks of code.
    code: Vec<String>,
}

impl Page {
    fn read(path: &Path) -> Page {
        let text = fs::read_to_string(path).expect("a page");
        let mut page = Page::default();
        let (mut heading, mut is_block) = (None, false);
        for event in pulldown_cmark::Parser::new_ext(&text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    page.links.push(dest_url.into_string());
                }
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => page.place(&heading.take().unwrap_or_default()),
                Event::Start(Tag::CodeBlock(_)) => is_block = true,
                Event::End(TagEnd::CodeBlock) => is_block = false,
                Event::Text(words) if is_block => {
                    page.code.extend(words.lines().map(str::to_owned));
                }
                Event::Text(words) => heading.iter_mut().for_each(|heading| *heading += &words),
                Event::Code(words) => {
                    heading.iter_mut().for_each(|heading| *heading += &words);
                    page.code.push(words.into_string());
                }
                _ => {}
            }
        }
        page
    }

    /// A heading's place as forges and mdBook name it; the second of a name has a number.
    fn place(&mut self, heading: &str) {
        let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
        let name: String = heading.to_lowercase().chars().filter(kept).collect();
        let name = name.replace(' ', "-");
        let numbered = (1..).map(|n| format!("{name}-{n}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let free = names.find(|name| !self.places.contains(name));
        self.places.extend(free);
    }
}

/// All pages of Markdown that readers are led through.
fn pages() -> BTreeMap<PathBuf, Page> {
    let mut paths: Vec<PathBuf> = BESIDE.iter().map(|name| root().join(name)).collect();
    for folder in ["docs", "docs/decisions"] {
        let entries = fs::read_dir(root().join(folder)).expect("a folder");
        let files = entries.flatten().map(|entry| entry.path());
        paths.extend(files.filter(|path| path.extension().is_some_and(|e| e == "md")));
    }
    paths.retain(|path| !path.ends_with("SUMMARY.md"));
    let read = |path: PathBuf| (path.canonicalize().expect("a page"), Page::read(&path));
    paths.into_iter().map(read).collect()
}

/// Where a link of a page leads within the repository: a file, and the place in it that is named.
fn target<'a>(page: &Path, link: &'a str) -> Option<(PathBuf, &'a str)> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (file, place) = link.split_once('#').unwrap_or((link, ""));
    let path = match file {
        "" => page.to_path_buf(),
        file => page.parent().expect("a folder").join(file),
    };
    let list = path.join("README.md");
    Some((if list.is_file() { list } else { path }, place))
}

#[test]
fn links_lead_to_files_and_headings() {
    let pages = pages();
    let mut dead = Vec::new();
    for (path, page) in &pages {
        for link in &page.links {
            let Some((file, place)) = target(path, link) else {
                continue;
            };
            let file = file.canonicalize().unwrap_or(file);
            let there = pages.get(&file).map(|page| &page.places);
            let has_place = place.is_empty() || there.is_none_or(|there| there.contains(place));
            if !file.exists() || !has_place {
                dead.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn every_page_can_be_reached_from_the_readme() {
    let pages = pages();
    let mut seen = BTreeSet::new();
    let mut open = vec![root().join("README.md").canonicalize().expect("the README")];
    while let Some(path) = open.pop() {
        let Some(page) = pages.get(&path).filter(|_| seen.insert(path.clone())) else {
            continue;
        };
        let targets = page.links.iter().filter_map(|link| target(&path, link));
        open.extend(targets.filter_map(|(file, _)| file.canonicalize().ok()));
    }
    let lost: Vec<&PathBuf> = pages.keys().filter(|path| !seen.contains(*path)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn the_summary_has_every_page_of_docs_once() {
    let docs = root().join("docs").canonicalize().expect("docs");
    let summary = docs.join("SUMMARY.md");
    let links = Page::read(&summary).links;
    let named = links.iter().filter_map(|link| target(&summary, link));
    let mut named: Vec<PathBuf> = named
        .map(|(file, _)| file.canonicalize().unwrap_or(file))
        .collect();
    named.sort();
    let all: Vec<PathBuf> = pages()
        .into_keys()
        .filter(|p| p.starts_with(&docs))
        .collect();
    assert_eq!(named, all);
}

/// The words of a command line that calls the program, where a piece of code is one: without what follows two blanks, which
/// explains it, or an operator of the shell; `[BOOK…]` is `BOOK`.
fn words(code: &str) -> Option<Vec<String>> {
    let code = code.trim_start().trim_start_matches("$ ");
    let line = code
        .strip_prefix("cargo run --release -- ")
        .or_else(|| code.strip_prefix("pamphleteer "))?;
    let line = line.split("  ").next().unwrap_or_default();
    let words = line.split(' ').take_while(|word| {
        !matches!(*word, "|" | "||" | "&&" | ">" | "2>" | "#" | ";") && !word.is_empty()
    });
    let bare = |word: &str| word.replace(['[', ']', '…', '"', '\''], "");
    let words = words.map(bare).filter(|word| !word.is_empty());
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then_some(words)
}

/// Whether the program takes these words; names of values in capitals stand for any value.
fn can_be_typed(words: &[String]) -> Result<(), clap::Error> {
    let line = ["pamphleteer"]
        .into_iter()
        .chain(words.iter().map(String::as_str));
    match Arguments::try_parse_from(line).map_err(|error| (error.kind(), error)) {
        Ok(_) | Err((ErrorKind::DisplayHelp | ErrorKind::DisplayVersion, _)) => Ok(()),
        Err((_, error)) => Err(error),
    }
}

#[test]
fn command_lines_can_be_typed() {
    let mut wrong = Vec::new();
    let mut named = BTreeSet::new();
    for (path, page) in pages() {
        for words in page.code.iter().filter_map(|code| words(code)) {
            // A command named for what it is, `pamphleteer init`, may want more.
            let is_name = words.len() == 1;
            let is_known = Arguments::command().find_subcommand(&words[0]).is_some();
            if let Err(error) = can_be_typed(&words)
                && !(is_name && is_known)
            {
                wrong.push(format!("{}: {words:?}\n{error}", path.display()));
            }
            if path.ends_with("README.md") && path.parent() == root().canonicalize().ok().as_deref()
            {
                named.insert(words[0].clone());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let program = Arguments::command();
    let lost = program.get_subcommands().map(clap::Command::get_name);
    let lost: Vec<&str> = lost.filter(|name| !named.contains(*name)).collect();
    assert!(lost.is_empty(), "the README does not name {lost:?}");
}

/// The path of keys that a piece of code names: `editions.page.paper: a6`.
fn key_path(code: &str) -> Option<&str> {
    let path = code.split([':', ' ']).next().unwrap_or_default();
    let (top, rest) = path.split_once('.')?;
    let is_name = |name: &str| {
        name.bytes()
            .all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'.')
    };
    let is_file = ["jpg", "md", "rs", "toml", "txt"].contains(&rest);
    let is_path = !top.is_empty() && !rest.is_empty() && is_name(top) && is_name(rest);
    (is_path && !is_file).then_some(path)
}

#[test]
fn options_and_keys_that_are_named_are_there() {
    // The fields of the form are the keys; those of a list's rows have a number.
    // What is said of each of several texts or pieces is only shown where there is one.
    let several = "text: [{file: a}]\nfront: [{words: a}]\nback: [{words: a}]\n";
    let fields = fields("").into_iter().chain(fields(several));
    let known: BTreeSet<String> = fields
        .map(|field| field.path.to_string().replace("/0/", ".").replace('/', "."))
        .collect();
    let mut program = Arguments::command();
    program.build();
    let all = [&program].into_iter().chain(program.get_subcommands());
    let options: BTreeSet<String> = all
        .flat_map(|command| command.get_arguments().filter_map(clap::Arg::get_long))
        .map(|long| format!("--{long}"))
        .collect();
    let mut wrong = Vec::new();
    let (mut keys_named, mut options_named) = (0, 0);
    for (path, page) in pages() {
        for code in &page.code {
            let option = code
                .split([' ', '='])
                .next()
                .filter(|word| word.starts_with("--"));
            let option = option.filter(|word| word.len() > 2 && !word.starts_with("---"));
            let is_top = |path: &&str| known.contains(path.split('.').next().unwrap_or_default());
            let key = key_path(code).filter(is_top);
            options_named += usize::from(option.is_some());
            keys_named += usize::from(key.is_some());
            if option.is_some_and(|option| !options.contains(option))
                || key.is_some_and(|key| !known.contains(key))
            {
                wrong.push(format!("{}: `{code}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        keys_named > 20 && options_named > 20,
        "{keys_named}, {options_named}"
    );
}

#[test]
fn the_tests_see_faults() {
    let wrong = [
        "pamphleteer bild",
        "pamphleteer build --catalog x",
        "pamphleteer list WHAT",
    ];
    for line in wrong {
        let words = words(line).expect("a command line");
        assert!(can_be_typed(&words).is_err(), "{line}");
    }
    assert_eq!(
        words("    pamphleteer build [BOOK…]    makes it").expect("words"),
        ["build", "BOOK"]
    );
    assert_eq!(words("book.yaml"), None);
    assert_eq!(
        key_path("editions.page.papers: a6"),
        Some("editions.page.papers")
    );
    assert_eq!(key_path("text.md"), None);
    let mut page = Page::default();
    page.place("What `it` is: all of it");
    page.place("What it is, all of it");
    let places = ["what-it-is-all-of-it", "what-it-is-all-of-it-1"].map(String::from);
    assert_eq!(page.places, BTreeSet::from(places));
}
