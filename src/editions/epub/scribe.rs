//! Blocks and inlines as XHTML. In: blocks of one file. Out: markup; headings, printed pages and calls are noted on the
//! way.

use super::calls::Calls;
use super::foreign::Passages;
use super::volume::{Entry, PrintedPage};
use crate::book::{Block, Inline, NoteIndex, VerseLine, words};
use crate::editions::xml::{address, escaped};
use std::collections::BTreeSet;

/// Verse deeper than this stands no further in.
const MAX_INDENT: u8 = 9;

/// Rules for what few books have.
const SMALL_CAPITALS: &str = ".smallcaps { font-variant: small-caps; }\n";
const SHIFTED: &str = "sup, sub { font-size: 0.75em; line-height: 0; }\n";

/// Writes one file after another.
pub(super) struct Scribe {
    /// The markup of the file so far.
    pub(super) out: String,
    /// Names the file: its name without extension.
    pub(super) file: String,
    /// The headings so far.
    pub(super) entries: Vec<Entry>,
    /// The printed pages so far.
    pub(super) pages: Vec<PrintedPage>,
    /// For each note, the file that its body stands in, and the number it shows.
    pub(super) notes: Vec<(String, u32)>,
    /// Where all calls are.
    pub(super) calls: Calls,
    /// The passages in other languages.
    pub(super) foreign: Passages,
    /// What links to notes are, besides `noteref`.
    pub(super) kepub: bool,
    /// The highest level of heading in the book.
    pub(super) top: u8,
    /// The level of the last heading written in this file.
    pub(super) level: u8,
    /// Rules of style that few books need.
    pub(super) rules: BTreeSet<&'static str>,
    /// How many headings this file has.
    pub(super) headings: u32,
}

