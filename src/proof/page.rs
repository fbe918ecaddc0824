//! The page of the proof. In: entries, reading and facing lines. Out: HTML with its style and script inside, in parts.
//!
//! As a file it is whole without the script: all entries are listed and linked to their places. The script adds keys and
//! answers; at the desk it gets the parts that did not come at once.

mod columns;
mod list;
mod paper;

pub use paper::Sheet;

use super::entries::{self, Entry, Sort};
use super::{Mode, Proof, SCRIPT, STYLE, facing, reading, title};
use crate::editions::xml::escaped_lines;
use crate::galley::said::LINE_KINDS;
use crate::ledger::fingerprint;
use paper::Paper;
use std::fmt::Write;

/// Writes the page.
pub(super) fn write(proof: &Proof<'_>) -> Sheet {
    let title = escaped_lines(&title(proof));
    let mut paper = Paper::default();
    if proof.galley.pieces().next().is_none() {
        let _ = write!(
            paper.html,
            "<main class=\"none\"><h1>{title}</h1>{NOTHING}</main>"
        );
    } else {
        whole(&mut paper, proof, &title);
    }
    let names: Vec<&str> = proof.sources.iter().map(|source| source.name()).collect();
    Sheet {
        head: format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\">\
             <title>Proof: {title}</title>\n<style>\n{STYLE}</style></head>\n"
        ),
        key: fingerprint(&[&proof.settings.meta.title, &names.join("\n")]),
        pieces: paper.into(),
    }
}

const NOTHING: &str = "<p>There is nothing to prove: the text is clean Markdown, or was made from a document of another \
    program, and is read as it is. No repair was made and nothing is asked.</p>\
    <p>The Markdown edition shows what was read.</p>\n";

impl Sheet {
    /// The page as it is read there: in a file all of it, at the desk the parts that come first.
    #[must_use]
    pub fn html(&self, mode: Mode<'_>) -> String {
        let key = self.key;
        match mode {
            Mode::File => self.whole(&format!(
                "<body class=\"two no-r no-pages\" data-key=\"{key:08x}\">"
            )),
            Mode::Desk(path) => self.begun(&format!(
                "<body class=\"two no-r no-pages\" data-key=\"{key:08x}\" data-desk=\"{}\">",
                escaped_lines(path)
            )),
        }
    }
}

fn whole(paper: &mut Paper, proof: &Proof<'_>, title: &str) {
    let entries = entries::entries(proof);
    head(&mut paper.html, proof, title, &entries);
    paper
        .html
        .push_str("<nav id=\"list\" aria-label=\"Entries\" tabindex=\"0\">\n");
    list::write(paper, proof, &entries);
    paper.html.push_str("</nav>\n<main>\n");
    let lang = escaped_lines(&proof.settings.meta.language);
    let lang = match lang.is_empty() {
        true => String::new(),
        false => format!(" lang=\"{lang}\""),
    };
    let _ = writeln!(
        paper.html,
        "<section id=\"source\" aria-labelledby=\"source-head\" tabindex=\"0\">\
         <h2 id=\"source-head\">As the source has it</h2><div{lang}>"
    );
    columns::source(paper, proof, &facing::facing(proof, &entries), &entries);
    let _ = write!(
        paper.html,
        "</div></section>\n<section id=\"text\" aria-labelledby=\"text-head\" tabindex=\"0\">\
         <h2 id=\"text-head\">As the editions have it</h2><div{lang}>\n"
    );
    columns::text(paper, &reading::reading(proof, &entries), &entries);
    paper.html.push_str("</div></section>\n</main>\n");
    let _ = write!(
        paper.html,
        "{AROUND}{}<script>\n{SCRIPT}</script>\n",
        line_dialog()
    );
}

fn head(html: &mut String, proof: &Proof<'_>, title: &str, entries: &[Entry]) {
    let has_pages = proof
        .sources
        .iter()
        .any(|source| source.typography().is_some());
    let count = |sort: Sort| entries.iter().filter(|entry| entry.sort == sort).count();
    let (queries, doubtful, remarks) = (
        count(Sort::Query),
        count(Sort::Doubtful),
        count(Sort::Remark),
    );
    let changes = entries.len() - queries - remarks;
    let _ = writeln!(
        html,
        "<header><h1>Proof: {title}</h1><p>{}, {doubtful} of them doubtful; {}; {}.</p>\
         <p class=\"left\"><label>Left to look at <progress id=\"bar\" max=\"{}\" value=\"0\"></progress></label> \
         <output id=\"left\">{}</output> <span id=\"doing\" role=\"status\"></span></p>{TABS}{SEEN}{}{TOOLS}\
         <p id=\"alarm\" class=\"alert\" role=\"alert\"></p></header>",
        counted(changes, "change", "changes"),
        counted(queries, "open query", "open queries"),
        counted(remarks, "remark", "remarks"),
        (queries + doubtful).max(1),
        queries + doubtful,
        if has_pages { PAGES } else { "" },
    );
}

/// On a small screen one part is shown at a time.
const TABS: &str = "<fieldset class=\"tabs\"><legend>Show</legend>\
    <label><input type=\"radio\" name=\"tab\" id=\"tab-list\" checked> Entries</label>\
    <label><input type=\"radio\" name=\"tab\" id=\"tab-source\"> Source</label>\
    <label><input type=\"radio\" name=\"tab\" id=\"tab-text\"> Text</label></fieldset>";

