//! Tags (PDF 1.7, 14.7 and 14.8). In: the structure of a [`Layout`] and the marked contents of its pages. Out: the
//! structure tree in a [`Draft`], with link annotations in their places (PDF/UA-1, 7.18.5).

use super::carcass::{Draft, rectangle};
use super::content::{Content, Marked};
use super::number::text_string;
use crate::typeset::page::{ElementId, ElementKind, Layout};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

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
        ElementKind::Figure => "Figure",
        ElementKind::Section => "Sect",
    }
}

/// An element on its way into the tree.
struct Node {
    name: &'static str,
    parent: Option<usize>,
    kids: Vec<Kid>,
    /// Whether it has content of its own, and not only elements.
    has_content: bool,
    /// The place of its first content in the order of the pages.
    first: usize,
    picture: Option<Dictionary>,
    id: ObjectId,
}

/// What an element holds.
enum Kid {
    Content {
        page: usize,
        number: usize,
        place: usize,
    },
    Annotation {
        page: usize,
        id: ObjectId,
    },
    Node(usize),
}

/// Writes the tree and returns its root; `annotations` by page and click, as in [`Content::clicks`].
pub(crate) fn write(
    draft: &mut Draft,
    layout: &Layout,
    contents: &[Content],
    annotations: &[Vec<ObjectId>],
) -> ObjectId {
    let mut tree = Tree::of(draft, layout);
    let mut parents = Vec::with_capacity(contents.len());
    for (page, content) in contents.iter().enumerate() {
        let marked = content.marked.iter().enumerate();
        let mut nodes: Vec<usize> = Vec::with_capacity(content.marked.len());
        for (number, marked) in marked {
            // A link in several stretches is one link.
            let before = number.checked_sub(1).map(|before| &content.marked[before]);
            let same = before.filter(|it| {
                it.link.is_some() && it.link == marked.link && it.element == marked.element
            });
            let node = match same {
                Some(_) => nodes[number - 1],
                None => tree.node_for(draft, marked),
            };
            tree.hold(node, page, number, marked);
            nodes.push(node);
        }
        parents.push(nodes);
    }
    let mut parents_of_annotations = Vec::new();
    for (page, content) in contents.iter().enumerate() {
        for (click, &annotation) in content.clicks.iter().zip(&annotations[page]) {
            if let Some(marked) = click.marked {
                let node = parents[page][marked];
                tree.nodes[node].kids.push(Kid::Annotation {
                    page,
                    id: annotation,
                });
                set_parent_key(
                    draft,
                    annotation,
                    contents.len() + parents_of_annotations.len(),
                );
                parents_of_annotations.push(node);
            }
        }
    }
    tree.order();
    let root = draft.document.new_object_id();
    let document = draft.document.new_object_id();
    tree.write_nodes(draft, document);
    let mut numbers: Vec<Object> = Vec::new();
    for (page, nodes) in parents.iter().enumerate() {
        let list: Vec<Object> = nodes
            .iter()
            .map(|&node| tree.nodes[node].id.into())
            .collect();
        numbers.extend([
            Object::from(page as i64),
            draft.document.add_object(list).into(),
        ]);
        if let Ok(page) = draft.document.get_dictionary_mut(draft.pages[page]) {
            page.set("StructParents", numbers[numbers.len() - 2].clone());
        }
    }
    for (at, &node) in parents_of_annotations.iter().enumerate() {
        let key = contents.len() + at;
        numbers.extend([Object::from(key as i64), tree.nodes[node].id.into()]);
    }
    let next_key = contents.len() + parents_of_annotations.len();
    let parent_tree = draft.document.add_object(dictionary! { "Nums" => numbers });
    let mut root_dictionary = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => document,
        "ParentTree" => parent_tree,
        "ParentTreeNextKey" => next_key as i64,
    };
    let ids = tree.note_ids();
    if !ids.is_empty() {
        root_dictionary.set("IDTree", dictionary! { "Names" => ids });
    }
    let top = tree.kids_of_document();
    draft.document.set_object(
        document,
        dictionary! { "S" => "Document", "P" => root, "K" => top },
    );
    draft.document.set_object(root, root_dictionary);
    root
}

fn set_parent_key(draft: &mut Draft, annotation: ObjectId, key: usize) {
    if let Ok(annotation) = draft.document.get_dictionary_mut(annotation) {
        annotation.set("StructParent", key as i64);
    }
}

struct Tree {
    nodes: Vec<Node>,
    /// Nodes without parent, in order.
    top: Vec<usize>,
    place: usize,
}

impl Tree {
    fn of(draft: &mut Draft, layout: &Layout) -> Tree {
        let nodes = layout.structure.iter().map(|element| Node {
            name: type_name(element.kind),
            parent: element.parent.map(|parent| parent.0 as usize),
            kids: Vec::new(),
            has_content: false,
            first: usize::MAX,
            picture: None,
            id: draft.document.new_object_id(),
        });
        Tree {
            nodes: nodes.collect(),
            top: Vec::new(),
            place: 0,
        }
    }

