//! Signatures of sheets: a letter or a number at the foot of the first pages of each sheet, for the binder: `E`, `E 2`, `F`.
//! In: the lines at the feet of pages. Out: those whose letters rise with the pages; where too few stand to tell, a query.

use super::super::Printed;
use super::Pages;
use crate::facsimile::sentence::End;
use crate::galley::{Answer, Label, Pen};
use crate::ledger::Certainty;

/// So many signs that rise with the pages are signatures.
const FEWEST: usize = 3;
/// The letters that sheets are counted by; J, V and W are left out, or U for V.
const LETTERS: &str = "ABCDEFGHIKLMNOPQRSTUVXYZ";

/// A line that may be a signature.
struct Sign {
    line: usize,
    page: usize,
    sheet: usize,
    /// Whether a sentence goes on over it.
    is_inside: bool,
}

/// Labels the signatures, or asks about them.
pub(super) fn enter(pen: &mut Pen<'_>, lines: &[Printed<'_>], pages: &Pages<'_>, taken: &[bool]) {
    let signs = signs(lines, pages, taken);
    let is_row = signs.len() >= FEWEST
        && signs.is_sorted_by_key(|sign| (sign.sheet, sign.page))
        && signs[0].sheet < signs[signs.len() - 1].sheet;
    for sign in &signs {
        let line = &lines[sign.line];
        let range = line.whole();
        let why = "a letter at the foot; such letters rise with the pages";
        if is_row {
            pen.mark(range, Label::RunningHead, why, Certainty::Likely);
        } else if sign.is_inside {
            let words = line.start..line.start + line.text.len();
            let question = format!("is `{}` the signature of a sheet?", line.text);
            let doubt = "a letter alone at the foot, inside a sentence";
            if pen.ask(words, question, "running head", doubt) == Answer::Accepted {
                pen.mark(range, Label::RunningHead, why, Certainty::Sure);
            }
        }
    }
}

fn signs(lines: &[Printed<'_>], pages: &Pages<'_>, taken: &[bool]) -> Vec<Sign> {
    let mut found = Vec::new();
    for (page, edges) in pages.iter().enumerate() {
        let feet = edges
            .iter()
            .filter(|edge| !edge.is_top && !taken[edge.printed]);
        let last = feet.min_by_key(|edge| edge.depth);
        let Some((edge, sheet)) = last.and_then(|edge| Some((edge, sheet(edge.text)?))) else {
            continue;
        };
        let above = edge.printed.checked_sub(1).map(|line| lines[line].text);
        found.push(Sign {
            line: edge.printed,
            page,
            sheet,
            is_inside: above.is_some_and(|above| End::of(above) != End::Sentence),
        });
    }
    found
}

/// The sheet that a signature counts: `E`, `E 2`, `Aa`, `2 B`.
fn sheet(text: &str) -> Option<usize> {
    let bare: Vec<char> = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '*' | '[' | ']'))
        .collect();
    let letters: Vec<char> = bare.iter().copied().filter(|c| c.is_alphabetic()).collect();
    let first = *letters.first()?;
    let is_double = letters.len() == 2 && letters[1].eq_ignore_ascii_case(&first);
    let is_short = text.len() <= 5 && bare.len() <= 4 && (letters.len() == 1 || is_double);
    let is_sign = is_short && bare.iter().all(char::is_ascii_alphanumeric);
    let rank = LETTERS.find(first).filter(|_| is_sign)?;
    Some(rank + if is_double { LETTERS.len() } else { 0 })
}
