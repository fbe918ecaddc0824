//! What the editor says that lines are. In: a text as set, and `repair.lines`. Out: each line that it names known to the
//! galley as what it is said to be, so that no pass makes anything else of it; what is no text and no note set aside.
//!
//! It comes before all other passes: a manifest names lines as the source has them.

use super::{GoesBy, Pass, Rules, squeezed};
use crate::galley::said::WHY;
use crate::galley::{Line, Pen};
use crate::ledger::Certainty;
use std::collections::{BTreeMap, HashMap};

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "said",
    says: "lines by your word",
    about: "lines that the manifest says are headings, verse, notes, heads or nothing",
    goes_by: GoesBy::Print,
    run,
};

/// What stands behind the first words of a line for the rest of it.
const REST: char = '…';

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let rows = &rules.repair.lines;
    if rows.is_empty() {
        return;
    }
    let lines = pen.galley().lines();
    let text = pen.galley().text();
    let known = Known::new(lines.iter().map(|line| &text[line.range.clone()]));
    // A row that means one line goes before one that means all that read so.
    let named = rows.iter().map(|(name, _)| known.named(name));
    let mut named: Vec<(usize, Named)> = named.enumerate().collect();
    named.sort_by_key(|(_, named)| named.is_one);
    let mut said: BTreeMap<usize, usize> = BTreeMap::new();
    for (row, named) in named {
        said.extend(named.lines.into_iter().map(|line| (line, row)));
    }
    for (line, row) in said {
        let Line { range, end, .. } = lines[line].clone();
        let kind = rows[row].1;
        let range = range.start..if kind.keeps_end() { range.end } else { end };
        pen.say(range.clone(), kind, row);
        if let Some(label) = kind.label().filter(|_| kind.is_set_aside()) {
            pen.mark(range, label, WHY, Certainty::Sure);
        }
    }
}

/// The lines that a name means.
struct Named {
    lines: Vec<usize>,
    /// Whether it means one of those that read so.
    is_one: bool,
}

/// Lines by their words.
struct Known {
    words: Vec<String>,
    by_words: HashMap<String, Vec<usize>>,
}

impl Known {
    fn new<'t>(lines: impl Iterator<Item = &'t str>) -> Known {
        let words: Vec<String> = lines.map(squeezed).collect();
        let mut by_words: HashMap<String, Vec<usize>> = HashMap::new();
        for (line, words) in words.iter().enumerate().filter(|(_, w)| !w.is_empty()) {
            by_words.entry(words.clone()).or_default().push(line);
        }
        Known { words, by_words }
    }

    /// `words` are all lines that read so, `words …` all that begin so; `words#2` is the second of them.
    fn named(&self, name: &str) -> Named {
        let name = squeezed(name);
        let lines = self.all(&name);
        let counted = name.rsplit_once('#');
        let counted = counted.and_then(|(name, count)| Some((name, count.parse::<usize>().ok()?)));
        match counted.filter(|_| lines.is_empty()) {
            None => Named {
                lines,
                is_one: false,
            },
            Some((name, count)) => Named {
                lines: self
                    .all(name.trim_end())
                    .into_iter()
                    .skip(count.wrapping_sub(1))
                    .take(1)
                    .collect(),
                is_one: true,
            },
        }
    }

    fn all(&self, name: &str) -> Vec<usize> {
        let exact = self.by_words.get(name).cloned();
        let begun = || {
            let head = name.strip_suffix(REST)?.trim_end();
            let begins = |line: &usize| !head.is_empty() && self.words[*line].starts_with(head);
            Some((0..self.words.len()).filter(begins).collect())
        };
        exact.or_else(begun).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_named_by_all_or_their_first_words_and_counted() {
        let known = Known::new(
            [
                "On  Bread",
                "Flour, salt and water.",
                "",
                " On Bread ",
                "No. #2",
            ]
            .into_iter(),
        );
        let named = |name: &str| known.named(name).lines;
        assert_eq!(named("On Bread"), [0, 3]);
        assert_eq!(named("On Bread#2"), [3]);
        assert_eq!(named("Flour, salt …"), [1]);
        assert_eq!(named("Flour, salt…#1"), [1]);
        assert_eq!(named("No. #2"), [4]);
        for none in [
            "",
            "…",
            "#1",
            "On Bread#0",
            "On Bread#3",
            "Flour, salt",
            "On",
        ] {
            assert!(named(none).is_empty(), "{none}");
        }
    }
}
