//! The press file as a manifest asks for it. In: `manifest::resolve`. Out: plain values.

use crate::icc::Profile;
use crate::typeset::Length;

/// The press file.
#[derive(Clone, Debug, PartialEq)]
pub struct PressSettings {
    /// Bleed on all sides.
    pub bleed: Length,
    /// Whether crop marks are drawn outside the bleed.
    pub crop_marks: bool,
    /// Thickness of one leaf, for the spine of the cover sheet: measured, or grams per square metre × bulk / 1000 mm.
    pub caliper: Length,
    /// In which colours its pictures are.
    pub pictures: Inks,
    /// The profile of a press with four inks; None for one black ink.
    pub profile: Option<Profile>,
}

/// In which colours the press prints pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inks {
    /// In shades of the black ink.
    #[default]
    Grey,
    /// In the colours that they have.
    Colour,
}

impl Default for PressSettings {
    fn default() -> Self {
        PressSettings {
            bleed: Length::mm(3.0),
            crop_marks: false,
            caliper: Length::mm(0.1),
            pictures: Inks::default(),
            profile: None,
        }
    }
}
