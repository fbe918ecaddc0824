//! Notes that are called more than once. In: the links as aligned. Out: further links, of calls that were left to bodies
//! that another call of the same number has: [`Again`] says whether that can be meant only.

use super::align::Link;
use super::candidates::{Candidate, Stand};
use super::scope::Scope;
use super::sheet::Sheet;
use crate::repair::foot::rows::Reading;

/// Weight from which a mark that was left is taken for a second call.
const PLAIN: f32 = 2.5;
/// What the pages say at least of a body on the call's own page, or below it in a text without pages.
const BELOW: f32 = 2.5;

/// A second call of a note.
pub(super) struct Again {
    pub link: Link,
    /// Whether nothing else can be meant: no body that lacks a call stands near enough to be meant by a misprinted number,
    /// and the body is on the call's page, or in a section of endnotes that has been called so before.
    pub is_plain: bool,
    /// Whether no body that lacks a call stands near enough.
    is_free: bool,
}

/// As many further calls of endnotes are a habit.
const HABIT: usize = 2;

/// The calls that are left, of notes that have one; `links` are in the order of the calls.
#[must_use]
pub(super) fn again(
    sheet: &Sheet,
    reading: &Reading,
    calls: &[Candidate],
    links: &[Link],
) -> Vec<Again> {
    let scope = Scope::new(sheet, reading);
    let taken: Vec<&Candidate> = links.iter().map(|link| &calls[link.call]).collect();
    let mut numbers = vec![None; sheet.bodies.len()];
    for link in links {
        numbers[link.body] = Some(calls[link.call].value);
    }
    let mut found = Vec::new();
    for (index, call) in calls.iter().enumerate() {
        if !is_call(call) || !call.is_apart(&taken) {
            continue;
        }
        let mut best: Option<Again> = None;
        let place = links.partition_point(|link| link.call < index);
        let is_free = !claims(&numbers, links, place);
        scope.offer(index, call, &mut |pair| {
            if pair.ahead != Some(0) || numbers[pair.body] != Some(call.value) {
                return;
            }
            if best
                .as_ref()
                .is_none_or(|best| pair.place > best.link.place)
            {
                best = Some(Again {
                    link: Link::beside(&pair, call),
                    is_plain: is_free && pair.place >= BELOW,
                    is_free,
                });
            }
        });
        found.extend(best);
    }
    // One number that is printed twice may be misprinted; more are a habit.
    let is_end = |again: &Again| sheet.zones[sheet.bodies[again.link.body].zone].is_end;
    if found.iter().filter(|again| is_end(again)).count() >= HABIT {
        let at_end = found.iter_mut().filter(|again| is_end(again));
        at_end.for_each(|again| again.is_plain |= again.is_free);
    }
    found
}

/// Whether a mark is set as calls are and weighs enough.
pub(super) fn is_call(call: &Candidate) -> bool {
    let is_set_as_one = matches!(
        call.stand,
        Stand::Superior | Stand::Word | Stand::Stop | Stand::Bracketed
    );
    is_set_as_one && call.sum() >= PLAIN
}

/// Whether a body without a call stands between those of the links before and after a place.
fn claims(numbers: &[Option<u32>], links: &[Link], place: usize) -> bool {
    let before = place
        .checked_sub(1)
        .map_or(0, |before| links[before].body + 1);
    let after = links.get(place).map_or(numbers.len(), |link| link.body);
    (before..after).any(|body| numbers[body].is_none())
}
