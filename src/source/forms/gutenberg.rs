//! Project Gutenberg. In: a text. Out: its [`Envelope`], what the library has put before and behind the work since 1991,
//! and what its header says of the work.

use crate::book::{Contributor, Meta};
use std::ops::Range;

/// What stands around a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// From the text's beginning to the work's first line.
    pub head: Range<usize>,
    /// From behind the work's last line to the text's end.
    pub foot: Range<usize>,
}

/// A header without a line that ends it is no longer than this, in bytes: the longest licence of the nineties has 14,000.
const LONGEST_HEADER: usize = 20_000;

/// What volunteers say of their work is no longer than this, in bytes: a page without empty lines is no credit.
const LONGEST_CREDIT: usize = 1_500;

/// First words of paragraphs in which volunteers say who made the text, in small letters.
const CREDITS: &[&str] = &[
    "produced by",
    "e-text prepared by",
    "etext prepared by",
    "this etext was",
    "this e-text was",
    "this ebook was",
    "this file was produced",
    "this text was prepared",
    "transcribed from",
    "transcribed by",
    "scanned by",
    "scanned and proof",
    "prepared by",
    "typed by",
    "proofread by",
    "html version by",
    "credits:",
    "updated by",
    "digitized by",
    "(this file was produced",
    "note: project gutenberg",
    "note: images of the original",
];

/// The envelope of a text; none if it is not the library's.
#[must_use]
pub fn envelope(text: &str) -> Option<Envelope> {
    let end = lines(text).find(|(_, line)| is_end(line));
    let limit = end.as_ref().map_or(text.len(), |(range, _)| range.start);
    let start = start(text, limit);
    if start.is_none() && end.is_none() {
        return None;
    }
    let mut head = start.map_or(0, |range| range.end);
    if head == 0 {
        head = header_without_end(text, limit);
    }
    let head = credits(text, head, limit);
    let foot = end.map_or(text.len(), |(range, _)| range.start);
    Some(Envelope {
        head: 0..head.min(foot),
        foot: foot..text.len(),
    })
}

/// Lines with their bytes, line ends included, in capitals and without asterisks and blanks around.
fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = at..at + line.len();
        at = range.end;
        let bare = line.trim().trim_matches('*').trim();
        // Other lines than these are never looked at.
        let names = ["utenberg", "UTENBERG", "PRINT"];
        let is_near = bare.len() < 200 && names.iter().any(|name| bare.contains(name));
        let bare = if is_near {
            bare.to_uppercase()
        } else {
            String::new()
        };
        (range, bare)
    })
}

/// `*** START OF THE PROJECT GUTENBERG EBOOK …`, or the end of the small print that older texts begin with.
fn start(text: &str, limit: usize) -> Option<Range<usize>> {
    let mut small_print = None;
    for (range, line) in lines(text).take_while(|(range, _)| range.end <= limit) {
        let is_start = line.starts_with("START OF") && line.contains("PROJECT GUTENBERG");
        if is_start && !line.contains("SMALL PRINT") {
            return Some(range.start..end_of_mark(text, range));
        }
        let is_end = line.starts_with("END") && line.contains("SMALL PRINT");
        if is_end && range.end < LONGEST_HEADER {
            small_print = Some(range);
        }
    }
    small_print
}

/// A long title takes the mark over several lines, up to its closing asterisks.
fn end_of_mark(text: &str, line: Range<usize>) -> usize {
    let own = text[line.clone()].trim();
    let is_open = own.starts_with('*') && !own.ends_with('*');
    let rest = &text[line.end..];
    let paragraph = rest.find("\n\n").map_or(rest, |end| &rest[..end]);
    match paragraph
        .find("***")
        .filter(|_| is_open && paragraph.len() < 400)
    {
        Some(close) => {
            line.end
                + paragraph[close..]
                    .find('\n')
                    .map_or(paragraph.len(), |n| close + n + 1)
        }
        None => line.end,
    }
}

/// `*** END OF …`, `End of Project Gutenberg's …`, `End of the Project Gutenberg Etext of …`.
fn is_end(line: &str) -> bool {
    let line = line.trim_start_matches("THE ");
    line.starts_with("END OF") && line.contains("PROJECT GUTENBERG")
        || line.starts_with("START") && line.contains("SMALL PRINT") && line.contains("END OF")
}

