//! Rows: the lines as they were printed. In: a galley, in which earlier passes may have closed some line ends already.
//! Out: the [`Row`]s of its running text, in the order of reading, and the [`Gap`] after each.

use super::given::Stand;
use super::placed;
use super::sentence::{End, Start};
use crate::galley::{Label, LineKind, NoteId, Pen};
use std::collections::BTreeMap;
use std::mem::{swap, take};
use std::ops::Range;

/// One printed line.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its words, without blanks at the ends and without the marks that call notes.
    pub text: Box<str>,
    /// The line as the source prints it, where that is not the same.
    print: Option<Box<str>>,
    /// Its first byte in the galley's text.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// The label of its first word.
    pub label: Label,
    /// Its page, from 0.
    pub page: u32,
    /// Blanks before its first word.
    pub indent: usize,
    /// How it stands in its sentence at its beginning.
    pub opens: Start,
    /// How it stands in its sentence at its end.
    pub closes: End,
    /// What lies between it and the next row.
    pub gap: Gap,
    /// How it stands on its page, where that is given.
    pub stand: Option<Stand>,
    /// What the editor says that it is.
    pub said: Option<LineKind>,
}

impl Row {
    /// A row that stands on a page, for tests.
    #[cfg(test)]
    pub fn laid(text: &str, stand: Stand, gap: Gap) -> Row {
        Row {
            text: text.into(),
            print: None,
            start: 0,
            end: text.len(),
            label: Label::Body,
            page: stand.page,
            indent: 0,
            opens: Start::of(text),
            closes: End::of(text),
            gap,
            stand: Some(stand),
            said: None,
        }
    }

    /// The line as the source prints it, calls and broken words included, whatever earlier passes have changed.
    pub fn print(&self) -> &str {
        self.print.as_deref().unwrap_or(&self.text)
    }
}

/// What lies between two rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gap {
    /// The blanks of the running text, in the galley.
    pub blanks: Vec<Range<usize>>,
    /// How many line ends are among them; where the page is given, as many as the room between the rows is worth.
    pub ends: usize,
    /// Whether a page turns here, or a column ends.
    pub turned: bool,
    /// Whether other matter, such as notes, stands here.
    pub parted: bool,
    /// Whether an earlier pass has closed the line end.
    pub closed: bool,
    /// Whether it closed it without a blank.
    pub tight: bool,
}

impl Gap {
    /// Whether an empty line stands here that no page turn explains.
    pub fn is_blank(&self) -> bool {
        self.ends > 1 && !self.turned && !self.parted
    }
}

/// The rows of the running text.
pub(crate) fn of_flow(pen: &Pen<'_>) -> Vec<Row> {
    let mut flow = Gatherer::default();
    for scrap in scraps(pen) {
        if scrap.label.is_flow() && scrap.inside.is_none() {
            flow.piece(pen.galley().text(), scrap);
        }
    }
    let mut rows = flow.finish();
    placed::place(pen, &mut rows);
    for row in &mut rows {
        row.said = pen.galley().said_within(row.start..row.end);
    }
    rows
}

/// The rows of all bodies of notes, and which of them are one note's.
pub(crate) fn of_notes(pen: &Pen<'_>) -> (Vec<Row>, Vec<Range<usize>>) {
    let mut notes: BTreeMap<NoteId, Gatherer> = BTreeMap::new();
    for scrap in scraps(pen) {
        let is_body = matches!(scrap.label, Label::NoteBody(_) | Label::Call(_));
        if let Some(note) = scrap.inside.filter(|_| is_body) {
            let body = notes.entry(note).or_default();
            body.piece(pen.galley().text(), scrap);
        }
    }
    let (mut rows, mut bodies) = (Vec::new(), Vec::new());
    for body in notes.into_values() {
        let first = rows.len();
        rows.append(&mut body.finish());
        bodies.push(first..rows.len());
    }
    placed::place(pen, &mut rows);
    (rows, bodies)
}

