//! A booklet of any PDF. In: the PDF, and what the command line says of sheets. Out: the sheets, as a file or on standard output.

use super::{hand, print};
use crate::cli::{Impose, Mark, PageBox, PageScale, PaperEdge, Spine};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::editions::pdf::duplex;
use crate::editions::pdf::foreign::{self, Edges, Order, Scale};
use crate::manifest::settings::{Binding, BookletSettings, Edge, Marks};
use crate::manifest::spoken;
use crate::output::{self, Document};
use crate::pipeline::{self, Report, Trouble};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Makes it, and its cover if that is a sheet of its own.
pub(super) fn impose(command: &Impose, report: &mut Report) -> Result<(), Trouble> {
    let file = &command.file;
    let order = order(command).map_err(|faults| report.fail(Trouble::Manifest, faults))?;
    let bytes = read(file).map_err(|fault| report.fail(Trouble::Source, at(fault, file)))?;
    report.inputs.push(file.clone());
    let sheets = make(&bytes, &order, (file, report))?;
    let Some(path) = output(command) else {
        return print(&sheets);
    };
    let mut files = vec![(path.clone(), sheets)];
    if command.cover_apart {
        let order = Order {
            cover: true,
            ..order
        };
        // What there is to say of the pages has been said.
        let mut again = Report::default();
        let cover = make(&bytes, &order, (file, &mut again))
            .map_err(|trouble| report.fail(trouble, again.messages))?;
        files.push((path.with_extension("cover.pdf"), cover));
    }
    drop(bytes);
    for (path, bytes) in &files {
        // That the PDF is not written over by its own sheets, whoever writes them sees to.
        if !command.force && !is_same(path, file) {
            let may = hand::may_write(path, bytes, "impose");
            may.map_err(|fault| report.fail(Trouble::Output, fault))?;
        }
    }
    let document = |(path, bytes): &(PathBuf, Vec<u8>)| Document {
        path: path.clone(),
        bytes: bytes.as_slice().into(),
    };
    pipeline::write_all(files.iter().map(document).collect(), report)?;
    files
        .iter()
        .for_each(|(path, bytes)| hand::remember(path, bytes));
    Ok(())
}

/// The sheets as bytes.
fn make(
    bytes: &[u8],
    order: &Order,
    (file, report): (&Path, &mut Report),
) -> Result<Vec<u8>, Trouble> {
    let made = foreign::impose(bytes, order).map_err(|faults| {
        let trouble = match faults
            .0
            .iter()
            .any(|fault| UNREADABLE.contains(&fault.code))
        {
            true => Trouble::Source,
            false => Trouble::Edition,
        };
        report.fail(trouble, all_at(faults, file))
    })?;
    report.messages.extend(all_at(made.warnings, file));
    made.value.read().map_err(|error| {
        let message = format!("can't read the sheets back: {}", output::reason(&error));
        report.fail(Trouble::Output, Diagnostic::error("unwritable", message))
    })
}

/// Writes the sheet that shows how a printer turns paper.
pub(super) fn duplex(paper: &str, path: &Path, report: &mut Report) -> Result<(), Trouble> {
    let paper = spoken::paper(paper).map_err(|fault| report.fail(Trouble::Manifest, fault))?;
    let sheet = duplex::write(paper).map_err(|faults| report.fail(Trouble::Edition, faults))?;
    if path.as_os_str() == "-" {
        return print(&sheet.read().map_err(|_| Trouble::Output)?);
    }
    let document = Document {
        path: path.into(),
        bytes: sheet,
    };
    pipeline::write_all(vec![document], report)
}

/// Troubles of the PDF itself.
const UNREADABLE: [&str; 3] = ["no-pdf", "locked-pdf", "broken-pdf"];

/// What is said of the PDF.
fn at(fault: Diagnostic, file: &Path) -> Diagnostic {
    match file.as_os_str() == "-" {
        true => fault,
        false => fault.at(Place::Path(file.into())),
    }
}

fn all_at(faults: Diagnostics, file: &Path) -> Diagnostics {
    Diagnostics(faults.into_iter().map(|fault| at(fault, file)).collect())
}

fn is_same(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    real(a).is_some() && real(a) == real(b)
}

fn read(file: &Path) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::new();
    let (read, name) = match file.as_os_str() == "-" {
        true => (
            std::io::stdin().read_to_end(&mut bytes),
            "standard input".into(),
        ),
        false => {
            let opened = std::fs::File::open(file);
            let read = opened.and_then(|mut file| file.read_to_end(&mut bytes));
            (read, format!("`{}`", file.display()))
        }
    };
    read.map(|_| bytes).map_err(|error| {
        let message = format!("can't read {name}: {}", output::reason(&error));
        Diagnostic::error("unreadable-source", message)
    })
}

