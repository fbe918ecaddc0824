//! Pages. In: chapters made up. Out: [`Page`]s with all that stands on them, and the places that links lead to.

use super::chapter::MadeUp;
use super::design::Design;
use super::founts::Founts;
use super::length::Length;
use super::makeup::{PagePlan, Standing};
use super::page::{Ink, Item, Page, Side, TargetId};
use super::place::{Placed, Placer};
use super::set::{Setting, set};
use super::shape::Type;
use super::take::{Align, Stretch, Take};
use crate::book::Meta;
use crate::manifest::settings::RunningHeads;
use crate::typeset::breaking::{Edge, Room};
use crate::typeset::compose::{body_target, call_target};
use crate::typeset::hyphenate::Hyphenator;

/// A place that links lead to: on the page being placed.
pub type Mark = (TargetId, Length, Length);

/// Places pages.
pub struct Pages<'a> {
    /// The design.
    pub design: &'a Design,
    /// The faces.
    pub founts: &'a Founts,
    /// For what is set here.
    pub hyphenator: &'a Hyphenator,
    /// For running heads.
    pub meta: &'a Meta,
    /// Places lines.
    pub placer: Placer<'a>,
}

/// White between the edge of the trimmed page and what stands next to it: printers want 6 mm.
const SAFE_MM: f64 = 6.5;

/// Which side of the opening a page is, by its number from 0.
#[must_use]
pub fn side(index: usize) -> Side {
    match index % 2 {
        0 => Side::Recto,
        _ => Side::Verso,
    }
}