/// The end of a header that nothing ends: behind the last paragraph near the top that names the library.
fn header_without_end(text: &str, limit: usize) -> usize {
    let limit = limit.min(LONGEST_HEADER);
    let mut end = 0;
    for paragraph in paragraphs(text, 0..limit) {
        let words = text[paragraph.clone()].to_lowercase();
        if words.contains("project gutenberg") || words.contains("etext") {
            end = paragraph.end;
        }
    }
    end
}

/// Where the work begins, behind what volunteers say of their work.
fn credits(text: &str, head: usize, limit: usize) -> usize {
    let mut end = head;
    for paragraph in paragraphs(text, head..limit) {
        let first = text[paragraph.clone()].trim_start_matches(['[', '*', ' ', '\u{c}']);
        let first: String = first.chars().take(40).collect::<String>().to_lowercase();
        let is_credit = CREDITS.iter().any(|words| first.starts_with(words));
        if !is_credit || paragraph.len() > LONGEST_CREDIT {
            break;
        }
        end = paragraph.end;
    }
    end
}

/// The paragraphs of a range: bytes of lines with ink, line ends included. A page's end is one, too.
fn paragraphs(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let end = at + line.len();
        let has_ink = !line.trim().is_empty();
        match found.last_mut() {
            Some(last) if has_ink && is_open && !line.starts_with('\u{c}') => last.end = end,
            _ if has_ink => found.push(at..end),
            _ => {}
        }
        is_open = has_ink;
        at = end;
    }
    found
}

/// Keys of the header and the roles of those whom they name (MARC relators).
const ROLES: &[(&str, &str)] = &[
    ("author", "aut"),
    ("authors", "aut"),
    ("editor", "edt"),
    ("translator", "trl"),
    ("illustrator", "ill"),
    ("contributor", "ctb"),
    ("compiler", "com"),
    ("commentator", "ann"),
    ("author of introduction, etc.", "win"),
];

/// The names that headers have for languages, and their tags.
const LANGUAGES: &[(&str, &str)] = &[
    ("english", "en"),
    ("german", "de"),
    ("french", "fr"),
    ("italian", "it"),
    ("spanish", "es"),
    ("portuguese", "pt"),
    ("dutch", "nl"),
    ("danish", "da"),
    ("swedish", "sv"),
    ("norwegian", "no"),
    ("finnish", "fi"),
    ("polish", "pl"),
    ("russian", "ru"),
    ("ukrainian", "uk"),
    ("czech", "cs"),
    ("hungarian", "hu"),
    ("latin", "la"),
    ("greek", "el"),
    ("esperanto", "eo"),
    ("catalan", "ca"),
    ("welsh", "cy"),
    ("irish", "ga"),
];

/// What the header says of the work: title, people and language.
#[must_use]
pub fn meta(text: &str) -> Meta {
    let mut meta = Meta::default();
    let Some(envelope) = envelope(text) else {
        return meta;
    };
    for (key, value) in fields(&text[envelope.head]) {
        let key = key.to_lowercase();
        if key == "title" && meta.title.is_empty() {
            meta.title = value;
        } else if key == "language" && meta.language.is_empty() {
            let name = value.to_lowercase();
            let known = LANGUAGES.iter().find(|(known, _)| name.starts_with(known));
            meta.language = known.map_or(String::new(), |(_, tag)| (*tag).into());
        } else if let Some((_, role)) = ROLES.iter().find(|(name, _)| *name == key) {
            meta.contributors.push(Contributor {
                name: value,
                file_as: None,
                role: (*role).into(),
            });
        }
    }
    if meta.title.is_empty() {
        from_first_line(text, &mut meta);
    }
    meta
}

/// `Key: value`, the value going on in lines that stand in.
fn fields(head: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut is_open = false;
    for line in head.lines() {
        let is_inner = line.starts_with([' ', '\t']) && !line.trim().is_empty();
        if let Some((_, value)) = fields.last_mut().filter(|_| is_open && is_inner) {
            value.push(' ');
            value.push_str(line.trim());
            continue;
        }
        let field = line.split_once(':').filter(|(key, value)| {
            key.len() < 30 && !value.trim().is_empty() && !key.starts_with(' ')
        });
        is_open = field.is_some();
        fields.extend(field.map(|(key, value)| (key.trim().into(), value.trim().into())));
    }
    fields
}

