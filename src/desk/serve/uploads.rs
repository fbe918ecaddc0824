//! Files that are dropped. In: a name and bytes. Out: a new file in the folder; never one outside of it, never over
//! another, and no link is followed.

use super::http::Reply;
use super::routes::Asked;
use crate::output;
use serde_json::json;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// The longest name, in bytes, that file systems take, less what temporary names add.
const LONGEST: usize = 200;

/// Puts a file into the folder.
pub fn take(asked: &Asked<'_>) -> Reply {
    let name = asked.query.iter().find(|(key, _)| key == "name");
    let name = name.map_or("", |(_, name)| name.as_str());
    let refused = |status: u16, why: String| Reply::json(status, &json!({"error": why}));
    if let Some(why) = fault(name) {
        return refused(422, format!("`{name}` {why}"));
    }
    if asked.body.is_empty() {
        return refused(422, format!("`{name}` is empty"));
    }
    match write_new(&asked.bench.home.join(name), &asked.body) {
        Ok(()) => Reply::json(201, &json!({"name": name, "bytes": asked.body.len()})),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => refused(
            409,
            format!(
                "`{name}` is there already: it is left as it is; give the new one another name"
            ),
        ),
        Err(e) => refused(500, format!("can't write `{name}`: {}", output::reason(&e))),
    }
}

/// Why a name is none for a file of the folder.
fn fault(name: &str) -> Option<&'static str> {
    let is_plain = !name.contains(['/', '\\', ':', '\0'])
        && Path::new(name).file_name().is_some_and(|file| file == name);
    let extension = Path::new(name).extension().unwrap_or_default();
    match () {
        () if name.is_empty() => Some("is no name"),
        () if !is_plain => Some("is no plain file name"),
        () if name.starts_with('.') => Some("begins with a stop: such files are hidden"),
        () if name.len() > LONGEST => Some("is too long a name"),
        () if name.chars().any(char::is_control) => Some("has control characters in its name"),
        () if ["yaml", "yml"]
            .iter()
            .any(|yaml| extension.eq_ignore_ascii_case(yaml)) =>
        {
            Some("is a manifest: put it into the folder by hand, and open the desk there")
        }
        () => None,
    }
}

/// Writes a file that is not there yet. What breaks off is taken away again.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = std::fs::remove_file(path);
    }
    written
}

/// The plain files of a folder that may be texts or pictures, by name. Links are none.
///
/// # Errors
/// What the system says where the folder can't be read.
pub fn listed(folder: &Path) -> io::Result<Vec<(String, u64)>> {
    let entries = std::fs::read_dir(folder)?.flatten();
    let file = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let data = std::fs::symlink_metadata(entry.path()).ok()?;
        (data.is_file() && fault(&name).is_none()).then_some((name, data.len()))
    };
    let mut files: Vec<(String, u64)> = entries.filter_map(file).collect();
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_taken() {
        for name in [
            "",
            ".",
            "..",
            "../a.txt",
            "/etc/passwd",
            "a/b.txt",
            "a\\b.txt",
            "C:a.txt",
            ".bashrc",
            "book.yaml",
            "a\n.txt",
            "a/",
        ] {
            assert!(fault(name).is_some(), "{name}");
        }
        for name in ["a.txt", "Ünïcode text.md", "a..b.txt", "no-extension"] {
            assert_eq!(fault(name), None, "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed_and_nothing_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let (there, link) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        std::os::unix::fs::symlink(folder.path().join("outside"), &link).expect("a link");
        std::fs::write(&there, "old").expect("a file");
        for path in [&there, &link] {
            let refused = write_new(path, b"new").expect_err("something is there");
            assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        }
        assert!(!folder.path().join("outside").exists());
        let files = listed(folder.path()).expect("the folder");
        assert_eq!(files, [("a.txt".to_string(), 3)]);
    }
}
