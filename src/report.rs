//! Messages for a person or a program. In: [`Diagnostics`] and the files they speak of. Out: text, in one of three
//! forms. Only this file knows annotate-snippets.

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::source::{Position, Source};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;
use std::fmt::Write;
use std::ops::Range;

/// The form of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// With the line of the source and a caret, in colours or not.
    Human {
        /// Whether to use colours.
        colour: bool,
    },
    /// `file:line:column: error: message`, a line each.
    Short,
    /// A JSON object a line.
    Json,
}

/// The files that messages point into.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shelf<'a> {
    /// The sources, by the number in their spans.
    pub sources: &'a [Source],
    /// Other files, such as the manifest, by name.
    pub files: &'a [Source],
}

/// Writes the messages, one after another.
#[must_use]
pub fn render(diagnostics: &Diagnostics, shelf: Shelf<'_>, form: Form) -> String {
    let mut text = String::new();
    for diagnostic in &diagnostics.0 {
        let site = Site::of(diagnostic.at.as_ref(), shelf);
        match form {
            Form::Human { colour } => text.push_str(&human(diagnostic, &site, colour)),
            Form::Short => text.push_str(&short(diagnostic, &site)),
            Form::Json => text.push_str(&json(diagnostic, &site)),
        }
        text.push('\n');
    }
    text
}

/// A place, looked up.
#[derive(Default)]
struct Site<'a> {
    file: Option<String>,
    /// The place, how many characters it covers, and the file that has the line.
    spot: Option<(Position, u32, Option<&'a Source>)>,
    /// Left, top, right and lower edge on its page, in points.
    area: Option<[f64; 4]>,
}

impl<'a> Site<'a> {
    fn of(place: Option<&Place>, shelf: Shelf<'a>) -> Site<'a> {
        match place {
            None => Site::default(),
            Some(Place::Path(path)) => Site {
                file: Some(path.display().to_string()),
                ..Site::default()
            },
            Some(Place::Source(span)) => {
                let Some(source) = shelf.sources.get(span.source as usize) else {
                    return Site::default();
                };
                let text = source.text().get(span.start as usize..span.end as usize);
                let first_line = text.unwrap_or_default().lines().next().unwrap_or_default();
                let length = first_line.chars().count() as u32;
                Site {
                    file: Some(source.name().into()),
                    spot: Some((source.position(span.start), length, Some(source))),
                    area: source.area(*span),
                }
            }
            Some(Place::File {
                path,
                line,
                column,
                length,
            }) => {
                let name = path.display().to_string();
                let file = shelf.files.iter().find(|file| file.name() == name);
                let position = Position::new(*line, *column);
                Site {
                    file: Some(name),
                    spot: Some((position, *length, file)),
                    area: None,
                }
            }
        }
    }
}

/// Lines longer than this, in bytes, are not shown: they are no text a person could look at.
const LONGEST_LINE: usize = 1 << 16;

fn human(diagnostic: &Diagnostic, site: &Site<'_>, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(plain(&diagnostic.message));
    let mut group = Group::with_title(title.id(diagnostic.code));
    match (&site.file, &site.spot) {
        (Some(file), Some((at, length, Some(source))))
            if source.line_at(*at).len() < LONGEST_LINE =>
        {
            let line = source.line_at(*at);
            let snippet = Snippet::source(line)
                .line_start(at.line as usize)
                .path(paged(file, *at))
                .annotation(AnnotationKind::Primary.span(underline(line, at.column, *length)));
            group = group.element(snippet);
        }
        (Some(file), Some((at, ..))) => {
            let origin = Origin::path(paged(file, *at))
                .line(at.line as usize)
                .char_column(at.column as usize);
            group = group.element(origin);
        }
        (Some(file), None) => group = group.element(Origin::path(file.clone())),
        (None, _) => {}
    }
    let hints = diagnostic.hints.iter();
    group = group.elements(hints.map(|hint| Level::HELP.message(plain(hint))));
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.decor_style(DecorStyle::Ascii).render(&[group]) + "\n"
}

/// A file's name, with the page where it has pages.
fn paged(file: &str, at: Position) -> String {
    at.page
        .map_or_else(|| file.into(), |page| format!("{file}: page {page}"))
}

/// The bytes of a line from a column on, so many characters of it, at least one where there is one.
fn underline(line: &str, column: u32, length: u32) -> Range<usize> {
    let mut starts = line
        .char_indices()
        .map(|(at, _)| at)
        .chain(std::iter::once(line.len()));
    let start = starts.nth(column as usize - 1).unwrap_or(line.len());
    let end = starts.nth(length.max(1) as usize - 1);
    start..end.unwrap_or(line.len())
}

fn short(diagnostic: &Diagnostic, site: &Site<'_>) -> String {
    let mut text = String::new();
    if let Some(file) = &site.file {
        let _ = write!(text, "{file}:");
        if let Some((at, ..)) = site.spot {
            let blank = if at.page.is_some() { " " } else { "" };
            let _ = write!(text, "{blank}{at}:");
        }
        text.push(' ');
    }
    let severity = name(diagnostic.severity);
    let _ = write!(text, "{severity}: {}", diagnostic.message);
    if !diagnostic.hints.is_empty() {
        let _ = write!(text, " ({})", diagnostic.hints.join("; "));
    }
    plain(&text)
}

fn json(diagnostic: &Diagnostic, site: &Site<'_>) -> String {
    let at = site.spot.as_ref();
    json!({
        "severity": name(diagnostic.severity),
        "code": diagnostic.code,
        "file": site.file,
        "page": at.and_then(|(at, ..)| at.page),
        "box": site.area,
        "line": at.map(|(at, ..)| at.line),
        "column": at.map(|(at, ..)| at.column),
        "length": at.map(|(_, length, _)| (*length).max(1)),
        "message": diagnostic.message,
        "hints": diagnostic.hints,
    })
    .to_string()
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// The words without control characters: a file's words must not steer the reader's terminal.
fn plain(text: &str) -> String {
    let visible = |c: char| match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}'),
        '\x7f'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        _ => c,
    };
    text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn example() -> (Diagnostics, Vec<Source>) {
        let source = Source::new("a.txt", "one\n“twö” three\n".into());
        let at = Place::Source(Span {
            source: 0,
            start: 7,
            end: 11,
        });
        let diagnostic = Diagnostic::error("odd", "an odd word\u{1b}[2J").at(at);
        (diagnostic.hint("look at it").into(), vec![source])
    }

