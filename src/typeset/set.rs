//! Setting. In: a [`Take`]. Out: [`Setting`], its words and the lines that it may be broken into; and the [`Matter`]
//! that make-up sees of it.

use super::breaking::{Choice, choose};
use super::hyphenate::Hyphenator;
use super::makeup::{Matter, Offer};
use super::rivers::without_rivers;
use super::shape::Shaper;
use super::take::{Draft, Take};
use super::words::{Words, words};
use crate::book::NoteIndex;

/// A take, set.
#[derive(Clone, Debug)]
pub struct Setting {
    /// What was set.
    pub take: Take,
    /// Its words, with the points at which lines end.
    pub words: Words,
    /// The lines it may be broken into; the first choice is the best.
    pub choices: Vec<Choice>,
}

/// A line of a paragraph less or more costs this, and twice what its lines cost more: where white above a heading or
/// another paragraph can give, it should.
const OTHER_LINES: i64 = 150;

/// Sets a take. Only matter of the column needs other choices than the best.
#[must_use]
pub fn set(take: Take, shaper: &Shaper, hyphenator: &Hyphenator, with_others: bool) -> Setting {
    let mut words = words(&take, shaper, hyphenator);
    let mut choices = Vec::new();
    if words.points.len() > 1 {
        let mut found = choose(&words.points, &take.room);
        if take.room.is_justified() {
            found = without_rivers(&words, &take.room, found);
        }
        choices.push(found.best);
        if with_others {
            choices.extend(found.longer);
            choices.extend(found.shorter);
        }
    }
    keep_ends(&mut words, &mut choices);
    Setting {
        take,
        words,
        choices,
    }
}

/// Drops the points at which no choice ends a line: most of what a long book would keep in memory.
fn keep_ends(words: &mut Words, choices: &mut [Choice]) {
    let mut used = vec![false; words.points.len()];
    used.iter_mut().take(1).for_each(|start| *start = true);
    let ends = choices.iter().flat_map(|choice| &choice.ends);
    ends.for_each(|&end| used[end as usize] = true);
    let mut left = 0;
    let counted = used.iter().map(|&is_used| {
        left += u32::from(is_used);
        left.saturating_sub(1)
    });
    let places: Vec<u32> = counted.collect();
    let ends = choices.iter_mut().flat_map(|choice| &mut choice.ends);
    ends.for_each(|end| *end = places[*end as usize]);
    let mut keep = used.iter();
    words.points.retain(|_| keep.next() == Some(&true));
    let mut keep = used.iter();
    words.places.retain(|_| keep.next() == Some(&true));
    words.points.shrink_to_fit();
    words.places.shrink_to_fit();
}

impl Setting {
    /// Lines of the best choice.
    #[must_use]
    pub fn lines(&self) -> u16 {
        self.choices
            .first()
            .map_or(0, |choice| choice.ends.len() as u16)
    }

    /// The line, from 0, in which a part stands.
    fn line_of(&self, choice: &Choice, part: u32) -> u16 {
        let is_before = |&&end: &&u32| {
            let place = &self.words.places[end as usize];
            match place.cut {
                Some((cut, _)) => cut <= part,
                None => self.words.words[place.word as usize].end <= part,
            }
        };
        let line = choice.ends.iter().take_while(is_before).count();
        line.min(choice.ends.len() - 1) as u16
    }

    /// The part that calls a note.
    fn call_of(&self, note: NoteIndex) -> Option<u32> {
        let calls =
            |part: &super::words::Part| self.words.owners[part.stretch as usize].call == Some(note);
        self.words
            .parts
            .iter()
            .position(calls)
            .map(|part| part as u32)
    }

    fn offer(&self, choice: &Choice, draft: &Stand, leading: i64) -> Offer {
        let lines = choice.ends.len() as u16;
        let rows = match draft.leading {
            None => lines,
            Some(own) => {
                let depth = i64::from(lines - 1) * own;
                ((depth + leading - 1) / leading) as u16 + 1 + draft.tail
            }
        };
        let row = |note: &NoteIndex| {
            let part = self.call_of(*note);
            part.map_or(0, |part| self.line_of(choice, part).min(rows - 1))
        };
        let ends = choice.ends.iter().zip(0..);
        let hyphenated = ends.filter(|&(&end, _)| self.words.places[end as usize].adds_hyphen);
        let extra = choice.cost - self.choices[0].cost;
        Offer {
            rows,
            cost: if lines == self.lines() {
                0
            } else {
                2 * extra.max(0) + OTHER_LINES
            },
            calls: draft.notes.iter().map(row).collect(),
            hyphens: hyphenated.map(|(_, row)| row).collect(),
        }
    }
}

/// What a draft is beside its take.
#[derive(Clone, Debug)]
pub struct Stand {
    /// See [`Draft::leading`].
    pub leading: Option<i64>,
    /// See [`Draft::tail`].
    pub tail: u16,
    /// See [`Draft::shift`].
    pub shift: i64,
    /// See [`Draft::target`].
    pub target: Option<super::page::TargetId>,
    /// See [`Draft::notes`].
    pub notes: Vec<NoteIndex>,
}

/// What make-up sees of a draft. `above` is the white between it and its neighbour above, already agreed.
#[must_use]
pub fn matter(
    draft: Draft,
    above: u16,
    leading: i64,
    set: impl FnOnce(Take) -> Setting,
) -> (Matter, Setting, Stand) {
    let stand = Stand {
        leading: draft.leading,
        tail: draft.tail,
        shift: draft.shift,
        target: draft.target,
        notes: draft.notes,
    };
    let setting = set(draft.take);
    let offers = setting.choices.iter();
    let mut offers: Vec<Offer> = offers
        .map(|choice| setting.offer(choice, &stand, leading))
        .collect();
    if offers.is_empty() {
        offers.push(Offer::default());
    }
    let matter = Matter {
        above,
        is_elastic: draft.is_elastic,
        sink: draft.sink,
        offers,
        split: draft.split,
        keeps_next: draft.keeps_next,
    };
    (matter, setting, stand)
}
