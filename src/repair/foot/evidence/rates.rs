//! How many bodies of each style something speaks for. In: earlier readings. Out: [`Rates`], and what they say against a
//! body whose style is that of lists: numbers in order, at feet here and there, most of which nothing calls.

use super::{Evidence, Head};
use crate::hash::HashMap;
use crate::repair::foot::marks::{Gap, Kind, Mark, SYMBOLS};
use crate::repair::foot::zones::Act;

/// The share of a style's bodies that a call speaks for, as if of two that were seen before.
const EXPECTED: f32 = 0.75;
const SEEN: f32 = 2.0;
/// The share below which a style is doubted, and what speaks against a body where nothing calls any.
const FEWEST: f32 = 0.75;
const UNCALLED: f32 = -8.0;
/// The share below which a style teaches no habits.
const HABIT: f32 = 0.4;
/// Where so many bodies have their numbers in the text of their pages, these are calls, also those that stand free: of a list's
/// numbers a page's text has few.
pub(super) const SHOWN: f32 = 0.85;
const ENOUGH: f32 = 4.0;
/// What a call says for a body that may be a number of the text.
const FAINT: f32 = 0.5;

/// Bodies of a style.
#[derive(Clone, Copy, Debug, Default)]
struct Rate {
    /// Those at feet, and those of them that have a call near or go on with the numbers of an earlier page.
    all: f32,
    borne: f32,
    /// Those with their number in the text of their page, if only as a number that stands free.
    shown: f32,
    /// Those in sections of endnotes with a heading.
    ends: f32,
}

impl Rate {
    /// How many of those at feet are called.
    fn called(self) -> f32 {
        let are_shown = self.all >= ENOUGH && self.shown >= SHOWN * self.all;
        if are_shown { self.shown } else { self.borne }
    }
}

/// The bodies of each style.
#[derive(Clone, Debug, Default)]
pub(super) struct Rates(HashMap<(Kind, Gap), Rate>);

impl Rates {
    fn of(&self, mark: &Mark) -> Rate {
        let rate = self.0.get(&(mark.kind, mark.gap));
        rate.copied().unwrap_or_default()
    }

    fn count(&mut self, mark: &Mark) -> &mut Rate {
        self.0.entry((mark.kind, mark.gap)).or_default()
    }

    /// Takes a later reading's, too: a body that an earlier one took for a note still counts.
    pub(super) fn join(&mut self, later: Rates) {
        for (style, rate) in later.0 {
            let old = self.0.entry(style).or_default();
            old.all = old.all.max(rate.all);
            old.borne = old.borne.max(rate.borne);
            old.shown = old.shown.max(rate.shown);
            old.ends = rate.ends;
        }
    }

    /// Whether a style may be how the text writes its notes.
    pub(super) fn may_be_habit(&self, style: (Kind, Gap)) -> bool {
        let rate = self.0.get(&style).copied().unwrap_or_default();
        share(rate.called() + rate.ends, rate.all + rate.ends) >= HABIT
    }
}

/// The body that an act begins.
fn body(&(row, act): &(usize, Act)) -> Option<(usize, Mark)> {
    match act {
        Act::Start(mark) => Some((row, mark)),
        _ => None,
    }
}

fn share(borne: f32, all: f32) -> f32 {
    (borne + EXPECTED * SEEN) / (all + SEEN)
}

impl Evidence<'_> {
    /// Counts a reading's bodies.
    pub(super) fn rates(&self, acts: &[(usize, Act)]) -> Rates {
        let mut rates = Rates::default();
        let (mut last, mut since) = (0, 0);
        for zone in acts.split(|act| act.1 == Act::Close) {
            let is_end = zone.iter().any(|act| act.1 == Act::Title);
            let bodies: Vec<(usize, Mark)> = zone.iter().filter_map(body).collect();
            let Some(&(_, first)) = bodies.first() else {
                continue;
            };
            let numbers: Vec<(usize, u32)> = bodies
                .iter()
                .map(|&(row, mark)| (row, mark.value))
                .collect();
            let is_continued = first.value > 1 && first.value == last + 1;
            let are_called = self.are_called(since, &numbers);
            let is_borne = is_continued || are_called;
            if is_end || are_called {
                since = bodies[bodies.len() - 1].0;
            }
            for &(row, mark) in &bodies {
                last = mark.value;
                let rate = rates.count(&mark);
                if is_end {
                    rate.ends += 1.0;
                    continue;
                }
                rate.all += 1.0;
                let near = self.head(row, &mark).map_or(-1.0, |head| head.near);
                rate.shown += f32::from(u8::from(near >= 0.0));
                rate.borne += match near {
                    _ if is_borne => 1.0,
                    near if near > 1.0 => 1.0,
                    near if near > 0.0 => FAINT,
                    _ => 0.0,
                };
            }
        }
        self.count_bullets(acts, &mut rates);
        rates
    }

    /// Counts the rows that begin with a symbol and are no bodies: where there are many, it is a bullet.
    fn count_bullets(&self, acts: &[(usize, Act)], rates: &mut Rates) {
        for (row, heads) in self.heads.iter().enumerate() {
            let Some(Head { mark, .. }) = heads.first() else {
                continue;
            };
            let is_symbol = mark.value > SYMBOLS && mark.misread == 0;
            let has_words = self.reading.ink(row).contains(char::is_alphabetic);
            let is_body = acts.binary_search_by_key(&row, |act| act.0).is_ok();
            if is_symbol && has_words && !is_body {
                rates.count(mark).all += 1.0;
            }
        }
    }

    /// The head of a row that has a mark.
    pub(super) fn head(&self, row: usize, mark: &Mark) -> Option<&Head> {
        self.heads[row].iter().find(|head| head.mark == *mark)
    }

    /// What it says against a body at a foot that nothing calls most bodies of its style.
    pub(super) fn credit(&self, mark: &Mark) -> f32 {
        let rate = self.rates.of(mark);
        let share = share(rate.called(), rate.all);
        UNCALLED * (FEWEST - share).max(0.0) / FEWEST
    }
}
