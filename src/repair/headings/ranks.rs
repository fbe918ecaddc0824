//! Levels of headings. In: the headings that were found, with the kinds of their numbers and the type they are set in.
//! Out: a level for each. Where types differ, they rank: larger over smaller, bold over capitals over roman over italics.
//! Within one type, and where type says nothing, the kinds of numbers rank.

use super::numbering::Kind;
use super::setting::{is_capitals, look_of};
use super::{Heading, levels};
use crate::facsimile::rows::Row;
use std::collections::BTreeMap;

/// Sizes of one rank differ by less.
const SAME_SIZE: f32 = 0.04;
/// Of a kind of numbers so many stand in one type for each in another: then the other is an accident.
const ODD: usize = 4;

/// A rank: a step of size, from 0 for the largest, and a form, from 0 for the highest.
type Rank = (usize, u8);

/// Gives each heading that has none a level by its type; none where types do not tell.
pub(super) fn by_type(rows: &[Row], found: &mut [Heading]) {
    let Some(mut ranks) = ranks(rows, found) else {
        return;
    };
    settle_odd(found, &mut ranks);
    let mut order = ranks.clone();
    order.sort_unstable();
    order.dedup();
    let mut level = 0;
    for rank in order {
        let members = || (0..found.len()).filter(|&i| ranks[i] == rank);
        let kinds = members().map(|i| found[i].kind);
        let steps = steps(kinds.collect());
        let deepest = steps.values().copied().max().unwrap_or(1);
        let own: Vec<usize> = members().collect();
        for index in own {
            let heading = &mut found[index];
            let step = steps.get(&heading.kind).copied().unwrap_or(1);
            heading.level = heading.level.or(Some((level + step).clamp(1, 6)));
        }
        level += deepest;
    }
}

/// The levels of kinds within one type: numbers of different kinds rank, what has none stands with the first.
fn steps(kinds: Vec<Kind>) -> BTreeMap<Kind, u8> {
    let is_ranked = |kind: &Kind| kind.is_numbered() && *kind != Kind::Named;
    let numbered = kinds.iter().copied().filter(is_ranked).collect();
    let mut steps = levels(numbered);
    for kind in kinds {
        steps.entry(kind).or_insert(1);
    }
    steps
}

/// The ranks of all headings; None where one has no type, or all have the text's own.
fn ranks(rows: &[Row], found: &[Heading]) -> Option<Vec<Rank>> {
    let looks: Option<Vec<_>> = found.iter().map(|h| look_of(rows, h.group)).collect();
    let looks = looks.filter(|looks| looks.iter().any(|look| !look.is_plain()))?;
    let mut sizes: Vec<f32> = looks.iter().map(|look| look.size).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.dedup_by(|next, size| *size - *next < SAME_SIZE);
    let rank = |(look, heading): (&super::setting::Look, &Heading)| {
        let step = sizes.partition_point(|size| *size >= look.size + SAME_SIZE);
        let form = look.form(is_capitals(rows, heading.group));
        (step, u8::MAX - form)
    };
    Some(looks.iter().zip(found).map(rank).collect())
}

/// A few headings of a kind of numbers that are set otherwise than nearly all of their kind rank as these.
fn settle_odd(found: &[Heading], ranks: &mut [Rank]) {
    let mut counts: BTreeMap<(Kind, Rank), usize> = BTreeMap::new();
    for (heading, rank) in found.iter().zip(ranks.iter()) {
        if heading.kind.is_numbered() {
            *counts.entry((heading.kind, *rank)).or_insert(0) += 1;
        }
    }
    for (heading, rank) in found.iter().zip(ranks) {
        let own = counts.get(&(heading.kind, *rank)).copied().unwrap_or(0);
        let others = counts.iter().filter(|((kind, _), _)| *kind == heading.kind);
        if let Some(((_, usual), count)) = others.max_by_key(|(_, count)| **count)
            && own * ODD <= *count
        {
            *rank = *usual;
        }
    }
}
