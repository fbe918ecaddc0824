//! A book to begin with. In: the name of a folder and of a row of [`TEMPLATES`]. Out: the folder, with a manifest and a text
//! that builds as it is.

use crate::diagnostic::{Diagnostic, Place};
use crate::output::Document;
use crate::pipeline::{self, Report, Trouble};
use std::path::Path;

/// A row of the table: a kind of book.
pub(crate) struct Template {
    /// Its name on the command line.
    pub name: &'static str,
    /// A line for `list templates`.
    pub about: &'static str,
    /// The files: name and words; `{title}` is the folder's name.
    files: &'static [(&'static str, &'static str)],
}

/// The kinds of book that can be begun. The first is taken where none is named.
pub(crate) const TEMPLATES: &[Template] = &[
    Template {
        name: "pamphlet",
        about: "a text of your own in Markdown, with headings, a note and a quotation",
        files: &[
            ("book.yaml", include_str!("new/pamphlet.yaml")),
            ("text.md", include_str!("new/pamphlet.md")),
        ],
    },
    Template {
        name: "repair",
        about: "a text that somebody pulled out of a PDF or a scan; put yours in the place of the sample",
        files: &[
            ("book.yaml", include_str!("new/repair.yaml")),
            ("text.txt", include_str!("new/repair.txt")),
        ],
    },
    Template {
        name: "zine",
        about: "eight small pages on one sheet, cut once and folded",
        files: &[
            ("book.yaml", include_str!("new/zine.yaml")),
            ("text.md", include_str!("new/zine.md")),
        ],
    },
    Template {
        name: "reader",
        about: "several texts in one book, a file each",
        files: &[
            ("book.yaml", include_str!("new/reader.yaml")),
            ("first.md", include_str!("new/first.md")),
            ("second.md", include_str!("new/second.md")),
        ],
    },
];

/// Makes the folder. One that is there already must be empty.
pub(super) fn write(folder: &Path, template: &str, report: &mut Report) -> Result<(), Trouble> {
    let is_taken = folder.is_file()
        || std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if is_taken {
        let message = format!("`{}` is there already", folder.display());
        let fault = Diagnostic::error("folder-exists", message).at(Place::Path(folder.into()));
        report
            .messages
            .push(fault.hint("name a folder that is not there yet, or an empty one"));
        return Err(Trouble::Manifest);
    }
    let row = TEMPLATES.iter().find(|row| row.name == template);
    let row = row.expect("the command line takes names of rows only");
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let title = title(&name);
    let documents = row.files.iter().map(|(name, words)| {
        let title = if name.ends_with(".yaml") {
            serde_json::Value::from(title.as_str()).to_string()
        } else {
            title.clone()
        };
        Document {
            path: folder.join(name),
            bytes: words.replace("{title}", &title).into_bytes().into(),
        }
    });
    pipeline::write_all(documents.collect(), report)
}

/// A folder's name as a title: `the-salt-road` is `The salt road`.
fn title(name: &str) -> String {
    let words: Vec<&str> = name
        .split(['-', '_', ' '])
        .filter(|w| !w.is_empty())
        .collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "A pamphlet".into(),
    }
}

/// What comes next.
pub(super) fn next(folder: &Path) -> String {
    let name = folder.display().to_string();
    let name = match name.contains(char::is_whitespace) {
        true => format!("\"{name}\""),
        false => name,
    };
    format!(
        "next: write your text and look through {name}/book.yaml; meanwhile\n  pamphleteer watch {name}\nmakes the book \
         again whenever you save\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_titles() {
        assert_eq!(title("the-salt_road"), "The salt road");
        assert_eq!(title(""), "A pamphlet");
    }
}
