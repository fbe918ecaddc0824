//! Notes in two columns under text that is set in one. In: the pieces of a region without columns. Out: those of the text, of
//! the left column of notes and of the right one, where there are such.
//!
//! A foot is too low to show a gutter by the number of its lines. Its notes show it: they are set smaller than the text, nothing
//! crosses the middle, and their numbers count on down the left side and then down the right one.

use super::column::{lines, median};
use super::piece::Piece;
use crate::counting::counting_on;

/// Notes are set at so many hundredths of the text's size at most.
const SMALL: i32 = 95;
/// The middle between the columns stands so many hundredths of their width from their own middle, at most.
const MIDDLE: i32 = 12;
/// The gutter is so many tenths of an em wide at least.
const GUTTER: i32 = 8;
/// A line that begins with a number by chance is one in so many of those that notes begin in, at the most.
const STRAY: usize = 2;
/// A folio below the notes has so many signs at most.
const FOLIO: usize = 5;
/// A note's number has so many digits at most.
const DIGITS: usize = 4;

/// The text, and both columns of notes.
pub(super) fn parted(pieces: Vec<Piece>) -> Result<[Vec<Piece>; 3], Vec<Piece>> {
    let Some((top, bottom, middle)) = foot(&pieces) else {
        return Err(pieces);
    };
    let mut parted = [Vec::new(), Vec::new(), Vec::new()];
    for piece in pieces {
        let side = 1 + usize::from(piece.center() > middle);
        let is_note = (top..=bottom).contains(&piece.baseline);
        parted[if is_note { side } else { 0 }].push(piece);
    }
    Ok(parted)
}

/// The first and last baseline of such notes, and where they are parted.
fn foot(pieces: &[Piece]) -> Option<(i32, i32, i32)> {
    let body = text_size(pieces)?;
    let (top, bottom) = small(pieces, body)?;
    let is_note = |piece: &&Piece| (top..=bottom).contains(&piece.baseline);
    let notes: Vec<&Piece> = pieces.iter().filter(is_note).collect();
    let middle = gutter(&notes, pieces)?;
    let is_left = |piece: &&&Piece| piece.center() <= middle;
    let (left, right): (Vec<&Piece>, Vec<&Piece>) = notes.iter().partition(is_left);
    let (mut values, others) = (numbers(&left), numbers(&right));
    let first = values.len();
    values.extend(others);
    let chain = counting_on(&values);
    let has_both = chain.first()? < &first && chain.last()? >= &first;
    let strays = values.len() - chain.len();
    (has_both && strays * STRAY < chain.len()).then_some((top, bottom, middle))
}

/// The size that most glyphs are set in.
fn text_size(pieces: &[Piece]) -> Option<i32> {
    median(
        pieces
            .iter()
            .flat_map(|piece| std::iter::repeat_n(piece.size, piece.glyphs.len()))
            .collect(),
    )
}

/// The first and last baseline of the lines in small type at the foot of a page; a folio may stand below them.
fn small(pieces: &[Piece], body: i32) -> Option<(i32, i32)> {
    let is_large = |piece: &&Piece| piece.size * 100 > body * SMALL;
    let is_folio = |piece: &Piece| {
        let text = text(piece);
        let number = text.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '·'));
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit())
            || number
                .to_ascii_lowercase()
                .bytes()
                .all(|byte| b"ivxlc".contains(&byte));
        number.len() <= FOLIO && is_number
    };
    let all = lines(pieces.iter());
    let last = all.last()?;
    let of_last = pieces
        .iter()
        .filter(|piece| piece.baseline >= last.baseline);
    let end = match of_last.clone().count() == 1 && of_last.clone().all(is_folio) {
        true => last.baseline,
        false => i32::MAX,
    };
    let above = pieces.iter().filter(|piece| piece.baseline < end);
    let floor = above
        .clone()
        .filter(is_large)
        .map(|piece| piece.baseline)
        .max()?;
    let notes = above
        .filter(|piece| piece.baseline > floor)
        .map(|piece| piece.baseline);
    Some((notes.clone().min()?, notes.max()?))
}

/// The middle of the strip that nothing of the notes crosses, near the middle of the page's text.
fn gutter(notes: &[&Piece], pieces: &[Piece]) -> Option<i32> {
    let left = pieces.iter().map(|piece| piece.left).min()?;
    let right = pieces.iter().map(|piece| piece.right).max()?;
    let size = notes.iter().map(|piece| piece.size).max()?;
    let mut spans: Vec<(i32, i32)> = notes
        .iter()
        .map(|piece| (piece.left, piece.right))
        .collect();
    spans.sort_unstable();
    let mut reached = spans.first()?.1;
    let mut widest: Option<(i32, i32)> = None;
    for (from, to) in spans {
        let (gap, at) = (from - reached, i32::midpoint(from, reached));
        let is_middle = (at - i32::midpoint(left, right)).abs() * 100 <= (right - left) * MIDDLE;
        let is_gutter = is_middle && gap * 10 >= size * GUTTER;
        if is_gutter && widest.is_none_or(|(width, _)| gap > width) {
            widest = Some((gap, at));
        }
        reached = reached.max(to);
    }
    widest.map(|(_, at)| at)
}

/// The numbers that head lines of notes.
fn numbers(pieces: &[&Piece]) -> Vec<u32> {
    let mut first: Vec<&Piece> = Vec::new();
    let mut all = pieces.to_vec();
    all.sort_by_key(|piece| (piece.baseline, piece.left));
    for piece in all {
        match first.last_mut() {
            // A raised number stands in its line.
            Some(last) if (piece.baseline - last.baseline) * 2 <= last.size.max(piece.size) => {
                if piece.left < last.left {
                    *last = piece;
                }
            }
            _ => first.push(piece),
        }
    }
    let number = |piece: &Piece| {
        let digits: String = text(piece)
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        (digits.len() <= DIGITS)
            .then(|| digits.parse().ok())
            .flatten()
    };
    first.into_iter().filter_map(number).collect()
}

fn text(piece: &Piece) -> String {
    piece
        .glyphs
        .iter()
        .map(|set| &*set.glyph.sign.text)
        .collect()
}
