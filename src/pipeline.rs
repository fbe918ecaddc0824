//! The recipe. In: a manifest or a text. Out: its editions and its ledger on the disk, and a [`Report`] of what was
//! done and said; one line a step.

mod known;
mod made;
mod old;
mod report;
mod said;
mod shelf;

pub use known::Known;
pub use report::{Report, Tally, Trouble, write_all};
pub use shelf::shelve;

use made::Stamp;
use said::Said;

use crate::book::{Book, assemble};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Warned};
use crate::editions::{self, Job, Outcome};
use crate::galley::{Galley, bind};
use crate::ledger::Ledger;
use crate::ledger::write::Record;
use crate::lexicon::{self, Lexicon};
use crate::manifest::{self, Manifest, Settings};
use crate::output;
use crate::progress::{Event, Progress};
use crate::proof::{self, Mode, Proof};
use crate::repair::{Rules, repair};
use crate::source::forms::Form;
use crate::source::recognise::{Engine, Recogniser};
use crate::source::{self, Source, markdown};
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
            prunes: false,
            proofs: false,
        }
    }
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
    if let (true, Until::Built, Some(key)) = (order.skips, order.until, &key)
        && let Some(stamp) = Stamp::current(&manifest, key)
    {
        return leave(&manifest, stamp, report);
    }
    read_texts(&manifest, &mut Known::default(), report, progress)?;
    step("repairing");
    let (book, galley) = compose(&mut manifest, report)?;
    match order.until {
        Until::Checked => return Ok(()),
        Until::Proofed => return proof(&manifest, &galley, report),
        Until::Built => {}
    }
    step("making editions");
    let job = Job::new(&book, &manifest.settings);
    let outcomes = editions::make(&job, |edition| manifest.wants(edition.name));
    step("writing");
    if order.proofs {
        proof(&manifest, &galley, report)?;
    }
    deliver(&manifest, &book, (outcomes, key), report)
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
    let (book, galley) = compose(&mut manifest, report)?;
    Ok(Composed {
        manifest,
        book,
        galley,
    })
}

fn read_manifest(path: &Path, report: &mut Report) -> Result<Manifest, Trouble> {
    let opened = manifest::open(path);
    let file = opened.map_err(|e| report.fail(Trouble::Manifest, e))?;
    take_manifest(file, report)
}

fn take_manifest(file: manifest::File, report: &mut Report) -> Result<Manifest, Trouble> {
    report.inputs.push(file.source.name().into());
    let read = manifest::resolve(&file);
    report.messages.extend(unchecked(&file.source));
    report.files = vec![file.source];
    let mut manifest = read.map_err(|e| report.fail(Trouble::Manifest, e))?;
    report.messages.extend(manifest.warnings);
    let date = source_date().map_err(|e| report.fail(Trouble::Manifest, e))?;
    manifest.value.settings.source_date = date;
    let texts = manifest.value.texts.iter().map(|text| text.path.clone());
    report.inputs.extend(texts);
    let cover = &manifest.value.settings.cover;
    report
        .inputs
        .extend(cover.iter().map(|cover| cover.path.clone()));
    Ok(manifest.value)
}

/// What nobody has checked of the guesses that a manifest began with: it would stand on the cover.
fn unchecked(file: &Source) -> Option<Diagnostic> {
    let keys = manifest::unchecked(file.text());
    let (_, line) = *keys.first()?;
    let names: Vec<String> = keys.iter().map(|(key, _)| format!("`{key}`")).collect();
    let (are, them) = match names.len() {
        1 => ("is a guess", "it is right, or put it right"),
        _ => ("are guesses", "they are right, or put them right"),
    };
    let message = format!("{} {are} that nobody has checked", names.join(", "));
    let hint = format!("see whether {them}, and take away `# please check`");
    let place = Place::File {
        path: file.name().into(),
        line,
        column: 1,
        length: keys[0].0.len() as u32,
    };
    Some(
        Diagnostic::warning("unchecked-guess", message)
            .hint(hint)
            .at(place),
    )
}

/// Seconds since 1970, by SOURCE_DATE_EPOCH (reproducible-builds.org/specs/source-date-epoch): what is no number there
/// is an error, for a build must not pass for a reproducible one.
fn source_date() -> Result<Option<u64>, Diagnostic> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let value = value.to_string_lossy();
    let seconds = value.parse().ok().filter(|&s| s <= LATEST);
    seconds.map(Some).ok_or_else(|| {
        let message = format!("SOURCE_DATE_EPOCH is `{value}`");
        Diagnostic::error("bad-source-date", message)
            .hint("it must be a number of seconds since 1970, such as `date +%s` prints")
    })
}

/// The last second of the year 9999: dates in PDF and EPUB have four digits for the year.
const LATEST: u64 = 253_402_300_799;

