//! Fonts. In: the family and the words that the book uses. Out: font files without the outlines of all other glyphs,
//! and the rules that name them.
//!
//! Glyphs keep their numbers, so that character map, kerning and ligatures hold as they are; what goes is the outlines,
//! nine tenths of a file. A font that the thinning does not understand is embedded whole.

mod cff;
mod glyf;
mod sfnt;

use super::volume::{File, Volume};
use crate::book::{Block, Definition, Imprint, Inline, visit_inlines};
use crate::hash::HashSet;
use crate::typeset::face::{FaceId, STYLES, Style};
use crate::typeset::founts::Founts;
use crate::typeset::length::Length;
use crate::typeset::shape::{Cut, Type};
use std::collections::{BTreeMap, BTreeSet};

/// What every reader may add: numbers of notes and pages, hyphens.
const ALWAYS: &str = "0123456789 .,-\u{2010}\u{a0}—[]";

/// The rules for the head of the style sheet, and the files.
pub(super) fn style(volume: &Volume<'_>) -> (String, Vec<File>) {
    if !volume.settings.epub.fonts {
        return (String::new(), Vec::new());
    }
    let Ok(founts) = Founts::open(&volume.settings.page) else {
        return (String::new(), Vec::new());
    };
    let words = words(volume);
    let mut rules = String::new();
    let mut files = Vec::new();
    for style in STYLES {
        if let Some(words) = words.get(&style).filter(|_| founts.has(style))
            && let Some(id) = founts.face(style, 'a').or(founts.face(style, ' '))
            && let Some(file) = file(&founts, id, words, ALWAYS)
        {
            rules.push_str(&rule("Book", style, &file.name));
            files.push(file);
        }
    }
    let mut names = String::new();
    if !files.is_empty() {
        names.push_str("\"Book\", ");
    }
    for (n, &id) in founts.others().iter().enumerate() {
        let words = standing_in(&founts, id, &words);
        if !words.is_empty()
            && let Some(file) = file(&founts, id, &words, "")
        {
            let name = format!("Book {}", n + 2);
            rules.push_str(&rule(&name, Style::Regular, &file.name));
            names.push_str(&format!("\"{name}\", "));
            files.push(file);
        }
    }
    if !names.is_empty() {
        rules.push_str(&format!("body {{ font-family: {names}serif; }}\n"));
    }
    (rules, files)
}

/// The words that have a character which a face stands in for.
fn standing_in(founts: &Founts, id: FaceId, words: &Words) -> Voiced {
    let mut here = Voiced::default();
    for (style, words) in words {
        let is_here = |c: char| founts.face(*style, c) == Some(id);
        let words = words.all().filter(|word| word.chars().any(is_here));
        words.for_each(|word| here.add(word, false));
    }
    here
}

fn rule(family: &str, style: Style, name: &str) -> String {
    let (slope, weight) = match style {
        Style::Regular => ("normal", "normal"),
        Style::Italic => ("italic", "normal"),
        Style::Bold => ("normal", "bold"),
        Style::BoldItalic => ("italic", "bold"),
    };
    format!(
        "@font-face {{ font-family: \"{family}\"; font-style: {slope}; font-weight: {weight}; src: url(\"{name}\"); }}\n"
    )
}

