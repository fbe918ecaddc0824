//! Hyphens that an extractor took. In: a run of letters that is no word. Out: [`Tied`]: the run with its hyphen, where
//! nobody writes its two words with a blank, and whether somebody may write them as one.

use super::model::Model;
use super::segment::Parting;
use crate::galley::{Answer, Edit, Pen};
use crate::ledger::{Certainty, Reason};
use std::ops::Range;

/// A run with the hyphen that it lost.
#[derive(Clone)]
pub(super) struct Tied {
    text: String,
    /// Whether some write it as one word, so that the editor is asked.
    is_asked: bool,
}

/// A first part as common as this, 2 in a million, stands alone.
const ALONE: f32 = -13.0;
/// A run that stands so often in the text is the author's own word.
const OWN: u32 = 2;
/// A compound's first part has so many letters at the least: what is shorter begins other words.
const FIRST: usize = 3;

impl Tied {
    /// A run whose parts tell by themselves: a number in two words, `twentyfour`, or a compound that few write as one,
    /// `softspoken`. It is no word of the list.
    pub fn whole(run: &str, model: &Model<'_>) -> Option<Tied> {
        let lower = run.to_lowercase();
        if lower.len() != run.len() || model.is_never(&lower) {
            return None;
        }
        let habits = model.lexicon.habits();
        let tails = habits.tied.iter().chain(habits.numbers.iter());
        let cuts = tails.filter_map(|tail| Some(lower.strip_suffix(tail)?.len()));
        let mut found = cuts.filter_map(|cut| {
            let (head, tail) = lower.split_at(cut);
            let is_sum = is_sum(head, tail, model);
            let is_compound = || {
                let is_known = model.lexicon.log_probability(head).is_some();
                let is_own = model.occurrences(&lower) >= OWN;
                habits.tied.has(tail) && head.chars().count() >= FIRST && is_known && !is_own
            };
            (is_sum || is_compound()).then(|| Tied {
                text: format!("{}-{}", &run[..cut], &run[cut..]),
                is_asked: !is_sum,
            })
        });
        found.next()
    }

    /// The same of a run that is parted otherwise: `AngloDanish`.
    pub fn parted(run: &str, parting: &Parting, model: &Model<'_>) -> Option<Tied> {
        let [first, second] = parting.pieces(run)[..] else {
            return None;
        };
        let habits = model.lexicon.habits();
        let head = first.to_lowercase();
        // `Anglo`, `Franco`: what a name becomes before another.
        let is_form = head.ends_with('o') && !habits.numbers.has(&head);
        let is_common = |share| share > ALONE;
        let is_alone = !is_form && model.lexicon.log_probability(&head).is_some_and(is_common);
        let is_part = parting.capitals > 0 && habits.heads.has(&head) && !is_alone;
        is_part.then(|| Tied {
            text: format!("{first}-{second}"),
            is_asked: false,
        })
    }

    /// Gives a run back its hyphen, or asks.
    pub fn enter(&self, pen: &mut Pen<'_>, at: Range<usize>, run: &str) {
        let why = Reason::from("a hyphen that was lost");
        if self.is_asked {
            let question = format!("did `{run}` lose its hyphen?");
            let proposal = format!("write `{}`", self.text);
            let why = "no list has it as one word";
            if pen.ask(at.clone(), question, proposal, why) != Answer::Accepted {
                return;
            }
        }
        let edit = Edit::sure(at, self.text.clone(), why).certainty(Certainty::Likely);
        pen.edit(edit.words(run, &self.text));
    }
}

/// Whether two parts are a number of English, which has a hyphen: `twenty`, `four`.
fn is_sum(head: &str, tail: &str, model: &Model<'_>) -> bool {
    let numbers = &model.lexicon.habits().numbers;
    model.lexicon.language() == "en"
        && head.ends_with("ty")
        && !tail.ends_with("ty")
        && numbers.has(head)
        && numbers.has(tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::manifest::settings::{NoteSettings, RepairSettings};
    use crate::repair::Rules;
    use crate::source::forms::Form;

    fn whole(run: &str, text: &str) -> Option<(String, bool)> {
        let rules = Rules {
            repair: RepairSettings::default(),
            notes: NoteSettings::default(),
            lexicon: Lexicon::new("en", &[]),
            form: Form::Plain,
            meta: Default::default(),
        };
        let model = Model::new(&rules, text);
        Tied::whole(run, &model).map(|tied| (tied.text, tied.is_asked))
    }

    #[test]
    fn a_number_in_two_words_has_its_hyphen() {
        assert_eq!(whole("Thirtyone", ""), Some(("Thirty-one".into(), false)));
        assert_eq!(whole("thirtytwenty", ""), None);
        assert_eq!(whole("thirtypence", ""), None);
    }

    #[test]
    fn a_compound_is_asked_unless_the_author_writes_it_so() {
        let asked = Some(("sharp-tongued".into(), true));
        assert_eq!(whole("sharptongued", "a sharptongued man"), asked);
        assert_eq!(whole("sharptongued", "sharptongued, sharptongued"), None);
        assert_eq!(whole("qxtongued", ""), None);
    }
}
