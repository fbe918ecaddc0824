//! Side notes: words that stand beside the line that names them, without a number. In: lines and blocks. Out: their side notes,
//! in order. No word of one is a word of its line: whoever writes the line leaves it out and says it beside.

use super::{Attributes, Block, Inline};

/// The class of a span that is one, and of a division, whose blocks stand beside the block behind it.
pub(crate) const SIDE_NOTE: &str = "sidenote";

impl Attributes {
    /// Whether what has them is a side note.
    #[must_use]
    pub fn is_side_note(&self) -> bool {
        self.has(SIDE_NOTE)
    }
}

impl Inline {
    /// The words of a side note, if it is one.
    #[must_use]
    pub fn side_note(&self) -> Option<&[Inline]> {
        match self {
            Inline::Span { of, text } if of.has(SIDE_NOTE) => Some(text),
            _ => None,
        }
    }
}

/// The side notes of a line, each before those that stand in it.
#[must_use]
pub fn side_notes(line: &[Inline]) -> Vec<&Inline> {
    let mut found = Vec::new();
    gather(line, &mut found);
    found
}

fn gather<'a>(line: &'a [Inline], found: &mut Vec<&'a Inline>) {
    for inline in line {
        found.extend(inline.side_note().map(|_| inline));
        gather(inline.inner(), found);
    }
}

/// The side notes of the lines that are a block's own: not those of blocks that it holds.
#[must_use]
pub fn own_side_notes(block: &Block) -> Vec<&Inline> {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => side_notes(text),
        Block::Picture { caption, .. } => side_notes(caption),
        Block::Epigraph { source, .. } => side_notes(source.as_deref().unwrap_or_default()),
        Block::Verse(stanzas) => {
            let lines = stanzas.iter().flatten();
            lines.flat_map(|line| side_notes(&line.text)).collect()
        }
        Block::Definitions(definitions) => {
            let terms = definitions.iter();
            terms.flat_map(|one| side_notes(&one.term)).collect()
        }
        Block::Table(table) => side_notes(&table.caption),
        Block::Quote(_)
        | Block::List { .. }
        | Block::Preformatted { .. }
        | Block::Division { .. }
        | Block::TextBegins(_)
        | Block::Ornament(_) => Vec::new(),
    }
}
