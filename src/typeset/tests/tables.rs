//! Tables on pages: columns, heads that stand again, notes of cells, tables that are too wide or too long.

use super::{codes, laid, lines, overruns, page_text, text_items};
use crate::typeset::Layout;
use crate::typeset::design::paper;
use crate::typeset::page::{ElementKind, Ink};

/// A table of so many rows; `cell` makes the words of a row's second cell.
fn table(rows: usize, cell: impl Fn(usize) -> String) -> String {
    let mut text = String::from("| Year | Boats | Dues |\n|------|:-----:|-----:|\n");
    for n in 0..rows {
        text += &format!("| {} | {} | {} |\n", 1800 + n, cell(n), n * 37);
    }
    text
}

fn all(layout: &Layout) -> String {
    layout.pages.iter().map(page_text).collect()
}

#[test]
fn cells_stand_in_their_columns_on_the_rows_of_the_page() {
    let layout = laid(&format!(
        "Before the table.\n\n{}\nAfter it.\n",
        table(3, |n| format!("{n} boats"))
    ))
    .value;
    let found = lines(&layout.pages[2]);
    let line = |word: &str| found.iter().find(|line| line.2.contains(word)).expect(word);
    let pitch = line("1801").0 - line("1800").0;
    assert_eq!(line("1802").0 - line("1801").0, pitch);
    let gap = line("After").0 - line("1802").0;
    assert_eq!(gap.0 % pitch.0, 0, "the rows stand on the grid");
    assert!(line("1801").2.contains("boats") && line("1801").2.contains("37"));
    // Figures end at one edge.
    let items = text_items(&layout.pages[2]);
    let ends: Vec<i64> = items
        .iter()
        .filter_map(|item| match &item.ink {
            Ink::Glyphs(run) if ["37", "74"].contains(&run.text.trim()) => {
                Some((item.x.0 + run.glyphs.iter().map(|g| g.advance().0).sum::<i64>()) / 1000)
            }
            _ => None,
        })
        .collect();
    assert_eq!(ends.len(), 2);
    assert_eq!(ends[0], ends[1]);
    let rules = layout.pages[2]
        .items
        .iter()
        .filter(|item| matches!(item.ink, Ink::Rule { .. }));
    assert_eq!(rules.count(), 3);
}

#[test]
fn the_head_stands_again_on_each_page_and_is_said_once() {
    let layout = laid(&table(120, |n| format!("boat {n}"))).value;
    let with_rows: Vec<_> = layout
        .pages
        .iter()
        .filter(|page| page_text(page).contains("boat"))
        .collect();
    assert!(with_rows.len() > 3);
    for page in &with_rows {
        let heads = page
            .items
            .iter()
            .filter(|item| matches!(&item.ink, Ink::Glyphs(run) if run.text.trim() == "Boats"));
        assert_eq!(heads.count(), 1);
    }
    assert_eq!(
        all(&layout).matches("Boats").count(),
        1,
        "only the first is part of the text"
    );
    for n in 0..120 {
        assert!(all(&layout).contains(&format!("boat {n}")), "{n}");
    }
}

#[test]
fn rows_are_not_torn_but_where_no_page_has_room() {
    let long = |n: usize| {
        if n == 4 {
            "many words of a boat ".repeat(12)
        } else {
            "one".into()
        }
    };
    let layout = laid(&table(12, long)).value;
    let with_long: Vec<_> = layout
        .pages
        .iter()
        .filter(|page| page_text(page).contains("many words"))
        .collect();
    assert_eq!(with_long.len(), 1);
    let endless = laid(&table(2, |_| "word ".repeat(900))).value;
    assert_eq!(all(&endless).matches("word").count(), 1800);
}

#[test]
fn notes_of_cells_stand_at_the_foot_of_their_page() {
    let mut text = table(60, |n| {
        if n == 50 {
            "boat[^1]".into()
        } else {
            "boat".into()
        }
    });
    text += "\n[^1]: Said of the fiftieth.\n";
    let layout = laid(&text).value;
    let page = layout
        .pages
        .iter()
        .find(|page| page_text(page).contains("1850"))
        .expect("the row");
    assert!(page_text(page).contains("Said of the fiftieth."));
}

#[test]
fn a_table_too_wide_is_set_smaller_and_then_named() {
    let row = |words: &str| format!("| {} |\n", [words; 8].join(" | "));
    let bars = format!("|{}\n", "---|".repeat(8));
    let narrow = laid(&(row("A") + &bars + &row("one"))).value;
    assert!(codes(&laid(&(row("A") + &bars + &row("quay")))).is_empty());
    let wide = laid(&(row("Head") + &bars + &row("extraordinarily-inconsiderate")));
    assert!(codes(&wide).contains(&"wide-table"), "{:?}", codes(&wide));
    let size = |layout: &Layout| {
        let items = text_items(&layout.pages[2]);
        let sizes = items.iter().filter_map(|item| match &item.ink {
            Ink::Glyphs(run) => Some(run.size),
            _ => None,
        });
        sizes.min().expect("words")
    };
    assert!(size(&wide.value) < size(&narrow));
    let a6 = paper("a6").expect("a paper of ours");
    assert!(
        overruns(&wide.value, a6).is_empty(),
        "{:?}",
        overruns(&wide.value, a6)
    );
}

#[test]
fn empty_cells_and_captions_are_set() {
    let layout = laid("| A | B |\n|---|---|\n|   | b |\n|   |   |\n\nTable: The fleet.\n").value;
    assert!(all(&layout).contains("The fleet."));
    let kinds: Vec<ElementKind> = layout
        .structure
        .iter()
        .map(|element| element.kind)
        .collect();
    let count = |kind: ElementKind| kinds.iter().filter(|own| **own == kind).count();
    assert_eq!(
        (count(ElementKind::Table), count(ElementKind::Caption)),
        (1, 1)
    );
    assert_eq!(
        (
            count(ElementKind::Row),
            count(ElementKind::HeadCell),
            count(ElementKind::Cell)
        ),
        (3, 2, 4)
    );
}
