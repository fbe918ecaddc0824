//! What a character code of a face stands for. In: what its font says of the code. Out: a [`Sign`]: clean text, width
//! and ink, in thousandths of the size.

/// Where a sign's ink lies above its baseline, in thousandths of its size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ink {
    pub foot: i16,
    pub head: i16,
}

/// One code of one face. Glyphs share it.
#[derive(Debug, Default)]
pub(super) struct Sign {
    /// Its characters; empty for what stands for none, U+FFFD for one that nobody could name.
    pub text: Box<str>,
    /// How far it moves on, in thousandths of the size.
    pub width: f64,
    /// Its ink; all 0 where the outline is not known.
    pub ink: Ink,
    /// Whether it is a blank.
    pub is_blank: bool,
    /// Whether its name says that it is a small capital, such as `a.sc`.
    pub is_small_capital: bool,
}

impl Sign {
    /// Its only character, if it has one.
    pub fn only(&self) -> Option<char> {
        let mut characters = self.text.chars();
        characters.next().filter(|_| characters.next().is_none())
    }

    /// Whether it is a letter, large or small.
    pub fn is_same_letter(&self, letter: char) -> bool {
        let lower = |c: char| c.to_lowercase().next();
        self.only().is_some_and(|own| lower(own) == lower(letter))
    }
}

/// The characters as a transcription has them, and whether they are a blank: ligatures spelled out, kinds of blanks
/// one, what draws nothing left out, Adobe's old private characters for figures and small capitals as what they show.
pub(super) fn clean(raw: &str) -> (Box<str>, bool, bool) {
    let mut text = String::new();
    let (mut is_blank, mut is_small_capital) = (false, false);
    for c in raw.chars() {
        match c {
            ' '
            | '\t'
            | '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}' => {
                is_blank = true;
            }
            '\u{ad}' | '\u{2010}' | '\u{2011}' => text.push('-'),
            '\u{fb00}'..='\u{fb06}' => text.push_str(LIGATURES[c as usize - 0xfb00]),
            '\u{f6e1}'..='\u{f7ff}' if private(c).is_some() => {
                let shown = private(c).unwrap_or(c);
                is_small_capital |= shown.is_alphabetic();
                text.push(shown);
            }
            '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{feff}' => {}
            '\u{e000}'..='\u{f8ff}' => text.push('\u{fffd}'),
            c if c.is_control() => {}
            c => text.push(c),
        }
    }
    let is_blank = is_blank && text.is_empty();
    (text.into(), is_blank, is_small_capital)
}

/// U+FB00 to U+FB06.
const LIGATURES: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

/// Adobe's corporate use of the private area (glyph lists before 2002): old-style figures, and small capitals.
fn private(c: char) -> Option<char> {
    let code = c as u32;
    match code {
        0xf730..=0xf739 => char::from_u32(code - 0xf730 + u32::from('0')),
        0xf761..=0xf77a => char::from_u32(code - 0xf761 + u32::from('a')),
        0xf7e0..=0xf7fe => char::from_u32(code - 0xf700),
        0xf726 => Some('&'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_cleaned() {
        for (raw, text, is_blank) in [
            ("\u{fb03}", "ffi", false),
            ("\u{a0}", "", true),
            ("\u{ad}", "-", false),
            ("\u{7}", "", false),
            ("\u{f731}", "1", false),
            ("\u{e0b3}", "\u{fffd}", false),
        ] {
            let (found, blank, _) = clean(raw);
            assert_eq!((&*found, blank), (text, is_blank), "{raw:?}");
        }
        assert!(clean("\u{f761}").2);
    }
}
