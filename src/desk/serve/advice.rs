//! What to do, in the words of the desk. In: messages as a command gives them. Out: the same, where a hint names an option of
//! a command, with the button or the field that does it here.

use crate::diagnostic::Diagnostics;

/// Words of a hint, and what is said instead of it.
const HERE: [(&str, &str); 3] = [
    (
        "`--ocr`",
        "tick “Pages that are pictures” where the book begins; in the form choose `tesseract` under Source",
    ),
    (
        "`# please check`",
        "correct what is wrong in the form, and save it: what it shows then counts as checked",
    ),
    ("`--language`", "say which it is in the form"),
];

/// The messages for somebody at the desk.
#[must_use]
pub fn at_the_desk(messages: &Diagnostics) -> Diagnostics {
    let mut own = messages.clone();
    for hint in own.0.iter_mut().flat_map(|message| &mut message.hints) {
        let here = HERE.iter().find(|(words, _)| hint.contains(words));
        if let Some((_, words)) = here {
            *hint = (*words).to_string();
        }
    }
    own
}

/// Whether a text has to be read off pictures first.
#[must_use]
pub fn wants_pictures_read(messages: &Diagnostics) -> bool {
    let mut hints = messages.0.iter().flat_map(|message| &message.hints);
    hints.any(|hint| hint.contains(HERE[0].0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest;
    use crate::pipeline::{self, Known, Report};
    use crate::progress::Silent;
    use std::path::Path;

    fn messages(folder: &Path, yaml: &str) -> Diagnostics {
        let file = manifest::File::new(&folder.join("book.yaml"), yaml.as_bytes());
        let mut report = Report::default();
        let mut known = Known::default();
        let _ = pipeline::compose_file(file, None, &mut known, (&mut report, &Silent));
        report.messages
    }

    /// The hints that commands give are those that are told in other words here.
    #[test]
    fn no_option_of_a_command_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, bytes: &[u8]| {
            std::fs::write(folder.path().join(name), bytes).expect("a file");
        };
        write("a.png", b"\x89PNG\r\n\x1a\n");
        write("a.txt", b"The boats lay on the sand.\n");
        let scan = messages(folder.path(), "title: A\ntext: a.png\n");
        assert!(wants_pictures_read(&scan));
        let guess = "title: A # please check: guessed from the heads\ntext: a.txt\n";
        let guess = messages(folder.path(), guess);
        assert!(!wants_pictures_read(&guess));
        for said in [scan, guess] {
            assert!(!said.0.is_empty());
            let hints = |of: &Diagnostics| {
                let hints = of.0.iter().flat_map(|message| message.hints.clone());
                hints.collect::<Vec<_>>().join(" ")
            };
            let told = ["`--", "# please"];
            assert!(told.iter().any(|words| hints(&said).contains(words)));
            let here = hints(&at_the_desk(&said));
            assert!(!told.iter().any(|words| here.contains(words)), "{here}");
        }
    }
}
