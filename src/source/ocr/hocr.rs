//! hOCR: HTML whose classes say what a box is and whose titles say where (the hOCR specification 1.2). In: its tags, with
//! or without boxes of characters, from Tesseract, the Internet Archive (`_chocr.html`), Kraken, OCRopus and others. Out:
//! pages to the [`Scribe`].

mod title;

use super::markup::{Layout, Tag};
use super::region::{self, Faces};
use super::scribe::Scribe;
use super::sheet::{Baseline, Bounds, Look, Row, Sheet, Word};
use crate::source::typography::{Region, Style};
use title::{bbox, numbers, percents, percents_of, property};

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Page,
    Block,
    Line,
    Word,
    Sign,
    /// Text in it is not the page's.
    Aside,
    Other,
}

/// An open element.
struct Frame {
    role: Role,
    look: Look,
    region: Option<Region>,
    /// The box and the confidence of a character.
    sign: (Option<Bounds>, Option<u8>),
}

/// The reader.
pub struct Hocr<'s> {
    scribe: &'s mut Scribe,
    faces: Faces,
    open: Vec<Frame>,
    sheet: Option<Sheet>,
    row: Option<Row>,
    word: Option<Word>,
    /// Boxes and confidences of a word's characters that its title gives.
    signs: (Vec<Bounds>, Vec<u8>),
    /// Whether the next line begins a paragraph.
    is_fresh: bool,
    /// Whether the open line has no element of its own.
    is_implied: bool,
}

