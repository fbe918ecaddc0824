//! Which rows are note matter and where each body begins. In: the [`Evidence`] of all rows. Out: the best whole reading,
//! found by one search over the text with many hypotheses kept side by side: a number is believed only as far as the
//! numbers around it, the calls on its page and the look of the page bear it out. No count is carried down the pages:
//! each hypothesis remembers what it took the last number to be, and the best sum at the end of the text decides.

mod beam;
mod bodies;

use super::evidence::{Alike, Evidence, Section};
use super::marks::Mark;
use super::marks::letters::LETTERS;
use crate::manifest::settings::Regime;
use beam::{Begun, Event, Hypothesis};

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
        kinds: Vec::new(),
        said: Said::default(),
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
    /// The hypotheses after the row that is being read, the best first, and the kind of each.
    next: Vec<Hypothesis>,
    kinds: Vec<u64>,
    said: Said,
}

/// What the evidence last said of the row that is being read, by what it was asked for: most hypotheses remember the
/// same.
#[derive(Default)]
struct Said {
    run_on: Last<(u32, u32)>,
    open: Last<(u32, u32)>,
    resume: Last<(u32, u32)>,
    close: Last<(u32, u32, u32)>,
    grown: Last<u32>,
    go_on: Last<()>,
    again: Last<()>,
    go_on_end: Last<bool>,
    close_end: Last<bool>,
    chapter: Last<()>,
    inner: Option<Option<f32>>,
}

/// The last question and its answer.
struct Last<Q>(Option<(Q, f32)>);

impl<Q> Default for Last<Q> {
    fn default() -> Last<Q> {
        Last(None)
    }
}

impl<Q: PartialEq> Last<Q> {
    fn or(&mut self, question: Q, ask: impl FnOnce() -> f32) -> f32 {
        match &self.0 {
            Some((last, answer)) if *last == question => *answer,
            _ => self.0.insert((question, ask())).1,
        }
    }
}

impl Search<'_, '_> {
    /// Each hypothesis goes on; then what else may begin is weighed against the best of these.
    fn step(&mut self, row: usize, beam: &[Hypothesis]) {
        self.said = Said::default();
        self.next.clear();
        if self.evidence.is_folio(row) {
            self.next.extend_from_slice(beam);
            self.rank();
            self.pass_folio(row, beam);
            return;
        }
        for h in beam {
            let on = match h.mode {
                Mode::Text => self.text_on(row, *h),
                Mode::Foot => self.foot_on(row, *h),
                Mode::End => self.end_on(row, *h),
            };
            self.next.push(on);
        }
        self.rank();
        for h in beam {
            match h.mode {
                Mode::Text => self.after_text(row, h),
                Mode::Foot => self.after_foot(row, h),
                Mode::End => self.after_end(row, h),
            }
        }
    }

    /// A folio belongs to nothing, unless it is the number of a body that was taken for one.
    fn pass_folio(&mut self, row: usize, beam: &[Hypothesis]) {
        let e = self.evidence;
        if e.heads(row).is_empty() {
            return;
        }
        for h in beam {
            let place = match h.mode {
                Mode::Text => self.open(row, h),
                Mode::Foot => self.again(row),
                Mode::End => continue,
            };
            self.start(row, h, 0, Mode::Foot, place + e.note(row) - 1.0);
        }
    }

    fn open(&mut self, row: usize, h: &Hypothesis) -> f32 {
        let (e, trail) = (self.evidence, &h.trail);
        let asked = (trail.text_row, trail.note_row);
        self.said.open.or(asked, || e.open(row, trail))
    }

    fn again(&mut self, row: usize) -> f32 {
        let e = self.evidence;
        self.said.again.or((), || match e.is_folio(row) {
            true => e.again(row),
            false => e.again(row) + e.note(row),
        })
    }

    /// What a row says by itself for a chapter's beginning.
    fn chapter(&mut self, row: usize) -> f32 {
        let e = self.evidence;
        self.said.chapter.or((), || e.chapter(row))
    }

    fn grown(&mut self, row: usize, h: &Hypothesis) -> f32 {
        let (e, trail) = (self.evidence, &h.trail);
        self.said.grown.or(trail.ink, || e.grown(row, trail))
    }

    /// Running text goes on.
    fn text_on(&mut self, row: usize, mut h: Hypothesis) -> Hypothesis {
        let e = self.evidence;
        let before = h.trail;
        let asked = (before.text_row, before.note_row);
        let run_on = self.said.run_on.or(asked, || e.run_on(row, &before));
        h.trail = e.with_text(before, row);
        h.score += run_on + e.text(row, &mut h.trail);
        h
    }

