//! JPEGs of what is drawn. In: pixels, eight by eight, most of which have one colour. Out: a baseline JPEG (ITU-T T.81 in the file
//! format of T.871), with codes that are made for the picture.
//!
//! A block of one colour has one coefficient, and nothing is calculated for it: of a front with some lines of type nine of ten are
//! such.

mod codes;
mod cosines;

use codes::{Codes, Packed};

/// A block of pixels in red, green and blue.
pub(super) enum Block {
    /// All of one colour.
    Flat([u8; 3]),
    /// Row by row.
    Mixed(Box<[[u8; 3]; AREA]>),
}

/// Pixels on a side of a block, and in all of it.
pub(super) const SIDE: usize = 8;
const AREA: usize = SIDE * SIDE;

/// Steps of luma and of the two colours in percent of those of T.81, annex K.1: a quality of 90 by the usual count.
const STEPS: u32 = 20;
const LUMA: [u8; AREA] = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];
const COLOUR: [u8; AREA] = [
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
];

/// The order in which coefficients are written: by diagonals (T.81, figure 5).
const ZIGZAG: [usize; AREA] = zigzag();

const fn zigzag() -> [usize; AREA] {
    let mut order = [0; AREA];
    let (mut at, mut diagonal) = (0, 0);
    while diagonal < 2 * SIDE - 1 {
        let mut step = 0;
        while step <= diagonal {
            let (row, column) = match diagonal % 2 {
                0 => (diagonal - step, step),
                _ => (step, diagonal - step),
            };
            if row < SIDE && column < SIDE {
                order[at] = row * SIDE + column;
                at += 1;
            }
            step += 1;
        }
        diagonal += 1;
    }
    order
}

/// A JPEG so many pixels wide and high, neither more than 65,535; `block` gives each block by the column and row of its first pixel.
pub(super) fn encode(
    (width, height): (u16, u16),
    block: impl Fn(usize, usize) -> Block,
) -> Vec<u8> {
    let tables = [&LUMA, &COLOUR].map(steps);
    let mut coder = Coder {
        tables,
        before: [0; 3],
        said: Vec::new(),
    };
    for row in (0..usize::from(height)).step_by(SIDE) {
        for column in (0..usize::from(width)).step_by(SIDE) {
            coder.add(&block(column, row));
        }
    }
    let codes = coder.codes();
    let mut file = begin((width, height), &coder.tables, &codes);
    let mut packed = Packed::new(&mut file);
    for said in &coder.said {
        codes[usize::from(said.table)].write(said.symbol, said.extra, &mut packed);
    }
    packed.finish();
    file.extend([0xff, 0xd9]);
    file
}

/// The steps of a table at our quality, in its own order.
fn steps(table: &[u8; AREA]) -> [i32; AREA] {
    table.map(|step| ((u32::from(step) * STEPS + 50) / 100).clamp(1, 255) as i32)
}

/// A symbol, the table of its code, and the bits behind it.
struct Said {
    table: u8,
    symbol: u8,
    extra: u16,
}

/// Turns blocks into symbols.
struct Coder {
    tables: [[i32; AREA]; 2],
    /// The mean of each component in the block before.
    before: [i32; 3],
    said: Vec<Said>,
}

impl Coder {
    fn add(&mut self, block: &Block) {
        match block {
            Block::Flat(colour) => {
                for (part, value) in parts(*colour).into_iter().enumerate() {
                    let mean = cosines::mean(value);
                    self.mean(part, rounded(mean, self.tables[part.min(1)][0]));
                    self.say(part, 1, 0, 0);
                }
            }
            Block::Mixed(pixels) => {
                let mut values = [[0; AREA]; 3];
                for (at, pixel) in pixels.iter().enumerate() {
                    let own = parts(*pixel);
                    (values[0][at], values[1][at], values[2][at]) = (own[0], own[1], own[2]);
                }
                for (part, values) in values.iter().enumerate() {
                    self.mixed(part, values);
                }
            }
        }
    }

    fn mixed(&mut self, part: usize, values: &[i32; AREA]) {
        let waves = cosines::waves(values);
        let table = part.min(1);
        self.mean(part, rounded(waves[0], self.tables[table][0]));
        let mut zeros = 0;
        for &at in &ZIGZAG[1..] {
            let value = rounded(waves[at], self.tables[table][at]);
            if value == 0 {
                zeros += 1;
                continue;
            }
            while zeros > 15 {
                self.say(part, 1, 0xf0, 0);
                zeros -= 16;
            }
            let (size, extra) = sized(value);
            self.say(part, 1, zeros << 4 | size, extra);
            zeros = 0;
        }
        if zeros > 0 {
            self.say(part, 1, 0, 0);
        }
    }

    /// The mean of a block, by how it differs from that of the block before.
    fn mean(&mut self, part: usize, value: i32) {
        let (size, extra) = sized(value - self.before[part]);
        self.before[part] = value;
        self.say(part, 0, size, extra);
    }

    fn say(&mut self, part: usize, kind: u8, symbol: u8, extra: u16) {
        self.said.push(Said {
            table: part.min(1) as u8 * 2 + kind,
            symbol,
            extra,
        });
    }

    /// The codes of means and waves, of luma and of the colours.
    fn codes(&self) -> [Codes; 4] {
        let mut counts = [[0; 256]; 4];
        for said in &self.said {
            counts[usize::from(said.table)][usize::from(said.symbol)] += 1;
        }
        counts.map(|counts| Codes::of(&counts))
    }
}

