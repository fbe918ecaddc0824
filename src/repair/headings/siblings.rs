//! What candidates tell of each other. In: candidates, each with what speaks for it alone. Out: the headings among them:
//! numbers that count on, others of a kind, others that end alike; lists, speakers and signatures are none.

use super::numbering::{self, Kind};
use super::sign::Sign;
use super::weigh::last_sign;
use super::{Heading, joined, stopped};
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::End;
use crate::galley::Label;
use crate::hash::{HashMap, HashSet};
use crate::repair::given;
use crate::repair::squeezed;
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// A heading has this much evidence.
pub(super) const ENOUGH: f32 = 3.5;
/// From here on the editor is asked.
const ASKED: f32 = 2.9;
/// A heading without number that may raise doubtful siblings has this much.
const PLAIN: f32 = 4.5;

/// Weighs the candidates against each other and keeps the headings, and what may be one.
pub(super) fn compare(rows: &[Row], candidates: &mut Vec<Heading>) {
    drop_lists(rows, candidates);
    number(rows, candidates);
    drop_speakers(rows, candidates);
    follow(rows, candidates);
    raise(rows, candidates);
    candidates.retain(|h| h.score >= ASKED);
    let doubtful = candidates.extract_if(.., |h| h.score < ENOUGH).collect();
    drop_blocks(candidates);
    drop_sources(rows, candidates);
    drop_signatures(rows, candidates);
    let mut asked = alone(doubtful, candidates);
    candidates.append(&mut asked);
}

/// What may be a heading and stands beside no other heading, nor beside another of its sort.
fn alone(doubtful: Vec<Heading>, found: &[Heading]) -> Vec<Heading> {
    let all = || found.iter().chain(&doubtful);
    let firsts: HashSet<usize> = all().map(|h| h.group.first).collect();
    let nexts: HashSet<usize> = all().map(Heading::next).collect();
    let is_alone = |h: &Heading| !nexts.contains(&h.group.first) && !firsts.contains(&h.next());
    let kept: Vec<bool> = doubtful.iter().map(is_alone).collect();
    let all = doubtful.into_iter().zip(kept);
    all.filter_map(|(heading, is_kept)| is_kept.then_some(heading))
        .collect()
}

/// How a candidate's words end.
fn end(rows: &[Row], heading: &Heading) -> (End, Option<char>) {
    let text = heading.group.text(rows);
    (End::of(&text), last_sign(&text))
}

/// How many candidates there are of each sort that may speak for others.
#[derive(Default)]
struct Company {
    kinds: BTreeMap<Kind, usize>,
    /// Titles without number that end in a letter.
    plain: usize,
    /// Those that end in `?` or `!`.
    asking: usize,
    /// Those that end in a stop.
    stopped: usize,
    /// Those that end in a stop and have no number.
    stopped_plain: usize,
    /// Headings of any sort that end in a letter.
    lettered: usize,
    /// Titles in capitals right below a number.
    below: usize,
    /// Those that hardly are chance, and how many of them stand behind a blank line or a page turn.
    clear: usize,
    parted: usize,
}

