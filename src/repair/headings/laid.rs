//! Pages laid out by hand: headings that only their type tells, and their levels.

use super::*;
use crate::galley::{Galley, Pen};
use crate::ledger::Ledger;
use crate::lexicon::Lexicon;
use crate::manifest::settings::{NoteSettings, RepairSettings};
use crate::source::Source;
use crate::source::typography::{Leaf, Run, Style, Typography};

/// A line to be laid out: words, left edge, baseline, size in points, style.
type Laid = (&'static str, i32, i32, i32, Style);

const PLAIN: Style = Style::NONE;

/// The labels that lines of a page have in the end.
fn labelled(lines: &[Laid]) -> Vec<(String, Label)> {
    let (mut text, mut runs) = (String::new(), Vec::new());
    for &(words, left, baseline, size, style) in lines {
        let mut x = 100 * left;
        for (i, word) in words.split(' ').enumerate() {
            text.push_str(if i > 0 { " " } else { "" });
            let start = text.len() as u32;
            text.push_str(word);
            let width = 50 * size * word.chars().count() as i32;
            runs.push(Run {
                start,
                end: text.len() as u32,
                left: x,
                right: x + width,
                baseline: 100 * baseline,
                size: 100 * size,
                foot: 0,
                head: 0,
                style,
                face: 0,
                confidence: 100,
            });
            x += width + 25 * size;
        }
        text.push('\n');
    }
    let leaf = Leaf {
        width: 40_000,
        height: 100_000,
        ..Leaf::default()
    };
    let table = Typography::new(&text, vec![leaf], runs);
    let mut galley = Galley::set(&[Source::new("a.pdf", text).with_typography(table)]);
    let (mut ledger, decisions) = (Ledger::default(), BTreeMap::new());
    let mut pen = Pen::new(&mut galley, &mut ledger, "headings", &decisions);
    let rules = Rules {
        repair: RepairSettings::default(),
        notes: NoteSettings::default(),
        lexicon: Lexicon::new("en", &[]),
        form: crate::source::forms::Form::Plain,
        meta: Default::default(),
    };
    run(&mut pen, &rules);
    pen.apply();
    let lines = galley.lines();
    let shown = lines
        .iter()
        .map(|line| (galley.text()[line.range.clone()].into(), line.label));
    shown.collect()
}

/// A paragraph from a baseline on: five full lines and one that ends early.
fn paragraph(from: i32) -> Vec<Laid> {
    let mut lines: Vec<Laid> = (0..5)
        .map(|line| {
            let words = "the tide went out over the flats and the salt lay white on the stones of";
            (words, 50, from + 12 * line, 10, PLAIN)
        })
        .collect();
    lines[0].0 = "The tide went out over the flats and the salt lay white on the stone and";
    lines.push(("the wall before noon.", 50, from + 60, 10, PLAIN));
    lines
}

fn headings(lines: &[Laid]) -> Vec<(String, u8)> {
    let found = labelled(lines)
        .into_iter()
        .filter_map(|(text, label)| match label {
            Label::Heading(level) => Some((text, level)),
            _ => None,
        });
    found.collect()
}

#[test]
fn type_makes_a_heading_and_gives_its_level() {
    let mut lines = vec![("What the harbour was for", 50, 40, 14, Style::BOLD)];
    lines.extend(paragraph(70));
    lines.push(("of salt, and who paid for it.", 50, 154, 10, Style::BOLD));
    lines.extend(paragraph(172));
    lines.push(("They went home.", 50, 244, 10, PLAIN));
    lines.extend(paragraph(256));
    lines.push(("What the flats were for", 50, 352, 14, Style::BOLD));
    lines.extend(paragraph(376));
    let found = headings(&lines);
    let wanted = [
        ("What the harbour was for", 1),
        ("of salt, and who paid for it.", 2),
        ("What the flats were for", 1),
    ];
    let wanted = wanted.map(|(text, level)| (String::from(text), level));
    assert_eq!(found, wanted);
}

#[test]
fn a_number_alone_is_a_heading_by_its_type() {
    let mut lines = vec![("9.", 50, 40, 10, Style::BOLD)];
    lines.extend(paragraph(60));
    lines.push(("15.", 50, 150, 10, Style::BOLD));
    lines.extend(paragraph(170));
    let found: Vec<String> = headings(&lines).into_iter().map(|h| h.0).collect();
    assert_eq!(found, ["9.", "15."]);
}

#[test]
fn rows_of_one_type_are_one_heading() {
    let mut lines = vec![
        (
            "On the uses of the harbour and of the flats below",
            50,
            40,
            12,
            Style::BOLD,
        ),
        (
            "Thornby, with the names of those who kept them.",
            50,
            54,
            12,
            Style::BOLD,
        ),
    ];
    lines.extend(paragraph(80));
    lines.extend(paragraph(152));
    let found = headings(&lines);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0].1, found[1].1);
}
