//! Calls that stand in note bodies. In: the bodies and their words, and the calls of the running text. Out: [`Link`]s to
//! bodies that nothing in the running text calls; where a note stands among its page's is as likely a matter of the
//! typesetter as of the order of calls, so these are found by their numbers, before all others are aligned.

use super::align::{Link, SAME};
use super::candidates::Candidate;
use super::scope::OWN_PAGE;
use super::sheet::Sheet;
use crate::galley::{Galley, Label, NoteId};
use crate::hash::HashMap;
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
    let bodies = sheet.bodies.iter().enumerate();
    let places: HashMap<NoteId, usize> = bodies.map(|(index, body)| (body.id, index)).collect();
    let claims = claims(text, rivals);
    let mut links: Vec<Link> = Vec::new();
    for (index, call) in calls
        .iter()
        .enumerate()
        .filter(|(_, call)| call.is_plain(PLAIN))
    {
        let place = words
            .range(call.range.clone())
            .map_or(0, |range| range.start);
        let Label::NoteBody(id) = galley.label_at(place) else {
            continue;
        };
        let Some(&own) = places.get(&id) else {
            continue;
        };
        let below = sheet.bodies.iter().enumerate().skip(own + 1);
        let mut below = below.take_while(|(_, body)| body.zone == sheet.bodies[own].zone);
        let Some((body, found)) = below.find(|(_, body)| body.value == call.value) else {
            continue;
        };
        let pages = claims.get(&call.value).map_or(&[][..], Vec::as_slice);
        // Endnotes have their calls on any page.
        let is_end = sheet.zones[found.zone].is_end;
        let is_claimed = pages
            .iter()
            .any(|page| is_end || page.abs_diff(found.page) <= 1);
        if !is_claimed && links.last().is_none_or(|link| link.body < body) {
            links.push(Link {
                call: index,
                body,
                number: SAME,
                place: OWN_PAGE,
                margin: call.weight + SAME + OWN_PAGE,
            });
        }
    }
    links
}

/// The pages on which marks of each number stand in the running text.
fn claims(text: &Reading, rivals: &[Candidate]) -> HashMap<u32, Vec<u32>> {
    let mut claims: HashMap<u32, Vec<u32>> = HashMap::default();
    for rival in rivals.iter().filter(|rival| rival.weight >= RIVAL) {
        let page = text.page(rival.range.start);
        claims.entry(rival.value).or_default().push(page);
    }
    claims
}
