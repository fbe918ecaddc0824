//! The first pages. In: [`Front`] and the page of each heading. Out: half title, frontispiece, title page, colophon
//! and contents.

use super::compose::{ContentsLine, Front, Stack};
use super::folios::Folios;
use super::length::Length;
use super::page::{Glyph, Ink, Item, Page, Paint, Run, Side, TargetId};
use super::pages::{Pages, side};
use super::set::Setting;
use super::shape::Type;
use super::take::Take;

/// The plan of the first pages: what stands on each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrontPage {
    /// Nothing.
    Blank,
    /// The half title.
    HalfTitle,
    /// The picture opposite the title page.
    Frontispiece,
    /// The title page.
    Title,
    /// The colophon; with so many rows of contents above it, if not 0.
    Colophon(usize),
    /// Contents, from one of its rows to another.
    Contents(usize, usize),
}

/// A row of the contents: a line of an entry.
struct Row {
    entry: usize,
    line: u16,
}

/// Sets the first pages.
pub struct FrontPages<'a> {
    front: &'a Front,
    pages: &'a Pages<'a>,
    entries: Vec<Setting>,
    rows: Vec<Row>,
}

/// From one dot that leads to a folio to the next, in hundredths of an em.
const LEADER_STEP: i64 = 55;
/// White at both ends of the dots, in hundredths of an em.
const LEADER_WHITE: i64 = 50;
/// Rows that the heading of the contents takes.
const HEAD_ROWS: usize = 3;

