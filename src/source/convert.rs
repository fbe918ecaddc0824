//! Documents of other programs. In: a file's name and bytes. Out: clean Markdown, made by `pandoc` where it is installed;
//! else a message that names the command which makes it.
//!
//! A document is known by its bytes; where these are text, only a name that says the same makes it one: markup in a `.txt`
//! file is named, and neither converted nor run through as prose.

mod evidence;
mod fictionbook;
mod held;
mod inlaid;
mod links;
mod pandoc;
mod pictures;
mod rtf;
mod tables;
mod tree;

use super::{Source, decode};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Warned};
use std::collections::BTreeMap;

/// A format that `pandoc` reads.
#[derive(Debug)]
pub struct Format {
    /// What messages call it.
    pub name: &'static str,
    /// What `pandoc` calls it.
    pub reader: &'static str,
    /// How names of such files end, in small letters.
    pub extensions: &'static [&'static str],
    /// Whether its bytes are no text.
    is_binary: bool,
    /// Whether bytes, or their beginning as text, are of this format.
    knows: fn(&[u8], &str) -> bool,
}

fn by_name_alone(_: &[u8], _: &str) -> bool {
    false
}

/// The formats, the surest first.
pub const FORMATS: &[Format] = &[
    Format {
        name: "a Word document",
        reader: "docx",
        extensions: &["docx"],
        is_binary: true,
        knows: |bytes, _| evidence::is_zip_with(bytes, b"word/document.xml"),
    },
    Format {
        name: "an OpenDocument text",
        reader: "odt",
        extensions: &["odt"],
        is_binary: true,
        knows: |bytes, _| evidence::is_zip_with(bytes, b"application/vnd.oasis.opendocument.text"),
    },
    Format {
        name: "an EPUB",
        reader: "epub",
        extensions: &["epub"],
        is_binary: true,
        knows: |bytes, _| evidence::is_zip_with(bytes, b"application/epub+zip"),
    },
    Format {
        name: "an RTF document",
        reader: "rtf",
        extensions: &["rtf"],
        is_binary: true,
        knows: |bytes, _| bytes.starts_with(b"{\\rtf"),
    },
    Format {
        name: "a FictionBook",
        reader: "fb2",
        extensions: &["fb2"],
        is_binary: false,
        knows: |_, head| evidence::root(head) == Some("FictionBook"),
    },
    Format {
        name: "HTML",
        reader: "html",
        extensions: &["html", "htm", "xhtml"],
        is_binary: false,
        knows: |_, head| evidence::is_html(head),
    },
    Format {
        name: "DocBook",
        reader: "docbook",
        extensions: &["docbook", "dbk"],
        is_binary: false,
        knows: |_, head| evidence::root(head).is_some_and(|r| r == "book" || r == "chapter"),
    },
    Format {
        name: "JATS",
        reader: "jats",
        extensions: &["jats"],
        is_binary: false,
        knows: |_, head| evidence::root(head) == Some("article"),
    },
    Format {
        name: "OPML",
        reader: "opml",
        extensions: &["opml"],
        is_binary: false,
        knows: |_, head| evidence::root(head) == Some("opml"),
    },
    Format {
        name: "TeX",
        reader: "latex",
        extensions: &["tex", "latex", "ltx"],
        is_binary: false,
        knows: |_, head| evidence::is_tex(head),
    },
    Format {
        name: "Muse",
        reader: "muse",
        extensions: &["muse"],
        is_binary: false,
        knows: |_, head| evidence::is_muse(head),
    },
    Format {
        name: "Org",
        reader: "org",
        extensions: &["org"],
        is_binary: false,
        knows: |_, head| evidence::is_org(head),
    },
    Format {
        name: "reStructuredText",
        reader: "rst",
        extensions: &["rst", "rest"],
        is_binary: false,
        knows: |_, head| evidence::is_rst(head),
    },
    Format {
        name: "Textile",
        reader: "textile",
        extensions: &["textile"],
        is_binary: false,
        knows: by_name_alone,
    },
    Format {
        name: "MediaWiki",
        reader: "mediawiki",
        extensions: &["mediawiki", "wiki"],
        is_binary: false,
        knows: by_name_alone,
    },
    Format {
        name: "DokuWiki",
        reader: "dokuwiki",
        extensions: &["dokuwiki"],
        is_binary: false,
        knows: by_name_alone,
    },
    Format {
        name: "txt2tags",
        reader: "t2t",
        extensions: &["t2t"],
        is_binary: false,
        knows: by_name_alone,
    },
    Format {
        name: "Typst",
        reader: "typst",
        extensions: &["typ"],
        is_binary: false,
        knows: by_name_alone,
    },
    Format {
        name: "a notebook",
        reader: "ipynb",
        extensions: &["ipynb"],
        is_binary: false,
        knows: by_name_alone,
    },
];

