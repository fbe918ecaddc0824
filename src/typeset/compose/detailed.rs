//! Fractions, ordinals and acronyms in a line. In: words and how they are set. Out: the same in parts, each with its type.

use super::Composer;
use super::inlines::{Shift, Voice};
use crate::typeset::details::{Detail, Details};
use crate::typeset::face::FaceId;
use crate::typeset::hyphenate::NO_LANGUAGE;
use crate::typeset::page::Link;
use crate::typeset::shape::{Cut, Type};
use std::ops::Range;

/// Air between the small capitals of acronyms, in 1/1000 em.
const SPACED: i16 = 30;
/// Capitals that stand for small ones, in percent.
const SMALL_CAPS: i64 = 85;

impl Composer<'_> {
    /// Whether details of the words are set otherwise than they are written: not those of machines, nor addresses.
    pub(super) fn has_details(&self, voice: &Voice) -> bool {
        self.design.details != Details::default()
            && !voice.is_typewriter
            && voice.language.as_deref() != Some(NO_LANGUAGE)
            && !matches!(voice.link, Some(Link::Outside(_)))
    }

    /// The types of words whose fractions, ordinals and acronyms are set apart.
    pub(super) fn in_details(
        &self,
        text: String,
        face: FaceId,
        voice: &Voice,
    ) -> Vec<(String, Type)> {
        let has_caps = voice.capitals || voice.small_caps || voice.mixed_caps;
        if has_caps || voice.is_title || voice.shift != Shift::None {
            return self.cut(text, face, voice);
        }
        let plain = Type::text(face, voice.size);
        let part = |(range, detail): (Range<usize>, Detail)| {
            let words = text[range].to_owned();
            let raised = Voice {
                shift: Shift::Raised,
                ..voice.clone()
            };
            match detail {
                Detail::Fraction if self.founts.shaper().has_fraction(face, &words) => {
                    let cut = Cut::Fraction;
                    vec![(words, Type { cut, ..plain })]
                }
                Detail::Raised => self.cut(words, face, &raised),
                Detail::Acronym if self.founts.mixes_caps(face) => {
                    let cut = Cut::SmallCaps;
                    vec![(
                        words,
                        Type {
                            cut,
                            tracking: SPACED,
                            ..plain
                        },
                    )]
                }
                Detail::Acronym => {
                    let size = plain.size.scaled(SMALL_CAPS, 100);
                    vec![(words, Type { size, ..plain })]
                }
                Detail::Plain | Detail::Fraction => self.cut(words, face, voice),
            }
        };
        let parts = self.design.details.parts(&text, self.language_of(voice));
        parts.into_iter().flat_map(part).collect()
    }

    /// The language that words are in.
    pub(super) fn language_of<'v>(&'v self, voice: &'v Voice) -> &'v str {
        let language = voice.language.as_deref();
        language.unwrap_or(&self.book.meta.language)
    }
}
