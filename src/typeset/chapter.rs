//! A chapter, set and made up. In: a [`Chapter`] of drafts and the notes' takes. Out: [`MadeUp`]: settings, and which of
//! their lines stand on which page.

use super::compose::{Chapter, SectionAt};
use super::design::Design;
use super::float::{self, Column, whites};
use super::hyphenate::Hyphenator;
use super::makeup::{Berth, Float, Frame, Matter, PagePlan, Split};
use super::page::TargetId;
use super::set::{SetRow, Setting, Stand, matter, set, set_row};
use super::shape::Shaper;
use super::take::{TableRow, Take};
use crate::book::NoteIndex;
use rayon::prelude::*;

/// What sets words.
#[derive(Clone, Copy)]
pub struct Tools<'a> {
    /// Shapes them.
    pub shaper: &'a Shaper,
    /// Parts them.
    pub hyphenator: &'a Hyphenator,
    /// Says how they look.
    pub design: &'a Design,
}

/// A note at the foot.
#[derive(Clone, Debug)]
pub struct FootNote {
    /// Which.
    pub note: NoteIndex,
    /// Its paragraphs.
    pub settings: Vec<Setting>,
}

/// A chapter, ready to be placed.
#[derive(Clone, Debug)]
pub struct MadeUp {
    /// What was set, in order.
    pub settings: Vec<Setting>,
    /// How it stands.
    pub stands: Vec<Stand>,
    /// The heads of its tables.
    pub heads: Vec<Vec<SetRow>>,
    /// The notes at the foot, in the order of their calls.
    pub notes: Vec<FootNote>,
    /// The pages.
    pub plans: Vec<PagePlan>,
    /// How many of the pieces stand in their order; the others float.
    pub flow: usize,
    /// For each that floats, how many pieces stand before it.
    pub floats: Vec<usize>,
    /// The notes called in each offer's rows, for numbers by page.
    pub matter: Vec<Matter>,
    /// See [`Chapter::is_opening`].
    pub is_opening: bool,
    /// See [`Chapter::is_notes`].
    pub is_notes: bool,
    /// See [`Chapter::sections`].
    pub sections: Vec<SectionAt>,
    /// See [`Chapter::on_recto`].
    pub on_recto: bool,
    /// See [`Chapter::is_silent`].
    pub is_silent: bool,
    /// See [`Chapter::before_contents`].
    pub before_contents: bool,
    /// See [`Chapter::is_piece`].
    pub is_piece: bool,
}

/// Sets a chapter and makes up its pages.
#[must_use]
pub fn make_chapter(chapter: Chapter, notes: &[Vec<Take>], tools: Tools<'_>) -> MadeUp {
    let frame = tools.design.frame(chapter.is_notes);
    let order: Vec<NoteIndex> = chapter
        .drafts
        .iter()
        .flat_map(|d| d.notes.iter().copied())
        .collect();
    let foot = foot_notes(order, notes, tools);
    let heads = set_heads(chapter.heads, tools);
    let drafts = chapter.drafts.into_par_iter();
    let made = drafts.map(|draft| {
        let with_others = draft.leading.is_none();
        matter(draft, frame.leading, |take| {
            set_take(take, tools, with_others)
        })
    });
    let depths: Vec<u16> = foot.iter().map(FootNote::lines).collect();
    let (matter, settings, stands) = fitted(made.collect(), &heads, (&frame, &depths));
    let Parted {
        order: parted,
        flow,
        floats,
    } = parted(&stands, &matter);
    let mut sections = chapter.sections;
    for section in &mut sections {
        section.first = parted[..flow].partition_point(|&draft| draft < section.first);
    }
    let (settings, stands) = (in_order(settings, &parted), in_order(stands, &parted));
    let mut matter = in_order(matter, &parted);
    let above = whites(stands[..flow].iter());
    let pieces = matter.iter_mut().zip(above);
    pieces.for_each(|(piece, above)| piece.above = above);
    let (mut order, plans) = float::made_up(&Column {
        matter: &matter[..flow],
        stands: &stands[..flow],
        sections: &sections,
        depths: &depths,
        frame: &frame,
        floats: &floats,
    });
    order.extend(flow..matter.len());
    MadeUp {
        flow,
        floats: floats.iter().map(|float| float.anchor).collect(),
        plans,
        settings: in_order(settings, &order),
        stands: in_order(stands, &order),
        heads,
        notes: foot,
        matter: in_order(matter, &order),
        is_opening: chapter.is_opening,
        is_notes: chapter.is_notes,
        sections,
        on_recto: chapter.on_recto,
        is_silent: chapter.is_silent,
        before_contents: chapter.before_contents,
        is_piece: chapter.is_piece,
    }
}

