//! FineReader's XML (schemas 6 to 10), which the Internet Archive keeps as `_abbyy.gz`. In: its tags. Out: pages to the
//! [`Scribe`].

use super::markup::{Layout, Tag};
use super::region::{self, Faces};
use super::scribe::Scribe;
use super::sheet::{Baseline, Bounds, Look, Row, Sheet, Word};
use crate::source::typography::{Region, Style};
use std::collections::HashMap;

/// The reader.
pub struct Abbyy<'s> {
    scribe: &'s mut Scribe,
    faces: Faces,
    /// What styles of paragraphs are for, by their names.
    roles: HashMap<String, Region>,
    sheet: Option<Sheet>,
    row: Option<Row>,
    /// A line's text, not yet cut into words.
    line: Word,
    look: Look,
    /// The character that is open: its box and confidence.
    sign: Option<(Option<Bounds>, Option<u8>)>,
    is_formatted: bool,
    region: Option<Region>,
    /// Where a separator begins.
    from: Option<(f64, f64)>,
    is_fresh: bool,
}

impl<'s> Abbyy<'s> {
    /// A reader that writes to a scribe.
    pub fn new(scribe: &'s mut Scribe) -> Abbyy<'s> {
        Abbyy {
            scribe,
            faces: Faces::default(),
            roles: HashMap::new(),
            sheet: None,
            row: None,
            line: Word::default(),
            look: Look::default(),
            sign: None,
            is_formatted: false,
            region: None,
            from: None,
            is_fresh: false,
        }
    }

    fn begin_page(&mut self, tag: &Tag<'_>) {
        let mut sheet = Sheet {
            width: tag.number("width").unwrap_or(0.0),
            height: tag.number("height").unwrap_or(0.0),
            ..Sheet::default()
        };
        if let Some(dpi) = tag.number("resolution") {
            sheet.set_dpi(dpi);
        }
        self.sheet = Some(sheet);
    }

    fn begin_row(&mut self, tag: &Tag<'_>) {
        let bounds = corners(tag);
        let baseline = tag.number("baseline").zip(bounds).map(|(y, b)| Baseline {
            x: b.middle(),
            y,
            slope: None,
        });
        self.row = Some(Row {
            bounds,
            baseline,
            region: self.region,
            is_first: std::mem::take(&mut self.is_fresh),
            ..Row::default()
        });
        self.line = Word::default();
    }

    fn end_row(&mut self) {
        let (Some(mut row), Some(sheet)) = (self.row.take(), &mut self.sheet) else {
            return;
        };
        let mut line = std::mem::take(&mut self.line);
        // Without boxes of characters the words share the line's.
        if line.parts.iter().all(|part| part.bounds.is_none()) {
            line.bounds = row.bounds;
        }
        row.words.push(line);
        sheet.rows.push(row);
    }

    fn look(&mut self, tag: &Tag<'_>) -> Look {
        // Sizes are written as `9.`, in some languages as `9,5`.
        let size = tag.get("fs").map(|size| size.replace(',', "."));
        let size = size.and_then(|size| size.trim_end_matches('.').parse().ok());
        let mut look = Look {
            size: size.filter(|size: &f64| size.is_finite() && *size > 0.0),
            ..Look::default()
        };
        for (key, style) in [
            ("bold", Style::BOLD),
            ("italic", Style::ITALIC),
            ("smallcaps", Style::SMALL_CAPITALS),
            ("superscript", Style::RAISED),
            ("subscript", Style::LOWERED),
        ] {
            if tag.is(key) {
                look.style |= style;
            }
        }
        if let Some(name) = tag.get("ff") {
            look.face = self.faces.index(&name);
        }
        look
    }

    fn block(&mut self, tag: &Tag<'_>) {
        self.is_fresh = true;
        let kind = tag.get("blockType").unwrap_or_default();
        if let (Some(sheet), Some(bounds)) = (&mut self.sheet, corners(tag)) {
            match kind.as_str() {
                "Picture" | "RasterPicture" | "VectorPicture" => sheet.pictures.push(bounds),
                "Separator" => sheet.rules.push(bounds),
                _ => {}
            }
        }
    }
}

impl Layout for Abbyy<'_> {
    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name {
            "paragraphStyle" => {
                let region = tag.get("role").and_then(|role| region::named(&role));
                self.roles.extend(tag.get("id").zip(region));
            }
            "page" => self.begin_page(tag),
            "block" => self.block(tag),
            "par" => {
                self.is_fresh = true;
                let style = tag.get("style").unwrap_or_default();
                self.region = self.roles.get(&style).copied();
            }
            "line" => self.begin_row(tag),
            "formatting" => {
                self.look = self.look(tag);
                self.is_formatted = true;
            }
            "charParams" => {
                let confidence = tag.number("charConfidence");
                let confidence = confidence
                    .filter(|c| (0.0..=100.0).contains(c))
                    .map(|c| c as u8);
                self.sign = Some((corners(tag), confidence));
            }
            "start" => self.from = tag.number("x").zip(tag.number("y")),
            "end" => {
                let to = tag.number("x").zip(tag.number("y"));
                if let (Some(sheet), Some(from), Some(to)) = (&mut self.sheet, self.from, to) {
                    sheet
                        .rules
                        .push(Bounds::between(from.0, from.1, to.0, to.1));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "charParams" => self.sign = None,
            "formatting" => self.is_formatted = false,
            "line" => self.end_row(),
            "par" => self.region = None,
            "page" => {
                if let Some(sheet) = self.sheet.take() {
                    self.scribe.page(sheet);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.row.is_none() {
            return;
        }
        if let Some((bounds, confidence)) = self.sign {
            self.line.write(text, bounds, confidence, self.look);
        } else if self.is_formatted && !(text.trim().is_empty() && text.contains('\n')) {
            self.line.write(text, None, None, self.look);
        }
    }
}

/// The box of an element.
fn corners(tag: &Tag<'_>) -> Option<Bounds> {
    Some(Bounds::between(
        tag.number("l")?,
        tag.number("t")?,
        tag.number("r")?,
        tag.number("b")?,
    ))
}
