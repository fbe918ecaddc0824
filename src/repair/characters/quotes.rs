//! Straight quotation marks made curly, when the manifest asks for it. In: a text with " and '. Out: the marks of its
//! language.

use crate::galley::{Edit, Pen};
use crate::ledger::Certainty;
use crate::lexicon::vocabulary::is_letter;
use crate::repair::Rules;

/// Opening and closing marks, double and single, of a language.
fn marks(language: &str) -> [&'static str; 4] {
    match language {
        "de" | "cs" | "sk" | "bg" | "sl" => ["„", "“", "‚", "‘"],
        "fr" => ["«\u{a0}", "\u{a0}»", "‘", "’"],
        "es" | "it" | "pt" | "ru" | "uk" | "el" => ["«", "»", "‘", "’"],
        "sv" | "fi" => ["”", "”", "’", "’"],
        "pl" | "hu" | "ro" => ["„", "”", "‚", "’"],
        _ => ["“", "”", "‘", "’"],
    }
}

/// Makes every straight mark curly.
pub(super) fn curl(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    let text = galley.text();
    let [open, close, inner, outer] = marks(rules.lexicon.language());
    for (at, mark) in text.match_indices(['"', '\'']) {
        let before = text[..at].chars().next_back();
        let next = text[at + 1..].chars().next();
        let opens = before.is_none_or(|c| c.is_whitespace() || "([{—–“‘«„".contains(c))
            && next.is_some_and(|c| !c.is_whitespace());
        // Between letters, and before the year of a decade, it is an apostrophe: ’48.
        let is_year = next.is_some_and(|c| c.is_ascii_digit());
        let is_apostrophe = mark == "'"
            && (is_year || before.is_some_and(is_letter) && next.is_some_and(is_letter));
        let after = match (mark, opens) {
            _ if is_apostrophe => "’",
            ("\"", true) => open,
            ("\"", false) => close,
            (_, true) => inner,
            _ => outer,
        };
        let edit = Edit::sure(at..at + 1, after, "`repair.quotes: curly` asks for it");
        pen.edit(edit.certainty(Certainty::Likely));
    }
}
