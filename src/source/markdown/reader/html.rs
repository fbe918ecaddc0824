//! HTML. In: tags in a line, and blocks of HTML. Out: their words; of tags those that say how words are set, all others are
//! named and left out.

use super::pictures::{one_blank, width};
use super::{Kind, Origin, Reader, Sign, Token, blocks};
use crate::book::{Inline, Picture, Placement};
use crate::source::ocr::unescaped;
use std::ops::Range;

/// Elements that are set.
const SET: &[(&str, Kind)] = &[
    ("b", Kind::Bold),
    ("strong", Kind::Bold),
    ("i", Kind::Slants),
    ("em", Kind::Slants),
    ("cite", Kind::Slants),
    ("u", Kind::Slants),
    ("sup", Kind::Raises),
    ("sub", Kind::Lowers),
    ("s", Kind::Strikes),
    ("del", Kind::Strikes),
    ("strike", Kind::Strikes),
];

/// Elements that stand in a line; all others end it.
const IN_LINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Elements whose content is no words.
const MUTE: &[&str] = &["script", "style"];

/// A tag: the name of its element, and whether it ends it.
pub(super) fn tag(html: &str) -> Option<(String, bool)> {
    let inner = html.trim().strip_prefix('<')?.strip_suffix('>')?;
    let (is_end, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let length = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (length > 0).then(|| (inner[..length].to_ascii_lowercase(), is_end))
}

/// The attributes of a tag with their values.
pub(super) fn attributes(html: &str) -> Vec<(String, String)> {
    let inner = html.trim().trim_start_matches('<').trim_end_matches('>');
    let mut rest = inner.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let is_end = |c: char| c.is_whitespace() || matches!(c, '=' | '/');
        let (name, after) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
        if name.is_empty() {
            return found;
        }
        let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
            found.push((name.to_ascii_lowercase(), String::new()));
            rest = after;
            continue;
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        found.push((name.to_ascii_lowercase(), unescaped(value)));
        rest = after;
    }
}

impl Reader<'_> {
    /// A tag or a comment in a line.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let Some((name, is_end)) = tag(html) else {
            return self.name_markup(html, range);
        };
        let at = self.span(range.clone());
        if name == "br" {
            self.push(Token::Inline(Inline::Break));
        } else if name == "img" && !is_end && self.html_picture(html, range.clone()) {
            // Set.
        } else if let Some((_, kind)) = SET.iter().find(|(set, _)| *set == name) {
            let is_bare = html.len() <= name.len() + "</>".len();
            if !is_bare {
                self.name_html(range.clone());
            }
            self.push(Token::Sign(Sign {
                kind: *kind,
                is_tag: true,
                byte: range.start as u32,
                at,
                opens: (!is_end).then_some(0),
                closes: is_end,
            }));
        } else if name != "wbr" {
            self.name_html(range);
        }
    }

    /// A picture, if its tag names a file. What it says beside file, words and width says nothing to a book.
    fn html_picture(&mut self, html: &str, range: Range<usize>) -> bool {
        let mut picture = Picture {
            to: String::new(),
            alt: String::new(),
            width: None,
            placement: Placement::Usual,
            at: self.span(range.clone()),
        };
        for (name, value) in attributes(html) {
            match name.as_str() {
                "src" => picture.to = value,
                "alt" => picture.alt = one_blank(&value),
                "width" => picture.width = width(&value),
                // With its width a picture has its height.
                "height" => {}
                _ => {
                    let message = format!("`{name}` says nothing to a book and is left out");
                    self.warn("markdown-attribute", message, range.clone());
                }
            }
        }
        let is_named = !picture.to.is_empty();
        if is_named {
            self.push(Token::Picture(picture, Vec::new()));
        }
        is_named
    }

    pub(super) fn name_html(&mut self, range: Range<usize>) {
        let message =
            "tags of HTML are left out, their words are kept: a book has no place for them";
        self.warn("markdown-html", message, range);
    }

    /// What is neither a tag nor a comment: a declaration, an instruction.
    fn name_markup(&mut self, html: &str, range: Range<usize>) {
        if !html.trim_start().starts_with("<!--") {
            self.name_html(range);
        }
    }

    /// A block of HTML that ends: its words are read as Markdown, without the tags that end lines.
    pub(super) fn end_html(&mut self) {
        self.end_leaf();
        let Some(range) = self.html.take() else {
            return;
        };
        let (words, has_tags) = bare(&self.text[range.clone()]);
        if has_tags {
            self.name_html(range.clone());
        }
        let at = Some(self.span(range));
        let origin = Origin { at, ..self.origin };
        let found = blocks(&words, 0, origin, (&mut *self.matter, &mut *self.warnings));
        found.into_iter().for_each(|block| self.block(block));
    }
}

/// A block of HTML without comments and without tags but those that stand in a line, and whether it had others.
pub(super) fn bare(html: &str) -> (String, bool) {
    let mut out = String::new();
    let mut has_tags = false;
    let mut rest = html;
    // Where nothing ends a tag, or an element without words, any more, it is looked for once.
    let mut is_ended = true;
    let mut ends = MuteEnds::default();
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = if is_ended { rest.find('>') } else { None };
        is_ended = end.is_some();
        let (markup, after) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
        match is_ended.then(|| tag(markup)).flatten() {
            Some((name, _)) if IN_LINE.contains(&name.as_str()) => {
                out.push_str(markup);
                rest = after;
                // Alone in its line it would be a block of HTML again, and so on for ever.
                let behind = rest.trim_start_matches([' ', '\t']);
                if behind.is_empty() || behind.starts_with(['\r', '\n']) {
                    out.push_str("<wbr>");
                }
            }
            Some((name, false)) if MUTE.contains(&name.as_str()) => {
                has_tags = true;
                let from = html.len() - after.len();
                rest = &html[ends.next(html, &name, from)..];
            }
            Some(_) => {
                has_tags = true;
                out.push_str("\n\n");
                rest = after;
            }
            None if markup.starts_with("<!") || markup.starts_with("<?") => {
                has_tags = true;
                rest = after;
            }
            None => {
                has_tags = true;
                out.push_str("\\<");
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    // Blanks before words would make code of them.
    let lines = out.lines().map(str::trim_start);
    (lines.collect::<Vec<_>>().join("\n"), has_tags)
}

/// Where elements without words end.
#[derive(Default)]
struct MuteEnds {
    /// The text in lower case, once it is needed; its bytes are the same.
    lower: Option<String>,
}

impl MuteEnds {
    /// The byte, from one on, where an element ends; the end of the text if it does not.
    fn next(&mut self, html: &str, name: &str, from: usize) -> usize {
        let lower = self.lower.get_or_insert_with(|| html.to_ascii_lowercase());
        let found = lower[from..].find(&format!("</{name}"));
        found.map_or(html.len(), |at| from + at)
    }
}