impl Company {
    fn of(rows: &[Row], candidates: &[Heading]) -> Company {
        // What is labelled already counts, too: a second reading must not find more.
        let is_heading = |row: &Row| matches!(row.label, Label::Heading(_));
        let is_below = |pair: &&[Row]| {
            let is_number = numbering::is_bare(&pair[0].text);
            is_number && numbering::is_capitals(&pair[1].text) && pair.iter().all(is_heading)
        };
        let titled = rows.iter().filter(|row| is_heading(row));
        let titled = titled.filter(|row| joined::is_titled(&row.text)).count();
        let mut company = Company {
            below: titled + rows.windows(2).filter(is_below).count(),
            ..Company::default()
        };
        for heading in candidates {
            let end = end(rows, heading);
            let is_asking = end.0 == End::Sentence && end.1 != Some('.');
            let is_plain = end.0 == End::Letter && heading.kind == Kind::Plain;
            let is_titled = heading.kind != Kind::Plain || heading.group.first == 0;
            let enough = if is_titled { ENOUGH - 2.0 } else { ENOUGH };
            let is_stopped = end == (End::Sentence, Some('.'));
            company.plain += usize::from(heading.score >= PLAIN && is_plain);
            let is_title = heading.score >= ENOUGH && stopped::is_title(rows, heading);
            company.stopped_plain += usize::from(is_title);
            company.stopped += usize::from(heading.score >= enough && is_stopped);
            company.asking += usize::from(is_asking && heading.score >= 0.5);
            company.below += usize::from(heading.is_below_number());
            company.lettered += usize::from(heading.score >= ENOUGH && end.0 == End::Letter);
            if heading.score >= PLAIN {
                company.clear += 1;
                company.parted += usize::from(is_parted(rows, heading));
            }
            if heading.score >= ENOUGH {
                *company.kinds.entry(heading.kind).or_insert(0) += 1;
            }
        }
        company
    }

    /// What speaks for a heading because others end as it does.
    fn likeness(&self, rows: &[Row], heading: &Heading) -> f32 {
        let words = heading.group.text(rows).split_whitespace().count();
        let is_titled = heading.kind != Kind::Plain;
        match end(rows, heading) {
            // Where titles end in stops, a few words between paragraphs that are no sentence are one.
            (End::Sentence, Some('.'))
                if self.stopped_plain >= 5 && words <= 3 && stopped::is_title(rows, heading) =>
            {
                3.3
            }
            (End::Sentence, Some('.')) if self.stopped >= 2 && (is_titled || words <= 3) => {
                // Where each title ends in a stop, a stop says nothing against one.
                let all = self.stopped >= 3 && self.lettered == 0;
                let text = heading.group.text(rows);
                if all && numbering::is_title(&text) {
                    2.5
                } else {
                    1.5
                }
            }
            (End::Sentence, Some('?' | '!'))
                if self.plain >= 1 && self.asking <= 2 * self.plain + 1 && words > 2 =>
            {
                2.0
            }
            (End::Sentence, Some('!')) if !is_titled => -1.0,
            (End::Sentence, Some('?' | '!')) if !heading.kind.is_numbered() => -2.0,
            _ => 0.0,
        }
    }
}

/// Whether a blank line, a page turn or other matter stands before it.
fn is_parted(rows: &[Row], heading: &Heading) -> bool {
    let before = heading.group.first.checked_sub(1).map(|row| &rows[row].gap);
    before.is_none_or(|gap| gap.is_blank() || gap.turned || gap.parted)
}

/// Siblings speak for each other.
fn raise(rows: &[Row], candidates: &mut [Heading]) {
    let company = Company::of(rows, candidates);
    let mut above = usize::MAX;
    for heading in candidates.iter_mut() {
        let is_below = above == heading.group.first;
        above = heading.group.last + 1;
        let is_joined = !heading.kind.is_numbered() && !is_below && !is_parted(rows, heading);
        let is_odd = is_joined && company.clear >= 3 && company.parted * 5 >= company.clear * 4;
        heading.add("others stand behind a blank line", given(is_odd, -1.5));
        let others = company.kinds.get(&heading.kind).copied().unwrap_or(0);
        let likeness = company.likeness(rows, heading);
        heading.add("others of its kind", given(others >= 2, 0.7));
        heading.add("others end like it", likeness);
        let is_apart = heading.kind == Kind::Capitals && !heading.is_below_number();
        let apart = given(is_apart && company.below >= 3, -2.0);
        heading.add("others stand below a number", apart);
    }
}

