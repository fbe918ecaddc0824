//! Sets blocks as lines. In: the book's blocks and notes. Out: lines of text.

use super::{ascii, rag};
use crate::book::{
    Block, Book, Definition, Inline, Kind, Manner, Numbers, Picture, Section, Stand, VerseLine,
    visit_calls,
};
use crate::editions::numbers::Placed;
use crate::manifest::settings::{NotePlace, TextSettings};

/// Columns by which quotations and verse stand in.
pub(super) const INDENT: usize = 4;
/// Columns of one step of indent in verse.
const STEP: usize = 2;
/// A measure is never set narrower than this, however deep the indents.
const NARROWEST: usize = 20;
/// The rule above the notes of a section.
const RULE: &str = "--------";

/// Lines, and what it takes to set them.
pub(super) struct Setter<'a> {
    pub(super) book: &'a Book,
    pub(super) settings: TextSettings,
    pub(super) placed: Vec<Placed>,
    /// Which notes are set.
    pub(super) is_set: Vec<bool>,
    /// Which notes the running text calls, not only other notes.
    pub(super) is_in_text: Vec<bool>,
    /// Whether calls of notes stand among the words.
    pub(super) shows_calls: bool,
    /// Empty lines that the next lines want before them at least.
    gap: usize,
    lines: Vec<String>,
    lost: usize,
}

impl<'a> Setter<'a> {
    pub(super) fn new(book: &'a Book, settings: TextSettings, placed: Vec<Placed>) -> Setter<'a> {
        let mut is_in_text = vec![false; placed.len()];
        visit_calls(book.blocks(), &mut |note| {
            is_in_text[note.0 as usize] = true
        });
        Setter {
            book,
            settings,
            is_set: vec![false; placed.len()],
            is_in_text,
            shows_calls: true,
            gap: 0,
            placed,
            lines: Vec::new(),
            lost: 0,
        }
    }

    /// How many characters were lost to ASCII so far.
    pub(super) fn lost(&self) -> usize {
        self.lost
    }

    /// Takes back what was lost in lines that are not printed.
    pub(super) fn lose(&mut self, lost: usize) {
        self.lost = lost;
    }

    /// The text, and how many characters were lost to ASCII.
    pub(super) fn finish(self) -> (String, usize) {
        let mut text = self.lines.join("\n");
        text.push('\n');
        (text, self.lost)
    }

    /// A centred line of the title page; nothing for no words.
    pub(super) fn centred(&mut self, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        let words = self.ready(words);
        let lines = self.wrapped(&words, self.settings.measure);
        let lines = lines.iter().map(|line| self.in_the_middle(line)).collect();
        self.push(lines, 1);
    }

    /// Leaves at least so many empty lines before what comes next.
    pub(super) fn space(&mut self, lines: usize) {
        self.gap = lines;
    }

    /// A section, and its notes where they stand at its end.
    pub(super) fn section(&mut self, section: &Section<'_>) {
        let set = section.kind().set;
        if section.begins_text() && set.apart {
            self.space(4);
        }
        for block in section.blocks {
            let is_part = section.kind() == Kind::part();
            match block {
                Block::Heading { text, .. } if is_part => {
                    self.asides_above(block);
                    let words = self.plain(text);
                    self.centred(&words);
                    self.space(4);
                    continue;
                }
                Block::Paragraph(text) if set.centred => {
                    self.asides_above(block);
                    let words = self.plain(text);
                    self.centred(&words);
                    if self.settings.notes == NotePlace::Paragraph {
                        self.notes_of(std::slice::from_ref(block), INDENT);
                    }
                    continue;
                }
                _ => {}
            }
            let before = match block {
                Block::Heading { level, .. } => 4_usize.saturating_sub((*level).into()).max(1),
                _ => 1,
            };
            let lines = self.block(block, self.settings.measure);
            self.push(lines, before);
            if self.settings.notes == NotePlace::Paragraph {
                self.notes_of(std::slice::from_ref(block), INDENT);
            }
        }
        if set.apart {
            self.space(4);
        }
        if self.settings.notes == NotePlace::Section {
            let start = self.lines.len();
            self.notes_of(section.blocks, 0);
            if self.lines.len() > start {
                let rule = [String::new(), RULE.to_owned()];
                self.lines.splice(start..start, rule);
            }
        }
    }

    pub(super) fn title(&mut self, words: &str) {
        let line = "=".repeat(rag::width(words));
        self.push(vec![words.into(), line], 3);
    }

    /// Adds lines after so many empty ones, but none at the head of the text.
    pub(super) fn push(&mut self, lines: Vec<String>, before: usize) {
        if lines.is_empty() {
            return;
        }
        let gap = std::mem::take(&mut self.gap).max(before);
        let before = if self.lines.is_empty() { 0 } else { gap };
        self.lines.extend((0..before).map(|_| String::new()));
        let lines = lines.into_iter().map(|line| line.trim_end().to_owned());
        self.lines.extend(lines);
    }

    pub(super) fn blocks(&mut self, blocks: &[Block], measure: Option<usize>) -> Vec<String> {
        let mut lines = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            if i > 0 {
                lines.push(String::new());
            }
            lines.extend(self.block(block, measure));
        }
        lines
    }

