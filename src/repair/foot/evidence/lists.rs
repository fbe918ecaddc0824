//! Numbered lists. In: what a reading took for notes. Out: the same without the lists in it, and without headings of notes
//! that none stand below.

use super::Evidence;
use crate::hash::HashMap;
use crate::repair::foot::marks::Mark;
use crate::repair::foot::zones::Act;

/// So many numbers in order are hardly called in order by chance.
const FEWEST: usize = 3;
/// The credit from which on bodies that nothing calls are no notes: fewer than six in ten of their style are called.
const DOUBTED: f32 = -2.0;

impl Evidence<'_> {
    /// Takes out numbered paragraphs that stand in the midst of a page, or of a text without pages, and most of which nothing
    /// calls, or whose numbers a section of endnotes has, too: a list, not notes.
    pub fn drop_lists(&self, acts: &mut Vec<(usize, Act)>) {
        let endnotes = endnotes(acts);
        let recurs = |&(row, act): &(usize, Act)| match act {
            Act::Start(mark) => endnotes
                .iter()
                .any(|&(other, value)| other > row && value == mark.value),
            _ => false,
        };
        // Of two bodies that claim one call, that of the section has it.
        let claims = claims(acts);
        let is_short = |&(_, act): &(usize, Act)| match act {
            Act::Start(mark) => self.calls_before(mark.value, usize::MAX) < claims[&mark.value],
            _ => false,
        };
        let mut kept: Vec<(usize, Act)> = Vec::new();
        let (mut was_list, mut last) = (false, 0);
        let is_seam = |before: &(usize, Act), after: &(usize, Act)| {
            before.1 == Act::Close || after.1 == Act::Title
        };
        for zone in acts.chunk_by(|before, after| !is_seam(before, after)) {
            let ends_page = match zone.last() {
                Some(&(row, Act::Close)) => self.is_turn(row),
                _ => self.reading.is_paged,
            };
            let bodies = || zone.iter().filter(|act| matches!(act.1, Act::Start(_)));
            let shared = bodies().filter(|act| recurs(act)).count();
            let is_titled = zone.iter().any(|act| act.1 == Act::Title);
            let count = bodies().count();
            let called = bodies().filter(|act| self.is_called(act)).count();
            let short = bodies().filter(|act| is_short(act)).count();
            let recurs = shared * 4 >= count * 3;
            let is_list = if ends_page {
                recurs && (called * 3 <= count || short * 4 >= count * 3)
            } else {
                recurs || called * 2 < count && !self.is_chapters(bodies(), last)
            };
            let is_foreign = || self.is_foreign(zone) && !self.is_chapters(bodies(), last);
            // What a heading of notes stands over is none.
            let first = zone.first().map_or(0, |act| act.0);
            let is_headed = first > 0 && self.is_title(first - 1);
            let is_list = !is_headed && (is_list || called == 0 && is_foreign());
            last = zone.last().map_or(last, |act| act.0);
            // What would go on with a list is running text, too.
            was_list = match (is_titled, count) {
                (true, _) => count == 0,
                (false, 0) => was_list,
                _ => is_list,
            };
            if !was_list {
                kept.extend(zone);
            }
        }
        *acts = kept;
    }

    /// Whether the bodies of a zone, which nothing near calls, are written otherwise than this text's notes are, or as bodies
    /// that nothing calls.
    fn is_foreign(&self, zone: &[(usize, Act)]) -> bool {
        let numbers: Vec<(usize, u32)> = zone
            .iter()
            .filter_map(|&(row, act)| match act {
                Act::Start(mark) => self.is_strange(&mark).then_some((row, mark.value)),
                _ => None,
            })
            .collect();
        let bodies = zone.iter().filter(|act| matches!(act.1, Act::Start(_)));
        !numbers.is_empty() && numbers.len() == bodies.count() && !self.are_called(0, &numbers)
    }

    fn is_strange(&self, mark: &Mark) -> bool {
        !self.habits.is_of_kind(mark) || self.credit(mark) <= DOUBTED
    }

    /// Whether a call near a body speaks for it.
    fn is_called(&self, &(row, act): &(usize, Act)) -> bool {
        let Act::Start(mark) = act else {
            return false;
        };
        let heads = self.heads[row].iter().filter(|head| head.mark == mark);
        heads.into_iter().any(|head| head.support(mark.value) > 0.0)
    }

    /// Whether bodies are the notes of a chapter: nearly all have calls in their own order between them and the last notes.
    fn is_chapters<'a>(&self, bodies: impl Iterator<Item = &'a (usize, Act)>, last: usize) -> bool {
        let (mut count, mut called, mut from, mut first) = (0, 0, last as u32, None);
        for &(row, act) in bodies {
            let Act::Start(mark) = act else { continue };
            let first = *first.get_or_insert(row as u32);
            let calls = self.called.get(&mark.value).into_iter().flatten();
            let call = calls.copied().find(|&at| at >= from && at < first);
            count += 1;
            called += usize::from(call.is_some());
            from = call.unwrap_or(from);
        }
        count >= FEWEST && called * 4 >= count * 3
    }
}

/// How many bodies have each number.
fn claims(acts: &[(usize, Act)]) -> HashMap<u32, usize> {
    let mut claims = HashMap::default();
    for &(_, act) in acts {
        if let Act::Start(mark) = act {
            *claims.entry(mark.value).or_default() += 1;
        }
    }
    claims
}

/// The rows and numbers of the bodies under headings of their own, which a list in the text before them may share.
fn endnotes(acts: &[(usize, Act)]) -> Vec<(usize, u32)> {
    let mut is_end = false;
    let mut found = Vec::new();
    for &(row, act) in acts {
        match act {
            Act::Title => is_end = true,
            Act::Close => is_end = false,
            Act::Start(mark) if is_end => found.push((row, mark.value)),
            _ => {}
        }
    }
    found
}
