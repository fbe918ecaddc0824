//! The lines as they are read. In: a galley. Out: [`Reading`]: all running text and note matter in the order of
//! reading, cut into [`Row`]s that know their page and what stands before them.

use super::sentence::ends_sentence;
use crate::facsimile::given::{Given, Stand};
use crate::galley::{Flow, Galley, Label};
use crate::repair::headings::families::is_caption;
use std::ops::Range;

/// One line with ink, in the order of reading.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its ink, in bytes of the reading's text.
    pub ink: Range<usize>,
    /// Its page, from 0.
    pub page: u32,
    /// Characters, runs of blanks counted once.
    pub length: u32,
    /// Whether a page turn stands between it and the row before.
    pub turn: bool,
    /// Whether a running head, a folio or other furniture stands between it and the row before.
    pub gap: bool,
    /// Whether it was taken for a folio.
    pub folio: bool,
    /// Whether an empty line stands between it and the row before.
    pub blank: bool,
    /// How it stands on its page, where that is given.
    pub stand: Option<Stand>,
}

/// Rows that pages hold at the most, on the average.
const MOST_ROWS: usize = 200;

/// Where so many rows, by their ink, end sentences, each is a paragraph; that of a line of print does one time in four.
const FLOWED: f32 = 0.8;
/// Fewer rows tell nothing of this.
const FEWEST_ROWS: usize = 8;

/// The text as it is read, and its rows.
pub struct Reading {
    flow: Flow,
    /// The rows that have ink.
    pub rows: Vec<Row>,
    /// Whether page turns are known.
    pub is_paged: bool,
    /// Whether each row is a paragraph: there are no lines to measure, and an empty line is nothing but its end.
    pub is_flowed: bool,
    /// Whether its words were read off a picture: signs that are small or raised are often others.
    pub is_scan: bool,
    /// What stands raised, in bytes of the text, where that is given.
    pub raised: Vec<Range<usize>>,
    turns: Vec<usize>,
    /// What is not read, in the galley.
    others: Vec<Range<usize>>,
    /// Where columns begin that are not the first of their pages, in the galley.
    columns: Vec<usize>,
}

/// Whether numbers were found to count pages. One form feed by itself may be a stray one; with them it parts two pages.
fn has_folio(galley: &Galley) -> bool {
    galley
        .pieces()
        .any(|(piece, _)| piece.label() == Label::Folio)
}

