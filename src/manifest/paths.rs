//! Files that a manifest names. In: a name as typed. Out: a path inside the manifest's folder, and the file's bytes.

use super::names::{listed, nearest};
use crate::diagnostic::Diagnostic;
use crate::output;
use std::path::{Component, Path, PathBuf};

/// The folder of a manifest.
pub(super) struct Folder<'a>(pub &'a Path);

impl Folder<'_> {
    /// The path of a name, whether or not something is there; it must not lead out of the folder, by `..` or by a link.
    pub fn path(&self, name: &str) -> Result<PathBuf, Diagnostic> {
        let leaves = || {
            Diagnostic::error(
                "path-leaves-folder",
                format!("`{name}` leads out of the manifest's folder"),
            )
            .hint("put the file into the manifest's folder, and name it from there")
        };
        let mut depth = 0_i32;
        for component in Path::new(name).components() {
            match component {
                Component::Normal(_) => depth += 1,
                Component::CurDir => {}
                Component::ParentDir => depth -= 1,
                Component::RootDir | Component::Prefix(_) => return Err(leaves()),
            }
            if depth < 0 {
                return Err(leaves());
            }
        }
        let path = self.0.join(name);
        let home = if self.0.as_os_str().is_empty() {
            Path::new(".")
        } else {
            self.0
        };
        // Of a path that is not there yet, the folders that are may be links.
        let mut there = path.ancestors().filter_map(|path| path.canonicalize().ok());
        match (there.next(), home.canonicalize()) {
            (Some(there), Ok(home)) if !there.starts_with(&home) => Err(leaves()),
            _ => Ok(path),
        }
    }

    /// The path of a file that must be there.
    pub fn file(&self, name: &str) -> Result<PathBuf, Diagnostic> {
        let path = self.path(name)?;
        if path.is_dir() {
            return Err(Diagnostic::error(
                "missing-file",
                format!("`{name}` is a folder, not a file"),
            ));
        }
        if path.exists() {
            return Ok(path);
        }
        let fault = Diagnostic::error("missing-file", format!("there is no file `{name}`"));
        let others = neighbours(&path);
        let typed = path.file_name().unwrap_or_default().to_string_lossy();
        let near = nearest(&typed, others.iter().map(String::as_str), 3);
        if near.is_empty() {
            return Err(fault.hint(format!("files are looked for from `{}`", shown(self.0))));
        }
        Err(fault.hint(format!("did you mean {}?", listed(near, "or"))))
    }

    /// The bytes of a file.
    pub fn read(&self, name: &str) -> Result<(PathBuf, Vec<u8>), Diagnostic> {
        let path = self.file(name)?;
        let bytes = std::fs::read(&path).map_err(|e| {
            let message = format!("can't read `{name}`: {}", output::reason(&e));
            Diagnostic::error("missing-file", message)
        })?;
        Ok((path, bytes))
    }
}

/// The names of the files beside a path, sorted: a folder has no order of its own.
fn neighbours(path: &Path) -> Vec<String> {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok();
    let names = entries.into_iter().flatten().flatten();
    let mut names: Vec<String> = names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn shown(folder: &Path) -> String {
    if folder.as_os_str().is_empty() {
        "./".into()
    } else {
        format!("{}/", folder.display())
    }
}
