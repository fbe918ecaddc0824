//! Straight quotation marks made curly, when the manifest asks for it. In: a text with " and '. Out: the marks of its
//! language.

use crate::galley::{Edit, Pen};
use crate::ledger::Certainty;
use crate::punctuation;
use crate::repair::Rules;

/// Makes every straight mark curly, paragraph by paragraph.
pub(super) fn curl(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    let mut at = 0;
    for paragraph in galley.text().split_inclusive("\n\n") {
        for change in punctuation::curled(paragraph, rules.lexicon.language()) {
            let range = at + change.start..at + change.end;
            let edit = Edit::sure(range, change.to, "`repair.quotes: curly` asks for it");
            let certainty = if change.is_sure {
                Certainty::Likely
            } else {
                Certainty::Doubtful
            };
            pen.edit(edit.certainty(certainty));
        }
        at += paragraph.len();
    }
}
