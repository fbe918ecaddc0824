//! Blocks and inlines as XHTML. In: blocks of one file. Out: markup; headings, printed pages and calls are noted on the
//! way.

use super::asides::{FIRST, First};
use super::calls::Calls;
use super::foreign::Passages;
use super::formulas::mathml;
use super::kobo::Spans;
use super::volume::{Entry, PrintedPage, language_attributes};
use crate::book::{
    Attributes, Block, Book, Inline, NoteIndex, SIDE_NOTE, VerseLine, own_side_notes, rules,
    side_notes,
};
use crate::editions::xml::{address, escaped, escaped_lines};
use crate::source::markdown::class;
use std::collections::{BTreeMap, BTreeSet};

/// Verse deeper than this stands no further in.
const MAX_INDENT: u8 = 9;

/// Rules for what few books have.
const SMALL_CAPITALS: &str = ".smallcaps { font-variant: small-caps; }\n";
const TYPEWRITER: &str = "pre, code { font-family: monospace; font-size: 0.9em; }\n\
    pre code { font-size: 1em; }\n\
    pre { margin: 1em 0; white-space: pre-wrap; text-align: left; }\n";
const SPEAKER: &str = ".speaker { font-variant: small-caps; }\n";
const STAGE: &str = "span.stage { font-style: italic; }\n";
/// What stands at the left elsewhere stands at the right in a book that runs from right to left.
pub(super) const BACKWARDS: &str = "\
    [dir=rtl] blockquote, [dir=rtl] .verse { margin: 1em 1.5em 1em 0; }\n\
    [dir=rtl] blockquote footer, [dir=rtl] .dateline, [dir=rtl] .signature { text-align: left; }\n\
    [dir=rtl] .dateline p, [dir=rtl] .signature p { text-align: left; }\n\
    [dir=rtl] .epigraph { margin: 0 2em 1.5em 0; }\n\
    [dir=rtl] .verse p, [dir=rtl] .notes h2, [dir=rtl] section > .notes > h1 { text-align: right; }\n\
    [dir=rtl] .verse span { padding-left: 0; padding-right: 2em; }\n\
    [dir=rtl] .verse .i1 { padding-right: 3em; } [dir=rtl] .verse .i2 { padding-right: 4em; }\n\
    [dir=rtl] .verse .i3 { padding-right: 5em; } [dir=rtl] .verse .i4 { padding-right: 6em; }\n\
    [dir=rtl] .verse .i5 { padding-right: 7em; } [dir=rtl] .verse .i6 { padding-right: 8em; }\n\
    [dir=rtl] .verse .i7 { padding-right: 9em; } [dir=rtl] .verse .i8 { padding-right: 10em; }\n\
    [dir=rtl] .verse .i9 { padding-right: 11em; }\n\
    [dir=rtl] ol, [dir=rtl] ul { margin: 0.8em 1.5em 0.8em 0; }\n\
    [dir=rtl] nav ol { margin: 0 1em 0 0; }\n\
    [dir=rtl] dd { margin: 0 1.5em 0.4em 0; }\n";
/// How pieces are set that stand before or behind the texts.
pub(super) const PIECES: &str = ".piece-low { margin-top: 25%; }\n.piece-italic p { font-style: italic; }\n\
    .piece-small p { font-size: 0.9em; text-indent: 0; margin: 0 0 0.6em 0; }\n\
    .piece-centred p { text-align: center; text-indent: 0; margin: 0 0 0.6em 0; }\n";
const SHIFTED: &str = "sup, sub { font-size: 0.75em; line-height: 0; }\n";

/// Writes one file after another.
pub(super) struct Scribe<'b> {
    /// The book, which has the images.
    pub(super) book: &'b Book,
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
    /// The spans that Kobo counts places by, in an EPUB for it.
    pub(super) spans: Option<Spans>,
    /// The highest level of heading in the book.
    pub(super) top: u8,
    /// The level of the last heading written in this file.
    pub(super) level: u8,
    /// The places that links lead to, by name: file and id.
    pub(super) anchors: BTreeMap<String, (String, String)>,
    /// The ids of those that are written.
    pub(super) placed: BTreeSet<String>,
    /// Rules of style that few books need.
    pub(super) rules: BTreeSet<&'static str>,
    /// Whether the book's lines run from right to left.
    pub(super) is_backwards: bool,
    /// How many headings this file has.
    pub(super) headings: u32,
    /// How many levels stand above its headings in the table of contents.
    pub(super) depth: u8,
    /// Whether the table of contents names its headings.
    pub(super) is_listed: bool,
    /// The words of the file's first heading; empty where it has none.
    pub(super) title: String,
    /// Whether the next paragraph stands without an indent.
    pub(super) first: First,
    /// Who wrote the text that begins in it, until its title is written.
    pub(super) author: Option<String>,
}

