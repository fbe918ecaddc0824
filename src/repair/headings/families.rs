//! Families of lines. In: the printed lines. Out: [`Families`]: which lines are of one shape and count up through the
//! text, whatever its language, and which are of a shape that no title has: captions, entries, titles with a page number.
//!
//! A number alone on its line is a heading only where others stand before and after it in order, spread through the text,
//! each between the end of a sentence and the beginning of one. Folios break sentences, a running head has the number of its
//! chapter again, the numbers of a list stand close.

use super::numbering::{self, Kind};
use super::sign::{Digits, Sign};
use crate::facsimile::Facsimile;
use crate::facsimile::rows::Row;
use crate::facsimile::sentence::{End, Start};
use crate::galley::Label;
use crate::hash::HashSet;
use crate::language::Language;
use crate::repair::furniture::numerals::roman;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// What was found out about lines before any was weighed.
#[derive(Default)]
pub(super) struct Families {
    /// The kind that its family shows, by row.
    kinds: BTreeMap<usize, Kind>,
    /// Rows that are no titles, for the company they keep.
    others: BTreeSet<usize>,
}

/// So many make a family.
const LEAST: usize = 3;
/// Two do where all around them says so much for headings.
const PAIR: f32 = 1.5;
/// The links of a family reach over so much of the text, or are so long, in rows: the items of a list do neither.
const COVERAGE: f32 = 0.25;
const LONG: f32 = 25.0;
/// Of all lines of the shape between the first and the last, so many belong to the row.
const KIN: f32 = 0.7;
/// Rows from one member to the next at least. Decimal numbers and those alone on their lines may head a row of text.
const APART: usize = 4;
const APART_ALONE: usize = 2;
/// So far back, in lines of its shape, the number before a number is looked for.
const REACH: usize = 40;
/// What stands around members says so much for headings, on the mean.
const STANCE: f32 = 0.5;
/// So few rows stand above the first heading of a text at most: its title, its author, a folio.
const FRONT: usize = 4;
/// A title is short: it ends before this share of the measure.
const SHORT: f32 = 0.85;
/// So many lines that differ only in their numbers, or in what follows a colon, are no titles.
const ALIKE: usize = 3;

/// A title of fewer letters is too short to be known again.
const FEW: usize = 4;

impl Families {
    /// Looks over all rows.
    pub fn of(printed: &Facsimile) -> Families {
        let mut shapes: BTreeMap<String, Vec<Member>> = BTreeMap::new();
        let mut families = Families::default();
        for row in 0..printed.rows.len() {
            if let Some((shape, kind, value)) = shape(printed, row) {
                let member = Member {
                    row,
                    kind,
                    value,
                    is_alone: Sign::of(&printed.rows[row].text).is_some(),
                    stance: stance(printed, row),
                };
                shapes.entry(shape).or_default().push(member);
            }
        }
        for members in shapes.into_values() {
            let believed = believed(printed, &members);
            families.others.extend(repeated(&members, &believed));
            for member in believed {
                families.kinds.insert(member.row, member.kind);
            }
        }
        families.set_others_aside(printed);
        families
    }

    /// The kind of a title that begins with a row.
    pub fn kind(&self, row: usize, text: &str) -> Kind {
        self.kinds
            .get(&row)
            .copied()
            .unwrap_or_else(|| Kind::of(text))
    }

    /// Whether a row is one of a family of numbers.
    pub fn counts(&self, row: usize) -> bool {
        self.kinds.contains_key(&row)
    }

    /// The kind of a row that a decimal number of a family begins.
    pub fn decimal(&self, row: usize) -> Option<Kind> {
        let kind = self.kinds.get(&row).copied();
        kind.filter(|kind| matches!(kind, Kind::Decimal(_)))
    }

    /// Whether a row is of a shape that no title has.
    pub fn is_other(&self, row: usize) -> bool {
        self.others.contains(&row)
    }

