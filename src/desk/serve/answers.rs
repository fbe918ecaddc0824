//! Answers. In: the ledger's queries. Out: a page of those that are open and of those that are answered; and the answers,
//! entered under `decisions`.

use super::bench::Refusal;
use super::book;
use super::http::Reply;
use super::made::Made;
use super::routes::Asked;
use super::shell::worded;
use crate::editions::xml::escaped_lines;
use crate::ledger::write::Record;
use crate::ledger::{Act, Query};
use crate::manifest::edit::Edit;
use crate::proof::{self, Mode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value as Json, json};
use serde_yaml::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The page.
pub fn page(asked: &Asked<'_>, status: u16, notice: &str) -> Reply {
    let bench = asked.bench;
    let Some(made) = bench.present() else {
        return Reply::see(asked.at("start"));
    };
    let mut body = String::from("<div id=\"asked\">\n");
    body.push_str(&book::said(bench, &made));
    let questions = made.report.ledger.questions();
    match questions.len() {
        0 if made.work.is_some() => body.push_str(
            "<p>No question is open. What is marked as doubtful below still wants a look.</p>\n",
        ),
        0 => {}
        count => {
            let _ = writeln!(
                body,
                "<details open><summary>To answer <span class=\"count\">{count}</span></summary><ol class=\"queries\">"
            );
            for (at, alike) in questions.iter().enumerate() {
                question(&mut body, asked, &made, (at, alike));
            }
            body.push_str("</ol></details>\n");
        }
    }
    answered(&mut body, asked, &made);
    body.push_str("</div>\n");
    if made.work.is_some() {
        let sheet = asked.at(&format!("at/{}/proof", bench.views.name()));
        let _ = writeln!(
            body,
            "<h2>Source and repaired text</h2>\n<p><a href=\"{sheet}\">As a page of its own</a></p>\n\
             <iframe class=\"sheet\" title=\"Source and repaired text\" src=\"{sheet}\"></iframe>"
        );
    }
    asked
        .page("proof", "Proof", Some(&made), notice)
        .reply(status, bench, &body)
}

/// A query, or several alike, with its buttons.
fn question(html: &mut String, asked: &Asked<'_>, made: &Made, (at, alike): (usize, &[&Query])) {
    let first = alike[0];
    let (key, many) = match alike.len() {
        1 => (first.id.to_string(), String::new()),
        count => (
            first.kind(),
            format!(" <span class=\"count\">{count} alike, answered at once</span>"),
        ),
    };
    let _ = write!(
        html,
        "<li><p id=\"q-{at}\">{}{many}</p><ul class=\"places\">",
        worded(&first.question)
    );
    for query in alike.iter().take(SHOWN) {
        let own = query.proposal.as_ref().filter(|_| alike.len() > 1);
        let own = own.map_or_else(String::new, |own| format!(" → {}", worded(own)));
        let _ = write!(html, "<li>{}{own}</li>", place(made, query));
    }
    if alike.len() > SHOWN {
        let _ = write!(
            html,
            "<li>and {} more, in the list below</li>",
            alike.len() - SHOWN
        );
    }
    html.push_str("</ul>");
    if first.proposal.is_none() {
        html.push_str(
            "<p class=\"about\">To mend it: choose the line in the source below, and say what it is, link the note, or edit the words.</p>",
        );
    } else if let (Some(proposal), 1) = (&first.proposal, alike.len()) {
        let _ = write!(html, "<p>Proposed: {}</p>", worded(proposal));
    }
    html.push_str("<div class=\"buttons\">");
    if first.proposal.is_some() {
        html.push_str(&button(asked, made, (&key, "accept", "Accept"), at));
    }
    html.push_str(&button(asked, made, (&key, "reject", "Leave as it is"), at));
    html.push_str("</div></li>\n");
}

/// Of many alike so many are shown.
const SHOWN: usize = 5;

/// The line of the source that a query is about.
fn place(made: &Made, query: &Query) -> String {
    let Some(source) = made.report.sources.get(query.at.source as usize) else {
        return String::new();
    };
    let position = source.position(query.at.start);
    let line: String = source.line_at(position).trim().chars().take(200).collect();
    format!(
        "<span class=\"about\">{} {position}</span> <q>{}</q>",
        escaped_lines(source.name()),
        escaped_lines(&line)
    )
}

