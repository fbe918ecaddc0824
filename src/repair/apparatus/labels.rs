//! Numbers of notes in a block. In: pages on which an extractor wrote the numbers of notes, which hang in a column of their
//! own, above or below the notes' words. Out: each number before its own words; what is doubtful is asked.
//!
//! The page is one whose numbers, each alone on its row, make a series without a gap, and whose text calls most of them.

use super::deal::{Dealt, Label, deal};
use super::place::{above_first, place};
use super::rows::{part_rows, set_heads_aside};
use super::top::Page;
use super::{below, mixed};
use crate::galley::{Edit, Label as Matter, Pen};
use crate::hash::HashMap;
use crate::ledger::{Certainty, Reason};
use crate::repair::Rules;
use crate::repair::foot::marks::{Kind, Mark, SYMBOLS, marks};
use crate::repair::foot::measure::{self, Measure};
use crate::repair::foot::rows::Reading;
use crate::repair::foot::strays::alone;
use crate::repair::noterefs::candidates;
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::{Deref, Range};

/// So many folios that keep step with the pages tell what another number by itself is.
pub(super) const STEPS: usize = 3;
/// From this weight on what may be a call is set as one.
const PLAIN: f32 = 3.0;
/// A number that would lead the next best place by less is asked about.
const ASK: f32 = 1.0;

/// The foot of a page, from its first number on.
pub(super) struct Foot {
    rows: Range<usize>,
    /// Its numbers, in the order of their values.
    pub labels: Vec<Label>,
    /// Its rows of words.
    pub lines: Vec<usize>,
    /// Folios among them that were not known.
    folios: Vec<usize>,
    /// Whether its first row was found to be where the notes begin.
    pub is_topped: bool,
}

/// Puts the numbers of each page before their words; gives the text as it is read then.
pub(super) fn deal_out(pen: &mut Pen<'_>, rules: &Rules) -> Reading {
    let wanted = |label| matches!(label, Matter::Body | Matter::Folio);
    let mut reading = Reading::new(pen.galley(), wanted);
    if !reading.is_paged || reading.rows.iter().any(|row| row.stand.is_some()) {
        return reading;
    }
    for part in [part_rows, set_heads_aside] {
        if part(pen, &reading, rules) {
            pen.apply();
            reading = Reading::new(pen.galley(), wanted);
        }
    }
    let steps = steps(&reading);
    let called = LazyCell::new(|| called(&reading, rules));
    let known = Known {
        reading: &reading,
        steps: &steps,
        called: &called,
    };
    let mut feet: Vec<Foot> = super::pages(&reading)
        .filter_map(|page| Foot::of(&known, page))
        .collect();
    if feet.iter().any(Foot::is_loose) {
        keep_called(&reading, &called, &mut feet);
    }
    let loose: Vec<&Foot> = feet.iter().filter(|foot| foot.is_loose()).collect();
    if loose.is_empty() {
        return reading;
    }
    let measure = measure(&reading, &feet);
    let dealt = deal_all(&loose, &reading, &measure);
    for (foot, dealt) in loose.iter().zip(dealt) {
        match dealt {
            Some(dealt) => foot.enter(pen, &reading, &dealt),
            None => foot.ask(pen, &reading),
        }
    }
    // The numbers of one text are to stand alike.
    for foot in feet.iter().filter(|foot| !foot.is_loose()) {
        foot.join(pen, &reading);
    }
    pen.apply();
    Reading::new(pen.galley(), wanted)
}

/// What tells the numbers of notes from others: folios, and numbers that the text calls.
struct Known<'r, C> {
    reading: &'r Reading,
    /// By how much folios are above the count of their pages.
    steps: &'r [i64],
    called: &'r C,
}

