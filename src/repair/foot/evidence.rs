//! What each row says about notes. In: the rows, their marks, the candidates for calls, the measures. Out: weights, in
//! natural-log units, for each way in which note matter can begin, go on and end: what any body says here, the rest by
//! its place, at page feet (`feet`) or in sections of endnotes (`ends`).

mod alike;
mod body;
mod chain;
mod chapters;
mod ends;
mod feet;
mod follows;
mod habits;
mod heads;
mod kin;
mod learn;
mod lists;
mod page;
mod rates;
mod sections;
mod shown;
mod titles;
mod visitors;

pub use alike::Alike;
pub use feet::Layout;
pub use heads::Head;
pub(super) use heads::REACH;
pub(crate) use titles::{Titles, is_title};

use super::looks::{Lead, Look, Tail};
use super::marks::{Gap, is_rule, marks};
use super::measure::Measure;
use super::rows::Reading;
use super::sentence::breaks_address;
use crate::hash::HashMap;
use crate::lexicon::Lexicon;
use crate::repair::noterefs::candidates::Candidate;
use crate::repair::order::broken;
use crate::repair::regions::Regions;
use follows::Follows;
use habits::Habits;
use kin::{Growth, Kin, Length};
use learn::CALLED;
use page::Feet;
use rates::Rates;
use std::collections::BTreeSet;

/// What a hypothesis remembers of the page: rows, one more than their index; 0 for none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trail {
    /// The last row of running text.
    pub text_row: u32,
    /// Whether it breaks off in the midst of a sentence.
    pub is_broken: bool,
    /// The last row of note matter.
    pub note_row: u32,
    /// The last row of the foot before the one that is open.
    pub foot_row: u32,
    /// The first row of the last notes, if they were only the rest of one.
    pub rest_row: u32,
    /// Where running text last began below notes.
    pub column_row: u32,
    /// How many characters the last body has.
    pub ink: u32,
    /// Whether the running text is set as notes are.
    pub alike: Alike,
    /// The section of endnotes.
    pub section: Section,
}

/// What a hypothesis remembers of a section of endnotes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Section {
    /// Its first row.
    pub row: u32,
    /// How often numbers began since the last heading of notes: each time takes calls of its own.
    pub firsts: u32,
    /// Where the last section ended, and how often numbers had begun by then.
    pub since: u32,
    pub before: u32,
    /// Whether it has a heading.
    pub is_titled: bool,
}

/// The evidence of all rows.
pub struct Evidence<'r> {
    reading: &'r Reading,
    /// What stands beside prose.
    regions: Regions,
    lexicon: &'r Lexicon,
    heads: Vec<Vec<Head>>,
    /// The rows of the calls of each number, those that look good.
    called: HashMap<u32, Vec<u32>>,
    /// Candidates for calls in a row that look good.
    calls: Vec<u8>,
    /// Those among them whose number heads a row below on their page.
    own_calls: Vec<u8>,
    habits: Habits,
    /// How many bodies of each style a call speaks for, in an earlier reading.
    rates: Rates,
    looks: Vec<Look>,
    /// The rows that are rules.
    ruled: Vec<bool>,
    /// The row of words at or before each row.
    words: Vec<u32>,
    /// The characters of each row's first word.
    firsts: Vec<u32>,
    /// How rows follow one another.
    follows: Follows,
    /// What the halves of a cut word say for a row's going on with the row above.
    halves: Vec<f32>,
    /// The lengths of full rows.
    measure: Measure,
    /// How the feet of columns are set, where pages are given.
    feet: Feet,
    /// What a first reading's notes have in common.
    kin: Option<Kin>,
    /// The usual length of a body.
    usual: Growth,
    /// Where on a page notes stand.
    layout: Layout,
    /// Rows that stand in runs of short lines between blanks: headings.
    titles: Vec<bool>,
    /// Rows that begin with a chapter's number.
    chapters: Vec<bool>,
    /// Whether an earlier reading's notes stand at the ends of chapters.
    ends_chapters: bool,
    /// The numbers that stand by themselves in a row, with their page.
    torn: BTreeSet<(u32, u32)>,
}

