//! Order of reading. In: running text whose blocks an extractor wrote in a wrong order: the right column of a page before
//! the left one. Out: the blocks exchanged where all their seams say so.
//!
//! Nothing shows it but the seams: a sentence that ends where the next block goes on in small letters, a broken sentence
//! that the next block does not take up. One such seam may be the author's; two blocks are exchanged only when every seam
//! of the page fits better afterwards; the numbers of calls speak for or against it. Rows at the foot that fit nowhere may be
//! the last page's note that goes on.

mod calls;
mod fragments;

use super::{GoesBy, Pass, Rules};
use crate::facsimile::measure::Measure;
use crate::facsimile::rows::{self, Row};
use crate::facsimile::sentence::{End, Start, fit_ends};
use crate::galley::{Edit, Galley, Label, NoteId, Pen};
use crate::ledger::{Certainty, Reason};
use crate::lexicon::Lexicon;
use crate::repair::given;
use calls::Calls;
use fragments::Halves;
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "order",
    says: "blocks put in order",
    about: "blocks of columns put in the order of reading",
    goes_by: GoesBy::Print,
    run,
};

/// From this gain on the blocks of a page are exchanged: one bad seam mended is worth up to 7.
const ENOUGH: f32 = 8.0;
/// A block of a column has so many rows at least.
const FEWEST: usize = 4;
/// A title at the head of a page is shorter, in characters.
const TITLE: usize = 40;
/// It has so many rows at most.
const TITLES: usize = 3;
/// So many rows at the foot of a page may be a note that goes on.
const TAIL: usize = 8;
/// A page of two columns has so many rows at most; where there are more, the page turns are lost.
const PAGE: usize = 240;
/// What a seam weighs at least over which a sentence goes on.
const GOES_ON: f32 = 1.0;
/// What a capital inside a sentence says where nouns have one.
const UNDECIDED: f32 = -0.3;

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    let mut rows = rows::of_flow(pen);
    let mut measure = Measure::of(&rows);
    // Where the page is given, so are its lines.
    let torn = match measure.is_given {
        true => Vec::new(),
        false => fragments::find(&rows, &measure),
    };
    if !torn.is_empty() {
        torn.into_iter()
            .for_each(|halves| make_one(pen, &rows, halves));
        pen.apply();
        rows = rows::of_flow(pen);
        measure = Measure::of(&rows);
    }
    let galley = pen.galley().clone();
    let text = Text {
        rows: &rows,
        calls: LazyCell::new(Box::new(|| Calls::of(&galley, &rules.lexicon))),
        lexicon: &rules.lexicon,
        measure: &measure,
    };
    let unfinished = unfinished(pen.galley());
    let mut first = 0;
    for page in rows.chunk_by(|a, b| a.page == b.page) {
        let range = first..first + page.len();
        first = range.end;
        let note = unfinished.get(&page[0].page).copied();
        let whole = text.exchange(range.clone(), range.end);
        let tails = tails(&rows, range.clone()).filter(|_| note.is_some());
        let parts = tails.filter_map(|tail| text.exchange(range.clone(), tail));
        let found = whole.into_iter().chain(parts);
        if let Some(found) = found.max_by(|a, b| a.gain.total_cmp(&b.gain)) {
            enter(pen, &rows, range, &found, note);
        }
    }
}

/// Where the first of two blocks stands.
struct Seat {
    row: usize,
    /// The row that is read before it.
    before: Option<usize>,
    /// How well what is put there must go on from that row at least.
    least: f32,
    /// Whether a part of the page stays before it. Then the calls' numbers can only speak against an exchange: where a new
    /// chapter begins on the page they count anew.
    is_inner: bool,
}

/// The running text and what is known of it.
struct Text<'a> {
    rows: &'a [Row],
    /// Only blocks that may be exchanged ask for them.
    calls: LazyCell<Calls, Box<dyn FnOnce() -> Calls + 'a>>,
    lexicon: &'a Lexicon,
    measure: &'a Measure,
}