impl<C: Deref<Target = Vec<Called>>> Known<'_, C> {
    fn is_folio(&self, row: usize) -> bool {
        let here = &self.reading.rows[row];
        let value = self.reading.ink(row).parse::<i64>();
        let step = value.map(|value| value - i64::from(here.page));
        here.folio || step.is_ok_and(|step| self.steps.contains(&step))
    }

    /// Whether a row is neither a number nor a folio.
    fn is_word(&self, row: usize) -> bool {
        Label::at(self.reading, row).is_none() && !self.is_folio(row)
    }

    /// The numbers of a page that stand alone in their rows.
    fn numbers(&self, page: Range<usize>) -> Vec<Label> {
        let rows = page.filter(|&row| !self.is_folio(row));
        let mut numbers: Vec<Label> = rows
            .filter_map(|row| Label::at(self.reading, row))
            .collect();
        drop_doubles(&mut numbers);
        numbers
    }

    /// The last row of those above that calls one of the numbers, where most are called there. Numbers that only look called
    /// are those of a table, or of a printer's key.
    fn last_call(&self, numbers: &[Label], above: &Range<usize>) -> Option<usize> {
        let is_own = |value| numbers.iter().any(|label| label.value == value);
        let plain = self.called.iter().filter(|call| call.is_plain);
        let own = plain.filter(|call| is_own(call.value));
        let here = own.filter_map(|call| Some((call.row?, call.value)));
        let here: Vec<(usize, u32)> = here.filter(|(row, _)| above.contains(row)).collect();
        let values: BTreeSet<u32> = here.iter().map(|call| call.1).collect();
        let last = here.iter().map(|call| call.0).max();
        last.filter(|_| values.len() * 3 >= numbers.len() * 2)
    }

    /// The foot that begins with a series of numbers, or with the rows above or below it that are their words.
    fn series(&self, page: &Page<'_>, mut labels: Vec<Label>) -> Foot {
        let is_word = |row: &usize| self.is_word(*row);
        let mut rows = labels[0].row..page.rows.end;
        let mut lines: Vec<usize> = rows.clone().filter(is_word).collect();
        let above = match lines.last() {
            Some(&line) if line > labels[labels.len() - 1].row => None,
            _ => below::lines(page, &labels, is_word),
        };
        if let Some(above) = above {
            rows.start = above[0];
            below::due(&mut labels, &above);
            return self.foot(rows, labels, above);
        }
        place(self.reading, &page.rows, &mut labels, &lines);
        let top = above_first(page, &labels, is_word);
        if let Some(above) = top {
            rows.start = above;
            lines = rows.clone().filter(is_word).collect();
            place(self.reading, &page.rows, &mut labels, &lines);
        }
        Foot {
            is_topped: top.is_some(),
            ..self.foot(rows, labels, lines)
        }
    }

    /// A foot with its numbers in order, and the folios in it.
    fn foot(&self, rows: Range<usize>, mut labels: Vec<Label>, lines: Vec<usize>) -> Foot {
        labels.sort_by_key(|label| label.value);
        let is_unknown = |row: &usize| self.is_folio(*row) && !self.reading.rows[*row].folio;
        Foot {
            folios: rows.clone().filter(is_unknown).collect(),
            rows,
            labels,
            lines,
            is_topped: false,
        }
    }
}

/// By how much folios are above the count of their pages, where enough of them agree.
fn steps(reading: &Reading) -> Vec<i64> {
    let mut steps: HashMap<i64, usize> = HashMap::default();
    let rows = reading.rows.iter().enumerate();
    for (row, here) in rows.filter(|(_, row)| row.folio) {
        if let Ok(value) = reading.ink(row).parse::<i64>() {
            *steps.entry(value - i64::from(here.page)).or_default() += 1;
        }
    }
    steps.retain(|_, count| *count >= STEPS);
    steps.into_keys().collect()
}

impl Foot {
    /// Whether a number stands apart from its words.
    fn is_loose(&self) -> bool {
        self.labels.iter().any(|label| label.is_apart)
    }

    /// The foot of a page whose numbers make a series.
    fn of(known: &Known<'_, impl Deref<Target = Vec<Called>>>, rows: Range<usize>) -> Option<Foot> {
        let numbers = known.numbers(rows.clone());
        let above = rows.start..numbers.first()?.row;
        let last_call = || known.last_call(&numbers, &above);
        let page = Page {
            reading: known.reading,
            rows,
            call: &last_call,
        };
        let is_word = |row: &usize| known.is_word(*row);
        if let Some((labels, lines)) = mixed::series(&page, &numbers, is_word) {
            let first = labels.iter().map(|label| label.row).min()?;
            let rows = lines[0].min(first)..page.rows.end;
            return Some(known.foot(rows, labels, lines));
        }
        let first = (0..numbers.len()).find(|&first| is_series(&numbers[first..]))?;
        let foot = known.series(&page, numbers[first..].to_vec());
        (foot.lines.len() >= foot.labels.len()).then_some(foot)
    }

