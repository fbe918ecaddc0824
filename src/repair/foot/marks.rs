//! Numbers and symbols at the head of note bodies. In: the ink of a row. Out: the [`Mark`]s that it may begin with.

pub mod letters;

/// How a mark is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `1`
    Plain,
    /// `1.`
    Dot,
    /// `(1)` or `1)`
    Paren,
    /// `[1]`
    Bracket,
    /// `¹`
    Superior,
    /// `*`, `†`
    Symbol,
    /// `a)`, `(a)` or `[a]`
    Letter,
}

/// What follows a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// The words, at once.
    Glued,
    /// A blank, then the words.
    Blank,
    /// Nothing more in this row.
    Alone,
}

/// A number or symbol that may head a note body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// How it is written.
    pub kind: Kind,
    /// The number; symbols count from [`SYMBOLS`] + 1, letters from [`letters::LETTERS`] + 1.
    pub value: u32,
    /// How many of its digits are letters that scans confuse with digits; 9 if all are.
    pub misread: u8,
    /// Its bytes.
    pub len: usize,
    /// What follows.
    pub gap: Gap,
}

/// Values above are symbols, or letters: `*` is one more, `†` two more.
pub const SYMBOLS: u32 = 10_000;

/// What a symbol counts more for each time that it stands again: `**`, `***`.
pub const AGAIN: u32 = 10;
/// So many times it stands at the most; more are an ornament, but with half a bracket behind them.
const FEW: usize = 3;
const MOST: usize = 6;

/// The digit that a character is or that scans take it for, and whether it is a letter.
#[must_use]
pub fn digit(c: char) -> Option<(u32, bool)> {
    match c {
        '0'..='9' => Some((c as u32 - '0' as u32, false)),
        'O' | 'o' => Some((0, true)),
        'l' | 'I' | '|' => Some((1, true)),
        'Z' => Some((2, true)),
        'T' => Some((7, true)),
        'g' | 'q' => Some((9, true)),
        'S' => Some((5, true)),
        'B' => Some((8, true)),
        _ => None,
    }
}

/// The value of a superior digit.
#[must_use]
pub fn superior(c: char) -> Option<u32> {
    match c {
        '⁰' => Some(0),
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => Some(c as u32 - '⁰' as u32),
        _ => None,
    }
}

/// The rank of a note symbol, from 1, in the printers' order.
#[must_use]
pub fn symbol(c: char) -> Option<u32> {
    match c {
        '*' | '∗' | '＊' | '⋆' => Some(1),
        '†' => Some(2),
        '‡' => Some(3),
        '§' => Some(4),
        '‖' | '∥' => Some(5),
        '¶' => Some(6),
        _ => None,
    }
}

/// The rank of the note symbol that scans take for a letter, where the letter is no word: `†` reads `t`, `‡` reads `J`.
#[must_use]
pub fn lettered(c: char) -> Option<u32> {
    match c {
        't' | 'f' | '+' => Some(2),
        'J' | 'X' => Some(3),
        _ => None,
    }
}

/// A run of digits, or of letters that scans confuse with them, at the head of a text: value, letters, bytes.
#[must_use]
pub fn number(text: &str) -> Option<(u32, u8, usize)> {
    let mut value = 0;
    let (mut letters, mut digits, mut len) = (0, 0, 0);
    for c in text.chars() {
        let Some((d, is_letter)) = digit(c) else {
            break;
        };
        // A letter after the number begins a word unless what follows it is no letter.
        let rest = &text[len + c.len_utf8()..];
        if is_letter && rest.starts_with(|n: char| n.is_lowercase() && digit(n).is_none()) {
            break;
        }
        value = value * 10 + d;
        letters += u8::from(is_letter);
        digits += 1;
        len += c.len_utf8();
        if digits > 3 {
            return None;
        }
    }
    let misread = if letters > 0 && letters == digits {
        9
    } else {
        letters
    };
    (digits > 0 && value > 0).then_some((value, misread, len))
}