/// Writes the halves of a line on one line.
fn make_one(pen: &mut Pen<'_>, rows: &[Row], halves: Halves) {
    let (one, two) = (&rows[halves.row], &rows[halves.row + 1]);
    let end = |row: usize| range_end(rows, row);
    let first = if halves.is_turned {
        let why = "the line's second half stood before its first";
        let order = vec![two.start..end(halves.row + 1), one.start..end(halves.row)];
        pen.reorder(order, why, Certainty::Likely);
        halves.row + 1
    } else {
        halves.row
    };
    let gap = rows[first].end..end(first);
    let why = "halves of one line, parted at the blank between sentences";
    pen.edit(Edit::sure(gap, " ", why).certainty(Certainty::Likely));
}

/// Two blocks of a page to be exchanged, as rows.
struct Exchange {
    first: usize,
    /// Where the block begins that must be read first, and where it ends.
    cut: usize,
    end: usize,
    gain: f32,
}

fn enter(
    pen: &mut Pen<'_>,
    rows: &[Row],
    page: Range<usize>,
    found: &Exchange,
    note: Option<NoteId>,
) {
    let start = rows[found.first].start;
    let (middle, end) = (rows[found.cut].start, range_end(rows, found.end - 1));
    let why = Reason::from("the sentences go on only if the second block is read first")
        .because("how the seams fit", found.gain);
    pen.reorder(vec![middle..end, start..middle], why, Certainty::Likely);
    if let Some(note) = note.filter(|_| found.end < page.end) {
        let tail = rows[found.end].start..range_end(rows, page.end - 1);
        let why = "the sentences go on only if these lines belong to the last page's note";
        pen.mark(tail, Label::NoteBody(note), why, Certainty::Likely);
    }
}

/// For each page the note that its notes may begin with: the last one before it, where that breaks off.
fn unfinished(galley: &Galley) -> BTreeMap<u32, NoteId> {
    let mut found = BTreeMap::new();
    let mut page = 0;
    let mut last: Option<(NoteId, End)> = None;
    for (piece, range) in galley.reading().filter(|(_, range)| !range.is_empty()) {
        let words = galley.text()[range].trim();
        match piece.label() {
            Label::PageTurn => {
                page += 1;
                let open = last.take().filter(|(_, end)| *end != End::Sentence);
                found.extend(open.map(|(note, _)| (page, note)));
            }
            Label::NoteBody(note) if !words.is_empty() => last = Some((note, End::of(words))),
            _ => {}
        }
    }
    found
}

/// Where the last rows of a page may be a note that goes on: behind a blank line or other notes.
fn tails(rows: &[Row], page: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    // What follows the text's last row is not seen.
    let has_notes = rows[page.end - 1].gap.parted || page.end == rows.len();
    let start = page.end.saturating_sub(TAIL).max(page.start + 1);
    let is_apart = |row: usize| rows[row - 1].gap.is_blank() || rows[row - 1].gap.parted;
    (start..page.end).filter(move |&row| has_notes && is_apart(row))
}

/// One past the blanks that follow a row.
fn range_end(rows: &[Row], row: usize) -> usize {
    let end = rows[row].end;
    let blank = rows[row].gap.blanks.iter().find(|blank| blank.start == end);
    blank.map_or(end, |blank| blank.end)
}

