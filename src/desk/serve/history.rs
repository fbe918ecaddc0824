//! The way back. In: each change of book.yaml. Out: the text before it, and after it again; kept beside the manifest as
//! `.NAME.undo`, so that it outlives the desk.
//!
//! A step is what was cut out and put in at one place, with the hashes of the texts before and behind: it can be taken
//! only where the text is the one that it left. The file is written before the manifest is; [`History::settled`] puts
//! right what a desk left that ended between the two.

use crate::output::{self, Document};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Steps that are kept.
const MOST: usize = 500;
/// Bytes of the file; the oldest steps go first. Some thousand answers take less.
const LONGEST: usize = 1_000_000;

/// The steps that were done, and those that were taken back; the last one last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// A change of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    /// The byte at which it acted.
    at: usize,
    /// What stood there before.
    cut: String,
    /// What stood there after.
    put: String,
    /// The hash of the text before.
    before: String,
    /// The hash of the text after.
    after: String,
}

impl History {
    /// The history that stands beside a manifest; an empty one where there is none that can be read.
    #[must_use]
    pub fn read(manifest: &Path) -> History {
        let path = file(manifest);
        let data = std::fs::symlink_metadata(&path).ok();
        let is_ours = data.is_some_and(|data| data.is_file() && data.len() <= 2 * LONGEST as u64);
        let bytes = is_ours.then(|| std::fs::read(&path).ok()).flatten();
        let read = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let history: History = read.unwrap_or_default();
        let text = std::fs::read_to_string(manifest).unwrap_or_default();
        history.settled(&text)
    }

    /// Writes it. One that can't be written costs the way back, nothing else; and no link is followed.
    pub fn keep(&self, manifest: &Path) {
        let path = file(manifest);
        if std::fs::symlink_metadata(&path).is_ok_and(|data| !data.is_file()) {
            return;
        }
        let bytes = serde_json::to_vec(self).expect("strings and numbers are JSON");
        let _ = output::write(&[Document {
            path,
            bytes: bytes.into(),
        }]);
    }

    /// The history as it is true of a text: the last step may have been written here and never done there.
    #[must_use]
    fn settled(mut self, text: &str) -> History {
        let now = hash(text);
        let is_after = |step: Option<&Step>| step.is_some_and(|step| step.after == now);
        if is_after(self.done.last()) {
            return self;
        }
        if self.done.last().is_some_and(|step| step.before == now) {
            self.undone.extend(self.done.pop());
        } else if is_after(self.undone.last()) {
            self.done.extend(self.undone.pop());
        }
        self
    }

    /// Whether a step can be taken back, and one taken back be done again.
    #[must_use]
    pub fn can(&self) -> (bool, bool) {
        (!self.done.is_empty(), !self.undone.is_empty())
    }

    /// Enters a change.
    pub fn enter(&mut self, before: &str, after: &str) {
        self.undone.clear();
        self.done.push(Step::of(before, after));
        let bytes = |step: &Step| step.cut.len() + step.put.len();
        let mut all: usize = self.done.iter().map(bytes).sum();
        let mut over = self.done.len().saturating_sub(MOST);
        all -= self.done[..over].iter().map(bytes).sum::<usize>();
        while all > LONGEST / 2 && over < self.done.len() {
            all -= bytes(&self.done[over]);
            over += 1;
        }
        self.done.drain(..over);
    }

    /// Forgets the last changes: they never were.
    pub fn forget(&mut self, steps: usize) {
        self.done.truncate(self.done.len().saturating_sub(steps));
    }

    /// The text before the last change, or after the last that was taken back.
    ///
    /// # Errors
    /// Why there is none, in words.
    pub fn step(&mut self, text: &str, is_back: bool) -> Result<String, &'static str> {
        let History { done, undone } = self;
        let (from, to) = match is_back {
            true => (done, undone),
            false => (undone, done),
        };
        let step = from.last().ok_or("there is nothing to take back")?;
        let other = step
            .taken(text, is_back)
            .ok_or("book.yaml was changed by another program since: take that back there first")?;
        to.extend(from.pop());
        Ok(other)
    }
}

