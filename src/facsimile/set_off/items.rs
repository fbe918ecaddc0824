//! Items of lists. In: rows that know their places. Out: each item with its rows: it begins with a bullet, or with the next
//! number, and its further rows hang below the words after that.

use super::{IN, Kind, SAME, SetOff, is_apart, is_text, left, room};
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::End;
use std::ops::Range;

/// The signs of items without numbers.
const BULLETS: [char; 8] = ['•', '‣', '▪', '◦', '·', '–', '-', '*'];
/// Further rows hang so many ems deep at most.
const DEEPEST: f32 = 5.0;
/// Numbers are set flush right: their left edges differ by so many ems.
const FLUSH: f32 = 1.0;
/// A number of an item has so many digits at most.
const DIGITS: usize = 3;

/// The sign that an item begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Bullet(char),
    Number(u32),
    /// A letter, or a number in two brackets, which no list can hold.
    Other(char),
}

/// The items, in the order of the rows.
pub(super) fn find(rows: &[Row], first: f32) -> Vec<SetOff> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let list = list(rows, at, first);
        let end = list.last().map(|item: &SetOff| item.rows.end);
        let hangs = list.iter().any(|item| item.rows.len() > 1);
        let is_in = list.iter().all(|item| left(&rows[item.rows.start]) > IN);
        // A dash opens speech, too.
        let is_speech = matches!(sign_at(rows, at), Some(Sign::Bullet('–' | '-' | '*')));
        if hangs || list.len() > 1 && is_in && !is_speech {
            found.extend(list);
            at = end.unwrap_or(at).max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

/// The items that follow one another from a row on.
fn list(rows: &[Row], from: usize, first: f32) -> Vec<SetOff> {
    let mut found: Vec<SetOff> = Vec::new();
    let mut at = from;
    let mut before: Option<(Sign, f32)> = None;
    while let Some(sign) = sign_at(rows, at) {
        let edge = left(&rows[at]);
        let goes_on = match (before, sign) {
            (None, _) => begins(rows, at) && !is_paragraph(rows, at, first),
            (Some((Sign::Number(last), edge_before)), Sign::Number(number)) => {
                number == last + 1 && (edge - edge_before).abs() < FLUSH
            }
            (Some((last, edge_before)), sign) => {
                let is_alike = match (last, sign) {
                    (Sign::Other(_), Sign::Other(_)) => true,
                    _ => last == sign,
                };
                is_alike && (edge - edge_before).abs() < FLUSH
            }
        };
        let Some(end) = item_end(rows, at, before.is_some()).filter(|_| goes_on) else {
            break;
        };
        let kind = match sign {
            Sign::Other(_) => Kind::Plain,
            _ => Kind::Item,
        };
        let set_off = |rows, kind, why| SetOff {
            rows,
            kind,
            turned_over: Vec::new(),
            width: 1.0,
            why,
        };
        let why = "a sign with the lines that hang below it";
        found.push(set_off(at..end, kind, why));
        before = Some((sign, edge));
        let tail = tail(rows, at..end);
        if !tail.is_empty() {
            found.push(set_off(
                tail.clone(),
                Kind::Plain,
                "it hangs as an item does",
            ));
        }
        at = tail.end;
    }
    found
}

/// Whether something may begin with a row: what stands before it is at an end.
fn begins(rows: &[Row], row: usize) -> bool {
    row.checked_sub(1).is_none_or(|above| {
        let above = &rows[above];
        let is_ended = matches!(above.closes, End::Sentence | End::Colon);
        !is_text(above) || is_apart(&rows[row]) || is_ended || above.text.ends_with(';')
    })
}

/// Whether the row below one at the edge is a paragraph's first, and does not hang: the next one stands at the edge again.
fn is_paragraph(rows: &[Row], row: usize, first: f32) -> bool {
    let is_first = |row: &Row| (left(row) - first).abs() < SAME;
    let hangs = rows
        .get(row + 2)
        .is_some_and(|next| is_text(next) && is_first(next));
    left(&rows[row]) < SAME && rows.get(row + 1).is_some_and(is_first) && !hangs
}

/// Further paragraphs of an item: rows below it that hang as its own do.
fn tail(rows: &[Row], item: Range<usize>) -> Range<usize> {
    if item.len() < 2 {
        return item.end..item.end;
    }
    let hang = left(&rows[item.end - 1]);
    let hangs = |&i: &usize| {
        let is_own = is_text(&rows[i]) && (left(&rows[i]) - hang).abs() < SAME;
        is_own && sign_at(rows, i).is_none()
    };
    let count = (item.end..rows.len()).take_while(hangs).count();
    item.end..item.end + count
}

fn sign_at(rows: &[Row], row: usize) -> Option<Sign> {
    rows.get(row).and_then(sign)
}

/// Where an item ends; none where the row after it stands left of it, as after the first line of a paragraph. The last
/// item of a list may end so if it leaves room.
fn item_end(rows: &[Row], first: usize, is_next: bool) -> Option<usize> {
    let edge = left(&rows[first]);
    let hang = rows
        .get(first + 1)
        .filter(|row| is_text(row))
        .map_or(edge, left);
    let is_last = || {
        let next = rows.get(first + 1);
        next.is_none_or(|row| !is_text(row) || sign(row).is_some() || is_apart(row))
    };
    if !(edge + IN..edge + DEEPEST).contains(&hang) {
        let is_whole = is_next && room(&rows[first]) > IN || is_last();
        return is_whole.then_some(first + 1);
    }
    let hangs = |&i: &usize| {
        let row = &rows[i];
        is_text(row) && (left(row) - hang).abs() < SAME && !is_apart(row)
    };
    Some(first + 1 + (first + 1..rows.len()).take_while(hangs).count())
}

/// The sign that a row begins with.
fn sign(row: &Row) -> Option<Sign> {
    if !is_text(row) {
        return None;
    }
    let (head, rest) = row.text.split_once(' ')?;
    if rest.is_empty() {
        return None;
    }
    let mut signs = head.chars();
    let first = signs.next()?;
    if signs.next().is_none() {
        return BULLETS.contains(&first).then_some(Sign::Bullet(first));
    }
    let bare = head.strip_suffix(['.', ')'])?;
    let is_number =
        !bare.is_empty() && bare.len() <= DIGITS && bare.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        return bare.parse().ok().map(Sign::Number);
    }
    let inner = bare.trim_start_matches('(');
    let is_letter = inner.chars().count() == 1 && inner.chars().all(char::is_lowercase);
    let is_bracketed = inner.len() < bare.len() && inner.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_roman = !inner.is_empty() && inner.chars().all(|c| "ivx".contains(c));
    (is_letter || is_bracketed || is_roman).then_some(Sign::Other(')'))
}
