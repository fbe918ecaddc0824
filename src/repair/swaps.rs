//! Exchanged bodies. In: calls and bodies, linked. Out: neighbouring bodies that stand exchanged, put right where both
//! calls say so by a wide margin, else asked about.
//!
//! The sentence of each call is held against its own body and against its neighbour's: by the words they share, rarer
//! words weighing more, and by the kinds of calls and notes that this text pairs. Numbers have no say here.

mod kinds;
mod lemma;
mod meaning;

use super::{GoesBy, Pass, Rules};
use crate::galley::{Answer, Label, NoteId, Override, Pen};
use crate::language::Language;
use crate::ledger::{Certainty, Reason};
use kinds::{Customs, Kind, Place};
use lemma::Lemma;
use meaning::{Counts, Note, Sentence};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "swaps",
    about: "neighbouring bodies that stand exchanged, by what they say",
    goes_by: GoesBy::Words,
    run,
};

/// Both calls together must gain this much by words before bodies are exchanged unasked.
///
/// Measured on 816 neighbouring pairs of the development texts and some 700 of ten undamaged works: with the three bounds
/// below, none that stands right is exchanged; at 5.0 two of the latter were. Of six of these works with 351 pairs exchanged
/// on purpose, 22 of 23 automatic exchanges are right, by words or by the word that a body opens with.
const SUM: f32 = 7.5;
/// The same where a body opens with the word at the other's call.
const EXPLAINED: f32 = 5.0;
/// Each call by itself must gain this much by words.
const PART: f32 = 1.75;
/// No call may go this well with the body it has.
const OWN: f32 = 2.0;
/// Where words and kinds both speak for it, each by this much, less will do.
const BOTH: (f32, f32, f32) = (1.2, 2.0, 4.0);
/// A body that opens with the word at the other's call gains this much at least.
const LEMMA: f32 = 2.0;
/// From this gain on the editor is asked. At 4.0 it was asked 73 times in 62 texts, for 6 of 33 exchanged pairs, at 2.0 181
/// times for 12.
const ASK: f32 = 3.0;

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let mut notes = Notes::read(pen);
    notes.by_hand(pen, rules);
    let pairs = notes.pairs();
    let mut taken: Vec<NoteId> = Vec::new();
    for pair in &pairs {
        let [one, other] = pair.ids;
        if taken.contains(&one)
            || taken.contains(&other)
            || notes.done.contains(&one)
            || notes.done.contains(&other)
        {
            continue;
        }
        if pair.is_sure() || ask(pen, &notes, pair) == Answer::Accepted {
            exchange(pen, &notes, pair.ids, &pair.reason(), pair.certainty());
            taken.extend(pair.ids);
        }
    }
}

/// Puts the question where there is something to ask.
fn ask(pen: &mut Pen<'_>, notes: &Notes, pair: &Pair) -> Answer {
    if pair.sum() < ASK {
        return Answer::Rejected;
    }
    let Some(at) = notes.bodies[&pair.ids[0]].mark.first().cloned() else {
        return Answer::Rejected;
    };
    let [one, other] = pair.ids.map(|id| notes.bodies[&id].printed.clone());
    let question = format!("do the bodies of notes {one} and {other} stand exchanged?");
    let proposal = format!("exchange the bodies of notes {one} and {other}");
    pen.ask(at, question, proposal, pair.reason())
}

/// Gives each of two bodies, marks and words, to the other's call.
fn exchange(
    pen: &mut Pen<'_>,
    notes: &Notes,
    [one, other]: [NoteId; 2],
    why: &Reason,
    certainty: Certainty,
) {
    let moves = BTreeMap::from([(one, other), (other, one)]);
    give(pen, notes, &moves, why, certainty);
}

