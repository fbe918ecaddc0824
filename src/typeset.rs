//! The typesetter. In: the [`Book`] and the [`Settings`]. Out: [`Layout`], finished pages of placed glyph runs in
//! integer scaled points, which `editions::pdf` only draws.

pub mod breaking;
mod cache;
pub mod chapter;
pub mod compose;
pub mod cover;
pub mod design;
pub mod details;
pub mod direction;
pub mod duplex;
pub mod face;
pub mod fit;
mod float;
pub mod folios;
pub mod founts;
pub mod front;
pub mod hyphenate;
pub mod impose;
pub mod length;
mod long;
pub mod look;
pub mod makeup;
pub mod page;
pub mod pages;
pub mod papers;
pub mod place;
pub mod plate;
mod protrusion;
pub mod rivers;
pub mod set;
pub mod shape;
pub mod slug;
mod spacing;
mod stand_in;
pub mod system;
pub mod take;
pub mod words;

pub use length::Length;
pub use page::{Layout, Page};

use crate::book::{Book, ImageKind};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Warned};
use crate::manifest::Settings;
use crate::manifest::settings::{Links, Numbering};
use chapter::{MadeUp, Tools, make_chapter};
use compose::{Copy, compose};
use design::Design;
use folios::Folios;
use founts::Founts;
use front::{FrontPage, FrontPages};
use hyphenate::Hyphenator;
use makeup::PagePlan;
use page::{Target, TargetId};
use pages::{Mark, Pages};
use place::Placer;
use rayon::prelude::*;
use std::collections::BTreeMap;
use take::{Draft, Take};

/// Lays the book out.
///
/// # Errors
/// A page too small for a line, a face that can't be read.
pub fn lay_out(book: &Book, settings: &Settings) -> Result<Warned<Layout>, Diagnostics> {
    match settings.page.fit {
        Some(wanted) => fit::fitted(settings, wanted, |settings| set_pages(book, settings)),
        None => set_pages(book, settings),
    }
}

/// Lays it out in the type and on the page that are asked for.
fn set_pages(book: &Book, settings: &Settings) -> Result<Warned<Layout>, Diagnostics> {
    let with_notes = (settings.page.links == Links::Note)
        .then(|| book.with_link_notes(&|to| compose::shown_address(to).map(Into::into)));
    let book = with_notes.as_ref().unwrap_or(book);
    let design = Design::new(book, settings)?;
    let founts = Founts::open_for(&settings.page, book.has_typewriter())?;
    let languages = book.languages();
    let hyphenator = Hyphenator::new(&book.meta.language).except(&settings.page.exceptions);
    let hyphenator = hyphenator.with(languages.iter().map(String::as_str));
    let mut copy = compose(book, &design, &founts, &hyphenator);
    copy.diagnostics.extend(too_long(&copy));
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
            pages: None,
            is_backwards: design.is_backwards,
        },
    };
    let warnings = warnings(&copy, &made);
    let (bound, targets) = bound(&copy, &made, pages);
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
            accent: design.look.accent,
            device: device(book),
        },
        warnings,
    })
}

/// The publisher's device as it is, some size that covers change.
fn device(book: &Book) -> Option<page::Picture> {
    let image = book.image(book.meta.imprint.logo.as_ref()?)?;
    Some(page::Picture {
        width: Length::pt(f64::from(image.width)),
        height: Length::pt(f64::from(image.height)),
        data: image.data.clone(),
        inks: image.inks.clone(),
        alt: book.meta.publisher.clone().unwrap_or_default(),
        is_turned: false,
        shown: None,
    })
}

/// All pages with the numbers of those that they refer to.
fn bound(copy: &Copy, made: &[MadeUp], pages: Pages<'_>) -> (Vec<Page>, Vec<Target>) {
    let (bound, targets) = bind(copy, made, &pages);
    if !copy.refers_to_pages {
        return (bound, targets);
    }
    // Only now the pages are known; that their numbers stand there moves nothing.
    let numbers = (0..).zip(&targets);
    let folio = |target: &Target| bound[target.page as usize].folio.clone();
    let numbers = numbers.map(|(at, target)| (TargetId(at), folio(target)));
    let numbers = numbers.collect();
    let placer = Placer {
        pages: Some(&numbers),
        ..pages.placer
    };
    bind(copy, made, &Pages { placer, ..pages })
}

