//! Text strings of a file's own entries. In: bytes of a string (ISO 32000-1, 7.9.2.2). Out: the text.

/// UTF-16 or UTF-8 with their marks, else Latin letters one a byte.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| one(byte)).collect(),
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{fffd}'))
        .collect()
}

/// PDFDocEncoding (ISO 32000-1, annex D.3): Latin-1 but for some marks and stops.
fn one(byte: u8) -> char {
    const FROM_0X80: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž";
    match byte {
        0x80..=0x9e => FROM_0X80
            .chars()
            .nth(usize::from(byte - 0x80))
            .unwrap_or('\u{fffd}'),
        0xa0 => '€',
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_by_their_marks() {
        assert_eq!(text(b"\xfe\xff\x20\x1c\xd8\x35\xdc\x00"), "“𝐀");
        assert_eq!(text(b"\xef\xbb\xbfn\xc3\xa9"), "né");
        assert_eq!(text(b"caf\xe9 \x84 \x9e"), "café — ž");
    }
}
