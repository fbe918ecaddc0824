//! Blanks. In: words run together, stops and digits glued to words, doubled and stray blanks, letter-spaced headings.
//! Out: blanks put in and taken out, a hyphen where no blank can stand, and nothing else; no letter and no digit is touched.
//!
//! What a blank's loss costs is learnt from the text itself: a text in which no two small words are run together has a
//! clean bill, and two larger words in one are then taken for a compound.

mod addresses;
mod blanks;
mod compounds;
mod dashes;
mod gaps;
mod glued;
mod letters;
mod loss;
mod model;
mod pair;
mod segment;
mod tied;

use super::{GoesBy, Pass, Rules};
use crate::galley::{Answer, Edit, Galley, Label, Line, Pen};
use crate::hash::HashMap;
use crate::ledger::{Certainty, Reason};
use crate::lexicon::vocabulary::words;
use addresses::Tokens;
use blanks::Meant;
use loss::{Found, Loss};
use model::Model;
use pair::Pair;
use segment::Parting;
use std::ops::Range;
use tied::Tied;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "spacing",
    says: "blanks between words",
    about: "words run together, stray and doubled blanks",
    goes_by: GoesBy::Print,
    run,
};

/// A word is parted when that is so much likelier than leaving it, in nats: 10 to 1.
const DECIDED: f32 = 2.3;
/// A parting is sure from such a gain on, and such a margin before the next best parting: on the development texts none
/// of 1,085 such partings was wrong, and 2 of 1,052 on others.
const SURE: (f32, f32) = (8.0, 4.0);
/// The same for likely ones where the list has nearly all forms: nearer partings are a choice between `cut off` and
/// `cutoff`. Of those below, 20 of 60 were wrong.
const LIKELY: (f32, f32) = (DECIDED, 2.0);

/// A cut whose parting has so little over the best one without it is left to the editor. Of the cuts below, 6 of 9 were
/// wrong where the list has nearly all forms, and one in five where it has not; of those above one in 300.
const NEAR: f32 = 1.0;
/// The same for languages whose list lacks forms.
const NEAR_UNLISTED: f32 = 1.5;

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    let text = galley.text();
    let lines = read_lines(&galley);
    let model = Model::new(rules, text);
    let mut known = HashMap::default();
    let loss = Loss::of(text, &lines, &model, &mut known);
    let meant = Meant::of(pen, text, &lines, &model);
    let mut tokens = Tokens::of(text);
    for (index, line) in lines.iter().enumerate() {
        if blanks::mend(pen, text, line, (&model, meant)) {
            continue;
        }
        let loss = loss.of_line(index);
        for word in runs(text, line.range.clone()) {
            if !tokens.hold_in_address(&word) {
                part(pen, text, word, (&model, loss), &mut known);
            }
        }
        glued::part(pen, text, line, &model);
    }
}

/// Mends the blanks alone, as the pass [`super::seams`] does again when lines have been joined.
pub(super) fn mend_blanks(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    let model = Model::of_blanks(rules, galley.text());
    for line in read_lines(&galley) {
        // What may be meant was asked about before.
        if !blanks::mend(pen, galley.text(), &line, (&model, Meant::Kept)) {
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
            Label::RunningHead | Label::Folio | Label::PageTurn | Label::Notice
        )
    };
    galley.lines().into_iter().filter(is_read).collect()
}

/// The runs of letters of a line, with the apostrophes inside them.
fn runs(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::with_capacity(line.len() / 5);
    let is_joined = |gap: Range<usize>| match gap.len() {
        1 => text.as_bytes()[gap.start] == b'\'',
        _ => &text[gap] == "’",
    };
    for word in words(&text[line.clone()]) {
        let word = line.start + word.start..line.start + word.end;
        match runs.last_mut() {
            Some(last) if is_joined(last.end..word.start) => last.end = word.end,
            _ => runs.push(word),
        }
    }
    runs
}

/// How far around a run its neighbours are looked at, in bytes.
const AROUND: usize = 40;

