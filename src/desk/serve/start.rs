//! The way to a book. In: the files of the folder. Out: a page to drop and choose texts; and from those chosen a
//! book.yaml, as `init` writes it.

use super::http::Reply;
use super::routes::Asked;

use super::{advice, book, uploads};
use crate::cli::{Init, Scans};
use crate::desk::init;
use crate::editions::xml::escaped_lines;
use crate::output;
use crate::pipeline::Report;
use crate::summary;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The page.
pub fn page(asked: &Asked<'_>, status: u16, notice: &str) -> Reply {
    shown(asked, status, notice, asked.field("ocr") == "yes")
}

/// The page after a try that failed, with what was chosen; ready to have pictures read if that is what failed.
fn again(asked: &Asked<'_>, reads_pictures: bool, notice: &str) -> Reply {
    shown(
        asked,
        422,
        notice,
        reads_pictures || asked.field("ocr") == "yes",
    )
}

fn shown(asked: &Asked<'_>, status: u16, notice: &str, reads_pictures: bool) -> Reply {
    let bench = asked.bench;
    let made = bench.present();
    let mut body = String::from(
        "<p>A book is made from one text or several: plain text, Markdown, a PDF, a document, a scan.</p>\n",
    );
    body.push_str(&upload());
    let files = match uploads::listed(&bench.home) {
        Ok(files) => files,
        Err(e) => {
            let why = output::reason(&e);
            let words = format!(
                "The folder can’t be read: {why}. Give yourself the right to it, or open another."
            );
            let page = asked.page("start", "Begin a book", made.as_deref(), &words);
            return page.reply(500, bench, "");
        }
    };
    if made.is_some() {
        body.push_str("<p>The folder has a book already: its texts stand in its form.</p>\n");
    } else if files.is_empty() {
        body.push_str("<p>The folder is empty so far.</p>\n");
    } else {
        body.push_str(&choice(asked, &files, reads_pictures));
    }
    let page = asked.page("start", "Begin a book", made.as_deref(), notice);
    page.reply(status, bench, &body)
}

/// Where files are dropped.
#[must_use]
pub fn upload() -> String {
    "<div class=\"drop\" data-drop><label for=\"files\">Put files into the folder: drop them here, or choose them</label>\
     <input type=\"file\" id=\"files\" multiple><p role=\"status\" data-said></p></div>\n"
        .into()
}

fn choice(asked: &Asked<'_>, files: &[(String, u64)], reads_pictures: bool) -> String {
    let mut html = format!(
        "<form method=\"post\" action=\"{}\" data-reads><fieldset><legend>Which texts, in the order of their names?</legend>\n",
        asked.at("begin")
    );
    let opened = asked.bench.text.as_deref();
    let dropped = || asked.query.iter().chain(&asked.fields);
    let is_chosen = |name: &str| {
        let is_sent = dropped().any(|(key, value)| key == "text" && value == name);
        is_sent || opened == Some(name) || (opened.is_none() && files.len() == 1)
    };
    let reads_pictures = reads_pictures
        || files
            .iter()
            .any(|(name, _)| is_chosen(name) && is_picture(name));
    for (at, (name, bytes)) in files.iter().enumerate() {
        let is_chosen = is_chosen(name);
        let checked = if is_chosen { " checked" } else { "" };
        let size = summary::size(*bytes as usize);
        let name = escaped_lines(name);
        let _ = writeln!(
            html,
            "<p class=\"choice\"><input type=\"checkbox\" id=\"t-{at}\" name=\"text\" value=\"{name}\"{checked}> \
             <label for=\"t-{at}\">{name} <span class=\"about\">{size}</span></label></p>"
        );
    }
    let checked = if reads_pictures { " checked" } else { "" };
    let _ = writeln!(
        html,
        "</fieldset><p class=\"choice\"><input type=\"checkbox\" id=\"ocr\" name=\"ocr\" value=\"yes\"{checked}> \
         <label for=\"ocr\">Pages that are pictures: have them read by <code>tesseract</code>, which takes some seconds a \
         page</label></p>\
         <p><button class=\"main\">Read them, and guess what the book is</button></p>\
         <p role=\"status\" data-said></p></form>"
    );
    html
}

/// Whether a file has no words but those that are read off it.
fn is_picture(name: &str) -> bool {
    let extension = Path::new(name).extension().unwrap_or_default();
    ["png", "jpg", "jpeg", "tif", "tiff"]
        .iter()
        .any(|picture| extension.eq_ignore_ascii_case(picture))
}

/// Writes a book.yaml for the chosen texts.
pub fn begin(asked: &Asked<'_>) -> Reply {
    let bench = asked.bench;
    if bench.manifest.exists() {
        return book::page(asked, 409, "There is a book.yaml already: this is it.");
    }
    let files = uploads::listed(&bench.home).unwrap_or_default();
    let chosen = asked.fields.iter().filter(|(key, _)| key == "text");
    let chosen: Vec<&String> = chosen.map(|(_, name)| name).collect();
    let is_there = |name: &&String| files.iter().any(|(file, _)| file == *name);
    if chosen.is_empty() || !chosen.iter().all(is_there) {
        return page(asked, 422, "Choose at least one text of the folder.");
    }
    let texts: Vec<PathBuf> = chosen.iter().map(|name| bench.home.join(name)).collect();
    let scans = Scans {
        ocr: bench.ocr.is_some() || asked.field("ocr") == "yes",
    };
    let order = Init {
        texts,
        scans,
        force: false,
        output: None,
    };
    let mut report = Report::default();
    let begun = init::write(&order, (&mut report, &bench.pages));
    let words = bench.words(&report.messages, &report);
    match begun {
        Ok(_) => Reply::see(asked.at("book?begun=1")),
        Err(_) => {
            let pictures = advice::wants_pictures_read(&report.messages);
            again(asked, pictures, &words)
        }
    }
}
