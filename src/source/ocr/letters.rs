//! How high letters reach. In: a word. Out: where its ink ends above the line and whether it goes below, by its letters.

/// How high a letter reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// To the height of x.
    Middle,
    /// To the height of capitals and figures.
    Capital,
    /// To that of b, d, h.
    Ascender,
}

impl Reach {
    /// All, in the order of their figures.
    pub const ALL: [Reach; 3] = [Reach::Middle, Reach::Capital, Reach::Ascender];

    /// How high, as a part of the size of the type: means of the faces that books are set in (Times .45 .66 .68, Garamond
    /// .40 .65 .70, Baskerville .44 .67 .71, Computer Modern .43 .68 .69, Libertine .43 .65 .70).
    #[must_use]
    pub fn of_size(self) -> f64 {
        match self {
            Reach::Middle => 0.435,
            Reach::Capital => 0.665,
            Reach::Ascender => 0.70,
        }
    }
}

const MIDDLE: &str = "acemnorsuvwxzgpqyıçæœąęşавгдежзиклмнопрстухцчшщъыьэюяαγεηικμνοπρςστυχω";
const CAPITALS: &str = "0123456789";
const ASCENDERS: &str = "bdfhklßþłбδθλ";
const BELOW: &str = "gpqyjçąęşQþрудцщфДЦЩβγζημξρςφχψ,;()[]{}|/„‚_@§$†‡";

/// How high a letter reaches; none for signs, accented letters, and those that differ from face to face (i, j, t).
#[must_use]
pub fn reach(c: char) -> Option<Reach> {
    // Of Cyrillic letters with a part above, only й and ё come with an accent, which no list here has.
    if ASCENDERS.contains(c) {
        Some(Reach::Ascender)
    } else if MIDDLE.contains(c) {
        Some(Reach::Middle)
    } else if CAPITALS.contains(c) || is_plain_capital(c) {
        Some(Reach::Capital)
    } else {
        None
    }
}

fn is_plain_capital(c: char) -> bool {
    c.is_ascii_uppercase() || matches!(c, 'А'..='Я' | 'Α'..='Ω') && !matches!(c, 'Й')
}

/// How high a word reaches, by its highest letter; none if one of them is not known that may be the highest.
#[must_use]
pub fn reach_of(word: &str) -> Option<Reach> {
    let mut highest = None;
    let mut has_other = false;
    for c in word.chars() {
        // Signs that are no higher than a letter beside them say nothing.
        if matches!(
            c,
            '.' | ',' | ';' | ':' | '-' | '\u{ac}' | '\u{ad}' | '—' | '–'
        ) {
            continue;
        }
        // No i, j or t reaches above ascenders.
        if matches!(c, 'i' | 'j' | 't') {
            has_other = true;
            continue;
        }
        highest = highest.max(Some(reach(c)?));
    }
    highest.filter(|&reach| !has_other || reach == Reach::Ascender)
}

/// Whether all of a word stands on the line: none of its letters goes below, and one at least stands there.
#[must_use]
pub fn stands(word: &str) -> bool {
    !word.contains(|c: char| BELOW.contains(c) || (c.is_alphabetic() && !is_seen(c)))
        && word.contains(|c| reach(c).is_some() || matches!(c, 'i' | 't'))
}

/// Scripts whose letters the lists name.
fn is_seen(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{17f}' | 'Α'..='ω' | 'А'..='я' | 'ё' | 'Ё')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_reach_as_high_as_their_highest_letter() {
        assert_eq!(reach_of("seven,"), Some(Reach::Middle));
        assert_eq!(reach_of("1894"), Some(Reach::Capital));
        assert_eq!(reach_of("Bold."), Some(Reach::Ascender));
        assert_eq!(reach_of("it"), None);
        assert_eq!(reach_of("Within"), Some(Reach::Ascender));
        assert_eq!(reach_of("Time"), None);
        assert!(stands("it") && stands("Bold.") && !stands("page") && !stands("—"));
    }
}
