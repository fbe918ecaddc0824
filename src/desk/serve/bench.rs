//! The open book. In: the folder, and changes of its book.yaml. Out: the book as the files have it now, made anew only
//! where they changed; and book.yaml written, with the way back.
//!
//! All state that counts is in the files. What is kept here can be made again from them, but for the way back.

use super::views::Views;
use crate::desk::watch::Stamps;
use crate::diagnostic::{Diagnostics, Warned};
use crate::editions::{EDITIONS, Edition, Job};
use crate::manifest::edit::{self, Edit};
use crate::manifest::{self, Manifest};
use crate::output::{self, Document};
use crate::pipeline::{self, Composed, Known, Report, Trouble};
use crate::progress::Silent;
use crate::report::{self, Form};
use crate::source::recognise::Engine;
use crate::typeset::Layout;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

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
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    known: Known,
    made: Option<Arc<Made>>,
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// A change of book.yaml.
#[derive(Clone)]
struct Step {
    before: String,
    after: String,
}

/// The book as made from one state of its files.
pub struct Made {
    /// Names the state: a hash of the manifest and of the texts.
    pub version: String,
    /// The manifest's text.
    pub text: String,
    /// What was done and said.
    pub report: Report,
    /// The book, if there is one.
    pub work: Option<Work>,
    stamps: Stamps,
}

/// The bytes of an edition, or why there are none.
type Bytes = Result<Arc<Vec<u8>>, Diagnostics>;