/// Gives bodies, marks and words, to other notes.
fn give(
    pen: &mut Pen<'_>,
    notes: &Notes,
    moves: &BTreeMap<NoteId, NoteId>,
    why: &Reason,
    certainty: Certainty,
) {
    let mut strokes: Vec<(Range<usize>, Label)> = Vec::new();
    for (from, &to) in moves {
        let Some(body) = notes.bodies.get(from) else {
            continue;
        };
        let marks = body.mark.iter().map(|r| (r.clone(), Label::NoteMark(to)));
        strokes.extend(marks);
        let words = body.words.iter().map(|r| (r.clone(), Label::NoteBody(to)));
        strokes.extend(words);
    }
    // One stroke refused is all refused: half an exchange would lose a note.
    if strokes
        .iter()
        .any(|(range, label)| pen.is_refused(range, &label.kind()))
    {
        return;
    }
    for (range, label) in strokes {
        pen.mark(range, label, why.clone(), certainty);
    }
}

/// A body: where its mark and its words stand, and what they say.
#[derive(Default)]
struct Body {
    mark: Vec<Range<usize>>,
    words: Vec<Range<usize>>,
    printed: String,
    text: String,
}

/// A call: its note, and the byte of the running text it stands at.
struct Call {
    id: NoteId,
    at: usize,
    printed: String,
}

/// All calls and bodies.
struct Notes {
    text: String,
    calls: Vec<Call>,
    bodies: BTreeMap<NoteId, Body>,
    /// What the editor exchanged.
    done: Vec<NoteId>,
}

impl Notes {
    fn read(pen: &Pen<'_>) -> Notes {
        let galley = pen.galley();
        let mut notes = Notes {
            text: String::new(),
            calls: Vec::new(),
            bodies: BTreeMap::new(),
            done: Vec::new(),
        };
        for (piece, range) in galley.reading().filter(|(_, range)| !range.is_empty()) {
            let words = &galley.text()[range.clone()];
            // A manifest names notes as the source prints them, whatever number they have by now.
            let printed = || piece.change().map_or(words.into(), |c| pen.undone(c));
            match piece.label() {
                Label::Call(id) => notes.calls.push(Call {
                    id,
                    at: notes.text.len(),
                    printed: printed(),
                }),
                Label::NoteMark(id) => {
                    let body = notes.bodies.entry(id).or_default();
                    body.printed.push_str(printed().trim());
                    put(&mut body.mark, range);
                }
                Label::NoteBody(id) => {
                    let body = notes.bodies.entry(id).or_default();
                    body.text.push_str(words);
                    put(&mut body.words, range);
                }
                label if label.is_block() => notes.text.push_str(words),
                _ => {}
            }
        }
        notes
    }

    /// Carries out the editor's exchanges and links.
    fn by_hand(&mut self, pen: &mut Pen<'_>, rules: &Rules) {
        for (one, other) in &rules.notes.swap {
            let [a, b] = [one, other].map(|note| {
                let id = self.named(note)?;
                pen.used(Override::Swap, note);
                Some(id)
            });
            if let (Some(a), Some(b)) = (a, b) {
                if self.is_inverted(a.min(b), a.max(b)) {
                    continue;
                }
                let why = Reason::from("the manifest says that these bodies stand exchanged");
                exchange(pen, self, [a, b], &why, Certainty::Sure);
                self.done.extend([a, b]);
            }
        }
        let moves = self.linked_by_hand(pen, rules);
        let why = Reason::from("the manifest says that this call and this body belong together");
        give(pen, self, &moves, &why, Certainty::Sure);
        self.done.extend(moves.keys());
    }

    /// Which note each body goes to by the manifest's `notes.link`. A body put out of its place goes to a note that
    /// thereby lost its own, so that no body is lost and none is called twice.
    fn linked_by_hand(&self, pen: &mut Pen<'_>, rules: &Rules) -> BTreeMap<NoteId, NoteId> {
        let mut moves = BTreeMap::new();
        // Those that name a mark that was found to be no call are done by now.
        let rows = rules.notes.link.iter();
        let rows: Vec<_> = rows
            .filter(|(call, _)| !pen.is_used(Override::Link, call))
            .collect();
        for (call, body) in rows {
            let calls = self.calls.iter().map(|c| (c.id, c.printed.as_str()));
            let call_named = super::numbering::named(calls, call);
            let body_named = self.named(body);
            if call_named.is_some() {
                pen.used(Override::Link, call);
            }
            if body_named.is_some() {
                pen.used(Override::LinkBody, body);
            }
            if let (Some(to), Some(from)) = (call_named, body_named) {
                moves.insert(from, to);
            }
        }
        let is_taken: Vec<NoteId> = moves.values().copied().collect();
        let bereft = moves.keys().filter(|id| !is_taken.contains(id));
        let bereft: Vec<NoteId> = bereft.copied().collect();
        let displaced = is_taken.iter().filter(|id| !moves.contains_key(id));
        let displaced: Vec<NoteId> = displaced.copied().collect();
        moves.extend(displaced.into_iter().zip(bereft));
        moves.retain(|from, to| from != to);
        moves
    }

