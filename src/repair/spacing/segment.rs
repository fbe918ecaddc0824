//! Partings. In: a run of letters and the model. Out: the most likely way to part it into words, and what speaks for it.

use super::compounds::{self, Stand};
use super::loss;
use super::model::Model;
use super::pair;
use crate::ledger::Reason;
use crate::lexicon::lowered;
use crate::repair::given;

/// Runs longer than this are no words run together: they are data.
const LIMIT: usize = 400;
/// What a capital in the middle of a run earns a parting there.
const CAPITAL: f32 = 7.0;
/// What speaks against parting a run that is written like a name.
const NAME: f32 = -6.0;
/// Capitals inside names: `McDonald`, `DeLeon`.
const NAMES: &[&str] = &[
    "Mc", "Mac", "De", "Du", "La", "Le", "Van", "Von", "Fitz", "O", "D", "Di", "Da", "St", "San",
    "Ap",
];

/// So many endings of a word that the list lacks look like words. One is left to the signs of pairs, and more are none.
const ENDINGS: usize = 2;

/// A way to part a run of letters.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parting {
    /// Where the words after the first begin, in bytes of the run.
    pub cuts: Vec<usize>,
    /// How likely the words are.
    pub likelihood: f32,
    /// How many of the cuts have a capital behind them.
    pub capitals: usize,
}

impl Parting {
    /// The words.
    pub fn pieces<'t>(&self, run: &'t str) -> Vec<&'t str> {
        let ends = self.cuts.iter().copied().chain([run.len()]);
        let starts = std::iter::once(0).chain(self.cuts.iter().copied());
        // Lower case may have other bytes; such a run has no pieces there.
        starts
            .zip(ends)
            .filter_map(|(start, end)| run.get(start..end))
            .collect()
    }

    /// The run with blanks.
    pub fn parted(&self, run: &str) -> String {
        self.pieces(run).join(" ")
    }

    /// What the parting has over leaving the run alone, in nats, and why.
    pub fn weigh(
        &self,
        run: &str,
        model: &Model<'_>,
        loss: &loss::Line<'_>,
        is_name: bool,
    ) -> (f32, Reason) {
        let lost: f32 = self
            .cuts
            .iter()
            .map(|&cut| loss.before(run[cut..].chars().next()))
            .sum();
        let whole = model.whole(run, self);
        let mut total = self.likelihood + lost - whole;
        let mut why = Reason::default()
            .because("how common the words are", self.likelihood)
            .because("how often blanks are lost here", lost)
            .because("how likely it is one word after all", -whole);
        for (what, weight) in [
            ("capitals inside", CAPITAL * self.capitals as f32),
            (
                "the text has these words side by side",
                self.pairs(run, model),
            ),
            ("written like a name", given(is_name, NAME)),
            ("parts of other words", self.parts(run, model, loss)),
            ("unknown words around", -6.0 * loss.foreign),
        ] {
            if weight != 0.0 {
                why = why.because(what, weight);
                total += weight;
            }
        }
        (total, why)
    }

    /// What speaks against the two words of all that rather are parts of one, where the list lacks forms and most blanks are in
    /// their places: what is then unknown is oftener a word and its endings (`отрекомендуй|с|я`). A line without blanks is parted
    /// whatever its words are in others, and so is a longer run: it is no word and endings.
    fn parts(&self, run: &str, model: &Model<'_>, loss: &loss::Line<'_>) -> f32 {
        if loss.is_collapsed || model.is_well_listed() || self.cuts.len() != ENDINGS {
            return 0.0;
        }
        let lower = lowered(run);
        let pieces = self.pieces(&lower);
        let pairs = pieces.windows(2);
        pairs.fold(0.0, |least, two| {
            pair::parts((two[0], two[1]), model).min(least)
        })
    }

    /// Credit for pairs of words that stand side by side elsewhere in the text.
    fn pairs(&self, run: &str, model: &Model<'_>) -> f32 {
        let pieces: Vec<String> = self
            .pieces(run)
            .into_iter()
            .map(str::to_lowercase)
            .collect();
        pieces
            .windows(2)
            .map(|pair| credit(model, &pair[0], &pair[1]))
            .sum()
    }
}

