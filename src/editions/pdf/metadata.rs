//! What the file says about itself. In: the title page and the kind of file. Out: the document information dictionary
//! (PDF 1.7, 14.3.3) and the XMP packet with its claims of conformance; the same facts in both.

mod xmp;

use super::number::text_string;
use crate::book::Meta;
use crate::editions::date::timestamp;
use crate::manifest::Settings;
use crate::manifest::settings::PressStandard;
use lopdf::{Dictionary, Object, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

/// A standard that a file claims to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// PDF/UA-1 (ISO 14289-1).
    Accessible,
    /// PDF/A-1, level B (ISO 19005-1).
    Archive,
    /// A PDF/X.
    Press(PressStandard),
}

/// The facts.
pub(crate) struct Facts<'a> {
    meta: &'a Meta,
    claims: &'a [Claim],
    /// `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or that and the time of day, in UTC.
    date: Option<String>,
    /// A hash of what is to be read, for identifiers.
    content: [u8; 32],
}

/// How the program names itself.
pub(super) const PRODUCER: &str = concat!("pamphleteer ", env!("CARGO_PKG_VERSION"));

impl<'a> Facts<'a> {
    /// Collects them. The date is SOURCE_DATE_EPOCH's, or the manifest's, or none; a press file must have one (ISO
    /// 15930-7, 6.9.2), so that it says the first day of 1970 where no other is known: no clock is asked.
    pub fn of<'b>(
        settings: &'a Settings,
        claims: &'a [Claim],
        streams: impl Iterator<Item = &'b [u8]>,
    ) -> Facts<'a> {
        let known = settings
            .source_date
            .map(timestamp)
            .or_else(|| settings.meta.date.clone());
        let mut hash = Sha256::new();
        streams.for_each(|stream| hash.update(stream));
        let needs_date = claims.iter().any(|claim| matches!(claim, Claim::Press(_)));
        Facts {
            meta: &settings.meta,
            claims,
            date: known.or_else(|| needs_date.then(|| timestamp(0))),
            content: hash.finalize().into(),
        }
    }

    /// Whether the file claims to keep a standard.
    fn claims(&self, claim: Claim) -> bool {
        self.claims.contains(&claim)
    }

    /// The date that the file says.
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// The standard of a file for the press.
    fn press(&self) -> Option<PressStandard> {
        self.claims.iter().find_map(|claim| match claim {
            Claim::Press(standard) => Some(*standard),
            _ => None,
        })
    }

    /// The information dictionary.
    pub fn info(&self) -> Dictionary {
        let text = |text: &str| Object::String(text_string(text), StringFormat::Literal);
        let mut info = dictionary! {
            "Title" => text(&self.meta.title),
            "Creator" => text(PRODUCER),
            "Producer" => text(PRODUCER),
        };
        let authors: Vec<&str> = self.meta.authors().collect();
        // PDF/A-1 (6.7.3) wants XMP's list of authors to be one entry, and that to be this one.
        let fits = authors.len() < 2 || !self.claims(Claim::Archive);
        let author = if fits {
            authors.join(", ")
        } else {
            String::new()
        };
        let description = self.meta.description.as_deref().unwrap_or_default();
        let pairs = [
            ("Author", author),
            ("Subject", on_one_line(description)),
            ("Keywords", self.meta.subjects.join(", ")),
        ];
        for (key, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            info.set(*key, text(value));
        }
        if let Some(date) = &self.date {
            let digits: String = date.chars().filter(char::is_ascii_digit).collect();
            let zone = if digits.len() > 8 { "Z" } else { "" };
            for key in ["CreationDate", "ModDate"] {
                info.set(key, Object::string_literal(format!("D:{digits}{zone}")));
            }
        }
        if let Some(standard) = self.press() {
            info.set("Trapped", "False");
            // X-4 says it in the packet alone.
            if let Some(version) = version(standard) {
                info.set("GTS_PDFXVersion", Object::string_literal(version));
            }
        }
        info
    }

    /// The XMP packet as a stream; never compressed, so that tools without a PDF reader find it.
    pub fn xmp(&self) -> Stream {
        let dictionary = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        Stream::new(dictionary, xmp::packet(self).into_bytes()).with_compression(false)
    }
}

/// What the older standards want to read in the information dictionary (ISO 15930-4 and 15930-6, 6.2).
fn version(standard: PressStandard) -> Option<&'static str> {
    match standard {
        PressStandard::X4 => None,
        PressStandard::X3 => Some("PDF/X-3:2003"),
        PressStandard::X1a => Some("PDF/X-1a:2003"),
    }
}

pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
