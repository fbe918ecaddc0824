//! The package document. In: the title page's data and what the EPUB holds. Out: content.opf.

use super::pictures;
use super::volume::{File, Volume};
use crate::book::{Contributor, visit_pictures};
use crate::editions::facts::Facts;
use crate::editions::xml::escaped;
use crate::manifest::settings::Conformance;

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
    out.push_str(&pictures::items(volume.book));
    let turns = match volume.is_backwards() {
        true => " page-progression-direction=\"rtl\"",
        false => "",
    };
    out.push_str(&format!("</manifest>\n<spine toc=\"ncx\"{turns}>\n"));
    for file in volume.files.iter().filter(|f| f.title.is_some()) {
        out.push_str(&format!("<itemref idref=\"{}\"/>\n", file.id));
        if file.id == "title" {
            out.push_str("<itemref idref=\"nav\"/>\n");
        }
    }
    out.push_str("</spine>\n");
    out.push_str(&guide(volume));
    out.push_str("</package>\n");
    File {
        name: "content.opf".into(),
        id: String::new(),
        media: "application/oebps-package+xml",
        properties: "",
        title: None,
        data: out.into_bytes(),
    }
}

/// What EPUB 2's guide calls a landmark (OPF 2.0.1, 2.6).
const GUIDE: &[(&str, &str)] = &[
    ("cover", "cover"),
    ("titlepage", "title-page"),
    ("bodymatter", "text"),
    ("endnotes", "notes"),
    ("colophon", "colophon"),
];

/// The landmarks once more, for converters that know EPUB 2 alone: they would put a second cover before the first.
fn guide(volume: &Volume<'_>) -> String {
    let mut out = Elements::default();
    out.line("<guide>");
    let contents = ("toc", volume.words.contents, "nav.xhtml");
    let landmarks = volume.landmarks.iter().filter_map(|landmark| {
        let (_, kind) = GUIDE.iter().find(|(kind, _)| *kind == landmark.kind)?;
        Some((*kind, landmark.title.as_str(), landmark.target.as_str()))
    });
    for (kind, title, target) in landmarks.chain([contents]) {
        let title = escaped(title);
        out.line(&format!(
            "<reference type=\"{kind}\" title=\"{title}\" href=\"{target}\"/>"
        ));
    }
    out.line("</guide>");
    out.0
}

/// Title, people, publication.
fn description(volume: &Volume<'_>) -> String {
    let facts = volume.facts;
    let mut out = Elements::default();
    out.identified("identifier", "uid", &facts.identifier);
    if let Some(isbn) = &facts.isbn {
        out.identified("identifier", "isbn", &format!("urn:isbn:{isbn}"));
    }
    titles(facts, &mut out);
    for (n, person) in (1..).zip(&facts.people) {
        contributor(person, &format!("person-{n}"), &mut out);
    }
    out.plain("language", &facts.language);
    publication(volume, &mut out);
    if let Some((series, number)) = &facts.series {
        collection(series, number.as_deref(), &mut out);
    }
    out.meta("dcterms:modified", &facts.modified);
    if volume.files.iter().any(|f| f.properties == "cover-image") {
        out.line("<meta name=\"cover\" content=\"cover-image\"/>");
    }
    if volume.files.iter().any(|f| f.media.starts_with("font/")) {
        out.meta("ibooks:specified-fonts", "true");
    }
    out.0
}

fn titles(facts: &Facts, out: &mut Elements) {
    out.identified("title", "main-title", &facts.title);
    out.refine("main-title", "title-type", "main");
    if let Some(name) = &facts.file_as {
        out.refine("main-title", "file-as", name);
    }
    if let Some(subtitle) = &facts.subtitle {
        out.identified("title", "subtitle", subtitle);
        out.refine("subtitle", "title-type", "subtitle");
    }
}

fn contributor(person: &Contributor, id: &str, out: &mut Elements) {
    let element = match person.role.as_str() {
        "aut" => "creator",
        _ => "contributor",
    };
    out.identified(element, id, &person.name);
    let role = escaped(&person.role);
    out.line(&format!(
        "<meta refines=\"#{id}\" property=\"role\" scheme=\"marc:relators\">{role}</meta>"
    ));
    if let Some(name) = &person.file_as {
        out.refine(id, "file-as", name);
    }
}

/// Who brought it out, when, and from what.
fn publication(volume: &Volume<'_>, out: &mut Elements) {
    let facts = volume.facts;
    let plain = [
        ("publisher", &facts.publisher),
        ("date", &facts.date),
        ("rights", &facts.rights),
        ("description", &facts.description),
    ];
    for (element, text) in plain {
        if let Some(text) = text {
            out.plain(element, text);
        }
    }
    let licence = facts.imprint.licence.iter();
    for licence in licence.filter(|licence| !licence.address.is_empty()) {
        out.meta("dcterms:license", &licence.address);
    }
    if let Some(source) = &facts.source {
        out.identified("source", "source", source);
        if !volume.pages.is_empty() {
            out.refine("source", "source-of", "pagination");
        }
    }
    for subject in &facts.subjects {
        out.plain("subject", subject);
    }
}

