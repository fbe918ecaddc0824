//! Which bodies a call may have. In: bodies, their zones and pages. Out: [`Pair`]s of a call and a body near enough.

use super::candidates::{Candidate, Stand};
use super::sheet::{Body, Sheet};
use crate::repair::foot::rows::Reading;

/// A call and a body that may belong together.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// Index of the candidate.
    pub call: usize,
    /// Index of the body.
    pub body: usize,
    /// What the pages say.
    pub place: f32,
    /// The call's number less the body's.
    pub ahead: Option<i64>,
    /// Whether a number was read off letters.
    pub is_blurred: bool,
}

/// Which bodies a call may have.
pub struct Scope<'s> {
    sheet: &'s Sheet,
    reading: &'s Reading,
    /// First body of each zone, and one past the last.
    firsts: Vec<usize>,
}

/// What the pages say of a body on the call's own page.
pub const OWN_PAGE: f32 = 3.0;

/// What they say of a body in a further part of the section of endnotes after the call.
const FURTHER: f32 = 0.5;
/// The most by which the first number of a further part may be above the last before it: a few may be lost between them.
const GAP: i64 = 3;

/// A section of endnotes with more bodies than this is searched by number only.
const WIDE: usize = 400;

impl<'s> Scope<'s> {
    /// Of the bodies of a sheet.
    #[must_use]
    pub fn new(sheet: &'s Sheet, reading: &'s Reading) -> Scope<'s> {
        let mut firsts: Vec<usize> = Vec::new();
        for (index, body) in sheet.bodies.iter().enumerate() {
            if firsts.len() <= body.zone {
                firsts.push(index);
            }
        }
        firsts.push(sheet.bodies.len());
        Scope {
            sheet,
            reading,
            firsts,
        }
    }

    /// Calls `take` for each body that a call may have.
    pub fn offer(&self, index: usize, call: &Candidate, take: &mut dyn FnMut(Pair)) {
        let zones = &self.sheet.zones;
        // The zone after the call is its own; two either side for bodies on a wrong page.
        let own = zones.partition_point(|zone| zone.at <= call.range.start);
        let page = self.reading.page(call.range.start);
        let near = own.saturating_sub(2)..(own + 3).min(zones.len());
        for zone in near.clone() {
            if zones[zone].is_end {
                continue;
            }
            for body in self.firsts[zone]..self.firsts[zone + 1] {
                let place = self.place(&self.sheet.bodies[body], page, zone as i64 - own as i64);
                self.weigh(index, call, body, place, take);
            }
        }
        let next_end = (own..zones.len()).find(|&zone| zones[zone].is_end);
        let last_end = (0..own).rev().find(|&zone| zones[zone].is_end);
        for zone in next_end.into_iter().flat_map(|zone| self.parts(zone)) {
            for body in self.firsts[zone]..self.firsts[zone + 1] {
                if self.sheet.bodies[body].value == call.value {
                    self.weigh(index, call, body, FURTHER, take);
                }
            }
        }
        for (zone, place) in [(next_end, 1.5), (last_end, -5.0)] {
            let Some(zone) = zone else { continue };
            let bodies = self.firsts[zone]..self.firsts[zone + 1];
            let is_wide = bodies.len() > WIDE;
            for body in bodies {
                let is_same = self.sheet.bodies[body].value == call.value;
                if is_same || !is_wide {
                    self.weigh(index, call, body, place, take);
                }
            }
        }
    }

    /// The further parts of a section of endnotes: text of another column may stand between them, and the numbers go on.
    fn parts(&self, zone: usize) -> impl Iterator<Item = usize> {
        let value = |body: usize| self.sheet.bodies[body].value;
        let goes_on = move |&zone: &usize| {
            let first = self.firsts[zone];
            let step = i64::from(value(first)) - i64::from(value(first - 1));
            self.sheet.zones[zone].is_end && (1..=GAP).contains(&step)
        };
        (zone + 1..self.sheet.zones.len()).take_while(goes_on)
    }

    /// What the pages say.
    fn place(&self, body: &Body, page: u32, zones: i64) -> f32 {
        if !self.reading.is_paged {
            return match zones {
                0 => 2.5,
                1 => -1.5,
                -1 => -2.5,
                _ => -6.0,
            };
        }
        match i64::from(body.page) - i64::from(page) {
            0 => OWN_PAGE,
            1 if zones == 0 => 0.0,
            1 => -1.5,
            -1 => -2.0,
            2 => -4.0,
            _ => -7.0,
        }
    }

    fn weigh(
        &self,
        index: usize,
        call: &Candidate,
        body: usize,
        place: f32,
        take: &mut dyn FnMut(Pair),
    ) {
        let b = &self.sheet.bodies[body];
        let is_known = call.value > 0 && b.value > 0;
        take(Pair {
            call: index,
            body,
            place,
            ahead: is_known.then(|| i64::from(call.value) - i64::from(b.value)),
            is_blurred: matches!(call.stand, Stand::Misread | Stand::Lettered) || b.misread,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Zone;
    use super::*;
    use crate::galley::{Galley, NoteId};
    use crate::source::Source;

    /// The bodies that a call `value` at the head of the text may have, of zones of bodies behind it.
    fn offered(value: u32, zones: &[&[u32]]) -> Vec<u32> {
        let galley = Galley::set(&[Source::new("a.txt", "raft1 boat2 weir3 mill4 inn5".into())]);
        let reading = Reading::new(&galley, |_| true);
        let body = |zone: usize, value: u32| Body {
            id: NoteId(value),
            value,
            printed: value.to_string(),
            misread: false,
            page: 0,
            zone,
        };
        let all = zones.iter().enumerate();
        let bodies = all.flat_map(|(zone, values)| values.iter().map(move |&v| body(zone, v)));
        let sheet = Sheet {
            bodies: bodies.collect(),
            zones: (0..zones.len())
                .map(|zone| Zone {
                    at: 20 + zone,
                    is_end: true,
                })
                .collect(),
        };
        let call = Candidate::new(4..5, value, 3.0, Stand::Word);
        let mut found = Vec::new();
        Scope::new(&sheet, &reading).offer(0, &call, &mut |pair| {
            if pair.ahead == Some(0) {
                found.push(sheet.bodies[pair.body].value);
            }
        });
        found
    }

    #[test]
    fn a_section_of_endnotes_goes_on_where_its_numbers_do() {
        assert_eq!(offered(2, &[&[1, 2], &[3, 4]]), [2]);
        assert_eq!(offered(4, &[&[1, 2], &[3, 4]]), [4]);
        assert!(offered(4, &[&[1, 2], &[1, 2, 3, 4]]).is_empty());
    }
}
