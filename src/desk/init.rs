//! A manifest to begin with. In: some texts. Out: a book.yaml beside them, every key with its meaning, those filled in that
//! the texts tell, and what is only guessed marked so; and an account of the guesses for the person.
//!
//! What is written can be built: a manifest that the reader of manifests refuses is not written at all.

mod display;
mod guess;
mod heads;
mod page;
mod people;
mod spelling;

pub(crate) use guess::{Guess, Guesses, Trust};

use crate::book::Meta;
use crate::cli::Init;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::manifest::{self, Begin, Settings, template};
use crate::output::Document;
use crate::pipeline::{self, Reading, Report, Trouble};
use crate::progress::Progress;
use crate::source::forms::gutenberg;
use crate::source::{Source, said_by_pdf};
use guess::Evidence;
use std::path::{Path, PathBuf};

/// Writes a manifest for some texts: book.yaml in their folder, or the file that is named.
pub(super) fn write(
    order: &Init,
    (report, progress): (&mut Report, &dyn Progress),
) -> Result<Guesses, Trouble> {
    let path = place(order);
    if path.exists() && !order.force {
        let message = format!("`{}` is there already", path.display());
        let fault = Diagnostic::error("manifest-exists", message).at(Place::Path(path));
        let hint = "`--force` writes over it; `-o FILE` writes another";
        return Err(refuse(report, Trouble::Manifest, fault.hint(hint)));
    }
    let names = names(&order.texts, folder(&path))
        .map_err(|fault| refuse(report, Trouble::Manifest, fault))?;
    let settings = Settings {
        ocr: order.scans.engine(),
        ..Settings::default()
    };
    for (text, name) in order.texts.iter().zip(&names) {
        let read = pipeline::read_text(text, name, Reading::of(&settings, progress));
        let (source, warnings) = read.map_err(|e| refuse(report, Trouble::Source, e))?;
        report.sources.push(source);
        report.messages.extend(warnings);
        report.inputs.push(text.clone());
    }
    let guesses = read(report, &order.texts[0])?;
    let marked = guesses
        .found
        .iter()
        .filter(|guess| guess.trust != Trust::Said);
    let begin = Begin {
        meta: guesses.meta.clone(),
        texts: &names,
        ocr: settings.ocr,
        guessed: marked.map(|guess| (guess.key, remark(guess))).collect(),
        lacking: guesses.lacking.clone(),
    };
    let bytes = template(&begin).into_bytes();
    manifest::resolve(&manifest::File::new(&path, &bytes))
        .map_err(|faults| refuse(report, Trouble::Manifest, faults))?;
    pipeline::write_all(
        vec![Document {
            path,
            bytes: bytes.into(),
        }],
        report,
    )?;
    Ok(guesses)
}

fn refuse(report: &mut Report, trouble: Trouble, faults: impl Into<Diagnostics>) -> Trouble {
    report.messages.extend(faults.into());
    trouble
}

/// Where the manifest goes.
fn place(order: &Init) -> PathBuf {
    let beside = || {
        order.texts[0]
            .parent()
            .unwrap_or(Path::new(""))
            .join("book.yaml")
    };
    order.output.clone().unwrap_or_else(beside)
}

fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// The texts as a manifest in `folder` names them.
fn names(texts: &[PathBuf], folder: &Path) -> Result<Vec<String>, Diagnostic> {
    let leaves = |text: &Path| {
        let message = format!("`{}` stands in another folder", text.display());
        let hint = "put all texts into one folder, or into folders of it, with the manifest";
        Diagnostic::error("path-leaves-folder", message).hint(hint)
    };
    let real = |path: &Path| match path.as_os_str().is_empty() {
        true => Path::new(".").canonicalize(),
        false => path.canonicalize(),
    };
    let home = real(folder);
    let name = |text: &PathBuf| {
        // A text that is not there is complained of where it is read.
        let (Ok(home), Ok(path)) = (&home, real(text)) else {
            let name = text.file_name().unwrap_or_default();
            return Ok(name.to_string_lossy().into_owned());
        };
        let inside = path.strip_prefix(home).map_err(|_| leaves(text))?;
        let parts = inside
            .iter()
            .map(|part| part.to_string_lossy().into_owned());
        Ok(parts.collect::<Vec<_>>().join("/"))
    };
    texts.iter().map(name).collect()
}

