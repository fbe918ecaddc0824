//! Imposition. In: how many pages there are, and the [`BookletSettings`]. Out: [`Imposition`], the sheets to print, each
//! saying which page stands in which cell of its front and back, which way up and how far moved against creep.

#[cfg(test)]
mod bindery;
mod schemes;
#[cfg(test)]
mod tests;

pub use schemes::{SCHEMES, Scheme, Signature, Step};

use super::length::Length;
use super::page::Size;
use crate::diagnostic::Diagnostic;
use crate::manifest::settings::{Binding, BookletSettings, Edge, SignaturePages};

/// A book on sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imposition {
    /// The scheme.
    pub scheme: &'static Scheme,
    /// How many pages stand side by side, and how many one above the other.
    pub grid: Grid,
    /// The sheets, in the order of printing.
    pub sheets: Vec<Sheet>,
    /// Pages in a full signature, where sheets are gathered in signatures.
    pub signature: usize,
}

/// Cells of a sheet's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Cells side by side.
    pub columns: usize,
    /// Cells one above the other.
    pub rows: usize,
}

impl Grid {
    /// How large the cells are in all.
    #[must_use]
    pub fn size(self, trim: Size) -> Size {
        Size {
            width: trim.width * self.columns as i64,
            height: trim.height * self.rows as i64,
        }
    }
}

/// A sheet of paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The signature that it belongs to, from 0.
    pub signature: usize,
    /// Its place in the signature, from 0, the outermost.
    pub depth: usize,
    /// How many sheets that signature has.
    pub sheets: usize,
    /// Where its signature's first page meets its last, if it does on this sheet: the outside of the spine, once for each
    /// copy.
    pub spine: Vec<Fold>,
    /// Where the two pages in the middle of its signature meet, if they do on this sheet: where the needle goes.
    pub heart: Vec<Fold>,
    /// What is printed on the front.
    pub front: Vec<Placed>,
    /// What is printed on the back, as the printer wants it for the edge that it turns the paper over; empty where the
    /// scheme prints one side.
    pub back: Vec<Placed>,
}

/// A fold between two pages of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Whether they stand on the back.
    pub on_back: bool,
    /// The column to the right of it.
    pub column: usize,
    /// The row.
    pub row: usize,
}

/// A page in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Index of the page; None for a blank.
    pub page: Option<usize>,
    /// The cell's column, from 0, the left.
    pub column: usize,
    /// The cell's row, from 0, the top.
    pub row: usize,
    /// Whether it stands on its head.
    pub turned: bool,
    /// How far the page is moved to the right (as its reader sees it) against creep.
    pub shift: Length,
}

/// Imposes `pages` pages; without those of the cover, if it is a sheet of its own.
///
/// # Errors
/// A scheme that is not in [`SCHEMES`], or a signature that is not a multiple of four; a cover of its own where the scheme has
/// none, or nothing is left without it.
pub fn impose(
    pages: usize,
    trim: Size,
    settings: &BookletSettings,
) -> Result<Imposition, Diagnostic> {
    let scheme = find(&settings.scheme)?;
    let order = match settings.cover_apart {
        true => inside(pages, scheme, settings)?,
        false => order(pages, scheme.multiple, settings.back_cover),
    };
    lay(scheme, &order, trim, settings)
}

/// Imposes the cover alone: the first two pages and the last two, as one sheet for each copy.
///
/// # Errors
/// As [`impose`].
pub fn cover(
    pages: usize,
    trim: Size,
    settings: &BookletSettings,
) -> Result<Imposition, Diagnostic> {
    let scheme = cover_scheme(find(&settings.scheme)?)?;
    let all = order(pages.max(1), 4, settings.back_cover);
    let last = all.len() - 1;
    lay(
        scheme,
        &[all[0], all[1], all[last - 1], all[last]],
        trim,
        settings,
    )
}

/// The scheme by which a cover of its own is printed.
fn cover_scheme(scheme: &Scheme) -> Result<&'static Scheme, Diagnostic> {
    let none = || {
        let message = format!(
            "`{}` has no cover that could be a sheet of its own",
            scheme.name
        );
        Diagnostic::error("no-cover", message)
            .hint("leave `cover_apart` out, or take another scheme, such as `saddle`")
    };
    find(scheme.cover.ok_or_else(none)?)
}

