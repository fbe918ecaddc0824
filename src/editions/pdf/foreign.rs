//! Booklets of files that others made. In: the bytes of a PDF, and what is wanted of it. Out: a PDF of sheets. Each page becomes a
//! form with its own resources, upright and as large as its place on the sheet; what is no content of a page stays behind:
//! scripts, actions, attached files, outlines.

mod copy;
mod forms;
mod leaves;
mod load;
mod mend;
mod place;
mod remarks;
#[cfg(test)]
mod tests;

pub(super) use copy::Copier;
pub(crate) use place::{Edges, Scale};

use super::carcass::rectangle;
use super::file;
use super::number::milli;
use super::sheet::{self, Paper, form_name, preferences, sides};
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::manifest::settings::BookletSettings;
use crate::store::Data;
use crate::typeset::impose;
use leaves::{Found, Leaf};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use place::Place;

/// What is wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    /// Scheme, paper, creep, marks.
    pub booklet: BookletSettings,
    /// Whether pages are made as large as their places.
    pub scale: Scale,
    /// Which of a page's boxes is shown.
    pub edges: Edges,
    /// Whether the cover alone is wanted, which is a sheet of its own.
    pub cover: bool,
    /// First and last of each run of pages that is wanted, from 1, in this order; a run without a last goes to the end of the
    /// file. Empty for all pages.
    pub pages: Vec<(usize, Option<usize>)>,
}

/// Imposes the pages of a PDF.
///
/// # Errors
/// What is no PDF, is locked with a password, or is broken; pages that it does not have; paper that is too small; contents in a
/// form that can't be read.
pub(crate) fn impose(bytes: &[u8], order: &Order) -> Result<Warned<Data>, Diagnostics> {
    let (document, found) = open(bytes, order.edges)?;
    let chosen = choose(&found.leaves, &order.pages)?;
    let booklet = place::with_paper(order, &chosen)?;
    let cell = place::cell(order, &booklet, &chosen)?;
    let (imposition, booklet) = match order.cover {
        false => (impose::impose(chosen.len(), cell, &booklet)?, booklet),
        true => {
            let imposition = impose::cover(chosen.len(), cell, &booklet)?;
            let booklet = sheet::for_cover(&booklet, &imposition);
            (imposition, booklet)
        }
    };
    let paper = Paper::choose(&imposition, cell, &booklet)?;
    let mut warnings = remarks::remarks(&document, &chosen, &found);
    let parts = impose::parts(chosen.len(), &booklet);
    warnings.extend(parts.map(|(said, holds)| {
        said.hint(format!(
            "`--pages 1-{holds}` takes the first {holds} of them"
        ))
    }));

    let places: Vec<Place> = chosen
        .iter()
        .map(|leaf| Place::of(leaf, cell, order.scale))
        .collect();
    let made = forms::make(document, &chosen, &places)?;
    warnings.extend(made.damage);
    let mut out = made.document;
    let mut kids = Vec::new();
    let root = out.new_object_id();
    for (sheet, placed, is_back) in sides(&imposition) {
        let shown = placed.iter().filter_map(|placed| placed.page);
        let named = shown.map(|page| (form_name(page), made.forms[page].into()));
        let forms: Dictionary = named.collect();
        let mut operators = paper.show(placed);
        let marks = paper.marks(&imposition, sheet, is_back, booklet.marks);
        operators.extend(marks.operators());
        let contents = out.add_object(Stream::new(Dictionary::new(), operators));
        kids.push(Object::Reference(out.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => root,
            "MediaBox" => rectangle(0, 0, milli(paper.size.width), milli(paper.size.height)),
            "Resources" => dictionary! { "XObject" => forms },
            "Contents" => contents,
        })));
    }
    let preferences = preferences(&imposition, &paper, &booklet);
    close(&mut out, root, kids, (made.layers, preferences));
    let value = file::write_document(out)?;
    Ok(Warned { value, warnings })
}

/// The file and its pages. One whose table of objects is broken is mended, if it can be.
fn open(bytes: &[u8], edges: Edges) -> Result<(Document, Found), Diagnostic> {
    let read = |bytes: &[u8]| {
        let document = load::load(bytes)?;
        let found = leaves::find(&document, edges)?;
        Ok((document, found))
    };
    read(bytes).or_else(|fault: Diagnostic| {
        let is_broken = fault.code == load::BROKEN;
        let mended = mend::mend(bytes).filter(|_| is_broken);
        let read = mended.and_then(|mended| read(&mended).ok());
        let (document, found) = read.ok_or(fault)?;
        let is_mended = true;
        Ok((document, Found { is_mended, ..found }))
    })
}

/// Page tree, catalog and trailer.
fn close(
    out: &mut Document,
    root: ObjectId,
    kids: Vec<Object>,
    (layers, preferences): (Option<Object>, Dictionary),
) {
    let count = kids.len() as i64;
    let tree = dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids };
    out.set_object(root, tree);
    let mut catalog =
        dictionary! { "Type" => "Catalog", "Pages" => root, "ViewerPreferences" => preferences };
    if let Some(layers) = layers {
        catalog.set("OCProperties", layers);
    }
    let catalog = out.add_object(catalog);
    let info = out.add_object(
        dictionary! { "Producer" => Object::string_literal(super::metadata::PRODUCER) },
    );
    out.trailer.set("Root", catalog);
    out.trailer.set("Info", info);
}

/// The pages that are wanted, in the order in which they are.
fn choose<'a>(
    leaves: &'a [Leaf],
    runs: &[(usize, Option<usize>)],
) -> Result<Vec<&'a Leaf>, Diagnostic> {
    if runs.is_empty() {
        return Ok(leaves.iter().collect());
    }
    let mut chosen = Vec::new();
    for &(first, last) in runs {
        let last = last.unwrap_or(leaves.len());
        let beyond = first.max(last);
        if beyond > leaves.len() {
            let message = format!(
                "there is no page {beyond}: the file has {} of them",
                leaves.len()
            );
            return Err(Diagnostic::error("no-such-page", message)
                .hint("pages are counted from 1, whatever number is printed on them"));
        }
        chosen.extend(&leaves[first - 1..last]);
    }
    Ok(chosen)
}
