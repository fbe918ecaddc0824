//! Texts and pictures that were read before. In: a text of a manifest. Out: its [`Source`], read from the disk only if the file or the
//! way of reading is not as it was: pages that a program has to recognise take minutes.

use super::pictures::Stamped;
use super::{Reading, read_bytes, read_text};
use crate::book::Image;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::hash::HashMap;
use crate::manifest::Text;
use crate::source::Source;
use crate::source::image;
use crate::source::recognise::Engine;
use crate::store::Store;
use crate::typeset::system::Found;
use std::collections::BTreeSet;
use std::time::SystemTime;

/// The texts, the files of their pictures, and the faces of the system for some characters.
#[derive(Default)]
pub struct Known(
    HashMap<Text, (Key, Source, Diagnostics)>,
    Vec<(Stamped, Image, Option<Diagnostic>)>,
    Store,
    Option<(BTreeSet<char>, Vec<Found>)>,
);

/// What a reading depends on.
#[derive(PartialEq)]
struct Key {
    stamp: Option<(SystemTime, u64)>,
    ocr: Option<Engine>,
    language: Option<String>,
}

impl Known {
    /// A picture's file, if it is as it was when it was read.
    pub(super) fn image(&self, now: &Stamped) -> Option<image::Read> {
        let (_, image, remark) = self.1.iter().find(|(known, ..)| known == now)?;
        Some(image::Read {
            image: image.clone(),
            remark: remark.clone(),
        })
    }

    /// Lays the bytes of a picture aside until an edition wants them.
    pub(super) fn lay_aside(&self, image: &mut Image) {
        if let Ok(bytes) = image.data.read() {
            image.data = self.2.keep(bytes);
        }
        if let Some(inks) = &mut image.inks
            && let Ok(bytes) = inks.read()
        {
            *inks = self.2.keep(bytes);
        }
    }

    /// Keeps a picture's file.
    pub(super) fn keep_image(&mut self, now: Stamped, image: &Image, remark: Option<&Diagnostic>) {
        self.1.retain(|((known, _), ..)| *known != now.0);
        self.1.push((now, image.clone(), remark.cloned()));
    }

    /// The faces that the system has for some characters, looked for once.
    pub(super) fn system_faces(
        &mut self,
        wanted: &BTreeSet<char>,
        search: impl FnOnce() -> Vec<Found>,
    ) -> Vec<Found> {
        match &self.3 {
            Some((known, found)) if known == wanted => found.clone(),
            _ => {
                let found = search();
                self.3 = Some((wanted.clone(), found.clone()));
                found
            }
        }
    }

    /// Reads a text.
    ///
    /// # Errors
    /// As [`read_text`].
    pub fn read(
        &mut self,
        text: &Text,
        reading: Reading<'_>,
    ) -> Result<(Source, Diagnostics), Diagnostic> {
        if let Some(words) = &text.words {
            return read_bytes(words.as_bytes(), &text.name, reading);
        }
        let data = std::fs::metadata(&text.path).ok();
        let key = Key {
            stamp: data.and_then(|data| Some((data.modified().ok()?, data.len()))),
            ocr: reading.ocr,
            language: reading.ocr.and(reading.language.map(Into::into)),
        };
        if let Some((known, source, warnings)) = self.0.get(text)
            && *known == key
            && key.stamp.is_some()
        {
            return Ok((source.clone(), warnings.clone()));
        }
        let (source, warnings) = read_text(&text.path, &text.name, reading)?;
        let read = (key, source.clone(), warnings.clone());
        self.0.insert(text.clone(), read);
        Ok((source, warnings))
    }
}