/// Numbered lines with nothing between them are the items of a list.
fn drop_lists(rows: &[Row], candidates: &mut Vec<Heading>) {
    let is_low = |h: &Heading| matches!(h.kind, Kind::Arabic | Kind::Letter);
    let sign = |h: &Heading| {
        let sign = rows[h.group.first]
            .text
            .split_whitespace()
            .next()
            .and_then(Sign::of);
        sign.map(|sign| sign.marks)
    };
    let touch = |a: &Heading, b: &Heading| {
        is_low(a) && a.kind == b.kind && sign(a) == sign(b) && a.touches(b)
    };
    let pairs = candidates.windows(2).enumerate();
    let listed: Vec<usize> = pairs
        .filter(|(_, pair)| touch(&pair[0], &pair[1]))
        .flat_map(|(i, _)| [i, i + 1])
        .collect();
    let mut index = 0;
    candidates.retain(|_| {
        index += 1;
        listed.binary_search(&(index - 1)).is_err()
    });
}

/// So many lines without number right below each other are a title page, a table or an address.
const BLOCK: usize = 4;

/// Short lines in a block are no titles; of those that open the text, the first is.
fn drop_blocks(found: &mut Vec<Heading>) {
    let mut kept = Vec::with_capacity(found.len());
    let mut rest = std::mem::take(found).into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut block = vec![first];
        while let Some(next) =
            rest.next_if(|next| !next.kind.is_numbered() && block[block.len() - 1].touches(next))
        {
            block.push(next);
        }
        let plain = block.iter().filter(|h| !h.kind.is_numbered()).count();
        let is_block = plain >= BLOCK;
        kept.extend(
            block
                .into_iter()
                .filter(|h| !is_block || h.kind.is_numbered() || h.group.first == 0),
        );
    }
    *found = kept;
}

/// What says that a number counts on.
const COUNTS_ON: &str = "its number follows on another's";

/// A candidate whose number follows on that of another of its kind, or comes before it, is hardly chance. A scan may
/// have one chapter's number twice.
fn number(rows: &[Row], candidates: &mut [Heading]) {
    let mut last: BTreeMap<Kind, (u32, usize)> = BTreeMap::new();
    let mut in_row = vec![false; candidates.len()];
    for (i, heading) in candidates.iter().enumerate() {
        let Some(value) = heading.kind.value(&heading.group.text(rows)) else {
            continue;
        };
        if let Some(&(before, other)) = last.get(&heading.kind) {
            let is_twice = value == before && matches!(heading.kind, Kind::Part | Kind::Chapter);
            let is_next = matches!(Sign::step(before, value), Some(1 | 2));
            if is_next || is_twice {
                in_row[i] = true;
                in_row[other] = true;
            }
        }
        last.insert(heading.kind, (value, i));
    }
    for (heading, _) in candidates.iter_mut().zip(in_row).filter(|(_, is)| *is) {
        heading.add(COUNTS_ON, 2.0);
    }
}

/// Letters that return and do not count on say who speaks: `Q. What do you mean?`
fn drop_speakers(rows: &[Row], candidates: &mut Vec<Heading>) {
    let counts_on = |h: &Heading| h.evidence.iter().any(|(what, _)| *what == COUNTS_ON);
    let letter = |h: &Heading| {
        let value = h.kind.value(&h.group.text(rows));
        value.filter(|_| h.kind == Kind::Letter && !counts_on(h))
    };
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for value in candidates.iter().filter_map(letter) {
        *counts.entry(value).or_insert(0) += 1;
    }
    candidates.retain(|h| letter(h).is_none_or(|value| counts[&value] < 2));
}

/// What says that a title stands below a number.
const BELOW_NUMBER: &str = "right below a number";

impl Heading {
    fn is_below_number(&self) -> bool {
        let is_it = |(what, _): &(&str, f32)| *what == BELOW_NUMBER;
        self.kind == Kind::Capitals && self.evidence.iter().any(is_it)
    }
}

