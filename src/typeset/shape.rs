//! Shaping. In: words, each with its [`Type`]. Out: [`Shaped`] glyphs in scaled points; each word is shaped once for
//! the whole book, whatever thread asks first.

use super::cache::Cache;
use super::face::{Face, FaceId};
use super::length::Length;
use super::protrusion::{self, Side, Table};
use super::stand_in::stand_in;
use crate::hash::HashMap;
use harfrust::{
    Buffer, Direction, Feature, Font, Script, ShapeOptions, ShapePlan, ShaperFont, Tag,
};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Which of a face's glyphs to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cut {
    /// Text with old-style figures.
    Text,
    /// Text with lining figures, for words in capitals.
    Lining,
    /// Small capitals, capitals too.
    SmallCaps,
    /// Small capitals beside full ones.
    MixedCaps,
    /// The face's own superior figures.
    Superior,
    /// Its fractions.
    Fraction,
}

/// How some words are set: face, size, cut and tracking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Type {
    /// The face.
    pub face: FaceId,
    /// 1 em.
    pub size: Length,
    /// The glyphs wanted.
    pub cut: Cut,
    /// Added after each glyph, in 1/1000 em.
    pub tracking: i16,
    /// The baseline raised, in 1/1000 em.
    pub rise: i16,
    /// Whether the words run from right to left, whatever their letters say.
    pub is_backwards: bool,
}

/// In two numbers: it is looked up with each word.
impl Hash for Type {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let cut = self.cut as u64 | u64::from(self.is_backwards) << 8;
        let moved = [self.tracking, self.rise].map(|part| u64::from(part as u16));
        state.write_u64(self.size.0 as u64);
        state.write_u64(u64::from(self.face.0) | cut << 16 | moved[0] << 32 | moved[1] << 48);
    }
}

impl Type {
    /// Plain text.
    #[must_use]
    pub fn text(face: FaceId, size: Length) -> Type {
        Type {
            face,
            size,
            cut: Cut::Text,
            tracking: 0,
            rise: 0,
            is_backwards: false,
        }
    }
}

/// A glyph at its size; lengths in scaled points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// Its number in the face.
    pub id: u16,
    /// How many bytes of the text it says.
    pub bytes: u8,
    /// To the next glyph, kerning included.
    pub advance: i32,
    /// Its drawing moved right.
    pub shift: i32,
    /// Its drawing moved up.
    pub rise: i32,
}

/// A shaped stretch of text, at natural width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shaped {
    /// The glyphs in visual order.
    pub sorts: Vec<Sort>,
    /// The sum of their advances, in scaled points.
    pub width: i64,
    /// How far the first glyph may hang into the left margin.
    pub hang_left: i32,
    /// How far the last glyph may hang into the right margin.
    pub hang_right: i32,
}

impl Shaped {
    /// The words in the order of their glyphs, where they run from right to left, as PDF wants it: readers of its text turn
    /// them round again.
    pub(super) fn seen(&self, text: &str) -> String {
        let mut end = text.len();
        let mut seen = String::with_capacity(end);
        for sort in &self.sorts {
            let start = end.saturating_sub(usize::from(sort.bytes));
            seen.push_str(text.get(start..end).unwrap_or_default());
            end = start;
        }
        seen
    }
}

/// The narrow space before French signs: a sixth of an em. Left to themselves faces make it anything from an eighth to a
/// fifth.
const NARROW: char = '\u{202f}';

/// A plan is good for one face, cut, script and direction.
type PlanKey = (FaceId, Cut, Option<Script>, bool);

/// The opened faces, the plans, and what is shaped already.
pub struct Shaper {
    faces: Vec<Face>,
    fonts: Vec<Font>,
    /// Which of the ASCII characters each face has, a bit for each, once somebody asks.
    ascii: Vec<OnceLock<u128>>,
    /// How far each face's letters hang.
    tables: Vec<Option<&'static Table>>,
    /// The least width of the space between words, in thousandths of an em.
    space: i64,
    plans: Mutex<HashMap<PlanKey, Arc<ShapePlan>>>,
    /// How high a sign's ink is, in font units; nothing where it has none.
    heights: Mutex<HashMap<(FaceId, u16), Option<i32>>>,
    shaped: Cache<Type, Shaped>,
}

