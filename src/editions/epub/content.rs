//! The pages of the text. In: the book. Out: one file a section, its notes at its end, and the pages before and after.

use super::Reader;
use super::calls::Calls;
use super::foreign::Passages;
use super::kobo::Spans;
use super::pages;
use super::scribe::{BACKWARDS, PIECES, Scribe};
use super::volume::{File, Volume, language_attributes};
use crate::book::{Block, Inline, Place, Section, side_notes, visit_inlines};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::editions::numbers;
use crate::editions::xml::escaped;
use crate::manifest::settings::Numbering;
use std::collections::BTreeMap;

/// The style sheet.
const STYLE: &str = include_str!("stylesheet.css");
/// The file of all notes, where they have one.
pub(super) const ENDNOTES: &str = "notes";
/// The file of the notes that nothing calls.
pub(super) const LOOSE: &str = "loose";

/// Adds title page, sections, notes, colophon and style sheet.
pub(super) fn add(volume: &mut Volume<'_>, warnings: &mut Diagnostics) {
    pages::title_page(volume);
    let mut scribe = scribe(volume);
    let book = volume.book;
    let sections = book.sections();
    let notes = numbers::by_section(&volume.placed);
    for section in &sections {
        let own = notes.get(&section.index).map_or(&[][..], Vec::as_slice);
        let file = file_of(section.index, sections.len());
        add_section(volume, &mut scribe, section, (&file, own));
    }
    if volume.settings.epub.endnotes && !book.notes().is_empty() {
        add_endnotes(volume, &mut scribe);
    }
    if !book.loose().is_empty() {
        add_loose(volume, &mut scribe);
    }
    for words in scribe.foreign.unmet() {
        let message = format!("`foreign` names `{words}`, which does not stand in the text");
        warnings.push(Diagnostic::warning("unmet-foreign", message));
    }
    // A reader wants one entry at least, also of a book that is nothing but a dedication.
    if scribe.entries.is_empty() {
        scribe.entries.push(super::volume::Entry {
            level: 1,
            title: volume.facts.title.clone(),
            target: format!("{}.xhtml", file_of(0, sections.len())),
        });
    }
    volume.contents = std::mem::take(&mut scribe.entries);
    volume.pages = std::mem::take(&mut scribe.pages);
    pages::colophon(volume);
    let (style, fonts) = super::fonts::style(volume);
    let rules: String = scribe.rules.into_iter().collect();
    volume.files.extend(fonts);
    volume.files.push(File {
        name: "stylesheet.css".into(),
        id: "style".into(),
        media: "text/css",
        properties: "",
        title: None,
        data: format!("{style}{STYLE}{rules}").into_bytes(),
    });
}

fn file_of(section: usize, sections: usize) -> String {
    let digits = sections.to_string().len().max(2);
    format!("s{:0digits$}", section + 1)
}

/// The file of each section, and that of all notes where they have one.
fn file_names(volume: &Volume<'_>) -> Vec<String> {
    let sections = volume.book.sections().len();
    (0..sections)
        .map(|section| file_of(section, sections))
        .collect()
}

fn scribe<'b>(volume: &Volume<'b>) -> Scribe<'b> {
    let files = file_names(volume);
    let notes = volume.placed.iter().map(|placed| {
        let file = match volume.settings.epub.endnotes {
            true => ENDNOTES,
            false => &files[placed.section],
        };
        (file.to_owned(), placed.number)
    });
    let levels = volume.book.blocks().iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    });
    let is_backwards = volume.is_backwards();
    Scribe {
        book: volume.book,
        out: String::new(),
        file: String::new(),
        entries: Vec::new(),
        pages: Vec::new(),
        calls: Calls::find(volume, &files),
        notes: notes.collect(),
        foreign: Passages::new(&volume.settings.foreign),
        spans: (volume.reader == Reader::Kobo).then(Spans::default),
        top: levels.min().unwrap_or(1),
        level: 0,
        anchors: anchors(volume, &files),
        placed: Default::default(),
        rules: is_backwards.then_some(BACKWARDS).into_iter().collect(),
        is_backwards,
        headings: 0,
        depth: 0,
        is_listed: true,
        first: String::new(),
        author: None,
    }
}

/// Where links inside the book lead: for each name, file and id.
fn anchors(volume: &Volume<'_>, files: &[String]) -> BTreeMap<String, (String, String)> {
    let mut anchors = BTreeMap::new();
    let mut find = |blocks: &[Block], file: &str| {
        visit_inlines(blocks, &mut |inline| {
            if let Inline::Anchor(name) = inline {
                let id = format!("place-{}", anchors.len() + 1);
                anchors.entry(name.clone()).or_insert((file.to_owned(), id));
            }
        });
    };
    let book = volume.book;
    for section in book.sections() {
        find(section.blocks, &files[section.index]);
    }
    for (note, placed) in book.notes().iter().zip(&volume.placed) {
        let file = match volume.settings.epub.endnotes {
            true => ENDNOTES,
            false => &files[placed.section],
        };
        find(&note.body, file);
    }
    book.loose().iter().for_each(|note| find(&note.body, LOOSE));
    anchors
}