/// What a number says for its ending the range that a row breaks off in: `12-` and `15`.
const RANGE: f32 = 1.5;

/// What it says against a reading that its running text breaks off at its end.
const BROKEN_OFF: f32 = -2.0;

/// The marks that a row may begin with. Digits that an address goes on with head nothing.
fn heads(reading: &Reading, row: usize) -> Vec<Head> {
    let ink = reading.ink(row);
    let marks = page::raised(reading, row, marks(ink)).into_iter();
    let above = row.checked_sub(1).map_or("", |above| reading.ink(above));
    let is_rest = breaks_address(above, ink);
    let marks = marks.filter(|mark| mark.gap != Gap::Glued || !is_rest);
    marks.map(Head::from).collect()
}

/// The characters of a row's first word.
fn first_word(ink: &str) -> u32 {
    let word = ink.split_whitespace().next();
    word.map_or(0, |word| word.chars().count() as u32)
}

impl<'r> Evidence<'r> {
    /// Gathers it.
    #[must_use]
    pub fn new(
        reading: &'r Reading,
        calls: &[Candidate],
        regions: Regions,
        lexicon: &'r Lexicon,
    ) -> Evidence<'r> {
        let rows = reading.rows.len();
        let titles = Titles::of(reading);
        let mut evidence = Evidence {
            reading,
            regions,
            lexicon,
            heads: (0..rows).map(|row| heads(reading, row)).collect(),
            called: HashMap::default(),
            calls: vec![0; rows],
            own_calls: vec![0; rows],
            habits: Habits::default(),
            rates: Rates::default(),
            looks: Vec::new(),
            ruled: (0..rows).map(|row| is_rule(reading.ink(row))).collect(),
            words: Vec::new(),
            firsts: (0..rows).map(|row| first_word(reading.ink(row))).collect(),
            follows: Follows::new(std::iter::empty()),
            halves: Vec::new(),
            measure: Measure::default(),
            feet: Feet::of(&reading.rows),
            kin: None,
            usual: Length::default().into(),
            layout: Layout::Anywhere,
            chapters: chapters::openings(reading, &titles.of_notes),
            titles: titles.of_notes,
            ends_chapters: false,
            torn: (0..rows)
                .filter_map(|row| body::torn(reading, row))
                .collect(),
        };
        evidence.words = evidence.rows_of_words();
        (0..rows)
            .filter(|&row| evidence.is_at_foot(row))
            .collect::<Vec<_>>()
            .into_iter()
            .for_each(|row| evidence.regions.forget(row));
        sections::sections(reading)
            .into_iter()
            .for_each(|row| evidence.regions.weigh_down(row, sections::SECTION));
        evidence.support(calls);
        evidence.hear_free_numbers(calls);
        evidence.own_calls = evidence.own_calls(calls);
        evidence.habits = evidence.habits();
        evidence.look(evidence.first_measure());
        evidence.follows = evidence.follows();
        evidence.halves = (0..rows)
            .map(|row| {
                row.checked_sub(1)
                    .map_or(0.0, |above| evidence.fit(above, row))
            })
            .collect();
        evidence.weigh_heads();
        evidence
    }

    /// The row of words at or before each row: numbers that an extractor set apart and rules end nothing.
    fn rows_of_words(&self) -> Vec<u32> {
        let mut last = None;
        let words = (0..self.len()).map(|row| {
            let is_alone = (self.heads[row].iter()).any(|head| head.mark.gap == Gap::Alone);
            if !is_alone && !self.ruled[row] {
                last = Some(row);
            }
            last.unwrap_or(row) as u32
        });
        words.collect()
    }

    /// The same for notes that stand elsewhere on their pages.
    pub fn set_layout(&mut self, layout: Layout) {
        self.layout = layout;
    }

    /// Whether notes may stand between paragraphs.
    #[must_use]
    pub fn stands_anywhere(&self) -> bool {
        self.layout == Layout::Anywhere
    }

    /// The rows that it speaks of.
    pub(super) fn reading(&self) -> &'r Reading {
        self.reading
    }

    /// Rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// The marks that a row may begin with.
    #[must_use]
    pub fn heads(&self, row: usize) -> &[Head] {
        &self.heads[row]
    }

    /// Whether a row was taken for a folio.
    #[must_use]
    pub fn is_folio(&self, row: usize) -> bool {
        self.reading.rows[row].folio
    }

    /// Whether a row is the first of its page.
    #[must_use]
    pub fn is_turn(&self, row: usize) -> bool {
        self.reading.rows[row].turn
    }

    /// Whether a row is the heading of a section of endnotes.
    #[must_use]
    pub fn is_title(&self, row: usize) -> bool {
        self.titles[row]
    }

    /// What a row's look says for note matter.
    #[must_use]
    pub fn note(&self, row: usize) -> f32 {
        self.looks[row].note
    }

    /// What a row's look says for running text.
    #[must_use]
    pub fn text(&self, row: usize, trail: &mut Trail) -> f32 {
        trail.alike.read(self.looks[row].note)
    }

    /// What a row's look says for a section of endnotes.
    #[must_use]
    pub fn end(&self, row: usize) -> f32 {
        self.looks[row].end
    }

    /// What a row's beginning says for its going on where the row `above` ends; rows count from 1 there, 0 is none.
    fn follow(&self, above: u32, row: usize) -> f32 {
        above.checked_sub(1).map_or(0.0, |above| {
            let tail = self.looks[above as usize].tail();
            self.follows.weigh(tail, self.looks[row].lead())
        })
    }

    /// The same with a row of running text.
    #[must_use]
    pub fn with_text(&self, trail: Trail, row: usize) -> Trail {
        let words = self.words_at(row);
        Trail {
            text_row: words as u32 + 1,
            is_broken: self.looks[words].tail() != Tail::Done,
            ..trail
        }
    }

    /// What the length of a body says against one more row.
    #[must_use]
    pub fn grown(&self, row: usize, trail: &Trail) -> f32 {
        let before = trail.ink;
        self.usual.weigh(before + self.length(row)) - self.usual.weigh(before)
    }

    /// The characters of a row.
    #[must_use]
    pub fn length(&self, row: usize) -> u32 {
        self.reading.rows[row].length
    }

    /// Running text is never taken up again after a row.
    #[must_use]
    pub fn stop(&self, trail: &Trail) -> f32 {
        match trail.text_row.checked_sub(1) {
            Some(row) if self.is_broken(row as usize) => BROKEN_OFF,
            _ => 0.0,
        }
    }

    /// Whether a row that is no heading breaks off in the midst of a sentence.
    fn is_broken(&self, row: usize) -> bool {
        let look = self.looks[row];
        look.tail() != Tail::Done && !self.measure.is_short(&self.reading.rows[row], false)
    }

    /// Whether a row begins with the second half of the word, or of the range of numbers, that another breaks off in.
    fn halves(&self, above: usize, row: usize) -> f32 {
        if above + 1 == row {
            self.halves[row]
        } else {
            self.fit(above, row)
        }
    }

    /// The same, looked up.
    fn fit(&self, above: usize, row: usize) -> f32 {
        let (cut, here) = (self.looks[above], self.looks[row]);
        if !cut.is_cut {
            return 0.0;
        }
        match here.lead() {
            Lead::Lower => {
                let (last, next) = (self.reading.ink(above), self.reading.ink(row));
                broken(last, next, self.lexicon)
            }
            _ if here.is_number => RANGE,
            _ => 0.0,
        }
    }

    /// Whether a row ends a sentence.
    fn ends(&self, row: usize) -> bool {
        self.looks[row].ends
    }
}
