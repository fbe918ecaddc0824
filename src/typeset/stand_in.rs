//! Characters that no face has. In: a character. Out: what is drawn for it, and what is said of it.

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::source::Span;
use unicode_normalization::UnicodeNormalization;

/// Stands for what has no plainer form.
const BOX: char = '□';
/// So many characters that are set as boxes are named one by one.
const NAMED: usize = 8;

/// The plain form of a character (`P` for a formula's `𝑃`, `kg` for `㎏`; Unicode's compatibility decomposition) if a face has
/// it, else a box.
pub(super) fn stand_in(c: char, has: impl Fn(char) -> bool) -> String {
    let plain: String = c.nfkc().collect();
    match plain.chars().all(|p| p != c && has(p)) {
        true => plain,
        false => BOX.to_string(),
    }
}

/// A character that no face has.
pub(super) struct Missing {
    /// Which.
    pub c: char,
    /// Where it stands first.
    pub at: Span,
    /// How often it stands in the book.
    pub count: u32,
    /// What is drawn for it.
    pub drawn: String,
}

/// What is said of them: those set in a plain form in one message, boxes one by one.
pub(super) fn warnings(missing: &[Missing]) -> Diagnostics {
    let (boxes, plain): (Vec<&Missing>, Vec<&Missing>) = missing
        .iter()
        .partition(|missing| missing.drawn == BOX.to_string());
    let mut warnings = Diagnostics::default();
    if let Some(first) = plain.first() {
        let pairs: Vec<String> = plain
            .iter()
            .take(NAMED)
            .map(|missing| format!("`{}` as `{}`", missing.c, missing.drawn))
            .collect();
        let more = match plain.len() > NAMED {
            true => format!(" and {} more", plain.len() - NAMED),
            false => String::new(),
        };
        let message = format!(
            "no face has some characters: set {}{more}",
            pairs.join(", ")
        );
        warnings.push(said(message, first.at));
    }
    for missing in boxes.iter().take(NAMED) {
        let times = match missing.count {
            1 => String::new(),
            count => format!(" ({count} times)"),
        };
        let (c, code) = (missing.c, u32::from(missing.c));
        let message =
            format!("no face has the character `{c}` (U+{code:04X}){times}: a box stands for it");
        let warning = said(message, missing.at);
        warnings.push(match known_face(c) {
            Some(face) => warning.hint(format!(
                "{face} has it: name its file under `editions.page.fonts`, ask the system's by `system_fonts: true`, or correct the text; the EPUB has the character itself"
            )),
            None => warning.hint("correct the text if it is no character of the book; the EPUB has it as it is"),
        });
    }
    if let Some(next) = boxes.get(NAMED) {
        let rest = boxes.len() - NAMED;
        warnings.push(said(
            format!("boxes stand for {rest} more characters that no face has"),
            next.at,
        ));
    }
    warnings
}

fn said(message: String, at: Span) -> Diagnostic {
    let said = Diagnostic::warning("missing-character", message);
    // Words of the manifest stand nowhere in the texts.
    match at.start < at.end {
        true => said.at(Place::Source(at)),
        false => said.hint("it stands in the title or in other words of book.yaml"),
    }
}

/// Free faces by the blocks of Unicode that they draw: first and last character, and the face.
const KNOWN: &[(char, char, &str)] = &[
    ('\u{0600}', '\u{06ff}', "Amiri"),
    ('\u{0900}', '\u{097f}', "Noto Serif Devanagari"),
    ('\u{0e00}', '\u{0e7f}', "Noto Serif Thai"),
    ('\u{1200}', '\u{137f}', "Noto Serif Ethiopic"),
    ('\u{3000}', '\u{9fff}', "Noto Serif CJK"),
    ('\u{ac00}', '\u{d7af}', "Noto Serif CJK"),
    ('\u{f900}', '\u{faff}', "Noto Serif CJK"),
    ('\u{1d400}', '\u{1d7ff}', "Libertinus Math"),
    ('\u{1f300}', '\u{1faff}', "Noto Emoji"),
    ('\u{20000}', '\u{3ffff}', "Noto Serif CJK"),
];

fn known_face(c: char) -> Option<&'static str> {
    let row = KNOWN
        .iter()
        .find(|(first, last, _)| (*first..=*last).contains(&c));
    row.map(|(.., face)| *face)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_form_stands_for_a_character_where_a_face_has_it() {
        assert_eq!(stand_in('𝑃', |_| true), "P");
        assert_eq!(stand_in('㎏', |_| true), "kg");
        assert_eq!(stand_in('㎏', |c| c != 'g'), "□");
        assert_eq!(stand_in('漢', |_| true), "□");
    }

    #[test]
    fn of_many_characters_a_few_are_named() {
        let at = Span {
            source: 0,
            start: 0,
            end: 1,
        };
        let missing = |c: char, drawn: &str| Missing {
            c,
            at,
            count: 1,
            drawn: drawn.into(),
        };
        let mut all: Vec<Missing> = ('\u{4e00}'..'\u{4e0c}').map(|c| missing(c, "□")).collect();
        all.push(missing('𝑃', "P"));
        let said = warnings(&all);
        assert_eq!(said.0.len(), 1 + NAMED + 1);
        assert!(said.0[0].message.contains("`𝑃` as `P`"));
        assert!(said.0[1 + NAMED].message.contains("4 more"));
    }
}
