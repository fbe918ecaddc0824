//! What the notes of this text have in common. In: a first reading. Out: [`Kin`]: whether they stand below an empty line,
//! and whether they end with a stop, so that a doubtful row is weighed against its kin and not against a rule.

use super::Evidence;
use crate::repair::foot::looks::Tail;
use crate::repair::foot::zones::Act;

/// The habits of a text's notes.
#[derive(Clone, Copy, Debug)]
pub struct Kin {
    /// How often an empty line stands above the first row of notes.
    opening: Share,
    /// How often it stands above a body that follows another.
    inner: Share,
    /// How often it stands in running text, below a row that ends a sentence and below one that does not.
    text: [Share; 2],
    /// How often a body ends without a stop.
    open: Share,
}

/// A share of what was seen, and what is taken for seen before: the share expected, as if of so many.
#[derive(Clone, Copy, Debug)]
struct Share {
    hits: f32,
    all: f32,
}

impl Share {
    fn expected(share: f32, of: f32) -> Share {
        Share {
            hits: share * of,
            all: of,
        }
    }

    fn count(&mut self, is_hit: bool) {
        self.hits += f32::from(u8::from(is_hit));
        self.all += 1.0;
    }

    /// The share of `is_hit`.
    fn of(self, is_hit: bool) -> f32 {
        let share = self.hits / self.all;
        if is_hit { share } else { 1.0 - share }
    }
}

/// The most that a blank line, or its lack, says.
const MOST: f32 = 2.5;

/// How often a body that breaks off at the end of its page breaks off inside a sentence: notes are long sentences.
const BROKEN: f32 = 0.85;

impl Kin {
    /// What an empty line above a row, or its lack, says for the first row of notes at a foot, over running text.
    #[must_use]
    pub fn opening(&self, blank: bool, above: Tail) -> f32 {
        let text = self.text[usize::from(above == Tail::Done)];
        let ratio = self.opening.of(blank) / text.of(blank);
        ratio.ln().clamp(-MOST, MOST)
    }

    /// The same for a row inside notes that begins a body.
    #[must_use]
    pub fn inner(&self, blank: bool) -> f32 {
        let ratio = self.inner.of(blank) / self.text[1].of(blank);
        ratio.ln().clamp(-MOST, MOST)
    }

    /// What the end of a body's last row says for its going on elsewhere.
    #[must_use]
    pub fn unfinished(&self, tail: Tail) -> f32 {
        let is_open = tail != Tail::Done;
        let broken = if is_open { BROKEN } else { 1.0 - BROKEN };
        (broken / self.open.of(is_open)).ln()
    }
}

impl Evidence<'_> {
    /// What a reading's notes have in common.
    pub(super) fn kin(&self, acts: &[(usize, Act)]) -> Kin {
        let mut kin = Kin {
            opening: Share::expected(0.5, 4.0),
            inner: Share::expected(0.15, 4.0),
            text: [Share::expected(0.03, 10.0), Share::expected(0.2, 10.0)],
            open: Share::expected(0.08, 12.0),
        };
        let mut is_end = false;
        let mut acts = acts.iter().peekable();
        let mut in_notes = None;
        for row in 1..self.len() {
            let here = &self.reading.rows[row];
            let was = in_notes;
            let mut act = None;
            while let Some(&&(at, begun)) = acts.peek()
                && at <= row
            {
                acts.next();
                act = (at == row).then_some(begun);
                is_end = begun == Act::Title || is_end && begun != Act::Close;
                in_notes = (begun != Act::Close).then_some(is_end);
            }
            let is_start = matches!(act, Some(Act::Start(_)));
            match (was, in_notes) {
                _ if here.turn || here.folio => {}
                (None, None) => {
                    let is_done = self.looks[row - 1].tail() == Tail::Done;
                    self.count(&mut kin.text[usize::from(is_done)], row);
                }
                (None, Some(false)) => self.count(&mut kin.opening, row),
                (Some(false), Some(false)) if is_start => {
                    self.count(&mut kin.inner, row);
                    kin.open.count(self.looks[row - 1].tail() != Tail::Done);
                }
                _ => {}
            }
        }
        kin
    }

    fn count(&self, share: &mut Share, row: usize) {
        share.count(self.reading.rows[row].blank);
    }
}