/// A face, thinned to what these words and some characters need.
fn file(founts: &Founts, id: FaceId, words: &Voiced, always: &str) -> Option<File> {
    let face = founts.shaper().faces().get(id.0 as usize)?;
    let mut glyphs = BTreeSet::from([0]);
    let characters = words.all().flat_map(str::chars);
    let characters = characters.chain(always.chars());
    let characters: BTreeSet<char> = characters.collect();
    glyphs.extend(
        characters
            .iter()
            .filter_map(|&c| founts.shaper().glyph(id, c)),
    );
    let mut add = |word: &str, cut: Cut| {
        let setting = Type {
            cut,
            ..Type::text(id, Length::pt(10.0))
        };
        glyphs.extend(founts.shaper().glyphs(word, setting));
    };
    for word in words.all() {
        add(word, Cut::Text);
        // Lining figures and what stands with them: letters are the same.
        if !word.chars().all(char::is_alphabetic) {
            add(word, Cut::Lining);
        }
    }
    let small = words.small.iter();
    small.for_each(|word| add(word, Cut::MixedCaps));
    let is_cff = face.data.starts_with(b"OTTO");
    let data = sfnt::thinned(&face.data, &glyphs).unwrap_or_else(|| face.data.to_vec());
    let extension = if is_cff { "otf" } else { "ttf" };
    Some(File {
        name: format!("fonts/{}.{extension}", slug(&face.name)),
        id: format!("font-{}", slug(&face.name)),
        media: if is_cff { "font/otf" } else { "font/ttf" },
        properties: "",
        title: None,
        data,
    })
}

fn slug(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect()
}

/// Words, each once.
#[derive(Default)]
struct Voiced {
    plain: HashSet<Box<str>>,
    /// Those in small capitals.
    small: HashSet<Box<str>>,
}

impl Voiced {
    fn add(&mut self, word: &str, small: bool) {
        let known = if small {
            &mut self.small
        } else {
            &mut self.plain
        };
        if !known.contains(word) {
            known.insert(word.into());
        }
    }

    fn is_empty(&self) -> bool {
        self.plain.is_empty() && self.small.is_empty()
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.plain.iter().chain(&self.small).map(AsRef::as_ref)
    }
}

/// Words by style.
type Words = BTreeMap<Style, Voiced>;

/// The words set in each style, by the rules of the style sheet.
fn words(volume: &Volume<'_>) -> Words {
    let mut words = Words::new();
    let facts = volume.facts;
    let wording = volume.words;
    let series = facts.series.iter();
    let series = series.map(|(name, number)| format!("{name} {}", number.as_deref().unwrap_or("")));
    let upright = ["ISBN", wording.notes, wording.loose_notes, wording.contents].map(str::to_owned);
    let upright = upright
        .into_iter()
        .chain([facts.title.clone()])
        .chain(facts.people.iter().map(|p| p.name.clone()))
        .chain(facts.publication())
        .chain(facts.rights.clone())
        .chain(facts.source.clone())
        .chain(facts.credits())
        .chain(imprint(&facts.imprint))
        // What stands between a title and its author in the contents, and for a link without words.
        .chain(["·".to_owned(), "↗".to_owned()])
        .chain(series);
    upright.for_each(|text| add(&mut words, Style::Regular, &text));
    if let Some(subtitle) = &facts.subtitle {
        add(&mut words, Style::Italic, subtitle);
    }
    let book = volume.book;
    let notes = book.notes().iter().map(|n| n.body.as_slice());
    let loose = book.loose().iter().map(|n| n.body.as_slice());
    for blocks in std::iter::once(book.blocks()).chain(notes).chain(loose) {
        add_blocks(&mut words, blocks, false);
    }
    words
}

/// The lines of the imprint.
fn imprint(imprint: &Imprint) -> Vec<String> {
    let lines = [imprint.whereabouts(), imprint.history(), imprint.terms()];
    let lines = lines.iter().flatten();
    lines.map(|line| line.words.to_owned()).collect()
}

