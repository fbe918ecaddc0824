//! Web addresses that stand bare in the words. In: words. Out: the same in parts, with where each address leads. Editions make
//! links of them; the book keeps them as the words that they are.

use std::ops::Range;

/// How an address begins, and what is to be written before it.
const BEGINNINGS: [(&str, &str); 3] = [("http://", ""), ("https://", ""), ("www.", "https://")];

/// What ends a sentence around an address rather than the address.
const STOPS: [char; 13] = [
    '.', ',', ';', ':', '!', '?', '’', '\'', '”', '*', '…', '–', '—',
];

/// Where an address that ends so was cut by a line's end: it leads nowhere, or elsewhere.
const CUT: [char; 6] = ['-', '_', '=', '&', '%', '\u{ad}'];

/// Words in parts: each address by itself, with where it leads, and what stands around.
pub fn parts(text: &str) -> impl Iterator<Item = (Range<usize>, Option<String>)> {
    let mut done = 0;
    let mut parts = Vec::new();
    for (range, to) in addresses(text) {
        parts.push((done..range.start, None));
        done = range.end;
        parts.push((range, Some(to)));
    }
    parts.push((done..text.len(), None));
    parts.into_iter().filter(|(range, _)| !range.is_empty())
}

/// The addresses in some words, in order.
fn addresses(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let (start, scheme) = next(text, at)?;
            let end = end(text, start);
            at = end.max(start + 1);
            while !text.is_char_boundary(at) {
                at += 1;
            }
            let address = &text[start..end];
            let is_whole = !address.ends_with(CUT) && has_host(address);
            if is_whole && !text[..start].ends_with(is_inside) {
                return Some((start..end, format!("{scheme}{address}")));
            }
        }
    })
}

/// The first beginning of an address behind a place.
fn next(text: &str, at: usize) -> Option<(usize, &'static str)> {
    let found = BEGINNINGS.iter().filter_map(|(beginning, scheme)| {
        let found = text[at..].find(beginning)?;
        Some((at + found, *scheme))
    });
    found.min()
}

/// Whether what follows a character is the rest of a word or of an address.
fn is_inside(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '/' | '.' | '@' | '-' | '_')
}

/// Where an address ends: before a blank or a quotation mark, without the stops behind it and the bracket around it.
fn end(text: &str, start: usize) -> usize {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '«' | '»');
    let rest = &text[start..];
    let mut address = &rest[..rest.find(is_end).unwrap_or(rest.len())];
    loop {
        let trimmed = address.trim_end_matches(STOPS);
        let trimmed = match trimmed.chars().next_back() {
            Some(close @ (')' | ']')) => {
                let open = if close == ')' { '(' } else { '[' };
                let is_own = trimmed.matches(close).count() <= trimmed.matches(open).count();
                if is_own {
                    trimmed
                } else {
                    &trimmed[..trimmed.len() - 1]
                }
            }
            _ => trimmed,
        };
        if trimmed.len() == address.len() {
            return start + address.len();
        }
        address = trimmed;
    }
}

/// Whether an address names a host of two parts at least.
fn has_host(address: &str) -> bool {
    let host = address.split_once("://").map_or(address, |parts| parts.1);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    host.contains('.') && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        addresses(text).map(|(_, to)| to).collect()
    }

    #[test]
    fn an_address_ends_before_the_stops_of_its_sentence() {
        assert_eq!(
            found(
                "See https://weir.example/a_(b), or (www.mill.example/x?y=1). So http://a.example…"
            ),
            [
                "https://weir.example/a_(b)",
                "https://www.mill.example/x?y=1",
                "http://a.example"
            ]
        );
        assert_eq!(found("»http://a.example/ä.« “https://b.example.”").len(), 2);
    }

    #[test]
    fn what_is_cut_or_has_no_host_leads_nowhere() {
        assert!(found("http://weir.example/the- mill http:// www. https://mill").is_empty());
        assert!(found("xhttp://a.example awww.b.example").is_empty());
    }

    #[test]
    fn places_are_those_of_the_words() {
        let text = "é www.mill.example.";
        let places: Vec<&str> = parts(text).map(|(at, _)| &text[at]).collect();
        assert_eq!(places, ["é ", "www.mill.example", "."]);
        assert_eq!(parts("").count(), 0);
    }
}
