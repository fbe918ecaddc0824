//! Setting. In: a [`Take`]. Out: [`Setting`], its words and the lines that it may be broken into; and the [`Matter`]
//! that make-up sees of it.

use super::breaking::{Choice, choose};
use super::hyphenate::Hyphenator;
use super::makeup::{Berth, Matter, Offer};
use super::plate::Stands;
use super::rivers::without_rivers;
use super::shape::Shaper;
use super::take::{Draft, RuleBeside, SideNote, TableCell, TableRow, TableRule, Take};
use super::words::{Words, words};
use crate::book::NoteIndex;
use crate::hash::HashMap;
use std::sync::Arc;

/// A take, set.
#[derive(Clone, Debug)]
pub struct Setting {
    /// What was set.
    pub take: Take,
    /// Its words, with the points at which lines end.
    pub words: Words,
    /// The lines it may be broken into; the first choice is the best.
    pub choices: Vec<Choice>,
}

/// A line of a paragraph less or more costs this, and twice what its lines cost more: where white above a heading or
/// another paragraph can give, it should.
const OTHER_LINES: i64 = 150;

/// Sets a take. Only matter of the column needs other choices than the best.
#[must_use]
pub fn set(take: Take, shaper: &Shaper, hyphenator: &Hyphenator, with_others: bool) -> Setting {
    if take.plate().is_some() {
        return Setting {
            take,
            words: Words::default(),
            choices: Vec::new(),
        };
    }
    let mut words = words(&take, shaper, hyphenator);
    let mut choices = Vec::new();
    if words.points.len() > 1 {
        let found = match take.room.is_justified() {
            true => without_rivers(&words, &take.room),
            false => choose(&words.points, &take.room),
        };
        choices.push(found.best);
        if with_others {
            choices.extend(found.longer);
            choices.extend(found.shorter);
        }
    }
    keep_ends(&mut words, &mut choices);
    Setting {
        take,
        words,
        choices,
    }
}

/// Drops the points at which no choice ends a line: most of what a long book would keep in memory.
fn keep_ends(words: &mut Words, choices: &mut [Choice]) {
    let mut used = vec![false; words.points.len()];
    used.iter_mut().take(1).for_each(|start| *start = true);
    let ends = choices.iter().flat_map(|choice| &choice.ends);
    ends.for_each(|&end| used[end as usize] = true);
    let mut left = 0;
    let counted = used.iter().map(|&is_used| {
        left += u32::from(is_used);
        left.saturating_sub(1)
    });
    let places: Vec<u32> = counted.collect();
    let ends = choices.iter_mut().flat_map(|choice| &mut choice.ends);
    ends.for_each(|end| *end = places[*end as usize]);
    let mut keep = used.iter();
    words.points.retain(|_| keep.next() == Some(&true));
    let mut keep = used.iter();
    words.places.retain(|_| keep.next() == Some(&true));
    words.points.shrink_to_fit();
    words.places.shrink_to_fit();
}

impl Setting {
    /// Lines of the best choice; the rows of a picture.
    #[must_use]
    pub fn lines(&self) -> u16 {
        if let Some(plate) = self.take.plate() {
            return plate.rows();
        }
        self.choices
            .first()
            .map_or(0, |choice| choice.ends.len() as u16)
    }

    /// The line, from 0, in which a part stands.
    fn line_of(&self, choice: &Choice, part: u32) -> u16 {
        let is_before = |&end: &u32| {
            let place = &self.words.places[end as usize];
            match place.cut {
                Some((cut, _)) => cut <= part,
                None => self.words.words[place.word as usize].end <= part,
            }
        };
        let line = choice.ends.partition_point(is_before);
        line.min(choice.ends.len() - 1) as u16
    }

    /// The part that calls a note.
    fn call_of(&self, note: NoteIndex) -> Option<u32> {
        let calls =
            |part: &super::words::Part| self.words.owners[part.stretch as usize].call == Some(note);
        self.words
            .parts
            .iter()
            .position(calls)
            .map(|part| part as u32)
    }

    /// The parts that call some notes: the first of each.
    fn calls_of(&self, notes: &[NoteIndex]) -> Vec<Option<u32>> {
        if notes.len() < 2 {
            return notes.iter().map(|&note| self.call_of(note)).collect();
        }
        let mut calls: HashMap<NoteIndex, u32> = HashMap::default();
        for (part, at) in self.words.parts.iter().zip(0..) {
            let call = self.words.owners[part.stretch as usize].call;
            call.map(|note| *calls.entry(note).or_insert(at));
        }
        notes.iter().map(|note| calls.get(note).copied()).collect()
    }

