//! XML. In: text. Out: text that may stand in a document.

/// Text for content and for attribute values in double quotes; characters that XML 1.0 (2.2) has no place for go.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match (entity(c), c) {
            (Some(entity), _) => out.push_str(entity),
            (None, '\t' | '\n' | '\r') => out.push(' '),
            (None, c) if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            (None, c) => out.push(c),
        }
    }
    out
}

/// Text for content of HTML where line ends stay; what is no character of XML is shown as U+FFFD, page turns not at all.
pub(crate) fn escaped_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match (entity(c), c) {
            (Some(entity), _) => out.push_str(entity),
            (None, '\u{c}') => {}
            (None, '\n' | '\t') => out.push(c),
            (None, c) if c.is_control() => out.push('\u{FFFD}'),
            (None, c) => out.push(c),
        }
    }
    out
}

/// How a character is written that would be read as markup.
pub(crate) fn entity(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    }
}

/// A web or mail address as a link may have it; None for anything else, as readers and validators refuse it.
pub(crate) fn address(to: &str) -> Option<String> {
    let (scheme, rest) = to.split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            let rest = rest.strip_prefix("//")?;
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let (host, path) = rest.split_at(end);
            is_host(host).then(|| format!("{scheme}://{host}{}", encoded(path)))
        }
        "mailto" => {
            let (name, host) = rest.split_once('@')?;
            let is_sound = !name.is_empty() && is_host(host);
            is_sound.then(|| format!("mailto:{}@{host}", encoded(name)))
        }
        _ => None,
    }
}

fn is_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    name.split('.').all(is_label) && !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit())
}

/// Percent-encodes what RFC 3986 allows in no path, query or fragment; a second `#` as well.
pub(crate) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut has_fragment = false;
    for (at, byte) in path.bytes().enumerate() {
        let is_escape = byte == b'%'
            && path.as_bytes()[at + 1..].len() >= 2
            && path.as_bytes()[at + 1..at + 3]
                .iter()
                .all(u8::is_ascii_hexdigit);
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte);
        let is_first_hash = byte == b'#' && !has_fragment;
        has_fragment |= is_first_hash;
        if is_plain || is_escape || is_first_hash {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sound_addresses_are_links() {
        assert_eq!(
            address("https://a.org/b c#d#e").as_deref(),
            Some("https://a.org/b%20c#d%23e")
        );
        assert_eq!(address("mailto:a@b.org").as_deref(), Some("mailto:a@b.org"));
        for bad in [
            "javascript:alert(1)",
            "other.html",
            "http://",
            "http://a b/",
            "#x",
            "file:///etc/passwd",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }
}
