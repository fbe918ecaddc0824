//! Calls whose numbers a scan does not show. In: the running text and the bodies of a scan. Out: links by the order of calls
//! and bodies on each page: a call is a raised sign, or one that stands where no sentence has it, and pairs with any body
//! below it on its page; what numbers are read agrees or does not.

mod brackets;
mod figures;
mod stray;

use super::align::{Link, UNKNOWN};
use super::candidates::{Candidate, Stand};
use super::scope::OWN_PAGE;
use super::sheet::{Body, Sheet, Zone};
use crate::galley::{Galley, Label, NoteId};
use crate::hash::HashSet;
use crate::lexicon::Lexicon;
use crate::repair::foot::marks;
use crate::repair::foot::rows::Reading;
use crate::repair::foot::unread::letters;
use crate::repair::numbering::bare;

/// What it costs to leave a body without a call.
const ORPHAN: f32 = 1.5;
/// What it says for a pair that both show the same sign.
const LIKE: f32 = 0.5;
/// What it says against a sign that prose has, too, that its page has more of them than bodies that lack a call; and against one
/// that does not stand raised, where others do.
const PROSE: f32 = -1.5;
const LEVEL: f32 = -1.0;
/// What it costs that the numbers of calls are off those of bodies by one more or less than on the page before.
const CHANGE: f32 = 5.0;
/// So many of ten bodies have raised signs on their pages where the raised ones of a document are seen.
const SEEN: usize = 6;
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
pub(super) fn read(
    galley: &Galley,
    reading: &Reading,
    calls: &[Candidate],
    lexicon: &Lexicon,
) -> Unread {
    let (bodies, in_brackets) = bodies(galley, reading);
    let by_letters = figures::are_letters(&bodies);
    let sheet = Sheet {
        bodies,
        zones: vec![Zone {
            at: 0,
            is_end: false,
        }],
    };
    let mut calls = calls.to_vec();
    if by_letters {
        brackets::weigh_letters(reading.text(), &mut calls);
    }
    let mut calls = stray::calls(reading, &calls, lexicon);
    weigh_level(&mut calls, sheet.bodies.len());
    brackets::weigh(reading.text(), &mut calls, sheet.bodies.len(), in_brackets);
    // Numbers count on or begin anew on each page: what fits labels and calls better.
    let ways = figures::numbers(&sheet.bodies).into_iter();
    let ways = ways.map(|way| {
        let (score, links) = linked(reading, &sheet.bodies, &calls, &way.numbers);
        (score + way.score, links)
    });
    let best = ways.reduce(|best, way| if way.0 > best.0 { way } else { best });
    let links = best.map_or(Vec::new(), |best| best.1);
    Unread {
        sheet,
        calls,
        links,
    }
}

/// The best links of all pages where the bodies have some numbers, and what speaks for them.
fn linked(
    reading: &Reading,
    bodies: &[Body],
    calls: &[Candidate],
    numbers: &[Option<u32>],
) -> (f32, Vec<Link>) {
    let (mut score, mut links, mut first, mut off) = (0.0, Vec::new(), 0, 0);
    for page in bodies.chunk_by(|one, other| one.page == other.page) {
        let own = |call: &Candidate| reading.page(call.range.start);
        let start = calls.partition_point(|call| own(call) < page[0].page);
        let end = calls.partition_point(|call| own(call) <= page[0].page);
        let pairs = Page {
            reading,
            bodies: page,
            calls: &calls[start..end],
            numbers: &numbers[first..first + page.len()],
            off,
        };
        let best = pairs.best();
        links.extend(best.links.into_iter().map(|link| Link {
            call: start + link.call,
            body: first + link.body,
            ..link
        }));
        (score, off) = (score + best.score, best.off);
        first += page.len();
    }
    (score, links)
}

