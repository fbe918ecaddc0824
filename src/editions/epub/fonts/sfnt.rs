//! A font with fewer outlines. In: a font file and the glyphs to keep. Out: the file without the others.

use super::{cff, glyf};
use crate::sfnt::{assembled, tables};
use std::collections::BTreeSet;

/// Tables that say nothing to a reader.
const DROPPED: [&[u8; 4]; 4] = [b"DSIG", b"FFTM", b"MATH", b"PfEd"];

/// The font without the outlines of glyphs that are not kept; None if it is not understood.
pub(super) fn thinned(font: &[u8], keep: &BTreeSet<u16>) -> Option<Vec<u8>> {
    let mut tables = tables(font)?;
    tables.retain(|(tag, _)| !DROPPED.contains(&tag));
    if let Some((_, table)) = tables.iter_mut().find(|(tag, _)| tag == b"CFF ") {
        cff::thin(table, keep)?;
    } else {
        glyf::thin(&mut tables, keep)?;
    }
    Some(assembled(font.get(..4)?, tables))
}