/// What two words earn that stand side by side elsewhere in the text.
fn credit(model: &Model<'_>, first: &str, second: &str) -> f32 {
    match model.side_by_side(first, second) {
        0 => 0.0,
        count => 1.0 + (count as f32).ln().min(3.0),
    }
}

/// The best way to a place: how likely it is, and from where its last piece comes. There are three for each place: after
/// a whole word, inside a compound, and inside one that begins with a noun.
type Way = Option<(f32, usize)>;

/// Ways for each place.
const WAYS: usize = 3;
/// Inside a compound, no blank before the next piece.
const INSIDE: usize = 1;
/// Inside a compound that begins with a noun.
const IN_NOUN: usize = 2;
/// What it costs a compound to begin with a noun and to end with a word that is none: `Jahrespäter`.
const NO_NOUN: f32 = -5.0;
/// What it earns to end with a word that often ends one: `wasserfrei`.
const TAIL: f32 = 2.0;

/// The most likely parting of a run into at least two words, if there is any.
pub(super) fn best(run: &str, model: &Model<'_>, loss: &loss::Line<'_>) -> Option<Parting> {
    let lower = lowered(run);
    let is_known = !loss.is_collapsed && model.is_word(&lower);
    if is_known || !has_parts(run, &lower, model) {
        return None;
    }
    let ways = forward(run, &lower, (model, loss), |_| ());
    let (total, _) = ways[WAYS * run.len()]?;
    let cuts = trace(&ways);
    let capitals = cuts.iter().filter(|&&cut| is_capital(run, cut)).count();
    let likelihood = total - loss.share.ln() * cuts.len() as f32 - CAPITAL * capitals as f32;
    let mut parting = Parting {
        cuts,
        likelihood,
        capitals,
    };
    if loss.is_collapsed {
        parting.likelihood -= parting.pairs(run, model);
    }
    Some(parting).filter(|p| !p.cuts.is_empty())
}

/// How sure each cut of the best parting is: how much likelier that parting is than the best one without the cut, in
/// nats. `cut off` and `cutoff` are near each other.
pub(super) fn margins(run: &str, model: &Model<'_>, loss: &loss::Line<'_>) -> Vec<f32> {
    let lower = run.to_lowercase();
    let mut steps = Vec::new();
    let ways = forward(run, &lower, (model, loss), |step| steps.push(step));
    let last = WAYS * run.len();
    let Some((total, _)) = ways[last] else {
        return Vec::new();
    };
    // The best way from each place to the end.
    let mut onward = vec![f32::NEG_INFINITY; last + 1];
    onward[last] = 0.0;
    for step in steps.iter().rev() {
        onward[step.from] = onward[step.from].max(step.weight + onward[step.to]);
    }
    let without = |cut: usize| {
        let over = steps
            .iter()
            .filter(|step| step.from < WAYS * cut && step.to > WAYS * cut)
            .filter_map(|step| Some(ways[step.from]?.0 + step.weight + onward[step.to]));
        over.fold(f32::NEG_INFINITY, f32::max)
    };
    let cuts = trace(&ways).into_iter();
    cuts.map(|cut| total - without(cut)).collect()
}

/// A piece in its place: from where to where, and its weight with that of the blank before it.
struct Step {
    from: usize,
    to: usize,
    weight: f32,
}

/// The best way to each place of a run. Place and kind are one index: [`WAYS`] times the place, and the kind.
fn forward(
    run: &str,
    lower: &str,
    by: (&Model<'_>, &loss::Line<'_>),
    mut seen: impl FnMut(Step),
) -> Vec<Way> {
    let mut ways: Vec<Way> = vec![None; WAYS * (run.len() + 1)];
    ways[0] = Some((0.0, 0));
    for from in 0..WAYS * run.len() {
        let Some((so_far, before)) = ways[from] else {
            continue;
        };
        // The word before, on the best way.
        let is_behind = by.1.is_collapsed && from > 0 && from % WAYS == 0 && before % WAYS == 0;
        let last = is_behind.then(|| &lower[before / WAYS..from / WAYS]);
        steps((run, lower), from, by, |to, weight| {
            let next = lower.get(from / WAYS..to / WAYS).filter(|_| to % WAYS == 0);
            let pair = last
                .zip(next)
                .map_or(0.0, |(last, next)| credit(by.0, last, next));
            let weight = weight + pair;
            let total = so_far + weight;
            if ways[to].is_none_or(|(best, _)| total > best) {
                ways[to] = Some((total, from));
            }
            seen(Step { from, to, weight });
        });
    }
    ways
}

