//! What holds blocks. In: where quotations, lists, notes, divisions and definitions begin and end. Out: their blocks, in the
//! block around them.

use super::{
    Attributes, Block, Body, Definition, MAX_DEPTH, Made, Mark, Numbers, Reader, class, pictured,
};
use crate::book::{self, Beginning, Inline, Kind};
use std::ops::Range;

/// What holds blocks.
pub(super) enum Holder {
    Root,
    Quote,
    List(Option<Numbers>, Vec<Vec<Block>>),
    Item,
    Note(String),
    Division(Attributes),
    Definitions(Vec<Definition>),
    /// What is said of a term.
    Said,
}

/// A container and what is in it so far.
pub(super) struct Frame {
    pub(super) holder: Holder,
    range: Range<usize>,
    pub(super) blocks: Vec<Block>,
    /// Of a quotation: whether its first paragraph says that it is an epigraph.
    pub(super) is_epigraph: bool,
    /// Of an epigraph: its source.
    pub(super) source: Option<Vec<Inline>>,
    /// Of a note: the printed number, if it is not the label.
    pub(super) printed: Option<String>,
    /// The block that may name a table beside it.
    pub(super) caption_at: Option<usize>,
}

impl Frame {
    pub(super) fn new(holder: Holder, range: Range<usize>) -> Frame {
        Frame {
            holder,
            range,
            blocks: Vec::new(),
            is_epigraph: false,
            source: None,
            printed: None,
            caption_at: None,
        }
    }

    /// Whether it is a division of some class.
    pub(super) fn is_of(&self, class: &str) -> bool {
        matches!(&self.holder, Holder::Division(of) if of.classes.iter().any(|own| own == class))
    }
}

