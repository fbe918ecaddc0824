//! The YAML block at the head of a Markdown file. In: the source. Out: the [`Meta`] it says and where the text begins.

use super::imprint::ImprintMatter;
use crate::book::{Contributor, Meta};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::manifest::language;
use crate::source::{Source, Span};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// The block as typed. Keys are Pandoc's where Pandoc has one; it passes over the others.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(crate) struct FrontMatter {
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    file_as: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    subtitle: Option<String>,
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_more"
    )]
    author: Vec<Name>,
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_more"
    )]
    contributor: Vec<Name>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    isbn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    rights: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    description: Option<String>,
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_more"
    )]
    subject: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    belongs_to_collection: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    group_position: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    source: Option<String>,
    #[serde(skip_serializing_if = "ImprintMatter::is_empty")]
    imprint: ImprintMatter,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    wording: BTreeMap<String, String>,
}

/// A scalar as text: `date: 1914` is no less a date than `date: "1914"`.
pub(super) fn word<'de, D: Deserializer<'de>>(yaml: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Scalar {
        Text(String),
        Whole(i64),
        Number(f64),
    }
    let scalar = Option::<Scalar>::deserialize(yaml)?;
    Ok(scalar.map(|scalar| match scalar {
        Scalar::Text(text) => text,
        Scalar::Whole(number) => number.to_string(),
        Scalar::Number(number) => number.to_string(),
    }))
}

/// One thing or a list of things.
pub(super) fn one_or_more<'de, D, T>(yaml: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMore<T> {
        More(Vec<T>),
        One(T),
    }
    let things = Option::<OneOrMore<T>>::deserialize(yaml)?;
    Ok(match things {
        None => Vec::new(),
        Some(OneOrMore::More(things)) => things,
        Some(OneOrMore::One(thing)) => vec![thing],
    })
}

/// Someone who made the text: a plain name is an author.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Name {
    Plain(String),
    #[serde(rename_all = "kebab-case")]
    Full {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file_as: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
    },
}

impl From<Name> for Contributor {
    fn from(name: Name) -> Contributor {
        let (name, file_as, role) = match name {
            Name::Plain(name) => (name, None, None),
            Name::Full {
                name,
                file_as,
                role,
            } => (name, file_as, role),
        };
        Contributor {
            name,
            file_as,
            role: role.unwrap_or_else(|| "aut".into()),
        }
    }
}

impl From<&Contributor> for Name {
    fn from(person: &Contributor) -> Name {
        if person.role == "aut" && person.file_as.is_none() {
            return Name::Plain(person.name.clone());
        }
        Name::Full {
            name: person.name.clone(),
            file_as: person.file_as.clone(),
            role: Some(person.role.clone()),
        }
    }
}

impl From<&Meta> for FrontMatter {
    fn from(meta: &Meta) -> FrontMatter {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let is_author = |person: &&Contributor| person.role == "aut" && person.file_as.is_none();
        let all_authors = meta.contributors.iter().all(|p| is_author(&p));
        let names: Vec<Name> = meta.contributors.iter().map(Name::from).collect();
        let (author, contributor) = if all_authors {
            (names, Vec::new())
        } else {
            (Vec::new(), names)
        };
        let series = meta.series.clone();
        FrontMatter {
            title: some(&meta.shown_title()),
            file_as: meta.file_as.clone(),
            subtitle: meta.subtitle.clone(),
            author,
            contributor,
            lang: some(&meta.language),
            identifier: meta.identifier.clone(),
            isbn: meta.isbn.clone(),
            publisher: meta.publisher.clone(),
            date: meta.date.clone(),
            rights: meta.rights.clone(),
            description: meta.description.clone(),
            subject: meta.subjects.clone(),
            group_position: series.as_ref().and_then(|(_, position)| position.clone()),
            belongs_to_collection: series.map(|(name, _)| name),
            source: meta.source.clone(),
            imprint: (&meta.imprint).into(),
            wording: meta.wording.clone(),
        }
    }
}

impl From<FrontMatter> for Meta {
    fn from(front: FrontMatter) -> Meta {
        let people = front.author.into_iter().chain(front.contributor);
        let title = front.title.unwrap_or_default();
        let mut meta = Meta {
            file_as: front.file_as,
            subtitle: front.subtitle,
            contributors: people.map(Contributor::from).collect(),
            language: front.lang.unwrap_or_default(),
            identifier: front.identifier,
            isbn: front.isbn,
            publisher: front.publisher,
            date: front.date,
            rights: front.rights,
            description: front.description,
            subjects: front.subject,
            series: front
                .belongs_to_collection
                .map(|name| (name, front.group_position)),
            source: front.source,
            imprint: front.imprint.into(),
            wording: front.wording,
            ..Meta::default()
        };
        match title.contains('\n') {
            true => {
                let lines = title.lines().map(str::trim);
                meta.entitle(lines.filter(|l| !l.is_empty()).map(Into::into).collect());
            }
            false => meta.title = title,
        }
        meta
    }
}

/// Reads the block at the head of a file: what it says, and the byte where the text begins. A block that is no YAML is a
/// warning.
pub(super) fn read(
    source: &Source,
    index: u16,
    warnings: &mut Diagnostics,
) -> (Option<Meta>, usize) {
    let Some((yaml, end)) = block(source.text()) else {
        return title_block(source.text());
    };
    let span = Span {
        source: index,
        start: 0,
        end: end as u32,
    };
    match serde_yaml::from_str::<FrontMatter>(yaml) {
        Ok(mut front) => {
            if let Some(tag) = front.lang.take() {
                match language::tag(&tag) {
                    Ok(tag) => front.lang = Some(tag),
                    Err(fault) => warnings.push(Diagnostic {
                        severity: Severity::Warning,
                        ..fault.at(Place::Source(span))
                    }),
                }
            }
            (Some(front.into()), end)
        }
        Err(fault) => {
            let message = format!("the YAML block at the head can't be read: {fault}");
            let warning = Diagnostic::warning("front-matter", message);
            warnings.push(warning.at(Place::Source(span)).hint(
                "the block is passed over; what book.yaml says of the title page counts in any case",
            ));
            (None, end)
        }
    }
}

/// Whether a date is written as the title page wants it: year, month and day in figures.
fn is_date(text: &str) -> bool {
    matches!(text.len(), 4 | 7 | 10) && text.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

/// Pandoc's three lines at the head: `% title`, `% authors`, parted by semicolons, and `% date`.
fn title_block(text: &str) -> (Option<Meta>, usize) {
    let mut said = text
        .split_inclusive('\n')
        .map_while(|line| line.strip_prefix("% "));
    let Some(title) = said.next() else {
        return (None, 0);
    };
    let people = said.next();
    let date = said.next();
    let end = [Some(title), people, date].into_iter().flatten();
    let end = end.map(|line| line.len() + "% ".len()).sum();
    let word = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let people = people.unwrap_or_default().split(';').filter_map(word);
    let front = FrontMatter {
        title: word(title),
        author: people.map(Name::Plain).collect(),
        date: date.and_then(word).filter(|date| is_date(date)),
        ..FrontMatter::default()
    };
    (Some(front.into()), end)
}

/// The YAML between two lines of three hyphens (or dots, at the end), and the byte after them.
fn block(text: &str) -> Option<(&str, usize)> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    let mut at = first.len();
    let mut is_empty = true;
    if first.trim_end() != "---" {
        return None;
    }
    for line in lines {
        let end = at + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return (!is_empty).then(|| (&text[first.len()..at], end));
        }
        if is_empty && line.trim().is_empty() {
            return None;
        }
        is_empty = false;
        at = end;
    }
    None
}
