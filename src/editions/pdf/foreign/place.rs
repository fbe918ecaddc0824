//! Where a page of others goes in its cell. In: the boxes of the pages, the paper and the scheme. Out: how large the cells are, and
//! for each page the matrix that puts it upright into the middle of its cell.

use super::leaves::Leaf;
use super::{Order, impose};
use crate::diagnostic::Diagnostic;
use crate::editions::pdf::sheet::{MARGIN, turned_like};
use crate::manifest::settings::BookletSettings;
use crate::typeset::Length;
use crate::typeset::page::Size;
use lopdf::Object;

/// Whether pages keep their size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scale {
    /// They are made as large as their place, each by itself.
    #[default]
    Fit,
    /// They keep their size.
    None,
}

/// Which box of a page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Edges {
    /// What a viewer shows.
    #[default]
    Crop,
    /// All of it.
    Media,
    /// What is left when the printed page is trimmed.
    Trim,
}

/// A page's place in its cell.
pub(super) struct Place {
    /// What of it is seen, in its own units.
    pub bounds: [f64; 4],
    /// From its own units to the cell, whose lower left corner is the origin, in points.
    pub matrix: [f64; 6],
}

impl Place {
    /// In the middle, upright.
    pub fn of(leaf: &Leaf, cell: Size, scale: Scale) -> Place {
        let (width, height) = leaf.size();
        let (across, up) = (cell.width.to_pt(), cell.height.to_pt());
        let times = match scale {
            Scale::None => 1.0,
            Scale::Fit => (across / width).min(up / height),
        };
        let (dx, dy) = ((across - width * times) / 2.0, (up - height * times) / 2.0);
        let [left, bottom, right, top] = leaf.edges;
        let k = leaf.unit * times;
        // A turn by each quarter, clockwise, and the corner that comes to lie at the lower left.
        let (turn, x, y) = match leaf.quarters {
            0 => ([1.0, 0.0, 0.0, 1.0], -left, -bottom),
            1 => ([0.0, -1.0, 1.0, 0.0], -bottom, right),
            2 => ([-1.0, 0.0, 0.0, -1.0], right, top),
            _ => ([0.0, 1.0, -1.0, 0.0], top, -left),
        };
        let [a, b, c, d] = turn.map(|part: f64| part * k);
        Place {
            bounds: leaf.edges,
            matrix: [a, b, c, d, x * k + dx, y * k + dy],
        }
    }
}

/// Numbers as an array, to 1/10,000 of a point, which is more than any reader resolves.
pub(super) fn numbers<const N: usize>(values: [f64; N]) -> Object {
    let number = |value: f64| match value.fract() == 0.0 && value.abs() < 1e9 {
        true => Object::Integer(value as i64),
        false => Object::Real(value as f32),
    };
    Object::Array(values.map(number).to_vec())
}

/// The same settings with a paper, where pages are to fit one and none is named: letter for pages of its kind, else A4.
pub(super) fn with_paper(order: &Order, leaves: &[&Leaf]) -> Result<BookletSettings, Diagnostic> {
    let mut booklet = order.booklet.clone();
    if order.scale == Scale::Fit && booklet.paper.is_none() {
        let size = leaves.first().map_or((0.0, 0.0), |leaf| leaf.size());
        let mm = match is_american(size) {
            true => (215.9, 279.4),
            false => (210.0, 297.0),
        };
        booklet.paper = Some(Size {
            width: Length::mm(mm.0),
            height: Length::mm(mm.1),
        });
    }
    Ok(booklet)
}

/// Whether a page is letter, legal, tabloid or half of letter, to 2 mm.
fn is_american((width, height): (f64, f64)) -> bool {
    const INCHES: [(f64, f64); 4] = [(5.5, 8.5), (8.5, 11.0), (8.5, 14.0), (11.0, 17.0)];
    let near = |a: f64, b: f64| (a - b * 72.0).abs() < 6.0;
    let (short, long) = (width.min(height), width.max(height));
    INCHES.iter().any(|&(a, b)| near(short, a) && near(long, b))
}

/// How large the cells are: what the paper has room for, less the margin if marks are wanted; or as the largest page is.
///
/// # Errors
/// An unknown scheme; paper without room.
pub(super) fn cell(
    order: &Order,
    booklet: &BookletSettings,
    leaves: &[&Leaf],
) -> Result<Size, Diagnostic> {
    let largest = leaves.iter().fold((0.0, 0.0), |(w, h): (f64, f64), leaf| {
        let (width, height) = leaf.size();
        (w.max(width), h.max(height))
    });
    let largest = Size {
        width: Length::pt(largest.0),
        height: Length::pt(largest.1),
    };
    let grid = impose::find(&booklet.scheme)?.grid();
    let (Scale::Fit, Some(paper)) = (order.scale, booklet.paper) else {
        return Ok(largest);
    };
    let paper = turned_like(paper, grid.size(largest));
    let margin = match booklet.marks == Default::default() {
        true => Length::ZERO,
        false => Length::mm(2.0 * MARGIN),
    };
    let cell = Size {
        width: (paper.width - margin) / grid.columns as i64,
        height: (paper.height - margin) / grid.rows as i64,
    };
    if cell.width < Length::mm(LEAST) || cell.height < Length::mm(LEAST) {
        let message = format!(
            "on paper of {:.0} × {:.0} mm no page has room",
            paper.width.to_mm(),
            paper.height.to_mm()
        );
        return Err(Diagnostic::error("paper", message).hint("take a larger paper"));
    }
    Ok(cell)
}

/// A page smaller than this, in mm, is none.
const LEAST: f64 = 10.0;
