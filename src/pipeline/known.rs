//! Texts that were read before. In: a text of a manifest. Out: its [`Source`], read from the disk only if the file or the
//! way of reading is not as it was: pages that a program has to recognise take minutes.

use super::{Reading, read_text};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::manifest::Text;
use crate::source::Source;
use crate::source::recognise::Engine;
use std::time::SystemTime;

/// The texts.
#[derive(Default)]
pub struct Known(Vec<(Key, Source, Diagnostics)>);

/// What a reading depends on.
#[derive(PartialEq)]
struct Key {
    text: Text,
    stamp: Option<(SystemTime, u64)>,
    ocr: Option<Engine>,
    language: Option<String>,
}

impl Known {
    /// Reads a text.
    ///
    /// # Errors
    /// As [`read_text`].
    pub fn read(
        &mut self,
        text: &Text,
        reading: Reading<'_>,
    ) -> Result<(Source, Diagnostics), Diagnostic> {
        let data = std::fs::metadata(&text.path).ok();
        let key = Key {
            text: text.clone(),
            stamp: data.and_then(|data| Some((data.modified().ok()?, data.len()))),
            ocr: reading.ocr,
            language: reading.ocr.and(reading.language.map(Into::into)),
        };
        if let Some((_, source, warnings)) = self.0.iter().find(|(known, ..)| *known == key)
            && key.stamp.is_some()
        {
            return Ok((source.clone(), warnings.clone()));
        }
        let (source, warnings) = read_text(&text.path, &text.name, reading)?;
        self.0.retain(|(known, ..)| known.text != key.text);
        self.0.push((key, source.clone(), warnings.clone()));
        Ok((source, warnings))
    }
}
