//! Alignment of long texts. In: two runs of characters. Out: for each character of the first its place in the second.
//! Places increase.
//!
//! Runs of characters that stand once on both sides are chained; what lies between is aligned in the same way with
//! shorter runs, and the small gaps that are left by edit distance.

use std::collections::HashMap;
use std::ops::Range;

/// Lengths of the runs that are looked for, one after the other.
const RUNS: [usize; 3] = [24, 12, 7];
/// A gap of more cells than this is left unaligned.
const CELLS: usize = 4_000_000;

/// For each character of `a` its place in `b`.
pub fn align(a: &[char], b: &[char]) -> Vec<Option<usize>> {
    let mut found = vec![None; a.len()];
    fill(a, b, 0..a.len(), 0..b.len(), 0, &mut found);
    found
}

type Found = [Option<usize>];

fn fill(a: &[char], b: &[char], x: Range<usize>, y: Range<usize>, depth: usize, found: &mut Found) {
    let (mut x, mut y) = (x, y);
    while !x.is_empty() && !y.is_empty() && a[x.start] == b[y.start] {
        found[x.start] = Some(y.start);
        (x.start, y.start) = (x.start + 1, y.start + 1);
    }
    while !x.is_empty() && !y.is_empty() && a[x.end - 1] == b[y.end - 1] {
        (x.end, y.end) = (x.end - 1, y.end - 1);
        found[x.end] = Some(y.end);
    }
    if x.is_empty() || y.is_empty() {
        return;
    }
    let Some(&run) = RUNS.get(depth) else {
        return by_distance(a, b, x, y, found);
    };
    let anchors = chain(&anchors(a, b, x.clone(), y.clone(), run));
    let (mut i, mut j) = (x.start, y.start);
    for (p, q) in anchors {
        if p < i || q < j {
            continue;
        }
        fill(a, b, i..p, j..q, depth + 1, found);
        (i, j) = (p, q);
        while i < x.end && j < y.end && a[i] == b[j] {
            found[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        }
    }
    fill(a, b, i..x.end, j..y.end, depth + 1, found);
}

/// Runs that stand once on both sides, in the order of `a`.
fn anchors(
    a: &[char],
    b: &[char],
    x: Range<usize>,
    y: Range<usize>,
    run: usize,
) -> Vec<(usize, usize)> {
    let once = |text: &[char], range: Range<usize>| {
        let mut places: HashMap<Vec<char>, Option<usize>> = HashMap::new();
        for at in range.start..(range.end + 1).saturating_sub(run).max(range.start) {
            let place = places.entry(text[at..at + run].to_vec());
            place.and_modify(|p| *p = None).or_insert(Some(at));
        }
        places
    };
    let (left, right) = (once(a, x), once(b, y));
    let pairs = left.into_iter().filter_map(|(key, at)| {
        let other = right.get(&key).copied().flatten()?;
        Some((at?, other))
    });
    let mut pairs: Vec<(usize, usize)> = pairs.collect();
    pairs.sort_unstable();
    pairs
}

/// The longest chain of pairs that increases on both sides.
fn chain(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let length = tails.partition_point(|&tail| pairs[tail].1 < pair.1);
        before[index] = length.checked_sub(1).map(|l| tails[l]);
        if length == tails.len() {
            tails.push(index);
        } else {
            tails[length] = index;
        }
    }
    let mut chain = Vec::new();
    let mut at = tails.last().copied();
    while let Some(index) = at {
        chain.push(pairs[index]);
        at = before[index];
    }
    chain.reverse();
    chain
}

/// By the longest common subsequence, where enough is common.
fn by_distance(a: &[char], b: &[char], x: Range<usize>, y: Range<usize>, found: &mut Found) {
    let (n, m) = (x.len(), y.len());
    if n * m > CELLS {
        return;
    }
    let mut best = vec![0u32; (n + 1) * (m + 1)];
    let at = |i: usize, j: usize| i * (m + 1) + j;
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            best[at(i, j)] = if a[x.start + i] == b[y.start + j] {
                1 + best[at(i + 1, j + 1)]
            } else {
                best[at(i + 1, j)].max(best[at(i, j + 1)])
            };
        }
    }
    // Unlike texts have letters in common by chance only.
    if (best[0] as usize) * 10 < 6 * n.min(m) || n.max(m) > 3 * n.min(m) + 40 {
        return;
    }
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        if a[x.start + i] == b[y.start + j] {
            found[x.start + i] = Some(y.start + j);
            (i, j) = (i + 1, j + 1);
        } else if best[at(i + 1, j)] >= best[at(i, j + 1)] {
            i += 1;
        } else {
            j += 1;
        }
    }
}