/// The pages within the cover, filled up with blanks at the end.
fn inside(
    pages: usize,
    scheme: &Scheme,
    settings: &BookletSettings,
) -> Result<Vec<Option<usize>>, Diagnostic> {
    cover_scheme(scheme)?;
    let all = order(pages, 4, settings.back_cover);
    if all.len() <= 4 {
        let message = format!("with {pages} pages the booklet is nothing but its cover");
        let fault = Diagnostic::error("no-cover", message);
        return Err(fault.hint("leave `cover_apart` out"));
    }
    let mut inside = all[2..all.len() - 2].to_vec();
    inside.resize(inside.len().next_multiple_of(scheme.multiple), None);
    Ok(inside)
}

fn lay(
    scheme: &'static Scheme,
    order: &[Option<usize>],
    trim: Size,
    settings: &BookletSettings,
) -> Result<Imposition, Diagnostic> {
    let pages = order.iter().flatten().count();
    let signature = signature_pages(scheme, pages, settings.signature)?;
    let turn_back = turns_back(scheme.grid().size(trim), settings.duplex);
    let caliper = if scheme.nests {
        settings.caliper
    } else {
        Length::ZERO
    };
    let sheets = (scheme.sheets)(order.len(), signature);
    let sheets = sheets
        .into_iter()
        .map(|plan| plan.print(scheme.columns, order, caliper, turn_back))
        .collect();
    let imposition = Imposition {
        scheme,
        grid: scheme.grid(),
        sheets,
        signature,
    };
    Ok(match settings.binding {
        Some(Binding::Right) => imposition.bound_right(),
        Some(Binding::Left) | None => imposition,
    })
}

impl Imposition {
    /// The same for a book whose spine is at the right: each side of a sheet mirrored, with its pages as they are, and
    /// folded the other way round.
    fn bound_right(mut self) -> Imposition {
        let columns = self.grid.columns;
        for sheet in &mut self.sheets {
            for placed in sheet.front.iter_mut().chain(&mut sheet.back) {
                placed.column = columns - 1 - placed.column;
                placed.shift = Length::ZERO - placed.shift;
            }
            for fold in sheet.spine.iter_mut().chain(&mut sheet.heart) {
                fold.column = columns - fold.column;
            }
        }
        self
    }
}

/// What is to be known where a sheet is a booklet of its own that can't be bound with others, and the pages fill several; and
/// how many pages it holds.
#[must_use]
pub fn parts(pages: usize, settings: &BookletSettings) -> Option<(Diagnostic, usize)> {
    let scheme = find(&settings.scheme).ok()?;
    let is_whole = scheme.finishing.contains(&Step::FoldRing);
    let parts = order(pages, scheme.multiple, settings.back_cover).len() / scheme.multiple;
    if !is_whole || parts < 2 {
        return None;
    }
    let (name, holds) = (scheme.name, scheme.multiple);
    let message =
        format!("a {name} holds {holds} pages: the {pages} of this book become {parts} of them");
    let said = Diagnostic::warning("several-booklets", message);
    Some((said.hint("`saddle` makes one booklet of them"), holds))
}

pub(crate) fn find(name: &str) -> Result<&'static Scheme, Diagnostic> {
    let found = SCHEMES.iter().find(|scheme| scheme.name == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = SCHEMES.iter().map(|scheme| scheme.name).collect();
        Diagnostic::error("unknown-scheme", format!("no imposition scheme `{name}`"))
            .hint(format!("schemes are: {}", names.join(", ")))
    })
}

/// How many pages a signature has: what the manifest says, or of its range the number that leaves the fewest pages empty,
/// and of several such the largest, since it needs the fewest stitches.
fn signature_pages(
    scheme: &Scheme,
    pages: usize,
    asked: SignaturePages,
) -> Result<usize, Diagnostic> {
    match scheme.signature {
        Signature::Of(pages) => return Ok(pages),
        Signature::Whole => return Ok(pages.max(1).next_multiple_of(scheme.multiple)),
        Signature::Asked => {}
    }
    let (from, to) = (asked.from as usize, asked.to as usize);
    if from == 0 || !from.is_multiple_of(4) || !to.is_multiple_of(4) || from > to {
        let message = format!("a signature can't have {from} to {to} pages");
        let error = Diagnostic::error("signature", message);
        return Err(error.hint("a folded sheet has four pages: take multiples of 4, such as 16"));
    }
    let empty = |size: usize| pages.next_multiple_of(size) - pages;
    let sizes = (from / 4..to / 4 + 1).rev().map(|sheets| 4 * sheets);
    Ok(sizes.min_by_key(|size| empty(*size)).unwrap_or(from))
}

