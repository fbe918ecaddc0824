//! Where the words of a transcription stand on their pages. In: what a reader of pages found, run by run. Out:
//! [`Typography`], which passes ask by byte ranges of the transcription.
//!
//! All lengths are hundredths of a point, from the page's upper left corner, to the right and down, after the page was
//! turned upright and cut to what is shown of it. They are rounded once, by the reader, and compared as integers: long
//! products of matrices are not the same on all machines.

use std::ops::{BitAnd, BitOr, BitOrAssign, Range};

/// How a run is set, as a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style(u16);

impl Style {
    /// Italic or oblique.
    pub const ITALIC: Style = Style(1);
    /// Bold, or heavier.
    pub const BOLD: Style = Style(1 << 1);
    /// Small capitals, by a face of their own, or capitals of two sizes in a word.
    pub const SMALL_CAPITALS: Style = Style(1 << 2);
    /// Its ink stands above the line, as a superior figure does, by rise, by size or by a face's own superiors.
    pub const RAISED: Style = Style(1 << 3);
    /// Its ink stands below the line.
    pub const LOWERED: Style = Style(1 << 4);
    /// Not drawn: the text under a scan (rendering mode 3, ISO 32000-1, 9.3.6).
    pub const INVISIBLE: Style = Style(1 << 5);
    /// All letters of one width.
    pub const MONO: Style = Style(1 << 6);
    /// Its letters are set apart, as German print does for emphasis.
    pub const SPACED: Style = Style(1 << 7);

    /// As usual.
    pub const NONE: Style = Style(0);

    /// The flags, one by one.
    pub const ALL: [Style; 8] = [
        Style::ITALIC,
        Style::BOLD,
        Style::SMALL_CAPITALS,
        Style::RAISED,
        Style::LOWERED,
        Style::INVISIBLE,
        Style::MONO,
        Style::SPACED,
    ];

    /// Whether all of some flags are set.
    #[must_use]
    pub fn has(self, flags: Style) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// The same without some flags.
    #[must_use]
    pub fn without(self, flags: Style) -> Style {
        Style(self.0 & !flags.0)
    }
}

impl BitOr for Style {
    type Output = Style;

    fn bitor(self, other: Style) -> Style {
        Style(self.0 | other.0)
    }
}

impl BitAnd for Style {
    type Output = Style;

    fn bitand(self, other: Style) -> Style {
        Style(self.0 & other.0)
    }
}

impl BitOrAssign for Style {
    fn bitor_assign(&mut self, other: Style) {
        self.0 |= other.0;
    }
}

/// A word, or a part of one, set in one way. No run holds a blank or crosses a line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its first byte in the transcription.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// Its left edge: where the first glyph begins.
    pub left: i32,
    /// Its right edge: where the last glyph's advance ends.
    pub right: i32,
    /// Its own baseline; that of a raised run lies above its line's.
    pub baseline: i32,
    /// The size of its type.
    pub size: i32,
    /// The lowest point of its ink above its own baseline, in thousandths of its size; with `head`, 0 if not known.
    pub foot: i16,
    /// The highest point of its ink above its own baseline, in thousandths of its size.
    pub head: i16,
    /// How it is set.
    pub style: Style,
    /// Its face, an index that means nothing but same or other.
    pub face: u16,
    /// How sure the reader is of its characters, in percent; 100 where a program set them.
    pub confidence: u8,
}

/// A straight line drawn across a page, such as the one above notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its left end.
    pub left: i32,
    /// Its right end.
    pub right: i32,
    /// How far down it is.
    pub y: i32,
}

/// The place of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its left edge.
    pub left: i32,
    /// Its upper edge.
    pub top: i32,
    /// Its right edge.
    pub right: i32,
    /// Its lower edge.
    pub bottom: i32,
}

/// One page as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaf {
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// What the file calls it, such as `xii`, where it names its pages.
    pub label: Option<Box<str>>,
    /// The rules drawn across it, from the top down.
    pub rules: Vec<Rule>,
    /// Its pictures, from the top down.
    pub pictures: Vec<Picture>,
}

/// What the file itself says a line is, where its format can say it; it may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Region {
    /// A heading.
    Heading,
    /// What stands above the text of a page, such as a running head.
    Header,
    /// What stands below it.
    Footer,
    /// A page number.
    PageNumber,
    /// A note at the foot, or the rest of one that began on the page before.
    Footnote,
    /// A note at the end.
    Endnote,
    /// What stands in the margin.
    Marginalia,
    /// The words under a picture or a table.
    Caption,
    /// A capital of several lines.
    DropCapital,
    /// Signs for the binder: signatures and catchwords.
    Signature,
    /// A line of a table of contents.
    Contents,
}

/// One line of the transcription that has words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its first byte in the transcription.
    pub start: u32,
    /// One past its last byte, the line end not counted.
    pub end: u32,
    /// Its page, from 0.
    pub page: u32,
    /// Its left edge.
    pub left: i32,
    /// Its right edge.
    pub right: i32,
    /// Its baseline: that of most of its letters.
    pub baseline: i32,
    /// Its size: that of most of its letters.
    pub size: i32,
    /// What the file says that it is.
    pub region: Option<Region>,
    /// Its first run, an index.
    first: u32,
    /// One past its last run.
    last: u32,
}

/// The words of one transcription on their pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typography {
    pages: Vec<Leaf>,
    runs: Vec<Run>,
    lines: Vec<Line>,
}

