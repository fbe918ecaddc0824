//! The package document. In: the title page's data and what the EPUB holds. Out: content.opf.

use super::volume::{File, Volume};
use crate::editions::xml::escaped;

/// content.opf.
pub(super) fn package(volume: &Volume<'_>) -> File {
    let language = escaped(&volume.facts.language);
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid" xml:lang="{language}" prefix="ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
"#
    );
    out.push_str(&description(volume));
    out.push_str(&accessibility(volume));
    out.push_str("</metadata>\n<manifest>\n");
    out.push_str(
        "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n\
         <item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n",
    );
    for file in &volume.files {
        let properties = match file.properties {
            "" => String::new(),
            properties => format!(r#" properties="{properties}""#),
        };
        out.push_str(&format!(
            "<item id=\"{}\" href=\"{}\" media-type=\"{}\"{properties}/>\n",
            file.id, file.name, file.media
        ));
    }
    out.push_str("</manifest>\n<spine toc=\"ncx\">\n");
    for file in volume.files.iter().filter(|f| f.title.is_some()) {
        out.push_str(&format!("<itemref idref=\"{}\"/>\n", file.id));
        if file.id == "title" {
            out.push_str("<itemref idref=\"nav\"/>\n");
        }
    }
    out.push_str("</spine>\n</package>\n");
    File {
        name: "content.opf".into(),
        id: String::new(),
        media: "application/oebps-package+xml",
        properties: "",
        title: None,
        data: out.into_bytes(),
    }
}

/// Title, people, publication.
fn description(volume: &Volume<'_>) -> String {
    let facts = volume.facts;
    let mut out = format!(
        "<dc:identifier id=\"uid\">{}</dc:identifier>\n",
        escaped(&facts.identifier)
    );
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    if let Some(isbn) = &facts.isbn {
        line(format!(
            "<dc:identifier id=\"isbn\">urn:isbn:{}</dc:identifier>",
            escaped(isbn)
        ));
    }
    line(format!(
        "<dc:title id=\"main-title\">{}</dc:title>",
        escaped(&facts.title)
    ));
    line("<meta refines=\"#main-title\" property=\"title-type\">main</meta>".into());
    if let Some(subtitle) = &facts.subtitle {
        line(format!(
            "<dc:title id=\"subtitle\">{}</dc:title>",
            escaped(subtitle)
        ));
        line("<meta refines=\"#subtitle\" property=\"title-type\">subtitle</meta>".into());
    }
    for (n, person) in (1..).zip(&facts.people) {
        let element = if person.role == "aut" {
            "creator"
        } else {
            "contributor"
        };
        let name = escaped(&person.name);
        line(format!(
            "<dc:{element} id=\"person-{n}\">{name}</dc:{element}>"
        ));
        let role = escaped(&person.role);
        line(format!(
            "<meta refines=\"#person-{n}\" property=\"role\" scheme=\"marc:relators\">{role}</meta>"
        ));
        if let Some(name) = &person.file_as {
            line(format!(
                "<meta refines=\"#person-{n}\" property=\"file-as\">{}</meta>",
                escaped(name)
            ));
        }
    }
    line(format!(
        "<dc:language>{}</dc:language>",
        escaped(&facts.language)
    ));
    let plain = [
        ("publisher", &facts.publisher),
        ("date", &facts.date),
        ("rights", &facts.rights),
        ("description", &facts.description),
    ];
    for (element, text) in plain {
        if let Some(text) = text {
            line(format!("<dc:{element}>{}</dc:{element}>", escaped(text)));
        }
    }
    if let Some(source) = &facts.source {
        line(format!(
            "<dc:source id=\"source\">{}</dc:source>",
            escaped(source)
        ));
        if !volume.pages.is_empty() {
            line("<meta refines=\"#source\" property=\"source-of\">pagination</meta>".into());
        }
    }
    for subject in &facts.subjects {
        line(format!("<dc:subject>{}</dc:subject>", escaped(subject)));
    }
    if let Some((series, number)) = &facts.series {
        let series = escaped(series);
        line(format!(
            "<meta property=\"belongs-to-collection\" id=\"series\">{series}</meta>"
        ));
        line("<meta refines=\"#series\" property=\"collection-type\">series</meta>".into());
        if let Some(number) = number {
            let number = escaped(number);
            line(format!(
                "<meta refines=\"#series\" property=\"group-position\">{number}</meta>"
            ));
        }
    }
    line(format!(
        "<meta property=\"dcterms:modified\">{}</meta>",
        facts.modified
    ));
    if volume.files.iter().any(|f| f.properties == "cover-image") {
        line("<meta name=\"cover\" content=\"cover-image\"/>".into());
    }
    if volume.files.iter().any(|f| f.media.starts_with("font/")) {
        line("<meta property=\"ibooks:specified-fonts\">true</meta>".into());
    }
    out
}

/// What the EPUB offers those who can't see, or can't see well; each line is so because the files are so (EPUB
/// Accessibility 1.1, 2.2; schema.org's vocabulary). That it conforms to a standard is for a person to say.
fn accessibility(volume: &Volume<'_>) -> String {
    let has_pages = !volume.pages.is_empty();
    let has_notes = !volume.book.notes().is_empty();
    let has_cover = volume.files.iter().any(|f| f.id == "cover");
    let mut out = String::new();
    let mut line = |property: &str, text: &str| {
        out.push_str(&format!("<meta property=\"{property}\">{text}</meta>\n"));
    };
    if has_pages {
        let source = volume.facts.source.as_deref();
        line(
            "pageBreakSource",
            &escaped(source.unwrap_or("an unnamed printed source")),
        );
    }
    line("schema:accessMode", "textual");
    if has_cover {
        line("schema:accessMode", "visual");
    }
    line("schema:accessModeSufficient", "textual");
    let features = [
        ("tableOfContents", true),
        ("readingOrder", true),
        ("structuralNavigation", true),
        ("displayTransformability", true),
        ("ARIA", true),
        ("alternativeText", has_cover),
        ("pageBreakMarkers", has_pages),
        ("pageNavigation", has_pages),
    ];
    for (feature, _) in features.into_iter().filter(|(_, has)| *has) {
        line("schema:accessibilityFeature", feature);
    }
    line("schema:accessibilityHazard", "none");
    let mut summary = String::from(
        "Running text that can be set in any size, face and colour, with headings and a table of contents.",
    );
    if has_notes {
        summary.push_str(" Notes are linked from the text and lead back to it.");
    }
    if has_pages {
        summary.push_str(" The page numbers of the printed source are marked and listed.");
    }
    if has_cover {
        summary.push_str(" The only picture is the cover; it has an alternative text.");
    }
    out.push_str(&format!(
        "<meta property=\"schema:accessibilitySummary\" xml:lang=\"en\">{summary}</meta>\n"
    ));
    out
}
