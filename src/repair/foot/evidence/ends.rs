//! Sections of endnotes. In: the rows. Out: what speaks for a section that begins, goes on and ends, with its heading or
//! without, and for headings inside it.

use super::{Evidence, Section};
use crate::repair::foot::sentence::starts_lower;
use crate::repair::furniture::numerals::roman;
use crate::repair::headings::numbering::opens_chapter;

/// Words that head a section of endnotes.
const TITLES: [&str; 22] = [
    "notes",
    "endnotes",
    "end notes",
    "footnotes",
    "note",
    "notes and references",
    "references",
    "anmerkungen",
    "fußnoten",
    "endnoten",
    "noten",
    "notas",
    "notas al pie",
    "notes de bas de page",
    "notes et références",
    "références",
    "référence",
    "note al testo",
    "notas finales",
    "annotations",
    "author’s notes",
    "editor’s notes",
];

impl Evidence<'_> {
    /// A section of endnotes begins at a row without a heading.
    #[must_use]
    pub fn open_end(&self, row: usize) -> f32 {
        let here = &self.reading.rows[row];
        if here.turn || here.blank { -6.0 } else { -8.0 }
    }

    /// The heading of a section of endnotes.
    #[must_use]
    pub fn title(&self, row: usize) -> f32 {
        let next = (row + 1..self.len().min(row + 4)).flat_map(|r| &self.heads[r]);
        let first = next.map(|head| head.mark.value).min();
        first.map_or(-6.0, |value| if value == 1 { 3.0 } else { 1.0 })
    }

    /// A body goes on in a section of endnotes.
    #[must_use]
    pub fn go_on_end(&self, row: usize) -> f32 {
        let here = &self.reading.rows[row];
        let blank = if here.blank && !here.turn { -0.5 } else { 0.0 };
        // Another section has a heading of its own: this one ended before it.
        let title = if self.is_title(row) { -6.0 } else { 0.0 };
        blank + title - 0.03 - 0.8 * f32::from(self.calls[row].min(3))
    }

    /// A heading inside a section of endnotes.
    #[must_use]
    pub fn inner(&self, row: usize) -> Option<f32> {
        let here = &self.reading.rows[row];
        let ink = self.reading.ink(row);
        // The first stands right below the heading of the section; a chapter's number needs no blank line.
        let is_first = row.checked_sub(1).is_some_and(|above| self.is_title(above));
        let is_number = ink == "I" || is_chapter(ink);
        let set_apart = here.blank
            || here.turn
            || is_first
            || is_number
            || self.reading.rows.get(row + 1).is_some_and(|r| r.blank);
        let next = (row + 1..self.len().min(row + 3)).any(|r| {
            self.heads[r]
                .iter()
                .any(|h| h.mark.value <= 1 || here.blank)
        });
        let is_short =
            here.length <= 60 && !starts_lower(ink) && !ink.ends_with(['.', ',', ';', '-']);
        let is_free = self.heads[row].is_empty() || is_number;
        let weight = if is_first { 0.0 } else { -1.0 };
        (is_short && next && set_apart && is_free).then_some(weight)
    }

    /// Running text begins after a section of endnotes: at best with a heading, below a body that is done. The number of a
    /// chapter ends one that has a heading of its own.
    #[must_use]
    pub fn close_end(&self, row: usize, section: &Section) -> f32 {
        let here = &self.reading.rows[row];
        let ink = self.reading.ink(row);
        let is_free = !starts_lower(ink) && self.heads[row].is_empty();
        let is_heading =
            here.length <= 60 && is_free && !self.ends(row) && !ink.ends_with([',', ';', '-']);
        let place = match (here.turn, here.blank || here.gap, is_heading) {
            (true, _, true) => 0.0,
            (true, ..) => -2.0,
            (_, true, true) => -2.0,
            (_, true, false) => -4.0,
            (_, _, true) => -3.3,
            _ => -6.5,
        };
        // Notes right below it are those of another chapter.
        let is_inner = self.inner(row).is_some();
        let number = if section.is_titled && is_free && is_chapter(ink) && !is_inner {
            6.0
        } else {
            0.0
        };
        let is_done = row.checked_sub(1).is_some_and(|before| self.ends(before));
        place + number + if is_done { 0.7 } else { -1.0 }
    }
}

/// Whether a line begins with a chapter's number or is one.
fn is_chapter(ink: &str) -> bool {
    opens_chapter(ink) || roman(ink).is_some_and(|_| ink.starts_with(char::is_uppercase))
}

/// Whether a line is the heading of a section of endnotes.
pub(crate) fn is_title(ink: &str) -> bool {
    let bare = ink.trim_end_matches(['.', ':']).to_lowercase();
    bare.len() < 40 && TITLES.contains(&bare.as_str())
}
