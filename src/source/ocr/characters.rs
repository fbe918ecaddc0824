//! The characters of an OCR file. In: its bytes, and what it writes for characters. Out: text; of entities only the five of
//! XML and numbers are read.

use encoding_rs::Encoding;
use std::borrow::Cow;

/// The text of a file: UTF-8, or what its first bytes or its declaration name.
#[must_use]
pub fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let by_mark = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = by_mark.or_else(|| declared(bytes));
    encoding.unwrap_or(encoding_rs::UTF_8).decode(bytes).0
}

/// The encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.strip_prefix(b"<?xml")?;
    let end = head.windows(2).take(200).position(|pair| pair == b"?>")?;
    let head = std::str::from_utf8(&head[..end]).ok()?;
    let value = head.split_once("encoding")?.1.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let label = value[value
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''))?
        .len_utf8()..]
        .split(['"', '\''])
        .next()?;
    // A declaration that can be read byte by byte is not of two bytes a character, whatever it says.
    Encoding::for_label(label.as_bytes()).filter(|e| e.is_ascii_compatible())
}

/// Text with its entities read; what is none of the five nor a number stays as it is.
#[must_use]
pub fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        rest = after;
        if let Some((name, after)) = after.split_once(';').filter(|(name, _)| is_name(name)) {
            entity(&mut text, name);
            rest = after;
        } else {
            text.push('&');
        }
    }
    text.push_str(rest);
    text
}

/// Whether an entity may be called so.
fn is_name(name: &str) -> bool {
    name.len() < 12 && !name.contains(|c: char| c == '&' || c.is_whitespace())
}

/// Writes the character of an entity.
pub fn entity(text: &mut String, name: &str) {
    let number = |digits: &str| match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    };
    let c = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name
            .strip_prefix('#')
            .and_then(number)
            .and_then(char::from_u32),
    };
    match c {
        Some(c) => text.push(c),
        None => {
            text.push('&');
            text.push_str(name);
            text.push(';');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_entity_of_xml_stays() {
        assert_eq!(unescaped("a &amp; &b; & &#x43;"), "a & &b; & C");
    }

    #[test]
    fn a_declaration_without_marks_names_nothing() {
        assert_eq!(decoded(b"<?xml encoding=?>a"), "<?xml encoding=?>a");
    }
}
