//! From what was typed to what is meant. In: [`Raw`] and the manifest's folder. Out: [`Settings`] and the texts, with
//! every fault noted at its place.

mod page;
mod texts;

use super::faults::{Faults, Placed};
use super::kind::{Either, OneOrMany, Pair, Pairs};
use super::overrides::Overrides;
use super::paths::Folder;
use super::raw::{EditionsGroup, Epub, Notes, Person, PlainText, Raw, Repair};
use super::scalars::FileName;
use super::settings::{
    Correction, Cover, EpubSettings, NoteSettings, RepairSettings, TextSettings,
};
use super::{Manifest, Settings};
use crate::book::{Contributor, Meta};
use crate::diagnostic::Diagnostic;
use crate::editions::{EDITIONS, Edition, epub};
use crate::galley::said::LINE_KINDS;
use crate::galley::{LineKind, Override};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Resolves a manifest; what comes out is only of use if no fault is an error.
pub(super) fn resolve(raw: Raw, folder: &Folder<'_>, faults: &mut Faults) -> Manifest {
    let mut overrides = Overrides::default();
    let no_text = || missing("text", "name the file: `text: pamphlet.txt`");
    if !raw.given.contains(&"text") && !faults.suggest("text") {
        faults.value(&[], no_text());
    }
    let (texts, said) = texts::texts(&raw, folder, faults);
    if texts.is_empty() && faults.is_empty() {
        faults.value(&[], no_text());
    }
    let cover = raw
        .cover
        .as_ref()
        .and_then(|name| cover(name, folder, faults));
    let meta = meta(&raw, faults);
    let repair = repair(&raw, &meta.language, &mut overrides);
    let ocr = match &raw.source {
        Some(Either::Other(source)) => source.ocr.as_ref().map(|engine| engine.value.0),
        _ => None,
    };
    let raw_notes = raw.notes.clone().unwrap_or_default();
    let notes = notes(raw_notes, &mut overrides, faults);
    let foreign = raw.foreign.map_or(Vec::new(), |pairs| pairs.0);
    let editions = raw.editions.unwrap_or_default();
    let slug = editions
        .name
        .as_ref()
        .map_or(&meta.title, |name| &name.value);
    let out = out(&editions, folder, faults);
    let raw_epub = editions.epub.unwrap_or_default();
    Manifest {
        texts,
        folder: folder.0.into(),
        records: out.clone(),
        is_shelved: false,
        out,
        slug: slug_of(slug),
        overrides,
        settings: Settings {
            ocr,
            meta,
            cover,
            texts: said,
            foreign: foreign
                .into_iter()
                .map(|(words, tag)| (words.value, tag.value.0))
                .collect(),
            repair,
            notes,
            editions: for_readers(rows(editions.make), &raw_epub),
            epub: epub_settings(raw_epub),
            text: plain_text(editions.text.unwrap_or_default()),
            page: page::page(editions.page.unwrap_or_default(), folder, faults),
            screen: page::screen(editions.screen.unwrap_or_default()),
            press: page::press(editions.press.unwrap_or_default()),
            booklet: page::booklet(editions.booklet.unwrap_or_default()),
            source_date: None,
        },
    }
}

fn missing(key: &str, hint: &str) -> Diagnostic {
    Diagnostic::error("missing-key", format!("`{key}` is missing")).hint(hint)
}

/// The value of a key that may be missing.
fn value<T>(placed: Option<Placed<T>>) -> Option<T> {
    placed.map(|p| p.value)
}

fn rows<T>(rows: Option<Vec<Placed<super::leaf::Row<T>>>>) -> Vec<String> {
    let rows = rows.unwrap_or_default().into_iter();
    rows.map(|row| row.value.name).collect()
}

/// The widest and highest cover picture, in pixels: reading systems refuse larger ones.
const LARGEST_COVER: u32 = 10_000;