/// Which marks are shown; what is asked and doubtful always is.
const SEEN: &str = "<fieldset class=\"seen\"><legend>Marks</legend>\
    <label><input type=\"checkbox\" id=\"see-change\" checked> changes</label>\
    <label><input type=\"checkbox\" id=\"see-remark\" checked> remarks</label>\
    <label><input type=\"checkbox\" id=\"see-r\"> routine</label></fieldset>";

/// How a source that has pages is shown.
const PAGES: &str = "<p class=\"pages\"><label><input type=\"checkbox\" id=\"see-pages\"> Pages as printed</label></p>";

const TOOLS: &str = "<p class=\"tools\"><button type=\"button\" data-do=\"next\">Next</button> \
    <button type=\"button\" data-do=\"line\">Line</button> \
    <button type=\"button\" data-do=\"link\">Link a note</button> \
    <button type=\"button\" data-do=\"save\">Answers</button> \
    <button type=\"button\" data-do=\"help\">Keys</button></p>";

/// The card of the chosen entry, and the dialogs; the script fills and opens them.
const AROUND: &str = "<aside id=\"card\" aria-label=\"The chosen entry\" hidden></aside>\n\
<dialog id=\"help\" aria-labelledby=\"help-head\"><h2 id=\"help-head\">Keys</h2><dl>\
<dt><kbd>n</kbd> or <kbd>j</kbd></dt><dd>next entry, what is asked and doubtful first</dd>\
<dt><kbd>p</kbd> or <kbd>k</kbd></dt><dd>previous entry</dd>\
<dt><kbd>a</kbd></dt><dd>accept: do what is proposed, or say that a change is right</dd>\
<dt><kbd>r</kbd></dt><dd>reject: close the query, or take the change back</dd>\
<dt><kbd>u</kbd></dt><dd>take the answer back</dd>\
<dt><kbd>e</kbd></dt><dd>edit the words</dd>\
<dt><kbd>l</kbd></dt><dd>say what the line is, or the lines that are selected</dd>\
<dt><kbd>[</kbd> <kbd>]</kbd></dt><dd>the line before, the next line of the source</dd>\
<dt><kbd>c</kbd></dt><dd>say to which note a call belongs</dd>\
<dt><kbd>s</kbd></dt><dd>show all answers</dd>\
<dt><kbd>?</kbd></dt><dd>this help</dd></dl>\
<p>A line can be chosen in the source by a click, a call can be drawn to its note.</p>\
<form method=\"dialog\"><button>Close</button></form></dialog>\n\
<dialog id=\"save\" aria-labelledby=\"save-head\"><h2 id=\"save-head\">Answers</h2>\
<p>Put these lines into <code>book.yaml</code>; where a key is there already, add to its list. Then build again.</p>\
<label for=\"yaml\">Answers as YAML</label><textarea id=\"yaml\" rows=\"12\" readonly></textarea>\
<form method=\"dialog\"><button type=\"button\" data-do=\"copy\">Copy</button> \
<button type=\"button\" data-do=\"download\">Download</button> <button>Close</button></form></dialog>\n\
<dialog id=\"edit\" aria-labelledby=\"edit-head\"><h2 id=\"edit-head\">Edit</h2><form method=\"dialog\">\
<p><label for=\"find\">Words as the source has them</label><input id=\"find\" autocomplete=\"off\"></p>\
<p><label for=\"put\">Words as they shall read</label><input id=\"put\" autocomplete=\"off\"></p>\
<p>The words are changed wherever they stand: take enough of them.</p>\
<button value=\"ok\">Keep</button> <button value=\"\" formnovalidate>Cancel</button></form></dialog>\n\
<dialog id=\"link\" aria-labelledby=\"link-head\"><h2 id=\"link-head\">Link a note</h2><form method=\"dialog\">\
<p><label for=\"link-call\">The call</label><select id=\"link-call\"></select></p>\
<p><label for=\"link-note\">belongs to the note</label><select id=\"link-note\"></select></p>\
<p>A note that is put out of its place goes to the call that lost its own.</p>\
<button value=\"ok\">Link</button> <button value=\"\" formnovalidate>Cancel</button></form></dialog>\n\
<aside id=\"tray\" aria-label=\"Notes near by\" hidden></aside>\n\
<p id=\"said\" role=\"status\"></p>\n";

/// The dialog that says what lines are, from the table of what they can be.
fn line_dialog() -> String {
    let kinds = LINE_KINDS.iter();
    let kinds = kinds.map(|row| format!("<option value=\"{}\">{}</option>", row.name, row.about));
    format!(
        "<dialog id=\"line\" aria-labelledby=\"line-head\"><h2 id=\"line-head\">What the line is</h2>\
         <form method=\"dialog\"><p id=\"line-words\"></p>\
         <p><label for=\"line-count\">Lines, from this one on</label>\
         <input id=\"line-count\" type=\"number\" min=\"1\" value=\"1\"></p>\
         <p><label for=\"line-kind\">Each is</label><select id=\"line-kind\">\
         <option value=\"\">as it was found</option>{}</select></p>\
         <button value=\"ok\">Keep</button> <button value=\"\" formnovalidate>Cancel</button></form></dialog>\n",
        kinds.collect::<String>()
    )
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
