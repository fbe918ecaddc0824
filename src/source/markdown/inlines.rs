//! From tokens to inlines. In: the tokens of one leaf or of one emphasis, in order. Out: inlines, with the bracketed
//! spans resolved, blanks in order and neighbouring texts joined.

use super::attributes::Attributes;
use super::class;
use super::reader::pictured;
use crate::book::{self, Inline, NoteIndex, Picture};
use crate::source::Span;

/// Brackets inside brackets: deeper ones lose their class, not their words.
const MAX_DEPTH: usize = 16;

/// What a leaf is made of.
#[derive(Debug)]
pub(super) enum Token {
    /// Anything settled.
    Inline(Inline),
    /// A picture, and what it holds.
    Picture(Picture, Vec<Inline>),
    /// A line end of the source: a blank, but in verse a line end.
    Line,
    /// `[`, not escaped.
    Open(Span),
    /// `]` without attributes.
    Close(Span),
    /// `]{…}`.
    Span(Attributes),
    /// `^[`: a note, and where it is called.
    Note(NoteIndex, Span),
    /// `^`, `~` or `~~`, not escaped, or a tag of HTML.
    Sign(Sign),
}

/// A note that stands in the line that calls it.
#[derive(Debug)]
pub(super) struct InnerNote {
    pub(super) index: NoteIndex,
    pub(super) at: Span,
    pub(super) text: Vec<Inline>,
}

/// A sign that says how what stands between two of it is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    /// The sign.
    pub(super) kind: Kind,
    /// Whether it is a tag of HTML.
    pub(super) is_tag: bool,
    /// Where it stands.
    pub(super) at: Span,
    /// Its byte in the text that is being read, which is not always the source.
    pub(super) byte: u32,
    /// Whether it may be the first of two; of those around a word, the byte of the other.
    pub(super) opens: Option<u32>,
    /// Whether it may be the second.
    pub(super) closes: bool,
}

/// What a sign does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `^`
    Raises,
    /// `~`
    Lowers,
    /// `~~`
    Strikes,
    /// `<b>`
    Bold,
    /// `<i>`
    Slants,
}

impl Kind {
    fn text(self) -> &'static str {
        match self {
            Kind::Raises => "^",
            Kind::Lowers => "~",
            Kind::Strikes => "~~",
            // Only tags do this, and a tag is no word.
            Kind::Bold | Kind::Slants => "",
        }
    }

    fn wrap(self, inner: Vec<Inline>) -> Inline {
        match self {
            Kind::Raises => Inline::Raised(inner),
            Kind::Lowers => Inline::Lowered(inner),
            Kind::Strikes => Inline::Struck(inner),
            Kind::Bold => Inline::Strong(inner),
            Kind::Slants => Inline::Emphasis(inner),
        }
    }
}

impl Token {
    /// Words.
    pub(super) fn text(words: &str, at: Span) -> Token {
        Token::Inline(text(words, at))
    }

    /// Whether this is the bar at the head of a line of verse: a blank or nothing is after it. Before an escaped one stands
    /// an empty text.
    pub(super) fn is_bar(&self) -> bool {
        let Token::Inline(Inline::Text { text, .. }) = self else {
            return false;
        };
        let rest = text.strip_prefix('|');
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    }
}

/// The inlines of some tokens. The notes that stand in them go to `notes`.
pub(super) fn resolve(tokens: Vec<Token>, notes: &mut Vec<InnerNote>) -> Vec<Inline> {
    let mut levels = Levels::default();
    for token in tokens {
        match token {
            Token::Inline(inline) => levels.push(inline),
            Token::Picture(picture, words) => {
                pictured(picture, words)
                    .into_iter()
                    .for_each(|inline| levels.push(inline));
            }
            Token::Line => levels.push(blank()),
            Token::Open(at) => levels.open(Opener::Bracket(at)),
            Token::Close(at) => levels.close(at, notes),
            Token::Note(note, at) => levels.open(Opener::Note(note, at)),
            Token::Span(attributes) => levels.span(&attributes, notes),
            Token::Sign(sign) => levels.sign(sign),
        }
    }
    tidy(levels.row)
}

/// What began a level.
#[derive(Clone, Copy)]
enum Opener {
    Bracket(Span),
    Note(NoteIndex, Span),
    Sign(Sign),
}

/// An opener, and how much of the flat row stands before its first mere word and before what is inside it.
struct Level {
    opener: Opener,
    outer: usize,
    inner: usize,
}

/// The levels that are open, over one flat row of inlines. What an opener is as mere words stands in the row at once, and
/// goes where the opener turns out to be more: so nothing is moved where brackets that end nothing are piled up.
#[derive(Default)]
struct Levels {
    row: Vec<Inline>,
    open: Vec<Level>,
    /// Which of the levels that are open are brackets.
    brackets: Vec<usize>,
}

