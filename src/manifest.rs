//! book.yaml. In: the text of a manifest and the folder it stands in. Out: [`Settings`], resolved: paths joined and
//! checked, faces found, lengths in scaled points; or every fault of the file at once, each at its place.

pub mod edit;
mod faults;
pub mod form;
mod kind;
pub(crate) mod language;
mod leaf;
mod licences;
mod locate;
pub mod names;
mod overrides;
mod paths;
mod raw;
mod reference;
mod resolve;
mod scalars;
pub mod settings;
pub(crate) mod spoken;
mod tables;
mod tree;
mod yaml;

pub use kind::{Key, Kind};
pub use language::languages;
pub(crate) use licences::licence;
pub use overrides::Overrides;
pub(crate) use reference::PLEASE_CHECK;
pub(crate) use reference::answered;
pub use reference::{Begin, Unchecked, guesses, reference, schema, template, unchecked};
pub(crate) use scalars::isbn;
pub use settings::Settings;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Warned};
use crate::editions::Edition;
use crate::editions::pdf::{BOOKLET, BOOKLET_COVER};
use crate::output::{self, Document};
use crate::source::recognise::Engine;
use crate::source::{Position, Source, convert};
use crate::store::Data;
use faults::Faults;
use kind::Take;
use std::path::{Path, PathBuf};

/// The keys of a manifest and what each wants, groups within groups; messages, schema and documentation go by it.
#[must_use]
pub fn keys() -> Kind {
    raw::Raw::KIND
}

/// A manifest as read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its text, under the name that messages use.
    pub source: Source,
    /// The folder that its paths start from.
    pub folder: PathBuf,
    /// The byte where it stops being UTF-8.
    broken: Option<usize>,
}

/// A text that the manifest names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// As the manifest has it.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its words, where the manifest has them itself.
    pub words: Option<String>,
}

impl Text {
    /// Whether it is clean, or will be once it is converted; none where only its bytes can tell: what OCR writes may have
    /// the name of a page of the web.
    #[must_use]
    pub fn is_clean(&self) -> Option<bool> {
        let extension = self.path.extension().unwrap_or_default();
        let is = |names: &[&str]| {
            names
                .iter()
                .any(|name| extension.eq_ignore_ascii_case(name))
        };
        match () {
            () if is(&["html", "htm", "xhtml", "xml"]) => None,
            () => Some(is(&["md", "markdown"]) || convert::is_named(&self.name)),
        }
    }
}

/// A manifest, resolved.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The texts, in order.
    pub texts: Vec<Text>,
    /// The folder that paths start from.
    pub folder: PathBuf,
    /// Where the editions go.
    pub out: PathBuf,
    /// Where the ledger goes: with the editions, unless these go to a catalogue.
    pub records: PathBuf,
    /// What the editions' file names begin with.
    pub slug: String,
    /// Whether a catalogue will show it.
    pub is_shelved: bool,
    /// Where the editor knows better, to be checked against the repair.
    pub overrides: Overrides,
    /// All the rest.
    pub settings: Settings,
}

/// The edition that a catalogue can't do without.
const FRONT: &str = crate::editions::front::EDITION.name;

/// The file of a picture.
pub(crate) struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Where it was looked for before.
    pub before: Vec<PathBuf>,
}

impl Manifest {
    /// The file that a text names as a picture: from the text's own folder, else from the manifest's.
    ///
    /// # Errors
    /// No such file; one outside the manifest's folder.
    pub(crate) fn picture(&self, text: &str, to: &str) -> Result<Found, Diagnostic> {
        let folder = paths::Folder(&self.folder);
        let near = Path::new(text).parent().unwrap_or(Path::new(""));
        let near = near.join(to).to_string_lossy().into_owned();
        let decoded = percent_encoding::percent_decode_str(to).decode_utf8_lossy();
        let mut before = Vec::new();
        for name in [near.as_str(), to, &decoded] {
            let path = folder.path(name);
            match path {
                Ok(path) if path.is_file() => return Ok(Found { path, before }),
                Ok(path) if !before.contains(&path) => before.push(path),
                _ => {}
            }
        }
        folder.file(&near).map(|path| Found { path, before })
    }

    /// Whether an edition is asked for; where none is named, all are that are not for one kind of reader.
    #[must_use]
    pub fn wants(&self, edition: &Edition) -> bool {
        let wanted = &self.settings.editions;
        // A cover of its own goes with the booklet that lacks it.
        let goes_with = self.settings.booklet.cover_apart && edition.name == BOOKLET_COVER.name;
        let is_named = |name: &String| name == edition.name || goes_with && name == BOOKLET.name;
        match wanted.is_empty() {
            true => !edition.is_extra || goes_with,
            false => wanted.iter().any(is_named),
        }
    }

    /// The same, its editions in a folder of a catalogue's folder, with the picture that the catalogue shows.
    #[must_use]
    pub fn shelved_in(mut self, folder: Option<&Path>) -> Manifest {
        if let Some(folder) = folder {
            self.out = folder.join(&self.slug);
            self.is_shelved = true;
            let wanted = &mut self.settings.editions;
            if !wanted.is_empty() && !wanted.iter().any(|name| name == FRONT) {
                wanted.push(FRONT.into());
            }
        }
        self
    }

    /// The same, its pages that are pictures read by a program if it does not name one itself.
    #[must_use]
    pub fn recognised_by(mut self, engine: Option<Engine>) -> Manifest {
        self.settings.ocr = self.settings.ocr.or(engine);
        self
    }

