//! The open book. In: the folder, and changes of its book.yaml. Out: the book as the files have it now, made anew only
//! where they changed; and book.yaml written, with the way back.
//!
//! All state that counts is in the files. What is kept here can be made again from them.
//!
//! Whoever reads a book holds [`Bench::known`] meanwhile; the state is only held for a moment, so that an answer is
//! written at once and its reading can take as long as it takes.

use super::advice;
use super::entered::{Entered, Refused};
use super::history::History;
use super::made::Made;
use super::reading::Pages;
use super::views::Views;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::manifest;
use crate::manifest::edit::{self, Edit};
use crate::output::{self, Document};
use crate::pipeline::{self, Known, Report, Trouble};
use crate::report::{self, Form};
use crate::source::recognise::Engine;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The folder, and what is made of it.
pub struct Bench {
    /// The folder: nothing outside of it is read or written.
    pub home: PathBuf,
    /// The manifest in it, whether or not it is there yet.
    pub manifest: PathBuf,
    /// The text that the desk was opened with.
    pub text: Option<String>,
    /// Who reads pages that are pictures.
    pub ocr: Option<Engine>,
    /// What open pages have seen.
    pub views: Views,
    /// How far the reading of pictures is.
    pub pages: Pages,
    /// The texts that were read; one reading at a time.
    pub(super) known: Mutex<Known>,
    state: Mutex<State>,
}

/// What came of the last reading, and what was written since.
pub(super) struct State {
    made: Option<Arc<Made>>,
    pub history: History,
    /// Answers that are written and not read yet, each upon the one before.
    pub entered: Vec<Entered>,
    /// Answers that were taken back, until their page is told.
    pub refused: Vec<Refused>,
}

/// Why a change was not made.
pub enum Refusal {
    /// There is no manifest yet.
    Missing,
    /// The files are not as the page had seen them.
    Stale(Arc<Made>),
    /// It would make no good manifest, or it can't be written.
    Faulty(String),
}

impl Bench {
    /// A bench for a folder.
    #[must_use]
    pub fn new(
        home: PathBuf,
        manifest: PathBuf,
        text: Option<String>,
        ocr: Option<Engine>,
    ) -> Bench {
        let state = State {
            made: None,
            history: History::read(&manifest),
            entered: Vec::new(),
            refused: Vec::new(),
        };
        Bench {
            home,
            manifest,
            text,
            ocr,
            views: Views::default(),
            pages: Pages::default(),
            known: Mutex::default(),
            state: Mutex::new(state),
        }
    }

    /// The book as the files have it now; None where there is no manifest.
    #[must_use]
    pub fn present(&self) -> Option<Arc<Made>> {
        self.current().or_else(|| self.read(&mut held(&self.known)))
    }

    /// The last reading, if the files are as it found them.
    fn current(&self) -> Option<Arc<Made>> {
        let text = self.on_disk()?;
        let made = self.latest()?;
        (made.text == text && made.is_of_the_texts()).then_some(made)
    }

    /// The last reading, whatever became of the manifest since.
    pub(super) fn latest(&self) -> Option<Arc<Made>> {
        self.state().made.clone()
    }

    /// Reads the book until it is as the files have it.
    fn read(&self, known: &mut Known) -> Option<Arc<Made>> {
        loop {
            if let Some(made) = self.current() {
                return Some(made);
            }
            let made = Arc::new(self.make(self.on_disk()?, known));
            self.came(&made, known);
            let mut state = self.state();
            state.made = Some(Arc::clone(&made));
            if self.on_disk()? == made.text {
                return Some(made);
            }
        }
    }

