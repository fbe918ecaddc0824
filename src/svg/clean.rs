//! The cleaning of drawings. In: the bytes of an SVG. Out: [`Cleaned`]: the same with the elements of a list and nothing else, no
//! reference that leads out of it, and the names of what was taken from it.

use super::weight::Weight;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::ImageReader;
use quick_xml::NsReader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use std::collections::BTreeSet;
use std::io::Cursor;

/// A drawing as a book holds it.
pub(crate) struct Cleaned {
    /// Its text.
    pub svg: String,
    /// What was left out, in words.
    pub without: BTreeSet<String>,
}

/// Elements of SVG 1.1 that draw, or that say how. Those that run, move, or show something of another kind are none of them.
const ELEMENTS: &[&str] = &[
    "a",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feDiffuseLighting",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
];

/// Elements that say nothing that is seen: nobody misses them.
const SILENT: &[&str] = &["metadata"];

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The most pixels of a picture inside a drawing.
const MOST: u64 = 25_000_000;
/// Kinds of pictures inside a drawing.
const PICTURES: &[&str] = &[
    "image/png",
    "image/jpeg",
    "image/jpg",
    "image/gif",
    "image/webp",
];

/// Cleans a drawing.
///
/// # Errors
/// What is no XML, or is too large or too deep to be drawn in a short time.
pub(crate) fn clean(file: &[u8]) -> Result<Cleaned, String> {
    let text = std::str::from_utf8(file).map_err(|_| "it is not in UTF-8".to_owned())?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = NsReader::from_str(text);
    let mut cleaner = Cleaner::default();
    loop {
        let (space, event) = reader.read_resolved_event().map_err(|e| e.to_string())?;
        let is_svg = space == ResolveResult::Bound(Namespace(SVG));
        match event {
            Event::Start(start) => {
                let start = start.into_owned();
                cleaner.open(&reader, &start, is_svg, false)?;
            }
            Event::Empty(start) => {
                let start = start.into_owned();
                cleaner.open(&reader, &start, is_svg, true)?;
            }
            Event::End(_) => cleaner.close()?,
            Event::Text(text) => {
                cleaner.words(&text);
            }
            Event::CData(text) => {
                cleaner.words(&escape(&*text));
            }
            Event::GeneralRef(name) => {
                let name: &str = &name;
                let whole = format!("&{name};");
                let said = unescape(&whole).map_err(|_| unknown(name))?;
                cleaner.words(&escape(&*said));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    cleaner.finish()
}

fn unknown(name: &str) -> String {
    format!("`&{name};` is not said in plain XML: save it as plain SVG")
}

#[derive(Default)]
struct Cleaner {
    out: String,
    without: BTreeSet<String>,
    /// Names of the elements that are open and kept.
    open: Vec<String>,
    /// Elements that are open inside one that is left out.
    skipped: usize,
    /// Rules of style that are being read.
    style: Option<String>,
    weight: Weight,
    has_root: bool,
}

impl Cleaner {
    fn open(
        &mut self,
        reader: &NsReader<&[u8]>,
        start: &BytesStart<'_>,
        is_svg: bool,
        is_empty: bool,
    ) -> Result<(), String> {
        if self.skipped > 0 {
            self.skipped += usize::from(!is_empty);
            return Ok(());
        }
        let name = start.local_name().as_ref().to_owned();
        if !self.has_root && (name != "svg" || !is_svg) {
            return Err("its first element is not `svg` of the SVG namespace".into());
        }
        if !is_svg || !ELEMENTS.contains(&name.as_str()) {
            if is_svg && !SILENT.contains(&name.as_str()) {
                self.without.insert(format!("`{name}`"));
            }
            self.skipped += usize::from(!is_empty);
            return Ok(());
        }
        self.out.push('<');
        self.out.push_str(&name);
        if !self.has_root {
            self.has_root = true;
            self.out.push_str(
                " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"",
            );
        }
        self.weight.open()?;
        self.attributes(reader, start, &name)?;
        if name == "style" {
            self.style = Some(String::new());
        }
        if is_empty {
            self.out.push_str("/>");
            self.style = None;
            self.weight.close();
        } else {
            self.out.push('>');
            self.open.push(name);
        }
        Ok(())
    }

    /// The attributes that an element keeps.
    fn attributes(
        &mut self,
        reader: &NsReader<&[u8]>,
        start: &BytesStart<'_>,
        element: &str,
    ) -> Result<(), String> {
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|e| e.to_string())?;
            let (space, local) = reader.resolver().resolve_attribute(attribute.key);
            let prefix = match space {
                ResolveResult::Unbound => "",
                ResolveResult::Bound(Namespace(XLINK)) => "xlink:",
                ResolveResult::Bound(Namespace(XML)) => "xml:",
                _ => continue,
            };
            let local = local.as_ref().to_owned();
            if prefix.is_empty() && local == "xmlns" {
                continue;
            }
            let raw = &attribute.value;
            let value = unescape(raw).map_err(|e| e.to_string())?;
            if let Some(value) = self.attribute(element, (prefix, &local), &value) {
                let value = escape(value.as_str());
                self.out.push_str(&format!(" {prefix}{local}=\"{value}\""));
            }
        }
        Ok(())
    }

    /// The value that an attribute keeps.
    fn attribute(
        &mut self,
        element: &str,
        (prefix, name): (&str, &str),
        value: &str,
    ) -> Option<String> {
        let lower = name.to_ascii_lowercase();
        if lower.starts_with("on") {
            self.without.insert(format!("`{name}`"));
            return None;
        }
        if prefix == "xlink:" && name != "href" {
            return (name == "title").then(|| value.to_owned());
        }
        if name == "href" {
            let value = value.trim();
            if let Some(id) = value.strip_prefix('#') {
                self.weight.refer(id);
                return Some(value.to_owned());
            }
            if element == "image" && is_small_picture(value) {
                return Some(value.to_owned());
            }
            let short: String = value.chars().take(40).collect();
            let more = if short.len() < value.len() { "…" } else { "" };
            self.without
                .insert(format!("a reference to `{short}{more}`"));
            return None;
        }
        if name == "base" {
            return None;
        }
        if name == "id" {
            self.weight.name(value);
        }
        Some(self.styled(value))
    }

    /// Rules or a value without what leads out of the drawing.
    fn styled(&mut self, value: &str) -> String {
        let lower = value.to_ascii_lowercase();
        // Signs behind a backslash can say any word.
        let is_hidden = value.contains('\\') && (lower.contains('{') || lower.contains('('));
        if is_hidden || lower.contains("@import") || lower.contains("expression(") {
            self.without
                .insert("rules of style that name a file".into());
            return String::new();
        }
        let mut out = String::new();
        let mut rest = value;
        while let Some(at) = rest.to_ascii_lowercase().find("url(") {
            out.push_str(&rest[..at]);
            let inner = &rest[at + 4..];
            let end = inner.find(')').unwrap_or(inner.len());
            let to = inner[..end].trim().trim_matches(['"', '\'']).trim();
            match to.strip_prefix('#') {
                Some(id) => {
                    self.weight.refer(id);
                    out.push_str(&format!("url(#{id})"));
                }
                None => {
                    let short: String = to.chars().take(40).collect();
                    self.without.insert(format!("a reference to `{short}`"));
                    out.push_str("none");
                }
            }
            rest = inner.get(end + 1..).unwrap_or("");
        }
        out.push_str(rest);
        out
    }

    /// Words, escaped.
    fn words(&mut self, words: &str) {
        if self.skipped > 0 || self.open.is_empty() {
            return;
        }
        match &mut self.style {
            Some(style) => style.push_str(&unescape(words).unwrap_or_default()),
            None => self.out.push_str(words),
        }
    }

    fn close(&mut self) -> Result<(), String> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        if let Some(style) = self.style.take() {
            let style = self.styled(&style);
            self.out.push_str(&escape(style.as_str()));
        }
        let name = self.open.pop().ok_or("an element ends that is not open")?;
        self.out.push_str(&format!("</{name}>"));
        self.weight.close();
        Ok(())
    }

    fn finish(self) -> Result<Cleaned, String> {
        if !self.has_root || !self.open.is_empty() || self.skipped > 0 {
            return Err("it breaks off".into());
        }
        self.weight.check()?;
        Ok(Cleaned {
            svg: self.out,
            without: self.without,
        })
    }
}

