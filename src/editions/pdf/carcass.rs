//! The document as `printpdf` makes it. In: the fonts, the size of the pages, and the links. Out: a [`Draft`]: fonts,
//! page tree, pages and link annotations as `lopdf` objects, which the finishing pass makes whole. The only place that
//! knows `printpdf`.

use super::content::{Click, Content};
use super::fonts::{Fonts, Subset};
use super::number::{Milli, milli};
use crate::diagnostic::Diagnostic;
use crate::store::Data;
use crate::typeset::page::{Layout, Link};
use lopdf::{Dictionary, Document, Object, ObjectId};
use printpdf::{
    Actions, BorderArray, Codepoint, Destination, FontId, LinkAnnotation, Op, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rect, TextItem,
};
use std::collections::BTreeMap;

/// A document to be finished.
pub(crate) struct Draft {
    /// Its objects.
    pub document: Document,
    /// Its pages, in order.
    pub pages: Vec<ObjectId>,
    /// The catalog.
    pub catalog: ObjectId,
    /// The dictionary of fonts: `T0` is face 0.
    pub fonts: ObjectId,
    /// The contents of streams that are read when they are written: pictures.
    pub later: Later,
}

/// Contents of streams, by the number of the object.
pub(crate) type Later = BTreeMap<ObjectId, Data>;

/// Makes a draft of as many pages as there are contents, with their links.
///
/// # Errors
/// A font that `printpdf` can't read.
pub(crate) fn build(
    layout: &Layout,
    fonts: &Fonts,
    contents: &[Content],
) -> Result<Draft, Diagnostic> {
    let mut pdf = PdfDocument::new("");
    let mut show = Vec::new();
    for (face, subset) in fonts.0.iter().enumerate() {
        if let Some(subset) = subset {
            let id = FontId(font_name(face));
            let font = parse(subset)?;
            pdf.resources.fonts.map.insert(id.clone(), font);
            show.extend(show_all(id, subset));
        }
    }
    let pages = contents.iter().map(|content| page(layout, &content.clicks));
    pdf.pages = pages.collect();
    if let Some(first) = pdf.pages.first_mut() {
        // Never seen, for the finishing pass puts the page's own content there: it tells which glyphs say what.
        first.ops.extend(show);
    }
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let document = pdf.to_lopdf_document(&options, &mut Vec::new());
    draft(document, fonts)
}

/// The name of a face among the resources. Not `F1` to `F14`, which `printpdf` takes for the standard fonts.
pub(crate) fn font_name(face: usize) -> String {
    format!("T{face}")
}

fn parse(subset: &Subset) -> Result<PdfFont, Diagnostic> {
    let parsed = ParsedFont::from_bytes(&subset.data, 0, &mut Vec::new());
    let mut parsed = parsed.ok_or_else(|| {
        let message = format!("the subset `{}` can't be read back", subset.name);
        Diagnostic::error("font-subset", message)
    })?;
    parsed.font_name = Some(subset.name.clone());
    // A subset has no OS/2 table.
    parsed.pdf_font_metrics.us_weight_class = subset.weight;
    let meta = printpdf::PrintpdfFontMeta {
        embedding_mode: printpdf::FontEmbeddingMode::Full,
        ..Default::default()
    };
    Ok(PdfFont::with_meta(parsed, meta))
}

fn show_all(id: FontId, subset: &Subset) -> [Op; 4] {
    let glyphs = subset.texts.iter().enumerate();
    let glyphs = glyphs.map(|(code, text)| Codepoint {
        gid: code as u16,
        offset: 0.0,
        cid: Some(text.clone()),
    });
    [
        Op::StartTextSection,
        Op::SetFont {
            font: PdfFontHandle::External(id),
            size: Pt(1.0),
        },
        Op::ShowText {
            items: vec![TextItem::GlyphIds(glyphs.collect())],
        },
        Op::EndTextSection,
    ]
}

fn points(value: Milli) -> Pt {
    Pt(value as f32 / 1000.0)
}

