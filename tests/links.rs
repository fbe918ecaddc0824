//! The links of the documentation. In: README.md and every page of docs/. Out: whether each link inside the repository leads
//! to a file, and each page can be reached from the README; whether every command named there is one.

use clap::CommandFactory;
use pamphleteer::cli::Arguments;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All pages of Markdown that readers are led through.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    for folder in ["docs", "docs/decisions"] {
        let entries = fs::read_dir(root().join(folder))
            .expect("a folder")
            .flatten();
        let files = entries.map(|entry| entry.path());
        pages.extend(files.filter(|path| path.extension().is_some_and(|e| e == "md")));
    }
    pages.sort();
    pages
}

/// Files that a page links to, and those that it names by their path: `docs/epub.md`.
fn links(page: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(page).expect("a page");
    let folder = page.parent().expect("a folder");
    let mut links = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        is_code ^= line.trim_start().starts_with("```");
        for part in line.split("](").skip(1).filter(|_| !is_code) {
            let target = part.split([')', '#', ' ']).next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                let path = folder.join(target);
                let page = path.join("README.md");
                links.push(if page.is_file() { page } else { path });
            }
        }
    }
    links
}

#[test]
fn links_lead_to_files() {
    let mut dead = Vec::new();
    for page in pages() {
        let missing = links(&page).into_iter().filter(|link| !link.exists());
        dead.extend(missing.map(|link| format!("{}: {}", page.display(), link.display())));
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn every_page_can_be_reached_from_the_readme() {
    let mut seen = BTreeSet::new();
    let mut open = vec![root().join("README.md")];
    while let Some(page) = open.pop() {
        if seen.insert(page.canonicalize().expect("a page")) {
            let next = links(&page).into_iter().filter(|link| link.exists());
            open.extend(next.filter(|link| link.extension().is_some_and(|e| e == "md")));
        }
    }
    let lost = pages()
        .into_iter()
        .filter(|page| !seen.contains(&page.canonicalize().expect("a page")));
    let lost: Vec<PathBuf> = lost.collect();
    assert!(lost.is_empty(), "{lost:?}");
}

/// Commands as the pages name them, `pamphleteer build`, are commands; and the README names every one.
#[test]
fn commands_are_commands() {
    let program = Arguments::command();
    let commands: BTreeSet<&str> = program
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    let mut named = BTreeSet::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        for (at, name) in text.match_indices("pamphleteer ") {
            let before = &text[..at];
            let is_line = before
                .rsplit('\n')
                .next()
                .is_some_and(|line| line == "    ");
            let code = &text[at + name.len()..];
            let word: String = code.chars().take_while(char::is_ascii_lowercase).collect();
            if word.is_empty() || !is_line && !before.ends_with('`') {
                continue;
            }
            let is_known = commands.contains(word.as_str());
            assert!(
                is_known,
                "{}: `pamphleteer {word}` is no command",
                page.display()
            );
            named.insert((page.clone(), word));
        }
    }
    let readme = root().join("README.md");
    let lost: Vec<&&str> = commands
        .iter()
        .filter(|command| !named.contains(&(readme.clone(), (**command).to_owned())))
        .collect();
    assert!(lost.is_empty(), "the README does not name {lost:?}");
}
