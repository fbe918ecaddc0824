//! Furniture by its place. In: lines whose pages are given, the heads and folios found by their words labelled. Out: what
//! stands outside the text block where other pages have their furniture, labelled, too.
//!
//! Words change from section to section, and a folio may be misread; the place is the same. What the place says is
//! weighed with what the words say: a note, a heading, a line of text may stand outside the block, too.

use super::{Printed, numerals, printed};
use crate::facsimile::given::{Given, Stand, Zone};
use crate::galley::{Label, Pen};
use crate::ledger::{Certainty, Reason};
use crate::repair::alike::Folded;
use crate::repair::given as weigh;
use std::collections::BTreeSet;

/// What place and words say for furniture, as natural logs of odds.
mod weights {
    /// Half of the pages have a line there.
    pub const USUAL: f32 = 3.0;
    /// A fourth of them.
    pub const FREQUENT: f32 = 1.5;
    /// Another page says the same there.
    pub const SAME_WORDS: f32 = 3.0;
    /// A number alone.
    pub const NUMBER: f32 = 1.5;
    /// Other furniture stands there.
    pub const FURNITURE: f32 = 1.5;
    /// It is set larger than the text, as headings are.
    pub const LARGE: f32 = -3.0;
    /// It is as long as text, and ends as text does.
    pub const SENTENCE: f32 = -2.0;
    /// It stands under the rule above notes.
    pub const UNDER_RULE: f32 = -4.0;
    /// It is set smaller and begins as notes do.
    pub const NOTE: f32 = -3.0;
    /// From here on it is furniture, and from there it is sure.
    pub const ENOUGH: f32 = 4.0;
    pub const SURE: f32 = 6.0;
}

/// Lines stand at one height if they are no farther apart, in 1/100 pt.
const LEVEL: i32 = 300;
/// So many pages at least have a line there.
const PAGES: usize = 3;
/// Type this much larger than the text's is a heading's, and this much smaller a note's.
const LARGE: f32 = 1.15;
const SMALL: f32 = 0.92;
/// A line of text is longer than this, in bytes.
const LONG: usize = 60;

/// Labels what is left of furniture, where pages are given.
pub(super) fn mark(pen: &mut Pen<'_>) {
    if pen.galley().typography(0).is_none() {
        return;
    }
    pen.apply();
    let galley = pen.galley().clone();
    let Some(given) = Given::of(&galley) else {
        return;
    };
    let lines = printed(&galley);
    let stand = |line: &Printed<'_>| {
        let at = galley.span(line.start..line.start + 1);
        given
            .line(at)
            .copied()
            .filter(|s| matches!(s.zone, Zone::Head | Zone::Foot))
    };
    let outside: Vec<Outside<'_>> = lines
        .iter()
        .filter_map(|line| Some(Outside::new(line, stand(line)?)))
        .collect();
    let pages: BTreeSet<u32> = lines.iter().map(|line| line.line.page).collect();
    for line in outside
        .iter()
        .filter(|line| line.line.line.label == Label::Body)
    {
        let why = line.reason(&outside, pages.len());
        let sum: f32 = why.evidence.iter().map(|evidence| evidence.1).sum();
        if sum >= weights::ENOUGH {
            let label = match line.is_number {
                true => Label::Folio,
                false => Label::RunningHead,
            };
            let certainty = if sum >= weights::SURE {
                Certainty::Sure
            } else {
                Certainty::Likely
            };
            pen.mark(line.line.whole(), label, why, certainty);
        }
    }
}

/// A line outside the text block.
struct Outside<'l> {
    line: &'l Printed<'l>,
    stand: Stand,
    words: Folded,
    /// Its words without the count of pages among them.
    bare: Folded,
    is_number: bool,
}

impl<'l> Outside<'l> {
    fn new(line: &'l Printed<'l>, stand: Stand) -> Outside<'l> {
        Outside {
            words: Folded::new(line.text),
            bare: Folded::new(&line.text.replace(|c: char| c.is_ascii_digit(), "")),
            is_number: numerals::alone(line.text).is_some(),
            line,
            stand,
        }
    }

    fn is_level(&self, other: &Outside<'_>) -> bool {
        self.stand.zone == other.stand.zone
            && (self.stand.baseline - other.stand.baseline).abs() <= LEVEL
    }

    /// What speaks for furniture.
    fn reason(&self, all: &[Outside<'_>], pages: usize) -> Reason {
        let others = || {
            let apart = all
                .iter()
                .filter(move |other| other.stand.page != self.stand.page);
            apart.filter(move |other| self.is_level(other))
        };
        let mut there: Vec<u32> = others().map(|other| other.stand.page).collect();
        there.dedup();
        let count = there.len() + 1;
        let place = match count {
            count if count < PAGES => 0.0,
            count if count * 2 >= pages => weights::USUAL,
            count if count * 4 >= pages => weights::FREQUENT,
            _ => 0.0,
        };
        let is_usual = place == weights::USUAL;
        let is_same = others().any(|other| {
            self.words.is_like(&other.words) || is_usual && self.bare.is_like(&other.bare)
        });
        // No heading stands on half of the pages.
        let is_large = self.stand.size > LARGE && !(is_same && is_usual);
        let is_furniture = others().any(|other| other.line.line.label != Label::Body);
        let text = self.line.text;
        let is_sentence = text.len() > LONG && text.ends_with(['.', '!', '?', ',', '-']);
        let is_note = self.stand.zone == Zone::Foot
            && self.stand.size < SMALL
            && text.starts_with(|c: char| !c.is_alphabetic())
            && !self.is_number;
        let signs = [
            ("lines at this height", place),
            ("the same words there", weigh(is_same, weights::SAME_WORDS)),
            ("a number alone", weigh(self.is_number, weights::NUMBER)),
            ("furniture there", weigh(is_furniture, weights::FURNITURE)),
            ("larger type", weigh(is_large, weights::LARGE)),
            ("a sentence", weigh(is_sentence, weights::SENTENCE)),
            (
                "a rule above",
                weigh(self.stand.is_under_rule, weights::UNDER_RULE),
            ),
            ("a note's beginning", weigh(is_note, weights::NOTE)),
        ];
        let why =
            Reason::from("it stands outside the text, where other pages have their furniture");
        let found = signs.into_iter().filter(|(_, weight)| *weight != 0.0);
        found.fold(why, |why, (what, weight)| why.because(what, weight))
    }
}
