//! Builds blocks. In: scraps of text with their labels. Out: [`Block`]s, split at line ends.

use super::Index;
use super::line::Line;
use super::matter::Scrap;
use crate::book::{Block, Inline, NoteIndex, Numbers, VerseLine, words};
use crate::galley::Label;
use crate::source::Span;
use crate::source::typography::Style;
use std::ops::Range;

/// Splits scraps at line ends into blocks.
pub(super) fn blocks(scraps: &[Scrap<'_>], index: &Index) -> Vec<Block> {
    let mut builder = Builder::default();
    for scrap in scraps {
        match scrap.label {
            Label::PageTurn => builder.inlines.add(Inline::PageTurn {
                label: scrap.page.clone(),
            }),
            Label::Call(id) if index.contains_key(&id) => builder.call(index[&id], scrap.at),
            _ => builder.text(scrap),
        }
    }
    builder.finish()
}

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    inlines: Line,
    /// The label of the block that is being read, once it has words.
    label: Option<Label>,
    /// Blanks before its first word.
    indent: usize,
    /// Whether an empty line came after the last block.
    is_apart: bool,
}

impl Builder {
    /// A call. Its number may stand in several pieces.
    fn call(&mut self, note: NoteIndex, at: Span) {
        let again =
            matches!(self.inlines.last(), Some(Inline::Call { note: last, .. }) if *last == note);
        if !again {
            self.inlines.add(Inline::Call { note, at });
        }
    }

    fn text(&mut self, scrap: &Scrap<'_>) {
        if scrap.styles.is_empty() {
            return self.run(scrap, 0..scrap.text.len(), Style::default());
        }
        for (range, style) in &scrap.styles {
            self.run(scrap, range.clone(), *style);
        }
    }

    /// A run of one style.
    fn run(&mut self, scrap: &Scrap<'_>, run: Range<usize>, style: Style) {
        let mut next = run.start;
        for (i, line) in scrap.text[run].split('\n').enumerate() {
            let start = next;
            next += line.len() + 1;
            if i > 0 {
                self.close();
            }
            let words = squeeze(line);
            if !words.trim().is_empty() && self.label.is_none() {
                self.indent = line.len() - line.trim_start().len();
                self.label = Some(scrap.label);
            }
            self.inlines
                .push(words, scrap.part(start..start + line.len()), style);
        }
    }

    /// Ends the block. Page turns of a block without words wait for the next; calls stay with the block before.
    fn close(&mut self) {
        let line = std::mem::take(&mut self.inlines);
        let label = self.label.take();
        let inlines = line.finish(label);
        let Some(label) = label else {
            self.is_apart = true;
            self.strays(inlines);
            return;
        };
        let indent = self.indent;
        let block = match label {
            Label::Heading(level) => Block::Heading {
                level,
                text: inlines,
            },
            Label::Ornament => {
                // An ornament holds words alone: a call goes on behind it, a page turn waits.
                self.add(Block::Ornament(words(&inlines)));
                return self.strays(inlines);
            }
            Label::Quote => return self.quote(inlines),
            Label::Verse => return self.verse(inlines, indent),
            Label::Item => return self.item(inlines),
            Label::Epigraph => Block::Epigraph {
                text: vec![Block::Paragraph(inlines)],
                source: None,
            },
            _ => Block::Paragraph(inlines),
        };
        self.add(block);
    }

    fn add(&mut self, block: Block) {
        self.blocks.push(block);
        self.is_apart = false;
    }

    /// What stood on a line without words.
    fn strays(&mut self, inlines: Vec<Inline>) {
        let (calls, turns): (Vec<_>, Vec<_>) = inlines
            .into_iter()
            .filter(|i| !matches!(i, Inline::Text { .. }))
            .partition(|i| matches!(i, Inline::Call { .. }));
        self.inlines = Line::from(turns);
        if calls.is_empty() {
            return;
        }
        match self.blocks.last_mut() {
            Some(Block::Paragraph(text) | Block::Heading { text, .. }) => text.extend(calls),
            _ => self.add(Block::Paragraph(calls)),
        }
    }

    fn quote(&mut self, inlines: Vec<Inline>) {
        let paragraph = Block::Paragraph(inlines);
        match self.blocks.last_mut() {
            Some(Block::Quote(inner)) => inner.push(paragraph),
            _ => self.blocks.push(Block::Quote(vec![paragraph])),
        }
        self.is_apart = false;
    }

