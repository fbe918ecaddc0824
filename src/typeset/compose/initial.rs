//! Dropped initials. In: the take of a section's first paragraph. Out: the take without its first letter, which stands
//! beside its first two rows, and with the rest of its first word in small capitals.

use super::Composer;
use crate::typeset::take::{Mark, Stretch, Take};

/// The least width of a letter of running text, in hundredths of an em: to tell whether a paragraph has two lines.
const NARROW_LETTER: i64 = 40;

/// First words in small capitals have so many letters at least: two or three words.
const FIRST_WORDS: usize = 10;

impl Composer<'_> {
    /// Sets the first letter over two rows, if it is one and the paragraph fills both. An opening quotation mark goes
    /// with its letter and hangs in the margin.
    pub(super) fn drop_cap(&self, take: &mut Take) {
        let letters: usize = take.stretches.iter().map(|s| s.text.chars().count()).sum();
        if (letters as i64) * self.design.size.0 * NARROW_LETTER / 100 < 2 * take.room.measure {
            return;
        }
        let Some(first) = take.stretches.first_mut().filter(|s| s.call.is_none()) else {
            return;
        };
        let mark = (first.text.len())
            - first
                .text
                .trim_start_matches(['“', '‘', '«', '„', '»'])
                .len();
        let Some(letter) = first.text[mark..]
            .chars()
            .next()
            .filter(|c| c.is_alphabetic())
        else {
            return;
        };
        let initial: String = first.text.drain(..mark + letter.len_utf8()).collect();
        let is_word = first.text.starts_with(' ');
        let mut stretch = Stretch {
            text: initial,
            ..first.clone()
        };
        stretch.style.size = self.design.drop_cap_size();
        let width = |text: &str| self.founts.shaper().shape(text, stretch.style).width;
        let hang = width(&stretch.text[..mark]);
        take.room.indent = width(&stretch.text) - hang + self.design.size.0 / 8;
        take.room.indented = 2;
        if is_word {
            // Readers take words by their spaces; in a line's beginning it would be dropped.
            stretch.text.push(' ');
        } else {
            self.small_capitals(&mut take.stretches);
        }
        take.mark = Some(Mark {
            stretch,
            x: -hang,
            down: self.design.leading.0,
            inner: None,
        });
    }

    /// The first words of a paragraph in small capitals, where the face has them.
    pub(super) fn first_words(&self, take: &mut Take) {
        let Some(first) = take.stretches.first().filter(|s| s.call.is_none()) else {
            return;
        };
        let mut end = 0;
        for (at, c) in first.text.char_indices() {
            let is_end =
                c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '—' | '–');
            if is_end && at >= FIRST_WORDS {
                end = at;
                break;
            }
            if matches!(c, '.' | '!' | '?') {
                end = at;
                break;
            }
        }
        if end > 0 {
            self.small_until(&mut take.stretches, end);
        }
    }

    /// The rest of the first word, where the face has small capitals.
    fn small_capitals(&self, stretches: &mut Vec<Stretch>) {
        let first = &stretches[0].text;
        let end = first.find(|c: char| !c.is_alphabetic() && c != '’');
        let end = end.unwrap_or(first.len());
        self.small_until(stretches, end);
    }

    /// The first bytes of the first stretch in small capitals, where the face has them.
    fn small_until(&self, stretches: &mut Vec<Stretch>, end: usize) {
        let first = &mut stretches[0];
        let is_regular = first.style.face == self.founts.regular();
        if !is_regular || !self.founts.has_small_caps() {
            return;
        }
        let rest = first.text.split_off(end);
        let after = Stretch {
            text: rest,
            ..first.clone()
        };
        let (small, style) = self.founts.in_small_caps(&first.text, first.style.size);
        (first.text, first.style) = (small.into_owned(), style);
        stretches.insert(1, after);
        stretches.retain(|stretch| !stretch.text.is_empty());
    }
}