/// Where the sheets go: beside the PDF, if nothing else is said; None for standard output.
fn output(command: &Impose) -> Option<PathBuf> {
    match &command.output {
        Some(path) => Some(path.clone()).filter(|path| path.as_os_str() != "-"),
        None if command.file.as_os_str() == "-" => None,
        None => Some(command.file.with_extension("booklet.pdf")),
    }
}

/// What the options say.
fn order(command: &Impose) -> Result<Order, Diagnostics> {
    let mut faults = Diagnostics::default();
    let mut said = Said(&mut faults);
    let default = BookletSettings::default();
    let order = Order {
        booklet: BookletSettings {
            scheme: command.scheme.clone(),
            caliper: said
                .read("--caliper", &command.caliper, spoken::caliper)
                .unwrap_or(default.caliper),
            signature: said
                .read("--signature", &command.signature, spoken::signature)
                .unwrap_or(default.signature),
            duplex: command.duplex.map(|edge| match edge {
                PaperEdge::Long => Edge::Long,
                PaperEdge::Short => Edge::Short,
            }),
            paper: said.read("--paper", &command.paper, spoken::paper),
            marks: marks(&command.marks),
            back_cover: command.back_cover,
            binding: Some(match command.binding {
                Spine::Left => Binding::Left,
                Spine::Right => Binding::Right,
            }),
            cover_apart: command.cover_apart,
            cover: false,
        },
        cover: false,
        scale: match command.scale {
            PageScale::Fit => Scale::Fit,
            PageScale::None => Scale::None,
        },
        edges: match command.r#box {
            PageBox::Crop => Edges::Crop,
            PageBox::Media => Edges::Media,
            PageBox::Trim => Edges::Trim,
        },
        pages: said
            .read("--pages", &command.pages, runs)
            .unwrap_or_default(),
    };
    if command.cover_apart && output(command).is_none() {
        let message = "--cover-apart: two files can't both go to standard output";
        faults.push(Diagnostic::error("two-files", message).hint("name a file with `-o`"));
    }
    match faults.has_errors() {
        true => Err(faults),
        false => Ok(order),
    }
}

/// Options that are text; what is wrong with them is collected.
struct Said<'a>(&'a mut Diagnostics);

impl Said<'_> {
    fn read<T>(
        &mut self,
        option: &str,
        given: &Option<String>,
        read: fn(&str) -> Result<T, Diagnostic>,
    ) -> Option<T> {
        let read = read(given.as_deref()?.trim());
        read.map_err(|mut fault| {
            fault.message = format!("{option}: {}", fault.message);
            self.0.push(fault);
        })
        .ok()
    }
}

fn marks(wanted: &[Mark]) -> Marks {
    let is = |mark| wanted.contains(&mark);
    Marks {
        fold: is(Mark::Fold),
        crop: is(Mark::Crop),
        collation: is(Mark::Collation),
        sewing: is(Mark::Sewing),
    }
}

/// `3-14`, `1,5-8`, `2-`: the first page of each run, and the last one where it is said.
fn runs(text: &str) -> Result<Vec<(usize, Option<usize>)>, Diagnostic> {
    let number = |text: &str| text.trim().parse().ok().filter(|&page| page > 0);
    let run = |run: &str| match run.split_once(['-', '–']) {
        None => number(run).map(|page| (page, Some(page))),
        Some((first, last)) if last.trim().is_empty() => Some((number(first)?, None)),
        Some((first, last)) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some((first, Some(last)))
        }
    };
    let runs: Option<Vec<(usize, Option<usize>)>> = text.split(',').map(run).collect();
    runs.ok_or_else(|| {
        let fault = Diagnostic::error("bad-pages", format!("`{text}` are no pages"));
        fault.hint("write numbers and runs, counted from 1: `3-14`, `1,5-8`, `2-`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbers_and_runs() {
        assert_eq!(runs("3-14"), Ok(vec![(3, Some(14))]));
        assert_eq!(
            runs("1, 5–8,9-"),
            Ok(vec![(1, Some(1)), (5, Some(8)), (9, None)])
        );
        for none in ["", "0", "a", "4-2", "-3", "1,,2", "1-2-3"] {
            assert!(runs(none).is_err(), "{none}");
        }
    }
}
