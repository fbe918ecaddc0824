//! Words from right to left. In: a paragraph's text and its direction. Out: the [`Level`]s of its characters, and the order
//! in which what stands in a line is seen (Unicode's bidirectional algorithm, UAX 9).
//!
//! A book that runs from right to left is made up like any other, from the side where its lines begin; its pages are
//! mirrored at the end, each run of glyphs as a whole.

use unicode_bidi::BidiInfo;

/// How deep a character stands in words of the other direction: even from left to right, odd from right to left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level(u8);

impl Level {
    /// That of a paragraph.
    #[must_use]
    pub fn of(is_backwards: bool) -> Level {
        Level(u8::from(is_backwards))
    }

    /// Whether what has it runs from right to left.
    #[must_use]
    pub fn is_backwards(self) -> bool {
        self.0 % 2 == 1
    }
}

/// Hebrew, Arabic and their neighbours, and the signs that ask for their order.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The levels of a text's bytes; None where all of it runs from left to right.
#[must_use]
pub fn levels(text: &str, is_backwards: bool) -> Option<Vec<Level>> {
    if !is_backwards && !text.contains(is_right_to_left) {
        return None;
    }
    let base = unicode_bidi::Level::from(u8::from(is_backwards));
    let info = BidiInfo::new(text, Some(base));
    Some(
        info.levels
            .iter()
            .map(|level| Level(level.number()))
            .collect(),
    )
}

/// The parts of a text that have one level each.
pub fn parts<'t>(text: &'t str, levels: Option<&[Level]>) -> Vec<(&'t str, Level)> {
    let Some(levels) = levels else {
        return vec![(text, Level::default())];
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.char_indices().skip(1) {
        if levels[at] != levels[start] {
            parts.push((&text[start..at], levels[start]));
            start = at;
        }
    }
    if start < text.len() {
        parts.push((&text[start..], levels[start]));
    }
    parts
}

/// Brings what stands in a line into the order in which it is seen from the side where the book's lines begin.
pub fn order<T>(line: Vec<T>, level: impl Fn(&T) -> Level, is_backwards: bool) -> Vec<T> {
    let own = Level::of(is_backwards);
    if line.iter().all(|part| level(part) == own) {
        return line;
    }
    let levels: Vec<unicode_bidi::Level> = line.iter().map(|part| level(part).0.into()).collect();
    let mut order = BidiInfo::reorder_visual(&levels);
    if is_backwards {
        order.reverse();
    }
    let mut line: Vec<Option<T>> = line.into_iter().map(Some).collect();
    let seen = order.into_iter().filter_map(|at| line.get_mut(at)?.take());
    seen.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a line as they are seen, from the side where its lines begin.
    fn seen(text: &str, is_backwards: bool) -> Vec<&str> {
        let levels = levels(text, is_backwards);
        let parts = parts(text, levels.as_deref());
        let words = parts.into_iter().flat_map(|(part, level)| {
            part.split_inclusive(' ')
                .map(move |word| (word.trim(), level))
        });
        let line = words.filter(|(word, _)| !word.is_empty()).collect();
        let seen = order(line, |(_, level)| *level, is_backwards);
        seen.into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn hebrew_words_in_a_row_stand_from_right_to_left() {
        assert_eq!(
            seen("he said שלום לכל אדם and left", false),
            ["he", "said", "אדם", "לכל", "שלום", "and", "left"]
        );
        assert_eq!(
            seen("all from left to right", false),
            ["all", "from", "left", "to", "right"]
        );
    }

    #[test]
    fn a_hebrew_line_begins_at_the_right_and_its_latin_words_run_the_other_way() {
        assert_eq!(
            seen("שלום The Quay לכל", true),
            ["שלום", "Quay", "The", "לכל"]
        );
        assert_eq!(seen("שנת 1914 לכל", true), ["שנת", "1914", "לכל"]);
    }
}
