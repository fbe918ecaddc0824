//! How parts of the sources are set. In: ranges of sources and their styles, in any order, one inside another. Out:
//! [`Styles`], which says how a span is set.

use crate::source::Span;
use crate::source::typography::Style;
use std::ops::Range;

/// Ranges set otherwise than usual: in order, without overlaps, each of one style.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Styles {
    ranges: Vec<(Span, Style)>,
}

impl Styles {
    /// Whether all is set as usual.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// All ranges, in order.
    pub fn ranges(&self) -> impl Iterator<Item = (Span, Style)> {
        self.ranges.iter().copied()
    }

    /// Adds ranges; where two lie over one another, both styles hold.
    pub fn add(&mut self, more: impl IntoIterator<Item = (Span, Style)>) {
        self.ranges.extend(more);
        self.ranges.retain(|(at, _)| at.start < at.end);
        self.ranges
            .sort_unstable_by_key(|(at, _)| (at.source, at.start, at.end));
        let is_flat = |pair: &[(Span, Style)]| {
            let (one, next) = (pair[0].0, pair[1].0);
            one.source != next.source || one.end <= next.start
        };
        if !self.ranges.windows(2).all(is_flat) {
            self.flatten();
        }
    }

    /// Cuts ranges that lie over one another where either begins or ends.
    fn flatten(&mut self) {
        let mut flat: Vec<(Span, Style)> = Vec::new();
        let mut open: Vec<(Span, Style)> = Vec::new();
        for &(at, style) in &self.ranges {
            close(&mut open, &mut flat, Some(at));
            open.push((at, style));
        }
        close(&mut open, &mut flat, None);
        self.ranges = flat;
    }

    /// The runs of a span that are of one style, as bytes from its beginning, what is set as usual included; none where
    /// all is.
    pub fn within(&self, at: Span) -> Vec<(Range<usize>, Style)> {
        let first = self
            .ranges
            .partition_point(|(r, _)| (r.source, r.end) <= (at.source, at.start));
        let own = self.ranges[first..].iter();
        let own = own.take_while(|(r, _)| r.source == at.source && r.start < at.end);
        let mut runs = Vec::new();
        let mut done = at.start;
        let offset = |byte: u32| (byte - at.start) as usize;
        for &(range, style) in own {
            let (start, end) = (range.start.max(at.start), range.end.min(at.end));
            if done < start {
                runs.push((offset(done)..offset(start), Style::default()));
            }
            runs.push((offset(start)..offset(end), style));
            done = end;
        }
        if !runs.is_empty() && done < at.end {
            runs.push((offset(done)..offset(at.end), Style::default()));
        }
        runs
    }

    /// The style of all of a span; of an empty one, that of what stands on both sides.
    pub fn of(&self, at: Span) -> Style {
        if at.start < at.end {
            return self.at(at.source, at.start) & self.at(at.source, at.end - 1);
        }
        let before = at.start.checked_sub(1);
        let before = before.map_or(Style::default(), |byte| self.at(at.source, byte));
        before & self.at(at.source, at.start)
    }

    /// The styles that most of a span has; of an empty one, that of what stands on both sides.
    pub fn mostly(&self, at: Span) -> Style {
        if at.start >= at.end {
            return self.of(at);
        }
        let runs = self.within(at);
        let has_most = |style: &Style| {
            let own = runs.iter().filter(|(_, s)| s.has(*style));
            2 * own.map(|(range, _)| range.len()).sum::<usize>() > (at.end - at.start) as usize
        };
        let styles = Style::ALL.into_iter().filter(has_most);
        styles.fold(Style::NONE, |sum, style| sum | style)
    }

    /// The style of a byte.
    fn at(&self, source: u16, byte: u32) -> Style {
        let next = self
            .ranges
            .partition_point(|(r, _)| (r.source, r.end) <= (source, byte));
        let range = self.ranges.get(next);
        let range = range.filter(|(r, _)| r.source == source && r.start <= byte);
        range.map_or(Style::default(), |&(_, style)| style)
    }
}

/// Writes what is open, up to where `next` begins, or to its end.
fn close(open: &mut Vec<(Span, Style)>, flat: &mut Vec<(Span, Style)>, next: Option<Span>) {
    while let Some(&(first, _)) = open.first() {
        let start = open.iter().map(|(at, _)| at.start).max();
        let end = open.iter().map(|(at, _)| at.end).min();
        let (start, end) = (start.unwrap_or(first.start), end.unwrap_or(first.end));
        let limit = next.filter(|next| next.source == first.source);
        let end = limit.map_or(end, |next| end.min(next.start));
        if start < end {
            let style = open.iter().fold(Style::default(), |sum, &(_, s)| sum | s);
            flat.push((
                Span {
                    start,
                    end,
                    ..first
                },
                style,
            ));
        }
        open.retain_mut(|(at, _)| {
            at.start = end.max(at.start);
            at.start < at.end
        });
        if limit.is_some_and(|next| end >= next.start) {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span {
            source: 0,
            start,
            end,
        }
    }

    #[test]
    fn ranges_inside_one_another_are_cut() {
        let mut styles = Styles::default();
        styles.add([(span(2, 9), Style::ITALIC), (span(4, 6), Style::BOLD)]);
        let both = Style::ITALIC | Style::BOLD;
        let found: Vec<_> = styles.ranges().collect();
        let cut = [
            (span(2, 4), Style::ITALIC),
            (span(4, 6), both),
            (span(6, 9), Style::ITALIC),
        ];
        assert_eq!(found, cut);
        assert_eq!(styles.of(span(4, 6)), both);
        assert_eq!(styles.of(span(3, 3)), Style::ITALIC);
        assert_eq!(styles.of(span(9, 9)), Style::default());
    }

    #[test]
    fn a_span_is_parted_into_runs() {
        let mut styles = Styles::default();
        styles.add([(span(2, 4), Style::ITALIC)]);
        let runs = styles.within(span(1, 6));
        let usual = Style::default();
        assert_eq!(runs, [(0..1, usual), (1..3, Style::ITALIC), (3..5, usual)]);
        assert!(styles.within(span(4, 6)).is_empty());
    }
}
