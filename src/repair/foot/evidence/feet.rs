//! Notes at the feet of pages and columns. In: the looks of the rows, and what a hypothesis remembers of the page. Out: what
//! speaks for note matter that begins, goes on, and ends there.

use super::heads::REACH;
use super::{Evidence, Head, Trail};
use crate::repair::foot::looks::Tail;
use crate::repair::given;

/// So few rows above the rest of a note are hardly the text of a page; what that says.
const FEW: usize = 3;
const FEW_ABOVE: f32 = -1.5;

/// Rows of running text that a column has at least, above its notes.
const COLUMN: usize = 4;

/// What it says against a note's going on over the page that few do: one in twelve.
const GOES_OVER: f32 = -2.5;
/// What it says against its going on over yet another page that only a few rows of it stand on this one: furniture that was
/// left there does so from page to page.
const ON_AND_ON: f32 = -3.0;
/// What it says against a note's going on that a row is no prose.
const BESIDE: f32 = -0.3;
/// What each call says against a row of a note that has its own note below on the page.
const CALLS_OWN: f32 = -2.5;
/// What the head of a page says against notes: at its foot; and below the paragraph that calls them, which may end the page before.
const TOP: f32 = -3.0;
const TOP_BETWEEN: f32 = -1.0;

/// What a rule above notes says for them: it may as well part two scenes.
pub(super) const RULED: f32 = 1.5;

/// What an empty line above notes says before this text's habits are known.
const BLANK: f32 = 0.4;
/// What it says for notes below that the text above them breaks off.
const BROKEN: f32 = 0.8;
/// What it says against a note's going on that its last row is far from full; that its next word had room there (lines
/// that the measure broke have room for it once in eight); and for it, that it had none.
const SHORT: f32 = -2.5;
const ROOM: f32 = -1.5;
const FULL: f32 = 0.7;

/// What it says against a body that a foot stands between it and its call.
const PASSED: f32 = -6.0;
/// What an empty line says for running text that begins below notes between paragraphs.
const PARTED: f32 = -0.5;

/// What it says for text below notes that a head or a folio stands between, on one page as it seems.
const LOST_TURN: f32 = -3.0;

/// What each further row of a note says against it where notes may stand anywhere.
const LONG: f32 = -0.05;
/// What it says against a note's going on there that the row above is the last of a paragraph.
const DONE: f32 = -1.0;

/// What it says against a note's going on, where each row is a paragraph, that it is of several; and what a row says for
/// its end, as it begins something new.
pub(super) const PARAGRAPH: f32 = -2.5;
const NEW: f32 = -0.3;

/// Where on a page notes may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// At its foot.
    Feet,
    /// At the foot of each of its columns: text may follow them.
    Columns,
    /// Below the paragraph that calls them; or the page turns are lost.
    Anywhere,
}

impl Layout {
    /// Those that a text may have, and what speaks for each before anything is read. Without page turns a foot may be anywhere.
    #[must_use]
    pub fn of(is_paged: bool) -> &'static [(Layout, f32)] {
        if is_paged {
            &[
                (Layout::Feet, 0.0),
                (Layout::Columns, -4.0),
                (Layout::Anywhere, -6.0),
            ]
        } else {
            &[(Layout::Anywhere, 0.0)]
        }
    }
}

