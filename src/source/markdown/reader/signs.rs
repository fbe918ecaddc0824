//! Signs inside words. In: words without brackets. Out: tokens; formulas, citations and TeX are named.

use super::{Kind, Reader, Sign, Token, is_escaped};
use std::ops::Range;

impl Reader<'_> {
    /// Takes words without brackets, and finds the signs that raise (`^2^`), lower (`~2~`) or strike out (`~~no~~`), from
    /// byte `from` on.
    pub(super) fn words(&mut self, range: Range<usize>, mut from: usize) {
        let text = self.text;
        let mut done = range.start;
        while let Some(sign) = text[from..range.end].find(['^', '~']) {
            let at = from + sign;
            if at > done {
                self.plain(done..at);
            }
            let sign = self.sign(at);
            if sign.kind == Kind::Raises && self.raised_to != Some(at as u32) {
                self.raised_to = sign.opens;
            }
            done = at + sign.length();
            from = done.min(range.end);
            self.push(Token::Sign(sign));
        }
        if range.end > done {
            self.plain(done..range.end);
        }
    }

    /// The sign at a byte. Two tildes strike out if they touch what stands between them; what is raised or lowered has no
    /// blanks.
    fn sign(&self, at: usize) -> Sign {
        let (before, rest) = self.text.split_at(at);
        let is_double = rest.starts_with("~~");
        let (kind, length) = match (is_double, rest.starts_with('^')) {
            (true, _) => (Kind::Strikes, 2),
            (_, true) => (Kind::Raises, 1),
            (_, false) => (Kind::Lowers, 1),
        };
        let rest = &rest[length..];
        let opens = match kind {
            Kind::Strikes => {
                (!rest.is_empty() && !rest.starts_with(char::is_whitespace)).then_some(0)
            }
            _ => partner(rest, kind).map(|n| (at + length + n) as u32),
        };
        Sign {
            kind,
            is_tag: false,
            byte: at as u32,
            at: self.span(at..at + length),
            opens,
            closes: kind != Kind::Strikes || !before.ends_with(char::is_whitespace),
        }
    }

    /// Words without any of these signs. A blank behind a backslash is a fixed one.
    fn plain(&mut self, range: Range<usize>) {
        let text = self.text;
        self.name_strange(&text[range.clone()], range.start);
        let mut done = range.start;
        for (at, blank) in text[range.clone()].match_indices("\\ ") {
            let at = range.start + at;
            if !is_escaped(text, at) {
                let words = format!("{}\u{a0}", &text[done..at]);
                let end = at + blank.len();
                self.push_text(&words, done..end);
                done = end;
            }
        }
        if done < range.end {
            self.push_text(&text[done..range.end], done..range.end);
        }
    }

    /// Names citations and commands of TeX, which stay as words.
    fn name_strange(&mut self, words: &str, start: usize) {
        for (at, sign) in words.match_indices(['@', '\\']) {
            let (before, after) = (&self.text[..start + at], &words[at + 1..]);
            let is_free = || !is_escaped(self.text, start + at);
            let range = start + at..start + at + 1;
            let is_command = after.starts_with(|c: char| c.is_ascii_alphabetic());
            let is_key = after.starts_with(|c: char| c.is_alphanumeric() || c == '{')
                && !before.ends_with(|c: char| c.is_alphanumeric());
            if sign == "\\" && is_command && is_free() {
                let message = "commands of TeX are unknown here: they stay as words";
                self.warn("markdown-tex", message, range);
            } else if sign == "@" && is_key && is_free() {
                let message = "citations are unknown here: their keys stay as words";
                self.warn("markdown-citation", message, range);
            }
        }
    }

    /// A formula, which stays as it was typed. Sums of money are none.
    pub(super) fn formula(&mut self, range: Range<usize>) {
        let is_money = self.text[range.end..].starts_with(|c: char| c.is_ascii_digit());
        if !is_money {
            let message = "formulas are not set: this one stays as it was typed";
            self.warn("markdown-formula", message, range.clone());
        }
        let words = self.text[range.clone()].replace('\n', " ");
        self.push_text(&words, range);
    }
}

/// How many bytes into a text the sign stands that ends what one before the text raises or lowers.
fn partner(text: &str, kind: Kind) -> Option<usize> {
    let sign = if kind == Kind::Raises { '^' } else { '~' };
    // No further than the next one: a line may be nothing but signs.
    let mut ends = text.match_indices(|c: char| c == sign || c.is_whitespace());
    let (at, end) = ends.find(|(at, end)| !end.starts_with(sign) || !is_escaped(text, *at))?;
    if !end.starts_with(sign) {
        return None;
    }
    let is_note = kind == Kind::Raises && text.starts_with('[');
    let is_double = kind == Kind::Lowers && text[at..].starts_with("~~");
    (at > 0 && !is_note && !is_double).then_some(at)
}
