//! Lines. In: rows as they were printed. Out: paragraphs: every line end that remains in running text and in the bodies
//! of notes is the end of a block, or of a line of verse.
//!
//! Whether a row ends its paragraph is weighed from signs that are learnt from the text itself: how full the row is and
//! whether the next word would have fitted, how the sentence stands, blank lines, indents (see `measure`).

mod joints;
mod lists;
mod paragraphs;
mod quotations;
mod shapes;

use super::{BY_HAND, GoesBy, Pass, Rules};
use crate::facsimile::Facsimile;
use crate::facsimile::rows::Row;
use crate::facsimile::set_off::{Kind, SetOff};
use crate::galley::{Edit, Label, LineKind, Override, Pen};
use crate::ledger::Certainty;
use crate::source::forms::Form;
use shapes::Shape;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "lines",
    says: "lines joined",
    about: "lines joined to paragraphs",
    goes_by: GoesBy::Print,
    run,
};

/// What speaks for a paragraph that begins with the next letter or number of a list.
const ITEM: f32 = 5.0;

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    flow(pen, rules);
    notes(pen, rules.form);
}

/// The running text.
fn flow(pen: &mut Pen<'_>, rules: &Rules) {
    let printed = Facsimile::of_flow(pen);
    let (verse, set_off) = (printed.verse(), printed.set_off());
    let Facsimile { rows, mut measure } = printed;
    let shapes = shapes::find(&rows, &mut measure, verse, &set_off);
    let mut ends = paragraphs::ends(pen.galley(), &rows, &measure, &shapes);
    // A library's text that was printed and read off its pages again has the printer's lines, not the typist's.
    let is_typed = match rules.form {
        Form::Gutenberg => !printed_pages(pen),
        form => form == Form::Proofreaders,
    };
    if is_typed {
        paragraphs::part_at_blanks(&rows, &mut ends);
    }
    let items = lists::enumerated(&rows, &measure);
    for row in items.into_iter().chain(lists::numbered(&rows, &measure)) {
        if !ends[row - 1].is_end && ends[row - 1].score.is_finite() {
            ends[row - 1] = Judged::by(ITEM, [ITEM, 0.0, 0.0]);
        }
    }
    hang(&set_off, &mut ends);
    overrule(pen, rules, &rows, &mut ends);
    stanzas(pen, &rows, &shapes);
    shapes::enter(pen, &rows, &shapes);
    joints::close(pen, &rows, &ends);
}

/// Rows that hang below the first one of an item, or of a line of verse, go on with it.
fn hang(set_off: &[SetOff], ends: &mut [Judged]) {
    let mut judge = |row: usize, score: f32| {
        if let Some(before) = row
            .checked_sub(1)
            .filter(|&row| ends[row].score.is_finite())
        {
            ends[before] = Judged::by(score, [0.0, 0.0, score]);
        }
    };
    let items = set_off
        .iter()
        .filter(|one| matches!(one.kind, Kind::Item | Kind::Plain));
    for item in items {
        judge(item.rows.start, ITEM);
        item.rows.clone().skip(1).for_each(|row| judge(row, -ITEM));
    }
    let over = set_off.iter().flat_map(|one| &one.turned_over);
    over.for_each(|&row| ends[row - 1] = Judged::by(-ITEM, [0.0, 0.0, -ITEM]));
}

/// Puts an empty line where the page leaves room between stanzas.
fn stanzas(pen: &mut Pen<'_>, rows: &[Row], shapes: &[shapes::Shape]) {
    for (row, pair) in rows.windows(2).enumerate() {
        let is_verse = shapes[row] == Shape::Verse && shapes[row + 1] == Shape::Verse;
        let gap = &pair[0].gap;
        if is_verse && pair[0].stand.is_some() && gap.is_blank() && gap.blanks.len() == 1 {
            let why = "a stanza ends: there is room below it";
            let edit = Edit::sure(pair[0].end..pair[0].end, "\n", why);
            pen.edit(edit.certainty(Certainty::Likely));
        }
    }
}

/// Whether the text has page turns.
fn printed_pages(pen: &Pen<'_>) -> bool {
    let mut pieces = pen.galley().pieces();
    pieces.any(|(piece, _)| piece.label() == Label::PageTurn)
}

/// The bodies of notes: all of one measure, each joined on its own.
fn notes(pen: &mut Pen<'_>, form: Form) {
    let (Facsimile { rows, measure }, bodies) = Facsimile::of_notes(pen);
    for body in bodies {
        let mut ends = paragraphs::ends_in_note(&rows, body.clone(), &measure);
        if form.has_marks() {
            paragraphs::part_at_blanks(&rows[body.clone()], &mut ends);
        }
        joints::close(pen, &rows[body], &ends);
    }
}

/// A gap between rows, judged.
#[derive(Clone, Copy, Debug)]
struct Judged {
    /// Whether a block ends here.
    is_end: bool,
    /// How much spoke for it; negative for a line that goes on.
    score: f32,
    /// The parts of it: what the words say, blank lines, and the lines' lengths and indents.
    signs: [f32; 3],
    /// Whether a whole block was judged at once, and the signs are this gap's own.
    is_of_block: bool,
}

impl Judged {
    fn by(score: f32, signs: [f32; 3]) -> Judged {
        Judged {
            is_end: score > 0.0,
            score,
            signs,
            is_of_block: false,
        }
    }
}

/// The rows that `repair.paragraphs` names begin paragraphs, and so do those that `repair.lines` says do.
fn overrule(pen: &mut Pen<'_>, rules: &Rules, rows: &[Row], ends: &mut [Judged]) {
    let mut begin = |row: usize| {
        if let Some(before) = row.checked_sub(1) {
            ends[before] = Judged::by(BY_HAND, [0.0; 3]);
        }
    };
    for words in &rules.repair.paragraphs {
        let begins =
            |row: &Row| row.text.starts_with(words.as_str()) && row.label != Label::PageTurn;
        for (row, _) in rows.iter().enumerate().filter(|(_, row)| begins(row)) {
            pen.used(Override::Paragraphs, words);
            begin(row);
        }
    }
    let said = rows.iter().enumerate();
    let said = said.filter(|(_, row)| row.said == Some(LineKind::Paragraph));
    said.for_each(|(row, _)| begin(row));
}
