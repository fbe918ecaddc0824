//! Blanks. In: words run together, stops and digits glued to words, doubled and stray blanks, letter-spaced headings.
//! Out: blanks put in and taken out, and nothing else; no letter and no digit is touched.
//!
//! What a blank's loss costs is learnt from the text itself: a text in which no two small words are run together has a
//! clean bill, and two larger words in one are then taken for a compound.

mod blanks;
mod dashes;
mod glued;
mod loss;
mod model;
mod segment;

use super::{GoesBy, Pass, Rules};
use crate::galley::{Answer, Edit, Galley, Label, Line, Pen};
use crate::hash::HashMap;
use crate::ledger::{Certainty, Reason};
use crate::lexicon::vocabulary::words;
use loss::Loss;
use model::Model;
use segment::Parting;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "spacing",
    about: "words run together, stray and doubled blanks",
    goes_by: GoesBy::Print,
    run,
};

/// A word is parted when that is so much likelier than leaving it, in nats: 10 to 1.
const DECIDED: f32 = 2.3;
/// From here on the parting is sure.
const SURE: f32 = 5.0;

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    let text = galley.text();
    let lines = read_lines(&galley);
    let model = Model::new(rules, text);
    let mut known = HashMap::default();
    let loss = Loss::of(text, &lines, &model, &mut known);
    for (index, line) in lines.iter().enumerate() {
        if blanks::mend(pen, text, line, &model) {
            continue;
        }
        let loss = loss.of_line(index);
        for word in runs(text, line.range.clone()) {
            part(pen, text, word, (&model, loss), &mut known);
        }
        glued::part(pen, text, line, &model);
    }
}

/// Mends the blanks alone, as the pass [`super::seams`] does again when lines have been joined.
pub(super) fn mend_blanks(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    let model = Model::new(rules, galley.text());
    for line in read_lines(&galley) {
        if !blanks::mend(pen, galley.text(), &line, &model) {
            glued::part(pen, galley.text(), &line, &model);
        }
    }
    dashes::part(pen, galley.text());
}

/// The lines that are text, not furniture.
fn read_lines(galley: &Galley) -> Vec<Line> {
    let is_read = |line: &Line| {
        !matches!(
            line.label,
            Label::RunningHead | Label::Folio | Label::PageTurn
        )
    };
    galley.lines().into_iter().filter(is_read).collect()
}

/// The runs of letters of a line, with the apostrophes inside them.
fn runs(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for word in words(&text[line.clone()]) {
        let word = line.start + word.start..line.start + word.end;
        match runs.last_mut() {
            Some(last) if matches!(&text[last.end..word.start], "'" | "’") => last.end = word.end,
            _ => runs.push(word),
        }
    }
    runs
}

/// How far around a run its neighbours are looked at, in bytes.
const AROUND: usize = 40;

/// Whether most words around a run are of another language.
fn is_among_foreign(text: &str, at: &Range<usize>, model: &Model<'_>) -> bool {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let start = boundary(at.start.saturating_sub(AROUND));
    let end = boundary((at.end + AROUND).min(text.len()));
    let before = runs(text, start..at.start);
    let after = runs(text, at.end..end);
    // The first and the last may be cut.
    let near = before.iter().skip(1).chain(after.iter().rev().skip(1));
    let is_foreign = |run: &Range<usize>| {
        let run = &text[run.clone()];
        loss::is_foreign(run, model) && segment::best(run, model, &loss::Line::UNKNOWN).is_none()
    };
    let near: Vec<bool> = near.map(is_foreign).collect();
    let foreign = near.iter().filter(|is| **is).count();
    foreign >= 2 && foreign * 2 >= near.len()
}

/// Parts one run of letters, if it is words run together.
fn part<'t>(
    pen: &mut Pen<'_>,
    text: &'t str,
    at: Range<usize>,
    (model, loss): (&Model<'_>, loss::Line<'_>),
    known: &mut HashMap<&'t str, Option<Parting>>,
) {
    let run = &text[at.clone()];
    let found = if loss.is_collapsed {
        segment::best(run, model, &loss)
    } else {
        known
            .entry(run)
            .or_insert_with(|| segment::best(run, model, &loss::Line::UNKNOWN))
            .clone()
    };
    let Some(parting) = found else {
        return;
    };
    if !loss.is_collapsed && is_among_foreign(text, &at, model) {
        return;
    }
    let is_name = model.is_name_here(text, at.clone(), &parting);
    let (gain, why) = parting.weigh(run, model, &loss, is_name);
    let parted = parting.parted(run);
    if gain >= DECIDED {
        let certainty = if gain >= SURE && model.is_well_listed() {
            Certainty::Sure
        } else {
            Certainty::Likely
        };
        let why = Reason {
            text: "words run together".into(),
            ..why
        };
        pen.edit(
            Edit::sure(at, parted.clone(), why)
                .certainty(certainty)
                .words(run, &parted),
        );
    } else if gain > 0.0 {
        let question = format!("is `{run}` two words?");
        if pen.ask(at.clone(), question, format!("part it: {parted}"), why) == Answer::Accepted {
            pen.edit(Edit::sure(at, parted.clone(), "`decisions` parts it").words(run, &parted));
        }
    }
}
