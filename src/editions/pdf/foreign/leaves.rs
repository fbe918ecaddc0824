//! The pages of a file of others. In: its objects. Out: a [`Leaf`] for each page, with what it inherits (PDF 1.7, 7.7.3): which
//! node of the page tree has its resources, its visible box, which way up it is, how large its unit is.

use super::load::broken;
use super::place::Edges;
use crate::diagnostic::Diagnostic;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeSet;

/// A page.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// Its object.
    pub id: ObjectId,
    /// Its place in the file, from 1.
    pub number: usize,
    /// The node of the tree that names its resources.
    pub resources: Option<ObjectId>,
    /// Left, lower, right and upper edge of what is seen, in its own units.
    pub edges: [f64; 4],
    /// By how many quarters it is turned clockwise.
    pub quarters: u8,
    /// Points in its unit.
    pub unit: f64,
}

impl Leaf {
    /// Width and height in points, as its reader sees it.
    pub fn size(&self) -> (f64, f64) {
        let [left, bottom, right, top] = self.edges;
        let (width, height) = ((right - left) * self.unit, (top - bottom) * self.unit);
        match self.quarters % 2 {
            0 => (width, height),
            _ => (height, width),
        }
    }
}

/// What was found.
pub(super) struct Found {
    /// The pages, in order.
    pub leaves: Vec<Leaf>,
    /// Entries of the page tree that lead nowhere.
    pub lost: usize,
    /// Whether the file's table of objects had to be made anew.
    pub is_mended: bool,
}

/// Which nodes say what a page does not say itself.
#[derive(Clone, Copy, Default)]
struct Inherited {
    resources: Option<ObjectId>,
    media: Option<ObjectId>,
    crop: Option<ObjectId>,
    rotate: Option<ObjectId>,
}

/// Walks the page tree.
///
/// # Errors
/// A file without pages.
pub(super) fn find(document: &Document, edges: Edges) -> Result<Found, Diagnostic> {
    let root = document
        .catalog()
        .and_then(|catalog| catalog.get(b"Pages"))
        .and_then(Object::as_reference)
        .map_err(|_| broken("it does not say where its pages are"))?;
    let mut found = Found {
        leaves: Vec::new(),
        lost: 0,
        is_mended: false,
    };
    let mut seen = BTreeSet::new();
    let mut waiting = vec![(root, Inherited::default())];
    while let Some((id, inherited)) = waiting.pop() {
        let Ok(node) = document.get_dictionary(id) else {
            found.lost += 1;
            continue;
        };
        let inherited = inherited.with(id, node);
        let Some(kids) = array(document, node, b"Kids") else {
            let number = found.leaves.len() + 1;
            let leaf = leaf(document, (id, node), number, inherited, edges);
            found.leaves.push(leaf);
            continue;
        };
        // A tree that leads back to itself is walked once.
        if seen.insert(id) {
            let ids = kids.iter().rev().map(Object::as_reference);
            let ids = ids.inspect(|id| found.lost += usize::from(id.is_err()));
            waiting.extend(ids.flatten().map(|id| (id, inherited)));
        }
    }
    match found.leaves.is_empty() {
        true => Err(broken("it has no pages")),
        false => Ok(found),
    }
}

impl Inherited {
    fn with(self, id: ObjectId, node: &Dictionary) -> Inherited {
        let here = |key: &[u8], before| if node.has(key) { Some(id) } else { before };
        Inherited {
            resources: here(b"Resources", self.resources),
            media: here(b"MediaBox", self.media),
            crop: here(b"CropBox", self.crop),
            rotate: here(b"Rotate", self.rotate),
        }
    }
}

fn leaf(
    document: &Document,
    (id, page): (ObjectId, &Dictionary),
    number: usize,
    inherited: Inherited,
    edges: Edges,
) -> Leaf {
    let said = |node: Option<ObjectId>, key: &[u8]| {
        let node = document.get_dictionary(node?).ok()?;
        node.get(key).ok()
    };
    let quarters = said(inherited.rotate, b"Rotate").and_then(|turn| number_of(document, turn));
    // Other angles than right ones are none (PDF 1.7, table 30).
    let quarters = quarters.map_or(0, |angle| (angle / 90.0).round() as i64);
    let unit = page.get(b"UserUnit").ok();
    let unit = unit.and_then(|unit| number_of(document, unit));
    let read = |object: Option<&Object>| rectangle(document, object?);
    let media = read(said(inherited.media, b"MediaBox")).unwrap_or(LETTER);
    let crop = read(said(inherited.crop, b"CropBox"));
    let trim = read(page.get(b"TrimBox").ok());
    let chosen = match edges {
        Edges::Media => None,
        Edges::Crop => crop,
        Edges::Trim => trim.or(crop),
    };
    Leaf {
        id,
        number,
        resources: inherited.resources,
        edges: chosen
            .and_then(|inner| common(inner, media))
            .unwrap_or(media),
        quarters: quarters.rem_euclid(4) as u8,
        unit: unit
            .filter(|unit| (0.01..=10_000.0).contains(unit))
            .unwrap_or(1.0),
    }
}

/// What viewers take a page for that does not say how large it is.
const LETTER: [f64; 4] = [0.0, 0.0, 612.0, 792.0];

/// A list, given itself or by its number.
pub(super) fn array<'a>(
    document: &'a Document,
    node: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Vec<Object>> {
    let found = node.get(key).ok()?;
    let (_, found) = document.dereference(found).ok()?;
    found.as_array().ok()
}

fn number_of(document: &Document, object: &Object) -> Option<f64> {
    let (_, object) = document.dereference(object).ok()?;
    let number = object.as_float().ok().map(f64::from);
    number.filter(|number| number.is_finite())
}

/// Four numbers of which any two corners are given; None where nothing lies between them.
fn rectangle(document: &Document, object: &Object) -> Option<[f64; 4]> {
    let (_, object) = document.dereference(object).ok()?;
    let numbers = object.as_array().ok()?.iter();
    let numbers: Option<Vec<f64>> = numbers.map(|n| number_of(document, n)).collect();
    let [a, b, c, d] = numbers?[..] else {
        return None;
    };
    let edges = [a.min(c), b.min(d), a.max(c), b.max(d)];
    has_room(edges).then_some(edges)
}

fn common(a: [f64; 4], b: [f64; 4]) -> Option<[f64; 4]> {
    let edges = [
        a[0].max(b[0]),
        a[1].max(b[1]),
        a[2].min(b[2]),
        a[3].min(b[3]),
    ];
    has_room(edges).then_some(edges)
}

/// A page has a point in each direction at least, and is no larger than a hundred times what a reader must show (PDF 1.7, annex C).
fn has_room([left, bottom, right, top]: [f64; 4]) -> bool {
    let fits = |side: f64| (1.0..=1_440_000.0).contains(&side);
    fits(right - left) && fits(top - bottom)
}
