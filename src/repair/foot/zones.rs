//! Which rows are note matter and where each body begins. In: the [`Evidence`] of all rows. Out: the best whole reading,
//! found by one search over the text with many hypotheses kept side by side: a number is believed only as far as the
//! numbers around it, the calls on its page and the look of the page bear it out. No count is carried down the pages:
//! each hypothesis remembers what it took the last number to be, and the best sum at the end of the text decides.

use super::evidence::{Alike, Evidence, Section, Trail};
use super::marks::{Mark, SYMBOLS};
use crate::manifest::settings::Regime;

/// Hypotheses kept side by side.
const BEAM: usize = 24;

/// How far behind the best a hypothesis is still followed.
const LAG: f32 = 20.0;

/// What it says for a body that it has the number that the body before it lacks.
const EXCHANGED: f32 = 0.0;

/// What it says against a body that the one above it, on its page, has the same symbol.
const BULLET: f32 = -3.0;

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

#[derive(Clone, Copy)]
struct Hypothesis {
    score: f32,
    mode: Mode,
    /// The last number, as it was understood; 0 before the first.
    number: u32,
    /// The last symbol in the open zone, 0 before the first.
    symbol: u32,
    /// Whether the open zone has no body of its own yet.
    is_fresh: bool,
    /// Whether the last body has the number that is due after its own.
    is_ahead: bool,
    /// What it remembers of the page.
    trail: Trail,
    /// The last event, one more than its index; 0 for none.
    event: u32,
    /// What begins with it at the row that is being read: an event only if the hypothesis is kept.
    begun: Option<Begun>,
}

impl Hypothesis {
    /// Of hypotheses that expect the same next number, and that leave the same seam in the running text, only the best is
    /// kept: what was cut short for the sake of a note shows when the text goes on.
    fn kind(&self) -> (u32, u32, Mode, bool, bool) {
        let is_broken = self.mode == Mode::Foot && self.trail.is_broken;
        (
            self.number,
            self.symbol,
            self.mode,
            self.is_fresh,
            is_broken,
        )
    }
}

/// An [`Act`], as small as the many events need it.
#[derive(Clone, Copy, PartialEq)]
enum Begun {
    Resume,
    /// A body, with one of the row's heads.
    Start(u8),
    Close,
    Title,
    Inner,
}

