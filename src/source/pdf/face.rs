//! A font of the file as the reader asks it. In: a font's dictionary. Out: a [`Face`], which reads codes from strings and
//! gives their [`Sign`]s.

use super::bitmap;
use super::manner;
use super::names;
use super::shape;
use super::sign::{Ink, Sign, clean};
use crate::source::typography::Style;
use hayro_cmap::BfString;
use hayro_font::hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_font::kurbo::Shape;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Loads the fonts of a file, each once.
pub(super) struct Faces<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    cmaps: CMapResolverFn,
    /// By the bytes of the dictionary and its number.
    known: RefCell<HashMap<Key, Rc<Face<'a>>>>,
}

/// What a font is known by: its object's number, or its own bytes.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Object(hayro_font::hayro_syntax::object::ObjectIdentifier),
    Bytes(Vec<u8>),
}

impl<'a> Faces<'a> {
    pub fn new() -> Faces<'a> {
        Faces {
            cache: FontCache::new(),
            programs: Arc::new(|_| Some((stand_in(), 0))),
            cmaps: Arc::new(hayro_cmap::load_embedded),
            known: RefCell::default(),
        }
    }

    /// The face of a font's dictionary.
    pub fn face(&self, dict: &Dict<'a>) -> Rc<Face<'a>> {
        let key = match dict.obj_id() {
            Some(id) => Key::Object(id),
            None => Key::Bytes(dict.data().into()),
        };
        if let Some(face) = self.known.borrow().get(&key) {
            return face.clone();
        }
        let index = self.known.borrow().len() as u16;
        let mut face = Face::new(dict, self, index);
        if face.slants() {
            face.style |= Style::ITALIC;
        }
        let face = Rc::new(face);
        self.known.borrow_mut().insert(key, face.clone());
        face
    }

    /// All faces that were asked for, in their order.
    pub fn all(&self) -> Vec<Rc<Face<'a>>> {
        let mut all: Vec<_> = self.known.borrow().values().cloned().collect();
        all.sort_by_key(|face| face.index);
        all
    }
}

/// The outlines for fonts that are not in the file: a face of our own. Their widths do not come from it.
fn stand_in() -> hayro_font::FontData {
    let file = crate::typeset::face::FAMILIES[0].files[0];
    Arc::new(file.map_or(&[][..], |file| file.data))
}

/// One font of the file.
pub(super) struct Face<'a> {
    font: Option<Font<'a>>,
    /// Same or other, nothing else.
    pub index: u16,
    /// Its name, for messages.
    pub name: String,
    /// How it is cut.
    pub style: Style,
    /// What one unit of its size is in ems: 1 but for bitmap fonts that scale themselves.
    pub scale: f64,
    /// Whether its glyphs are drawings of the file.
    is_type_3: bool,
    /// Whether it is set from top to bottom.
    pub is_vertical: bool,
    /// A glyph that nobody could name was drawn on this page first, from 0.
    pub nameless_since: Cell<Option<u32>>,
    names: HashMap<u8, String>,
    numbered: HashMap<u8, &'static str>,
    codes_are_utf_16: bool,
    turned: RefCell<Option<shape::Turned>>,
    signs: RefCell<HashMap<u32, Rc<Sign>>>,
}

