//! The title page's data, made safe. In: the book and the settings. Out: [`Facts`], for a package or a catalogue.

use crate::book::several::TO_A_TEXT;
use crate::book::{Book, Contributor, Imprint, Licence, Meta, clean};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::editions::date::timestamp;
use crate::manifest::{self, Settings};
use crate::wording::Wording;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the title page says, fit for a package or a catalogue: nothing empty, no character that XML lacks, a language, a date.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) title: String,
    /// The lines that the title is set in; one where nobody parts it.
    pub(crate) title_lines: Vec<String>,
    pub(crate) file_as: Option<String>,
    pub(crate) subtitle: Option<String>,
    pub(crate) people: Vec<Contributor>,
    pub(crate) language: String,
    /// `urn:uuid:…`, the same for the same manifest.
    pub(crate) identifier: String,
    pub(crate) isbn: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) rights: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) subjects: Vec<String>,
    pub(crate) series: Option<(String, Option<String>)>,
    pub(crate) source: Option<String>,
    pub(crate) imprint: Imprint,
    pub(crate) wording: BTreeMap<String, String>,
    /// `YYYY-MM-DDThh:mm:ssZ`.
    pub(crate) modified: String,
}

impl Facts {
    /// Gathers them; what had to be repaired is a warning.
    pub(crate) fn gather(book: &Book, settings: &Settings, warnings: &mut Diagnostics) -> Facts {
        Facts::of(&book.meta, book.title(), settings, warnings)
    }

    /// The same of a book that is not at hand; `title` is the one that its editions have.
    pub(crate) fn of(
        meta: &Meta,
        title: String,
        settings: &Settings,
        warnings: &mut Diagnostics,
    ) -> Facts {
        let some = |text: &Option<String>| text.as_deref().map(clean).filter(|t| !t.is_empty());
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
            isbn: isbn(some(&meta.isbn), warnings),
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
            imprint: clean_imprint(&meta.imprint),
            wording: meta.wording.clone(),
            title_lines: match meta.title_lines.is_empty() {
                true => vec![title.clone()],
                false => meta.title_lines.iter().map(|line| clean(line)).collect(),
            },
            file_as: some(&meta.file_as),
            people,
            title,
        }
    }

    /// The names of those with this role.
    pub(crate) fn people_of(&self, role: &'static str) -> impl Iterator<Item = &str> {
        let people = self.people.iter().filter(move |p| p.role == role);
        people.map(|p| p.name.as_str())
    }

    /// A line for each translator, editor and illustrator, and the names of those who did something else.
    pub(crate) fn credits(&self) -> Vec<String> {
        let mut words = Meta {
            language: self.language.clone(),
            ..Meta::default()
        };
        words.wording.clone_from(&self.wording);
        credits(&Wording::of(&words), &self.people)
    }

    /// Publisher and date, as far as they are known.
    pub(crate) fn publication(&self) -> Option<String> {
        let parts = [self.publisher.as_deref(), self.date.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// The imprint without characters that XML lacks.
fn clean_imprint(imprint: &Imprint) -> Imprint {
    let lines = |lines: &[String]| lines.iter().map(|line| clean(line)).collect();
    Imprint {
        address: lines(&imprint.address),
        web: imprint.web.as_deref().map(clean),
        printings: lines(&imprint.printings),
        licence: imprint.licence.as_ref().map(|licence| Licence {
            name: clean(&licence.name),
            address: clean(&licence.address),
        }),
        logo: imprint.logo.clone(),
        price: imprint.price.as_deref().map(clean),
    }
}

/// A line for each translator and editor, and the names of those who did something else but the writing.
pub(crate) fn credits(terms: &Wording<'_>, people: &[Contributor]) -> Vec<String> {
    // Those who wrote a text of several stand over it.
    let others = people
        .iter()
        .filter(|p| p.role != "aut" && p.role != TO_A_TEXT);
    let lines = others.map(|p| terms.credit(p).unwrap_or_else(|| p.name.clone()));
    lines.collect()
}

fn warn(warnings: &mut Diagnostics, code: &'static str, message: String) {
    warnings.push(Diagnostic::warning(code, message));
}

/// A tag that readers know; else `und`, undetermined (BCP 47).
fn language(tag: &str, warnings: &mut Diagnostics) -> String {
    match manifest::language::tag(tag) {
        Ok(tag) => tag,
        Err(_) => {
            let message = format!("`{tag}` is no language: the EPUB says `und`, undetermined");
            warn(warnings, "epub-language", message);
            "und".into()
        }
    }
}

/// An ISBN that is one.
fn isbn(given: Option<String>, warnings: &mut Diagnostics) -> Option<String> {
    let given = given?;
    let isbn = manifest::isbn(&given);
    if let Err(fault) = &isbn {
        let message = format!("{}: the EPUB has none", fault.message);
        warn(warnings, "epub-isbn", message);
    }
    isbn.ok()
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
        return timestamp(seconds);
    }
    let date = date.unwrap_or("1980");
    let mut parts = date
        .split('-')
        .chain(["01", "01"].into_iter().skip(date.matches('-').count()));
    let mut part = || parts.next().unwrap_or("01");
    let (year, month, day) = (part(), part(), part());
    format!("{year}-{month}-{day}T00:00:00Z")
}
