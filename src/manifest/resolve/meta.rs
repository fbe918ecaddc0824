//! The title page of a manifest. In: what is typed of title, people, publication and cover. Out: [`Meta`] and [`Cover`], with
//! every fault at its place.

use super::{missing, value};
use crate::book::{Contributor, Frontispiece, Imprint, Meta, Picture};
use crate::diagnostic::Diagnostic;
use crate::manifest::faults::{Faults, Placed};
use crate::manifest::kind::{Either, OneOrMany};
use crate::manifest::leaf::Prose;
use crate::manifest::paths::Folder;
use crate::manifest::raw::{FrontispieceGroup, Person, Raw, WordingGroup};
use crate::manifest::scalars::FileName;
use crate::manifest::settings::Cover;
use std::collections::BTreeMap;

/// What the title page says.
pub(super) fn meta(raw: &Raw, folder: &Folder<'_>, faults: &mut Faults) -> Meta {
    let imprint = imprint(raw, folder, faults);
    let frontispiece = frontispiece(raw, folder, faults);
    if !raw.given.contains(&"title") && !faults.suggest("title") {
        faults.value(
            &[],
            missing("title", "write `title:` and the pamphlet's title"),
        );
    }
    let raw = raw.clone();
    let prose = |text: Option<Placed<Prose>>| value(text).map(|p| p.0);
    let mut meta = Meta {
        file_as: value(raw.file_as),
        subtitle: value(raw.subtitle),
        contributors: contributors(raw.authors, faults),
        language: value(raw.language).map(|tag| tag.0).unwrap_or_default(),
        identifier: value(raw.identifier),
        isbn: value(raw.isbn).map(|isbn| isbn.0),
        publisher: value(raw.publisher),
        date: value(raw.date).map(|date| date.0),
        rights: prose(raw.rights),
        description: prose(raw.description),
        subjects: raw
            .subjects
            .map_or(Vec::new(), |s| s.0.into_iter().map(|p| p.value).collect()),
        series: match raw.series {
            Some(Either::One(name)) => Some((name.value, None)),
            Some(Either::Other(series)) => {
                if !series.given.contains(&"name") {
                    faults.value(&series.path, missing("name", "name the series"));
                }
                series.name.map(|name| (name.value, value(series.number)))
            }
            None => None,
        },
        source: match raw.source {
            Some(Either::One(edition)) => Some(edition.value.0),
            Some(Either::Other(source)) => prose(source.edition),
            None => None,
        },
        imprint,
        frontispiece,
        wording: own_words(raw.wording.unwrap_or_default()),
        ..Meta::default()
    };
    meta.entitle(value(raw.title).map_or(Vec::new(), |title| title.0));
    meta
}

/// The editor's own words.
fn own_words(raw: WordingGroup) -> BTreeMap<String, String> {
    let words = [
        ("translated_by", raw.translated_by),
        ("edited_by", raw.edited_by),
        ("illustrated_by", raw.illustrated_by),
        ("notes", raw.notes),
        ("loose_notes", raw.loose_notes),
        ("contents", raw.contents),
        ("cover", raw.cover),
        ("title_page", raw.title_page),
        ("colophon", raw.colophon),
        ("text", raw.text),
        ("page", raw.page),
        ("pages", raw.pages),
        ("landmarks", raw.landmarks),
        ("back", raw.back),
    ];
    let said = words
        .into_iter()
        .filter_map(|(key, own)| Some((key.into(), own?.value)));
    said.collect()
}

/// What is said of publisher and printing.
fn imprint(raw: &Raw, folder: &Folder<'_>, faults: &mut Faults) -> Imprint {
    let raw = raw.imprint.clone().unwrap_or_default();
    let lines = |lines: Option<OneOrMany<Placed<String>>>| -> Vec<String> {
        let lines = lines.map_or(Vec::new(), |lines| lines.0);
        lines.into_iter().map(|line| line.value).collect()
    };
    let logo = raw.logo.filter(|name| {
        let found = folder.file(&name.value.0);
        found
            .map_err(|fault| faults.value(&name.path, fault))
            .is_ok()
    });
    Imprint {
        address: lines(raw.address),
        web: value(raw.web).map(|web| web.0),
        printings: lines(raw.printings),
        licence: value(raw.licence).map(|licence| licence.0),
        logo: logo.map(|name| Picture::at_head(name.value.0)),
        price: value(raw.price),
    }
}

/// The picture opposite the title page.
fn frontispiece(raw: &Raw, folder: &Folder<'_>, faults: &mut Faults) -> Option<Frontispiece> {
    let group = match raw.frontispiece.clone()? {
        Either::One(picture) => FrontispieceGroup {
            picture: Some(picture),
            ..FrontispieceGroup::default()
        },
        Either::Other(group) => group,
    };
    if group.picture.is_none() && !group.given.contains(&"picture") {
        faults.value(
            &group.path,
            missing("picture", "name the file of the picture"),
        );
    }
    let name = group.picture?;
    let found = folder.file(&name.value.0);
    found
        .map_err(|fault| faults.value(&name.path, fault))
        .ok()?;
    Some(Frontispiece {
        picture: Picture::at_head(name.value.0),
        caption: value(group.caption),
        describes: value(group.describes),
    })
}

/// Those who made a text.
pub(super) fn contributors(
    people: Option<OneOrMany<Either<Placed<String>, Person>>>,
    faults: &mut Faults,
) -> Vec<Contributor> {
    let mut contributors = Vec::new();
    for person in people.map_or(Vec::new(), |p| p.0) {
        let person = match person {
            Either::One(name) => Person {
                name: Some(name),
                ..Person::default()
            },
            Either::Other(person) => person,
        };
        let Some(name) = person.name else {
            if !person.given.contains(&"name") {
                faults.value(&person.path, missing("name", "name the person"));
            }
            continue;
        };
        contributors.push(Contributor {
            name: name.value,
            file_as: value(person.file_as),
            role: value(person.role).map_or_else(|| "aut".into(), |role| role.0),
        });
    }
    contributors
}

/// The widest and highest cover picture, in pixels: reading systems refuse larger ones.
const LARGEST_COVER: u32 = 10_000;

/// The cover picture, if it is one.
pub(super) fn cover(
    name: &Placed<FileName>,
    folder: &Folder<'_>,
    faults: &mut Faults,
) -> Option<Cover> {
    let fault = |message: String| Diagnostic::error("bad-cover", message);
    let read = folder.read(&name.value.0).and_then(|(path, data)| {
        let name = &name.value.0;
        let reader = image::ImageReader::new(std::io::Cursor::new(&data)).with_guessed_format();
        // Readers and shops take no others.
        let is_taken =
            |format| matches!(format, image::ImageFormat::Png | image::ImageFormat::Jpeg);
        let reader = reader
            .ok()
            .filter(|reader| reader.format().is_some_and(is_taken));
        let size = reader.and_then(|reader| reader.into_dimensions().ok());
        match size {
            None => Err(fault(format!("`{name}` is no picture that can be read"))
                .hint("covers are PNG or JPEG")),
            Some((width, height))
                if width.max(height) > LARGEST_COVER || width.min(height) == 0 =>
            {
                Err(fault(format!("`{name}` has {width} × {height} pixels"))
                    .hint("covers have up to 10,000 pixels a side; 1,600 × 2,400 is plenty"))
            }
            Some(_) => Ok(Cover { path, data }),
        }
    });
    read.map_err(|fault| faults.value(&name.path, fault)).ok()
}
