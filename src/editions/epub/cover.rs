//! The cover. In: the front cover as a picture. Out: the picture's file and its page; an SVG of words where the faces
//! lack the letters of the title, as readers have faces of their own.

use super::Reader;
use super::volume::{File, Volume};
use crate::diagnostic::Diagnostics;
use crate::editions::Job;
use crate::editions::front::{Front, Kind};
use crate::editions::xml::escaped;

/// The typographic cover, in units of its own: 5 to 8, as most readers' shelves.
const WIDTH: usize = 1000;
const HEIGHT: usize = 1600;

/// Adds the cover.
///
/// # Errors
/// A picture that can't be read to its end; a type family that can't be opened.
pub(super) fn add(
    volume: &mut Volume<'_>,
    job: &Job<'_>,
    warnings: &mut Diagnostics,
) -> Result<(), Diagnostics> {
    let front = job.front()?;
    if let Front::Given(picture) = front {
        warnings.extend(picture.warning.clone());
    }
    let (name, media, data) = match front {
        _ if volume.reader == Reader::Kindle => file(Kind::Jpeg, front.jpeg()?),
        Front::Given(picture) => file(picture.kind, picture.data.clone()),
        Front::Drawn(drawing) if drawing.is_whole() => file(Kind::Png, drawing.png()?),
        Front::Drawn(_) => {
            let words = drawn(volume).into_bytes();
            ("cover.svg".into(), "image/svg+xml", words)
        }
    };
    let said = escaped(&said(volume));
    let title = volume.words.cover;
    let named = escaped(title);
    let body = format!(
        "<section class=\"cover\" epub:type=\"cover\" aria-label=\"{named}\">\n<p><img src=\"{name}\" alt=\"{named}: {said}\" role=\"doc-cover\"/></p>\n</section>"
    );
    volume.files.push(File {
        name,
        id: "cover-image".into(),
        media,
        properties: "cover-image",
        title: None,
        data,
    });
    if volume.reader != Reader::Kindle {
        volume.add_page("cover", title, &body);
        volume.add_landmark("cover", title, "cover.xhtml");
    }
    Ok(())
}

fn file(kind: Kind, data: Vec<u8>) -> (String, &'static str, Vec<u8>) {
    let name = format!("cover.{}", kind.extension());
    (name, kind.media(), data)
}

/// What the cover says: authors and title.
fn said(volume: &Volume<'_>) -> String {
    let facts = volume.facts;
    let authors = facts.people_of("aut");
    let said: Vec<&str> = authors.chain([facts.title.as_str()]).collect();
    said.join(", ")
}

/// Author, title, subtitle and publisher between two rules.
fn drawn(volume: &Volume<'_>) -> String {
    let facts = volume.facts;
    let authors: Vec<&str> = facts.people_of("aut").collect();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" xml:lang=\"{}\">\n<title>{}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#f7f4ec\"/>\n<g fill=\"#1c1a17\" font-family=\"Libertinus Serif, Georgia, serif\" text-anchor=\"middle\">\n<rect x=\"100\" y=\"120\" width=\"800\" height=\"6\"/>\n<rect x=\"100\" y=\"1474\" width=\"800\" height=\"6\"/>\n",
        escaped(&facts.language),
        escaped(&facts.title)
    );
    let title_size = if facts.title.chars().count() > 60 {
        72
    } else {
        96
    };
    lines(&mut out, &authors.join(", "), 250, 52, "");
    let after = lines(&mut out, &facts.title, 560, title_size, "");
    let subtitle = facts.subtitle.as_deref().unwrap_or_default();
    lines(&mut out, subtitle, after + 60, 48, " font-style=\"italic\"");
    lines(
        &mut out,
        &facts.publication().unwrap_or_default(),
        1410,
        40,
        "",
    );
    out.push_str("</g>\n</svg>\n");
    out
}

/// Draws words from baseline `y` on, and gives the next baseline. The letters of a book face are half an em wide on
/// average; lines are broken by that, with a tenth to spare.
fn lines(out: &mut String, words: &str, mut y: usize, size: usize, style: &str) -> usize {
    let room = WIDTH * 8 / 10 * 18 / (size * 10);
    let mut line = String::new();
    let mut all = Vec::new();
    for word in words.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
            all.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    all.push(line);
    for line in all.iter().filter(|l| !l.is_empty()) {
        let words = escaped(line);
        out.push_str(&format!(
            "<text x=\"{}\" y=\"{y}\" font-size=\"{size}\"{style}>{words}</text>\n",
            WIDTH / 2
        ));
        y += size * 5 / 4;
    }
    y
}
