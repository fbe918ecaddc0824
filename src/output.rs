//! The only door to the disk. In: files with their bytes. Out: all of them, whole, or none: each is written to a
//! temporary file beside its place, forced to the disk, and only then given its name. A link keeps pointing where it
//! does; devices and pipes are written to as they are. What a program left that was killed meanwhile is taken away by
//! the next that writes there.

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::store::Data;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A file to write.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where.
    pub path: PathBuf,
    /// What.
    pub bytes: Data,
}

/// Writes some files. Only when the disk has taken all of them does the first get its name, so that a full disk leaves
/// the files of the last build as they were. Folders are made where they are missing.
///
/// # Errors
/// What the disk refused, for each file; then nothing was given a name, and no temporary file is left.
pub fn write(documents: &[Document]) -> Result<(), Diagnostics> {
    let staged: Vec<Result<Staged<'_>, Diagnostic>> = documents.iter().map(stage).collect();
    if staged.iter().any(Result::is_err) {
        return Err(Diagnostics(
            staged.into_iter().filter_map(Result::err).collect(),
        ));
    }
    for file in staged.into_iter().flatten() {
        file.finish()?;
    }
    Ok(())
}

/// What can still be undone.
enum Staged<'a> {
    /// A file whose bytes are on the disk under another name.
    Named(Named),
    /// A device or a pipe, which nothing has been written to.
    Special(&'a Document),
}

/// A file under a temporary name; removed when dropped without [`Named::give`]. While it is open it is locked.
struct Named {
    file: File,
    temporary: PathBuf,
    path: PathBuf,
}

fn stage(document: &Document) -> Result<Staged<'_>, Diagnostic> {
    let path = &document.path;
    let refused = |e: io::Error| refusal(path, &e);
    // A file given the name of a device or a link would take its place.
    let path = match fs::metadata(path) {
        Ok(found) if !found.is_file() && !found.is_dir() => {
            return Ok(Staged::Special(document));
        }
        Ok(_) => &fs::canonicalize(path).map_err(refused)?,
        Err(_) => path,
    };
    let folder = folder(path);
    fs::create_dir_all(folder).map_err(|e| refusal(folder, &e))?;
    if path.is_dir() {
        let message = format!("can't write `{}`: it is a folder", path.display());
        return Err(Diagnostic::error("unwritable", message).at(Place::Path(path.clone())));
    }
    sweep(path);
    let (file, temporary) = create(path).map_err(refused)?;
    let path = path.clone();
    let mut staged = Named {
        file,
        temporary,
        path,
    };
    document
        .bytes
        .each(|part| staged.file.write_all(part))
        .map_err(refused)?;
    staged.file.sync_all().map_err(refused)?;
    Ok(Staged::Named(staged))
}

impl Staged<'_> {
    fn finish(self) -> Result<(), Diagnostic> {
        match self {
            Staged::Named(file) => file.give(),
            Staged::Special(Document { path, bytes }) => {
                let opened = OpenOptions::new().write(true).open(path);
                let written = opened.and_then(|mut file| bytes.each(|part| file.write_all(part)));
                written.map_err(|e| refusal(path, &e))
            }
        }
    }
}

impl Named {
    fn give(self) -> Result<(), Diagnostic> {
        fs::rename(&self.temporary, &self.path).map_err(|e| refusal(&self.path, &e))?;
        // The new name reaches the disk with its folder. Not every system can open one: then it goes when the system likes.
        if let Ok(folder) = File::open(folder(&self.path)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Drop for Named {
    /// After [`Named::give`] there is nothing left under the temporary name.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.temporary);
    }
}

/// A new file beside `path` that nobody else writes to, locked.
fn create(path: &Path) -> io::Result<(File, PathBuf)> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    loop {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let temporary = format!(".{name}.{}-{count}{TEMPORARY}", std::process::id());
        let temporary = path.with_file_name(temporary);
        let made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&temporary);
        match made {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
            // Between making and locking it another program may have swept it away. A disk without locks is never swept.
            Ok(file) => match file.try_lock() {
                Err(TryLockError::WouldBlock) => {}
                _ if !temporary.exists() => {}
                _ => return Ok((file, temporary)),
            },
        }
    }
}

/// How temporary names end: a stop, the process, a count, and this.
const TEMPORARY: &str = ".tmp";