/// Texts of the nineties begin `The Project Gutenberg Etext of Title, by Author`.
fn from_first_line(text: &str, meta: &mut Meta) {
    let head: Vec<&str> = text.lines().take(12).collect();
    let first = head
        .iter()
        .position(|line| line.contains("Project Gutenberg"));
    let Some(first) = first else { return };
    let paragraph = head[first..]
        .iter()
        .take_while(|line| !line.trim().is_empty());
    let words = paragraph.flat_map(|line| line.split_whitespace());
    let words = words.collect::<Vec<_>>().join(" ");
    let rest = words.split_once(" of ").map(|(_, rest)| rest);
    let rest = rest.or_else(|| words.split_once("Gutenberg's ").map(|(_, rest)| rest));
    let Some(rest) = rest else { return };
    let (title, author) = rest.rsplit_once(" by ").unwrap_or((rest, ""));
    meta.title = title.trim_matches([',', '*', ' ']).into();
    let author = author.split(['#', '(']).next().unwrap_or_default();
    let author = author.trim_matches(['*', ' ', '.']);
    if !author.is_empty() && meta.contributors.is_empty() {
        meta.contributors.push(Contributor {
            name: author.into(),
            file_as: None,
            role: "aut".into(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_empty_lines_is_no_credit() {
        let page =
            "The mill stood at the weir and had done so for longer than anyone knew.\n".repeat(40);
        let text = format!(
            "*** START OF THE PROJECT GUTENBERG EBOOK THE WEIR ***\n\u{c}Produced by two readers\n{page}\u{c}{page}"
        );
        let envelope = envelope(&text).expect("one");
        assert!(envelope.head.end < 100, "{envelope:?}");
    }

    fn work(text: &str) -> &str {
        let envelope = envelope(text).expect("an envelope");
        text[envelope.head.end..envelope.foot.start].trim()
    }

    #[test]
    fn the_work_stands_between_the_marks() {
        let text = "The Project Gutenberg eBook of The Mill\n\nTitle: The Mill\n\n\
                    *** START OF THIS PROJECT GUTENBERG EBOOK THE MILL, OR, A LONG\nTITLE OVER LINES ***\n\n\
                    Produced by Ann and Bob\n\n\nTHE MILL\n\nIt stood.\n\n\
                    End of Project Gutenberg's The Mill, by Ann Orr\n\n*** END OF THIS PROJECT GUTENBERG EBOOK ***\n\nTerms.\n";
        assert_eq!(work(text), "THE MILL\n\nIt stood.");
    }

    #[test]
    fn the_small_print_of_the_nineties_ends_the_header() {
        let text = "***The Project Gutenberg Etext of The Mill, by Ann Orr***\n#1 in our series\n\n\
                    ***START**THE SMALL PRINT!**FOR PUBLIC DOMAIN ETEXTS**START***\nWhy is this here?\n\
                    *END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*\n\nThis etext was typed by Bob.\n\n\
                    THE MILL\n\nIt stood.\n\nEnd of The Project Gutenberg Etext of The Mill\n";
        assert_eq!(work(text), "THE MILL\n\nIt stood.");
        let meta = meta(text);
        assert_eq!(meta.title, "The Mill");
        assert_eq!(meta.contributors[0].name, "Ann Orr");
    }

    #[test]
    fn the_header_names_the_work() {
        let text = "Title: Die Mühle\n       oder Das Rad\n\nAuthor: Ann Orr\nTranslator: Bob Lee\nLanguage: German\n\n\
                    *** START OF THE PROJECT GUTENBERG EBOOK DIE MÜHLE ***\nSie stand.\n";
        let meta = meta(text);
        assert_eq!(meta.title, "Die Mühle oder Das Rad");
        assert_eq!(meta.language, "de");
        assert_eq!(meta.contributors[1].role, "trl");
    }

    #[test]
    fn a_text_that_speaks_of_the_library_has_no_envelope() {
        assert_eq!(
            envelope("We read it at Project Gutenberg.\nThe end of the project.\n"),
            None
        );
    }
}
