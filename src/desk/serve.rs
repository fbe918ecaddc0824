//! The desk in the browser. In: a book, a text or a folder. Out: pages on an address of this machine, until the program is
//! ended; its address on standard output. What is done there goes into the files of the folder, and nothing is kept
//! anywhere else.

mod advice;
mod answers;
mod bench;
mod book;
mod entered;
mod form;
mod guard;
mod history;
mod http;
mod looks;
mod made;
mod reading;
mod routes;
mod shell;
mod start;
mod uploads;
mod views;

use crate::diagnostic::{Diagnostic, Place};
use crate::manifest;
use crate::output;
use crate::pipeline::Trouble;
use crate::source::recognise::Engine;
use bench::Bench;
use guard::Guard;
use routes::Desk;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// What the desk is opened with.
#[derive(Clone, Debug)]
pub(super) struct Opening<'a> {
    /// A manifest, a text, or a folder.
    pub place: &'a Path,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// Whether the browser is opened.
    pub opens: bool,
    /// Who reads pages that are pictures.
    pub ocr: Option<Engine>,
}

/// Serves until the program is ended.
pub(super) fn run(opening: &Opening<'_>) -> Result<(), (Trouble, Diagnostic)> {
    let bench = bench(opening)?;
    let refused = |e: &io::Error| {
        let message = format!(
            "can't listen on port {}: {}",
            opening.port,
            output::reason(e)
        );
        let fault = Diagnostic::error("port", message);
        (
            Trouble::Output,
            fault.hint("leave `--port` out to take any that is free"),
        )
    };
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, opening.port)).map_err(|e| refused(&e))?;
    let port = listener.local_addr().map_err(|e| refused(&e))?.port();
    let guard = Guard::new(port).map_err(|e| {
        let message = format!("the system gives no random numbers: {e}");
        (Trouble::Output, Diagnostic::error("no-token", message))
    })?;
    let address = guard.address();
    let mut out = io::stdout().lock();
    // Nobody may read it: the browser is opened all the same.
    let _ = writeln!(out, "{address}").and_then(|()| out.flush());
    drop(out);
    if opening.opens {
        open(&address);
    }
    // The browser needs a moment, too.
    let bench = Arc::new(bench);
    let reader = Arc::clone(&bench);
    std::thread::spawn(move || reader.present().map(|made| made.sheet().is_some()));
    match http::serve(listener, Desk { guard, bench }) {
        Err(e) => Err(refused(&e)),
        Ok(never) => match never {},
    }
}

/// The folder, the manifest in it, and the text that was named.
fn bench(opening: &Opening<'_>) -> Result<Bench, (Trouble, Diagnostic)> {
    let refused = |e: &io::Error| {
        let place = opening.place;
        let message = format!("can't open `{}`: {}", place.display(), output::reason(e));
        let fault = Diagnostic::error("no-book", message).at(Place::Path(place.into()));
        (
            Trouble::Manifest,
            fault.hint("name a book.yaml, a text, or a folder"),
        )
    };
    let place = opening.place.canonicalize().map_err(|e| refused(&e))?;
    let make =
        |home: PathBuf, manifest: PathBuf, text| Bench::new(home, manifest, text, opening.ocr);
    if place.is_dir() {
        let manifest = place.join(MANIFEST);
        return Ok(make(place, manifest, None));
    }
    let home = place.parent().unwrap_or(Path::new("")).to_path_buf();
    let extension = place.extension().unwrap_or_default();
    if ["yaml", "yml"]
        .iter()
        .any(|yaml| extension.eq_ignore_ascii_case(yaml))
    {
        return Ok(make(home, place, None));
    }
    let text = place
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let manifest = home.join(MANIFEST);
    if manifest.exists() && !has_text(&manifest, &place) {
        let message = format!(
            "the folder of `{}` has a book.yaml, and this text is not in it",
            opening.place.display()
        );
        let fault = Diagnostic::error("other-book", message).at(Place::Path(manifest.clone()));
        let hint = "put the text into a folder of its own for a book of its own; or open the folder, and add the text to the book in its form";
        return Err((Trouble::Manifest, fault.hint(hint)));
    }
    Ok(make(home, manifest, text))
}

/// Whether a manifest names a text; of one that can't be read nobody knows.
fn has_text(path: &Path, text: &Path) -> bool {
    let manifest = manifest::open(path).and_then(|file| manifest::resolve(&file));
    manifest.map_or(true, |made| {
        let mut texts = made.value.texts.iter();
        texts.any(|own| own.path.canonicalize().is_ok_and(|own| own == text))
    })
}

/// The manifest of a folder.
const MANIFEST: &str = "book.yaml";

/// Opens the address in the browser that the system would take; without one it stands on standard output.
fn open(address: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        // `start` belongs to the shell; its first argument in quotes is a title.
        let mut shell = Command::new("cmd");
        shell.args(["/c", "start", ""]);
        shell
    } else {
        Command::new("xdg-open")
    };
    let quiet = command
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    let _ = quiet.stderr(Stdio::null()).spawn();
}
