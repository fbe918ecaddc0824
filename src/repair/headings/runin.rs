//! Titles that the paragraph goes on from: `1.3. The Mill. It stood …`. In: the printed lines. Out: the [`Title`]s among
//! them: behind decimal numbers that count up, short, ended, and before the beginning of a sentence.

use super::Survey;
use super::numbering::Kind;
use super::stopped::is_nominal;
use crate::facsimile::sentence::{End, Start};

/// A title at the head of a row.
pub(super) struct Title {
    pub row: usize,
    pub kind: Kind,
    /// Its bytes in the row's text.
    pub length: usize,
}

/// So many words at most.
const WORDS: usize = 10;
/// So many at least.
const LEAST: usize = 3;
/// So many times fewer begin with a longer sentence, as clauses do.
const SHARE: usize = 2;

/// The titles that stand at the head of their paragraphs.
pub(super) fn titles(survey: &Survey<'_>) -> Vec<Title> {
    let mut titles = Vec::new();
    let mut clauses = 0;
    for row in 0..survey.rows.len() {
        let text = &survey.rows[row].text;
        let Some(kind) = survey.families.decimal(row) else {
            continue;
        };
        match title(text) {
            Some(length) => titles.push(Title { row, kind, length }),
            None => clauses += usize::from(!is_whole(text) && !goes_on(survey, row)),
        }
    }
    if titles.len() < LEAST || clauses * SHARE > titles.len() {
        titles.clear();
    }
    titles
}

/// Whether a row's title ends on the next.
fn goes_on(survey: &Survey<'_>, row: usize) -> bool {
    let next = survey.rows.get(row + 1);
    next.is_some_and(|next| title(&format!("{} {}", survey.rows[row].text, next.text)).is_some())
}

/// How long the title is with which a row begins.
fn title(text: &str) -> Option<usize> {
    let (sign, _) = text.split_once(' ')?;
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    let is_end = |end: &usize| {
        let rest = &text[*end..];
        *end > sign.len()
            && End::of(&text[..*end]) == End::Sentence
            && matches!(Start::of(rest), Start::Upper | Start::Number | Start::Dash)
    };
    let end = ends.into_iter().find(is_end)?;
    let words = &text[sign.len()..end];
    let is_short = words.split_whitespace().count() <= WORDS;
    (is_short && begins_title(text) && is_nominal(words)).then_some(end)
}

/// Whether a capital stands behind the number.
fn begins_title(text: &str) -> bool {
    let rest = text.split_once(' ').map_or("", |(_, rest)| rest);
    Start::of(rest) == Start::Upper
}

/// Whether a row is a title and nothing else.
fn is_whole(text: &str) -> bool {
    text.split_whitespace().count() <= WORDS && End::of(text) != End::Comma
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_end_with_a_sentence() {
        let read = |text: &'static str| title(text).map(|end| &text[..end]);
        assert_eq!(
            read("2.4. The lower sluice. Nobody had"),
            Some("2.4. The lower sluice.")
        );
        assert_eq!(read("2.4. The lower sluice was open. Nobody had"), None);
        assert_eq!(read("2.4. The lower sluice"), None);
    }
}
