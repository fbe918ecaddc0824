//! Numbers and strings as content streams want them. In: integers in thousandths, bytes, text. Out: the shortest decimal
//! (PDF 1.7, 7.3.3) and literal strings (7.3.4.2).

use crate::typeset::Length;

/// A coordinate: thousandths of a point. Steps between such are exact, so that rounding never adds up.
pub(crate) type Milli = i64;

/// A length in thousandths of a point, rounded.
pub(crate) fn milli(length: Length) -> Milli {
    (length.0 * 1000 + (1 << 15)) >> 16
}

/// Writes `value / 10^places` without needless digits.
pub(crate) fn decimal(out: &mut Vec<u8>, value: i64, places: u32) {
    if value < 0 {
        out.push(b'-');
    }
    let (value, unit) = (value.unsigned_abs(), 10u64.pow(places));
    let (whole, mut rest) = (value / unit, value % unit);
    if whole > 0 || rest == 0 {
        digits(out, whole);
    }
    if rest == 0 {
        return;
    }
    out.push(b'.');
    let mut unit = unit / 10;
    while rest > 0 {
        out.push(b'0' + (rest / unit) as u8);
        rest %= unit;
        unit /= 10;
    }
}

fn digits(out: &mut Vec<u8>, value: u64) {
    if value >= 10 {
        digits(out, value / 10);
    }
    out.push(b'0' + (value % 10) as u8);
}

/// Writes a byte of a literal string.
pub(crate) fn literal(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
        b'\r' => out.extend(b"\\r"),
        _ => out.push(byte),
    }
}

/// A text string (PDF 1.7, 7.9.2.2): bytes of PDFDocEncoding where text is ASCII, else UTF-16 with its mark.
pub(crate) fn text_string(text: &str) -> Vec<u8> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return text.as_bytes().to_vec();
    }
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    [0xfe, 0xff].into_iter().chain(units).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_short_and_exact() {
        let written = |value, places| {
            let mut out = Vec::new();
            decimal(&mut out, value, places);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(0, 3), "0");
        assert_eq!(written(10_500, 3), "10.5");
        assert_eq!(written(-7, 3), "-.007");
        assert_eq!(written(1_200_010, 3), "1200.01");
        assert_eq!(written(-250, 0), "-250");
    }

    #[test]
    fn thousandths_of_a_point_are_rounded() {
        assert_eq!(milli(Length::pt(1.0)), 1000);
        assert_eq!(milli(Length::pt(-1.0)), -1000);
        assert_eq!(milli(Length::mm(148.0)), 419_528);
    }

    #[test]
    fn text_beyond_ascii_is_utf_16() {
        assert_eq!(text_string("Note (1)"), b"Note (1)");
        assert_eq!(text_string("“"), [0xfe, 0xff, 0x20, 0x1c]);
    }
}
