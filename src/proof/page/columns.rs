//! The two columns. In: the facing lines and the parts of the reading, with their entries. Out: HTML: numbered lines in
//! short lists, blocks and notes as the editions have them, and a mark for each entry.
//!
//! A mark in the text has the entry's id; one in the source names it in `data-e`.

use super::paper::Paper;
use crate::editions::xml::escaped_lines;
use crate::proof::Proof;
use crate::proof::entries::{Entry, Shown, Sort};
use crate::proof::facing::{Line, Matter, Segment, Set};
use crate::proof::reading::{NOWHERE, Part, Tag};
use crate::source::typography::Leaf;
use std::collections::HashSet;
use std::fmt::Write;

/// Lines of a list: browsers skip the lists that are out of sight.
const LINES: u32 = 40;

/// Lists of a part.
const LISTS: usize = 10;

/// The source.
pub(super) fn source(paper: &mut Paper, proof: &Proof<'_>, lines: &[Line], entries: &[Entry]) {
    let mut open: Option<(usize, Option<u32>)> = None;
    let (mut html, mut lists, mut height) = (String::new(), 0, 0);
    let mut is_first = true;
    for line in lines {
        let place = (line.source, line.page);
        let is_new = open != Some(place);
        if is_new || line.number % LINES == 1 {
            if open.is_some() {
                html.push_str("</ol>\n");
            }
            if lists == LISTS {
                give(paper, &mut html, height, std::mem::take(&mut is_first));
                (lists, height) = (0, 0);
            }
            if is_new {
                begin(&mut html, proof, line, open);
            }
            let class = if line.page.is_some() {
                " class=\"of-page\""
            } else {
                ""
            };
            let _ = writeln!(html, "<ol start=\"{}\"{class}>", line.number);
            open = Some(place);
            lists += 1;
        }
        match &line.set {
            Some(set) => {
                let _ = write!(html, "<li data-b=\"{}\">", placed(set));
            }
            None => html.push_str("<li>"),
        }
        for segment in &line.segments {
            source_segment(&mut html, segment, entries);
        }
        html.push('\n');
        height += 1;
    }
    if open.is_some() {
        html.push_str("</ol>\n");
    }
    give(paper, &mut html, height, is_first);
}

/// Closes a part.
fn give(paper: &mut Paper, html: &mut String, lines: usize, is_first: bool) {
    match is_first {
        true => paper.first(std::mem::take(html)),
        false => paper.part(std::mem::take(html), lines),
    }
}

/// Says where a file or a page begins, where there are several.
fn begin(html: &mut String, proof: &Proof<'_>, line: &Line, before: Option<(usize, Option<u32>)>) {
    let is_other = before.is_none_or(|(source, _)| source != line.source);
    if is_other && proof.sources.len() > 1 {
        let name = escaped_lines(proof.sources[line.source].name());
        let _ = writeln!(html, "<p class=\"file name\">{name}</p>");
    }
    if let Some(page) = line.page {
        let sources = proof.sources.get(line.source);
        let table = sources.and_then(|source| source.typography());
        let leaf = table.and_then(|table| table.pages().get(page as usize - 1));
        let leaf = leaf.map_or_else(String::new, of_leaf);
        let _ = writeln!(html, "<p class=\"file\"{leaf}>page {page}</p>");
    }
}

/// Tenths of a point.
fn tenths(hundredths: i32) -> i32 {
    (hundredths + 5).div_euclid(10)
}

/// The page as the script draws it, in tenths of a point: its width and height, its rules, and its pictures by their edges.
fn of_leaf(leaf: &Leaf) -> String {
    let joined = |numbers: &[i32]| {
        let numbers = numbers.iter().map(|&n| tenths(n).to_string());
        numbers.collect::<Vec<_>>().join(" ")
    };
    let rules = leaf.rules.iter();
    let rules: Vec<String> = rules
        .map(|r| joined(&[r.left, r.y, r.right, r.y]))
        .collect();
    let pictures = leaf.pictures.iter();
    let pictures = pictures.map(|p| joined(&[p.left, p.top, p.right, p.bottom]));
    let pictures: Vec<String> = pictures.collect();
    format!(
        " data-page=\"{}\" data-rules=\"{}\" data-pictures=\"{}\"",
        joined(&[leaf.width, leaf.height]),
        rules.join(";"),
        pictures.join(";")
    )
}

/// Where a line stands, in tenths of a point: its baseline and size; for each stretch its left edge, its width and how many
/// characters it has.
fn placed(set: &Set) -> String {
    let mut text = format!("{} {}", tenths(set.baseline), tenths(set.size));
    for &(left, width, units) in &set.stretches {
        let _ = write!(text, " {} {} {units}", tenths(left), tenths(width));
    }
    text
}