/// The heads of tables, set.
fn set_heads(heads: Vec<Vec<TableRow>>, tools: Tools<'_>) -> Vec<Vec<SetRow>> {
    let set = |row| set_row(row, |take| set_take(take, tools, false));
    let heads = heads.into_iter();
    heads
        .map(|rows| rows.into_iter().map(set).collect())
        .collect()
}

/// All pieces of a chapter, its rows and pictures fitted into its pages; `depths` are the lines of its notes.
fn fitted(
    made: Vec<(Matter, Setting, Stand)>,
    heads: &[Vec<SetRow>],
    (frame, depths): (&Frame, &[u16]),
) -> (Vec<Matter>, Vec<Setting>, Vec<Stand>) {
    let mut matter: Vec<Matter> = Vec::with_capacity(made.len());
    let mut settings = Vec::with_capacity(made.len());
    let mut stands = Vec::with_capacity(made.len());
    let mut called = 0;
    for (mut piece, setting, mut stand) in made {
        let own = called..called + stand.notes.len();
        called = own.end;
        if let Some(row) = stand.row.as_mut() {
            // What calls notes stays in its order, or these would not be in theirs.
            row.berth = row.berth.filter(|_| stand.notes.is_empty());
            // What is turned is as wide as it is.
            let is_shrunk = row.is_figure && row.turned.is_none();
            let left = is_shrunk.then(|| match row.berth {
                Some(Berth::Top | Berth::Foot) => frame.rows.saturating_sub(LEAST).max(1),
                Some(Berth::Alone | Berth::Bare) => frame.rows,
                None => room(frame, &depths[own], &matter),
            });
            fit_row(&mut piece, row, &stand.notes, (heads, frame.rows, left));
        }
        matter.push(piece);
        settings.push(setting);
        stands.push(stand);
    }
    (matter, settings, stands)
}

/// The pieces of a chapter, those first that stand in their order.
struct Parted {
    order: Vec<usize>,
    /// How many stand in their order.
    flow: usize,
    floats: Vec<Float>,
}

fn parted(stands: &[Stand], matter: &[Matter]) -> Parted {
    let (mut order, mut floating, mut floats) = (Vec::new(), Vec::new(), Vec::new());
    for (at, (stand, piece)) in stands.iter().zip(matter).enumerate() {
        let berth = stand.row.as_ref().and_then(|row| row.berth);
        let Some(berth) = berth else {
            order.push(at);
            continue;
        };
        floating.push(at);
        floats.push(Float {
            anchor: order.len(),
            rows: piece.offers[0].rows,
            berth,
        });
    }
    let flow = order.len();
    order.append(&mut floating);
    Parted {
        order,
        flow,
        floats,
    }
}

/// The notes that a chapter calls, set.
fn foot_notes(order: Vec<NoteIndex>, notes: &[Vec<Take>], tools: Tools<'_>) -> Vec<FootNote> {
    let set = |note: NoteIndex| {
        let takes = notes[note.0 as usize].iter();
        FootNote {
            note,
            settings: takes
                .map(|take| set_take(take.clone(), tools, false))
                .collect(),
        }
    };
    order.into_par_iter().map(set).collect()
}

