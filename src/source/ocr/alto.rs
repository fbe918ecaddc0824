//! ALTO 1–4 (loc.gov/standards/alto). In: its tags. Out: pages to the [`Scribe`].

mod strings;

use super::markup::{Layout, Tag};
use super::region::{self, Faces};
use super::scribe::Scribe;
use super::sheet::{Bounds, Look, Row, Sheet, Word};
use crate::source::typography::{Region, Style};
use std::collections::HashMap;
use strings::{append, baseline, confidence, is_near, percent, place, style};

/// Hundredths of a point in a tenth of a millimetre.
const MM10: f64 = 7200.0 / 254.0;
/// Hundredths of a point in 1/1200 inch.
const INCH1200: f64 = 7200.0 / 1200.0;

/// What the elements around a string say.
#[derive(Clone, Copy, Default)]
struct Frame {
    look: Look,
    region: Option<Region>,
}

/// The reader.
pub struct Alto<'s> {
    scribe: &'s mut Scribe,
    faces: Faces,
    /// Hundredths of a point in a unit, where the file says it.
    unit: Option<f64>,
    /// Whether text is the name of the unit.
    is_unit: bool,
    looks: HashMap<String, Look>,
    tags: HashMap<String, Region>,
    open: Vec<Frame>,
    sheet: Option<Sheet>,
    row: Option<Row>,
    /// The open string: its word, and what its glyphs make.
    word: Option<(Word, Word)>,
    /// Whether the file has blanks as elements.
    has_blanks: bool,
    /// Whether one stood after the last string.
    is_parted: bool,
    is_fresh: bool,
}

