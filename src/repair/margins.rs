//! Numbers in margins: those of lines, in proofs, statutes, drafts and editions, and folios beside a line of their page.
//! In: the lines of each page. Out: the text without them: a number in a margin becomes blank, one on a line of its own
//! goes with its line.
//!
//! Nothing but a number that counts lines keeps step with them: 1, 2, 3 on line after line, or 5, 10, 15 on every fifth.
//! Lists and listings count their lines, too, but their lines do not run on from one to the next; a series of numbers
//! alone on their lines must come again on other pages.

mod calls;
mod folios;
mod series;

use super::{GoesBy, Pass, Rules};
use crate::galley::{Edit, Galley, Label, Pen};
use crate::ledger::{Certainty, Reason};
use calls::Called;
use series::{Form, Member, Series};
use std::cell::LazyCell;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "margins",
    says: "numbers in margins",
    about: "numbers of lines and pages in margins set aside",
    goes_by: GoesBy::Print,
    run,
};

/// What speaks for a habit of numbering lines, in natural-log units.
mod weights {
    /// Each factor of e in how many numbers keep step, over ten of them.
    pub const MANY: f32 = 1.0;
    /// No more than this for their number: long lists exist.
    pub const MOST: f32 = 3.0;
    /// The numbered lines are prose that runs on from line to line: for each tenth of them above [`SOME`], at most five.
    pub const RUNS_ON: f32 = 1.0;
    /// Lines of lists and listings that look as if they ran on, in tenths.
    pub const SOME: f32 = 3.0;
    /// A series that begins or ends as the one before it, or goes on with its count: for each factor of e in their number.
    pub const AGAIN: f32 = 2.0;
    /// Numbers every few lines keep step by chance more rarely than those on each.
    pub const STRIDE: f32 = 2.5;
    /// A column of a table, or the marks of notes in a heap, are numbers alone on lines, too.
    pub const ALONE: f32 = -3.0;
    /// Numbers that stand glued to words of their page, as calls of notes do, head these notes: for each tenth of them.
    pub const CALLED: f32 = -1.0;
    /// From here on the numbers are those of lines.
    pub const ENOUGH: f32 = 3.0;
}

/// A line with ink.
pub(super) struct Inked<'g> {
    /// Its bytes in the galley's text, without its line end.
    range: Range<usize>,
    /// One past its line end.
    end: usize,
    page: u32,
    text: &'g str,
}

fn run(pen: &mut Pen<'_>, _rules: &Rules) {
    let galley = pen.galley().clone();
    let lines = inked(&galley);
    let called = LazyCell::new(|| Called::of(&lines));
    let mut edits = Vec::new();
    for form in Form::ALL {
        let all = series::series(&lines, form);
        let long: Vec<&Series> = all.iter().filter(|s| s.is_long()).collect();
        let why = reason((&lines, &called), form, &long);
        if sum(&why) < weights::ENOUGH {
            continue;
        }
        let usual = |one: &Series| one.is_long() || begins_as(&long, one);
        for series in all.iter().filter(|one| usual(one)) {
            take_out(&lines, series, &why, &mut edits);
        }
    }
    let is_free = |edits: &[Edit], range: &Range<usize>| {
        let mut taken = edits.iter().map(|edit| &edit.range);
        !taken.any(|taken| taken.start < range.end && range.start < taken.end)
    };
    for edit in folios::take_out(&lines) {
        if is_free(&edits, &edit.range) {
            edits.push(edit);
        }
    }
    edits.into_iter().for_each(|edit| pen.edit(edit));
}

fn inked(galley: &Galley) -> Vec<Inked<'_>> {
    let lines = galley.lines().into_iter();
    let lines = lines.filter(|line| line.label == Label::Body);
    let inked = lines.map(|line| Inked {
        text: &galley.text()[line.range.clone()],
        range: line.range,
        end: line.end,
        page: line.page,
    });
    inked.filter(|line| !line.text.trim().is_empty()).collect()
}

/// What speaks for numbers of lines, all series of a form together.
fn reason(
    (lines, called): (&[Inked<'_>], &LazyCell<Called, impl FnOnce() -> Called>),
    form: Form,
    long: &[&Series],
) -> Reason {
    let count: usize = long.iter().map(|series| series.members.len()).sum();
    let many = (count as f32 / 10.0).max(0.1).ln() * weights::MANY;
    let again = long.windows(2).filter(|pair| pair[1].is_like(pair[0]));
    let again = (1.0 + again.count() as f32).ln() * weights::AGAIN;
    let why = Reason::from("numbers that keep step with the lines")
        .because("how many", many.min(weights::MOST))
        .because("series that come again", again);
    let called = match long.is_empty() {
        true => 0.0,
        false => called.share(lines, long),
    };
    let why = match called > 0.0 {
        true => why.because("called in the text", 10.0 * called * weights::CALLED),
        false => why,
    };
    let why = match form.is_alone() {
        true => why.because("on lines of their own", weights::ALONE),
        false => why,
    };
    let why = match form.stride() {
        1 => why,
        _ => why.because("every few lines", weights::STRIDE),
    };
    match form {
        // Numbers in a heap have no lines beside them; every few lines may be verse.
        Form::Heap(_) => why,
        _ if form.stride() > 2 => why,
        _ => {
            let tenths = 10.0 * series::running_on(lines, long);
            let weight = (tenths - weights::SOME).min(5.0) * weights::RUNS_ON;
            why.because("lines that run on", weight)
        }
    }
}

fn sum(why: &Reason) -> f32 {
    why.evidence.iter().map(|evidence| evidence.1).sum()
}

/// Whether a short series begins as long ones do: that of a page with few lines.
fn begins_as(long: &[&Series], one: &Series) -> bool {
    let first = one.members[0].value;
    let alike = long.iter().filter(|other| other.members[0].value == first);
    one.members.len() > 1 && alike.count() > 1
}

/// Blanks in the place of numbers, so that what stands beside them stays where it is; a single blank behind them goes, too.
fn take_out(lines: &[Inked<'_>], series: &Series, why: &Reason, edits: &mut Vec<Edit>) {
    let is_wide = |member: &Member| lines[member.line].gap(member).len() > 1;
    let wide = series.members.iter().filter(|m| is_wide(m)).count();
    let is_wide = wide * 5 >= series.members.len() * 4;
    for member in &series.members {
        let line = &lines[member.line];
        let number = line.range.start + member.range.start..line.range.start + member.range.end;
        let is_alone = line.text.trim().len() == member.range.len();
        let gap = line.gap(member).len();
        let (range, after) = if is_alone {
            (line.range.start..line.end, String::new())
        } else if number.end == line.range.start + line.text.trim_end().len() {
            (number.start - gap..line.range.end, String::new())
        } else if is_wide {
            let width = line.text[member.range.clone()].chars().count();
            (number, " ".repeat(width))
        } else {
            (line.range.start..number.end + gap, String::new())
        };
        let edit = Edit::sure(range, after, why.clone());
        edits.push(edit.certainty(Certainty::Likely));
    }
}

impl Inked<'_> {
    /// The blanks between a number and the words beside it.
    fn gap(&self, member: &Member) -> &str {
        let (head, tail) = (
            &self.text[..member.range.start],
            &self.text[member.range.end..],
        );
        if tail.trim().is_empty() {
            &head[head.trim_end().len()..]
        } else {
            &tail[..tail.len() - tail.trim_start().len()]
        }
    }
}
