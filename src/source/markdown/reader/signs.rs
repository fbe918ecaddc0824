//! Signs inside words. In: words without brackets. Out: tokens; formulas, citations and TeX are named.

use super::super::{class, formula};
use super::{Kind, Reader, Sign, Token, is_escaped};
use crate::book::{self, Inline};
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
        for (at, _) in text[range.clone()].match_indices(['\\', '@']) {
            let at = range.start + at;
            if at < done || is_escaped(text, at) {
                continue;
            }
            let (says, end) = match self.example_at(at, range.end) {
                Some((number, end)) => (number, end),
                None if text[at..range.end].starts_with("\\ ") => ("\u{a0}".into(), at + 2),
                None => continue,
            };
            let words = format!("{}{says}", &text[done..at]);
            self.push_text(&words, done..end);
            done = end;
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
            } else if sign == "@"
                && is_key
                && is_free()
                && self.example_at(range.start, self.text.len()).is_none()
            {
                let message = "citations are unknown here: their keys stay as words";
                self.warn("markdown-citation", message, range);
            }
        }
    }

    /// The number of the example that is named at a byte, and the byte behind its name.
    fn example_at(&self, at: usize, end: usize) -> Option<(String, usize)> {
        let name = self.text[at..end].strip_prefix('@')?;
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let name = &name[..name.find(|c| !is_part(c)).unwrap_or(name.len())];
        let number = self.examples.get(name)?;
        Some((number.to_string(), at + 1 + name.len()))
    }

    /// A formula; one that is not simple stays as it was typed. Sums of money are none.
    pub(super) fn formula(&mut self, range: Range<usize>) {
        let is_money = self.text[range.end..].starts_with(|c: char| c.is_ascii_digit());
        let inner = self.text[range.clone()].trim_matches('$');
        let at = self.span(range.clone());
        if let Some(set) = formula::simple(inner, at).filter(|_| !is_money) {
            set.into_iter()
                .for_each(|inline| self.push(Token::Inline(inline)));
            return;
        }
        let words = self.text[range.clone()].replace('\n', " ");
        if is_money {
            return self.push_text(&words, range);
        }
        let message =
            "only simple formulas are set in print and in the text: this one stays as it was typed";
        self.warn("markdown-formula", message, range);
        let text = vec![Inline::Text { text: words, at }];
        let of = book::Attributes {
            classes: vec![class::FORMULA.into()],
            ..book::Attributes::default()
        };
        let text = vec![Inline::Typewriter(text)];
        self.push(Token::Inline(Inline::Span { of, text }));
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