/// Of more signs in a row that wait for their second, only the last are looked at.
const MOST_SIGNS: usize = 64;

impl Levels {
    fn push(&mut self, inline: Inline) {
        if matches!(&inline, Inline::Text { text, .. } if text.is_empty()) {
            return;
        }
        self.row.push(inline);
    }

    fn open(&mut self, opener: Opener) {
        let outer = self.row.len();
        match opener {
            Opener::Bracket(at) => self.push(text("[", at)),
            Opener::Note(_, at) => self.push(text("^[", at)),
            Opener::Sign(sign) => self.push(text(sign.text(), sign.at)),
        }
        if !matches!(opener, Opener::Sign(_)) {
            self.brackets.push(self.open.len());
        }
        let inner = self.row.len();
        self.open.push(Level {
            opener,
            outer,
            inner,
        });
    }

    /// Whether a level deeper than the leaf's own stands in too many others.
    fn is_deep(&self) -> bool {
        self.open.len() >= MAX_DEPTH
    }

    /// Ends the levels above one as mere words.
    fn dissolve_to(&mut self, count: usize) {
        self.open.truncate(count);
        while self.brackets.pop_if(|bracket| *bracket >= count).is_some() {}
    }

    /// Ends the signs that were opened inside the innermost bracket; false without a bracket.
    fn dissolve_signs(&mut self) -> bool {
        match self.brackets.last() {
            Some(&bracket) => {
                self.dissolve_to(bracket + 1);
                true
            }
            None => false,
        }
    }

    /// What stands in the innermost level, which ends.
    fn take(&mut self) -> Vec<Inline> {
        let Some(level) = self.open.last() else {
            return Vec::new();
        };
        let inner = self.row.split_off(level.inner);
        self.row.truncate(level.outer);
        self.dissolve_to(self.open.len() - 1);
        inner
    }

    /// Ends the innermost level, which stands in so many others that it loses what it is: its words stay where they are,
    /// and its opener makes room for a name, if it had one.
    fn unwrap(&mut self, name: Option<Inline>) {
        if let Some(level) = self.open.last() {
            let opener = self.row[..level.inner].get_mut(level.outer);
            if let Some(opener) = opener {
                *opener = name.unwrap_or_else(|| text("", NOWHERE));
            }
            self.dissolve_to(self.open.len() - 1);
        }
    }

    /// Ends the innermost bracket as a note, if it began one.
    fn end_note(&mut self, notes: &mut Vec<InnerNote>) -> bool {
        let Some(Opener::Note(index, at)) = self.open.last().map(|level| level.opener) else {
            return false;
        };
        let mut inner = tidy(self.take());
        trim(&mut inner);
        notes.push(InnerNote {
            index,
            at,
            text: inner,
        });
        self.push(Inline::Call { note: index, at });
        true
    }

    /// A bracket ends without attributes.
    fn close(&mut self, at: Span, notes: &mut Vec<InnerNote>) {
        if self.dissolve_signs() {
            if self.end_note(notes) {
                return;
            }
            self.dissolve_to(self.open.len() - 1);
        }
        self.push(text("]", at));
    }

    /// Ends the innermost bracket as a span; without one, the span says nothing.
    fn span(&mut self, attributes: &Attributes, notes: &mut Vec<InnerNote>) {
        // What is said of a note is said of nothing.
        if !self.dissolve_signs() || self.end_note(notes) {
            return;
        }
        let name = attributes.id.clone().map(Inline::Anchor);
        let own = if attributes.is(class::PAGE) {
            let label = attributes.title.clone();
            Some(Inline::PageTurn { label })
        } else {
            attributes.is(class::BREAK).then_some(Inline::Break)
        };
        if own.is_none() && self.is_deep() {
            return self.unwrap(name);
        }
        let inner = self.take();
        self.row.extend(name);
        match own {
            Some(own) => self.row.push(own),
            None => apply(&mut self.row, inner, attributes),
        }
    }

    /// Ends what a sign began, if this can be its second, else begins something.
    fn sign(&mut self, sign: Sign) {
        let within = self.brackets.last().map_or(0, |bracket| bracket + 1);
        let least = within.max(self.open.len().saturating_sub(MOST_SIGNS));
        let is_open =
            |level: &Level| matches!(level.opener, Opener::Sign(first) if first.goes_with(&sign));
        let first = match sign.closes {
            true => self.open[least..].iter().rposition(is_open),
            false => None,
        };
        if let Some(first) = first {
            self.dissolve_to(least + first + 1);
            if self.is_deep() {
                return self.unwrap(None);
            }
            let inner = tidy(self.take());
            self.push(sign.kind.wrap(inner));
        } else if sign.opens.is_some() {
            self.open(Opener::Sign(sign));
        } else {
            self.push(text(sign.text(), sign.at));
        }
    }
}

