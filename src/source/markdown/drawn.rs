//! Tables drawn with lines (Pandoc's grid, simple and multiline tables). In: a text that may begin with one. Out: how far it
//! goes, and its cells as text.

use crate::book::{Alignment, Merged};
use std::ops::Range;

mod spans;

/// A table as it is drawn: the text of each cell.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Drawn {
    pub(super) columns: Vec<Alignment>,
    pub(super) head: Vec<Vec<String>>,
    pub(super) body: Vec<Vec<String>>,
    pub(super) foot: Vec<Vec<String>>,
    /// Cells that go over several columns or rows: their words stand in the first.
    pub(super) merged: Vec<Merged>,
}

/// The byte of the first sign of the table that a text begins with, and its length. Its other lines have a margin.
pub(super) fn find(text: &str, margin: &str) -> Option<(usize, usize)> {
    let first = text.lines().next()?;
    let lead = first.len() - first.trim_start_matches(' ').len();
    let length = match first[lead..].starts_with('+') {
        true => grid_length(text, margin)?,
        false => simple_length(text, margin)?,
    };
    read(&text[..length], margin.len())?;
    Some((lead, length))
}

/// Reads a table that was found; `margin` is how many bytes each line but the first has before it.
pub(super) fn read(text: &str, margin: usize) -> Option<Drawn> {
    let lines = text.lines().enumerate().map(|(n, line)| match n {
        0 => line,
        _ => line.get(margin..).unwrap_or(""),
    });
    let mut lines: Vec<Vec<char>> = lines
        .map(|line| line.trim_end().chars().collect())
        .collect();
    let lead = lines.first()?.iter().take_while(|c| **c == ' ').count();
    if lines[0].get(lead) != Some(&'+') {
        return simple(&lines);
    }
    lines
        .iter_mut()
        .for_each(|line| drop(line.drain(..lead.min(line.len()))));
    grid(&lines)
}

fn is_border(line: &str) -> bool {
    line.len() > 2
        && line.starts_with('+')
        && line.ends_with('+')
        && line.contains(['-', '='])
        && line.chars().all(|c| matches!(c, '+' | '-' | '=' | ':'))
}

/// A line without the margin that it has if it is not the first.
fn within<'t>(line: &'t str, margin: &str, is_first: bool) -> Option<&'t str> {
    let bare = match is_first {
        true => Some(line),
        false => line
            .strip_prefix(margin)
            .or(line.trim().is_empty().then_some("")),
    };
    bare.map(str::trim_end)
}

/// From the first border to the last line that is a border or a row.
fn grid_length(text: &str, margin: &str) -> Option<usize> {
    let mut length = 0;
    let mut end = None;
    for line in text.split_inclusive('\n') {
        let Some(words) = within(line, margin, length == 0).map(str::trim) else {
            break;
        };
        length += line.len();
        match words {
            words if is_border(words) => end = Some(length),
            words
                if words.starts_with(['|', '+'])
                    && words.ends_with(['|', '+'])
                    && end.is_some() => {}
            _ => break,
        }
    }
    end
}

/// Where the columns of a border are, and how they stand if it says so.
fn columns(border: &[char]) -> Vec<(Range<usize>, Alignment)> {
    let corners: Vec<usize> = (0..border.len()).filter(|&at| border[at] == '+').collect();
    let columns = corners.windows(2).map(|pair| {
        let range = pair[0] + 1..pair[1];
        let line = &border[range.clone()];
        let is_colon = |c: Option<&char>| c == Some(&':');
        let alignment = match (is_colon(line.first()), is_colon(line.last())) {
            (false, false) => Alignment::Usual,
            (true, false) => Alignment::Left,
            (true, true) => Alignment::Centre,
            (false, true) => Alignment::Right,
        };
        (range, alignment)
    });
    columns.collect()
}

/// A table between borders.
fn grid(lines: &[Vec<char>]) -> Option<Drawn> {
    even(lines).or_else(|| spans::read(lines))
}

