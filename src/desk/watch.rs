//! Waits for a change. In: files. Out: nothing, once one of them is not as it was; and what a person is told meanwhile.
//! The files are looked at twice a second: that works on every system and on network drives, and costs less than the eye
//! would notice.

use crate::pipeline::Report;
use crate::summary;
use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What files look like from outside.
#[derive(Debug, Default, PartialEq)]
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

    /// Whether the same files are looked at.
    pub fn are_of_the_files_of(&self, other: &Stamps) -> bool {
        let names = |stamps: &Stamps| -> Vec<PathBuf> {
            stamps.0.iter().map(|(path, _)| path.clone()).collect()
        };
        names(self) == names(other)
    }

    /// Waits until one is changed, made or gone.
    pub fn wait(&self) {
        while self.is_current() {
            sleep(Duration::from_millis(500));
        }
    }

    /// Whether they are as they were.
    pub fn is_current(&self) -> bool {
        let files = self.0.iter().map(|(path, _)| path.clone());
        Stamps::of(files) == *self
    }
}

/// What is watched, and how it ends.
pub(super) fn watching(reports: &[Report]) -> String {
    let inputs = reports.iter().flat_map(|report| &report.inputs);
    let mut names: Vec<String> = inputs.map(|path| path.display().to_string()).collect();
    names.sort();
    names.dedup();
    let more = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    let more = match more {
        0 => String::new(),
        n => format!(" and {n} more files"),
    };
    let names = match names.is_empty() {
        true => "the manifest".to_owned(),
        false => names.join(", "),
    };
    format!(
        "watching {names}{more}; editions and proof are made anew when one changes. Ctrl-C to stop\n"
    )
}

/// So many files are named.
const MOST_NAMES: usize = 6;

/// A line on a book that was just made: when, how it went, how long the round took; nothing of one that is as it was.
pub(super) fn line(report: &Report, took: Duration) -> String {
    if report.unchanged.is_some() {
        return String::new();
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |now| now.as_secs()) % 86_400;
    let (hour, minute, second) = (now / 3600, now / 60 % 60, now % 60);
    let said = summary::line(report);
    format!(
        "[{hour:02}:{minute:02}:{second:02} UTC] {said} ({:.1} s)\n",
        took.as_secs_f64()
    )
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
