//! What a file calls its pages. In: the catalog. Out: the label of each page (ISO 32000-1, 12.4.2).

use crate::book::Figures;
use hayro_font::hayro_syntax::Pdf;
use hayro_font::hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};

/// Trees of numbers are no deeper.
const DEEPEST: usize = 12;
/// Ranges of labels; a book has a handful.
const MOST: usize = 10_000;

/// The labels of so many pages; none where the file has none.
pub(super) fn labels(pdf: &Pdf, pages: usize) -> Option<Vec<Box<str>>> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    let tree = catalog.get::<Dict<'_>>(b"PageLabels")?;
    let mut ranges = Vec::new();
    collect(&tree, 0, &mut ranges);
    ranges.sort_by_key(|(from, _)| *from);
    (!ranges.is_empty()).then(|| (0..pages).map(|page| label(&ranges, page)).collect())
}

/// How the pages of a range are called.
struct Range {
    style: u8,
    prefix: String,
    first: u32,
}

fn collect(node: &Dict<'_>, depth: usize, ranges: &mut Vec<(usize, Range)>) {
    if depth > DEEPEST || ranges.len() > MOST {
        return;
    }
    if let Some(numbers) = node.get::<Array<'_>>(b"Nums") {
        let mut from = None;
        for entry in numbers.iter::<Object<'_>>().take(2 * MOST) {
            match entry {
                Object::Number(number) => from = usize::try_from(number.as_i64()).ok(),
                Object::Dict(dict) => ranges.extend(from.take().map(|from| (from, range(&dict)))),
                _ => {}
            }
        }
    }
    if let Some(kids) = node.get::<Array<'_>>(b"Kids") {
        for kid in kids.iter::<Dict<'_>>().take(MOST) {
            collect(&kid, depth + 1, ranges);
        }
    }
}

fn range(dict: &Dict<'_>) -> Range {
    let style = dict
        .get::<Name<'_>>(b"S")
        .and_then(|name| name.first().copied());
    let prefix = dict.get::<PdfString<'_>>(b"P");
    Range {
        style: style.unwrap_or(0),
        prefix: prefix
            .map(|prefix| super::string::text(prefix.as_bytes()))
            .unwrap_or_default(),
        first: dict.get::<u32>(b"St").unwrap_or(1),
    }
}

fn label(ranges: &[(usize, Range)], page: usize) -> Box<str> {
    let at = ranges.partition_point(|(from, _)| *from <= page);
    let Some((from, range)) = at.checked_sub(1).map(|at| &ranges[at]) else {
        return (page + 1).to_string().into();
    };
    let number = range.first.saturating_add((page - from) as u32);
    let number = match range.style {
        b'D' => number.to_string(),
        b'r' => Figures::SmallRoman.write(number),
        b'R' => Figures::Roman.write(number),
        b'a' => letters(number),
        b'A' => letters(number).to_uppercase(),
        _ => String::new(),
    };
    format!("{}{number}", range.prefix).into()
}

/// a to z, aa to zz, and so on; not past ten letters.
fn letters(number: u32) -> String {
    let Some(index) = number.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from(b'a' + (index % 26) as u8);
    std::iter::repeat_n(letter, ((index / 26) as usize).min(9) + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_doubled_past_z() {
        assert_eq!((letters(1), letters(28)), ("a".into(), "bb".into()));
    }
}
