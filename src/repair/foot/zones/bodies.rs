//! A body begins. In: a hypothesis, a row's head. Out: hypotheses that take its number as printed, or as a misprint, each
//! with what the step from the number before says.

use super::beam::{Begun, Hypothesis};
use super::{Mode, Search};
use crate::manifest::settings::Regime;
use crate::repair::foot::evidence::{Head, Section};
use crate::repair::foot::marks::letters::LETTERS;
use crate::repair::foot::marks::{AGAIN, SYMBOLS};

/// What it says for a body that it has the number that the body before it lacks.
const EXCHANGED: f32 = 0.0;

/// What it says against a body that the one above it, on its page, has the same symbol.
const BULLET: f32 = -3.0;

/// What it costs that a number is a misprint of the one that is due: one or two more or less, or a digit more or less.
const NEARLY: f32 = -1.8;

/// The most that calls and the step from the number before say for a body.
const MOST: f32 = 5.0;

/// Whether a number has the digits of another and one more or less, at its head or its end.
fn is_a_digit_off(one: u32, other: u32) -> bool {
    let (short, long) = (one.min(other), one.max(other));
    let unit = 10_u32.saturating_pow(short.max(1).ilog10() + 1);
    long / unit > 0 && long / unit < 10 && (long / 10 == short || long % unit == short)
}

/// A body that may begin.
struct Body<'h> {
    row: usize,
    head: &'h Head,
    begun: Begun,
    mode: Mode,
    /// Whether it is the first of its foot or section.
    is_new: bool,
    score: f32,
}

impl Search<'_, '_> {
    /// A body begins with one of the row's heads.
    pub fn start(&mut self, row: usize, h: &Hypothesis, index: usize, mode: Mode, score: f32) {
        let e = self.evidence;
        let head = &e.heads(row)[index];
        let mark = head.mark;
        let place = self.place(h, mode, head);
        let body = Body {
            row,
            head,
            begun: Begun::Start(index as u8),
            mode,
            is_new: h.is_fresh || h.mode == Mode::Text,
            score: score + head.begins + place,
        };
        if self.is_lost(h.score + body.score + MOST) {
            return;
        }
        let mut h = *h;
        h.is_fresh = false;
        h.trail.rest_row = 0;
        h.trail.ink = e.length(row);
        if mode == Mode::End {
            h.trail.section = Self::section(row, &h, mark.value);
        }
        if mark.value > SYMBOLS {
            self.symbol(&body, h);
        } else {
            self.printed(&body, h);
            self.misprint(&body, h);
        }
    }

    /// What calls say for a body with such a number.
    fn called(&self, body: &Body<'_>, h: &Hypothesis, number: u32) -> f32 {
        match body.mode {
            Mode::End => self.evidence.support_end(body.head, &h.trail.section),
            _ => body.head.support(number),
        }
    }

    /// Its mark is a symbol.
    fn symbol(&mut self, body: &Body<'_>, mut h: Hypothesis) {
        let value = body.head.mark.value;
        let first = if value > LETTERS { LETTERS } else { SYMBOLS } + 1;
        let is_next = value == h.symbol + 1 || value < LETTERS && value == h.symbol + AGAIN;
        let follows = is_next && (value > LETTERS || !body.is_new);
        let is_first = value == first && (body.is_new || h.symbol < first);
        let called = self.called(body, &h, value);
        let (called, place) = match value {
            _ if follows || is_first => (called, 1.0),
            // The call of one is no call of the other.
            _ if !body.is_new && value == h.symbol => (0.0, BULLET),
            _ => (called, -0.5),
        };
        h.symbol = value;
        self.take(body, h, body.score + called + place);
    }

    /// Its number is taken as printed.
    fn printed(&mut self, body: &Body<'_>, mut h: Hypothesis) {
        let value = body.head.mark.value;
        let step = Step {
            before: h.number,
            is_new: body.is_new,
            is_end: body.mode == Mode::End,
            regime: self.regime,
        };
        let step = step.weigh(value) + self.evidence.skipped(body.row, h.number, value);
        let called = self.called(body, &h, value);
        h.number = value;
        h.is_ahead = false;
        self.take(body, h, body.score + called + step);
    }

    /// Its number is taken as a misprint of the one that was due.
    fn misprint(&mut self, body: &Body<'_>, mut h: Hypothesis) {
        let (value, due) = (body.head.mark.value, h.number + 1);
        if h.number == 0 || value == due {
            return;
        }
        let price = match value.abs_diff(due) {
            // The second of two that are exchanged: one fault, not two.
            _ if h.is_ahead && value == h.number => EXCHANGED,
            0..=2 => NEARLY,
            _ if is_a_digit_off(value, due) => NEARLY,
            _ => -3.2,
        };
        let called = match body.mode {
            Mode::End => self.called(body, &h, due),
            _ => self.evidence.support_due(body.row, body.head, due),
        };
        h.number = due;
        h.is_ahead = value == due + 1;
        self.take(body, h, body.score + called + price);
    }

    fn take(&mut self, body: &Body<'_>, h: Hypothesis, score: f32) {
        self.act(body.row, &h, body.begun, body.mode, score);
    }

    /// What a body's place among the feet says.
    fn place(&self, h: &Hypothesis, mode: Mode, head: &Head) -> f32 {
        let e = self.evidence;
        let credit = match mode {
            Mode::End if h.mode == Mode::End && h.trail.section.is_titled => 0.0,
            _ => head.credit,
        };
        credit
            + match h.mode {
                Mode::Text => e.passed(head, h.trail.note_row),
                Mode::Foot if h.is_fresh => e.passed(head, h.trail.foot_row),
                _ => 0.0,
            }
    }

    /// The section of endnotes in which a body begins.
    fn section(row: usize, h: &Hypothesis, value: u32) -> Section {
        let mut section = h.trail.section;
        if h.mode != Mode::End {
            section.row = row as u32;
            section.is_titled = false;
            section.before = section.firsts;
        }
        let is_symbol = (SYMBOLS..LETTERS).contains(&value);
        section.firsts += u32::from(value == 1 || value == LETTERS + 1 || is_symbol);
        section
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
