//! How a text writes the marks of its bodies. In: all marks, and the calls that speak for them. Out: [`Habits`], and what
//! they say for a mark.

use super::{CALLED, Evidence};
use crate::hash::HashMap;
use crate::repair::foot::marks::{Gap, Kind, Mark, SYMBOLS};
use crate::repair::given;

/// How this text writes the marks of its bodies.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habits {
    style: Option<(Kind, Gap)>,
    has_symbols: bool,
    has_letters: bool,
}

impl Habits {
    /// Whether a mark is of the kind that this text writes, if it is known to have one.
    pub(super) fn is_of_kind(&self, mark: &Mark) -> bool {
        match self.style {
            _ if mark.value > SYMBOLS => self.has(mark),
            Some((kind, _)) => kind == mark.kind,
            None => true,
        }
    }

    /// Whether this text has symbols, or letters, as a mark is one.
    fn has(&self, mark: &Mark) -> bool {
        match mark.kind {
            Kind::Letter => self.has_letters,
            _ => self.has_symbols,
        }
    }

    /// Whether a number is written as this text writes them.
    pub(super) fn is_own(&self, mark: &Mark) -> bool {
        self.style == Some((mark.kind, mark.gap))
    }
}

/// What speaks for a style of mark.
#[derive(Clone, Copy, Default)]
struct Votes {
    sum: f32,
    /// Its marks, and those of them that are called.
    all: f32,
    called: f32,
}

impl Votes {
    /// The numbers of a list stand in sequence, too, and now and then a call for one of them.
    fn weigh(self) -> f32 {
        self.sum * (self.called + 1.0) / (self.all + 1.0)
    }
}

/// What a number that follows another says for a style where nothing calls it: lists have these, too.
const LISTED: f32 = 0.3;

/// The share of what calls anywhere above say that counts before a heading of notes.
const FAR: f32 = 0.3;
/// What calls must say for a number to be called.
const SOME: f32 = 0.5;

/// What it says for a body that its mark is one that rows of running text hardly begin with, where bodies do.
const RARE: f32 = 1.0;

/// What it says below a heading of notes, for a style of endnotes.
const TITLED: f32 = 1.0;

impl Evidence<'_> {
    /// How much each style of mark stands in sequence and with calls of its own.
    fn votes(&self) -> HashMap<(Kind, Gap), Votes> {
        let mut votes: HashMap<(Kind, Gap), Votes> = HashMap::default();
        let mut before: HashMap<(Kind, Gap), u32> = HashMap::default();
        let mut times: HashMap<(Kind, Gap, u32), usize> = HashMap::default();
        let mut is_titled = false;
        for (row, heads) in self.heads.iter().enumerate() {
            is_titled |= self.is_title(row) && self.heads_notes(row);
            let Some(head) = heads.first().filter(|_| !self.regions.is_other(row)) else {
                continue;
            };
            // Folios count on from page to page, too.
            if self.is_folio(row) && head.near < CALLED {
                continue;
            }
            let mark = &head.mark;
            let style = (mark.kind, mark.gap);
            let before = before.insert(style, mark.value);
            let follows = before.is_some_and(|before| before + 1 == mark.value);
            // A list that begins anew has no calls of its own.
            let time = times.entry((mark.kind, mark.gap, mark.value)).or_default();
            *time += 1;
            let has_own = self.calls_before(mark.value, row) >= *time;
            let mut called = head.near.max(0.0);
            if has_own {
                let trust = if is_titled { 1.0 } else { FAR };
                called = called.max(trust * (head.far - 0.5));
            }
            // Folios stand alone, too.
            let is_folio = mark.gap == Gap::Alone && called < CALLED;
            if is_titled && follows {
                called += TITLED;
            }
            let follows = match (follows, called > 0.0) {
                (true, true) => 1.0,
                (true, false) => LISTED,
                _ => 0.0,
            };
            let trust = if is_folio { 0.4 } else { 1.0 };
            let votes = votes.entry(style).or_default();
            votes.sum += (follows + called) * trust;
            votes.all += 1.0;
            votes.called += f32::from(u8::from(called > SOME));
        }
        votes
    }

    /// The style of mark that most often stands in sequence and with a call.
    pub(super) fn habits(&self) -> Habits {
        let mut votes = self.votes();
        votes.retain(|&style, _| self.rates.may_be_habit(style));
        let is_number = |style: &(Kind, Gap)| !matches!(style.0, Kind::Symbol | Kind::Letter);
        let numbers = votes.iter().filter(|(style, _)| is_number(style));
        let best = numbers.max_by(|a, b| {
            let votes = a.1.weigh().total_cmp(&b.1.weigh());
            votes.then(a.0.cmp(b.0))
        });
        let style = best.filter(|best| best.1.sum >= 2.0).map(|best| *best.0);
        let of = |kind: Kind| votes.iter().filter(move |(style, _)| style.0 == kind);
        let symbols: f32 = of(Kind::Symbol).map(|(_, votes)| votes.sum).sum();
        // Lists are lettered, too, and nothing calls them.
        let letters: f32 = of(Kind::Letter).map(|(_, votes)| votes.weigh()).sum();
        Habits {
            style,
            has_symbols: symbols >= 2.0,
            has_letters: letters >= 2.0,
        }
    }

    /// What the habits say for a mark.
    pub(super) fn habit(&self, mark: &Mark) -> f32 {
        if mark.value > SYMBOLS {
            return if self.habits.has(mark) { 0.5 } else { -1.0 };
        }
        match self.habits.style {
            Some((kind, gap)) if kind == mark.kind && gap == mark.gap => {
                0.8 + given(matches!(kind, Kind::Bracket | Kind::Superior), RARE)
            }
            Some((kind, _)) if kind == mark.kind => -1.0,
            // A dot or bracket that the scan lost.
            Some(_) => -2.5,
            None => 0.0,
        }
    }
}