impl Reading {
    /// Reads what is wanted of a galley.
    #[must_use]
    pub fn new(galley: &Galley, wanted: impl Fn(Label) -> bool) -> Reading {
        let flow = galley.flow(&wanted);
        let others = galley.reading().filter(|(piece, _)| !wanted(piece.label()));
        let others = others
            .map(|(_, range)| range)
            .filter(|range| !range.is_empty());
        let mut others: Vec<Range<usize>> = others.collect();
        others.sort_by_key(|other| other.start);
        let turns: Vec<usize> = galley.turns().iter().map(|turn| turn.start).collect();
        let mut reading = Reading {
            flow,
            rows: Vec::new(),
            is_paged: turns.len() > 1 || turns.len() == 1 && has_folio(galley),
            is_flowed: false,
            is_scan: false,
            raised: Vec::new(),
            turns,
            others,
            columns: Vec::new(),
        };
        reading.rows = reading.cut();
        match Given::of(galley) {
            Some(given) => reading.look_at(galley, &given),
            None => {
                reading.doubt_turns();
                reading.is_flowed = reading.is_flowed();
            }
        }
        reading.set_folios_aside(galley);
        reading.forget_blanks();
        reading
    }

    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        self.flow.text()
    }

    /// The ink of a row.
    #[must_use]
    pub fn ink(&self, row: usize) -> &str {
        &self.text()[self.rows[row].ink.clone()]
    }

    /// The row whose ink has a byte.
    #[must_use]
    pub fn row_at(&self, at: usize) -> Option<usize> {
        let row = self.rows.partition_point(|row| row.ink.end <= at);
        let is_inside = self.rows.get(row).is_some_and(|row| row.ink.start <= at);
        is_inside.then_some(row)
    }

    /// The page of a byte, from 0.
    #[must_use]
    pub fn page(&self, at: usize) -> u32 {
        let place = self.flow.place(at);
        self.turns.partition_point(|&turn| turn <= place) as u32 + self.columns_before(place)
    }

    /// How many columns that are not the first of their pages begin before a place of the galley: each counts as a page.
    #[must_use]
    pub fn columns_before(&self, place: usize) -> u32 {
        self.columns.partition_point(|&column| column <= place) as u32
    }

    /// The galley's ranges of a range of the text.
    #[must_use]
    pub fn ranges(&self, range: Range<usize>) -> Vec<Range<usize>> {
        self.flow.ranges(range)
    }

    /// The galley's range of a range of the text, if it is one range there.
    #[must_use]
    pub fn range(&self, range: Range<usize>) -> Option<Range<usize>> {
        let start = self.flow.place(range.start);
        let end = match range.end.checked_sub(1) {
            Some(last) if last >= range.start => self.flow.place(last) + 1,
            _ => start,
        };
        (end - start.min(end) == range.len()).then_some(start..end)
    }

    /// Takes from the page what it gives: how each row stands, and what stands raised. Columns have feet as pages have, and
    /// a sheet may hold two pages: each column is read as a page.
    fn look_at(&mut self, galley: &Galley, given: &Given<'_>) {
        self.is_paged = true;
        self.is_scan = given.is_scan();
        for index in 0..self.rows.len() {
            let ink = self.rows[index].ink.clone();
            let start = self.flow.place(ink.start);
            let stand = given.line(galley.span(start..start + 1)).copied();
            let row = &mut self.rows[index];
            row.stand = stand;
            row.blank |= index > 0 && stand.is_some_and(|stand| stand.room_above() > 0);
            let before = index
                .checked_sub(1)
                .and_then(|before| self.rows[before].stand);
            let column = |stand: Option<Stand>| stand.and_then(|s| Some((s.page, s.column?)));
            if let (Some(before), Some(here)) = (column(before), column(stand))
                && before.0 == here.0
                && before.1 < here.1
            {
                self.columns.push(start);
            }
            self.raise(galley, given, ink);
        }
        self.columns.sort_unstable();
        let pages: Vec<u32> = self
            .rows
            .iter()
            .map(|row| self.page(row.ink.start))
            .collect();
        let mut before = None;
        for (row, page) in self.rows.iter_mut().zip(pages) {
            row.turn = before.is_some_and(|before| before != page);
            row.page = page;
            before = Some(page);
        }
    }

    /// Finds what stands raised in a range of the text.
    fn raise(&mut self, galley: &Galley, given: &Given<'_>, ink: Range<usize>) {
        let mut at = ink.start;
        for range in self.flow.ranges(ink) {
            let span = galley.span(range.clone());
            // What a change wrote has no place of its own.
            if (span.end - span.start) as usize == range.len() {
                for run in given.raised(span) {
                    let run = at + run.start..at + run.end;
                    match self.raised.last_mut() {
                        Some(last) if last.end == run.start => last.end = run.end,
                        _ => self.raised.push(run),
                    }
                }
            }
            at += range.len();
        }
    }

    /// Marks the folios; what stands before the next row does so whether or not a folio stands between.
    fn set_folios_aside(&mut self, galley: &Galley) {
        let (mut page, mut blank, mut gap) = (0, false, false);
        for index in 0..self.rows.len() {
            let folio = self.is_folio(galley, &self.rows[index]) || self.is_float(index);
            let row = &mut self.rows[index];
            row.folio = folio;
            blank |= row.blank;
            gap |= row.gap;
            if folio {
                gap = true;
                continue;
            }
            (row.turn, row.blank, row.gap) = (index > 0 && row.page != page, blank, gap);
            (page, blank, gap) = (row.page, false, false);
        }
    }

    /// Whether a row is the caption of a picture at the foot of its page, below the notes: it belongs to nothing, as a folio.
    fn is_float(&self, row: usize) -> bool {
        let is_last = self.is_paged
            && (self.rows.get(row + 1)).is_none_or(|next| next.page != self.rows[row].page);
        is_last && self.rows[row].blank && is_caption(self.ink(row))
    }

    /// A few turns in a long text are no pages: an extractor that writes no page turns leaves form feeds of other origin.
    fn doubt_turns(&mut self) {
        if self.rows.len() <= MOST_ROWS * (self.turns.len() + 1) {
            return;
        }
        self.turns.clear();
        self.is_paged = false;
        for row in &mut self.rows {
            (row.page, row.turn) = (0, false);
        }
    }

    fn is_flowed(&self) -> bool {
        let ink = |is_end: bool| -> u32 {
            let rows = self.rows.iter();
            rows.filter(|row| !is_end || ends_sentence(&self.text()[row.ink.clone()]))
                .map(|row| row.length)
                .sum()
        };
        self.rows.len() >= FEWEST_ROWS && ink(true) as f32 >= FLOWED * ink(false) as f32
    }

    /// Where an empty line stands between nearly all rows, it says nothing.
    fn forget_blanks(&mut self) {
        let blanks = self.rows.iter().filter(|row| row.blank).count();
        if blanks * 5 > self.rows.len() * 4 {
            self.rows.iter_mut().for_each(|row| row.blank = false);
        }
    }

    fn is_folio(&self, galley: &Galley, row: &Row) -> bool {
        galley.label_at(self.flow.place(row.ink.start)) == Label::Folio
    }

    fn cut(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut blank = false;
        let mut start = 0;
        let text = self.text();
        for line in text.split_inclusive('\n') {
            for part in self.parts(start..start + line.len()) {
                let ink = inked(text, part);
                if ink.is_empty() {
                    blank = true;
                } else {
                    let row = self.row(ink, blank, rows.last());
                    rows.push(row);
                    blank = false;
                }
            }
            start += line.len();
        }
        rows
    }

    /// A line, cut where a page turn stands inside it without a line end of its own.
    fn parts(&self, line: Range<usize>) -> Vec<Range<usize>> {
        let last = line.end.saturating_sub(1);
        if !self.is_paged || self.page(line.start) == self.page(last) {
            return vec![line];
        }
        let mut parts = Vec::new();
        let mut done = line.start;
        let mut at = line.start;
        for range in self.flow.ranges(line.clone()) {
            if at > done && self.page(at) != self.page(at - 1) {
                parts.push(done..at);
                done = at;
            }
            at += range.len();
        }
        parts.push(done..line.end);
        parts
    }

    /// Whether something stands in a range of the galley that is not read.
    fn has_others(&self, place: Range<usize>) -> bool {
        let next = self
            .others
            .partition_point(|other| other.end <= place.start);
        (self.others.get(next)).is_some_and(|other| other.start < place.end)
    }

    fn row(&self, ink: Range<usize>, blank: bool, before: Option<&Row>) -> Row {
        let page = self.page(ink.start);
        let place = self.flow.place(ink.start);
        // Rows that were brought here over others have nothing between them; where the source goes back a column begins.
        let jump = before.is_some_and(|b| {
            let end = self.flow.place(b.ink.end - 1);
            place < end || self.has_others(end..place)
        });
        // A number that was brought to its words left nothing between them and the row before.
        let is_brought = self.flow.place(ink.end - 1) != place + ink.len() - 1
            && self.text()[ink.start..].starts_with(|c: char| c.is_ascii_digit());
        let length = length(&self.text()[ink.clone()]);
        Row {
            page,
            length,
            turn: before.is_some_and(|b| b.page != page),
            gap: jump && !is_brought,
            folio: false,
            blank,
            stand: None,
            ink,
        }
    }
}