/// Takes away the temporary files of a path that nobody has open: whoever wrote them was killed.
fn sweep(path: &Path) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let begin = format!(".{name}.");
    let is_temporary = |found: &str| {
        let numbers = found.strip_prefix(&begin);
        let numbers = numbers.and_then(|rest| rest.strip_suffix(TEMPORARY));
        let numbers = numbers.and_then(|numbers| numbers.split_once('-'));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        numbers.is_some_and(|(process, count)| is_number(process) && is_number(count))
    };
    for found in fs::read_dir(folder(path)).into_iter().flatten().flatten() {
        let is_plain = found.file_type().is_ok_and(|kind| kind.is_file());
        if !is_plain || !is_temporary(&found.file_name().to_string_lossy()) {
            continue;
        }
        if let Ok(file) = File::open(found.path())
            && file.try_lock().is_ok()
        {
            let _ = fs::remove_file(found.path());
        }
    }
}

/// The place of a path with all links followed, whether or not something is there yet; None where a link leads nowhere.
pub(crate) fn real(path: &Path) -> Option<PathBuf> {
    if let Ok(place) = path.canonicalize() {
        return Some(place);
    }
    let is_link = fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink());
    let name = path.file_name().filter(|_| !is_link)?;
    Some(real(folder(path))?.join(name))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn refusal(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("can't write `{}`: {}", path.display(), reason(error));
    let refusal = Diagnostic::error("unwritable", message).at(Place::Path(path.into()));
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            refusal.hint("give yourself the right to write there, or name another folder")
        }
        io::ErrorKind::StorageFull => {
            refusal.hint("make room on the disk; the files of the last build are as they were")
        }
        _ => refusal,
    }
}

/// The system's reason without its number: lower case, no full stop.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text
        .split(" (os error")
        .next()
        .unwrap_or_default()
        .to_string();
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !letters.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(path: PathBuf, bytes: &[u8]) -> Document {
        let bytes = bytes.into();
        Document { path, bytes }
    }

    #[test]
    fn all_or_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let good = folder.path().join("a.txt");
        let bad = folder.path().join("b.txt");
        fs::create_dir(&bad).expect("a folder in the way");
        fs::write(&good, "old").expect("a file");
        let documents = [document(good.clone(), b"new"), document(bad, b"new")];
        assert_eq!(
            write(&documents).expect_err("a folder in the way").0.len(),
            1
        );
        assert_eq!(fs::read(&good).expect("the old file"), b"old");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 2);
        write(&documents[..1]).expect("room");
        assert_eq!(fs::read(&good).expect("the new file"), b"new");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 2);
    }

    #[test]
    fn what_a_killed_program_left_is_taken_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let left = [".a.txt.1-0.tmp", ".a.txt.99999999-12.tmp"];
        let others = [
            ".a.txt.tmp",
            ".a.txt.1-.tmp",
            ".a.txt.x-1.tmp",
            ".b.txt.1-0.tmp",
            "a.txt.1-0.tmp",
        ];
        for name in left.iter().chain(&others) {
            fs::write(at(name), "half").expect("a file");
        }
        // Somebody is at work on this one.
        let (_file, busy) = create(&at("a.txt")).expect("a file");
        write(&[document(at("a.txt"), b"new")]).expect("room");
        assert!(busy.exists() && left.iter().all(|name| !at(name).exists()));
        assert!(others.iter().all(|name| at(name).exists()));
    }

    /// What would be lost if a file took the place of a link, or of the null device.
    #[cfg(unix)]
    #[test]
    fn links_and_devices_stay_what_they_are() {
        use std::os::unix::fs::{FileTypeExt, symlink};

        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("a.txt"), folder.path().join("link.txt"));
        fs::write(&file, "old").expect("a file");
        symlink(&file, &link).expect("a link");
        write(&[document(link.clone(), b"new")]).expect("room");
        assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
        assert_eq!(fs::read(&file).expect("the new file"), b"new");

        // By a link of our own: if this fails, the machine keeps its null device.
        let null = folder.path().join("null");
        symlink("/dev/null", &null).expect("a link");
        write(&[document(null.clone(), b"new")]).expect("a device takes all");
        assert!(fs::symlink_metadata(&null).expect("the link").is_symlink());
        let device = fs::metadata(&null).expect("the device");
        assert!(device.file_type().is_char_device());
    }
}
