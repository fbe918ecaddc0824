//! Calls that the editor names. In: the rows of `notes.link`, and the links as found. Out: further [`Link`]s, of marks that
//! were left: `1#2: 1` makes the second mark that is printed `1` call note 1 once more. Rows that name a call that was found
//! are for `swaps`.

use super::again;
use super::align::Link;
use super::candidates::Candidate;
use super::scope::OWN_PAGE;
use super::sheet::Sheet;
use super::strokes::Strokes;
use crate::galley::{Override, Pen};
use crate::repair::Rules;
use crate::repair::numbering::{bare, named, printed_and_count};

/// The links that rows of the manifest add. Marks printed alike are counted in their order, those first that were found.
pub(super) fn by_hand(
    pen: &mut Pen<'_>,
    rules: &Rules,
    text: &Strokes<'_>,
    (links, weak): (&[Link], &[Link]),
) -> Vec<Link> {
    if rules.notes.link.is_empty() {
        return Vec::new();
    }
    let calls = text.calls;
    let taken: Vec<&Candidate> = links.iter().map(|link| &calls[link.call]).collect();
    let mut found = Vec::new();
    for (call, body) in &rules.notes.link {
        let Some((mark, count)) = printed_and_count(call) else {
            continue;
        };
        let is_so = |call: &Candidate| bare(&text.reading.text()[call.range.clone()]) == mark;
        let first = taken.iter().filter(|call| is_so(call)).count();
        let is_weak = |index| weak.iter().any(|link| link.call == index);
        let mut left = calls.iter().enumerate().filter(|&(index, call)| {
            let is_call = is_weak(index) || again::is_call(call);
            is_call && call.is_apart(&taken) && is_so(call)
        });
        let call_named = count.checked_sub(first + 1).and_then(|nth| left.nth(nth));
        if let (Some((index, _)), Some(body_named)) = (call_named, text.sheet.named(body)) {
            pen.used(Override::Link, call);
            pen.used(Override::LinkBody, body);
            found.push(Link {
                call: index,
                body: body_named,
                number: 0.0,
                place: OWN_PAGE,
                margin: 0.0,
            });
        }
    }
    found
}

impl Sheet {
    /// The index of the body that a manifest names.
    fn named(&self, name: &str) -> Option<usize> {
        let printed = self.bodies.iter().map(|b| (b.id, b.printed.as_str()));
        let id = named(printed, name)?;
        self.bodies.iter().position(|body| body.id == id)
    }
}
