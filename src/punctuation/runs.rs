//! Runs of hyphens and of stops. In: the words of a paragraph. Out: the dashes and ellipses that they stand for.

use super::marks::{self, Marks};
use super::{Change, OBJECT};

/// A run of one character, and what stands around it.
struct Run {
    start: usize,
    end: usize,
    before: Option<char>,
    after: Option<char>,
    /// Whether it stands in an address, a path, an assignment: words of a machine.
    is_in_code: bool,
}

impl Run {
    fn length(&self) -> usize {
        self.end - self.start
    }
}

/// The runs of a character of one byte.
fn runs(text: &str, of: char) -> impl Iterator<Item = Run> {
    let tokens = text
        .split_inclusive(char::is_whitespace)
        .scan(0, |at, token| {
            let start = *at;
            *at += token.len();
            Some((start, token))
        });
    tokens.flat_map(move |(head, token)| {
        let is_in_code =
            token.contains(of) && token.contains(['/', '\\', '=', '_', '@', '<', '>', OBJECT]);
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at + token[at..].find(of)?;
            let rest = &token[start..];
            at = start + rest.len() - rest.trim_start_matches(of).len();
            Some(Run {
                start: head + start,
                end: head + at,
                before: text[..head + start].chars().next_back(),
                after: text[head + at..].chars().next(),
                is_in_code,
            })
        })
    })
}

/// The dashes that two and three hyphens stand for, and one between blanks.
pub(super) fn of_hyphens(text: &str, language: &str) -> Vec<Change> {
    let own = marks::of(language);
    // Who types three for the long one means the short one by two.
    let has_three = runs(text, '-').any(|run| run.length() == 3);
    let dashes = runs(text, '-').filter_map(|run| {
        let to = dash(&run, own, has_three)?;
        Some(Change::new(run.start..run.end, to))
    });
    dashes.collect()
}

fn dash(run: &Run, own: &Marks, has_three: bool) -> Option<&'static str> {
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (opens, closes) = (is_blank(run.before), is_blank(run.after));
    let is_at_head = run.before.is_none_or(|c| c == '\n');
    match run.length() {
        _ if run.is_in_code || is_at_head && run.after.is_none() => None,
        1 => (opens && closes && !is_at_head && run.after.is_some()).then_some(own.dash),
        2 if is_figure(run.before) && is_figure(run.after) => Some("–"),
        // What somebody says begins with a long one.
        2 if is_at_head && closes => Some("—"),
        2 if opens && closes => Some(own.dash),
        // `--force` is said to a machine.
        2 if opens => own.touches.then_some("—"),
        2 if has_three => Some("–"),
        2 | 3 => Some("—"),
        _ => None,
    }
}

/// The ellipses that three stops stand for; with a fourth that ends the sentence.
pub(super) fn of_stops(text: &str) -> impl Iterator<Item = Change> {
    runs(text, '.').filter_map(|run| match run.length() {
        _ if run.is_in_code => None,
        3 => Some(Change::new(run.start..run.end, "…")),
        4 => Some(Change::new(run.start..run.end, "….")),
        _ => None,
    })
}
