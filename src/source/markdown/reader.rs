//! Reads one source. In: pulldown-cmark's events. Out: its blocks and notes, gathered in [`Matter`].

mod check;
mod holders;
mod html;
mod html_tables;
pub(super) mod pictures;
mod signs;
mod tables;

use super::attributes::{self, Attributes, Ends, is_escaped};
use super::class;
use super::drawn;
use super::inlines::{InnerNote, Kind, Sign, Token, tidy};
use super::leaf::{Leaf, Made, Wrap};
use super::masked::{Mark, Masked, mask, unmasked};
use super::notes::{Body, Matter};
use crate::book::{Block, Definition, Inline, Numbers};
use crate::diagnostic::Diagnostics;
use crate::source::{Source, Span};
use holders::{Frame, Holder};
pub(super) use pictures::pictured;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use tables::Piped;

/// Quotations, lists and notes inside one another: deeper ones lose their frame, not their words.
const MAX_DEPTH: usize = 24;

/// What the parser is to know beyond CommonMark.
const OPTIONS: Options = Options::ENABLE_FOOTNOTES
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_TABLES);

/// Reads a source from byte `start` on.
pub(super) fn read(
    source: &Source,
    index: u16,
    start: usize,
    matter: &mut Matter,
    warnings: &mut Diagnostics,
) -> Vec<Block> {
    matter.begin_source();
    let origin = Origin { index, at: None };
    blocks(source.text(), start, origin, (matter, warnings))
}

/// Where a text stands.
#[derive(Clone, Copy)]
struct Origin {
    index: u16,
    /// The place of all of it, where it is no source itself but was made of a part of one.
    at: Option<Span>,
}

/// Reads a text from byte `start` on.
fn blocks(
    text: &str,
    start: usize,
    origin: Origin,
    (matter, warnings): (&mut Matter, &mut Diagnostics),
) -> Vec<Block> {
    let Masked {
        text: masked,
        marks,
        stray,
        examples,
    } = mask(text, start);
    let mut reader = Reader {
        text,
        masked: &masked,
        origin,
        ends: Ends::find(text),
        marks,
        examples,
        matter,
        warnings,
        frames: vec![Frame::new(Holder::Root, 0..0)],
        too_deep: 0,
        leaf: None,
        code: None,
        html: None,
        table: None,
        anchors: Vec::new(),
        last: start,
        done: start,
        raised_to: None,
        skipped: 0..0,
        closed_at: None,
    };
    for range in stray {
        let message = "these colons border no division: they stay as words";
        reader.warn("markdown-division", message, range);
    }
    for (event, range) in Parser::new_ext(&masked[start..], OPTIONS).into_offset_iter() {
        reader.event(event, range.start + start..range.end + start);
    }
    reader.close_divisions();
    reader.end_leaf();
    reader.frames.swap_remove(0).blocks
}

