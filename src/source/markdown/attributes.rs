//! `]{.class title="words"}`: the end of a bracketed span. In: the text of a source. Out: where such ends stand and
//! what they say.

use std::collections::BTreeMap;

/// What stands between the braces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    /// The first class.
    pub(super) class: String,
    /// The value of `title`, unescaped.
    pub(super) title: String,
}

/// The ends of bracketed spans by the byte of their `]`, with the byte after their `}`.
#[derive(Debug, Default)]
pub(super) struct Ends(BTreeMap<usize, (usize, Attributes)>);

impl Ends {
    /// Finds them all. Costs time in proportion to the text, as no attribute goes over a line end.
    pub(super) fn find(text: &str) -> Ends {
        let mut ends = BTreeMap::new();
        let mut done = 0;
        for (at, _) in text.match_indices("]{.") {
            if at < done || is_escaped(text, at) {
                continue;
            }
            if let Some((length, attributes)) = parse(&text[at + 1..]) {
                done = at + 1 + length;
                ends.insert(at, (done, attributes));
            }
        }
        Ends(ends)
    }

    /// The end that begins at this byte.
    pub(super) fn at(&self, byte: usize) -> Option<&(usize, Attributes)> {
        self.0.get(&byte)
    }

    /// The byte after the end that holds this byte, its `]` not counted.
    pub(super) fn holding(&self, byte: usize) -> Option<usize> {
        let (_, (end, _)) = self.0.range(..byte).next_back()?;
        (byte < *end).then_some(*end)
    }
}

fn is_escaped(text: &str, at: usize) -> bool {
    let slashes = text.as_bytes()[..at].iter().rev();
    slashes.take_while(|&&b| b == b'\\').count() % 2 == 1
}

/// Reads `{.class key="value" …}` at the head of a text: its length in bytes and what it says.
fn parse(text: &str) -> Option<(usize, Attributes)> {
    let mut attributes = Attributes::default();
    let mut rest = text.strip_prefix('{')?;
    loop {
        rest = rest.trim_start_matches(' ');
        if let Some(after) = rest.strip_prefix('}') {
            return Some((text.len() - after.len(), attributes));
        }
        let is_class = rest.starts_with('.');
        rest = rest.strip_prefix(['.', '#']).unwrap_or(rest);
        let name = rest.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')?;
        let (key, after) = rest.split_at(name);
        if key.is_empty() {
            return None;
        }
        rest = after;
        if is_class && attributes.class.is_empty() {
            attributes.class = key.into();
        }
        if let Some(value) = rest.strip_prefix("=\"") {
            let end = closing_quote(value)?;
            if key == "title" {
                attributes.title = unescape(&value[..end]);
            }
            rest = &value[end + 1..];
        }
    }
}

/// The byte of the quote that ends a value: not escaped, and on the same line.
fn closing_quote(value: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            b'\n' => return None,
            b'"' if !is_escaped => return Some(at),
            _ => is_escaped = byte == b'\\' && !is_escaped,
        }
    }
    None
}

/// Takes off backslashes before ASCII punctuation.
fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let escaped = after.chars().next().filter(char::is_ascii_punctuation);
        rest = match (c, escaped) {
            ('\\', Some(punctuation)) => {
                out.push(punctuation);
                &after[1..]
            }
            _ => {
                out.push(c);
                after
            }
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_up_to_their_brace() {
        let (length, found) = parse("{.pagebreak title=\"1\\\"2\\}\"} and").expect("attributes");
        assert_eq!(length, 27);
        assert_eq!(
            (found.class.as_str(), found.title.as_str()),
            ("pagebreak", "1\"2}")
        );
        assert_eq!(parse("{.a b=\"c"), None);
        assert_eq!(parse("{ what"), None);
    }

    #[test]
    fn an_escaped_bracket_ends_nothing() {
        assert!(Ends::find(r"\]{.emph}").at(1).is_none());
        assert!(Ends::find(r"\\]{.emph}").at(2).is_some());
    }
}
