//! The tags of an OCR file, one after another. In: its bytes. Out: calls to a [`Layout`], which reads one format; nothing
//! of the file is kept. Entities are the five of XML and numbers; a document type is passed over, and nothing outside the
//! file is looked at.

use super::characters::{decoded, entity, unescaped};
use crate::diagnostic::{Diagnostic, Place};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// How deep elements may stand in one another; real files have about ten.
const DEEPEST: usize = 256;
/// The longest text between two tags, in bytes; a page of the longest has some 20,000.
const LONGEST_TEXT: usize = 1 << 20;
/// Elements of HTML that are never closed.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
];

/// How strict the markup is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Every element is closed.
    Xml,
    /// Tags may stay open, attributes unquoted, names are in any case.
    Html,
}

/// An opening tag.
pub struct Tag<'a> {
    /// Its name without prefix; in small letters in HTML.
    pub name: &'a str,
    start: &'a BytesStart<'a>,
    dialect: Dialect,
}

impl Tag<'_> {
    /// The value of an attribute; prefixes do not count.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<String> {
        let mut attributes = match self.dialect {
            Dialect::Xml => self.start.attributes(),
            Dialect::Html => self.start.html_attributes(),
        };
        let mut attributes = attributes.with_checks(false).flatten();
        let found = attributes.find(|a| match self.dialect {
            Dialect::Xml => a.key.local_name().as_ref() == key,
            Dialect::Html => a.key.local_name().as_ref().eq_ignore_ascii_case(key),
        })?;
        Some(unescaped(&found.value))
    }

    /// The number in an attribute.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<f64> {
        let value: f64 = self.get(key)?.trim().parse().ok()?;
        value.is_finite().then_some(value)
    }

    /// Whether an attribute says yes.
    #[must_use]
    pub fn is(&self, key: &str) -> bool {
        matches!(self.get(key).as_deref(), Some("1" | "true"))
    }
}

/// The reader of one format.
pub trait Layout {
    /// An element begins.
    fn open(&mut self, tag: &Tag<'_>);
    /// An element ends.
    fn close(&mut self, name: &str);
    /// The text between two tags, its entities read.
    fn text(&mut self, text: &str);
}

/// Walks through a file. Whether it was whole: false for HTML that ends while `div` or `span` is open.
///
/// # Errors
/// Markup that can't be read, with its line and column.
pub fn walk(
    name: &str,
    bytes: &[u8],
    dialect: Dialect,
    layout: &mut dyn Layout,
) -> Result<bool, Diagnostic> {
    let text = decoded(bytes);
    let mut walk = Walk {
        dialect,
        open: Vec::new(),
        text: String::new(),
        layout,
    };
    let mut reader = Reader::from_str(&text);
    let config = reader.config_mut();
    config.check_end_names = dialect == Dialect::Xml;
    config.allow_unmatched_ends = dialect == Dialect::Html;
    config.allow_dangling_amp = true;
    loop {
        let event = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(error) => {
                let at = reader.error_position() as usize;
                return Err(damaged(name, &text, at, &error.to_string()));
            }
        };
        let at = reader.buffer_position() as usize;
        if let Err(why) = walk.take(&event) {
            return Err(damaged(name, &text, at, why));
        }
    }
    walk.flush();
    let is_open = |names: &[&str]| walk.open.iter().any(|n| names.contains(&n.as_str()));
    match dialect {
        Dialect::Xml if !walk.open.is_empty() => {
            let why = format!("`{}` is not closed", walk.open.join(">"));
            Err(damaged(name, &text, text.len(), &why))
        }
        Dialect::Xml => Ok(true),
        Dialect::Html => Ok(!is_open(&["div", "span"])),
    }
}

/// What stands open while a file is walked through.
struct Walk<'l> {
    dialect: Dialect,
    open: Vec<String>,
    text: String,
    layout: &'l mut dyn Layout,
}

