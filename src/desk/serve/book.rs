//! The page of book.yaml. In: its text. Out: the form, with what is wrong; and the changes that it sends.

use super::bench::{Bench, Made, Refusal};
use super::http::Reply;
use super::routes::Asked;
use super::shell::{escaped, paragraphs};
use super::{form, start};
use std::fmt::Write;

/// The page.
pub fn page(asked: &Asked<'_>, status: u16, notice: &str) -> Reply {
    let bench = asked.bench;
    let Some(made) = bench.present() else {
        return start::page(asked, status, notice);
    };
    let begun = asked.query.iter().any(|(key, _)| key == "begun");
    let notice = match notice {
        "" if begun => {
            "This was read from the text or guessed. Look at it, and correct what is wrong."
        }
        notice => notice,
    };
    let mut body = said(bench, &made);
    let _ = write!(
        body,
        "<form method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"version\" value=\"{}\">\n{}\
         <p class=\"save\"><button class=\"main\">Save</button></p></form>\n{}",
        asked.at("book"),
        made.version,
        form::fields(&made.text),
        start::upload()
    );
    let text = escaped(&made.text);
    let rows = made.text.lines().count().clamp(8, 40);
    let _ = write!(
        body,
        "<details><summary>book.yaml as text</summary><form method=\"post\" action=\"{}\">\
         <input type=\"hidden\" name=\"version\" value=\"{}\"><label for=\"whole\">The whole file</label>\
         <textarea id=\"whole\" name=\"whole\" class=\"code\" spellcheck=\"false\" rows=\"{rows}\">\n{text}</textarea>\
         <p><button>Save the text</button></p></form></details>\n",
        asked.at("text"),
        made.version
    );
    let page = asked.page("book", "The book", Some(&made), notice);
    page.reply(status, bench, &body)
}

/// What the reading said.
#[must_use]
pub fn said(bench: &Bench, made: &Made) -> String {
    let messages = bench.words(&made.report.messages, &made.report);
    if messages.is_empty() {
        return String::new();
    }
    let (class, title) = match made.report.trouble {
        Some(_) => ("wrong", "No book can be made of this yet"),
        None => ("notice", "To be known"),
    };
    format!(
        "<section class=\"{class}\"><h2>{title}</h2>{}</section>\n",
        paragraphs(&messages)
    )
}

/// Changes what the form changed.
pub fn save(asked: &Asked<'_>) -> Reply {
    let Some(made) = asked.bench.present() else {
        return asked.changed(Err(Refusal::Missing), "book");
    };
    let done = match form::edits(&made.text, &asked.fields) {
        _ if made.version != asked.seen() => Err(Refusal::Stale(made)),
        Ok(edits) => asked.bench.change(asked.seen(), &edits),
        Err(words) => Err(Refusal::Faulty(words)),
    };
    asked.changed(done, "book")
}

/// Changes the whole text.
pub fn save_text(asked: &Asked<'_>) -> Reply {
    // Browsers send line ends as CR LF.
    let text = asked.field("whole").replace("\r\n", "\n");
    let done = asked.bench.rewrite(asked.seen(), |before| {
        let is_windows = before.contains("\r\n");
        Ok(if is_windows {
            text.replace('\n', "\r\n")
        } else {
            text
        })
    });
    asked.changed(done, "book")
}
