//! The desk: the commands, between the person and the flow. In: what `cli` understood. Out: messages on standard error,
//! what was asked for on standard output, and the [`Trouble`] that becomes the exit code.

mod hand;
mod impose;
mod init;
mod lists;
mod manual;
mod new;
mod serve;
mod watch;

use crate::bars::Bars;
use crate::book::Book;
use crate::cli::{Books, Impose, Init, Listing, MessageFormat, Options, Repair, Serve};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::editions::markdown;
use crate::ledger::Query;
use crate::ledger::write::Record;
use crate::manifest::{self, Settings};
use crate::output::Document;
use crate::pipeline::{self, Order, Reading, Report, Trouble, Until};
use crate::progress::{Event, Progress};
use crate::report;
use crate::source::Source;
use crate::source::forms::Form;
use crate::summary::{self, Row};
use clap_complete::Shell;
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use watch::Stamps;

pub(crate) use new::TEMPLATES;

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

    /// Makes the editions of some books, and a catalogue of them if a folder is named for it. Books of which nothing has
    /// changed are made only if `is_forced`; what is left of old names is removed if `is_to_prune`.
    #[must_use]
    pub fn build(
        &self,
        books: &Books,
        catalogue: Option<&Path>,
        (is_forced, is_to_prune): (bool, bool),
    ) -> Option<Trouble> {
        let order = Order {
            skips: !is_forced,
            writes_over: is_forced,
            prunes: is_to_prune,
            ..order(books, Until::Built)
        };
        let reports = match catalogue {
            Some(folder) => pipeline::shelve(&books.books, folder, order, self),
            None => pipeline::work(&books.books, order, self),
        };
        self.close(reports)
    }

    /// Checks some books; queries are shown as warnings, and so are remarks if `has_remarks`.
    #[must_use]
    pub fn check(&self, books: &Books, has_remarks: bool) -> Option<Trouble> {
        let mut reports = self.work(books, Until::Checked);
        for report in &mut reports {
            let shown = report.ledger.queries().iter();
            let shown = shown.filter(|query| !query.remark || has_remarks);
            let shown: Vec<Diagnostic> = shown.map(message).collect();
            report.messages.extend(shown);
        }
        self.close(reports)
    }

    /// Makes editions and proofs again whenever a file that they are made from changes; ends with the program.
    #[must_use]
    pub fn watch(&self, books: &Books) -> Option<Trouble> {
        let mut order = Order {
            proofs: true,
            ..order(books, Until::Built)
        };
        let mut watched = Stamps::default();
        loop {
            let start = Instant::now();
            let reports = pipeline::work(&books.books, order, self);
            let manifests = books.books.iter().cloned();
            let inputs = reports.iter().flat_map(|r| r.inputs.iter().cloned());
            let stamps = Stamps::of(manifests.chain(inputs));
            let has_new = !stamps.are_of_the_files_of(&watched);
            self.tell_rounds(reports, start.elapsed(), has_new);
            stamps.wait();
            watched = stamps;
            order.skips = true;
        }
    }

    /// Says what a round of watching made: where it is the first, or other files are watched than before, in full.
    fn tell_rounds(&self, reports: Vec<Report>, took: Duration, has_new: bool) {
        if let Some(bars) = &self.bars {
            bars.clear();
        }
        let watched = watch::watching(&reports);
        let is_human = !self.is_quiet && self.form != report::Form::Json;
        for report in reports {
            let line = watch::line(&report, took);
            self.say(report, has_new);
            if is_human && !line.is_empty() {
                tell(&line);
            }
        }
        if is_human && has_new {
            tell(&watched);
        }
    }

    /// Opens a book in the browser; ends with the program.
    #[must_use]
    pub fn serve(&self, order: &Serve) -> Option<Trouble> {
        let opening = serve::Opening {
            place: &order.place,
            port: order.port,
            opens: !order.no_open,
            ocr: order.scans.engine(),
        };
        let (trouble, fault) = serve::run(&opening).err()?;
        self.close(vec![Report {
            messages: fault.into(),
            trouble: Some(trouble),
            ..Report::default()
        }])
    }

    /// Prints the completions for a shell.
    #[must_use]
    pub fn completions(&self, shell: Shell) -> Option<Trouble> {
        print(&manual::completions(shell)).err()
    }

    /// Prints the man page, or writes those of all commands into a folder.
    #[must_use]
    pub fn man(&self, folder: Option<&Path>) -> Option<Trouble> {
        let Some(folder) = folder else {
            return print(&manual::page()).err();
        };
        let mut report = Report::default();
        report.trouble = pipeline::write_all(manual::pages(folder), &mut report).err();
        self.close(vec![report])
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

    /// Writes a manifest for some texts, and says what it guessed.
    #[must_use]
    pub fn init(&self, order: &Init) -> Option<Trouble> {
        let mut report = Report::default();
        self.on(Event::Began { books: 1 });
        let made = init::write(order, (&mut report, self));
        report.trouble = made.as_ref().err().copied();
        let trouble = self.close(vec![report]);
        if let Ok(guesses) = made.as_ref().map_err(|_| ())
            && !self.is_quiet
        {
            tell(&match self.form {
                report::Form::Json => init::account_json(guesses),
                _ => init::account(guesses, order),
            });
        }
        trouble
    }

    /// Makes a booklet of a PDF.
    #[must_use]
    pub fn impose(&self, order: &Impose) -> Option<Trouble> {
        let mut report = Report::default();
        report.trouble = impose::impose(order, &mut report).err();
        self.close(vec![report])
    }

    /// Writes a sheet that shows how a printer turns paper.
    #[must_use]
    pub fn duplex(&self, paper: &str, output: &Path) -> Option<Trouble> {
        let mut report = Report::default();
        report.trouble = impose::duplex(paper, output, &mut report).err();
        self.close(vec![report])
    }

    /// Makes a folder with a book to begin with.
    #[must_use]
    pub fn new_book(&self, folder: &Path, template: &str) -> Option<Trouble> {
        let mut report = Report::default();
        report.trouble = new::write(folder, template, &mut report).err();
        let is_well = report.trouble.is_none();
        let trouble = self.close(vec![report]);
        if is_well && !self.is_quiet && self.form != report::Form::Json {
            tell(&new::next(folder));
        }
        trouble
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
        pipeline::work(&books.books, order(books, until), self)
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
        let is_one = reports.len() < 2;
        let mut troubles = Vec::new();
        let mut rows = Vec::new();
        for mut report in reports {
            self.weigh(&mut report);
            rows.extend(Row::of(&report));
            troubles.extend(self.say(report, is_one));
        }
        if rows.len() > 1 && !self.is_quiet && self.form != report::Form::Json {
            tell(&summary::table(&rows));
        }
        troubles.into_iter().max()
    }

    /// Open queries are a trouble where that was asked for.
    fn weigh(&self, report: &mut Report) {
        if self.is_strict && report.tally().open > 0 && report.trouble.is_none() {
            report.trouble = Some(Trouble::Queries);
        }
    }

    /// Says what there is to say of a book; if it is not the only one, no more than what was noticed, for it has a row of
    /// the table.
    fn say(&self, mut report: Report, is_one: bool) -> Option<Trouble> {
        if self.is_quiet {
            let messages = &mut report.messages.0;
            messages.retain(|d| d.severity == Severity::Error);
        }
        let mut text = report::render(&report.messages, report.shelf(), self.form);
        let is_through = !matches!(report.trouble, Some(Trouble::Manifest | Trouble::Source));
        if !self.is_quiet && is_through {
            match self.form {
                report::Form::Json => text.push_str(&summary::json(&report)),
                _ if is_one || report.name.is_empty() => text.push_str(&summary::summary(&report)),
                _ => {}
            }
        }
        tell(&text);
        report.trouble
    }
}

