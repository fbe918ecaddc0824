//! What a PDF says of itself. In: its bytes. Out: title and author as its information dictionary has them (ISO 32000-1,
//! 14.3.3), without what programs write there of their own accord.

use super::bounds;
use hayro_font::hayro_syntax::Pdf;

/// Names of files and of programs that stand where a title should.
const NO_TITLES: &[&str] = &[
    ".doc",
    ".docx",
    ".odt",
    ".rtf",
    ".pdf",
    ".indd",
    ".qxd",
    ".tex",
    ".dvi",
    ".pm6",
    "microsoft word",
    "untitled",
    "unbenannt",
    "sans titre",
    "document1",
    "scan",
    "print",
    "layout",
];
/// Users and programs that stand where an author should.
const NO_AUTHORS: &[&str] = &[
    "admin",
    "user",
    "owner",
    "unknown",
    "anonymous",
    "author",
    "microsoft",
    "adobe",
    "acrobat",
    "writer",
    "scanner",
    "root",
];

/// Title and author; None of what is not there or is no such thing.
#[must_use]
pub fn said(bytes: &[u8]) -> (Option<String>, Option<String>) {
    if !super::knows(bytes) || !bounds::is_bounded_file(bytes) {
        return (None, None);
    }
    let Ok(pdf) = Pdf::new(bytes.to_vec()) else {
        return (None, None);
    };
    let data = pdf.metadata();
    let text = |value: &Option<Box<[u8]>>| {
        let text = super::string::text(value.as_deref()?);
        let words: Vec<&str> = text.split_whitespace().collect();
        let words = words.join(" ");
        words.chars().any(char::is_alphabetic).then_some(words)
    };
    let title = text(&data.title).filter(|title| is_title(title));
    let author = text(&data.author).filter(|author| is_author(author));
    (title, author)
}

fn is_title(title: &str) -> bool {
    let low = title.to_lowercase();
    let is_path = low.contains(['\\', '_']) || low.contains("://");
    !is_path && !NO_TITLES.iter().any(|no| low.contains(no))
}

/// A person has two names; accounts of machines have one.
fn is_author(author: &str) -> bool {
    let low = author.to_lowercase();
    author.contains(' ')
        && !author.contains('@')
        && !low.split(' ').any(|w| NO_AUTHORS.contains(&w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_is_no_title() {
        assert!(is_title("The Salt Road") && is_author("Ada Crane"));
        for title in [
            "Microsoft Word - salt3.doc",
            "salt_final",
            "Untitled-1",
            "C:\\salt",
        ] {
            assert!(!is_title(title), "{title}");
        }
        for author in ["ada", "Adobe Acrobat", "ada@home"] {
            assert!(!is_author(author), "{author}");
        }
    }
}
