//! Lines and columns of a whole ledger. In: its spans. Out: their positions, found in one walk through the sources, so
//! that a text without line ends costs no more than another.

use crate::ledger::Ledger;
use crate::source::{Position, Source, Span};
use std::collections::HashMap;

/// Characters of context either side of a query.
const AROUND: usize = 40;

/// Positions by source and byte.
pub(crate) struct Places<'a> {
    sources: &'a [Source],
    found: HashMap<(u16, u32), Position>,
}

impl<'a> Places<'a> {
    /// Finds the place of every entry, and of some spans more.
    pub fn of(
        ledger: &Ledger,
        sources: &'a [Source],
        more: impl IntoIterator<Item = Span>,
    ) -> Places<'a> {
        let changes = ledger.changes().iter().map(|c| c.at);
        let queries = ledger.queries().iter().map(|q| q.at);
        let spans = changes.chain(queries).chain(more);
        let starts = spans.map(|at| (at.source, at.start));
        let mut wanted: Vec<(u16, u32)> = starts.collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut found = HashMap::with_capacity(wanted.len());
        for of_source in wanted.chunk_by(|a, b| a.0 == b.0) {
            if let Some(source) = sources.get(of_source[0].0 as usize) {
                walk(source, of_source, &mut found);
            }
        }
        Places { sources, found }
    }

    /// The position of a span's first byte.
    pub fn position(&self, at: Span) -> Position {
        let found = self.found.get(&(at.source, at.start));
        found.copied().unwrap_or(Position::new(1, 1))
    }

    /// The name of a span's file.
    pub fn name(&self, at: Span) -> &'a str {
        self.sources
            .get(at.source as usize)
            .map_or("", Source::name)
    }

    /// Where the words of a span stand on their page, in points: left, top, right and lower edge.
    pub fn area(&self, at: Span) -> Option<[f64; 4]> {
        self.sources.get(at.source as usize)?.area(at)
    }

    /// The words of a span and some characters either side, on one line.
    pub fn context(&self, at: Span) -> String {
        let text = self
            .sources
            .get(at.source as usize)
            .map_or("", Source::text);
        let (start, end) = (
            at.start as usize,
            (at.end as usize).min(at.start as usize + 200),
        );
        let head = text.get(..start).unwrap_or_default();
        let head = head.char_indices().rev().take(AROUND).last();
        let from = head.map_or(start, |(from, _)| from);
        let end = (end..text.len())
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(text.len());
        let to = text[end..]
            .char_indices()
            .nth(AROUND)
            .map_or(text.len(), |(at, _)| end + at);
        let words = text.get(from..to).unwrap_or_default();
        let words: Vec<&str> = words.split_whitespace().collect();
        words.join(" ")
    }

    /// Whether there is but one source, whose name need not be said.
    pub fn is_one(&self) -> bool {
        self.sources.len() <= 1
    }

    /// `line:column`, or page and line; with the file's name where there are several.
    pub fn at(&self, at: Span) -> String {
        let position = self.position(at);
        match position.page {
            _ if self.is_one() => position.to_string(),
            Some(_) => format!("{}: {position}", self.name(at)),
            None => format!("{}:{position}", self.name(at)),
        }
    }
}

/// Finds the positions of some bytes of one text; they are sorted.
fn walk(source: &Source, wanted: &[(u16, u32)], found: &mut HashMap<(u16, u32), Position>) {
    let text = source.text();
    let mut position = Position::new(1, 1);
    position.page = source.typography().map(|_| 1);
    let mut wanted = wanted.iter().peekable();
    for (at, c) in text.char_indices() {
        while let Some(&&key) = wanted.peek()
            && key.1 as usize <= at
        {
            found.insert(key, position);
            wanted.next();
        }
        if wanted.peek().is_none() {
            return;
        }
        if c == '\n' {
            position.line += 1;
            position.column = 0;
        }
        if let Some(page) = position.page.filter(|_| c == '\u{c}') {
            (position.page, position.line, position.column) = (Some(page + 1), 1, 0);
        }
        position.column += 1;
    }
    wanted.for_each(|&key| {
        found.insert(key, position);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::typography::Typography;

    #[test]
    fn one_walk_finds_what_the_source_says() {
        let text = Source::new("a", "één\n\n\u{c}zwei drei\nvier".into());
        let paged = text.clone().with_typography(Typography::default());
        for source in [text, paged] {
            let bytes = source.text().char_indices().map(|(at, _)| at as u32);
            let wanted: Vec<(u16, u32)> = bytes.chain([99]).map(|at| (0, at)).collect();
            let mut found = HashMap::new();
            walk(&source, &wanted, &mut found);
            for key in wanted {
                assert_eq!(found[&key], source.position(key.1), "{}", key.1);
            }
        }
    }
}