impl<'a> FrontPages<'a> {
    /// Sets the contents, to know how many rows they take.
    #[must_use]
    pub fn new(front: &'a Front, pages: &'a Pages<'a>) -> FrontPages<'a> {
        let set = |line: &ContentsLine| pages.set(line.take.clone());
        let entries: Vec<Setting> = front.contents.iter().map(set).collect();
        let lines = |(entry, setting): (usize, &Setting)| {
            let lines = setting.lines();
            (0..lines)
                .map(move |line| Row { entry, line })
                .collect::<Vec<_>>()
        };
        let rows = entries.iter().enumerate().flat_map(lines).collect();
        FrontPages {
            front,
            pages,
            entries,
            rows,
        }
    }

    /// What stands on the first pages. A short book has its contents on the back of the title, over the colophon.
    #[must_use]
    pub fn plan(&self) -> Vec<FrontPage> {
        let mut plan = Vec::new();
        match (&self.front.half_title, &self.front.frontispiece) {
            (Some(_), Some(_)) => plan.extend([FrontPage::HalfTitle, FrontPage::Frontispiece]),
            (Some(_), None) => plan.extend([FrontPage::HalfTitle, FrontPage::Blank]),
            (None, Some(_)) => plan.extend([FrontPage::Blank, FrontPage::Frontispiece]),
            (None, None) => {}
        }
        plan.push(FrontPage::Title);
        let page = usize::from(self.pages.design.rows);
        let (rows, colophon) = (self.rows.len(), self.front.colophon.lines.len() * 2);
        let is_short = self.front.half_title.is_none() && rows + HEAD_ROWS + 2 + colophon <= page;
        plan.push(FrontPage::Colophon(if is_short { rows } else { 0 }));
        if !is_short {
            let mut done = 0;
            while done < rows {
                let room = if done == 0 {
                    page.saturating_sub(HEAD_ROWS).max(1)
                } else {
                    page
                };
                let to = (done + room).min(rows);
                plan.push(FrontPage::Contents(done, to));
                done = to;
            }
            if plan.len() % 2 == 1 {
                plan.push(FrontPage::Blank);
            }
        }
        plan
    }

    /// A page of the plan. `page_of` gives the folio of a target.
    #[must_use]
    pub fn page(
        &self,
        kind: &FrontPage,
        (index, folios): (usize, Folios),
        page_of: &dyn Fn(TargetId) -> String,
    ) -> Page {
        let side = side(index);
        let mut items = match kind {
            FrontPage::Blank => Vec::new(),
            FrontPage::HalfTitle => self.stacks(self.front.half_title.as_slice(), side),
            FrontPage::Title => self.stacks(&self.front.title, side),
            FrontPage::Colophon(rows) => {
                let mut items = self.contents((0, *rows), side, page_of);
                items.extend(self.stacks(std::slice::from_ref(&self.front.colophon), side));
                items
            }
            FrontPage::Contents(from, to) => self.contents((*from, *to), side, page_of),
            FrontPage::Frontispiece => self.stacks(self.front.frontispiece.as_slice(), side),
        };
        let folio = folios.of(index);
        if folios.is_apart(index) && matches!(kind, FrontPage::Contents(..)) {
            items.extend(self.pages.folio(&folio, side, false));
        }
        let mut page = Page { side, folio, items };
        if self.pages.design.is_backwards {
            page.mirror(self.pages.design.trim.width);
        }
        page
    }

    fn stacks(&self, stacks: &[Stack], side: Side) -> Vec<Item> {
        stacks
            .iter()
            .flat_map(|stack| self.stack(stack, side))
            .collect()
    }

    fn stack(&self, stack: &Stack, side: Side) -> Vec<Item> {
        let left = self.pages.design.left(side).0;
        let set = |take: &Take| self.pages.set(take.clone());
        let settings: Vec<Setting> = stack.lines.iter().map(|line| set(&line.take)).collect();
        let mut y = Length::ZERO;
        let mut placed = Vec::new();
        let mut spans: Vec<(Length, Length)> = Vec::new();
        for (line, setting) in stack.lines.iter().zip(&settings) {
            y += line.gap;
            let start = y;
            spans.push((start, start));
            if let Some(plate) = setting.take.plate() {
                placed.push((setting, 0, y));
                y += Length(plate.height) + line.leading;
                continue;
            }
            for own in 0..setting.lines() {
                placed.push((setting, own, y));
                if let Some(span) = spans.last_mut() {
                    span.1 = y;
                }
                y += line.leading;
            }
        }
        let depth = placed.last().map_or(Length::ZERO, |&(_, _, y)| y);
        let top = if stack.from_below {
            stack.y - depth
        } else {
            stack.y
        };
        let rules = stack.lines.iter().zip(&spans).flat_map(|(line, span)| {
            let rules = line.rules.iter().flatten();
            rules.map(|rule| {
                let (first, last) = *span;
                self.pages
                    .rule_beside(rule, left, (top + first, top + last))
            })
        });
        let rules: Vec<Item> = rules.collect();
        let line = |&(setting, own, y): &(&Setting, u16, Length)| {
            if setting.take.plate().is_some() {
                return self.pages.picture(setting, left, top + y);
            }
            self.pages.placer.line(setting, 0, own, left, top + y).items
        };
        placed.iter().flat_map(line).chain(rules).collect()
    }

    /// Rows of the contents, with the folio at the end of each entry's last line.
    fn contents(
        &self,
        (from, to): (usize, usize),
        side: Side,
        page_of: &dyn Fn(TargetId) -> String,
    ) -> Vec<Item> {
        if from == to {
            return Vec::new();
        }
        let design = self.pages.design;
        let left = design.left(side).0;
        let mut y = design.first_baseline;
        let mut items = Vec::new();
        if let (0, Some(title)) = (from, &self.front.contents_title) {
            let title = self.pages.set(title.clone());
            items.extend(self.pages.placer.line(&title, 0, 0, left, y).items);
            y += design.leading * HEAD_ROWS as i64;
        }
        for row in &self.rows[from..to] {
            let setting = &self.entries[row.entry];
            let line = self.pages.placer.line(setting, 0, row.line, left, y).items;
            let end = line
                .last()
                .map_or(Length(left), |last| last.x + last.ink.width());
            items.extend(line);
            if row.line + 1 == setting.lines() {
                let entry = &self.front.contents[row.entry];
                let folio = self.entry_folio(entry, &page_of(entry.target), (left, y));
                if let (true, Some(first)) = (design.look.contents.has_leaders, folio.first()) {
                    items.extend(self.leaders(entry, (end, first.x), y));
                }
                items.extend(folio);
            }
            y += design.leading;
        }
        items
    }

    /// Dots from the end of an entry to its folio; those of all entries stand below each other.
    fn leaders(&self, entry: &ContentsLine, (from, to): (Length, Length), y: Length) -> Vec<Item> {
        let Some(stretch) = entry.take.stretches.last() else {
            return Vec::new();
        };
        let style = Type::text(self.pages.founts.regular(), stretch.style.size);
        let step = (style.size.0 * LEADER_STEP / 100).max(1);
        let dot = self.pages.founts.shaper().shape(".", style);
        let white = style.size * LEADER_WHITE / 100;
        let (from, to) = ((from + white).0, (to - white).0 - dot.width);
        let first = (from + step - 1).div_euclid(step);
        let dots = (first..).map(|n| n * step).take_while(|&x| x <= to);
        let count = dots.count();
        if count < 2 {
            return Vec::new();
        }
        let glyph =
            |sort: &crate::typeset::shape::Sort| Glyph::new(sort.id, sort.bytes, Length(step));
        vec![Item {
            x: Length(first * step),
            y,
            element: None,
            link: None,
            paint: Paint::Ink,
            ink: Ink::Glyphs(Run {
                face: style.face,
                size: style.size,
                scale: 10_000,
                tracking: Length::ZERO,
                text: ".".repeat(count),
                glyphs: std::iter::repeat_n(dot.sorts.iter().map(glyph), count)
                    .flatten()
                    .collect(),
                is_turned: false,
            }),
        }]
    }

    /// An entry's folio, at the right edge of the text block.
    fn entry_folio(
        &self,
        entry: &ContentsLine,
        folio: &str,
        (left, y): (i64, Length),
    ) -> Vec<Item> {
        let Some(stretch) = entry.take.stretches.last() else {
            return Vec::new();
        };
        let mut take = entry.take.clone();
        let mut stretch = stretch.clone();
        // Upright, whatever the entry's last words are.
        stretch.style = Type::text(self.pages.founts.regular(), stretch.style.size);
        stretch.text = folio.into();
        take.stretches = vec![stretch];
        take.align = super::take::Align::Right;
        take.left = 0;
        take.room.measure = self.pages.design.measure;
        take.room.indent = 0;
        let setting = self.pages.set(take);
        if setting.choices.is_empty() {
            return Vec::new();
        }
        self.pages.placer.line(&setting, 0, 0, left, y).items
    }
}