/// All bodies, those without a label, too, and how many have labels in brackets.
fn bodies(galley: &Galley, reading: &Reading) -> (Vec<Body>, usize) {
    let turns = galley.turns();
    let mut seen: HashSet<NoteId> = HashSet::default();
    let (mut bodies, mut in_brackets) = (Vec::new(), 0);
    for (piece, range) in galley.reading().filter(|(_, range)| !range.is_empty()) {
        let (id, printed) = match piece.label() {
            Label::NoteMark(id) => (id, &galley.text()[range.clone()]),
            Label::NoteBody(id) => (id, ""),
            _ => continue,
        };
        if seen.insert(id) {
            in_brackets += usize::from(brackets::has_one(printed));
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
    (bodies, in_brackets)
}

/// The number, or the letter, that a sign shows; 0 for none.
fn number(sign: &str) -> u32 {
    let letter = letters::value(sign);
    let sign = bare(sign);
    let superior = marks::superiors(sign).filter(|found| found.1 == sign.len());
    sign.parse()
        .ok()
        .or(superior.map(|found| found.0))
        .or(letter)
        .unwrap_or(0)
}

/// The bodies and the calls of one page.
struct Page<'p> {
    reading: &'p Reading,
    bodies: &'p [Body],
    calls: &'p [Candidate],
    /// The numbers of the bodies, by the order of all.
    numbers: &'p [Option<u32>],
    /// By how much the numbers of calls are off those of the bodies: one may be skipped on one side only.
    off: i32,
}

/// The best links of a page.
#[derive(Default)]
struct Best {
    score: f32,
    off: i32,
    links: Vec<Link>,
}

impl Page<'_> {
    /// The best links, the calls as far off as on the page before, unless another reading is clearly better.
    fn best(&self) -> Best {
        let ways = [self.off, self.off - 1, self.off + 1].map(|off| {
            let changed = if off == self.off { 0.0 } else { CHANGE };
            let (score, links) = Page { off, ..*self }.links();
            Best {
                score: score - changed,
                off,
                links,
            }
        });
        let best = |best: Best, way: Best| if way.score > best.score { way } else { best };
        ways.into_iter().reduce(best).unwrap_or_default()
    }

    /// The best links in order, and what speaks for them.
    fn links(&self) -> (f32, Vec<Link>) {
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
        (best[calls][bodies].0, self.linked(&pairs))
    }

    /// Whether the page has more signs that prose has, too, than bodies that lack a call: then none of them is believed.
    fn is_prose(&self, call: &Candidate) -> bool {
        let good = self.calls.iter().filter(|call| call.weight >= 0.0).count();
        call.weight < 0.0 && self.calls.len() > self.bodies.len().max(good)
    }

    /// What speaks for a pair.
    fn weigh(&self, call: usize, body: usize) -> f32 {
        let call = &self.calls[call];
        let prose = if self.is_prose(call) { PROSE } else { 0.0 };
        call.weight + prose + self.agreement(call, body)
    }

    /// How well a call's sign agrees with a body.
    fn agreement(&self, call: &Candidate, body: usize) -> f32 {
        let sign = bare(&self.reading.text()[call.range.clone()]);
        let label = &self.bodies[body];
        let is_like = !label.printed.is_empty() && sign == label.printed;
        let number = self.numbers[body].and_then(|number| number.checked_add_signed(self.off));
        let number = number.map_or(0.0, |number| figures::agreement(sign, number));
        number + if is_like { LIKE } else { 0.0 }
    }

    fn linked(&self, pairs: &[(usize, usize)]) -> Vec<Link> {
        let strong = self.calls.iter().filter(|call| call.weight >= STRONG);
        let is_agreed = pairs.len() == self.bodies.len() && strong.count() == self.bodies.len();
        let link = |(index, &(call, body)): (usize, &(usize, usize))| Link {
            call,
            body,
            number: self.agreement(&self.calls[call], body).max(UNKNOWN),
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

/// Where signs that stand raised are seen, those that don't are what they look like.
fn weigh_level(calls: &mut [Candidate], bodies: usize) {
    let raised = calls
        .iter()
        .filter(|call| call.weight >= stray::RAISED_CLOSING);
    if raised.count() * 10 >= SEEN * bodies {
        let level = calls
            .iter_mut()
            .filter(|call| call.weight < stray::RAISED_CLOSING);
        level.for_each(|call| call.weight += LEVEL);
    }
}

/// A sign that is a call of unknown number.
fn unread(range: std::ops::Range<usize>, weight: f32) -> Candidate {
    Candidate::new(range, 0, weight, Stand::Unread)
}

#[cfg(test)]
mod tests;
