//! The recipe. In: a manifest or a text. Out: its editions and its ledger on the disk, and a [`Report`] of what was
//! done and said; one line a step.

mod by_hand;
mod known;
mod made;
mod old;
mod opening;
mod pictures;
mod reading;
mod report;
mod said;
mod shelf;
mod system;
mod texts;

pub use known::Known;
pub use reading::{Reading, read_bytes, read_text};
pub use report::{Report, Tally, Trouble, write_all};
pub use shelf::shelve;
pub use texts::{Read, repair_sources};

use made::Stamp;
use opening::{read_manifest, take_manifest};
use reading::read_texts;
use said::Said;

use crate::book::Book;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::editions::{self, Job, Outcome};
use crate::galley::Galley;
use crate::ledger::write::Record;
use crate::lexicon::{self, Lexicon};
use crate::manifest::settings::{Quotes, RepairSettings};
use crate::manifest::{self, Manifest, Settings};
use crate::output;
use crate::progress::{Event, Progress};
use crate::proof::{self, Mode, Proof};
use crate::punctuation;
use crate::source::Source;
use crate::source::forms::Form;
use crate::source::recognise::Engine;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Read, repair and check; write nothing.
    Checked,
    /// Write the page that shows source and repair side by side.
    Proofed,
    /// Make the editions and write them.
    Built,
}

/// What is asked for, whatever the manifests say.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// How far to go.
    pub until: Until,
    /// The folder of a catalogue, if one is made.
    pub shelf: Option<&'a Path>,
    /// Who reads pages that are pictures, where the manifest does not say it.
    pub ocr: Option<Engine>,
    /// Whether a book is left as it is where neither its inputs nor its editions have changed since the last build.
    pub skips: bool,
    /// Whether editions are written over that somebody has changed by hand since they were made.
    pub writes_over: bool,
    /// Whether files that earlier builds wrote under names which no build writes any more are removed.
    pub prunes: bool,
    /// Whether the page that shows source and repair side by side is made, too.
    pub proofs: bool,
}

impl From<Until> for Order<'_> {
    fn from(until: Until) -> Self {
        Order {
            until,
            shelf: None,
            ocr: None,
            skips: false,
            writes_over: false,
            prunes: false,
            proofs: false,
        }
    }
}

/// The folders that a book may be written into: that of its manifest, and the catalogue's.
fn homes(report: &Report, shelf: Option<&Path>) -> Vec<PathBuf> {
    let file = report.inputs.first().map(PathBuf::as_path);
    let folder = |file: &Path| match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => ".".into(),
    };
    let homes = file.map(folder).into_iter().chain(shelf.map(Into::into));
    homes.filter_map(|home| output::real(&home)).collect()
}

/// Works on some books in parallel; reports in the order of the paths. Two books that would write the same files are an
/// error of the second.
pub fn work<'a>(
    paths: &[PathBuf],
    order: impl Into<Order<'a>>,
    progress: &dyn Progress,
) -> Vec<Report> {
    let order: Order<'_> = order.into();
    progress.on(Event::Began { books: paths.len() });
    let mut claims = BTreeMap::new();
    let opened = paths.iter().map(|path| {
        let mut report = Report {
            name: path.display().to_string(),
            ..Report::default()
        };
        let manifest = read_manifest(path, &mut report);
        report.homes = homes(&report, order.shelf);
        let manifest = manifest.map(|m| m.shelved_in(order.shelf).recognised_by(order.ocr));
        let manifest = manifest.and_then(|m| claim(m, &mut claims, &mut report));
        (report, manifest)
    });
    let opened: Vec<(Report, Result<Manifest, Trouble>)> = opened.collect();
    let books = opened.into_par_iter().map(|(mut report, manifest)| {
        let done = manifest.and_then(|m| book(m, order, &mut report, progress));
        report.trouble = done.err();
        progress.on(Event::Done { book: &report.name });
        report
    });
    let mut reports: Vec<Report> = books.collect();
    if order.until == Until::Built {
        old::tidy(&mut reports, order.shelf, order.prunes);
    }
    reports
}

