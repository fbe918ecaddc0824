//! Codes. In: how often each symbol occurs. Out: the shortest codes for them (D. Huffman, 1952), as JPEG wants them: of 16 bits at most, in
//! order, and none all of ones; and bits in bytes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The longest code.
const LONGEST: usize = 16;

/// The codes of a table.
pub(super) struct Codes {
    /// The code of each symbol and how many bits it has; none where there is no such symbol.
    codes: [(u16, u8); 256],
    /// How many codes have each length, from 1 on.
    counts: [u8; LONGEST],
    /// The symbols in the order of their codes.
    symbols: Vec<u8>,
}

impl Codes {
    /// The codes of symbols that occur so often.
    pub(super) fn of(counts: &[u32; 256]) -> Codes {
        let mut lengths = lengths(counts);
        let mut flatter = *counts;
        while lengths
            .iter()
            .any(|&(length, _)| usize::from(length) > LONGEST)
        {
            // Seldom, and it costs little: rare symbols are taken to be less rare.
            flatter = flatter.map(|count| count.div_ceil(2));
            lengths = self::lengths(&flatter);
        }
        lengths.sort_unstable();
        let mut made = Codes {
            codes: [(0, 0); 256],
            counts: [0; LONGEST],
            symbols: Vec::new(),
        };
        let (mut code, mut before) = (0_u32, 0);
        for (length, symbol) in lengths {
            code <<= length - before;
            before = length;
            // The last of all, which nobody writes, is all of ones.
            if let Ok(symbol) = u8::try_from(symbol) {
                made.codes[usize::from(symbol)] = (code as u16, length);
                made.counts[usize::from(length) - 1] += 1;
                made.symbols.push(symbol);
            }
            code += 1;
        }
        made
    }

    /// As the file has it (T.81, B.2.4.2).
    pub(super) fn table(&self) -> impl Iterator<Item = u8> {
        self.counts.iter().chain(&self.symbols).copied()
    }

    /// Writes a symbol and the bits behind it, whose number is its lower half.
    pub(super) fn write(&self, symbol: u8, extra: u16, packed: &mut Packed<'_>) {
        let (code, length) = self.codes[usize::from(symbol)];
        let size = symbol & 15;
        packed.add(u32::from(code) << size | u32::from(extra), length + size);
    }
}

/// The length of each symbol's code, that of one more symbol among them, which sorts behind all others of its length and is as rare
/// as any.
fn lengths(counts: &[u32; 256]) -> Vec<(u8, usize)> {
    const LAST: usize = 256;
    let known = (0..LAST).filter(|&symbol| counts[symbol] > 0);
    let mut leaves: Vec<usize> = known.collect();
    leaves.push(LAST);
    let count = |symbol: usize| counts.get(symbol).map_or(0, |&count| u64::from(count));
    // What is joined stands behind the leaves; each knows what it is joined into.
    let mut parents = vec![0; leaves.len() * 2 - 1];
    let own = leaves.iter().enumerate();
    let own = own.map(|(at, &symbol)| Reverse((count(symbol), Reverse(at))));
    let mut open: BinaryHeap<_> = own.collect();
    let mut next = leaves.len();
    while let (Some(Reverse((one, Reverse(first)))), Some(Reverse((other, Reverse(second))))) =
        (open.pop(), open.pop())
    {
        (parents[first], parents[second]) = (next, next);
        open.push(Reverse((one + other, Reverse(next))));
        if next + 1 == parents.len() {
            break;
        }
        next += 1;
    }
    let root = parents.len() - 1;
    let depth = |leaf: usize| {
        let up = std::iter::successors(Some(leaf), |&at| (at < root).then(|| parents[at]));
        up.count() - 1
    };
    let lengths = leaves.iter().enumerate();
    // A symbol alone has a code, too.
    lengths
        .map(|(at, &symbol)| (depth(at).clamp(1, 255) as u8, symbol))
        .collect()
}

/// Bits on their way into bytes.
pub(super) struct Packed<'f> {
    file: &'f mut Vec<u8>,
    held: u64,
    count: u8,
}

impl<'f> Packed<'f> {
    /// Bits behind what a file has.
    pub(super) fn new(file: &'f mut Vec<u8>) -> Packed<'f> {
        Packed {
            file,
            held: 0,
            count: 0,
        }
    }

    /// Adds some bits, up to 32.
    pub(super) fn add(&mut self, bits: u32, count: u8) {
        self.held = self.held << count | u64::from(bits);
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            let byte = (self.held >> self.count) as u8;
            self.file.push(byte);
            // A byte of ones would be a marker.
            if byte == 0xff {
                self.file.push(0);
            }
        }
    }

    /// Fills the last byte with ones.
    pub(super) fn finish(mut self) {
        let left = (8 - self.count) % 8;
        self.add((1 << left) - 1, left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(counts: &[(u8, u32)]) -> Vec<(u8, String)> {
        let mut all = [0; 256];
        counts
            .iter()
            .for_each(|&(symbol, count)| all[usize::from(symbol)] = count);
        let codes = Codes::of(&all);
        let shown = |&(symbol, _): &(u8, u32)| {
            let (code, length) = codes.codes[usize::from(symbol)];
            (
                symbol,
                format!("{code:0width$b}", width = usize::from(length)),
            )
        };
        counts.iter().map(shown).collect()
    }

    #[test]
    fn frequent_symbols_have_short_codes_and_none_is_all_of_ones() {
        let found = codes(&[(7, 100), (3, 40), (9, 5), (1, 2)]);
        let lengths: Vec<usize> = found.iter().map(|(_, code)| code.len()).collect();
        assert_eq!(lengths, [1, 2, 3, 4]);
        assert!(
            found.iter().all(|(_, code)| code.contains('0')),
            "{found:?}"
        );
        for (at, (_, code)) in found.iter().enumerate() {
            let others = found.iter().enumerate().filter(|(other, _)| *other != at);
            assert!(
                !others
                    .into_iter()
                    .any(|(_, (_, other))| other.starts_with(code.as_str()))
            );
        }
        assert_eq!(codes(&[(5, 9)]), [(5, "0".to_owned())]);
    }

    #[test]
    fn codes_are_sixteen_bits_long_at_most() {
        // By the numbers of Fibonacci each code would be a bit longer than the one before.
        let mut counts = vec![(0, 1), (1, 1)];
        for symbol in 2..30 {
            let [.., (_, a), (_, b)] = counts[..] else {
                unreachable!()
            };
            counts.push((symbol, a + b));
        }
        let found = codes(&counts);
        assert!(
            found
                .iter()
                .all(|(_, code)| (1..=LONGEST).contains(&code.len()))
        );
        let shares: f64 = found
            .iter()
            .map(|(_, code)| 0.5_f64.powi(code.len() as i32))
            .sum();
        assert!(shares < 1.0, "{shares}");
    }

    #[test]
    fn bytes_of_ones_are_followed_by_nothing() {
        let mut file = vec![1];
        let mut packed = Packed::new(&mut file);
        packed.add(0b1111_1111_1010, 12);
        packed.finish();
        assert_eq!(file, [1, 0xff, 0, 0b1010_1111]);
    }
}
