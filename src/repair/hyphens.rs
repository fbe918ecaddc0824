//! Hyphens at line ends. In: words broken over lines, in the running text and in the note matter, also across page
//! turns with notes and furniture between. Out: the word whole on the line where it begins, without the hyphen or with
//! it where it is the word's own. Dashes at line ends are closed up as the text does it elsewhere.

mod breaks;
mod dashes;
mod evidence;
mod moves;

use super::{GoesBy, Pass, Rules};
use crate::galley::pen::Override;
use crate::galley::{Answer, Flow, Galley, Label, Pen};
use crate::hash::HashMap;
use crate::ledger::Certainty::{self, Doubtful, Likely, Sure};
use crate::ledger::Reason;
use crate::lexicon::Vocabulary;
use breaks::Break;
use evidence::Evidence;
use moves::write;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "hyphens",
    says: "words broken at line ends",
    about: "words broken at line ends",
    goes_by: GoesBy::Print,
    run,
};

/// From here on the evidence decides; below, the hyphen stays and the editor is asked. Nats: 2 is 7 to 1.
const DECIDED: f32 = 2.0;
/// From here on the decision is sure.
const SURE: f32 = 4.0;

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let galley = pen.galley().clone();
    let vocabulary = Vocabulary::of(galley.text());
    let mut evidence = Evidence::new(rules, &vocabulary);
    let is_notes = |label: Label| {
        matches!(
            label,
            Label::NoteZone | Label::NoteBody(_) | Label::NoteMark(_)
        )
    };
    let by_hand = ByHand::of(rules);
    let flows = [galley.flow(Label::is_flow), galley.flow(is_notes)];
    let chains = flows.each_ref().map(|flow| breaks::chains(flow.text()));
    for (flow, chains) in flows.iter().zip(&chains) {
        evidence.count(flow.text(), chains);
    }
    for (flow, chains) in flows.iter().zip(&chains) {
        for chain in chains {
            let parts_notes = chain.iter().any(|part| parts_notes(&galley, flow, part));
            // A hyphen of its own line may be a dash: it goes only where it surely breaks a word.
            let mut alone = chain.iter().filter(|part| part.is_alone());
            let is_dash = alone.any(|part| evidence.weigh(flow.text(), part).0 < DECIDED);
            if parts_notes || is_dash {
                continue;
            }
            mend(pen, &by_hand, flow, chain, &evidence);
        }
        dashes::close(pen, flow);
    }
}

/// The words that the editor decided about, in lower case, each with the first entry that says so.
struct ByHand {
    keep: HashMap<String, String>,
    join: HashMap<String, String>,
}

impl ByHand {
    fn of(rules: &Rules) -> ByHand {
        let listed = |list: &[String]| {
            let entries = list.iter().rev();
            let entries = entries.map(|entry| (entry.to_lowercase(), entry.clone()));
            entries.collect()
        };
        ByHand {
            keep: listed(&rules.repair.keep_hyphens),
            join: listed(&rules.repair.join_hyphens),
        }
    }
}

/// Whether a word would run from one note into another.
fn parts_notes(galley: &Galley, flow: &Flow, part: &Break) -> bool {
    let label = |at: usize| galley.label_at(flow.place(at));
    let (first, second) = (label(part.hyphen.start), label(part.chunk.start));
    first != second && (first.is_note() || second.is_note())
}

/// What becomes of one hyphen.
struct Verdict {
    joins: bool,
    why: Reason,
    certainty: Certainty,
}

/// Writes a broken word whole: `chain` has more than one break if it runs over several lines.
fn mend(
    pen: &mut Pen<'_>,
    by_hand: &ByHand,
    flow: &Flow,
    chain: &[Break],
    evidence: &Evidence<'_>,
) {
    let text = flow.text();
    let mut written = String::new();
    let mut verdict: Option<Verdict> = None;
    for (index, part) in chain.iter().enumerate() {
        let waits = evidence.is_suspended(text, chain);
        let found = if waits {
            certain(
                false,
                "the part before the hyphen waits for its second half",
            )
        } else {
            decide(pen, by_hand, flow, part, evidence)
        };
        // A hyphen that is printed again moves with the word behind it.
        if !found.joins && !part.is_repeated() {
            written.push_str(if waits { "- " } else { "-" });
        }
        let end = chain
            .get(index + 1)
            .map_or(part.chunk.end, |next| next.hyphen.start);
        written.push_str(&text[part.chunk.start..end]);
        verdict = match verdict {
            Some(before) if before.certainty <= found.certainty => Some(before),
            _ => Some(found),
        };
    }
    if let Some(verdict) = verdict {
        write(pen, flow, chain, &written, verdict);
    }
}