impl<'a> Face<'a> {
    fn new(dict: &Dict<'a>, faces: &Faces<'a>, index: u16) -> Face<'a> {
        let font = if shape::is_bounded(dict) {
            faces.cache.font(dict, &faces.programs, &faces.cmaps)
        } else {
            None
        };
        let own = descendant(dict).unwrap_or_else(|| dict.clone());
        let descriptor = own.get::<Dict<'_>>(b"FontDescriptor").unwrap_or_default();
        let name = manner::name_of(dict);
        let names = differences(dict);
        let subtype = dict.get::<Name<'_>>(b"Subtype");
        let is_type_3 = subtype.as_deref() == Some(b"Type3");
        let has_program = [&b"FontFile"[..], b"FontFile2", b"FontFile3"]
            .iter()
            .any(|key| descriptor.contains_key(key));
        Face {
            index,
            style: manner::style_of(&name, &descriptor),
            scale: if is_type_3 {
                shape::scale_of(dict)
            } else {
                1.0
            },
            is_type_3,
            is_vertical: font.as_ref().is_some_and(|font| !font.is_horizontal()),
            nameless_since: Cell::new(None),
            numbered: if is_type_3 || has_program {
                names::numbered(&names)
            } else {
                HashMap::new()
            },
            codes_are_utf_16: dict.get::<Name<'_>>(b"ToUnicode").is_some(),
            turned: RefCell::default(),
            signs: RefCell::default(),
            name,
            names,
            font,
        }
    }

    /// Whether its glyphs are pictures that slant.
    fn slants(&self) -> bool {
        let Some(font) = self.font.as_ref().filter(|_| self.is_type_3) else {
            return false;
        };
        let glyphs = (0..=u32::from(u8::MAX)).filter_map(|code| {
            let glyph = font.glyph(font.map_code(code), code);
            let mut characters = self.characters(&glyph, code)?.chars().collect::<Vec<_>>();
            let FontGlyph::Type3(glyph) = glyph else {
                return None;
            };
            characters
                .pop()
                .filter(|_| characters.is_empty())
                .map(|c| (c, glyph))
        });
        bitmap::slants(&glyphs.collect::<Vec<_>>())
    }

    /// The next code of a string and how many bytes it has; none at its end.
    pub fn code(&self, bytes: &[u8], at: usize) -> Option<(u32, usize)> {
        let first = *bytes.get(at)?;
        let Some(font) = &self.font else {
            return Some((first.into(), 1));
        };
        let (code, length) = font.read_code(bytes, at);
        Some((code, length.max(1)))
    }

    /// What a code stands for.
    pub fn sign(&self, code: u32) -> Rc<Sign> {
        if let Some(sign) = self.signs.borrow().get(&code) {
            return sign.clone();
        }
        let sign = Rc::new(self.read_sign(code));
        self.signs.borrow_mut().insert(code, sign.clone());
        sign
    }

    fn read_sign(&self, code: u32) -> Sign {
        let Some(font) = &self.font else {
            let text = if code == 32 { "" } else { "\u{fffd}" };
            return Sign {
                text: text.into(),
                width: 500.0,
                is_blank: code == 32,
                ..Sign::default()
            };
        };
        let glyph = font.glyph(font.map_code(code), code);
        let advance = font.code_advance(code);
        let width = if self.is_vertical {
            advance.y
        } else {
            advance.x
        };
        let (ink, draws) = self.ink(&glyph);
        let raw = self.characters(&glyph, code);
        let (text, is_blank, is_small_capital) = match &raw {
            Some(raw) => clean(raw),
            None if !draws => (Box::default(), width > 0.0, false),
            None => ("\u{fffd}".into(), false, false),
        };
        let name = u8::try_from(code)
            .ok()
            .and_then(|code| self.names.get(&code));
        Sign {
            text,
            width: width / self.scale,
            ink,
            is_blank,
            is_small_capital: is_small_capital
                || name.is_some_and(|name| {
                    [".sc", ".smcp", "small"].iter().any(|s| name.ends_with(s))
                }),
        }
    }

    /// Its characters, by the first that knows: the font's own map and names, numbers for names, codes that are UTF-16,
    /// the embedded program's map turned round.
    fn characters(&self, glyph: &FontGlyph<'_>, code: u32) -> Option<String> {
        let named = match glyph {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let named = match named {
            Some(BfString::Char('\0' | '\u{fffd}')) | None => None,
            Some(BfString::Char(c)) => Some(c.to_string()),
            Some(BfString::String(text)) => Some(text.replace('\0', "")),
        };
        let named = named.map(|text| self.without_private(text));
        let is_private = |text: &String| {
            text.chars()
                .all(|c| ('\u{e000}'..='\u{f8ff}').contains(&c) && c < '\u{f6e0}')
        };
        named
            .filter(|text| !is_private(text))
            .or_else(|| {
                let code = u8::try_from(code).ok()?;
                self.numbered.get(&code).map(ToString::to_string)
            })
            .or_else(|| {
                let c = char::from_u32(code).filter(|c| !c.is_control());
                c.filter(|_| self.codes_are_utf_16).map(String::from)
            })
            .or_else(|| {
                let FontGlyph::Outline(glyph) = glyph else {
                    return None;
                };
                let mut turned = self.turned.borrow_mut();
                let turned = turned.get_or_insert_with(|| shape::Turned::of(glyph));
                turned.character(glyph.glyph_id().to_u32())
            })
    }

    /// Private characters as what they show, where that is known.
    fn without_private(&self, text: String) -> String {
        if !text.contains(|c| ('\u{e000}'..='\u{f6df}').contains(&c)) {
            return text;
        }
        let shown = |c: char| names::private(&self.name, c).unwrap_or_else(|| c.into());
        text.chars().map(shown).collect()
    }

    /// The ink of a glyph, and whether it draws anything.
    fn ink(&self, glyph: &FontGlyph<'_>) -> (Ink, bool) {
        match glyph {
            FontGlyph::Outline(glyph) => {
                let outline = glyph.outline();
                if outline.elements().is_empty() {
                    return (Ink::default(), false);
                }
                let bounds = outline.bounding_box();
                let ink = Ink {
                    foot: bounds.y0.round().clamp(-9999.0, 9999.0) as i16,
                    head: bounds.y1.round().clamp(-9999.0, 9999.0) as i16,
                };
                (ink, true)
            }
            FontGlyph::Type3(glyph) => shape::type_3_ink(glyph, self.scale),
        }
    }
}

/// The font below a composite one.
fn descendant<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
    let all = dict.get::<Array<'_>>(b"DescendantFonts")?;
    all.iter::<Dict<'_>>().next()
}

/// The names of a font's `Differences`, by code.
fn differences(dict: &Dict<'_>) -> HashMap<u8, String> {
    let mut names = HashMap::new();
    let encoding = dict.get::<Dict<'_>>(b"Encoding").unwrap_or_default();
    let Some(entries) = encoding.get::<Array<'_>>(b"Differences") else {
        return names;
    };
    let mut code = 0_i64;
    for entry in entries.iter::<Object<'_>>() {
        match entry {
            Object::Number(number) => code = number.as_i64(),
            Object::Name(name) => {
                if let Ok(code) = u8::try_from(code) {
                    names.insert(code, name.as_str().to_string());
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    names
}

/// A stream of a dictionary.
pub(super) fn stream<'a>(dict: &Dict<'a>, key: &[u8]) -> Option<Stream<'a>> {
    dict.get::<Stream<'a>>(key)
}
