//! Numbered headings of the document. In: the rows. Out: the rows whose number counts sections: `3 Results` with `3.1 …` below
//! it, what is set as headings are, and what counts on between such. They head no notes, whatever calls stand above them.

use crate::facsimile::given::Stand;
use crate::repair::foot::rows::Reading;

/// What it says against a body that the row is a heading whose number counts sections.
pub(super) const SECTION: f32 = -8.0;

/// Characters of the longest title that is looked at; a full line of text is no title.
const LONGEST: usize = 70;
/// Rows between a section's heading and that of its first part, at the most: an opening of a page or two.
const REACH: usize = 80;
/// So many headings make a series.
const FEWEST: usize = 3;
/// Type from which a row is set as headings are: a tenth larger than the text, or half of it bold. Notes are smaller.
const LARGE: f32 = 1.08;
const BOLD: f32 = 0.5;

/// A numbered row that may be a heading.
struct Heading {
    row: usize,
    value: u32,
    is_dotted: bool,
    /// Whether its parts or its type show that it is one.
    is_shown: bool,
}

/// The rows that are numbered headings, in order.
pub(super) fn sections(reading: &Reading) -> Vec<usize> {
    let mut found: Vec<Heading> = Vec::new();
    for row in 0..reading.rows.len() {
        match number(reading.ink(row)) {
            Some(Number::Part(of)) => show(&mut found, row, of),
            Some(Number::Whole(value, is_dotted)) if is_title(reading, row) => {
                let is_shown = reading.rows[row]
                    .stand
                    .is_some_and(|stand| is_set_as_title(&stand));
                found.push(Heading {
                    row,
                    value,
                    is_dotted,
                    is_shown,
                });
            }
            _ => {}
        }
    }
    let mut sections: Vec<usize> = [false, true]
        .into_iter()
        .flat_map(|is_dotted| series(found.iter().filter(|one| one.is_dotted == is_dotted)))
        .collect();
    sections.sort_unstable();
    sections
}

/// What the number at the head of a row counts.
enum Number {
    /// `3`, or with a stop behind it.
    Whole(u32, bool),
    /// The first part of a section: `3.1`.
    Part(u32),
}

/// The number before a title in capitals and small letters.
fn number(ink: &str) -> Option<Number> {
    let (head, title) = ink.split_once([' ', '\t'])?;
    let title = title.trim_start();
    let is_titled = title.starts_with(char::is_uppercase) && title.chars().count() <= LONGEST;
    let digits = head.strip_suffix('.').unwrap_or(head);
    if !is_titled || !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    match digits.split_once('.') {
        None if digits.len() <= 2 => Some(Number::Whole(digits.parse().ok()?, digits != head)),
        Some((of, "1")) => Some(Number::Part(of.parse().ok()?)),
        _ => None,
    }
}

/// The last heading before a first part that has the section's number is shown to be its heading.
fn show(found: &mut [Heading], row: usize, of: u32) {
    let near = found.iter_mut().rev();
    let mut near = near.take_while(|one| row - one.row <= REACH);
    if let Some(heading) = near.find(|one| one.value == of) {
        heading.is_shown = true;
    }
}

/// Whether a row stands as a title: by itself, and at no sentence's end.
fn is_title(reading: &Reading, row: usize) -> bool {
    let rows = &reading.rows;
    let here = &rows[row];
    let is_parted = |row: usize| {
        rows.get(row)
            .is_none_or(|row| row.blank || row.turn || row.gap)
    };
    let is_numbered = rows.get(row + 1).is_some() && number(reading.ink(row + 1)).is_some();
    let is_open = !reading.ink(row).ends_with(['.', ',', ';', ':', '-']);
    is_open && !here.folio && (row == 0 || is_parted(row)) && (is_parted(row + 1) || is_numbered)
}

/// Whether a row's type is that of headings.
fn is_set_as_title(stand: &Stand) -> bool {
    stand.size >= LARGE || stand.size >= 1.0 && stand.bold >= BOLD
}

/// The rows of a series that counts on through the headings that are shown: what lies between these, before them down to 1,
/// and behind them.
fn series<'h>(headings: impl Iterator<Item = &'h Heading>) -> Vec<usize> {
    let headings: Vec<&Heading> = headings.collect();
    let shown = (0..headings.len()).filter(|&at| headings[at].is_shown);
    let shown: Vec<usize> = shown.collect();
    let (Some(&first), Some(&last)) = (shown.first(), shown.last()) else {
        return Vec::new();
    };
    let mut rows: Vec<usize> = shown.iter().map(|&at| headings[at].row).collect();
    let mut value = headings[first].value;
    for heading in headings[..first].iter().rev() {
        if heading.value + 1 == value {
            rows.push(heading.row);
            value = heading.value;
        }
    }
    for pair in shown.windows(2) {
        let end = headings[pair[1]].value;
        let between = headings[pair[0] + 1..pair[1]].iter();
        rows.extend(
            counting_on(between, headings[pair[0]].value)
                .filter_map(|heading| (heading.value < end).then_some(heading.row)),
        );
    }
    let behind = headings[last + 1..].iter();
    rows.extend(counting_on(behind, headings[last].value).map(|heading| heading.row));
    if rows.len() < FEWEST {
        rows.clear();
    }
    rows
}

/// Those of some headings that count on from a number.
fn counting_on<'h>(
    headings: impl Iterator<Item = &'h &'h Heading>,
    mut value: u32,
) -> impl Iterator<Item = &'h &'h Heading> {
    headings.filter(move |heading| {
        let is_next = heading.value == value + 1;
        value += u32::from(is_next);
        is_next
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::{Galley, Label};
    use crate::source::Source;

    fn found(text: &str) -> Vec<String> {
        let galley = Galley::set(&[Source::new("a.txt", text.into())]);
        let reading = Reading::new(&galley, |label| label == Label::Body);
        let rows = sections(&reading);
        rows.iter().map(|&row| reading.ink(row).into()).collect()
    }

    #[test]
    fn sections_with_parts_count_and_so_does_what_stands_between_them() {
        let prose = "The boat went out before the tide had turned, and came back\nwith it in the evening, when the lamps were lit.\n\n";
        let mut text = String::new();
        for head in [
            "1 The Boat",
            "1.1 The Oar",
            "2 The Tide",
            "2.1 The Ebb",
            "3 The Lamp",
            "4 The Mill",
            "4.1 The Weir",
        ] {
            text += &format!("{head}\n\n{prose}");
        }
        text += "3 Aldern says so\n\n";
        let heads = ["1 The Boat", "2 The Tide", "3 The Lamp", "4 The Mill"];
        assert_eq!(found(&text), heads);
    }

    #[test]
    fn numbered_rows_without_parts_may_be_notes() {
        assert!(
            found("1 Aldern, Works\n\n2 The same\n\n3 Brenn, Life\n\n4 The same\n\n").is_empty()
        );
    }
}