    fn verse(&mut self, text: Vec<Inline>, indent: usize) {
        let line = VerseLine {
            indent: (indent / 2).min(8) as u8,
            text,
        };
        match self.blocks.last_mut() {
            Some(Block::Verse(stanzas)) => match stanzas.last_mut() {
                Some(stanza) if !self.is_apart => stanza.push(line),
                _ => stanzas.push(vec![line]),
            },
            _ => self.blocks.push(Block::Verse(vec![vec![line]])),
        }
        self.is_apart = false;
    }

    /// An item. A number that counts on from the list before it, or begins one, is the list's; any other stays a word.
    fn item(&mut self, mut inlines: Vec<Inline>) {
        let next = match self.blocks.last() {
            Some(Block::List {
                numbers: Some(numbers),
                items,
            }) => Some(numbers.first + items.len() as u32),
            _ => None,
        };
        let (number, mark) = mark_of(&head(&mut inlines).map(|t| t.as_str()).collect::<String>());
        cut(head(&mut inlines), mark);
        let item = vec![Block::Paragraph(inlines)];
        match self.blocks.last_mut() {
            Some(Block::List { items, numbers })
                if number.is_some() && number == next || number.is_none() && numbers.is_none() =>
            {
                items.push(item);
            }
            _ => self.blocks.push(Block::List {
                numbers: number.map(Numbers::from),
                items: vec![item],
            }),
        }
        self.is_apart = false;
    }

    /// The blocks; page turns after the last words go to its end.
    fn finish(mut self) -> Vec<Block> {
        self.close();
        let rest = std::mem::take(&mut self.inlines).finish(None);
        if rest.is_empty() {
            return self.blocks;
        }
        match self.blocks.last_mut() {
            Some(Block::Paragraph(text) | Block::Heading { text, .. }) => text.extend(rest),
            _ => self.blocks.push(Block::Paragraph(rest)),
        }
        self.blocks
    }
}

/// The same for the body of a note: one without words is an empty paragraph.
pub(super) fn blocks_of_note(scraps: &[Scrap<'_>], index: &Index) -> Vec<Block> {
    let mut found = blocks(scraps, index);
    if found.is_empty() {
        found.push(Block::Paragraph(Vec::new()));
    }
    found
}

/// The first words of a block, which calls and page turns may stand before.
fn head(inlines: &mut [Inline]) -> impl Iterator<Item = &mut String> {
    let is_words = |i: &Inline| !matches!(i, Inline::PageTurn { .. } | Inline::Call { .. });
    let words = inlines.iter_mut().skip_while(move |i| !is_words(i));
    words.map_while(|inline| match inline {
        Inline::Text { text, .. } => Some(text),
        _ => None,
    })
}

/// Takes some bytes off the beginning of words.
fn cut<'w>(words: impl Iterator<Item = &'w mut String>, mut bytes: usize) {
    for text in words {
        let of_this = bytes.min(text.len());
        text.drain(..of_this);
        bytes -= of_this;
    }
}

/// The number of an item, and how many bytes its number or bullet takes.
fn mark_of(text: &str) -> (Option<u32>, usize) {
    let dashed = ["- ", "– ", "* "]
        .iter()
        .find_map(|mark| text.strip_prefix(mark));
    let bare = dashed.unwrap_or(text);
    let bare = bare.trim_start_matches(['•', '‣', '▪', '◦', '·', ' ']);
    let numbered = numbered(text).filter(|_| bare.len() == text.len());
    let rest = numbered.map_or(bare, |(_, rest)| rest);
    (numbered.map(|(number, _)| number), text.len() - rest.len())
}

/// The number of an item, `3.` or `3)`, and the words after it.
fn numbered(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    Some((text[..digits].parse().ok().filter(|_| digits < 4)?, rest))
}

/// Blanks in a row become one.
fn squeeze(line: &str) -> String {
    let mut words = String::with_capacity(line.len());
    for c in line.chars() {
        let c = if c == '\t' || c == '\r' { ' ' } else { c };
        if c != ' ' || !words.ends_with(' ') {
            words.push(c);
        }
    }
    words
}