/// A book, and what was made of it so far.
pub struct Work {
    /// Manifest, book and galley.
    pub composed: Composed,
    pages: OnceLock<Result<Warned<Layout>, Diagnostics>>,
    editions: Mutex<BTreeMap<&'static str, Bytes>>,
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
        Bench {
            home,
            manifest,
            text,
            ocr,
            views: Views::default(),
            state: Mutex::default(),
        }
    }

    /// The book as the files have it now; None where there is no manifest.
    #[must_use]
    pub fn present(&self) -> Option<Arc<Made>> {
        self.refresh(&mut self.lock())
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
        edited.map_err(|fault| self.words(&fault.into(), &Report::default()))
    }

    /// Changes the manifest as a text.
    ///
    /// # Errors
    /// As [`Bench::change`].
    pub fn rewrite(
        &self,
        seen: &str,
        edit: impl FnOnce(&str) -> Result<String, String>,
    ) -> Result<Arc<Made>, Refusal> {
        let mut state = self.lock();
        let made = self.seen(&mut state, seen)?;
        let after = edit(&made.text).map_err(Refusal::Faulty)?;
        if after == made.text {
            return Ok(made);
        }
        let before = made.text.clone();
        self.take(&mut state, &made, &after)?;
        state.done.push(Step { before, after });
        state.undone.clear();
        Ok(self.refresh(&mut state).expect("the manifest was written"))
    }

    /// Takes the last change back, or does the last one taken back again.
    ///
    /// # Errors
    /// As [`Bench::change`]; and if book.yaml was changed by another program since.
    pub fn step(&self, seen: &str, is_back: bool) -> Result<Arc<Made>, Refusal> {
        let mut state = self.lock();
        let made = self.seen(&mut state, seen)?;
        let steps = if is_back { &state.done } else { &state.undone };
        let step = steps.last().cloned();
        let step = step.ok_or_else(|| Refusal::Faulty("there is nothing to take back".into()))?;
        let (from, to) = if is_back {
            (&step.after, &step.before)
        } else {
            (&step.before, &step.after)
        };
        if *from != made.text {
            let message =
                "book.yaml was changed by another program since: take that back there first";
            return Err(Refusal::Faulty(message.into()));
        }
        self.write(to)?;
        let State { done, undone, .. } = &mut *state;
        let (steps, others) = if is_back {
            (done, undone)
        } else {
            (undone, done)
        };
        steps.pop();
        others.push(step);
        Ok(self.refresh(&mut state).expect("the manifest was written"))
    }

    /// The state, if it is the one that a page has seen.
    fn seen(&self, state: &mut State, seen: &str) -> Result<Arc<Made>, Refusal> {
        let made = self.refresh(state).ok_or(Refusal::Missing)?;
        (made.version == seen)
            .then(|| Arc::clone(&made))
            .ok_or(Refusal::Stale(made))
    }

    /// Writes another manifest, if a book comes of it, or if none came of the one before.
    fn take(&self, state: &mut State, made: &Made, text: &str) -> Result<(), Refusal> {
        let next = self.make(text.into(), &mut state.known);
        let is_worse = next.report.trouble.is_some() && made.report.trouble.is_none();
        if is_worse || text.len() > LONGEST {
            return Err(Refusal::Faulty(
                self.words(&next.report.messages, &next.report),
            ));
        }
        self.write(text)?;
        state.made = Some(Arc::new(next));
        Ok(())
    }

    fn write(&self, text: &str) -> Result<(), Refusal> {
        let is_link = std::fs::symlink_metadata(&self.manifest).is_ok_and(|data| data.is_symlink());
        if is_link {
            let message = "book.yaml is a link: the desk writes nothing outside of its folder";
            return Err(Refusal::Faulty(message.into()));
        }
        let (path, bytes) = (self.manifest.clone(), text.as_bytes().to_vec());
        let written = output::write(&[Document { path, bytes }]);
        written.map_err(|faults| Refusal::Faulty(self.words(&faults, &Report::default())))
    }

    fn refresh(&self, state: &mut State) -> Option<Arc<Made>> {
        let bytes = std::fs::read(&self.manifest).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_known = |made: &&Arc<Made>| {
            made.text == text && made.work.is_some() && made.stamps.is_current()
        };
        if let Some(made) = state.made.as_ref().filter(is_known) {
            return Some(Arc::clone(made));
        }
        let made = Arc::new(self.make(text, &mut state.known));
        state.made = Some(Arc::clone(&made));
        Some(made)
    }

    /// Whether the last change can be taken back, and the last one taken back done again.
    #[must_use]
    pub fn can(&self) -> (bool, bool) {
        let state = self.lock();
        (!state.done.is_empty(), !state.undone.is_empty())
    }

    fn make(&self, text: String, known: &mut Known) -> Made {
        let file = manifest::File::new(&self.manifest, text.as_bytes());
        let mut report = Report {
            name: self.manifest.display().to_string(),
            ..Report::default()
        };
        let composed = pipeline::compose_file(file, self.ocr, known, (&mut report, &Silent));
        report.trouble = composed.as_ref().err().copied();
        let mut hash = Sha256::new();
        hash.update(&text);
        for source in &report.sources {
            hash.update([0]);
            hash.update(source.text());
        }
        let hash = hash.finalize();
        let version = hash[..8].iter().map(|byte| format!("{byte:02x}"));
        Made {
            version: version.collect(),
            text,
            // The manifest is compared as a text.
            stamps: Stamps::of(report.inputs.iter().skip(1).cloned()),
            report,
            work: composed.ok().map(Work::new),
        }
    }

    /// Messages in words, files named from the folder.
    #[must_use]
    pub fn words(&self, messages: &Diagnostics, report: &Report) -> String {
        let text = report::render(messages, report.shelf(), Form::Short);
        let home = format!("{}{}", self.home.display(), std::path::MAIN_SEPARATOR);
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
        let mut reports = pipeline::work(paths, order, &Silent);
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

    /// What a panic left is as good as before: it is only set once it is whole.
    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The longest manifest, in bytes, as it can be read again.
const LONGEST: usize = 1_000_000;

impl Made {
    /// How many queries are open; remarks are none.
    #[must_use]
    pub fn open(&self) -> usize {
        let queries = self.report.ledger.queries();
        queries.iter().filter(|query| !query.remark).count()
    }
}

impl Work {
    fn new(composed: Composed) -> Work {
        Work {
            composed,
            pages: OnceLock::new(),
            editions: Mutex::default(),
        }
    }

    /// The manifest.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.composed.manifest
    }

    /// The pages, laid out once.
    pub fn pages(&self) -> &Result<Warned<Layout>, Diagnostics> {
        let Composed { book, manifest, .. } = &self.composed;
        self.pages
            .get_or_init(|| crate::typeset::lay_out(book, &manifest.settings))
    }

    /// The editions that the manifest asks for.
    pub fn wanted(&self) -> impl Iterator<Item = &'static Edition> {
        let wanted = EDITIONS.iter();
        wanted.filter(|edition| self.manifest().wants(edition.name))
    }

    /// An edition, made once.
    ///
    /// # Errors
    /// Why it can't be made.
    pub fn edition(&self, edition: &'static Edition) -> Result<Arc<Vec<u8>>, Diagnostics> {
        let lock = || self.editions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = lock().get(edition.name) {
            return made.clone();
        }
        let Composed { book, manifest, .. } = &self.composed;
        let job = match edition.is_paged {
            true => Job::with_pages(book, &manifest.settings, self.pages().clone()),
            false => Job::new(book, &manifest.settings),
        };
        let made = (edition.make)(&job).map(|made| Arc::new(made.value));
        lock().insert(edition.name, made.clone());
        made
    }
}
