//! Sections of endnotes. In: the rows. Out: what speaks for a section that begins, goes on and ends, with its heading or
//! without, and for headings inside it.

use super::body::is_in_capitals;
use super::feet::{PARAGRAPH, RULED};
use super::{Evidence, Section, Trail};
use crate::repair::foot::looks::Tail;
use crate::repair::foot::sentence::starts_lower;
use crate::repair::foot::zones::Act;
use crate::repair::given;

/// What it says for a section without a heading that this text's notes stand at the ends of chapters.
const AT_CHAPTERS: f32 = 3.0;
/// What a chapter's beginning says for the end of a section, below a heading of its own and without one.
const CHAPTER: f32 = 6.0;
const CHAPTER_UNTITLED: f32 = 4.0;
/// What a title in capitals says for it.
const CAPITALS: f32 = 2.5;
/// A heading has so many characters at the most.
const TITLE: u32 = 60;
/// What a page turn says against a body of a section without a heading: the text may go on there.
const TURN: f32 = -3.0;
/// So many notes that end chapters are a habit, and one of so many at least.
const FEWEST: usize = 2;
const SHARE: usize = 2;

/// The first body stands so many rows below the heading of its section, or below a preamble of so many.
const NEXT: usize = 3;
const PREAMBLE: usize = 16;

