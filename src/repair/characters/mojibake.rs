//! Mojibake. In: UTF-8 that somebody read as Windows-1252, once or twice. Out: the characters it was.

use crate::galley::{Edit, Pen};
use crate::repair::Rules;
use encoding_rs::WINDOWS_1252;
use std::ops::Range;

/// Mends each run of characters that is the UTF-8 of others.
pub(super) fn mend(pen: &mut Pen<'_>, _rules: &Rules) {
    let galley = pen.galley().clone();
    let text = galley.text();
    for run in runs(text) {
        let before = &text[run.clone()];
        if let Some(after) = undone(before) {
            let after = undone(&after).unwrap_or(after);
            let edit = Edit::sure(run, after.clone(), "UTF-8 that was read as Windows-1252");
            pen.edit(edit.words(before, &after));
        }
    }
}

/// The runs of characters that Windows-1252 has above ASCII. Single ones are no mojibake.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, c) in text
        .char_indices()
        .filter(|(_, c)| byte(*c).is_some_and(|b| b >= 0x80))
    {
        match runs.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            _ => runs.push(at..at + c.len_utf8()),
        }
    }
    runs.retain(|run| text[run.clone()].chars().nth(1).is_some());
    runs
}

/// The byte that a character has in Windows-1252; the five bytes it leaves free stand for themselves.
fn byte(c: char) -> Option<u8> {
    match c {
        '\u{81}' | '\u{8d}' | '\u{8f}' | '\u{90}' | '\u{9d}' => Some(c as u8),
        _ => {
            let mut buffer = [0; 4];
            let (bytes, _, is_lossy) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
            (!is_lossy && bytes.len() == 1).then(|| bytes[0])
        }
    }
}

/// The run read as the bytes it came from; None if they are no UTF-8.
fn undone(run: &str) -> Option<String> {
    let bytes: Vec<u8> = run.chars().map(byte).collect::<Option<_>>()?;
    let text = String::from_utf8(bytes).ok()?;
    (text != run && !text.is_ascii()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mojibake_is_undone_and_other_text_is_not() {
        assert_eq!(undone("Ã©").as_deref(), Some("é"));
        assert_eq!(undone("â€œ").as_deref(), Some("“"));
        assert_eq!(undone("éà"), None);
        assert_eq!(undone("»“"), None);
    }
}
