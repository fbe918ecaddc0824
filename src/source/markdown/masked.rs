//! What the parser has no ear for: divisions between colons, and lists numbered with letters. In: the text of a source.
//! Out: the text as the parser can read it, as long to the byte, and what stood where it was changed.
//!
//! A line of colons becomes a thematic break, which ends what a division's border ends; a letter that numbers an item
//! becomes a figure. A call within the brackets of a picture loses its circumflex: the parser would take the brackets for none.

mod counters;
mod html_tables;

use super::attributes::{self, Attributes, is_escaped};
use super::drawn;
use super::reader::call_label;
use crate::book::{Close, Figures, Numbers};
use counters::{begins, counter, example};
use html_tables::HtmlTables;
use std::collections::BTreeMap;
use std::ops::Range;

/// What stood at a place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    /// A division begins.
    Opens(Attributes),
    /// The innermost division ends.
    Closes,
    /// The number of an item.
    Number(Numbers),
    /// A table drawn with lines: its bytes, and how many each line but the first has before it.
    Table {
        start: usize,
        end: usize,
        margin: usize,
    },
}

/// The text for the parser.
pub(super) struct Masked {
    /// As long as the source's.
    pub(super) text: String,
    /// What stood there, by its first byte.
    pub(super) marks: BTreeMap<usize, Mark>,
    /// Borders that border nothing.
    pub(super) stray: Vec<Range<usize>>,
    /// The numbers of examples by their names.
    pub(super) examples: BTreeMap<String, u32>,
}

/// Masks a text from byte `start` on.
pub(super) fn mask(text: &str, start: usize) -> Masked {
    let mut scanner = Scanner {
        bytes: text.as_bytes().to_vec(),
        marks: BTreeMap::new(),
        stray: Vec::new(),
        code: None,
        open: Vec::new(),
        may_begin: true,
        lists: Vec::new(),
        done: start,
        brackets: Vec::new(),
        examples: BTreeMap::new(),
        example: 0,
        html_tables: HtmlTables::default(),
    };
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if at >= scanner.done {
            scanner.line(text, at, line.trim_end_matches(['\n', '\r']));
        }
        at += line.len();
    }
    scanner.stray.append(&mut scanner.open);
    Masked {
        // Only ASCII was put in the place of whole characters.
        text: String::from_utf8(scanner.bytes).unwrap_or_else(|_| text.to_owned()),
        marks: scanner.marks,
        stray: scanner.stray,
        examples: scanner.examples,
    }
}

struct Scanner {
    bytes: Vec<u8>,
    marks: BTreeMap<usize, Mark>,
    stray: Vec<Range<usize>>,
    /// The fence of the code that the line stands in.
    code: Option<(u8, usize)>,
    /// The lines of the divisions that are open.
    open: Vec<Range<usize>>,
    /// Whether a list may begin here: after a blank line, or within another list.
    may_begin: bool,
    /// By their indent, the innermost last: the lists that may go on, and the number that comes next.
    lists: Vec<(usize, Numbers, u32)>,
    /// The byte up to which lines are masked.
    done: usize,
    /// The brackets that are open in a paragraph: whether each is a picture's.
    brackets: Vec<bool>,
    /// The numbers of examples by their names.
    examples: BTreeMap<String, u32>,
    /// The number of the last example: they are counted through the whole text.
    example: u32,
    /// Where tables in HTML end.
    html_tables: HtmlTables,
}

/// What stands for the circumflex of a call in a picture's brackets.
const HIDDEN: char = '\u{1}';

/// Words of the parser's text as they were typed.
pub(super) fn unmasked(words: &str) -> String {
    words.replace(HIDDEN, "^")
}

/// Brackets inside brackets: of deeper ones nothing is told.
const MAX_BRACKETS: usize = 64;
/// The blanks and signs of quotation before a line's words.
const MARGIN: [char; 3] = [' ', '\t', '>'];
/// How far the lines of a note stand in.
const NOTE_INDENT: usize = 4;
/// Signs of a fence or a border, at least.
const FENCE: usize = 3;