    /// Captions, entries and titles with a page number.
    fn set_others_aside(&mut self, printed: &Facsimile) {
        let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let texts = printed.rows.iter().map(|row| &*row.text);
        let bare = texts.filter(|text| without_page(text).is_none());
        // Most texts have no line that ends with a page number.
        let titles = LazyCell::new(|| -> HashSet<String> {
            bare.map(letters).filter(|t| t.len() >= FEW).collect()
        });
        for (row, text) in printed.rows.iter().map(|row| &*row.text).enumerate() {
            if self.counts(row) {
                continue;
            }
            let paged = without_page(text);
            if is_caption(text) || paged.is_some_and(|title| titles.contains(&letters(title))) {
                self.others.insert(row);
            }
            let words = paged.filter(|_| !numbering::is_bare(text)).or(entry(text));
            if let Some(words) = words {
                alike.entry(letters(words)).or_default().push(row);
            }
        }
        let rows = alike.into_values().filter(|rows| rows.len() >= ALIKE);
        self.others.extend(rows.flatten());
    }
}

/// A line of a shape.
#[derive(Clone, Copy, Debug)]
struct Member {
    row: usize,
    kind: Kind,
    value: u32,
    /// Whether nothing stands behind the number.
    is_alone: bool,
    /// What stands around it says so much for a heading.
    stance: f32,
}

/// What a line's family would share, with the kind and the number that it would have.
fn shape(printed: &Facsimile, row: usize) -> Option<(String, Kind, u32)> {
    let Row { text, label, .. } = &printed.rows[row];
    // Whether there are more than two, no shape asks.
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    let first = match words[..] {
        [ordinal, _] => Sign::of(ordinal).or_else(|| Sign::ordinal(ordinal)),
        _ => Sign::of(words.first()?),
    };
    let is_decimal = first.is_some_and(|sign| matches!(sign.digits, Digits::Decimal(_)));
    if *label != Label::Body || printed.measure.fill[row] > SHORT && !is_decimal {
        return None;
    }
    let digits = |sign: Sign| format!("{:?} {:?}", sign.digits, sign.marks);
    let plain = |word: &str| {
        word.chars()
            .all(char::is_alphabetic)
            .then(|| word.to_lowercase())
    };
    match (first, &words[1..]) {
        (Some(sign), []) => Some((digits(sign), sign.digits.kind(), sign.value)),
        // A title, or a paragraph below its number.
        (Some(sign), [next, ..]) if is_decimal => {
            let kind = Kind::of(text);
            let is_title = next.starts_with(char::is_uppercase) && kind.is_numbered();
            is_title.then(|| (format!("{:?} a title", sign.digits), kind, sign.value))
        }
        (Some(sign), [name]) if sign.marks.0.is_none() => {
            let name = plain(name)?;
            Some((
                format!("{} {name}", digits(sign)),
                Kind::Chapter,
                sign.value,
            ))
        }
        // `1 Of Stock`: whether that is a title, only its family tells.
        (Some(sign), [next, ..]) if sign.marks == (None, None) => {
            let is_title = next.starts_with(char::is_uppercase);
            let name = format!("{:?} a title", sign.digits);
            is_title.then(|| (name, sign.digits.kind(), sign.value))
        }
        (None, [number, rest @ ..]) => {
            let name = plain(words[0]).filter(|name| name.chars().count() > 2)?;
            let sign = Sign::of(number).filter(|sign| sign.marks.0.is_none())?;
            let is_closed = rest.is_empty() || sign.marks.1.is_some();
            let is_low = matches!(sign.digits, Digits::Decimal(_)) || is_caption(text);
            (is_closed && !is_low).then(|| {
                (
                    format!("{name} {:?}", sign.digits),
                    Kind::Chapter,
                    sign.value,
                )
            })
        }
        _ => None,
    }
}

