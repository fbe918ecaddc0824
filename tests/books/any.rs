//! Any book: what the properties of editions are tried on.

use super::{bind, nowhere, text};
use pamphleteer::book::{
    Alignment, Attributes, Beginning, Block, Book, Close, Definition, Figures, Imprint, Inline,
    KINDS, Kind, Licence, Merged, Meta, NoteIndex, Numbers, Picture, Placement, Table, VerseLine,
    Width,
};
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
        1 => prop::sample::select(vec!["here", "there-2"]).prop_map(|name| Inline::Anchor(name.into())),
        1 => picture().prop_map(Inline::Picture),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let several = prop::collection::vec(inner, 1..4);
        prop_oneof![
            several.clone().prop_map(Inline::Emphasis),
            several.clone().prop_map(Inline::Strong),
            several.clone().prop_map(Inline::SmallCapitals),
            several.clone().prop_map(Inline::Raised),
            several.clone().prop_map(Inline::Lowered),
            several.clone().prop_map(Inline::Struck),
            several.clone().prop_map(Inline::Typewriter),
            words().prop_map(|words| Inline::Typewriter(vec![text(&words)])),
            (attributes(), several.clone()).prop_map(|(of, text)| Inline::Span { of, text }),
            ("[#a-z:/.?&<>() *_\\\\]{1,9}", several).prop_map(|(to, text)| Inline::Link {
                to: to.trim().into(),
                text
            }),
        ]
    })
}

/// A picture, as a text names it.
fn picture() -> impl Strategy<Value = Picture> {
    let to = prop_oneof![
        3 => prop::sample::select(vec!["lamp.png", "a b/c (1).jpg", "x|y.png", "https://a.org/x.png", "é.png"]).prop_map(String::from),
        1 => r"[#a-z:/.?&<>() *_|\^\[\]]{1,9}",
    ];
    let width = prop_oneof![
        2 => Just(None),
        1 => (1..101_u16).prop_map(|percent| Some(Width::Percent(percent))),
        1 => (1..2000_u32).prop_map(|tenths| Some(Width::TenthMm(tenths))),
    ];
    let names = Placement::NAMES.iter().map(|(_, placement)| *placement);
    let placement = prop_oneof![
        2 => Just(Placement::Usual),
        1 => prop::sample::select(names.collect::<Vec<_>>()),
    ];
    let parts = (to, prop::option::of(words()), width, placement);
    parts.prop_map(|(to, alt, width, placement)| Picture {
        placement,
        to: to.trim().into(),
        alt: alt.unwrap_or_default(),
        width,
        at: nowhere(),
    })
}

/// What is said of words.
fn attributes() -> impl Strategy<Value = Attributes> {
    prop::sample::select(vec![
        (Some("fr"), vec![]),
        (Some("de-AT"), vec!["ship"]),
        (None, vec!["ship", "red-ink"]),
        (None, vec!["sidenote"]),
        (Some("la"), vec!["sidenote"]),
    ])
    .prop_map(|(language, classes)| Attributes {
        language: language.map(String::from),
        classes: classes.into_iter().map(String::from).collect(),
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
        1 => preformatted(),
        1 => (picture(), inlines()).prop_map(|(picture, caption)| Block::Picture { picture, caption }),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let several = prop::collection::vec(inner, 1..4);
        let items = prop::collection::vec(several.clone(), 1..4);
        prop_oneof![
            several.clone().prop_map(Block::Quote),
            (several.clone(), prop::option::of(inlines()))
                .prop_map(|(text, source)| Block::Epigraph { text, source }),
            (prop::option::of(numbers()), items.clone())
                .prop_map(|(numbers, items)| Block::List { numbers, items }),
            prop::collection::vec((inlines(), items), 1..3).prop_map(|definitions| {
                let definitions = definitions.into_iter();
                let definition = |(term, said)| Definition { term, said };
                Block::Definitions(definitions.map(definition).collect())
            }),
            table(several.clone()),
            (division(), several).prop_map(|(of, blocks)| Block::Division { of, blocks }),
        ]
    })
}

/// Lines with every sign, blank ones among them.
fn preformatted() -> impl Strategy<Value = Block> {
    let line = prop_oneof![
        3 => "[ -~é]{0,9}",
        1 => prop::sample::select(vec!["```", "::: x", "  a", "", "<b>", "~~~~", "- b"]).prop_map(String::from),
    ];
    let kind = prop::option::of(prop::sample::select(vec!["python", "ruby"]));
    (prop::collection::vec(line, 1..4), kind).prop_map(|(lines, kind)| Block::Preformatted {
        text: lines.join("\n"),
        kind: kind.map(String::from),
        at: nowhere(),
    })
}

