//! Kinds of calls and kinds of notes. In: what stands before a call, and the words of a note. Out: how well they go
//! together, as this very text pairs them elsewhere: where every quotation has its source and a name its gloss, a source
//! at the name and a gloss at the quotation are out of place.

use crate::language::Language;

/// What a call stands after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The end of a quotation.
    Quotation,
    /// A name.
    Name,
    /// Anything else.
    Other,
}

/// What a note does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Names a source.
    Source,
    /// Says who or what somebody or something is.
    Gloss,
    /// Anything else.
    Remark,
}

impl Place {
    /// Of the text before a call.
    #[must_use]
    pub fn new(before: &str) -> Place {
        let bare = before.trim_end();
        let unstopped = bare.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
        if unstopped.ends_with(['”', '"', '»', '“']) || bare.ends_with(['”', '"', '»']) {
            return Place::Quotation;
        }
        let mut words = unstopped.split_whitespace().rev();
        let last = words.next().unwrap_or("");
        let previous = words.next().unwrap_or(".");
        let opens = previous.ends_with(['.', '!', '?']);
        if last.starts_with(char::is_uppercase) && !opens {
            Place::Name
        } else {
            Place::Other
        }
    }
}

impl Kind {
    /// Of a note's text.
    #[must_use]
    pub fn new(note: &str) -> Kind {
        let head = note.chars().take(240).collect::<String>().to_lowercase();
        let words: Vec<&str> = head.split(|c: char| !c.is_alphanumeric()).collect();
        let is_short = note.chars().count() < 240;
        let any = Language::any();
        let cites = |word: &&str| any.cites.has(word) || any.ibid.has(word);
        let has_year = words
            .iter()
            .any(|w| w.len() == 4 && w.starts_with('1') && w.bytes().all(|b| b.is_ascii_digit()));
        let is_titled = note.trim_start().starts_with(['“', '"', '«', '‘'])
            || words.contains(&"by") && is_short;
        let is_being = |word: &&str| any.being.has(word);
        if is_short
            && (words.iter().any(cites)
                || is_titled
                || has_year && !words.iter().take(14).any(is_being))
        {
            Kind::Source
        } else if words.iter().take(16).any(is_being) || !is_short && words.iter().any(is_being) {
            Kind::Gloss
        } else {
            Kind::Remark
        }
    }
}

/// How often this text pairs places and kinds.
#[derive(Debug, Default)]
pub struct Customs {
    pairs: [[f32; 3]; 3],
}

impl Customs {
    /// Counts a call and its note.
    pub fn add(&mut self, place: Place, kind: Kind) {
        self.pairs[place as usize][kind as usize] += 1.0;
    }

    /// How much likelier a kind is at a place than anywhere, in natural-log units. Until the text has shown its
    /// customs, quotations have sources and names have glosses, mildly.
    #[must_use]
    pub fn weigh(&self, place: Place, kind: Kind) -> f32 {
        const PRIOR: [[f32; 3]; 3] = [[1.6, 0.5, 0.9], [0.7, 1.6, 0.7], [1.0, 1.0, 1.0]];
        let cell = |p: usize, k: usize| self.pairs[p][k] + PRIOR[p][k];
        let (p, k) = (place as usize, kind as usize);
        let row: f32 = (0..3).map(|k| cell(p, k)).sum();
        let column: f32 = (0..3).map(|p| cell(p, k)).sum();
        let all: f32 = (0..9).map(|i| cell(i / 3, i % 3)).sum();
        (cell(p, k) / row / (column / all)).ln()
    }
}