impl Scanner {
    fn line(&mut self, text: &str, at: usize, line: &str) {
        let words = line.trim_start_matches(MARGIN);
        if self.code.is_some() {
            return self.end_code(words);
        }
        if words.is_empty() {
            self.may_begin = true;
            self.brackets.clear();
            return;
        }
        self.calls_in_pictures(text, at..at + line.len());
        let indent = line.len() - words.len();
        if self.table(text, at, line, quotation(line)) {
            return;
        }
        let begins = self.marks_of_items(at, line, indent);
        if begins > indent {
            self.may_begin = true;
            if line[begins..].starts_with('+') && self.table(text, at, line, begins) {
                return;
            }
        }
        let (at, words) = (at + begins, &line[begins..]);
        if words.starts_with(":::") {
            self.border(at, words);
            self.may_begin = true;
        } else if self.begins_code(words) {
            self.may_begin = true;
        } else if begins == indent {
            self.may_begin = false;
            if indent == 0 {
                self.lists.clear();
            }
        }
    }

    /// Masks the calls in the brackets of pictures. Where these turn out to be none, a call is found all the same.
    fn calls_in_pictures(&mut self, text: &str, line: Range<usize>) {
        let mut at = line.start;
        while let Some(found) = text[at..line.end].find(['[', ']', '`']) {
            let bracket = at + found;
            at = bracket + 1;
            if is_escaped(text, bracket) {
                continue;
            }
            let rest = &text[bracket..line.end];
            if rest.starts_with('`') {
                at = bracket + machine_words(rest);
            } else if let Some(behind) = rest.strip_prefix(']') {
                self.brackets.pop();
                at += address(behind);
            } else if let Some(label) = call_label(&text[bracket..line.end]) {
                if self.brackets.contains(&true) {
                    self.bytes[bracket + 1] = HIDDEN as u8;
                }
                at = bracket + label.len() + "[^]".len();
            } else if self.brackets.len() < MAX_BRACKETS {
                let is_picture = text[..bracket].ends_with('!');
                self.brackets
                    .push(is_picture && !is_escaped(text, bracket - 1));
            }
        }
    }

    /// Masks the table that begins behind a margin of the line at a byte, if one does.
    fn table(&mut self, text: &str, at: usize, line: &str, margin: usize) -> bool {
        let from = at + margin;
        if !self.may_begin {
            return false;
        }
        let margin: String = line[..margin]
            .chars()
            .map(|c| if c == '>' { c } else { ' ' })
            .collect();
        let found = drawn::find(&text[from..], &margin);
        let is_quoted = margin.contains('>');
        let found = found.or_else(|| match is_quoted {
            true => None,
            false => self.html_tables.find(text, from),
        });
        let Some((first, length)) = found else {
            return false;
        };
        let end = from + length;
        let table = Mark::Table {
            start: from,
            end,
            margin: margin.len(),
        };
        self.marks.insert(from + first, table);
        let mut line_at = from;
        for line in text[from..end].split_inclusive('\n') {
            let bare = line.trim_end_matches(['\n', '\r']);
            // The margin of what holds the table stays.
            let kept = if line_at == from {
                0
            } else {
                margin.len().min(bare.len())
            };
            self.bytes[line_at + kept..line_at + bare.len()].fill(b' ');
            line_at += line.len();
        }
        self.bytes[from + first..from + first + FENCE].fill(b'_');
        self.done = end;
        true
    }

    /// Masks the numbers of items that a line begins with; gives the column behind them and other marks.
    fn marks_of_items(&mut self, at: usize, line: &str, indent: usize) -> usize {
        let mut begins = indent;
        // Behind the label of a note the next line stands further left.
        let mut hung = 0;
        loop {
            let words = &line[begins..];
            let length = match mark(words) {
                Some(length) => length,
                None => match self.number(at + begins, begins - hung, words) {
                    Some(length) => {
                        let figures = &mut self.bytes[at + begins..at + begins + length - 1];
                        figures.fill(b'0');
                        figures[length - 2] = b'1';
                        length
                    }
                    None => return begins,
                },
            };
            self.may_begin = true;
            let rest = &words[length..];
            begins += length + rest.len() - rest.trim_start_matches(' ').len();
            if words.starts_with("[^") {
                hung = begins - (indent + NOTE_INDENT);
            }
        }
    }