    /// A block behind the side notes of its lines.
    pub(super) fn block(&mut self, block: &Block, measure: Option<usize>) -> Vec<String> {
        let mut lines = self.asides(block, measure);
        lines.extend(self.bare_block(block, measure));
        lines
    }

    pub(super) fn bare_block(&mut self, block: &Block, measure: Option<usize>) -> Vec<String> {
        let inner = self.narrower(measure, 2 * INDENT);
        let room = match (measure, inner) {
            (Some(outer), Some(inner)) => outer - inner,
            _ => 2 * INDENT,
        };
        match block {
            Block::Heading { level, text } => self.heading(*level, text, measure),
            Block::Paragraph(text) => self.paragraph(text, measure),
            Block::Picture { picture, caption } => self.picture(picture, caption, measure),
            Block::Quote(quoted) => indented(self.blocks(quoted, inner), room.min(INDENT)),
            Block::Epigraph { text, source } => {
                let mut lines = self.blocks(text, inner);
                if let Some(source) = source {
                    let source = format!("\u{2014} {}", self.plain(source));
                    let source = self.ready(&source);
                    lines.extend(self.wrapped(&source, inner));
                }
                indented(lines, room)
            }
            Block::Verse(stanzas) => self.verse(stanzas, measure),
            Block::List { numbers, items } => self.list(*numbers, items, measure),
            Block::Definitions(definitions) => self.definitions(definitions, measure),
            Block::Preformatted { text, .. } => self.preformatted(text, inner),
            Block::Table(table) => self.table(table, measure),
            Block::Division { of, blocks } if of.is_side_note() => self.aside(blocks, measure),
            Block::Division { of, blocks } => self.division(Manner::of(of), blocks, measure),
            Block::TextBegins(_) => Vec::new(),
            Block::Ornament(mark) => {
                let mark = self.ready(mark);
                vec![self.in_the_middle(&mark)]
            }
        }
    }

    /// Blocks where they stand; of a list that hangs, all lines but the first of each paragraph stand in.
    fn division(
        &mut self,
        manner: Manner,
        blocks: &[Block],
        measure: Option<usize>,
    ) -> Vec<String> {
        if manner.hangs {
            let mut lines = Vec::new();
            for block in blocks {
                let inner = self.block(block, self.narrower(measure, INDENT));
                if !lines.is_empty() {
                    lines.push(String::new());
                }
                let hung = (0..).zip(inner).map(|(n, line)| match n {
                    0 => line,
                    _ => format!("{}{line}", " ".repeat(INDENT)),
                });
                lines.extend(hung);
            }
            return lines;
        }
        let lines = self.blocks(blocks, measure);
        let placed = lines.into_iter().map(|line| {
            let room = measure.unwrap_or(0).saturating_sub(rag::width(&line));
            let left = match manner.stand {
                Stand::AsText => 0,
                Stand::Centre => room / 2,
                Stand::End => room,
            };
            format!("{}{line}", " ".repeat(left))
        });
        placed.collect()
    }

