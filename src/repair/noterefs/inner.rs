//! Calls that stand in note bodies. In: the bodies and their words, and the calls of the running text. Out: [`Link`]s to
//! bodies that nothing in the running text calls; where a note stands among its page's is as likely a matter of the
//! typesetter as of the order of calls, so these are found by their numbers, before all others are aligned.

use super::align::Link;
use super::candidates::{Candidate, Stand};
use super::sheet::Sheet;
use crate::galley::{Galley, Label};
use crate::repair::foot::rows::Reading;

/// Weight from which a mark in a body is taken for a call.
const PLAIN: f32 = 2.0;
/// Weight from which a mark in the running text has the better claim.
const RIVAL: f32 = 0.5;

/// The calls in bodies: `calls` are the candidates of the words of all bodies, `rivals` those of the running text.
#[must_use]
pub fn inner(
    galley: &Galley,
    sheet: &Sheet,
    (words, calls): (&Reading, &[Candidate]),
    (text, rivals): (&Reading, &[Candidate]),
) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for (index, call) in calls.iter().enumerate().filter(|(_, call)| is_plain(call)) {
        let Some(range) = words.range(call.range.clone()) else {
            continue;
        };
        let Label::NoteBody(id) = galley.label_at(range.start) else {
            continue;
        };
        let Some(own) = sheet.bodies.iter().position(|body| body.id == id) else {
            continue;
        };
        let zone = sheet.bodies[own].zone;
        let after = sheet.bodies.iter().enumerate().skip(own + 1);
        let mut bodies = after.take_while(|(_, body)| body.zone == zone);
        let Some((body, found)) = bodies.find(|(_, body)| body.value == call.value) else {
            continue;
        };
        let is_claimed = rivals.iter().any(|rival| {
            rival.value == call.value
                && rival.weight >= RIVAL
                && text.page(rival.range.start).abs_diff(found.page) <= 1
        });
        if !is_claimed && links.iter().all(|link| link.body != body) {
            links.push(Link {
                call: index,
                body,
                number: 4.0,
                place: 3.0,
            });
        }
    }
    links
}

/// Whether a mark looks like a call whatever else there is.
fn is_plain(call: &Candidate) -> bool {
    let is_set_as_one = matches!(call.stand, Stand::Superior | Stand::Word | Stand::Stop);
    is_set_as_one && call.weight >= PLAIN
}