    /// The node of an element, or of a new link within it.
    fn node_for(&mut self, draft: &mut Draft, marked: &Marked) -> usize {
        let node = marked.element.0 as usize;
        if marked.link.is_none() || self.nodes[node].name == "Link" {
            return node;
        }
        self.nodes[node].has_content = true;
        self.nodes.push(Node {
            name: "Link",
            parent: Some(node),
            kids: Vec::new(),
            has_content: true,
            first: usize::MAX,
            picture: None,
            id: draft.document.new_object_id(),
        });
        self.nodes.len() - 1
    }

    /// Hangs a marked content into a node.
    fn hold(&mut self, node: usize, page: usize, number: usize, marked: &Marked) {
        let place = self.place;
        self.place += 1;
        let holder = &mut self.nodes[node];
        holder.has_content = true;
        holder.first = holder.first.min(place);
        holder.kids.push(Kid::Content {
            page,
            number,
            place,
        });
        if let Some((alt, bounds)) = &marked.picture {
            let area = rectangle(bounds.left, bounds.bottom, bounds.right, bounds.top);
            holder.picture = Some(dictionary! {
                "Alt" => Object::String(text_string(alt), StringFormat::Literal),
                "A" => dictionary! { "O" => "Layout", "BBox" => area, "Placement" => "Block" },
            });
        }
    }

    /// Hangs nodes into their parents and puts kids in the order of reading: by the pages where the parent has content
    /// of its own, else in the order of the structure. Nodes that hold nothing are left out.
    fn order(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            let first = self.nodes[at].first;
            if let Some(parent) = self.nodes[at].parent {
                let parent = &mut self.nodes[parent].first;
                *parent = first.min(*parent);
            }
        }
        for at in 0..self.nodes.len() {
            if self.nodes[at].first == usize::MAX {
                continue;
            }
            match self.nodes[at].parent {
                Some(parent) => self.nodes[parent].kids.push(Kid::Node(at)),
                None => self.top.push(at),
            }
        }
        for at in 0..self.nodes.len() {
            if self.nodes[at].has_content {
                let mut kids = std::mem::take(&mut self.nodes[at].kids);
                kids.sort_by_key(|kid| match kid {
                    Kid::Content { place, .. } => *place,
                    Kid::Node(node) => self.nodes[*node].first,
                    Kid::Annotation { .. } => usize::MAX,
                });
                self.nodes[at].kids = kids;
            }
        }
    }

    fn kids_of_document(&self) -> Vec<Object> {
        self.top
            .iter()
            .map(|&node| self.nodes[node].id.into())
            .collect()
    }

    fn write_nodes(&self, draft: &mut Draft, document: ObjectId) {
        for (at, node) in self.nodes.iter().enumerate() {
            if node.first == usize::MAX {
                continue;
            }
            let page = node.kids.iter().find_map(|kid| match kid {
                Kid::Content { page, .. } => Some(*page),
                _ => None,
            });
            let mut kids: Vec<Object> = node
                .kids
                .iter()
                .map(|kid| self.kid(draft, kid, page))
                .collect();
            let mut written = dictionary! {
                "S" => node.name,
                "P" => node.parent.map_or(document, |parent| self.nodes[parent].id),
            };
            let only = if kids.len() == 1 { kids.pop() } else { None };
            written.set("K", only.unwrap_or(Object::Array(kids)));
            if let Some(page) = page {
                written.set("Pg", draft.pages[page]);
            }
            if let Some(picture) = &node.picture {
                written.extend(picture);
            }
            if node.name == "Note" {
                written.set("ID", note_id(at));
            }
            draft.document.set_object(node.id, written);
        }
    }

    fn kid(&self, draft: &Draft, kid: &Kid, own_page: Option<usize>) -> Object {
        match kid {
            Kid::Node(node) => self.nodes[*node].id.into(),
            Kid::Annotation { page, id } => {
                dictionary! { "Type" => "OBJR", "Obj" => *id, "Pg" => draft.pages[*page] }.into()
            }
            Kid::Content { page, number, .. } if Some(*page) == own_page => Object::from(*number as i64),
            Kid::Content { page, number, .. } => {
                dictionary! { "Type" => "MCR", "Pg" => draft.pages[*page], "MCID" => *number as i64 }.into()
            }
        }
    }

    /// Names of notes (PDF/UA-1, 7.9), sorted as they are made.
    fn note_ids(&self) -> Vec<Object> {
        let notes = self.nodes.iter().enumerate();
        let notes = notes.filter(|(_, node)| node.name == "Note" && node.first != usize::MAX);
        notes
            .flat_map(|(at, node)| [note_id(at), node.id.into()])
            .collect()
    }
}

fn note_id(node: usize) -> Object {
    Object::string_literal(format!("n{node:06}"))
}
