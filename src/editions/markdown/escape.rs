//! Backslashes. In: words. Out: Markdown that says just these words, to CommonMark and to Pandoc.

/// Signs that mean something anywhere in a line.
const ALWAYS: &str = "\\*_`[]<^~${";
/// Signs that mean something at the head of a block.
const AT_HEAD: &str = "#>|+-=:%";

/// Words inside a line.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text, false);
    out
}

/// Words after what is in `out`; `in_heading` as number signs mean something there.
pub(super) fn push(out: &mut String, text: &str, in_heading: bool) {
    let at_head = out.is_empty() || out.ends_with('\n');
    let list_mark = if at_head { list_mark(text) } else { None };
    let mut before = out.chars().next_back();
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        let may_be = !c.is_ascii_alphanumeric() && c != ' ';
        let is_sign = may_be
            && (ALWAYS.contains(c)
                || at == 0 && at_head && AT_HEAD.contains(c)
                || at == 0 && before == Some(']') && matches!(c, '(' | ':')
                || Some(at) == list_mark
                || means_something(c, before, after)
                || c == '#' && in_heading);
        if is_sign {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// Entities, pictures and Pandoc's citations hang on the neighbours.
fn means_something(c: char, before: Option<char>, after: Option<char>) -> bool {
    match c {
        '&' => after.is_some_and(|a| a.is_ascii_alphanumeric() || a == '#'),
        '!' => after.is_none_or(|a| a == '['),
        '@' => !before.is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

/// The byte of the stop or bracket that would make a list of a block that begins with these words: `1.`, and for
/// Pandoc `a)`, `(iv)` and the like.
fn list_mark(text: &str) -> Option<usize> {
    let opened = usize::from(text.starts_with('('));
    let mark = text[opened..].find(['.', ')'])? + opened;
    let counter = &text[opened..mark];
    let is_counter = !counter.is_empty()
        && (counter.bytes().all(|b| b.is_ascii_digit())
            || counter.len() == 1 && counter.bytes().all(|b| b.is_ascii_alphabetic())
            || counter.bytes().all(|b| b"ivxlcdmIVXLCDM".contains(&b)));
    let rest = &text[mark + 1..];
    let is_mark = is_counter && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    is_mark.then_some(mark)
}

/// The value of an attribute, between double quotes.
pub(super) fn value(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => out.push(' '),
            c if c.is_ascii_punctuation() && !"-.,:;/()".contains(c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// An address, as it stands between the round brackets of a link.
pub(super) fn address(to: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/:.-_~%?=+,;@!#".contains(c);
    if !to.is_empty() && to.chars().all(is_plain) {
        return to.into();
    }
    let mut out = String::from("<");
    for c in to.chars() {
        match c {
            '\n' | '\r' => out.push_str("%0A"),
            // Pandoc looks for the end of a span's brackets in addresses, too.
            '<' | '>' | '\\' | '&' | '[' | ']' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.push('>');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> String {
        let mut out = String::new();
        push(&mut out, text, false);
        out
    }

    #[test]
    fn words_that_look_like_lists_are_no_lists() {
        assert_eq!(block("1. May"), r"1\. May");
        assert_eq!(block("(iv) the rest"), r"(iv\) the rest");
        assert_eq!(block("1.5 per cent"), "1.5 per cent");
        assert_eq!(block("St. Imier"), "St. Imier");
    }

    #[test]
    fn signs_are_escaped_only_where_they_mean_something() {
        assert_eq!(block("A & B, a&b; C# [sic]"), r"A & B, a\&b; C# \[sic\]");
        assert_eq!(block("- no"), r"\- no");
        assert_eq!(block("press@example.org"), "press@example.org");
    }
}
