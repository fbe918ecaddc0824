//! The pages of the text. In: the book. Out: one file a section or, of a long one, several, notes at the end of each, and the pages before and after.

use super::Reader;
use super::asides::First;
use super::calls::Calls;
use super::foreign::Passages;
use super::kobo::Spans;
use super::leaves::{Leaf, Leaves};
use super::pages;
use super::scribe::{BACKWARDS, PIECES, Scribe};
use super::volume::{File, Volume, language_attributes};
use crate::book::{Block, Inline, Place, Section, side_notes, visit_inlines};
use crate::diagnostic::{Diagnostic, Diagnostics};
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
    let leaves = Leaves::of(volume);
    let mut scribe = scribe(volume, &leaves);
    let book = volume.book;
    let sections = book.sections();
    for leaf in &leaves.all {
        add_leaf(volume, &mut scribe, &sections[leaf.section], leaf);
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
            target: format!(
                "{}.xhtml",
                leaves.all.first().map_or("title", |leaf| &leaf.file)
            ),
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

fn scribe<'b>(volume: &Volume<'b>, leaves: &Leaves<'_>) -> Scribe<'b> {
    let notes = volume.placed.iter().enumerate().map(|(note, placed)| {
        let file = match volume.settings.epub.endnotes {
            true => ENDNOTES,
            false => leaves.of_note(note),
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
        calls: Calls::find(volume, leaves),
        notes: notes.collect(),
        foreign: Passages::new(&volume.settings.foreign),
        spans: (volume.reader == Reader::Kobo).then(Spans::default),
        top: levels.min().unwrap_or(1),
        level: 0,
        anchors: anchors(volume, leaves),
        placed: Default::default(),
        rules: is_backwards.then_some(BACKWARDS).into_iter().collect(),
        is_backwards,
        headings: 0,
        depth: 0,
        is_listed: true,
        title: String::new(),
        first: First::Next,
        author: None,
    }
}

/// Where links inside the book lead: for each name, file and id.
fn anchors(volume: &Volume<'_>, leaves: &Leaves<'_>) -> BTreeMap<String, (String, String)> {
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
    for leaf in &leaves.all {
        find(leaf.blocks, &leaf.file);
    }
    for (at, note) in book.notes().iter().enumerate() {
        let file = match volume.settings.epub.endnotes {
            true => ENDNOTES,
            false => leaves.of_note(at),
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
    scribe.title.clear();
    scribe.first = First::Next;
}

/// The words of a heading; none where nothing is said, as a heading may be a picture that nobody describes.
fn said(volume: &Volume<'_>, heading: Option<&[Inline]>) -> Option<String> {
    let words = volume.book.shown_words(heading?);
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// A section, or a part of it, in a file of its own, with its notes.
fn add_leaf(
    volume: &mut Volume<'_>,
    scribe: &mut Scribe<'_>,
    section: &Section<'_>,
    leaf: &Leaf<'_>,
) {
    let level = scribe.level;
    begin(scribe, &leaf.file);
    scribe.depth = section.depth();
    scribe.is_listed = section.kind().is_listed;
    if leaf.is_first {
        scribe.author = section.author();
    } else {
        // The levels of headings go on.
        scribe.level = level;
    }
    let heading = match leaf.blocks.first() {
        Some(Block::Heading { text, .. }) => Some(text.as_slice()),
        _ => section.heading().filter(|_| leaf.is_first),
    };
    let title = said(volume, heading).unwrap_or_else(|| volume.facts.title.clone());
    open_section(scribe, section, leaf, (heading.is_some(), &title));
    scribe.text(leaf.blocks);
    // A section without a heading of its own may begin with a division that has one.
    let inner = Some(scribe.title.clone()).filter(|inner| !inner.trim().is_empty());
    let title = inner.filter(|_| heading.is_none()).unwrap_or(title);
    if !volume.settings.epub.endnotes {
        add_notes(volume, scribe, &leaf.notes);
    }
    scribe.push("</section>");
    let body = scribe.out.clone();
    volume.add_page(&leaf.file, &title, &body);
    if leaf.is_first {
        mark(volume, section, &title, &format!("{}.xhtml", leaf.file));
    }
}

/// The beginning of a section's markup; one without a heading gets its entry in the table of contents.
fn open_section(
    scribe: &mut Scribe<'_>,
    section: &Section<'_>,
    leaf: &Leaf<'_>,
    (has_heading, title): (bool, &str),
) {
    let file = &leaf.file;
    let is_unnamed = !has_heading && !section.kind().is_piece();
    let label = match (has_heading, is_unnamed) {
        (true, _) => format!(r#"aria-labelledby="{file}-h""#),
        (false, true) => format!(r#"aria-label="{}""#, escaped(title)),
        (false, false) => String::new(),
    };
    if is_unnamed {
        scribe.entries.push(super::volume::Entry {
            level: 1 + section.depth(),
            title: title.into(),
            target: format!("{file}.xhtml"),
        });
    }
    let language = section.language;
    let language = language.map(|tag| language_attributes(tag, scribe.is_backwards));
    let language = language.unwrap_or_default();
    let semantics = semantics(section, leaf.is_first, scribe);
    scribe.push(&format!(
        "<section id=\"{file}\"{semantics} {label}{language}>\n"
    ));
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

/// What a section is, as attributes; of what follows its first part, how it is set and where it stands.
fn semantics(section: &Section<'_>, is_first: bool, scribe: &mut Scribe<'_>) -> String {
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
    let (named, role) = match is_first {
        true => (kind.epub, kind.role),
        false => ("", ""),
    };
    said("class", &classes) + &said("epub:type", &[matter, named]) + &said("role", &[role])
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