    /// Whether the line is a fence at which code begins.
    fn begins_code(&mut self, words: &str) -> bool {
        let (sign, count) = fence(words);
        let is_fence = count >= FENCE && !(sign == b'`' && words[count..].contains('`'));
        if is_fence {
            self.code = Some((sign, count));
        }
        is_fence
    }

    /// Ends the code if the line is its other fence.
    fn end_code(&mut self, words: &str) {
        let (sign, count) = fence(words);
        let is_end = self
            .code
            .is_some_and(|(open, length)| sign == open && count >= length);
        if is_end && words.trim_end().len() == count {
            self.code = None;
            self.may_begin = true;
        }
    }

    /// The border of a division: `::: name`, `::: {.name}`, and `:::` at its end.
    fn border(&mut self, at: usize, words: &str) {
        let range = at..at + words.len();
        let name = words.trim_start_matches(':').trim();
        let name = name.trim_end_matches(':').trim_end();
        let mark = if name.is_empty() {
            match self.open.pop() {
                Some(_) => Mark::Closes,
                None => return self.stray.push(range),
            }
        } else {
            let Some(attributes) = of_border(name) else {
                return self.stray.push(range);
            };
            self.open.push(range.clone());
            Mark::Opens(attributes)
        };
        self.marks.insert(at, mark);
        let line = &mut self.bytes[range];
        line.fill(b' ');
        line[..FENCE].fill(b'_');
    }

    /// The length of the number that a line begins with, if it numbers an item and the parser would not know it.
    fn number(&mut self, at: usize, indent: usize, words: &str) -> Option<usize> {
        if !self.may_begin {
            return None;
        }
        if let Some((name, length)) = example(words) {
            self.example += 1;
            if !name.is_empty() {
                self.examples.entry(name.to_owned()).or_insert(self.example);
            }
            let numbers = Numbers {
                close: Close::Brackets,
                ..Numbers::from(self.example)
            };
            self.lists.retain(|(other, ..)| *other < indent);
            self.lists.push((indent, numbers, numbers.first + 1));
            self.marks.insert(at, Mark::Number(numbers));
            return Some(length);
        }
        let (counter, close, length) = counter(words)?;
        let blanks = words[length..].bytes().take_while(|&b| b == b' ').count();
        let is_end = words.len() == length;
        self.lists.retain(|(other, ..)| *other <= indent);
        let goes_on = self.lists.last().filter(|(other, numbers, next)| {
            *other == indent
                && numbers.close == close
                && numbers.figures.read(counter) == Some(*next)
        });
        let numbers = match goes_on {
            Some((_, numbers, next)) => Numbers {
                first: *next,
                ..*numbers
            },
            None => {
                let (figures, first) = begins(counter)?;
                // `c. 1850` is no list, and `A. Smith` none either.
                let is_name = figures == Figures::Capitals && close == Close::Stop;
                let wanted = if first != 1 || is_name { 2 } else { 1 };
                if blanks < wanted {
                    return None;
                }
                Numbers {
                    first,
                    figures,
                    close,
                }
            }
        };
        if blanks == 0 && !is_end {
            return None;
        }
        self.lists.retain(|(other, ..)| *other < indent);
        self.lists.push((indent, numbers, numbers.first + 1));
        self.marks.insert(at, Mark::Number(numbers));
        Some(length)
    }
}

