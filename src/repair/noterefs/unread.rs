//! Calls whose numbers a scan does not show. In: the running text and the bodies of a scan. Out: links by the order of calls
//! and bodies on each page: a call is a raised sign, or one that stands where no sentence has it, and pairs with any body
//! below it on its page; what numbers are read agrees or does not.

mod stray;

use super::align::{Link, UNKNOWN};
use super::candidates::{Candidate, Stand};
use super::scope::OWN_PAGE;
use super::sheet::{Body, Sheet, Zone};
use crate::galley::{Galley, Label, NoteId};
use crate::hash::HashSet;
use crate::repair::foot::marks;
use crate::repair::foot::rows::Reading;
use crate::repair::numbering::bare;

/// What it costs to leave a body without a call.
const ORPHAN: f32 = 1.5;
/// What it says for a pair that the call shows the number of the body's label; that it shows the one that is due by the
/// order of the notes; that both show the same sign; and against it that both show other numbers.
const SAME: f32 = 2.0;
const DUE: f32 = 1.0;
const LIKE: f32 = 0.5;
const OTHER: f32 = -0.5;
/// What it says for a pair that its sign is prose.
const NEVER: f32 = -100.0;
/// Weight from which a sign counts, where calls and bodies of a page are held against each other.
const STRONG: f32 = 2.5;
/// What a link has over other readings where as many signs as bodies stand on its page, and where not: the first of such a
/// page is asked about.
const AGREED: f32 = 8.0;
const UNCLEAR: f32 = 3.0;
const ASKED: f32 = 1.0;

/// The bodies, what may be their calls, and the links.
pub(super) struct Unread {
    pub sheet: Sheet,
    pub calls: Vec<Candidate>,
    pub links: Vec<Link>,
}

/// Reads them; `calls` are the candidates that show numbers.
pub(super) fn read(galley: &Galley, reading: &Reading, calls: &[Candidate]) -> Unread {
    let sheet = Sheet {
        bodies: bodies(galley, reading),
        zones: vec![Zone {
            at: 0,
            is_end: false,
        }],
    };
    let calls = stray::calls(reading, calls);
    let mut links = Vec::new();
    let mut first = 0;
    for page in sheet.bodies.chunk_by(|one, other| one.page == other.page) {
        let own = |call: &Candidate| reading.page(call.range.start);
        let start = calls.partition_point(|call| own(call) < page[0].page);
        let end = calls.partition_point(|call| own(call) <= page[0].page);
        let pairs = Page {
            reading,
            bodies: page,
            calls: &calls[start..end],
            first,
        };
        links.extend(pairs.links().into_iter().map(|link| Link {
            call: start + link.call,
            body: first + link.body,
            ..link
        }));
        first += page.len();
    }
    Unread {
        sheet,
        calls,
        links,
    }
}

/// All bodies, those without a label, too.
fn bodies(galley: &Galley, reading: &Reading) -> Vec<Body> {
    let turns = galley.turns();
    let mut seen: HashSet<NoteId> = HashSet::default();
    let mut bodies = Vec::new();
    for (piece, range) in galley.reading().filter(|(_, range)| !range.is_empty()) {
        let (id, printed) = match piece.label() {
            Label::NoteMark(id) => (id, &galley.text()[range.clone()]),
            Label::NoteBody(id) => (id, ""),
            _ => continue,
        };
        if seen.insert(id) {
            let page = turns.partition_point(|turn| turn.start <= range.start) as u32;
            bodies.push(Body {
                id,
                value: number(printed),
                printed: bare(printed).into(),
                misread: true,
                page: page + reading.columns_before(range.start),
                zone: 0,
            });
        }
    }
    bodies
}

/// The number that a sign shows; 0 for none.
fn number(sign: &str) -> u32 {
    let sign = sign.trim();
    let superior = marks::superiors(sign).filter(|found| found.1 == sign.len());
    sign.parse()
        .ok()
        .or(superior.map(|found| found.0))
        .unwrap_or(0)
}

/// The bodies and the calls of one page.
struct Page<'p> {
    reading: &'p Reading,
    bodies: &'p [Body],
    calls: &'p [Candidate],
    /// How many bodies stand on the pages before.
    first: usize,
}

impl Page<'_> {
    /// The best links in order.
    fn links(&self) -> Vec<Link> {
        let (calls, bodies) = (self.calls.len(), self.bodies.len());
        // The best sum of the first calls and bodies, and whether it ends in a pair.
        let mut best = vec![vec![(0.0_f32, false); bodies + 1]; calls + 1];
        for call in 0..=calls {
            for body in 1..=bodies {
                let mut found = (best[call][body - 1].0 - ORPHAN, false);
                if call > 0 {
                    let pair = best[call - 1][body - 1].0 + self.weigh(call - 1, body - 1);
                    found = if pair > found.0 { (pair, true) } else { found };
                    let without = best[call - 1][body].0;
                    found = if without >= found.0 {
                        (without, false)
                    } else {
                        found
                    };
                }
                best[call][body] = found;
            }
        }
        let mut pairs = Vec::new();
        let (mut call, mut body) = (calls, bodies);
        while call > 0 && body > 0 {
            let (score, is_pair) = best[call][body];
            if is_pair {
                pairs.push((call - 1, body - 1));
                (call, body) = (call - 1, body - 1);
            } else if score == best[call - 1][body].0 {
                call -= 1;
            } else {
                body -= 1;
            }
        }
        pairs.reverse();
        self.linked(&pairs)
    }

    /// Whether the page has more signs that prose has, too, than bodies that lack a call: then none of them is believed.
    fn is_prose(&self, call: &Candidate) -> bool {
        let good = self.calls.iter().filter(|call| call.weight >= 0.0).count();
        call.weight < 0.0 && self.calls.len() > self.bodies.len().max(good)
    }

    /// What speaks for a pair.
    fn weigh(&self, call: usize, body: usize) -> f32 {
        if self.is_prose(&self.calls[call]) {
            return NEVER;
        }
        let sign = &self.reading.text()[self.calls[call].range.clone()];
        let (value, label) = (number(sign), &self.bodies[body]);
        let due = [body + 1, self.first + body + 1];
        let agrees = match (value, label.value) {
            (0, _) | (_, 0) => 0.0,
            (value, label) if value == label => SAME,
            _ => OTHER,
        };
        let is_due = value > 0 && due.contains(&(value as usize));
        let is_like = value == 0 && !label.printed.is_empty() && sign.trim() == label.printed;
        self.calls[call].weight
            + agrees
            + if is_due { DUE } else { 0.0 }
            + if is_like { LIKE } else { 0.0 }
    }

    fn linked(&self, pairs: &[(usize, usize)]) -> Vec<Link> {
        let strong = self.calls.iter().filter(|call| call.weight >= STRONG);
        let is_agreed = pairs.len() == self.bodies.len() && strong.count() == self.bodies.len();
        let link = |(index, &(call, body)): (usize, &(usize, usize))| Link {
            call,
            body,
            number: UNKNOWN,
            place: OWN_PAGE,
            margin: match (is_agreed, index) {
                (true, _) => AGREED,
                (false, 0) => ASKED,
                _ => UNCLEAR,
            },
        };
        pairs.iter().enumerate().map(link).collect()
    }
}

/// A sign that is a call of unknown number.
fn unread(range: std::ops::Range<usize>, weight: f32) -> Candidate {
    Candidate::new(range, 0, weight, Stand::Unread)
}

#[cfg(test)]
mod tests;
