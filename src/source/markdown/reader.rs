//! Reads one source. In: pulldown-cmark's events. Out: its blocks and notes, gathered in [`Matter`].

use super::attributes::Ends;
use super::class;
use super::inlines::Token;
use super::leaf::{Leaf, Made, Wrap};
use super::notes::{Body, Matter};
use crate::book::{Block, Inline};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::source::{Source, Span};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Quotations, lists and notes inside one another: deeper ones lose their frame, not their words.
const MAX_DEPTH: usize = 24;

/// Reads a source from byte `start` on.
pub(super) fn read(
    source: &Source,
    index: u16,
    start: usize,
    matter: &mut Matter,
    warnings: &mut Diagnostics,
) {
    matter.begin_source();
    let mut reader = Reader {
        text: source.text(),
        index,
        ends: Ends::find(source.text()),
        matter,
        warnings,
        frames: vec![Frame::new(Kind::Root, 0..0)],
        too_deep: 0,
        leaf: None,
        last: start,
        done: start,
    };
    let text = &source.text()[start..];
    for (event, range) in Parser::new_ext(text, Options::ENABLE_FOOTNOTES).into_offset_iter() {
        reader.event(event, range.start + start..range.end + start);
    }
    reader.end_leaf();
    let blocks = reader.frames.swap_remove(0).blocks;
    matter.blocks.extend(blocks);
}

enum Kind {
    Root,
    Quote,
    List(Option<u32>, Vec<Vec<Block>>),
    Item,
    Note(String),
}

/// A container and what is in it so far.
struct Frame {
    kind: Kind,
    range: Range<usize>,
    blocks: Vec<Block>,
    /// Of a quotation: whether its first paragraph says that it is an epigraph.
    is_epigraph: bool,
    /// Of an epigraph: its source.
    source: Option<Vec<Inline>>,
    /// Of a note: the printed number, if it is not the label.
    printed: Option<String>,
}

