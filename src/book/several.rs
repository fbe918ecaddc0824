//! Several texts become one book. In: the blocks and notes of each, and what is said of it. Out: one [`Book`]: over each text its
//! title and who wrote it, the notes in the order of their calls; nothing of one text runs into the next.

use super::{
    Attributes, Beginning, Block, Book, Contributor, Inline, Kind, LooseNote, Meta, Note,
    NoteIndex, Place, Unsound, change_inlines, visit_blocks, visit_calls, words,
};
use crate::source::Span;
use crate::source::markdown::class;
use std::collections::{BTreeMap, HashSet};

/// What is said of a text of several: by the manifest, else by the head of its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: Option<String>,
    /// Who made it.
    pub people: Vec<Contributor>,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// The part that begins with it.
    pub part: Option<String>,
    /// Whether it begins on a right-hand page.
    pub on_recto: bool,
}

impl Said {
    /// What the head of a file says, where this says nothing.
    #[must_use]
    pub fn or(self, head: Option<&Meta>) -> Said {
        let Some(head) = head else { return self };
        let some = |text: &String| Some(text.clone()).filter(|text| !text.trim().is_empty());
        let has_people = !self.people.is_empty();
        Said {
            title: self.title.or_else(|| some(&head.title)),
            people: match has_people {
                true => self.people,
                false => head.contributors.clone(),
            },
            language: self.language.or_else(|| some(&head.language)),
            ..self
        }
    }

    /// Whether anything is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Said::default()
    }

    fn authors(&self) -> String {
        let authors = self.people.iter().filter(|person| person.role == "aut");
        let names: Vec<&str> = authors.map(|person| person.name.as_str()).collect();
        names.join(", ")
    }
}

/// Texts that were written or repaired together: their notes are counted together.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The blocks of each, by the source that they come from.
    pub blocks: BTreeMap<u16, Vec<Block>>,
    /// The notes that they call.
    pub notes: Vec<Note>,
    /// The notes that nothing calls.
    pub loose: Vec<LooseNote>,
}

/// A text, in its place.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its source.
    pub source: u16,
    /// What is said of it.
    pub said: Said,
    /// What the head of its own file calls it, if another title is said.
    pub own_title: Option<String>,
}

/// Binds texts in the order of `entries`. Where nothing is said of any of them, one follows another without a word.
///
/// # Errors
/// [`Unsound`] only by a fault of this function.
pub fn bind(meta: Meta, texts: Vec<Written>, entries: &[Entry]) -> Result<Book, Unsound> {
    let mut notes = Vec::new();
    let mut loose = Vec::new();
    let mut by_source: BTreeMap<u16, Vec<Block>> = BTreeMap::new();
    for mut written in texts {
        let before = notes.len() as u32;
        let moved = |NoteIndex(note)| NoteIndex(note + before);
        written
            .blocks
            .values_mut()
            .for_each(|blocks| change_calls(blocks, &moved));
        let bodies = written.notes.iter_mut().map(|note| &mut note.body);
        let bodies = bodies.chain(written.loose.iter_mut().map(|note| &mut note.body));
        bodies.for_each(|body| change_calls(body, &moved));
        notes.extend(written.notes);
        loose.extend(written.loose);
        by_source.extend(written.blocks);
    }
    let is_said = entries.iter().any(|entry| !entry.said.is_empty());
    let mut blocks = Vec::new();
    for entry in entries {
        let mut own = by_source.remove(&entry.source).unwrap_or_default();
        if is_said {
            begin(&mut own, entry);
        }
        blocks.extend(own);
    }
    let place = |at: Span| entries.iter().position(|entry| entry.source == at.source);
    loose.sort_by_key(|note: &LooseNote| (place(note.at), note.at.start));
    let notes = in_order(&mut blocks, notes, &mut loose);
    Book::new(meta, blocks, notes, loose)
}

