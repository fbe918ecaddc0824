//! Links inside a book. In: blocks, their headings, and links to `#name`. Out: each such name stands at its place; links that
//! lead nowhere are named.
//!
//! A heading may be called by the name that Pandoc would give it: its words in small letters with hyphens for blanks.

use super::notes::Matter;
use crate::book::{Block, Inline, visit_inlines, words};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

impl Matter {
    /// Gives headings the names that links call them by.
    pub(super) fn settle_links(&mut self, warnings: &mut Diagnostics) {
        let mut anchors = BTreeSet::new();
        let mut wanted: BTreeMap<String, Option<Span>> = BTreeMap::new();
        self.each_part(&mut |blocks| {
            visit_inlines(blocks, &mut |inline| match inline {
                Inline::Anchor(name) => drop(anchors.insert(name.clone())),
                Inline::Link { to, text } => {
                    if let Some(name) = to.strip_prefix('#') {
                        wanted.entry(name.into()).or_insert_with(|| place(text));
                    }
                }
                _ => {}
            });
        });
        wanted.retain(|name, _| !anchors.contains(name));
        for block in &mut self.blocks {
            if let Block::Heading { text, .. } = block
                && let name = own_name(&words(text))
                && wanted.remove(&name).is_some()
            {
                text.insert(0, Inline::Anchor(name));
            }
        }
        for (name, at) in wanted {
            let message = format!("no place is called `#{name}`: the words of the link stay");
            let warning = Diagnostic::warning("link-to-nowhere", message);
            let warning =
                warning.hint("name a heading or some words: `# Title {#name}`, `[words]{#name}`");
            warnings.push(match at {
                Some(at) => warning.at(Place::Source(at)),
                None => warning,
            });
        }
    }
}

/// Where some words stand.
fn place(text: &[Inline]) -> Option<Span> {
    text.iter().find_map(|inline| match inline {
        Inline::Text { at, .. } => Some(*at),
        other => place(other.inner()),
    })
}

/// The name of a heading (Pandoc's manual, `auto_identifiers`).
fn own_name(words: &str) -> String {
    let kept = words
        .chars()
        .filter(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | '-' | '.'));
    let kept: String = kept.collect::<String>().to_lowercase();
    let joined = kept.split_whitespace().collect::<Vec<_>>().join("-");
    let name = joined.trim_start_matches(|c: char| !c.is_alphabetic());
    match name {
        "" => "section".into(),
        name => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::own_name;

    #[test]
    fn headings_have_pandocs_names() {
        assert_eq!(
            own_name("3. Applications: the *Mole*"),
            "applications-the-mole"
        );
        assert_eq!(own_name("33"), "section");
    }
}
