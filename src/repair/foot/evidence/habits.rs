//! How a text writes the marks of its bodies. In: all marks, and the calls that speak for them. Out: [`Habits`], and what
//! they say for a mark.

use super::Evidence;
use crate::hash::HashMap;
use crate::repair::foot::marks::{Gap, Kind, Mark, SYMBOLS};

/// How this text writes the marks of its bodies.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habits {
    style: Option<(Kind, Gap)>,
    has_symbols: bool,
}

impl Evidence<'_> {
    /// The style of mark that most often stands in sequence and with a call.
    pub(super) fn habits(&self) -> Habits {
        let mut votes: HashMap<(Kind, Gap), f32> = HashMap::default();
        let mut before: HashMap<(Kind, Gap), u32> = HashMap::default();
        for head in self.heads.iter().filter_map(|heads| heads.first()) {
            let mark = &head.mark;
            let style = (mark.kind, mark.gap);
            let follows = before
                .insert(style, mark.value)
                .is_some_and(|b| b + 1 == mark.value);
            let vote = f32::from(u8::from(follows)) + head.near.max(head.far - 0.5).max(0.0);
            // Folios stand alone, too.
            let trust = if mark.gap == Gap::Alone { 0.4 } else { 1.0 };
            *votes.entry(style).or_default() += vote * trust;
        }
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