impl Reader<'_> {
    pub(super) fn open(&mut self, holder: Holder, range: Range<usize>) {
        self.end_leaf();
        if self.frames.len() >= MAX_DEPTH {
            self.too_deep += 1;
        } else {
            self.frames.push(Frame::new(holder, range));
        }
    }

    pub(super) fn close(&mut self) {
        self.end_leaf();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        self.close_divisions();
        if let Some(frame) = self
            .frames
            .pop_if(|frame| !matches!(frame.holder, Holder::Root))
        {
            self.closed(frame);
        }
    }

    /// Ends the divisions that no border ended before what holds them ends.
    pub(super) fn close_divisions(&mut self) {
        self.end_leaf();
        while let Some(frame) = self
            .frames
            .pop_if(|frame| matches!(frame.holder, Holder::Division(_)))
        {
            self.closed(frame);
        }
    }

    pub(super) fn open_division(&mut self, attributes: Attributes, range: Range<usize>) {
        self.check(&attributes, class::is_of_division, range.clone());
        self.open(Holder::Division(attributes), range);
    }

    pub(super) fn close_division(&mut self, range: Range<usize>) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        match self
            .frames
            .pop_if(|frame| matches!(frame.holder, Holder::Division(_)))
        {
            Some(frame) => self.closed(frame),
            None => {
                let message =
                    "this border ends a division that another block holds: it is passed over";
                self.warn("markdown-division", message, range);
            }
        }
    }

    /// Puts a whole container into the one around it.
    fn closed(&mut self, frame: Frame) {
        match frame.holder {
            Holder::Root => {}
            Holder::Quote if frame.is_epigraph => self.block(Block::Epigraph {
                text: frame.blocks,
                source: frame.source,
            }),
            Holder::Quote if frame.blocks.is_empty() => {}
            Holder::Quote => self.block(Block::Quote(frame.blocks)),
            Holder::List(_, items) if items.is_empty() => {}
            Holder::List(numbers, items) => self.block(Block::List { numbers, items }),
            Holder::Item => {
                if let Some(Holder::List(_, items)) = self.holder()
                    && !frame.blocks.is_empty()
                {
                    items.push(frame.blocks);
                }
            }
            Holder::Note(label) => {
                let body = Body {
                    printed: frame.printed,
                    blocks: frame.blocks,
                    at: self.span(frame.range),
                };
                self.matter.define(&label, body);
            }
            Holder::Division(of) => self.division(of, frame.blocks, frame.source),
            Holder::Definitions(definitions) => self.definitions(definitions),
            Holder::Said => {
                if let Some(Holder::Definitions(definitions)) = self.holder()
                    && let Some(definition) = definitions.last_mut()
                    && !frame.blocks.is_empty()
                {
                    definition.said.push(frame.blocks);
                }
            }
        }
    }

    /// Terms with what is said of them; one of which nothing is said is a paragraph, and what is said of no words stands alone.
    fn definitions(&mut self, definitions: Vec<Definition>) {
        let mut whole = Vec::new();
        for definition in definitions {
            if !definition.said.is_empty() && !definition.term.is_empty() {
                whole.push(definition);
                continue;
            }
            if !whole.is_empty() {
                self.block(Block::Definitions(std::mem::take(&mut whole)));
            }
            if !definition.term.is_empty() {
                self.block(Block::Paragraph(definition.term));
            }
            let said = definition.said.into_iter().flatten();
            said.for_each(|block| self.block(block));
        }
        if !whole.is_empty() {
            self.block(Block::Definitions(whole));
        }
    }

    fn holder(&mut self) -> Option<&mut Holder> {
        self.frames.last_mut().map(|frame| &mut frame.holder)
    }

    pub(super) fn block(&mut self, block: Block) {
        if let Some(frame) = self.frames.last_mut() {
            frame.blocks.push(block);
        }
    }

    /// A whole division: the block that its class names, in one that keeps what else is said of it.
    fn division(&mut self, of: Attributes, mut blocks: Vec<Block>, source: Option<Vec<Inline>>) {
        let mut own = book::Attributes {
            language: of.tag(),
            classes: Vec::new(),
        };
        let is_top = self.frames.len() == 1;
        if of.is(class::TEXT) && is_top {
            let mut kinds = of.classes.iter().filter_map(|class| Kind::of(class));
            self.block(Block::TextBegins(Beginning {
                kind: kinds.rfind(|kind| !kind.is_text()).unwrap_or_default(),
                language: own.language.take(),
                on_recto: of.classes.iter().any(|class| class == class::RECTO),
            }));
        }
        for class in &of.classes {
            match class.as_str() {
                class::TEXT => {}
                _ if of.is(class::TEXT) && is_top && class::says_how(class) => {}
                class::VERSE => blocks = one_poem(blocks),
                class::QUOTE if !blocks.is_empty() => blocks = vec![Block::Quote(blocks)],
                class::EPIGRAPH if !blocks.is_empty() || source.is_some() => {
                    blocks = vec![Block::Epigraph {
                        text: blocks,
                        source: source.clone(),
                    }];
                }
                class::QUOTE | class::EPIGRAPH => {}
                class => own.classes.push(class.into()),
            }
        }
        if let Some(id) = of.id {
            self.name_first(&mut blocks, id);
        }
        if own == book::Attributes::default() {
            blocks.into_iter().for_each(|block| self.block(block));
        } else if !blocks.is_empty() {
            self.block(Block::Division { of: own, blocks });
        }
    }

    /// Gives the first line of some blocks a name; without one, the next line that comes.
    fn name_first(&mut self, blocks: &mut [Block], id: String) {
        let mut id = Some(id);
        book::change_inlines(blocks, &mut |line| {
            if let Some(id) = id.take() {
                line.insert(0, Inline::Anchor(id));
            }
        });
        self.anchors.extend(id);
    }

    /// The number that stood at a byte, or after blanks, before the parser read a figure there.
    pub(super) fn number_at(&self, byte: usize) -> Option<Numbers> {
        let rest = &self.text[byte..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
        match self.marks.get(&(byte + blanks)) {
            Some(Mark::Number(numbers)) => Some(*numbers),
            _ => None,
        }
    }

    /// Begins a list anew where an item is numbered in another way than those before it.
    pub(super) fn turn_list(&mut self, byte: usize) {
        self.end_leaf();
        let own = self.number_at(byte);
        let Some(Holder::List(Some(numbers), items)) = self.holder() else {
            return;
        };
        let kind = |n: Numbers| (n.figures, n.close);
        let of_item = own.unwrap_or(Numbers::from(1));
        if kind(of_item) == kind(*numbers) || items.is_empty() && own.is_none() {
            return;
        }
        let next = own.unwrap_or_else(|| Numbers::from(1));
        let items = std::mem::take(items);
        let before = std::mem::replace(numbers, next);
        if items.is_empty() {
            return;
        }
        let list = Block::List {
            numbers: Some(before),
            items,
        };
        if let [.., outer, _] = self.frames.as_mut_slice() {
            outer.blocks.push(list);
        }
    }

    /// A term ends.
    pub(super) fn term(&mut self) {
        let Some(leaf) = self.leaf.take() else { return };
        let anchors = std::mem::take(&mut self.anchors);
        let ended = leaf.end(false, false, anchors);
        let term = match ended.made {
            Made::Block(Block::Paragraph(term)) | Made::Source(term) => term,
            // A term is a line: a picture stands in it, its caption's words describe it.
            Made::Block(Block::Picture { picture, caption }) => pictured(picture, caption),
            Made::Block(other) => {
                let mut words = Vec::new();
                book::change_inlines(&mut [other], &mut |line| words.append(line));
                words
            }
            Made::Nothing | Made::EpigraphMark => Vec::new(),
        };
        self.inner_notes(ended.notes);
        match self.holder() {
            Some(Holder::Definitions(definitions)) => definitions.push(Definition {
                term,
                said: Vec::new(),
            }),
            _ => self.block(Block::Paragraph(term)),
        }
    }
}

/// Stanzas in a row are one poem.
fn one_poem(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        match (out.last_mut(), block) {
            (Some(Block::Verse(poem)), Block::Verse(stanzas)) => poem.extend(stanzas),
            (_, block) => out.push(block),
        }
    }
    out
}