    fn offer(&self, choice: &Choice, draft: &Stand, leading: i64) -> Offer {
        let lines = choice.ends.len() as u16;
        let rows = match draft.leading {
            None => lines,
            Some(own) => {
                let depth = i64::from(lines - 1) * own;
                ((depth + leading - 1) / leading) as u16 + 1 + draft.tail
            }
        };
        let row =
            |part: Option<u32>| part.map_or(0, |part| self.line_of(choice, part).min(rows - 1));
        let ends = choice.ends.iter().zip(0..);
        let hyphenated = ends.filter(|&(&end, _)| self.words.places[end as usize].adds_hyphen);
        let extra = choice.cost - self.choices[0].cost;
        Offer {
            rows,
            cost: if lines == self.lines() {
                0
            } else {
                2 * extra.max(0) + OTHER_LINES
            },
            calls: self.calls_of(&draft.notes).into_iter().map(row).collect(),
            hyphens: hyphenated.map(|(_, row)| row).collect(),
            asides: draft
                .asides
                .iter()
                .map(|aside| self.beside(aside, (choice, rows)))
                .collect(),
        }
    }

    /// The row that a side note stands beside, and how many lines it takes there with the white below it.
    fn beside(&self, aside: &SideNote<Setting>, (choice, rows): (&Choice, u16)) -> (u16, u16) {
        let is_before = |part: &super::words::Part| (part.stretch as usize) < aside.behind;
        let part = self.words.parts.iter().rposition(is_before);
        let row = part.map_or(0, |part| self.line_of(choice, part as u32));
        (row.min(rows - 1), aside.take.lines() + 1)
    }
}

/// What a draft is beside its take.
#[derive(Clone, Debug)]
pub struct Stand {
    /// See [`Draft::leading`].
    pub leading: Option<i64>,
    /// See [`Draft::tail`].
    pub tail: u16,
    /// See [`Draft::rule`].
    pub rule: Option<RuleBeside>,
    /// See [`Draft::above`].
    pub above: u16,
    /// See [`Draft::below`].
    pub below: u16,
    /// See [`Draft::shift`].
    pub shift: i64,
    /// See [`Draft::target`].
    pub target: Option<super::page::TargetId>,
    /// See [`Draft::notes`].
    pub notes: Vec<NoteIndex>,
    /// See [`Draft::row`].
    pub row: Option<SetRow>,
    /// See [`Draft::asides`].
    pub asides: Vec<SideNote<Setting>>,
}

/// A row of a table, set.
#[derive(Clone, Debug)]
pub struct SetRow {
    /// The cells.
    pub cells: Vec<TableCell<Setting>>,
    /// The table's head: an index in the chapter's heads.
    pub head: Option<usize>,
    /// Its rules.
    pub rules: Vec<TableRule>,
    /// See [`TableRow::is_figure`].
    pub is_figure: bool,
    /// See [`TableRow::turned`].
    pub turned: Option<u16>,
    /// See [`TableRow::is_fixed`].
    pub is_fixed: bool,
    /// See [`TableRow::berth`].
    pub berth: Option<Berth>,
}

/// Sets a row of a table.
#[must_use]
pub fn set_row(row: TableRow, mut set: impl FnMut(Take) -> Setting) -> SetRow {
    let cells = row.cells.into_iter();
    SetRow {
        cells: cells
            .map(|cell| TableCell {
                held: cell.held.into_iter().map(&mut set).collect(),
                tiers: cell.tiers,
            })
            .collect(),
        head: row.head,
        rules: row.rules,
        is_figure: row.is_figure,
        turned: row.turned,
        is_fixed: row.is_fixed,
        berth: row.berth,
    }
}

impl SetRow {
    /// The lines of all its tiers; of one that is turned, the rows of the page.
    #[must_use]
    pub fn lines(&self) -> u16 {
        if let Some(rows) = self.turned {
            return rows;
        }
        self.tiers().into_iter().fold(0, u16::saturating_add)
    }

