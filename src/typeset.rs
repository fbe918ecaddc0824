//! The typesetter. In: the [`Book`] and the [`Settings`]. Out: [`Layout`], finished pages of placed glyph runs in
//! integer scaled points, which `editions::pdf` only draws.

pub mod design;
pub mod face;
pub mod impose;
pub mod length;
pub mod page;

pub use length::Length;
pub use page::{Layout, Page};

use crate::book::Book;
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::manifest::Settings;

/// Lays the book out.
///
/// # Errors
/// A page too small for a line, a face that can't be read, a character that no face has.
pub fn lay_out(_book: &Book, _settings: &Settings) -> Result<Warned<Layout>, Diagnostics> {
    Err(Diagnostic::error("not-built", "the typesetter is not built yet").into())
}
