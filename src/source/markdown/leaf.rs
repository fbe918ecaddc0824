//! A paragraph or heading being read. In: tokens, and where emphasis and links begin and end. Out: a block.

use super::class;
use super::inlines::{InnerNote, Kind, Sign, Token, resolve, trim};
use super::verse::{Line, verse_lines};
use crate::book::{self, Block, Inline, Picture, VerseLine};

/// Emphases and links inside one another: deeper ones are dissolved.
const MAX_DEPTH: usize = 12;
/// Blanks that make one step of indent in verse.
const STEP: usize = 2;

/// An inline that holds others.
pub(super) enum Wrap {
    Emphasis,
    Strong,
    Link(String),
    /// A picture; what it holds is its caption.
    Picture(Picture),
    /// The leaf itself.
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
    /// The language of all its words, where it is another.
    pub(super) language: Option<String>,
    /// What holds the tokens: the leaf itself, then each open emphasis or link.
    open: Vec<(Wrap, Vec<Token>)>,
    /// Emphases and links that are open but too deep to keep.
    too_deep: usize,
    /// The notes that stand in it.
    notes: Vec<InnerNote>,
}

/// A paragraph or heading that was read.
pub(super) struct Ended {
    /// At the head of a note: the printed number that the note names.
    pub(super) printed: Option<String>,
    pub(super) made: Made,
    /// The notes that stand in it.
    pub(super) notes: Vec<InnerNote>,
    /// Names of places that found no words here.
    pub(super) anchors: Vec<String>,
}

impl Leaf {
    pub(super) fn paragraph() -> Leaf {
        Leaf {
            level: None,
            language: None,
            open: vec![(Wrap::Nothing, Vec::new())],
            too_deep: 0,
            notes: Vec::new(),
        }
    }

    pub(super) fn heading(level: u8) -> Leaf {
        Leaf {
            level: Some(level),
            ..Leaf::paragraph()
        }
    }

    pub(super) fn push(&mut self, token: Token) {
        if let Some((_, tokens)) = self.open.last_mut() {
            tokens.push(token);
        }
    }

    /// Takes back the circumflex that the last token is.
    pub(super) fn take_back_sign(&mut self) {
        if let Some((_, tokens)) = self.open.last_mut() {
            let raises = |sign: &Sign| sign.kind == Kind::Raises && !sign.is_tag;
            tokens.pop_if(|token| matches!(token, Token::Sign(sign) if raises(sign)));
        }
    }

    /// Opens something; false where it is too deep to keep.
    pub(super) fn open(&mut self, wrap: Wrap) -> bool {
        let is_kept = self.open.len() <= MAX_DEPTH;
        if is_kept {
            self.open.push((wrap, Vec::new()));
        } else {
            self.too_deep += 1;
        }
        is_kept
    }

    /// The picture that ended last, to say more of it.
    pub(super) fn last_picture(&mut self) -> Option<&mut Picture> {
        match self.open.last_mut()?.1.last_mut()? {
            Token::Picture(picture, _) => Some(picture),
            _ => None,
        }
    }

    /// Makes a reference to a page of the link to a place in the book that ended last; false where none did.
    pub(super) fn refer_to_page(&mut self) -> bool {
        let last = self
            .open
            .last_mut()
            .and_then(|(_, tokens)| tokens.last_mut());
        let Some(Token::Inline(link @ Inline::Link { .. })) = last else {
            return false;
        };
        let is_inside = matches!(link, Inline::Link { to, .. } if to.starts_with('#'));
        if is_inside {
            let text = vec![std::mem::replace(link, Inline::Break)];
            let classes = vec![class::PAGE_REFERENCE.into()];
            let of = book::Attributes {
                classes,
                ..book::Attributes::default()
            };
            *link = Inline::Span { of, text };
        }
        is_inside
    }

    /// Gives the picture that ended last a name.
    pub(super) fn name_picture(&mut self, id: String) {
        if let Some((_, tokens)) = self.open.last_mut()
            && let Some(Token::Picture(_, caption)) = tokens.last_mut()
        {
            caption.insert(0, Inline::Anchor(id));
        }
    }

    pub(super) fn close(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if self.open.len() > 1
            && let Some((wrap, tokens)) = self.open.pop()
        {
            let mut text = resolve(tokens, &mut self.notes);
            match wrap {
                // Of the signs in attributes, which are no words.
                Wrap::Emphasis | Wrap::Strong if text.is_empty() => {}
                Wrap::Emphasis => self.push(Token::Inline(Inline::Emphasis(text))),
                Wrap::Strong => self.push(Token::Inline(Inline::Strong(text))),
                Wrap::Link(to) => self.push(Token::Inline(Inline::Link { to, text })),
                Wrap::Picture(picture) => {
                    trim(&mut text);
                    self.push(Token::Picture(picture, text));
                }
                Wrap::Nothing => text.into_iter().for_each(|i| self.push(Token::Inline(i))),
            }
        }
    }

