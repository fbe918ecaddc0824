//! Pages. In: chapters made up. Out: [`Page`]s with all that stands on them, and the places that links lead to.

mod asides;
mod furniture;
mod plates;

use super::chapter::MadeUp;
use super::design::Design;
use super::folios::Folios;
use super::founts::Founts;
use super::length::Length;
use super::makeup::{PagePlan, Standing};
use super::page::{Ink, Item, Page, Paint, Side, TargetId};
use super::place::{Placed, Placer};
use super::set::{SetRow, Setting, set};
use super::take::Take;
use crate::book::Meta;
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

/// From the first baseline of a table's row up to the rule above it, and from the last one down to the rule below it, in
/// percent of the leading: rules stand in the middle between two lines.
const RULE_ABOVE: i64 = 74;
/// See [`RULE_ABOVE`].
const RULE_BELOW: i64 = 30;

/// Which side of the opening a page is, by its number from 0.
#[must_use]
pub fn side(index: usize) -> Side {
    match index % 2 {
        0 => Side::Recto,
        _ => Side::Verso,
    }
}

impl Pages<'_> {
    /// A page of a chapter. `index` counts from the first page of the book, from 0; `folios` says what the page is called.
    #[must_use]
    pub fn page(
        &self,
        chapter: &MadeUp,
        plan: &PagePlan,
        (index, folios): (usize, Folios),
        is_first: bool,
    ) -> (Page, Vec<Mark>) {
        let side = side(index);
        let left = self.design.left(side).0;
        let mut items = Vec::new();
        let mut marks = Vec::new();
        if let (true, [standing]) = (plan.is_bare, plan.column.as_slice())
            && let Some(row) = &chapter.stands[standing.matter].row
        {
            self.bare(row, left, (&mut items, &mut marks));
        }
        let is_flow = |standing: &Standing| standing.matter < chapter.flow;
        let first = plan.column.iter().position(is_flow);
        for (at, standing) in plan.column.iter().enumerate().filter(|_| !plan.is_bare) {
            let place = (left, first == Some(at), plan.top);
            self.standing(chapter, standing, place, (&mut items, &mut marks));
        }
        self.asides(chapter, plan, side, (&mut items, &mut marks));
        self.foot(chapter, plan, left, (&mut items, &mut marks));
        let folio = folios.of(index);
        let is_plate = first.is_none() && !plan.column.is_empty() && plan.top == 0;
        let has_head = !(is_first && chapter.is_opening || chapter.is_silent || is_plate);
        let section = chapter.section_at(plan);
        if has_head {
            items.extend(self.running_head(section, side));
        }
        if !chapter.is_silent && !plan.is_bare {
            items.extend(self.folio(&folio, side, has_head));
        }
        let mut page = Page { side, folio, items };
        if self.design.is_backwards {
            let width = self.design.trim.width;
            page.mirror(width);
            marks.iter_mut().for_each(|(_, x, _)| *x = width - *x);
        }
        (page, marks)
    }

    /// Matter, or a part of it.
    fn standing(
        &self,
        chapter: &MadeUp,
        standing: &Standing,
        (left, is_first, above): (i64, bool, u16),
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
        if let Some(row) = &stand.row {
            let again = chapter.matter[standing.matter].again;
            let heads_page = standing.at == again + above && standing.rows.start == 0;
            let head = row.head.and_then(|head| chapter.heads.get(head));
            if let (true, true, Some(head)) = (heads_page && again > 0, is_first, head) {
                let y = self.design.first_baseline + Length(leading * i64::from(above));
                self.head_again(head, (left, y, leading), (items, marks));
            }
            let lines = standing.rows.clone();
            if let (0, Some(mark)) = (lines.start, &setting.take.mark) {
                items.extend(mark.all().map(|mark| {
                    let at = (left + setting.take.left + mark.x, top + Length(mark.down));
                    self.placer.mark(mark, at)
                }));
            }
            if let Some(rows) = row.turned {
                return self.turned(row, rows, (left, top, leading), (items, marks));
            }
            let leads = row.is_figure && row.cells.len() == 1 && standing.at > 0;
            return self.row((row, leads), lines, (left, top, leading), (items, marks));
        }
        if setting.choices.is_empty() {
            return;
        }
        if let Some(rule) = &stand.rule {
            let own = Length(stand.leading.unwrap_or(leading));
            let last = top + own * i64::from(setting.lines().max(1) - 1);
            items.push(self.rule_beside(rule, left, (top, last)));
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

    /// The lines of a row of a table that stand on the page, the first of them at a place; `leads` says that the white which
    /// its rows have beyond a picture stands above it.
    fn row(
        &self,
        (row, leads): (&SetRow, bool),
        lines: std::ops::Range<u16>,
        (left, top, leading): (i64, Length, i64),
        (items, marks): (&mut Vec<Item>, &mut Vec<Mark>),
    ) {
        let tiers = row.tiers();
        let start_of = |tier: u16| {
            let before = tiers.iter().take(usize::from(tier)).copied();
            before.fold(0, u16::saturating_add)
        };
        for cell in &row.cells {
            let mut at = start_of(cell.tiers.start);
            for setting in &cell.held {
                if setting.take.plate().is_some() {
                    let own = u32::from(at)..u32::from(at + setting.lines());
                    let shown = u32::from(lines.start)..u32::from(lines.end);
                    let place = (left, top, leading);
                    self.plate((setting, leads), (own, shown), place, (items, marks));
                    at += setting.lines();
                    continue;
                }
                for own in 0..setting.lines() {
                    if lines.contains(&at) {
                        let y = top + Length(leading * i64::from(at - lines.start));
                        let placed = self.placer.line(setting, 0, own, left, y);
                        note_marks(&placed, false, marks);
                        items.extend(placed.items);
                    }
                    at += 1;
                }
            }
        }
        for rule in &row.rules {
            let (line, down) = match rule.is_above {
                true => (start_of(rule.tier), -RULE_ABOVE),
                false => (start_of(rule.tier + 1) - 1, RULE_BELOW),
            };
            if lines.contains(&line) {
                let y = top
                    + Length(leading * i64::from(line - lines.start))
                    + self.design.leading.scaled(down, 100);
                items.push(Item {
                    x: Length(left + rule.left),
                    y,
                    element: None,
                    link: None,
                    paint: Paint::Ink,
                    ink: Ink::Rule {
                        width: Length(rule.width),
                        height: Length(rule.thickness),
                    },
                });
            }
        }
    }

    /// The head of a table at the top of a page that it goes on: no part of the words, which were said already.
    fn head_again(
        &self,
        head: &[SetRow],
        (left, first, leading): (i64, Length, i64),
        (items, marks): (&mut Vec<Item>, &mut Vec<Mark>),
    ) {
        let start = items.len();
        let mut y = first;
        for row in head {
            let lines = row.lines();
            let said = marks.len();
            self.row((row, false), 0..lines, (left, y, leading), (items, marks));
            marks.truncate(said);
            y += Length(leading * i64::from(lines));
        }
        for item in &mut items[start..] {
            item.element = None;
            item.link = None;
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
        items.extend(self.note_rule(left, first));
        let mut line = 0;
        for setting in chapter.notes.iter().flat_map(|note| &note.settings) {
            if setting.take.plate().is_some() {
                let own = line..line + u32::from(setting.lines());
                line = own.end;
                let place = (left, first, self.design.note_leading.0);
                let lines = (own, plan.notes.clone());
                self.plate((setting, false), lines, place, (items, marks));
                continue;
            }
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

    /// Sets something that stands by itself.
    #[must_use]
    pub fn set(&self, take: Take) -> Setting {
        set(take, self.founts.shaper(), self.hyphenator, false)
    }
}

/// Where links lead: named places, and the numbers of notes, those of the text and those of the notes.
fn note_marks(placed: &Placed, in_notes: bool, marks: &mut Vec<Mark>) {
    marks.extend(&placed.anchors);
    for called in &placed.called {
        let target = match in_notes {
            true => body_target(called.note),
            false => call_target(called.note),
        };
        marks.push((target, called.x, called.y));
    }
}