impl<'s> Hocr<'s> {
    /// A reader that writes to a scribe.
    pub fn new(scribe: &'s mut Scribe) -> Hocr<'s> {
        Hocr {
            scribe,
            faces: Faces::default(),
            open: Vec::new(),
            sheet: None,
            row: None,
            word: None,
            signs: (Vec::new(), Vec::new()),
            is_fresh: false,
            is_implied: false,
        }
    }

    /// Ends what is still open.
    pub fn finish(&mut self) {
        self.end_row();
        if let Some(sheet) = self.sheet.take() {
            self.scribe.page(sheet);
        }
    }

    fn begin_page(&mut self, title: &str) {
        self.finish();
        let mut sheet = Sheet::default();
        if let Some(bounds) = bbox(title) {
            (sheet.width, sheet.height) = (bounds.right, bounds.bottom);
        }
        if let [dpi, ..] = numbers(title, "scan_res")[..] {
            sheet.set_dpi(dpi);
        }
        sheet.label =
            property(title, "lpageno").map(|label| label.trim_matches(['"', '\'']).into());
        self.sheet = Some(sheet);
    }

    fn begin_row(&mut self, title: &str, region: Option<Region>, is_implied: bool) {
        self.end_row();
        self.sheet.get_or_insert_default();
        let bounds = bbox(title);
        let baseline = match (numbers(title, "baseline")[..].as_ref(), bounds) {
            ([slope, offset], Some(b)) => Some(Baseline {
                x: b.left,
                y: b.bottom + offset,
                slope: Some(*slope),
            }),
            _ => None,
        };
        self.row = Some(Row {
            bounds,
            baseline,
            extent: numbers(title, "x_size").first().copied(),
            region,
            is_first: std::mem::take(&mut self.is_fresh),
            ..Row::default()
        });
        self.is_implied = is_implied;
    }

    fn end_row(&mut self) {
        self.end_word();
        if let (Some(row), Some(sheet)) = (self.row.take(), &mut self.sheet) {
            sheet.rows.push(row);
        }
    }

    fn begin_word(&mut self, title: &str) {
        self.end_word();
        let bounds = bbox(title);
        // Words without lines: where one stands left of the end of the last, and below, a line begins.
        let last = self.row.as_ref().and_then(|row| row.words.last()?.bounds);
        let jumps = |last: Bounds, own: Bounds| own.left < last.right && own.centre() > last.bottom;
        let is_next = matches!((last, bounds), (Some(last), Some(own)) if jumps(last, own));
        if self.row.is_none() || self.is_implied && is_next {
            let region = self.open.last().and_then(|frame| frame.region);
            self.begin_row("", region, true);
        }
        let percents = percents(&numbers(title, "x_confs"));
        let given = percents_of(title, "x_wconf").or_else(|| percents.iter().copied().min());
        self.word = Some(Word::boxed(bounds, given));
        let boxes = numbers(title, "x_bboxes");
        let boxes = boxes
            .chunks_exact(4)
            .map(|b| Bounds::between(b[0], b[1], b[2], b[3]));
        self.signs = (boxes.collect(), percents);
    }

    fn end_word(&mut self) {
        let Some(mut word) = self.word.take() else {
            return;
        };
        let (boxes, percents) = std::mem::take(&mut self.signs);
        if word.parts.len() == 1 && !boxes.is_empty() && boxes.len() == word.text.chars().count() {
            let text = std::mem::take(&mut word.text);
            let look = word.parts[0].look;
            word.parts.clear();
            for (index, (c, bounds)) in text.chars().zip(boxes).enumerate() {
                let confidence = percents.get(index).copied();
                word.write(c.encode_utf8(&mut [0; 4]), Some(bounds), confidence, look);
            }
        }
        if let Some(row) = &mut self.row {
            row.words.push(word);
        }
    }

    /// What a class makes of an element; a class that names a region is a line's in a `span`, a block's else.
    fn role(tag: &Tag<'_>, class: &str) -> (Role, Option<Region>) {
        for class in class.split_ascii_whitespace() {
            let region = region::named(class).filter(|_| class.starts_with("ocr"));
            match class {
                "ocr_page" => return (Role::Page, None),
                "ocr_line" | "ocrx_line" | "ocr_textfloat" => return (Role::Line, None),
                "ocrx_word" | "ocr_word" => return (Role::Word, None),
                "ocrx_cinfo" | "ocr_cinfo" | "ocr_glyph" => return (Role::Sign, None),
                _ if region.is_some() && tag.name == "span" => return (Role::Line, region),
                _ if region.is_some() || class.starts_with("ocr") => return (Role::Block, region),
                _ => {}
            }
        }
        match tag.name {
            "head" | "script" | "style" | "title" => (Role::Aside, None),
            _ => (Role::Other, None),
        }
    }

    /// How an element sets its text, within how the elements around it do.
    fn look(&mut self, tag: &Tag<'_>, title: &str) -> Look {
        let mut look = self
            .open
            .last()
            .map_or_else(Look::default, |frame| frame.look);
        match tag.name {
            "b" | "strong" => look.style |= Style::BOLD,
            "i" | "em" => look.style |= Style::ITALIC,
            "sup" => look.style |= Style::RAISED,
            "sub" => look.style |= Style::LOWERED,
            _ => {}
        }
        let css = tag.get("style").unwrap_or_default().to_ascii_lowercase();
        for (word, style) in [
            ("italic", Style::ITALIC),
            ("oblique", Style::ITALIC),
            ("bold", Style::BOLD),
            ("small-caps", Style::SMALL_CAPITALS),
        ] {
            if css.contains(word) {
                look.style |= style;
            }
        }
        if let Some(name) = property(title, "x_font") {
            look.face = self.faces.index(name);
        }
        look
    }

    /// A picture or a rule of the page.
    fn float(&mut self, class: &str, title: &str) {
        let (Some(sheet), Some(bounds)) = (&mut self.sheet, bbox(title)) else {
            return;
        };
        for class in class.split_ascii_whitespace() {
            match class {
                "ocr_separator" => sheet.rules.push(bounds),
                "ocr_photo" | "ocr_image" | "ocr_linedrawing" | "ocrx_image" | "ocr_float" => {
                    sheet.pictures.push(bounds);
                }
                _ => {}
            }
        }
    }
}

impl Layout for Hocr<'_> {
    fn open(&mut self, tag: &Tag<'_>) {
        let class = tag.get("class").unwrap_or_default();
        let title = tag.get("title").unwrap_or_default();
        let (role, own) = Self::role(tag, &class);
        let look = self.look(tag, &title);
        let around = self.open.last();
        let is_aside = around.is_some_and(|frame| frame.role == Role::Aside);
        let region = own.or_else(|| around.and_then(|frame| frame.region));
        let mut sign = around.map_or((None, None), |frame| frame.sign);
        match role {
            _ if is_aside => {}
            Role::Page => self.begin_page(&title),
            Role::Block => {
                self.end_row();
                self.is_fresh = true;
                self.float(&class, &title);
            }
            Role::Line => self.begin_row(&title, region, false),
            Role::Word => self.begin_word(&title),
            Role::Sign => {
                let boxes = numbers(&title, "x_bboxes");
                let own = <[f64; 4]>::try_from(boxes).ok();
                let bounds = own.map(|[l, t, r, b]| Bounds::between(l, t, r, b));
                sign = (
                    bounds.or_else(|| bbox(&title)),
                    percents_of(&title, "x_conf"),
                );
            }
            Role::Aside | Role::Other => {}
        }
        self.open.push(Frame {
            role: if is_aside { Role::Aside } else { role },
            look,
            region,
            sign,
        });
    }

    fn close(&mut self, _: &str) {
        match self.open.pop().map(|frame| frame.role) {
            Some(Role::Page) => self.finish(),
            Some(Role::Block | Role::Line) => self.end_row(),
            Some(Role::Word) => self.end_word(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let Some(frame) = self.open.last() else {
            return;
        };
        let is_blank = text.trim().is_empty();
        if frame.role == Role::Aside || self.sheet.is_none() || is_blank && text.contains('\n') {
            return;
        }
        let (look, (bounds, confidence), region) = (frame.look, frame.sign, frame.region);
        if let Some(word) = &mut self.word {
            let text = if bounds.is_some() { text.trim() } else { text };
            word.write(text, bounds, confidence, look);
        } else if !is_blank {
            // Text that is in no word, or in no line even, is the page's all the same.
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                if self.row.is_none() || self.is_implied {
                    self.begin_row("", region, true);
                }
                let mut word = Word::default();
                word.write(line, None, None, look);
                self.row.get_or_insert_default().words.push(word);
            }
        }
    }
}