/// The characters of a text, runs of blanks counted once.
fn length(text: &str) -> u32 {
    let mut in_blank = false;
    let mut is_counted = |is_blank: bool| {
        let was_blank = std::mem::replace(&mut in_blank, is_blank);
        u32::from(!(is_blank && was_blank))
    };
    match text.is_ascii() {
        // As `char::is_whitespace` has it.
        true => (text.bytes())
            .map(|byte| is_counted(matches!(byte, b' ' | b'\t'..=b'\r')))
            .sum(),
        false => text.chars().map(|c| is_counted(c.is_whitespace())).sum(),
    }
}

/// A range without blanks at its ends.
fn inked(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let start = range.start + (line.len() - line.trim_start().len());
    let end = range.start + line.trim_end().len();
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::Pen;
    use crate::ledger::{Certainty, Ledger};
    use crate::source::Source;
    use std::collections::BTreeMap;

    fn is_paged(rows: usize) -> bool {
        let page = "The boat went out before the tide had turned.\n".repeat(rows);
        let text = [page.as_str(); 3].join("\u{c}");
        let galley = Galley::set(&[Source::new("a.txt", text)]);
        Reading::new(&galley, |label| label == Label::Body).is_paged
    }

    #[test]
    fn a_few_turns_in_a_long_text_are_no_pages() {
        assert!(is_paged(40));
        assert!(!is_paged(MOST_ROWS + 50));
    }

    #[test]
    fn one_turn_parts_pages_whose_folios_are_known() {
        let page = "The boat went out before the tide had turned.\n".repeat(9);
        let text = format!("{page}\n41\n\n\u{c}{page}\n42\n");
        let mut galley = Galley::set(&[Source::new("a.txt", text.clone())]);
        let is_paged =
            |galley: &Galley| Reading::new(galley, |label| label == Label::Body).is_paged;
        assert!(!is_paged(&galley));
        let at = text.find("41").expect("a folio");
        let (mut ledger, decisions) = (Ledger::default(), BTreeMap::new());
        let mut pen = Pen::new(&mut galley, &mut ledger, "furniture", &decisions);
        pen.mark(at..at + 2, Label::Folio, "a folio", Certainty::Sure);
        pen.apply();
        drop(pen);
        assert!(is_paged(&galley));
    }
}
