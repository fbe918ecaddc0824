//! Just enough of XML to look at our own: tags with attributes and places, and the text between them.

#![allow(dead_code)] // the catalogue is looked at with a part of it

/// A start tag, or an empty one.
#[derive(Clone, Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// The byte of its `<`.
    pub at: usize,
    /// The byte after its `>`.
    pub end: usize,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether an attribute's blank-separated values hold this one.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.get(name)
            .is_some_and(|v| v.split(' ').any(|v| v == value))
    }
}

/// All start tags of a document. Checks that tags are nested; ours have no `>` in attributes and no CDATA.
pub fn tags(text: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|n| at + n) {
        let end = start + text[start..].find('>').expect("an end of the tag") + 1;
        let inner = &text[start + 1..end - 1];
        at = end;
        if inner.starts_with(['?', '!']) {
            continue;
        }
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(
                open.pop().as_deref(),
                Some(name),
                "tags are nested at byte {start}"
            );
            continue;
        }
        let is_empty = inner.ends_with('/');
        let inner = inner.trim_end_matches('/');
        let name = inner.split_whitespace().next().expect("a name").to_owned();
        if !is_empty {
            open.push(name.clone());
        }
        tags.push(Tag {
            attributes: attributes(&inner[name.len()..]),
            name,
            at: start,
            end,
        });
    }
    assert!(open.is_empty(), "open at the end: {open:?}");
    tags
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut parts = text.split('"');
    let mut found = Vec::new();
    while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
        let key = key.trim().trim_end_matches('=').to_owned();
        found.push((key, plain(value)));
    }
    found
}

/// The text of a stretch of markup, entities resolved.
pub fn plain(markup: &str) -> String {
    let mut out = String::new();
    let mut is_tag = false;
    for c in markup.chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if is_tag => {}
            c => out.push(c),
        }
    }
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    pairs
        .iter()
        .fold(out, |text, (from, to)| text.replace(from, to))
}

/// The markup between a start tag and its end tag.
pub fn content<'a>(text: &'a str, tag: &Tag) -> &'a str {
    let (open, close) = (format!("<{}", tag.name), format!("</{}>", tag.name));
    let mut depth = 1;
    let mut at = tag.end;
    loop {
        let next = text[at..].find(&close).map(|n| at + n).expect("an end tag");
        let opened = text[at..next].match_indices(&open).filter(|(n, _)| {
            let after = &text[at + n + open.len()..];
            let end = after.find('>').unwrap_or(0);
            after.starts_with([' ', '>']) && !after[..end].ends_with('/')
        });
        depth += opened.count();
        depth -= 1;
        if depth == 0 {
            return &text[tag.end..next];
        }
        at = next + close.len();
    }
}
