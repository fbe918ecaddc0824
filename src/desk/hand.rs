//! What a hand has been at. In: a file that is about to be written, and the hash that stands beside it from the last time.
//! Out: leave to write, or a refusal: what somebody has corrected is not written over unless they say so.
//!
//! The hash stands in a hidden file beside the text, not in it: what is printed and what is written are the same bytes.

use crate::diagnostic::{Diagnostic, Place};
use crate::output::{self, Document};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Whether a file may be written by a command: it is not there, it is no file but a device, it is empty (as `mktemp` makes
/// one), it has these very bytes, or it is as the last repair, or whatever the command does, left it.
///
/// # Errors
/// `changed-by-hand`.
pub(super) fn may_write(path: &Path, bytes: &[u8], command: &str) -> Result<(), Diagnostic> {
    if !path.is_file() {
        return Ok(());
    }
    let Ok(found) = fs::read(path) else {
        // Whoever writes it will say why it can't be.
        return Ok(());
    };
    let mark = fs::read_to_string(mark(path)).unwrap_or_default();
    if found.is_empty() || found == bytes || mark.trim() == hash(&found) {
        return Ok(());
    }
    let message = match mark.is_empty() {
        true => format!(
            "`{}` is there already, and `{command}` did not write it",
            path.display()
        ),
        false => format!(
            "`{}` was changed by hand since it was written",
            path.display()
        ),
    };
    let fault = Diagnostic::error("changed-by-hand", message).at(Place::Path(path.into()));
    Err(fault.hint("`--force` writes over it; `-o` with another name keeps both"))
}

/// Remembers what was written. Where it can't be, the next repair asks.
pub(super) fn remember(path: &Path, bytes: &[u8]) {
    if path.is_file() {
        let document = Document {
            path: mark(path),
            bytes: format!("{}\n", hash(bytes)).into_bytes().into(),
        };
        let _ = output::write(&[document]);
    }
}

fn mark(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.made"))
}

fn hash(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash[..16].iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_ours_is_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        let may = |bytes: &[u8]| may_write(&path, bytes, "repair").is_ok();
        assert!(may(b"one"), "nothing is there");
        fs::write(&path, "").expect("a file");
        assert!(may(b"one"), "an empty file holds nobody's work");
        fs::write(&path, "one").expect("a file");
        assert!(may(b"one") && !may(b"two"), "somebody's file");
        remember(&path, b"one");
        assert!(may(b"two"), "as it was left");
        fs::write(&path, "one, by hand").expect("a file");
        assert!(!may(b"two"));
    }
}