impl Frame {
    fn new(kind: Kind, range: Range<usize>) -> Frame {
        Frame {
            kind,
            range,
            blocks: Vec::new(),
            is_epigraph: false,
            source: None,
            printed: None,
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    index: u16,
    ends: Ends,
    matter: &'a mut Matter,
    warnings: &'a mut Diagnostics,
    frames: Vec<Frame>,
    /// Containers that are open but too deep to keep.
    too_deep: usize,
    leaf: Option<Leaf>,
    /// The byte where the last text ended, to tell an escaped bracket.
    last: usize,
    /// The byte up to which text is taken, which may be past the parser's last one.
    done: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.text(&words, range),
            Event::Code(words) => self.push_text(&words, range),
            Event::FootnoteReference(label) => {
                let note = self.matter.call(&label);
                let at = self.span(range);
                self.push(Token::Inline(Inline::Call { note, at }));
            }
            Event::SoftBreak => self.push(Token::Line),
            Event::HardBreak => self.push(Token::Inline(Inline::Break)),
            Event::Rule => {
                self.end_leaf();
                let mark: Vec<&str> = self.text[range].split_whitespace().collect();
                self.block(Block::Ornament(mark.join(" ")));
            }
            Event::InlineHtml(html) => self.html(&html, range),
            Event::Html(html) => {
                self.end_leaf();
                self.html(&html, range);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => self.leaf().open(Wrap::Emphasis),
            Tag::Strong => self.leaf().open(Wrap::Strong),
            Tag::Link { dest_url, .. } => self.leaf().open(Wrap::Link(dest_url.into_string())),
            Tag::Image { .. } => {
                self.leaf().open(Wrap::Nothing);
                let message = "a picture in the text is not set: its description takes its place";
                self.warn("markdown-picture", message, range);
            }
            Tag::Heading { level, .. } => {
                self.end_leaf();
                self.leaf = Some(Leaf::heading(level as u8));
            }
            Tag::CodeBlock(_) => {
                self.end_leaf();
                self.leaf = Some(Leaf::code());
                self.warn(
                    "markdown-code",
                    "a book has no code: these lines become a paragraph",
                    range,
                );
            }
            Tag::BlockQuote(_) => self.open(Kind::Quote, range),
            Tag::List(start) => self.open(Kind::List(start.map(|n| n as u32), Vec::new()), range),
            Tag::Item => self.open(Kind::Item, range),
            Tag::FootnoteDefinition(label) => self.open(Kind::Note(label.into_string()), range),
            _ => self.end_leaf(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image => self.leaf().close(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.close()
            }
            _ => self.end_leaf(),
        }
    }

    fn open(&mut self, kind: Kind, range: Range<usize>) {
        self.end_leaf();
        if self.frames.len() >= MAX_DEPTH {
            self.too_deep += 1;
        } else {
            self.frames.push(Frame::new(kind, range));
        }
    }

    fn close(&mut self) {
        self.end_leaf();
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if let Some(frame) = self.frames.pop() {
            self.closed(frame);
        }
    }

    /// Puts a whole container into the one around it.
    fn closed(&mut self, frame: Frame) {
        match frame.kind {
            Kind::Quote if frame.is_epigraph => self.block(Block::Epigraph {
                text: frame.blocks,
                source: frame.source,
            }),
            Kind::Quote if !frame.blocks.is_empty() => self.block(Block::Quote(frame.blocks)),
            Kind::List(start, items) if !items.is_empty() => {
                self.block(Block::List { start, items });
            }
            Kind::Item => {
                if let Some(Frame {
                    kind: Kind::List(_, items),
                    ..
                }) = self.frames.last_mut()
                    && !frame.blocks.is_empty()
                {
                    items.push(frame.blocks);
                }
            }
            Kind::Note(label) => {
                let body = Body {
                    printed: frame.printed,
                    blocks: frame.blocks,
                    at: self.span(frame.range),
                };
                self.matter.define(&label, body);
            }
            _ => {}
        }
    }

    fn block(&mut self, block: Block) {
        if let Some(frame) = self.frames.last_mut() {
            frame.blocks.push(block);
        }
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
        let (printed, made) = leaf.end(self.text, at_head && matches!(frame.kind, Kind::Note(_)));
        frame.printed = printed.or(frame.printed.take());
        match made {
            Made::Nothing => {}
            Made::Block(block) => frame.blocks.push(block),
            Made::EpigraphMark => {
                frame.is_epigraph = matches!(frame.kind, Kind::Quote) && at_head;
            }
            Made::Source(source) if frame.is_epigraph => frame.source = Some(source),
            Made::Source(words) => frame.blocks.push(Block::Paragraph(words)),
        }
    }

    fn push(&mut self, token: Token) {
        self.leaf().push(token);
    }

    fn push_text(&mut self, words: &str, range: Range<usize>) {
        let at = self.span(range);
        self.push(Token::text(words, at));
    }

    /// Takes words, and finds the brackets of spans in them.
    fn text(&mut self, words: &str, range: Range<usize>) {
        let before = std::mem::replace(&mut self.last, range.end);
        if self.leaf().is_code {
            return self.code(words, range);
        }
        if words != &self.text[range.clone()] {
            if range.start >= self.done && self.ends.holding(range.start).is_none() {
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
            let is_literal = at == range.start && first_is_escaped;
            let from = at + usize::from(is_literal);
            let bracket = text.as_bytes()[from..range.end]
                .iter()
                .position(|b| matches!(b, b'[' | b']'))
                .map_or(range.end, |n| from + n);
            if bracket > at {
                self.words(at..bracket, from);
            }
            at = bracket;
            if at < range.end {
                at = self.bracket(at);
            }
        }
        self.done = at;
    }

    /// Takes words without brackets, and finds what is raised (`^2^`) or lowered (`~2~`) in them, from byte `from` on.
    fn words(&mut self, range: Range<usize>, mut from: usize) {
        let text = self.text;
        let mut done = range.start;
        while let Some(sign) = text[from..range.end].find(['^', '~']) {
            let open = from + sign;
            from = open + 1;
            let Some(inner) = shifted(&text[open..range.end]) else {
                continue;
            };
            if open > done {
                self.push_text(&text[done..open], done..open);
            }
            let within = from..from + inner.len();
            let words = Inline::Text {
                text: inner.into(),
                at: self.span(within.clone()),
            };
            let is_raised = text[open..].starts_with('^');
            self.push(Token::Inline(match is_raised {
                true => Inline::Raised(vec![words]),
                false => Inline::Lowered(vec![words]),
            }));
            done = within.end + 1;
            from = done;
        }
        if range.end > done {
            self.push_text(&text[done..range.end], done..range.end);
        }
    }

    /// Takes the bracket at a byte; gives the byte after it.
    fn bracket(&mut self, at: usize) -> usize {
        let span = self.span(at..at + 1);
        if self.text[at..].starts_with(']') {
            let token = match self.ends.at(at) {
                Some((_, attributes)) => Token::Span(attributes.clone()),
                None => Token::Close(span),
            };
            self.push(token);
        } else if let Some(label) = call_label(&self.text[at..]) {
            let end = at + label.len() + 3;
            let note = self.matter.call(label);
            let at = self.span(at..end);
            self.push(Token::Inline(Inline::Call { note, at }));
            return end;
        } else {
            self.push(Token::Open(span));
        }
        at + 1
    }

    fn code(&mut self, words: &str, range: Range<usize>) {
        for (i, line) in words.trim_end_matches('\n').split('\n').enumerate() {
            if i > 0 || self.leaf().has_words() {
                self.push(Token::Inline(Inline::Break));
            }
            self.push_text(line.trim(), range.clone());
        }
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        let tag = html.trim().to_ascii_lowercase();
        if matches!(tag.as_str(), "<br>" | "<br/>" | "<br />") {
            self.push(Token::Inline(Inline::Break));
        } else if !tag.is_empty() && !tag.starts_with("<!--") {
            let message = "raw HTML is left out: a book has no place for it";
            self.warn("markdown-html", message, range);
        }
    }

    fn warn(&mut self, code: &'static str, message: impl Into<String>, range: Range<usize>) {
        let place = Place::Source(self.span(range));
        self.warnings
            .push(Diagnostic::warning(code, message).at(place));
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span {
            source: self.index,
            start: range.start as u32,
            end: range.end as u32,
        }
    }
}

/// The words between the circumflexes or tildes that a text begins with.
fn shifted(text: &str) -> Option<&str> {
    let sign = text.chars().next()?;
    let inner = &text[1..1 + text[1..].find(sign)?];
    class::is_shifted(inner).then_some(inner)
}

/// The label of the call that a text begins with. The parser leaves a call as text when it has no note, but also when
/// another bracket follows.
fn call_label(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("[^")?;
    let end = rest.bytes().take(100).position(|b| b == b']')?;
    let label = &rest[..end];
    let is_label = !label.is_empty() && !label.contains(['[', '\\']);
    (is_label && !label.contains(char::is_whitespace)).then_some(label)
}