/// The length of words between grave accents that a text begins with; of the accents alone where no others end them.
fn machine_words(text: &str) -> usize {
    let count = text.len() - text.trim_start_matches('`').len();
    let mut at = count;
    while let Some(found) = text[at..].find('`') {
        let rest = &text[at + found..];
        let others = rest.len() - rest.trim_start_matches('`').len();
        at += found + others;
        if others == count {
            return at;
        }
    }
    count
}

/// The length of an address between brackets that a text begins with: brackets in it are none of the text's.
fn address(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('(') else {
        return 0;
    };
    let ends = |c: char| c == if rest.starts_with('<') { '>' } else { ' ' };
    let inner = rest.match_indices(|c: char| ends(c) || c == ')' && !rest.starts_with('<'));
    let mut free = inner.filter(|(at, _)| !is_escaped(rest, *at));
    free.next().map_or(0, |(at, _)| at + 1)
}

/// The bytes of the signs of quotation before a line's words, with a blank.
fn quotation(line: &str) -> usize {
    let margin = &line[..line.len() - line.trim_start_matches(MARGIN).len()];
    let signs = margin.rfind('>').map_or(0, |at| at + 1);
    signs + usize::from(signs > 0 && margin[signs..].starts_with(' '))
}

/// The sign of a fence and how often it stands in a row; 0 where the line is none.
fn fence(words: &str) -> (u8, usize) {
    let sign = words.bytes().next().unwrap_or(b' ');
    match sign {
        b'`' | b'~' => (sign, words.bytes().take_while(|&b| b == sign).count()),
        _ => (sign, 0),
    }
}

/// The length of the mark of an item, a quotation, a note or a definition that the parser knows, without the blanks behind it.
fn mark(words: &str) -> Option<usize> {
    if words.starts_with('>') {
        return Some(1);
    }
    let figures = words.bytes().take_while(u8::is_ascii_digit).count();
    let length = match words.as_bytes() {
        [b'-' | b'+' | b'*' | b':', ..] => 1,
        [b'[', b'^', ..] => words.find("]:")? + 2,
        _ if (1..10).contains(&figures) && words[figures..].starts_with(['.', ')']) => figures + 1,
        _ => return None,
    };
    words[length..].starts_with(' ').then_some(length)
}

/// What a division's border says of it: a class, or attributes.
fn of_border(name: &str) -> Option<Attributes> {
    if name.starts_with('{') {
        let (length, attributes) = attributes::parse(name)?;
        return (length == name.len()).then_some(attributes);
    }
    let is_word = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    is_word.then(|| Attributes {
        classes: vec![name.into()],
        ..Attributes::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        let masked = mask(text, 0);
        assert_eq!(masked.text.len(), text.len());
        masked.text
    }

    #[test]
    fn borders_become_breaks() {
        let text = "::: verse\na\n:::\n\n> ::::: {.quote #x} :::::\n> b\n> :::\n";
        let want = "___      \na\n___\n\n> ___                    \n> b\n> ___\n";
        assert_eq!(masked(text), want);
        for left in [":::\n", "::: a b\n", "```\n::: x\n```\n", ":: x\n"] {
            assert_eq!(masked(left), left);
        }
        assert_eq!(mask(":::\n\n::: x\n", 0).stray.len(), 2);
    }

    #[test]
    fn letters_become_figures_where_they_number() {
        for (text, want) in [
            ("a. x\nb. y\n", "1. x\n1. y\n"),
            ("(iv)  x\n(v) y\n", "001)  x\n01) y\n"),
            ("A.  x\n", "1.  x\n"),
            ("#. x\n#. y\n", "1. x\n1. y\n"),
            ("(@) x\n(@good) y\n", "01) x\n000001) y\n"),
            ("1. x\n    a) y\n", "1. x\n    1) y\n"),
        ] {
            assert_eq!(masked(text), want);
        }
        for prose in [
            "c. 1850 or so\n",
            "A. Smith\n",
            "one\na. two\n",
            "(sic) x\n",
            "12. x\n",
            "a.b\n",
            "e. g. this\n",
        ] {
            assert_eq!(masked(prose), prose);
        }
    }
}
