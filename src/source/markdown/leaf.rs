//! A paragraph or heading being read. In: tokens, and where emphasis and links begin and end. Out: a block.

use super::class;
use super::inlines::{Line, Token, resolve, trim, verse_lines};
use crate::book::{Block, Inline, VerseLine};

/// Emphases and links inside one another: deeper ones are dissolved.
const MAX_DEPTH: usize = 12;
/// Blanks that make one step of indent in verse.
const STEP: usize = 2;

/// An inline that holds others.
pub(super) enum Wrap {
    Emphasis,
    Strong,
    Link(String),
    /// A picture: its words are kept, it is not.
    Nothing,
}

/// What a leaf turned out to be.
pub(super) enum Made {
    Nothing,
    Block(Block),
    /// The paragraph that says that its quotation is an epigraph.
    EpigraphMark,
    /// The source of an epigraph.
    Source(Vec<Inline>),
}

/// A paragraph or heading being read.
pub(super) struct Leaf {
    level: Option<u8>,
    /// Whether its text is to be taken as it is.
    pub(super) is_code: bool,
    /// What holds the tokens: the leaf itself, then each open emphasis or link.
    open: Vec<(Wrap, Vec<Token>)>,
    /// Emphases and links that are open but too deep to keep.
    too_deep: usize,
}

impl Leaf {
    pub(super) fn paragraph() -> Leaf {
        Leaf {
            level: None,
            is_code: false,
            open: vec![(Wrap::Nothing, Vec::new())],
            too_deep: 0,
        }
    }

    pub(super) fn heading(level: u8) -> Leaf {
        Leaf {
            level: Some(level),
            ..Leaf::paragraph()
        }
    }

    pub(super) fn code() -> Leaf {
        Leaf {
            is_code: true,
            ..Leaf::paragraph()
        }
    }

    pub(super) fn has_words(&self) -> bool {
        self.open.iter().any(|(_, tokens)| !tokens.is_empty())
    }

    pub(super) fn push(&mut self, token: Token) {
        if let Some((_, tokens)) = self.open.last_mut() {
            tokens.push(token);
        }
    }

    pub(super) fn open(&mut self, wrap: Wrap) {
        if self.open.len() > MAX_DEPTH {
            self.too_deep += 1;
        } else {
            self.open.push((wrap, Vec::new()));
        }
    }

    pub(super) fn close(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if self.open.len() > 1
            && let Some((wrap, tokens)) = self.open.pop()
        {
            let text = resolve(tokens);
            match wrap {
                Wrap::Emphasis => self.push(Token::Inline(Inline::Emphasis(text))),
                Wrap::Strong => self.push(Token::Inline(Inline::Strong(text))),
                Wrap::Link(to) => self.push(Token::Inline(Inline::Link { to, text })),
                Wrap::Nothing => text.into_iter().for_each(|i| self.push(Token::Inline(i))),
            }
        }
    }

    /// The block it makes. At the head of a note, first the printed number that the note names.
    pub(super) fn end(mut self, source: &str, heads_note: bool) -> (Option<String>, Made) {
        while self.open.len() > 1 {
            self.close();
        }
        let mut tokens = self.open.swap_remove(0).1;
        let mut printed = None;
        if let (true, [Token::Open(_), Token::Span(span), ..]) = (heads_note, tokens.as_slice())
            && span.class == class::PRINTED
        {
            printed = Some(span.title.clone());
            tokens.drain(..2);
        }
        (printed, made(self.level, tokens, source))
    }
}

fn made(level: Option<u8>, tokens: Vec<Token>, source: &str) -> Made {
    if level.is_none() {
        if tokens.first().is_some_and(|t| t.is_bar(source)) {
            return verse(verse_lines(tokens, source));
        }
        if let Some(class) = sole_class(&tokens) {
            return special(class, tokens);
        }
    }
    let mut text = resolve(tokens);
    trim(&mut text);
    match level {
        _ if text.is_empty() => Made::Nothing,
        Some(level) => Made::Block(Block::Heading { level, text }),
        None => Made::Block(Block::Paragraph(text)),
    }
}

/// The class of the one span that makes up a paragraph, if it is one that says what the paragraph is.
fn sole_class(tokens: &[Token]) -> Option<&'static str> {
    let [Token::Open(_), inner @ .., Token::Span(attributes)] = tokens else {
        return None;
    };
    let mut depth = 1;
    for token in inner {
        depth += match token {
            Token::Open(_) => 1,
            Token::Close(_) | Token::Span(_) => -1,
            _ => 0,
        };
        if depth == 0 {
            return None;
        }
    }
    [class::ORNAMENT, class::EPIGRAPH, class::SOURCE]
        .into_iter()
        .find(|class| attributes.class == *class)
}

fn special(class: &str, mut tokens: Vec<Token>) -> Made {
    tokens.pop();
    tokens.remove(0);
    let mut words = resolve(tokens);
    trim(&mut words);
    match class {
        class::ORNAMENT => Made::Block(Block::Ornament(crate::book::words(&words))),
        class::EPIGRAPH if words.is_empty() => Made::EpigraphMark,
        class::SOURCE => Made::Source(words),
        _ => Made::Block(Block::Paragraph(words)),
    }
}

/// Verse: lines without words part the stanzas.
fn verse(lines: Vec<Line>) -> Made {
    let mut stanzas: Vec<Vec<VerseLine>> = vec![Vec::new()];
    for (blanks, tokens) in lines {
        let mut text = resolve(tokens);
        trim(&mut text);
        let indent = u8::try_from(blanks / STEP).unwrap_or(u8::MAX);
        if text.is_empty() {
            stanzas.push(Vec::new());
        } else if let Some(stanza) = stanzas.last_mut() {
            stanza.push(VerseLine { indent, text });
        }
    }
    stanzas.retain(|stanza| !stanza.is_empty());
    if stanzas.is_empty() {
        Made::Nothing
    } else {
        Made::Block(Block::Verse(stanzas))
    }
}