struct Reader<'a> {
    text: &'a str,
    /// The same as the parser sees it.
    masked: &'a str,
    origin: Origin,
    ends: Ends,
    marks: std::collections::BTreeMap<usize, Mark>,
    /// The numbers of examples by their names.
    examples: std::collections::BTreeMap<String, u32>,
    matter: &'a mut Matter,
    warnings: &'a mut Diagnostics,
    frames: Vec<Frame>,
    /// Containers that are open but too deep to keep.
    too_deep: usize,
    leaf: Option<Leaf>,
    /// The lines of code that are being read, what they are written in, and where they begin.
    code: Option<(String, Option<String>, usize)>,
    /// The HTML that is being read, and where it stands.
    html: Option<Range<usize>>,
    /// The pipe table that is being read.
    table: Option<Piped>,
    /// Names of places that wait for the words that they lead to.
    anchors: Vec<String>,
    /// The byte where the last text ended, to tell an escaped bracket.
    last: usize,
    /// The byte up to which text is taken, which may be past the parser's last one.
    done: usize,
    /// The byte of the circumflex that ends what the last one raised.
    raised_to: Option<u32>,
    /// The attributes of the heading that is being read: they are no words.
    skipped: Range<usize>,
    /// The byte where a link, a picture or words of a machine ended, which attributes may follow.
    closed_at: Option<usize>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(words) => match &mut self.code {
                Some((code, ..)) if words.len() == range.len() => code.push_str(&self.text[range]),
                Some((code, ..)) => code.push_str(&words),
                None => self.text(&words, range),
            },
            Event::Code(words) => {
                let at = self.span(range.clone());
                let text = Inline::Text {
                    text: unmasked(&words).replace('\n', " "),
                    at,
                };
                self.push(Token::Inline(Inline::Typewriter(tidy(vec![text]))));
                self.closed_at = Some(range.end);
            }
            Event::FootnoteReference(label) => {
                let note = self.matter.call(&label);
                let at = self.span(range);
                self.push(Token::Inline(Inline::Call { note, at }));
            }
            Event::SoftBreak => self.push(Token::Line),
            Event::HardBreak => self.push(Token::Inline(Inline::Break)),
            Event::Rule => self.rule(range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::Html(_) => match &mut self.html {
                Some(all) => all.end = range.end,
                None => self.html = Some(range),
            },
            Event::TaskListMarker(is_done) => {
                let box_ = if is_done { "☒ " } else { "☐ " };
                self.push_text(box_, range);
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => self.formula(range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => drop(self.leaf().open(Wrap::Emphasis)),
            Tag::Strong => drop(self.leaf().open(Wrap::Strong)),
            Tag::Link { dest_url, .. } => {
                self.leaf().open(Wrap::Link(unmasked(&dest_url)));
            }
            Tag::Image {
                dest_url, title, ..
            } => self.picture(&dest_url, &title, range),
            Tag::Heading { level, .. } => {
                self.end_leaf();
                self.leaf = Some(Leaf::heading(level as u8));
                self.heading_attributes(range);
            }
            Tag::CodeBlock(kind) => {
                self.end_leaf();
                let kind = match kind {
                    CodeBlockKind::Fenced(info) => self.code_kind(&info, range.clone()),
                    CodeBlockKind::Indented => None,
                };
                self.code = Some((String::new(), kind, range.start));
            }
            Tag::HtmlBlock => self.end_leaf(),
            Tag::BlockQuote(_) => self.open(Holder::Quote, range),
            Tag::List(start) => {
                let plain = start.map(|first| Numbers::from(first as u32));
                let numbers = start.and(self.number_at(range.start)).or(plain);
                self.open(Holder::List(numbers, Vec::new()), range);
            }
            Tag::Item => {
                self.turn_list(range.start);
                self.open(Holder::Item, range);
            }
            Tag::FootnoteDefinition(label) => self.open(Holder::Note(label.into_string()), range),
            Tag::DefinitionList => self.open(Holder::Definitions(Vec::new()), range),
            Tag::DefinitionListTitle => self.end_leaf(),
            Tag::DefinitionListDefinition => self.open(Holder::Said, range),
            Tag::Paragraph => self.end_leaf(),
            // None of these is asked for by [`OPTIONS`].
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {
                self.end_leaf()
            }
            Tag::Table(columns) => {
                self.end_leaf();
                self.table = Some(Piped::new(&columns));
            }
            Tag::TableHead | Tag::TableRow => {
                let in_head = matches!(tag, Tag::TableHead);
                self.table
                    .iter_mut()
                    .for_each(|table| table.begin_row(in_head));
            }
            Tag::TableCell => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong => self.leaf().close(),
            TagEnd::Link | TagEnd::Image => {
                self.leaf().close();
                self.closed_at = Some(range.end);
            }
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition => self.close(),
            TagEnd::DefinitionListTitle => self.term(),
            TagEnd::CodeBlock => self.end_code(range),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => self.end_leaf(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(),
            TagEnd::Table => self.end_table(),
        }
    }

    /// A thematic break, or the border of a division in its disguise.
    fn rule(&mut self, range: Range<usize>) {
        self.end_leaf();
        let mark = self.marks.range(range.clone()).next();
        match mark.map(|(_, mark)| mark.clone()) {
            Some(Mark::Opens(attributes)) => self.open_division(attributes, range),
            Some(Mark::Closes) => self.close_division(range),
            Some(Mark::Table { start, end, margin }) => self.drawn_table(start..end, margin),
            Some(Mark::Number(_)) | None => {
                let mark: Vec<&str> = self.text[range].split_whitespace().collect();
                self.block(Block::Ornament(mark.join(" ")));
            }
        }
    }

    /// The lines of code that end.
    fn end_code(&mut self, range: Range<usize>) {
        let Some((code, kind, start)) = self.code.take() else {
            return;
        };
        let code = code.strip_suffix('\n').unwrap_or(&code);
        if !code.trim().is_empty() {
            let at = self.span(start..range.end);
            self.block(Block::Preformatted {
                text: code.to_owned(),
                kind,
                at,
            });
        }
    }

    /// Attributes at the end of a heading: `# Title {#name}`.
    fn heading_attributes(&mut self, range: Range<usize>) {
        let heading = self.text[range.clone()].trim_end();
        let heading = match heading.starts_with('#') {
            true => heading.trim_end_matches('#').trim_end(),
            false => heading
                .rsplit_once('\n')
                .map_or(heading, |(words, _)| words.trim_end()),
        };
        let Some(brace) = heading.rfind('{').filter(|_| heading.ends_with('}')) else {
            return;
        };
        let is_read = |(length, _): &(usize, Attributes)| brace + length == heading.len();
        let is_span = heading[..brace].ends_with([']', '\\']);
        let found = attributes::parse(&heading[brace..]).filter(is_read);
        let Some((length, attributes)) = found.filter(|_| !is_span) else {
            return;
        };
        let at = range.start + brace;
        self.skipped = at..at + length;
        self.check(&attributes, class::is_of_heading, at..at + length);
        self.anchors.extend(attributes.id.clone());
        let language = attributes.tag();
        self.leaf().language = language;
    }

    /// The open leaf; in a tight list, where the parser tells of no paragraph, one begins here.
    fn leaf(&mut self) -> &mut Leaf {
        self.leaf.get_or_insert_with(Leaf::paragraph)
    }

    fn end_leaf(&mut self) {
        let Some(leaf) = self.leaf.take() else { return };
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let at_head = frame.blocks.is_empty();
        let heads_note = at_head && matches!(frame.holder, Holder::Note(_));
        let is_verse = frame.is_of(class::VERSE);
        let is_epigraph = frame.is_epigraph || frame.is_of(class::EPIGRAPH);
        let may_name = leaf.is_caption();
        let before = frame.blocks.len();
        let anchors = std::mem::take(&mut self.anchors);
        let mut ended = leaf.end(heads_note, is_verse, anchors);
        self.anchors = std::mem::take(&mut ended.anchors);
        frame.printed = ended.printed.take().or(frame.printed.take());
        match ended.made {
            Made::Nothing => {}
            Made::Block(block) => frame.blocks.push(block),
            Made::EpigraphMark => {
                frame.is_epigraph = matches!(frame.holder, Holder::Quote) && at_head;
            }
            Made::Source(source) if is_epigraph => frame.source = Some(source),
            Made::Source(words) => frame.blocks.push(Block::Paragraph(words)),
        }
        let is_paragraph = matches!(frame.blocks.last(), Some(Block::Paragraph(_)));
        if may_name && is_paragraph && frame.blocks.len() > before {
            frame.caption_at = Some(before);
        }
        self.inner_notes(ended.notes);
        if may_name {
            self.take_caption();
        }
    }

    /// Notes that stand in the line that calls them.
    fn inner_notes(&mut self, notes: Vec<InnerNote>) {
        for note in notes {
            let body = Body {
                printed: None,
                blocks: vec![Block::Paragraph(note.text)],
                at: note.at,
            };
            self.matter.define_called(note.index, body);
        }
    }

    fn push(&mut self, token: Token) {
        self.leaf().push(token);
    }

    fn push_text(&mut self, words: &str, range: Range<usize>) {
        let at = self.span(range.clone());
        if words.starts_with('|') && self.text[..range.start].ends_with('\\') {
            self.push(Token::text("", at));
        }
        self.push(Token::text(words, at));
    }

    /// Takes words, and finds the brackets of spans in them.
    fn text(&mut self, words: &str, range: Range<usize>) {
        let before = std::mem::replace(&mut self.last, range.end);
        self.attributes_behind(range.start);
        if words != &self.masked[range.clone()] {
            let is_skipped = self.skipped.contains(&range.start);
            if range.start >= self.done && !is_skipped && self.ends.holding(range.start).is_none() {
                self.push_text(words, range);
            }
            return;
        }
        let text = self.text;
        let first_is_escaped = before != range.start && text[..range.start].ends_with('\\');
        let mut at = range.start.max(self.done);
        while at < range.end {
            if let Some(end) = self.ends.holding(at) {
                at = end;
                continue;
            }
            if self.skipped.contains(&at) {
                at = self.skipped.end;
                continue;
            }
            let limit = match at < self.skipped.start {
                true => range.end.min(self.skipped.start),
                false => range.end,
            };
            let is_literal = at == range.start && first_is_escaped;
            let from = at + usize::from(is_literal);
            let bracket = text.as_bytes()[from.min(limit)..limit]
                .iter()
                .position(|b| matches!(b, b'[' | b']'))
                .map_or(limit, |n| from + n);
            if bracket > at {
                self.words(at..bracket, from);
            }
            at = bracket;
            if at < limit {
                at = self.bracket(at);
            }
        }
        self.done = at;
    }

    /// Takes the bracket at a byte; gives the byte after it.
    fn bracket(&mut self, at: usize) -> usize {
        let span = self.span(at..at + 1);
        if self.text[at..].starts_with(']') {
            let token = match self.ends.at(at) {
                Some((end, attributes)) => {
                    let (attributes, range) = (attributes.clone(), at + 1..*end);
                    self.check(&attributes, class::is_of_span, range);
                    Token::Span(attributes)
                }
                None => Token::Close(span),
            };
            self.push(token);
        } else if let Some(label) = call_label(&self.text[at..]) {
            let end = at + label.len() + 3;
            let note = self.matter.call(label);
            let at = self.span(at..end);
            self.push(Token::Inline(Inline::Call { note, at }));
            return end;
        } else if self.is_note(at) {
            self.leaf().take_back_sign();
            let note = self.matter.call(&format!("\n{at}"));
            self.push(Token::Note(note, span));
        } else {
            self.push(Token::Open(span));
        }
        at + 1
    }

    /// Whether the bracket at a byte begins a note: `^[words]`.
    fn is_note(&self, at: usize) -> bool {
        let is_sign = self.text[..at].ends_with('^') && !is_escaped(self.text, at - 1);
        is_sign && self.raised_to != Some(at as u32 - 1)
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.origin.at.unwrap_or(Span {
            source: self.origin.index,
            start: range.start as u32,
            end: range.end as u32,
        })
    }
}

/// The label of the call that a text begins with. The parser leaves a call as text when it has no note, but also when
/// another bracket follows.
pub(super) fn call_label(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("[^")?;
    let end = rest.bytes().take(100).position(|b| b == b']')?;
    let label = &rest[..end];
    let is_label = !label.is_empty() && !label.contains(['[', '\\']);
    (is_label && !label.contains(char::is_whitespace)).then_some(label)
}