impl Typography {
    /// Takes the pages, and the runs of a transcription in which U+000C stands between pages, in the order of its bytes.
    #[must_use]
    pub fn new(text: &str, pages: Vec<Leaf>, runs: Vec<Run>) -> Typography {
        debug_assert!(runs.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let mut lines = Vec::new();
        let (mut at, mut page, mut first) = (0, 0, 0);
        for line in text.split_inclusive(['\n', '\u{c}']) {
            let end = at + line.trim_end_matches(['\n', '\u{c}']).len() as u32;
            let past = runs[first..].partition_point(|run| run.start < end);
            lines.extend(line_of(&runs, first..first + past, (at, end, page)));
            first += past;
            page += u32::from(line.ends_with('\u{c}'));
            at += line.len() as u32;
        }
        Typography { pages, runs, lines }
    }

    /// Says what the file itself calls some lines, by their first bytes, in the order of the transcription.
    #[must_use]
    pub fn with_regions(mut self, regions: &[(u32, Region)]) -> Typography {
        for line in &mut self.lines {
            let found = regions.binary_search_by_key(&line.start, |&(start, _)| start);
            line.region = found.ok().map(|index| regions[index].1);
        }
        self
    }

    /// The pages, in the order of the file.
    #[must_use]
    pub fn pages(&self) -> &[Leaf] {
        &self.pages
    }

    /// The lines that have words, in the order of the transcription.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Whether its words were read off a picture: by a reader that says that it is not sure, or not drawn over it.
    #[must_use]
    pub fn is_scan(&self) -> bool {
        let is_read = |run: &&Run| run.confidence < 100 || run.style.has(Style::INVISIBLE);
        self.runs.iter().filter(is_read).count() * SOME > self.runs.len()
    }

    /// The runs of a line.
    #[must_use]
    pub fn runs_of(&self, line: &Line) -> &[Run] {
        &self.runs[line.first as usize..line.last as usize]
    }

    /// The runs that a range of bytes touches.
    #[must_use]
    pub fn runs(&self, range: Range<u32>) -> &[Run] {
        let first = self.runs.partition_point(|run| run.end <= range.start);
        let past = self.runs[first..].partition_point(|run| run.start < range.end);
        &self.runs[first..first + past]
    }

    /// Where the words stand that a range of bytes touches, in points: left, top, right and lower edge. Of words on several
    /// pages those of the first; none where there are no words.
    #[must_use]
    pub fn area(&self, range: Range<u32>) -> Option<[f64; 4]> {
        let runs = self.runs(range.start..range.end.max(range.start + 1));
        let page = self.page_of(runs.first()?.start);
        let runs = || runs.iter().filter(|run| self.page_of(run.start) == page);
        let points = |hundredths: i32| f64::from(hundredths) / 100.0;
        Some([
            points(runs().map(|run| run.left).min()?),
            points(runs().map(|run| run.baseline - run.size).min()?),
            points(runs().map(|run| run.right).max()?),
            points(runs().map(|run| run.baseline).max()?),
        ])
    }

    /// The index of the line that a byte stands in, if it is one with words.
    #[must_use]
    pub fn line_at(&self, byte: u32) -> Option<usize> {
        let index = self.lines.partition_point(|line| line.end <= byte);
        self.lines.get(index).filter(|l| l.start <= byte)?;
        Some(index)
    }

    /// The page of a byte, from 0.
    #[must_use]
    pub fn page_of(&self, byte: u32) -> u32 {
        let index = self.lines.partition_point(|line| line.start <= byte);
        index.checked_sub(1).map_or(0, |line| self.lines[line].page)
    }
}

/// One run of so many that was read off a picture shows a scan.
const SOME: usize = 10;

/// A line of some runs; none without runs.
fn line_of(runs: &[Run], range: Range<usize>, (start, end, page): (u32, u32, u32)) -> Option<Line> {
    let own = &runs[range.clone()];
    let most = |of: fn(&Run) -> i32| {
        let mut sums: Vec<(i32, u32)> = Vec::new();
        for run in own {
            let bytes = run.end - run.start;
            match sums.iter_mut().find(|(value, _)| *value == of(run)) {
                Some((_, sum)) => *sum += bytes,
                None => sums.push((of(run), bytes)),
            }
        }
        // The first of those that have most: it does not hang on the order of a map.
        let most = sums.iter().map(|&(_, sum)| sum).max()?;
        sums.iter()
            .find(|&&(_, sum)| sum == most)
            .map(|&(value, _)| value)
    };
    Some(Line {
        start,
        end,
        page,
        left: own.iter().map(|run| run.left).min()?,
        right: own.iter().map(|run| run.right).max()?,
        baseline: most(|run| run.baseline)?,
        size: most(|run| run.size)?,
        region: None,
        first: range.start as u32,
        last: range.end as u32,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(range: Range<u32>, baseline: i32, size: i32) -> Run {
        Run {
            start: range.start,
            end: range.end,
            left: 100 * range.start as i32,
            right: 100 * range.end as i32,
            baseline,
            size,
            foot: 0,
            head: 0,
            style: Style::default(),
            face: 0,
            confidence: 100,
        }
    }

    #[test]
    fn lines_take_the_baseline_and_size_of_most_letters() {
        let runs = vec![
            run(0..3, 5000, 1000),
            run(3..4, 4700, 600),
            run(6..9, 5000, 900),
        ];
        let table = Typography::new("one1\n\u{c}two\n", vec![Leaf::default(); 2], runs);
        let [first, second] = table.lines() else {
            panic!("{:?}", table.lines());
        };
        assert_eq!((first.baseline, first.size, first.right), (5000, 1000, 400));
        assert_eq!((second.page, second.start, second.end), (1, 6, 9));
        assert_eq!(table.line_at(7), Some(1));
        assert_eq!(table.line_at(5), None);
        assert_eq!(table.page_of(8), 1);
        assert_eq!(table.runs(2..4).len(), 2);
    }
}
