//! Notes and pictures in brackets. In: a text. Out: the bodies of notes, `[Footnote 1: …]` or paragraphs that begin `[1]`,
//! and what else volunteers put in brackets with a name before it.

mod bare;

pub use bare::is_heading;
use std::collections::BTreeMap;
use std::ops::Range;

/// The names that volunteers of several languages give to notes at the foot, in small letters, and whether a note so named
/// may be without a number.
const NOTES: &[(&str, bool)] = &[
    ("footnote", true),
    ("foot-note", true),
    ("fußnote", true),
    ("fussnote", true),
    ("voetnoot", true),
    ("fodnote", true),
    ("fotnot", true),
    ("alaviite", true),
    ("note de bas de page", true),
    ("nota di piè di pagina", true),
    ("nota a piè di pagina", true),
    ("nota de rodapé", true),
    ("nota al pie", true),
    ("przypis", true),
    ("anmerkung", false),
    ("note", false),
    ("nota", false),
];

/// The names that volunteers give to pictures.
pub const PICTURES: &[&str] = &[
    "illustration",
    "abbildung",
    "illustratie",
    "ilustración",
    "illustrazione",
];

/// The names of what volunteers say of their own work.
pub const REMARKS: &[&str] = &[
    "transcriber's note",
    "transcribers' note",
    "transcriber’s note",
    "transcribers’ note",
    "transcriber note",
    "anmerkungen zur transkription",
    "anmerkung zur transkription",
    "note du transcripteur",
    "note de transcription",
    "notes du transcripteur",
    "note au lecteur",
    "nota del transcriptor",
    "nota del trascrittore",
    "opmerking van de bewerker",
];

/// The longest bracket, in bytes: a note may have several paragraphs.
const LONGEST: usize = 30_000;
/// The longest number or symbol of a note, in bytes.
const LONGEST_LABEL: usize = 6;

/// The body of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// All of it, brackets and the proofreaders' asterisks included.
    pub whole: Range<usize>,
    /// Its number or symbol; empty at the beginning of the words where it has none.
    pub label: Range<usize>,
    /// Its words.
    pub words: Range<usize>,
    /// Whether it stands in brackets that say what it is.
    pub is_named: bool,
    /// Whether it goes on from the page before: `*[Footnote: …]`.
    pub goes_on: bool,
}

/// What stands in brackets behind a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// All of it.
    pub whole: Range<usize>,
    /// What stands behind the name, without colon and blanks.
    pub words: Range<usize>,
    /// The name, an index into the list.
    pub name: usize,
}

/// The brackets of a text that begin with one of some names, in small letters; one inside another is passed over.
pub fn brackets<'t>(text: &'t str, names: &'t [&'t str]) -> impl Iterator<Item = Bracket> + 't {
    let mut done = 0;
    let closings = closings(text);
    text.match_indices('[').filter_map(move |(at, _)| {
        if at < done {
            return None;
        }
        let head: String = text[at + 1..].chars().take(32).collect();
        let head = head.to_lowercase();
        let is_whole = |name: &&str| {
            let rest = head.strip_prefix(*name);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let name = names.iter().position(is_whole)?;
        let end = *closings.get(&at)?;
        done = end;
        // Capitals may have other lengths than small letters: the name is counted in characters.
        let length: usize = text[at + 1..]
            .chars()
            .take(names[name].chars().count())
            .map(char::len_utf8)
            .sum();
        let inner = &text[at + 1 + length..end - 1];
        let bare = inner.trim_start_matches(['s', 'S']);
        let bare = bare.trim_start_matches([':', '.', ' ', '\n', '\u{a0}']);
        let start = end - 1 - bare.len();
        Some(Bracket {
            whole: at..end,
            words: start..start + bare.trim_end().len(),
            name,
        })
    })
}

