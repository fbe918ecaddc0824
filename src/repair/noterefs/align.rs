//! Which call belongs to which body. In: candidates and bodies. Out: the best [`Link`]s, in one monotone alignment of the
//! whole text: numbers, pages and places are evidence, and a number that is missing or wrong costs what it costs, once.
//! Each link keeps what it has over the best reading of the text without it.

mod margins;

use super::candidates::Candidate;
use super::scope::{Pair, Scope};
use super::sheet::Sheet;
use crate::repair::foot::marks::SYMBOLS;
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
    /// By how much the best reading without it falls behind.
    pub margin: f32,
}

impl Link {
    /// All that speaks for it by itself, its call's evidence included.
    #[must_use]
    pub fn evidence(&self, call: &Candidate) -> f32 {
        call.sum() + self.number + self.place
    }

    /// A link of like numbers that stands beside the alignment: without it the body or the call has nothing.
    #[must_use]
    pub fn beside(pair: &Pair, call: &Candidate) -> Link {
        Link {
            call: pair.call,
            body: pair.body,
            number: SAME,
            place: pair.place,
            margin: call.sum() + SAME + pair.place,
        }
    }
}

/// What it costs to leave a body without a call.
const ORPHAN: f32 = 4.0;

/// Weight from which a candidate may belong to a body of another number.
const STRONG: f32 = 1.5;

/// Weight up to which a candidate is none, whatever numbers and pages say: `January 14th`, `Paragraph 5`.
const DECOY: f32 = -5.5;

/// Where a number was skipped on one side only, calls and bodies differ by the same for a long way: the widest drift.
const DRIFT: i64 = 3;

/// What it costs to begin or end a drift: more than half of what a call without a body and a body without a call, not
/// far from each other, would gain by one.
const CHANGE: f32 = 6.0;

/// What it costs above that to end a drift other than by another: a skipped number shifts all that follow.
const BACK: f32 = 6.0;

/// What each pair of a drift says against it.
const ADRIFT: f32 = 0.2;

/// What numbers say that agree.
pub const SAME: f32 = 4.0;

/// What a number says that is not known: the order alone tells whose call it is.
pub const UNKNOWN: f32 = 0.0;

/// What numbers say that do not.
const OTHER: f32 = -2.5;

/// What they say where two neighbours' are exchanged, for the second: one fault, not two.
const EXCHANGED: f32 = 4.0;

/// How far a drift may lag behind the best and still be followed.
const LAG: f32 = 15.0;

/// A [`Link`] and what it ends; small, for there are many.
struct Node {
    call: u32,
    body: u32,
    number: f32,
    place: f32,
    drift: i8,
    /// See [`beside`].
    beside: i8,
    /// What it adds, and the best sum up to it.
    gain: f32,
    score: f32,
    before: Option<u32>,
}

/// The best links, in the order of the calls.
#[must_use]
pub fn align(sheet: &Sheet, reading: &Reading, calls: &[Candidate]) -> Vec<Link> {
    if !sheet.has_two_series() {
        return align_those(sheet, reading, calls, |_, _| true);
    }
    // At the foot one series stands below the other: each is in order for itself.
    let is_symbol = |value: u32| value > SYMBOLS;
    let mut links = align_those(sheet, reading, calls, |call, body| {
        is_symbol(call) && is_symbol(body)
    });
    links.extend(align_those(sheet, reading, calls, |call, body| {
        !is_symbol(call) && !is_symbol(body)
    }));
    links.sort_by_key(|link| link.call);
    links
}

/// The best links among calls and bodies whose numbers may belong together.
fn align_those(
    sheet: &Sheet,
    reading: &Reading,
    calls: &[Candidate],
    may_be: impl Fn(u32, u32) -> bool,
) -> Vec<Link> {
    let scope = Scope::new(sheet, reading);
    let mut search = Search::new(sheet.bodies.len());
    let mut start = 0;
    while start < calls.len() {
        // Readings of one place exclude each other.
        let mut end = start + 1;
        while end < calls.len() && calls[end].range.start < calls[end - 1].range.end {
            end += 1;
        }
        let others = calls.iter().enumerate().take(end).skip(start);
        for (index, call) in others.filter(|(_, call)| call.weight > DECOY) {
            scope.offer(index, call, &mut |pair| {
                if may_be(call.value, sheet.bodies[pair.body].value) {
                    search.weigh(&pair, call);
                }
            });
        }
        search.close();
        start = end;
    }
    search.links(sheet.bodies.len())
}

struct Search {
    nodes: Vec<Node>,
    /// Where the nodes of each place of the text end: those of one place exclude each other.
    places: Vec<usize>,
    /// The best of all nodes, and of the nodes of each drift.
    all: Best,
    drifts: Vec<Best>,
}

impl Search {
    fn new(bodies: usize) -> Search {
        Search {
            nodes: Vec::new(),
            places: Vec::new(),
            all: Best::new(bodies),
            drifts: (-DRIFT..=DRIFT).map(|_| Best::new(bodies)).collect(),
        }
    }