/// What the lines around a row say: a title stands between the end of a sentence and the beginning of one.
fn stance(printed: &Facsimile, row: usize) -> f32 {
    let rows = &printed.rows;
    // Nothing but short lines above: the first heading of the text.
    let is_first = row < FRONT && printed.measure.fill[..row].iter().all(|fill| *fill < SHORT);
    let before = match row.checked_sub(1) {
        None => 1.0,
        _ if is_first => 1.0,
        Some(above) => match rows[above].closes {
            End::Sentence | End::Colon => 1.0,
            _ if rows[above].label != Label::Body || rows[above].gap.is_blank() => 1.0,
            _ if printed.measure.fill[above] < SHORT => 0.0,
            _ => -1.5,
        },
    };
    // A row that is full goes on itself.
    let is_full = printed.measure.fill[row] > SHORT;
    let after = match rows.get(row + 1).map(|next| next.opens) {
        Some(Start::Lower) if !is_full => -1.5,
        Some(Start::Number) => 0.0,
        Some(_) => 0.5,
        None => -2.0,
    };
    before + after
}

/// The members of a shape that count up through the text.
fn believed(printed: &Facsimile, members: &[Member]) -> Vec<Member> {
    let chain = chain(members);
    let (Some(&first), Some(&last)) = (chain.first(), chain.last()) else {
        return Vec::new();
    };
    let kept: Vec<Member> = chain.iter().map(|&i| members[i]).collect();
    let links = kept
        .windows(2)
        .filter(|pair| Sign::step(pair[0].value, pair[1].value).is_some());
    let lengths: Vec<usize> = links
        .clone()
        .map(|pair| pair[1].row - pair[0].row)
        .collect();
    let reach = lengths.iter().sum::<usize>() as f32;
    let steps = links
        .clone()
        .filter(|pair| Sign::step(pair[0].value, pair[1].value) == Some(1));
    // Heads of every other page count by two.
    let is_whole = steps.count() * 2 >= lengths.len();
    let is_long = reach >= LONG * lengths.len().max(1) as f32;
    let is_spread = is_long || reach >= COVERAGE * printed.rows.len() as f32;
    let again = repeated(members, &kept);
    let is_again = |row: usize| again.binary_search(&row).is_ok();
    let is_other = |m: &&Member| !is_again(m.row) && !has_row(&kept, m.row);
    let others = members[first..=last].iter().filter(is_other).count();
    let is_kin = kept.len() as f32 >= KIN * (kept.len() + others) as f32;
    let least = kept.iter().map(|m| m.stance).fold(f32::MAX, f32::min);
    let stance = kept.iter().map(|m| m.stance).sum::<f32>() / kept.len() as f32;
    let is_pair = kept.len() == 2 && kept[0].is_alone && is_long && least >= PAIR;
    // A number with a stop that opens the text is no folio.
    let is_first = kept.len() == 1 && kept[0].row == 0 && kept[0].is_alone && least >= PAIR;
    if is_first && members.len() == 1 && printed.rows[0].text.ends_with('.') {
        return kept;
    }
    let is_family = kept.len() >= LEAST && lengths.len() + 1 >= LEAST && stance >= STANCE;
    if (is_family || is_pair) && is_spread && is_kin && is_whole && !are_folios(printed, &kept) {
        kept
    } else {
        Vec::new()
    }
}

/// Whether one of some members, which are in order, is a row.
fn has_row(members: &[Member], row: usize) -> bool {
    let found = members.binary_search_by_key(&row, |member| member.row);
    found.is_ok()
}

/// The rows that have the number of the member before them, or of the one behind them, again: running heads.
fn repeated(members: &[Member], chain: &[Member]) -> Vec<usize> {
    let is_other = |member: &&Member| !has_row(chain, member.row);
    let is_again = |member: &&Member| {
        let next = chain.partition_point(|own| own.row < member.row);
        let around = &chain[next.saturating_sub(1)..(next + 1).min(chain.len())];
        around.iter().any(|own| own.value == member.value)
    };
    let again = members.iter().filter(is_other).filter(is_again);
    again.map(|member| member.row).collect()
}