/// A heading right below a number speaks for itself, and a heading of another kind right below a numbered one for both.
fn follow(rows: &[Row], candidates: &mut [Heading]) {
    for i in 1..candidates.len() {
        let (above, below) = candidates.split_at_mut(i);
        let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) else {
            continue;
        };
        if !above.touches(below) {
            continue;
        }
        let words = below.group.text(rows).split_whitespace().count();
        // Below a chapter's number a short sentence may open the text.
        let is_title = !above.kind.is_numbered() && end(rows, above).0 == End::Sentence;
        if is_title && above.score >= ENOUGH && words >= 3 && stopped::is_title(rows, below) {
            below.add("right below a heading", 2.5);
        }
        if above.kind == below.kind {
            continue;
        }
        let is_title = below.kind == Kind::Capitals || end(rows, below).0 == End::Letter;
        let text = above.group.text(rows);
        if joined::is_number(above.kind, &text) && is_title && !below.kind.is_numbered() {
            below.add(BELOW_NUMBER, 2.5);
        }
        if above.kind.is_numbered() && below.kind.is_numbered() {
            above.add("a heading follows", 1.4);
        }
        let is_low = matches!(below.kind, Kind::Section | Kind::Arabic | Kind::Letter);
        if is_low && below.score >= ENOUGH - 1.5 && stopped::is_title(rows, above) {
            above.add("a lower heading follows", 3.5);
        }
    }
}

/// A name under a heading that stands under another, too, says who is quoted there: it is no heading, nor are its like.
fn drop_sources(rows: &[Row], found: &mut Vec<Heading>) {
    let is_under = |i: usize, found: &[Heading]| {
        i > 0 && found[i - 1].touches(&found[i]) && found[i - 1].kind.is_numbered()
    };
    let is_name = |h: &Heading| {
        h.kind == Kind::Capitals && h.group.text(rows).split_whitespace().count() <= 3
    };
    let names: Vec<usize> = (0..found.len())
        .filter(|&i| is_name(&found[i]) && is_under(i, found))
        .collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for &i in &names {
        *counts
            .entry(squeezed(&found[i].group.text(rows)))
            .or_insert(0) += 1;
    }
    if counts.values().any(|&n| n >= 2) {
        let starts = names.iter().map(|&i| found[i].group.first);
        let starts: HashSet<usize> = starts.collect();
        found.retain(|h| !starts.contains(&h.group.first));
    }
}

/// A name above a place and a date signs what is above, and so does a place and a date below a name. So does one that stands more than once, before another heading, a page's notes or the end of the text, signs what is above.
fn drop_signatures(rows: &[Row], found: &mut Vec<Heading>) {
    let firsts: Vec<usize> = found.iter().map(|h| h.group.first).collect();
    let is_last = |h: &Heading| {
        let gap = &rows[h.group.last].gap;
        let next = h.group.last + 1;
        gap.parted
            || gap.turned
            || firsts.binary_search(&next).is_ok()
            || rows.get(next).is_none_or(|row| row.label != Label::Body)
    };
    let counts = LazyCell::new(|| {
        let mut counts: HashMap<&str, usize> = HashMap::default();
        for row in rows {
            *counts.entry(&row.text).or_default() += 1;
        }
        counts
    });
    let twice = |text: &str| counts.get(text).is_some_and(|&count| count > 1);
    let is_dated = |h: &Heading| {
        let next = rows.get(h.group.last + 1);
        h.kind == Kind::Plain && next.is_some_and(|row| stopped::is_date_line(&row.text))
    };
    let is_date = |h: &Heading| {
        let above = h.group.first.checked_sub(1).map(|row| &rows[row]);
        let is_below_name = above.is_some_and(|row| row.closes == End::Letter);
        h.kind == Kind::Plain && is_below_name && stopped::is_date_line(&h.group.text(rows))
    };
    found.retain(|h| !is_dated(h) && !is_date(h));
    found.retain(|h| h.kind.is_numbered() || !is_last(h) || !twice(&h.group.text(rows)));
}