impl Text<'_> {
    /// The block of a page that must be read before another; the page's text ends at `end`.
    fn exchange(&self, page: Range<usize>, end: usize) -> Option<Exchange> {
        if end - page.start < 2 * FEWEST {
            return None;
        }
        let rows = self.rows;
        let title = titles(rows, page.clone());
        let first = Seat {
            row: page.start + title,
            before: last_read(rows, page.start).filter(|_| title == 0),
            least: if title > 0 { 0.0 } else { GOES_ON },
            is_inner: false,
        };
        // Above a heading in the left column, that column may have stayed in its place.
        let is_apart = |row: &usize| rows[row - 1].gap.is_blank();
        let last = if page.len() > PAGE {
            0
        } else {
            (end + 1).saturating_sub(2 * FEWEST)
        };
        let others = (first.row + FEWEST..last).filter(is_apart);
        let others = others.map(|row| Seat {
            row,
            before: Some(row - 1),
            least: 0.0,
            is_inner: true,
        });
        let at = |seat: Seat| self.exchange_at(&seat, end, page.end);
        let inner = || {
            others
                .filter_map(at)
                .max_by(|a, b| a.gain.total_cmp(&b.gain))
        };
        at(first).or_else(inner)
    }

    /// The best exchange of the rows from a seat on.
    fn exchange_at(&self, seat: &Seat, end: usize, page_end: usize) -> Option<Exchange> {
        let rows = self.rows;
        let row = |index: usize| (index < rows.len()).then_some(index);
        let start = seat.row;
        let before = seat.before.and_then(row);
        let after = row(page_end);
        let (head, foot) = (row(start), row(end - 1));
        // Where the extractor wove the foot with a note, it tells nothing.
        let is_woven = foot.is_some_and(|foot| is_woven(&rows[foot].text));
        let weigh = |a: Option<usize>, b: Option<usize>| {
            let is_foot = is_woven && a == foot;
            if is_foot { 0.0 } else { self.seam(a, b) }
        };
        let cuts = start + FEWEST..(end + 1).saturating_sub(FEWEST);
        let spans = LazyCell::new(|| self.calls.spans(&rows[start..end]));
        let gains = cuts.filter(|&cut| rows[cut - 1].gap.is_blank()).map(|cut| {
            let (last, next) = (row(cut - 1), row(cut));
            let now = [(before, head), (last, next), (foot, after)];
            let then = [(before, next), (foot, head), (last, after)];
            let fits = then.map(|(a, b)| weigh(a, b));
            if fits[0] < seat.least || fits[1] < UNDECIDED || fits[2] < 0.0 {
                return (cut, 0.0);
            }
            let calls = spans.weigh(cut - start);
            let calls = if seat.is_inner { calls.min(0.0) } else { calls };
            let now: f32 = now.iter().map(|(a, b)| weigh(*a, *b)).sum();
            let gain = fits.iter().sum::<f32>() - now + calls;
            // Two sentences must go on, and nothing may break off.
            let inner = match () {
                () if is_woven => 0.0,
                () if calls > 0.0 => UNDECIDED,
                () => GOES_ON,
            };
            (cut, given(fits[1] >= inner, gain))
        });
        let (cut, gain) = gains
            .filter(|(_, gain)| *gain >= ENOUGH)
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        Some(Exchange {
            first: start,
            cut,
            end,
            gain,
        })
    }

    /// How well a row goes on in another, as a natural logarithm; None stands for the beginning or the end of the text.
    fn seam(&self, last: Option<usize>, next: Option<usize>) -> f32 {
        let (start, end) = (
            next.map(|row| self.rows[row].opens),
            last.map(|row| self.rows[row].closes),
        );
        match (last.zip(end), next.zip(start)) {
            (None, Some((_, Start::Lower))) => -5.0,
            (None, _) => 0.0,
            (Some((_, End::Sentence)), None) => 0.0,
            (Some((_, End::Hyphen)), None) => -6.0,
            (Some(_), None) => -3.0,
            (Some((last, End::Hyphen)), Some((next, Start::Lower))) => {
                broken(&self.rows[last].text, &self.rows[next].text, self.lexicon)
            }
            (Some((_, End::Letter | End::Comma)), Some((_, Start::Upper)))
                if self.measure.has_capital_nouns(self.rows) =>
            {
                UNDECIDED
            }
            (Some((_, end)), Some((_, start))) => fit_ends(end, start),
        }
    }
}

/// The last row before `row` that is running text for sure: a row or two between notes are rather theirs.
fn last_read(rows: &[Row], row: usize) -> Option<usize> {
    let last = row.checked_sub(1)?;
    let is_apart = |at: usize| rows[at].gap.parted && !rows[at].gap.turned;
    let strays = (1..3).find(|&n| last >= n && is_apart(last - n));
    let is_between = rows[last].gap.parted;
    Some(last - strays.filter(|_| is_between).unwrap_or(0))
}

