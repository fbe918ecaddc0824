//! What the programs of fonts say beyond their dictionaries. In: a glyph or a font's dictionary. Out: the ink of bitmap
//! glyphs, the map of an embedded program turned round, and whether a font's streams are of a size that one reads.

use super::bounds;
use super::face::stream;
use super::sign::Ink;
use hayro_font::hayro_syntax::content::TypedIter;
use hayro_font::hayro_syntax::content::ops::TypedInstruction;
use hayro_font::hayro_syntax::object::{Array, Dict};
use hayro_font::{OutlineGlyph, Type3Glyph};
use skrifa::raw::{FileRef, FontRef};
use skrifa::{GlyphId, MetadataProvider};
use std::collections::HashMap;

/// Whether the streams of a font unpack to a size that one reads.
pub(super) fn is_bounded(dict: &Dict<'_>) -> bool {
    let mut dicts = vec![dict.clone()];
    if let Some(below) = dict.get::<Array<'_>>(b"DescendantFonts") {
        dicts.extend(below.iter::<Dict<'_>>().next());
    }
    let descriptors: Vec<_> = dicts
        .iter()
        .filter_map(|d| d.get::<Dict<'_>>(b"FontDescriptor"))
        .collect();
    dicts.extend(descriptors);
    let keys: [&[u8]; 6] = [
        b"ToUnicode",
        b"Encoding",
        b"CIDToGIDMap",
        b"FontFile",
        b"FontFile2",
        b"FontFile3",
    ];
    dicts
        .iter()
        .flat_map(|dict| keys.iter().filter_map(|key| stream(dict, key)))
        .all(|stream| bounds::is_bounded(&stream))
}

/// What one unit of a bitmap font's size is in ems: most say their glyphs in units of the size, some in dots and
/// enlarge the text by a matrix. Their box tells: it is about as high as the face with its ascenders and descenders.
pub(super) fn scale_of(dict: &Dict<'_>) -> f64 {
    let matrix = dict.get::<[f64; 6]>(b"FontMatrix");
    let matrix = matrix.unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    let bounds = dict.get::<[f64; 4]>(b"FontBBox").unwrap_or_default();
    let height = ((bounds[3] - bounds[1]) * matrix[3]).abs();
    if height == 0.0 || (0.25..=4.0).contains(&height) {
        1.0
    } else {
        height
    }
}

/// The ink of a glyph of a Type 3 font, from the box that it declares first (`d1`); and whether it draws.
pub(super) fn type_3_ink(glyph: &Type3Glyph<'_>, scale: f64) -> (Ink, bool) {
    let none = (Ink::default(), false);
    let Some(program) = glyph.program() else {
        return none;
    };
    let Some(data) = bounds::decoded(program) else {
        return (Ink::default(), true);
    };
    let mut operations = TypedIter::new(&data);
    let Some(TypedInstruction::ShapeGlyph(shape)) = operations.next() else {
        return (Ink::default(), !data.is_empty());
    };
    if (shape.2.as_f64() - shape.4.as_f64()).abs() < f64::EPSILON && operations.next().is_none() {
        return none;
    }
    let unit = glyph.font().matrix().as_coeffs()[3] * 1000.0 / scale;
    let (foot, head) = (shape.3.as_f64() * unit, shape.5.as_f64() * unit);
    let round = |value: f64| value.round().clamp(-9999.0, 9999.0) as i16;
    let ink = Ink {
        foot: round(foot.min(head)),
        head: round(foot.max(head)),
    };
    (ink, true)
}

/// The characters of an embedded program's glyphs, by its own map.
#[derive(Default)]
pub(super) struct Turned(HashMap<u32, char>);

impl Turned {
    /// Turns round the map of a glyph's program.
    pub fn of(glyph: &OutlineGlyph) -> Turned {
        let Some(data) = glyph.font_data() else {
            return Turned::default();
        };
        let bytes = (*data.data).as_ref();
        let Ok(FileRef::Font(font)) = FileRef::new(bytes) else {
            return Turned::default();
        };
        let mut found = by_map(&font);
        by_name(&font, &mut found);
        Turned(found)
    }

    /// The characters of a glyph.
    pub fn character(&self, glyph: u32) -> Option<String> {
        self.0.get(&glyph).map(|c| c.to_string())
    }
}

fn by_map(font: &FontRef<'_>) -> HashMap<u32, char> {
    let mut found = HashMap::new();
    for (c, glyph) in font.charmap().mappings() {
        let Some(c) = char::from_u32(c) else {
            continue;
        };
        let is_private = ('\u{e000}'..='\u{f8ff}').contains(&c);
        if !is_private && !c.is_control() {
            found.entry(glyph.to_u32()).or_insert(c);
        }
    }
    found
}

/// By names that are a letter or `uniXXXX`, for glyphs that the map does not have.
fn by_name(font: &FontRef<'_>, found: &mut HashMap<u32, char>) {
    let names = font.glyph_names();
    for (glyph, name) in names.iter() {
        let name = name.as_str();
        let base = name.split('.').next().unwrap_or(name);
        let mut letters = base.chars();
        let character = match (letters.next(), letters.next()) {
            (Some(c), None) if c.is_alphabetic() => Some(c),
            _ => base.strip_prefix("uni").and_then(|digits| {
                let code = u32::from_str_radix(digits.get(..4)?, 16).ok()?;
                char::from_u32(code)
            }),
        };
        if let Some(c) = character {
            found.entry(GlyphId::to_u32(glyph)).or_insert(c);
        }
    }
}