/// The series that the book is a number of.
fn collection(series: &str, number: Option<&str>, out: &mut Elements) {
    let series = escaped(series);
    out.line(&format!(
        "<meta property=\"belongs-to-collection\" id=\"series\">{series}</meta>"
    ));
    out.refine("series", "collection-type", "series");
    if let Some(number) = number {
        out.refine("series", "group-position", number);
    }
}

/// Elements of the package's metadata, a line each; what they say is escaped here.
#[derive(Default)]
struct Elements(String);

impl Elements {
    /// A line of markup.
    fn line(&mut self, markup: &str) {
        self.0.push_str(markup);
        self.0.push('\n');
    }

    /// An element of Dublin Core.
    fn plain(&mut self, element: &str, text: &str) {
        let text = escaped(text);
        self.line(&format!("<dc:{element}>{text}</dc:{element}>"));
    }

    /// An element of Dublin Core that others refine.
    fn identified(&mut self, element: &str, id: &str, text: &str) {
        let text = escaped(text);
        self.line(&format!("<dc:{element} id=\"{id}\">{text}</dc:{element}>"));
    }

    /// A property of the book.
    fn meta(&mut self, property: &str, text: &str) {
        let text = escaped(text);
        self.line(&format!("<meta property=\"{property}\">{text}</meta>"));
    }

    /// A property of another element.
    fn refine(&mut self, id: &str, property: &str, text: &str) {
        let text = escaped(text);
        self.line(&format!(
            "<meta refines=\"#{id}\" property=\"{property}\">{text}</meta>"
        ));
    }
}

/// What the EPUB offers those who can't see, or can't see well; each line is so because the files are so (EPUB
/// Accessibility 1.1, 2.2; schema.org's vocabulary). That it conforms to a standard is for a person to say.
fn accessibility(volume: &Volume<'_>) -> String {
    let has_pages = !volume.pages.is_empty();
    let has_notes = !volume.book.notes().is_empty();
    let has_cover = volume.files.iter().any(|f| f.id == "cover");
    let (has_pictures, are_described) = described(volume);
    let mut out = Elements::default();
    if has_pages {
        let source = volume.facts.source.as_deref();
        out.meta(
            "pageBreakSource",
            source.unwrap_or("an unnamed printed source"),
        );
    }
    out.meta("schema:accessMode", "textual");
    if has_cover || has_pictures {
        out.meta("schema:accessMode", "visual");
    }
    if are_described {
        out.meta("schema:accessModeSufficient", "textual");
    } else {
        out.meta("schema:accessModeSufficient", "textual,visual");
    }
    let features = [
        ("tableOfContents", true),
        ("readingOrder", true),
        ("structuralNavigation", true),
        ("displayTransformability", true),
        ("ARIA", true),
        (
            "alternativeText",
            (has_cover || has_pictures) && are_described,
        ),
        (
            "MathML",
            volume.files.iter().any(|f| f.properties == "mathml"),
        ),
        ("pageBreakMarkers", has_pages),
        ("pageNavigation", has_pages),
    ];
    for (feature, _) in features.into_iter().filter(|(_, has)| *has) {
        out.meta("schema:accessibilityFeature", feature);
    }
    out.meta("schema:accessibilityHazard", "none");
    let mut summary = summary(has_pages, has_notes, has_cover && !has_pictures);
    summary.push_str(match (has_pictures, are_described) {
        (false, _) => "",
        (true, true) => " Each picture has an alternative text.",
        (true, false) => " Some pictures have no alternative text.",
    });
    out.line(&format!(
        "<meta property=\"schema:accessibilitySummary\" xml:lang=\"en\">{summary}</meta>"
    ));
    if let Some(conformance) = &volume.settings.epub.conformance {
        conforms(conformance, &mut out);
    }
    out.0
}

/// What somebody vouches for (EPUB Accessibility 1.1, 4.2).
fn conforms(conformance: &Conformance, out: &mut Elements) {
    let to = escaped(&conformance.to);
    out.line(&format!(
        "<meta property=\"dcterms:conformsTo\" id=\"conforms\">{to}</meta>"
    ));
    if let Some(name) = &conformance.certified_by {
        let name = escaped(name);
        out.line(&format!(
            "<meta property=\"a11y:certifiedBy\" refines=\"#conforms\" id=\"certifier\">{name}</meta>"
        ));
    }
    let of = match conformance.certified_by {
        Some(_) => "certifier",
        None => "conforms",
    };
    if let Some(credential) = &conformance.credential {
        out.refine(of, "a11y:certifierCredential", credential);
    }
    if let Some(report) = &conformance.report {
        let report = escaped(report);
        out.line(&format!(
            "<link rel=\"a11y:certifierReport\" refines=\"#{of}\" href=\"{report}\"/>"
        ));
    }
}

/// Whether there are pictures in the text, and whether each is described.
fn described(volume: &Volume<'_>) -> (bool, bool) {
    let (mut are_there, mut are_described) = (false, true);
    for blocks in volume.book.parts() {
        visit_pictures(blocks, &mut |picture, caption| {
            if volume.book.image(picture).is_some() {
                are_there = true;
                are_described &= !picture.description(caption).is_empty();
            }
        });
    }
    (are_there, are_described)
}

/// What a reader may expect, in plain words.
fn summary(has_pages: bool, has_notes: bool, has_cover: bool) -> String {
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
    summary
}
