//! Cells over several columns or rows, and tables that are turned.

use super::{codes, laid, lines, page_text};
use crate::typeset::Layout;
use crate::typeset::page::{ElementKind, Ink, Run};

const GRID: &str = "\
+------+---------------+-------+
| Year | Boats and Men | Dues  |
|      +-------+-------+       |
|      | Boats | Crews |       |
+======+=======+=======+=======+
| 1873 | forty | many  | a     |
|      +-------+-------+ note  |
|      | fifty | some  | on    |
|      |       |       | it    |
+------+-------+-------+-------+
| 1874 | none at all   | nil   |
+------+---------------+-------+
";

fn run<'l>(layout: &'l Layout, words: &str) -> (usize, i64, i64, &'l Run) {
    let pages = layout.pages.iter().enumerate();
    let mut items = pages.flat_map(|(at, page)| page.items.iter().map(move |item| (at, item)));
    let found = items.find_map(|(at, item)| match &item.ink {
        Ink::Glyphs(run) if run.text.contains(words) => Some((at, item.x.0, item.y.0, run)),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{words} stands nowhere"))
}

#[test]
fn cells_over_several_stand_once_in_their_room() {
    let layout = laid(GRID).value;
    let text: String = layout.pages.iter().map(page_text).collect();
    for word in ["Year", "Dues", "1873", "forty", "fifty", "none", "nil"] {
        assert_eq!(text.matches(word).count(), 1, "{word}: {text}");
    }
    let at = |word: &str| (run(&layout, word).1, run(&layout, word).2);
    // What names two columns stands above both, and over their middle.
    assert!(at("Boats and").1 < at("Crews").1 && at("Boats and").0 < at("Crews").0);
    // A row that a cell goes over stands beside it.
    assert_eq!(at("fifty").1, at("some").1);
    assert!(at("fifty").1 > at("1873").1 && at("fifty").1 < at("1874").1);
    assert_eq!(at("forty").0, at("fifty").0);
    assert_eq!(at("nil").0, at("note").0);
    let found = lines(&layout.pages[2]);
    assert_eq!(found.len(), 5, "{found:?}");
}

#[test]
fn the_structure_says_what_cells_go_over() {
    let layout = laid(GRID).value;
    let cells = layout.structure.iter().filter(|element| {
        matches!(element.kind, ElementKind::Cell | ElementKind::HeadCell) && element.over != (1, 1)
    });
    let over: Vec<(u16, u16)> = cells.map(|cell| cell.over).collect();
    assert_eq!(over, [(2, 1), (1, 2), (2, 1), (2, 1), (2, 1), (1, 2)]);
}

/// A table of five columns of long words on A6.
fn wide(rows: usize) -> String {
    let row = |word: &str| format!("| {} |\n", [word; 5].join(" | "));
    let mut text = row("Superintendence") + &format!("|{}\n", "---|".repeat(5));
    for n in 0..rows {
        text += &row(&format!("inconsiderate{n}"));
    }
    text + "\nTable: All of it.\n"
}

#[test]
fn one_too_wide_in_small_type_is_turned() {
    let laid = laid(&format!("Before.\n\n{}\nAfter.\n", wide(60)));
    assert!(!codes(&laid).contains(&"wide-table"), "{:?}", codes(&laid));
    let layout = laid.value;
    assert!(run(&layout, "inconsiderate0").3.is_turned);
    assert!(run(&layout, "All of it").3.is_turned && !run(&layout, "After").3.is_turned);
    let text: String = layout.pages.iter().map(page_text).collect();
    for n in 0..60 {
        // Each once a column; `inconsiderate1` is in `inconsiderate10`, too.
        assert!(
            text.matches(&format!("inconsiderate{n}")).count() >= 5,
            "{n}"
        );
    }
    assert_eq!(
        text.matches("Superintendence").count(),
        5,
        "the head is said once"
    );
    // Lines go up the page and stand side by side, within the page.
    let (page, x, y, _) = run(&layout, "inconsiderate0");
    let (other, next, same, _) = run(&layout, "inconsiderate1");
    assert_eq!((page, y), (other, same));
    assert!(next > x);
    for page in &layout.pages {
        for item in &page.items {
            let Ink::Glyphs(run) = &item.ink else {
                continue;
            };
            if run.is_turned {
                let length: i64 = run.glyphs.iter().map(|glyph| glyph.advance().0).sum();
                assert!(item.y.0 - length > 0 && item.y <= layout.trim.height);
                assert!(item.x.0 > 0 && item.x <= layout.trim.width);
            }
        }
    }
}

#[test]
fn a_list_that_begins_an_item_keeps_both_numbers() {
    let layout = laid("3. a. one\n   b. two\n4. three\n").value;
    let found = lines(&layout.pages[2]);
    let first = found
        .iter()
        .find(|line| line.2.contains("one"))
        .expect("a line");
    assert!(
        first.2.contains("3.") && first.2.contains("a."),
        "{found:?}"
    );
    let at = |word: &str| run(&layout, word).1;
    assert!(at("3.") < at("a.") && at("a.") < at("one"));
    // Numbers of one list end at one place, whatever stands behind them.
    let end = |word: &str| {
        let (_, x, _, run) = run(&layout, word);
        x + run
            .glyphs
            .iter()
            .map(|glyph| glyph.advance().0)
            .sum::<i64>()
    };
    assert_eq!(end("3."), end("4."));
}
