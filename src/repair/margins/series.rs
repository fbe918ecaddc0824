//! Numbers that keep step with the lines. In: lines with ink. Out: [`Series`] of a [`Form`]: numbers at the same place of
//! lines that stand as far from each other as the numbers say.

use super::Inked;
use crate::repair::regions::prose;
use std::ops::Range;

/// How numbers stand to the lines that they count. The number is by how much they grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// At the head or the end of the lines.
    Beside(u32),
    /// On lines of their own, one below the other.
    Heap(u32),
    /// On lines of their own between those that they count.
    Between(u32),
}

impl Form {
    /// All forms that are looked for: proofs, statutes and drafts count each line or every fifth, some every second or
    /// tenth.
    pub const ALL: [Form; 9] = [
        Form::Beside(1),
        Form::Beside(2),
        Form::Beside(5),
        Form::Beside(10),
        Form::Heap(1),
        Form::Heap(5),
        Form::Between(1),
        Form::Between(5),
        Form::Between(10),
    ];

    /// By how much the numbers grow.
    pub fn stride(self) -> u32 {
        let (Form::Beside(stride) | Form::Heap(stride) | Form::Between(stride)) = self;
        stride
    }

    /// Whether the numbers have lines of their own.
    pub fn is_alone(self) -> bool {
        !matches!(self, Form::Beside(_))
    }

    /// Members from which a series is no chance.
    fn fewest(self) -> usize {
        match self {
            Form::Heap(1) => 10,
            Form::Heap(_) => 4,
            _ if self.stride() == 1 => 5,
            _ => 3,
        }
    }

    /// Whether numbers `ahead` apart may stand `lines` apart.
    fn keeps_step(self, ahead: u32, lines: usize) -> bool {
        let is_next = ahead == self.stride();
        match self {
            // A heading has no number, or a number was lost.
            Form::Beside(1) => lines <= 3 && (ahead as usize == lines || is_next && lines <= 2),
            Form::Beside(stride) => is_next && lines.abs_diff(stride as usize) <= 1,
            Form::Heap(_) => is_next && lines == 1,
            Form::Between(1) => is_next && lines == 2,
            Form::Between(stride) => is_next && lines.abs_diff(stride as usize + 1) <= 1,
        }
    }
}

/// A number of a series.
#[derive(Clone, Debug)]
pub struct Member {
    /// Index of its line.
    pub line: usize,
    /// Its bytes in the line.
    pub range: Range<usize>,
    /// The number.
    pub value: u32,
    /// Letters stand at it (`S32`): a member only among others.
    is_adorned: bool,
}

/// Numbers that keep step.
pub struct Series {
    /// The numbers, in order; one at least.
    pub members: Vec<Member>,
    form: Form,
}

impl Series {
    /// Whether it is too long for chance.
    pub fn is_long(&self) -> bool {
        self.members.len() >= self.form.fewest()
    }

    /// Whether it begins and ends about as another, or goes on with its count.
    pub fn is_like(&self, before: &Series) -> bool {
        let ends = |series: &Series| {
            let (first, last) = (
                &series.members[0],
                &series.members[series.members.len() - 1],
            );
            (first.value, last.value)
        };
        let ((first, last), (other, end)) = (ends(self), ends(before));
        let is_as_long = last.abs_diff(end) * 5 <= last.max(end);
        first == other && (is_as_long || !self.form.is_alone()) || first == end + self.form.stride()
    }
}