impl Scribe<'_> {
    /// Writes blocks of running text, whose headings go into the table of contents.
    pub(super) fn text(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { level, text } => self.heading(*level, text),
                // Headings of a division are headings of the text.
                Block::Division { of, blocks } if !of.is_side_note() => {
                    self.push("<div");
                    self.attributes(of, rules);
                    self.push(">\n");
                    self.text(blocks);
                    self.push("</div>\n");
                    self.first = First::No;
                }
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
        self.spans.iter_mut().for_each(Spans::next_block);
        let id = match self.headings {
            1 => format!("{}-h", self.file),
            n => format!("{}-h{n}", self.file),
        };
        let title = self.book.shown_words(text).trim().to_owned();
        if self.headings == 1 {
            self.title.clone_from(&title);
        }
        // Who wrote a text stands with its title.
        let title = match self.author.take().filter(|_| !title.is_empty()) {
            Some(author) => format!("{title} · {author}"),
            None => title,
        };
        let target = format!("{}.xhtml#{id}", self.file);
        if self.is_listed {
            let level = level + self.depth;
            self.entries.push(Entry {
                level,
                title,
                target,
            });
        }
        let kind = if self.headings == 1 {
            r#" epub:type="title""#
        } else {
            ""
        };
        self.push(&format!(r#"<h{level} id="{id}"{kind}>"#));
        self.inlines(text, false);
        self.push(&format!("</h{level}>\n"));
        self.first = First::Next;
        self.asides(&side_notes(text));
    }

    fn block(&mut self, block: &Block) {
        self.asides(&own_side_notes(block));
        let is_behind_aside = self.first == First::BehindAside;
        if is_behind_aside && matches!(block, Block::Paragraph(_)) {
            self.rules.insert(FIRST);
        }
        self.bare_block(block, is_behind_aside);
        self.settle_first(block);
    }

    /// A block without the side notes of its lines.
    fn bare_block(&mut self, block: &Block, is_behind_aside: bool) {
        self.spans.iter_mut().for_each(Spans::next_block);
        match block {
            Block::Heading { text, .. } => self.paragraph(r#"<p class="heading">"#, text),
            Block::Paragraph(text) if self.pictures(text) => {}
            Block::Paragraph(text) if is_behind_aside => {
                self.paragraph(r#"<p class="first">"#, text);
            }
            Block::Paragraph(text) => self.paragraph("<p>", text),
            Block::Picture { picture, caption } => self.figure(picture, caption),
            Block::Quote(inner) => {
                self.push("<blockquote>\n");
                self.first = First::Next;
                self.inner(inner);
                self.push("</blockquote>\n");
            }
            Block::Epigraph { text, source } => self.epigraph(text, source.as_deref()),
            Block::Verse(stanzas) => self.verse(stanzas),
            Block::List { numbers, items } => self.list(*numbers, items),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Preformatted { text, .. } => {
                self.rules.insert(TYPEWRITER);
                let lines = escaped_lines(text);
                self.push(&format!("<pre><code>{lines}</code></pre>\n"));
            }
            Block::Table(table) => self.table(table),
            Block::Division { of, blocks } if of.is_side_note() => self.aside(of, blocks),
            Block::Division { of, blocks } => {
                self.push("<div");
                self.attributes(of, rules);
                self.push(">\n");
                self.first = First::No;
                self.inner(blocks);
                self.push("</div>\n");
            }
            Block::TextBegins(_) => {}
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

    /// Inlines; calls and links inside a link stand behind it, as links can't hold links.
    pub(super) fn inlines(&mut self, text: &[Inline], in_link: bool) {
        for inline in text {
            match inline {
                Inline::Text { text, .. } if in_link => self.words(text),
                Inline::Text { text, .. } => self.linked_words(text),
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
                Inline::Struck(inner) => self.wrap("del", inner, in_link),
                // It stands before its block.
                other if other.side_note().is_some() => {}
                Inline::Span { of, text } => self.span(of, text, in_link),
                Inline::Typewriter(inner) => {
                    self.rules.insert(TYPEWRITER);
                    self.wrap("code", inner, in_link);
                }
                Inline::Picture(picture) => self.picture(picture),
                Inline::Anchor(name) => self.anchor(name),
                Inline::Link { to: at, text } => match self.address(at).filter(|_| !in_link) {
                    Some(to) => {
                        self.push(&format!("<a href=\"{}\">", escaped(&to)));
                        match text.as_slice() {
                            [] => self.words(&self.book.words_of_link(at)),
                            text => self.inlines(text, true),
                        }
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

    /// Where a link leads: out of the book, or to a place in it.
    fn address(&self, to: &str) -> Option<String> {
        let Some(name) = to.strip_prefix('#') else {
            return address(to);
        };
        let (file, id) = self.anchors.get(name)?;
        Some(match *file == self.file {
            true => format!("#{id}"),
            false => format!("{file}.xhtml#{id}"),
        })
    }

    /// A place that links lead to; of two with one name, the first.
    fn anchor(&mut self, name: &str) {
        if let Some((_, id)) = self.anchors.get(name).cloned()
            && self.placed.insert(id.clone())
        {
            self.push(&format!("<span id=\"{id}\"></span>"));
        }
    }

    pub(super) fn words(&mut self, text: &str) {
        for (part, language) in self.foreign.parts(text) {
            let words = match &mut self.spans {
                Some(spans) => spans.around(part),
                None => escaped(part),
            };
            match language {
                Some(tag) => {
                    let of = language_attributes(&tag, self.is_backwards);
                    self.push(&format!("<span{of}>{words}</span>"));
                }
                None => self.push(&words),
            }
        }
    }

    /// Words of another language or of a class of their own; its name can't be one of the style sheet's.
    fn span(&mut self, of: &Attributes, inner: &[Inline], in_link: bool) {
        let typed = of.has(class::FORMULA).then(|| crate::book::words(inner));
        if let Some(made) = typed.and_then(|typed| mathml(&typed)) {
            return self.push(&made);
        }
        self.push("<span");
        self.attributes(of, span_rules);
        self.push(">");
        self.inlines(inner, in_link);
        self.push("</span>");
    }

    /// Classes and language; `rules` gives those of a class that the style sheet knows.
    pub(super) fn attributes(&mut self, of: &Attributes, rules: fn(&str) -> Option<&'static str>) {
        if !of.classes.is_empty() {
            let classes = of
                .classes
                .iter()
                .map(|class| self.class_of(class, rules(class)));
            let classes = classes.collect::<Vec<_>>().join(" ");
            self.push(&format!(" class=\"{}\"", escaped(&classes)));
        }
        if let Some(tag) = &of.language {
            let of = language_attributes(tag, self.is_backwards);
            self.push(&of);
        }
    }

    pub(super) fn rule(&mut self, rule: &'static str) {
        self.rules.insert(rule);
    }

    /// The class of the style sheet, where it has one; its name can't be one of the source's.
    fn class_of(&mut self, class: &str, rules: Option<&'static str>) -> String {
        let Some(rules) = rules else {
            return format!("own-{class}");
        };
        self.rules.insert(rules);
        class.to_owned()
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
        let kind = match self.spans {
            Some(_) => "noteref endnote",
            None => "noteref",
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
            // It stands in no link.
            other if other.side_note().is_some() => {}
            other => calls.extend(calls_in(other.inner())),
        }
    }
    calls
}

/// The rules for a class of words, if it is one that the style sheet knows.
pub(super) fn span_rules(class: &str) -> Option<&'static str> {
    match class {
        class::SPEAKER => Some(SPEAKER),
        class::STAGE => Some(STAGE),
        SIDE_NOTE => Some(""),
        // Pages are the print's: here the link leads there.
        class::PAGE_REFERENCE | class::FORMULA => Some(""),
        _ => None,
    }
}
