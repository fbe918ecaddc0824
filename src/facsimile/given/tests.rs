//! Pages laid out by hand: what is given of their lines.

use super::*;
use crate::source::Source;
use crate::source::typography::{Leaf, Rule};

/// A line to be laid out: words, left edge, width, baseline, size; all in points.
type Laid = (&'static str, i32, i32, i32, i32);

/// The galley of some pages.
fn galley(pages: &[Vec<Laid>], rule: Option<Rule>) -> Galley {
    let (mut text, mut runs) = (String::new(), Vec::new());
    for (page, lines) in pages.iter().enumerate() {
        if page > 0 {
            text.push('\u{c}');
        }
        for &(words, left, width, baseline, size) in lines {
            let start = text.len() as u32;
            text.push_str(words);
            runs.push(Run {
                start,
                end: text.len() as u32,
                left: 100 * left,
                right: 100 * (left + width),
                baseline: 100 * baseline,
                size: 100 * size,
                foot: 0,
                head: 0,
                style: Style::default(),
                face: 0,
                confidence: 100,
            });
            text.push('\n');
        }
    }
    let leaf = Leaf {
        width: 40_000,
        height: 60_000,
        rules: rule.into_iter().collect(),
        ..Leaf::default()
    };
    let table = Typography::new(&text, vec![leaf; pages.len()], runs);
    Galley::set(&[Source::new("a.pdf", text).with_typography(table)])
}

/// A page of text with a head, a folio and a note.
fn page() -> Vec<Laid> {
    let mut lines = vec![("A-head", 150, 60, 40, 10)];
    for line in 0..20 {
        let indent = if line % 5 == 0 { 12 } else { 0 };
        lines.push((
            "text-that-fills-the-line",
            50 + indent,
            300 - indent,
            70 + 12 * line,
            10,
        ));
    }
    lines.push(("1-a-note", 50, 200, 330, 8));
    lines.push(("and-its-rest", 50, 290, 340, 8));
    lines.push(("17", 200, 10, 370, 12));
    lines
}

#[test]
fn a_page_says_what_stands_where() {
    let rule = Rule {
        left: 5000,
        right: 11_000,
        y: 32_000,
    };
    let galley = galley(&vec![page(); 4], Some(rule));
    let given = Given::of(&galley).expect("pages");
    let stands: Vec<&Stand> = given.stands.iter().collect();
    let zones: Vec<Zone> = stands[..24].iter().map(|stand| stand.zone).collect();
    assert_eq!(
        (zones[0], zones[1], zones[22], zones[23]),
        (Zone::Head, Zone::Block, Zone::Block, Zone::Foot)
    );
    assert!((stands[1].indent - 1.2).abs() < 0.2, "{:?}", stands[1]);
    assert!(
        stands[2].indent.abs() < 0.2 && stands[2].room.abs() < 0.2,
        "{:?}",
        stands[2]
    );
    assert!(!stands[20].is_under_rule && stands[21].is_under_rule);
    assert!(!stands[23].is_under_rule);
    assert!(stands[21].size < 0.9 && stands[21].above > 1.5);
}

#[test]
fn columns_are_told_by_their_gutter() {
    let left = (0..20).map(|line| ("left-words", 50, 140, 70 + 12 * line, 10));
    let right = (0..20).map(|line| ("right-words", 210, 140, 70 + 12 * line, 10));
    let title = [("a-title-over-both-columns", 50, 300, 46, 14)];
    let lines: Vec<Laid> = title.into_iter().chain(left).chain(right).collect();
    let galley = galley(&vec![lines; 3], None);
    let given = Given::of(&galley).expect("pages");
    let columns: Vec<Option<u8>> = given.stands.iter().map(|stand| stand.column).collect();
    assert_eq!(
        (columns[0], columns[1], columns[21]),
        (None, Some(0), Some(1))
    );
    assert!(given.stands.iter().all(|stand| stand.indent.abs() < 0.2));
}

#[test]
fn line_numbers_are_no_column() {
    let text = (0..30).map(|line| ("text-that-fills-the-line", 50, 300, 70 + 12 * line, 10));
    let numbers = (0..6).map(|line| ("5", 25, 8, 70 + 60 * line, 7));
    let lines: Vec<Laid> = text.chain(numbers).collect();
    let galley = galley(&vec![lines; 3], None);
    let given = Given::of(&galley).expect("pages");
    let sides = given.stands.iter().filter(|stand| stand.zone == Zone::Side);
    assert_eq!(sides.count(), 18);
}
