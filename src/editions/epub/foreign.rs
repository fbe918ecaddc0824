//! Passages in another language. In: words of the text and the passages that the manifest names. Out: the words in parts,
//! each with its language, so that a voice can pronounce them (WCAG 2.2, 3.1.2).

/// Parts text at some passages.
pub(super) struct Passages {
    /// Words, tag, whether they were met; the longest first.
    rows: Vec<(String, String, bool)>,
}

impl Passages {
    /// Those of the manifest.
    pub(super) fn new(named: &[(String, String)]) -> Passages {
        let rows = named.iter().filter(|(words, _)| !words.is_empty());
        let rows = rows.map(|(words, tag)| (words.clone(), tag.clone(), false));
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|(words, ..)| std::cmp::Reverse(words.len()));
        Passages { rows }
    }

    /// The parts of a text, with their tags where they are in another language. Passages are whole words.
    pub(super) fn parts<'a>(&mut self, text: &'a str) -> Vec<(&'a str, Option<String>)> {
        let mut parts = Vec::new();
        let (mut start, mut at) = (0, 0);
        while let (false, Some(c)) = (self.rows.is_empty(), text[at..].chars().next()) {
            let Some((length, tag)) = self.at(text, at) else {
                at += c.len_utf8();
                continue;
            };
            parts.extend((start < at).then_some((&text[start..at], None)));
            parts.push((&text[at..at + length], Some(tag)));
            at += length;
            start = at;
        }
        parts.extend((start < text.len()).then_some((&text[start..], None)));
        parts
    }

    /// The passage that begins at a byte: its length and its tag.
    fn at(&mut self, text: &str, at: usize) -> Option<(usize, String)> {
        if text[..at].ends_with(char::is_alphanumeric) {
            return None;
        }
        let row = self.rows.iter_mut().find(|(words, ..)| {
            let rest = text[at..].strip_prefix(words.as_str());
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        let (words, tag, is_met) = row?;
        *is_met = true;
        Some((words.len(), tag.clone()))
    }

    /// The passages that were not met.
    pub(super) fn unmet(&self) -> impl Iterator<Item = &str> {
        let unmet = self.rows.iter().filter(|(.., is_met)| !is_met);
        unmet.map(|(words, ..)| words.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_passage_counts_and_words_are_whole() {
        let named = [("ab", "la"), ("ab urbe", "fr"), ("never", "de")];
        let named = named.map(|(words, tag)| (words.to_owned(), tag.to_owned()));
        let mut passages = Passages::new(&named);
        let parts = passages.parts("ab urbe condita, ab, fab abc");
        let parts: Vec<_> = parts.iter().map(|(t, l)| (*t, l.as_deref())).collect();
        let wanted = [
            ("ab urbe", Some("fr")),
            (" condita, ", None),
            ("ab", Some("la")),
            (", fab abc", None),
        ];
        assert_eq!(parts, wanted);
        assert_eq!(passages.unmet().collect::<Vec<_>>(), ["never"]);
    }
}
