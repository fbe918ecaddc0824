//! The page of the proof. In: entries, reading and facing lines. Out: HTML with its style and script inside.
//!
//! It is whole without the script: all entries are listed and linked to their places. The script adds keys and answers.

mod columns;
mod list;

use super::entries::{self, Entry, Sort};
use super::{Mode, Proof, SCRIPT, STYLE, facing, reading, title};
use crate::editions::xml::escaped_lines;
use crate::ledger::fingerprint;
use std::fmt::Write;

/// Writes the page.
pub(super) fn write(proof: &Proof<'_>, mode: Mode<'_>) -> String {
    let title = escaped_lines(&title(proof));
    let mut html = String::with_capacity(1 << 16);
    let _ = write!(
        html,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <title>Proof: {title}</title>\n<style>\n{STYLE}</style></head>\n{}\n",
        body(proof, mode)
    );
    if proof.galley.pieces().next().is_none() {
        let _ = write!(
            html,
            "<main class=\"none\"><h1>{title}</h1>{NOTHING}</main>"
        );
    } else {
        whole(&mut html, proof, &title);
    }
    html.push_str("</body></html>\n");
    html
}

const NOTHING: &str = "<p>There is nothing to prove: the text is clean Markdown, or was made from a document of another \
    program, and is read as it is. No repair was made and nothing is asked.</p>\
    <p>The Markdown edition shows what was read.</p>\n";

/// The body's tag: what the script must know.
fn body(proof: &Proof<'_>, mode: Mode<'_>) -> String {
    let names: Vec<&str> = proof.sources.iter().map(|source| source.name()).collect();
    let key = fingerprint(&[&proof.settings.meta.title, &names.join("\n")]);
    match mode {
        Mode::File => format!("<body class=\"two no-r\" data-key=\"{key:08x}\">"),
        Mode::Desk(path) => format!(
            "<body class=\"two no-r\" data-key=\"{key:08x}\" data-desk=\"{}\">",
            escaped_lines(path)
        ),
    }
}

fn whole(html: &mut String, proof: &Proof<'_>, title: &str) {
    let entries = entries::entries(proof);
    head(html, title, &entries);
    html.push_str("<nav id=\"list\" aria-label=\"Entries\" tabindex=\"0\">\n");
    list::write(html, proof, &entries);
    html.push_str("</nav>\n<main>\n");
    let lang = escaped_lines(&proof.settings.meta.language);
    let lang = match lang.is_empty() {
        true => String::new(),
        false => format!(" lang=\"{lang}\""),
    };
    let _ = writeln!(
        html,
        "<section id=\"source\" aria-labelledby=\"source-head\" tabindex=\"0\">\
         <h2 id=\"source-head\">As the source has it</h2><div{lang}>"
    );
    columns::source(html, proof, &facing::facing(proof, &entries), &entries);
    let _ = write!(
        html,
        "</div></section>\n<section id=\"text\" aria-labelledby=\"text-head\" tabindex=\"0\">\
         <h2 id=\"text-head\">As the editions have it</h2><div{lang}>\n"
    );
    columns::text(html, &reading::reading(proof, &entries), &entries);
    html.push_str("</div></section>\n</main>\n");
    let _ = write!(html, "{AROUND}<script>\n{SCRIPT}</script>\n");
}

fn head(html: &mut String, title: &str, entries: &[Entry]) {
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
         <p class=\"left\"><label>Left to answer <progress id=\"bar\" max=\"{}\" value=\"0\"></progress></label> \
         <output id=\"left\">{}</output></p>{TABS}{SEEN}{TOOLS}</header>",
        counted(changes, "change", "changes"),
        counted(queries, "open query", "open queries"),
        counted(remarks, "remark", "remarks"),
        (queries + doubtful).max(1),
        queries + doubtful,
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

const TOOLS: &str = "<p class=\"tools\"><button type=\"button\" data-do=\"next\">Next</button> \
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
<dt><kbd>e</kbd></dt><dd>edit the words, or say what the line is</dd>\
<dt><kbd>s</kbd></dt><dd>show all answers</dd>\
<dt><kbd>?</kbd></dt><dd>this help</dd></dl>\
<form method=\"dialog\"><button>Close</button></form></dialog>\n\
<dialog id=\"save\" aria-labelledby=\"save-head\"><h2 id=\"save-head\">Answers</h2>\
<p>Put these lines into <code>book.yaml</code>; where a key is there already, add to its list. Then build again.</p>\
<label for=\"yaml\">Answers as YAML</label><textarea id=\"yaml\" rows=\"12\" readonly></textarea>\
<form method=\"dialog\"><button type=\"button\" data-do=\"copy\">Copy</button> \
<button type=\"button\" data-do=\"download\">Download</button> <button>Close</button></form></dialog>\n\
<dialog id=\"edit\" aria-labelledby=\"edit-head\"><h2 id=\"edit-head\">Edit</h2><form method=\"dialog\">\
<p><label for=\"find\">Words as the source has them</label><input id=\"find\" autocomplete=\"off\"></p>\
<p><label for=\"put\">Words as they shall read</label><input id=\"put\" autocomplete=\"off\"></p>\
<p><label for=\"what\">The line is</label><select id=\"what\"><option value=\"\">as it is</option>\
<option value=\"heading 1\">a heading</option><option value=\"heading 2\">a heading of the second level</option>\
<option value=\"heading 3\">a heading of the third level</option><option value=\"none\">no heading</option>\
<option value=\"paragraph\">the beginning of a paragraph</option></select></p>\
<p>The words are changed wherever they stand: take enough of them.</p>\
<button value=\"ok\">Keep</button> <button value=\"\" formnovalidate>Cancel</button></form></dialog>\n";

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