/// A piece as the gatherer needs it.
struct Scrap {
    label: Label,
    range: Range<usize>,
    /// The note that is being read.
    inside: Option<NoteId>,
    /// How many pieces with text, and how many page turns, come before it.
    serial: usize,
    page: u32,
    /// What the source has, where a change wrote the piece.
    source: Option<String>,
}

/// All pieces in the order of reading.
fn scraps<'p>(pen: &'p Pen<'_>) -> impl Iterator<Item = Scrap> + 'p {
    let (mut serial, mut page) = (0, 0);
    let pieces = pen.galley().reading_of_notes();
    pieces.map(move |(piece, range, inside)| {
        let is_turn = piece.label() == Label::PageTurn;
        serial += usize::from(!range.is_empty());
        page += u32::from(is_turn && !range.is_empty());
        Scrap {
            label: piece.label(),
            range,
            inside,
            serial,
            page,
            source: piece.change().map(|change| pen.undone(change)),
        }
    })
}

#[derive(Default)]
struct Gatherer {
    rows: Vec<Row>,
    /// The serial and the page of the last scrap read.
    serial: usize,
    page: u32,
    /// The gap that is being read, once a row has ended.
    gap: Gap,
    /// Whether a row is being read.
    is_open: bool,
    indent: usize,
    /// The words of the row that is being read, and what the source prints there.
    text: String,
    print: String,
    /// What the source prints at the head of the row that comes next.
    pending: String,
    /// Whether what is being read was written by a change: the source prints something else.
    is_written: bool,
}

impl Gatherer {
    fn piece(&mut self, text: &str, scrap: Scrap) {
        self.skip(&scrap);
        let words = &text[scrap.range.clone()];
        let source = scrap.source.as_deref();
        self.is_written = source.is_some();
        let (head, tail) = source.map_or(("", None), |source| match source.rsplit_once('\n') {
            Some((head, tail)) => (head, Some(tail)),
            None => (source, None),
        });
        let is_heading = |row: &Row| matches!(row.label, Label::Heading(_));
        let is_parted = source.is_some() && tail.is_none() && words.contains('\n');
        if is_parted && self.rows.last().is_some_and(is_heading) {
            // A title that was parted from its paragraph: the line that was printed holds both.
            self.pending = format!("{}{head}", self.print);
        }
        if self.is_open || tail.is_none() {
            self.print(head.split('\n').next().unwrap_or_default());
            // A change may have put a blank, or nothing, where a line end was.
            if tail.is_some() && !words.contains('\n') {
                self.close(words.is_empty());
            }
        } else {
            // It took lines out, whole: what follows them begins a line.
            self.pending.clear();
        }
        let mut at = scrap.range.start;
        for line in words.split_inclusive('\n') {
            self.line(line, at, scrap.label);
            at += line.len();
        }
        self.print(tail.unwrap_or_default());
    }

    /// Adds what the source prints to the row that is being read, or to the next.
    fn print(&mut self, text: &str) {
        let row = if self.is_open {
            &mut self.print
        } else {
            &mut self.pending
        };
        row.push_str(text);
    }

    /// Notes what stands between the last scrap and this one.
    fn skip(&mut self, scrap: &Scrap) {
        let own = usize::from(!scrap.range.is_empty());
        let others = scrap.serial - own - self.serial;
        let turns = (scrap.page - self.page) as usize;
        if others > 0 {
            self.is_open = false;
            self.indent = 0;
            self.gap.turned |= turns > 0;
            self.gap.parted |= others > turns;
        }
        self.serial = scrap.serial;
        self.page = scrap.page;
    }

    fn close(&mut self, tight: bool) {
        self.is_open = false;
        self.gap.closed = true;
        self.gap.tight = tight;
        self.indent = 0;
    }

