//! Fonts for embedding. In: the faces of a [`Layout`] and the glyphs that its runs use. Out: [`Fonts`], a subset of each
//! face with codes, widths and one text a glyph, which all PDFs of a build share.

mod sfnt;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::typeset::face::{Face, FaceId};
use crate::typeset::page::{Ink, Layout, Run};
use rayon::prelude::*;
use sfnt::Metrics;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use subsetter::GlyphRemapper;

/// The subsets, by [`FaceId`]; None for a face that no run uses.
pub(crate) struct Fonts(pub Vec<Option<Subset>>);

/// A face reduced to the glyphs in use. A code is the glyph's number in the subset.
pub(crate) struct Subset {
    /// `ABCDEF+Name`.
    pub name: String,
    /// The font file of the subset.
    pub data: Vec<u8>,
    /// Code by the face's glyph number; 0, the missing glyph, where it is not in use.
    codes: Vec<u16>,
    /// Advance width by code, in hundredths of 1/1000 em: what `/W` says and positions are reckoned from.
    pub widths: Vec<i64>,
    /// What each code says where nothing else is said: its most frequent text.
    pub texts: Vec<String>,
    /// In 1/1000 em.
    pub cap_height: i64,
    /// From 1 to 1000.
    pub weight: u16,
}

impl Subset {
    /// The code of the space, if it is in use.
    pub fn space(&self) -> Option<u16> {
        let at = self.texts.iter().position(|text| text == " ")?;
        Some(at as u16)
    }

    /// The code of a glyph.
    pub fn code(&self, glyph: u16) -> u16 {
        self.codes.get(usize::from(glyph)).copied().unwrap_or(0)
    }
}

impl Fonts {
    /// Subsets the faces.
    ///
    /// # Errors
    /// A font file that can't be subset.
    pub fn of(layout: &Layout) -> Result<Fonts, Diagnostics> {
        let uses = uses(layout);
        let faces = layout.faces.par_iter().zip(uses);
        let subsets: Vec<Result<Option<Subset>, Diagnostic>> = faces
            .map(|(face, uses)| uses.any().then(|| subset(face, &uses)).transpose())
            .collect();
        let mut fonts = Vec::with_capacity(subsets.len());
        let mut faults = Diagnostics::default();
        for subset in subsets {
            match subset {
                Ok(subset) => fonts.push(subset),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.has_errors() {
            return Err(faults);
        }
        Ok(Fonts(fonts))
    }

    /// The subset of a face that a run uses.
    pub fn get(&self, face: FaceId) -> Option<&Subset> {
        self.0.get(usize::from(face.0))?.as_ref()
    }
}

/// Which glyphs of a face are used, and for what text how often.
#[derive(Default)]
struct Uses(Vec<Vec<(Box<str>, u32)>>);

impl Uses {
    fn any(&self) -> bool {
        self.0.iter().any(|texts| !texts.is_empty())
    }

    fn count(&mut self, glyph: u16, text: &str) {
        let at = usize::from(glyph);
        if at >= self.0.len() {
            self.0.resize_with(at + 1, Vec::new);
        }
        match self.0[at].iter_mut().find(|(known, _)| **known == *text) {
            Some((_, times)) => *times += 1,
            None => self.0[at].push((text.into(), 1)),
        }
    }
}

fn uses(layout: &Layout) -> Vec<Uses> {
    let mut uses: Vec<Uses> = layout.faces.iter().map(|_| Uses::default()).collect();
    let items = layout.pages.iter().flat_map(|page| &page.items);
    for item in items {
        if let Ink::Glyphs(run) = &item.ink
            && let Some(face) = uses.get_mut(usize::from(run.face.0))
        {
            clusters(run).for_each(|(glyph, text)| face.count(glyph, &spoken(text)));
        }
    }
    uses
}

/// The glyphs of a run, each with the text that it says.
pub(crate) fn clusters(run: &Run) -> impl Iterator<Item = (u16, &str)> {
    let mut start = 0;
    run.glyphs.iter().map(move |glyph| {
        let end = start + usize::from(glyph.bytes);
        let text = run.text.get(start..end).unwrap_or_default();
        start = end;
        (glyph.id, text)
    })
}

/// What a reader is to hear of a text: any space is a space, and a hyphen that the breaker inserted is a hyphen.
pub(crate) fn spoken(text: &str) -> Cow<'_, str> {
    match text {
        "\u{a0}" | "\u{202f}" | "\u{2009}" | "\u{200a}" => Cow::Borrowed(" "),
        "\u{ad}" => Cow::Borrowed("-"),
        _ => Cow::Borrowed(text),
    }
}

fn subset(face: &Face, uses: &Uses) -> Result<Subset, Diagnostic> {
    let fault = |why: String| {
        let message = format!("the face `{}` can't be embedded: {why}", face.name);
        Diagnostic::error("font-subset", message)
            .hint("take an OpenType or TrueType file with outlines, not a bitmap or variable one")
    };
    let metrics = Metrics::read(&face.data, face.index)
        .ok_or_else(|| fault("it has no horizontal metrics".into()))?;
    let mut mapper = GlyphRemapper::new();
    let used = uses
        .0
        .iter()
        .enumerate()
        .filter(|(_, texts)| !texts.is_empty());
    let mut codes = vec![0; uses.0.len()];
    for (glyph, _) in used {
        codes[glyph] = mapper.remap(glyph as u16);
    }
    let data =
        subsetter::subset(&face.data, face.index, &mapper).map_err(|why| fault(why.to_string()))?;
    let em =
        |units: i64, per: i64| (units * per + i64::from(face.units) / 2) / i64::from(face.units);
    let glyphs: Vec<u16> = mapper.remapped_gids().collect();
    let width = |&glyph: &u16| em(i64::from(metrics.advance(glyph)), 100_000);
    let text = |&glyph: &u16| uses.0.get(usize::from(glyph)).map(|texts| frequent(texts));
    Ok(Subset {
        name: format!("{}+{}", tag(&data), face.name),
        widths: glyphs.iter().map(width).collect(),
        texts: glyphs
            .iter()
            .map(|glyph| text(glyph).unwrap_or_default())
            .collect(),
        cap_height: em(
            i64::from(metrics.cap_height.unwrap_or(metrics.ascender)),
            1000,
        ),
        weight: metrics.weight,
        codes,
        data,
    })
}

/// The most frequent text of a glyph; of equals the first in the alphabet.
fn frequent(texts: &[(Box<str>, u32)]) -> String {
    let rank = |text: &&(Box<str>, u32)| {
        (
            !text.0.is_empty(),
            text.1,
            std::cmp::Reverse(text.0.clone()),
        )
    };
    let best = texts.iter().max_by_key(rank);
    best.map(|(text, _)| text.to_string()).unwrap_or_default()
}

/// Six capitals that differ with the subset's content (PDF 1.7, 9.6.4).
fn tag(data: &[u8]) -> String {
    let hash = Sha256::digest(data);
    hash[..6]
        .iter()
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}