/// Notes in the order of their first calls: in the text, then in the notes themselves.
fn in_order(blocks: &mut [Block], notes: Vec<Note>, loose: &mut [LooseNote]) -> Vec<Note> {
    let mut order = Vec::with_capacity(notes.len());
    let mut known = HashSet::new();
    let mut add = |blocks: &[Block], order: &mut Vec<u32>| {
        visit_calls(blocks, &mut |NoteIndex(note)| {
            if known.insert(note) {
                order.push(note);
            }
        });
    };
    add(blocks, &mut order);
    let mut next = 0;
    while next < order.len() {
        add(&notes[order[next] as usize].body, &mut order);
        next += 1;
    }
    let places: BTreeMap<u32, u32> = (0..).zip(&order).map(|(new, &old)| (old, new)).collect();
    let moved = |NoteIndex(note)| NoteIndex(places.get(&note).copied().unwrap_or(note));
    change_calls(blocks, &moved);
    let mut notes: Vec<Option<Note>> = notes.into_iter().map(Some).collect();
    let taken = order.iter().filter_map(|&old| notes[old as usize].take());
    let mut taken: Vec<Note> = taken.collect();
    let bodies = taken.iter_mut().map(|note| &mut note.body);
    let bodies = bodies.chain(loose.iter_mut().map(|note| &mut note.body));
    bodies.for_each(|body| change_calls(body, &moved));
    taken
}

fn change_calls(blocks: &mut [Block], moved: &dyn Fn(NoteIndex) -> NoteIndex) {
    fn in_line(line: &mut Vec<Inline>, moved: &dyn Fn(NoteIndex) -> NoteIndex) {
        for inline in line {
            match inline {
                Inline::Call { note, .. } => *note = moved(*note),
                other => {
                    if let Some(inner) = other.inner_mut() {
                        in_line(inner, moved);
                    }
                }
            }
        }
    }
    change_inlines(blocks, &mut |line| in_line(line, moved));
}

/// The place of words that the manifest or a file's head says.
pub(crate) const AT_HEAD: Span = Span {
    source: u16::MAX,
    start: 0,
    end: 0,
};

/// Says that a text begins: the part that it opens; its title as a heading, unless it begins with it; its authors below. Its
/// title is of the first level then, and its other headings are below it.
fn begin(blocks: &mut Vec<Block>, entry: &Entry) {
    let said = &entry.said;
    let mut head = Vec::new();
    if let Some(part) = &said.part {
        head.push(Block::TextBegins(Beginning {
            kind: Kind::part(),
            language: None,
            on_recto: true,
        }));
        head.push(Block::Heading {
            level: 1,
            text: vec![text(part)],
        });
    }
    head.push(Block::TextBegins(Beginning {
        kind: said.kind,
        language: said.language.clone(),
        on_recto: said.on_recto || said.kind.set.on_recto,
    }));
    let mut rest = std::mem::take(blocks);
    if said.kind.name == "epigraph" {
        rest = quoted(rest);
    }
    if let Some(title) = said
        .title
        .as_deref()
        .filter(|title| !title.trim().is_empty())
    {
        head.push(titled(&mut rest, title, entry.own_title.as_deref()));
    } else if !said.authors().is_empty() && matches!(rest.first(), Some(Block::Heading { .. })) {
        head.push(rest.remove(0));
    }
    let authors = said.authors();
    if !authors.is_empty() {
        let stands = matches!(
            rest.first(),
            Some(Block::Paragraph(line)) if is_byline(&words(line), &authors)
        );
        let mut line = match stands {
            true => rest.remove(0),
            false => Block::Paragraph(Vec::new()),
        };
        if let Block::Paragraph(line) = &mut line {
            retitle(line, &authors);
        }
        head.push(Block::Division {
            of: Attributes {
                classes: vec![class::AUTHOR.into()],
                ..Attributes::default()
            },
            blocks: vec![line],
        });
    }
    head.extend(rest);
    *blocks = head;
}

