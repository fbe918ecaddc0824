//! Any book: what the properties of editions are tried on.

use super::{bind, nowhere, text};
use pamphleteer::book::{Block, Book, Inline, Meta, NoteIndex, VerseLine};
use proptest::prelude::*;

/// Words with every sign that Markdown and Pandoc know.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zé]{1,6}( [A-Z][a-z]{1,5}){0,2}",
        2 => r##"[ -~]{1,8}"##,
        2 => r##"[\\*_`\[\]<>^~${}#!&@|+=:;,.()0-9aI \-“”—’\u{a0}]{1,6}"##,
        1 => prop::sample::select(vec![
            "1. May", "(a) b", "iv. c", "- d", "+ e", "# f", "> g", "| h", "::: i", "---", "===", "***", "    j", "<br>",
            "&amp;", "&#8212;", "![k](l)", "[m](n)", "[^1]", "[^1]: o", "`p`", "~~~", "$q$", "http://r.s", "[t]{.emph}",
            "]{.pagebreak title=\"9\"}", "\\", "@u", "% v", "w  ", "<!-- x -->", "C #", "!",
        ]).prop_map(String::from),
    ]
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        8 => words().prop_map(|t| text(&t)),
        1 => (0..6_u32).prop_map(|n| Inline::Call { note: NoteIndex(n), at: nowhere() }),
        1 => words().prop_map(|label| Inline::PageTurn { label: label.trim().into() }),
        1 => Just(Inline::Break),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let several = prop::collection::vec(inner, 1..4);
        prop_oneof![
            several.clone().prop_map(Inline::Emphasis),
            several.clone().prop_map(Inline::Strong),
            several.clone().prop_map(Inline::SmallCapitals),
            several.clone().prop_map(Inline::Raised),
            several.clone().prop_map(Inline::Lowered),
            ("[a-z:/.?&<>() *_\\\\]{1,9}", several).prop_map(|(to, text)| Inline::Link {
                to: to.trim().into(),
                text
            }),
        ]
    })
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    prop::collection::vec(inline(), 1..6)
}

fn block() -> impl Strategy<Value = Block> {
    let line = (0..4_u8, inlines()).prop_map(|(indent, text)| VerseLine { indent, text });
    let stanza = prop::collection::vec(line, 1..4);
    let mark = prop::sample::select(vec!["* * *", "***", "⁂", "---", "— o —", "*", "[1]", ""]);
    let leaf = prop_oneof![
        5 => inlines().prop_map(Block::Paragraph),
        1 => (1..7_u8, inlines()).prop_map(|(level, text)| Block::Heading { level, text }),
        1 => prop::collection::vec(stanza, 1..3).prop_map(Block::Verse),
        1 => mark.prop_map(|m| Block::Ornament(m.into())),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let several = prop::collection::vec(inner, 1..4);
        let items = prop::collection::vec(several.clone(), 1..4);
        prop_oneof![
            several.clone().prop_map(Block::Quote),
            (several, prop::option::of(inlines()))
                .prop_map(|(text, source)| Block::Epigraph { text, source }),
            (prop::option::of(0..120_u32), items)
                .prop_map(|(start, items)| Block::List { start, items }),
        ]
    })
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    prop::collection::vec(block(), 1..5)
}

fn meta() -> impl Strategy<Value = Meta> {
    (
        words(),
        prop::option::of(words()),
        prop::collection::vec(words(), 0..3),
    )
        .prop_map(|(title, subtitle, subjects)| Meta {
            title,
            subtitle,
            subjects,
            date: Some("1914".into()),
            series: Some(("Tracts".into(), Some("3".into()))),
            ..Meta::default()
        })
}

/// A book of all kinds of blocks.
pub fn book() -> impl Strategy<Value = Book> {
    let printed = prop::sample::select(vec!["1", "7", "*", "†", "", "12", "a\"b"]);
    let bodies = prop::collection::vec((printed, blocks()), 6..9);
    (meta(), blocks(), bodies).prop_map(|(meta, blocks, bodies)| bind(meta, blocks, bodies))
}
