//! The bodies as the calls see them. In: a galley with bodies labelled. Out: [`Sheet`]: each body's number, page and zone.

use super::candidates::Candidate;
use crate::galley::{Galley, Label, NoteId};
use crate::repair::foot::evidence::is_title;
use crate::repair::foot::marks;
use crate::repair::foot::rows::Reading;
use crate::repair::headings::numbering::opens_chapter;
use crate::repair::headings::sign::{Digits, Sign};
use crate::repair::numbering::bare;
use crate::repair::regions::chains;

/// Bytes of text that may stand between the heading of a section of endnotes and its first body: what its notes are.
const PREAMBLE: usize = 1000;

/// Bytes of text that may stand between two bodies of such a section: the name of a chapter, what is left of a page's foot.
const LEFTOVER: usize = 160;

/// So many feet with numbers and symbols show two series of notes.
const FEET_WITH_BOTH: usize = 3;

/// As many zones end chapters, and such a share of all, where notes stand at the ends of chapters.
const FEW_CHAPTERS: usize = 2;
const MOST: f32 = 0.75;

/// Whether a row is a roman number in capitals.
fn is_roman(row: &str) -> bool {
    Sign::of(row).is_some_and(|sign| sign.digits == Digits::Roman)
}

/// A body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its name.
    pub id: NoteId,
    /// The number or symbol as printed.
    pub value: u32,
    /// The same in letters, without blanks and stops around it.
    pub printed: String,
    /// Letters among its digits.
    pub misread: bool,
    /// Its page.
    pub page: u32,
    /// Its zone: an index of [`Sheet::zones`].
    pub zone: usize,
}

/// Bodies with no running text between them.
#[derive(Clone, Debug)]
pub struct Zone {
    /// How much of the running text is read before it, in bytes.
    pub at: usize,
    /// Whether it is a section of endnotes.
    pub is_end: bool,
}

/// All bodies, in the order of reading.
pub struct Sheet {
    /// The bodies.
    pub bodies: Vec<Body>,
    /// Their zones.
    pub zones: Vec<Zone>,
}

impl Sheet {
    /// Reads them off a galley; `reading` is its running text.
    #[must_use]
    pub fn new(galley: &Galley, reading: &Reading) -> Sheet {
        let turns = galley.turns();
        let mut sheet = Sheet {
            bodies: Vec::new(),
            zones: Vec::new(),
        };
        let (mut text, mut last) = (0, 0);
        let mut ink_since = true;
        let mut title: Option<usize> = None;
        for (piece, range) in galley.reading() {
            let words = &galley.text()[range.clone()];
            match piece.label() {
                Label::NoteMark(id) => {
                    let is_section = sheet.zones.last().is_some_and(|zone| zone.is_end);
                    if ink_since && !(is_section && text - last <= LEFTOVER) {
                        sheet.zones.push(Zone {
                            at: text,
                            is_end: title.is_some_and(|at| text - at <= PREAMBLE),
                        });
                    }
                    (ink_since, last) = (false, text);
                    title = None;
                    let page = turns.partition_point(|turn| turn.start <= range.start) as u32;
                    sheet.push(id, words, page + reading.columns_before(range.start));
                }
                Label::RunningHead if is_title(words.trim()) => title = Some(text),
                label if label.is_block() => {
                    text += words.len();
                    ink_since |= words.chars().any(|c| !c.is_whitespace());
                }
                _ => {}
            }
        }
        sheet.find_sections(reading);
        sheet.end_chapters(reading);
        sheet
    }

    /// Whether the text has two series of notes, by numbers and by symbols: some feet hold both.
    #[must_use]
    pub fn has_two_series(&self) -> bool {
        let is_symbol = |body: &Body| body.value > marks::SYMBOLS;
        let feet = self.bodies.chunk_by(|one, other| one.zone == other.zone);
        let both = feet.filter(|foot| foot.iter().any(is_symbol) && !foot.iter().all(is_symbol));
        both.count() >= FEET_WITH_BOTH
    }

    /// Weighs the calls up that the order of a zone's bodies tells; the zone is a section if they stand on other pages.
    pub fn told(&mut self, reading: &Reading, calls: &mut [Candidate]) {
        let (mut from, mut last, mut at) = (0, 0, 0);
        for zone in 0..self.zones.len() {
            let bodies = self.bodies.iter().filter(|body| body.zone == zone);
            let bodies: Vec<&Body> = bodies.collect();
            let (Some(first), Some(end)) = (bodies.first(), bodies.last()) else {
                continue;
            };
            // A head or a folio may part a section in two.
            from = if first.value == last + 1 { from } else { at };
            (last, at) = (end.value, self.zones[zone].at);
            let values = first.value..end.value.saturating_add(1);
            let chain = chains::chain(reading, calls, from..at, values);
            if chain.len() * 4 < bodies.len() * 3 {
                continue;
            }
            let is_far = |&&call: &&usize| reading.page(calls[call].range.start) != first.page;
            let far = chain.iter().filter(is_far).count();
            self.zones[zone].is_end |= far * 2 > chain.len();
            chains::raise(calls, &chain);
        }
    }

    fn push(&mut self, id: NoteId, printed: &str, page: u32) {
        if self.bodies.last().is_some_and(|b| b.id == id) {
            return;
        }
        let read = marks::marks(&format!("{} X", printed.trim()));
        // `l)` is a misread number, or the twelfth letter.
        let number = read.iter().rfind(|mark| mark.kind != marks::Kind::Letter);
        let read = number.or(read.last());
        self.bodies.push(Body {
            id,
            value: read.map_or(0, |m| m.value),
            printed: bare(printed).into(),
            misread: read.is_some_and(|m| m.misread > 0),
            page,
            zone: self.zones.len() - 1,
        });
    }

    /// A zone of some size whose bodies run over pages that hold no running text is a section of endnotes.
    fn find_sections(&mut self, reading: &Reading) {
        let total = reading.text().len();
        let count = self.zones.len();
        for zone in 0..count {
            let bodies: Vec<&Body> = self.bodies.iter().filter(|b| b.zone == zone).collect();
            let pages = bodies.last().map_or(0, |b| b.page) - bodies.first().map_or(0, |b| b.page);
            let is_last = zone + 1 == count && self.zones[zone].at * 50 > total * 49;
            let is_whole = count == 1 && bodies.len() > 2 && is_last;
            self.zones[zone].is_end |= is_whole || (pages >= 2 && bodies.len() > 8);
        }
    }

    /// Where nearly all zones end a chapter, they are sections of endnotes.
    fn end_chapters(&mut self, reading: &Reading) {
        let ends = |zone: &Zone| {
            let next = reading
                .text()
                .get(zone.at..)
                .unwrap_or_default()
                .trim_start();
            let row = next.lines().next().unwrap_or_default().trim();
            row.is_empty() || opens_chapter(row) || is_roman(row)
        };
        let ending: Vec<bool> = self.zones.iter().map(ends).collect();
        let count = ending.iter().filter(|&&ends| ends).count();
        if count >= FEW_CHAPTERS && count as f32 >= MOST * self.zones.len() as f32 {
            for (zone, ends) in self.zones.iter_mut().zip(ending) {
                zone.is_end |= ends;
            }
        }
    }
}