fn source_segment(html: &mut String, segment: &Segment, entries: &[Entry]) {
    let text = escaped_lines(&segment.text);
    let class = match segment.matter {
        Matter::Text => "",
        Matter::Note => "note",
        Matter::Aside => "aside",
    };
    if !segment.begins.is_empty() {
        let ids = segment
            .begins
            .iter()
            .map(|&entry| entries[entry].id.as_str());
        let ids: Vec<&str> = ids.collect();
        let classes = classes(&segment.begins, entries);
        let _ = write!(
            html,
            "<mark class=\"{}\" data-e=\"{}\">{text}</mark>",
            joined(&[class, &classes]),
            ids.join(" ")
        );
    } else if segment.goes_on {
        let _ = write!(html, "<mark class=\"{class}\">{text}</mark>");
    } else if class.is_empty() {
        html.push_str(&text);
    } else {
        let _ = write!(html, "<span class=\"{class}\">{text}</span>");
    }
}

/// The classes of the gravest of some entries: what it wants, and its pass.
fn classes(of: &[usize], entries: &[Entry]) -> String {
    let gravest = of
        .iter()
        .map(|&entry| &entries[entry])
        .min_by_key(|e| e.sort);
    let Some(entry) = gravest else {
        return String::new();
    };
    let sort = match entry.sort {
        Sort::Query => "query",
        Sort::Doubtful => "doubtful",
        Sort::Remark => "remark",
        Sort::Change => "change",
        Sort::Routine => "r",
    };
    match entry.shown {
        Shown::Aside => format!("{sort} gone"),
        _ => sort.into(),
    }
}

fn joined(classes: &[&str]) -> String {
    let classes = classes.iter().filter(|class| !class.is_empty());
    classes.copied().collect::<Vec<_>>().join(" ")
}

/// Bytes of the source that a part of the text stands for. Parts begin at its multiples, so that what changes in one does
/// not move the others.
const STRETCH: u32 = 16_384;

/// The repaired text, cut between blocks and between notes.
pub(super) fn text(paper: &mut Paper, parts: &[Part], entries: &[Entry]) {
    let mut writer = Writer {
        html: String::new(),
        entries,
        named: HashSet::new(),
        called: HashSet::new(),
        level: 2,
    };
    let mut knife = Knife {
        depth: 0,
        notes: 0,
        letters: 0,
        stretch: stretch(parts),
        is_first: true,
    };
    for (at, part) in parts.iter().enumerate() {
        if matches!(part, Part::Open(_)) && !writer.html.is_empty() {
            knife.cut(paper, &mut writer.html, &parts[at..]);
        }
        knife.pass(part);
        writer.part(part);
    }
    knife.give(paper, &mut writer.html);
}

/// Where the text is cut.
struct Knife {
    /// Open tags around.
    depth: usize,
    /// How many of them hold notes: none or one.
    notes: usize,
    /// Letters since the last cut.
    letters: usize,
    /// The stretch of the source since the last cut.
    stretch: Option<(u16, u32)>,
    is_first: bool,
}

impl Knife {
    /// Cuts before what comes next, if it is a block or a note of another stretch.
    fn cut(&mut self, paper: &mut Paper, html: &mut String, next: &[Part]) {
        let stretch = stretch(next);
        if self.depth != self.notes || stretch == self.stretch {
            return;
        }
        self.stretch = stretch;
        let is_in_notes = self.notes > 0;
        if is_in_notes {
            html.push_str("</div>\n");
        }
        self.give(paper, html);
        if is_in_notes {
            html.push_str("<div class=\"notes more\">");
        }
    }

    fn give(&mut self, paper: &mut Paper, html: &mut String) {
        let lines = std::mem::take(&mut self.letters) / LETTERS;
        give(paper, html, lines, std::mem::take(&mut self.is_first));
    }

    fn pass(&mut self, part: &Part) {
        match part {
            Part::Open(tag) => {
                self.depth += 1;
                self.notes += usize::from(matches!(tag, Tag::Notes(_)));
            }
            Part::Close(tag) => {
                self.depth -= 1;
                self.notes -= usize::from(matches!(tag, Tag::Notes(_)));
            }
            Part::Words(words, ..) => self.letters += words.len(),
            _ => {}
        }
    }
}

/// Letters of a line.
const LETTERS: usize = 70;

/// The stretch of the source that the next words came from.
fn stretch(parts: &[Part]) -> Option<(u16, u32)> {
    parts.iter().find_map(|part| match part {
        Part::Words(_, at, _) | Part::Call(_, _, at, _) if *at != NOWHERE => {
            Some((at.source, at.start / STRETCH))
        }
        _ => None,
    })
}

struct Writer<'a> {
    html: String,
    entries: &'a [Entry],
    /// The ids that have a mark.
    named: HashSet<&'a str>,
    /// The notes whose first call has been passed.
    called: HashSet<u32>,
    /// The level of the last heading.
    level: u8,
}

impl<'a> Writer<'a> {
    fn part(&mut self, part: &Part) {
        match part {
            Part::Open(tag) => self.open(tag),
            Part::Close(tag) => self.close(tag),
            Part::Words(text, _, on) => self.words(text, on),
            Part::Call(number, name, _, on) => self.call((*number, name.as_str()), on),
            Part::Turn(label) => {
                let _ = write!(
                    self.html,
                    "<i class=\"turn\" data-p=\"{}\"></i>",
                    escaped_lines(label)
                );
            }
            Part::Break => self.html.push_str("<br>"),
            Part::Point(of) => self.points(of),
        }
    }

