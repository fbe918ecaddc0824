//! Notes at feet whose labels a scan does not show rightly. In: the rows as they stand on their pages. Out: the bodies, each
//! with the signs that stand for its label: where a body begins is told by a raised sign, by a sign that heads no sentence, and
//! by the end of the body above it; its number is not known, and the order of the notes tells it.

pub(crate) mod labels;
pub(crate) mod letters;

use super::Body;
use super::marks::{Gap, Kind, Mark};
use super::rows::Reading;
use super::sentence::{ends_sentence, starts_lower};
use super::zones::Act;
use crate::facsimile::given::Zone;
use crate::galley::view::adjoin;
use crate::repair::numbering::bare;

/// Type so much smaller than the text's is a note's; sizes of scans waver by a twentieth.
const SMALLER: f32 = 0.955;
/// What is smaller than so much of it stands below a heading: notes of 7 points below a text of 10 are as small as notes get.
const SMALLEST: f32 = 0.62;
/// Baselines so many times as far apart as is usual have the room above notes between them.
const APART: f32 = 1.15;
/// Rows of text that stand above a foot at least.
const TEXT: usize = 3;
/// So much room at the end of a row, in ems of the text, ends a paragraph.
const SHORT: f32 = 0.8;

/// What the row above says for a body that begins: it ends a sentence short of the margin; it ends short; it ends a sentence
/// at the margin; it goes on.
const ENDED: f32 = 2.5;
const BROKEN: f32 = 1.0;
const FULL: f32 = -2.5;
const GOES_ON: f32 = -5.0;
/// What it says against a body that no sign stands before its first word.
const UNSIGNED: f32 = -2.0;
/// What it says against one that the first word is written small, where no sign stands before it.
const LOWER: f32 = -3.0;
/// What it says against one without a sign that its first row stands in, as a paragraph's: notes have several.
const INDENTED: f32 = -1.5;
/// Ems that such a row stands in.
const INDENT: f32 = 0.6;

/// The sizes of two feet are one if they differ by less, as shares of the text's; a foot without a label has no more rows.
const ALIKE: f32 = 0.05;
const LOST: usize = 4;
/// Notes are so much smaller than a quotation above them that is smaller than the text.
const STEP: f32 = 0.9;
/// So many labels show how large the type of notes is.
const LABELS: usize = 2;
/// The size of a row with fewer letters wavers too much to be asked; one with so many is surely a line of prose.
const LETTERS: u32 = 20;
const LINE: u32 = 45;

/// So many bodies show feet, and so small a share of them that is found by their numbers shows labels that are misread.
const FEW: usize = 3;
const READ: f32 = 0.8;

/// The bodies, if the document is a scan and the numbers at its feet tell too few of them.
pub(super) fn bodies(reading: &Reading, acts: &[(usize, Act)]) -> Option<Vec<Body>> {
    if !reading.is_scan {
        return None;
    }
    let mut found: Vec<Body> = Vec::new();
    let mut above: Option<usize> = None;
    let feet = feet(reading);
    let by_letters = letters::count_notes(reading, &feet);
    let usual = usual_size(reading, &feet, by_letters);
    for foot in feet {
        let page = reading.rows[foot[0]].page;
        let mut left = above.filter(|&row| reading.rows[row].page + 2 >= page);
        let has_labels = labelled(reading, &foot, by_letters) > 0;
        let is_lost = !has_labels && is_lost(reading, &foot, usual);
        for (index, &row) in foot.iter().enumerate() {
            let (len, label) = label(reading, row, found.last(), by_letters);
            let is_labelled = len > 0 || is_lost && index == 0;
            let weight = weigh(reading, (row, left), index == 0, (is_labelled, label));
            // Small type without any label goes on with a note that is not ended, or is none.
            if index == 0 && !has_labels && !is_lost && weight > UNSIGNED {
                break;
            }
            if weight > 0.0 {
                found.push(body(reading, row, len));
            } else if let Some(body) = found.last_mut() {
                adjoin(&mut body.runs, row..row + 1);
            }
            left = Some(row);
        }
        above = foot.last().copied();
    }
    let is_read = |body: &&Body| {
        acts.iter()
            .any(|&(row, act)| row == body.mark_row && matches!(act, Act::Start(_)))
    };
    let read = found.iter().filter(is_read).count();
    (found.len() >= FEW && (read as f32) < READ * found.len() as f32).then_some(found)
}

/// The label that a row begins with, below a body; 0 bytes for none.
fn label(reading: &Reading, row: usize, above: Option<&Body>, by_letters: bool) -> (usize, f32) {
    let printed = above.map(|body| &reading.ink(body.mark_row)[..body.mark.len]);
    let letter = || letters::label(reading, row, printed.and_then(letters::value));
    let before = printed.and_then(|label| bare(label).parse().ok());
    let letter = by_letters.then(letter).flatten();
    letter.unwrap_or_else(|| labels::label(reading, row, before))
}

/// How many rows of a foot begin with a label.
fn labelled(reading: &Reading, foot: &[usize], by_letters: bool) -> usize {
    let is_labelled = |row: &&usize| label(reading, **row, None, by_letters).0 > 0;
    foot.iter().filter(is_labelled).count()
}

/// How large the type of feet with labels is, if some have.
fn usual_size(reading: &Reading, feet: &[Vec<usize>], by_letters: bool) -> Option<f32> {
    let (mut sizes, mut labels) = (Vec::new(), 0);
    for foot in feet {
        let own = labelled(reading, foot, by_letters);
        labels += own;
        sizes.extend((own > 0).then(|| size_of(reading, foot)));
    }
    (labels >= LABELS).then(|| middle(&sizes))
}