fn cover(name: &Placed<FileName>, folder: &Folder<'_>, faults: &mut Faults) -> Option<Cover> {
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

fn out(editions: &EditionsGroup, folder: &Folder<'_>, faults: &mut Faults) -> std::path::PathBuf {
    let Some(Placed {
        value: FileName(name),
        path: way,
    }) = &editions.out
    else {
        return folder.0.join("out");
    };
    folder.path(name).unwrap_or_else(|fault| {
        faults.value(way, fault);
        folder.0.into()
    })
}

fn meta(raw: &Raw, faults: &mut Faults) -> Meta {
    if !raw.given.contains(&"title") && !faults.suggest("title") {
        faults.value(
            &[],
            missing("title", "write `title:` and the pamphlet's title"),
        );
    }
    let raw = raw.clone();
    let prose = |text: Option<Placed<super::leaf::Prose>>| value(text).map(|p| p.0);
    Meta {
        title: value(raw.title).unwrap_or_default(),
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
    }
}

fn contributors(
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

/// What is asked of the repair: its own section, the answers to its queries, and the form of the text.
fn repair(raw: &Raw, language: &str, overrides: &mut Overrides) -> RepairSettings {
    let mut repair = rules(raw.repair.clone().unwrap_or_default(), overrides);
    for (id, decision) in raw.decisions.clone().map_or(Vec::new(), |d| d.0) {
        repair.decisions.insert(id.value.clone(), decision.value.0);
        overrides.key(Override::Decisions, id);
    }
    if let Some(Either::Other(source)) = &raw.source {
        repair.form = source.form.as_ref().map(|form| form.value.0);
    }
    if repair.language.is_none() && !language.is_empty() {
        repair.language = Some(language.to_string());
    }
    repair
}

fn rules(raw: Repair, overrides: &mut Overrides) -> RepairSettings {
    let words = |words: Option<Vec<Placed<String>>>| -> Vec<String> {
        words
            .unwrap_or_default()
            .into_iter()
            .map(|w| w.value)
            .collect()
    };
    let headings = raw.headings.map_or(Vec::new(), |h| h.0);
    let corrections = raw.corrections.map_or(Vec::new(), |c| c.0);
    overrides.values(Override::Words, raw.words.as_ref());
    overrides.values(Override::NeverSplit, raw.never_split.as_ref());
    overrides.values(Override::KeepHyphens, raw.keep_hyphens.as_ref());
    overrides.values(Override::JoinHyphens, raw.join_hyphens.as_ref());
    overrides.values(Override::Paragraphs, raw.paragraphs.as_ref());
    headings
        .iter()
        .for_each(|(line, _)| overrides.key(Override::Headings, line.clone()));
    corrections
        .iter()
        .for_each(|(find, _)| overrides.key(Override::Corrections, find.clone()));
    let lines = raw.lines.map_or(Vec::new(), |l| l.0);
    lines
        .iter()
        .for_each(|(line, _)| overrides.key(Override::Lines, line.clone()));
    let off: Vec<String> = rows(raw.off);
    overrides.leave_out(&off);
    RepairSettings {
        language: value(raw.language).map(|tag| tag.0),
        words: words(raw.words),
        never_split: words(raw.never_split),
        keep_hyphens: words(raw.keep_hyphens),
        join_hyphens: words(raw.join_hyphens),
        headings: headings
            .into_iter()
            .map(|(line, level)| (line.value, level.value.0))
            .collect(),
        paragraphs: words(raw.paragraphs),
        lines: lines
            .into_iter()
            .filter_map(|(line, name)| Some((line.value, line_kind(&name.value.name)?)))
            .collect(),
        off,
        corrections: corrections
            .into_iter()
            .map(|(find, replace)| Correction {
                find: find.value,
                replace: replace.value.0,
            })
            .collect(),
        quotes: value(raw.quotes).map(|q| q.0).unwrap_or_default(),
        ..RepairSettings::default()
    }
}

/// What a row of the table says.
fn line_kind(name: &str) -> Option<LineKind> {
    let row = LINE_KINDS.iter().find(|row| row.name == name);
    row.map(|row| row.kind)
}

fn notes(raw: Notes, overrides: &mut Overrides, faults: &mut Faults) -> NoteSettings {
    let Notes {
        regime,
        numbering,
        link,
        swap,
        not_a_call,
        ..
    } = raw;
    let link = link.unwrap_or(Pairs(Vec::new())).0;
    for (call, body) in &link {
        overrides.key(Override::Link, call.clone());
        overrides.value(Override::LinkBody, body.clone());
    }
    let swap = swap.unwrap_or_default();
    let mut seen = HashMap::new();
    for Pair(one, other) in &swap {
        for note in [one, other] {
            if seen.insert(note.value.clone(), ()).is_some() {
                let message = format!("note `{}` is exchanged twice", note.value);
                faults.value(&note.path, Diagnostic::error("duplicate-note", message));
            }
            overrides.value(Override::Swap, note.clone());
        }
    }
    overrides.values(Override::NotACall, not_a_call.as_ref());
    NoteSettings {
        regime: value(regime).map(|r| r.0),
        numbering: value(numbering).map(|n| n.0).unwrap_or_default(),
        link: link
            .into_iter()
            .map(|(call, body)| (call.value, body.value))
            .collect(),
        swap: swap
            .into_iter()
            .map(|Pair(one, other)| (one.value, other.value))
            .collect(),
        not_a_call: not_a_call
            .unwrap_or_default()
            .into_iter()
            .map(|w| w.value)
            .collect(),
    }
}

/// The editions that are asked for, with one for each reader in the place of the EPUB.
fn for_readers(wanted: Vec<String>, raw: &Epub) -> Vec<String> {
    let flags = [(&raw.kindle, &epub::KINDLE), (&raw.kepub, &epub::KOBO)];
    let named = rows(raw.readers.clone());
    let of_name = |name: &String| epub::READERS.iter().find(|reader| reader.name == *name);
    let mut readers: Vec<&Edition> = named
        .iter()
        .filter_map(of_name)
        .map(|reader| reader.edition)
        .collect();
    if readers.is_empty() {
        let asked = flags
            .iter()
            .filter(|(flag, _)| value((*flag).clone()) == Some(true));
        readers.extend(asked.map(|(_, edition)| *edition));
    }
    if readers.is_empty() {
        return wanted;
    }
    let usual = EDITIONS.iter().filter(|edition| !edition.is_extra);
    let wanted = match wanted.is_empty() {
        true => usual.map(|edition| edition.name.to_owned()).collect(),
        false => wanted,
    };
    let readers = || readers.iter().map(|edition| edition.name.to_owned());
    let of_row = |name: String| match name == epub::EDITION.name {
        true => readers().collect(),
        false => vec![name],
    };
    wanted.into_iter().flat_map(of_row).collect()
}

fn epub_settings(raw: Epub) -> EpubSettings {
    let default = EpubSettings::default();
    EpubSettings {
        endnotes: value(raw.endnotes).unwrap_or(default.endnotes),
        fonts: value(raw.fonts).unwrap_or(default.fonts),
    }
}

fn plain_text(raw: PlainText) -> TextSettings {
    let default = TextSettings::default();
    TextSettings {
        measure: value(raw.measure).map_or(default.measure, |m| m.0),
        notes: value(raw.notes).map_or(default.notes, |n| n.0),
        ascii: value(raw.ascii).unwrap_or(default.ascii),
        crlf: value(raw.crlf).unwrap_or(default.crlf),
    }
}

/// The longest file name made from a title, in characters.
const LONGEST_SLUG: usize = 60;

/// A file name for a title: letters without accents, in lower case, and digits; hyphens between the words.
fn slug_of(title: &str) -> String {
    let plain = title
        .nfkd()
        .filter(|&c| !is_combining_mark(c) && c != '’' && c != '\'');
    let plain: String = plain.flat_map(char::to_lowercase).collect();
    let mut slug = String::new();
    for word in plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        if slug.chars().count() + word.chars().count() >= LONGEST_SLUG && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST_SLUG));
    }
    if slug.is_empty() { "book".into() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_short_and_plain() {
        assert_eq!(slug_of("L’École “moderne”, 1914"), "lecole-moderne-1914");
        assert_eq!(slug_of("…"), "book");
        assert_eq!(slug_of("Взаимная помощь"), "взаимная-помощь");
        assert!(slug_of(&"word ".repeat(100)).len() <= LONGEST_SLUG);
    }
}
