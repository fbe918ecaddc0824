//! The frame of every page of the desk. In: its title and what stands on it. Out: an HTML document.

use super::bench::Bench;
use super::http::Reply;
use super::made::Made;
use crate::editions::xml::escaped_lines;
use std::fmt::Write;

/// The style of all pages.
pub const STYLE: &str = include_str!("desk.css");
/// The script of all pages.
pub const SCRIPT: &str = include_str!("desk.js");

/// What our pages may load: their own style, script, pictures and frames.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                          connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/// The pages of an open book, for the way from one to another.
const PAGES: [(&str, &str); 3] = [("book", "Book"), ("proof", "Proof"), ("look", "Look")];

/// A page on its way.
pub struct Page<'a> {
    /// The path that addresses begin with.
    pub base: &'a str,
    /// Which of the pages it is; empty for none.
    pub here: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The book, where one is open.
    pub made: Option<&'a Made>,
    /// What is to be said first, as text.
    pub notice: &'a str,
}

impl Page<'_> {
    /// The document around a body.
    #[must_use]
    pub fn reply(&self, status: u16, bench: &Bench, body: &str) -> Reply {
        let (base, title) = (self.base, escaped_lines(self.title));
        let mut html = format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\">\
             <title>{title}</title><link rel=\"icon\" href=\"data:,\">\
             <link rel=\"stylesheet\" href=\"{base}/desk.css\">\
             <script src=\"{base}/desk.js\" defer></script></head>\n\
             <body data-base=\"{base}\" data-version=\"{}\">\n\
             <a class=\"skip\" href=\"#main\">To the page</a>\n<header>",
            self.made.map_or("", |made| &made.version)
        );
        if let Some(made) = self.made {
            self.ways(&mut html, bench, made);
        }
        let notice = match self.notice {
            "" => String::new(),
            notice => format!(
                "<div class=\"notice\" role=\"status\">{}</div>\n",
                paragraphs(notice)
            ),
        };
        let _ = write!(
            html,
            "</header>\n<main id=\"main\" tabindex=\"-1\"><h1>{title}</h1>\n{notice}{body}</main>\n</body></html>\n"
        );
        Reply {
            status,
            policy: POLICY.into(),
            ..Reply::bytes("text/html; charset=utf-8", html.into_bytes())
        }
    }

    /// The way to the other pages, and back from the last change.
    fn ways(&self, html: &mut String, bench: &Bench, made: &Made) {
        let base = self.base;
        html.push_str("<nav aria-label=\"Pages\"><ul>");
        for (name, title) in PAGES {
            let current = if name == self.here {
                " aria-current=\"page\""
            } else {
                ""
            };
            let open = match (name, made.open()) {
                ("proof", open) if open > 0 => {
                    format!(" <span class=\"count\">{open} to answer</span>")
                }
                _ => String::new(),
            };
            let _ = write!(
                html,
                "<li><a href=\"{base}/{name}\"{current}>{title}{open}</a></li>"
            );
        }
        html.push_str("</ul></nav><div class=\"steps\">");
        let (back, again) = bench.can();
        for (name, title, can) in [("undo", "Undo", back), ("redo", "Redo", again)] {
            let off = if can { "" } else { " disabled" };
            let _ = write!(
                html,
                "<form method=\"post\" action=\"{base}/{name}\"><input type=\"hidden\" name=\"version\" value=\"{}\">\
                 <input type=\"hidden\" name=\"from\" value=\"{}\"><button{off}>{title}</button></form>",
                made.version, self.here
            );
        }
        html.push_str("</div>");
    }
}

/// Words of a message for HTML: what stands in backquotes is shown as typed.
#[must_use]
pub fn worded(text: &str) -> String {
    let parts: Vec<String> = text.split('`').map(escaped_lines).collect();
    if parts.len().is_multiple_of(2) {
        return parts.join("`");
    }
    let part = |(at, part): (usize, &String)| match at % 2 {
        0 => part.clone(),
        _ => format!("<code>{part}</code>"),
    };
    parts.iter().enumerate().map(part).collect()
}

/// Each line as a paragraph.
#[must_use]
pub fn paragraphs(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| format!("<p>{}</p>", worded(line)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_backquotes_are_code() {
        assert_eq!(worded("is `a<b` meant?"), "is <code>a&lt;b</code> meant?");
        assert_eq!(worded("a ` alone"), "a ` alone");
    }
}
