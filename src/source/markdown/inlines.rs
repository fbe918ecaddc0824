//! From tokens to inlines. In: the tokens of one leaf or of one emphasis, in order. Out: inlines, with the bracketed
//! spans resolved, blanks in order and neighbouring texts joined.

use super::attributes::Attributes;
use super::class;
use crate::book::Inline;
use crate::source::Span;

/// Brackets inside brackets: deeper ones lose their class, not their words.
const MAX_DEPTH: usize = 16;

/// What a leaf is made of.
#[derive(Debug)]
pub(super) enum Token {
    /// Anything settled.
    Inline(Inline),
    /// A line end of the source: a blank, but in verse a line end.
    Line,
    /// `[`, not escaped.
    Open(Span),
    /// `]` without attributes.
    Close(Span),
    /// `]{…}`.
    Span(Attributes),
}

impl Token {
    /// Words.
    pub(super) fn text(words: &str, at: Span) -> Token {
        Token::Inline(text(words, at))
    }

    /// Whether this is the bar at the head of a line of verse: not escaped, and a blank or nothing after it.
    pub(super) fn is_bar(&self, source: &str) -> bool {
        let Token::Inline(Inline::Text { text, at }) = self else {
            return false;
        };
        let rest = text.strip_prefix('|');
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            && !source[..at.start as usize].ends_with('\\')
    }
}

/// The inlines of some tokens.
pub(super) fn resolve(tokens: Vec<Token>) -> Vec<Inline> {
    let mut levels: Vec<(Option<Span>, Vec<Inline>)> = vec![(None, Vec::new())];
    for token in tokens {
        let deep = levels.len() > MAX_DEPTH;
        let top = levels.len() - 1;
        match token {
            Token::Inline(inline) => levels[top].1.push(inline),
            Token::Line => levels[top].1.push(blank()),
            Token::Open(at) => levels.push((Some(at), Vec::new())),
            Token::Close(at) => {
                let inner = close(&mut levels);
                let top = levels.len() - 1;
                levels[top].1.extend(inner);
                levels[top].1.push(text("]", at));
            }
            Token::Span(attributes) => {
                let opened = levels.len() > 1;
                let inner = levels.pop().map(|(_, inner)| inner).unwrap_or_default();
                if !opened {
                    levels.push((None, inner));
                } else if let Some((_, outer)) = levels.last_mut() {
                    apply(outer, inner, &attributes, deep);
                }
            }
        }
    }
    while levels.len() > 1 {
        let inner = close(&mut levels);
        let top = levels.len() - 1;
        levels[top].1.extend(inner);
    }
    tidy(levels.pop().map(|(_, inlines)| inlines).unwrap_or_default())
}

/// Ends the innermost bracket as a mere character: its `[` and what came after, or nothing at the outermost level.
fn close(levels: &mut Vec<(Option<Span>, Vec<Inline>)>) -> Vec<Inline> {
    if levels.len() < 2 {
        return Vec::new();
    }
    let (at, inner) = levels.pop().unwrap_or_default();
    let bracket = at.map(|at| text("[", at));
    bracket.into_iter().chain(inner).collect()
}

/// Puts what a span says into the level around it.
fn apply(outer: &mut Vec<Inline>, inner: Vec<Inline>, attributes: &Attributes, deep: bool) {
    let label = || attributes.title.clone();
    match attributes.class.as_str() {
        class::PAGE => outer.push(Inline::PageTurn { label: label() }),
        class::BREAK => outer.push(Inline::Break),
        class::EMPHASIS if !deep => outer.push(Inline::Emphasis(tidy(inner))),
        class::STRONG if !deep => outer.push(Inline::Strong(tidy(inner))),
        class::SMALL_CAPITALS if !deep => outer.push(Inline::SmallCapitals(tidy(inner))),
        class::RAISED if !deep => outer.push(Inline::Raised(tidy(inner))),
        class::LOWERED if !deep => outer.push(Inline::Lowered(tidy(inner))),
        _ => outer.extend(inner),
    }
}