/// Fits a row of a table, or a picture, into pages of so many rows: a picture into what is left for it, a row below the head
/// that stands again over it; what no page has room for can't be kept together.
fn fit_row(
    piece: &mut Matter,
    row: &mut SetRow,
    notes: &[NoteIndex],
    (heads, rows, left): (&[Vec<SetRow>], u16, Option<u16>),
) {
    if let Some(left) = left {
        row.fit(left);
        piece.offers = vec![row.offer(notes)];
    }
    if row.is_figure {
        piece.sink = piece.sink.min(rows.saturating_sub(piece.offers[0].rows));
    }
    if let Some(head) = row.head.and_then(|head| heads.get(head)) {
        let lines = head.iter().map(SetRow::lines).sum::<u16>();
        // A head that leaves no room for its rows is not worth standing again.
        piece.again = if lines < rows / 2 { lines } else { 0 };
    }
    let most = if row.is_figure { rows } else { rows / TALL };
    if piece.offers[0].rows + piece.again > most {
        piece.split = Split::Lines;
    }
}

/// Rows that a picture and its caption keep, whatever else wants them.
const LEAST: u16 = 6;

/// The rows of a page that a picture may take with its caption: beside the notes that this calls, and below the headings
/// that it follows, which would stand alone otherwise.
fn room(frame: &Frame, notes: &[u16], before: &[Matter]) -> u16 {
    let lines = notes.iter().map(|&depth| u32::from(depth)).sum();
    let rows = frame.rows_above(lines).unwrap_or(0);
    let headings = before.iter().rev().take_while(|piece| piece.is_heading());
    let headings = headings.map(|piece| piece.above.max(piece.sink) + piece.offers[0].rows);
    let taken = headings.map(u32::from).sum::<u32>()
        + u32::from(!before.is_empty() && before[before.len() - 1].is_heading());
    let rows = u32::from(rows).saturating_sub(taken);
    (rows as u16).max(LEAST).min(frame.rows)
}

/// A row of a table that is taller than this part of a page may be parted: one in ...
const TALL: u16 = 2;

fn set_take(take: Take, tools: Tools<'_>, with_others: bool) -> Setting {
    set(take, tools.shaper, tools.hyphenator, with_others)
}

/// All of some things, each where an order names it.
fn in_order<T>(things: Vec<T>, order: &[usize]) -> Vec<T> {
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    let taken = order.iter().filter_map(|&at| things[at].take());
    taken.collect()
}

impl FootNote {
    /// All its lines.
    #[must_use]
    pub fn lines(&self) -> u16 {
        let lines = self.settings.iter().map(Setting::lines);
        lines.fold(0, u16::saturating_add)
    }
}

impl MadeUp {
    /// The page, from 0, on which a target of this chapter's headings stands.
    #[must_use]
    pub fn page_of(&self, target: TargetId) -> Option<usize> {
        let matter = self.stands.iter().position(|s| s.target == Some(target))?;
        let holds = |plan: &PagePlan| plan.column.iter().any(|s| s.matter == matter);
        self.plans.iter().position(holds)
    }

    /// The section that a page ends in.
    #[must_use]
    pub fn section_at(&self, page: &PagePlan) -> Option<&SectionAt> {
        let last = page.column.iter().rev().map(|standing| standing.matter);
        let last = last.clone().find(|&piece| piece < self.flow).or_else(|| {
            let float = last.clone().next()?.checked_sub(self.flow)?;
            self.floats
                .get(float)
                .map(|anchor| anchor.saturating_sub(1))
        });
        let last = last.unwrap_or(usize::MAX);
        let mut before = self.sections.iter().rev();
        before.find(|section| section.first <= last)
    }

    /// Gives each note its number on the page of its first call.
    pub fn number_by_page(&self, numbers: &mut [u32]) {
        for plan in &self.plans {
            let mut next = 1;
            for standing in &plan.column {
                let offer = &self.matter[standing.matter].offers[standing.offer];
                let calls = offer.calls.iter().zip(&self.stands[standing.matter].notes);
                for (row, note) in calls {
                    if standing.rows.contains(row) {
                        numbers[note.0 as usize] = next;
                        next += 1;
                    }
                }
            }
        }
    }
}
