//! What becomes of the links. In: calls, bodies and [`Link`]s. Out: the labels of the calls that are plain, and a question
//! for each other; what the editor says of either is obeyed.

use super::align::Link;
use super::candidates::{Candidate, Stand};
use super::loose::Asked;
use super::sheet::Sheet;
use super::{again, by_hand};
use crate::galley::{Answer, Edit, Label, Pen};
use crate::ledger::{Certainty, Reason};
use crate::repair::Rules;
use crate::repair::foot::rows::Reading;

/// Evidence from which a link is likely. Measured on 123 texts, 1 in 50 of those above it is wrong, nearly all for bodies that
/// stand exchanged, and 1 in 10 of those below it.
const LIKELY: f32 = 6.0;
/// What a likely link has over the next best reading at least: a body that is left on the call's page is nearer than this.
/// Of 6,400 links of some 110 texts 1 in 6 with less is wrong, and 1 in 60 of the others, nearly all for exchanged bodies.
const CLEAR: f32 = 7.0;
/// A link that has less over it is made, and asked about: 1 in 3 of these is wrong.
const NEAR: f32 = 3.0;
/// Evidence from which a link is made unasked: a number of the text that a note has, too, gets less (`and 3 women`).
const PLAIN: f32 = 2.5;
/// Evidence from which a link is worth a question.
const FEASIBLE: f32 = -1.0;

/// What links are made in.
pub(super) struct Strokes<'t> {
    pub reading: &'t Reading,
    pub sheet: &'t Sheet,
    pub calls: &'t [Candidate],
}

