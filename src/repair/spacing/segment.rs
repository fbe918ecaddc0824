//! Partings. In: a run of letters and the model. Out: the most likely way to part it into words, and what speaks for it.

use super::loss;
use super::model::{Model, Stand};
use crate::ledger::Reason;

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
            ("written like a name", if is_name { NAME } else { 0.0 }),
            ("unknown words around", -6.0 * loss.foreign),
        ] {
            if weight != 0.0 {
                why = why.because(what, weight);
                total += weight;
            }
        }
        (total, why)
    }

    /// Credit for pairs of words that stand side by side elsewhere in the text.
    fn pairs(&self, run: &str, model: &Model<'_>) -> f32 {
        let pieces: Vec<String> = self
            .pieces(run)
            .into_iter()
            .map(str::to_lowercase)
            .collect();
        let credit = |pair: &[String]| {
            let count = model.side_by_side(&pair[0], &pair[1]);
            if count > 0 {
                1.0 + (count as f32).ln().min(3.0)
            } else {
                0.0
            }
        };
        pieces.windows(2).map(credit).sum()
    }
}

/// The best way to a place: how likely it is, and where its last piece begins. Two for each place: after a whole word,
/// and inside a compound.
type Way = Option<(f32, usize)>;

/// Inside a compound, no blank before the next piece.
const INSIDE: usize = 1;

/// The most likely parting of a run into at least two words, if there is any.
pub(super) fn best(run: &str, model: &Model<'_>, loss: &loss::Line<'_>) -> Option<Parting> {
    let lower = run.to_lowercase();
    let is_shouted = run.chars().all(|c| !c.is_lowercase());
    let count = run.chars().count();
    if !(3..=LIMIT).contains(&count) || is_shouted || lower.len() != run.len() {
        return None;
    }
    if model.is_never(&lower) || is_left_alone(run, &lower, model, loss) {
        return None;
    }
    let ways = forward(run, &lower, (model, loss), |_| ());
    let (total, _) = ways[2 * run.len()]?;
    let cuts = trace(&ways);
    let capitals = cuts.iter().filter(|&&cut| is_capital(run, cut)).count();
    let likelihood = total - loss.share.ln() * cuts.len() as f32 - CAPITAL * capitals as f32;
    Some(Parting {
        cuts,
        likelihood,
        capitals,
    })
    .filter(|p| !p.cuts.is_empty())
}

/// How much likelier the best parting of a run is than the next best, in nats: `cut off` and `cutoff` are near each
/// other.
pub(super) fn margin(run: &str, model: &Model<'_>, loss: &loss::Line<'_>) -> f32 {
    let lower = run.to_lowercase();
    let mut steps = Vec::new();
    let ways = forward(run, &lower, (model, loss), |step| steps.push(step));
    let last = 2 * run.len();
    let Some((total, _)) = ways[last] else {
        return 0.0;
    };
    // The best way from each place to the end.
    let mut onward = vec![f32::NEG_INFINITY; last + 1];
    onward[last] = 0.0;
    for step in steps.iter().rev() {
        onward[step.from] = onward[step.from].max(step.weight + onward[step.to]);
    }
    let taken: Vec<(usize, usize)> = path(&ways).collect();
    let others = steps
        .iter()
        .filter(|step| !taken.contains(&(step.from, step.to)));
    let next = others
        .filter_map(|step| Some(ways[step.from]?.0 + step.weight + onward[step.to]))
        .fold(f32::NEG_INFINITY, f32::max);
    total - next
}

/// A piece in its place: from where to where, and its weight with that of the blank before it.
struct Step {
    from: usize,
    to: usize,
    weight: f32,
}

/// The best way to each place of a run. Place and kind are one index: twice the place, and one more inside a compound.
fn forward(
    run: &str,
    lower: &str,
    by: (&Model<'_>, &loss::Line<'_>),
    mut seen: impl FnMut(Step),
) -> Vec<Way> {
    let mut ways: Vec<Way> = vec![None; 2 * run.len() + 2];
    ways[0] = Some((0.0, 0));
    for from in 0..2 * run.len() {
        let Some((so_far, _)) = ways[from] else {
            continue;
        };
        steps((run, lower), from, by, |to, weight| {
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
    let (start, is_inside) = (from / 2, from % 2 == INSIDE);
    let is_cut = start > 0 && !is_inside;
    let cut = if is_cut {
        loss.share.ln() - model.unlisted(loss)
    } else {
        0.0
    };
    let capital = if is_cut && is_capital(run, start) {
        CAPITAL
    } else {
        0.0
    };
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
            let may_be_part = stand != Stand::Alone;
            if !is_all && (may_be_part && is_inside || stand != Stand::Part && !is_inside) {
                take(2 * end, before + share);
            }
            let joint = model.joint(run.get(start..end).unwrap_or_default());
            if let Some(joint) = joint.filter(|_| may_be_part && end < run.len()) {
                take(2 * end + INSIDE, before + share + joint);
            }
        },
    );
}

/// Where the words of the best way begin, but the first.
fn trace(ways: &[Way]) -> Vec<usize> {
    let starts = path(ways).map(|(from, _)| from);
    let mut cuts: Vec<usize> = starts
        .filter(|from| *from > 0 && from % 2 != INSIDE)
        .map(|from| from / 2)
        .collect();
    cuts.reverse();
    cuts
}

/// The steps of the best way, the last one first.
fn path(ways: &[Way]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = ways.len() - 2;
    std::iter::from_fn(move || {
        let (_, from) = ways[at].filter(|_| at > 0)?;
        let step = (from, at);
        at = from;
        Some(step)
    })
}

/// Known words, unless all around is run together; names with a capital inside.
fn is_left_alone(run: &str, lower: &str, model: &Model<'_>, loss: &loss::Line<'_>) -> bool {
    let is_name = NAMES.iter().any(|name| {
        run.strip_prefix(name).is_some_and(|rest| {
            rest.starts_with(char::is_uppercase) && !rest.chars().skip(1).any(char::is_uppercase)
        })
    });
    is_name || !loss.is_collapsed && model.is_word(lower)
}

/// Whether a capital stands at `at` behind a small letter.
pub(super) fn is_capital(run: &str, at: usize) -> bool {
    let before = run[..at].chars().next_back();
    run[at..].starts_with(char::is_uppercase) && before.is_some_and(char::is_lowercase)
}
