//! The desk: the commands, between the person and the flow. In: what `cli` understood. Out: messages on standard error,
//! what was asked for on standard output, and the [`Trouble`] that becomes the exit code.

mod init;
mod lists;
mod watch;

use crate::bars::Bars;
use crate::book::Book;
use crate::cli::{Arguments, Books, Listing, MessageFormat, Options, Repair, Scans};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::editions::markdown;
use crate::ledger::Query;
use crate::ledger::write::Record;
use crate::manifest::{self, Settings};
use crate::output::Document;
use crate::pipeline::{self, Order, Reading, Report, Trouble, Until};
use crate::progress::{Event, Progress};
use crate::report;
use crate::source::forms::Form;
use crate::source::{self, Source};
use crate::summary;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use watch::Stamps;

/// What holds for every command.
pub struct Desk {
    form: report::Form,
    is_quiet: bool,
    is_strict: bool,
    bars: Option<Bars>,
}

impl Desk {
    /// Sets the number of threads and finds out what standard error is.
    #[must_use]
    pub fn open(options: &Options) -> Desk {
        if let Some(jobs) = options.jobs {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into());
            // Only fails where a pool already stands; then that one does the work.
            let _ = pool.build_global();
        }
        let has_no_colour = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        let colour = std::io::stderr().is_terminal() && !has_no_colour;
        let form = match options.message_format {
            MessageFormat::Human => report::Form::Human { colour },
            MessageFormat::Short => report::Form::Short,
            MessageFormat::Json => report::Form::Json,
        };
        let is_human = options.message_format == MessageFormat::Human;
        Desk {
            form,
            is_quiet: options.quiet,
            is_strict: options.strict,
            bars: (is_human && !options.quiet)
                .then(Bars::on_terminal)
                .flatten(),
        }
    }

    /// Makes the editions of some books, and a catalogue of them if a folder is named for it.
    #[must_use]
    pub fn build(&self, books: &Books, catalogue: Option<&Path>) -> Option<Trouble> {
        let reports = match catalogue {
            Some(folder) => pipeline::shelve(&books.books, folder, books.scans.engine(), self),
            None => self.work(books, Until::Built),
        };
        self.close(reports)
    }

    /// Checks some books; queries are shown as warnings.
    #[must_use]
    pub fn check(&self, books: &Books) -> Option<Trouble> {
        let mut reports = self.work(books, Until::Checked);
        for report in &mut reports {
            let open = report.ledger.queries().iter().filter(|q| !q.remark);
            let open: Vec<Diagnostic> = open.map(message).collect();
            report.messages.extend(open);
        }
        self.close(reports)
    }

    /// Makes the editions again whenever a file that they are made from changes; ends with the program.
    #[must_use]
    pub fn watch(&self, books: &Books) -> Option<Trouble> {
        loop {
            let reports = self.work(books, Until::Built);
            let manifests = books.books.iter().cloned();
            let inputs = reports.iter().flat_map(|r| r.inputs.iter().cloned());
            let stamps = Stamps::of(manifests.chain(inputs));
            reports.into_iter().for_each(|report| {
                self.say(report);
            });
            stamps.wait();
        }
    }

    /// Prints the completions for a shell.
    #[must_use]
    pub fn completions(&self, shell: Shell) -> Option<Trouble> {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Arguments::command(), "pamphleteer", &mut script);
        print(&script).err()
    }

    /// Prints the man page.
    #[must_use]
    pub fn man(&self) -> Option<Trouble> {
        let mut page = Vec::new();
        let rendered = clap_mangen::Man::new(Arguments::command()).render(&mut page);
        rendered
            .map_err(|_| Trouble::Output)
            .and_then(|()| print(&page))
            .err()
    }

    /// Writes the pages that show source and repair side by side.
    #[must_use]
    pub fn proof(&self, books: &Books) -> Option<Trouble> {
        let reports = self.work(books, Until::Proofed);
        self.close(reports)
    }

    /// Prints the JSON Schema of book.yaml.
    #[must_use]
    pub fn schema(&self) -> Option<Trouble> {
        print(manifest::schema().as_bytes()).err()
    }

    /// Writes a book.yaml for some texts.
    #[must_use]
    pub fn init(&self, texts: &[PathBuf], scans: Scans) -> Option<Trouble> {
        let mut report = Report::default();
        self.on(Event::Began { books: 1 });
        report.trouble = init::write(texts, scans, (&mut report, self)).err();
        self.close(vec![report])
    }

    /// Repairs one text: a filter.
    #[must_use]
    pub fn repair(&self, order: &Repair) -> Option<Trouble> {
        let mut report = Report {
            name: named(&order.texts),
            ..Report::default()
        };
        self.on(Event::Began { books: 1 });
        let done = repair(order, &mut report, self);
        report.trouble = done.err();
        self.close(vec![report])
    }

    fn work(&self, books: &Books, until: Until) -> Vec<Report> {
        let order = Order {
            ocr: books.scans.engine(),
            ..Order::from(until)
        };
        pipeline::work(&books.books, order, self)
    }

    /// Prints a list.
    #[must_use]
    pub fn list(&self, what: Listing) -> Option<Trouble> {
        print(lists::list(what).as_bytes()).err()
    }

    /// Says what is to be said and weighs the troubles: the gravest counts.
    fn close(&self, reports: Vec<Report>) -> Option<Trouble> {
        if let Some(bars) = &self.bars {
            bars.clear();
        }
        reports.into_iter().filter_map(|r| self.say(r)).max()
    }

    fn say(&self, mut report: Report) -> Option<Trouble> {
        let has_open = report.ledger.queries().iter().any(|q| !q.remark);
        if self.is_strict && has_open && report.trouble.is_none() {
            report.trouble = Some(Trouble::Queries);
        }
        if self.is_quiet {
            let messages = &mut report.messages.0;
            messages.retain(|d| d.severity == Severity::Error);
        }
        let mut text = report::render(&report.messages, report.shelf(), self.form);
        let is_through = !matches!(report.trouble, Some(Trouble::Manifest | Trouble::Source));
        if !self.is_quiet && is_through {
            text.push_str(&match self.form {
                report::Form::Json => summary::json(&report),
                _ => summary::summary(&report),
            });
        }
        let _ = std::io::stderr().write_all(text.as_bytes());
        report.trouble
    }
}