/// All steps on from one place.
fn steps(
    (run, lower): (&str, &str),
    from: usize,
    (model, loss): (&Model<'_>, &loss::Line<'_>),
    mut take: impl FnMut(usize, f32),
) {
    let (start, state) = (from / WAYS, from % WAYS);
    let is_inside = state != 0;
    let is_cut = start > 0 && !is_inside;
    let cut = if is_cut {
        loss.share.ln() - model.unlisted(loss)
    } else {
        0.0
    };
    let capital = given(is_cut && is_capital(run, start), CAPITAL);
    if is_inside && run[start..].starts_with(char::is_uppercase) {
        return;
    }
    let before = cut + capital;
    model.pieces(
        (run, lower),
        start,
        loss.is_collapsed,
        |end, share, stand| {
            let is_all = start == 0 && end == run.len();
            let piece = run.get(start..end).unwrap_or_default();
            let may_be_part = stand != Stand::Alone;
            let may_end = may_be_part && (stand != Stand::Lead || compounds::is_tail(piece));
            let is_noun_ended = state != IN_NOUN || stand != Stand::Small;
            let is_tail = state == INSIDE && compounds::is_tail(piece);
            let ending = match (is_noun_ended, is_tail) {
                (false, _) => NO_NOUN,
                (true, false) => 0.0,
                (true, true) => TAIL,
            };
            if !is_all && (may_end && is_inside || stand != Stand::Part && !is_inside) {
                take(WAYS * end, before + share + ending);
            }
            let rest = lower.get(end..).unwrap_or_default();
            let joint = model.joint(piece, stand, (rest, start > 0));
            if let Some(joint) = joint.filter(|_| may_be_part && end < run.len()) {
                let is_noun = piece.starts_with(char::is_uppercase) && stand != Stand::Lead;
                let next = if is_noun { IN_NOUN } else { state.max(INSIDE) };
                take(WAYS * end + next, before + share + joint);
            }
        },
    );
}

/// Where the words of the best way begin, but the first.
fn trace(ways: &[Way]) -> Vec<usize> {
    let starts = path(ways).map(|(from, _)| from);
    let mut cuts: Vec<usize> = starts
        .filter(|from| *from > 0 && from % WAYS == 0)
        .map(|from| from / WAYS)
        .collect();
    cuts.reverse();
    cuts
}

/// The steps of the best way, the last one first.
fn path(ways: &[Way]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = ways.len() - WAYS;
    std::iter::from_fn(move || {
        let (_, from) = ways[at].filter(|_| at > 0)?;
        let step = (from, at);
        at = from;
        Some(step)
    })
}

/// Whether a run that most blanks stand around may be words run together: it is none itself.
pub(super) fn may_be_parted(run: &str, lower: &str, model: &Model<'_>) -> bool {
    !model.is_word(lower) && has_parts(run, lower, model)
}

/// Whether a run may have parts: data, words in capitals, what the editor forbade and names with a capital inside have none.
fn has_parts(run: &str, lower: &str, model: &Model<'_>) -> bool {
    let is_shouted = run.chars().all(|c| !c.is_lowercase());
    let is_length = (3..=LIMIT).contains(&run.chars().count());
    let is_name = NAMES.iter().any(|name| {
        run.strip_prefix(name).is_some_and(|rest| {
            rest.starts_with(char::is_uppercase) && !rest.chars().skip(1).any(char::is_uppercase)
        })
    });
    is_length && !is_shouted && keeps_places(run) && !model.is_never(lower) && !is_name
}

/// Whether a capital stands at `at` behind a small letter.
pub(super) fn is_capital(run: &str, at: usize) -> bool {
    let before = run[..at].chars().next_back();
    run[at..].starts_with(char::is_uppercase) && before.is_some_and(char::is_lowercase)
}

/// Whether each character is as long in lower case, so that the same bytes hold the same letters.
fn keeps_places(run: &str) -> bool {
    run.chars()
        .all(|c| c.to_lowercase().map(char::len_utf8).sum::<usize>() == c.len_utf8())
}
