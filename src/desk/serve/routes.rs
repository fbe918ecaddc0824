//! What the desk answers. In: a request that the guard let in. Out: a reply, by the table [`ROUTES`].

use super::bench::{Bench, Refusal};
use super::guard::Guard;
use super::http::{Head, Reply, Site, Way};
use super::made::Made;
use super::{answers, book, looks, shell, start, uploads};
use crate::manifest::edit::{Edit, Path};
use serde_json::{Value, json};
use std::sync::Arc;

/// A row of the table.
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path below the token; `*` stands for all that follows.
    pub path: &'static str,
    /// How many bytes its body may have.
    pub most: usize,
    /// What it does.
    pub about: &'static str,
    answer: fn(&Asked<'_>) -> Reply,
}

/// No body.
const NOTHING: usize = 0;
/// A form or an answer, and a whole manifest in it: each byte may take three.
const FORM: usize = 3_100_000;
/// A text or the pages of a book as pictures.
const FILE: usize = 512_000_000;

/// All that can be asked.
pub const ROUTES: &[Route] = &[
    get(
        "",
        "shows the book, or how to begin one",
        |asked| match asked.bench.present() {
            Some(_) => Reply::see(asked.at("book")),
            None => start::page(asked, 200, ""),
        },
    ),
    get(
        "start",
        "shows the folder's files, and how to begin a book",
        |asked| start::page(asked, 200, ""),
    ),
    get("book", "shows the form of book.yaml", |asked| {
        book::page(asked, 200, "")
    }),
    get(
        "proof",
        "shows what is to be answered, and the source beside the repaired text",
        |asked| answers::page(asked, 200, ""),
    ),
    get(
        "at/*",
        "VIEW/proof: the source beside the repaired text, for a page of that name; VIEW/part/NAME and VIEW/where/ID: its parts; VIEW/checked: what came of its answers",
        answers::sheet,
    ),
    get(
        "look",
        "shows pages, sheets, cover and EPUB, and offers the editions",
        |asked| looks::page(asked, 200, ""),
    ),
    get("page/*", "a page as a picture", looks::picture),
    get("edition/*", "an edition as a file", looks::edition),
    get("epub/*", "a file of the EPUB", looks::epub),
    get("editions", "the sizes of the editions", looks::sizes),
    get(
        "ledger",
        "the entries of the ledger, each with its kind and words",
        answers::ledger,
    ),
    get(
        "state",
        "the version of the files, and what is open",
        |asked| match asked.bench.present() {
            Some(made) => Reply::json(200, &state(&made)),
            None => Reply::json(200, &json!({"version": ""})),
        },
    ),
    get(
        "reading",
        "how far the reading of pictures is, in words",
        |asked| Reply::json(200, &json!({"said": asked.bench.pages.said()})),
    ),
    get("desk.css", "the style", |_| {
        Reply::bytes("text/css; charset=utf-8", shell::STYLE.into())
    }),
    get("desk.js", "the script", |_| {
        Reply::bytes("text/javascript; charset=utf-8", shell::SCRIPT.into())
    }),
    post("files", FILE, "puts a file into the folder", uploads::take),
    post(
        "begin",
        FORM,
        "writes a book.yaml for some texts",
        start::begin,
    ),
    post("book", FORM, "changes what a form changed", book::save),
    post("text", FORM, "changes book.yaml as a text", book::save_text),
    post("edit", FORM, "changes some places of book.yaml", edit),
    post(
        "answer",
        FORM,
        "answers an entry of the ledger",
        answers::answer,
    ),
    post(
        "at/*",
        FORM,
        "VIEW/answer: the same, from the page of that name, and before the book is read with it; VIEW/undo: takes the last change back",
        answers::answer_of_view,
    ),
    post("undo", FORM, "takes the last change back", |asked| {
        step(asked, true)
    }),
    post("redo", FORM, "does what was taken back", |asked| {
        step(asked, false)
    }),
    post(
        "build",
        FORM,
        "writes the editions into the folder",
        looks::build,
    ),
];

