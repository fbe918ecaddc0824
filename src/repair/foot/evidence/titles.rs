//! Headings of sections of notes. In: the rows. Out: which of them are such headings. What may head a list of works as well
//! (`References`) does where another heading of the text says that its notes stand elsewhere.

use crate::language::Language;
use crate::repair::foot::marks::marks;
use crate::repair::foot::rows::Reading;

/// Rows below a heading of notes in which the first of them begins.
const REACH: usize = 3;

/// Whether a line may be the heading of a section of endnotes.
pub(crate) fn is_title(ink: &str) -> bool {
    let bare = ink.trim_end_matches(['.', ':']);
    bare.len() < 40 && Language::any().endnotes.has(&bare.to_lowercase())
}

/// Whether such a heading may stand over a list of works.
fn is_of_works(ink: &str) -> bool {
    let bare = ink.trim_end_matches(['.', ':']);
    Language::any().works.has(&bare.to_lowercase())
}

/// The headings of a reading, by row.
pub(crate) struct Titles {
    /// Those of sections of notes.
    pub of_notes: Vec<bool>,
    /// Those of lists of works, where the notes have a heading of their own.
    pub of_works: Vec<usize>,
}

impl Titles {
    /// Finds them.
    pub fn of(reading: &Reading) -> Titles {
        // A line of the contents has no notes below it.
        let heads_notes = |&row: &usize| {
            let below = row + 1..(row + 1 + REACH).min(reading.rows.len());
            below
                .into_iter()
                .any(|row| !marks(reading.ink(row)).is_empty())
        };
        // In small letters it may as well be a term, or the last word of a paragraph: `note`.
        let is_shown = |row: &usize| {
            let is_small = reading.ink(*row).starts_with(char::is_lowercase);
            !is_small || heads_notes(row)
        };
        let rows = 0..reading.rows.len();
        let is_title = |row: usize| is_title(reading.ink(row)) && is_shown(&row);
        let mut of_notes: Vec<bool> = rows.map(is_title).collect();
        let titles = |of_notes: &[bool]| -> Vec<usize> {
            let rows = of_notes.iter().enumerate();
            rows.filter_map(|(row, is_title)| is_title.then_some(row))
                .collect()
        };
        let (of_works, plain): (Vec<usize>, Vec<usize>) = titles(&of_notes)
            .into_iter()
            .partition(|&row| is_of_works(reading.ink(row)));
        if of_works.is_empty() || !plain.iter().any(heads_notes) {
            return Titles {
                of_notes,
                of_works: Vec::new(),
            };
        }
        of_works.iter().for_each(|&row| of_notes[row] = false);
        Titles { of_notes, of_works }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::{Galley, Label};
    use crate::source::Source;

    fn found(text: &str) -> (Vec<String>, Vec<String>) {
        let galley = Galley::set(&[Source::new("a.txt", text.into())]);
        let reading = Reading::new(&galley, |label| label == Label::Body);
        let titles = Titles::of(&reading);
        let words = |rows: Vec<usize>| rows.iter().map(|&row| reading.ink(row).into()).collect();
        let rows = 0..reading.rows.len();
        let of_notes = rows.filter(|&row| titles.of_notes[row]).collect();
        (words(of_notes), words(titles.of_works))
    }

    const WORKS: &str =
        "The tide.1\n\nReferences\n\n1. Aldern, J. The Weir.\n2. Brenn, M. The Mill.\n\n";

    #[test]
    fn references_are_works_where_the_notes_have_a_heading_of_their_own() {
        let (notes, works) = found(&format!("{WORKS}Notes\n\n1 It ebbed.\n2 He knew.\n"));
        assert_eq!(
            (notes, works),
            (vec!["Notes".into()], vec!["References".into()])
        );
    }

    #[test]
    fn in_small_letters_it_is_a_heading_only_over_numbers() {
        let (notes, _) = found("The tide.1\n\nnotes\n1 It ebbed.\n2 He knew.\n");
        assert_eq!(notes, ["notes"]);
        let (notes, _) =
            found("text\nWords that are set.\nnote\nOne that is shown to\nthe reader.\n");
        assert!(notes.is_empty());
    }

    #[test]
    fn they_are_notes_where_they_have_none() {
        let (notes, works) = found(WORKS);
        assert_eq!((notes, works), (vec!["References".into()], vec![]));
        let (notes, _) = found(&format!(
            "Notes\n\nReferences\n\nThe weir is old.\n\n{WORKS}"
        ));
        assert_eq!(notes, ["Notes", "References", "References"]);
    }
}