/// A run of superior digits at the head of a text: value and bytes.
#[must_use]
pub fn superiors(text: &str) -> Option<(u32, usize)> {
    let digits = text
        .chars()
        .map_while(|c| superior(c).map(|d| (d, c.len_utf8())));
    let (value, len) = digits
        .take(4)
        .fold((0, 0), |(v, l), (d, n)| (v * 10 + d, l + n));
    (len > 0 && value > 0).then_some((value, len))
}

/// A run of one symbol at the head of a text, as `**`: value and bytes.
#[must_use]
pub fn symbols(text: &str) -> Option<(u32, usize)> {
    let first = text.chars().next()?;
    let rank = symbol(first)?;
    let count = text.chars().take_while(|&c| c == first).count();
    let value = SYMBOLS + rank + AGAIN * (count as u32 - 1);
    let len = count * first.len_utf8();
    let most = if text[len..].starts_with(')') {
        MOST
    } else {
        FEW
    };
    (count <= most).then_some((value, len))
}

/// The marks that a row's ink may begin with: digits as they stand, and digits with the letters that may be digits.
#[must_use]
pub fn marks(ink: &str) -> Vec<Mark> {
    let digits = ink.bytes().take_while(u8::is_ascii_digit).count();
    let mut found = Vec::new();
    if (1..=3).contains(&digits)
        && let Ok(value) = ink[..digits].parse::<u32>()
        && value > 0
    {
        let (kind, len) = stopped(ink, digits);
        found.extend(followed(ink, kind, value, 0, len));
    }
    if let Some((kind, value, misread, len)) = written(ink)
        && (misread > 0 || digits == 0)
    {
        found.extend(followed(ink, kind, value, misread, len));
    }
    found.extend(lettered_symbol(ink));
    if let Some((value, len)) = letters::enclosed(ink) {
        found.extend(followed(ink, Kind::Letter, value, 0, len));
    }
    found
}

/// Signs of which a rule above notes is made, typewriters' included, and how many at least.
const RULES: [char; 13] = [
    '─', '━', '—', '―', '–', '-', '_', '‾', '=', '*', '.', '·', '~',
];
const RULE: usize = 3;

/// Whether a row is a rule: one sign, again and again, with blanks between or without.
#[must_use]
pub fn is_rule(ink: &str) -> bool {
    let mut signs = ink.chars().filter(|c| !c.is_whitespace());
    let first = ink.chars().next().unwrap_or(' ');
    RULES.contains(&first) && signs.clone().count() >= RULE && signs.all(|c| c == first)
}

/// A symbol that the scan read as a letter: by itself, before the capital of a note.
fn lettered_symbol(ink: &str) -> Option<Mark> {
    let mut chars = ink.chars();
    let rank = lettered(chars.next()?)?;
    let rest = chars.as_str();
    let is_apart = rest.starts_with(' ') && rest.trim_start().starts_with(opens_note);
    is_apart.then_some(Mark {
        kind: Kind::Symbol,
        value: SYMBOLS + rank,
        misread: 1,
        len: ink.len() - rest.len(),
        gap: Gap::Blank,
    })
}

fn opens_note(c: char) -> bool {
    c.is_uppercase() || matches!(c, '“' | '‘' | '"' | '«' | '„' | '(')
}

/// A mark, if what follows leaves it one.
fn followed(ink: &str, kind: Kind, value: u32, misread: u8, len: usize) -> Option<Mark> {
    let rest = &ink[len..];
    let gap = match rest.chars().next() {
        None => Gap::Alone,
        Some(c) if c.is_whitespace() => Gap::Blank,
        Some(_) => Gap::Glued,
    };
    let mark = Mark {
        kind,
        value,
        misread,
        len,
        gap,
    };
    is_possible(&mark, rest).then_some(mark)
}

