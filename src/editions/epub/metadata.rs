//! The package document. In: the title page's data and what the EPUB holds. Out: [`Facts`], made safe, and content.opf.

use super::volume::{File, Volume};
use super::xml::escaped;
use crate::book::{Block, Book, Contributor, words};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::manifest::Settings;
use uuid::Uuid;

/// What the title page says, fit for a package: nothing empty, no character that XML lacks, a language, a date.
pub(super) struct Facts {
    pub(super) title: String,
    pub(super) subtitle: Option<String>,
    pub(super) people: Vec<Contributor>,
    pub(super) language: String,
    /// `urn:uuid:…`, the same for the same manifest.
    pub(super) identifier: String,
    pub(super) isbn: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) date: Option<String>,
    pub(super) rights: Option<String>,
    pub(super) description: Option<String>,
    pub(super) subjects: Vec<String>,
    pub(super) series: Option<(String, Option<String>)>,
    pub(super) source: Option<String>,
    /// `YYYY-MM-DDThh:mm:ssZ`.
    pub(super) modified: String,
}

impl Facts {
    /// Gathers them; what had to be repaired is a warning.
    pub(super) fn gather(book: &Book, settings: &Settings, warnings: &mut Diagnostics) -> Facts {
        let meta = &book.meta;
        let some = |text: &Option<String>| text.as_deref().map(clean).filter(|t| !t.is_empty());
        let title = match clean(&meta.title) {
            title if title.is_empty() => title_of(book),
            title => title,
        };
        let date = some(&meta.date).filter(|date| {
            let is_date = is_date(date);
            if !is_date {
                warn(
                    warnings,
                    "epub-date",
                    format!("`{date}` is no date: the EPUB has none"),
                );
            }
            is_date
        });
        let people = meta.contributors.iter().map(|person| Contributor {
            name: clean(&person.name),
            file_as: some(&person.file_as),
            role: person.role.clone(),
        });
        let people: Vec<Contributor> = people.filter(|p| !p.name.is_empty()).collect();
        let names: Vec<&str> = people.iter().map(|p| p.name.as_str()).collect();
        Facts {
            identifier: identifier(meta.identifier.as_deref(), &title, &names),
            subtitle: some(&meta.subtitle),
            language: language(&meta.language, warnings),
            isbn: some(&meta.isbn),
            publisher: some(&meta.publisher),
            modified: modified(settings.source_date, date.as_deref()),
            date,
            rights: some(&meta.rights),
            description: some(&meta.description),
            subjects: meta
                .subjects
                .iter()
                .map(|s| clean(s))
                .filter(|s| !s.is_empty())
                .collect(),
            series: meta
                .series
                .as_ref()
                .map(|(name, number)| (clean(name), some(number))),
            source: some(&meta.source),
            people,
            title,
        }
    }

    /// The names of those with this role.
    pub(super) fn people_of(&self, role: &'static str) -> impl Iterator<Item = &str> {
        let people = self.people.iter().filter(move |p| p.role == role);
        people.map(|p| p.name.as_str())
    }

    /// Publisher and date, as far as they are known.
    pub(super) fn publication(&self) -> Option<String> {
        let parts = [self.publisher.as_deref(), self.date.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

fn warn(warnings: &mut Diagnostics, code: &'static str, message: String) {
    warnings.push(Diagnostic::warning(code, message));
}

/// Without control characters, blanks in order.
fn clean(text: &str) -> String {
    let text = text.replace(
        |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'),
        " ",
    );
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A book without title is called by its first heading.
fn title_of(book: &Book) -> String {
    let heading = book.blocks().iter().find_map(|block| match block {
        Block::Heading { text, .. } => Some(clean(&words(text))).filter(|t| !t.is_empty()),
        _ => None,
    });
    heading.unwrap_or_else(|| "Untitled".into())
}

/// A tag that readers know; else `und`, undetermined (BCP 47).
fn language(tag: &str, warnings: &mut Diagnostics) -> String {
    match crate::manifest::language::tag(tag) {
        Ok(tag) => tag,
        Err(_) => {
            let message = format!("`{tag}` is no language: the EPUB says `und`, undetermined");
            warn(warnings, "epub-language", message);
            "und".into()
        }
    }
}

/// The identifier if it is a UUID already; else a UUID of version 5 (RFC 9562) from it, or from title and people.
fn identifier(given: Option<&str>, title: &str, people: &[&str]) -> String {
    let given = given.map(str::trim).filter(|g| !g.is_empty());
    let uuid = given.and_then(|g| Uuid::parse_str(g.strip_prefix("urn:uuid:").unwrap_or(g)).ok());
    let uuid = uuid.unwrap_or_else(|| match given {
        Some(name) => Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()),
        None => {
            let name = format!("pamphleteer:{title}\n{}", people.join("\n"));
            Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes())
        }
    });
    format!("urn:uuid:{uuid}")
}

fn is_date(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    let number = |i: usize, digits: usize| {
        let part = parts.get(i).filter(|p| p.len() == digits)?;
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse::<u32>().ok())?
    };
    let month = parts.len() < 2 || number(1, 2).is_some_and(|m| (1..=12).contains(&m));
    let day = parts.len() < 3 || number(2, 2).is_some_and(|d| (1..=31).contains(&d));
    parts.len() <= 3 && number(0, 4).is_some() && month && day
}

/// When the EPUB was changed: as SOURCE_DATE_EPOCH says, else on the date of publication, else on the first day that a
/// zip file knows. Never now, or two builds would differ.
fn modified(source_date: Option<u64>, date: Option<&str>) -> String {
    if let Some(seconds) = source_date {
        return instant(seconds);
    }
    let date = date.unwrap_or("1980");
    let mut parts = date
        .split('-')
        .chain(["01", "01"].into_iter().skip(date.matches('-').count()));
    let mut part = || parts.next().unwrap_or("01");
    let (year, month, day) = (part(), part(), part());
    format!("{year}-{month}-{day}T00:00:00Z")
}

/// Seconds since 1970 as a date and time in UTC (days to civil date after H. Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms").
fn instant(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let z = days + 719_468;
    let (era, day_of_era) = (z / 146_097, z % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

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
        ("source", &facts.source),
    ];
    for (element, text) in plain {
        if let Some(text) = text {
            line(format!("<dc:{element}>{}</dc:{element}>", escaped(text)));
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
    let has_cover = volume.files.iter().any(|f| f.properties == "cover-image");
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
