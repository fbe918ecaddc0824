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
    /// How often it stands in running text, below a row that breaks off and below one that is the end of something.
    text: [Share; 2],
    /// How often a body ends without a stop.
    open: Share,
    /// The usual length of a body.
    pub length: Length,
}

/// The logarithms of the lengths of bodies, in characters: how many, their sum, and that of their squares.
#[derive(Clone, Copy, Debug)]
struct Lengths {
    count: f32,
    sum: f32,
    squares: f32,
}

/// The usual length of a body: the mean of the logarithms, and how far they lie apart.
#[derive(Clone, Copy, Debug)]
pub struct Length {
    mean: f32,
    spread: f32,
    /// The characters up to which a length says nothing.
    usual: f32,
    /// Those from which each one counts.
    most: f32,
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

impl Lengths {
    /// As if so many bodies had been seen.
    fn expected(count: f32) -> Lengths {
        let Length { mean, spread, .. } = Length::default();
        Lengths {
            count,
            sum: count * mean,
            squares: count * (mean * mean + spread * spread),
        }
    }

    fn count(&mut self, length: u32) {
        let log = (length as f32).max(1.0).ln();
        self.count += 1.0;
        self.sum += log;
        self.squares += log * log;
    }

    fn usual(&self) -> Length {
        let mean = self.sum / self.count;
        let spread = (self.squares / self.count - mean * mean).max(0.0).sqrt();
        Length::new(mean, spread.max(LEAST_SPREAD))
    }
}

impl Default for Length {
    /// Before a text's own notes are known: from half a line to a dozen.
    fn default() -> Length {
        Length::new(5.2, 1.3)
    }
}

impl Length {
    fn new(mean: f32, spread: f32) -> Length {
        Length {
            mean,
            spread,
            usual: mean.exp(),
            most: (mean + LONG * spread).exp(),
        }
    }

    /// What a length says for a body that goes on beyond the usual, in natural-log units.
    #[must_use]
    pub fn weigh(self, length: f32) -> f32 {
        if length <= self.usual {
            return 0.0;
        }
        let beyond = (length.ln() - self.mean) / self.spread;
        GROWTH * -0.5 * beyond.powi(2) + PER_CHARACTER * (length - self.most).max(0.0)
    }
}

/// What lengths say for bodies, looked up: each hypothesis asks for it at each row.
pub struct Growth {
    length: Length,
    first: Vec<f32>,
}

/// So many lengths are looked up: few bodies have more characters.
const LOOKED_UP: u32 = 4096;

impl From<Length> for Growth {
    fn from(length: Length) -> Growth {
        let first = (0..LOOKED_UP).map(|characters| length.weigh(characters as f32));
        Growth {
            length,
            first: first.collect(),
        }
    }
}

impl Growth {
    /// What so many characters say for a body that goes on.
    pub fn weigh(&self, characters: u32) -> f32 {
        let first = self.first.get(characters as usize).copied();
        first.unwrap_or_else(|| self.length.weigh(characters as f32))
    }
}

/// How much the length of a body counts: in a text with long notes the first reading must find these, too.
const GROWTH: f32 = 0.25;

/// From so far beyond the usual, each character counts: no note grows without bound.
const LONG: f32 = 2.0;
const PER_CHARACTER: f32 = -0.001;

/// Notes of one length are not known to be so for ever.
const LEAST_SPREAD: f32 = 0.8;

/// The most that a blank line, or its lack, says.
const MOST: f32 = 2.5;

/// How often a body that breaks off at the end of its page breaks off inside a sentence: notes are long sentences.
const BROKEN: f32 = 0.85;

impl Kin {
    /// What an empty line above a row, or its lack, says for the first row of notes at a foot, over running text.
    #[must_use]
    pub fn opening(&self, blank: bool, is_broken: bool) -> f32 {
        let text = self.text[usize::from(!is_broken)];
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
            length: Length::default(),
        };
        let mut lengths = Lengths::expected(4.0);
        let mut is_end = false;
        let mut acts = acts.iter().peekable();
        let mut in_notes = None;
        let mut ink = 0;
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
            if is_start && ink > 0 {
                lengths.count(std::mem::take(&mut ink));
            }
            ink += in_notes.map_or(0, |_| self.length(row));
            let goes_on = acts.peek().is_some_and(|next| next.1 == Act::Resume);
            if was == Some(false) && act == Some(Act::Close) && here.turn && !goes_on {
                let last = self.looks[self.words_at(row - 1)];
                kin.open.count(last.tail() != Tail::Done);
            }
            if here.turn || here.folio {
                continue;
            }
            match (was, in_notes) {
                (None, None) => {
                    kin.text[usize::from(!self.is_broken(row - 1))].count(here.blank);
                }
                (None, Some(false)) => kin.opening.count(here.blank),
                (Some(is_end), Some(_)) if is_start => {
                    if !is_end {
                        kin.inner.count(here.blank);
                    }
                    kin.open.count(self.looks[row - 1].tail() != Tail::Done);
                }
                _ => {}
            }
        }
        kin.length = lengths.usual();
        kin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_note_grows_without_bound() {
        assert!(Length::default().weigh(900.0) > -1.0);
        assert!(Length::default().weigh(40_000.0) < -30.0);
    }
}
