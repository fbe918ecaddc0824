//! Notes that are called more than once. In: the links as aligned. Out: further [`Link`]s, of calls that were left, to
//! bodies on their own page that another call of the same number has.

use super::align::Link;
use super::candidates::{Candidate, Stand};
use super::scope::Scope;
use super::sheet::Sheet;
use crate::repair::foot::rows::Reading;

/// Weight from which a mark that was left is taken for a second call.
const PLAIN: f32 = 2.5;
/// What the pages say of a body on the call's own page, or below it in a text without pages.
const OWN_PAGE: f32 = 2.5;

/// The calls that are left, of notes that have one.
#[must_use]
pub fn again(sheet: &Sheet, reading: &Reading, calls: &[Candidate], links: &[Link]) -> Vec<Link> {
    let scope = Scope::new(sheet, reading);
    let is_left = |index: usize, call: &Candidate| {
        let is_plain = matches!(call.stand, Stand::Superior | Stand::Word | Stand::Stop);
        let overlaps = |link: &Link| {
            let other = &calls[link.call].range;
            other.start < call.range.end && call.range.start < other.end
        };
        is_plain
            && call.weight >= PLAIN
            && links
                .iter()
                .all(|link| link.call != index && !overlaps(link))
    };
    let mut found = Vec::new();
    for (index, call) in calls.iter().enumerate() {
        if !is_left(index, call) {
            continue;
        }
        let mut best: Option<Link> = None;
        scope.offer(index, call, &mut |pair| {
            let has_call =
                |link: &Link| link.body == pair.body && calls[link.call].value == call.value;
            if pair.ahead == Some(0) && pair.place >= OWN_PAGE && links.iter().any(has_call) {
                best = Some(Link {
                    call: index,
                    body: pair.body,
                    number: 4.0,
                    place: pair.place,
                });
            }
        });
        found.extend(best);
    }
    found
}