/// The heading over a text: its first block, where that is the title; else a new one. The others are put below it.
fn titled(rest: &mut Vec<Block>, title: &str, own: Option<&str>) -> Block {
    let is_title =
        |words: &str| is_same(words, title) || own.is_some_and(|own| is_same(words, own));
    let own = match rest.first() {
        Some(Block::Heading { level, text }) if is_title(&words(text)) => Some(*level),
        _ => None,
    };
    match own {
        Some(level) => {
            lift(rest, 1 - i16::from(level));
            let mut heading = rest.remove(0);
            if let Block::Heading { text, .. } = &mut heading {
                retitle(text, title);
            }
            heading
        }
        None => {
            let mut top = None;
            visit_blocks(rest, &mut |block| {
                if let Block::Heading { level, .. } = block {
                    top = Some(top.unwrap_or(*level).min(*level));
                }
            });
            lift(rest, top.map_or(0, |top| 2 - i16::from(top)));
            Block::Heading {
                level: 1,
                text: vec![text(title)],
            }
        }
    }
}

/// Puts what is said in the place of the words that a line has, if these are no more than words.
fn retitle(line: &mut Vec<Inline>, title: &str) {
    let is_plain = |inline: &Inline| {
        use Inline::{Anchor, PageTurn, Text};
        matches!(inline, Text { .. } | PageTurn { .. } | Anchor(_))
    };
    if !line.iter().all(is_plain) || words(line) == title {
        return;
    }
    line.retain(|inline| !matches!(inline, Inline::Text { .. }));
    line.push(text(title));
}

/// Moves the headings of some blocks by so many levels.
fn lift(blocks: &mut [Block], by: i16) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => *level = (i16::from(*level) + by).clamp(1, 6) as u8,
            Block::Division { blocks, .. } => lift(blocks, by),
            _ => {}
        }
    }
}

/// The words of an epigraph, whose last line is its source if a dash stands before it.
fn quoted(mut blocks: Vec<Block>) -> Vec<Block> {
    if blocks
        .iter()
        .any(|block| matches!(block, Block::Epigraph { .. } | Block::Heading { .. }))
    {
        return blocks;
    }
    let source = blocks.pop_if(|last| match last {
        Block::Paragraph(line) => words(line).starts_with(DASHES),
        _ => false,
    });
    let source = source.and_then(|block| match block {
        Block::Paragraph(mut line) => {
            if let Some(Inline::Text { text, .. }) = line.first_mut() {
                *text = text.trim_start_matches(DASHES).trim_start().into();
            }
            Some(line)
        }
        _ => None,
    });
    vec![Block::Epigraph {
        text: blocks,
        source,
    }]
}

/// What stands before the source of an epigraph.
const DASHES: [char; 4] = ['—', '–', '―', '-'];

fn text(words: &str) -> Inline {
    Inline::Text {
        text: words.split_whitespace().collect::<Vec<_>>().join(" "),
        at: AT_HEAD,
    }
}