/// Keeps the names of the files that a book will write from the books after it.
fn claim(
    manifest: Manifest,
    claims: &mut BTreeMap<PathBuf, String>,
    report: &mut Report,
) -> Result<Manifest, Trouble> {
    let files = manifest.out.join(&manifest.slug);
    if let Some(other) = claims.get(&files) {
        let message = format!("`{}` would write the same files as `{other}`", report.name);
        let fault = Diagnostic::error("same-output", message);
        let fault = fault.hint("give one of them another `editions.name` or `editions.out`");
        return Err(report.fail(Trouble::Manifest, fault));
    }
    claims.insert(files, report.name.clone());
    Ok(manifest)
}

/// One book, from its manifest to the disk.
fn book(
    mut manifest: Manifest,
    order: Order<'_>,
    report: &mut Report,
    progress: &dyn Progress,
) -> Result<(), Trouble> {
    let name = report.name.clone();
    let step = |step| progress.on(Event::Step { book: &name, step });
    step("reading");
    let key = made::key(&manifest, report).ok();
    // Nobody knows without looking whether the machine has other fonts than it had.
    let skips = order.skips && !manifest.settings.page.system_fonts;
    if let (true, Until::Built, Some(key)) = (skips, order.until, &key)
        && let Some(stamp) = Stamp::current(&manifest, key)
    {
        return leave(&manifest, stamp, report);
    }
    let mut known = Known::default();
    read_texts(&manifest, &mut known, report, progress)?;
    step("repairing");
    let (book, galley) = compose(&mut manifest, &mut known, report)?;
    drop(known);
    match order.until {
        Until::Checked => return Ok(()),
        Until::Proofed => return proof(&manifest, &galley, report),
        Until::Built => {}
    }
    step("making editions");
    let job = Job::new(&book, &manifest.settings);
    let outcomes = editions::make(&job, |edition| manifest.wants(edition));
    step("writing");
    if order.proofs {
        proof(&manifest, &galley, report)?;
    }
    deliver(&manifest, &book, (outcomes, key, order.writes_over), report)
}

/// Leaves a book as its last build made it.
fn leave(manifest: &Manifest, stamp: Stamp, report: &mut Report) -> Result<(), Trouble> {
    report.title.clone_from(&manifest.settings.meta.title);
    report.unchanged = Some(stamp.tally);
    report.stamp = Some(Stamp::path(manifest));
    // The last build has said what there is to warn of.
    report.messages = Diagnostics::default();
    report.shelved = shelf::left(manifest, &stamp);
    Ok(())
}

/// A book as its editions are made from it.
pub struct Composed {
    /// Its manifest.
    pub manifest: Manifest,
    /// The book.
    pub book: Book,
    /// The galley that it was repaired in; empty for clean Markdown.
    pub galley: Galley,
}

/// Reads and repairs the book of a manifest that may not be on the disk yet; writes nothing. Texts that `known` has are
/// not read again.
///
/// # Errors
/// What went wrong first; the report says all of it.
pub fn compose_file(
    file: manifest::File,
    ocr: Option<Engine>,
    known: &mut Known,
    (report, progress): (&mut Report, &dyn Progress),
) -> Result<Composed, Trouble> {
    let mut manifest = take_manifest(file, report)?.recognised_by(ocr);
    read_texts(&manifest, known, report, progress)?;
    let (book, galley) = compose(&mut manifest, known, report)?;
    Ok(Composed {
        manifest,
        book,
        galley,
    })
}

/// The form that the settings name, or that the source seems to be in.
#[must_use]
pub fn form(source: &Source, settings: &Settings) -> Form {
    let named = settings.repair.form;
    named.unwrap_or_else(|| source.form())
}

/// The words of the language that the settings name, or that the source seems to be written in.
fn lexicon(source: &Source, repair: &RepairSettings) -> Lexicon {
    let words = &repair.words;
    match &repair.language {
        Some(language) => Lexicon::new(language, words),
        None => Lexicon::guessed(source.text(), words),
    }
}

