//! From what was typed to what is meant. In: [`Raw`] and the manifest's folder. Out: [`Settings`] and the texts, with
//! every fault noted at its place.

mod design;
mod meta;
mod page;
mod texts;

use super::faults::{Faults, Placed};
use super::kind::{Either, Pair, Pairs};
use super::overrides::Overrides;
use super::paths::Folder;
use super::raw::{EditionsGroup, Epub, MarkdownText, Notes, PlainText, Raw, Repair};
use super::scalars::FileName;
use super::settings::{
    Conformance, Correction, EpubSettings, MarkdownSettings, NoteSettings, RepairSettings,
    TextSettings,
};
use super::{Manifest, Settings};
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
        .and_then(|name| meta::cover(name, folder, faults));
    let meta = meta::meta(&raw, folder, faults);
    let repair = repair(&raw, &meta.language, &mut overrides);
    let ocr = match &raw.source {
        Some(Either::Other(source)) => source.ocr.as_ref().map(|engine| engine.value.0),
        _ => None,
    };
    let raw_notes = raw.notes.clone().unwrap_or_default();
    let notes = notes(raw_notes, &mut overrides, faults);
    let foreign = raw.foreign.into_iter().flat_map(|pairs| pairs.0);
    let foreign = foreign.map(|(words, tag)| (words.value, tag.value.0));
    let foreign = foreign.collect();
    let look = design::look(raw.style, raw.design.as_ref());
    let design = raw.design.unwrap_or_default();
    design::check_cover(&design, cover.is_some(), faults);
    let exceptions = raw.hyphenation.and_then(|raw| raw.exceptions);
    let exceptions = design::exceptions(exceptions.unwrap_or_default(), faults);
    let details = design::details(raw.typography.unwrap_or_default());
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
            foreign,
            repair,
            notes,
            editions: for_readers(rows(editions.make), &raw_epub),
            epub: epub_settings(raw_epub, faults),
            text: plain_text(editions.text.unwrap_or_default()),
            markdown: markdown(editions.markdown.unwrap_or_default()),
            page: page::page(
                editions.page.unwrap_or_default(),
                (look, design, exceptions, details),
                folder,
                faults,
            ),
            screen: page::screen(editions.screen.unwrap_or_default()),
            press: page::press(editions.press.unwrap_or_default(), folder, faults),
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

fn epub_settings(raw: Epub, faults: &mut Faults) -> EpubSettings {
    let default = EpubSettings::default();
    let conformance = raw.conforms.and_then(|raw| {
        if !raw.given.contains(&"to") {
            let hint = "name the standard: `to: EPUB Accessibility 1.1 - WCAG 2.2 Level AA`";
            faults.value(&raw.path, missing("to", hint));
        }
        Some(Conformance {
            to: raw.to?.value,
            certified_by: value(raw.certified_by),
            credential: value(raw.credential),
            report: value(raw.report).map(|web| web.0),
        })
    });
    EpubSettings {
        conformance,
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
        emphasis: value(raw.emphasis).unwrap_or(default.emphasis),
        contents: value(raw.contents).or(default.contents),
    }
}

fn markdown(raw: MarkdownText) -> MarkdownSettings {
    let default = MarkdownSettings::default();
    MarkdownSettings {
        pages: value(raw.pages).unwrap_or(default.pages),
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
