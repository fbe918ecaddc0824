//! What stands beside the running text. In: notes, and the side notes of a block. Out: their lines.

use super::rag;
use super::setter::{INDENT, Setter, behind, indented};
use crate::book::{
    Block, Inline, LISTED_FROM, Listed, NoteIndex, Section, own_side_notes, visit_calls,
};
use crate::wording::Wording;

/// What stands before each line of a side note.
const ASIDE: &str = "| ";
/// Entries of the contents stand no further in.
const DEEPEST: u8 = 3;

impl Setter<'_> {
    /// All notes, under a heading; by section, as their numbers begin anew, if asked.
    pub(super) fn endnotes(&mut self, by_section: bool) {
        if self.placed.is_empty() {
            return;
        }
        let title = self.ready(Wording::of(&self.book.meta).notes);
        self.title(&title);
        let (book, mut last) = (self.book, None);
        let sections = book.sections();
        for note in 0..self.placed.len() {
            let section = self.placed[note].section;
            if by_section && last != Some(section) {
                if let Some(heading) = sections.get(section).and_then(Section::heading) {
                    let lines = self.paragraph(heading, self.settings.measure);
                    self.push(lines, 2);
                }
                last = Some(section);
            }
            self.note(note, 0);
        }
    }

    /// The headings, a line each, under a heading of their own, if that is asked for or, where nothing is said, if there are so
    /// many; nothing where there is none.
    pub(super) fn contents(&mut self) {
        let book = self.book;
        let listed = book.listed();
        let is_wanted = (self.settings.contents).unwrap_or(listed.len() >= LISTED_FROM);
        if !is_wanted {
            return;
        }
        let mut lines = Vec::new();
        self.shows_calls = false;
        for Listed {
            text, author, rank, ..
        } in listed
        {
            let author = author.map(|author| format!(" · {author}"));
            let words = self.plain(text).replace('\n', " ") + &author.unwrap_or_default();
            let words = self.ready(words.trim());
            let indent = INDENT * usize::from(rank.min(DEEPEST));
            let room = self.narrower(self.settings.measure, indent + INDENT);
            let hung = self.wrapped(&words, room).into_iter().enumerate();
            lines.extend(hung.map(|(n, line)| {
                let indent = if n == 0 { indent } else { indent + INDENT };
                format!("{}{line}", " ".repeat(indent))
            }));
        }
        self.shows_calls = true;
        if !lines.is_empty() {
            let title = self.ready(Wording::of(&book.meta).contents);
            self.title(&title);
            self.push(lines, 1);
        }
    }

    /// The notes that nothing calls, under a heading and their printed numbers.
    pub(super) fn loose(&mut self, title: &str) {
        if self.book.loose().is_empty() {
            return;
        }
        let title = self.ready(title);
        self.title(&title);
        for note in self.book.loose() {
            let label = self.ready(&note.printed);
            self.labelled(&format!("[{label}] "), &note.body, 0);
        }
    }

    /// The notes that some blocks call and those that only these notes call, unless they are set already.
    pub(super) fn notes_of(&mut self, blocks: &[Block], indent: usize) {
        let mut called = Vec::new();
        visit_calls(blocks, &mut |NoteIndex(note)| called.push(note as usize));
        let mut next = 0;
        while next < called.len() {
            let note = called[next];
            next += 1;
            if std::mem::replace(&mut self.is_set[note], true) {
                continue;
            }
            self.note(note, indent);
            visit_calls(&self.book.notes()[note].body, &mut |NoteIndex(inner)| {
                if !self.is_in_text[inner as usize] {
                    called.push(inner as usize);
                }
            });
        }
    }

    fn note(&mut self, note: usize, indent: usize) {
        let book = self.book;
        let label = format!("[{}] ", self.placed[note].number);
        self.labelled(&label, &book.notes()[note].body, indent);
    }

    /// A note behind its label, its further lines standing in.
    fn labelled(&mut self, label: &str, body: &[Block], indent: usize) {
        let hang = rag::width(label).max(INDENT);
        let mut lines = self.blocks(body, self.narrower(self.settings.measure, hang + indent));
        // A note without words has its number still: its call leads there.
        if lines.is_empty() {
            lines.push(String::new());
        }
        let lines = behind(&format!("{label:<hang$}"), lines);
        self.push(indented(lines, indent), 1);
    }

    /// The side notes of a block's lines, each behind a bar, and an empty line below them.
    pub(super) fn asides(&mut self, block: &Block, measure: Option<usize>) -> Vec<String> {
        let mut lines = Vec::new();
        for aside in own_side_notes(block)
            .into_iter()
            .filter_map(Inline::side_note)
        {
            let inner = self.narrower(measure, INDENT + ASIDE.len());
            let words = self.paragraph(aside, inner);
            let words = words.into_iter().map(|line| format!("{ASIDE}{line}"));
            lines.extend(indented(words.collect(), INDENT));
            lines.push(String::new());
        }
        lines
    }

    /// The side notes that an item of a list begins with, and what stands behind its mark.
    pub(super) fn item(
        &mut self,
        item: &[Block],
        measure: Option<usize>,
    ) -> (Vec<String>, Vec<String>) {
        let (mut beside, mut rest) = (Vec::new(), item);
        while let [Block::Division { of, blocks }, more @ ..] = rest
            && of.is_side_note()
            && !more.is_empty()
        {
            beside.extend(self.aside(blocks, measure));
            beside.push(String::new());
            rest = more;
        }
        let Some((first, rest)) = rest.split_first() else {
            return (beside, Vec::new());
        };
        beside.extend(self.asides(first, measure));
        let mut lines = self.bare_block(first, measure);
        for block in rest {
            lines.push(String::new());
            lines.extend(self.block(block, measure));
        }
        (beside, lines)
    }

    /// Blocks that are a side note, each line behind a bar.
    pub(super) fn aside(&mut self, blocks: &[Block], measure: Option<usize>) -> Vec<String> {
        let inner = self.narrower(measure, INDENT + ASIDE.len());
        let lines = self.blocks(blocks, inner).into_iter();
        let lines = lines.map(|line| format!("{ASIDE}{line}").trim_end().to_owned());
        indented(lines.collect(), INDENT)
    }

    /// The side notes of a block's lines, above a line in the middle.
    pub(super) fn asides_above(&mut self, block: &Block) {
        let mut asides = self.asides(block, self.settings.measure);
        asides.pop();
        self.push(asides, 1);
    }
}
