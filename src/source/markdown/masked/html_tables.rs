//! Where tables in HTML end. In: a text. Out: the length of the one that begins at a byte. The text is gone through once, as what
//! begins again and again and never ends should cost little.

use std::collections::BTreeMap;

/// The byte behind each table, by that of its first sign.
#[derive(Default)]
pub(super) struct HtmlTables(Option<BTreeMap<usize, usize>>);

const OPEN: &str = "<table";
const CLOSE: &str = "</table>";

/// Whether a text has a word at a byte, whatever its capitals.
fn stands(text: &str, at: usize, word: &str) -> bool {
    let found = text.as_bytes().get(at..at + word.len());
    found.is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()))
}

fn ends(text: &str) -> BTreeMap<usize, usize> {
    let mut open = Vec::new();
    let mut ends = BTreeMap::new();
    for (at, _) in text.match_indices('<') {
        if stands(text, at, OPEN) {
            open.push(at);
        } else if stands(text, at, CLOSE)
            && let Some(start) = open.pop()
        {
            ends.insert(start, at + CLOSE.len());
        }
    }
    ends
}

impl HtmlTables {
    /// The byte, from `from` on, of the first sign of the table that a line begins with, and its length to the end of its last
    /// line; none where words follow in that.
    pub(super) fn find(&mut self, text: &str, from: usize) -> Option<(usize, usize)> {
        let rest = &text[from..];
        let first = rest.len() - rest.trim_start_matches(' ').len();
        if !stands(text, from + first, OPEN) {
            return None;
        }
        let ends = self.0.get_or_insert_with(|| ends(text));
        let end = *ends.get(&(from + first))?;
        let behind = text[end..]
            .find('\n')
            .map_or(text.len(), |line| end + line + 1);
        let is_alone = text[end..behind].trim().is_empty();
        is_alone.then_some((first, behind - from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_end_where_their_own_tag_does() {
        let text = "<TABLE>a<table>b</table>\n\nc</Table>\nd";
        let mut tables = HtmlTables::default();
        assert_eq!(tables.find(text, 0), Some((0, text.len() - 1)));
        assert_eq!(tables.find(text, 1), None);
        assert_eq!(HtmlTables::default().find("<table>a</table> b", 0), None);
        assert_eq!(
            HtmlTables::default().find("<table>\n".repeat(9).as_str(), 0),
            None
        );
    }
}
