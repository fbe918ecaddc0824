//! Whether a book has to be made again. In: a manifest, what it names, and the files that the last build left. Out: a
//! [`Stamp`], kept beside the editions as `.NAME.made`; a book whose stamp is true of the disk is left as it is.
//!
//! Nothing is believed by its time: inputs and outputs are compared by their bytes. A stamp is written behind the files
//! that it speaks of, so a build that was cut off has none that is true.

use super::report::Tally;
use super::{Report, Trouble};
use crate::book::Book;
use crate::manifest::settings::Family;
use crate::manifest::{Manifest, Settings};
use crate::output::{self, Document};
use crate::store::Data;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

/// Files, named from the folder of their stamp, and the hash of each.
pub(super) type Files = BTreeMap<String, String>;

/// What the last build of a book left.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// The hash of all that the editions are made from, and of the program.
    pub key: String,
    /// The manifest, named from the stamp's folder.
    pub manifest: String,
    /// The title, as the editions have it.
    pub title: String,
    /// The language, which may have been guessed.
    pub language: String,
    /// What was said of the book.
    pub tally: Tally,
    /// The files of the pictures in the texts; one that was not there has no hash.
    #[serde(default)]
    pub pictures: Files,
    /// The files that were written.
    pub files: Files,
    /// Files of earlier builds under the same name that no build writes any more.
    #[serde(default)]
    pub left: Files,
}

impl Stamp {
    /// The stamp's own file.
    pub fn path(manifest: &Manifest) -> PathBuf {
        manifest.out.join(format!(".{}{ENDING}", manifest.slug))
    }

    /// A stamp on the disk; none where there is none that can be read.
    pub fn read(path: &Path) -> Option<Stamp> {
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    /// The stamp of the last build, if it was of the same inputs and its files are as it left them.
    pub fn current(manifest: &Manifest, key: &str) -> Option<Stamp> {
        let stamp = Stamp::read(&Stamp::path(manifest))?;
        let is_there =
            |(name, hash): (&String, &String)| is_unchanged(&manifest.out.join(name), hash);
        let is_same = |(name, hash): (&String, &String)| {
            let path = manifest.out.join(name);
            match hash.as_str() {
                "" => !path.exists(),
                hash => is_unchanged(&path, hash),
            }
        };
        let is_current = stamp.key == key
            && stamp.files.iter().all(is_there)
            && stamp.pictures.iter().all(is_same);
        is_current.then_some(stamp)
    }

    /// The stamp of a build that is about to write some documents.
    pub fn of(
        manifest: &Manifest,
        key: String,
        book: &Book,
        (documents, report): (&[Document], &Report),
    ) -> Stamp {
        let named = |path: &Path| {
            let folder = path.parent().unwrap_or(Path::new(""));
            joined(&way(&manifest.out, folder), &file_name(path))
        };
        let files = documents
            .iter()
            .map(|d| (named(&d.path), hash_of(&d.bytes)));
        let pictures = report.pictures.iter().map(|(path, id)| {
            let hash = id.map(|id| id.to_string());
            (named(path), hash.unwrap_or_default())
        });
        Stamp {
            key,
            title: book.title(),
            language: book.meta.language.clone(),
            files: files.collect(),
            pictures: pictures.collect(),
            ..Stamp::default()
        }
    }

    /// Writes it, now that its files are written. One that can't be written costs the next build its time, nothing else.
    pub fn keep(mut self, manifest: &Manifest, report: &Report) {
        let path = Stamp::path(manifest);
        if report.leaves(&path) {
            return;
        }
        let named = PathBuf::from(&report.name);
        let file = if named.is_dir() {
            named.join("book.yaml")
        } else {
            named
        };
        let folder = file.parent().unwrap_or(Path::new(""));
        self.manifest = joined(&way(&manifest.out, folder), &file_name(&file));
        self.tally = report.tally();
        if let Some(old) = Stamp::read(&path).filter(|old| old.manifest == self.manifest) {
            let old = old.files.into_iter().chain(old.left);
            let left = old.filter(|(name, _)| {
                !self.files.contains_key(name) && manifest.out.join(name).exists()
            });
            self.left = left.collect();
        }
        self.write(&path);
    }

    /// Writes it as it is.
    pub fn write(&self, path: &Path) {
        let bytes = serde_json::to_vec_pretty(self).expect("strings and numbers are JSON");
        let path = path.to_owned();
        let _ = output::write(&[Document {
            path,
            bytes: bytes.into(),
        }]);
    }
}

/// How the names of stamps end.
pub(super) const ENDING: &str = ".made";

/// Whether a file is there and has this hash.
pub(super) fn is_unchanged(path: &Path, wanted: &str) -> bool {
    fs::read(path).is_ok_and(|bytes| hash(&bytes) == wanted)
}

fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The same; none that is true of data which can't be read.
pub(super) fn hash_of(data: &Data) -> String {
    let mut sum = Sha256::new();
    let read = data.each(|part| {
        sum.update(part);
        Ok(())
    });
    read.map_or_else(|_| String::new(), |()| hex(&sum.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    bytes[..16].iter().map(|b| format!("{b:02x}")).collect()
}

/// The hash of all that a book's editions hang on: the program, the manifest, the texts, the cover, the fonts, and what was
/// asked for on the command line.
///
/// # Errors
/// [`Trouble::Source`] where a text can't be read; who reads it next will say why.
pub(super) fn key(manifest: &Manifest, report: &Report) -> Result<String, Trouble> {
    let mut sum = Sha256::new();
    let mut add = |part: &[u8]| {
        sum.update((part.len() as u64).to_le_bytes());
        sum.update(part);
    };
    let settings = &manifest.settings;
    add(program().as_bytes());
    add(report.files[0].text().as_bytes());
    add(format!("{:?}", options(manifest, settings)).as_bytes());
    for text in &manifest.texts {
        add(text.name.as_bytes());
        if text.words.is_none() {
            add(&fs::read(&text.path).map_err(|_| Trouble::Source)?);
        }
    }
    if let Some(cover) = &settings.cover {
        add(&cover.data);
    }
    if let Family::Files(files) = &settings.page.family {
        files.iter().flatten().for_each(|font| add(font));
    }
    settings.page.fonts.iter().for_each(|font| add(font));
    if let Some(profile) = &settings.press.profile {
        add(profile.bytes());
    }
    Ok(hex(&sum.finalize()))
}

/// What neither the manifest nor its files say and yet reaches an edition.
fn options(manifest: &Manifest, settings: &Settings) -> impl std::fmt::Debug {
    (settings.ocr, settings.source_date, manifest.is_shelved)
}

/// The program's version, and the file it runs from by length and time: one built from newer sources may have the same version.
fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let file = std::env::current_exe().and_then(fs::metadata).ok();
        let file = file.map(|file| (file.len(), file.modified().ok()));
        format!("{} {file:?}", env!("CARGO_PKG_VERSION"))
    })
}

