//! Tables of all kinds: each is set, nothing of it twice or not at all, nothing beside its page.

use super::{laid, overruns, page_text};
use crate::typeset::design::paper;

/// A table with a row for each of some words.
fn rows(words: impl Iterator<Item = String>) -> String {
    let rows: String = words.map(|word| format!("| {word} | b |\n")).collect();
    format!("| Head | Other |\n|---|--:|\n{rows}")
}

/// What it is of, the text, and words that stand in it once.
fn cases() -> Vec<(&'static str, String, Vec<String>)> {
    let own = |words: &[&str]| -> Vec<String> { words.iter().map(|&w| w.into()).collect() };
    let numbered = |count: usize| (0..count).map(|n| format!("row{n:03}"));
    let before = "Words before it stand in a paragraph.\n\n".repeat(17);
    let many = format!(
        "| {} |\n|{}\n| {} |\n",
        "Q | ".repeat(11) + "Q",
        "---|".repeat(12),
        "z | ".repeat(11) + "lastcell"
    );
    vec![
        ("wider than the measure", format!("| A | B |\n|---|---|\n| firstword {} | lastword |\n", "more ".repeat(60)), own(&["firstword", "lastword"])),
        ("200 rows", rows(numbered(200)), numbered(200).collect()),
        ("empty cells", "| A | B |\n|---|---|\n|  | onlyword |\n|  |  |\n".into(), own(&["onlyword"])),
        ("a note in the last row of a page", before + "| A |\n|---|\n| one |\n| two |\n| three[^1] |\n\n[^1]: Itsnote.\n", own(&["Itsnote", "three"])),
        ("a row longer than a page", rows([format!("begins {} ends", "on ".repeat(700))].into_iter()), own(&["begins", "ends"])),
        ("no head", "|  |  |\n|---|---|\n| headless | b |\n".into(), own(&["headless"])),
        ("a single cell", "| A |\n|---|\n| alone |\n".into(), own(&["alone"])),
        ("twelve columns", many, own(&["lastcell"])),
        ("a word wider than the page", format!("| A | B |\n|---|---|\n| x{}y | lastword |\n", "m".repeat(120)), own(&["lastword"])),
        ("lists and quotations in cells", "+----------+----------+\n| - alpha  | > gamma  |\n| - beta   |          |\n|          | 1. delta |\n+----------+----------+\n".into(), own(&["alpha", "beta", "gamma", "delta"])),
        ("a cell over 60 rows", high(60), (0..60).map(|n| format!("r{n:02}x")).chain(["tall".into()]).collect()),
        ("in HTML, in a list", "- <table><tr><th rowspan=2>left</th><td>upper</td></tr><tr><td>lower</td></tr></table>\n".into(), own(&["left", "upper", "lower"])),
    ]
}

/// A grid whose first cell goes over all its rows.
fn high(rows: usize) -> String {
    let mut text = String::from("+------+------+\n");
    for n in 0..rows {
        let first = if n == 0 { "tall" } else { "    " };
        let end = if n + 1 == rows {
            "+------+------+\n"
        } else {
            "|      +------+\n"
        };
        text += &format!("| {first} | r{n:02}x |\n{end}");
    }
    text
}

#[test]
fn each_table_is_set_whole_and_within_its_page() {
    let a6 = paper("a6").expect("a paper of ours");
    let cases = cases();
    assert_eq!(cases.len(), 12);
    for (name, text, words) in cases {
        let layout = laid(&text).value;
        let said: String = layout
            .pages
            .iter()
            .map(|page| page_text(page) + "\n")
            .collect();
        for word in words {
            assert_eq!(said.matches(&word).count(), 1, "{name}: {word}");
        }
        assert!(
            overruns(&layout, a6).is_empty(),
            "{name}: {:?}",
            overruns(&layout, a6)
        );
    }
}