/// Whether two lines say the same, whatever their capitals and stops.
fn is_same(one: &str, other: &str) -> bool {
    let bare = |text: &str| {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    bare(one) == bare(other) && !bare(one).is_empty()
}

/// The longest word before a name that only says that it is one: `by`, `von`, `par`.
const LONGEST_BY: usize = 4;

/// Whether a line is the names of the authors, behind a word such as `by` or not.
fn is_byline(line: &str, authors: &str) -> bool {
    let (first, rest) = line.trim().split_once(' ').unwrap_or(("", line));
    is_same(line, authors) || first.chars().count() <= LONGEST_BY && is_same(rest, authors)
}

/// The title page of all: what is said of the book, with the people of its texts; where the book names its own, these stand
/// in its catalogues as contributors (MARC `ctb`).
#[must_use]
pub fn title_page(mut meta: Meta, entries: &[Entry]) -> Meta {
    let has_own = !meta.contributors.is_empty();
    let texts = entries.iter().filter(|entry| entry.said.kind.is_text());
    for person in texts.flat_map(|entry| &entry.said.people) {
        let is_known = |other: &Contributor| match has_own {
            true => other.name == person.name,
            false => other == person,
        };
        if meta.contributors.iter().any(is_known) {
            continue;
        }
        let mut person = person.clone();
        if has_own && person.role == "aut" {
            person.role = TO_A_TEXT.into();
        }
        meta.contributors.push(person);
    }
    meta
}

/// The role of somebody who wrote a text of a book that names its own authors.
pub const TO_A_TEXT: &str = "ctb";

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(words: &str) -> Block {
        Block::Paragraph(vec![text(words)])
    }

    fn heading(level: u8, words: &str) -> Block {
        Block::Heading {
            level,
            text: vec![text(words)],
        }
    }

    fn author(name: &str) -> Contributor {
        Contributor {
            name: name.into(),
            file_as: None,
            role: "aut".into(),
        }
    }

    /// The lines of a text over which something is said.
    fn lines(said: &Said, own: Option<&str>, mut blocks: Vec<Block>) -> Vec<String> {
        let entry = Entry {
            source: 0,
            said: said.clone(),
            own_title: own.map(Into::into),
        };
        begin(&mut blocks, &entry);
        fn line(block: &Block) -> String {
            match block {
                Block::Heading { level, text } => format!("{level} {}", words(text)),
                Block::Paragraph(line) => words(line),
                Block::Division { blocks, .. } => format!("by {}", line(&blocks[0])),
                Block::TextBegins(begins) => format!("-- {}", begins.kind.name),
                other => format!("{other:?}"),
            }
        }
        blocks.iter().map(line).collect()
    }

    fn said(title: &str, name: &str) -> Said {
        Said {
            title: Some(title.into()),
            people: vec![author(name)],
            ..Said::default()
        }
    }

    #[test]
    fn a_title_that_stands_there_is_not_set_twice() {
        let said = said("The Weir", "Ann Ash");
        let text = vec![
            heading(2, "THE WEIR."),
            paragraph("By Ann Ash"),
            heading(3, "One"),
        ];
        let wanted = ["-- text", "1 The Weir", "by Ann Ash", "2 One"];
        assert_eq!(lines(&said, None, text), wanted);
        let text = vec![heading(1, "Old Name"), paragraph("Water.")];
        let wanted = ["-- text", "1 The Weir", "by Ann Ash", "Water."];
        assert_eq!(lines(&said, Some("Old name"), text), wanted);
    }

    #[test]
    fn headings_of_a_text_stand_below_its_title() {
        let said = Said {
            part: Some("One".into()),
            ..said("The Weir", "Ann Ash")
        };
        let text = vec![heading(1, "Morning"), heading(2, "Noon")];
        let wanted = [
            "-- part",
            "1 One",
            "-- text",
            "1 The Weir",
            "by Ann Ash",
            "2 Morning",
            "3 Noon",
        ];
        assert_eq!(lines(&said, None, text), wanted);
    }

    #[test]
    fn a_book_with_authors_of_its_own_has_those_of_its_texts_as_contributors() {
        let entry = |name: &str| Entry {
            said: said("A", name),
            ..Entry::default()
        };
        let entries = [entry("Ann Ash"), entry("Bob Birch"), entry("Ann Ash")];
        let roles = |meta: Meta| -> Vec<String> {
            let people = title_page(meta, &entries).contributors;
            people
                .iter()
                .map(|p| format!("{} {}", p.name, p.role))
                .collect()
        };
        assert_eq!(roles(Meta::default()), ["Ann Ash aut", "Bob Birch aut"]);
        let own = Meta {
            contributors: vec![author("Ann Ash")],
            ..Meta::default()
        };
        assert_eq!(roles(own), ["Ann Ash aut", "Bob Birch ctb"]);
    }
}
