//! The few numbers of a font file that a PDF wants beside its outlines. In: the file. Out: [`Metrics`] (OpenType 1.9:
//! table directory, `hhea`, `hmtx`, `OS/2`).

/// Numbers of a face, in font units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Metrics {
    /// Advance widths by glyph; the last one holds for all glyphs after it.
    pub advances: Vec<u16>,
    /// Height of capitals, if the face says it.
    pub cap_height: Option<i16>,
    /// From 1 to 1000; 400 is regular.
    pub weight: u16,
    /// Above the baseline.
    pub ascender: i16,
    /// Below the baseline, negative.
    pub descender: i16,
}

impl Metrics {
    /// Reads them; None if the file is no font.
    pub fn read(data: &[u8], index: u32) -> Option<Metrics> {
        let face = Sfnt::open(data, index)?;
        let hhea = face.table(b"hhea")?;
        let long = usize::from(u16_at(hhea, 34)?);
        let hmtx = face.table(b"hmtx")?;
        let advances = (0..long).map_while(|glyph| u16_at(hmtx, 4 * glyph));
        let os2 = face.table(b"OS/2").unwrap_or_default();
        let has_cap_height = u16_at(os2, 0).is_some_and(|version| version >= 2);
        Some(Metrics {
            advances: advances.collect(),
            cap_height: i16_at(os2, 88).filter(|height| has_cap_height && *height > 0),
            weight: u16_at(os2, 4).unwrap_or(400),
            ascender: i16_at(hhea, 4)?,
            descender: i16_at(hhea, 6)?,
        })
    }

    /// The advance width of a glyph.
    pub fn advance(&self, glyph: u16) -> u16 {
        let width = self.advances.get(usize::from(glyph));
        let width = width.or(self.advances.last());
        width.copied().unwrap_or_default()
    }
}

struct Sfnt<'a> {
    data: &'a [u8],
    directory: usize,
}

impl<'a> Sfnt<'a> {
    fn open(data: &'a [u8], index: u32) -> Option<Sfnt<'a>> {
        let directory = match data.get(..4)? {
            b"ttcf" => u32_at(data, 12 + 4 * index as usize)? as usize,
            _ => 0,
        };
        Some(Sfnt { data, directory })
    }

    fn table(&self, tag: &[u8; 4]) -> Option<&'a [u8]> {
        let count = usize::from(u16_at(self.data, self.directory + 4)?);
        let mut records = (0..count).map(|i| self.directory + 12 + 16 * i);
        let record = records.find(|&at| self.data.get(at..at + 4) == Some(tag))?;
        let start = u32_at(self.data, record + 8)? as usize;
        let length = u32_at(self.data, record + 12)? as usize;
        self.data.get(start..start.checked_add(length)?)
    }
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes([bytes[0], bytes[1]]))
}

fn i16_at(data: &[u8], at: usize) -> Option<i16> {
    u16_at(data, at).map(|value| value as i16)
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    let high = u32::from(u16_at(data, at)?);
    Some(high << 16 | u32::from(u16_at(data, at + 2)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::face::FAMILIES;

    #[test]
    fn reads_the_compiled_faces() {
        let file = &FAMILIES[0].files[0].expect("the house face has a regular");
        let metrics = Metrics::read(file.data, 0).unwrap();
        assert_eq!(metrics.weight, 400);
        assert!(
            metrics
                .cap_height
                .is_some_and(|height| (600..700).contains(&height))
        );
        assert!(metrics.advance(5) > 0);
        assert!(metrics.ascender > 0 && metrics.descender < 0);
    }

    #[test]
    fn anything_else_is_no_font() {
        assert_eq!(Metrics::read(b"", 0), None);
        assert_eq!(Metrics::read(b"OTTO\xff\xff\xff\xff", 0), None);
        assert_eq!(Metrics::read(b"ttcf", 7), None);
    }
}