fn button(
    asked: &Asked<'_>,
    made: &Made,
    (key, answer, words): (&str, &str, &str),
    at: usize,
) -> String {
    let key = escaped_lines(key);
    format!(
        "<form method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"version\" value=\"{}\">\
         <input type=\"hidden\" name=\"id\" value=\"{key}\"><input type=\"hidden\" name=\"answer\" value=\"{answer}\">\
         <button aria-describedby=\"q-{at}\">{words}</button></form>",
        asked.at("answer"),
        made.version
    )
}

/// The decisions of the manifest, each with a button to open it again.
fn answered(html: &mut String, asked: &Asked<'_>, made: &Made) {
    let manifest = values(&made.text);
    let Some(decisions) = manifest["decisions"].as_mapping().filter(|d| !d.is_empty()) else {
        return;
    };
    let _ = writeln!(
        html,
        "<details><summary>Answered <span class=\"count\">{}</span></summary><ul class=\"queries\">",
        decisions.len()
    );
    for (at, (id, answer)) in decisions.iter().enumerate() {
        let (id, answer) = (
            id.as_str().unwrap_or_default(),
            answer.as_str().unwrap_or_default(),
        );
        let at = at + OPEN;
        let _ = writeln!(
            html,
            "<li><p id=\"q-{at}\"><code>{}</code>: {}</p><div class=\"buttons\">{}</div></li>",
            escaped_lines(id),
            escaped_lines(answer),
            button(asked, made, (id, "", "Ask again"), at)
        );
    }
    html.push_str("</ul></details>\n");
}

/// Where the numbers of answered queries begin.
const OPEN: usize = 1_000_000;

/// Enters an answer of a form or a script; replies when the book has been read with it.
pub fn answer(asked: &Asked<'_>) -> Reply {
    if asked.bench.present().is_none() {
        return asked.changed(Err(Refusal::Missing), "proof");
    }
    match edits(asked) {
        Ok(edits) => asked.changed(asked.bench.change(asked.seen(), &edits), "proof"),
        Err(why) => Reply::text(400, why),
    }
}

/// Enters an answer of a page whose version is remembered here, and replies at once, with what will stand there for what: but
/// what is said of several lines is entered at once, and read. Or takes the last change back.
pub fn answer_of_view(asked: &Asked<'_>) -> Reply {
    let bench = asked.bench;
    let view = match asked.rest.as_slice() {
        [view, last] if last == "answer" => view,
        [view, last] if last == "undo" => {
            return asked.changed(bench.step(&bench.views.seen(view), true), "proof");
        }
        _ => return Reply::text(404, "there is nothing here"),
    };
    let edits = match edits(asked) {
        Ok(edits) => edits,
        Err(why) => return Reply::text(400, why),
    };
    let [edit] = edits.as_slice() else {
        return asked.changed(bench.change(&bench.views.seen(view), &edits), "proof");
    };
    let id = asked.field("id");
    let words = bench.latest().and_then(|made| undone(&made, id));
    match bench.enter((view, id), |_| Ok(edit.clone())) {
        Ok(()) => Reply::json(202, &words.unwrap_or_default()),
        Err(refusal) => asked.changed(Err(refusal), "proof"),
    }
}

/// What a change put in the place of what. Of a word that was put together again two changes tell, and half of that would be
/// wrong: letters are not taken away without others in their place.
fn undone(made: &Made, id: &str) -> Option<Json> {
    let changes = made.report.ledger.changes().iter();
    let mut changes = changes.filter(|change| change.id.to_string() == id);
    match &changes.next()?.act {
        Act::Replace { before, after, .. }
            if !before.trim().is_empty() || after.trim().is_empty() =>
        {
            Some(json!({"before": before, "after": after}))
        }
        _ => None,
    }
}

/// Waits until the book has been read; says which answers of the page were taken back, and why.
fn checked(asked: &Asked<'_>, view: &str) -> Reply {
    let made = asked.bench.present();
    let refused = asked.bench.refused(view).into_iter();
    let refused = refused.map(|refused| json!({"id": refused.id, "why": refused.why}));
    let version = made.map(|made| made.version.clone());
    Reply::json(
        200,
        &json!({"version": version, "refused": refused.collect::<Vec<_>>()}),
    )
}

/// What a manifest's text means; nothing where it is no YAML.
fn values(text: &str) -> Value {
    serde_yaml::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default()
}