impl Sign {
    /// Whether another sign ends what this one begins.
    fn goes_with(&self, other: &Sign) -> bool {
        let is_next = self.opens == Some(other.byte);
        let is_pair = is_next || self.is_tag || self.kind == Kind::Strikes;
        (self.kind, self.is_tag) == (other.kind, other.is_tag) && is_pair
    }

    /// How many bytes it has.
    pub(super) fn length(&self) -> usize {
        self.kind.text().len()
    }

    /// What it is where it is no sign; a tag is nothing then.
    fn text(&self) -> &'static str {
        if self.is_tag { "" } else { self.kind.text() }
    }
}

/// Puts the words of a span, set as it says, into the row.
fn apply(outer: &mut Vec<Inline>, inner: Vec<Inline>, attributes: &Attributes) {
    let mut inner = tidy(inner);
    let mut own = book::Attributes {
        language: attributes.tag(),
        classes: Vec::new(),
    };
    for class in &attributes.classes {
        inner = match class.as_str() {
            class::EMPHASIS | class::UNDERLINE | class::UNDERLINE_SHORT => {
                vec![Inline::Emphasis(inner)]
            }
            class::STRONG => vec![Inline::Strong(inner)],
            class::SMALL_CAPITALS => vec![Inline::SmallCapitals(inner)],
            class::RAISED => vec![Inline::Raised(inner)],
            class::LOWERED => vec![Inline::Lowered(inner)],
            class::STRUCK => vec![Inline::Struck(inner)],
            class::TYPEWRITER => vec![Inline::Typewriter(inner)],
            class if class::OF_SPANS.contains(&class) => inner,
            class => {
                own.classes.push(class.into());
                inner
            }
        };
    }
    if own != book::Attributes::default() && !inner.is_empty() {
        inner = vec![Inline::Span {
            of: own,
            text: inner,
        }];
    }
    outer.extend(inner);
}

fn text(text: &str, at: Span) -> Inline {
    Inline::Text {
        text: text.into(),
        at,
    }
}

/// A blank that stands for a line end; its place is that of the text before it.
fn blank() -> Inline {
    text(" ", NOWHERE)
}

/// The place of what stands nowhere.
const NOWHERE: Span = Span {
    source: u16::MAX,
    start: 0,
    end: 0,
};

/// Joins neighbouring texts, makes runs of blanks one, and takes blanks off around forced line ends.
pub(super) fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let (words, span) = match inline {
            Inline::Text { text, at } => (text, at),
            Inline::Break => {
                trim_end(&mut out);
                if !matches!(out.last(), Some(Inline::Break)) {
                    out.push(Inline::Break);
                }
                continue;
            }
            other => {
                out.push(other);
                continue;
            }
        };
        let after_break = matches!(out.last(), Some(Inline::Break));
        if let Some(Inline::Text { text, at }) = out.last_mut() {
            push_words(text, &words);
            if at.source == u16::MAX {
                *at = span;
            } else if at.source == span.source {
                *at = at.joined(span);
            }
        } else {
            let mut text = String::new();
            push_words(
                &mut text,
                if after_break {
                    words.trim_start_matches(BLANK)
                } else {
                    &words
                },
            );
            if !text.is_empty() {
                out.push(Inline::Text { text, at: span });
            }
        }
    }
    out
}

const BLANK: [char; 2] = [' ', '\t'];

fn push_words(out: &mut String, words: &str) {
    for c in words.chars() {
        let is_blank = BLANK.contains(&c);
        if !is_blank {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
}

/// Takes blanks and forced line ends off both ends of a leaf or an emphasis.
pub(super) fn trim(inlines: &mut Vec<Inline>) {
    let mut edge = 0;
    for inline in inlines.iter_mut() {
        if let Inline::Text { text, .. } = inline {
            *text = text.trim_start_matches(BLANK).into();
        }
        match inline {
            Inline::Text { text, .. } if text.is_empty() => edge += 1,
            Inline::Break => edge += 1,
            _ => break,
        }
    }
    inlines.drain(..edge);
    trim_end(inlines);
    while let Some(Inline::Break) = inlines.last() {
        inlines.pop();
        trim_end(inlines);
    }
}

fn trim_end(inlines: &mut Vec<Inline>) {
    if let Some(Inline::Text { text, .. }) = inlines.last_mut() {
        text.truncate(text.trim_end_matches(BLANK).len());
        if text.is_empty() {
            inlines.pop();
        }
    }
}
