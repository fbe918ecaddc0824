//! Books made in test code.

#![allow(dead_code)] // each test crate uses its own part

pub mod any;
pub mod many_notes;

use pamphleteer::book::{
    Block, Book, Definition, Inline, LooseNote, Meta, Note, NoteIndex, Picture, Table, VerseLine,
    change_inlines, visit_calls,
};
use pamphleteer::source::Span;

/// The span of everything that has none.
pub fn nowhere() -> Span {
    Span {
        source: 0,
        start: 0,
        end: 0,
    }
}

/// Words.
pub fn text(words: &str) -> Inline {
    Inline::Text {
        text: words.into(),
        at: nowhere(),
    }
}

/// A paragraph of these words.
pub fn paragraph(words: &str) -> Block {
    Block::Paragraph(vec![text(words)])
}

/// A paragraph of these words and a call of the body with this index.
pub fn called(words: &str, note: u32) -> Block {
    let call = Inline::Call {
        note: NoteIndex(note),
        at: nowhere(),
    };
    Block::Paragraph(vec![text(words), call])
}

/// A book of any blocks and bodies: put into the form that builders give, notes in the order of their calls, the
/// others loose. Calls name bodies by index.
pub fn bind(meta: Meta, blocks: Vec<Block>, bodies: Vec<(&str, Vec<Block>)>) -> Book {
    let mut blocks = tidy_blocks(blocks, true);
    let mut bodies: Vec<(String, Vec<Block>)> = bodies
        .into_iter()
        .map(|(printed, body)| (printed.to_owned(), tidy_blocks(body, true)))
        .collect();
    for (_, body) in &mut bodies {
        if body.is_empty() {
            body.push(Block::Paragraph(Vec::new()));
        }
    }
    let mut order: Vec<u32> = Vec::new();
    let mut next = 0;
    add_calls(&blocks, &mut order);
    while next < order.len() {
        add_calls(&bodies[order[next] as usize].1, &mut order);
        next += 1;
    }
    let place = |old: u32| order.iter().position(|&o| o == old);
    let mut notes: Vec<Option<Note>> = order.iter().map(|_| None).collect();
    let mut loose = Vec::new();
    renumber(&mut blocks, &place);
    for (old, (printed, mut body)) in (0..).zip(bodies) {
        renumber(&mut body, &place);
        let body = tidy_blocks(body, true);
        let body = if body.is_empty() {
            vec![Block::Paragraph(Vec::new())]
        } else {
            body
        };
        match place(old) {
            Some(new) => {
                notes[new] = Some(Note {
                    number: 0,
                    printed,
                    body,
                    at: nowhere(),
                });
            }
            None => loose.push(LooseNote {
                printed,
                body,
                at: nowhere(),
            }),
        }
    }
    Book::new(meta, blocks, notes.into_iter().flatten().collect(), loose).expect("a sound book")
}

fn add_calls(blocks: &[Block], order: &mut Vec<u32>) {
    visit_calls(blocks, &mut |NoteIndex(note)| {
        if !order.contains(&note) {
            order.push(note);
        }
    });
}

fn renumber(blocks: &mut [Block], place: &dyn Fn(u32) -> Option<usize>) {
    change_inlines(blocks, &mut |inlines| {
        inlines
            .iter_mut()
            .for_each(|inline| renumber_inline(inline, place));
    });
}

fn renumber_inline(inline: &mut Inline, place: &dyn Fn(u32) -> Option<usize>) {
    match inline {
        Inline::Call { note, .. } => match place(note.0) {
            Some(new) => *note = NoteIndex(new as u32),
            None => *inline = text("loose"),
        },
        other => {
            let inner = other.inner_mut().into_iter().flatten();
            inner.for_each(|i| renumber_inline(i, place));
        }
    }
}

/// The book with all spans at nowhere.
pub fn without_spans(book: &Book) -> Book {
    let strip = |blocks: &[Block]| {
        let mut blocks = blocks.to_vec();
        blocks.iter_mut().for_each(strip_block);
        change_inlines(&mut blocks, &mut |inlines| {
            inlines.iter_mut().for_each(strip_inline)
        });
        blocks
    };
    let notes = book.notes().iter().map(|note| Note {
        body: strip(&note.body),
        at: nowhere(),
        ..note.clone()
    });
    let loose = book.loose().iter().map(|note| LooseNote {
        body: strip(&note.body),
        at: nowhere(),
        ..note.clone()
    });
    let (notes, loose) = (notes.collect(), loose.collect());
    Book::new(book.meta.clone(), strip(book.blocks()), notes, loose).expect("a sound book")
}