/// Whether a reference holds a picture itself, of a kind and a size that can be drawn.
fn is_small_picture(value: &str) -> bool {
    let Some((head, data)) = value.strip_prefix("data:").and_then(|v| v.split_once(',')) else {
        return false;
    };
    let Some(kind) = head.strip_suffix(";base64") else {
        return false;
    };
    if !PICTURES.contains(&kind.to_ascii_lowercase().as_str()) {
        return false;
    }
    let data: String = data.split_whitespace().collect();
    let Ok(bytes) = STANDARD.decode(data) else {
        return false;
    };
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let size = reader.ok().and_then(|reader| reader.into_dimensions().ok());
    size.is_some_and(|(width, height)| u64::from(width) * u64::from(height) <= MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(inner: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><!DOCTYPE svg><s:svg xmlns:s=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:i=\"urn:i\" width=\"4\" height=\"3\" i:zoom=\"2\">{inner}</s:svg>"
        )
    }

    #[test]
    fn what_runs_moves_or_leads_elsewhere_is_left_out_and_named() {
        let inner = "<s:script>alert(1)</s:script><s:rect onclick=\"x()\" width=\"1\" fill=\"url(http://a.org/b)\"/>\
            <s:image xlink:href=\"https://a.org/p.png\"/><s:a href=\"javascript:x()\"><s:text>words &amp; more</s:text></s:a>\
            <s:style><![CDATA[@import 'x.css'; .a { fill: red }]]></s:style><i:guide/><s:metadata>m</s:metadata>\
            <s:foreignObject><s:rect/></s:foreignObject><s:use href=\"#r\"/><s:animate/>";
        let cleaned = clean(wrapped(inner).as_bytes()).expect("a drawing");
        assert_eq!(
            cleaned.svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"4\" height=\"3\">\
             <rect width=\"1\" fill=\"none\"/><image/><a><text>words &amp; more</text></a><style></style><use href=\"#r\"/></svg>"
        );
        for name in [
            "`script`",
            "`onclick`",
            "a reference to `http://a.org/b`",
            "a reference to `https://a.org/p.png`",
            "a reference to `javascript:x()`",
            "rules of style that name a file",
            "`foreignObject`",
            "`animate`",
        ] {
            assert!(cleaned.without.contains(name), "{name}");
        }
        assert_eq!(cleaned.without.len(), 8, "{:?}", cleaned.without);
    }

    #[test]
    fn what_stays_inside_is_kept() {
        let inner = "<s:style>.a { fill: url( '#g' ); }</s:style><s:rect class=\"a\" style=\"stroke:#000\"/>";
        let cleaned = clean(wrapped(inner).as_bytes()).expect("a drawing");
        assert!(
            cleaned.svg.contains(".a { fill: url(#g); }"),
            "{}",
            cleaned.svg
        );
        assert!(cleaned.without.is_empty());
    }

    #[test]
    fn what_is_no_drawing_or_costs_too_much_is_refused() {
        assert!(clean(b"<html/>").is_err());
        assert!(clean(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g>").is_err());
        assert!(clean(&[0xff, 0xfe]).is_err());
        let deep = wrapped(&("<s:g>".repeat(500) + &"</s:g>".repeat(500)));
        assert!(clean(deep.as_bytes()).is_err());
        // Each shows the one before it ten times.
        let mut bomb = "<s:g id=\"a0\"><s:rect/></s:g>".to_owned();
        for n in 1..12 {
            let uses = format!("<s:use href=\"#a{}\"/>", n - 1).repeat(10);
            bomb.push_str(&format!("<s:g id=\"a{n}\">{uses}</s:g>"));
        }
        assert!(clean(wrapped(&bomb).as_bytes()).is_err());
        // One that shows itself is no more than it says.
        assert!(clean(wrapped("<s:g id=\"a\"><s:use href=\"#a\"/></s:g>").as_bytes()).is_ok());
    }
}
