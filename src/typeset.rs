//! The typesetter. In: the [`Book`] and the [`Settings`]. Out: [`Layout`], finished pages of placed glyph runs in
//! integer scaled points, which `editions::pdf` only draws.

pub mod breaking;
pub mod chapter;
pub mod compose;
pub mod cover;
pub mod design;
pub mod face;
pub mod founts;
pub mod front;
pub mod hyphenate;
pub mod impose;
pub mod length;
pub mod makeup;
pub mod page;
pub mod pages;
pub mod place;
mod protrusion;
pub mod rivers;
pub mod set;
pub mod shape;
pub mod take;
pub mod words;

pub use length::Length;
pub use page::{Layout, Page};

use crate::book::Book;
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::manifest::Settings;
use crate::manifest::settings::Numbering;
use chapter::{MadeUp, Tools, make_chapter};
use compose::{Copy, compose};
use design::Design;
use founts::Founts;
use front::FrontPages;
use hyphenate::Hyphenator;
use page::{Target, TargetId};
use pages::{Mark, Pages};
use place::Placer;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Lays the book out.
///
/// # Errors
/// A page too small for a line, a face that can't be read, a character that no face has.
pub fn lay_out(book: &Book, settings: &Settings) -> Result<Warned<Layout>, Diagnostics> {
    let design = Design::new(book, settings)?;
    let founts = Founts::open(&settings.page.family)?;
    let hyphenator = Hyphenator::new(&book.meta.language);
    let mut copy = compose(book, &design, &founts);
    if copy.diagnostics.has_errors() {
        return Err(copy.diagnostics);
    }
    let tools = Tools {
        shaper: founts.shaper(),
        hyphenator: &hyphenator,
        design: &design,
    };
    let chapters = std::mem::take(&mut copy.chapters);
    let made: Vec<MadeUp> = chapters
        .into_par_iter()
        .map(|chapter| make_chapter(chapter, &copy.notes, tools))
        .collect();
    let by_page = design.numbering == Numbering::PerPage && !design.endnotes;
    if by_page {
        made.iter()
            .for_each(|chapter| chapter.number_by_page(&mut copy.numbers));
    }
    let pages = Pages {
        design: &design,
        founts: &founts,
        hyphenator: &hyphenator,
        meta: &book.meta,
        placer: Placer {
            shaper: founts.shaper(),
            numbers: by_page.then_some(&copy.numbers),
        },
    };
    let warnings = warnings(&copy, &made);
    let (bound, targets) = bind(&copy, &made, &pages);
    Ok(Warned {
        value: Layout {
            trim: design.trim,
            pages: bound,
            faces: founts.shaper().faces().to_vec(),
            structure: if settings.page.tagged {
                copy.structure
            } else {
                Vec::new()
            },
            outline: copy.outline,
            targets,
        },
        warnings,
    })
}

/// Places all pages in order, the first leaves before the chapters.
fn bind(copy: &Copy, made: &[MadeUp], pages: &Pages<'_>) -> (Vec<Page>, Vec<Target>) {
    let front = FrontPages::new(&copy.front, pages);
    let plan = front.plan();
    let mut sheets = Vec::new();
    let mut headings: BTreeMap<TargetId, usize> = BTreeMap::new();
    for chapter in made {
        let first = plan.len() + sheets.len();
        for target in chapter.stands.iter().filter_map(|s| s.target) {
            headings.extend(chapter.page_of(target).map(|page| (target, first + page)));
        }
        let numbered = chapter.plans.iter().enumerate();
        sheets.extend(numbered.map(|(at, page)| (chapter, page, at == 0)));
    }
    let text: Vec<(Page, Vec<Mark>)> = sheets
        .into_par_iter()
        .enumerate()
        .map(|(at, (chapter, page, is_first))| pages.page(chapter, page, plan.len() + at, is_first))
        .collect();
    let page_of = |target: TargetId| {
        headings
            .get(&target)
            .map(|page| (page + 1).to_string())
            .unwrap_or_default()
    };
    let mut bound: Vec<Page> = (0..)
        .zip(&plan)
        .map(|(at, kind)| front.page(kind, at, &page_of))
        .collect();
    let mut targets = vec![None; copy.numbers.len() * 2 + copy.outline.len()];
    for (page, marks) in text {
        for (target, x, y) in marks {
            let page = bound.len() as u32;
            targets[target.0 as usize].get_or_insert(Target { page, x, y });
        }
        bound.push(page);
    }
    let nowhere = Target {
        page: 0,
        x: Length::ZERO,
        y: Length::ZERO,
    };
    (
        bound,
        targets.into_iter().map(|t| t.unwrap_or(nowhere)).collect(),
    )
}

/// Spaces wider than this are told to the user: parts per 1,000 above natural.
const LOOSE: i32 = 1500;

/// What the user should know about the lines.
fn warnings(copy: &Copy, made: &[MadeUp]) -> Diagnostics {
    let mut warnings = copy.diagnostics.clone();
    for chapter in made {
        let notes = chapter.notes.iter().flat_map(|n| &n.settings);
        for setting in chapter.settings.iter().chain(notes) {
            for word in &setting.words.too_wide {
                let message =
                    format!("`{word}` is wider than a line and was parted where it had to be");
                warnings.push(
                    Diagnostic::warning("wide-word", message)
                        .hint("take a larger page or smaller type"),
                );
            }
            let is_loose = setting.choices.first().is_some_and(|c| c.loosest > LOOSE);
            if is_loose && setting.take.room.is_justified() {
                let start: String = setting
                    .words
                    .parts
                    .iter()
                    .take(6)
                    .map(|p| format!("{} ", p.text))
                    .collect();
                let message = format!(
                    "a line of the paragraph `{}…` has very wide spaces",
                    start.trim_end()
                );
                warnings.push(
                    Diagnostic::warning("loose-line", message)
                        .hint("reword it, or take a larger page"),
                );
            }
        }
    }
    warnings
}

#[cfg(test)]
mod tests;