/// The longest paragraph, in bytes: some 500 pages. A longer one may have more lines than can be counted.
const LONGEST_PARAGRAPH: usize = 1_000_000;
/// Of a line end that a paragraph has itself, as much is to be set as of so many bytes.
const LINE: usize = 20;

/// What is set of a draft: itself and its side notes, or the cells of a table's row.
fn takes(draft: &Draft) -> impl Iterator<Item = &Take> {
    let cells = draft.row.iter().flat_map(|row| &row.cells);
    let cells = cells.flat_map(|cell| &cell.held);
    let asides = draft.asides.iter().map(|aside| &aside.take);
    std::iter::once(&draft.take).chain(cells).chain(asides)
}

/// Complains of a paragraph that is too long to be set.
fn too_long(copy: &Copy) -> Option<Diagnostic> {
    let drafts = copy.chapters.iter().flat_map(|chapter| &chapter.drafts);
    let takes = drafts.flat_map(takes);
    let mut takes = takes.chain(copy.notes.iter().flatten());
    let length = |take: &Take| take.stretches.iter().map(|s| s.text.len()).sum::<usize>();
    let lines = |take: &Take| {
        let lines = take.stretches.iter().map(|s| s.text.matches('\n').count());
        lines.sum::<usize>()
    };
    let is_long = |take: &&Take| {
        let length = length(take);
        // Nearly all are too short to be counted.
        length > LONGEST_PARAGRAPH / LINE && length + LINE * lines(take) > LONGEST_PARAGRAPH
    };
    let take = takes.find(is_long)?;
    let words = take.stretches.iter().find(|s| !s.text.trim().is_empty());
    let message = format!(
        "the paragraph `{}` has {} bytes and {} line ends of its own",
        beginning(words.map_or("", |s| s.text.trim_start())),
        length(take),
        lines(take)
    );
    let hint = format!(
        "part it: a paragraph may have up to {LONGEST_PARAGRAPH} bytes, of which a line end takes {LINE}"
    );
    Some(Diagnostic::error("long-paragraph", message).hint(hint))
}

/// A page, before it is placed.
enum Sheet<'a> {
    /// One of the first leaves.
    Front(&'a FrontPage),
    /// A page of a chapter, and whether it is its first.
    Text(&'a MadeUp, &'a PagePlan, bool),
    /// The back of one that is alone.
    Blank,
}

/// The pages in their order: the first leaves before the chapters, blanks where a chapter wants a right-hand page; and how they are
/// counted, what stands before the text apart if it shall be.
fn sheets<'a>(
    front: &'a [FrontPage],
    made: &'a [MadeUp],
    is_apart: bool,
) -> (Vec<Sheet<'a>>, Folios) {
    let is_contents = |page: &FrontPage| matches!(page, FrontPage::Contents(..));
    let contents = front.iter().position(is_contents).unwrap_or(front.len());
    let early = made.iter().take_while(|chapter| chapter.before_contents);
    let early = early.count();
    let mut sheets: Vec<Sheet<'_>> = front[..contents].iter().map(Sheet::Front).collect();
    made[..early]
        .iter()
        .for_each(|chapter| add(&mut sheets, chapter));
    // The contents are on a right-hand page.
    if early > 0 && contents < front.len() && !sheets.len().is_multiple_of(2) {
        sheets.push(Sheet::Blank);
    }
    sheets.extend(front[contents..].iter().map(Sheet::Front));
    let pieces = made.iter().take_while(|chapter| chapter.is_piece).count();
    let pieces = pieces.max(early);
    made[early..pieces]
        .iter()
        .for_each(|chapter| add(&mut sheets, chapter));
    // Page 1 is a right-hand page.
    if is_apart && !sheets.len().is_multiple_of(2) {
        sheets.push(Sheet::Blank);
    }
    let folios = Folios::new(if is_apart { sheets.len() } else { 0 });
    made[pieces..]
        .iter()
        .for_each(|chapter| add(&mut sheets, chapter));
    (sheets, folios)
}