impl<'s> Alto<'s> {
    /// A reader that writes to a scribe.
    pub fn new(scribe: &'s mut Scribe) -> Alto<'s> {
        Alto {
            scribe,
            faces: Faces::default(),
            unit: None,
            is_unit: false,
            looks: HashMap::new(),
            tags: HashMap::new(),
            open: Vec::new(),
            sheet: None,
            row: None,
            word: None,
            has_blanks: false,
            is_parted: true,
            is_fresh: false,
        }
    }

    fn begin_page(&mut self, tag: &Tag<'_>) {
        let page = place(tag);
        self.sheet = Some(Sheet {
            width: page.map_or(0.0, Bounds::width),
            height: page.map_or(0.0, Bounds::height),
            unit: self.unit,
            label: tag.get("PRINTED_IMG_NR").map(String::into_boxed_str),
            ..Sheet::default()
        });
    }

    /// A style of the file's table.
    fn define(&mut self, tag: &Tag<'_>) {
        let Some(id) = tag.get("ID") else {
            return;
        };
        let mut look = Look {
            style: style(&tag.get("FONTSTYLE").unwrap_or_default()),
            size: tag.number("FONTSIZE").filter(|size| *size > 0.0),
            face: 0,
        };
        if tag.get("FONTWIDTH").as_deref() == Some("fixed") {
            look.style |= Style::MONO;
        }
        if let Some(name) = tag.get("FONTFAMILY") {
            look.face = self.faces.index(&name);
        }
        self.looks.insert(id, look);
    }

    /// What an element says, within what those around it do.
    fn frame(&self, tag: &Tag<'_>) -> Frame {
        let mut frame = self.open.last().copied().unwrap_or_default();
        let refs = tag.get("STYLEREFS").unwrap_or_default();
        if let Some(look) = refs
            .split_ascii_whitespace()
            .find_map(|id| self.looks.get(id))
        {
            frame.look = *look;
        }
        frame.look.style |= style(&tag.get("STYLE").unwrap_or_default());
        let tags = tag.get("TAGREFS").unwrap_or_default();
        let tagged = tags
            .split_ascii_whitespace()
            .find_map(|id| self.tags.get(id))
            .copied();
        let typed = tag.get("TYPE").and_then(|name| region::named(&name));
        let margin = region::named(tag.name).filter(|_| tag.name.ends_with("Margin"));
        frame.region = tagged.or(typed).or(margin).or(frame.region);
        frame
    }

    fn begin_row(&mut self, tag: &Tag<'_>, region: Option<Region>) {
        self.row = Some(Row {
            bounds: place(tag),
            baseline: tag
                .get("BASELINE")
                .and_then(|value| baseline(&value, place(tag)?)),
            region,
            is_first: std::mem::take(&mut self.is_fresh),
            ..Row::default()
        });
        self.is_parted = true;
    }

    fn begin_string(&mut self, tag: &Tag<'_>, look: Look) {
        let content = tag.get("CONTENT").unwrap_or_default();
        let mut word = Word::boxed(place(tag), confidence(tag));
        word.write(&content, None, None, look);
        self.word = Some((word, Word::default()));
    }

    fn end_string(&mut self) {
        let (Some((mut word, glyphs)), Some(row)) = (self.word.take(), &mut self.row) else {
            return;
        };
        // Glyphs are believed where they make the same word.
        if glyphs.text == word.text {
            word.parts = glyphs.parts;
        }
        let before = row
            .words
            .last_mut()
            .filter(|_| self.has_blanks && !self.is_parted);
        match before {
            Some(before) if is_near(before, &word) => append(before, word),
            _ => row.words.push(word),
        }
        self.is_parted = false;
    }

    /// The hyphen at a line's end, which the last string may or may not have.
    fn hyphen(&mut self, tag: &Tag<'_>, look: Look) {
        let Some(word) = self.row.as_mut().and_then(|row| row.words.last_mut()) else {
            return;
        };
        if word
            .text
            .ends_with(['-', '\u{ac}', '\u{ad}', '‐', '⸗', '='])
        {
            return;
        }
        let content = tag.get("CONTENT").filter(|c| !c.trim().is_empty());
        let mut hyphen = Word::boxed(place(tag), None);
        hyphen.write(content.as_deref().unwrap_or("-").trim(), None, None, look);
        append(word, hyphen);
    }

    fn glyph(&mut self, tag: &Tag<'_>, look: Look) {
        if let Some((_, glyphs)) = &mut self.word {
            let content = tag.get("CONTENT").unwrap_or_default();
            let confidence = tag.number("GC").map(percent);
            glyphs.write(&content, place(tag), confidence, look);
        }
    }
}

impl Layout for Alto<'_> {
    fn open(&mut self, tag: &Tag<'_>) {
        let frame = self.frame(tag);
        match tag.name {
            "MeasurementUnit" => self.is_unit = true,
            "TextStyle" => self.define(tag),
            "LayoutTag" | "StructureTag" | "RoleTag" | "OtherTag" => {
                let label = tag.get("LABEL").or_else(|| tag.get("TYPE"));
                let region = label.and_then(|label| region::named(&label));
                self.tags.extend(tag.get("ID").zip(region));
            }
            "Page" => self.begin_page(tag),
            "TextBlock" => self.is_fresh = true,
            "TextLine" => self.begin_row(tag, frame.region),
            "String" => self.begin_string(tag, frame.look),
            "Glyph" => self.glyph(tag, frame.look),
            "SP" => (self.has_blanks, self.is_parted) = (true, true),
            "HYP" => self.hyphen(tag, frame.look),
            "Illustration" | "GraphicalElement" => {
                if let (Some(sheet), Some(bounds)) = (&mut self.sheet, place(tag)) {
                    let is_rule = tag.name == "GraphicalElement";
                    let list = if is_rule {
                        &mut sheet.rules
                    } else {
                        &mut sheet.pictures
                    };
                    list.push(bounds);
                }
            }
            _ => {}
        }
        self.open.push(frame);
    }

    fn close(&mut self, name: &str) {
        self.open.pop();
        match name {
            "MeasurementUnit" => self.is_unit = false,
            "String" => self.end_string(),
            "TextLine" => {
                if let (Some(row), Some(sheet)) = (self.row.take(), &mut self.sheet) {
                    sheet.rows.push(row);
                }
            }
            "Page" => {
                if let Some(sheet) = self.sheet.take() {
                    self.scribe.page(sheet);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_unit {
            self.unit = match text.trim() {
                "mm10" => Some(MM10),
                "inch1200" => Some(INCH1200),
                _ => None,
            };
        }
    }
}
