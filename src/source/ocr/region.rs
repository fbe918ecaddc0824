//! What formats call the parts of a page. In: a name of hOCR, ALTO, PAGE or FineReader. Out: a [`Region`]; none for running
//! text and for what is not known.

use crate::source::typography::Region;

/// The region of a name; case, hyphens and underlines do not count.
#[must_use]
pub fn named(name: &str) -> Option<Region> {
    let letters = name.chars().filter(|c| c.is_ascii_alphabetic());
    let name: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    match name.strip_prefix("ocr").unwrap_or(&name) {
        "heading" | "title" => Some(Region::Heading),
        "header" | "runningtitle" | "runninghead" | "rt" | "topmargin" => Some(Region::Header),
        "footer" | "bottommargin" => Some(Region::Footer),
        "pagenumber" | "pageno" => Some(Region::PageNumber),
        "footnote" | "footnotecontinued" => Some(Region::Footnote),
        "endnote" => Some(Region::Endnote),
        "marginalia" | "marginnote" | "leftmargin" | "rightmargin" => Some(Region::Marginalia),
        "caption" | "picturecaption" | "tablecaption" => Some(Region::Caption),
        "dropcapital" => Some(Region::DropCapital),
        "signaturemark" | "catchword" => Some(Region::Signature),
        "tocentry" | "contents" => Some(Region::Contents),
        _ => None,
    }
}

/// Faces by their names, in the order in which they come.
#[derive(Default)]
pub struct Faces(Vec<String>);

impl Faces {
    /// How many are told apart.
    const MOST: usize = 4096;

    /// The index of a name, from 1; 0 for those after the last that is told apart.
    pub fn index(&mut self, name: &str) -> u16 {
        let index = self.0.iter().position(|known| known == name);
        let index = index.or_else(|| {
            (self.0.len() < Self::MOST).then(|| {
                self.0.push(name.to_string());
                self.0.len() - 1
            })
        });
        index.map_or(0, |index| index as u16 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_formats_are_one() {
        assert_eq!(named("footnote-continued"), Some(Region::Footnote));
        assert_eq!(named("ocr_pageno"), Some(Region::PageNumber));
        assert_eq!(named("TopMargin"), Some(Region::Header));
        assert_eq!(named("paragraph"), None);
        // In hOCR that is the whole section, not its title.
        assert_eq!(named("ocr_section"), None);
    }

    #[test]
    fn faces_are_told_by_their_names() {
        let mut faces = Faces::default();
        assert_eq!((faces.index("Caslon"), faces.index("Bell")), (1, 2));
        assert_eq!(faces.index("Caslon"), 1);
    }
}
