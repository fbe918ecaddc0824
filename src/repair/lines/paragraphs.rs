//! Where paragraphs end. In: rows, their measure and shapes. Out: for the gap after each row, whether a block ends.

use super::Judged;
use super::shapes::Shape;
use crate::facsimile::measure::{Measure, Score};
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::{End, Start};
use crate::galley::{Galley, Label};
use std::ops::Range;

/// In a note a new paragraph is rare: it takes this much.
const NOTE_PARAGRAPH: Score = 4.0;

/// Judges the gap after each row; the last row's is the end of the text.
pub(super) fn ends(
    galley: &Galley,
    rows: &[Row],
    measure: &Measure,
    shapes: &[Shape],
) -> Vec<Judged> {
    let mut judged: Vec<Judged> = (0..rows.len())
        .map(|i| judge(galley, rows, measure, shapes, i))
        .collect();
    if measure.is_wrapped && measure.blank_share > 0.5 && has_flips(rows) {
        unflip(rows, measure, &mut judged);
    }
    judged
}

const END: Judged = Judged {
    is_end: true,
    score: f32::INFINITY,
    signs: [0.0; 3],
    is_of_block: false,
};
const JOINT: Judged = Judged {
    is_end: false,
    score: f32::NEG_INFINITY,
    ..END
};

fn judge(galley: &Galley, rows: &[Row], measure: &Measure, shapes: &[Shape], row: usize) -> Judged {
    let Some(next) = rows.get(row + 1) else {
        return END;
    };
    let gap = &rows[row].gap;
    if gap.closed {
        return JOINT;
    }
    let block = |label: Label| {
        if matches!(label, Label::Call(_)) {
            Label::Body
        } else {
            label
        }
    };
    let (label, other) = (block(rows[row].label), block(next.label));
    if label != Label::Body || other != Label::Body {
        // A heading of several rows is labelled with what lies between them; where page turns were lost, the turn is all
        // that does.
        let inner = gap.blanks.iter().all(|b| galley.label_at(b.start) == label);
        return if label == other && inner && (gap.turned || !gap.blanks.is_empty()) {
            JOINT
        } else {
            END
        };
    }
    if shapes[row] != shapes[row + 1] || shapes[row].keeps_lines() {
        return END;
    }
    if !measure.is_wrapped {
        let goes_on = gap.turned && rows[row].closes != End::Sentence && next.opens == Start::Lower;
        return if goes_on { JOINT } else { END };
    }
    let signs = measure.signs(rows, row);
    Judged::by(signs.iter().sum(), signs)
}

/// Some extractors write a blank line wherever the left edge moves: before an indented line, but also after a run of
/// indented ones, in the middle of a paragraph. Then a blank line before a lower-case letter is no rarity.
fn has_flips(rows: &[Row]) -> bool {
    let gaps = rows.windows(2).filter(|w| w[0].gap.is_blank());
    let (mut blanks, mut flips) = (0, 0);
    for pair in gaps {
        blanks += 1;
        let is_inner = pair[1].opens == Start::Lower
            && matches!(pair[0].closes, End::Letter | End::Comma | End::Hyphen);
        flips += usize::from(is_inner);
    }
    flips >= 2 && flips * 100 >= blanks && blanks < rows.len() / 2
}

/// Reads blocks between blank lines where the left edge flips: the rows of a block after its first all stand in, each
/// a paragraph, or all stand at the margin, none of them; and the next block's first row does what they do not.
fn unflip(rows: &[Row], measure: &Measure, judged: &mut [Judged]) {
    let is_cut = |i: usize| {
        rows[i].gap.is_blank()
            || rows[i].gap.turned
            || rows[i].gap.parted
            || judged[i].score.is_infinite()
    };
    let mut cuts: Vec<usize> = (0..rows.len())
        .filter(|&i| is_cut(i) && !rows[i].gap.closed)
        .collect();
    cuts.push(rows.len() - 1);
    let mut first = 0;
    for cut in cuts {
        if cut < first {
            continue;
        }
        decide(rows, measure, first..cut + 1, judged);
        first = cut + 1;
    }
}

/// The evidence without blank lines, bounded so that no gap decides alone.
fn plain(rows: &[Row], measure: &Measure, row: usize) -> Score {
    (measure.score_of_words(rows, row) + measure.score_of_place(rows, row)).clamp(-4.0, 4.0)
}

fn decide(rows: &[Row], measure: &Measure, block: Range<usize>, judged: &mut [Judged]) {
    let last = block.end - 1;
    let inner: Vec<usize> = (block.start..last)
        .filter(|&i| !rows[i].gap.closed && judged[i].score.is_finite())
        .collect();
    let is_flip = rows[last].gap.is_blank() && judged[last].score.is_finite();
    if inner.is_empty() || last + 1 >= rows.len() {
        return;
    }
    let after = if is_flip {
        plain(rows, measure, last)
    } else {
        0.0
    };
    let sum: Score = inner.iter().map(|&i| plain(rows, measure, i)).sum();
    let score = sum - after;
    let mut set = |i: usize, score: Score| {
        let words = measure.score_of_words(rows, i);
        let place = measure.score_of_place(rows, i);
        judged[i] = Judged {
            is_of_block: true,
            ..Judged::by(score, [words, 0.0, place])
        };
    };
    // All stand in: each is a paragraph. All stand at the margin: none is. A blank line after them says the reverse.
    inner.iter().for_each(|&i| set(i, score));
    if is_flip {
        set(last, -score);
    }
}

/// In a text that was typed, an empty line of its own ends a paragraph, whatever note or picture stands beside it; and what
/// stands in the middle of a line ends none. A heading goes on over one: between a number and its title typists leave it.
pub(super) fn part_at_blanks(rows: &[Row], judged: &mut [Judged]) {
    for (row, judged) in rows.iter().zip(judged) {
        let gap = &row.gap;
        let is_one_heading = !judged.is_end && matches!(row.label, Label::Heading(_));
        if is_one_heading {
            continue;
        }
        if gap.ends > 1 && !gap.turned && !gap.closed {
            *judged = END;
        } else if gap.ends == 0 && gap.parted && !gap.turned && judged.score.is_finite() {
            *judged = JOINT;
        }
    }
}

/// Judges the gaps inside one note.
pub(super) fn ends_in_note(all: &[Row], note: Range<usize>, measure: &Measure) -> Vec<Judged> {
    let judge = |row: usize| {
        if row + 1 == note.end {
            return END;
        }
        let gap = &all[row].gap;
        if gap.closed {
            return JOINT;
        }
        let signs = measure.signs(all, row);
        Judged::by(signs.iter().sum::<Score>() - NOTE_PARAGRAPH, signs)
    };
    note.clone().map(judge).collect()
}