    /// The note that a manifest names: `12`, or `12#2` for the second that is printed so.
    fn named(&self, name: &str) -> Option<NoteId> {
        super::numbering::named(
            self.bodies
                .iter()
                .map(|(&id, body)| (id, body.printed.as_str())),
            name,
        )
    }

    /// Neighbouring calls whose bodies speak for or against an exchange.
    fn pairs(&self) -> Vec<Pair> {
        let mut counts = Counts::default();
        counts.add(&self.text);
        self.bodies.values().for_each(|body| counts.add(&body.text));
        let mut customs = Customs::default();
        let mut uses: HashMap<NoteId, u32> = HashMap::new();
        for call in &self.calls {
            *uses.entry(call.id).or_default() += 1;
            if let Some(body) = self.bodies.get(&call.id) {
                customs.add(Place::new(&self.text[..call.at]), Kind::new(&body.text));
            }
        }
        let calls: Vec<&Call> = self
            .calls
            .iter()
            .filter(|c| uses[&c.id] == 1 && self.bodies.contains_key(&c.id))
            .collect();
        let is_ibid: Vec<bool> = calls.iter().map(|call| self.is_ibid(call)).collect();
        // Bodies in another order than their calls have been exchanged: once is enough.
        let is_done =
            |i: usize| i > 0 && i < calls.len() && self.is_inverted(calls[i - 1].id, calls[i].id);
        let mut pairs = Vec::new();
        let mut before: Option<Side> = None;
        for (i, call) in calls.iter().enumerate() {
            let side = self.side(call);
            if let Some(before) = before
                && !is_ibid[i - 1]
                && !is_ibid[i]
                && !(i - 1..=i + 1).any(is_done)
            {
                let is_pointed_at = is_ibid.get(i + 1) == Some(&true);
                let sides = [&before, &side];
                pairs.push(Pair::new(sides, &counts, &customs, is_pointed_at));
            }
            before = Some(side);
        }
        pairs
    }

    fn is_ibid(&self, call: &Call) -> bool {
        is_ibid(&self.bodies[&call.id].text)
    }

    /// Whether the second of two bodies stands before the first.
    fn is_inverted(&self, one: NoteId, other: NoteId) -> bool {
        let place = |id| {
            self.bodies
                .get(&id)
                .and_then(|b| b.mark.first())
                .map(|r| r.start)
        };
        matches!((place(one), place(other)), (Some(a), Some(b)) if a > b)
    }

    fn side(&self, call: &Call) -> Side {
        let body = &self.bodies[&call.id];
        // The words before another call are that one's.
        let next = self.calls.partition_point(|other| other.at < call.at);
        let since = next.checked_sub(1).map_or(0, |other| self.calls[other].at);
        Side {
            id: call.id,
            sentence: Sentence::around(&self.text, call.at),
            place: Place::new(&self.text[..call.at]),
            note: Note::new(&body.text),
            lemmas: [
                Lemma::before(&self.text[since..call.at]),
                Lemma::heading(&body.text),
            ],
            kind: Kind::new(&body.text),
        }
    }
}

/// Adds a range; what adjoins the last joins it.
fn put(ranges: &mut Vec<Range<usize>>, range: Range<usize>) {
    match ranges.last_mut() {
        Some(last) if last.end == range.start => last.end = range.end,
        _ => ranges.push(range),
    }
}

/// Whether a note only points at the one before it.
fn is_ibid(text: &str) -> bool {
    let head = text
        .trim_start_matches(|c: char| !c.is_alphabetic())
        .to_lowercase();
    let word = head
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    Language::any().ibid.has(word)
}

