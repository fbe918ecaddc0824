//! What numbers an item or an example. In: a line. Out: the counter that it begins with, and how long that is.

use crate::book::{Close, Figures};

/// The counter that a line begins with, what stands beside it, and the length of both: no plain figures, which the
/// parser knows.
pub(super) fn counter(words: &str) -> Option<(&str, Close, usize)> {
    let opened = usize::from(words.starts_with('('));
    let length = words[opened..]
        .bytes()
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let length = if words[opened..].starts_with('#') {
        1
    } else {
        length
    };
    let counter = &words[opened..opened + length];
    let close = match (opened, words.as_bytes().get(opened + length)?) {
        (0, b'.') => Close::Stop,
        (0, b')') => Close::Bracket,
        (1, b')') => Close::Brackets,
        _ => return None,
    };
    let is_plain = opened == 0 && counter.bytes().all(|b| b.is_ascii_digit());
    (length > 0 && length < 9 && !is_plain).then_some((counter, close, opened + length + 1))
}

/// The name of the example that a line begins with (`(@name)`, `(@)`), and the length of all that. The parser knows no longer
/// numbers than of nine figures.
pub(super) fn example(words: &str) -> Option<(&str, usize)> {
    let (name, rest) = words.strip_prefix("(@")?.split_once(')')?;
    let is_name = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let is_example = is_name && name.len() < 8 && (rest.is_empty() || rest.starts_with(' '));
    is_example.then_some((name, name.len() + "(@)".len()))
}

/// The figures of a list that begins with a counter, and its number.
pub(super) fn begins(counter: &str) -> Option<(Figures, u32)> {
    let kinds: &[Figures] = match counter {
        "#" => return Some((Figures::Decimal, 1)),
        "i" => &[Figures::SmallRoman],
        "I" => &[Figures::Roman],
        _ => &[
            Figures::Decimal,
            Figures::Letters,
            Figures::Capitals,
            Figures::SmallRoman,
            Figures::Roman,
        ],
    };
    kinds
        .iter()
        .find_map(|kind| Some((*kind, kind.read(counter)?)))
}