    /// The lines of each tier: those of the cell that has most, one at least; a cell over several makes the last of them deeper.
    #[must_use]
    pub fn tiers(&self) -> Vec<u16> {
        let count = self.cells.iter().map(|cell| cell.tiers.end).max();
        let mut tiers = vec![1; usize::from(count.unwrap_or(1).max(1))];
        let lines = |cell: &TableCell<Setting>| {
            let lines = cell.held.iter().map(Setting::lines);
            lines.fold(0, u16::saturating_add)
        };
        // Those of one tier first, as the others may have room in what they leave.
        for is_over_several in [false, true] {
            let cells = self.cells.iter();
            for cell in cells.filter(|cell| (cell.tiers.len() > 1) == is_over_several) {
                let own = &mut tiers[usize::from(cell.tiers.start)..usize::from(cell.tiers.end)];
                let room = own.iter().copied().fold(0, u16::saturating_add);
                if let Some(last) = own.last_mut() {
                    *last = last.saturating_add(lines(cell).saturating_sub(room));
                }
            }
        }
        tiers
    }

    /// The line, from 0, that a tier begins with.
    #[must_use]
    pub fn tier_start(&self, tier: u16) -> u16 {
        let tiers = self.tiers();
        let before = tiers.iter().take(usize::from(tier)).copied();
        before.fold(0, u16::saturating_add)
    }

    /// Makes its pictures smaller, if they have to be, so that it takes so many rows with what is said of them.
    pub(super) fn fit(&mut self, rows: u16) {
        for cell in &mut self.cells {
            let words = cell.held.iter();
            let words = words.filter(|setting| setting.take.plate().is_none());
            let words: u16 = words.map(Setting::lines).sum();
            let stretches = cell
                .held
                .iter_mut()
                .flat_map(|setting| &mut setting.take.stretches);
            for plate in stretches.filter_map(|stretch| stretch.picture.as_mut()) {
                if matches!(plate.stands, Stands::Alone { .. }) {
                    Arc::make_mut(plate).fit(rows.saturating_sub(words));
                }
            }
        }
    }

    /// The line in which a note is called first.
    fn line_of(&self, note: NoteIndex) -> u16 {
        if self.turned.is_some() {
            return 0;
        }
        let in_cell = |cell: &TableCell<Setting>| {
            let mut above = self.tier_start(cell.tiers.start);
            for setting in &cell.held {
                if let (Some(part), Some(choice)) = (setting.call_of(note), setting.choices.first())
                {
                    return Some(above + setting.line_of(choice, part));
                }
                above += setting.lines();
            }
            None
        };
        self.cells.iter().find_map(in_cell).unwrap_or(0)
    }

    /// The one way to set it. A row of more lines than a page may be parted.
    pub(super) fn offer(&self, notes: &[NoteIndex]) -> Offer {
        let rows = self.lines();
        let row = |note: &NoteIndex| self.line_of(*note).min(rows - 1);
        Offer {
            rows,
            cost: 0,
            calls: notes.iter().map(row).collect(),
            hyphens: Vec::new(),
            asides: Vec::new(),
        }
    }
}

/// What make-up sees of a draft; the white between it and its neighbour above is not agreed yet.
#[must_use]
pub fn matter(
    draft: Draft,
    leading: i64,
    mut set: impl FnMut(Take) -> Setting,
) -> (Matter, Setting, Stand) {
    let row = draft.row.map(|row| set_row(row, &mut set));
    let asides = draft.asides.into_iter().map(|aside| SideNote {
        take: set(aside.take),
        behind: aside.behind,
    });
    let stand = Stand {
        leading: draft.leading,
        tail: draft.tail,
        rule: draft.rule,
        above: draft.above,
        below: draft.below,
        shift: draft.shift,
        target: draft.target,
        notes: draft.notes,
        row,
        asides: asides.collect(),
    };
    let setting = set(draft.take);
    let offers = setting.choices.iter();
    let mut offers: Vec<Offer> = offers
        .map(|choice| setting.offer(choice, &stand, leading))
        .collect();
    if offers.is_empty() {
        let row = stand.row.as_ref();
        offers.push(row.map_or_else(Offer::default, |row| row.offer(&stand.notes)));
    }
    let matter = Matter {
        above: draft.above,
        is_elastic: draft.is_elastic,
        sink: draft.sink,
        offers,
        split: draft.split,
        keeps_next: draft.keeps_next,
        again: 0,
    };
    (matter, setting, stand)
}