/// All series of a form, from two numbers on. A line has a place in one of them.
pub fn series(lines: &[Inked<'_>], form: Form) -> Vec<Series> {
    let places: Vec<Vec<Member>> = (0..lines.len()).map(|at| places(lines, at, form)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let firsts = places[at].iter().filter(|member| !member.is_adorned);
        let all = firsts.map(|first| follow(lines, &places, form, first));
        let longest = all.max_by_key(|members: &Vec<Member>| members.len());
        match longest.filter(|members| members.len() > 1) {
            Some(members) => {
                at = members[members.len() - 1].line + 1;
                found.push(Series { members, form });
            }
            None => at += 1,
        }
    }
    found
}

/// The series that begins with a number.
fn follow(lines: &[Inked<'_>], places: &[Vec<Member>], form: Form, first: &Member) -> Vec<Member> {
    let mut members = vec![first.clone()];
    let mut last = first;
    let reach = form.stride() as usize + 2;
    'more: loop {
        for ahead in 1..=reach {
            let at = last.line + ahead;
            if at >= lines.len() || lines[at].page != lines[last.line].page {
                break;
            }
            let next = places[at].iter().find(|next| {
                next.value > last.value
                    && form.keeps_step(next.value - last.value, ahead)
                    && !counts_between(lines, last, next)
            });
            if let Some(next) = next {
                members.push(next.clone());
                last = next;
                continue 'more;
            }
        }
        return members;
    }
}

/// Whether the lines between two have numbers between theirs: of notes 1, 2, 3 with a line each, 2 and 4 count no lines.
fn counts_between(lines: &[Inked<'_>], last: &Member, next: &Member) -> bool {
    let between = last.value + 1..next.value;
    let mut inner = last.line + 1..next.line;
    let numbers = |at| places(lines, at, Form::Beside(1)).into_iter();
    inner.any(|at| numbers(at).any(|member| between.contains(&member.value)))
}

/// The numbers of a line that a form may count.
fn places(lines: &[Inked<'_>], at: usize, form: Form) -> Vec<Member> {
    let text = lines[at].text;
    let lead = text.len() - text.trim_start().len();
    let ink = text.trim();
    let member = |range: Range<usize>| {
        let (value, is_adorned) = number(&text[range.clone()])?;
        let is_round = form.stride() == 1 || value % form.stride() == 0;
        is_round.then_some(Member {
            line: at,
            range,
            value,
            is_adorned,
        })
    };
    let Some(first) = ink.find(char::is_whitespace) else {
        return member(lead..lead + ink.len()).into_iter().collect();
    };
    if form.is_alone() {
        return Vec::new();
    }
    let last = ink.trim_end_matches(|c: char| !c.is_whitespace()).len();
    let ends = [lead..lead + first, lead + last..lead + ink.len()];
    ends.into_iter().filter_map(member).collect()
}

/// A number of up to four digits, perhaps with one or two letters at it, as the lines of a proof's foot have them.
fn number(text: &str) -> Option<(u32, bool)> {
    let bare = text.trim_matches(|c: char| c.is_ascii_alphabetic());
    let is_number = (1..=4).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    let letters = text.len() - bare.len();
    (is_number && letters <= 2 && !bare.starts_with('0'))
        .then(|| bare.parse().ok().map(|value| (value, letters > 0)))
        .flatten()
}

/// How many of the numbered lines are prose that runs on from the line before, of 1.
pub fn running_on(lines: &[Inked<'_>], series: &[&Series]) -> f32 {
    let (mut runs_on, mut all) = (0, 0);
    for one in series {
        let mut before: Option<&str> = None;
        for member in &one.members {
            let words = words(lines, member, one.form);
            if let Some(before) = before.replace(words).filter(|_| !words.is_empty()) {
                all += 1;
                runs_on += u32::from(prose::runs_on(before, words) && prose::is_prose(words));
            }
        }
    }
    runs_on as f32 / all.max(1) as f32
}

/// The words that a number counts.
fn words<'l>(lines: &[Inked<'l>], member: &Member, form: Form) -> &'l str {
    let line = lines[member.line].text;
    match form {
        Form::Beside(_) if line[member.range.end..].trim().is_empty() => {
            line[..member.range.start].trim()
        }
        Form::Beside(_) => line[member.range.end..].trim(),
        _ => lines
            .get(member.line + 1)
            .map_or("", |next| next.text.trim()),
    }
}
