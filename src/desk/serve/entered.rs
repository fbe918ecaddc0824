//! Answers that do not wait. In: an answer of an open page. Out: book.yaml with it, at once; and later, when the book has
//! been read with it, whether one came of it. An answer of which none comes is taken back, and its page is told.

use super::bench::{Bench, Refusal, State};
use super::made::Made;
use crate::manifest::edit::Edit;
use crate::pipeline::Known;
use std::sync::Arc;

/// An answer that is written and not read yet.
pub(super) struct Entered {
    view: String,
    id: String,
    edit: Edit,
    before: String,
    after: String,
    /// Whether a book came of the state that it was given to.
    was_well: bool,
}

/// An answer that was taken back.
pub struct Refused {
    view: String,
    /// The entry that it was of.
    pub id: String,
    /// Why, in words.
    pub why: String,
}

impl Bench {
    /// Enters an answer of a page, which has seen the state that it was shown or made last.
    ///
    /// # Errors
    /// See [`Refusal`]; then nothing was written.
    pub fn enter(
        &self,
        (view, id): (&str, &str),
        edit: impl FnOnce(&str) -> Result<Edit, &'static str>,
    ) -> Result<(), Refusal> {
        let made = self.latest().filter(|made| made.is_of_the_texts());
        let made = made.or_else(|| self.present()).ok_or(Refusal::Missing)?;
        let mut state = self.state();
        let before = self.on_disk().ok_or(Refusal::Missing)?;
        if made.version_with(&before) != self.views.seen(view) {
            return Err(Refusal::Stale(made));
        }
        let edit = edit(&before).map_err(|why| Refusal::Faulty(why.into()))?;
        let after = self.edited(&before, std::slice::from_ref(&edit));
        let after = after.map_err(Refusal::Faulty)?;
        if after == before {
            return Ok(());
        }
        self.enter_text(&mut state, &before, &after)?;
        self.views.show(view, &made.version_with(&after));
        state.entered.push(Entered {
            view: view.into(),
            id: id.into(),
            edit,
            before,
            after,
            was_well: made.report.trouble.is_none(),
        });
        Ok(())
    }

    /// The answers of a page that were taken back, each told once.
    pub fn refused(&self, view: &str) -> Vec<Refused> {
        let mut state = self.state();
        let all = std::mem::take(&mut state.refused);
        let (of_view, others) = all.into_iter().partition(|refused| refused.view == view);
        state.refused = others;
        of_view
    }

    /// What came of a reading: the answers in it are there for good, or the first of which no book comes is taken back.
    pub(super) fn came(&self, made: &Arc<Made>, known: &mut Known) {
        let tried = {
            let mut state = self.state();
            let last = state.entered.last().map(|entered| &entered.after);
            if last != self.on_disk().as_ref() {
                // Somebody else has written: what stands there now is not ours to take back.
                state.entered.clear();
                return;
            }
            let read = state.entered.iter().rposition(|e| e.after == made.text);
            let read = read.map_or(0, |at| at + 1);
            let was_well = state.entered.first().is_some_and(|first| first.was_well);
            if made.report.trouble.is_none() || !was_well {
                state.entered.drain(..read);
                return;
            }
            let tried = state.entered[..read].iter();
            tried
                .map(|entered| entered.after.clone())
                .collect::<Vec<_>>()
        };
        let Some((_, others)) = tried.split_last() else {
            return;
        };
        let others = others.iter().map(|text| self.make(text.clone(), known));
        let bad = others
            .enumerate()
            .find(|(_, made)| made.report.trouble.is_some());
        let (at, report) = match &bad {
            Some((at, bad)) => (*at, &bad.report),
            None => (tried.len() - 1, &made.report),
        };
        let why = self.words(&report.messages, report);
        self.take_back(&mut self.state(), at, (made, why));
    }

    /// Takes an answer back that is not read yet, and enters those behind it again.
    fn take_back(&self, state: &mut State, at: usize, (made, why): (&Made, String)) {
        let last = state.entered.last().map(|entered| &entered.after);
        if last != self.on_disk().as_ref() {
            state.entered.clear();
            return;
        }
        let mut answers = state.entered.split_off(at).into_iter();
        let Some(bad) = answers.next() else { return };
        state.entered.clear();
        let mut history = state.history.clone();
        history.forget(answers.len() + 1);
        let mut text = bad.before.clone();
        let mut views = vec![bad.view.clone()];
        let mut refused = vec![bad.refused(why)];
        for answer in answers {
            views.push(answer.view.clone());
            match self.edited(&text, std::slice::from_ref(&answer.edit)) {
                Ok(after) => {
                    history.enter(&text, &after);
                    let before = std::mem::replace(&mut text, after.clone());
                    state.entered.push(Entered {
                        before,
                        after,
                        ..answer
                    });
                }
                Err(why) => refused.push(answer.refused(why)),
            }
        }
        // What can't be written stays as it is, and the page that shows no book says why.
        if self.write(state, history, &text).is_ok() {
            // What was taken back stands in nobody's way.
            let version = made.version_with(&text);
            views
                .iter()
                .for_each(|view| self.views.show(view, &version));
            state.refused.extend(refused);
        }
    }
}