impl Scribe {
    /// Writes blocks of running text, whose headings go into the table of contents.
    pub(super) fn text(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { level, text } => self.heading(*level, text),
                other => self.block(other),
            }
        }
    }

    /// Writes blocks inside another block or a note.
    pub(super) fn inner(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    /// A heading. No level is left out on the way down (WCAG 2.2, technique G141), the first of a file is of the first.
    fn heading(&mut self, level: u8, text: &[Inline]) {
        let level = (level.saturating_sub(self.top) + 1)
            .min(self.level + 1)
            .clamp(1, 6);
        self.level = level;
        self.headings += 1;
        let id = match self.headings {
            1 => format!("{}-h", self.file),
            n => format!("{}-h{n}", self.file),
        };
        self.entries.push(Entry {
            level,
            title: words(text).trim().to_owned(),
            target: format!("{}.xhtml#{id}", self.file),
        });
        let kind = if self.headings == 1 {
            r#" epub:type="title""#
        } else {
            ""
        };
        self.push(&format!(r#"<h{level} id="{id}"{kind}>"#));
        self.inlines(text, false);
        self.push(&format!("</h{level}>\n"));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text, .. } => self.paragraph(r#"<p class="heading">"#, text),
            Block::Paragraph(text) => self.paragraph("<p>", text),
            Block::Quote(inner) => {
                self.push("<blockquote>\n");
                self.inner(inner);
                self.push("</blockquote>\n");
            }
            Block::Epigraph { text, source } => self.epigraph(text, source.as_deref()),
            Block::Verse(stanzas) => self.verse(stanzas),
            Block::List { start, items } => self.list(*start, items),
            Block::Ornament(mark) => {
                let mark = escaped(mark);
                self.push(&format!("<p class=\"ornament\">{mark}</p>\n"));
            }
        }
    }

    fn paragraph(&mut self, open: &str, text: &[Inline]) {
        self.push(open);
        self.inlines(text, false);
        self.push("</p>\n");
    }

    fn epigraph(&mut self, text: &[Block], source: Option<&[Inline]>) {
        self.push("<blockquote class=\"epigraph\" epub:type=\"epigraph\" role=\"doc-epigraph\">\n");
        self.inner(text);
        if let Some(source) = source {
            self.push("<footer>— ");
            self.inlines(source, false);
            self.push("</footer>\n");
        }
        self.push("</blockquote>\n");
    }

    fn verse(&mut self, stanzas: &[Vec<VerseLine>]) {
        self.push("<div class=\"verse\" epub:type=\"z3998:verse\">\n");
        for stanza in stanzas {
            self.push("<p>");
            for (i, line) in stanza.iter().enumerate() {
                if i > 0 {
                    self.push("<br/>\n");
                }
                match line.indent.min(MAX_INDENT) {
                    0 => self.push("<span>"),
                    n => self.push(&format!(r#"<span class="i{n}">"#)),
                }
                self.inlines(&line.text, false);
                self.push("</span>");
            }
            self.push("</p>\n");
        }
        self.push("</div>\n");
    }

    fn list(&mut self, start: Option<u32>, items: &[Vec<Block>]) {
        let (open, close) = match start {
            Some(1) => ("<ol>\n".to_owned(), "</ol>\n"),
            Some(first) => (format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            None => ("<ul>\n".to_owned(), "</ul>\n"),
        };
        self.push(&open);
        for item in items {
            self.push("<li>");
            self.inner(item);
            self.push("</li>\n");
        }
        self.push(close);
    }

    /// Inlines; calls and links inside a link stand behind it, as links can't hold links.
    pub(super) fn inlines(&mut self, text: &[Inline], in_link: bool) {
        for inline in text {
            match inline {
                Inline::Text { text, .. } => self.words(text),
                Inline::Emphasis(inner) => self.wrap("em", inner, in_link),
                Inline::Strong(inner) => self.wrap("strong", inner, in_link),
                Inline::SmallCapitals(inner) => {
                    self.rules.insert(SMALL_CAPITALS);
                    self.push(r#"<span class="smallcaps">"#);
                    self.inlines(inner, in_link);
                    self.push("</span>");
                }
                Inline::Raised(inner) => self.shift("sup", inner, in_link),
                Inline::Lowered(inner) => self.shift("sub", inner, in_link),
                Inline::Link { to, text } => match address(to).filter(|_| !in_link) {
                    Some(to) => {
                        self.push(&format!("<a href=\"{}\">", escaped(&to)));
                        self.inlines(text, true);
                        self.push("</a>");
                        calls_in(text).into_iter().for_each(|note| self.call(note));
                    }
                    None => self.inlines(text, in_link),
                },
                Inline::Call { note, .. } if !in_link => self.call(*note),
                Inline::Call { .. } => {}
                Inline::PageTurn { label } => self.page_turn(label),
                Inline::Break => self.push("<br/>"),
            }
        }
    }

    fn words(&mut self, text: &str) {
        for (part, language) in self.foreign.parts(text) {
            let words = escaped(part);
            match language {
                Some(tag) => self.push(&format!(
                    r#"<span lang="{tag}" xml:lang="{tag}">{words}</span>"#
                )),
                None => self.push(&words),
            }
        }
    }

    fn wrap(&mut self, tag: &str, inner: &[Inline], in_link: bool) {
        self.push(&format!("<{tag}>"));
        self.inlines(inner, in_link);
        self.push(&format!("</{tag}>"));
    }

    /// What is raised or lowered; it does not push the lines apart.
    fn shift(&mut self, tag: &str, inner: &[Inline], in_link: bool) {
        self.rules.insert(SHIFTED);
        self.wrap(tag, inner, in_link);
    }

    /// A call: text only inside it, no blank before it.
    fn call(&mut self, NoteIndex(note): NoteIndex) {
        let (file, shown) = self.notes[note as usize].clone();
        let number = note + 1;
        let id = self.calls.next_id(note as usize);
        let file = if file == self.file {
            String::new()
        } else {
            format!("{file}.xhtml")
        };
        let kind = if self.kepub {
            "noteref endnote"
        } else {
            "noteref"
        };
        self.push(&format!(
            r##"<a class="noteref" id="{id}" href="{file}#fn-{number}" epub:type="{kind}" role="doc-noteref">{shown}</a>"##
        ));
    }

    fn page_turn(&mut self, label: &str) {
        let id = format!("page-{}", self.pages.len() + 1);
        let label = match label.trim() {
            "" => (self.pages.len() + 2).to_string(),
            label => label.to_owned(),
        };
        let shown = escaped(&label);
        self.push(&format!(
            r#"<span id="{id}" epub:type="pagebreak" role="doc-pagebreak" aria-label="{shown}"></span>"#
        ));
        self.pages.push(PrintedPage {
            label,
            target: format!("{}.xhtml#{id}", self.file),
        });
    }

    pub(super) fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }
}

fn calls_in(text: &[Inline]) -> Vec<NoteIndex> {
    let mut calls = Vec::new();
    for inline in text {
        match inline {
            Inline::Call { note, .. } => calls.push(*note),
            other => calls.extend(calls_in(other.inner())),
        }
    }
    calls
}