impl Shaper {
    /// Opens the faces; gives back the index of the first that can't be read.
    ///
    /// # Errors
    /// The index of a face that is no font.
    pub fn new(faces: Vec<Face>) -> Result<Shaper, usize> {
        let mut fonts = Vec::new();
        for (index, face) in faces.iter().enumerate() {
            let font = Font::new(face.data.blob(), face.index);
            fonts.push(font.filter(|f| f.num_glyphs() > 0).ok_or(index)?);
        }
        Ok(Shaper {
            ascii: faces.iter().map(|_| OnceLock::new()).collect(),
            tables: faces.iter().map(|face| Table::of(&face.name)).collect(),
            space: 0,
            faces,
            fonts,
            plans: Mutex::default(),
            heights: Mutex::default(),
            shaped: Cache::default(),
        })
    }

    /// The same with spaces between words of so many thousandths of an em at least.
    #[must_use]
    pub fn spaced(self, space: i64) -> Shaper {
        Shaper { space, ..self }
    }

    /// The faces, by [`FaceId`].
    #[must_use]
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The opened font of a face.
    pub(super) fn font(&self, face: FaceId) -> &Font {
        &self.fonts[usize::from(face.0)]
    }

    /// Whether the face has a glyph for a character; spaces and invisible characters need none.
    #[must_use]
    pub fn covers(&self, face: FaceId, c: char) -> bool {
        if c.is_ascii() {
            let known = self.ascii[usize::from(face.0)].get_or_init(|| self.ascii_of(face));
            return known >> u32::from(c) & 1 == 1;
        }
        needs_no_glyph(c) || self.glyph(face, c).is_some()
    }

    /// Which of the ASCII characters a face has or needs not have.
    fn ascii_of(&self, face: FaceId) -> u128 {
        let has = |c: char| needs_no_glyph(c) || self.glyph(face, c).is_some();
        let ascii = ('\0'..='\x7f').filter(|&c| has(c));
        ascii.fold(0, |known, c| known | 1 << u32::from(c))
    }

    /// The face's glyph for a character on its own, before any feature.
    #[must_use]
    pub fn glyph(&self, face: FaceId, c: char) -> Option<u16> {
        let glyph = self.font(face).charmap().map_unicode(c)?;
        u16::try_from(glyph.to_u32()).ok()
    }

    /// Whether a cut changes how these words look; where it doesn't, the face lacks it.
    #[must_use]
    pub fn has(&self, face: FaceId, cut: Cut, sample: &str) -> bool {
        let size = Length::pt(10.0);
        let plain = self.shape(sample, Type::text(face, size));
        let special = self.shape(
            sample,
            Type {
                cut,
                ..Type::text(face, size)
            },
        );
        let changed = |(a, b): (&Sort, &Sort)| a.id != b.id;
        plain.sorts.len() == special.sorts.len()
            && plain.sorts.iter().zip(&special.sorts).all(changed)
    }

    /// Whether the face makes a fraction of some words.
    #[must_use]
    pub fn has_fraction(&self, face: FaceId, words: &str) -> bool {
        let plain = Type::text(face, Length::pt(10.0));
        let cut = Cut::Fraction;
        let ids = |style| {
            self.shape(words, style)
                .sorts
                .iter()
                .map(|sort| sort.id)
                .collect::<Vec<_>>()
        };
        let lining = Type {
            cut: Cut::Lining,
            ..plain
        };
        let made = ids(Type { cut, ..plain });
        made != ids(plain) && made != ids(lining)
    }

    /// Shapes some text, or finds it in the cache.
    #[must_use]
    pub fn shape(&self, text: &str, style: Type) -> Arc<Shaped> {
        self.shaped
            .get(style, text, || self.shape_anew(text, style))
    }

    /// The glyphs of some text that is not set, but shown by others.
    pub(crate) fn glyphs(&self, text: &str, style: Type) -> Vec<u16> {
        let drawn = self.drawn(text, style);
        let infos = drawn.iter().flat_map(Buffer::glyph_infos);
        infos.map(|info| info.glyph_id as u16).collect()
    }

    /// Some text in glyphs; None for what can't be shaped.
    fn drawn(&self, text: &str, style: Type) -> Option<Buffer> {
        let shaper = ShaperFont::new(self.font(style.face));
        let mut buffer = Buffer::new();
        self.write(text, style.face, &mut buffer);
        buffer.guess_segment_properties();
        if style.is_backwards {
            buffer.set_direction(Direction::RightToLeft);
        } else if !text.contains(char::is_alphabetic) {
            // Figures run from left to right among words of any direction, Arabic ones, too.
            buffer.set_direction(Direction::LeftToRight);
        }
        let plan = self.plan(&shaper, &buffer, style);
        let features = features(style.cut);
        let options = ShapeOptions::new().plan(Some(&plan)).features(&features);
        harfrust::shape(&shaper, &mut buffer, options).ok()?;
        Some(buffer)
    }