/// Whether a foot is a note whose label was lost: a few rows in the size of those that have theirs.
fn is_lost(reading: &Reading, foot: &[usize], usual: Option<f32>) -> bool {
    let is_alike = |usual: f32| (size_of(reading, foot) - usual).abs() < ALIKE;
    foot.len() <= LOST && usual.is_some_and(is_alike)
}

fn size_of(reading: &Reading, rows: &[usize]) -> f32 {
    let size = |&row: &usize| reading.rows[row].stand.map_or(1.0, |stand| stand.size);
    middle(&rows.iter().map(size).collect::<Vec<f32>>())
}

fn body(reading: &Reading, row: usize, len: usize) -> Body {
    let rest = &reading.ink(row)[len..];
    let gap = match rest.chars().next() {
        None => Gap::Alone,
        Some(c) if c.is_whitespace() => Gap::Blank,
        Some(_) => Gap::Glued,
    };
    let mark = Mark {
        kind: Kind::Superior,
        value: 0,
        misread: 0,
        len,
        gap,
    };
    Body {
        mark,
        mark_row: row,
        runs: std::iter::once(row..row + 1).collect(),
    }
}

/// What speaks for a body that begins with a row of a foot, below another or below the foot of an earlier column.
fn weigh(
    reading: &Reading,
    (row, above): (usize, Option<usize>),
    is_first: bool,
    (is_labelled, label): (bool, f32),
) -> f32 {
    let room = |row: usize| reading.rows[row].stand.map_or(0.0, |stand| stand.room);
    let follows = match above {
        None => ENDED,
        // A colon promises more: a quotation, a list.
        Some(above) if reading.ink(above).ends_with(':') => BROKEN,
        Some(above) => match (ends_sentence(reading.ink(above)), room(above) > SHORT) {
            (true, true) => ENDED,
            (false, true) => BROKEN,
            (true, false) if is_first => -FULL / 2.0,
            (true, false) => FULL,
            (false, false) => GOES_ON,
        },
    };
    let indent = reading.rows[row].stand.map_or(0.0, |stand| stand.indent);
    let words = match is_labelled {
        true => label,
        false if starts_lower(reading.ink(row)) => UNSIGNED + LOWER,
        false if indent > INDENT => UNSIGNED + INDENTED,
        false => UNSIGNED,
    };
    follows + words
}

/// The rows of each foot: the smaller type at the end of a column, from the room or the rule above it on.
fn feet(reading: &Reading) -> Vec<Vec<usize>> {
    // A last row by itself looks as if it stood below the block.
    let in_block = |row: &usize| {
        let has_words = reading.ink(*row).contains(char::is_alphabetic);
        let row = &reading.rows[*row];
        let zone = row.stand.map(|stand| stand.zone);
        !row.folio && has_words && matches!(zone, Some(Zone::Block | Zone::Foot))
    };
    let rows: Vec<usize> = (0..reading.rows.len()).filter(in_block).collect();
    let columns = rows.chunk_by(|&one, &other| reading.rows[one].page == reading.rows[other].page);
    columns.filter_map(|column| foot(reading, column)).collect()
}

/// The rows of a column from the first on that has room or a rule above it, and from which on the type is smaller than that
/// of the rows above: which size is the text's, a document whose notes outweigh it does not tell.
fn foot(reading: &Reading, column: &[usize]) -> Option<Vec<usize>> {
    let stand = |row: usize| reading.rows[row].stand;
    let size = |row: usize| stand(row).map_or(1.0, |stand| stand.size);
    let opens =
        |row: usize| stand(row).is_some_and(|stand| stand.above > APART || stand.is_under_rule);
    let is_labelled = |at: usize| {
        let row = column[at];
        labels::label(reading, row, None).0 > 0 || letters::label(reading, row, None).is_some()
    };
    let is_foot = |&at: &usize| {
        let above: Vec<f32> = column[..at].iter().map(|&row| size(row)).collect();
        let text = middle(&above);
        let is_small = |row: &&usize| size(**row) < SMALLER * text;
        let is_long = |row: &&usize| reading.rows[**row].length >= LETTERS;
        let small = column[at..].iter().filter(is_small).count();
        let large = column[at..]
            .iter()
            .filter(|row| !is_small(row) && is_long(row));
        let is_next = is_small(&&column[at]) || !is_long(&&column[at]) && is_labelled(at);
        is_next
            && size(column[at]) > SMALLEST * text
            && opens(column[at])
            && small > 0
            && large.count() * 5 <= column.len() - at
    };
    let all = || (TEXT..column.len()).filter(is_foot);
    let sizes: Vec<f32> = column.iter().map(|&row| size(row)).collect();
    let at = all()
        .find(|&at| sizes[at..].iter().any(|&size| size < SMALLER))
        .or(all().next())?;
    // A quotation above the notes may be set smaller than the text, and larger than they are.
    let is_quotation = !is_labelled(at)
        || reading
            .ink(column[at])
            .starts_with(['“', '„', '"', '«', '»']);
    let is_lower = |&next: &usize| {
        let has_line = |&row: &usize| reading.rows[row].length >= LINE;
        is_quotation
            && opens(column[next])
            && is_labelled(next)
            && column[at..next].iter().any(has_line)
            && middle(&sizes[next..]) < STEP * middle(&sizes[at..next])
    };
    let at = (at + 1..column.len()).find(is_lower).unwrap_or(at);
    Some(column[at..].to_vec())
}

/// The middle one of some sizes.
fn middle(sizes: &[f32]) -> f32 {
    let mut sizes = sizes.to_vec();
    sizes.sort_by(f32::total_cmp);
    sizes[sizes.len() / 2]
}

#[cfg(test)]
mod tests;
