//! What was recognised before. In: a file's bytes, and all else that a reading hangs on. Out: a folder of its own for their
//! hash, with a file for each page that was read.
//!
//! A cache that can't be written costs time and nothing else.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// The pages of one file, read in one way.
pub(super) struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache of a file; `manner` is all else that its pages hang on.
    pub fn of(bytes: &[u8], manner: &[&str]) -> Cache {
        let mut hash = Sha256::new();
        for part in manner {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.update(bytes);
        let hash = hash.finalize();
        let key: String = hash[..16].iter().map(|b| format!("{b:02x}")).collect();
        Cache {
            folder: root().join("ocr").join(key),
        }
    }

    /// A page that was read before, counted from 0.
    pub fn get(&self, page: usize) -> Option<Vec<u8>> {
        fs::read(self.file(page)).ok()
    }

    /// Keeps a page. It is written beside its place first: nobody sees half of one.
    pub fn put(&self, page: usize, hocr: &[u8]) {
        let part = self.folder.join(own("part"));
        let is_kept = fs::create_dir_all(&self.folder)
            .and_then(|()| fs::write(&part, hocr))
            .and_then(|()| fs::rename(&part, self.file(page)));
        if is_kept.is_err() {
            let _ = fs::remove_file(&part);
        }
    }

    fn file(&self, page: usize) -> PathBuf {
        self.folder.join(format!("{:05}.hocr", page + 1))
    }
}

/// A name that no other process or thread uses.
pub(super) fn own(ending: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{}-{count}.{ending}", std::process::id())
}

/// The folder for what can be made anew: `PAMPHLETEER_CACHE`, else as the XDG Base Directory Specification has it.
pub(super) fn root() -> PathBuf {
    let said = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let named = said("PAMPHLETEER_CACHE").map(PathBuf::from);
    let base = || said("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || said("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let base = || base().or_else(home).unwrap_or_else(std::env::temp_dir);
    named.unwrap_or_else(|| base().join("pamphleteer"))
}