/// The heaviest row of members that count up, or begin anew at 1.
fn chain(members: &[Member]) -> Vec<usize> {
    let mut best: Vec<(f32, Option<usize>)> = Vec::with_capacity(members.len());
    for (i, member) in members.iter().enumerate() {
        let links = (i.saturating_sub(REACH)..i).filter_map(|j| {
            let weight = best[j].0 + link(&members[j], member)?;
            (weight > 0.0).then_some((weight, Some(j)))
        });
        let (weight, before) = links
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap_or((0.0, None));
        best.push((weight + member.stance, before));
    }
    let top = (0..best.len()).max_by(|&a, &b| best[a].0.total_cmp(&best[b].0));
    let mut chain: Vec<usize> = std::iter::successors(top, |&i| best[i].1).collect();
    chain.reverse();
    chain
}

/// What a number says for being the next after another; None where it can't be.
fn link(before: &Member, after: &Member) -> Option<f32> {
    let is_near = after.is_alone || matches!(after.kind, Kind::Decimal(_));
    let apart = if is_near { APART_ALONE } else { APART };
    if after.row - before.row < apart {
        return None;
    }
    match Sign::step(before.value, after.value) {
        Some(1) => Some(1.0),
        Some(2) => Some(-0.3),
        Some(3) => Some(-1.0),
        _ if after.value == 1 => Some(-0.5),
        _ => None,
    }
}

/// Whether numbers stand alone at the edges of pages and count them.
fn are_folios(printed: &Facsimile, members: &[Member]) -> bool {
    let rows = &printed.rows;
    let is_edge = |m: &&Member| {
        rows[m.row].gap.turned
            || m.row
                .checked_sub(1)
                .is_some_and(|above| rows[above].gap.turned)
    };
    let counts = |pair: &&[Member]| {
        let pages = rows[pair[1].row].page - rows[pair[0].row].page;
        Sign::step(pair[0].value, pair[1].value) == Some(pages)
    };
    let is_bare = |m: &&Member| Sign::of(&rows[m.row].text).is_some() && is_edge(m);
    let edges = members.iter().filter(is_bare).count();
    let steps = members.windows(2).filter(counts).count();
    edges * 5 >= members.len() * 4 && steps * 5 >= (members.len() - 1) * 4
}

/// Whether a line names a picture or a table: `Figure 3. The Mill`.
pub(in crate::repair) fn is_caption(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let name = words
        .next()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_lowercase();
    Language::any().captions.has(&name) && words.next().and_then(Sign::of).is_some()
}

/// A line without the page number at its end, or at its beginning; arabic, or roman in small letters.
fn without_page(text: &str) -> Option<&str> {
    let is_page = |word: &str| {
        let is_low = word.bytes().all(|b| b.is_ascii_lowercase());
        let is_arabic = word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
        !word.is_empty() && (is_arabic || is_low && roman(word).is_some())
    };
    let at_end = text.rsplit_once(' ').filter(|(_, page)| is_page(page));
    let at_front = text.split_once(' ').filter(|(page, _)| is_page(page));
    let title = at_end
        .map(|(title, _)| title)
        .or(at_front.map(|(_, title)| title))?;
    title.chars().any(char::is_alphabetic).then_some(title)
}

/// The words before the colon of a line that has more behind it: `Material: oak`.
fn entry(text: &str) -> Option<&str> {
    let (name, _) = text.split_once(": ")?;
    let is_name = name.split_whitespace().count() <= 3 && !Kind::of(text).is_numbered();
    is_name.then_some(name)
}

/// The letters of a line, without their case.
fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    let small = text.chars().filter(|c| c.is_alphabetic());
    letters.extend(small.flat_map(char::to_lowercase));
    letters
}