fn strip_block(block: &mut Block) {
    match block {
        Block::Preformatted { at, .. } => *at = nowhere(),
        Block::Picture { picture, .. } => picture.at = nowhere(),
        Block::Quote(inner) | Block::Division { blocks: inner, .. } => {
            inner.iter_mut().for_each(strip_block);
        }
        Block::Epigraph { text, .. } => text.iter_mut().for_each(strip_block),
        Block::List { items, .. } => items.iter_mut().flatten().for_each(strip_block),
        Block::Table(table) => {
            let cells = table.rows_mut().flatten();
            cells.flatten().for_each(strip_block);
        }
        Block::Definitions(definitions) => {
            let said = definitions.iter_mut().flat_map(|one| &mut one.said);
            said.flatten().for_each(strip_block);
        }
        Block::Heading { .. }
        | Block::Paragraph(_)
        | Block::Verse(_)
        | Block::Ornament(_)
        | Block::TextBegins(_) => {}
    }
}

fn strip_inline(inline: &mut Inline) {
    match inline {
        Inline::Text { at, .. } | Inline::Call { at, .. } => *at = nowhere(),
        Inline::Picture(picture) => picture.at = nowhere(),
        other => {
            let inner = other.inner_mut().into_iter().flatten();
            inner.for_each(strip_inline);
        }
    }
}

/// Blocks in the form that builders give: no block without words, except page turns.
pub fn tidy_blocks(blocks: Vec<Block>, _outer: bool) -> Vec<Block> {
    blocks.into_iter().filter_map(tidy_block).collect()
}

fn tidy_block(block: Block) -> Option<Block> {
    let filled = |inlines: Vec<Inline>| Some(tidy(inlines)).filter(|i| !i.is_empty());
    Some(match block {
        Block::Heading { level, text } => Block::Heading {
            level,
            text: filled(text)?,
        },
        Block::Paragraph(text) => alone(filled(text)?),
        Block::Picture { picture, caption } => Block::Picture {
            picture: tidy_picture(picture),
            caption: tidy(caption),
        },
        Block::Quote(inner) => {
            Block::Quote(Some(tidy_blocks(inner, false)).filter(|b| !b.is_empty())?)
        }
        Block::Epigraph { text, source } => Block::Epigraph {
            text: tidy_blocks(text, false),
            source: source.and_then(filled),
        },
        Block::Verse(stanzas) => {
            let lines = |stanza: Vec<VerseLine>| -> Vec<VerseLine> {
                let lines = stanza.into_iter().filter_map(|line| {
                    let text = filled(line.text)?;
                    Some(VerseLine { text, ..line })
                });
                lines.collect()
            };
            let stanzas: Vec<_> = stanzas
                .into_iter()
                .map(lines)
                .filter(|s| !s.is_empty())
                .collect();
            Block::Verse(Some(stanzas).filter(|s| !s.is_empty())?)
        }
        Block::List { numbers, items } => {
            let items: Vec<_> = items
                .into_iter()
                .map(|i| tidy_blocks(i, false))
                .filter(|i| !i.is_empty())
                .collect();
            Block::List {
                numbers,
                items: Some(items).filter(|i| !i.is_empty())?,
            }
        }
        Block::Definitions(definitions) => {
            let definitions = definitions
                .into_iter()
                .filter_map(|Definition { term, said }| {
                    let said = said.into_iter().map(|said| tidy_blocks(said, false));
                    let said: Vec<_> = said.filter(|said| !said.is_empty()).collect();
                    let term = filled(term)?;
                    (!said.is_empty()).then_some(Definition { term, said })
                });
            let definitions: Vec<_> = definitions.collect();
            Block::Definitions(Some(definitions).filter(|all| !all.is_empty())?)
        }
        Block::Preformatted { text, kind, at } => Block::Preformatted {
            text: Some(text).filter(|text| !text.trim().is_empty())?,
            kind,
            at,
        },
        Block::Table(table) => Block::Table(tidy_table(table)),
        Block::Division { of, blocks } => Block::Division {
            of,
            blocks: Some(tidy_blocks(blocks, false)).filter(|blocks| !blocks.is_empty())?,
        },
        other @ (Block::Ornament(_) | Block::TextBegins(_)) => other,
    })
}

/// A picture alone in a paragraph stands by itself, and is called as it is described.
fn alone(words: Vec<Inline>) -> Block {
    match words.as_slice() {
        [Inline::Picture(picture)] => Block::Picture {
            caption: tidy(vec![text(&picture.alt)]),
            picture: Picture {
                alt: String::new(),
                ..picture.clone()
            },
        },
        _ => Block::Paragraph(words),
    }
}

/// Single blanks in what it shows.
fn tidy_picture(picture: Picture) -> Picture {
    Picture {
        alt: picture.alt.split_whitespace().collect::<Vec<_>>().join(" "),
        ..picture
    }
}

/// A head has words; only a table with a head has a foot; what is kept in its lines stands in no cell here, as blanks at
/// their ends would be lost.
fn tidy_table(mut table: Table) -> Table {
    table.caption = tidy(table.caption);
    for cell in table.rows_mut().flatten() {
        let blocks = tidy_blocks(std::mem::take(cell), false);
        let mut is_kept = false;
        pamphleteer::book::visit_blocks(&blocks, &mut |block| {
            is_kept |= matches!(block, Block::Preformatted { .. } | Block::Table(_));
        });
        *cell = if is_kept { Vec::new() } else { in_line(blocks) };
    }
    table.settle();
    if table.head.is_empty() && !table.foot.is_empty() {
        let merged = table.merged().to_vec();
        let mut bare = Table::new(table.columns, Vec::new(), table.body, Vec::new());
        bare.caption = table.caption;
        let own = merged.into_iter().filter(|m| m.row < bare.body.len());
        for merged in own.collect::<Vec<_>>() {
            bare.merge(merged);
        }
        bare.settle();
        return bare;
    }
    table
}

