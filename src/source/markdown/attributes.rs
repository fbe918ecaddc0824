//! `]{.class #id key="words"}`: the end of a bracketed span. In: the text of a source. Out: where such ends stand and
//! what they say.

use crate::manifest::language;
use std::collections::BTreeMap;

/// What stands between the braces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    /// The name that links call the place by.
    pub(super) id: Option<String>,
    /// The classes, in order.
    pub(super) classes: Vec<String>,
    /// The value of `title`, unescaped.
    pub(super) title: String,
    /// The value of `lang`, as typed.
    pub(super) language: Option<String>,
    /// All other keys with their values, in order.
    pub(super) others: Vec<(String, String)>,
}

impl Attributes {
    /// Whether this is the class that it names first.
    pub(super) fn is(&self, class: &str) -> bool {
        self.classes.first().is_some_and(|first| first == class)
    }

    /// The tag of the language, in its usual case, if it is one.
    pub(super) fn tag(&self) -> Option<String> {
        language::tag(self.language.as_deref()?).ok()
    }

    /// Takes in the item that a text begins with; gives what follows it, None if it is no item.
    fn take<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        if let Some(rest) = text.strip_prefix('.') {
            let (class, rest) = name(rest)?;
            self.classes.push(class.into());
            return Some(rest);
        }
        if let Some(rest) = text.strip_prefix('#') {
            let (id, rest) = name(rest)?;
            self.id = Some(id.into());
            return Some(rest);
        }
        let (key, rest) = name(text)?;
        let (value, rest) = value(rest.strip_prefix('=')?)?;
        match key {
            "title" => self.title = value,
            "lang" => self.language = Some(value),
            "class" => {
                let classes = value.split_whitespace().map(str::to_owned);
                self.classes.extend(classes);
            }
            _ => self.others.push((key.into(), value)),
        }
        Some(rest)
    }
}

/// The ends of bracketed spans by the byte of their `]`, with the byte after their `}`.
#[derive(Debug, Default)]
pub(super) struct Ends(BTreeMap<usize, (usize, Attributes)>);

impl Ends {
    /// Finds them all. Costs time in proportion to the text, as no attribute goes over a line end.
    pub(super) fn find(text: &str) -> Ends {
        let mut ends = BTreeMap::new();
        let mut done = 0;
        for (at, _) in text.match_indices("]{") {
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

/// Whether a backslash takes its meaning from the sign at a byte.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let slashes = text.as_bytes()[..at].iter().rev();
    slashes.take_while(|&&b| b == b'\\').count() % 2 == 1
}

/// Reads `{.class #id key="value" …}` at the head of a text: its length in bytes and what it says.
pub(super) fn parse(text: &str) -> Option<(usize, Attributes)> {
    let mut attributes = Attributes::default();
    let mut rest = text.strip_prefix('{')?;
    let mut is_empty = true;
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if let Some(after) = rest.strip_prefix('}') {
            return (!is_empty).then_some((text.len() - after.len(), attributes));
        }
        rest = attributes.take(rest)?;
        is_empty = false;
    }
}

/// The name that a text begins with, and what follows it.
fn name(text: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    let end = text.find(|c| !is_part(c))?;
    (end > 0).then(|| text.split_at(end))
}

/// The value that a text begins with, between quotes or without a blank, and what follows it.
fn value(text: &str) -> Option<(String, &str)> {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            let end = closing_quote(inner, quote as u8)?;
            return Some((unescape(&inner[..end]), &inner[end + 1..]));
        }
    }
    // Signs of markup stand in none: a bracket in code, `a]{b=`, would take the span behind the code for its value.
    let is_end = |c: char| c.is_whitespace() || "}{][`\"'".contains(c);
    let end = text.find(is_end)?;
    (end > 0).then(|| (text[..end].to_owned(), &text[end..]))
}

/// The byte of the quote that ends a value: not escaped, and on the same line.
fn closing_quote(value: &str, quote: u8) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in value.bytes().enumerate() {
        match byte {
            b'\n' => return None,
            byte if byte == quote && !is_escaped => return Some(at),
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
        let text = r##"{.pagebreak #here title="1\"2\}" lang=fr width='3 mm'} and"##;
        let (length, found) = parse(text).expect("attributes");
        assert_eq!(&text[length..], " and");
        assert!(found.is("pagebreak"));
        assert_eq!(found.id.as_deref(), Some("here"));
        assert_eq!(found.title, "1\"2}");
        assert_eq!(found.language.as_deref(), Some("fr"));
        assert_eq!(found.others, [("width".into(), "3 mm".into())]);
        for no in ["{.a b=\"c", "{ what}", "{}", "{.}", "{a=}"] {
            assert_eq!(parse(no), None, "{no}");
        }
    }

    #[test]
    fn an_escaped_bracket_ends_nothing() {
        assert!(Ends::find(r"\]{.emph}").at(1).is_none());
        assert!(Ends::find(r"\\]{.emph}").at(2).is_some());
        let code = "`]{a=`[b]{.sup}";
        assert!(Ends::find(code).at(code.len() - 7).is_some());
    }
}
