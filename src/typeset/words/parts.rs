//! What a paragraph in words is made of. In: what `words` shapes and finds. Out: [`Words`]: parts, words, and the points where lines
//! may end.

use crate::book::NoteIndex;
use crate::typeset::breaking::Point;
use crate::typeset::direction::Level;
use crate::typeset::page::{ElementId, Link, TargetId};
use crate::typeset::plate::Plate;
use crate::typeset::shape::{Shaped, Type};
use std::sync::Arc;

/// A word or, where its type changes, a part of one.
#[derive(Clone, Debug)]
pub struct Part {
    /// The text.
    pub text: Box<str>,
    /// As shaped whole.
    pub shaped: Arc<Shaped>,
    /// How it is set.
    pub style: Type,
    /// Which of the take's stretches it comes from.
    pub stretch: u32,
    /// Which way it runs.
    pub level: Level,
}

impl Part {
    /// How far it hangs into the margin where lines begin, in a paragraph of some level.
    pub(super) fn hang_start(&self, base: Level) -> i32 {
        hang_start(&self.shaped, self.level, base)
    }

    /// How far it hangs into the margin where lines end.
    pub(super) fn hang_end(&self, base: Level) -> i32 {
        hang_end(&self.shaped, self.level, base)
    }
}

/// How far words hang into the margin where lines begin. Of words that run the other way others stand there.
pub(super) fn hang_start(shaped: &Shaped, level: Level, base: Level) -> i32 {
    match (level.is_backwards(), base.is_backwards()) {
        (false, false) => shaped.hang_left,
        (true, true) => shaped.hang_right,
        _ => 0,
    }
}

/// See [`hang_start`].
pub(super) fn hang_end(shaped: &Shaped, level: Level, base: Level) -> i32 {
    match (level.is_backwards(), base.is_backwards()) {
        (false, false) => shaped.hang_right,
        (true, true) => shaped.hang_left,
        _ => 0,
    }
}

/// What stands between two spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its parts: from here to the next word's.
    pub first: u32,
    /// One past its last part.
    pub end: u32,
    /// The natural space after it; 0 at a forced line end.
    pub space: i64,
    /// Type of the space after it.
    pub space_style: Type,
    /// Which way the space runs.
    pub space_level: Level,
}

/// The place in the words that a point breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The word that ends there or is parted there.
    pub word: u32,
    /// The part that is parted, and after how many of its bytes; None after the word.
    pub cut: Option<(u32, u16)>,
    /// Whether a hyphen is added.
    pub adds_hyphen: bool,
}

/// A paragraph in words.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// All parts, in order.
    pub parts: Vec<Part>,
    /// All words, in order.
    pub words: Vec<Word>,
    /// Where lines may end, in order; the first is the start.
    pub points: Vec<Point>,
    /// The place of each point.
    pub places: Vec<Place>,
    /// What the stretches belong to.
    pub owners: Vec<Owner>,
    /// Words that are wider than the measure and had to be parted anywhere.
    pub too_wide: Vec<String>,
}

/// What a stretch belongs to.
#[derive(Clone, Debug)]
pub struct Owner {
    /// Its element.
    pub element: Option<ElementId>,
    /// Where it leads.
    pub link: Option<Link>,
    /// The note that it calls.
    pub call: Option<NoteIndex>,
    /// The place whose page it is the number of.
    pub page_of: Option<TargetId>,
    /// Whether a line goes through it.
    pub is_struck: bool,
    /// Whether it is in the accent's colour.
    pub is_accent: bool,
    /// The places that links lead to and that it begins with.
    pub anchors: Vec<TargetId>,
    /// The picture that it stands for.
    pub picture: Option<Arc<Plate>>,
}