    /// The manifest's text.
    pub(super) fn on_disk(&self) -> Option<String> {
        let bytes = std::fs::read(&self.manifest).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Changes the manifest.
    ///
    /// # Errors
    /// See [`Refusal`]; then nothing was written.
    pub fn change(&self, seen: &str, edits: &[Edit]) -> Result<Arc<Made>, Refusal> {
        self.rewrite(seen, |text| self.edited(text, edits))
    }

    /// A manifest's text after some edits.
    ///
    /// # Errors
    /// Why one of them can't be made, in words.
    pub fn edited(&self, text: &str, edits: &[Edit]) -> Result<String, String> {
        let edited = edit::apply("book.yaml", text, edits).map(|edited| edited.text);
        let edited = edited.map_err(|fault| self.words(&fault.into(), &Report::default()))?;
        match edited.len() > LONGEST {
            true => Err("book.yaml would be too long to be read again".into()),
            false => Ok(edited),
        }
    }

    /// What a manifest says against each of some edits, made alone, by the path of its value; positions in the file are
    /// left out.
    #[must_use]
    pub fn faults(&self, text: &str, edits: &[Edit]) -> Vec<(String, Diagnostic)> {
        let against = |edit: &Edit| -> Option<Diagnostic> {
            let after = match edit::apply("book.yaml", text, std::slice::from_ref(edit)) {
                Ok(edited) => edited.text,
                Err(fault) => return Some(fault),
            };
            let file = manifest::File::new(&self.manifest, after.as_bytes());
            let faults = manifest::resolve(&file).err()?;
            let faults = advice::at_the_desk(&faults);
            let is_error = |fault: &Diagnostic| fault.severity == Severity::Error;
            faults.0.into_iter().find(is_error)
        };
        let faults = edits
            .iter()
            .filter_map(|edit| Some((edit.path().to_string(), against(edit)?)));
        faults.collect()
    }

    /// Changes the manifest as a text, if a book comes of it, or if none came of the one before.
    ///
    /// # Errors
    /// As [`Bench::change`].
    pub fn rewrite(
        &self,
        seen: &str,
        edit: impl FnOnce(&str) -> Result<String, String>,
    ) -> Result<Arc<Made>, Refusal> {
        let mut known = held(&self.known);
        let made = self.read(&mut known).ok_or(Refusal::Missing)?;
        if made.version != seen {
            return Err(Refusal::Stale(made));
        }
        let after = edit(&made.text).map_err(Refusal::Faulty)?;
        if after == made.text {
            return Ok(made);
        }
        let next = Arc::new(self.make(after, &mut known));
        let is_worse = next.report.trouble.is_some() && made.report.trouble.is_none();
        if is_worse || next.text.len() > LONGEST {
            return Err(Refusal::Faulty(
                self.words(&next.report.messages, &next.report),
            ));
        }
        let mut state = self.state();
        if self.on_disk().as_ref() != Some(&made.text) {
            return Err(Refusal::Stale(made));
        }
        self.enter_text(&mut state, &made.text, &next.text)?;
        state.made = Some(Arc::clone(&next));
        Ok(next)
    }

    /// Takes the last change back, or does the last one taken back again.
    ///
    /// # Errors
    /// As [`Bench::change`]; and if book.yaml was changed by another program since.
    pub fn step(&self, seen: &str, is_back: bool) -> Result<Arc<Made>, Refusal> {
        let made = self.present().ok_or(Refusal::Missing)?;
        let mut state = self.state();
        if made.version != seen || self.on_disk().as_ref() != Some(&made.text) {
            return Err(Refusal::Stale(made));
        }
        let mut history = state.history.clone();
        let other = history.step(&made.text, is_back);
        let other = other.map_err(|why| Refusal::Faulty(why.into()))?;
        self.write(&mut state, history, &other)?;
        drop(state);
        self.present().ok_or(Refusal::Missing)
    }

    /// Writes another text of the manifest, and enters it as a step.
    pub(super) fn enter_text(
        &self,
        state: &mut State,
        before: &str,
        after: &str,
    ) -> Result<(), Refusal> {
        let mut history = state.history.clone();
        history.enter(before, after);
        self.write(state, history, after)
    }

    /// Writes the history, and then the manifest: a desk that ends between the two finds its way by the first.
    pub(super) fn write(
        &self,
        state: &mut State,
        history: History,
        text: &str,
    ) -> Result<(), Refusal> {
        let is_link = std::fs::symlink_metadata(&self.manifest).is_ok_and(|data| data.is_symlink());
        if is_link {
            let message = "book.yaml is a link: the desk writes nothing outside of its folder";
            return Err(Refusal::Faulty(message.into()));
        }
        history.keep(&self.manifest);
        let (path, bytes) = (self.manifest.clone(), text.as_bytes().to_vec());
        if let Err(faults) = output::write(&[Document {
            path,
            bytes: bytes.into(),
        }]) {
            state.history.keep(&self.manifest);
            return Err(Refusal::Faulty(self.words(&faults, &Report::default())));
        }
        state.history = history;
        Ok(())
    }

    /// Whether the last change can be taken back, and the last one taken back done again.
    #[must_use]
    pub fn can(&self) -> (bool, bool) {
        self.state().history.can()
    }

    pub(super) fn make(&self, text: String, known: &mut Known) -> Made {
        let file = manifest::File::new(&self.manifest, text.as_bytes());
        let mut report = Report {
            name: self.manifest.display().to_string(),
            ..Report::default()
        };
        let composed = pipeline::compose_file(file, self.ocr, known, (&mut report, &self.pages));
        report.trouble = composed.as_ref().err().copied();
        Made::new(text, report, composed.ok())
    }

    /// Messages in words, files named from the folder.
    #[must_use]
    pub fn words(&self, messages: &Diagnostics, report: &Report) -> String {
        let messages = advice::at_the_desk(messages);
        let text = report::render(&messages, report.shelf(), Form::Short);
        let home = format!("{}{}", self.home.display(), std::path::MAIN_SEPARATOR);
        let text = text.replace(&format!("`{home}`"), "the book’s folder");
        text.replace(&home, "").trim().into()
    }

    /// Writes the editions into the folder that the manifest names.
    #[must_use]
    pub fn build(&self) -> Report {
        let order = pipeline::Order {
            ocr: self.ocr,
            ..pipeline::Until::Built.into()
        };
        let paths = std::slice::from_ref(&self.manifest);
        let mut reports = pipeline::work(paths, order, &self.pages);
        reports.pop().unwrap_or_else(|| Report {
            trouble: Some(Trouble::Manifest),
            ..Report::default()
        })
    }

    /// What a file is called from the folder.
    #[must_use]
    pub fn named<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.home).unwrap_or(path)
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        held(&self.state)
    }
}

/// What a panic left is as good as before: it is only set once it is whole.
fn held<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The longest manifest, in bytes, as it can be read again.
const LONGEST: usize = 1_000_000;