impl Strokes<'_> {
    /// Makes the links that are plain or that the editor names or accepts, and second calls of their notes.
    pub fn make(&self, pen: &mut Pen<'_>, rules: &Rules, links: Vec<Link>) -> Asked {
        let mut asked = Asked::default();
        let is_plain = |link: &Link| link.evidence(&self.calls[link.call]) >= PLAIN;
        let (mut made, mut weak): (Vec<Link>, Vec<Link>) = links.into_iter().partition(is_plain);
        made.retain(|link| !self.is_refused(pen, link));
        made.iter().for_each(|link| self.call(pen, link));
        let named = by_hand::by_hand(pen, rules, self, (&made, &weak));
        for link in &named {
            let why = "the manifest says that this call and this body belong together";
            self.mark(pen, link, why.into(), Certainty::Sure);
            weak.retain(|weak| weak.call != link.call && weak.body != link.body);
        }
        made.extend(named);
        for link in weak {
            if self.ask(pen, &link, &mut asked) {
                self.call(pen, &link);
                made.push(link);
            }
        }
        made.sort_by_key(|link| link.call);
        for again in again::again(self.sheet, self.reading, self.calls, &made) {
            if again.is_plain || self.ask_again(pen, &again.link, &mut asked) {
                self.call(pen, &again.link);
            }
        }
        asked
    }

    /// Labels a call that was found.
    pub fn call(&self, pen: &mut Pen<'_>, link: &Link) {
        let call = &self.calls[link.call];
        // Numbers and pages can't tell whether two bodies stand exchanged: no link is sure.
        let certainty = if link.evidence(call) >= LIKELY && link.margin >= CLEAR {
            Certainty::Likely
        } else {
            Certainty::Doubtful
        };
        self.mark(pen, link, reason(call, link), certainty);
    }

    /// Labels a call, and closes it up.
    fn mark(&self, pen: &mut Pen<'_>, link: &Link, why: Reason, certainty: Certainty) {
        let call = &self.calls[link.call];
        let Some(range) = self.reading.range(call.range.clone()) else {
            return;
        };
        let gap = call.range.start - call.blank..call.range.start;
        if call.blank > 0
            && let Some(blank) = self.reading.range(gap)
        {
            let words = &self.reading.text()[call.range.clone()];
            let edit =
                Edit::sure(blank, "", "closes up a call that was set apart").certainty(certainty);
            pen.edit(edit.words(&format!(" {words}"), words));
        }
        let id = self.sheet.bodies[link.body].id;
        pen.mark(range, Label::Call(id), why, certainty);
    }

    /// Asks about a link that is made in doubt; true if the editor does not want it.
    fn is_refused(&self, pen: &mut Pen<'_>, link: &Link) -> bool {
        let doubt = match () {
            () if link.number < 0.0 => "its number is not the note's",
            () if link.margin < NEAR => "another reading is nearly as good",
            () => return false,
        };
        let call = &self.calls[link.call];
        let Some(range) = self.reading.range(call.range.clone()) else {
            return false;
        };
        let (mark, body) = self.named(link);
        let question = format!("is `{mark}` the call of note {body}?");
        let proposal = format!("let `{mark}` be the call of note {body}");
        let why = Reason {
            text: doubt.into(),
            ..reason(call, link)
        };
        pen.ask(range, question, proposal, why) == Answer::Rejected
    }

    /// Asks whether a mark is the call of a body; true if the editor says so.
    fn ask(&self, pen: &mut Pen<'_>, link: &Link, asked: &mut Asked) -> bool {
        let (mark, body) = self.named(link);
        let question = format!("note {body} has no plain call: is it `{mark}`?");
        let proposal = format!("make `{mark}` the call of note {body}");
        let is_feasible = link.evidence(&self.calls[link.call]) >= FEASIBLE;
        is_feasible && self.put(pen, link, [question, proposal], asked)
    }

    /// Asks whether a mark calls a note that has a call.
    fn ask_again(&self, pen: &mut Pen<'_>, link: &Link, asked: &mut Asked) -> bool {
        let (mark, body) = self.named(link);
        let question =
            format!("no body is left for the call `{mark}`: does it call note {body} again?");
        let proposal = format!("make `{mark}` another call of note {body}");
        self.put(pen, link, [question, proposal], asked)
    }

    fn put(
        &self,
        pen: &mut Pen<'_>,
        link: &Link,
        [question, proposal]: [String; 2],
        asked: &mut Asked,
    ) -> bool {
        let call = &self.calls[link.call];
        let Some(range) = self.reading.range(call.range.clone()) else {
            return false;
        };
        asked.calls.push(pen.galley().span(range.clone()));
        let answer = pen.ask(range, question, proposal, reason(call, link));
        if answer == Answer::Open {
            asked.bodies.push(self.sheet.bodies[link.body].id);
        }
        answer == Answer::Accepted
    }

    /// A mark and a body's number, as they are printed.
    fn named(&self, link: &Link) -> (&str, &str) {
        let range = self.calls[link.call].range.clone();
        let mark = self.reading.text()[range].trim();
        (mark, &self.sheet.bodies[link.body].printed)
    }
}

/// Why a mark is taken for the call of a body.
fn reason(call: &Candidate, link: &Link) -> Reason {
    Reason::from(match call.stand {
        Stand::Superior => "superior digits",
        Stand::Bracketed => "a number in brackets",
        Stand::Symbol => "a note symbol",
        Stand::Word => "digits glued to a word",
        Stand::Stop => "digits glued to a stop or a quotation mark",
        Stand::Year => "digits glued to a year",
        Stand::Number => "digits glued to a number",
        Stand::Stray => "digits that stray blanks set apart",
        Stand::OwnLine => "a number on a line of its own",
        Stand::Misread => "letters that scans confuse with digits",
        Stand::Lettered => "a letter that scans take a note symbol for",
        Stand::Unread => {
            "a sign that scans take a raised figure for; its number is the next in order"
        }
    })
    .because("stands where calls stand", call.weight)
    .because("set as this text sets its calls", call.habit)
    .because("number against the body's", link.number)
    .because("page against the body's", link.place)
    .because("over the next best reading", link.margin)
}
