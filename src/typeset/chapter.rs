//! A chapter, set and made up. In: a [`Chapter`] of drafts and the notes' takes. Out: [`MadeUp`]: settings, and which of
//! their lines stand on which page.

use super::compose::Chapter;
use super::design::Design;
use super::hyphenate::Hyphenator;
use super::makeup::{Matter, PagePlan, make_up};
use super::page::TargetId;
use super::set::{Setting, Stand, matter, set};
use super::shape::Shaper;
use super::take::{Draft, Take};
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
    /// The notes at the foot, in the order of their calls.
    pub notes: Vec<FootNote>,
    /// The pages.
    pub plans: Vec<PagePlan>,
    /// The notes called in each offer's rows, for numbers by page.
    pub matter: Vec<Matter>,
    /// See [`Chapter::is_opening`].
    pub is_opening: bool,
    /// See [`Chapter::is_notes`].
    pub is_notes: bool,
    /// See [`Chapter::sections`].
    pub sections: Vec<(usize, String)>,
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
    let foot: Vec<FootNote> = order
        .into_par_iter()
        .map(|note| FootNote {
            note,
            settings: notes[note.0 as usize]
                .iter()
                .map(|take| set_take(take.clone(), tools, false))
                .collect(),
        })
        .collect();
    let above = whites(&chapter.drafts);
    let drafts = chapter.drafts.into_par_iter().zip(above);
    let made: Vec<(Matter, Setting, Stand)> = drafts
        .map(|(draft, above)| {
            let with_others = draft.leading.is_none();
            matter(draft, above, frame.leading, |take| {
                set_take(take, tools, with_others)
            })
        })
        .collect();
    let depths: Vec<u16> = foot.iter().map(FootNote::lines).collect();
    let mut matter = Vec::with_capacity(made.len());
    let mut settings = Vec::with_capacity(made.len());
    let mut stands = Vec::with_capacity(made.len());
    for (piece, setting, stand) in made {
        matter.push(piece);
        settings.push(setting);
        stands.push(stand);
    }
    MadeUp {
        plans: make_up(&matter, &depths, &frame),
        settings,
        stands,
        notes: foot,
        matter,
        is_opening: chapter.is_opening,
        is_notes: chapter.is_notes,
        sections: chapter.sections,
    }
}

fn set_take(take: Take, tools: Tools<'_>, with_others: bool) -> Setting {
    set(take, tools.shaper, tools.hyphenator, with_others)
}

/// The white above each draft: the greater of what it wants and what its neighbour above wants; none below a heading,
/// which brings its own.
fn whites(drafts: &[Draft]) -> Vec<u16> {
    let neighbours = std::iter::once(None).chain(drafts.iter().map(Some));
    let white = |(draft, neighbour): (&Draft, Option<&Draft>)| match neighbour {
        Some(heading) if heading.target.is_some() => 0,
        other => draft.above.max(other.map_or(0, |d| d.below)),
    };
    drafts.iter().zip(neighbours).map(white).collect()
}

impl FootNote {
    /// All its lines.
    #[must_use]
    pub fn lines(&self) -> u16 {
        self.settings.iter().map(Setting::lines).sum()
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

    /// The heading of the section that a page ends in; empty if that has none.
    #[must_use]
    pub fn section_at(&self, page: &PagePlan) -> &str {
        let last = page.column.last().map_or(usize::MAX, |last| last.matter);
        let mut before = self.sections.iter().rev();
        let section = before.find(|(first, _)| *first <= last);
        section.map_or("", |(_, title)| title)
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