fn read_texts(
    manifest: &Manifest,
    known: &mut Known,
    report: &mut Report,
    progress: &dyn Progress,
) -> Result<(), Trouble> {
    let mut faults = Diagnostics::default();
    let reading = Reading::of(&manifest.settings, progress);
    for text in &manifest.texts {
        match known.read(text, reading) {
            Ok((source, warnings)) => {
                report.sources.push(source);
                report.messages.extend(warnings);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.has_errors() {
        return Err(report.fail(Trouble::Source, faults));
    }
    Ok(())
}

/// How texts are read that are pictures.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// Who reads them.
    ocr: Option<Engine>,
    language: Option<&'a str>,
    progress: &'a dyn Progress,
}

impl<'a> Reading<'a> {
    /// As the settings have it.
    #[must_use]
    pub fn of(settings: &'a Settings, progress: &'a dyn Progress) -> Reading<'a> {
        let said = Some(settings.meta.language.as_str()).filter(|tag| !tag.is_empty());
        Reading {
            ocr: settings.ocr,
            language: said.or(settings.repair.language.as_deref()),
            progress,
        }
    }

    /// Reads a file's bytes; `name` is what messages call it.
    ///
    /// # Errors
    /// See [`source::read_with`].
    pub fn read(self, name: &str, bytes: &[u8]) -> Result<Warned<Source>, Diagnostic> {
        let progress = |done, of| {
            self.progress.on(Event::Pages {
                text: name,
                done,
                of,
            });
        };
        let recogniser = self.ocr.map(|engine| Recogniser {
            engine,
            language: self.language,
            progress: &progress,
        });
        source::read_with(name, bytes, recogniser.as_ref())
    }
}

/// Reads a text or transcribes pages; `name` is what messages call it.
///
/// # Errors
/// A file that can't be read, or that is no text and no pages: see [`source::read_with`].
pub fn read_text(
    path: &Path,
    name: &str,
    reading: Reading<'_>,
) -> Result<(Source, Diagnostics), Diagnostic> {
    let bytes = std::fs::read(path).map_err(|e| {
        let message = format!("can't read `{name}`: {}", output::reason(&e));
        Diagnostic::error("unreadable-source", message).at(Place::Path(name.into()))
    })?;
    let read = reading.read(name, &bytes)?;
    if read.value.text().trim().is_empty() {
        let message = format!("`{name}` is empty");
        return Err(Diagnostic::error("empty-source", message).at(Place::Path(name.into())));
    }
    Ok((read.value, read.warnings))
}

/// Repairs some sources, each a world of its own, and assembles their book.
///
/// # Panics
/// Never: assembling keeps the rules of [`Book::new`].
#[must_use]
pub fn repair_sources(sources: &[Source], settings: &Settings) -> (Book, Galley, Ledger) {
    let parts = sources.par_iter().map(|source| {
        let rules = Rules {
            repair: settings.repair.clone(),
            notes: settings.notes.of(source.name()),
            lexicon: lexicon(source, settings),
            form: form(source, settings),
        };
        let (galley, mut ledger) = repair(Galley::set(std::slice::from_ref(source)), &rules);
        ledger.used_in(source.name());
        (galley, ledger)
    });
    let (galley, ledger) = bind(parts.collect());
    let book = assemble::assemble(settings.meta.clone(), &galley, sources)
        .expect("assembling calls no note that is not there, and in the order of calls");
    (book, galley, ledger)
}

/// The form that the settings name, or that the source seems to be in.
#[must_use]
pub fn form(source: &Source, settings: &Settings) -> Form {
    let named = settings.repair.form;
    named.unwrap_or_else(|| Form::of(source.text()))
}

/// The words of the language that the settings name, or that the source seems to be written in.
fn lexicon(source: &Source, settings: &Settings) -> Lexicon {
    let words = &settings.repair.words;
    match &settings.repair.language {
        Some(language) => Lexicon::new(language, words),
        None => Lexicon::guessed(source.text(), words),
    }
}

/// The book of the texts, and the galley that it was repaired in; empty for clean Markdown, which is only read.
fn compose(manifest: &mut Manifest, report: &mut Report) -> Result<(Book, Galley), Trouble> {
    if manifest.settings.meta.language.is_empty() {
        guess_language(manifest, report);
    }
    let is_clean = all_clean(report)?;
    let (book, galley) = if is_clean {
        (read_markdown(manifest, report)?, Galley::default())
    } else {
        let (book, galley, ledger) = repair_sources(&report.sources, &manifest.settings);
        report.ledger = ledger;
        check_overrides(manifest, &galley, report)?;
        (book, galley)
    };
    report.found_forms(&manifest.settings);
    report.title.clone_from(&book.meta.title);
    report.notes = book.notes().len();
    report.loose = book.loose().len();
    Ok((book, galley))
}

/// Whether the texts are clean Markdown: all, or none.
///
/// # Errors
/// [`Trouble::Source`] where some are.
pub fn all_clean(report: &mut Report) -> Result<bool, Trouble> {
    let clean = report.sources.iter().filter(|source| source.is_clean());
    let count = clean.count();
    if count == 0 || count == report.sources.len() {
        return Ok(count > 0);
    }
    let message =
        "texts to repair and clean ones (Markdown, documents of other programs) can't be mixed";
    let fault = Diagnostic::error("mixed-texts", message);
    Err(report.fail(
        Trouble::Source,
        fault.hint("make two books, or convert the others first"),
    ))
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

/// Clean Markdown needs no repair: what overrules one finds nothing.
fn read_markdown(manifest: &Manifest, report: &mut Report) -> Result<Book, Trouble> {
    let read = markdown::read(&report.sources);
    let read = read.map_err(|e| report.fail(Trouble::Source, e))?;
    report.messages.extend(read.warnings);
    check_overrides(manifest, &Galley::default(), report)?;
    let mut book = read.value;
    book.meta = manifest.settings.meta.clone();
    Ok(book)
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
    (outcomes, key): (Vec<Outcome>, Option<String>),
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
    let stamp = stamp.map(|key| Stamp::of(manifest, key, book, &documents));
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
    let page = manifest.document(".proof.html", page.into_bytes());
    write_all(vec![page], report)
}
