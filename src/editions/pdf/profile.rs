//! The colour profile of one black ink (ICC.1:2001-04, version 2.4: monochrome output profile). In: nothing. Out: its
//! bytes, made here from a formula, so that no profile of others has to be shipped.

/// What it describes.
pub(crate) const NAME: &str = "Black ink on uncoated paper, dot gain 20 %";

/// Dot gain at half tone.
const GAIN: f64 = 0.2;

/// Density of the solid ink over the paper's: what is usual for black on uncoated stock.
const DENSITY: f64 = 1.3;

/// The profile.
pub(crate) fn black() -> Vec<u8> {
    let tags: [(&[u8; 4], Vec<u8>); 4] = [
        (b"desc", description()),
        (b"cprt", copyright()),
        (b"wtpt", white()),
        (b"kTRC", curve()),
    ];
    let mut data = Vec::new();
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    for (name, content) in &tags {
        let offset = 128 + 4 + 12 * tags.len() + data.len();
        table.extend(*name);
        table.extend((offset as u32).to_be_bytes());
        table.extend((content.len() as u32).to_be_bytes());
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header((128 + table.len() + data.len()) as u32);
    profile.extend(table);
    profile.extend(data);
    profile
}

/// 128 bytes: class `prtr`, one grey channel to XYZ under D50.
fn header(size: u32) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &size.to_be_bytes());
    put(8, &[2, 0x40, 0, 0]);
    put(12, b"prtrGRAYXYZ ");
    // The profile's own date: it is the same in every file.
    put(24, &[0x07, 0xea, 0, 1, 0, 1]);
    put(36, b"acsp");
    put(64, &1u32.to_be_bytes()); // media-relative colorimetric
    put(68, &D50);
    header
}

/// X, Y and Z of the illuminant, as the standard writes them.
const D50: [u8; 12] = [0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d];

fn description() -> Vec<u8> {
    let mut tag = b"desc\0\0\0\0".to_vec();
    tag.extend((NAME.len() as u32 + 1).to_be_bytes());
    tag.extend(NAME.bytes());
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

fn white() -> Vec<u8> {
    let mut tag = b"XYZ \0\0\0\0".to_vec();
    tag.extend(D50);
    tag
}

/// How bright a grey value prints: the dots grow by a parabola with [`GAIN`] in its middle, and what they leave bare
/// shines (Murray and Davies, 1936).
fn curve() -> Vec<u8> {
    const STEPS: u32 = 33;
    let mut tag = b"curv\0\0\0\0".to_vec();
    tag.extend(STEPS.to_be_bytes());
    let solid = 10f64.powf(-DENSITY);
    for step in 0..STEPS {
        let dots = 1.0 - f64::from(step) / f64::from(STEPS - 1);
        let grown = dots + 4.0 * GAIN * dots * (1.0 - dots);
        let bright = 1.0 - grown * (1.0 - solid);
        tag.extend(((bright * 65_535.0).round() as u16).to_be_bytes());
    }
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_small_and_says_its_size() {
        let profile = black();
        assert!(profile.len() < 600);
        assert_eq!(profile[..4], (profile.len() as u32).to_be_bytes());
        assert_eq!(&profile[36..40], b"acsp");
    }

    #[test]
    fn the_curve_rises_from_ink_to_paper() {
        let curve = curve();
        let values: Vec<u16> = curve[12..]
            .chunks(2)
            .map(|b| u16::from_be_bytes([b[0], b[1]]))
            .collect();
        assert!(values.is_sorted() && values[0] > 0 && values[32] == 65_535);
    }
}
