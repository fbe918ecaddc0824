//! The book as made from one state of its files. In: what a reading gave. Out: its version, what was said, and pages,
//! editions and proof, each made once and when it is first asked for.

use crate::desk::watch::Stamps;
use crate::diagnostic::{Diagnostics, Warned};
use crate::editions::{EDITIONS, Edition, Job};
use crate::manifest::Manifest;
use crate::pipeline::{Composed, Report};
use crate::proof::{self, Proof, Sheet};
use crate::store::Data;
use crate::typeset::Layout;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

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
    /// The hash of the texts.
    sources: Vec<u8>,
    stamps: Stamps,
}

/// The bytes of an edition, or why there are none.
type Bytes = Result<Data, Diagnostics>;

/// A book, and what was made of it so far.
pub struct Work {
    /// Manifest, book and galley.
    pub composed: Composed,
    pages: OnceLock<Result<Warned<Layout>, Diagnostics>>,
    editions: Mutex<BTreeMap<&'static str, Bytes>>,
    sheet: OnceLock<Sheet>,
}

impl Made {
    /// What came of a manifest's text.
    #[must_use]
    pub fn new(text: String, report: Report, composed: Option<Composed>) -> Made {
        let mut hash = Sha256::new();
        for source in &report.sources {
            hash.update([0]);
            hash.update(source.text());
        }
        let sources = hash.finalize().to_vec();
        Made {
            version: version(&text, &sources),
            text,
            // The manifest is compared as a text.
            stamps: Stamps::of(report.inputs.iter().skip(1).cloned()),
            report,
            work: composed.map(Work::new),
            sources,
        }
    }

    /// Whether the texts are as they were.
    #[must_use]
    pub fn is_of_the_texts(&self) -> bool {
        self.work.is_some() && self.stamps.is_current()
    }

    /// Names the state that the same texts with another manifest are.
    #[must_use]
    pub fn version_with(&self, text: &str) -> String {
        version(text, &self.sources)
    }

    /// How many queries are open; remarks are none.
    #[must_use]
    pub fn open(&self) -> usize {
        let queries = self.report.ledger.queries();
        queries.iter().filter(|query| !query.remark).count()
    }

    /// The proof; None where there is no book.
    #[must_use]
    pub fn sheet(&self) -> Option<&Sheet> {
        let Work {
            composed, sheet, ..
        } = self.work.as_ref()?;
        let proof = Proof {
            settings: &composed.manifest.settings,
            galley: &composed.galley,
            ledger: &self.report.ledger,
            sources: &self.report.sources,
        };
        Some(sheet.get_or_init(|| proof::sheet(&proof)))
    }
}

fn version(text: &str, sources: &[u8]) -> String {
    let hash = Sha256::new().chain_update(text).chain_update(sources);
    let hash = hash.finalize();
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Work {
    fn new(composed: Composed) -> Work {
        Work {
            composed,
            pages: OnceLock::new(),
            editions: Mutex::default(),
            sheet: OnceLock::new(),
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
        wanted.filter(|edition| self.manifest().wants(edition))
    }

    /// An edition, made once.
    ///
    /// # Errors
    /// Why it can't be made.
    pub fn edition(&self, edition: &'static Edition) -> Result<Data, Diagnostics> {
        let lock = || self.editions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = lock().get(edition.name) {
            return made.clone();
        }
        let Composed { book, manifest, .. } = &self.composed;
        let job = match edition.is_paged {
            true => Job::with_pages(book, &manifest.settings, self.pages().clone()),
            false => Job::new(book, &manifest.settings),
        };
        let made = (edition.make)(&job).map(|made| made.value);
        lock().insert(edition.name, made.clone());
        made
    }
}
