//! How wide a line is when set. In: its text. Out: its width in thousandths of an em of a usual text face.
//!
//! The table holds the advance widths that old-style serif faces share within a few per cent; what matters is that an
//! `m` is three times an `i`. A measure and its spread are always taken from the text itself.

/// Widths of the characters from `!` to `~`.
const ASCII: [u16; 94] = [
    333, 408, 500, 500, 833, 778, 250, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556,
    722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722,
    611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278,
    778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// Width of a word space.
pub(crate) const SPACE: f32 = 250.0;
/// Width of a hyphen.
pub(crate) const HYPHEN: f32 = 333.0;

/// Width of what is in no table.
const OTHER: f32 = 480.0;

fn advance(c: char) -> f32 {
    match c {
        ' ' | '\u{a0}' => SPACE,
        '!'..='~' => f32::from(ASCII[c as usize - '!' as usize]),
        '‘' | '’' => 290.0,
        '“' | '”' => 444.0,
        '–' => 500.0,
        '—' | '…' | 'æ' | 'œ' => 900.0,
        'í' | 'ì' | 'î' | 'ï' | 'ı' => 278.0,
        '\u{300}'..='\u{36f}' | '\u{ad}' => 0.0,
        'ﬁ' | 'ﬂ' => 556.0,
        _ if c.is_uppercase() => 690.0,
        _ => OTHER,
    }
}

/// The longest text, in bytes, whose width is summed in whole numbers: such a sum is exact as a fraction, too.
const SUMMED: usize = 10_000;

/// The width of a text, blanks in a row counted as one.
pub(crate) fn of(text: &str) -> f32 {
    if text.len() > SUMMED {
        return slowly(text);
    }
    let (mut width, mut was_blank) = (0_u32, false);
    for c in text.chars() {
        // Nearly all characters are in the table.
        let is_blank = match c {
            '!'..='~' => {
                width += u32::from(ASCII[c as usize - '!' as usize]);
                was_blank = false;
                continue;
            }
            ' ' => true,
            c => c.is_whitespace(),
        };
        width += match is_blank {
            true if was_blank => 0,
            true => SPACE as u32,
            false => advance(c) as u32,
        };
        was_blank = is_blank;
    }
    width as f32
}

/// The same, of any text.
fn slowly(text: &str) -> f32 {
    let mut width = 0.0;
    let mut was_blank = false;
    for c in text.chars() {
        let is_blank = c.is_whitespace();
        if !(is_blank && was_blank) {
            width += if is_blank { SPACE } else { advance(c) };
        }
        was_blank = is_blank;
    }
    width
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn both_ways_are_as_wide(text in "[ -~\t\u{a0}“’—éÉ日\u{300}\u{1}]{0,80}") {
            assert_eq!(of(&text), slowly(&text));
        }
    }
}
