//! Blocks as waves. In: the values of a block. Out: how much of each cosine wave is in them (T.81, A.3.3), eight times as high, in
//! integers: the same on every machine.

use super::{AREA, SIDE};

/// One in the table of waves is two to this power.
const ONE: u32 = 14;
/// Half the cosines of eighth parts of a right angle, from none to all.
const HALF_COSINES: [i32; 9] = [8192, 8035, 7568, 6811, 5793, 4551, 3135, 1598, 0];
/// The waves, from that of no frequency on, each at the eight places of a row.
const WAVES: [[i32; SIDE]; SIDE] = waves_of_a_row();

const fn waves_of_a_row() -> [[i32; SIDE]; SIDE] {
    // The mean is weighed by the root of a half, which is a cosine, too.
    let mut waves = [[HALF_COSINES[4]; SIDE]; SIDE];
    let mut wave = 1;
    while wave < SIDE {
        let mut at = 0;
        while at < SIDE {
            // In sixteenths of half a turn.
            let angle = (2 * at + 1) * wave % 32;
            let (angle, sign) = match angle {
                0..=8 => (angle, 1),
                9..=16 => (16 - angle, -1),
                17..=24 => (angle - 16, -1),
                _ => (32 - angle, 1),
            };
            waves[wave][at] = sign * HALF_COSINES[angle];
            at += 1;
        }
        wave += 1;
    }
    waves
}

/// The waves of values from -128 to 127.
pub(super) fn waves(values: &[i32; AREA]) -> [i32; AREA] {
    // Along the rows, sixteen times as high; then down the columns, of which half is taken back.
    let across = along(values, ONE - 4);
    along(&across, ONE + 1)
}

/// The wave of a block all of one value, which is eight times its mean.
pub(super) fn mean(value: i32) -> i32 {
    value * 8 * 8
}

/// The waves along the rows, divided by two to some power; rows come out as columns. A wave is the same from both ends, or
/// turned, so that half of it is enough.
fn along(values: &[i32; AREA], power: u32) -> [i32; AREA] {
    let mut found = [0; AREA];
    let half = 1 << (power - 1);
    for row in 0..SIDE {
        let value = |at: usize| values[row * SIDE + at];
        let (mut same, mut turned) = ([0; SIDE / 2], [0; SIDE / 2]);
        for at in 0..SIDE / 2 {
            same[at] = value(at) + value(SIDE - 1 - at);
            turned[at] = value(at) - value(SIDE - 1 - at);
        }
        for (wave, heights) in WAVES.iter().enumerate() {
            let ends = if wave % 2 == 0 { &same } else { &turned };
            let mut sum = half;
            for at in 0..SIDE / 2 {
                sum += ends[at] * heights[at];
            }
            found[wave * SIDE + row] = sum >> power;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_blocks_have_a_mean_alone() {
        for value in [-128, -1, 0, 77, 127] {
            let found = waves(&[value; AREA]);
            assert!((found[0] - mean(value)).abs() <= 1, "{value}: {}", found[0]);
            assert!(found[1..].iter().all(|wave| wave.abs() <= 1), "{found:?}");
        }
    }

    /// By the formula of the standard, in floating point.
    #[test]
    fn waves_are_those_of_the_standard() {
        let values: [i32; AREA] = std::array::from_fn(|at| (at * at * 37 % 256) as i32 - 128);
        let found = waves(&values);
        for (at, wave) in found.into_iter().enumerate() {
            let (v, u) = (at / SIDE, at % SIDE);
            let cosine = |at: usize, wave: usize| {
                ((2 * at + 1) as f64 * wave as f64 * std::f64::consts::PI / 16.0).cos()
            };
            let part = |at: usize| {
                let (y, x) = (at / SIDE, at % SIDE);
                f64::from(values[at]) * cosine(x, u) * cosine(y, v)
            };
            let weight = |wave: usize| if wave == 0 { 0.5_f64.sqrt() } else { 1.0 };
            let wanted = (0..AREA).map(part).sum::<f64>() * weight(u) * weight(v) / 4.0;
            assert!(
                (f64::from(wave) / 8.0 - wanted).abs() < 0.3,
                "{u}, {v}: {wave} {wanted}"
            );
        }
    }
}
