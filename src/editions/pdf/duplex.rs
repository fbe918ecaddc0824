//! The sheet that shows how a printer turns paper. In: the paper. Out: a PDF of two pages, front and back.

use super::carcass;
use super::content::{self, Content};
use super::file::{self, deflate, deflated};
use super::finish::{self, Boxes};
use super::fonts::Fonts;
use super::metadata::Facts;
use super::number::milli;
use super::pictures::Pictures;
use crate::diagnostic::Diagnostics;
use crate::manifest::Settings;
use crate::store::Data;
use crate::typeset::duplex::layout;
use crate::typeset::page::Size;
use lopdf::{Dictionary, dictionary};

/// Writes it; upright, whatever way round the paper is named.
///
/// # Errors
/// A face that can't be embedded.
pub(crate) fn write(paper: Size) -> Result<Data, Diagnostics> {
    let mut settings = Settings::default();
    settings.meta.title = "Duplex test".into();
    settings.meta.language = "en".into();
    let paper = Size {
        width: paper.width.min(paper.height),
        height: paper.width.max(paper.height),
    };
    let layout = layout(&settings, paper)?;
    let fonts = Fonts::of(&layout)?;
    let blanks = [Content::default(), Content::default()];
    let mut draft = carcass::build(&layout, &fonts, &blanks)?;
    draft.document.version = "1.6".into();
    finish::share_resources(&mut draft, &Pictures::default());
    let sides: Vec<Vec<u8>> = (0..2)
        .map(|page| deflate(&content::draw(&layout, page, &fonts, None).stream))
        .collect();
    let facts = Facts::of(&settings, &[], sides.iter().map(Vec::as_slice));
    finish::set_catalog(&mut draft, &facts, &settings.meta.language);
    finish::catalog(&mut draft, |catalog| {
        catalog.set(
            "ViewerPreferences",
            dictionary! { "PrintScaling" => "None" },
        )
    });
    let media = (milli(paper.width), milli(paper.height));
    for (page, side) in sides.into_iter().enumerate() {
        finish::set_content(&mut draft, page, deflated(Dictionary::new(), side));
        let boxes = Boxes {
            media,
            bleed: 0,
            margin: 0,
        };
        finish::set_boxes(&mut draft, page, boxes);
        finish::drop_annotations(&mut draft, page);
    }
    file::write(draft)
}
