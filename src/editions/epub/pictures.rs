//! Pictures. In: the book's images, and pictures in the text. Out: a file for each image, named by what it holds, and the
//! elements that show them; where there is no file, the description in brackets.

use super::scribe::Scribe;
use crate::book::{Book, Image, Inline, Picture, Width, only_pictures};
use crate::editions::xml::escaped;
use crate::store::Data;
use std::collections::BTreeMap;

/// Rules for what few books have.
const FIGURES: &str = "figure { margin: 1em 0; text-align: center; page-break-inside: avoid; break-inside: avoid; }\n\
    figure img, .pictures img { max-width: 100%; height: auto; }\n\
    figcaption { margin: 0.4em 0 0 0; font-size: 0.9em; font-style: italic; text-align: center; text-indent: 0; }\n\
    figcaption em { font-style: normal; }\n\
    figure + p, .pictures + p { text-indent: 0; }\n\
    .pictures { margin: 1em 0; text-align: center; text-indent: 0; }\n";
/// A picture with a page of its own, which it fills.
const OWN_PAGE: &str = ".own-page { margin: 0; page-break-before: always; break-before: page; page-break-after: always; break-after: page; }\n\
    .own-page img { width: auto; height: auto; max-width: 100%; max-height: 90vh; }\n";
/// A picture among words stands in their line.
const IN_LINE: &str =
    "img.in-line { height: 1em; width: auto; max-width: 8em; vertical-align: -0.2em; }\n";

/// The path of an image.
fn path(image: &Image) -> String {
    format!("pictures/{}.{}", image.id, image.kind.extension())
}

/// The files of all images by their paths, as the book has them: there may be many and large ones.
pub(super) fn files(book: &Book) -> BTreeMap<String, &Data> {
    let images = book.images().into_values();
    images.map(|image| (path(image), &image.data)).collect()
}

/// Their items in the package's manifest.
pub(super) fn items(book: &Book) -> String {
    let images = book.images().into_values();
    let items = images.map(|image| {
        let (id, path, media) = (image.id, path(image), image.kind.media());
        format!("<item id=\"picture-{id}\" href=\"{path}\" media-type=\"{media}\"/>\n")
    });
    items.collect()
}

impl Scribe<'_> {
    /// A picture that stands by itself, and its caption.
    pub(super) fn figure(&mut self, picture: &Picture, caption: &[Inline]) {
        self.rule(FIGURES);
        match picture.placement.has_page() {
            true => {
                self.rule(OWN_PAGE);
                self.push("<figure class=\"own-page\">");
            }
            false => self.push("<figure>"),
        }
        match self.book.image(picture) {
            Some(image) => {
                let style = width(picture).map(|width| format!(" style=\"width: {width}\""));
                let image = img(
                    image,
                    &picture.description(caption),
                    &style.unwrap_or_default(),
                );
                self.push(&image);
            }
            None if picture.alt.is_empty() && !caption.is_empty() => {}
            None => {
                let said = escaped(&picture.stand_in(caption));
                self.push(&format!("<p>{said}</p>"));
            }
        }
        if !caption.is_empty() {
            self.push("\n<figcaption>");
            self.inlines(caption, false);
            self.push("</figcaption>");
        }
        self.push("</figure>\n");
    }

    /// Pictures beside each other, if a paragraph holds nothing else.
    pub(super) fn pictures(&mut self, text: &[Inline]) -> bool {
        let Some(pictures) = only_pictures(text) else {
            return false;
        };
        self.rule(FIGURES);
        let share = 100 / pictures.len().clamp(1, 100) - 2 * usize::from(pictures.len() > 1);
        self.push("<p class=\"pictures\">");
        for (n, picture) in pictures.into_iter().enumerate() {
            if n > 0 {
                self.push(" ");
            }
            let most = if share < 98 {
                format!("max-width: {share}%")
            } else {
                String::new()
            };
            let style: Vec<String> = width(picture)
                .map(|width| format!("width: {width}"))
                .into_iter()
                .chain(Some(most).filter(|most| !most.is_empty()))
                .collect();
            let style = match style.is_empty() {
                true => String::new(),
                false => format!(" style=\"{}\"", style.join("; ")),
            };
            self.shown(picture, &style);
        }
        self.push("</p>\n");
        true
    }

    /// A picture among words.
    pub(super) fn picture(&mut self, picture: &Picture) {
        self.rule(IN_LINE);
        self.shown(picture, " class=\"in-line\"");
    }

    fn shown(&mut self, picture: &Picture, how: &str) {
        let shown = match self.book.image(picture) {
            Some(image) => img(image, &picture.description(&[]), how),
            None => escaped(&picture.stand_in(&[])),
        };
        self.push(&shown);
    }
}

pub(super) fn img(image: &Image, alt: &str, how: &str) -> String {
    // What nobody describes is passed over by voices.
    let role = if alt.is_empty() {
        " role=\"presentation\""
    } else {
        ""
    };
    format!(
        "<img src=\"{}\" alt=\"{}\"{role}{how}/>",
        path(image),
        escaped(alt)
    )
}

/// Its width in CSS.
fn width(picture: &Picture) -> Option<String> {
    Some(match picture.width? {
        Width::Percent(percent) => format!("{percent}%"),
        Width::TenthMm(tenths) => format!("{}.{}mm", tenths / 10, tenths % 10),
    })
}