impl Entered {
    fn refused(self, why: String) -> Refused {
        Refused {
            view: self.view,
            id: self.id,
            why,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_yaml::Value;
    use std::path::Path;

    const TEXT: &str = "THE FREE SCHOOL\n\nThe school was opened in the spring by some twenty people. It had no\n\
                        bell and no rules, and thechildren came when they liked.\n";
    const YAML: &str = "# Ours.\ntitle: The Free School\nlanguage: en-GB\ntext: text.txt\n";

    fn bench(folder: &Path) -> Bench {
        std::fs::write(folder.join("text.txt"), TEXT).expect("a text");
        std::fs::write(folder.join("book.yaml"), YAML).expect("a manifest");
        let bench = Bench::new(folder.into(), folder.join("book.yaml"), None, None);
        let made = bench.present().expect("a book");
        bench.views.show("one", &made.version);
        bench
    }

    fn correct(bench: &Bench, find: &str) -> Result<(), &'static str> {
        let path = ["repair", "corrections", find].map(str::to_string);
        let edit = Edit::Set(path.into_iter().collect(), Value::from("other words"));
        match bench.enter(("one", find), |_| Ok(edit)) {
            Ok(()) => Ok(()),
            Err(Refusal::Missing) => Err("missing"),
            Err(Refusal::Stale(_)) => Err("stale"),
            Err(Refusal::Faulty(_)) => Err("faulty"),
        }
    }

    #[test]
    fn an_answer_is_written_while_the_book_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let bench = bench(folder.path());
        let reading = bench.known.lock().expect("nobody reads");
        assert_eq!(correct(&bench, "twenty people"), Ok(()));
        assert_eq!(
            correct(&bench, "in the spring"),
            Ok(()),
            "the next one upon it"
        );
        let text = bench.on_disk().expect("a manifest");
        assert!(
            text.contains("twenty people") && text.contains("in the spring"),
            "{text}"
        );
        drop(reading);
        let made = bench.present().expect("a book");
        assert_eq!(made.text, text);
        assert_eq!(bench.views.seen("one"), made.version);
        assert!(bench.refused("one").is_empty() && bench.state().entered.is_empty());
    }

    #[test]
    fn an_answer_that_makes_no_book_is_taken_back_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let bench = bench(folder.path());
        for words in ["twenty people", "no such words", "in the spring"] {
            assert_eq!(correct(&bench, words), Ok(()), "{words}");
        }
        let made = bench.present().expect("a book");
        assert!(made.report.trouble.is_none());
        assert!(
            made.text.starts_with(YAML) && !made.text.contains("no such words"),
            "{}",
            made.text
        );
        assert!(made.text.contains("twenty people") && made.text.contains("in the spring"));
        assert!(bench.refused("other").is_empty());
        let [refused] = &bench.refused("one")[..] else {
            panic!("one was taken back")
        };
        assert_eq!(refused.id, "no such words");
        assert!(refused.why.contains("no such words"), "{}", refused.why);
        assert!(bench.refused("one").is_empty(), "it was told");
        // The page goes on where it is, and the way back leads through the good answers.
        assert_eq!(correct(&bench, "no rules"), Ok(()));
        let texts = (0..3).map_while(|_| {
            let seen = bench.present()?.version.clone();
            Some(bench.step(&seen, true).ok()?.text.clone())
        });
        assert_eq!(texts.last().as_deref(), Some(YAML));
    }

    #[test]
    fn what_another_program_wrote_is_not_taken_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let bench = bench(folder.path());
        assert_eq!(correct(&bench, "no such words"), Ok(()));
        let by_hand = format!("{}# by hand\n", bench.on_disk().expect("a manifest"));
        std::fs::write(folder.path().join("book.yaml"), &by_hand).expect("a manifest");
        let made = bench.present().expect("a state");
        assert!(made.report.trouble.is_some(), "and that is shown");
        assert_eq!(bench.on_disk().as_ref(), Some(&by_hand));
        assert!(bench.refused("one").is_empty());
        assert_eq!(correct(&bench, "twenty people"), Err("stale"));
    }
}