/// One in which no cell goes over several columns or rows.
fn even(lines: &[Vec<char>]) -> Option<Drawn> {
    let line = |at: usize| lines[at].iter().collect::<String>();
    let places = |at: usize| -> Vec<Range<usize>> {
        let columns = columns(&lines[at]).into_iter();
        columns.map(|(range, _)| range).collect()
    };
    let borders = (0..lines.len()).filter(|&at| is_border(&line(at)));
    let borders: Vec<usize> = borders.collect();
    let own = places(0);
    let is_closed = borders.last() == Some(&(lines.len() - 1));
    if own.is_empty() || own.iter().any(Range::is_empty) || !is_closed {
        return None;
    }
    let heavy = borders.iter().copied().filter(|&at| line(at).contains('='));
    let heavy: Vec<usize> = heavy.collect();
    let head_end = heavy.first().copied().filter(|&at| at > 0);
    // A foot stands between two heavy borders, the last of which ends the table.
    let foot = match heavy.as_slice() {
        [.., from, to] if *to == lines.len() - 1 && Some(*from) != head_end => Some(*from),
        _ => None,
    };
    let alignments = columns(&lines[head_end.unwrap_or(0)]).into_iter();
    let mut drawn = Drawn {
        columns: alignments.map(|(_, alignment)| alignment).collect(),
        ..Drawn::default()
    };
    for pair in borders.windows(2) {
        if places(pair[0]) != own || places(pair[1]) != own {
            return None;
        }
        let rows = match () {
            () if head_end.is_some_and(|head| pair[1] <= head) => &mut drawn.head,
            () if foot.is_some_and(|foot| pair[0] >= foot) => &mut drawn.foot,
            () => &mut drawn.body,
        };
        rows.push(cells(&lines[pair[0] + 1..pair[1]], &own)?);
    }
    (drawn.body.len() + drawn.head.len() > 0).then_some(drawn)
}

/// The words of a row's cells, a line each; None where no edge stands between two of them.
fn cells(lines: &[Vec<char>], places: &[Range<usize>]) -> Option<Vec<String>> {
    let mut cells = vec![String::new(); places.len()];
    for line in lines {
        for (cell, place) in cells.iter_mut().zip(places) {
            let is_edge = |at: usize| line.get(at) == Some(&'|');
            if !is_edge(place.start - 1) || !is_edge(place.end) {
                return None;
            }
            let words: String = line[place.clone()].iter().collect();
            let words = words.strip_prefix(' ').unwrap_or(&words);
            cell.push_str(words.trim_end_matches(' '));
            cell.push('\n');
        }
    }
    Some(cells)
}

/// The groups of dashes of a line that has nothing else.
fn groups(line: &[char]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, c) in line.iter().enumerate() {
        match (c, groups.last_mut()) {
            ('-', Some(last)) if last.end == at => last.end += 1,
            ('-', _) => groups.push(at..at + 1),
            (' ', _) => {}
            _ => return Vec::new(),
        }
    }
    groups
}

/// Whether a line parts columns: two groups of two dashes at least.
fn parts_columns(line: &[char]) -> bool {
    let groups = groups(line);
    groups.len() > 1 && groups.iter().all(|group| group.len() > 1)
}

fn is_dashes(line: &[char]) -> bool {
    matches!(groups(line).as_slice(), [one] if one.len() > 2)
}

/// No table drawn with dashes alone is longer: what begins like one and never ends should cost little.
const LONGEST: usize = 500;

/// From the first line to the blank line or the line of dashes that ends the table.
fn simple_length(text: &str, margin: &str) -> Option<usize> {
    let mut lines: Vec<Vec<char>> = Vec::new();
    let (mut length, mut before) = (0, 0);
    for line in text.split_inclusive('\n').take(LONGEST) {
        let Some(words) = within(line, margin, length == 0) else {
            break;
        };
        before = length;
        length += line.len();
        lines.push(words.chars().collect());
        let count = lines.len();
        let last = &lines[count - 1];
        let is_ruled = is_dashes(&lines[0]) || parts_columns(&lines[0]);
        if !is_ruled && count == 2 && !parts_columns(last) {
            return None;
        }
        if !is_ruled && last.is_empty() {
            return (count > 3).then_some(before);
        }
        // Dashes that part the columns stand once in a table that begins with a whole line.
        let had_columns = lines[..count - 1].iter().any(|line| parts_columns(line));
        if is_ruled && count > 2 && had_columns && (is_dashes(last) || parts_columns(last)) {
            return Some(length);
        }
    }
    let is_open = lines.len() > 2 && parts_columns(&lines[1]) && !parts_columns(&lines[0]);
    is_open.then_some(if lines.last().is_some_and(Vec::is_empty) {
        before
    } else {
        length
    })
}

/// A table whose columns stand over groups of dashes.
fn simple(lines: &[Vec<char>]) -> Option<Drawn> {
    let is_multiline = is_dashes(&lines[0]);
    let rule = lines.iter().position(|line| parts_columns(line))?;
    let over = Over(groups(&lines[rule]));
    let is_last = |line: &[char]| is_dashes(line) || parts_columns(line);
    let mut end = lines.len();
    if end > rule + 1 && is_last(&lines[end - 1]) {
        end -= 1;
    }
    let head = &lines[usize::from(is_multiline).min(rule)..rule];
    let body = &lines[rule + 1..end];
    if body.iter().any(|line| is_last(line)) || body.is_empty() {
        return None;
    }
    let first = head.first().or(body.first())?;
    let columns = (0..over.0.len()).map(|n| standing(first, &over.0[n], &over.place(n)));
    let has_blank = body.iter().any(Vec::is_empty);
    let rows: Vec<&[Vec<char>]> = match has_blank || is_multiline {
        true => body.split(|line| line.is_empty()).collect(),
        false => body.chunks(1).collect(),
    };
    let rows = rows.into_iter().filter(|rows| !rows.is_empty());
    Some(Drawn {
        columns: columns.collect(),
        head: Some(head)
            .filter(|head| !head.is_empty())
            .map(|head| over.row(head))
            .into_iter()
            .collect(),
        body: rows.map(|row| over.row(row)).collect(),
        foot: Vec::new(),
        merged: Vec::new(),
    })
}

