//! Walks through a book. In: blocks. Out: each call, inline, line or block of them in order, to whoever asks.

use super::{Block, Definition, Inline, NoteIndex, Picture};

/// Calls `found` for each call in some blocks, in order.
pub fn visit_calls(blocks: &[Block], found: &mut dyn FnMut(NoteIndex)) {
    visit_inlines(blocks, &mut |inline| {
        if let Inline::Call { note, .. } = inline {
            found(*note);
        }
    });
}

/// Calls `found` for each inline in some blocks, outer before inner, in order.
pub fn visit_inlines<'a>(blocks: &'a [Block], found: &mut dyn FnMut(&'a Inline)) {
    for block in blocks {
        match block {
            Block::Heading { text, .. }
            | Block::Paragraph(text)
            | Block::Picture { caption: text, .. } => walk(text, found),
            Block::Quote(inner) => visit_inlines(inner, found),
            Block::Epigraph { text, source } => {
                visit_inlines(text, found);
                walk(source.as_deref().unwrap_or_default(), found);
            }
            Block::Verse(stanzas) => {
                let lines = stanzas.iter().flatten();
                lines.for_each(|line| walk(&line.text, found));
            }
            Block::List { items, .. } => items.iter().for_each(|item| visit_inlines(item, found)),
            Block::Definitions(definitions) => {
                for Definition { term, said } in definitions {
                    walk(term, found);
                    said.iter().for_each(|said| visit_inlines(said, found));
                }
            }
            Block::Division { blocks, .. } => visit_inlines(blocks, found),
            Block::Table(table) => {
                walk(&table.caption, found);
                let cells = table.rows().flatten();
                cells.for_each(|cell| visit_inlines(cell, found));
            }
            Block::Ornament(_) | Block::Preformatted { .. } | Block::TextBegins(_) => {}
        }
    }
}

/// Calls `change` for each line of inlines in some blocks, in order.
pub fn change_inlines(blocks: &mut [Block], change: &mut dyn FnMut(&mut Vec<Inline>)) {
    change_lines(blocks, "", &mut |line, _| change(line));
}

/// Calls `change` for each line of inlines in some blocks, in order, with the tag of its language: that of the division or
/// text it stands in, else `language`.
pub fn change_lines(
    blocks: &mut [Block],
    language: &str,
    change: &mut dyn FnMut(&mut Vec<Inline>, &str),
) {
    let mut own: Option<String> = None;
    for block in blocks {
        let here = own.as_deref().unwrap_or(language);
        match block {
            Block::Heading { text, .. }
            | Block::Paragraph(text)
            | Block::Picture { caption: text, .. } => change(text, here),
            Block::Quote(inner) => change_lines(inner, here, change),
            Block::Division { of, blocks } => {
                change_lines(blocks, of.language.as_deref().unwrap_or(here), change);
            }
            Block::Epigraph { text, source } => {
                change_lines(text, here, change);
                source.iter_mut().for_each(|line| change(line, here));
            }
            Block::Verse(stanzas) => {
                let lines = stanzas.iter_mut().flatten();
                lines.for_each(|line| change(&mut line.text, here));
            }
            Block::List { items, .. } => {
                items
                    .iter_mut()
                    .for_each(|item| change_lines(item, here, change));
            }
            Block::Definitions(definitions) => {
                for Definition { term, said } in definitions {
                    change(term, here);
                    said.iter_mut()
                        .for_each(|said| change_lines(said, here, change));
                }
            }
            Block::Table(table) => {
                change(&mut table.caption, here);
                let cells = table.rows_mut().flatten();
                cells.for_each(|cell| change_lines(cell, here, change));
            }
            Block::TextBegins(begins) => own.clone_from(&begins.language),
            Block::Ornament(_) | Block::Preformatted { .. } => {}
        }
    }
}

/// Calls `found` for each block among some, outer before inner, in order.
pub fn visit_blocks<'a>(blocks: &'a [Block], found: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        found(block);
        match block {
            Block::Quote(inner)
            | Block::Epigraph { text: inner, .. }
            | Block::Division { blocks: inner, .. } => visit_blocks(inner, found),
            Block::List { items, .. } => items.iter().for_each(|item| visit_blocks(item, found)),
            Block::Definitions(definitions) => {
                let said = definitions.iter().flat_map(|definition| &definition.said);
                said.for_each(|said| visit_blocks(said, found));
            }
            Block::Table(table) => {
                let cells = table.rows().flatten();
                cells.for_each(|cell| visit_blocks(cell, found));
            }
            Block::Heading { .. }
            | Block::Paragraph(_)
            | Block::Picture { .. }
            | Block::Verse(_)
            | Block::Ornament(_)
            | Block::Preformatted { .. }
            | Block::TextBegins(_) => {}
        }
    }
}

fn walk<'a>(inlines: &'a [Inline], found: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        found(inline);
        walk(inline.inner(), found);
    }
}

/// The words of some inlines, without calls, page turns and side notes; a picture says what it shows.
#[must_use]
pub fn words(inlines: &[Inline]) -> String {
    words_with(inlines, |picture| picture.alt.clone())
}

/// The same with what is said of pictures.
pub(super) fn words_with(inlines: &[Inline], of: impl Fn(&Picture) -> String) -> String {
    let mut text = String::new();
    add_words(inlines, &of, &mut text);
    text
}

fn add_words(inlines: &[Inline], of: &dyn Fn(&Picture) -> String, text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text: words, .. } => text.push_str(words),
            Inline::Picture(picture) => text.push_str(&of(picture)),
            Inline::Break => text.push(' '),
            other if other.side_note().is_some() => {}
            other => add_words(other.inner(), of, text),
        }
    }
}