/// Writes to standard error; nobody can be told if that fails.
fn tell(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// What is asked for of some books.
fn order(books: &Books, until: Until) -> Order<'static> {
    Order {
        ocr: books.scans.engine(),
        ..Order::from(until)
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
    let output = order
        .output
        .as_deref()
        .filter(|path| path.as_os_str() != "-");
    guard(order, output, &text, report)?;
    let mut documents = Vec::new();
    if let Some(path) = &order.ledger {
        let record = Record {
            ledger: &report.ledger,
            sources: &report.sources,
            book: Some(&book),
        };
        documents.push(document(path, record.for_file(path)));
    }
    match output {
        Some(path) => documents.push(document(path, text.clone())),
        None => print(text.as_bytes())?,
    }
    pipeline::write_all(documents, report)?;
    if let Some(path) = output {
        hand::remember(path, text.as_bytes());
    }
    Ok(())
}

/// Keeps what somebody has corrected from being written over. That the output is no source, whoever writes it sees to.
fn guard(
    order: &Repair,
    output: Option<&Path>,
    text: &str,
    report: &mut Report,
) -> Result<(), Trouble> {
    let real = |path: &Path| path.canonicalize().ok();
    let is_source = |path: &Path| order.texts.iter().any(|t| real(t) == real(path));
    match output {
        Some(path) if !order.force && !is_source(path) => {
            let may = hand::may_write(path, text.as_bytes(), "repair");
            may.map_err(|fault| {
                report.messages.push(fault);
                Trouble::Output
            })
        }
        _ => Ok(()),
    }
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

/// The book of some texts: repaired, or read, where their names say that they are clean Markdown.
fn compose(settings: &Settings, report: &mut Report) -> Result<Book, Trouble> {
    report.found_forms(settings);
    let read = pipeline::Read::of(&report.sources, &settings.texts).map_err(|e| {
        report.messages.extend(e);
        Trouble::Source
    })?;
    report.messages.extend(read.warnings);
    let mut settings = settings.clone();
    settings.meta = read.value.title_page(settings.meta);
    let (book, _, ledger) = read.value.bind(&report.sources, &settings);
    report.ledger = ledger;
    Ok(book)
}

fn document(path: &Path, text: String) -> Document {
    Document {
        path: path.into(),
        bytes: text.into_bytes().into(),
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
    pipeline::read_bytes(&bytes, name, reading)
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
    let code = if query.remark { "remark" } else { "query" };
    let message = Diagnostic::warning(code, query.question.clone()).at(Place::Source(query.at));
    let id = query.id;
    if query.remark {
        return message.hint(
            "nothing was changed here and no answer is needed; `repair.corrections` changes words",
        );
    }
    match &query.proposal {
        Some(proposal) => message.hint(format!(
            "proposal: {proposal}; answer under `decisions`: `{id}: accept` or `{id}: reject`"
        )),
        None => message.hint(format!(
            "to close it, write `{id}: reject` under `decisions`"
        )),
    }
}
