//! Inlines as Markdown. In: inlines. Out: a line, or several where a line end is forced.

use super::escape;
use crate::book::{Attributes, Inline, Picture, Width};
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

/// A heading; the name of its place, if it begins with it, stands behind its words.
pub(super) fn heading(text: &[Inline]) -> String {
    match text {
        [Inline::Anchor(name), rest @ ..] if has_clean_edges(rest) => {
            format!("{} {{#{name}}}", one_line(rest))
        }
        text => one_line(text),
    }
}

/// Whether words begin and end so that attributes may stand behind them.
fn has_clean_edges(text: &[Inline]) -> bool {
    let is_clean = |inline: Option<&Inline>| match inline {
        Some(Inline::Text { text, .. }) => !text.starts_with(' ') && !text.ends_with(' '),
        _ => false,
    };
    is_clean(text.first()) && is_clean(text.last())
}

/// `[words]{.class title="…"}`; the words as Markdown.
pub(super) fn span(words: &str, class: &str, title: Option<&str>) -> String {
    match title {
        Some(title) => format!("[{words}]{{.{class} title=\"{}\"}}", escape::value(title)),
        None => format!("[{words}]{{.{class}}}"),
    }
}

/// A picture alone in its paragraph, with its caption.
pub(super) fn figure(picture: &Picture, caption: &[Inline]) -> String {
    let alt = Some(picture.alt.as_str()).filter(|alt| !alt.is_empty());
    pictured(&written(caption, Place::Inside(true)), picture, alt)
}

/// `![words](file){width=50%}`.
fn pictured(words: &str, picture: &Picture, alt: Option<&str>) -> String {
    let alt = alt.map(|alt| format!("alt=\"{}\"", escape::value(alt)));
    let width = picture.width.map(|width| match width {
        Width::Percent(percent) => format!("width={percent}%"),
        Width::TenthMm(tenths) if tenths % 10 == 0 => format!("width={}mm", tenths / 10),
        Width::TenthMm(tenths) => format!("width={}.{}mm", tenths / 10, tenths % 10),
    });
    let placement = picture.placement.name();
    let placement = placement.map(|name| format!("placement={name}"));
    let items: Vec<String> = alt.into_iter().chain(width).chain(placement).collect();
    let braces = match items.is_empty() {
        true => String::new(),
        false => format!("{{{}}}", items.join(" ")),
    };
    format!("![{words}]({}){braces}", escape::address(&picture.to))
}

/// `{.class lang=tag}`.
pub(super) fn braces(of: &Attributes) -> String {
    let classes = of.classes.iter().map(|class| format!(".{class}"));
    let language = of.language.iter().map(|tag| format!("lang={tag}"));
    let items: Vec<String> = classes.chain(language).collect();
    format!("{{{}}}", items.join(" "))
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
            Inline::Raised(inner) => {
                let next = text.get(i + 1).map(first_sign);
                shifted(out, inner, ('^', class::RAISED), next, place);
            }
            Inline::Lowered(inner) => {
                let next = text.get(i + 1).map(first_sign);
                shifted(out, inner, ('~', class::LOWERED), next, place);
            }
            Inline::Struck(inner) => {
                let next = text.get(i + 1).map(first_sign);
                emphasis(out, inner, ("~~", class::STRUCK), next, place);
            }
            Inline::Span { of, text } => {
                let inner = inside(text, place);
                out.push_str(&format!("[{inner}]{}", braces(of)));
            }
            Inline::Typewriter(inner) => typewriter(out, inner, place),
            Inline::Picture(picture) => {
                out.push_str(&pictured(&escape::words(&picture.alt), picture, None))
            }
            Inline::Anchor(name) => out.push_str(&format!("[]{{#{name}}}")),
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

/// Signs where every reader takes them for what they are, else a span with a class.
fn emphasis(
    out: &mut String,
    inner: &[Inline],
    (sign, class): (&str, &str),
    next: Option<char>,
    place: Place,
) {
    let is_outermost = !matches!(place, Place::Inside(_));
    let inner = inside(inner, place);
    let c = sign.chars().next().unwrap_or('*');
    if is_outermost && signs_hold(c, out.chars().next_back(), &inner, next) {
        out.push_str(&format!("{sign}{inner}{sign}"));
    } else {
        out.push_str(&span(&inner, class, None));
    }
}

/// Words of a machine between grave accents, where they can say nothing else; else a span with a class.
fn typewriter(out: &mut String, inner: &[Inline], place: Place) {
    let bare = match inner {
        [Inline::Text { text, .. }] => Some(text),
        _ => None,
    };
    let is_bare = |text: &&String| {
        let is_edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c == '`');
        // Within brackets at a paragraph's head `]:` would define a link.
        !text.contains(['`', '\n'])
            && !text.contains("]:")
            && !is_edge(text.chars().next())
            && !is_edge(text.chars().next_back())
    };
    let is_free = !out.ends_with('`');
    match bare.filter(is_bare).filter(|_| is_free) {
        Some(text) => out.push_str(&format!("`{text}`")),
        None => out.push_str(&span(&inside(inner, place), class::TYPEWRITER, None)),
    }
}

/// Circumflexes or tildes around a word, where nothing beside them means something with them; else a span with a class.
fn shifted(
    out: &mut String,
    inner: &[Inline],
    (sign, class): (char, &str),
    next: Option<char>,
    place: Place,
) {
    let is_bare = match inner {
        [Inline::Text { text, .. }] => class::is_shifted(text),
        _ => false,
    };
    let is_free = out.ends_with(|c: char| !"^~[".contains(c)) && next != Some(sign);
    if is_bare && is_free {
        out.extend([sign]);
        inlines(out, inner, place);
        out.extend([sign]);
    } else {
        out.push_str(&span(&inside(inner, place), class, None));
    }
}

/// Whether signs around these words are flanking (CommonMark 0.31, 6.2) with a margin: nothing unusual at their edges.
fn signs_hold(sign: char, before: Option<char>, inner: &str, after: Option<char>) -> bool {
    let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else {
        return false;
    };
    let is_edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_punctuation(c));
    let holds = |edge: char, beyond: Option<char>| {
        !edge.is_whitespace()
            && beyond != Some(sign)
            && (is_letter(edge) || is_punctuation(edge) && is_edge(beyond))
    };
    first != sign && last != sign && holds(first, before) && holds(last, after)
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
        Inline::Lowered(_) | Inline::Struck(_) => '~',
        Inline::Call { .. }
        | Inline::Span { .. }
        | Inline::Anchor(_)
        | Inline::PageTurn { .. }
        | Inline::Link { .. }
        | Inline::SmallCapitals(_) => '[',
        Inline::Typewriter(_) => '`',
        Inline::Picture(_) => '!',
        Inline::Break => ' ',
    }
}
