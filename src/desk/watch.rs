//! Waits for a change. In: files. Out: nothing, once one of them is not as it was. They are looked at twice a second: that
//! works on every system and on network drives, and costs less than the eye would notice.

use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// What files look like from outside.
#[derive(Debug, PartialEq)]
pub(super) struct Stamps(Vec<(PathBuf, Option<Stamp>)>);

/// Time of the last change and length; None for what is not there.
type Stamp = (Option<SystemTime>, u64);

impl Stamps {
    /// The files as they are now. A folder stands for its book.yaml.
    pub fn of(files: impl Iterator<Item = PathBuf>) -> Stamps {
        let manifest = |path: PathBuf| {
            if path.is_dir() {
                path.join("book.yaml")
            } else {
                path
            }
        };
        let stamped = files.map(manifest).map(|path| {
            let data = fs::metadata(&path).ok();
            let stamp = data.map(|data| (data.modified().ok(), data.len()));
            (path, stamp)
        });
        Stamps(stamped.collect())
    }

    /// Waits until one is changed, made or gone.
    pub fn wait(&self) {
        while self.is_current() {
            sleep(Duration::from_millis(500));
        }
    }

    fn is_current(&self) -> bool {
        let files = self.0.iter().map(|(path, _)| path.clone());
        Stamps::of(files) == *self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_noticed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (text, other) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        fs::write(&text, "one").expect("a text");
        let stamps = Stamps::of([text.clone(), other.clone()].into_iter());
        assert!(stamps.is_current());
        fs::write(&other, "").expect("a new file");
        assert!(!stamps.is_current());
        let stamps = Stamps::of([text.clone(), other].into_iter());
        fs::write(&text, "three").expect("another text");
        assert!(!stamps.is_current());
    }
}
