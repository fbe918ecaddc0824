//! Which call belongs to which body. In: candidates and bodies. Out: the best [`Link`]s, in one monotone alignment of the
//! whole text: numbers, pages and places are evidence, and a number that is missing or wrong costs what it costs, once.

use super::candidates::{Candidate, Stand};
use super::sheet::{Body, Sheet};
use crate::repair::foot::rows::Reading;

/// A call and its body.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// Index of the candidate.
    pub call: usize,
    /// Index of the body.
    pub body: usize,
    /// What the numbers say.
    pub number: f32,
    /// What the pages say.
    pub place: f32,
    /// By how much the numbers differ, as an index; None if they agree or differ widely.
    drift: Option<usize>,
}

/// What it costs to leave a body without a call.
const ORPHAN: f32 = 4.0;

/// Weight from which a candidate may belong to a body of another number.
const STRONG: f32 = 1.5;

/// The widest difference of numbers that may hold for a way.
const DRIFT: i64 = 3;

/// What numbers say that differ as those of the link before did.
const STEADY: f32 = 3.8;

struct Node {
    link: Link,
    score: f32,
    before: Option<usize>,
}

/// The best links, in the order of the calls.
#[must_use]
pub fn align(sheet: &Sheet, reading: &Reading, calls: &[Candidate]) -> Vec<Link> {
    let scope = Scope::new(sheet, reading);
    let mut best = Best::new(sheet.bodies.len());
    // Where numbers were skipped on one side only, calls and bodies differ by the same for a long way.
    let mut steady: Vec<Best> = (0..=2 * DRIFT as usize)
        .map(|_| Best::new(sheet.bodies.len()))
        .collect();
    let mut nodes: Vec<Node> = Vec::new();
    let mut start = 0;
    while start < calls.len() {
        // Readings of one place exclude each other.
        let mut end = start + 1;
        while end < calls.len() && calls[end].range.start < calls[end - 1].range.end {
            end += 1;
        }
        let first = nodes.len();
        for call in start..end {
            let weight = calls[call].weight;
            scope.offer(call, &calls[call], &mut |link| {
                let mut put = |link: Link, before: Option<usize>| {
                    let gain = weight + link.number + link.place + ORPHAN;
                    let base = before.map_or(0.0, |node| nodes[node].score);
                    let score = base + gain;
                    if gain > 0.0 {
                        nodes.push(Node {
                            link,
                            score,
                            before,
                        });
                    }
                };
                put(link, best.up_to(link.body));
                let before = link.drift.and_then(|d| steady[d].up_to(link.body));
                if before.is_some() {
                    let number = STEADY;
                    put(Link { number, ..link }, before);
                }
            });
        }
        for node in first..nodes.len() {
            let Node { link, score, .. } = nodes[node];
            best.put(link.body, node, score);
            if let Some(drift) = link.drift {
                steady[drift].put(link.body, node, score);
            }
        }
        start = end;
    }
    trace(&nodes, best.up_to(sheet.bodies.len()))
}

fn trace(nodes: &[Node], mut node: Option<usize>) -> Vec<Link> {
    let mut links = Vec::new();
    while let Some(index) = node {
        links.push(nodes[index].link);
        node = nodes[index].before;
    }
    links.reverse();
    links
}

/// The best node that ends before a body: a binary indexed tree of maxima.
struct Best {
    tree: Vec<Option<(f32, usize)>>,
}

impl Best {
    fn new(bodies: usize) -> Best {
        Best {
            tree: vec![None; bodies + 1],
        }
    }

    /// The best node whose body is before `body`.
    fn up_to(&self, body: usize) -> Option<usize> {
        let mut at = body;
        let mut best: Option<(f32, usize)> = None;
        while at > 0 {
            if let Some(found) = self.tree[at]
                && best.is_none_or(|b| found.0 > b.0)
            {
                best = Some(found);
            }
            at &= at - 1;
        }
        best.map(|b| b.1)
    }

    fn put(&mut self, body: usize, node: usize, score: f32) {
        let mut at = body + 1;
        while at < self.tree.len() {
            if self.tree[at].is_none_or(|old| score > old.0) {
                self.tree[at] = Some((score, node));
            }
            at += at & at.wrapping_neg();
        }
    }
}

/// Which bodies a call may have.
struct Scope<'s> {
    sheet: &'s Sheet,
    reading: &'s Reading,
    /// First body of each zone, and one past the last.
    firsts: Vec<usize>,
}

/// A section of endnotes with more bodies than this is searched by number only.
const WIDE: usize = 400;

impl<'s> Scope<'s> {
    fn new(sheet: &'s Sheet, reading: &'s Reading) -> Scope<'s> {
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
    fn offer(&self, index: usize, call: &Candidate, take: &mut dyn FnMut(Link)) {
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
            0 => 3.0,
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
        take: &mut dyn FnMut(Link),
    ) {
        let b = &self.sheet.bodies[body];
        let number = if call.value == b.value && call.value > 0 {
            let blurred = call.stand == Stand::Misread || b.misread;
            if blurred { 3.0 } else { 4.0 }
        } else if call.weight >= STRONG && place > -2.0 {
            -2.5
        } else {
            return;
        };
        let ahead = i64::from(call.value) - i64::from(b.value);
        let link = Link {
            drift: (ahead != 0 && ahead.abs() <= DRIFT).then_some((ahead + DRIFT) as usize),
            call: index,
            body,
            number,
            place,
        };
        take(link);
    }
}
