//! Values of a manifest that the command line has, too. In: what was typed. Out: the value, read by the manifest's own rules, or the
//! same message.

use super::leaf::Leaf;
use super::scalars::{Caliper, PaperSize, SignatureRange};
use super::settings::SignaturePages;
use super::tree::Form;
use crate::diagnostic::Diagnostic;
use crate::typeset::Length;
use crate::typeset::page::Size;

/// A paper by name, or `120x190mm`.
///
/// # Errors
/// An unknown name, sides that are no lengths.
pub(crate) fn paper(text: &str) -> Result<Size, Diagnostic> {
    PaperSize::read(text, Form::Text).map(|paper| paper.size)
}

/// The thickness of a leaf: `0.1mm`, or `90gsm x 1.25`.
///
/// # Errors
/// What is none.
pub(crate) fn caliper(text: &str) -> Result<Length, Diagnostic> {
    Caliper::read(text, Form::Text).map(|caliper| caliper.0)
}

/// Pages of a signature: `16`, or a range, `16-32`.
///
/// # Errors
/// What is no multiple of four.
pub(crate) fn signature(text: &str) -> Result<SignaturePages, Diagnostic> {
    SignatureRange::read(text, Form::Text).map(|range| range.0)
}
