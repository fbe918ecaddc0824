//! The beam of a search: hypotheses side by side, each with what it began. In: hypotheses, a row after another. Out: the
//! best few of each row, and what the last best began where.

use super::{Act, Mode, Search};
use crate::repair::foot::evidence::Trail;

/// Hypotheses kept side by side. With 16 texts whose page turns and folios are lost lose notes that are right later.
const BEAM: usize = 24;

/// How far behind the best a hypothesis is still followed.
const LAG: f32 = 20.0;

#[derive(Clone, Copy)]
pub(super) struct Hypothesis {
    pub score: f32,
    pub mode: Mode,
    /// The last number, as it was understood; 0 before the first.
    pub number: u32,
    /// The last symbol in the open zone, or the last letter; 0 before the first.
    pub symbol: u32,
    /// Whether the open zone has no body of its own yet.
    pub is_fresh: bool,
    /// Whether the last body has the number that is due after its own.
    pub is_ahead: bool,
    /// What it remembers of the page.
    pub trail: Trail,
    /// The last event, one more than its index; 0 for none.
    pub event: u32,
    /// What begins with it at the row that is being read: an event only if the hypothesis is kept.
    pub begun: Option<Begun>,
}

impl Hypothesis {
    /// Before the first row.
    pub fn first() -> Hypothesis {
        Hypothesis {
            score: 0.0,
            mode: Mode::Text,
            number: 0,
            symbol: 0,
            is_fresh: true,
            is_ahead: false,
            trail: Trail::default(),
            event: 0,
            begun: None,
        }
    }

    /// Of hypotheses that expect the same next number, and that leave the same seam in the running text, only the best is
    /// kept: what was cut short for the sake of a note shows when the text goes on. In one word, since kinds are compared
    /// more often than anything else is done.
    fn kind(&self) -> u64 {
        let is_broken = self.mode == Mode::Foot && self.trail.is_broken;
        u64::from(self.number) << 32
            | u64::from(self.symbol) << 4
            | (self.mode as u64) << 2
            | u64::from(self.is_fresh) << 1
            | u64::from(is_broken)
    }
}

/// An [`Act`], as small as the many events need it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Begun {
    Resume,
    /// A body, with one of the row's heads.
    Start(u8),
    Close,
    Title,
    Inner,
}

pub(super) struct Event {
    row: u32,
    begun: Begun,
    before: u32,
}

impl Search<'_, '_> {
    /// Puts the hypotheses that went on in order: none of them became another's kind.
    pub fn rank(&mut self) {
        self.next.sort_by(|a, b| b.score.total_cmp(&a.score));
        self.kinds.clear();
    }

    /// Takes up a hypothesis if it is among the best, and the best of its kind; the first of equals.
    pub fn follow(&mut self, h: Hypothesis) {
        // In most rows nothing begins, and nobody asks for the kinds of what goes on.
        if self.kinds.len() < self.next.len() {
            self.kinds.extend(self.next.iter().map(Hypothesis::kind));
        }
        let kind = h.kind();
        let place = self.next.partition_point(|other| other.score >= h.score);
        // The beam is short: looking through it is faster than hashing.
        match self.kinds.iter().position(|&other| other == kind) {
            Some(same) if same < place => return,
            Some(same) => {
                self.next.remove(same);
                self.kinds.remove(same);
            }
            None => {
                self.next.truncate(BEAM - 1);
                self.kinds.truncate(BEAM - 1);
            }
        }
        self.next.insert(place, h);
        self.kinds.insert(place, kind);
    }

    /// Whether a score is too low to be followed, as far as is known.
    pub fn is_lost(&self, score: f32) -> bool {
        let is_full = self.next.len() == BEAM;
        is_full && self.next[BEAM - 1].score >= score || score < self.floor()
    }

    fn floor(&self) -> f32 {
        let best = self.next.first();
        best.map_or(f32::NEG_INFINITY, |best| best.score - LAG)
    }

    /// Drops what lags behind, and makes events of what the others begin.
    pub fn enter(&mut self, row: usize) {
        let floor = self.floor();
        let kept = self.next.partition_point(|h| h.score >= floor);
        self.next.truncate(kept);
        for h in &mut self.next {
            if let Some(begun) = h.begun.take() {
                self.events.push(Event {
                    row: row as u32,
                    begun,
                    before: h.event,
                });
                h.event = self.events.len() as u32;
            }
        }
    }

    fn act_of(&self, event: &Event) -> Act {
        match event.begun {
            Begun::Resume => Act::Resume,
            Begun::Start(head) => {
                Act::Start(self.evidence.heads(event.row as usize)[usize::from(head)].mark)
            }
            Begun::Close => Act::Close,
            Begun::Title => Act::Title,
            Begun::Inner => Act::Inner,
        }
    }

    pub fn trace(&self, mut event: u32) -> Vec<(usize, Act)> {
        let mut acts = Vec::new();
        while event > 0 {
            let e = &self.events[event as usize - 1];
            acts.push((e.row as usize, self.act_of(e)));
            event = e.before;
        }
        acts.reverse();
        acts
    }
}