/// The kind and length of a bare number of `len` bytes, with the stop or parenthesis after it.
fn stopped(ink: &str, len: usize) -> (Kind, usize) {
    match ink[len..].chars().next() {
        Some('.') if !ink[len + 1..].starts_with(|c: char| c.is_ascii_digit()) => {
            (Kind::Dot, len + 1)
        }
        Some(')') => (Kind::Paren, len + 1),
        _ => (Kind::Plain, len),
    }
}

/// A mark in any writing: kind, value, letters among its digits, bytes.
fn written(ink: &str) -> Option<(Kind, u32, u8, usize)> {
    // `*)` and `¹)`: half a bracket is part of the mark.
    let half = |len: usize| len + usize::from(ink[len..].starts_with(')'));
    if let Some((value, len)) = symbols(ink) {
        return Some((Kind::Symbol, value, 0, half(len)));
    }
    if let Some((value, len)) = superiors(ink) {
        return Some((Kind::Superior, value, 0, half(len)));
    }
    for (open, close, kind) in [('[', ']', Kind::Bracket), ('(', ')', Kind::Paren)] {
        if let Some(inner) = ink.strip_prefix(open) {
            return enclosed(ink, inner, close, kind);
        }
    }
    let (value, misread, len) = number(ink)?;
    let (kind, len) = stopped(ink, len);
    Some((kind, value, misread, len))
}

/// A number or symbol between brackets.
fn enclosed(ink: &str, inner: &str, close: char, kind: Kind) -> Option<(Kind, u32, u8, usize)> {
    let inner = inner.trim_start();
    let symbol = symbols(inner).map(|(value, len)| (Kind::Symbol, value, 0, len));
    let number = || number(inner).map(|(value, misread, len)| (kind, value, misread, len));
    let (kind, value, misread, len) = symbol.or_else(number)?;
    let tail = inner[len..].trim_start();
    let end = ink.len() - tail.len() + 1;
    tail.starts_with(close)
        .then_some((kind, value, misread, end))
}

/// Whether what follows leaves the mark a mark.
fn is_possible(mark: &Mark, rest: &str) -> bool {
    let mut after = rest.chars();
    let (next, second) = (after.next(), after.next());
    let is_number = matches!(mark.kind, Kind::Plain | Kind::Dot);
    if is_number && mark.gap == Gap::Glued {
        let lower = rest.get(..2).is_some_and(|s| {
            matches!(s, "st" | "nd" | "rd" | "th") && !rest[2..].starts_with(char::is_alphabetic)
        });
        let sum = matches!(next, Some('/' | '-' | '–' | '%' | '°' | ':' | '½'))
            || (matches!(next, Some('.' | ',')) && second.is_some_and(|c| c.is_ascii_digit()));
        if lower || sum || next.is_some_and(|c| c.is_ascii_digit()) {
            return false;
        }
    }
    // A word that begins with a confusable letter is a word.
    if mark.misread == 9 && is_number {
        let alone = mark.kind == Kind::Dot || mark.gap != Gap::Glued;
        return alone;
    }
    // `∗ ∗ ∗` is an ornament.
    // So is what stands between two of a kind, `*** The End ***`.
    let is_framed = rest.chars().next_back().and_then(symbol).is_some();
    mark.kind != Kind::Symbol
        || mark.gap == Gap::Alone
        || !is_framed && rest.chars().any(|c| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_bracket_is_part_of_the_mark() {
        let len = |ink| marks(ink).first().map(|mark| (mark.len, mark.gap));
        assert_eq!(len("**) The lock was new."), Some((3, Gap::Blank)));
        assert_eq!(len("¹) The lock was new."), Some((3, Gap::Blank)));
    }

    #[test]
    fn a_line_between_stars_is_an_ornament() {
        assert!(marks("*** End of the logbook ***").is_empty());
        assert_eq!(marks("* The logbook ends here.").len(), 1);
    }
}