const fn get(path: &'static str, about: &'static str, answer: fn(&Asked<'_>) -> Reply) -> Route {
    Route {
        method: "GET",
        path,
        most: NOTHING,
        about,
        answer,
    }
}

const fn post(
    path: &'static str,
    most: usize,
    about: &'static str,
    answer: fn(&Asked<'_>) -> Reply,
) -> Route {
    Route {
        method: "POST",
        path,
        most,
        about,
        answer,
    }
}

impl Route {
    /// What `*` stands for, if the path is this one.
    fn rest(&self, segments: &[String]) -> Option<Vec<String>> {
        let names: Vec<&str> = self
            .path
            .split('/')
            .filter(|name| !name.is_empty())
            .collect();
        let (names, is_open) = match names.split_last() {
            Some((&"*", names)) => (names, true),
            _ => (names.as_slice(), false),
        };
        let is_long_enough = match is_open {
            true => segments.len() > names.len(),
            false => segments.len() == names.len(),
        };
        (is_long_enough
            && names
                .iter()
                .zip(segments)
                .all(|(name, segment)| name == segment))
        .then(|| segments[names.len()..].to_vec())
    }
}

/// A request, and the book that it is about.
pub struct Asked<'a> {
    /// The open book.
    pub bench: &'a Bench,
    /// The path that addresses begin with.
    pub base: String,
    /// What `*` stands for.
    pub rest: Vec<String>,
    /// What follows the question mark.
    pub query: Vec<(String, String)>,
    /// The fields of a form; of JSON, those that are text.
    pub fields: Vec<(String, String)>,
    /// The body as JSON, where it is that.
    pub json: Option<Value>,
    /// The body.
    pub body: Vec<u8>,
}

impl Asked<'_> {
    /// An address of ours.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    /// A field of the form; empty where it was not sent.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }

    /// The version of the files that the page had seen.
    #[must_use]
    pub fn seen(&self) -> &str {
        self.field("version")
    }

    /// The frame of a page.
    #[must_use]
    pub fn page<'p>(
        &'p self,
        here: &'p str,
        title: &'p str,
        made: Option<&'p Made>,
        notice: &'p str,
    ) -> shell::Page<'p> {
        shell::Page {
            base: &self.base,
            here,
            title,
            made,
            notice,
        }
    }

    /// The reply to a change: for a script the new state, for a form the page that it stands on.
    #[must_use]
    pub fn changed(&self, done: Result<Arc<Made>, Refusal>, here: &str) -> Reply {
        let (status, notice, made) = match done {
            Ok(made) if self.json.is_some() => return Reply::json(200, &state(&made)),
            Ok(_) => return Reply::see(self.at(here)),
            Err(Refusal::Missing) => (409, "there is no book.yaml any more".to_string(), None),
            Err(Refusal::Stale(made)) => {
                let message = "The book was changed elsewhere meanwhile, so nothing was saved. The fields show how it is now; what you typed is told beside them.";
                (409, message.to_string(), Some(made))
            }
            Err(Refusal::Faulty(words)) => (422, format!("This was not saved.\n{words}"), None),
        };
        if !self.rest.is_empty() {
            // The proof shows what it is told as it is.
            return Reply::text(status, &notice);
        }
        if self.json.is_some() {
            let made = made.or_else(|| self.bench.present());
            let mut state = made.map_or_else(|| json!({}), |made| state(&made));
            state["error"] = notice.into();
            return Reply::json(status, &state);
        }
        match here {
            "proof" => answers::page(self, status, &notice),
            "look" => looks::page(self, status, &notice),
            _ => book::page(self, status, &notice),
        }
    }
}

/// What a script wants to know of a state.
fn state(made: &Made) -> Value {
    let report = &made.report;
    json!({
        "version": made.version,
        "title": report.title,
        "open": made.open(),
        "changes": report.ledger.changes().len(),
        "trouble": report.trouble.is_some(),
    })
}

/// Sets and removes places of the manifest: `{"version", "edits": [{"set": [keys], "to": value}, {"remove": [keys]}]}`.
fn edit(asked: &Asked<'_>) -> Reply {
    let path = |value: &Value| {
        let keys = serde_json::from_value::<Vec<String>>(value.clone());
        Some(keys.ok()?.into_iter().collect::<Path>())
    };
    let one = |edit: &Value| match (&edit["set"], &edit["remove"]) {
        (Value::Null, keys) => Some(Edit::Remove(path(keys)?)),
        (keys, _) => Some(Edit::Set(
            path(keys)?,
            serde_yaml::to_value(&edit["to"]).ok()?,
        )),
    };
    let edits = asked
        .json
        .as_ref()
        .and_then(|json| json["edits"].as_array());
    let edits: Option<Vec<Edit>> = edits.and_then(|edits| edits.iter().map(one).collect());
    match edits {
        Some(edits) => asked.changed(asked.bench.change(asked.seen(), &edits), "book"),
        None => Reply::text(
            400,
            "no edits: `edits` is a list of `set` and `to`, or of `remove`",
        ),
    }
}

fn step(asked: &Asked<'_>, is_back: bool) -> Reply {
    let here = ["proof", "look"]
        .into_iter()
        .find(|here| *here == asked.field("from"));
    asked.changed(
        asked.bench.step(asked.seen(), is_back),
        here.unwrap_or("book"),
    )
}

/// The desk as a site: guard, table and book.
pub struct Desk {
    /// Who may come in.
    pub guard: Guard,
    /// The open book.
    pub bench: Arc<Bench>,
}

impl Site for Desk {
    type To = (&'static Route, Vec<String>);

    fn admit(&self, head: &Head) -> Result<Way<Self::To>, Reply> {
        let segments = self.guard.admit(head)?;
        let rows: Vec<_> = ROUTES
            .iter()
            .filter_map(|route| Some((route, route.rest(&segments)?)))
            .collect();
        if rows.is_empty() {
            let rows = ROUTES
                .iter()
                .map(|r| format!("{} {}: {}", r.method, r.path, r.about));
            let rows: Vec<String> = rows.collect();
            let message = format!("there is nothing here; there is\n\n{}", rows.join("\n"));
            return Err(Reply::text(404, &message));
        }
        let row = rows
            .into_iter()
            .find(|(route, _)| route.method == head.method);
        let (route, rest) = row.ok_or_else(|| Reply::text(405, "that can't be done here"))?;
        Ok(Way {
            to: (route, rest),
            most: route.most,
        })
    }

    fn answer(&self, (route, rest): Self::To, head: Head, body: Vec<u8>) -> Reply {
        let pairs = |bytes: &[u8]| {
            form_urlencoded::parse(bytes)
                .into_owned()
                .collect::<Vec<_>>()
        };
        let is_json = head.media.starts_with("application/json");
        let json: Option<Value> =
            is_json.then(|| serde_json::from_slice(&body).unwrap_or_default());
        let fields = match &json {
            Some(Value::Object(object)) => {
                let texts = object.iter();
                texts
                    .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_string())))
                    .collect()
            }
            None if head.media.starts_with("application/x-www-form-urlencoded") => pairs(&body),
            _ => Vec::new(),
        };
        let asked = Asked {
            bench: &self.bench,
            base: self.guard.base(),
            rest,
            query: pairs(head.query.as_bytes()),
            fields,
            json,
            body,
        };
        (route.answer)(&asked)
    }
}
