//! PAGE (PRImA; the schemas of 2010 to 2019), which OCR-D, Transkribus and eScriptorium write. In: its tags. Out: pages to
//! the [`Scribe`].
//!
//! Text stands at any level: of glyphs, words, lines or regions, and what a level says is used where the one below has
//! none. It comes after the elements it sums up, as the style does, so an element is read when it ends.

mod frame;

use super::markup::{Layout, Tag};
use super::region::{self, Faces};
use super::scribe::Scribe;
use super::sheet::{Baseline, Bounds, Look, Row, Sheet, Word};
use crate::source::typography::Style;
use frame::{Frame, Level, points, word};
use std::collections::HashMap;

/// Which text the tags around it make it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    /// A `TextEquiv` that is the first of its element, with its confidence.
    Equivalent(Option<u8>),
    Unicode(Option<u8>),
}

/// The reader.
pub struct Page<'s> {
    scribe: &'s mut Scribe,
    faces: Faces,
    sheet: Option<Sheet>,
    open: Vec<Frame>,
    inside: Inside,
    points: Vec<(f64, f64)>,
    /// The places of regions in the order of reading.
    order: HashMap<String, usize>,
    is_fresh: bool,
}

impl<'s> Page<'s> {
    /// A reader that writes to a scribe.
    pub fn new(scribe: &'s mut Scribe) -> Page<'s> {
        Page {
            scribe,
            faces: Faces::default(),
            sheet: None,
            open: Vec::new(),
            inside: Inside::Nothing,
            points: Vec::new(),
            order: HashMap::new(),
            is_fresh: false,
        }
    }

    fn begin_page(&mut self, tag: &Tag<'_>) {
        let mut sheet = Sheet {
            width: tag.number("imageWidth").unwrap_or(0.0),
            height: tag.number("imageHeight").unwrap_or(0.0),
            ..Sheet::default()
        };
        let per_inch = match tag.get("imageResolutionUnit").as_deref() {
            Some("PPCM") => 2.54,
            _ => 1.0,
        };
        if let Some(dpi) = tag.number("imageXResolution") {
            sheet.set_dpi(dpi * per_inch);
        }
        self.sheet = Some(sheet);
        self.order.clear();
    }

    fn begin(&mut self, tag: &Tag<'_>, level: Level) {
        let around = self.open.last();
        let own = tag.get("type").and_then(|name| region::named(&name));
        let around_block = around.and_then(|frame| frame.block.clone());
        let (region, block) = match level {
            Level::Region => (own, tag.get("id").or(around_block)),
            _ => (None, around_block),
        };
        self.is_fresh |= level == Level::Region;
        let region = region.or_else(|| around.and_then(|frame| frame.region));
        self.open.push(Frame::new(level, region, block));
    }

    fn end(&mut self) {
        let Some(frame) = self.open.pop() else {
            return;
        };
        match frame.level {
            Level::Glyph => {
                let look = frame.look.unwrap_or_default();
                let mut glyph = Word::boxed(frame.bounds, None);
                let (text, confidence) = frame.text.unwrap_or_default();
                glyph.write(&text, frame.bounds, confidence, look);
                self.hand_up(glyph);
            }
            Level::Word => self.hand_up(word(frame)),
            Level::Line => self.end_line(frame),
            Level::Region => self.end_region(frame),
        }
    }

    fn hand_up(&mut self, word: Word) {
        if let Some(frame) = self.open.last_mut() {
            frame.words.push(word);
        }
    }

    fn end_line(&mut self, mut frame: Frame) {
        if let Some(region) = self.open.last_mut() {
            region.has_lines = true;
        }
        let has_words = frame.words.iter().any(|word| !word.text.trim().is_empty());
        if !has_words {
            let (text, confidence) = frame.text.take().unwrap_or_default();
            let mut word = Word::boxed(frame.bounds, confidence);
            word.write(&text, None, None, frame.look.unwrap_or_default());
            frame.words = vec![word];
        } else if let Some(look) = frame.look {
            let parts = frame.words.iter_mut().flat_map(|word| &mut word.parts);
            parts
                .filter(|part| part.look == Look::default())
                .for_each(|part| part.look = look);
        }
        self.push(Row {
            words: frame.words,
            bounds: frame.bounds,
            baseline: frame.baseline,
            region: frame.region,
            block: frame.block,
            ..Row::default()
        });
    }

    /// A region without lines still has its text: its lines share its height.
    fn end_region(&mut self, frame: Frame) {
        if let Some(around) = self.open.last_mut() {
            around.has_lines |= frame.has_lines;
        }
        let Some((text, confidence)) = frame.text.filter(|_| !frame.has_lines) else {
            return;
        };
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        for (index, line) in lines.iter().enumerate() {
            let bounds = frame.bounds.map(|b| {
                let step = b.height() / lines.len() as f64;
                let top = b.top + step * index as f64;
                Bounds::between(b.left, top, b.right, top + step)
            });
            let mut word = Word::boxed(bounds, confidence);
            word.write(line, None, None, frame.look.unwrap_or_default());
            self.push(Row {
                words: vec![word],
                bounds,
                region: frame.region,
                block: frame.block.clone(),
                ..Row::default()
            });
        }
    }

    fn push(&mut self, row: Row) {
        if let Some(sheet) = &mut self.sheet {
            let is_first = std::mem::take(&mut self.is_fresh);
            sheet.rows.push(Row { is_first, ..row });
        }
    }

    /// Lines in the order of reading, if the page gives one; a region that it leaves out follows the one before it.
    fn end_page(&mut self) {
        let Some(mut sheet) = self.sheet.take() else {
            return;
        };
        let mut last = 0;
        let mut rows: Vec<(usize, Row)> = Vec::new();
        for row in sheet.rows {
            let place = row.block.as_ref().and_then(|id| self.order.get(id));
            last = place.copied().unwrap_or(last);
            rows.push((last, row));
        }
        rows.sort_by_key(|(place, _)| *place);
        sheet.rows = rows.into_iter().map(|(_, row)| row).collect();
        self.scribe.page(sheet);
    }

    fn look(&mut self, tag: &Tag<'_>) -> Look {
        let mut look = Look {
            size: tag.number("fontSize").filter(|size| *size > 0.0),
            ..Look::default()
        };
        for (key, style) in [
            ("bold", Style::BOLD),
            ("italic", Style::ITALIC),
            ("smallCaps", Style::SMALL_CAPITALS),
            ("superscript", Style::RAISED),
            ("subscript", Style::LOWERED),
            ("monospace", Style::MONO),
            ("letterSpaced", Style::SPACED),
        ] {
            if tag.is(key) {
                look.style |= style;
            }
        }
        if let Some(name) = tag.get("fontFamily") {
            look.face = self.faces.index(&name);
        }
        look
    }

    /// A box or a baseline has been read.
    fn place(&mut self, name: &str) {
        let points = std::mem::take(&mut self.points);
        let Some(frame) = self.open.last_mut() else {
            return;
        };
        if name == "Coords" {
            frame.bounds = Bounds::around(points);
        } else if let (Some(first), Some(last)) = (points.first(), points.last()) {
            frame.baseline = Some(Baseline {
                x: first.0,
                y: first.1,
                slope: (last.0 > first.0).then(|| (last.1 - first.1) / (last.0 - first.0)),
            });
        }
    }
}

impl Layout for Page<'_> {
    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name {
            "Page" => self.begin_page(tag),
            "RegionRefIndexed" | "RegionRef" => {
                if let Some(id) = tag.get("regionRef") {
                    let next = self.order.len();
                    self.order.entry(id).or_insert(next);
                }
            }
            "TextLine" => self.begin(tag, Level::Line),
            "Word" => self.begin(tag, Level::Word),
            "Glyph" => self.begin(tag, Level::Glyph),
            name if name.ends_with("Region") => self.begin(tag, Level::Region),
            "Coords" | "Baseline" => self.points = points(&tag.get("points").unwrap_or_default()),
            "Point" => self.points.extend(tag.number("x").zip(tag.number("y"))),
            "TextEquiv" => {
                let is_first = self.open.last().is_some_and(|frame| frame.text.is_none());
                let confidence = tag
                    .number("conf")
                    .map(|share| (share * 100.0).clamp(0.0, 100.0) as u8);
                if is_first {
                    self.inside = Inside::Equivalent(confidence);
                }
            }
            "Unicode" => {
                if let Inside::Equivalent(confidence) = self.inside {
                    self.inside = Inside::Unicode(confidence);
                }
            }
            "TextStyle" => {
                let look = self.look(tag);
                if let Some(frame) = self.open.last_mut() {
                    frame.look = Some(look);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "Page" => self.end_page(),
            "Coords" | "Baseline" => self.place(name),
            "TextEquiv" | "Unicode" => self.inside = Inside::Nothing,
            "TextLine" | "Word" | "Glyph" => self.end(),
            "ImageRegion" | "GraphicRegion" | "LineDrawingRegion" | "SeparatorRegion" => {
                let bounds = self.open.last().and_then(|frame| frame.bounds);
                if let (Some(sheet), Some(bounds)) = (&mut self.sheet, bounds) {
                    let is_rule = name == "SeparatorRegion";
                    let list = if is_rule {
                        &mut sheet.rules
                    } else {
                        &mut sheet.pictures
                    };
                    list.push(bounds);
                }
                self.end();
            }
            name if name.ends_with("Region") => self.end(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let (Inside::Unicode(confidence), Some(frame)) = (self.inside, self.open.last_mut()) {
            frame.text = Some((text.to_string(), confidence));
        }
    }
}
