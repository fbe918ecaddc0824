//! What may be notes. In: what a reading took for notes, and the last reading. Out: the zones that are not in the last, each a
//! question to the editor; nothing is made of them unless the answer is yes.

use super::rows::Reading;
use super::zones::Act;
use crate::galley::{Answer, Pen};
use crate::ledger::Reason;

/// The acts of one zone, from its first body to its end.
type Zone = Vec<(usize, Act)>;

/// Zones that are doubtful.
#[derive(Default)]
pub struct Doubts(Vec<Zone>);

impl Doubts {
    /// Takes up the zones of a reading that a later one does not have.
    pub fn add(&mut self, reading: &[(usize, Act)], later: &[(usize, Act)]) {
        for zone in reading.split_inclusive(|act| act.1 == Act::Close) {
            let is_body = |act: &(usize, Act)| matches!(act.1, Act::Start(_));
            let Some(first) = zone.iter().position(is_body) else {
                continue;
            };
            let zone = &zone[first..];
            let known = self.0.iter().map(Vec::as_slice);
            let mut others = known.chain(later.split_inclusive(|act| act.1 == Act::Close));
            if !others.any(|other| overlap(zone, other)) {
                self.0.push(zone.to_vec());
            }
        }
    }

    /// Asks about each, and takes what the editor accepts into the last reading.
    pub fn ask(self, pen: &mut Pen<'_>, reading: &Reading, acts: &mut Vec<(usize, Act)>) {
        for zone in self.0 {
            let (row, act) = zone[0];
            let Act::Start(mark) = act else { continue };
            let start = reading.rows[row].ink.start;
            let Some(at) = reading.range(start..start + mark.len) else {
                continue;
            };
            let mark = &reading.ink(row)[..mark.len];
            let question = format!("does `{mark}` head a note here?");
            let why = Reason::from(
                "a reading of the text takes these lines for a note, the best one does not",
            );
            let answer = pen.ask(at, question, "make notes of these lines", why);
            if answer == Answer::Accepted && !acts.chunks(1).any(|act| overlap(&zone, act)) {
                acts.extend(zone);
                acts.sort_by_key(|act| act.0);
            }
        }
    }
}

/// Whether the rows of two zones overlap.
fn overlap(one: &[(usize, Act)], other: &[(usize, Act)]) -> bool {
    let ends = |zone: &[(usize, Act)]| Some((zone.first()?.0, zone.last()?.0));
    match (ends(one), ends(other)) {
        (Some(one), Some(other)) => one.0 <= other.1 && other.0 <= one.1,
        _ => false,
    }
}
