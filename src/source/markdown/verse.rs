//! Lines of verse. In: the tokens of a paragraph whose lines begin with bars. Out: its [`Line`]s, each with its indent.

use super::inlines::Token;
use crate::book::Inline;

/// A line of verse as it is read: its blanks of indent and its tokens.
pub(super) type Line = (usize, Vec<Token>);

/// Parts the tokens of a paragraph that begins with a bar into lines of verse. A line without bar goes on with the
/// line before it.
pub(super) fn verse_lines(tokens: Vec<Token>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut at_line_start = true;
    for mut token in tokens {
        if matches!(token, Token::Line | Token::Inline(Inline::Break)) {
            at_line_start = true;
            continue;
        }
        if std::mem::take(&mut at_line_start) {
            if let Some(indent) = take_bar(&mut token) {
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
fn take_bar(token: &mut Token) -> Option<usize> {
    if !token.is_bar() {
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
