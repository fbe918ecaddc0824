//! Matter that stands at the top or the foot of a page, or on one of its own. In: how deep it is and behind which piece it was
//! named. Out: what of it stands on which page, and the room that is left there.
//!
//! It stands on the page after that on which the piece before it begins or ends; a page is told by where it and the page before
//! it begin. What finds no room there has a page before that.

use super::{Frame, PagePlan, Standing, Start};

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Berth {
    /// Above the text.
    Top,
    /// Below the text.
    Foot,
    /// On a page of its own.
    Alone,
    /// On a page of its own, without anything else.
    Bare,
}

/// Matter that does not stand in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Float {
    /// Pieces of matter before it.
    pub anchor: usize,
    /// Rows that it takes.
    pub rows: u16,
    /// Where it stands.
    pub berth: Berth,
}

/// White between it and the text.
const WHITE: u16 = 1;
/// Rows of text that a page keeps beside it.
const LEAST: u16 = 4;

/// What stands on a page beside its text: each by its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    /// Alone on pages before it.
    pub before: Vec<usize>,
    pub top: Vec<usize>,
    pub foot: Vec<usize>,
}

/// All floats of a chapter, in their order.
#[derive(Clone, Copy)]
pub(super) struct Floats<'a> {
    pub all: &'a [Float],
    pub frame: &'a Frame,
}

/// The pieces that have begun where a page does.
fn begun(start: &Start) -> usize {
    start.matter as usize + usize::from(start.row > 0)
}

impl Floats<'_> {
    /// What stands on the page that begins at `start`, after the page that begins at `before`.
    pub(super) fn on(&self, start: &Start, before: Option<&Start>) -> Share {
        let to = begun(start);
        let from = before.map(begun);
        let is_own =
            |float: &Float| float.anchor <= to && from.is_none_or(|from| float.anchor > from);
        self.shared(is_own)
    }

    fn shared(&self, is_own: impl Fn(&Float) -> bool) -> Share {
        let mut share = Share::default();
        let mut taken = 0;
        for (at, float) in self
            .all
            .iter()
            .enumerate()
            .filter(|(_, float)| is_own(float))
        {
            let rows = float.rows + WHITE;
            let fits = taken + rows + LEAST <= self.frame.rows;
            match float.berth {
                Berth::Top if fits => share.top.push(at),
                Berth::Foot if fits => share.foot.push(at),
                _ => {
                    share.before.push(at);
                    continue;
                }
            }
            taken += rows;
        }
        share
    }

    /// The room for the text of the page that begins at `start`, after the page that begins at `before`.
    pub(super) fn frame_of(&self, start: &Start, before: Option<&Start>) -> Frame {
        match self.all {
            [] => *self.frame,
            _ => self.frame_beside(&self.on(start, before)),
        }
    }

    /// The page without the rows that a share takes.
    fn frame_beside(&self, share: &Share) -> Frame {
        let taken = share.top.iter().chain(&share.foot);
        let taken: u16 = taken.map(|&at| self.all[at].rows + WHITE).sum();
        Frame {
            rows: self.frame.rows - taken.min(self.frame.rows - 1),
            ..*self.frame
        }
    }

    fn standing(&self, float: usize, first: usize, at: u16) -> Standing {
        Standing {
            matter: first + float,
            offer: 0,
            rows: 0..self.all[float].rows,
            at,
        }
    }

    /// Adds a share to the plan of a page, whose text gives way; floats are numbered from `first` on.
    pub(super) fn place(&self, share: &Share, first: usize, plan: &mut PagePlan) {
        let mut own = Vec::new();
        let mut at = 0;
        for &float in &share.top {
            own.push(self.standing(float, first, at));
            at += self.all[float].rows + WHITE;
        }
        plan.top = at;
        plan.column
            .iter_mut()
            .for_each(|standing| standing.at += at);
        let room = self.frame.rows_above(plan.notes.end - plan.notes.start);
        let mut end = room.unwrap_or(self.frame.rows);
        for &float in share.foot.iter().rev() {
            end = end.saturating_sub(self.all[float].rows);
            own.push(self.standing(float, first, end));
            end = end.saturating_sub(WHITE);
        }
        plan.column.splice(0..0, own);
    }

    /// Pages of some floats, each alone.
    pub(super) fn pages(&self, floats: &[usize], first: usize) -> Vec<PagePlan> {
        let page = |&float: &usize| {
            let is_bare = self.all[float].berth == Berth::Bare;
            // In the middle, a little up.
            let free = self.frame.rows.saturating_sub(self.all[float].rows);
            PagePlan {
                column: vec![self.standing(float, first, free * 2 / 5)],
                notes: 0..0,
                top: 0,
                is_bare,
            }
        };
        floats.iter().map(page).collect()
    }

    /// Pages for what no page has come for, when the text ends on a page that begins at `last`.
    pub(super) fn last_pages(&self, last: Option<&Start>, first: usize) -> Vec<PagePlan> {
        let from = last.map(begun);
        let all = self.all.iter().enumerate();
        let own = all.filter(|(_, float)| from.is_none_or(|from| float.anchor > from));
        let own: Vec<usize> = own.map(|(at, _)| at).collect();
        self.pages(&own, first)
    }
}
