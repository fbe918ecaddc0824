//! Which rows are note matter and where each body begins. In: the [`Evidence`] of all rows. Out: the best whole reading,
//! found by one search over the text with many hypotheses kept side by side: a number is believed only as far as the
//! numbers around it, the calls on its page and the look of the page bear it out. No count is carried down the pages:
//! each hypothesis remembers what it took the last number to be, and the best sum at the end of the text decides.

mod beam;
mod bodies;

use super::evidence::{Alike, Evidence, Section};
use super::marks::Mark;
use crate::manifest::settings::Regime;
use beam::{Begun, Event, Hypothesis};
use std::cell::OnceCell;

/// What a row begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    /// Note matter that goes on from an earlier page.
    Resume,
    /// A body.
    Start(Mark),
    /// A body whose mark stands in another row; only `strays` finds these.
    Apart(Mark, usize),
    /// Running text, after note matter.
    Close,
    /// A section of endnotes, with its heading.
    Title,
    /// A heading inside a section of endnotes.
    Inner,
}

/// Where a hypothesis stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// In running text.
    Text,
    /// In notes at a page foot.
    Foot,
    /// In a section of endnotes.
    End,
}

/// The best reading under a regime: its score, and what begins at which row.
#[must_use]
pub fn read(evidence: &Evidence<'_>, regime: Regime) -> (f32, Vec<(usize, Act)>) {
    let mut search = Search {
        evidence,
        regime,
        events: Vec::new(),
        next: Vec::new(),
    };
    let mut beam = vec![Hypothesis::first()];
    for row in 0..evidence.len() {
        search.step(row, &beam);
        search.enter(row);
        std::mem::swap(&mut beam, &mut search.next);
    }
    for h in &mut beam {
        h.score += evidence.stop(&h.trail) * f32::from(u8::from(h.mode == Mode::Foot));
    }
    let best = beam.iter().max_by(|a, b| a.score.total_cmp(&b.score));
    best.map_or((0.0, Vec::new()), |best| {
        (best.score, search.trace(best.event))
    })
}

struct Search<'e, 'r> {
    evidence: &'e Evidence<'r>,
    regime: Regime,
    events: Vec<Event>,
    /// The hypotheses after the row that is being read, the best first.
    next: Vec<Hypothesis>,
}

impl Search<'_, '_> {
    fn step(&mut self, row: usize, beam: &[Hypothesis]) {
        self.next.clear();
        if self.evidence.is_folio(row) {
            self.pass_folio(row, beam);
            return;
        }
        // Of all hypotheses that stand in notes the same.
        let go_on = OnceCell::new();
        for hypothesis in beam {
            match hypothesis.mode {
                Mode::Text => self.after_text(row, *hypothesis),
                Mode::Foot => {
                    let go_on = *go_on.get_or_init(|| self.evidence.go_on(row));
                    self.after_foot(row, *hypothesis, go_on);
                }
                Mode::End => self.after_end(row, *hypothesis),
            }
        }
    }

    /// A folio belongs to nothing, unless it is the number of a body that was taken for one.
    fn pass_folio(&mut self, row: usize, beam: &[Hypothesis]) {
        let e = self.evidence;
        beam.iter().for_each(|&h| self.follow(h));
        if e.heads(row).is_empty() {
            return;
        }
        for &h in beam {
            let place = match h.mode {
                Mode::Text => e.open(row, &h.trail),
                Mode::Foot => e.again(row),
                Mode::End => continue,
            };
            self.start(row, h, 0, Mode::Foot, place + e.note(row) - 1.0);
        }
    }

    fn after_text(&mut self, row: usize, h: Hypothesis) {
        let e = self.evidence;
        let mut stay = h;
        stay.trail = e.with_text(h.trail, row);
        stay.score += e.run_on(row, &h.trail) + e.text(row, &mut stay.trail);
        self.follow(stay);
        if e.is_title(row) {
            self.act(row, h, Begun::Title, Mode::End, e.title(row, &h.trail));
        }
        for head in 0..e.heads(row).len() {
            let open = e.open(row, &h.trail) + e.note(row);
            self.start(row, h, head, Mode::Foot, open);
            self.start(row, h, head, Mode::End, e.open_end(row));
        }
        if h.trail.note_row > 0 {
            let resume = e.resume(row, &h.trail) + e.grown(row, &h.trail) + e.note(row);
            let mut more = h;
            more.trail.ink += e.length(row);
            more.trail.rest_row = row as u32 + 1;
            self.act(row, more, Begun::Resume, Mode::Foot, resume);
        }
    }

    fn after_foot(&mut self, row: usize, h: Hypothesis, go_on: f32) {
        let e = self.evidence;
        let mut stay = h;
        stay.score += go_on + e.grown(row, &h.trail) + e.note(row);
        stay.trail.note_row = row as u32 + 1;
        stay.trail.ink += e.length(row);
        self.follow(stay);
        for head in 0..e.heads(row).len() {
            let again = e.again(row) + e.note(row);
            self.start(row, h, head, Mode::Foot, again);
        }
        let mut closed = h;
        closed.symbol = 0;
        if e.is_title(row) {
            self.act(row, closed, Begun::Title, Mode::End, e.title(row, &h.trail));
        }
        if !e.is_turn(row) {
            closed.trail.column_row = row as u32 + 1;
        }
        // Below a column's notes another begins; below what is only the rest of a note, hardly.
        let rest = if h.is_fresh && !e.is_turn(row) {
            -2.0
        } else {
            0.0
        };
        let close = e.close(row, &h.trail) + rest;
        self.act(row, closed, Begun::Close, Mode::Text, close);
    }

    fn after_end(&mut self, row: usize, h: Hypothesis) {
        let e = self.evidence;
        let mut stay = h;
        stay.score += e.go_on_end(row, &h.trail.section) + e.grown(row, &h.trail);
        stay.trail.note_row = row as u32 + 1;
        stay.trail.ink += e.length(row);
        self.follow(stay);
        for head in 0..e.heads(row).len() {
            let again = e.finished(row) + e.end(row);
            self.start(row, h, head, Mode::End, again);
        }
        if let Some(inner) = e.inner(row) {
            self.act(row, h, Begun::Inner, Mode::End, inner);
        }
        // What comes after a section of endnotes does not go on with its last body.
        let mut closed = h;
        closed.trail.note_row = 0;
        self.act(
            row,
            closed,
            Begun::Close,
            Mode::Text,
            e.close_end(row, &h.trail.section),
        );
    }

    fn act(&mut self, row: usize, mut h: Hypothesis, begun: Begun, mode: Mode, score: f32) {
        h.score += score;
        // Hopeless hypotheses cost time.
        if score < -30.0 || h.score < self.floor() {
            return;
        }
        h.begun = Some(begun);
        if h.mode == Mode::Text {
            h.trail.foot_row = h.trail.note_row;
        }
        h.mode = mode;
        if matches!(begun, Begun::Title | Begun::Inner) {
            h.is_fresh = true;
        }
        if begun == Begun::Title {
            let row = row as u32;
            h.trail.section = Section {
                row,
                firsts: 0,
                is_titled: true,
            };
        }
        if mode == Mode::Text {
            h.is_fresh = true;
            h.trail = self.evidence.with_text(h.trail, row);
            h.trail.alike = Alike::default();
        } else {
            h.trail.note_row = row as u32 + 1;
        }
        self.follow(h);
    }
}