/// What the texts tell of their book: clean ones by their heads, those of libraries by theirs, all by their words.
fn read(report: &mut Report, file: &Path) -> Result<Guesses, Trouble> {
    report.found_forms(&Settings::default());
    let read = pipeline::Read::of(&report.sources, &[]);
    let read = read.map_err(|faults| refuse(report, Trouble::Source, faults))?;
    report.messages.extend(read.warnings);
    let read = read.value;
    let texts = report.sources.iter().filter(|source| !source.is_clean());
    let texts = texts.map(Source::text);
    let library = texts.fold(Meta::default(), |meta, text| meta.or(gutenberg::meta(text)));
    let said = match read.has_clean() {
        true => (read.title_page(library), "the head of the text".to_owned()),
        false => (library, "the library's header".into()),
    };
    let mut settings = Settings::default();
    settings.meta = read.title_page(settings.meta);
    let (book, galley, _) = read.bind(&report.sources, &settings);
    let metadata = std::fs::read(file).ok().map(|bytes| said_by_pdf(&bytes));
    Ok(guess::guess(&Evidence {
        sources: &report.sources,
        said,
        metadata,
        book: &book,
        galley: &galley,
        file,
    }))
}

/// What the manifest says beside a value that is not sure.
fn remark(guess: &Guess) -> String {
    let by = match guess.trust {
        Trust::Placeholder => "only",
        _ => "guessed from",
    };
    format!("{by} {}", guess.from)
}

/// What the person is told: what was guessed, from what, what could not be, and what comes next.
pub(super) fn account(guesses: &Guesses, order: &Init) -> String {
    let mut text = String::new();
    let width = guesses.found.iter().map(|guess| guess.key.len()).max();
    let width = width.unwrap_or_default();
    for guess in &guesses.found {
        let from = match guess.trust {
            Trust::Said => format!("by {}", guess.from),
            _ => remark(guess),
        };
        text += &format!("  {:width$}  {}  ({from})\n", guess.key, guess.value);
    }
    for key in &guesses.lacking {
        text += &format!("  {key:width$}  not found: fill it in\n");
    }
    let path = place(order);
    let book = match order.output.is_none() && folder(&path).as_os_str().is_empty() {
        true => String::new(),
        false => format!(" {}", shell(&path)),
    };
    if guesses.found.iter().any(|guess| guess.trust != Trust::Said) {
        text += &format!(
            "next: look through {}, where guesses are marked `# please check`; then\n",
            path.display()
        );
    } else {
        text += "next:\n";
    }
    text + &format!("  pamphleteer build{book}\n  pamphleteer proof{book}\n")
}

fn shell(path: &Path) -> String {
    let name = path.display().to_string();
    match name.contains(char::is_whitespace) {
        true => format!("\"{name}\""),
        false => name,
    }
}

/// The same for programs: an object a line.
pub(super) fn account_json(guesses: &Guesses) -> String {
    let trust = |guess: &Guess| match guess.trust {
        Trust::Said => "said",
        Trust::Guessed => "guessed",
        Trust::Placeholder => "placeholder",
    };
    let found = guesses.found.iter().map(|guess| {
        serde_json::json!({
            "severity": "guess", "key": guess.key, "value": guess.value, "from": guess.from, "trust": trust(guess),
        })
    });
    let lacking = guesses.lacking.iter();
    let lacking =
        lacking.map(|key| serde_json::json!({"severity": "guess", "key": key, "trust": "lacking"}));
    found
        .chain(lacking)
        .map(|line| format!("{line}\n"))
        .collect()
}