    /// Has each number read before its words, in their row.
    fn enter(&self, pen: &mut Pen<'_>, reading: &Reading, dealt: &Dealt) {
        let mut order: Vec<Range<usize>> = Vec::new();
        let mut rest: Vec<Range<usize>> = Vec::new();
        for (index, &line) in self.lines.iter().enumerate() {
            let starts = self.labels.iter().zip(&dealt.starts);
            let starts = starts.filter(|(label, _)| !label.is_headed);
            for (label, _) in starts.filter(|(_, start)| **start == index) {
                let end = reading.rows[label.row].ink.end;
                order.extend(reading.ranges(reading.rows[label.row].ink.start..end + 1));
                rest.extend(reading.ranges(end + 1..self.end_of(reading, label.row)));
                join(pen, reading, end..end + 1);
            }
            let start = reading.rows[line].ink.start;
            order.extend(reading.ranges(start..self.end_of(reading, line)));
        }
        for &row in &self.folios {
            let ink = &reading.rows[row].ink;
            rest.extend(reading.ranges(ink.start..self.end_of(reading, row)));
            let why = "a number that keeps step with the folios";
            for range in reading.ranges(ink.clone()) {
                pen.mark(range, Matter::Folio, why, Certainty::Likely);
            }
        }
        order.extend(rest);
        let why = "the numbers of notes stood in a block, apart from their words";
        pen.reorder(order, why, Certainty::Likely);
        self.doubt(pen, reading, dealt);
    }

    /// Writes each number in the row of its words, which stands below it.
    fn join(&self, pen: &mut Pen<'_>, reading: &Reading) {
        for label in &self.labels {
            let end = reading.rows[label.row].ink.end;
            let below = reading.rows.get(label.row + 1);
            if let Some(below) = below.filter(|_| self.lines.contains(&(label.row + 1))) {
                join(pen, reading, end..below.ink.start);
            }
        }
    }

    /// Asks about numbers that might as well stand elsewhere.
    fn doubt(&self, pen: &mut Pen<'_>, reading: &Reading, dealt: &Dealt) {
        for (label, &margin) in self.labels.iter().zip(&dealt.margins) {
            if margin < ASK
                && !label.is_headed
                && let Some(range) = reading.range(reading.rows[label.row].ink.clone())
            {
                let question = format!("do the words of note {} begin here?", label.value);
                let why = Reason::from("its number stood in a block, apart from its words")
                    .because("over the next best place", margin);
                pen.query(range, question, why);
            }
        }
    }

    /// Where a row's blanks end: what follows the last row of the page is another's.
    fn end_of(&self, reading: &Reading, row: usize) -> usize {
        match row + 1 == self.rows.end {
            true => reading.rows[row].ink.end + 1,
            false => reading.rows[row + 1].ink.start,
        }
        .min(reading.text().len())
    }

    /// Asks about numbers whose words are not to be told apart.
    fn ask(&self, pen: &mut Pen<'_>, reading: &Reading) {
        let (Some(first), Some(last)) = (self.labels.first(), self.labels.last()) else {
            return;
        };
        if let Some(range) = reading.range(reading.rows[first.row].ink.clone()) {
            let (first, last) = (first.value, last.value);
            let question = format!("whose words are those of notes {first} to {last}?");
            let why = "their numbers stand in a block apart from them, and where each begins is not plain";
            pen.query(range, question, why);
        }
    }
}

/// Puts a blank where a number's row ends.
fn join(pen: &mut Pen<'_>, reading: &Reading, ends: Range<usize>) {
    let why = "the number of a note, on a row of its own";
    if let Some(ends) = reading.range(ends) {
        pen.edit(Edit::sure(ends, " ", why).certainty(Certainty::Likely));
    }
}

impl Label {
    /// The number that a word is, if it is nothing else.
    pub fn value(word: &str) -> Option<u32> {
        let mark = marks(word).into_iter().find(|mark| mark.misread == 0)?;
        (is_plain(&mark) && mark.len == word.len()).then_some(mark.value)
    }

    /// The number that a row is, if it is nothing else.
    pub fn at(reading: &Reading, row: usize) -> Option<Label> {
        let mark = alone(reading, row)?;
        let ends_row = reading.text()[reading.rows[row].ink.end..].starts_with('\n');
        (is_plain(&mark) && ends_row).then(|| Label::new(row, mark.value))
    }
}