/// Whether most words around a run are of another language.
fn is_among_foreign(text: &str, at: &Range<usize>, model: &Model<'_>) -> bool {
    let start = text.ceil_char_boundary(at.start.saturating_sub(AROUND));
    let end = text.ceil_char_boundary(at.end + AROUND);
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

/// How sure a parting is, by what it has over the run as a whole and over the next best parting. Where the list lacks forms,
/// or the text shows no losses, none is likely: what was parted there is wrong one time in ten.
fn certainty(gain: f32, margin: f32, model: &Model<'_>, loss: &loss::Line<'_>) -> Certainty {
    let reaches = |(least, apart): (f32, f32)| gain >= least && margin >= apart;
    match () {
        () if !model.is_well_listed() || !loss.is_shown() => Certainty::Doubtful,
        () if reaches(SURE) => Certainty::Sure,
        () if !loss.is_collapsed || reaches(LIKELY) => Certainty::Likely,
        () => Certainty::Doubtful,
    }
}

/// Where the line has its blanks, a capital inside a run may be a name's (`SoundScan`), and where the list lacks forms a run
/// may be a word that it lacks: of 789 likely partings in published documents 467 were wrong, most of them such.
fn is_perhaps_word(parting: &Parting, model: &Model<'_>, loss: &loss::Line<'_>) -> bool {
    !loss.is_collapsed && (parting.capitals > 0 || !model.is_well_listed())
}

/// Parts one run of letters, if it is words run together.
fn part<'t>(
    pen: &mut Pen<'_>,
    text: &'t str,
    at: Range<usize>,
    (model, loss): (&Model<'_>, loss::Line<'_>),
    known: &mut HashMap<&'t str, Found>,
) {
    let run = &text[at.clone()];
    let found = if loss.is_collapsed {
        Found::whole(segment::best(run, model, &loss))
    } else {
        let found = known.entry(run).or_insert_with(|| Found::of(run, model));
        found.clone()
    };
    if let Some(tied) = found.tied {
        return tied.enter(pen, at, run);
    }
    if let Some(pair) = found.pair {
        return part_pair(pen, (text, at), &pair, (model, &loss));
    }
    let Some(parting) = found.parting else {
        return;
    };
    if !loss.is_collapsed && is_among_foreign(text, &at, model) {
        return;
    }
    let is_name = model.is_name_here(text, at.clone(), &parting);
    let (gain, why) = parting.weigh(run, model, &loss, is_name);
    if let Some(tied) = Tied::parted(run, &parting, model).filter(|_| gain > 0.0) {
        return tied.enter(pen, at, run);
    }
    if gain > 0.0 && loss.lost_signs {
        offer(pen, at, (run, &parting), why);
    } else if gain >= DECIDED {
        decided(pen, (run, at), &parting, (model, &loss), (gain, why));
    } else if gain > 0.0 {
        offer(pen, at, (run, &parting), why);
    }
}

/// Two words are parted when that is so much likelier than leaving them, in nats: 5 to 3.
const PAIRED: f32 = 0.5;
/// The same where the list lacks forms: with 0.5 one word more in 10,000 was parted there that was one, and three pairs more
/// in a hundred were found; these are asked about.
const PAIRED_UNLISTED: f32 = 0.8;
/// From here on one in 100 is wrong, and one in 2,000.
const LIKELY_PAIR: f32 = 4.6;
const SURE_PAIR: f32 = 7.6;

/// Parts a run that is two words.
fn part_pair(
    pen: &mut Pen<'_>,
    (text, at): (&str, Range<usize>),
    pair: &Pair,
    (model, loss): (&Model<'_>, &loss::Line<'_>),
) {
    let (run, parting) = (&text[at.clone()], &pair.parting);
    let is_name = model.is_name_here(text, at.clone(), parting);
    let (score, why) = pair.weigh(is_name);
    let around = loss.around(score, run[parting.cuts[0]..].chars().next());
    let foreign = -6.0 * loss.foreign;
    let gain = score + around + foreign;
    if gain <= 0.0 || is_among_foreign(text, &at, model) {
        return;
    }
    let why = why
        .because("how often blanks are lost here", around)
        .because("unknown words around", foreign);
    if let Some(tied) = Tied::parted(run, parting, model) {
        return tied.enter(pen, at, run);
    }
    let least = match () {
        () if loss.lost_signs => f32::INFINITY,
        () if !loss.is_shown() => LIKELY_PAIR,
        () if !model.is_well_listed() => PAIRED_UNLISTED,
        () => PAIRED,
    };
    if gain < least {
        return offer(pen, at, (run, parting), why);
    }
    let why = Reason {
        text: "words run together".into(),
        ..why
    };
    let certainty = match gain {
        _ if !model.is_well_listed() || !loss.is_shown() => Certainty::Doubtful,
        _ if gain >= SURE_PAIR => Certainty::Sure,
        _ if gain >= LIKELY_PAIR => Certainty::Likely,
        _ => Certainty::Doubtful,
    };
    let parted = parting.parted(run);
    let edit = Edit::sure(at, parted.clone(), why).certainty(certainty);
    pen.edit(edit.words(run, &parted));
}