impl Evidence<'_> {
    /// A section of endnotes begins at a row without a heading.
    #[must_use]
    pub fn open_end(&self, row: usize) -> f32 {
        let here = &self.reading.rows[row];
        let is_ruled = self.is_ruled(row);
        let is_set_off = here.turn || here.blank || is_ruled;
        let place = if is_set_off { -6.0 } else { -8.0 };
        place
            + given(is_ruled, RULED)
            + self.looks[row].end
            + given(self.ends_chapters, AT_CHAPTERS)
    }

    /// The heading of a section of endnotes, or below it a few lines that say how they are quoted. A capital below a stop fits
    /// it as it fits a new sentence.
    #[must_use]
    pub fn title(&self, row: usize, trail: &Trail) -> f32 {
        let notes = match self.first_below(row, NEXT) {
            Some(1) => 3.0,
            Some(_) => 1.0,
            None if self.heads_notes(row) => -2.0,
            None => -6.0,
        };
        notes + self.follow(trail.text_row, row).max(0.0)
    }

    /// The least number that heads one of so many rows below a row.
    fn first_below(&self, row: usize, rows: usize) -> Option<u32> {
        let below = row + 1..self.len().min(row + 1 + rows);
        let below = below.filter(|&row| !self.regions.is_other(row));
        let heads = below.flat_map(|row| &self.heads[row]);
        heads.map(|head| head.mark.value).min()
    }

    /// Whether numbers stand below a row as below the heading of notes: a manual's `Notes` over some paragraphs is none.
    pub(super) fn heads_notes(&self, row: usize) -> bool {
        self.first_below(row, NEXT).is_some() || self.first_below(row, PREAMBLE) == Some(1)
    }

    /// A body goes on in a section of endnotes.
    #[must_use]
    pub fn go_on_end(&self, row: usize, section: &Section) -> f32 {
        let here = &self.reading.rows[row];
        let blank = if here.blank && !here.turn { -0.5 } else { 0.0 };
        // Another section has a heading of its own: this one ended before it.
        let title = if self.is_title(row) { -6.0 } else { 0.0 };
        let follow = self.follow(row as u32, row);
        let halves = self.halves[row];
        let is_loose = here.turn && !section.is_titled;
        let turn = given(is_loose && !self.ends_chapters, TURN);
        let paragraph = given(self.reading.is_flowed, PARAGRAPH);
        blank + turn + title + paragraph + follow + halves + self.looks[row].end
            - 0.03
            - 0.8 * f32::from(self.calls[row].min(3))
    }

    /// A heading inside a section of endnotes: set apart, or with numbers that begin anew below it.
    #[must_use]
    pub fn inner(&self, row: usize) -> Option<f32> {
        let here = &self.reading.rows[row];
        let ink = self.reading.ink(row);
        let set_apart =
            here.blank || here.turn || self.reading.rows.get(row + 1).is_some_and(|r| r.blank);
        let begins = |row: usize| self.heads[row].iter().any(|h| h.mark.value <= 1);
        let below = row + 1..self.len().min(row + 3);
        let next = below
            .clone()
            .any(|r| begins(r) || here.blank && !self.heads[r].is_empty());
        let is_short =
            here.length <= 60 && !starts_lower(ink) && !ink.ends_with(['.', ',', ';', '-']);
        // The roman number of a chapter can be read as a misprinted arabic one.
        let is_free = self.heads[row].iter().all(|head| head.mark.misread == 9);
        let is_anew = row + 1 < self.len() && begins(row + 1) && self.heads_follow(row);
        let is_first = row.checked_sub(1).is_some_and(|above| self.is_title(above));
        let price = if is_first && next {
            0.0
        } else if set_apart && next {
            -1.0
        } else if is_anew {
            -1.5
        } else {
            return None;
        };
        // A capital below a stop fits a heading as it fits a new sentence.
        (is_short && is_free).then(|| price + self.follow(row as u32, row).max(0.0))
    }

    /// What a row says for the end of notes without a heading above it, as a chapter begins with it.
    #[must_use]
    pub fn chapter(&self, row: usize) -> f32 {
        let ink = self.reading.ink(row);
        let is_title = self.length(row) <= TITLE && self.heads[row].is_empty();
        match self.chapters[row] {
            _ if self.inner(row).is_some() => 0.0,
            true => given(!starts_lower(ink), CHAPTER_UNTITLED),
            false => given(is_title && is_in_capitals(ink), CAPITALS),
        }
    }

    /// Whether most notes of a reading stand right before chapters, or at the text's end.
    pub(super) fn end_chapters(&self, acts: &[(usize, Act)]) -> bool {
        let is_opened = |&(_, act): &(usize, Act)| matches!(act, Act::Start(_) | Act::Resume);
        let zones = acts.split_inclusive(|act| act.1 == Act::Close);
        let zones: Vec<_> = zones.filter(|zone| zone.iter().any(is_opened)).collect();
        let is_end = |zone: &&&[(usize, Act)]| match zone.last() {
            Some(&(row, Act::Close)) => self.chapters[row],
            _ => true,
        };
        let ends = zones.iter().filter(is_end).count();
        ends >= FEWEST && ends * SHARE >= zones.len()
    }

    /// Whether the row above is the end of a body, or the heading of the section.
    fn heads_follow(&self, row: usize) -> bool {
        row.checked_sub(1)
            .is_some_and(|above| self.ends(above) || self.is_title(above))
    }

    /// Running text begins after a section of endnotes: at best with a heading, below a body that is done. The number of a
    /// chapter ends one, with a heading of its own or without; `chapter` is what the row says for one by itself.
    #[must_use]
    pub fn close_end(&self, row: usize, section: &Section, chapter: f32) -> f32 {
        let here = &self.reading.rows[row];
        let ink = self.reading.ink(row);
        let is_chapter = self.chapters[row];
        let is_free = !starts_lower(ink) && (self.heads[row].is_empty() || is_chapter);
        let is_done = self.ends(row) && !is_chapter;
        let is_heading =
            here.length <= TITLE && is_free && !is_done && !ink.ends_with([',', ';', '-']);
        let is_apart = here.blank || here.gap || self.reading.is_flowed;
        let place = match (here.turn, is_apart, is_heading) {
            (true, _, true) => 0.0,
            (true, ..) => -2.0,
            (_, true, true) => -2.0,
            (_, true, false) => -4.0,
            (_, _, true) => -3.3,
            _ => -6.5,
        };
        // Notes right below it are those of another chapter.
        let number = match (section.is_titled, chapter) {
            (true, number) => given(is_chapter && number > 0.0, CHAPTER),
            (false, number) => number,
        };
        let is_done = row.checked_sub(1).is_some_and(|before| self.ends(before));
        let follow = self.follows.weigh(Tail::Done, self.looks[row].lead());
        place + number + follow + if is_done { 0.7 } else { -1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::{Galley, Label};
    use crate::lexicon::Lexicon;
    use crate::repair::foot::rows::Reading;
    use crate::repair::noterefs::candidates;
    use crate::repair::regions::Regions;
    use crate::source::Source;

    /// Whether numbers stand below the row that says `Notes` as below a heading of notes.
    fn heads_notes(below: &str) -> bool {
        let text = format!("The weir was mended.1\n\nNotes\n{below}\n");
        let galley = Galley::set(&[Source::new("a.txt", text)]);
        let reading = Reading::new(&galley, |label| label == Label::Body);
        let lexicon = Lexicon::new("en", &[]);
        let mut calls = candidates::of(&reading, &lexicon);
        let regions = Regions::new(&reading, &mut calls);
        let evidence = Evidence::new(&reading, &calls, regions, &lexicon);
        let row = (0..evidence.len()).find(|&row| evidence.is_title(row));
        row.is_some_and(|row| evidence.heads_notes(row))
    }

    #[test]
    fn a_heading_of_notes_has_numbers_below_it_or_below_some_words_of_its_own() {
        assert!(heads_notes("1 By the miller.\n2 And his son."));
        let preamble = "The sources are kept at the mill,\nand may be seen there.\n".repeat(4);
        assert!(heads_notes(&format!("{preamble}1 By the miller.")));
        assert!(!heads_notes(&format!("{preamble}3 By the miller.")));
        assert!(!heads_notes(
            "• Oil the wheel.\n• Shut the gate.\n• Lock it."
        ));
    }
}