struct Event {
    row: u32,
    begun: Begun,
    before: u32,
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
    let mut beam = vec![Hypothesis {
        score: 0.0,
        mode: Mode::Text,
        number: 0,
        symbol: 0,
        is_fresh: true,
        is_ahead: false,
        trail: Trail::default(),
        event: 0,
        begun: None,
    }];
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
        for hypothesis in beam {
            match hypothesis.mode {
                Mode::Text => self.after_text(row, *hypothesis),
                Mode::Foot => self.after_foot(row, *hypothesis),
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

    fn after_foot(&mut self, row: usize, h: Hypothesis) {
        let e = self.evidence;
        let mut stay = h;
        stay.score += e.go_on(row) + e.grown(row, &h.trail) + e.note(row);
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
        stay.score += e.go_on_end(row) + e.grown(row, &h.trail);
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

    /// A body begins. Its number is taken as printed, or as a misprint of the number that was due.
    fn start(&mut self, row: usize, h: Hypothesis, index: usize, mode: Mode, score: f32) {
        let e = self.evidence;
        let head = &e.heads(row)[index];
        let mark = head.mark;
        let act = Begun::Start(index as u8);
        let is_new = h.is_fresh || h.mode == Mode::Text;
        let score = score + e.start(row, head) + self.place(row, &h, mode, &mark);
        let mut h = h;
        h.is_fresh = false;
        h.trail.rest_row = 0;
        h.trail.ink = e.length(row);
        if mode == Mode::End {
            h.trail.section = Self::section(row, &h, mark.value);
        }
        let support = |number| match mode {
            Mode::End => e.support_end(head, &h.trail.section),
            _ => head.support(number),
        };
        if mark.value > SYMBOLS {
            let rank = mark.value - SYMBOLS;
            let due = if is_new {
                rank == 1
            } else {
                rank == h.symbol + 1
            };
            // The call of one is no call of the other.
            let (support, place) = match due {
                true => (support(mark.value), 1.0),
                false if !is_new && rank == h.symbol => (0.0, BULLET),
                false => (support(mark.value), -0.5),
            };
            h.symbol = rank;
            self.act(row, h, act, mode, score + support + place);
            return;
        }
        let step = Step {
            before: h.number,
            is_new,
            is_end: mode == Mode::End,
            regime: self.regime,
        };
        let mut printed = h;
        printed.number = mark.value;
        printed.is_ahead = false;
        let step = step.weigh(mark.value) + e.skipped(row, h.number, mark.value);
        self.act(row, printed, act, mode, score + support(mark.value) + step);
        if h.number > 0 && mark.value != h.number + 1 {
            let mut misprint = h;
            misprint.number = h.number + 1;
            misprint.is_ahead = mark.value == h.number + 2;
            let is_near = mark.value.abs_diff(h.number + 1) <= 2;
            let price = match is_near {
                // The second of two that are exchanged: one fault, not two.
                _ if h.is_ahead && mark.value == h.number => EXCHANGED,
                true => -1.8,
                false => -3.2,
            };
            let support = support(misprint.number);
            self.act(row, misprint, act, mode, score + support + price);
        }
    }

    /// What a body's place among the feet says.
    fn place(&self, row: usize, h: &Hypothesis, mode: Mode, mark: &Mark) -> f32 {
        let e = self.evidence;
        let credit = match mode {
            Mode::End if h.mode == Mode::End && h.trail.section.is_titled => 0.0,
            _ => e.credit(mark),
        };
        credit
            + match h.mode {
                Mode::Text => e.passed(row, mark, h.trail.note_row),
                Mode::Foot if h.is_fresh => e.passed(row, mark, h.trail.foot_row),
                _ => 0.0,
            }
    }

    /// The section of endnotes in which a body begins.
    fn section(row: usize, h: &Hypothesis, value: u32) -> Section {
        let mut section = h.trail.section;
        if h.mode != Mode::End {
            section.row = row as u32;
            section.is_titled = false;
        }
        section.firsts += u32::from(value == 1 || value > SYMBOLS);
        section
    }

    fn act(&mut self, row: usize, mut h: Hypothesis, begun: Begun, mode: Mode, score: f32) {
        h.score += score;
        // Hopeless hypotheses cost time.
        if score < -30.0 {
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

    /// Takes up a hypothesis if it is among the best, and the best of its kind; the first of equals.
    fn follow(&mut self, h: Hypothesis) {
        let is_full = self.next.len() == BEAM;
        if is_full && self.next[BEAM - 1].score >= h.score || h.score < self.floor() {
            return;
        }
        let place = self.next.partition_point(|other| other.score >= h.score);
        // The beam is short: looking through it is faster than hashing.
        match self.next.iter().position(|other| other.kind() == h.kind()) {
            Some(same) if same < place => return,
            Some(same) => {
                self.next.remove(same);
            }
            None => self.next.truncate(BEAM - 1),
        }
        self.next.insert(place, h);
    }

    /// The score down to which a hypothesis is followed, as far as is known.
    fn floor(&self) -> f32 {
        let best = self.next.first();
        best.map_or(f32::NEG_INFINITY, |best| best.score - LAG)
    }

    /// Drops what lags behind, and makes events of what the others begin.
    fn enter(&mut self, row: usize) {
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

    fn trace(&self, mut event: u32) -> Vec<(usize, Act)> {
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

/// From one number to the next.
struct Step {
    before: u32,
    is_new: bool,
    is_end: bool,
    regime: Regime,
}

impl Step {
    /// What the step to `value` says for a body, in natural-log units.
    fn weigh(&self, value: u32) -> f32 {
        let is_per_page = self.regime == Regime::PerPage && !self.is_end;
        if is_per_page && self.is_new {
            return match value {
                1 => 1.5,
                v if v == self.before + 1 => -1.5,
                _ => -3.0,
            };
        }
        if self.before == 0 {
            return if value == 1 {
                1.5
            } else {
                -1.0 - (value as f32).ln()
            };
        }
        let ahead = i64::from(value) - i64::from(self.before);
        let restart = match self.regime {
            _ if self.is_end && self.is_new => -0.3,
            _ if self.is_end => -2.0,
            Regime::PerChapter => -0.5,
            _ => -3.5,
        };
        match ahead {
            1 => 2.0,
            _ if value == 1 => restart,
            0 => -2.5,
            2..=4 => -2.2 - 0.3 * ahead as f32,
            -1 => -3.0,
            5..=15 => -4.5,
            _ => -6.0,
        }
    }
}