/// Bytes that are looked at to tell a format.
const HEAD: usize = 64_000;

/// The ending of a name, in small letters.
fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.to_lowercase()
}

/// Whether a name says that its file is a document of another program.
#[must_use]
pub fn is_named(name: &str) -> bool {
    let ending = ending(name);
    FORMATS
        .iter()
        .any(|f| f.extensions.contains(&ending.as_str()))
}

/// Reads a document of another program; none if the file is none.
///
/// # Errors
/// `markup-source` for markup that came as a text; `needs-pandoc` and `pandoc-failed` where it can't be converted.
pub fn read(name: &str, bytes: &[u8]) -> Option<Result<Warned<Source>, Diagnostic>> {
    let ending = ending(name);
    let is_own = |format: &&Format| format.extensions.contains(&ending.as_str());
    let head = &bytes[..bytes.len().min(HEAD)];
    let head = decode::head(head);
    let known = FORMATS.iter().find(|format| (format.knows)(bytes, &head));
    let named = FORMATS.iter().find(is_own);
    // A clean Markdown text may hold any markup.
    let is_markdown = matches!(ending.as_str(), "md" | "markdown");
    match (known, named) {
        (Some(format), _) if format.is_binary => Some(convert(name, bytes, format)),
        (_, Some(format)) if !format.is_binary && decode::kind(bytes).is_none() => Some(convert(
            name,
            bytes,
            known.filter(|f| f.is_other_xml(format)).unwrap_or(format),
        )),
        (Some(format), None) if !is_markdown && ending == "xml" => {
            Some(convert(name, bytes, format))
        }
        (Some(format), None) if !is_markdown => Some(Err(refusal(name, format))),
        (None, None) if !is_markdown => {
            evidence::unknown_xml(&head).map(|root| Err(no_text(name, root)))
        }
        _ => None,
    }
}

impl Format {
    /// Whether a file named as another format is this one: XML has many names.
    fn is_other_xml(&self, named: &Format) -> bool {
        self.reader != named.reader && matches!(self.reader, "fb2" | "docbook" | "jats" | "opml")
    }
}

/// The very command that makes clean Markdown of a file.
fn command(name: &str, format: &Format) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let quoted = |name: &str| {
        let is_plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
        match name.chars().all(is_plain) && !name.starts_with('-') {
            true => name.to_string(),
            false => format!("'./{}'", name.replace('\'', "'\\''")),
        }
    };
    let out = quoted(&format!("{stem}.md"));
    format!(
        "`pandoc -f {} {} -t markdown -o {out}`",
        format.reader,
        quoted(name)
    )
}

fn refusal(name: &str, format: &Format) -> Diagnostic {
    let message = format!("`{name}` is {}, not a plain text", format.name);
    let hint = format!(
        "make clean Markdown of it: {}; or give it a name that ends in .{}",
        command(name, format),
        format.extensions[0]
    );
    let fault = Diagnostic::error("markup-source", message).hint(hint);
    fault.at(Place::Path(name.into()))
}

fn no_text(name: &str, root: &str) -> Diagnostic {
    let message = format!("`{name}` is XML (`<{root}>`), not a plain text");
    let fault = Diagnostic::error("markup-source", message).at(Place::Path(name.into()));
    fault.hint("export its text from the program that made it")
}

