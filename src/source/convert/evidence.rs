//! What tells a document of another program. In: bytes, and their beginning as text. Out: whether it has a format's signs.

/// Whether this is a ZIP archive that holds a name or a type, written as it is.
pub(super) fn is_zip_with(bytes: &[u8], word: &[u8]) -> bool {
    let has = || bytes.windows(word.len()).any(|window| window == word);
    bytes.starts_with(b"PK\x03\x04") && has()
}

/// The text behind blanks, an XML declaration, comments and processing instructions.
fn behind_prolog(head: &str) -> &str {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match () {
            () if rest.starts_with("<?") => rest.find("?>").map(|at| at + 2),
            () if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            () => return rest,
        };
        let Some(end) = end else { return rest };
        rest = rest[end..].trim_start();
    }
}

/// The name of an XML document's root, without its prefix.
pub(super) fn root(head: &str) -> Option<&str> {
    if !head
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with("<?xml")
    {
        return None;
    }
    let mut rest = behind_prolog(head);
    if rest.starts_with("<!DOCTYPE") {
        rest = behind_prolog(rest.split_once('>').map_or("", |(_, rest)| rest));
    }
    let tag = rest.strip_prefix('<')?;
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
    let name = &tag[..end];
    Some(name.rsplit_once(':').map_or(name, |(_, name)| name))
}

/// An XML document of a kind that no row knows.
pub(super) fn unknown_xml(head: &str) -> Option<&str> {
    root(head).filter(|root| !root.is_empty())
}

/// `<!DOCTYPE html`, or `<html` as the first tag.
pub(super) fn is_html(head: &str) -> bool {
    let rest = behind_prolog(head);
    let start: String = rest.chars().take(16).collect::<String>().to_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || root(head) == Some("html")
}

/// A class is declared before the document begins, both at the heads of lines, and nothing but comments stands before the
/// first command: a text about TeX shows such lines as well, but begins with words of its own.
pub(super) fn is_tex(head: &str) -> bool {
    let lines = head
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim_start);
    let mut written = lines.filter(|line| !line.is_empty() && !line.starts_with('%'));
    if !written.next().is_some_and(|line| line.starts_with('\\')) {
        return false;
    }
    let has = |word: &str| head.lines().any(|line| line.trim_start().starts_with(word));
    (has("\\documentclass") || has("\\documentstyle") || has("\\usepackage")) && has("\\begin{")
}

/// Directives of Muse: `#title The Mill` at the head, without a blank behind the sign.
pub(super) fn is_muse(head: &str) -> bool {
    let lines = head.trim_start_matches('\u{feff}').lines();
    let mut inked = lines.filter(|line| !line.trim().is_empty());
    let first = inked.next().unwrap_or_default();
    let names = [
        "title",
        "author",
        "lang",
        "subtitle",
        "listtitle",
        "pubdate",
        "date",
        "topics",
    ];
    let word = first
        .strip_prefix('#')
        .and_then(|rest| rest.split_once(' '));
    word.is_some_and(|(word, value)| {
        names.contains(&word.to_lowercase().as_str()) && !value.trim().is_empty()
    })
}

/// `#+TITLE:` and its like at the heads of lines.
pub(super) fn is_org(head: &str) -> bool {
    let keys = ["title:", "author:", "begin_", "options:", "startup:"];
    head.lines().any(|line| {
        let key = line.strip_prefix("#+").map(str::to_lowercase);
        key.is_some_and(|key| keys.iter().any(|known| key.starts_with(known)))
    })
}

/// A directive or a target: `.. note::`, `.. _mill:`.
pub(super) fn is_rst(head: &str) -> bool {
    head.lines().any(|line| {
        let Some(rest) = line.strip_prefix(".. ") else {
            return false;
        };
        let is_target = rest.starts_with('_') && rest.contains(": ") || rest.starts_with("[#");
        let name = rest.split_once("::").map_or("", |(name, _)| name);
        let is_name = |c: char| c.is_ascii_lowercase() || c == '-' || c == ':';
        is_target || !name.is_empty() && name.chars().all(is_name)
    })
}