fn decide(
    pen: &mut Pen<'_>,
    by_hand: &ByHand,
    flow: &Flow,
    part: &Break,
    evidence: &Evidence<'_>,
) -> Verdict {
    let text = flow.text();
    let (first, second) = (&text[part.first.clone()], &text[part.second.clone()]);
    let kept = format!("{first}-{second}");
    let joined = format!("{first}{second}");
    if let Some(entry) = by_hand.keep.get(&kept.to_lowercase()) {
        pen.used(Override::KeepHyphens, entry);
        return certain(false, "`repair.keep_hyphens` keeps this hyphen");
    }
    if let Some(entry) = by_hand.join.get(&joined.to_lowercase()) {
        pen.used(Override::JoinHyphens, entry);
        return certain(true, "`repair.join_hyphens` joins this word");
    }
    let (score, mut why) = evidence.weigh(text, part);
    if score.abs() >= DECIDED {
        why.text = if score > 0.0 {
            "the hyphen stands for the line end only".into()
        } else {
            "the hyphen is the word's own".into()
        };
        let certainty = if score.abs() >= SURE { Sure } else { Likely };
        return Verdict {
            joins: score > 0.0,
            why,
            certainty,
        };
    }
    ask(pen, flow, part, why, (&kept, &joined))
}

fn certain(joins: bool, why: &'static str) -> Verdict {
    Verdict {
        joins,
        why: why.into(),
        certainty: Sure,
    }
}

/// The evidence does not decide: the hyphen stays, for a kept one can be found again and a deleted one can't.
fn ask(
    pen: &mut Pen<'_>,
    flow: &Flow,
    part: &Break,
    why: Reason,
    (kept, joined): (&str, &str),
) -> Verdict {
    let at = flow.place(part.hyphen.start);
    let range = at..at + part.hyphen.len();
    let question = format!("`{kept}` or `{joined}`? the line ends at the hyphen");
    if pen.ask(range, question, format!("join it: {joined}"), why.clone()) == Answer::Accepted {
        return certain(true, "`decisions` joins this word");
    }
    let why = Reason {
        text: "kept with its hyphen, for want of evidence".into(),
        ..why
    };
    Verdict {
        joins: false,
        why,
        certainty: Doubtful,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::Decision;
    use crate::ledger::Ledger;
    use crate::lexicon::Lexicon;
    use crate::manifest::settings::{NoteSettings, RepairSettings};
    use crate::source::Source;

    fn mended(text: &str, refused: Option<&str>) -> (String, Ledger) {
        let mut galley = Galley::set(&[Source::new("a.txt", text.into())]);
        let mut ledger = Ledger::default();
        let decisions = refused.map(|id| (id.to_owned(), Decision::Reject));
        let decisions = decisions.into_iter().collect();
        let rules = Rules {
            repair: RepairSettings::default(),
            notes: NoteSettings::default(),
            lexicon: Lexicon::new("en", &[]),
            form: crate::source::forms::Form::Plain,
            meta: Default::default(),
        };
        let mut pen = Pen::new(&mut galley, &mut ledger, PASS.name, &decisions);
        run(&mut pen, &rules);
        pen.apply();
        (galley.text().to_owned(), ledger)
    }

    /// Two hyphens are a dash: the word beside it has no hyphen but that of the line end.
    #[test]
    fn a_dash_of_two_hyphens_is_no_hyphen_of_the_word() {
        let (whole, _) = mended(
            "He came--so they say--under the wea-\nther--or did not.\n",
            None,
        );
        assert!(whole.contains("weather--or"), "{whole}");
        let (whole, _) = mended("They saw him--an un-\nhappy man.\n", None);
        assert!(whole.contains("him--an unhappy"), "{whole}");
    }

    /// A word over a page turn is mended in two strokes: who refuses one refuses both.
    #[test]
    fn a_word_in_two_strokes_is_refused_as_a_whole() {
        let text = "They stood and waited for the revolu-\n\u{c}tion that never came.\n";
        let (whole, ledger) = mended(text, None);
        assert!(whole.contains("revolution\n"), "{whole}");
        assert_eq!(ledger.changes().len(), 2);
        for change in ledger.changes() {
            let (left, after) = mended(text, Some(&change.id.to_string()));
            assert_eq!(left, text);
            assert_eq!(after.refused(), [change.id]);
        }
    }
}
