//! DjVu's hidden text as XML, which `djvutoxml` and the Internet Archive (`_djvu.xml`) write. In: its tags. Out: pages to the
//! [`Scribe`].

use super::markup::{Layout, Tag};
use super::scribe::Scribe;
use super::sheet::{Bounds, Look, Row, Sheet, Word};

/// The reader.
pub struct Djvu<'s> {
    scribe: &'s mut Scribe,
    sheet: Option<Sheet>,
    row: Option<Row>,
    word: Option<Word>,
    /// The box of the character that is open.
    sign: Option<Bounds>,
    is_fresh: bool,
}

impl<'s> Djvu<'s> {
    /// A reader that writes to a scribe.
    pub fn new(scribe: &'s mut Scribe) -> Djvu<'s> {
        Djvu {
            scribe,
            sheet: None,
            row: None,
            word: None,
            sign: None,
            is_fresh: false,
        }
    }

    fn end_row(&mut self) {
        if let (Some(row), Some(sheet)) = (self.row.take(), &mut self.sheet) {
            sheet.rows.push(row);
        }
    }
}

impl Layout for Djvu<'_> {
    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name {
            "OBJECT" => {
                self.sheet = Some(Sheet {
                    width: tag.number("width").unwrap_or(0.0),
                    height: tag.number("height").unwrap_or(0.0),
                    ..Sheet::default()
                });
            }
            "PARAM" if tag.get("name").as_deref() == Some("DPI") => {
                if let (Some(sheet), Some(dpi)) = (&mut self.sheet, tag.number("value")) {
                    sheet.set_dpi(dpi);
                }
            }
            "PAGECOLUMN" | "REGION" | "PARAGRAPH" => {
                self.end_row();
                self.is_fresh = true;
            }
            "LINE" => {
                self.end_row();
                self.row = Some(Row {
                    bounds: coords(tag),
                    is_first: std::mem::take(&mut self.is_fresh),
                    ..Row::default()
                });
            }
            "WORD" => {
                let confidence = tag
                    .number("x-confidence")
                    .map(|c| c.clamp(0.0, 100.0) as u8);
                self.word = Some(Word::boxed(coords(tag), confidence));
            }
            "CHARACTER" => self.sign = coords(tag),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "CHARACTER" => self.sign = None,
            "WORD" => {
                if let Some(word) = self.word.take() {
                    let is_first = std::mem::take(&mut self.is_fresh);
                    let row = self.row.get_or_insert_with(|| Row {
                        is_first,
                        ..Row::default()
                    });
                    row.words.push(word);
                }
            }
            "LINE" => self.end_row(),
            "OBJECT" => {
                self.end_row();
                if let Some(sheet) = self.sheet.take() {
                    self.scribe.page(sheet);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(word) = &mut self.word {
            word.write(text.trim(), self.sign, None, Look::default());
        }
    }
}

/// The box of an element: left, bottom, right, top, and sometimes the baseline.
fn coords(tag: &Tag<'_>) -> Option<Bounds> {
    let coords = tag.get("coords")?;
    let numbers = coords.split(',').map_while(|n| n.trim().parse().ok());
    match numbers.collect::<Vec<f64>>()[..] {
        [left, bottom, right, top, ..] => Some(Bounds::between(left, bottom, right, top)),
        _ => None,
    }
}
