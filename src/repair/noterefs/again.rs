//! Notes that are called more than once. In: the links as aligned. Out: further [`Link`]s, of calls that were left, to
//! bodies on their own page that another call of the same number has.

use super::align::{Link, SAME};
use super::candidates::Candidate;
use super::scope::Scope;
use super::sheet::Sheet;
use crate::hash::HashMap;
use crate::repair::foot::rows::Reading;

/// Weight from which a mark that was left is taken for a second call.
const PLAIN: f32 = 2.5;
/// What the pages say at least of a body on the call's own page, or below it in a text without pages.
const BELOW: f32 = 2.5;

/// The calls that are left, of notes that have one.
#[must_use]
pub fn again(sheet: &Sheet, reading: &Reading, calls: &[Candidate], links: &[Link]) -> Vec<Link> {
    let scope = Scope::new(sheet, reading);
    // What is linked, in the order of the text, and the number of each body's call.
    let taken: Vec<&Candidate> = links.iter().map(|link| &calls[link.call]).collect();
    let called: HashMap<usize, u32> = links
        .iter()
        .map(|link| (link.body, calls[link.call].value))
        .collect();
    let mut found = Vec::new();
    for (index, call) in calls.iter().enumerate() {
        if !call.is_plain(PLAIN) || !call.is_apart(&taken) {
            continue;
        }
        let mut best: Option<Link> = None;
        scope.offer(index, call, &mut |pair| {
            let is_own = pair.ahead == Some(0) && pair.place >= BELOW;
            if is_own && called.get(&pair.body) == Some(&call.value) {
                best = Some(Link {
                    call: index,
                    body: pair.body,
                    number: SAME,
                    place: pair.place,
                });
            }
        });
        found.extend(best);
    }
    found
}