    /// A body at a foot goes on.
    fn foot_on(&mut self, row: usize, mut h: Hypothesis) -> Hypothesis {
        let e = self.evidence;
        let go_on = self.said.go_on.or((), || e.go_on(row));
        h.score += go_on + self.grown(row, &h) + e.note(row);
        h.trail.note_row = row as u32 + 1;
        h.trail.ink += e.length(row);
        h
    }

    /// A body goes on in a section of endnotes.
    fn end_on(&mut self, row: usize, mut h: Hypothesis) -> Hypothesis {
        let (e, section) = (self.evidence, h.trail.section);
        let go_on = &mut self.said.go_on_end;
        let go_on = go_on.or(section.is_titled, || e.go_on_end(row, &section));
        h.score += go_on + self.grown(row, &h);
        h.trail.note_row = row as u32 + 1;
        h.trail.ink += e.length(row);
        h
    }

    fn after_text(&mut self, row: usize, h: &Hypothesis) {
        let e = self.evidence;
        if e.is_title(row) {
            self.act(row, h, Begun::Title, Mode::End, e.title(row, &h.trail));
        }
        for head in 0..e.heads(row).len() {
            let open = self.open(row, h) + e.note(row);
            self.start(row, h, head, Mode::Foot, open);
            self.start(row, h, head, Mode::End, e.open_end(row));
        }
        if h.trail.note_row == 0 {
            return;
        }
        let asked = (h.trail.note_row, h.trail.rest_row);
        let resume = self.said.resume.or(asked, || e.resume(row, &h.trail));
        // What more characters say is never for it.
        if !self.is_lost(h.score + resume + e.note(row)) {
            let resume = resume + self.grown(row, h) + e.note(row);
            let mut more = *h;
            more.trail.ink += e.length(row);
            more.trail.rest_row = row as u32 + 1;
            self.act(row, &more, Begun::Resume, Mode::Foot, resume);
        }
    }

    fn after_foot(&mut self, row: usize, h: &Hypothesis) {
        let e = self.evidence;
        for head in 0..e.heads(row).len() {
            let again = self.again(row);
            self.start(row, h, head, Mode::Foot, again);
        }
        if e.is_title(row) {
            let mut closed = *h;
            closed.symbol = 0;
            self.act(
                row,
                &closed,
                Begun::Title,
                Mode::End,
                e.title(row, &h.trail),
            );
        }
        // Below a column's notes another begins; below what is only the rest of a note, hardly.
        let rest = if h.is_fresh && !e.is_turn(row) {
            -2.0
        } else {
            0.0
        };
        let trail = &h.trail;
        let asked = (trail.text_row, trail.note_row, trail.column_row);
        let chapter = match e.stands_anywhere() {
            true => self.chapter(row),
            false => 0.0,
        };
        let close = &mut self.said.close;
        let close = close.or(asked, || e.close(row, trail, chapter)) + rest;
        if self.is_lost(h.score + close) {
            return;
        }
        let mut closed = *h;
        // Symbols begin anew at each foot; letters may count on.
        closed.symbol *= u32::from(h.symbol > LETTERS);
        if !e.is_turn(row) {
            closed.trail.column_row = row as u32 + 1;
        }
        self.act(row, &closed, Begun::Close, Mode::Text, close);
    }

    fn after_end(&mut self, row: usize, h: &Hypothesis) {
        let e = self.evidence;
        for head in 0..e.heads(row).len() {
            let again = e.finished(row) + e.end(row);
            self.start(row, h, head, Mode::End, again);
        }
        if let Some(inner) = *self.said.inner.get_or_insert_with(|| e.inner(row)) {
            self.act(row, h, Begun::Inner, Mode::End, inner);
        }
        let section = &h.trail.section;
        let chapter = self.chapter(row);
        let close = &mut self.said.close_end;
        let close = close.or(section.is_titled, || e.close_end(row, section, chapter));
        // What comes after a section of endnotes does not go on with its last body.
        let mut closed = *h;
        closed.trail.note_row = 0;
        closed.trail.section.since = row as u32;
        self.act(row, &closed, Begun::Close, Mode::Text, close);
    }

    fn act(&mut self, row: usize, h: &Hypothesis, begun: Begun, mode: Mode, score: f32) {
        // Hopeless hypotheses cost time.
        if score < -30.0 || self.is_lost(h.score + score) {
            return;
        }
        let mut h = *h;
        h.score += score;
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
                is_titled: true,
                ..Section::default()
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