/// One past the bracket that closes the one at a byte, if it stands within so many bytes.
pub(crate) fn closing(text: &str, open: usize, most: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text[open..].bytes().enumerate().take(most) {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(open + at + 1),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// One past the bracket that closes each opening one, by its byte: found in one walk, however they are nested.
fn closings(text: &str) -> BTreeMap<usize, usize> {
    let (mut open, mut found) = (Vec::new(), BTreeMap::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open.push(at),
            b']' => {
                if let Some(start) = open.pop().filter(|start| at - start < LONGEST) {
                    found.insert(start, at + 1);
                }
            }
            _ => {}
        }
    }
    found
}

/// The bodies of notes, in the order of the text: those in named brackets; where there are none, the paragraphs that begin
/// with a number in brackets which stands elsewhere as a call.
#[must_use]
pub fn bodies(text: &str) -> Vec<Body> {
    let named = named(text);
    if named.is_empty() {
        return bare::bodies(text);
    }
    named
}

/// The bodies in brackets that say what they are.
#[must_use]
pub fn named(text: &str) -> Vec<Body> {
    let names: Vec<&str> = NOTES.iter().map(|(name, _)| *name).collect();
    let found = brackets(text, &names).filter_map(|bracket| {
        let inner = &text[bracket.whole.clone()];
        let head = &inner[..inner.find(':')?];
        let label = head.rsplit(' ').next()?;
        let is_labelled = head.contains(' ') && is_label(label);
        let name = NOTES[bracket.name].0;
        let is_bare = head.len() == name.len() + 1 && NOTES[bracket.name].1;
        if !is_labelled && !is_bare {
            return None;
        }
        let colon = bracket.whole.start + head.len();
        let words = inner[head.len() + 1..].trim_start();
        let words = bracket.whole.end - words.len()..bracket.whole.end - 1;
        let label = if is_labelled {
            colon - label.len()..colon
        } else {
            words.start..words.start
        };
        let starred = text[..bracket.whole.start].ends_with('*');
        let broken = text[bracket.whole.end..].starts_with('*');
        Some(Body {
            whole: bracket.whole.start - usize::from(starred)
                ..bracket.whole.end + usize::from(broken),
            label,
            words,
            is_named: true,
            goes_on: starred && !is_labelled,
        })
    });
    found.collect()
}

/// Whether this is a note's number, letter or symbol.
#[must_use]
pub fn is_label(label: &str) -> bool {
    let count = label.chars().count();
    let is_number = label.starts_with(|c: char| c.is_ascii_digit())
        && label.trim_start_matches(|c: char| c.is_ascii_digit()).len() <= 1;
    let is_letters = count <= 2 && label.chars().all(|c| c.is_ascii_alphabetic());
    let is_symbol = count <= 3 && label.chars().all(|c| "*†‡§¶+|#".contains(c));
    !label.is_empty() && label.len() <= LONGEST_LABEL && (is_number || is_letters || is_symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, &str)> {
        let bodies = bodies(text).into_iter();
        bodies
            .map(|body| (&text[body.label], &text[body.words]))
            .collect()
    }

    #[test]
    fn bodies_in_brackets_are_read_to_their_own_end() {
        let text =
            "A.[1] B.[B]\n\n[Footnote 1: See [Ann] there.\n\nAnd more.]\n\n[Fußnote B: Dort.]\n";
        assert_eq!(
            read(text),
            [("1", "See [Ann] there.\n\nAnd more."), ("B", "Dort.")]
        );
    }

    #[test]
    fn a_note_that_goes_on_has_no_number() {
        let text = "[Footnote 2: He told a]*\n\n*[Footnote: stranger.]\n";
        assert_eq!(read(text), [("2", "He told a"), ("", "stranger.")]);
        assert!(bodies(text)[1].goes_on);
        assert_eq!(
            &text[bodies(text)[0].whole.clone()],
            "[Footnote 2: He told a]*"
        );
    }

    #[test]
    fn other_brackets_are_no_notes() {
        assert!(read("[Note: the mill is shut.] [Footnotes] [1] [notes 3: x").is_empty());
    }

    #[test]
    fn pictures_have_captions() {
        let text = "[Illustration] [ILLUSTRATION: The mill.] [Illustrated]";
        let words: Vec<&str> = brackets(text, PICTURES).map(|b| &text[b.words]).collect();
        assert_eq!(words, ["", "The mill."]);
    }
}