fn text(text: &str, at: Span) -> Inline {
    Inline::Text {
        text: text.into(),
        at,
    }
}

/// A blank that stands for a line end; its place is that of the text before it.
fn blank() -> Inline {
    let nowhere = Span {
        source: u16::MAX,
        start: 0,
        end: 0,
    };
    text(" ", nowhere)
}

/// Joins neighbouring texts, makes runs of blanks one, and takes blanks off around forced line ends.
pub(super) fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let (words, span) = match inline {
            Inline::Text { text, at } => (text, at),
            Inline::Break => {
                trim_end(&mut out);
                if !matches!(out.last(), Some(Inline::Break)) {
                    out.push(Inline::Break);
                }
                continue;
            }
            other => {
                out.push(other);
                continue;
            }
        };
        let after_break = matches!(out.last(), Some(Inline::Break));
        if let Some(Inline::Text { text, at }) = out.last_mut() {
            push_words(text, &words);
            if at.source == u16::MAX {
                *at = span;
            } else if at.source == span.source {
                *at = at.joined(span);
            }
        } else {
            let mut text = String::new();
            push_words(
                &mut text,
                if after_break {
                    words.trim_start_matches(BLANK)
                } else {
                    &words
                },
            );
            if !text.is_empty() {
                out.push(Inline::Text { text, at: span });
            }
        }
    }
    out
}

const BLANK: [char; 2] = [' ', '\t'];

fn push_words(out: &mut String, words: &str) {
    for c in words.chars() {
        let is_blank = BLANK.contains(&c);
        if !is_blank {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
}

/// Takes blanks and forced line ends off both ends of a leaf or an emphasis.
pub(super) fn trim(inlines: &mut Vec<Inline>) {
    let mut edge = 0;
    for inline in inlines.iter_mut() {
        if let Inline::Text { text, .. } = inline {
            *text = text.trim_start_matches(BLANK).into();
        }
        match inline {
            Inline::Text { text, .. } if text.is_empty() => edge += 1,
            Inline::Break => edge += 1,
            _ => break,
        }
    }
    inlines.drain(..edge);
    trim_end(inlines);
    while let Some(Inline::Break) = inlines.last() {
        inlines.pop();
        trim_end(inlines);
    }
}

fn trim_end(inlines: &mut Vec<Inline>) {
    if let Some(Inline::Text { text, .. }) = inlines.last_mut() {
        text.truncate(text.trim_end_matches(BLANK).len());
        if text.is_empty() {
            inlines.pop();
        }
    }
}

/// A line of verse as it is read: its blanks of indent and its tokens.
pub(super) type Line = (usize, Vec<Token>);

/// Parts the tokens of a paragraph that begins with a bar into lines of verse. A line without bar goes on with the
/// line before it.
pub(super) fn verse_lines(tokens: Vec<Token>, text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut at_line_start = true;
    for mut token in tokens {
        if matches!(token, Token::Line | Token::Inline(Inline::Break)) {
            at_line_start = true;
            continue;
        }
        if std::mem::take(&mut at_line_start) {
            if let Some(indent) = take_bar(&mut token, text) {
                lines.push((indent, Vec::new()));
            } else if let Some((_, line)) = lines.last_mut() {
                line.push(Token::Line);
            }
        }
        if let Some((_, line)) = lines.last_mut() {
            line.push(token);
        }
    }
    lines
}

/// Takes the bar and the blanks after it off a line's first token; gives the number of blanks past the first.
fn take_bar(token: &mut Token, source: &str) -> Option<usize> {
    if !token.is_bar(source) {
        return None;
    }
    let Token::Inline(Inline::Text { text, at }) = token else {
        return None;
    };
    let words = text[1..].trim_start_matches(' ');
    let blanks = text.len() - 1 - words.len();
    at.start = (at.start + 1 + blanks as u32).min(at.end);
    *text = words.into();
    Some(blanks.saturating_sub(1))
}