/// A call with the body that it has.
struct Side {
    id: NoteId,
    sentence: Sentence,
    place: Place,
    note: Note,
    /// At the call, and at the head of the body.
    lemmas: [Lemma; 2],
    kind: Kind,
}

/// Two neighbours, and what an exchange would gain.
struct Pair {
    ids: [NoteId; 2],
    /// How well each call's sentence goes with its own body.
    own: [f32; 2],
    /// What each call would gain by words and by kinds.
    words: [f32; 2],
    kinds: [f32; 2],
    /// What each call would gain by the words that notes open with.
    lemmas: [f32; 2],
    /// Whether a body opens with the very word at the other's call, and none with that at its own.
    is_opened: bool,
    /// Whether one call stands after a quotation and the other after a name.
    is_telling: bool,
    /// Whether the note after them points back at the second.
    is_pointed_at: bool,
}

impl Pair {
    fn new(sides: [&Side; 2], counts: &Counts, customs: &Customs, is_pointed_at: bool) -> Pair {
        let words =
            |call: usize, body: usize| sides[call].sentence.likeness(&sides[body].note, counts);
        let lemmas = |call: usize, body: usize| {
            let [before, _] = &sides[call].lemmas;
            before.weigh(&sides[body].lemmas[1], counts)
        };
        let opens = |call: usize, body: usize| {
            let [before, _] = &sides[call].lemmas;
            before.is_opened_by(&sides[body].lemmas[1])
        };
        let kinds = |call: usize, body: usize| customs.weigh(sides[call].place, sides[body].kind);
        let own = [words(0, 0), words(1, 1)];
        let places = sides.map(|side| side.place);
        Pair {
            ids: sides.map(|side| side.id),
            own,
            words: [words(0, 1) - own[0], words(1, 0) - own[1]],
            kinds: [kinds(0, 1) - kinds(0, 0), kinds(1, 0) - kinds(1, 1)],
            lemmas: [lemmas(0, 1) - lemmas(0, 0), lemmas(1, 0) - lemmas(1, 1)],
            is_opened: (opens(0, 1) || opens(1, 0)) && !opens(0, 0) && !opens(1, 1),
            is_telling: places.contains(&Place::Quotation) && places.contains(&Place::Name),
            is_pointed_at,
        }
    }

    fn part(&self, call: usize) -> f32 {
        self.words[call] + self.kinds[call] + self.lemmas[call]
    }

    fn sum(&self) -> f32 {
        self.part(0) + self.part(1)
    }

    fn is_sure(&self) -> bool {
        let parts = self.part(0).min(self.part(1));
        let own = self.own[0].max(self.own[1]);
        let (words, kinds) = (self.words[0] + self.words[1], self.kinds[0] + self.kinds[1]);
        let by_words = words >= SUM && self.words[0].min(self.words[1]) >= PART;
        let by_both = self.is_telling
            && words >= BOTH.0
            && kinds >= BOTH.1
            && self.sum() >= BOTH.2
            && parts > 0.0;
        (by_words || by_both) && own < OWN && !self.is_pointed_at || self.is_explained()
    }

    /// Whether one body opens with the word at the other's call, and nothing but chance speaks against it.
    fn is_explained(&self) -> bool {
        let [one, other] = self.lemmas;
        let by_both = one.min(other) >= LEMMA;
        let call = usize::from(one < other);
        let by_one = one.max(other) >= LEMMA
            && one.min(other) >= 0.0
            && (self.is_opened || self.words[1 - call] >= PART)
            && self.sum() >= EXPLAINED;
        (by_both || by_one) && !self.is_pointed_at
    }

    fn certainty(&self) -> Certainty {
        if self.is_sure() {
            Certainty::Likely
        } else {
            Certainty::Doubtful
        }
    }

    fn reason(&self) -> Reason {
        let mut why = Reason::from("each call's sentence goes with the other's body");
        for (call, name) in [(0, "first"), (1, "second")] {
            why = why
                .because(
                    format!("words of the {name} call's sentence"),
                    self.words[call],
                )
                .because(
                    format!("the word at the {name} call, that a note opens with"),
                    self.lemmas[call],
                )
                .because(
                    format!("kind of the {name} call and of the notes"),
                    self.kinds[call],
                );
        }
        why
    }
}
