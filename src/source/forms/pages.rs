//! Lines between pages. In: a text. Out: the lines that Distributed Proofreaders write above each page, and whether a
//! program's banners stand between pages.

use std::ops::Range;

/// A line `-----File: 003.png---\ann\bob\-----` above a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// Its bytes, with its line end.
    pub line: Range<usize>,
    /// The number in the picture's name without its zeros, where the name is no more than a number.
    pub number: Option<Range<usize>>,
}

/// The kinds of pictures that pages are scanned to.
const PICTURES: &[&str] = &[".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".jp2"];

/// The lines above pages.
#[must_use]
pub fn file_lines(text: &str) -> Vec<FileLine> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        found.extend(file_line(line, at));
        at += line.len();
    }
    found
}

fn file_line(line: &str, at: usize) -> Option<FileLine> {
    let bare = line.trim_start_matches(['-', ' ', '\u{c}']);
    if !line.trim_start().starts_with("---") {
        return None;
    }
    let rest = bare.strip_prefix("File:")?;
    let name = rest.trim_start();
    let low = name.to_ascii_lowercase();
    let end = PICTURES.iter().filter_map(|kind| low.find(kind)).min()?;
    let start = at + line.len() - name.len();
    let zeros = name[..end].len() - name[..end].trim_start_matches(['p', '0']).len();
    let digits = &name[zeros..end];
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    Some(FileLine {
        line: at..at + line.len(),
        number: is_number.then(|| start + zeros..start + end),
    })
}

/// Whether Distributed Proofreaders' lines stand above pages.
#[must_use]
pub fn has_file_lines(text: &str) -> bool {
    text.lines().any(|line| file_line(line, 0).is_some())
}

/// Whether two lines at least are banners of pages: `## p. 7 (#23) ##`, `--- Page 3 ---`, or `PAGE 3` below a rule.
#[must_use]
pub fn has_banners(text: &str) -> bool {
    let mut above = "";
    let banners = text.lines().filter(|line| {
        let line = line.trim();
        let is_ruled = is_rule(above);
        above = line;
        is_banner(line, is_ruled)
    });
    banners.take(2).count() == 2
}

fn is_banner(line: &str, is_ruled: bool) -> bool {
    let inner = line.trim_matches(['#', '-', '=', '*', '—', ' ']);
    let is_set_off = is_ruled || inner.len() + 4 <= line.len();
    if !is_set_off || inner.len() > 40 {
        return false;
    }
    let word = inner.split([' ', '.']).next().unwrap_or_default();
    let is_page = matches!(word.to_lowercase().as_str(), "page" | "p" | "pg" | "seite");
    is_page && inner.contains(|c: char| c.is_ascii_digit())
}

fn is_rule(line: &str) -> bool {
    let sign = line.chars().next().unwrap_or(' ');
    "=-_#*~".contains(sign) && line.len() >= 4 && line.chars().all(|c| c == sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_page_is_that_of_its_picture() {
        let number = |text: &str| {
            let lines = file_lines(text);
            assert_eq!(lines.len(), 1, "{text}");
            lines[0].number.clone().map(|range| text[range].to_string())
        };
        assert_eq!(
            number("-----File: 003.png---\\ann\\bob\\---\nThe\n").as_deref(),
            Some("3")
        );
        assert_eq!(number("---File: p120.jpg-----\n").as_deref(), Some("120"));
        assert_eq!(number("-----File: f001.png---\\ann\\----\n"), None);
        assert!(file_lines("File: 003.png\n- File: 3\n").is_empty());
    }

    #[test]
    fn two_banners_make_pages() {
        assert!(has_banners("====\nPAGE 3\n====\na\n====\nPAGE 4\n====\n"));
        assert!(has_banners("--- Page 3 ---\na\n--- Page 4 ---\n"));
        assert!(!has_banners("see page 3\nand page 4\n"));
    }
}