    /// Takes a pair up, under each drift that it may belong to.
    fn weigh(&mut self, pair: &Pair, call: &Candidate) {
        // Most pairs are of numbers far apart, and their calls too weak for that.
        let may_differ = call.weight >= STRONG && pair.place > -2.0;
        let is_near = pair.ahead.is_some_and(|ahead| ahead.abs() <= DRIFT);
        if !is_near && !may_differ {
            return;
        }
        let (best, score) = self.scored(self.all.up_to(pair.body));
        for drift in -DRIFT..=DRIFT {
            let is_same = pair.ahead == Some(drift);
            if !is_same && !may_differ {
                continue;
            }
            let (own, own_score) =
                self.scored(self.drifts[(drift + DRIFT) as usize].up_to(pair.body));
            let is_followed = drift == 0 || is_same || own.is_some() && own_score > score - LAG;
            if !is_followed {
                continue;
            }
            let number = match (is_same, drift) {
                (true, 0) if pair.is_blurred => SAME - 1.0,
                (true, 0) => SAME,
                (true, _) => SAME - ADRIFT,
                _ => OTHER,
            };
            // Before the first link there is no drift.
            let own_score = if own.is_none() && drift != 0 {
                f32::MIN
            } else {
                own_score
            };
            let is_back = drift == 0 && best.is_some_and(|best| self.nodes[best].drift != 0);
            let change = CHANGE + if is_back { BACK } else { 0.0 };
            let (before, base) = if own_score >= score - change {
                (own, own_score)
            } else {
                (best, score - change)
            };
            let number = match number {
                OTHER if self.completes_exchange(before, pair) => EXCHANGED,
                _ => number,
            };
            let gain = call.sum() + number + pair.place + ORPHAN;
            if gain > 0.0 {
                self.nodes.push(Node {
                    call: pair.call as u32,
                    body: pair.body as u32,
                    number,
                    place: pair.place,
                    drift: drift as i8,
                    beside: beside(pair),
                    gain,
                    score: base + gain,
                    before: before.map(|before| before as u32),
                });
            }
        }
    }

    /// Whether a pair has the number that the pair before it lacks, and that one its number.
    fn completes_exchange(&self, before: Option<usize>, pair: &Pair) -> bool {
        before.map(|before| &self.nodes[before]).is_some_and(|b| {
            let here = beside(pair);
            here != 0 && b.beside == -here && b.body as usize + 1 == pair.body
        })
    }

    fn scored(&self, node: Option<usize>) -> (Option<usize>, f32) {
        (node, node.map_or(0.0, |node| self.nodes[node].score))
    }

    /// Lets later calls follow the nodes that were taken up.
    fn close(&mut self) {
        let closed = self.places.last().copied().unwrap_or(0);
        for (index, node) in self.nodes.iter().enumerate().skip(closed) {
            let drift = i64::from(node.drift) + DRIFT;
            for best in [&mut self.all, &mut self.drifts[drift as usize]] {
                best.put(node.body as usize, index, node.score);
            }
        }
        self.places.push(self.nodes.len());
    }

    fn links(&self, bodies: usize) -> Vec<Link> {
        let mut path = Vec::new();
        let mut node = self.all.up_to(bodies);
        while let Some(index) = node {
            path.push(index);
            node = self.nodes[index].before.map(|before| before as usize);
        }
        path.reverse();
        let margins = margins::margins(self, bodies, &path);
        let links = path.iter().zip(margins).map(|(&index, margin)| {
            let node = &self.nodes[index];
            Link {
                call: node.call as usize,
                body: node.body as usize,
                number: node.number,
                place: node.place,
                margin,
            }
        });
        links.collect()
    }
}

/// The call's number less the body's where they are neighbours, else 0.
fn beside(pair: &Pair) -> i8 {
    match pair.ahead {
        Some(1) => 1,
        Some(-1) => -1,
        _ => 0,
    }
}

/// The best node that ends before a body: a binary indexed tree of maxima.
struct Best {
    tree: Vec<Option<(f32, usize)>>,
    is_empty: bool,
}

impl Best {
    fn new(bodies: usize) -> Best {
        Best {
            tree: vec![None; bodies + 1],
            is_empty: true,
        }
    }

    /// The best node whose body is before `body`.
    fn up_to(&self, body: usize) -> Option<usize> {
        self.best(body).map(|best| best.1)
    }

    /// The same with its score.
    fn best(&self, body: usize) -> Option<(f32, usize)> {
        // Most drifts never begin.
        if self.is_empty {
            return None;
        }
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
        best
    }

    fn put(&mut self, body: usize, node: usize, score: f32) {
        self.is_empty = false;
        let mut at = body + 1;
        while at < self.tree.len() {
            if self.tree[at].is_none_or(|old| score > old.0) {
                self.tree[at] = Some((score, node));
            }
            at += at & at.wrapping_neg();
        }
    }
}