impl Progress for Desk {
    fn on(&self, event: Event<'_>) {
        if let Some(bars) = &self.bars {
            bars.on(event);
        }
    }
}

fn repair(order: &Repair, report: &mut Report, desk: &Desk) -> Result<(), Trouble> {
    let settings = settings(order);
    read_all(&order.texts, report, Reading::of(&settings, desk))?;
    let book = compose(&settings, report)?;
    report.notes = book.notes().len();
    report.loose = book.loose().len();
    let text = markdown::write(&book);
    let mut documents = Vec::new();
    if let Some(path) = &order.ledger {
        let record = Record {
            ledger: &report.ledger,
            sources: &report.sources,
            book: Some(&book),
        };
        documents.push(document(path, record.for_file(path)));
    }
    match &order.output {
        Some(path) if path.as_os_str() != "-" => documents.push(document(path, text)),
        _ => print(text.as_bytes())?,
    }
    pipeline::write_all(documents, report)
}

/// The names of some texts, for messages.
fn named(texts: &[PathBuf]) -> String {
    let names = texts.iter().map(|text| text.display().to_string());
    names.collect::<Vec<_>>().join(", ")
}

/// Reads all texts; says of each why it can't be read.
fn read_all(texts: &[PathBuf], report: &mut Report, reading: Reading<'_>) -> Result<(), Trouble> {
    let mut is_well = true;
    for text in texts {
        match read(text, reading) {
            Ok((source, warnings)) => {
                report.sources.push(source);
                report.messages.extend(warnings);
            }
            Err(fault) => {
                report.messages.push(fault);
                is_well = false;
            }
        }
        report.inputs.push(text.clone());
    }
    is_well.then_some(()).ok_or(Trouble::Source)
}

/// What the command line says of the text.
fn settings(order: &Repair) -> Settings {
    let mut settings = Settings {
        ocr: order.scans.engine(),
        ..Settings::default()
    };
    settings.repair.language.clone_from(&order.language);
    settings.repair.off.clone_from(&order.off);
    let form = Form::NAMES
        .iter()
        .find(|(name, _)| order.form.as_deref() == Some(name));
    settings.repair.form = form.map(|(_, form)| *form);
    settings
}

/// The book of a text: repaired, or read, if its name says that it is clean Markdown.
fn compose(settings: &Settings, report: &mut Report) -> Result<Book, Trouble> {
    report.found_forms(settings);
    if pipeline::all_clean(report)? {
        let read = source::markdown::read(&report.sources).map_err(|e| {
            report.messages.extend(e);
            Trouble::Source
        })?;
        report.messages.extend(read.warnings);
        return Ok(read.value);
    }
    let (book, _, ledger) = pipeline::repair_sources(&report.sources, settings);
    report.ledger = ledger;
    Ok(book)
}

fn document(path: &Path, text: String) -> Document {
    Document {
        path: path.into(),
        bytes: text.into_bytes(),
    }
}

/// Reads a text, or standard input for `-`.
fn read(path: &Path, reading: Reading<'_>) -> Result<(Source, Diagnostics), Diagnostic> {
    if path.as_os_str() != "-" {
        return pipeline::read_text(path, &path.display().to_string(), reading);
    }
    let name = "<stdin>";
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|e| {
        let message = format!("can't read standard input: {}", crate::output::reason(&e));
        Diagnostic::error("unreadable-source", message)
    })?;
    let read = reading.read(name, &bytes)?;
    Ok((read.value, read.warnings))
}

/// Writes to standard output. A reader that has gone away wants no more: that is no trouble.
fn print(bytes: &[u8]) -> Result<(), Trouble> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(Trouble::Output),
        _ => Ok(()),
    }
}

/// An open query as a message.
fn message(query: &Query) -> Diagnostic {
    let message = Diagnostic::warning("query", query.question.clone()).at(Place::Source(query.at));
    let id = query.id;
    match &query.proposal {
        Some(proposal) => message.hint(format!(
            "proposal: {proposal}; answer under `decisions`: `{id}: accept` or `{id}: reject`"
        )),
        None => message.hint(format!(
            "to close it, write `{id}: reject` under `decisions`"
        )),
    }
}
