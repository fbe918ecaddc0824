//! Answers. In: the ledger's queries. Out: a page of those that are open and of those that are answered; and the answers,
//! entered under `decisions`.

use super::bench::{Made, Refusal, Work};
use super::book;
use super::http::Reply;
use super::routes::Asked;
use super::shell::worded;
use crate::editions::xml::escaped_lines;
use crate::ledger::Query;
use crate::ledger::write::Record;
use crate::manifest::edit::{Edit, Path};
use crate::proof::{self, Mode, Proof};
use serde_yaml::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The page.
pub fn page(asked: &Asked<'_>, status: u16, notice: &str) -> Reply {
    let bench = asked.bench;
    let Some(made) = bench.present() else {
        return Reply::see(asked.at("start"));
    };
    let mut body = book::said(bench, &made);
    body.push_str("<div id=\"asked\">\n");
    let questions = made.report.ledger.questions();
    match questions.len() {
        0 if made.work.is_some() => body.push_str("<p>Nothing is left to answer.</p>\n"),
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
        let _ = write!(html, "<li>{}</li>", place(made, query));
    }
    html.push_str("</ul>");
    if let Some(proposal) = &first.proposal {
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

/// Enters an answer of a form or a script.
pub fn answer(asked: &Asked<'_>) -> Reply {
    enter(asked, asked.seen())
}

/// Enters an answer of a page whose version is remembered here.
pub fn answer_of_view(asked: &Asked<'_>) -> Reply {
    match asked.rest.as_slice() {
        [view, last] if last == "answer" => enter(asked, &asked.bench.views.seen(view)),
        _ => Reply::text(404, "there is nothing here"),
    }
}

fn enter(asked: &Asked<'_>, seen: &str) -> Reply {
    let Some(made) = asked.bench.present() else {
        return asked.changed(Err(Refusal::Missing), "proof");
    };
    let manifest = values(&made.text);
    match edit(asked, &manifest) {
        Ok(edit) => asked.changed(asked.bench.change(seen, &[edit]), "proof"),
        Err(why) => Reply::text(400, why),
    }
}

/// What a manifest's text means; nothing where it is no YAML.
fn values(text: &str) -> Value {
    serde_yaml::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default()
}

/// What an answer changes: `accept` and `reject` decide the entry `id`, and none asks again; `edit` puts `text` in the
/// place of the words `find`; `label` says what the line `find` is: a heading with its level, none, or a paragraph.
fn edit(asked: &Asked<'_>, manifest: &Value) -> Result<Edit, &'static str> {
    let [id, answer, find, text] = ["id", "answer", "find", "text"].map(|name| asked.field(name));
    let path = |names: [&str; 2], last: &str| {
        let names = names
            .into_iter()
            .chain([last])
            .filter(|name| !name.is_empty());
        names.collect::<Path>()
    };
    match answer {
        "edit" | "label" if find.is_empty() => {
            Err("an edit needs `find`, the words as the source has them")
        }
        "edit" => Ok(Edit::Set(
            path(["repair", "corrections"], find),
            text.into(),
        )),
        "label" if text == "paragraph" => {
            let known = manifest["repair"]["paragraphs"].as_sequence();
            let mut lines = known.cloned().unwrap_or_default();
            lines.push(find.into());
            Ok(Edit::Set(path(["repair", ""], "paragraphs"), lines.into()))
        }
        "label" => {
            let level = text.strip_prefix("heading ").unwrap_or(text);
            let level = level
                .parse::<u64>()
                .map_or_else(|_| level.into(), Value::from);
            Ok(Edit::Set(path(["repair", "headings"], find), level))
        }
        _ if id.is_empty() => Err("an answer needs `id`, the entry's name"),
        "" => Ok(Edit::Remove(path(["decisions", ""], id))),
        "accept" | "reject" => Ok(Edit::Set(path(["decisions", ""], id), answer.into())),
        _ => Err("an answer is `accept`, `reject`, `edit` or `label`"),
    }
}

/// The page of source and repaired text.
pub fn sheet(asked: &Asked<'_>) -> Reply {
    let view = match asked.rest.as_slice() {
        [view, last] if last == "proof" => view,
        _ => return Reply::text(404, "there is nothing here"),
    };
    let Some(made) = asked.bench.present() else {
        return Reply::text(404, "there is no book yet");
    };
    let Some(Work { composed, .. }) = &made.work else {
        return Reply::text(404, "no book can be made yet");
    };
    asked.bench.views.show(view, &made.version);
    let report = &made.report;
    let proof = Proof {
        settings: &composed.manifest.settings,
        galley: &composed.galley,
        ledger: &report.ledger,
        sources: &report.sources,
    };
    let base = asked.at(&format!("at/{view}"));
    let html = proof::page(&proof, Mode::Desk(&base));
    // The page has its own script inside, and no other may run; rows stand in by style attributes.
    let script = base64(&Sha256::digest(format!("\n{}", proof::SCRIPT)));
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{script}'; connect-src 'self'; \
         frame-ancestors 'self'; base-uri 'none'"
    );
    Reply {
        policy,
        ..Reply::bytes("text/html; charset=utf-8", html.into_bytes())
    }
}

/// Base 64 (RFC 4648, 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|at| u32::from(three.get(at).copied().unwrap_or(0)));
        let bits = a << 16 | b << 8 | c;
        for at in 0..4 {
            let digit = char::from(DIGITS[(bits >> (18 - 6 * at)) as usize & 63]);
            text.push(if at <= three.len() { digit } else { '=' });
        }
    }
    text
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_as_base_64() {
        let examples = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ];
        for (bytes, text) in examples {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
