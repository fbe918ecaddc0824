//! Our numbers. In: calls and bodies, linked. Out: calls numbered 1..n in the order in which notes are first called, each
//! change of a number in the ledger; queries where the text speaks of a note by a number that has changed.

pub(super) mod notes;
mod references;

use super::foot::marks;
use super::{GoesBy, Pass, Rules};
use crate::galley::{Edit, NoteId, Pen};
use crate::ledger::Reason;
use notes::Notes;
use std::collections::HashMap;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "numbering",
    says: "notes renumbered",
    about: "notes numbered in the order of their calls; cross-references asked about",
    goes_by: GoesBy::Print,
    run,
};

fn run(pen: &mut Pen<'_>, _rules: &Rules) {
    let notes = Notes::read(pen.galley());
    if notes.calls.is_empty() && notes.bodies.is_empty() {
        return;
    }
    let numbers = notes.numbers();
    for call in &notes.calls {
        // A call in a note that nothing calls leads nowhere: it stays as printed.
        if let Some(&number) = numbers.get(&call.id) {
            renumber(pen, &call.range, number);
        }
    }
    references::check(pen, &notes, &numbers);
}

/// Writes our number in the place of the printed one.
fn renumber(pen: &mut Pen<'_>, range: &Range<usize>, number: u32) {
    let text = &pen.galley().text()[range.clone()];
    let bare =
        |c: char| c.is_alphanumeric() || marks::superior(c).is_some() || marks::symbol(c).is_some();
    let (start, end) = match (text.find(bare), text.rfind(bare)) {
        (Some(start), Some(end)) => {
            let last = text[end..].chars().next().map_or(0, char::len_utf8);
            (start, end + last)
        }
        // A scan has some other sign there.
        _ => (0, text.len()),
    };
    let (old, new) = (text[start..end].to_string(), number.to_string());
    if old == new {
        return;
    }
    let inner = range.start + start..range.start + end;
    let why = Reason::from("our number, in the order of first calls");
    let words = (format!("note {old}"), format!("note {new}"));
    pen.edit(Edit::sure(inner, new, why).words(&words.0, &words.1));
}

/// The note that a manifest names: `12`, or `12#2` for the second that is printed so.
pub(crate) fn named<'n>(
    printed: impl Iterator<Item = (NoteId, &'n str)>,
    name: &str,
) -> Option<NoteId> {
    let (mark, count) = printed_and_count(name)?;
    let mut found = printed.filter(|(_, text)| bare(text) == mark);
    found.nth(count - 1).map(|(id, _)| id)
}

/// The names of calls or notes of several texts, in the order of the text, as [`named`] knows them; one that prints
/// nothing has its count alone.
pub(crate) fn names<'n>(printed: impl Iterator<Item = (u16, &'n str)>) -> Vec<String> {
    let mut counts: HashMap<(u16, &str), usize> = HashMap::new();
    let names = printed.map(|(text, mark)| {
        let mark = bare(mark);
        let count = counts.entry((text, mark)).or_default();
        *count += 1;
        match *count {
            1 if !mark.is_empty() => mark.into(),
            count => format!("{mark}#{count}"),
        }
    });
    names.collect()
}

/// A note's printed mark, and which of those that are printed so a manifest's name means, from 1.
pub(crate) fn printed_and_count(name: &str) -> Option<(&str, usize)> {
    let (mark, count) = match name.rsplit_once('#') {
        Some((mark, count)) => (mark, count.parse::<usize>().ok()?),
        None => (name, 1),
    };
    (count > 0).then_some((bare(mark), count))
}

/// A mark without blanks, brackets and stops around it.
pub(crate) fn bare(mark: &str) -> &str {
    mark.trim().trim_matches(['(', ')', '[', ']', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_found_by_its_name() {
        let printed = ["1", "(2)", "1.", "", "*", "1", "", "2"];
        let names = names(printed.iter().map(|mark| (0, *mark)));
        assert_eq!(names, ["1", "2", "1#2", "#1", "*", "1#3", "#2", "2#2"]);
        for (index, name) in names.iter().enumerate() {
            let all = (0..).map(NoteId).zip(printed);
            assert_eq!(named(all, name), Some(NoteId(index as u32)), "{name}");
        }
    }
}