fn numbers() -> impl Strategy<Value = Numbers> {
    let letters = prop::sample::select(vec![
        Figures::Letters,
        Figures::Capitals,
        Figures::SmallRoman,
        Figures::Roman,
    ]);
    let close = prop::sample::select(vec![Close::Stop, Close::Bracket, Close::Brackets]);
    prop_oneof![
        2 => (0..120_u32).prop_map(Numbers::from),
        1 => (1..12_u32).prop_map(|first| Numbers { close: Close::Brackets, ..Numbers::from(first) }),
        2 => (1..20_u32, letters, close).prop_map(|(first, figures, close)| {
            // Every reader takes a numeral of one letter for a letter, but for `i`, which it takes for a numeral.
            let is_numeral = matches!(figures, Figures::SmallRoman | Figures::Roman);
            let is_other = if is_numeral { matches!(first, 5 | 10) } else { first == 9 };
            let first = if is_other { first + 1 } else { first };
            Numbers { first, figures, close }
        }),
    ]
}

/// Tables of lines, and of blocks.
fn table(
    blocks: impl Strategy<Value = Vec<Block>> + Clone + 'static,
) -> impl Strategy<Value = Block> {
    let line = inlines().prop_map(|text| vec![Block::Paragraph(text)]);
    let cell = prop_oneof![
        6 => line,
        1 => Just(Vec::new()),
        1 => blocks,
    ];
    let caption = prop_oneof![2 => Just(Vec::new()), 1 => inlines()];
    (1..4_usize, caption, prop::bool::ANY).prop_flat_map(move |(columns, caption, has_foot)| {
        let row = prop::collection::vec(cell.clone(), columns);
        let rows = |count: std::ops::Range<usize>| prop::collection::vec(row.clone(), count);
        let alignment = prop::sample::select(vec![
            Alignment::Usual,
            Alignment::Left,
            Alignment::Centre,
            Alignment::Right,
        ]);
        let alignments = prop::collection::vec(alignment, columns);
        // Most tables have no cell over several columns or rows.
        let one = (0..4_usize, 0..3_usize, 1..3_usize, 1..4_usize);
        let merged = prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(one, 1..3)];
        (alignments, rows(0..3), rows(1..4), rows(1..2), merged).prop_map(
            move |(columns, head, body, foot, merged)| {
                let foot = if has_foot { foot } else { Vec::new() };
                let mut table = Table::new(columns, head, body, foot);
                table.caption.clone_from(&caption);
                for (row, column, rows, columns) in merged {
                    table.merge(Merged {
                        row,
                        column,
                        rows,
                        columns,
                    });
                }
                Block::Table(table)
            },
        )
    })
}

/// What is said of a division.
fn division() -> impl Strategy<Value = Attributes> {
    prop::sample::select(vec![
        (Some("fr"), vec![]),
        (None, vec!["letter"]),
        (Some("la"), vec!["signature", "own"]),
        (None, vec!["drama"]),
        (None, vec!["row"]),
        (None, vec!["sidenote"]),
        (Some("la"), vec!["sidenote"]),
        (None, vec!["references", "hanging-indent"]),
    ])
    .prop_map(|(language, classes)| Attributes {
        language: language.map(String::from),
        classes: classes.into_iter().map(String::from).collect(),
    })
}

/// Blocks of the running text, between which a text may begin.
fn running() -> impl Strategy<Value = Vec<Block>> {
    let kinds = KINDS.iter().filter_map(|row| Kind::of(row.name));
    let begins = (
        prop::sample::select(vec![None, Some("fr")]),
        prop::sample::select(kinds.collect::<Vec<_>>()),
        any::<bool>(),
    );
    let begins = begins.prop_map(|(language, kind, on_recto)| {
        Block::TextBegins(Beginning {
            kind,
            language: language.map(String::from),
            on_recto,
        })
    });
    let one = (block(), prop::option::weighted(0.1, begins));
    prop::collection::vec(one, 1..5).prop_map(|all| {
        let pairs = all
            .into_iter()
            .map(|(block, begins)| begins.into_iter().chain([block]));
        pairs.flatten().collect()
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
        prop::option::of("[A-Z][a-z]{1,6}"),
        imprint(),
    )
        .prop_map(|(title, subtitle, subjects, line, imprint)| {
            let mut meta = Meta {
                title,
                file_as: subtitle.clone(),
                subtitle,
                subjects,
                imprint,
                date: Some("1914".into()),
                series: Some(("Tracts".into(), Some("3".into()))),
                ..Meta::default()
            };
            if let Some(line) = line {
                meta.entitle(vec![line, "And More".into()]);
            }
            meta
        })
}

fn imprint() -> impl Strategy<Value = Imprint> {
    let lines = || prop::collection::vec(words(), 0..3);
    let licence = (words(), words()).prop_map(|(name, address)| Licence { name, address });
    (
        lines(),
        prop::option::of(words()),
        lines(),
        prop::option::of(licence),
    )
        .prop_map(|(address, web, printings, licence)| Imprint {
            address,
            web,
            printings,
            licence,
            logo: None,
            price: None,
        })
}

/// A book of all kinds of blocks.
pub fn book() -> impl Strategy<Value = Book> {
    let printed = prop::sample::select(vec!["1", "7", "*", "†", "", "12", "a\"b"]);
    let bodies = prop::collection::vec((printed, blocks()), 6..9);
    (meta(), running(), bodies).prop_map(|(meta, blocks, bodies)| bind(meta, blocks, bodies))
}