/// Parts a run where the evidence suffices; doubtful cuts are left to the editor.
fn decided(
    pen: &mut Pen<'_>,
    (run, at): (&str, Range<usize>),
    parting: &Parting,
    (model, loss): (&Model<'_>, &loss::Line<'_>),
    (gain, why): (f32, Reason),
) {
    let by = if loss.is_collapsed {
        loss
    } else {
        &loss::Line::UNKNOWN
    };
    let margins = segment::margins(run, model, by);
    // One question about the whole, before any about its cuts.
    let least = margins.iter().copied().fold(f32::INFINITY, f32::min);
    let is_strong = model.is_well_listed() && gain >= SURE.0 && least >= SURE.1;
    if !loss.is_shown() && !is_strong {
        return offer(pen, at, (run, parting), why);
    }
    let (sure, margin) = settle(pen, (run, &at), parting, (&margins, model));
    if sure.cuts.is_empty() {
        return;
    }
    let certainty = match is_perhaps_word(parting, model, loss) {
        true => Certainty::Doubtful,
        false => certainty(gain, margin, model, loss),
    };
    let why = Reason {
        text: "words run together".into(),
        ..why
    };
    let parted = sure.parted(run);
    let edit = Edit::sure(at, parted.clone(), why).certainty(certainty);
    pen.edit(edit.words(run, &parted));
}

/// Asks whether a run is several words, and parts it where the editor accepts.
fn offer(pen: &mut Pen<'_>, at: Range<usize>, (run, parting): (&str, &Parting), why: Reason) {
    if ask(pen, at.clone(), (run, parting), why) == Answer::Accepted {
        let parted = parting.parted(run);
        pen.edit(Edit::sure(at, parted.clone(), "`decisions` parts it").words(run, &parted));
    }
}

/// Asks whether a run is several words.
fn ask(
    pen: &mut Pen<'_>,
    at: Range<usize>,
    (run, parting): (&str, &Parting),
    why: Reason,
) -> Answer {
    let number = match parting.cuts.len() {
        1 => "two",
        _ => "several",
    };
    let question = format!("is `{run}` {number} words?");
    pen.ask(
        at,
        question,
        format!("part it: {}", parting.parted(run)),
        why,
    )
}

/// The parting without the cuts that are a choice between two near ones, `ils avaient` and `il savaient`; the editor is
/// asked for those. Beside it, the least margin of the cuts that stay.
fn settle(
    pen: &mut Pen<'_>,
    (run, at): (&str, &Range<usize>),
    parting: &Parting,
    (margins, model): (&[f32], &Model<'_>),
) -> (Parting, f32) {
    let least = if model.is_well_listed() {
        NEAR
    } else {
        NEAR_UNLISTED
    };
    let is_near = |index: usize| margins.get(index).is_some_and(|&margin| margin < least);
    let cuts = &parting.cuts;
    let mut kept: Vec<usize> = Vec::new();
    let mut near: Vec<usize> = Vec::new();
    let mut start = 0;
    for index in 0..=cuts.len() {
        let end = cuts.get(index).copied();
        if let Some(cut) = end.filter(|_| is_near(index)) {
            near.push(cut);
            continue;
        }
        let stop = end.unwrap_or(run.len());
        if !near.is_empty() {
            let inside = near.iter().map(|cut| cut - start).collect();
            let rest = Parting {
                cuts: inside,
                ..parting.clone()
            };
            let place = at.start + start..at.start + stop;
            let why = "the next best parting is near".into();
            if ask(pen, place, (&run[start..stop], &rest), why) == Answer::Accepted {
                kept.append(&mut near);
            }
            near.clear();
        }
        kept.extend(end);
        start = stop;
    }
    let apart = margins.iter().copied().filter(|&margin| margin >= least);
    let margin = apart.fold(f32::INFINITY, f32::min);
    (
        Parting {
            cuts: kept,
            ..parting.clone()
        },
        margin,
    )
}
