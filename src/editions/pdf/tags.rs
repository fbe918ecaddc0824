//! Tags (PDF 1.7, 14.7 and 14.8). In: the structure of a [`Layout`] and the marked contents of its pages. Out: the
//! structure tree in a [`Draft`], with link annotations in their places (PDF/UA-1, 7.18.5).

mod numbers;
mod tree;

use super::carcass::Draft;
use super::content::Content;
use crate::typeset::page::{ElementId, ElementKind, Layout};
use lopdf::{Object, ObjectId, dictionary};
use tree::Tree;

/// The standard structure type of an element.
pub(crate) fn name(layout: &Layout, element: ElementId) -> &'static str {
    let element = layout.structure.get(element.0 as usize);
    element.map_or("Span", |element| type_name(element.kind))
}

fn type_name(kind: ElementKind) -> &'static str {
    match kind {
        ElementKind::Heading(level) => {
            ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1]
        }
        ElementKind::Paragraph => "P",
        ElementKind::Quote => "BlockQuote",
        ElementKind::List => "L",
        ElementKind::ListItem => "LI",
        ElementKind::Label => "Lbl",
        ElementKind::ListBody => "LBody",
        ElementKind::Note => "Note",
        ElementKind::Reference => "Reference",
        ElementKind::Link => "Link",
        ElementKind::Contents => "TOC",
        ElementKind::ContentsItem => "TOCI",
        ElementKind::Table => "Table",
        ElementKind::Caption => "Caption",
        ElementKind::Row => "TR",
        ElementKind::HeadCell => "TH",
        ElementKind::Cell => "TD",
        ElementKind::Division => "Div",
        ElementKind::Span => "Span",
        ElementKind::Figure => "Figure",
        ElementKind::Section => "Sect",
    }
}

/// Writes the tree and returns its root; `annotations` by page and click, as in [`Content::clicks`].
pub(crate) fn write(
    draft: &mut Draft,
    layout: &Layout,
    contents: &[Content],
    annotations: &[Vec<ObjectId>],
) -> ObjectId {
    let mut tree = Tree::of(draft, layout);
    // The elements of each page's marked contents, and those of the link annotations.
    let parents = hold_contents(&mut tree, draft, contents);
    let of_annotations = hold_annotations(&mut tree, draft, contents, annotations, &parents);
    tree.order();
    let root = draft.document.new_object_id();
    let document = draft.document.new_object_id();
    tree.write_nodes(draft, document);
    // From contents and annotations back to their elements (14.7.4.4).
    let mut numbers: Vec<Object> = Vec::new();
    for (page, nodes) in parents.iter().enumerate() {
        let list: Vec<Object> = nodes.iter().map(|&node| tree.id(node).into()).collect();
        let list = draft.document.add_object(list);
        numbers.extend([Object::from(page as i64), list.into()]);
        if let Ok(dictionary) = draft.document.get_dictionary_mut(draft.pages[page]) {
            dictionary.set("StructParents", page as i64);
        }
    }
    for (at, &node) in of_annotations.iter().enumerate() {
        let key = contents.len() + at;
        numbers.extend([Object::from(key as i64), tree.id(node).into()]);
    }
    let next_key = (numbers.len() / 2) as i64;
    let mut root_dictionary = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => document,
        "ParentTree" => numbers::tree(&mut draft.document, "Nums", numbers),
        "ParentTreeNextKey" => next_key,
    };
    let ids = tree.note_ids();
    if !ids.is_empty() {
        let ids = numbers::tree(&mut draft.document, "Names", ids);
        root_dictionary.set("IDTree", ids);
    }
    let top = tree.kids_of_document();
    draft.document.set_object(
        document,
        dictionary! { "S" => "Document", "P" => root, "K" => top },
    );
    draft.document.set_object(root, root_dictionary);
    root
}

/// Hangs the marked contents of all pages into the tree; returns for each the node that holds it.
fn hold_contents(tree: &mut Tree, draft: &mut Draft, contents: &[Content]) -> Vec<Vec<usize>> {
    let mut parents = Vec::with_capacity(contents.len());
    for (page, content) in contents.iter().enumerate() {
        let mut nodes: Vec<usize> = Vec::with_capacity(content.marked.len());
        for (number, marked) in content.marked.iter().enumerate() {
            // A link in several stretches is one link.
            let before = number.checked_sub(1).map(|before| &content.marked[before]);
            let same = before.filter(|it| {
                it.link.is_some() && it.link == marked.link && it.element == marked.element
            });
            let node = match same {
                Some(_) => nodes[number - 1],
                None => tree.node_for(draft, marked),
            };
            tree.hold(node, (page, number), marked);
            nodes.push(node);
        }
        parents.push(nodes);
    }
    parents
}

/// Hangs the link annotations beside what they lie upon; returns the node that holds each, in the order of their keys,
/// which follow those of the pages.
fn hold_annotations(
    tree: &mut Tree,
    draft: &mut Draft,
    contents: &[Content],
    annotations: &[Vec<ObjectId>],
    parents: &[Vec<usize>],
) -> Vec<usize> {
    let mut held = Vec::new();
    for (page, content) in contents.iter().enumerate() {
        for (click, &annotation) in content.clicks.iter().zip(&annotations[page]) {
            let Some(marked) = click.marked else { continue };
            let node = parents[page][marked];
            tree.hold_annotation(node, page, annotation);
            if let Ok(annotation) = draft.document.get_dictionary_mut(annotation) {
                annotation.set("StructParent", (contents.len() + held.len()) as i64);
            }
            held.push(node);
        }
    }
    held
}