    /// Marks without words, one an entry.
    fn points(&mut self, of: &[usize]) {
        for &entry in of {
            let id = self.entries[entry].id.as_str();
            if self.named.insert(id) {
                let classes = classes(&[entry], self.entries);
                let _ = write!(self.html, "<i id=\"{id}\" class=\"point {classes}\"></i>");
            }
        }
    }

    /// Words with their entries: the last to touch them names the mark, the others stand as points before it.
    fn words(&mut self, text: &str, on: &[usize]) {
        let text = escaped_lines(text);
        let Some((last, others)) = on.split_last() else {
            return self.html.push_str(&text);
        };
        self.points(others);
        let id = self.entries[*last].id.as_str();
        let classes = classes(on, self.entries);
        let name = match self.named.insert(id) {
            true => format!(" id=\"{id}\""),
            false => String::new(),
        };
        let _ = write!(self.html, "<mark{name} class=\"{classes}\">{text}</mark>");
    }

    fn call(&mut self, (number, known): (u32, &str), on: &[usize]) {
        let name = match self.called.insert(number) {
            true => format!(" id=\"call-{number}\""),
            false => String::new(),
        };
        let _ = write!(self.html, "<sup>");
        self.points(on);
        let _ = write!(
            self.html,
            "<a{name} href=\"#note-{number}\" data-call=\"{}\" aria-label=\"note {number}\">{number}</a></sup>",
            escaped_lines(known)
        );
    }

    fn open(&mut self, tag: &Tag) {
        let _ = match tag {
            Tag::Heading(level) => {
                // No level is left out, whatever the book does: two are the page's own.
                self.level = (level.saturating_add(2)).min(self.level + 1).clamp(3, 6);
                write!(self.html, "<h{}>", self.level)
            }
            Tag::Line(indent) => write!(self.html, "<span class=\"line\" style=\"--in:{indent}\">"),
            Tag::List(Some(numbers)) => write!(self.html, "<ol start=\"{}\">", numbers.first),
            Tag::Notes(is_loose) => {
                let head = match is_loose {
                    true => "Notes without a call in the text",
                    false => "Notes",
                };
                self.level = 3;
                write!(self.html, "<div class=\"notes\"><h3>{head}</h3>")
            }
            Tag::Note(Some(number), _, name) => write!(
                self.html,
                "<div class=\"body\" id=\"note-{number}\" data-note=\"{}\"><b class=\"number\">\
                 <a href=\"#call-{number}\" aria-label=\"back to the call of note {number}\">{number}</a></b> ",
                escaped_lines(name)
            ),
            Tag::Note(None, printed, name) => write!(
                self.html,
                "<div class=\"body\" data-note=\"{}\"><b class=\"number\">{}</b> ",
                escaped_lines(name),
                escaped_lines(printed)
            ),
            other => write!(self.html, "<{}>", element(other)),
        };
    }

    fn close(&mut self, tag: &Tag) {
        let _ = match tag {
            Tag::Heading(_) => writeln!(self.html, "</h{}>", self.level),
            Tag::List(Some(_)) => writeln!(self.html, "</ol>"),
            Tag::Line(_) => write!(self.html, "</span>"),
            Tag::Notes(_) | Tag::Note(..) => writeln!(self.html, "</div>"),
            Tag::Emphasis
            | Tag::Strong
            | Tag::SmallCapitals
            | Tag::Raised
            | Tag::Lowered
            | Tag::Struck
            | Tag::Typewriter => {
                let element = element(tag);
                let name = element.split(' ').next().unwrap_or_default();
                write!(self.html, "</{name}>")
            }
            other => {
                let element = element(other);
                let name = element.split(' ').next().unwrap_or_default();
                writeln!(self.html, "</{name}>")
            }
        };
    }
}

/// The element of a tag, with its class.
fn element(tag: &Tag) -> &'static str {
    match tag {
        Tag::Heading(_) | Tag::Line(_) | Tag::Notes(_) | Tag::Note(..) => "div",
        Tag::Paragraph => "p",
        Tag::Quote => "blockquote",
        Tag::Epigraph => "blockquote class=\"epigraph\"",
        Tag::Attribution => "p class=\"attribution\"",
        Tag::Verse => "div class=\"verse\"",
        Tag::Stanza => "p class=\"stanza\"",
        Tag::List(_) => "ul",
        Tag::Item => "li",
        Tag::Ornament => "p class=\"ornament\"",
        Tag::Emphasis => "em",
        Tag::Strong => "strong",
        Tag::SmallCapitals => "span class=\"capitals\"",
        Tag::Raised => "sup class=\"raised\"",
        Tag::Lowered => "sub",
        Tag::Struck => "del",
        Tag::Typewriter => "code",
        Tag::Definitions => "dl",
        Tag::Term => "dt",
        Tag::Said => "dd",
        Tag::Preformatted => "pre",
        Tag::Table => "table",
        Tag::Caption => "caption",
        Tag::Row => "tr",
        Tag::Cell => "td",
    }
}
