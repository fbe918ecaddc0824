//! Closes line ends. In: rows and the judgement on each gap. Out: edits: a blank, or nothing after a dash or hyphen,
//! where lines go on; a line end where blocks meet without one.

use super::Judged;
use super::rows::Row;
use crate::galley::{Edit, Pen};
use crate::ledger::Certainty;

/// Enters the edits of all gaps but the last row's.
pub(super) fn close(pen: &mut Pen<'_>, rows: &[Row], ends: &[Judged]) {
    let tight = has_tight_dashes(rows);
    for (pair, judged) in rows.windows(2).zip(ends) {
        let gap = &pair[0].gap;
        if gap.closed {
            continue;
        }
        if judged.is_end {
            if gap.ends == 0 {
                let edit = Edit::sure(
                    pair[0].end..pair[0].end,
                    "\n",
                    "a paragraph ends with the page",
                );
                pen.edit(edit.certainty(certainty(judged)));
            }
            continue;
        }
        let joint = joint(&pair[0].text, &pair[1].text, tight);
        join(pen, &pair[0], joint, certainty(judged));
    }
}

/// Puts the joint in the place of the first blanks and takes the others away.
fn join(pen: &mut Pen<'_>, row: &Row, joint: &str, certainty: Certainty) {
    let why = if row.gap.turned {
        "the paragraph goes on over the page"
    } else {
        "the line was full: the paragraph goes on"
    };
    let mut joint = joint;
    if row.gap.blanks.is_empty() {
        pen.edit(Edit::sure(row.end..row.end, joint, why).certainty(certainty));
    }
    for blank in &row.gap.blanks {
        let why = if joint.is_empty() && blank.start > row.end {
            "an empty line inside a paragraph"
        } else {
            why
        };
        pen.edit(Edit::sure(blank.clone(), joint, why).certainty(certainty));
        joint = "";
    }
}

fn certainty(judged: &Judged) -> Certainty {
    match judged.score.abs() {
        s if s >= 4.0 => Certainty::Sure,
        s if s >= 2.2 => Certainty::Likely,
        _ => Certainty::Doubtful,
    }
}

/// What stands between two rows of a paragraph: a blank, or nothing at a hyphen or an unspaced dash.
fn joint(before: &str, after: &str, tight: bool) -> &'static str {
    let is_glued = |mark: char| {
        before
            .strip_suffix(mark)
            .is_some_and(|rest| !rest.ends_with([' ', mark]))
    };
    let is_dash = is_glued('—') || after.starts_with('—') && !after.starts_with("— ");
    let is_hyphen = is_glued('-') && after.starts_with(char::is_alphanumeric);
    // Marks that the line end tore off their words.
    let is_closing = after.starts_with(['”', ',', '.', ')', ']']) && !after.starts_with("..");
    let is_opening = before.ends_with(['“', '(', '[', '„', '‘']);
    if is_hyphen || is_closing || is_opening || is_dash && tight {
        ""
    } else {
        " "
    }
}

/// Whether the text sets its dashes without blanks.
fn has_tight_dashes(rows: &[Row]) -> bool {
    let (mut tight, mut loose) = (0, 0);
    for row in rows {
        let spaced = row.print.matches(" — ").count();
        loose += spaced;
        tight += row.print.matches('—').count() - spaced;
    }
    tight > loose
}