impl Step {
    fn of(before: &str, after: &str) -> Step {
        let same = |(one, other): &(char, char)| one == other;
        let head = before.chars().zip(after.chars()).take_while(same);
        let head: usize = head.map(|(c, _)| c.len_utf8()).sum();
        let (cut, put) = (&before[head..], &after[head..]);
        let tail = cut.chars().rev().zip(put.chars().rev()).take_while(same);
        let tail: usize = tail.map(|(c, _)| c.len_utf8()).sum();
        Step {
            at: head,
            cut: cut[..cut.len() - tail].into(),
            put: put[..put.len() - tail].into(),
            before: hash(before),
            after: hash(after),
        }
    }

    /// The text on the other side of the step; None where this one is not on it.
    fn taken(&self, text: &str, is_back: bool) -> Option<String> {
        let (here, there, from, to) = match is_back {
            true => (&self.after, &self.before, &self.put, &self.cut),
            false => (&self.before, &self.after, &self.cut, &self.put),
        };
        let rest = text.get(self.at..)?.strip_prefix(from.as_str())?;
        let other = format!("{}{to}{rest}", &text[..self.at]);
        (hash(text) == *here && hash(&other) == *there).then_some(other)
    }
}

/// The file of a manifest's history.
fn file(manifest: &Path) -> PathBuf {
    let name = manifest.file_name().unwrap_or_default().to_string_lossy();
    manifest.with_file_name(format!(".{name}.undo"))
}

fn hash(text: &str) -> String {
    let hash = Sha256::digest(text);
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 4] = ["title: Ä\n", "title: Ö\n", "title: Ö\nend: x\n", "x\n"];

    fn history() -> History {
        let mut history = History::default();
        TEXTS
            .windows(2)
            .for_each(|two| history.enter(two[0], two[1]));
        history
    }

    #[test]
    fn all_the_way_back_and_forth() {
        let mut history = history();
        for (at, is_back) in [
            (2, true),
            (1, true),
            (0, true),
            (1, false),
            (2, false),
            (1, true),
        ] {
            let from = if is_back {
                TEXTS[at + 1]
            } else {
                TEXTS[at - 1]
            };
            assert_eq!(history.step(from, is_back), Ok(TEXTS[at].into()), "{at}");
        }
        assert!(history.step("title: by hand\n", true).is_err());
        assert_eq!(history.can(), (true, true));
        history.enter(TEXTS[1], "other");
        assert_eq!(history.can(), (true, false));
    }

    #[test]
    fn it_outlives_the_desk_wherever_that_ended() {
        let folder = tempfile::tempdir().expect("a folder");
        let manifest = folder.path().join("book.yaml");
        let write = |text: &str| std::fs::write(&manifest, text).expect("a manifest");
        history().keep(&manifest);
        write(TEXTS[3]);
        assert_eq!(History::read(&manifest), history());
        // It ended before the manifest was written: the last change was none, and can be done again.
        write(TEXTS[2]);
        let mut cut_off = History::read(&manifest);
        assert_eq!(cut_off.step(TEXTS[2], false), Ok(TEXTS[3].into()));
        // The same, of a step back.
        let mut back = history();
        back.step(TEXTS[3], true).expect("a step");
        back.keep(&manifest);
        write(TEXTS[3]);
        assert_eq!(History::read(&manifest), history());
        std::fs::write(file(&manifest), "{").expect("a file");
        assert_eq!(History::read(&manifest), History::default());
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let mut history = History::default();
        let texts = ["a".repeat(LONGEST / 8), "b".repeat(LONGEST / 8)];
        for at in 0..20 {
            history.enter(&texts[at % 2], &texts[(at + 1) % 2]);
        }
        assert_eq!(history.done.len(), 2);
        (0..2 * MOST).for_each(|at| history.enter(&at.to_string(), &(at + 1).to_string()));
        assert_eq!(history.done.len(), MOST);
        history.enter("", &"c".repeat(LONGEST));
        assert_eq!(history.can(), (false, false));
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (manifest, other) = (folder.path().join("book.yaml"), folder.path().join("other"));
        std::os::unix::fs::symlink(&other, file(&manifest)).expect("a link");
        history().keep(&manifest);
        assert!(!other.exists());
        std::fs::write(&other, serde_json::to_vec(&history()).expect("JSON")).expect("a file");
        assert_eq!(History::read(&manifest), History::default());
    }
}