/// The pages in the order of reading, filled up with blanks to a multiple: at the end, or before a last page that is the
/// back cover.
fn order(pages: usize, multiple: usize, back_cover: bool) -> Vec<Option<usize>> {
    let mut order: Vec<Option<usize>> = (0..pages).map(Some).collect();
    let blanks = pages.next_multiple_of(multiple) - pages;
    let at = if back_cover && pages > 0 {
        pages - 1
    } else {
        pages
    };
    order.splice(at..at, std::iter::repeat_n(None, blanks));
    order
}

/// Schemes give backs as seen when the sheet is turned over like the leaf of a book. A printer that turns it over the
/// other edge shows them upside down: so the back is printed upside down.
fn turns_back(sheet: Size, edge: Option<Edge>) -> bool {
    edge.is_some_and(|edge| edge != over_like_a_leaf(sheet))
}

/// The edge over which a sheet is turned like the leaf of a book.
#[must_use]
pub fn over_like_a_leaf(sheet: Size) -> Edge {
    if sheet.width > sheet.height {
        Edge::Short
    } else {
        Edge::Long
    }
}

/// A sheet as a scheme gives it: positions in the order of reading instead of pages.
pub(crate) struct Plan {
    signature: usize,
    depth: usize,
    sheets: usize,
    front: Vec<Cell>,
    back: Vec<Cell>,
    /// The signature's first position and its length, for creep.
    span: (usize, usize),
}

/// A position, and whether it stands on its head. Cells go by rows, from the top left.
pub(crate) type Cell = (usize, bool);

impl Plan {
    fn print(self, columns: usize, order: &[Option<usize>], caliper: Length, turn: bool) -> Sheet {
        let span = self.span;
        let (spine, heart) = match span.1 {
            0 | usize::MAX => (Vec::new(), Vec::new()),
            length => {
                let (first, half) = (span.0, span.0 + length / 2);
                let folds = |pages| self.folds(pages, columns, turn);
                (folds((first + length - 1, first)), folds((half - 1, half)))
            }
        };
        let side = |cells: Vec<Cell>, over: bool| -> Vec<Placed> {
            let last = cells.len().wrapping_sub(1);
            let placed = cells
                .into_iter()
                .enumerate()
                .map(|(at, (position, turned))| {
                    let at = if over { last - at } else { at };
                    Placed {
                        page: order[position],
                        column: at % columns,
                        row: at / columns,
                        turned: turned != over,
                        shift: creep(position, span, caliper),
                    }
                });
            placed.collect()
        };
        Sheet {
            signature: self.signature,
            depth: self.depth,
            sheets: self.sheets,
            spine,
            heart,
            front: side(self.front, false),
            back: side(self.back, turn),
        }
    }

    /// The folds between two positions that a reader sees left and right of it, wherever they are neighbours in a row. (Where two
    /// copies meet, they stand the other way round.)
    fn folds(&self, (left, right): (usize, usize), columns: usize, turn: bool) -> Vec<Fold> {
        let sides = [(&self.front, false, false), (&self.back, true, turn)];
        let mut folds = Vec::new();
        for (cells, on_back, over) in sides {
            let rows = cells.len() / columns;
            for (row, cells) in cells.chunks(columns).enumerate() {
                for (before, pair) in cells.windows(2).enumerate() {
                    let seen = match pair[0].1 {
                        false => (pair[0].0, pair[1].0),
                        true => (pair[1].0, pair[0].0),
                    };
                    let (column, row) = match over {
                        false => (before + 1, row),
                        true => (columns - before - 1, rows - row - 1),
                    };
                    if seen == (left, right) {
                        folds.push(Fold {
                            on_back,
                            column,
                            row,
                        });
                    }
                }
            }
        }
        folds
    }
}

/// Creep: the `i`th leaf of a signature, counted from the outside, is pushed out by the `i` leaves around it, so its
/// pages move `i` times the caliper towards the spine: rectos to the left, versos to the right.
fn creep(position: usize, (start, length): (usize, usize), caliper: Length) -> Length {
    let within = position - start;
    let depth = within.min(length - 1 - within) / 2;
    let towards_right = if within.is_multiple_of(2) { -1 } else { 1 };
    caliper * (depth as i64 * towards_right)
}