/// Begins a file; what was written before is done with.
fn begin(scribe: &mut Scribe<'_>, file: &str) {
    scribe.file = file.into();
    scribe.out.clear();
    scribe.level = 0;
    scribe.headings = 0;
    scribe.depth = 0;
    scribe.author = None;
    scribe.is_listed = true;
    scribe.first.clear();
}

/// A section in a file of its own, with its notes.
fn add_section(
    volume: &mut Volume<'_>,
    scribe: &mut Scribe<'_>,
    section: &Section<'_>,
    (file, notes): (&str, &[usize]),
) {
    begin(scribe, file);
    scribe.depth = section.depth();
    scribe.author = section.author();
    scribe.is_listed = section.kind().is_listed;
    // A heading may be a picture that nobody describes.
    let said = |title: &String| !title.trim().is_empty();
    let heading = section.heading();
    let heading = heading
        .map(|text| volume.book.shown_words(text))
        .filter(said);
    let title = match heading {
        Some(words) => words.trim().to_owned(),
        None => volume.facts.title.clone(),
    };
    let label = match section.heading() {
        Some(_) => format!(r#"aria-labelledby="{file}-h""#),
        None if section.kind().is_piece() => String::new(),
        None => format!(r#"aria-label="{}""#, escaped(&title)),
    };
    if section.heading().is_none() && !section.kind().is_piece() {
        scribe.entries.push(super::volume::Entry {
            level: 1 + section.depth(),
            title: title.clone(),
            target: format!("{file}.xhtml"),
        });
    }
    let language = section.language;
    let language = language.map(|tag| language_attributes(tag, scribe.is_backwards));
    let language = language.unwrap_or_default();
    let semantics = semantics(section, scribe);
    scribe.push(&format!(
        "<section id=\"{file}\"{semantics} {label}{language}>\n"
    ));
    scribe.text(section.blocks);
    // A section without a heading of its own may begin with a division that has one.
    let inner = Some(scribe.first.clone()).filter(|_| section.heading().is_none());
    let title = inner.filter(said).unwrap_or(title);
    if !volume.settings.epub.endnotes {
        add_notes(volume, scribe, notes);
    }
    scribe.push("</section>");
    let body = scribe.out.clone();
    volume.add_page(file, &title, &body);
    mark(volume, section, &title, &format!("{file}.xhtml"));
}

/// Names a section in the landmarks if it is where the text begins, or a piece that readers know by its kind.
fn mark(volume: &mut Volume<'_>, section: &Section<'_>, title: &str, target: &str) {
    let is_first = !volume
        .landmarks
        .iter()
        .any(|mark| mark.kind == "bodymatter");
    if section.place == Place::Body && is_first {
        let text = volume.words.text;
        volume.add_landmark("bodymatter", text, target);
    } else if let (Some(_), true) = (section.heading(), section.kind().is_piece())
        && !section.kind().epub.is_empty()
        && section.begins_text()
    {
        volume.add_landmark(section.kind().epub, title, target);
    }
}

/// What a section is, as attributes.
fn semantics(section: &Section<'_>, scribe: &mut Scribe<'_>) -> String {
    let said = |name: &str, values: &[&str]| {
        let values: Vec<&str> = values.iter().copied().filter(|v| !v.is_empty()).collect();
        match values.is_empty() {
            true => String::new(),
            false => format!(" {name}=\"{}\"", values.join(" ")),
        }
    };
    let (kind, set) = (section.kind(), section.kind().set);
    let matter = match section.place {
        Place::Front => "frontmatter",
        Place::Body => "",
        Place::Back => "backmatter",
    };
    let classes = [
        ("piece-low", set.low),
        ("piece-centred", set.centred),
        ("piece-italic", set.italic),
        ("piece-small", set.small),
    ];
    let classes = classes.map(|(class, is_so)| if is_so { class } else { "" });
    if classes.iter().any(|class| !class.is_empty()) {
        scribe.rule(PIECES);
    }
    said("class", &classes) + &said("epub:type", &[matter, kind.epub]) + &said("role", &[kind.role])
}

/// The notes that belong to a section, at its end.
fn add_notes(volume: &Volume<'_>, scribe: &mut Scribe<'_>, notes: &[usize]) {
    if notes.is_empty() {
        return;
    }
    let file = scribe.file.clone();
    let heading = if scribe.headings == 0 { 1 } else { 2 };
    scribe.push(&format!(
        "<section class=\"notes\" epub:type=\"footnotes\" aria-labelledby=\"{file}-n\">\n\
         <h{heading} id=\"{file}-n\">{}</h{heading}>\n",
        escaped(volume.words.notes)
    ));
    notes
        .iter()
        .for_each(|&note| add_note(volume, scribe, note));
    scribe.push("</section>\n");
}

/// All notes in a file of their own, under the headings of their sections.
fn add_endnotes(volume: &mut Volume<'_>, scribe: &mut Scribe<'_>) {
    begin(scribe, ENDNOTES);
    let title = volume.words.notes;
    open_back_matter(
        scribe,
        title,
        r#" epub:type="endnotes" role="doc-endnotes""#,
    );
    let sections = volume.book.sections();
    let mut last = None;
    for note in 0..volume.placed.len() {
        let section = volume.placed[note].section;
        let begins = last.replace(section) != Some(section);
        let by_section = volume.settings.notes.numbering == Numbering::PerChapter;
        if let (true, true, Some(heading)) = (begins, by_section, sections[section].heading()) {
            let words = escaped(crate::book::words(heading).trim());
            scribe.push(&format!("<h2>{words}</h2>\n"));
        }
        add_note(volume, scribe, note);
    }
    close_back_matter(volume, scribe, title);
    volume.add_landmark("endnotes", title, &format!("{ENDNOTES}.xhtml"));
}

/// The notes that nothing calls, under their printed numbers.
fn add_loose(volume: &mut Volume<'_>, scribe: &mut Scribe<'_>) {
    begin(scribe, LOOSE);
    let title = volume.words.loose_notes;
    open_back_matter(scribe, title, "");
    for note in volume.book.loose() {
        let label = match note.printed.trim() {
            "" => String::new(),
            printed => format!("{}. ", escaped(printed)),
        };
        scribe.push("<div class=\"note\">");
        add_body(scribe, &label, &note.body);
        scribe.push("</div>\n");
    }
    close_back_matter(volume, scribe, title);
}

fn open_back_matter(scribe: &mut Scribe<'_>, title: &str, kind: &str) {
    let file = scribe.file.clone();
    scribe.entries.push(super::volume::Entry {
        level: 1,
        title: title.into(),
        target: format!("{file}.xhtml"),
    });
    scribe.push(&format!(
        "<section id=\"{file}\" class=\"notes\"{kind} aria-labelledby=\"{file}-h\">\n\
         <h1 id=\"{file}-h\">{}</h1>\n",
        escaped(title)
    ));
}

fn close_back_matter(volume: &mut Volume<'_>, scribe: &mut Scribe<'_>, title: &str) {
    scribe.push("</section>");
    let (file, body) = (scribe.file.clone(), scribe.out.clone());
    volume.add_page(&file, title, &body);
}

/// A note: its number first, which leads back to its call.
fn add_note(volume: &Volume<'_>, scribe: &mut Scribe<'_>, note: usize) {
    let number = note + 1;
    scribe.push(&format!(
        "<div class=\"note\" id=\"fn-{number}\" epub:type=\"footnote\" role=\"doc-footnote\">"
    ));
    let label = back_links(volume, scribe, note);
    add_body(scribe, &label, &volume.book.notes()[note].body);
    scribe.push("</div>\n");
}

/// The number with the link to the first call, and letters with links to the others. The stop is part of the link: readers
/// that show notes as pop-ups leave the link out, and would begin with a stray stop.
fn back_links(volume: &Volume<'_>, scribe: &Scribe<'_>, note: usize) -> String {
    let shown = volume.placed[note].number;
    let back = escaped(volume.words.back);
    let mut label = String::new();
    for (n, call) in scribe.calls.places[note].iter().enumerate() {
        let target = match call.strip_prefix(&format!("{}.xhtml", scribe.file)) {
            Some(fragment) => fragment,
            None => call,
        };
        let letter = match n {
            0 => String::new(),
            n => letter(n),
        };
        let words = match n {
            0 => format!("{shown}."),
            _ => format!("<sup>{letter}</sup>"),
        };
        label.push_str(&format!(
            r##"<a href="{target}" epub:type="backlink" role="doc-backlink" aria-label="{back} {shown}{letter}">{words}</a>"##
        ));
    }
    label.push(' ');
    label
}

/// `b` for the second call, `c` for the third …, then numbers.
fn letter(n: usize) -> String {
    match u8::try_from(n) {
        Ok(n) if n < 26 => char::from(b'a' + n).to_string(),
        _ => (n + 1).to_string(),
    }
}

/// The blocks of a note, the label at the head of the first paragraph.
fn add_body(scribe: &mut Scribe<'_>, label: &str, body: &[Block]) {
    let rest = match body.split_first() {
        Some((Block::Paragraph(text), rest)) => {
            scribe.push("<p>");
            scribe.push(label);
            scribe.inlines(text, false);
            scribe.push("</p>\n");
            scribe.asides(&side_notes(text));
            rest
        }
        _ => {
            scribe.push(&format!("<p>{}</p>\n", label.trim_end()));
            body
        }
    };
    scribe.inner(rest);
}
