//! Partings. In: a run of letters and the model. Out: the most likely way to part it into words, and what speaks for it.

use super::loss;
use super::model::Model;
use crate::ledger::Reason;

/// The longest word that is looked for, in characters.
const LONGEST: usize = 22;
/// Runs longer than this are no words run together: they are data.
const LIMIT: usize = 400;
/// What a capital in the middle of a run earns a parting there, and what leaving it costs.
const CAPITAL: f32 = 4.0;
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
        loss: &loss::Line,
        is_name: bool,
    ) -> (f32, Reason) {
        let lost = loss.share.ln() * self.cuts.len() as f32;
        let capitals = CAPITAL * self.capitals as f32;
        let pairs = self.pairs(run, model);
        let whole = model.whole(run, self);
        let name = if is_name { -5.0 } else { 0.0 };
        let foreign = -6.0 * loss.foreign;
        let mut why = Reason::default()
            .because("how common the words are", self.likelihood)
            .because("how often blanks are lost here", lost)
            .because("how likely it is one word after all", -whole);
        for (what, weight) in [
            ("capitals inside", capitals),
            ("the text has these words side by side", pairs),
            ("written like a name", name),
            ("unknown words around", foreign),
        ] {
            if weight != 0.0 {
                why = why.because(what, weight);
            }
        }
        (
            self.likelihood + lost + capitals + pairs + name + foreign - whole,
            why,
        )
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

/// The most likely parting of a run into at least two words, if there is any.
pub(super) fn best(run: &str, model: &Model<'_>, loss: &loss::Line) -> Option<Parting> {
    let chars: Vec<(usize, char)> = run.char_indices().collect();
    let lower = run.to_lowercase();
    let is_shouted = chars.iter().all(|(_, c)| !c.is_lowercase());
    if chars.len() < 3 || chars.len() > LIMIT || is_shouted || lower.len() != run.len() {
        return None;
    }
    if model.is_never(&lower) || is_left_alone(run, &lower, model, loss) {
        return None;
    }
    let at = |i: usize| chars.get(i).map_or(run.len(), |&(at, _)| at);
    let count = chars.len();
    // The best way to the i-th character: its likelihood, and where its last word begins.
    let mut ways: Vec<Option<(f32, usize)>> = vec![None; count + 1];
    ways[0] = Some((0.0, 0));
    for end in 1..=count {
        for start in end.saturating_sub(LONGEST)..end {
            let Some((so_far, _)) = ways[start] else {
                continue;
            };
            let is_all = start == 0 && end == count;
            let Some(word) =
                score(&lower, run, at(start)..at(end), (model, loss)).filter(|_| !is_all)
            else {
                continue;
            };
            let cut = if start > 0 { loss.share.ln() } else { 0.0 };
            let capital = if start > 0 && is_capital(run, at(start)) {
                CAPITAL
            } else {
                0.0
            };
            let total = so_far + word + cut + capital;
            if ways[end].is_none_or(|(best, _)| total > best) {
                ways[end] = Some((total, start));
            }
        }
    }
    let (total, _) = ways[count]?;
    let mut cuts = Vec::new();
    let mut end = count;
    while let Some((_, start)) = ways[end].filter(|_| end > 0) {
        if start > 0 {
            cuts.push(at(start));
        }
        end = start;
    }
    cuts.reverse();
    let capitals = cuts.iter().filter(|&&cut| is_capital(run, cut)).count();
    let likelihood = total - loss.share.ln() * cuts.len() as f32 - CAPITAL * capitals as f32;
    Some(Parting {
        cuts,
        likelihood,
        capitals,
    })
    .filter(|p| !p.cuts.is_empty())
}

/// Known words, unless all around is run together; words with an apostrophe that no word has; names with a capital inside.
fn is_left_alone(run: &str, lower: &str, model: &Model<'_>, loss: &loss::Line) -> bool {
    let is_known = model.lexicon.log_probability(lower).is_some()
        || lower.contains(['\'', '’']) && model.piece(lower, run).is_some();
    let is_mixed = run
        .char_indices()
        .skip(1)
        .any(|(at, c)| c.is_uppercase() && is_capital(run, at));
    let is_name = is_mixed
        && NAMES.iter().any(|name| {
            run.strip_prefix(name).is_some_and(|rest| {
                rest.starts_with(char::is_uppercase)
                    && !rest.chars().skip(1).any(char::is_uppercase)
            })
        });
    is_name || is_known && !loss.is_collapsed
}

/// How likely the bytes `range` of a run are as a word.
fn score(
    lower: &str,
    run: &str,
    range: std::ops::Range<usize>,
    (model, loss): (&Model<'_>, &loss::Line),
) -> Option<f32> {
    let (word, written) = (&lower[range.clone()], &run[range.clone()]);
    // A word has a capital at its head or nowhere.
    let mut letters = written.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    if letters.any(char::is_uppercase) {
        return None;
    }
    if word.starts_with(['\'', '’']) || word.ends_with(['\'', '’']) {
        return None;
    }
    if let Some(share) = model.piece(word, written) {
        return Some(share);
    }
    let count = word.chars().count();
    if word.contains(['\'', '’']) || count < 3 {
        return None;
    }
    if let Some(share) = model.own(word).filter(|_| count > 3 || is_capital) {
        return Some(share);
    }
    let may_be_unseen = loss.is_collapsed || is_capital && range.start > 0;
    may_be_unseen.then(|| Model::unseen(count))
}

/// Whether a capital stands at `at` behind a small letter.
fn is_capital(run: &str, at: usize) -> bool {
    let before = run[..at].chars().next_back();
    run[at..].starts_with(char::is_uppercase) && before.is_some_and(char::is_lowercase)
}