fn add<'a>(sheets: &mut Vec<Sheet<'a>>, chapter: &'a MadeUp) {
    if chapter.on_recto && !sheets.len().is_multiple_of(2) {
        sheets.push(Sheet::Blank);
    }
    let plans = chapter.plans.iter().enumerate();
    sheets.extend(plans.map(|(at, plan)| Sheet::Text(chapter, plan, at == 0)));
}

/// Places all pages in order.
fn bind(copy: &Copy, made: &[MadeUp], pages: &Pages<'_>) -> (Vec<Page>, Vec<Target>) {
    let front = FrontPages::new(&copy.front, pages);
    let plan = front.plan();
    let (sheets, folios) = sheets(&plan, made, pages.design.roman_front);
    let mut headings: BTreeMap<TargetId, usize> = BTreeMap::new();
    for (first, sheet) in sheets.iter().enumerate() {
        if let Sheet::Text(chapter, _, true) = sheet {
            let targets = chapter.stands.iter().filter_map(|s| s.target);
            let pages = targets.filter_map(|t| Some((t, first + chapter.page_of(t)?)));
            headings.extend(pages);
        }
    }
    let page_of = |target: TargetId| {
        headings
            .get(&target)
            .map(|&page| folios.of(page))
            .unwrap_or_default()
    };
    let placed = sheets
        .into_par_iter()
        .enumerate()
        .map(|(at, sheet)| match sheet {
            Sheet::Front(kind) => (front.page(kind, (at, folios), &page_of), Vec::new()),
            Sheet::Text(chapter, page, is_first) => {
                pages.page(chapter, page, (at, folios), is_first)
            }
            Sheet::Blank => (
                front.page(&FrontPage::Blank, (at, folios), &page_of),
                Vec::new(),
            ),
        });
    let placed: Vec<(Page, Vec<Mark>)> = placed.collect();
    let count = copy.numbers.len() * 2 + copy.anchors.len() + copy.outline.len();
    let mut targets = vec![None; count];
    let mut bound = Vec::with_capacity(placed.len());
    for (page, marks) in placed {
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

/// A picture in print has so many pixels to the inch at least, or its edges are seen.
const COARSE: i64 = 200;

/// What is to be said of a picture that is set larger than its pixels allow.
fn coarse(plate: &plate::Plate) -> Option<Diagnostic> {
    let resolution = plate.resolution();
    // A drawing has as many as are wanted.
    if resolution >= COARSE || plate.image.kind == ImageKind::Svg {
        return None;
    }
    let wide = Length(plate.width).to_mm();
    let message = format!(
        "a picture {wide:.0} mm wide has {resolution} pixels to the inch: print wants {COARSE}"
    );
    let warning = Diagnostic::warning("coarse-picture", message);
    let warning = warning.hint("make it narrower with `{width=…}`, or take a larger file");
    Some(warning.at(Place::Source(plate.at)))
}

/// What the user should know about the lines.
fn warnings(copy: &Copy, made: &[MadeUp]) -> Diagnostics {
    let mut warnings = copy.diagnostics.clone();
    for chapter in made {
        let notes = chapter.notes.iter().flat_map(|n| &n.settings);
        let rows = chapter.stands.iter().filter_map(|stand| stand.row.as_ref());
        let in_rows = rows.flat_map(|row| &row.cells).flat_map(|cell| &cell.held);
        let plates = in_rows.chain(notes.clone()).filter_map(|s| s.take.plate());
        warnings.extend(plates.filter_map(coarse));
        let asides = chapter.stands.iter().flat_map(|stand| &stand.asides);
        let beside = asides.map(|aside| &aside.take);
        for setting in chapter.settings.iter().chain(notes).chain(beside) {
            for word in &setting.words.too_wide {
                let message = format!(
                    "`{}` is wider than a line and was parted where it had to be",
                    beginning(word)
                );
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

/// What a message shows of a word.
const SHOWN: usize = 60;

/// The beginning of a word that is too long for a message.
fn beginning(word: &str) -> String {
    match word.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.into(),
    }
}

#[cfg(test)]
mod tests;