/// A picture alone in a cell has no caption: what that says describes it; names, pages and calls stay beside it.
fn in_line(mut blocks: Vec<Block>) -> Vec<Block> {
    if !matches!(blocks.as_slice(), [Block::Picture { .. }]) {
        return blocks;
    }
    let Some(Block::Picture { picture, caption }) = blocks.pop() else {
        return blocks;
    };
    let alt = picture.description(&caption);
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    let caption = [Block::Paragraph(caption)];
    pamphleteer::book::visit_inlines(&caption, &mut |inline| match inline {
        Inline::Anchor(_) => before.push(inline.clone()),
        Inline::Call { .. } | Inline::PageTurn { .. } => behind.push(inline.clone()),
        _ => {}
    });
    before.push(Inline::Picture(Picture { alt, ..picture }));
    before.append(&mut behind);
    vec![Block::Paragraph(before)]
}

/// Inlines in the form that builders give: neighbouring texts joined, single blanks, none at the edges of a block or of
/// an emphasis or beside a forced line end; no forced line end at an edge; no link or call in a link.
pub fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text { text: words, .. } => {
                let words = words.replace('\t', " ");
                if let Some(Inline::Text { text, .. }) = out.last_mut() {
                    *text = squeeze(&format!("{text}{words}"));
                } else {
                    out.push(text(&squeeze(&words)));
                }
            }
            Inline::Emphasis(inner) => wrap(&mut out, inner, Inline::Emphasis),
            Inline::Strong(inner) => wrap(&mut out, inner, Inline::Strong),
            Inline::SmallCapitals(inner) => wrap(&mut out, inner, Inline::SmallCapitals),
            Inline::Raised(inner) => wrap(&mut out, inner, Inline::Raised),
            Inline::Lowered(inner) => wrap(&mut out, inner, Inline::Lowered),
            Inline::Typewriter(inner) => wrap(&mut out, inner, Inline::Typewriter),
            Inline::Struck(inner) => wrap(&mut out, inner, Inline::Struck),
            Inline::Span { of, text } => wrap(&mut out, text, |text| Inline::Span { of, text }),
            Inline::Link { to, text } => {
                wrap(&mut out, flat(text), |text| Inline::Link { to, text })
            }
            Inline::Picture(picture) => out.push(Inline::Picture(tidy_picture(picture))),
            other => out.push(other),
        }
    }
    // Blanks at the edges and beside forced line ends.
    loop {
        let before = out.clone();
        for i in 0..out.len() {
            let after_break = i == 0 || matches!(out[i - 1], Inline::Break);
            let before_break = i + 1 == out.len() || matches!(out[i + 1], Inline::Break);
            if let Inline::Text { text, .. } = &mut out[i] {
                if after_break {
                    *text = text.trim_start_matches(' ').into();
                }
                if before_break {
                    *text = text.trim_end_matches(' ').into();
                }
            }
        }
        out.retain(|i| !matches!(i, Inline::Text { text, .. } if text.is_empty()));
        while matches!(out.first(), Some(Inline::Break)) {
            out.remove(0);
        }
        while matches!(out.last(), Some(Inline::Break)) {
            out.pop();
        }
        out.dedup_by(|a, b| matches!((a, b), (Inline::Break, Inline::Break)));
        if out == before {
            return out;
        }
    }
}

fn wrap(out: &mut Vec<Inline>, inner: Vec<Inline>, make: impl FnOnce(Vec<Inline>) -> Inline) {
    let inner = tidy(inner);
    if !inner.is_empty() {
        out.push(make(inner));
    }
}

/// Without links and calls.
fn flat(inlines: Vec<Inline>) -> Vec<Inline> {
    inlines
        .into_iter()
        .flat_map(|inline| match inline {
            Inline::Link { text, .. } => flat(text),
            Inline::Call { .. } => Vec::new(),
            Inline::Emphasis(inner) => vec![Inline::Emphasis(flat(inner))],
            Inline::Strong(inner) => vec![Inline::Strong(flat(inner))],
            Inline::SmallCapitals(inner) => vec![Inline::SmallCapitals(flat(inner))],
            Inline::Raised(inner) => vec![Inline::Raised(flat(inner))],
            Inline::Lowered(inner) => vec![Inline::Lowered(flat(inner))],
            Inline::Typewriter(inner) => vec![Inline::Typewriter(flat(inner))],
            Inline::Struck(inner) => vec![Inline::Struck(flat(inner))],
            Inline::Span { of, text } => vec![Inline::Span {
                of,
                text: flat(text),
            }],
            other => vec![other],
        })
        .collect()
}

fn squeeze(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}