    #[test]
    fn a_person_sees_the_line_and_a_caret() {
        let (diagnostics, sources) = example();
        let shelf = Shelf {
            sources: &sources,
            files: &[],
        };
        let text = render(&diagnostics, shelf, Form::Human { colour: false });
        let expected = "error[odd]: an odd word␛[2J\n --> a.txt:2:2\n  |\n2 | “twö” three\n  |  ^^^\n  |\n  \
                        = help: look at it\n\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_program_sees_a_line() {
        let (diagnostics, sources) = example();
        let shelf = Shelf {
            sources: &sources,
            files: &[],
        };
        let text = render(&diagnostics, shelf, Form::Short);
        assert_eq!(text, "a.txt:2:2: error: an odd word␛[2J (look at it)\n");
        let text = render(&diagnostics, shelf, Form::Json);
        let object: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(object["column"], 2);
        assert_eq!(object["length"], 3);
    }

    #[test]
    fn places_of_pages_name_the_page() {
        let source = Source::new("a.pdf", "one\n\u{c}two three\n".into());
        let source = source.with_typography(crate::source::typography::Typography::default());
        let at = Place::Source(Span {
            source: 0,
            start: 9,
            end: 14,
        });
        let diagnostics = Diagnostic::error("odd", "an odd word").at(at).into();
        let shelf = Shelf {
            sources: &[source],
            files: &[],
        };
        let text = render(&diagnostics, shelf, Form::Short);
        assert_eq!(text, "a.pdf: page 2, line 1: error: an odd word\n");
        let text = render(&diagnostics, shelf, Form::Human { colour: false });
        assert!(
            text.contains("a.pdf: page 2:1:5\n") && text.contains("two three"),
            "{text}"
        );
    }
}
