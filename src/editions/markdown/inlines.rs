//! Inlines as Markdown. In: inlines. Out: a line, or several where a line end is forced.

use super::escape;
use crate::book::Inline;
use crate::source::markdown::class;
use unicode_normalization::char::is_combining_mark;

/// A paragraph; its forced line ends are two blanks and a line end.
pub(super) fn paragraph(text: &[Inline]) -> String {
    written(text, Place::Paragraph)
}

/// A heading or a line of verse, in which forced line ends are spans.
pub(super) fn one_line(text: &[Inline]) -> String {
    written(text, Place::OneLine)
}

/// `[words]{.class title="…"}`; the words as Markdown.
pub(super) fn span(words: &str, class: &str, title: Option<&str>) -> String {
    match title {
        Some(title) => format!("[{words}]{{.{class} title=\"{}\"}}", escape::value(title)),
        None => format!("[{words}]{{.{class}}}"),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Paragraph,
    OneLine,
    /// Inside emphasis or a link: no block begins here.
    Inside(bool),
}

impl Place {
    fn is_one_line(self) -> bool {
        matches!(self, Place::OneLine | Place::Inside(true))
    }
}

fn written(text: &[Inline], place: Place) -> String {
    let mut out = String::new();
    inlines(&mut out, text, place);
    out
}

fn inlines(out: &mut String, text: &[Inline], place: Place) {
    for (i, inline) in text.iter().enumerate() {
        match inline {
            Inline::Text { text, .. } => words(out, text, place),
            Inline::Emphasis(inner) => {
                let next = text.get(i + 1).map(first_sign);
                emphasis(out, inner, ("*", class::EMPHASIS), next, place);
            }
            Inline::Strong(inner) => {
                let next = text.get(i + 1).map(first_sign);
                emphasis(out, inner, ("**", class::STRONG), next, place);
            }
            Inline::SmallCapitals(inner) => {
                out.push_str(&span(&inside(inner, place), class::SMALL_CAPITALS, None));
            }
            Inline::Raised(inner) => shifted(out, inner, ('^', class::RAISED), place),
            Inline::Lowered(inner) => shifted(out, inner, ('~', class::LOWERED), place),
            Inline::Link { to, text } => {
                let inner = inside(text, place);
                out.push_str(&format!("[{inner}]({})", escape::address(to)));
            }
            Inline::Call { note, .. } => out.push_str(&format!("[^{}]", note.0 + 1)),
            Inline::PageTurn { label } => out.push_str(&span("", class::PAGE, Some(label))),
            Inline::Break if place.is_one_line() => {
                out.push_str(&format!(" {} ", span("", class::BREAK, None)));
            }
            Inline::Break => out.push_str("  \n"),
        }
    }
}

fn words(out: &mut String, text: &str, place: Place) {
    if matches!(place, Place::Inside(_)) && out.is_empty() {
        out.push_str(&escape::words(text));
    } else {
        escape::push(out, text, place.is_one_line());
    }
}

fn inside(text: &[Inline], place: Place) -> String {
    written(text, Place::Inside(place.is_one_line()))
}

/// Asterisks where every reader takes them for emphasis, else a span with a class.
fn emphasis(
    out: &mut String,
    inner: &[Inline],
    (sign, class): (&str, &str),
    next: Option<char>,
    place: Place,
) {
    let is_outermost = !matches!(place, Place::Inside(_));
    let inner = inside(inner, place);
    if is_outermost && asterisks_hold(out.chars().next_back(), &inner, next) {
        out.push_str(&format!("{sign}{inner}{sign}"));
    } else {
        out.push_str(&span(&inner, class, None));
    }
}

/// Circumflexes or tildes around a word, where nothing beside them means something with them; else a span with a class.
fn shifted(out: &mut String, inner: &[Inline], (sign, class): (char, &str), place: Place) {
    let is_bare = match inner {
        [Inline::Text { text, .. }] => class::is_shifted(text),
        _ => false,
    };
    let is_free = out.ends_with(|c: char| !"^~[".contains(c));
    if is_bare && is_free {
        out.extend([sign]);
        inlines(out, inner, place);
        out.extend([sign]);
    } else {
        out.push_str(&span(&inside(inner, place), class, None));
    }
}

/// Whether asterisks around these words are flanking (CommonMark 0.31, 6.2) with a margin: nothing unusual at their edges.
fn asterisks_hold(before: Option<char>, inner: &str, after: Option<char>) -> bool {
    let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else {
        return false;
    };
    let is_edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_punctuation(c));
    let holds = |edge: char, beyond: Option<char>| {
        !edge.is_whitespace()
            && beyond != Some('*')
            && (is_letter(edge) || is_punctuation(edge) && is_edge(beyond))
    };
    !matches!((first, last), ('*', _) | (_, '*')) && holds(first, before) && holds(last, after)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Signs that every reader takes for punctuation.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || "“”‘’„‚«»‹›–—…".contains(c)
}

/// The sign that an inline begins with, as Markdown.
fn first_sign(inline: &Inline) -> char {
    match inline {
        Inline::Text { text, .. } => {
            let head: String = text.chars().take(2).collect();
            escape::words(&head).chars().next().unwrap_or(' ')
        }
        Inline::Emphasis(_) | Inline::Strong(_) => '*',
        Inline::Raised(_) => '^',
        Inline::Lowered(_) => '~',
        Inline::Call { .. }
        | Inline::PageTurn { .. }
        | Inline::Link { .. }
        | Inline::SmallCapitals(_) => '[',
        Inline::Break => ' ',
    }
}