/// The way from one folder to another, by `/`; the folder itself, in full, where there is none.
fn way(from: &Path, to: &Path) -> String {
    let [Some(from), Some(to)] = [from, to].map(real) else {
        return to.display().to_string();
    };
    let shared = from.components().zip(to.components());
    let shared = shared.take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return to.display().to_string();
    }
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to.components().skip(shared);
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// A folder without links and `..`, whether it is there yet or not.
fn real(folder: &Path) -> Option<PathBuf> {
    let here = Path::new(".");
    let folder = if folder.as_os_str().is_empty() {
        here
    } else {
        folder
    };
    let folder = std::path::absolute(folder).ok()?;
    let mut there = folder.as_path();
    loop {
        if let Ok(real) = there.canonicalize() {
            return Some(real.join(folder.strip_prefix(there).ok()?));
        }
        there = there.parent()?;
        if matches!(there.components().next_back(), Some(Component::RootDir)) && !there.exists() {
            return None;
        }
    }
}

/// A path's last part as text.
fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn joined(way: &str, name: &str) -> String {
    if way.is_empty() {
        name.into()
    } else {
        format!("{way}/{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_lead_up_and_down() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        assert_eq!(way(&at("out"), &at("out")), "");
        assert_eq!(way(&at("out"), &at("")), "..");
        assert_eq!(way(&at("shelf/tract"), &at("a/out")), "../../a/out");
    }

    #[test]
    fn a_file_is_known_by_its_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.txt");
        fs::write(&file, "one").expect("a file");
        let old = hash(b"one");
        assert!(is_unchanged(&file, &old));
        fs::write(&file, "two").expect("a file");
        assert!(!is_unchanged(&file, &old));
        assert!(!is_unchanged(&folder.path().join("b.txt"), &old));
    }
}