fn page(layout: &Layout, clicks: &[Click]) -> PdfPage {
    let (width, height) = (milli(layout.trim.width), milli(layout.trim.height));
    let bounds = Rect::from_wh(points(width), points(height));
    let ops = clicks.iter().map(|click| Op::LinkAnnotation {
        link: LinkAnnotation::new(
            Rect {
                x: points(click.bounds.left),
                y: points(click.bounds.bottom),
                width: points(click.bounds.right - click.bounds.left),
                height: points(click.bounds.top - click.bounds.bottom),
                mode: None,
                winding_order: None,
            },
            action(layout, &click.to),
            Some(BorderArray::Solid([0.0; 3])),
            None,
            None,
        ),
    });
    PdfPage {
        media_box: bounds.clone(),
        trim_box: bounds.clone(),
        crop_box: bounds,
        ops: ops.collect(),
    }
}

fn action(layout: &Layout, to: &Link) -> Actions {
    let target = match to {
        Link::Outside(address) => return Actions::Uri(address.clone()),
        Link::Inside(target) => &layout.targets[target.0 as usize],
    };
    Actions::Goto(Destination::Xyz {
        page: target.page as usize + 1,
        left: Some(points(milli(target.x)).0),
        top: Some(points(milli(layout.trim.height - target.y)).0),
        zoom: None,
    })
}

/// Finds the parts of the document, and mends what `printpdf` writes about fonts.
fn draft(mut document: Document, fonts: &Fonts) -> Result<Draft, Diagnostic> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let catalog = document.trailer.get(b"Root").and_then(Object::as_reference);
    let catalog = catalog.map_err(broken)?;
    let font_list = match pages.first() {
        Some(&page) => shared_fonts(&document, page).map_err(broken)?,
        None => document.add_object(Dictionary::new()),
    };
    for (face, subset) in fonts.0.iter().enumerate() {
        if let Some(subset) = subset {
            mend_font(&mut document, font_list, face, subset).map_err(broken)?;
        }
    }
    Ok(Draft {
        document,
        pages,
        catalog,
        fonts: font_list,
        later: Later::new(),
    })
}

fn shared_fonts(document: &Document, page: ObjectId) -> lopdf::Result<ObjectId> {
    let resources = document.get_dictionary(page)?.get(b"Resources")?;
    let resources = document.get_dictionary(resources.as_reference()?)?;
    resources.get(b"Font")?.as_reference()
}

/// What to say of a document in which something is not where `printpdf` puts it.
pub(crate) fn broken(_: lopdf::Error) -> Diagnostic {
    Diagnostic::error("pdf", "`printpdf` made no sound document")
}

/// Writes exact widths where `printpdf` truncates them, and the height of capitals, which it does not know.
fn mend_font(
    document: &mut Document,
    list: ObjectId,
    face: usize,
    subset: &Subset,
) -> lopdf::Result<()> {
    let descriptor = descriptor(document, list, face)?;
    let descriptor = document.get_dictionary_mut(descriptor)?;
    descriptor.set("CapHeight", subset.cap_height);
    let width = |&hundredths: &i64| match hundredths % 100 {
        0 => Object::Integer(hundredths / 100),
        _ => Object::Real(hundredths as f32 / 100.0),
    };
    let widths: Vec<Object> = subset.widths.iter().map(width).collect();
    let font = font(document, list, face)?;
    let font = document.get_dictionary_mut(font)?;
    let descendants = font.get_mut(b"DescendantFonts")?.as_array_mut()?;
    for descendant in descendants {
        let widths = vec![Object::Integer(0), Object::Array(widths.clone())];
        descendant.as_dict_mut()?.set("W", widths);
    }
    Ok(())
}

/// The font that shows a face.
fn font(document: &Document, list: ObjectId, face: usize) -> lopdf::Result<ObjectId> {
    let fonts = document.get_dictionary(list)?;
    fonts.get(font_name(face).as_bytes())?.as_reference()
}

/// The descriptor of the font that shows a face.
pub(crate) fn descriptor(
    document: &Document,
    list: ObjectId,
    face: usize,
) -> lopdf::Result<ObjectId> {
    let font = document.get_dictionary(font(document, list, face)?)?;
    let descendants = font.get(b"DescendantFonts")?.as_array()?;
    let descendant = descendants
        .first()
        .ok_or(lopdf::Error::ObjectNotFound((0, 0)))?;
    descendant.as_dict()?.get(b"FontDescriptor")?.as_reference()
}

/// A rectangle as an array.
pub(crate) fn rectangle(left: Milli, bottom: Milli, right: Milli, top: Milli) -> Object {
    let number = |value: Milli| match value % 1000 {
        0 => Object::Integer(value / 1000),
        _ => Object::Real(value as f32 / 1000.0),
    };
    Object::Array([left, bottom, right, top].map(number).to_vec())
}