/// The groups of dashes that columns stand over.
struct Over(Vec<Range<usize>>);

impl Over {
    /// A cell goes on up to where the next column begins.
    fn place(&self, n: usize) -> Range<usize> {
        let start = if n == 0 { 0 } else { self.0[n].start };
        start..self.0.get(n + 1).map_or(usize::MAX, |next| next.start)
    }

    /// The cells of a row of one line or several.
    fn row(&self, lines: &[Vec<char>]) -> Vec<String> {
        let cut = |line: &Vec<char>, place: &Range<usize>| {
            let part = line.get(place.start.min(line.len())..place.end.min(line.len()));
            let part: String = part.unwrap_or_default().iter().collect();
            part.trim().to_owned()
        };
        let cell = |n| {
            let place = self.place(n);
            let cut = lines.iter().map(|line| cut(line, &place));
            cut.collect::<Vec<_>>().join("\n")
        };
        (0..self.0.len()).map(cell).collect()
    }
}

/// How a column stands, by where its first words stand over its dashes.
fn standing(line: &[char], dashes: &Range<usize>, place: &Range<usize>) -> Alignment {
    let cell = line
        .get(place.start.min(line.len())..place.end.min(line.len()))
        .unwrap_or_default();
    let Some(first) = cell.iter().position(|c| *c != ' ') else {
        return Alignment::Usual;
    };
    let last = cell.iter().rposition(|c| *c != ' ').unwrap_or(first);
    let at_left = place.start + first <= dashes.start;
    let at_right = place.start + last + 1 >= dashes.end;
    match (at_left, at_right) {
        (true, true) => Alignment::Usual,
        (true, false) => Alignment::Left,
        (false, true) => Alignment::Right,
        (false, false) => Alignment::Centre,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> Drawn {
        let (_, length) = find(text, "").expect("a table");
        read(&text[..length], 0).expect("a table")
    }

    #[test]
    fn a_grid_has_head_body_and_foot() {
        let text = "+---+----+\n| a | b  |\n+==:+:==:+\n| - | d  |\n|   | e  |\n+---+----+\n| f | g  |\n+===+====+\n| h | i  |\n+===+====+\n\nafter\n";
        let drawn = read_all(text);
        assert_eq!(drawn.columns, [Alignment::Right, Alignment::Centre]);
        assert_eq!(drawn.head, [["a\n", "b\n"]]);
        assert_eq!(drawn.body[0], ["-\n\n", "d\ne\n"]);
        assert_eq!(drawn.body[1], ["f\n", "g\n"]);
        assert_eq!(drawn.foot, [["h\n", "i\n"]]);
        assert!(find("+---+---+\n| a     |\n| b     |\n", "").is_none());
        assert!(find("+ a\n+ b\n", "").is_none());
    }

    #[test]
    fn simple_tables_stand_by_their_dashes() {
        let text = "  Right Left     Centre\n  ----- -----   ---------\n    12  ab          c\n   123  abc def    cde\n\nafter\n";
        let drawn = read_all(text);
        assert_eq!(drawn.head, [["Right", "Left", "Centre"]]);
        assert_eq!(drawn.body[1], ["123", "abc def", "cde"]);
        assert_eq!(
            drawn.columns,
            [Alignment::Usual, Alignment::Left, Alignment::Centre]
        );
        let bare = read_all("---- ----\na    b\nc    d\n---- ----\n");
        assert_eq!((bare.head.len(), bare.body.len()), (0, 2));
    }

    #[test]
    fn rows_of_many_lines_are_parted_by_blank_ones() {
        let text = "----------------\nOne     Two\nmore    b\n------- --------\na       b\nc       d\n\ne       f\n----------------\n";
        let drawn = read_all(text);
        assert_eq!(drawn.head, [["One\nmore", "Two\nb"]]);
        assert_eq!(drawn.body, [["a\nc", "b\nd"], ["e", "f"]]);
        assert!(find("---\n\nwords\n", "").is_none());
        assert!(find("words\nmore words\n", "").is_none());
    }
}
