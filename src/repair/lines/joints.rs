//! Closes line ends. In: rows and the judgement on each gap. Out: edits: a blank, or nothing after a dash or hyphen,
//! where lines go on; a line end where blocks meet without one.

use super::Judged;
use crate::facsimile::rows::Row;
use crate::galley::{Edit, Label, Pen};
use crate::ledger::{Certainty, Reason};

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
                let why = reason("a paragraph ends with the page", judged);
                let edit = Edit::sure(pair[0].end..pair[0].end, "\n", why);
                pen.edit(edit.certainty(certainty(judged)));
            }
            continue;
        }
        let joint = joint(&pair[0].text, &pair[1].text, tight);
        join(pen, &pair[0], joint, judged);
    }
}

/// Puts the joint in the place of the first blanks and takes the others away.
fn join(pen: &mut Pen<'_>, row: &Row, joint: &str, judged: &Judged) {
    // The rows of a heading are joined because they are one: that is as sure as a heading is.
    let certainty = match row.label {
        Label::Heading(_) => certainty(judged).min(Certainty::Likely),
        _ => certainty(judged),
    };
    let why = if row.gap.turned {
        "the paragraph goes on over the page"
    } else {
        "the line was full: the paragraph goes on"
    };
    let mut joint = joint;
    if row.gap.blanks.is_empty() {
        let edit = Edit::sure(row.end..row.end, joint, reason(why, judged));
        pen.edit(edit.certainty(certainty));
    }
    for blank in &row.gap.blanks {
        let why = if joint.is_empty() && blank.start > row.end {
            "an empty line inside a paragraph"
        } else {
            why
        };
        let edit = Edit::sure(blank.clone(), joint, reason(why, judged));
        pen.edit(edit.certainty(certainty));
        joint = "";
    }
}

/// Names of [`Judged::signs`], for the ledger.
const SIGNS: [&str; 3] = [
    "how the words end and begin",
    "blank lines",
    "the lines' lengths and indents",
];

/// The sentence and what spoke for it; positive is for what was done.
fn reason(text: &'static str, judged: &Judged) -> Reason {
    let side = if judged.is_end { 1.0 } else { -1.0 };
    let mut why = Reason::from(text);
    let mut rest = side * judged.score;
    for (what, sign) in SIGNS
        .iter()
        .zip(judged.signs)
        .filter(|(_, sign)| *sign != 0.0)
    {
        why = why.because(*what, side * sign);
        rest -= side * sign;
    }
    if rest.is_finite() && rest.abs() > 0.01 {
        why = why.because("what surrounds it", rest);
    }
    why
}

/// From which score on a judgement is sure and likely, measured on 102,000 line ends of two sets of texts.
struct Bounds {
    sure: f32,
    likely: f32,
}

/// Where blank lines flip, whole blocks are read at once: the sum of many weak signs.
const BLOCK: Bounds = Bounds {
    sure: 10.0,
    likely: 5.0,
};
/// Where the words say the reverse, the other signs must have been strong to win.
const AGAINST_WORDS: Bounds = Bounds {
    sure: 7.0,
    likely: 3.0,
};
const USUAL: Bounds = Bounds {
    sure: 7.0,
    likely: 4.0,
};

/// A block's sum says little of a gap whose own signs say the reverse: they must be so many for it. Of 12,500 gaps above the
/// first bound none was wrong, of 370 between the two 2, of 170 below 23.
const OWN: Bounds = Bounds {
    sure: 3.0,
    likely: 1.0,
};

fn certainty(judged: &Judged) -> Certainty {
    let words = judged.signs[0];
    let side = if judged.is_end { 1.0 } else { -1.0 };
    let own = match judged.is_of_block {
        true => side * judged.signs.iter().sum::<f32>(),
        false => f32::INFINITY,
    };
    let bounds = match judged.signs {
        _ if judged.is_of_block => BLOCK,
        _ if words.abs() > 1.0 && (words > 0.0) != judged.is_end => AGAINST_WORDS,
        _ => USUAL,
    };
    let score = judged.score.abs();
    match () {
        () if score >= bounds.sure && own >= OWN.sure => Certainty::Sure,
        () if score >= bounds.likely && own >= OWN.likely => Certainty::Likely,
        () => Certainty::Doubtful,
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
    let is_opening = before.ends_with(['(', '[', '„']) || is_opened(before, ['“', '‘']);
    // A dash behind a full stop opens speech, or a sentence.
    let is_speech = after.starts_with('—') && before.ends_with(['.', '!', '?', '…', '”', '»']);
    if is_hyphen || is_closing || is_opening || is_dash && tight && !is_speech {
        ""
    } else {
        " "
    }
}

/// Whether a row ends with a mark that opens a quotation: German closes with the same marks, behind a word.
fn is_opened(before: &str, marks: [char; 2]) -> bool {
    before
        .strip_suffix(marks)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '(', '[', '—']))
}

/// Whether the text sets its dashes without blanks.
fn has_tight_dashes(rows: &[Row]) -> bool {
    let (mut tight, mut loose) = (0, 0);
    for row in rows {
        let spaced = row.print().matches(" — ").count();
        loose += spaced;
        tight += row.print().matches('—').count() - spaced;
    }
    tight > loose
}