    /// A heading, underlined on the first two levels.
    fn heading(&mut self, level: u8, text: &[Inline], measure: Option<usize>) -> Vec<String> {
        let mut lines = self.paragraph(text, measure);
        let width = lines.iter().map(|l| rag::width(l)).max().unwrap_or(0);
        match level {
            1 => lines.push("=".repeat(width)),
            2 => lines.push("-".repeat(width)),
            _ => {}
        }
        lines
    }

    pub(super) fn paragraph(&mut self, text: &[Inline], measure: Option<usize>) -> Vec<String> {
        let words = self.plain(text);
        let words = self.ready(&words);
        let lines = self.wrapped(&words, measure);
        if lines.is_empty() {
            vec![String::new()]
        } else {
            lines
        }
    }

    /// What a picture shows, in brackets, and its caption below; one that only its caption describes is the caption in brackets.
    fn picture(
        &mut self,
        picture: &Picture,
        caption: &[Inline],
        measure: Option<usize>,
    ) -> Vec<String> {
        let said = self.plain(caption);
        let words = match (picture.alt.is_empty(), said.trim().is_empty()) {
            (true, false) => format!("[{said}]"),
            (_, true) => picture.stand_in(caption),
            (false, false) => format!("{}\n{said}", picture.stand_in(caption)),
        };
        let words = self.ready(&words);
        self.wrapped(&words, measure)
    }

    /// Verse keeps its lines; what runs over stands in further than any line.
    fn verse(&mut self, stanzas: &[Vec<VerseLine>], measure: Option<usize>) -> Vec<String> {
        let deepest = stanzas
            .iter()
            .flatten()
            .map(|line| usize::from(line.indent));
        let over = (deepest.max().unwrap_or(0) + 2) * STEP;
        let mut lines = Vec::new();
        for (i, stanza) in stanzas.iter().enumerate() {
            if i > 0 {
                lines.push(String::new());
            }
            for line in stanza {
                let indent = usize::from(line.indent) * STEP;
                let words = self.plain(&line.text);
                let words = self.ready(&words);
                let inner = self.narrower(measure, INDENT + over);
                for (n, part) in self.wrapped(&words, inner).iter().enumerate() {
                    let indent = if n == 0 { indent } else { over };
                    lines.push(format!("{}{part}", " ".repeat(INDENT + indent)));
                }
            }
        }
        lines
    }