    /// Its words, and the notes in them: a cell of a table is never anything else.
    pub(super) fn words(mut self, anchors: Vec<String>) -> (Vec<Inline>, Vec<InnerNote>) {
        while self.open.len() > 1 {
            self.close();
        }
        let tokens = self.open.swap_remove(0).1;
        let mut text = resolve(tokens, &mut self.notes);
        trim(&mut text);
        text.splice(0..0, anchors.into_iter().map(Inline::Anchor));
        (text, self.notes)
    }

    /// Whether it begins as the words do that name a table: `Table: …` or `: …`.
    pub(super) fn is_caption(&self) -> bool {
        let Some((_, tokens)) = self.open.first().filter(|_| self.level.is_none()) else {
            return false;
        };
        let Some(Token::Inline(Inline::Text { text, .. })) = tokens.first() else {
            return false;
        };
        ["Table:", "table:", ": "]
            .iter()
            .any(|sign| text.starts_with(sign))
    }

    /// The block it makes. In a division of verse each line is one of verse.
    pub(super) fn end(
        mut self,
        heads_note: bool,
        is_verse: bool,
        mut anchors: Vec<String>,
    ) -> Ended {
        while self.open.len() > 1 {
            self.close();
        }
        let mut tokens = self.open.swap_remove(0).1;
        let mut printed = None;
        if let (true, [Token::Open(_), Token::Span(span), ..]) = (heads_note, tokens.as_slice())
            && span.is(class::PRINTED)
        {
            printed = Some(span.title.clone());
            tokens.drain(..2);
        }
        let mut made = match (self.level, is_verse) {
            (None, true) => verse(lines(tokens), &mut self.notes),
            (level, _) => made(level, tokens, &mut self.notes),
        };
        if let Made::Block(block) = &mut made {
            settle(block, &mut anchors, self.language);
        }
        Ended {
            printed,
            made,
            notes: self.notes,
            anchors,
        }
    }
}

/// Gives the first words of a block the names of places that wait for them, and a heading its language.
fn settle(block: &mut Block, anchors: &mut Vec<String>, language: Option<String>) {
    book::change_inlines(std::slice::from_mut(block), &mut |text| {
        if let Some(language) = &language {
            let of = book::Attributes {
                language: Some(language.clone()),
                ..book::Attributes::default()
            };
            let inner = std::mem::take(text);
            text.push(Inline::Span { of, text: inner });
        }
        text.splice(0..0, anchors.drain(..).map(Inline::Anchor));
    });
}

/// The lines of a stanza that stands in a division of verse: a blank and more before words is an indent only where it is
/// a fixed one.
fn lines(tokens: Vec<Token>) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![(0, Vec::new())];
    for token in tokens {
        match token {
            Token::Line | Token::Inline(Inline::Break) => lines.push((0, Vec::new())),
            token => {
                if let Some((_, line)) = lines.last_mut() {
                    line.push(token);
                }
            }
        }
    }
    lines
}

fn made(level: Option<u8>, mut tokens: Vec<Token>, notes: &mut Vec<InnerNote>) -> Made {
    if level.is_none() {
        if tokens.first().is_some_and(|t| t.is_bar()) {
            return verse(verse_lines(tokens), notes);
        }
        if let Some(class) = sole_class(&tokens) {
            return special(class, tokens, notes);
        }
        match figure(tokens) {
            Ok(figure) => return Made::Block(figure),
            Err(words) => tokens = words,
        }
    }
    let mut text = resolve(tokens, notes);
    trim(&mut text);
    match level {
        _ if text.is_empty() => Made::Nothing,
        Some(level) => Made::Block(Block::Heading { level, text }),
        None => Made::Block(Block::Paragraph(text)),
    }
}

/// A picture alone in its paragraph, which what else it holds is the caption of.
fn figure(mut tokens: Vec<Token>) -> Result<Block, Vec<Token>> {
    match (tokens.pop(), tokens.is_empty()) {
        (Some(Token::Picture(picture, caption)), true) => Ok(Block::Picture { picture, caption }),
        (last, _) => {
            tokens.extend(last);
            Err(tokens)
        }
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
            Token::Open(_) | Token::Note(..) => 1,
            Token::Close(_) | Token::Span(_) => -1,
            Token::Inline(_) | Token::Picture(..) | Token::Line | Token::Sign(_) => 0,
        };
        if depth == 0 {
            return None;
        }
    }
    [class::ORNAMENT, class::EPIGRAPH, class::SOURCE]
        .into_iter()
        .find(|class| attributes.is(class))
}

fn special(class: &str, mut tokens: Vec<Token>, notes: &mut Vec<InnerNote>) -> Made {
    tokens.pop();
    tokens.remove(0);
    let mut words = resolve(tokens, notes);
    trim(&mut words);
    match class {
        class::ORNAMENT => Made::Block(Block::Ornament(crate::book::words(&words))),
        class::EPIGRAPH if words.is_empty() => Made::EpigraphMark,
        class::SOURCE => Made::Source(words),
        _ => Made::Block(Block::Paragraph(words)),
    }
}

/// Verse: lines without words part the stanzas.
fn verse(lines: Vec<Line>, notes: &mut Vec<InnerNote>) -> Made {
    let mut stanzas: Vec<Vec<VerseLine>> = vec![Vec::new()];
    for (blanks, tokens) in lines {
        let mut text = resolve(tokens, notes);
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