impl Pages<'_> {
    /// A page of a chapter. `index` counts from the first page of the book, from 0.
    #[must_use]
    pub fn page(
        &self,
        chapter: &MadeUp,
        plan: &PagePlan,
        index: usize,
        is_first: bool,
    ) -> (Page, Vec<Mark>) {
        let side = side(index);
        let left = self.design.left(side).0;
        let mut items = Vec::new();
        let mut marks = Vec::new();
        for standing in &plan.column {
            self.standing(chapter, standing, left, (&mut items, &mut marks));
        }
        self.foot(chapter, plan, left, (&mut items, &mut marks));
        let folio = (index + 1).to_string();
        if !(is_first && chapter.is_opening) {
            items.extend(self.running_head(chapter.section_at(plan), side));
        }
        items.extend(self.folio(&folio, side));
        (Page { side, folio, items }, marks)
    }

    /// Matter, or a part of it.
    fn standing(
        &self,
        chapter: &MadeUp,
        standing: &Standing,
        left: i64,
        (items, marks): (&mut Vec<Item>, &mut Vec<Mark>),
    ) {
        let setting = &chapter.settings[standing.matter];
        let stand = &chapter.stands[standing.matter];
        let leading = self.design.frame(chapter.is_notes).leading;
        let shift = if standing.at > 0 { stand.shift } else { 0 };
        let top = self.design.first_baseline + Length(i64::from(standing.at) * leading + shift);
        let lines = match stand.leading {
            Some(_) => 0..setting.lines(),
            None => standing.rows.clone(),
        };
        if let Some(target) = stand.target {
            marks.push((target, Length(left), top - self.design.leading));
        }
        if setting.choices.is_empty() {
            return;
        }
        for line in lines.clone() {
            let y = top + Length(stand.leading.unwrap_or(leading) * i64::from(line - lines.start));
            let placed = self.placer.line(setting, standing.offer, line, left, y);
            if chapter.is_notes {
                note_marks(&placed, true, marks);
            } else {
                note_marks(&placed, false, marks);
            }
            items.extend(placed.items);
        }
    }

    /// The notes at the foot, under their rule, the last line on the last row.
    fn foot(
        &self,
        chapter: &MadeUp,
        plan: &PagePlan,
        left: i64,
        (items, marks): (&mut Vec<Item>, &mut Vec<Mark>),
    ) {
        let count = plan.notes.end - plan.notes.start;
        if count == 0 {
            return;
        }
        let last = self.design.last_baseline();
        let first = last - self.design.note_leading * i64::from(count - 1);
        items.push(self.rule(left, first));
        let mut line = 0;
        for setting in chapter.notes.iter().flat_map(|note| &note.settings) {
            for own in 0..setting.lines() {
                if plan.notes.contains(&line) {
                    let y = first + self.design.note_leading * i64::from(line - plan.notes.start);
                    let placed = self.placer.line(setting, 0, own, left, y);
                    note_marks(&placed, true, marks);
                    items.extend(placed.items);
                }
                line += 1;
            }
        }
    }

    fn rule(&self, left: i64, first_note: Length) -> Item {
        Item {
            x: Length(left),
            y: first_note - self.design.note_size.scaled(105, 100),
            element: None,
            link: None,
            ink: Ink::Rule {
                width: Length(self.design.measure / 4),
                height: Length::pt(0.4),
            },
        }
    }

    /// The words above the text.
    fn running_head(&self, section: &str, side: Side) -> Vec<Item> {
        let author = || self.meta.authors().next().map(str::to_string);
        let title = || Some(self.meta.title.clone());
        let words = match (&self.design.running_heads, side) {
            (RunningHeads::None, _) => None,
            (RunningHeads::AuthorTitle, Side::Verso) => author().or_else(title),
            (RunningHeads::AuthorTitle, Side::Recto)
            | (RunningHeads::TitleSection, Side::Verso) => title(),
            (RunningHeads::TitleSection, Side::Recto) => Some(section.to_string())
                .filter(|section| !section.is_empty())
                .or_else(title),
            (RunningHeads::Words(verso, _), Side::Verso) => Some(verso.clone()),
            (RunningHeads::Words(_, recto), Side::Recto) => Some(recto.clone()),
        };
        let Some(words) = words.filter(|w| !w.trim().is_empty()) else {
            return Vec::new();
        };
        let style = self.founts.small_caps(self.design.note_size);
        let highest = Length::mm(SAFE_MM) + self.design.note_size / 2;
        let y = (self.design.first_baseline - self.design.leading * 2).max(highest);
        self.furniture(&words, style, side, y)
    }

    /// The page number below the text.
    fn folio(&self, folio: &str, side: Side) -> Vec<Item> {
        let style = Type::text(self.founts.regular(), self.design.size.scaled(95, 100));
        let lowest = self.design.trim.height - Length::mm(SAFE_MM);
        let y = (self.design.last_baseline() + self.design.leading * 9 / 4).min(lowest);
        self.furniture(folio, style, side, y)
    }

    /// A centred line that is no part of the text; of what is too long, the first line.
    fn furniture(&self, words: &str, style: Type, side: Side, y: Length) -> Vec<Item> {
        let stretch = Stretch {
            text: words.into(),
            style,
            element: None,
            link: None,
            call: None,
        };
        let take = Take {
            stretches: vec![stretch],
            room: Room {
                measure: self.design.measure,
                indent: 0,
                indented: 0,
                em: style.size.0,
                edge: Edge::Ragged,
            },
            left: 0,
            align: Align::Centre,
            hyphenates: false,
            mark: None,
        };
        let setting = self.set(take);
        if setting.choices.is_empty() {
            return Vec::new();
        }
        self.placer
            .line(&setting, 0, 0, self.design.left(side).0, y)
            .items
    }

    /// Sets something that stands by itself.
    #[must_use]
    pub fn set(&self, take: Take) -> Setting {
        set(take, self.founts.shaper(), self.hyphenator, false)
    }
}

/// The numbers of notes are where links lead: those of the text and those of the notes.
fn note_marks(placed: &Placed, in_notes: bool, marks: &mut Vec<Mark>) {
    for called in &placed.called {
        let target = match in_notes {
            true => body_target(called.note),
            false => call_target(called.note),
        };
        marks.push((target, called.x, called.y));
    }
}