/// Has `pandoc` make clean Markdown of a document.
fn convert(name: &str, bytes: &[u8], format: &Format) -> Result<Warned<Source>, Diagnostic> {
    let explain = |failure: pandoc::Failure| failure.explain(name, format, command(name, format));
    let mut warnings = Diagnostics::default();
    let text;
    let input = if format.is_binary {
        bytes
    } else {
        let decoded = decode::decode(name, bytes)?;
        warnings.extend(decoded.warnings);
        text = decoded.value.text;
        text.as_bytes()
    };
    let pandoc = pandoc::Pandoc::find().map_err(explain)?;
    let read = |input| pandoc.read(format.reader, input).map_err(explain);
    let (document, held) = match format.reader {
        "rtf" => {
            let (input, pictures) = rtf::parted(input);
            let mut document = read(&input)?;
            inlaid::place(&mut document, &pictures);
            (document, held::Held::written(inlaid::written(&pictures)))
        }
        "fb2" => (read(input)?, held::Held::written(written_in(input))),
        _ => (read(input)?, held::Held::of(bytes)),
    };
    let (document, lost) = tree::settle(document, held);
    let markdown = pandoc.write(&document).map_err(explain)?;
    if !lost.is_empty() {
        let message = format!("`{name}` has what a book can't hold: {lost}");
        let warning = Diagnostic::warning("converted-source", message).at(Place::Path(name.into()));
        warnings.push(warning.hint("their words are kept; look at them in the editions"));
    }
    let source = Source::new(name, markdown)
        .converted(&format!("{}, by pandoc", format.name))
        .with_pictures(lost.held.files(input));
    Ok(Warned {
        value: source,
        warnings,
    })
}

/// The files that a FictionBook holds.
fn written_in(document: &[u8]) -> BTreeMap<String, held::Written> {
    let text = String::from_utf8_lossy(document);
    let binaries = fictionbook::binaries(&text).into_iter();
    let written = binaries.map(|(name, bytes)| {
        let encoding = held::Encoding::Letters;
        (name, held::Written { bytes, encoding })
    });
    written.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, text: &str) -> Option<String> {
        let refused = read(name, text.as_bytes())?;
        refused
            .err()
            .map(|fault| fault.message + &fault.hints.concat())
    }

    #[test]
    fn markup_that_came_as_text_is_named() {
        for (text, format) in [
            ("<!DOCTYPE html>\n<html><body>a</body></html>", "HTML"),
            ("\u{feff}<html lang=\"en\"><p>a", "HTML"),
            (
                "% a\n\\documentclass{article}\n\\begin{document}a\\end{document}",
                "TeX",
            ),
            ("#title The Mill\n#author Ann\n\nIt stood.\n", "Muse"),
            ("#+TITLE: The Mill\n\n* One\n", "Org"),
            (".. contents::\n\nThe Mill\n========\n", "reStructuredText"),
            ("<?xml version=\"1.0\"?>\n<TEI><text/></TEI>", "XML"),
        ] {
            let fault = refused("in.txt", text).expect(text);
            assert!(fault.contains(format), "{fault}");
        }
        let fault = refused("in.txt", "#title The Mill\n\nIt stood.\n").expect("a fault");
        assert!(
            fault.contains("`pandoc -f muse in.txt -t markdown -o in.md`"),
            "{fault}"
        );
    }

    #[test]
    fn texts_that_speak_of_markup_are_texts() {
        for text in [
            "He wrote <html> on the board.\n",
            "The sign \\begin{document} is known to few.\n",
            "How books are set\n\nA text opens so:\n\\documentclass{book}\n\\begin{document}\n",
            "# title\n\nIt stood.\n",
            "1.. one\n.. two\n",
            "<i>They</i> sang.\n",
        ] {
            assert_eq!(refused("in.txt", text), None, "{text}");
        }
        assert_eq!(refused("in.md", "<html><p>a</html>"), None);
    }

    #[test]
    fn names_that_a_shell_would_read_are_quoted() {
        let html = FORMATS.iter().find(|f| f.reader == "html").expect("a row");
        assert_eq!(
            command("a b's.html", html),
            "`pandoc -f html './a b'\\''s.html' -t markdown -o './a b'\\''s.md'`"
        );
    }
}
