//! Colour profiles (ICC.1:2001-04, version 2.4). In: nothing. Out: the bytes of two, made here from formulas, so that no
//! profile of others has to be shipped: one black ink on paper, and the colours of a screen.

/// What [`black`] describes.
pub(crate) const BLACK: &str = "Black ink on uncoated paper, dot gain 20 %";

/// What [`screen`] describes: the colours of IEC 61966-2-1.
pub(crate) const SCREEN: &str = "sRGB";

/// Dot gain at half tone.
const GAIN: f64 = 0.2;

/// Density of the solid ink over the paper's: what is usual for black on uncoated stock.
const DENSITY: f64 = 1.3;

/// One black ink: a monochrome output profile.
pub(crate) fn black() -> Vec<u8> {
    let tags: [(&[u8; 4], Vec<u8>); 4] = [
        (b"desc", description(BLACK)),
        (b"cprt", copyright()),
        (b"wtpt", xyz(D50)),
        (b"kTRC", curve(dots_on_paper)),
    ];
    profile(b"prtrGRAYXYZ ", &tags)
}

/// A screen with the primaries of ITU-R BT.709, as seen under D50: a matrix profile.
pub(crate) fn screen() -> Vec<u8> {
    // The primaries of IEC 61966-2-1, adapted from D65 to D50 by Bradford's matrix, in 1/65,536.
    let (red, green, blue) = (
        [0x6fa0, 0x38f5, 0x0390],
        [0x6297, 0xb787, 0x18d9],
        [0x249f, 0x0f84, 0xb6c4],
    );
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", description(SCREEN)),
        (b"cprt", copyright()),
        (b"wtpt", xyz(D50)),
        (b"rXYZ", xyz(red)),
        (b"gXYZ", xyz(green)),
        (b"bXYZ", xyz(blue)),
        (b"rTRC", curve(light_of_screen)),
        (b"gTRC", curve(light_of_screen)),
        (b"bTRC", curve(light_of_screen)),
    ];
    profile(b"mntrRGB XYZ ", &tags)
}

/// Header, table of tags, tags.
fn profile(kind: &[u8; 12], tags: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut data = Vec::new();
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    for (name, content) in tags {
        let offset = 128 + 4 + 12 * tags.len() + data.len();
        table.extend(*name);
        table.extend((offset as u32).to_be_bytes());
        table.extend((content.len() as u32).to_be_bytes());
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header(kind, (128 + table.len() + data.len()) as u32);
    profile.extend(table);
    profile.extend(data);
    profile
}

/// 128 bytes: class, colours and connection space (under D50) as `kind` says.
fn header(kind: &[u8; 12], size: u32) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &size.to_be_bytes());
    put(8, &[2, 0x40, 0, 0]);
    put(12, kind);
    // The profile's own date: it is the same in every file.
    put(24, &[0x07, 0xea, 0, 1, 0, 1]);
    put(36, b"acsp");
    put(64, &1u32.to_be_bytes()); // media-relative colorimetric
    put(68, &numbers(D50));
    header
}

/// X, Y and Z of the illuminant in 1/65,536, as the standard writes them.
const D50: [u32; 3] = [0xf6d6, 0x10000, 0xd32d];

fn numbers(xyz: [u32; 3]) -> Vec<u8> {
    xyz.into_iter().flat_map(u32::to_be_bytes).collect()
}

fn description(name: &str) -> Vec<u8> {
    let mut tag = b"desc\0\0\0\0".to_vec();
    tag.extend((name.len() as u32 + 1).to_be_bytes());
    tag.extend(name.bytes());
    tag.push(0);
    // No Unicode and no Macintosh description.
    tag.extend([0; 4 + 4 + 2 + 1 + 67]);
    tag
}

fn copyright() -> Vec<u8> {
    let mut tag = b"text\0\0\0\0".to_vec();
    tag.extend(b"No rights reserved\0");
    tag
}

fn xyz(xyz: [u32; 3]) -> Vec<u8> {
    let mut tag = b"XYZ \0\0\0\0".to_vec();
    tag.extend(numbers(xyz));
    tag
}

/// How bright a value between 0 and 1 comes out, in steps that readers interpolate.
fn curve(bright: fn(f64) -> f64) -> Vec<u8> {
    const STEPS: u32 = 33;
    let mut tag = b"curv\0\0\0\0".to_vec();
    tag.extend(STEPS.to_be_bytes());
    for step in 0..STEPS {
        let bright = bright(f64::from(step) / f64::from(STEPS - 1));
        tag.extend(((bright * 65_535.0).round() as u16).to_be_bytes());
    }
    tag
}

/// How bright a grey value prints: the dots grow by a parabola with [`GAIN`] in its middle, and what they leave bare
/// shines (Murray and Davies, 1936).
fn dots_on_paper(value: f64) -> f64 {
    let dots = 1.0 - value;
    let grown = dots + 4.0 * GAIN * dots * (1.0 - dots);
    1.0 - grown * (1.0 - 10f64.powf(-DENSITY))
}

/// The transfer function of IEC 61966-2-1.
fn light_of_screen(value: f64) -> f64 {
    match value {
        value if value <= 0.04045 => value / 12.92,
        value => ((value + 0.055) / 1.055).powf(2.4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_are_small_and_say_their_size() {
        for (profile, most) in [(black(), 600), (screen(), 900)] {
            assert!(profile.len() < most, "{}", profile.len());
            assert_eq!(profile[..4], (profile.len() as u32).to_be_bytes());
            assert_eq!(&profile[36..40], b"acsp");
        }
    }

    #[test]
    fn curves_rise_from_dark_to_bright() {
        for bright in [dots_on_paper, light_of_screen] {
            let values: Vec<u16> = curve(bright)[12..]
                .chunks(2)
                .map(|b| u16::from_be_bytes([b[0], b[1]]))
                .collect();
            assert!(values.is_sorted() && values[0] < 5_000 && values[32] == 65_535);
        }
    }

    /// White on the screen is the illuminant: the primaries add up to it.
    #[test]
    fn the_primaries_add_up_to_white() {
        let profile = screen();
        let number =
            |at: usize| i64::from(u32::from_be_bytes(profile[at..at + 4].try_into().unwrap()));
        for (part, white) in D50.into_iter().enumerate() {
            let sum: i64 = (3..6)
                .map(|tag| number(number(132 + 12 * tag + 4) as usize + 8 + 4 * part))
                .sum();
            assert!((sum - i64::from(white)).abs() < 4, "{sum:x} {white:x}");
        }
    }
}
