//! Weighs what may be headings. In: rows and their measure. Out: the headings, with what spoke for each.

use super::group::{Group, is_unfinished};
use super::numbering::{self, Kind};
use super::{Heading, squeeze};
use crate::repair::lines::measure::Measure;
use crate::repair::lines::rows::Row;
use crate::repair::lines::sentence::{End, Start};
use std::collections::BTreeMap;

/// A heading has this much evidence.
const ENOUGH: f32 = 3.5;
/// A heading without number that may raise doubtful siblings has this much.
const PLAIN: f32 = 4.5;

/// The headings among some rows.
pub(super) fn headings(rows: &[Row], measure: &Measure) -> Vec<Heading> {
    let mut candidates = Vec::new();
    let mut row = 0;
    while row < rows.len() {
        let group = Group::at(rows, measure, row);
        let heading = group.and_then(|g| weigh(rows, measure, g));
        row = heading.as_ref().map_or(row + 1, |h| h.group.last + 1);
        candidates.extend(heading);
    }
    drop_lists(&mut candidates);
    compare(rows, &mut candidates);
    candidates.retain(|h| h.score >= ENOUGH);
    drop_sources(rows, &mut candidates);
    candidates
}

/// A group with what speaks for it on its own; None where it can be no heading.
fn weigh(rows: &[Row], measure: &Measure, group: Group) -> Option<Heading> {
    let text = group.text(rows);
    let kind = Kind::of(&text);
    let words = text.split_whitespace().count();
    let most = if kind.is_numbered() { 45 } else { 25 };
    let has_letters = text.chars().any(char::is_alphabetic);
    let is_number = Start::of(&text) == Start::Number && !kind.is_numbered();
    let is_cut = is_unfinished(&text) || is_list_item(&text, kind, words);
    if words > most || !has_letters || is_number || is_cut || is_speech(&text) {
        return None;
    }
    let mut evidence = Vec::new();
    evidence.extend(weigh_words(&text, kind, words));
    evidence.extend(weigh_place(rows, measure, group));
    evidence.retain(|(_, weight)| *weight != 0.0);
    Some(Heading {
        score: evidence.iter().map(|e| e.1).sum(),
        group,
        kind,
        evidence,
        level: None,
    })
}

/// Whether a numbered line is an item of a list: `3) Salt`, or a number before more than one sentence.
fn is_list_item(text: &str, kind: Kind, words: usize) -> bool {
    let sign = text.split_whitespace().next().unwrap_or_default();
    let rest = text[sign.len()..].trim_end_matches('.');
    let is_low = matches!(kind, Kind::Arabic | Kind::Letter);
    is_low && (has_sentences(rest) || words > 14)
}

/// Whether a sentence ends inside the words.
fn has_sentences(text: &str) -> bool {
    text.match_indices(". ")
        .any(|(at, _)| End::of(&text[..=at]) == End::Sentence)
}

/// Whether a line is something said: quotation marks around it all.
fn is_speech(text: &str) -> bool {
    text.starts_with(['“', '"', '«', '„'])
        && text
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .ends_with(['”', '"', '»', '“'])
}

type Evidence = (&'static str, f32);

fn weigh_words(text: &str, kind: Kind, words: usize) -> Vec<Evidence> {
    let end = match (End::of(text), last_sign(text)) {
        _ if numbering::is_number_alone(text) => 2.5,
        (End::Letter, Some(_)) if ends_in_number(text) && !kind.is_numbered() => 0.5,
        (End::Letter, _) => 2.5,
        (End::Sentence, Some('?' | '!')) => -0.2,
        (End::Sentence | End::Abbreviation, _) => -2.0,
        (End::Colon, _) => -3.0,
        _ => -5.0,
    };
    let number = match kind {
        Kind::Part | Kind::Chapter | Kind::Named | Kind::Section => 3.0,
        Kind::Roman => 2.5,
        // `3) Salt` is oftener an item of a list.
        Kind::Letter | Kind::Arabic if is_item(text) => 0.5,
        Kind::Letter | Kind::Arabic => 1.5,
        Kind::Capitals => 2.0,
        Kind::Plain => 0.0,
    };
    vec![
        ("how it ends", end),
        ("numbered, named or in capitals", number),
        (
            "capitals as in a title",
            if numbering::is_title(text) { 1.5 } else { 0.0 },
        ),
        ("many words", if words > 14 { -1.0 } else { 0.0 }),
    ]
}

fn is_item(text: &str) -> bool {
    let sign = text.split_whitespace().next().unwrap_or_default();
    sign.ends_with(')') && !sign.starts_with('(')
}

/// Whether a number that is a word of its own ends the text: titles seldom do, cut sentences often.
fn ends_in_number(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit())
}

fn last_sign(text: &str) -> Option<char> {
    let bare = text.trim_end_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '”' | '"' | ')' | '’' | ']' | '*' | '†')
    });
    bare.chars().next_back()
}

fn weigh_place(rows: &[Row], measure: &Measure, group: Group) -> Vec<Evidence> {
    let fill = measure.fill[group.last];
    let short = match fill {
        f if f < 0.6 => 0.7,
        f if f < 0.88 => 0.0,
        _ => -2.5,
    };
    let after = rows.get(group.last + 1).map_or(-0.5, |_| {
        let next = measure.fill[group.last + 1];
        if next > 0.85 { 1.0 } else { -0.4 }
    });
    let is_top = group.first == 0 || rows[group.first - 1].gap.turned;
    vec![
        ("shorter than the measure", short),
        ("what follows", after),
        ("first on its page", if is_top { 0.7 } else { 0.0 }),
        (
            "first of the text",
            if group.first == 0 { 2.0 } else { 0.0 },
        ),
        (
            "its lines end early, as in a title of larger type",
            if is_narrow(measure, group) { 2.0 } else { 0.0 },
        ),
        ("blank lines around", weigh_blanks(rows, measure, group)),
        ("indent", weigh_indent(rows, measure, group)),
    ]
}

