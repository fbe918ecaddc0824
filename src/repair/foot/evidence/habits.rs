//! How a text writes the marks of its bodies. In: all marks, and the calls that speak for them. Out: [`Habits`], and what
//! they say for a mark.

use super::{CALLED, Evidence};
use crate::hash::HashMap;
use crate::repair::foot::marks::{Gap, Kind, Mark, SYMBOLS};

/// How this text writes the marks of its bodies.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habits {
    style: Option<(Kind, Gap)>,
    has_symbols: bool,
}

impl Habits {
    /// Whether a number is written as this text writes them.
    pub(super) fn is_own(&self, mark: &Mark) -> bool {
        self.style == Some((mark.kind, mark.gap))
    }
}

/// What a number that follows another says for a style where nothing calls it: lists have these, too.
const LISTED: f32 = 0.3;

/// What it says below a heading of notes, for a style of endnotes.
const TITLED: f32 = 1.0;

impl Evidence<'_> {
    /// How much each style of mark stands in sequence and with calls of its own.
    fn votes(&self) -> HashMap<(Kind, Gap), f32> {
        let mut votes: HashMap<(Kind, Gap), f32> = HashMap::default();
        let mut before: HashMap<(Kind, Gap), u32> = HashMap::default();
        let mut times: HashMap<(Kind, Gap, u32), usize> = HashMap::default();
        let mut is_titled = false;
        for (row, heads) in self.heads.iter().enumerate() {
            is_titled |= self.is_title(row);
            let Some(head) = heads.first().filter(|_| !self.regions.is_other(row)) else {
                continue;
            };
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
                called = called.max(head.far - 0.5);
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
            *votes.entry(style).or_default() += (follows + called) * trust;
        }
        votes
    }

    /// The style of mark that most often stands in sequence and with a call.
    pub(super) fn habits(&self) -> Habits {
        let votes = self.votes();
        let best = |wanted: &dyn Fn(&(Kind, Gap)) -> bool| {
            let votes = votes.iter().filter(|(style, _)| wanted(style));
            votes
                .max_by(|a, b| a.1.total_cmp(b.1).then(a.0.cmp(b.0)))
                .map(|(style, votes)| (*style, *votes))
        };
        let style = best(&|s| s.0 != Kind::Symbol)
            .filter(|s| s.1 >= 2.0)
            .map(|s| s.0);
        let symbols: f32 = votes
            .iter()
            .filter(|(s, _)| s.0 == Kind::Symbol)
            .map(|(_, v)| v)
            .sum();
        Habits {
            style,
            has_symbols: symbols >= 2.0,
        }
    }

    /// What the habits say for a mark.
    pub(super) fn habit(&self, mark: &Mark) -> f32 {
        if mark.value > SYMBOLS {
            return if self.habits.has_symbols { 0.5 } else { -1.0 };
        }
        match self.habits.style {
            Some((kind, gap)) if kind == mark.kind && gap == mark.gap => 0.8,
            Some((kind, _)) if kind == mark.kind => -1.0,
            // A dot or bracket that the scan lost.
            Some(_) => -2.5,
            None => 0.0,
        }
    }
}