/// Luma and the two colours, each from -128 to 127 (T.871, 7).
fn parts([red, green, blue]: [u8; 3]) -> [i32; 3] {
    let [red, green, blue] = [red, green, blue].map(i32::from);
    let luma = 19_595 * red + 38_470 * green + 7_471 * blue + (1 << 15);
    let to_blue = -11_059 * red - 21_709 * green + 32_768 * blue + (1 << 15);
    let to_red = 32_768 * red - 27_439 * green - 5_329 * blue + (1 << 15);
    [
        (luma >> 16) - 128,
        (to_blue >> 16).min(127),
        (to_red >> 16).min(127),
    ]
}

/// A wave in steps; it comes eight times as high.
fn rounded(wave: i32, step: i32) -> i32 {
    let half = step * 8 / 2;
    (wave + if wave < 0 { -half } else { half }) / (step * 8)
}

/// How many bits a number has, and these bits; of one below zero all are turned (T.81, F.1.2.1).
fn sized(value: i32) -> (u8, u16) {
    let size = (i32::BITS - value.unsigned_abs().leading_zeros()) as u8;
    let turned = if value < 0 { value - 1 } else { value };
    (size, (turned & ((1 << size) - 1)) as u16)
}

/// All of the file before its blocks.
fn begin((width, height): (u16, u16), tables: &[[i32; AREA]; 2], codes: &[Codes; 4]) -> Vec<u8> {
    let mut file = vec![0xff, 0xd8];
    let mut segment = |marker: u8, content: &[u8]| {
        file.extend([0xff, marker]);
        file.extend((content.len() as u16 + 2).to_be_bytes());
        file.extend(content);
    };
    // JFIF 1.2, pixels as wide as they are high.
    segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
    for (number, table) in (0..).zip(tables) {
        let steps = ZIGZAG.iter().map(|&at| table[at] as u8);
        let content: Vec<u8> = std::iter::once(number).chain(steps).collect();
        segment(0xdb, &content);
    }
    let [high, low] = height.to_be_bytes();
    let [wide, narrow] = width.to_be_bytes();
    let mut frame = vec![8, high, low, wide, narrow, 3];
    // Each component, as many of it as there are pixels, and its table.
    frame.extend([1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1]);
    segment(0xc0, &frame);
    for (codes, class) in codes.iter().zip([0x00, 0x10, 0x01, 0x11]) {
        let mut content = vec![class];
        content.extend(codes.table());
        segment(0xc4, &content);
    }
    segment(0xda, &[3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of our own is read again by another's reader.
    fn read(size: (u16, u16), pixel: impl Fn(usize, usize) -> [u8; 3]) -> (Vec<u8>, Vec<u8>) {
        let file = encode(size, |column, row| {
            let at = |at: usize| pixel(column + at % SIDE, row + at / SIDE);
            let pixels: [[u8; 3]; AREA] = std::array::from_fn(at);
            match pixels.iter().all(|one| *one == pixels[0]) {
                true => Block::Flat(pixels[0]),
                false => Block::Mixed(pixels.into()),
            }
        });
        let picture = image::load_from_memory(&file).unwrap().into_rgb8();
        assert_eq!(picture.dimensions(), (size.0.into(), size.1.into()));
        (file, picture.into_raw())
    }

    fn worst(size: (u16, u16), pixel: impl Fn(usize, usize) -> [u8; 3]) -> u8 {
        let (_, read) = read(size, &pixel);
        let wide = usize::from(size.0);
        let wanted = (0..usize::from(size.1)).flat_map(|y| (0..wide).map(move |x| (x, y)));
        let wanted = wanted.flat_map(|(x, y)| pixel(x, y));
        let apart = read.iter().zip(wanted).map(|(a, b)| a.abs_diff(b));
        apart.max().unwrap()
    }

    #[test]
    fn flat_colours_come_back() {
        for colour in [
            [0, 0, 0],
            [255; 3],
            [247, 244, 236],
            [200, 16, 46],
            [0, 0, 255],
        ] {
            assert!(worst((20, 9), |_, _| colour) <= 3, "{colour:?}");
        }
    }

    #[test]
    fn slopes_and_edges_come_back() {
        let slope = |x: usize, y: usize| [(x * 4) as u8, (y * 4) as u8, 128];
        assert!(worst((64, 64), slope) <= 8);
        let edge = |x: usize, _: usize| {
            if x < 13 {
                [247, 244, 236]
            } else {
                [28, 26, 23]
            }
        };
        assert!(worst((32, 16), edge) <= 24);
    }

    #[test]
    fn noise_has_all_kinds_of_symbols_and_comes_back_about_as_it_was() {
        let noise = |x: usize, y: usize| {
            let mixed = (x * 7919 + y * 104_729).wrapping_mul(2_654_435_761) >> 7;
            [mixed as u8, (mixed >> 8) as u8, (mixed >> 16) as u8]
        };
        let (_, seen) = read((80, 80), noise);
        let wanted = (0..80 * 80).map(|at| noise(at % 80, at / 80));
        let apart = seen.iter().zip(wanted.flatten());
        let apart: u64 = apart.map(|(a, b)| u64::from(a.abs_diff(b))).sum();
        assert!(apart / (80 * 80 * 3) < 12, "{apart}");
    }

    #[test]
    fn coefficients_go_by_diagonals() {
        assert_eq!(ZIGZAG[..10], [0, 1, 8, 16, 9, 2, 3, 10, 17, 24]);
        assert_eq!(ZIGZAG[61..], [55, 62, 63]);
    }
}