impl Walk<'_> {
    fn take(&mut self, event: &Event<'_>) -> Result<(), &'static str> {
        match event {
            Event::Text(text) => self.text.push_str(text),
            Event::CData(text) => self.text.push_str(text),
            Event::GeneralRef(name) => entity(&mut self.text, name),
            Event::Start(start) => self.begin(start, false)?,
            Event::Empty(start) => self.begin(start, true)?,
            Event::End(end) => {
                self.flush();
                let name = self.named(end.local_name().as_ref()).into_owned();
                self.end(&name);
            }
            _ => {}
        }
        if self.text.len() > LONGEST_TEXT {
            return Err("more text than a page can hold stands between two tags");
        }
        Ok(())
    }

    fn named<'n>(&self, name: &'n str) -> Cow<'n, str> {
        match self.dialect {
            Dialect::Xml => name.into(),
            Dialect::Html => name.to_ascii_lowercase().into(),
        }
    }

    fn begin(&mut self, start: &BytesStart<'_>, is_empty: bool) -> Result<(), &'static str> {
        self.flush();
        let local = start.local_name();
        let name = self.named(local.as_ref()).into_owned();
        let is_html = self.dialect == Dialect::Html;
        // A paragraph ends where the next one or a division begins.
        if is_html && matches!(&*name, "p" | "div") && self.open.last().is_some_and(|n| n == "p") {
            self.end("p");
        }
        let tag = Tag {
            name: &name,
            start,
            dialect: self.dialect,
        };
        self.layout.open(&tag);
        if is_empty || is_html && VOID.contains(&&*name) {
            self.layout.close(&name);
            return Ok(());
        }
        self.open.push(name);
        if self.open.len() > DEEPEST {
            return Err("elements stand too deep in one another");
        }
        Ok(())
    }

    /// Closes the last open element of a name and what stands open in it; without one, nothing.
    fn end(&mut self, name: &str) {
        let Some(index) = self.open.iter().rposition(|open| open == name) else {
            return;
        };
        while self.open.len() > index {
            if let Some(open) = self.open.pop() {
                self.layout.close(&open);
            }
        }
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.layout.text(&text);
        }
    }
}

/// The message for markup that can't be read.
fn damaged(name: &str, text: &str, at: usize, why: &str) -> Diagnostic {
    let head = text.get(..at.min(text.len())).unwrap_or(text);
    let line = head.matches('\n').count() as u32 + 1;
    let start = head.rfind('\n').map_or(0, |end| end + 1);
    let column = head[start..].chars().count() as u32 + 1;
    let place = Place::File {
        path: name.into(),
        line,
        column,
        length: 1,
    };
    Diagnostic::error(
        "damaged-layout",
        format!("`{name}` can't be read as OCR layout from here on: {why}"),
    )
    .at(place)
    .hint("the file was perhaps not written to its end: make it again with the OCR program")
    .hint("or cut it by hand after the last whole page and close what is open there")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Said(String);

    impl Layout for Said {
        fn open(&mut self, tag: &Tag<'_>) {
            self.0 += &format!("<{}{}", tag.name, tag.get("title").unwrap_or_default());
        }
        fn close(&mut self, name: &str) {
            self.0 += &format!(">{name}");
        }
        fn text(&mut self, text: &str) {
            self.0 += &format!("[{text}]");
        }
    }

    fn said(text: &str, dialect: Dialect) -> Result<String, Diagnostic> {
        let mut said = Said(String::new());
        walk("a.xml", text.as_bytes(), dialect, &mut said)?;
        Ok(said.0)
    }

    #[test]
    fn html_may_leave_tags_open() {
        let text = "<DIV title=a><p title='b'>x<br>y<p>z &amp; &eacute; &#65;</div></i>";
        assert_eq!(
            said(text, Dialect::Html).unwrap(),
            "<diva<pb[x]<br>br[y]>p<p[z & &eacute; A]>p>div"
        );
    }

    #[test]
    fn a_broken_file_names_its_place() {
        let error = said("<a>\n <b>\n </c></a>", Dialect::Xml).unwrap_err();
        let Some(Place::File { line, column, .. }) = error.at else {
            panic!("{error:?}");
        };
        assert_eq!((line, column), (3, 2));
        assert!(said("<a><b></b>", Dialect::Xml).is_err());
        assert!(said(&"<a>".repeat(300), Dialect::Html).is_err());
    }

    #[test]
    fn no_entity_is_expanded_but_the_five_and_numbers() {
        let text = "<!DOCTYPE a [<!ENTITY b 'bomb'>]><a>&b;&#x41;&lt;</a>";
        assert_eq!(said(text, Dialect::Xml).unwrap(), "<a[&b;A<]>a");
    }

    #[test]
    fn another_encoding_is_read_by_its_declaration() {
        let bytes = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>";
        let mut said = Said(String::new());
        walk("a.xml", bytes, Dialect::Xml, &mut said).unwrap();
        assert_eq!(said.0, "<a[\u{e9}]>a");
    }
}