    fn list(
        &mut self,
        numbers: Option<Numbers>,
        items: &[Vec<Block>],
        measure: Option<usize>,
    ) -> Vec<String> {
        let mut lines = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let mark = match numbers {
                Some(numbers) => format!("{} ", numbers.mark(i)),
                None => "- ".to_owned(),
            };
            let mark = format!("{mark:<4}");
            let (beside, inner) = self.item(item, self.narrower(measure, mark.len()));
            if i > 0 && (item.len() > 1 || !beside.is_empty()) {
                lines.push(String::new());
            }
            lines.extend(indented(beside, mark.len()));
            lines.extend(behind(&mark, inner));
        }
        lines
    }

    /// Terms, and what is said of them standing in.
    fn definitions(&mut self, definitions: &[Definition], measure: Option<usize>) -> Vec<String> {
        let mut lines = Vec::new();
        for Definition { term, said } in definitions {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(self.paragraph(term, measure));
            for said in said {
                let inner = self.blocks(said, self.narrower(measure, INDENT));
                lines.extend(indented(inner, INDENT));
            }
        }
        lines
    }

    /// Lines as they are; a longer one than the measure goes on behind a backslash.
    fn preformatted(&mut self, text: &str, measure: Option<usize>) -> Vec<String> {
        let text = self.ready(text);
        let mut lines = Vec::new();
        for line in text.split('\n') {
            let line = line.replace('\t', "    ");
            let mut rest: Vec<char> = line.chars().collect();
            while let Some(measure) = measure.filter(|measure| rest.len() > *measure) {
                let mut part: String = rest.drain(..measure - 1).collect();
                part.push('\\');
                lines.push(part);
            }
            lines.push(rest.into_iter().collect());
        }
        indented(lines, INDENT)
    }

    /// Inlines as words: calls in square brackets, the address of a link behind it, forced line ends as line ends.
    pub(super) fn plain(&self, text: &[Inline]) -> String {
        let mut words = String::new();
        for inline in text {
            match inline {
                Inline::Text { text, .. } => words.push_str(text),
                Inline::Emphasis(inner) => words.push_str(&self.signed("_", inner)),
                Inline::Strong(inner) => words.push_str(&self.signed("*", inner)),
                Inline::SmallCapitals(inner)
                | Inline::Raised(inner)
                | Inline::Lowered(inner)
                | Inline::Typewriter(inner) => words.push_str(&self.plain(inner)),
                // It stands before its block.
                other if other.side_note().is_some() => {}
                Inline::Span { text: inner, .. } => words.push_str(&self.plain(inner)),
                // Without a sign they would say the opposite of what they say.
                Inline::Struck(inner) => words.push_str(&format!("~~{}~~", self.plain(inner))),
                Inline::Link { to, text } => {
                    let inner = match text.as_slice() {
                        [] => self.book.words_of_link(to),
                        text => self.plain(text),
                    };
                    words.push_str(&inner);
                    if &inner != to && !to.starts_with('#') {
                        words.push_str(&format!(" <{to}>"));
                    }
                }
                Inline::Call { note, .. } if self.shows_calls => {
                    words.push_str(&format!("[{}]", self.placed[note.0 as usize].number));
                }
                Inline::Picture(picture) => words.push_str(&picture.stand_in(&[])),
                Inline::Call { .. } | Inline::PageTurn { .. } | Inline::Anchor(_) => {}
                Inline::Break => words.push('\n'),
            }
        }
        words
    }

    /// Emphasis, between signs where these are asked for.
    fn signed(&self, sign: &str, inner: &[Inline]) -> String {
        let words = self.plain(inner);
        match self.settings.emphasis && !words.trim().is_empty() {
            true => format!("{sign}{words}{sign}"),
            false => words,
        }
    }

    /// In ASCII, if that is asked for.
    pub(super) fn ready(&mut self, words: &str) -> String {
        if !self.settings.ascii {
            return words.into();
        }
        let (words, lost) = ascii::transliterate(words);
        self.lost += lost;
        words
    }

    /// Lines to the measure; forced line ends stay.
    pub(super) fn wrapped(&self, words: &str, measure: Option<usize>) -> Vec<String> {
        let lines = words.split('\n').flat_map(|line| match measure {
            Some(measure) => rag::lines(line, measure),
            None => vec![
                line.split(' ')
                    .filter(|w| !w.is_empty())
                    .collect::<Vec<_>>()
                    .join(" "),
            ],
        });
        lines.collect()
    }

    pub(super) fn narrower(&self, measure: Option<usize>, by: usize) -> Option<usize> {
        measure.map(|m| m.saturating_sub(by).max(NARROWEST.min(m)))
    }

    /// In the middle of the measure; without measure, at the left.
    fn in_the_middle(&self, line: &str) -> String {
        let room = self.settings.measure.unwrap_or(0);
        let left = room.saturating_sub(rag::width(line)) / 2;
        format!("{}{line}", " ".repeat(left))
    }
}

pub(super) fn indented(lines: Vec<String>, by: usize) -> Vec<String> {
    let indent = " ".repeat(by);
    lines
        .into_iter()
        .map(|line| format!("{indent}{line}"))
        .collect()
}

/// Lines with a mark before the first, the others standing in as far.
pub(super) fn behind(mark: &str, lines: Vec<String>) -> Vec<String> {
    let indent = " ".repeat(rag::width(mark));
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(i, line)| format!("{}{line}", if i == 0 { mark } else { &indent }))
        .collect()
}
