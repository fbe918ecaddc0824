//! How this text sets its calls. In: the links of a first reading. Out: [`Habits`]: what it says for a mark that it is set
//! as the text's other calls are, or otherwise: a number that stands free is a call where others do.

use super::align::Link;
use super::candidates::{Candidate, Stand};
use super::sheet::Sheet;
use crate::repair::foot::marks::SYMBOLS;
use crate::repair::given;

/// A way of setting calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// Digits at a word or a stop.
    Glued,
    /// Digits at the end of a number.
    Number,
    Superior,
    Bracketed,
    Symbol,
    /// Digits that a blank sets apart.
    Free,
    OwnLine,
    Misread,
}

use Manner::{Bracketed, Free, Glued, Misread, Number, OwnLine, Superior, Symbol};

/// The ways, and the share of each that is assumed before a text is read: round estimates, far from nothing even for the
/// rare ones, as what is rare in one library need not be rare in another.
const USUAL: [(Manner, f32); 8] = [
    (Glued, 0.58),
    (Number, 0.02),
    (Superior, 0.10),
    (Bracketed, 0.12),
    (Symbol, 0.08),
    (Free, 0.06),
    (OwnLine, 0.02),
    (Misread, 0.02),
];

/// As many calls of a text weigh as much as what is usual.
const TRUST: f32 = 6.0;
/// A link that weighs so much, whatever the habit, teaches it.
const TEACHES: f32 = 3.0;
/// What a habit says at the most for a mark and against it.
const FOR: f32 = 3.0;
const AGAINST: f32 = -4.0;
/// What it says against a call at the end of a number that no other way of setting calls is seen: the rows of a table end
/// in numbers, too.
const ALONE: f32 = -8.0;

/// What it says against the last letter of a word that nothing else in the text shows a digit read as a letter.
const CLEAN: f32 = -2.5;

/// What each way of setting a call says in this text.
#[derive(Clone, Debug)]
pub struct Habits {
    manners: [f32; USUAL.len()],
    /// What the print says for a letter read as a digit.
    noise: f32,
    /// Whether numbers in brackets are those of a list of works.
    has_references: bool,
}

/// As many calls that are set otherwise, for each in brackets that has a note, tell that brackets are not for calls.
const OTHERS: usize = 3;
/// One number in brackets in so many has a note at the most, then; and there are so many at least.
const UNNOTED: usize = 2;
const FEWEST: usize = 4;

/// Whether the numbers in brackets of a text whose calls are set otherwise refer to works: most of them have no note.
fn has_references(calls: &[Candidate], links: &[Link], manners: &[Manner]) -> bool {
    let all = calls.iter().filter(|call| is_reference(call)).count();
    let noted = links
        .iter()
        .filter(|link| is_reference(&calls[link.call]))
        .count();
    let others = manners
        .iter()
        .filter(|&&manner| matches!(manner, Glued | Superior | Free))
        .count();
    all >= FEWEST && noted * UNNOTED <= all && others > 0 && others >= noted * OTHERS
}

/// Whether a mark may refer to a work by its number in a list.
fn is_reference(call: &Candidate) -> bool {
    call.stand == Stand::Bracketed && call.value < SYMBOLS
}

impl Habits {
    /// Learns them.
    #[must_use]
    pub fn learnt(sheet: &Sheet, calls: &[Candidate], links: &[Link]) -> Habits {
        let misread = |link: &Link| {
            let call = &calls[link.call];
            call.stand == Stand::Misread && !is_word_end(call)
        };
        let is_noisy = links.iter().any(misread) || sheet.bodies.iter().any(|body| body.misread);
        let is_strong = |link: &&Link| link.evidence(&calls[link.call]) >= TEACHES;
        let manners = links.iter().filter(is_strong);
        let manners: Vec<Manner> = manners.map(|link| Manner::of(&calls[link.call])).collect();
        let has_references = has_references(calls, links, &manners);
        let all = manners.len() as f32;
        let is_alone = manners.iter().all(|&manner| manner == Number);
        let manners = USUAL.map(|(manner, usual)| {
            if manner == Number {
                // They come as often as the text has numbers: no habit.
                return given(is_alone, ALONE);
            }
            let here = manners.iter().filter(|&&m| m == manner).count() as f32;
            let share = (here + TRUST * usual) / (all + TRUST);
            (share / usual).ln().clamp(AGAINST, FOR)
        });
        Habits {
            manners,
            noise: if is_noisy { 0.0 } else { CLEAN },
            has_references,
        }
    }

    /// Whether a mark can be a call.
    #[must_use]
    pub fn allows(&self, call: &Candidate) -> bool {
        !(self.has_references && is_reference(call))
    }

    /// What they say for a mark.
    #[must_use]
    pub fn says(&self, call: &Candidate) -> f32 {
        let manner = Manner::of(call);
        let row = USUAL.iter().position(|row| row.0 == manner);
        let noise = given(is_word_end(call), self.noise);
        row.map_or(0.0, |row| self.manners[row]) + noise
    }
}

/// Whether a mark is the last letter of a word, as far as its print tells.
fn is_word_end(call: &Candidate) -> bool {
    call.stand == Stand::Misread && call.weight < 0.0
}

impl Manner {
    fn of(call: &Candidate) -> Manner {
        match call.stand {
            Stand::Word | Stand::Stop => Glued,
            Stand::Year | Stand::Number => Number,
            Stand::Superior => Superior,
            Stand::Bracketed => Bracketed,
            Stand::Symbol => Symbol,
            Stand::Stray => Free,
            Stand::OwnLine => OwnLine,
            Stand::Misread => Misread,
            Stand::Lettered => Symbol,
            Stand::Unread => Superior,
        }
    }
}
