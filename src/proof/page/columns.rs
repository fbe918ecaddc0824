//! The two columns. In: the facing lines and the parts of the reading, with their entries. Out: HTML: numbered lines in
//! short lists, blocks and notes as the editions have them, and a mark for each entry.
//!
//! A mark in the text has the entry's id; one in the source names it in `data-e`.

use crate::editions::xml::escaped_lines;
use crate::proof::Proof;
use crate::proof::entries::{Entry, Shown, Sort};
use crate::proof::facing::{Line, Matter, Segment};
use crate::proof::reading::{Part, Tag};
use std::collections::HashSet;
use std::fmt::Write;

/// Lines of a list: browsers skip the lists that are out of sight.
const LINES: u32 = 40;

/// The source.
pub(super) fn source(html: &mut String, proof: &Proof<'_>, lines: &[Line], entries: &[Entry]) {
    let mut open: Option<(usize, Option<u32>)> = None;
    for line in lines {
        let place = (line.source, line.page);
        let is_new = open != Some(place);
        if is_new || line.number % LINES == 1 {
            if open.is_some() {
                html.push_str("</ol>\n");
            }
            if is_new {
                begin(html, proof, line, open);
            }
            let _ = writeln!(html, "<ol start=\"{}\">", line.number);
            open = Some(place);
        }
        html.push_str("<li>");
        for segment in &line.segments {
            source_segment(html, segment, entries);
        }
        html.push('\n');
    }
    if open.is_some() {
        html.push_str("</ol>\n");
    }
}

/// Says where a file or a page begins, where there are several.
fn begin(html: &mut String, proof: &Proof<'_>, line: &Line, before: Option<(usize, Option<u32>)>) {
    let is_other = before.is_none_or(|(source, _)| source != line.source);
    if is_other && proof.sources.len() > 1 {
        let name = escaped_lines(proof.sources[line.source].name());
        let _ = writeln!(html, "<p class=\"file\">{name}</p>");
    }
    if let Some(page) = line.page {
        let _ = writeln!(html, "<p class=\"file\">page {page}</p>");
    }
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

/// The repaired text.
pub(super) fn text(html: &mut String, parts: &[Part], entries: &[Entry]) {
    let mut writer = Writer {
        html,
        entries,
        named: HashSet::new(),
        called: HashSet::new(),
        level: 2,
    };
    parts.iter().for_each(|part| writer.part(part));
}

struct Writer<'a> {
    html: &'a mut String,
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
            Part::Call(number, _, on) => self.call(*number, on),
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

    fn call(&mut self, number: u32, on: &[usize]) {
        let name = match self.called.insert(number) {
            true => format!(" id=\"call-{number}\""),
            false => String::new(),
        };
        let _ = write!(self.html, "<sup>");
        self.points(on);
        let _ = write!(
            self.html,
            "<a{name} href=\"#note-{number}\" aria-label=\"note {number}\">{number}</a></sup>"
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
            Tag::List(Some(start)) => write!(self.html, "<ol start=\"{start}\">"),
            Tag::Notes(is_loose) => {
                let head = match is_loose {
                    true => "Notes without a call in the text",
                    false => "Notes",
                };
                self.level = 3;
                write!(self.html, "<div class=\"notes\"><h3>{head}</h3>")
            }
            Tag::Note(Some(number), _) => write!(
                self.html,
                "<div class=\"body\" id=\"note-{number}\"><b class=\"number\">\
                 <a href=\"#call-{number}\" aria-label=\"back to the call of note {number}\">{number}</a></b> "
            ),
            Tag::Note(None, printed) => write!(
                self.html,
                "<div class=\"body\"><b class=\"number\">{}</b> ",
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
            Tag::Emphasis | Tag::Strong | Tag::SmallCapitals | Tag::Raised | Tag::Lowered => {
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
    }
}