    /// A file of this book: `suffix` follows the slug.
    #[must_use]
    pub fn document(&self, suffix: &str, bytes: Data) -> Document {
        let path = self.out.join(format!("{}{suffix}", self.slug));
        Document { path, bytes }
    }

    /// A record of this book, such as its ledger.
    #[must_use]
    pub fn record(&self, suffix: &str, bytes: Vec<u8>) -> Document {
        let path = self.records.join(format!("{}{suffix}", self.slug));
        let bytes = bytes.into();
        Document { path, bytes }
    }
}

/// Reads a manifest, or the book.yaml of a folder. What is not UTF-8 is kept as U+FFFD, and [`resolve`] complains of it.
///
/// # Errors
/// A file that can't be read, or that is too long to be a manifest.
pub fn open(path: &Path) -> Result<File, Diagnostics> {
    let path = if path.is_dir() {
        path.join("book.yaml")
    } else {
        path.into()
    };
    let refusal = |message: String| {
        Diagnostic::error("unreadable-manifest", message).at(Place::Path(path.clone()))
    };
    let bytes = std::fs::read(&path).map_err(|e| {
        let message = format!("can't read `{}`: {}", path.display(), output::reason(&e));
        refusal(message).hint("name a manifest or a folder with a book.yaml")
    })?;
    if (bytes.len() > LONGEST || std::str::from_utf8(&bytes).is_err()) && !has_manifest_name(&path)
    {
        return Err(text_for_manifest(&path).into());
    }
    if bytes.len() > LONGEST {
        let message = format!("`{}` is too long for a manifest", path.display());
        return Err(refusal(message)
            .hint("a manifest has up to 1 MB; the text stands in a file of its own")
            .into());
    }
    Ok(File::new(&path, &bytes))
}

/// The longest manifest, in bytes.
const LONGEST: usize = 1_000_000;

impl File {
    /// A manifest as read; its paths start from the folder it stands in.
    #[must_use]
    pub fn new(path: &Path, bytes: &[u8]) -> File {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let broken = std::str::from_utf8(bytes).err().map(|e| e.valid_up_to());
        let text = String::from_utf8_lossy(bytes).into_owned();
        File {
            source: Source::new(&path.display().to_string(), text),
            folder: path.parent().unwrap_or(Path::new("")).into(),
            broken,
        }
    }

    /// A message at a place of this file.
    fn at(&self, position: Position, fault: Diagnostic) -> Diagnostic {
        fault.at(Place::File {
            path: self.source.name().into(),
            line: position.line,
            column: position.column,
            length: 1,
        })
    }
}

/// Resolves a manifest.
///
/// # Errors
/// Every fault of the file: what is no UTF-8 or no YAML alone, or else all that is wrong with keys, values and files.
pub fn resolve(file: &File) -> Result<Warned<Manifest>, Diagnostics> {
    let node = read(file)?;
    let mut faults = Faults::default();
    let raw = raw::Raw::take(&node, &[], &mut faults);
    let manifest = raw.map(|raw| resolve::resolve(raw, &paths::Folder(&file.folder), &mut faults));
    let warnings = faults.settle(&file.source);
    match manifest {
        Some(value) if !warnings.has_errors() => Ok(Warned { value, warnings }),
        _ => Err(warnings),
    }
}

fn read(file: &File) -> Result<tree::Node, Diagnostic> {
    if let Some(offset) = file.broken {
        let fault = Diagnostic::error("not-utf-8", "the manifest is not UTF-8 from here on");
        let fault =
            fault.hint("save it as UTF-8; most editors ask for the encoding under `Save as`");
        return Err(file.at(file.source.position(offset as u32), fault));
    }
    let empty = || {
        let fault = Diagnostic::error("empty-manifest", "the manifest is empty");
        fault
            .hint("it needs at least `title:` and `text:`")
            .at(Place::Path(file.source.name().into()))
    };
    if file.source.text().trim().is_empty() {
        return Err(empty());
    }
    if let Some(fault) = yaml::control_character(file) {
        return Err(fault);
    }
    let read = tree::read(file.source.text());
    if !has_manifest_name(Path::new(file.source.name())) && !read.as_ref().is_ok_and(has_known_key)
    {
        return Err(text_for_manifest(Path::new(file.source.name())));
    }
    match read {
        Ok(tree::Node::Nothing) => Err(empty()),
        Ok(node) => Ok(node),
        Err(error) => Err(yaml::fault(file, &error)),
    }
}

/// Whether a file is called as manifests are; others may be manifests, too, if they look like one.
fn has_manifest_name(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    let is = |name: &str| extension.eq_ignore_ascii_case(name);
    extension.is_empty() || is("yaml") || is("yml") || is("json")
}

fn has_known_key(node: &tree::Node) -> bool {
    let known = |(name, _): &(String, tree::Node)| match keys() {
        Kind::Group(keys) => keys.iter().any(|key| key.name == name),
        _ => false,
    };
    matches!(node, tree::Node::Group(entries) if entries.iter().any(known))
}

/// What somebody is told who names a text where a manifest is wanted.
fn text_for_manifest(path: &Path) -> Diagnostic {
    let name = path.display().to_string();
    let quoted = match name.contains(char::is_whitespace) {
        true => format!("\"{name}\""),
        false => name.clone(),
    };
    let message = format!("`{name}` is a text, no manifest");
    Diagnostic::error("text-for-manifest", message)
        .hint(format!(
            "to make a book of it: `pamphleteer init {quoted}`, then `pamphleteer build`"
        ))
        .hint(format!(
            "to repair it and no more: `pamphleteer repair {quoted} -o repaired.md`"
        ))
        .at(Place::Path(path.into()))
}