    fn shape_anew(&self, text: &str, style: Type) -> Shaped {
        let Some(buffer) = self.drawn(text, style) else {
            return Shaped::default();
        };
        let font = self.font(style.face);
        let is_backwards = buffer.direction() == Direction::RightToLeft;
        let units = i64::from(font.units_per_em().max(1));
        let scale = |value: i32| style.size.scaled(i64::from(value), units).0 as i32;
        let tracking = style.size.scaled(i64::from(style.tracking), 1000).0 as i32;
        let rise = style.size.scaled(i64::from(style.rise), 1000).0 as i32;
        let least = match text {
            " " => style.size.scaled(self.space, 1000).0 as i32,
            _ => i32::MIN,
        };
        let bytes = cluster_bytes(&buffer, text.len());
        let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
        let is_narrow = |at: u32| {
            text.get(at as usize..)
                .is_some_and(|t| t.starts_with(NARROW))
        };
        let sorts: Vec<Sort> = glyphs
            .zip(bytes)
            .map(|((info, position), bytes)| Sort {
                id: info.glyph_id as u16,
                bytes,
                advance: match is_narrow(info.cluster) {
                    true => (style.size / 6).0 as i32,
                    false => (scale(position.x_advance) + tracking).max(least),
                },
                shift: scale(position.x_offset),
                rise: scale(position.y_offset) + rise,
            })
            .collect();
        let edge = |sort: Option<&Sort>, c: Option<char>, side: Side| {
            sort.zip(c)
                .map_or(0, |(sort, c)| self.hang(style, *sort, (c, side)))
        };
        let hangs = style.cut != Cut::Superior && style.rise == 0;
        let (mut left, mut right) = (text.chars().next(), text.chars().next_back());
        if is_backwards {
            std::mem::swap(&mut left, &mut right);
        }
        let hang = |sort, c: Option<char>, side| edge(sort, c.filter(|_| hangs), side);
        Shaped {
            width: sorts.iter().map(|s| i64::from(s.advance)).sum(),
            hang_left: hang(sorts.first(), left, Side::Left),
            hang_right: hang(sorts.last(), right, Side::Right),
            sorts,
        }
    }

    /// Writes what is drawn into a buffer: the text, and for what the face lacks what stands in for it.
    fn write(&self, text: &str, face: FaceId, buffer: &mut Buffer) {
        if text.chars().all(|c| self.covers(face, c)) {
            return buffer.push_str(text);
        }
        for (at, c) in text.char_indices() {
            let drawn = match self.covers(face, c) {
                true => c.to_string(),
                false => stand_in(c, |plain| self.covers(face, plain)),
            };
            for c in drawn.chars() {
                buffer.push(c.into(), at as u32);
            }
        }
    }

    fn plan(&self, shaper: &ShaperFont<'_, '_>, buffer: &Buffer, style: Type) -> Arc<ShapePlan> {
        let (script, direction) = (buffer.script(), buffer.direction());
        let key = (
            style.face,
            style.cut,
            script,
            direction == Direction::LeftToRight,
        );
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let made = plans.entry(key).or_insert_with(|| {
            let direction = match direction {
                Direction::Invalid => Direction::LeftToRight,
                known => known,
            };
            let features = features(style.cut);
            Arc::new(ShapePlan::new(shaper, direction, script, None, &features))
        });
        Arc::clone(made)
    }

    /// How far a glyph may hang into the margin: letters by the table of their face, signs by their shape. What is low or
    /// high but not tall looks like a dent in the edge: hyphens come out near .17 em, stops near .13, quotes near .12, as
    /// the eye wants them.
    fn hang(&self, style: Type, sort: Sort, (c, side): (char, Side)) -> i32 {
        if c.is_alphanumeric() {
            let is_small = matches!(style.cut, Cut::SmallCaps | Cut::MixedCaps) && c.is_lowercase();
            return match self.tables[usize::from(style.face.0)] {
                Some(_) if is_small => 0,
                Some(table) => style.size.scaled(table.share(c, side), 1000).0 as i32,
                None => (i64::from(sort.advance) * protrusion::usual_share(c) / 1000) as i32,
            };
        }
        let Some(height) = self.height(style.face, sort.id) else {
            return 0;
        };
        let units = i64::from(self.font(style.face).units_per_em().max(1));
        let x_height = units * 45 / 100;
        let tall = i64::from(height.abs()).min(x_height);
        let share = 600 * (x_height - tall) / x_height;
        let hang = i64::from(sort.advance) * share / 1000;
        hang.min(style.size.0 / 5) as i32
    }