fn add_blocks(words: &mut Words, blocks: &[Block], in_epigraph: bool) {
    for block in blocks {
        match block {
            Block::Heading { level, text } => {
                add_inlines(words, text, Voice::italic(in_epigraph || *level > 1))
            }
            Block::Paragraph(text) => add_inlines(words, text, Voice::italic(in_epigraph)),
            Block::Picture { picture, caption } => {
                add(words, Style::Regular, &picture.stand_in(caption));
                add_inlines(words, caption, Voice::italic(true));
            }
            Block::Quote(inner) => add_blocks(words, inner, in_epigraph),
            // A division may be set in italics.
            Block::Division { blocks, .. } => {
                add_blocks(words, blocks, in_epigraph);
                add_blocks(words, blocks, true);
            }
            Block::Definitions(definitions) => {
                for Definition { term, said } in definitions {
                    let bold = Voice {
                        bold: true,
                        ..Voice::italic(in_epigraph)
                    };
                    add_inlines(words, term, bold);
                    said.iter()
                        .for_each(|said| add_blocks(words, said, in_epigraph));
                }
            }
            Block::Table(table) => {
                add_inlines(words, &table.caption, Voice::italic(true));
                let bold = Voice {
                    bold: true,
                    ..Voice::italic(in_epigraph)
                };
                for cell in table.head.iter().flatten() {
                    add_blocks(words, cell, in_epigraph);
                    visit_inlines(cell, &mut |inline| {
                        add_inlines(words, std::slice::from_ref(inline), bold);
                    });
                }
                let cells = table.body.iter().chain(&table.foot).flatten();
                cells.for_each(|cell| add_blocks(words, cell, in_epigraph));
            }
            // The reader's own face is of one width.
            Block::Preformatted { .. } | Block::TextBegins(_) => {}
            Block::Epigraph { text, source } => {
                add_blocks(words, text, true);
                add_inlines(
                    words,
                    source.as_deref().unwrap_or_default(),
                    Voice::default(),
                );
            }
            Block::Verse(stanzas) => {
                let lines = stanzas.iter().flatten();
                lines.for_each(|line| add_inlines(words, &line.text, Voice::italic(in_epigraph)));
            }
            Block::List { items, .. } => {
                items.iter().for_each(|i| add_blocks(words, i, in_epigraph))
            }
            Block::Ornament(mark) => add(words, Style::Regular, mark),
        }
    }
}

/// How inlines are set.
#[derive(Clone, Copy, Default)]
struct Voice {
    italic: bool,
    bold: bool,
    small: bool,
}

impl Voice {
    fn italic(italic: bool) -> Voice {
        Voice {
            italic,
            ..Voice::default()
        }
    }
}

fn add_inlines(words: &mut Words, text: &[Inline], voice: Voice) {
    for inline in text {
        match inline {
            Inline::Text { text, .. } => {
                let style = match (voice.italic, voice.bold) {
                    (false, false) => Style::Regular,
                    (true, false) => Style::Italic,
                    (false, true) => Style::Bold,
                    (true, true) => Style::BoldItalic,
                };
                add_words(words, style, text, voice.small);
                if voice.italic {
                    // Emphasis in italics is upright; a heading's level may be raised.
                    add_words(words, Style::Regular, text, voice.small);
                }
            }
            Inline::Emphasis(inner) => add_inlines(
                words,
                inner,
                Voice {
                    italic: true,
                    ..voice
                },
            ),
            Inline::Strong(inner) => add_inlines(
                words,
                inner,
                Voice {
                    bold: true,
                    ..voice
                },
            ),
            Inline::SmallCapitals(inner) => {
                add_inlines(
                    words,
                    inner,
                    Voice {
                        small: true,
                        ..voice
                    },
                );
            }
            Inline::Raised(inner)
            | Inline::Lowered(inner)
            | Inline::Struck(inner)
            | Inline::Span { text: inner, .. }
            | Inline::Link { text: inner, .. } => add_inlines(words, inner, voice),
            Inline::Picture(picture) => add(words, Style::Regular, &picture.stand_in(&[])),
            Inline::Typewriter(_)
            | Inline::Call { .. }
            | Inline::PageTurn { .. }
            | Inline::Anchor(_)
            | Inline::Break => {}
        }
    }
}

fn add(words: &mut Words, style: Style, text: &str) {
    add_words(words, style, text, false);
}

fn add_words(words: &mut Words, style: Style, text: &str, small: bool) {
    let words = words.entry(style).or_default();
    let each = text.split_whitespace();
    each.for_each(|word| words.add(word, small));
}
