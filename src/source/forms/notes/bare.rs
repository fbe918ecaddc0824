//! Bodies that are paragraphs: `[12] …` below their paragraph, their chapter or the whole text. In: a text. Out: its
//! bodies, each with the paragraphs that belong to it.

use super::{Body, is_label};
use std::collections::BTreeSet;
use std::ops::Range;

/// Lines that stand above notes, in small letters and without stops.
const HEADINGS: &[&str] = &[
    "footnotes",
    "footnote",
    "notes",
    "fußnoten",
    "fussnoten",
    "anmerkungen",
    "notes de bas de page",
    "notas",
    "note",
    "voetnoten",
    "noten",
    "fodnoter",
    "fotnoter",
    "przypisy",
];

/// So many bodies of ten need a call with their number.
const CALLED: usize = 8;
/// Blanks before the paragraphs of a note that stands between those of the text.
const INDENT: usize = 2;
/// A line that stands in and ends beyond so many characters is no verse.
const PROSE: usize = 55;
/// Blank lines that end a section of notes.
const WIDE: usize = 2;

/// Whether a line is the heading of a section of notes.
#[must_use]
pub fn is_heading(line: &str) -> bool {
    let bare = line.trim().trim_end_matches([':', '.']).to_lowercase();
    HEADINGS.contains(&bare.as_str())
}

/// A paragraph: its bytes from the first ink to its line end.
struct Paragraph {
    range: Range<usize>,
    /// Blanks before its first line.
    indent: usize,
    /// Blank lines above it.
    above: usize,
    /// The label that it begins with in brackets.
    label: Option<Range<usize>>,
}

/// The bodies; none where their numbers are not those of calls.
pub(super) fn bodies(text: &str) -> Vec<Body> {
    if !text.contains("\n[") && !text.contains(" [") {
        return Vec::new();
    }
    let paragraphs = paragraphs(text);
    let found = gather(text, &paragraphs);
    let heads: BTreeSet<usize> = found.iter().map(|body| body.whole.start).collect();
    let called = calls(text, &heads);
    let is_called = |body: &&Body| called.contains(&text[body.label.clone()]);
    if found.iter().filter(is_called).count() * 10 < found.len() * CALLED {
        return Vec::new();
    }
    found
}

/// The labels in brackets that stand elsewhere than at the heads of bodies.
fn calls<'t>(text: &'t str, heads: &BTreeSet<usize>) -> BTreeSet<&'t str> {
    let marks = text
        .match_indices('[')
        .filter(|(at, _)| !heads.contains(at));
    let labels = marks.filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let end = rest.bytes().take(8).position(|b| b == b']')?;
        is_label(&rest[..end]).then_some(&rest[..end])
    });
    labels.collect()
}

fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let (mut at, mut above) = (0, WIDE);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let indent = line.len() - line.trim_start().len();
        if bare.trim().is_empty() {
            above += 1;
        } else if let Some(last) = found.last_mut().filter(|last| {
            // Notes may stand line below line; in a paragraph a call may begin a line.
            let is_note = last.label.is_some() && label(text, at + indent).is_some();
            above == 0 && !is_note
        }) {
            last.range.end = at + bare.len();
        } else {
            found.push(Paragraph {
                range: at + indent..at + bare.len(),
                indent,
                above,
                label: label(text, at + indent),
            });
        }
        if !bare.trim().is_empty() {
            above = 0;
        }
        at += line.len();
    }
    found
}

/// The label in the brackets at a byte, if words follow them.
fn label(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text[at..].strip_prefix('[')?;
    let end = rest.bytes().take(8).position(|b| b == b']')?;
    let is_followed = rest[end + 1..].starts_with([' ', '\u{a0}', '\t']);
    (is_followed && is_label(&rest[..end])).then_some(at + 1..at + 1 + end)
}

fn gather(text: &str, paragraphs: &[Paragraph]) -> Vec<Body> {
    let mut found: Vec<Body> = Vec::new();
    // Whether a section of notes is being read, and the indent of the body that may go on.
    let (mut in_section, mut open) = (false, None::<usize>);
    for paragraph in paragraphs {
        let words = &text[paragraph.range.clone()];
        if let Some(label) = &paragraph.label {
            let start = label.end + 1;
            let blanks = text[start..].len() - text[start..].trim_start().len();
            found.push(Body {
                whole: paragraph.range.clone(),
                label: label.clone(),
                words: start + blanks..paragraph.range.end,
                is_named: false,
                goes_on: false,
            });
            open = Some(paragraph.indent);
            continue;
        }
        if is_heading(words) {
            (in_section, open) = (true, None);
            continue;
        }
        in_section &= paragraph.above < WIDE;
        let first = words.split('\n').next().unwrap_or_default();
        let is_prose = paragraph.indent + first.chars().count() > PROSE;
        let belongs = open.is_some_and(|indent| {
            let stands_in = match indent >= INDENT {
                true => paragraph.indent >= indent,
                false => paragraph.indent >= INDENT && is_prose,
            };
            in_section || stands_in && paragraph.above < WIDE
        });
        match found.last_mut() {
            Some(body) if belongs => {
                body.whole.end = paragraph.range.end;
                body.words.end = paragraph.range.end;
            }
            _ => open = None,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::bodies;

    fn read(text: &str) -> Vec<(&str, &str)> {
        let bodies = bodies(text).into_iter();
        bodies
            .map(|body| (&text[body.label], &text[body.words]))
            .collect()
    }

    #[test]
    fn bodies_below_their_chapter_have_several_paragraphs() {
        let text = "It stood.[1] It fell.[2]\n\nFOOTNOTES:\n\n[1] See Ann.\n\nAnd Bob.\n\n[2] In May.\n\n\n\nII\n\nThen.\n";
        assert_eq!(
            read(text),
            [("1", "See Ann.\n\nAnd Bob."), ("2", "In May.")]
        );
    }

    #[test]
    fn bodies_between_paragraphs_stand_in() {
        let text = "It stood.[A]\n\n    [A] See Ann.\n\n    And Bob.\n\nIt fell.\n";
        assert_eq!(read(text), [("A", "See Ann.\n\n    And Bob.")]);
    }

    #[test]
    fn a_note_goes_on_in_prose_that_stands_in() {
        let prose = "And Bob, who had it from the miller's wife in the spring.";
        let text = format!("It stood.[1]\n\n[1] See Ann.\n\n   {prose}\n\nIt fell.\n");
        assert_eq!(
            read(&text),
            [("1", format!("See Ann.\n\n   {prose}").as_str())]
        );
        let verse = "It stood.[1]\n\n[1] See Ann.\n\n   The mill\n   Is still\n\nIt fell.\n";
        assert_eq!(read(verse), [("1", "See Ann.")]);
    }

    #[test]
    fn numbers_that_nothing_calls_head_no_notes() {
        assert!(read("[1] one\n\n[2] two\n\n[3] three\n").is_empty());
    }
}