    /// How high the ink of a glyph is. To know it the outline is followed, which takes longer than to shape a word.
    fn height(&self, face: FaceId, glyph: u16) -> Option<i32> {
        let measured = || {
            let font = ShaperFont::new(self.font(face));
            let ink = font.glyph_extents(u32::from(glyph).into());
            ink.map(|ink| ink.height)
        };
        let mut heights = self.heights.lock().unwrap_or_else(PoisonError::into_inner);
        *heights.entry((face, glyph)).or_insert_with(measured)
    }
}

/// Spaces, which the shaper makes itself, and characters that are not drawn.
fn needs_no_glyph(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// The features of a cut, beside those that are always on (kerning, ligatures, marks).
fn features(cut: Cut) -> Vec<Feature> {
    let on = |tag: &[u8; 4]| Feature::new(Tag::new(tag), 1, ..);
    match cut {
        Cut::Text => vec![on(b"onum"), on(b"pnum")],
        Cut::Lining => vec![on(b"lnum"), on(b"pnum")],
        Cut::SmallCaps => vec![on(b"smcp"), on(b"c2sc"), on(b"onum"), on(b"pnum")],
        Cut::MixedCaps => vec![on(b"smcp"), on(b"onum"), on(b"pnum")],
        Cut::Superior => vec![on(b"sups")],
        Cut::Fraction => vec![on(b"frac")],
    }
}

/// How many bytes of the text each glyph says: the first of a cluster says all of it.
fn cluster_bytes(buffer: &Buffer, length: usize) -> Vec<u8> {
    let infos = buffer.glyph_infos();
    let mut starts: Vec<usize> = infos.iter().map(|i| i.cluster as usize).collect();
    starts.sort_unstable();
    starts.dedup();
    starts.push(length);
    let mut last = None;
    let said = infos.iter().map(|info| {
        let start = info.cluster as usize;
        if last == Some(start) {
            return 0;
        }
        last = Some(start);
        let next = starts.partition_point(|&s| s <= start);
        starts.get(next).map_or(0, |&end| (end - start).min(255)) as u8
    });
    said.collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::typeset::face::{SYMBOLS, family};

    /// A shaper of one compiled family.
    pub(crate) fn shaper(name: &str) -> Shaper {
        let files = family(name).expect("a family of ours").files;
        let faces = files.iter().flatten().map(|file| Face {
            name: file.name.into(),
            data: file.data.into(),
            index: 0,
            units: 1000,
        });
        Shaper::new(faces.collect()).expect("they are fonts")
    }

    #[test]
    fn a_ligature_says_all_its_letters() {
        let shaped = shaper("libertinus").shape("office", Type::text(FaceId(0), Length::pt(10.0)));
        let said: Vec<u8> = shaped.sorts.iter().map(|s| s.bytes).collect();
        assert_eq!(said, [1, 3, 1, 1]);
    }

    #[test]
    fn arabic_figures_run_from_left_to_right() {
        let face = Face {
            name: SYMBOLS.name.into(),
            data: SYMBOLS.data.into(),
            index: 0,
            units: 2048,
        };
        let shaper = Shaper::new(vec![face]).expect("a font");
        let ids = |text: &str| {
            let shaped = shaper.shape(text, Type::text(FaceId(0), Length::pt(10.0)));
            shaped.sorts.iter().map(|sort| sort.id).collect::<Vec<_>>()
        };
        assert_eq!(ids("١٩")[..], [ids("١"), ids("٩")].concat());
        assert_ne!(ids("بت")[0], ids("ب")[0]);
    }

    #[test]
    fn both_families_have_the_cuts_we_use() {
        for name in ["libertinus", "eb-garamond"] {
            let shaper = shaper(name);
            assert!(shaper.has(FaceId(0), Cut::Superior, "0123456789"), "{name}");
            assert!(shaper.has(FaceId(0), Cut::SmallCaps, "Author"), "{name}");
        }
    }

    #[test]
    fn punctuation_hangs_and_letters_do_not() {
        let shaper = shaper("libertinus");
        let hang = |text| {
            shaper
                .shape(text, Type::text(FaceId(0), Length::pt(10.0)))
                .hang_right
        };
        let em = |share: f64| (share * 655_360.0) as i32;
        assert!((em(0.12)..em(0.2)).contains(&hang("-")), "{}", hang("-"));
        assert!((em(0.08)..em(0.17)).contains(&hang(".")), "{}", hang("."));
        assert_eq!(hang("n"), 0);
    }
}