pub(super) fn is_plain(mark: &Mark) -> bool {
    matches!(mark.kind, Kind::Plain | Kind::Superior) && mark.value < SYMBOLS
}

/// Of numbers that come twice, one of them next to its neighbours in the series, drops the other: a folio, a call, a number
/// that words were broken off before.
fn drop_doubles(labels: &mut Vec<Label>) {
    let value = |at: Option<usize>| at.and_then(|at| labels.get(at)).map(|label| label.value);
    let is_placed = |at: usize| {
        let here = labels[at].value;
        let before = value(at.checked_sub(1)).is_some_and(|before| before + 1 == here);
        before || value(Some(at + 1)).is_some_and(|next| next == here + 1)
    };
    let doubles = (0..labels.len()).map(|at| {
        let is_other = |&other: &usize| other != at && labels[other].value == labels[at].value;
        !is_placed(at) && (0..labels.len()).filter(is_other).any(is_placed)
    });
    let mut doubles = doubles.collect::<Vec<bool>>().into_iter();
    labels.retain(|_| !doubles.next().unwrap_or(false));
}

/// Whether numbers, in whatever order, are all from the least to the highest, each once.
fn is_series(labels: &[Label]) -> bool {
    let mut values: Vec<u32> = labels.iter().map(|label| label.value).collect();
    values.sort_unstable();
    !values.is_empty() && values.windows(2).all(|pair| pair[0] + 1 == pair[1])
}

/// What may be a call: its row and its number, and whether it is set as calls are.
pub(super) struct Called {
    pub row: Option<usize>,
    pub value: u32,
    is_plain: bool,
}

/// All that may be calls.
pub(super) fn called(reading: &Reading, rules: &Rules) -> Vec<Called> {
    let calls = candidates::of(reading, &rules.lexicon);
    let called = calls.iter().map(|call| Called {
        row: reading.row_at(call.range.start),
        value: call.value,
        is_plain: call.weight >= PLAIN,
    });
    called.collect()
}

/// Keeps the feet most of whose numbers are called in the text above them.
fn keep_called(reading: &Reading, called: &[Called], feet: &mut Vec<Foot>) {
    feet.retain(|foot| {
        let page = reading.rows[foot.rows.start].page;
        let is_here = |row: usize| row < foot.rows.start && reading.rows[row].page == page;
        let is_called = |label: &&Label| {
            let mut calls = called.iter().filter(|call| call.value == label.value);
            calls.any(|call| call.row.is_some_and(is_here))
        };
        let count = foot.labels.iter().filter(is_called).count();
        count * 3 >= foot.labels.len() * 2
    });
}

/// The measures of text and notes, as far as the feet show them.
fn measure(reading: &Reading, feet: &[Foot]) -> Measure {
    let mut matter = vec![measure::Matter::Text; reading.rows.len()];
    for &line in feet.iter().flat_map(|foot| &foot.lines) {
        matter[line] = measure::Matter::Foot;
    }
    Measure::new(&reading.rows, &matter)
}

/// A number without an empty line above it leaves room for so many rows of the note before, in one text or another.
const ROOM: [usize; 3] = [1, 2, 3];

/// Where the notes of all feet begin, by what the empty lines between their numbers say: where only some numbers have one
/// above them, it tells of longer notes. How long they are is what makes the best reading of all.
fn deal_all(feet: &[&Foot], reading: &Reading, measure: &Measure) -> Vec<Option<Dealt>> {
    let labels = feet.iter().flat_map(|foot| &foot.labels);
    let tight: Vec<bool> = labels.filter_map(|label| label.is_tight).collect();
    let tells = tight.contains(&true) && tight.contains(&false);
    let all = |room: Option<usize>| -> Vec<Dealt> {
        let dealt = feet.iter().map(|foot| deal(foot, reading, measure, room));
        dealt.collect()
    };
    let sum = |dealt: &[Dealt]| dealt.iter().map(|dealt| dealt.sum).sum::<f32>();
    let dealt = match tells {
        false => Some(all(None)),
        true => {
            let all = ROOM.into_iter().map(|room| all(Some(room)));
            all.max_by(|one, other| sum(one).total_cmp(&sum(other)))
        }
    };
    let dealt = dealt.unwrap_or_default().into_iter();
    dealt
        .map(|dealt| dealt.is_good().then_some(dealt))
        .collect()
}
