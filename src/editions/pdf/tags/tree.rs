//! The structure tree. In: elements and what hangs in them. Out: the dictionaries of structure elements (PDF 1.7, 14.7.2).

use super::type_name;
use crate::editions::pdf::carcass::{Draft, rectangle};
use crate::editions::pdf::content::Marked;
use crate::editions::pdf::number::text_string;
use crate::typeset::page::Layout;
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

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
    /// The language of its words, where it is another (14.9.2).
    language: Option<String>,
    /// See [`crate::typeset::page::Element::over`].
    over: (u16, u16),
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

/// What holds blocks.
const BLOCKS: &[&str] = &[
    "Sect",
    "Div",
    "BlockQuote",
    "LBody",
    "Note",
    "TD",
    "TH",
    "Document",
];

/// The elements, before they are written.
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Nodes without parent, in order.
    top: Vec<usize>,
    place: usize,
}

impl Tree {
    /// The elements of the structure.
    pub(super) fn of(draft: &mut Draft, layout: &Layout) -> Tree {
        let nodes = layout.structure.iter().map(|element| Node {
            name: type_name(element.kind),
            parent: element.parent.map(|parent| parent.0 as usize),
            kids: Vec::new(),
            has_content: false,
            first: usize::MAX,
            picture: None,
            language: element.language.clone(),
            over: element.over,
            id: draft.document.new_object_id(),
        });
        Tree {
            nodes: nodes.collect(),
            top: Vec::new(),
            place: 0,
        }
    }

    /// The node of an element, or of a new link within it.
    pub(super) fn node_for(&mut self, draft: &mut Draft, marked: &Marked) -> usize {
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
            language: None,
            over: (1, 1),
            id: draft.document.new_object_id(),
        });
        self.nodes.len() - 1
    }

    /// What stands for a node in the file.
    pub(super) fn id(&self, node: usize) -> ObjectId {
        self.nodes[node].id
    }

    /// Hangs an annotation into a node.
    pub(super) fn hold_annotation(&mut self, node: usize, page: usize, id: ObjectId) {
        self.nodes[node].kids.push(Kid::Annotation { page, id });
    }

    /// Hangs a marked content, by its page and number there, into a node.
    pub(super) fn hold(&mut self, node: usize, (page, number): (usize, usize), marked: &Marked) {
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
            // A figure within words stands in their line (PDF 1.7, 14.8.5.4).
            let parent = self.nodes[node]
                .parent
                .map(|parent| self.nodes[parent].name);
            let is_block = parent.is_none_or(|name| BLOCKS.contains(&name));
            let placement = if is_block { "Block" } else { "Inline" };
            self.nodes[node].picture = Some(dictionary! {
                "Alt" => Object::String(text_string(alt), StringFormat::Literal),
                "A" => dictionary! { "O" => "Layout", "BBox" => area, "Placement" => placement },
            });
        }
    }

    /// Hangs nodes into their parents and puts kids in the order of reading: by the pages where the parent has content
    /// of its own, else in the order of the structure. Nodes that hold nothing are left out, but no cell of a row that is there.
    pub(super) fn order(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            let first = self.nodes[at].first;
            if let Some(parent) = self.nodes[at].parent {
                let parent = &mut self.nodes[parent].first;
                *parent = first.min(*parent);
            }
        }
        // An empty cell closes the grid of its table all the same.
        for at in 0..self.nodes.len() {
            let Some(parent) = self.nodes[at].parent else {
                continue;
            };
            if ["TD", "TH"].contains(&self.nodes[at].name) {
                self.nodes[at].first = self.nodes[at].first.min(self.nodes[parent].first);
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

    pub(super) fn kids_of_document(&self) -> Vec<Object> {
        self.top
            .iter()
            .map(|&node| self.nodes[node].id.into())
            .collect()
    }

    pub(super) fn write_nodes(&self, draft: &mut Draft, document: ObjectId) {
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
            if let Some(only) = only {
                written.set("K", only);
            } else if !kids.is_empty() {
                written.set("K", kids);
            }
            if let Some(page) = page {
                written.set("Pg", draft.pages[page]);
            }
            if let Some(picture) = &node.picture {
                written.extend(picture);
            }
            if let Some(language) = &node.language {
                written.set("Lang", Object::string_literal(language.as_str()));
            }
            // PDF/UA-1, 7.5: what a cell is the head of.
            let mut cell = dictionary! {};
            if node.name == "TH" {
                cell.set("Scope", "Column");
            }
            // PDF 1.7, 14.8.5.7.
            let over = [("RowSpan", node.over.0), ("ColSpan", node.over.1)];
            for (name, count) in over.into_iter().filter(|(_, count)| *count > 1) {
                cell.set(name, i64::from(count));
            }
            if !cell.is_empty() {
                cell.set("O", "Table");
                written.set("A", cell);
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
    pub(super) fn note_ids(&self) -> Vec<Object> {
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