/// Whether a note's number and its first words stand in the middle of a row: `… at the mill 1 The miller …`.
fn is_woven(row: &str) -> bool {
    let words: Vec<&str> = row.split_whitespace().collect();
    words.windows(3).any(|three| {
        three[0].ends_with(char::is_lowercase)
            && three[1].len() <= 3
            && three[1].bytes().all(|b| b.is_ascii_digit())
            && three[2].starts_with(char::is_uppercase)
    })
}

/// How many rows at the head of a page are a title: short, a blank line after them, and no sentence. What stands above the
/// text's first blank line may be one.
fn titles(rows: &[Row], page: Range<usize>) -> usize {
    let page = &rows[page.start..page.end];
    let is_first = page[0].page == rows[0].page;
    let is_short = |row: &&Row| {
        row.text.chars().count() < TITLE
            && (is_first || matches!(row.closes, End::Letter))
            && row.opens == Start::Upper
    };
    let short = page.iter().take(TITLES).take_while(is_short).count();
    (1..=short)
        .rev()
        .find(|&rows| page[rows - 1].gap.is_blank())
        .unwrap_or(0)
}

/// The halves of a broken word: one that the language knows fits well.
pub(in crate::repair) fn broken(last: &str, next: &str, lexicon: &Lexicon) -> f32 {
    if !lexicon.has_list() {
        return GOES_ON;
    }
    let first = last.trim_end().trim_end_matches(['-', '‐', '\u{ad}']);
    let first = first
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let second = next
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let is_word = lexicon.is_known(&format!("{first}{second}"));
    if is_word { 3.0 } else { -1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Ledger;
    use crate::manifest::settings::{NoteSettings, RepairSettings};
    use crate::source::Source;

    const NOTE: &str = "1 The hall was let in that year to the sons of the miller of\n";
    const RIGHT: &str = "for the road was under water to the bridge.\nThe chairman read the letter twice.\n\
        Nobody in the hall believed it or what it said\nof the mill. Then they went home.\n";
    const LEFT: &str = "what they sang in all the years, and counted the\ncoal in the bucket. They waited\n\
        in the cold until eight, and then somebody said that\nthe meeting could not begin without him\n";
    const TAIL: &str = "the town, and was never paid for.\n";
    const NEXT: &str = "2 The bridge fell in the flood.\n";

    /// The foot of the right column goes on from a note of the page before.
    #[test]
    fn the_rest_of_a_note_is_no_seam() {
        let head = "In the winter they met in the hall, and sang\n";
        let text = format!("{head}\n{NOTE}\u{c}{RIGHT}\n{LEFT}\n{TAIL}{NEXT}");
        let mut galley = Galley::set(&[Source::new("a.txt", text.clone())]);
        let (mut ledger, decisions) = (Ledger::default(), BTreeMap::new());
        let mut pen = Pen::new(&mut galley, &mut ledger, "order", &decisions);
        for (words, note) in [(NOTE, 1), (NEXT, 2)] {
            let at = text.find(words).expect("the words stand there");
            let label = Label::NoteBody(NoteId(note));
            pen.mark(at..at + words.len(), label, "a test", Certainty::Sure);
        }
        pen.apply();
        let rules = Rules {
            repair: RepairSettings::default(),
            notes: NoteSettings::default(),
            lexicon: Lexicon::new("en", &[]),
            form: crate::source::forms::Form::Plain,
            meta: Default::default(),
        };
        run(&mut pen, &rules);
        pen.apply();
        let flow = galley.flow(Label::is_flow).text().replace('\n', " ");
        let (left, right) = (LEFT.replace('\n', " "), RIGHT.replace('\n', " "));
        assert!(
            flow.contains(&format!("{left} {right}")) || flow.contains(&(left + &right)),
            "{flow}"
        );
        let notes = galley.flow(|label| label == Label::NoteBody(NoteId(1)));
        assert_eq!(notes.text().trim_end(), format!("{NOTE}{TAIL}").trim_end());
        assert_eq!(galley.undone(&ledger), text);
    }
}