/// Whether a group of several rows opens the text and none of them is full.
fn is_narrow(measure: &Measure, group: Group) -> bool {
    let rows = group.first..=group.last;
    group.first == 0 && group.last > 0 && measure.fill[rows].iter().all(|fill| *fill < 0.9)
}

/// Blank lines count as far as they tell anything in this text.
fn weigh_blanks(rows: &[Row], measure: &Measure, group: Group) -> f32 {
    let side = |row: Option<&Row>| {
        row.filter(|r| !r.gap.turned && !r.gap.parted)
            .map_or(0.3, |r| {
                let says = measure.score_of_blank(r);
                if r.gap.is_blank() {
                    says.clamp(0.0, 0.7)
                } else {
                    says.clamp(-2.0, 0.0)
                }
            })
    };
    let before = group.first.checked_sub(1).map(|i| &rows[i]);
    side(before) + side(Some(&rows[group.last]))
}

/// Centred lines stand far in; a line that stands in as a paragraph does is one.
fn weigh_indent(rows: &[Row], measure: &Measure, group: Group) -> f32 {
    let indent = rows[group.first].indent;
    if indent >= 9 {
        1.0
    } else if measure.is_indented(rows, group.first) {
        -2.0
    } else {
        0.0
    }
}

/// Weighs the candidates against each other: siblings speak for each other.
fn compare(rows: &[Row], candidates: &mut [Heading]) {
    number(rows, candidates);
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    let ends = |h: &Heading| (End::of(&h.group.text(rows)), last_sign(&h.group.text(rows)));
    let (mut plain, mut asking, mut stopped) = (0, 0, 0);
    for heading in candidates.iter() {
        let end = ends(heading);
        let is_asking = end.0 == End::Sentence && end.1 != Some('.');
        plain += usize::from(
            heading.score >= PLAIN && end.0 == End::Letter && heading.kind == Kind::Plain,
        );
        let is_titled = heading.kind.is_numbered() || heading.group.first == 0;
        let enough = if is_titled { ENOUGH - 2.0 } else { ENOUGH };
        stopped += usize::from(heading.score >= enough && end == (End::Sentence, Some('.')));
        asking += usize::from(is_asking && heading.score >= 0.5);
        if heading.score >= ENOUGH {
            *kinds.entry(heading.kind).or_insert(0) += 1;
        }
    }
    for heading in candidates.iter_mut() {
        let (end, sign) = ends(heading);
        let others = kinds.get(&heading.kind).copied().unwrap_or(0);
        let siblings = if others >= 2 { 0.7 } else { 0.0 };
        let likeness = match (end, sign) {
            (End::Sentence, Some('.'))
                if stopped >= 2 && (heading.kind.is_numbered() || is_brief(rows, heading)) =>
            {
                1.5
            }
            (End::Sentence, Some('?' | '!')) if plain >= 1 && asking <= 2 * plain + 1 => 2.0,
            (End::Sentence, Some('?' | '!')) if !heading.kind.is_numbered() => -2.0,
            _ => 0.0,
        };
        for (what, weight) in [
            ("others of its kind", siblings),
            ("others end like it", likeness),
        ] {
            if weight != 0.0 {
                heading.evidence.push((what, weight));
                heading.score += weight;
            }
        }
    }
}

/// Numbered lines with nothing between them are the items of a list.
fn drop_lists(candidates: &mut Vec<Heading>) {
    let is_low = |h: &Heading| matches!(h.kind, Kind::Arabic | Kind::Letter);
    let touch = |a: &Heading, b: &Heading| {
        is_low(a) && a.kind == b.kind && a.group.last + 1 == b.group.first
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

/// A candidate whose number follows on that of another of its kind, or comes before it, is hardly chance.
fn number(rows: &[Row], candidates: &mut [Heading]) {
    let mut last: BTreeMap<Kind, (u32, usize)> = BTreeMap::new();
    let mut in_row = vec![false; candidates.len()];
    for (i, heading) in candidates.iter().enumerate() {
        let Some(value) = heading.kind.value(&heading.group.text(rows)) else {
            continue;
        };
        if let Some(&(before, other)) = last.get(&heading.kind)
            && (value == before + 1 || value == before + 2)
        {
            in_row[i] = true;
            in_row[other] = true;
        }
        last.insert(heading.kind, (value, i));
    }
    for (heading, _) in candidates
        .iter_mut()
        .zip(in_row)
        .filter(|(_, is_in)| *is_in)
    {
        heading
            .evidence
            .push(("its number follows on another's", 2.0));
        heading.score += 2.0;
    }
}

fn is_brief(rows: &[Row], heading: &Heading) -> bool {
    heading.group.text(rows).split_whitespace().count() <= 6
}

/// A name under a heading that stands under another, too, says who is quoted there: it is no heading, nor are its like.
fn drop_sources(rows: &[Row], found: &mut Vec<Heading>) {
    let is_under = |i: usize, found: &[Heading]| {
        i > 0
            && found[i - 1].group.last + 1 == found[i].group.first
            && found[i - 1].kind.is_numbered()
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
            .entry(squeeze(&found[i].group.text(rows)))
            .or_insert(0) += 1;
    }
    if counts.values().any(|&n| n >= 2) {
        let starts: Vec<usize> = names.iter().map(|&i| found[i].group.first).collect();
        found.retain(|h| !starts.contains(&h.group.first));
    }
}
