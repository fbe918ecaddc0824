//! Counts parts of words. In: a list as scripts/make-words makes it, the first argument. Out: the fst file named by the
//! second: for each word of it that others begin or end with, in how many of those the rest is a word, too: 32 times twice the
//! binary logarithm of how many begin with it, and the same of how many end with it.

use fst::{Map, MapBuilder, Streamer};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::BufWriter;

/// A word that fewer begin or end with is no part of others: so few are chance.
const FEWEST: u32 = 6;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args().skip(1);
    let (from, to) = paths
        .next()
        .zip(paths.next())
        .ok_or("usage: parts LIST.fst OUT.fst")?;
    let list = Map::new(std::fs::read(from)?)?;
    let mut parts: BTreeMap<Box<str>, [u32; 2]> = BTreeMap::new();
    let mut words = list.stream();
    while let Some((word, _)) = words.next() {
        count(std::str::from_utf8(word)?, &list, &mut parts);
    }
    let mut builder = MapBuilder::new(BufWriter::new(std::fs::File::create(to)?))?;
    for (word, counts) in parts {
        let [first, second] = counts.map(steps);
        if first + second > 0 {
            builder.insert(&*word, first * 32 + second)?;
        }
    }
    builder.finish()?;
    Ok(())
}

/// Counts the two words that a word may be.
fn count(word: &str, list: &Map<Vec<u8>>, parts: &mut BTreeMap<Box<str>, [u32; 2]>) {
    for (at, _) in word.char_indices().skip(1) {
        let two = [&word[..at], &word[at..]];
        if two.iter().all(|part| list.contains_key(part)) {
            for (index, part) in two.into_iter().enumerate() {
                parts.entry(part.into()).or_default()[index] += 1;
            }
        }
    }
}

/// A count as half powers of two, rounded; none where it is chance.
fn steps(count: u32) -> u64 {
    match count {
        0..FEWEST => 0,
        _ => (2.0 * f64::from(count).log2()).round() as u64,
    }
}
