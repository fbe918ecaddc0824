//! The page of book.yaml. In: its text. Out: the form, with what is wrong; and the changes that it sends.

use super::bench::{Bench, Refusal};
use super::form::Remarks;
use super::http::Reply;
use super::made::Made;
use super::routes::Asked;
use super::shell::paragraphs;
use super::{form, start};
use crate::diagnostic::Diagnostic;
use crate::editions::xml::escaped_lines;
use crate::manifest::edit::{Path, unmarked};
use crate::manifest::form::{Field, edits, fields};
use crate::manifest::{self, PLEASE_CHECK, Unchecked};
use std::fmt::Write;
use std::sync::Arc;

/// The page.
pub fn page(asked: &Asked<'_>, status: u16, notice: &str) -> Reply {
    shown(asked, status, notice, &[])
}

/// The page, with what was wrong with the fields that were sent. What was typed stays in them, unless the book was changed
/// elsewhere: then it is told beside them, so that saving again takes nothing of that back unseen.
fn shown(asked: &Asked<'_>, status: u16, notice: &str, faults: &[(String, Diagnostic)]) -> Reply {
    let bench = asked.bench;
    let Some(made) = bench.present() else {
        return start::page(asked, status, notice);
    };
    let begun = asked.query.iter().any(|(key, _)| key == "begun");
    let notice = match notice {
        "" if asked.query.iter().any(|(key, _)| key == SAVED) => {
            "It is saved. Next: answer what is asked in the proof, and look at the pages."
        }
        "" if begun => {
            "This was read from the text or guessed. Look at it, and correct what is wrong."
        }
        notice => notice,
    };
    let mut fields = fields(&made.text);
    let mut faults = faults.to_vec();
    faults.extend(keep_typed(asked, &made, &mut fields));
    let guesses = manifest::guesses(&made.text);
    let remarks = Remarks {
        faults: &faults,
        guesses: &guesses,
    };
    let mut body = said(bench, &made);
    let _ = write!(
        body,
        "<form method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"version\" value=\"{}\">\n{}\
         <p class=\"save\"><button class=\"main\">Save</button></p></form>\n{}",
        asked.at("book"),
        made.version,
        form::html(&fields, &remarks),
        start::upload()
    );
    let whole = asked.field("whole").replace("\r\n", "\n");
    let (text, open) = match whole.as_str() {
        "" => (made.text.as_str(), ""),
        typed => (typed, " open"),
    };
    let rows = text.lines().count().clamp(8, 40);
    let text = escaped_lines(text);
    let _ = write!(
        body,
        "<details{open}><summary>book.yaml as text</summary><form method=\"post\" action=\"{}\">\
         <input type=\"hidden\" name=\"version\" value=\"{}\"><label for=\"whole\">The whole file</label>\
         <textarea id=\"whole\" name=\"whole\" class=\"code\" spellcheck=\"false\" rows=\"{rows}\">\n{text}</textarea>\
         <p><button>Save the text</button></p></form></details>\n",
        asked.at("text"),
        made.version
    );
    let page = asked.page("book", "The book", Some(&made), notice);
    page.reply(status, bench, &body)
}

/// Puts what was typed into the fields, if the book is still as the form had it; else says what was typed beside them.
fn keep_typed(asked: &Asked<'_>, made: &Made, fields: &mut [Field]) -> Vec<(String, Diagnostic)> {
    let is_stale = made.version != asked.seen();
    let mut told = Vec::new();
    for field in fields {
        let name = field.path.to_string();
        let sent = asked.fields.iter().find(|(sent, _)| *sent == name);
        let Some((_, typed)) = sent else { continue };
        if !is_stale {
            field.value.clone_from(typed);
        } else if is_other(typed, &field.value) {
            let message = format!("You typed `{}`, which was not saved.", typed.trim());
            told.push((name, Diagnostic::warning("not-saved", message)));
        }
    }
    told
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

/// Changes what the form changed; what was a guess is checked once the form with it is saved.
pub fn save(asked: &Asked<'_>) -> Reply {
    let Some(made) = asked.bench.present() else {
        return asked.changed(Err(Refusal::Missing), "book");
    };
    if made.version != asked.seen() {
        return asked.changed(Err(Refusal::Stale(made)), "book");
    }
    let edits = match edits(&made.text, &asked.fields) {
        Ok(edits) => edits,
        Err(faults) => return shown(asked, 422, "This was not saved.", &faults),
    };
    let before = made.text.clone();
    let done = asked.bench.rewrite(asked.seen(), |before| {
        let text = asked.bench.edited(before, &edits)?;
        let is_sent = |guess: &Unchecked<'_>| {
            let inner = format!("{}/", guess.key);
            let mut sent = asked.fields.iter().map(|(sent, _)| sent);
            sent.any(|sent| sent == guess.key || sent.starts_with(&inner))
        };
        let guesses = manifest::guesses(before).into_iter();
        let unmark = |text: String, guess: Unchecked<'_>| match guess.is_said {
            true => unmarked(&text, &Path::from_iter([guess.key]), PLEASE_CHECK),
            false => manifest::answered(&text, guess.key),
        };
        Ok(guesses.filter(is_sent).fold(text, unmark))
    });
    match done {
        Err(Refusal::Faulty(words)) if asked.json.is_none() => {
            let faults = asked.bench.faults(&before, &edits);
            let notice = match faults.is_empty() {
                true => format!("This was not saved.\n{words}"),
                false => "This was not saved: see the fields that are marked.".into(),
            };
            shown(asked, 422, &notice, &faults)
        }
        done => changed(asked, done),
    }
}

/// Whether two values say something else; browsers send line ends as CR LF.
fn is_other(one: &str, other: &str) -> bool {
    let plain = |value: &str| value.replace("\r\n", "\n").trim().to_owned();
    plain(one) != plain(other)
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
    changed(asked, done)
}

/// What says in an address that a form was saved just now.
const SAVED: &str = "saved";

/// The reply to a form; that it was saved is said, for the page looks as before.
fn changed(asked: &Asked<'_>, done: Result<Arc<Made>, Refusal>) -> Reply {
    match done {
        Ok(_) if asked.json.is_none() => Reply::see(asked.at(&format!("book?{SAVED}=1"))),
        done => asked.changed(done, "book"),
    }
}