/// The book of the texts, and the galley that those were repaired in which are not clean.
fn compose(
    manifest: &mut Manifest,
    known: &mut Known,
    report: &mut Report,
) -> Result<(Book, Galley), Trouble> {
    let read = Read::of(&report.sources, &manifest.settings.texts);
    let read = read.map_err(|e| report.fail(Trouble::Source, e))?;
    report.messages.extend(read.warnings);
    let read = read.value;
    let said = std::mem::take(&mut manifest.settings.meta);
    manifest.settings.meta = read.title_page(said);
    if manifest.settings.meta.language.is_empty() {
        guess_language(manifest, report);
    }
    let settings = &mut manifest.settings;
    if read.has_clean() && settings.repair.quotes == Quotes::Curly {
        punctuation::set_title(&mut settings.meta);
    }
    let has_clean = read.has_clean();
    let (mut book, galley, ledger) = read.bind(&report.sources, settings);
    report.ledger = ledger;
    check_overrides(manifest, &galley, report)?;
    if has_clean || book.meta.pictures().next().is_some() {
        pictures::hold(&mut book, manifest, known, report)?;
    }
    system::faces(&book, &mut manifest.settings, known, report);
    report.found_forms(&manifest.settings);
    report.title.clone_from(&book.meta.title);
    report.notes = book.notes().len();
    report.loose = book.loose().len();
    Ok((book, galley))
}

fn guess_language(manifest: &mut Manifest, report: &mut Report) {
    let language = lexicon::guess(report.sources.first().map_or("", Source::text));
    let message = format!("the text seems to be in `{language}`");
    let hint = format!("write `language: {language}`, or the tag that is right");
    let place = Place::Path(report.files[0].name().into());
    let guess = Diagnostic::warning("guessed-language", message).hint(hint);
    report.messages.push(guess.at(place));
    manifest.settings.meta.language = language;
}

fn check_overrides(
    manifest: &Manifest,
    galley: &Galley,
    report: &mut Report,
) -> Result<(), Trouble> {
    let (file, ledger) = (&report.files[0], &report.ledger);
    let overrides = &manifest.overrides;
    let unmet = overrides.unmet(file, &report.sources, (galley, ledger));
    if unmet.has_errors() {
        return Err(report.fail(Trouble::Manifest, unmet));
    }
    report.messages.extend(unmet);
    Ok(())
}

/// Writes the editions that could be made, and the ledger beside them.
fn deliver(
    manifest: &Manifest,
    book: &Book,
    (outcomes, key, writes_over): (Vec<Outcome>, Option<String>, bool),
    report: &mut Report,
) -> Result<(), Trouble> {
    let mut trouble = None;
    let mut documents = Vec::new();
    let mut said = Said::default();
    for Outcome { edition, made } in outcomes {
        match made {
            Ok(made) => {
                said.add(edition.name, made.warnings);
                documents.push(manifest.document(edition.suffix, made.value));
            }
            Err(faults) => {
                said.add(edition.name, faults);
                trouble = Some(Trouble::Edition);
            }
        }
    }
    report.messages.extend(said.messages());
    let record = Record {
        ledger: &report.ledger,
        sources: &report.sources,
        book: Some(book),
    };
    let ledger = record.yaml();
    let shelved = shelf::shelved(manifest, book, &documents);
    documents.push(manifest.record(".ledger.yaml", ledger.into_bytes()));
    let stamp = key.filter(|_| trouble.is_none());
    let stamp = stamp.map(|key| Stamp::of(manifest, key, book, (&documents, report)));
    let documents = match writes_over {
        true => documents,
        false => by_hand::spared(manifest, documents, report),
    };
    write_all(documents, report)?;
    if let Some(stamp) = stamp {
        stamp.keep(manifest, report);
        report.stamp = Some(Stamp::path(manifest));
    }
    report.shelved = shelved;
    trouble.map_or(Ok(()), Err)
}

/// Writes the page that shows source and repair side by side.
fn proof(manifest: &Manifest, galley: &Galley, report: &mut Report) -> Result<(), Trouble> {
    let proof = Proof {
        settings: &manifest.settings,
        galley,
        ledger: &report.ledger,
        sources: &report.sources,
    };
    let page = proof::page(&proof, Mode::File);
    let page = manifest.document(".proof.html", page.into_bytes().into());
    write_all(vec![page], report)
}