/// What an answer changes: `accept` and `reject` decide the entry `id`, and none asks again; `edit` puts `text` in the
/// place of the words `find`; `label` says what the lines `lines` are, or the line `find`: `text`, or nothing any more;
/// `link` says that the call `call` belongs to the note `note`.
fn edits(asked: &Asked<'_>) -> Result<Vec<Edit>, &'static str> {
    let [id, answer, find, text] = ["id", "answer", "find", "text"].map(|name| asked.field(name));
    let set = |path: &[&str], value: &str| match value {
        "" => Edit::Remove(path.iter().copied().collect()),
        value => Edit::Set(path.iter().copied().collect(), value.into()),
    };
    match answer {
        "edit" if find.is_empty() => Err("an edit needs `find`, the words as the source has them"),
        "edit" => Ok(vec![Edit::Set(
            ["repair", "corrections", find].into_iter().collect(),
            text.into(),
        )]),
        "label" => {
            let lines = lines(asked);
            let named = lines.iter().filter(|line| !line.is_empty());
            let edits: Vec<Edit> = named
                .map(|line| set(&["repair", "lines", *line], text))
                .collect();
            match edits.is_empty() {
                true => Err("a label needs `lines`, the names of some lines"),
                false => Ok(edits),
            }
        }
        "link" => match [asked.field("call"), asked.field("note")] {
            ["", _] | [_, ""] => Err("a link needs `call` and `note`, by their names"),
            [call, note] => Ok(vec![set(&["notes", "link", call], note)]),
        },
        _ if id.is_empty() => Err("an answer needs `id`, the entry's name"),
        "" | "accept" | "reject" => Ok(vec![set(&["decisions", id], answer)]),
        _ => Err("an answer is `accept`, `reject`, `edit`, `label` or `link`"),
    }
}

/// The names of lines that a script sends, or the one that a form does.
fn lines<'a>(asked: &'a Asked<'_>) -> Vec<&'a str> {
    let sent = asked
        .json
        .as_ref()
        .and_then(|json| json["lines"].as_array());
    match sent {
        Some(lines) => lines.iter().filter_map(|line| line.as_str()).collect(),
        None => vec![asked.field("find")],
    }
}

/// What the page of source and repaired text asks for: `VIEW/proof` is the page, `VIEW/part/NAME` a part of it,
/// `VIEW/where/ID` the names of the parts in which something stands, `VIEW/checked` what came of its answers.
pub fn sheet(asked: &Asked<'_>) -> Reply {
    let rest: Vec<&str> = asked.rest.iter().map(String::as_str).collect();
    let made = match rest[..] {
        [view, "checked"] => return checked(asked, view),
        [_, "part" | "where", _] => asked.bench.latest().or_else(|| asked.bench.present()),
        _ => asked.bench.present(),
    };
    let Some(made) = made else {
        return Reply::text(404, "there is no book yet");
    };
    let Some(sheet) = made.sheet() else {
        return Reply::text(404, "no book can be made yet");
    };
    match rest[..] {
        [view, "proof"] => {
            asked.bench.views.show(view, &made.version);
            let html = sheet.html(Mode::Desk(&asked.at(&format!("at/{view}"))));
            Reply {
                policy: policy(),
                ..Reply::bytes(HTML, html.into_bytes())
            }
        }
        [_, "part", name] => match sheet.part(name) {
            Some(part) => Reply::bytes(HTML, part.into()),
            None => Reply::text(404, "the page has no such part any more"),
        },
        [_, "where", id] => Reply::json(200, &sheet.places(id).into()),
        _ => Reply::text(404, "there is nothing here"),
    }
}

const HTML: &str = "text/html; charset=utf-8";

/// The page has its own script inside, and no other may run; rows stand in by style attributes.
fn policy() -> String {
    let script = BASE64.encode(Sha256::digest(format!("\n{}", proof::SCRIPT)));
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{script}'; connect-src 'self'; \
         frame-ancestors 'self'; base-uri 'none'"
    )
}

/// The ledger as JSON Lines.
pub fn ledger(asked: &Asked<'_>) -> Reply {
    let Some(made) = asked.bench.present() else {
        return Reply::text(404, "there is no book yet");
    };
    let record = Record {
        ledger: &made.report.ledger,
        sources: &made.report.sources,
        book: made.work.as_ref().map(|work| &work.composed.book),
    };
    let lines = record.for_file("ledger.jsonl".as_ref());
    Reply::bytes("application/x-ndjson", lines.into_bytes())
}