impl Evidence<'_> {
    /// Note matter begins at a row, with a body.
    #[must_use]
    pub fn open(&self, row: usize, trail: &Trail) -> f32 {
        let here = &self.reading.rows[row];
        let blank = self.opening(row);
        let broken = match trail.text_row {
            0 => -1.0,
            text if self.ends(text as usize - 1) => 0.0,
            _ => BROKEN,
        };
        let top = match (here.turn, self.layout) {
            (false, _) => 0.0,
            (true, Layout::Anywhere) => TOP_BETWEEN,
            (true, _) => TOP,
        };
        let page = given(self.is_ruled(row), RULED) + self.begins_on_page(row);
        blank + broken + top + self.titled(row) - 0.5 + self.scrap(row, trail) + page
    }

    /// Whether a rule stands above a row.
    pub(super) fn is_ruled(&self, row: usize) -> bool {
        row.checked_sub(1).is_some_and(|above| self.ruled[above])
    }

    /// What it says against a body that begins a foot that the last foot, where page turns are lost, stands below its call and
    /// lacks it: what lies between is likelier a note of several paragraphs. `last` is that foot's last row, from 1; 0 is none.
    #[must_use]
    pub fn passed(&self, head: &Head, last: u32) -> f32 {
        let Some(foot) = last.checked_sub(1) else {
            return 0.0;
        };
        let is_passed = !self.reading.is_paged
            && head.before > 0
            && self.calls_before(head.mark.value, foot as usize) == head.before as usize;
        given(is_passed, PASSED)
    }

    /// Running text goes on.
    #[must_use]
    pub fn run_on(&self, row: usize, trail: &Trail) -> f32 {
        let scrap = if self.is_turn(row) {
            self.scrap(row, trail)
        } else {
            0.0
        };
        let halves = match trail.text_row.checked_sub(1) {
            Some(above) => self.halves(above as usize, row),
            None => 0.0,
        };
        let follow = self.follow(trail.text_row, row);
        let follow = if self.is_below_heading(row, trail) {
            follow.max(0.0)
        } else {
            follow
        };
        follow + halves + scrap
    }

    /// Whether an empty line parts a row of running text from a short one above it: what that breaks off in ends there.
    fn is_below_heading(&self, row: usize, trail: &Trail) -> bool {
        let here = &self.reading.rows[row];
        let is_parted = row > 0 && here.blank && !here.turn && trail.text_row as usize == row;
        is_parted && !self.is_broken(row - 1)
    }

    /// The row of words at or before a row: numbers that an extractor set apart and rules end nothing.
    pub(super) fn words_at(&self, row: usize) -> usize {
        self.words[row] as usize
    }

    /// What speaks against running text that ends before `row`, where it stands at the head of a page or another foot: a
    /// column does not hold a line or two of text below its notes.
    #[must_use]
    pub fn scrap(&self, row: usize, trail: &Trail) -> f32 {
        let Some(note) = trail.note_row.checked_sub(1).map(|note| note as usize) else {
            return 0.0;
        };
        let rows = &self.reading.rows;
        let is_scrap = row - note <= COLUMN && rows[note].page == rows[row - 1].page;
        if self.layout == Layout::Columns && is_scrap && row > note + 1 {
            -4.0
        } else {
            0.0
        }
    }

    /// Note matter goes on from an earlier page at this row, before any body begins.
    #[must_use]
    pub fn resume(&self, row: usize, trail: &Trail) -> f32 {
        // The rest of a note that no foot holds heads the next page: the note just goes on.
        if self.reading.is_paged && self.layout == Layout::Anywhere {
            return -30.0;
        }
        let rows = &self.reading.rows;
        let note = trail.note_row as usize - 1;
        let is_next_column = self.layout == Layout::Columns
            && rows[note].page == rows[row].page
            && row - note > COLUMN
            && (!self.ends(note) || self.looks[row].note > 1.0);
        if self.reading.is_paged && rows[note].page + 1 != rows[row].page && !is_next_column {
            return -30.0;
        }
        if !self.reading.is_paged && row - note > REACH {
            return -30.0;
        }
        let note = self.words_at(note);
        let blank = if rows[row].turn {
            0.0
        } else {
            self.opening(row)
        };
        let is_scrap = trail.rest_row > 0 && note < trail.rest_row as usize + FEW;
        let again = if is_scrap { ON_AND_ON } else { 0.0 };
        GOES_OVER
            + again
            + self.few_above(row)
            + self.calls_own(row)
            + blank
            + self.begins_on_page(row)
            + self.unfinished(note, row)
            + self.follow(note as u32 + 1, row)
    }

    /// What it says against the rest of a note that hardly a row of its page stands above it.
    fn few_above(&self, row: usize) -> f32 {
        let rows = &self.reading.rows;
        let is_few = self.reading.is_paged
            && !rows[row].turn
            && (row.checked_sub(FEW)).is_none_or(|above| rows[above].page != rows[row].page);
        if is_few { FEW_ABOVE } else { 0.0 }
    }

    /// A body goes on.
    #[must_use]
    pub fn go_on(&self, row: usize) -> f32 {
        let here = &self.reading.rows[row];
        let done = match (self.layout, self.looks[row - 1]) {
            (Layout::Anywhere, above) if above.ends && above.is_short => DONE,
            _ => 0.0,
        };
        let place = match (here.turn, here.gap, here.blank) {
            (true, ..) => -3.5,
            (_, true, _) => -2.0,
            (_, _, true) => -0.4,
            _ => 0.0,
        };
        let is_anywhere = self.layout == Layout::Anywhere;
        let long = if is_anywhere { LONG } else { 0.0 };
        let above = self.words_at(row - 1);
        let halves = self.halves(above, row);
        let beside = if self.regions.is_beside(row) {
            BESIDE
        } else {
            0.0
        };
        let own = self.calls_own(row) + given(self.reading.is_flowed, PARAGRAPH);
        long + done + place + halves + beside + own + self.follow(above as u32 + 1, row)
    }

    /// Another body begins after a body.
    #[must_use]
    pub fn again(&self, row: usize) -> f32 {
        let here = &self.reading.rows[row];
        let place = match (here.turn, here.gap) {
            (true, _) => -3.0,
            (_, true) => -1.5,
            _ => self.kin.map_or(0.0, |kin| kin.inner(here.blank)),
        };
        place + self.finished(row) + self.titled(row)
    }

    /// A heading of notes has endnotes below it; where there are pages, each may have one.
    fn titled(&self, row: usize) -> f32 {
        match row.checked_sub(1) {
            Some(above) if self.is_title(above) => {
                if self.reading.is_paged {
                    -3.0
                } else {
                    -6.0
                }
            }
            _ => 0.0,
        }
    }

    /// What it says against the rest of a note from an earlier page that a row calls a note of its own page.
    fn calls_own(&self, row: usize) -> f32 {
        CALLS_OWN * f32::from(self.own_calls[row].min(2))
    }

    /// Whether the body before `row` is at its end there.
    #[must_use]
    pub fn finished(&self, row: usize) -> f32 {
        let Some(before) = row.checked_sub(1).map(|before| self.looks[before]) else {
            return 0.0;
        };
        match (before.ends, before.is_short) {
            (true, true) => 0.7,
            (true, false) => 0.3,
            (false, true) => -0.2,
            (false, false) if before.is_cut => -3.0,
            (false, false) => -0.7,
        }
    }

    /// Running text begins after notes at a foot; `chapter` is what the row says by itself for a chapter's beginning.
    #[must_use]
    pub fn close(&self, row: usize, trail: &Trail, chapter: f32) -> f32 {
        let here = &self.reading.rows[row];
        let (left, seam) = (self.left(row, trail), self.seam(row, trail));
        let join = left + seam;
        // The page ends, whatever the note does.
        if self.reading.is_paged && here.turn {
            return 0.15 * left + seam;
        }
        let place = match self.layout {
            // Here, too, but where the turn itself is lost.
            Layout::Feet | Layout::Columns if here.gap => LOST_TURN,
            Layout::Feet => -9.0,
            Layout::Columns if self.is_third(row, trail) => -9.0,
            Layout::Columns => -3.0,
            Layout::Anywhere if here.gap || self.reading.is_flowed => NEW,
            Layout::Anywhere if here.blank && self.reading.is_paged => PARTED,
            Layout::Anywhere if here.blank => -1.5,
            Layout::Anywhere => -3.0,
        };
        let chapter = match self.layout {
            Layout::Anywhere => chapter,
            _ => 0.0,
        };
        place + join + chapter + self.ends_on_page(row)
    }

    /// Whether running text that begins below notes at `row` would be a third column of its page.
    fn is_third(&self, row: usize, trail: &Trail) -> bool {
        let rows = &self.reading.rows;
        trail
            .column_row
            .checked_sub(1)
            .is_some_and(|second| rows[second as usize].page == rows[row].page)
    }

    /// Whether the notes above `row` are at their end.
    fn left(&self, row: usize, trail: &Trail) -> f32 {
        let note = self.looks[trail.note_row.max(1) as usize - 1];
        let lower = self.looks[row].is_lower;
        match (note.ends, note.is_short) {
            (true, true) => 0.8,
            (true, false) => 0.3,
            (false, _) if note.is_cut && lower => -4.0,
            (false, true) => -0.7,
            (false, false) => -1.5,
        }
    }

    /// Whether the running text of `row` goes on where the text before the notes broke off: what is taken for notes leaves
    /// no broken sentence behind.
    fn seam(&self, row: usize, trail: &Trail) -> f32 {
        let above = trail.text_row.checked_sub(1);
        let halves = above.map_or(0.0, |above| self.halves(above as usize, row));
        halves + self.follow(trail.text_row, row)
    }

    /// What the empty line above the first row of notes at a foot says, or its lack.
    fn opening(&self, row: usize) -> f32 {
        let blank = self.reading.rows[row].blank;
        match (self.kin, row.checked_sub(1)) {
            (Some(kin), Some(above)) => kin.opening(blank, self.is_broken(above)),
            _ if blank => BLANK,
            _ => 0.0,
        }
    }

    /// Whether the body that ends at row `note` breaks off there, and goes on with `row`.
    fn unfinished(&self, note: usize, row: usize) -> f32 {
        let before = self.looks[note];
        let tail = match (self.kin, before.tail()) {
            (Some(kin), tail) => kin.unfinished(tail),
            (None, Tail::Done) => -2.0,
            (None, _) => 2.0,
        };
        let room = match self
            .measure
            .room(&self.reading.rows[note], self.firsts[row] + 1)
        {
            _ if before.is_short => SHORT,
            Some(true) => ROOM,
            Some(false) => FULL,
            None => 0.0,
        };
        tail + room + self.halves(note, row)
    }
}