    /// Reads a part of a row, with its line end if it has one.
    fn line(&mut self, line: &str, at: usize, label: Label) {
        let ink = line.trim();
        let lead = line.len() - line.trim_start().len();
        if ink.is_empty() {
            if !self.is_open {
                self.indent += line.trim_end_matches(['\n', '\r']).chars().count();
            }
            self.blank(at..at + line.len(), line.ends_with('\n'));
            return;
        }
        let is_call = matches!(label, Label::Call(_));
        if self.is_open {
            self.append(&line[..lead + ink.len()], at + lead + ink.len(), is_call);
        } else {
            let indent = self.indent + line[..lead].chars().count();
            self.blank(at..at + lead, false);
            self.begin(ink, at + lead, (label, is_call), indent);
        }
        let tail = at + lead + ink.len()..at + line.len();
        if line.ends_with('\n') || !tail.is_empty() {
            self.blank(tail, line.ends_with('\n'));
        }
    }

    fn blank(&mut self, range: Range<usize>, ends: bool) {
        if !range.is_empty() {
            // There are many gaps, and most have one.
            self.gap.blanks.reserve_exact(1);
            self.gap.blanks.push(range);
        }
        if ends {
            self.gap.ends += 1;
            self.is_open = false;
            self.indent = 0;
        }
    }

    fn begin(&mut self, ink: &str, at: usize, (label, is_call): (Label, bool), indent: usize) {
        self.settle();
        swap(&mut self.print, &mut self.pending);
        if !self.is_written {
            self.print.push_str(ink);
        }
        if !is_call {
            self.text.push_str(ink);
        }
        self.rows.push(Row {
            text: Box::default(),
            print: None,
            start: at,
            end: at + ink.len(),
            label,
            page: self.page,
            indent,
            opens: Start::of(""),
            closes: End::of(""),
            gap: Gap::default(),
            stand: None,
            said: None,
        });
        self.is_open = true;
        self.indent = 0;
    }

    fn append(&mut self, text: &str, end: usize, is_call: bool) {
        let space = !self.gap.blanks.is_empty();
        self.gap = Gap::default();
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        let blank = if space && !text.starts_with(char::is_whitespace) {
            " "
        } else {
            ""
        };
        for target in [
            (&mut self.text, !is_call),
            (&mut self.print, !self.is_written),
        ] {
            if target.1 {
                target.0.push_str(blank);
                target.0.push_str(text);
            }
        }
        row.end = end;
        if !is_call && matches!(row.label, Label::Call(_)) {
            row.label = Label::Body;
        }
    }

    /// Gives the last row its words and its gap.
    fn settle(&mut self) {
        let gap = take(&mut self.gap);
        if let Some(row) = self.rows.last_mut() {
            row.text = self.text.as_str().into();
            (row.opens, row.closes) = (Start::of(&self.text), End::of(&self.text));
            row.print = (self.print != self.text).then(|| self.print.as_str().into());
            row.gap = gap;
        }
        self.text.clear();
        self.print.clear();
    }

    fn finish(mut self) -> Vec<Row> {
        self.settle();
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::{Edit, Galley};
    use crate::ledger::Ledger;
    use crate::source::Source;

    #[test]
    fn lines_taken_out_are_no_part_of_the_next() {
        let source = Source::new("a.txt", "11\n12\nThe heron stands.\nIt waits.\n".into());
        let mut galley = Galley::set(&[source]);
        let (mut ledger, decisions) = (Ledger::default(), BTreeMap::new());
        let mut pen = Pen::new(&mut galley, &mut ledger, "margins", &decisions);
        pen.edit(Edit::sure(0..3, "", "a line's number"));
        pen.edit(Edit::sure(3..6, "", "a line's number"));
        pen.apply();
        let rows = of_flow(&pen);
        let prints: Vec<&str> = rows.iter().map(Row::print).collect();
        assert_eq!(prints, ["The heron stands.", "It waits."]);
    }
}
