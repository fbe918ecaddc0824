//! The form of book.yaml as HTML. In: its fields. Out: labels, inputs and groups that a keyboard and a voice can use; a
//! group that says nothing is folded away.

use super::shell::worded;
use crate::diagnostic::Diagnostic;
use crate::editions::xml::{escaped, escaped_lines};
use crate::manifest::Unchecked;
use crate::manifest::edit::Step;
use crate::manifest::form::{Field, Input};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What every book has something to say of; the rest is folded away.
const FIRST: [&str; 6] = ["title", "subtitle", "authors", "language", "date", "text"];

/// What is to be said beside fields, by their paths.
pub struct Remarks<'a> {
    /// What was wrong with those that were sent.
    pub faults: &'a [(String, Diagnostic)],
    /// What was guessed, and what was not found.
    pub guesses: &'a [Unchecked<'a>],
}

/// The fields, with what is to be said of them.
#[must_use]
pub fn html(fields: &[Field], remarks: &Remarks<'_>) -> String {
    let guesses = placed(fields, remarks.guesses);
    let notes = Notes {
        faults: remarks.faults,
        guesses: &guesses,
    };
    let (mut first, mut more, mut groups) = (String::new(), String::new(), String::new());
    let mut rest = fields;
    while let Some(field) = rest.first() {
        let inner = rest[1..].iter().take_while(|other| is_inside(other, field));
        let (whole, after) = rest.split_at(1 + inner.count());
        let part = match &field.input {
            _ if is_first(field) => &mut first,
            Input::Group => &mut groups,
            _ => &mut more,
        };
        write(part, whole, &notes);
        rest = after;
    }
    let open = match more.contains(INVALID) || more.contains(GUESS) {
        true => " open",
        false => "",
    };
    format!(
        "{first}<details{open}><summary>More about the book</summary>\n{more}</details>\n{groups}"
    )
}

/// The same, with the guesses at their fields.
struct Notes<'a> {
    faults: &'a [(String, Diagnostic)],
    guesses: &'a BTreeMap<String, &'a Unchecked<'a>>,
}

/// The first field of each key that bears a mark: what was not found is asked as long as nothing is said.
fn placed<'a>(
    fields: &[Field],
    guesses: &'a [Unchecked<'a>],
) -> BTreeMap<String, &'a Unchecked<'a>> {
    let placed = guesses.iter().filter_map(|guess| {
        let is_own = |field: &&Field| {
            let head = field.path.0.first();
            let is_key = matches!(head, Some(Step::Key(name)) if name == guess.key);
            is_key && field.input != Input::Group && field.value.is_empty() != guess.is_said
        };
        let field = fields.iter().find(is_own)?;
        Some((field.path.to_string(), guess))
    });
    placed.collect()
}

/// What begins the remark beside a guess.
const GUESS: &str = "<strong class=\"guess\">";

/// What says that a field was not understood.
const INVALID: &str = " aria-invalid=\"true\"";

fn is_first(field: &Field) -> bool {
    matches!(field.path.0.as_slice(), [Step::Key(name)] if FIRST.contains(&name.as_str()))
}

/// Writes a field and those inside it.
fn write(html: &mut String, fields: &[Field], notes: &Notes<'_>) {
    let mut open: Vec<&Field> = Vec::new();
    for (i, field) in fields.iter().enumerate() {
        while open.last().is_some_and(|group| !is_inside(field, group)) {
            html.push_str("</details>\n");
            open.pop();
        }
        if field.input == Input::Group {
            let inner = || {
                fields[i + 1..]
                    .iter()
                    .take_while(|other| is_inside(other, field))
            };
            let name = format!("{}/", field.path);
            let faults = notes.faults.iter().map(|(path, _)| path);
            let mut marked = faults.chain(notes.guesses.keys());
            let has_fault = marked.any(|path| path.starts_with(&name));
            let says = inner().any(|other| !other.value.is_empty());
            begin(html, field, has_fault || says || is_first(field));
            open.push(field);
        } else {
            let name = field.path.to_string();
            let fault = notes.faults.iter().find(|(path, _)| *path == name);
            let guess = notes.guesses.get(&name).copied();
            one(html, field, (fault.map(|(_, fault)| fault), guess));
        }
    }
    html.push_str(&"</details>\n".repeat(open.len()));
}

fn is_inside(field: &Field, group: &Field) -> bool {
    field.path.0.len() > group.path.0.len() && field.path.0.starts_with(&group.path.0)
}

fn begin(html: &mut String, field: &Field, is_open: bool) {
    let open = if is_open { " open" } else { "" };
    let _ = writeln!(
        html,
        "<details{open}><summary>{} <span class=\"about\">{}</span></summary>",
        escaped(&field.label),
        worded(field.help)
    );
}

fn one(
    html: &mut String,
    field: &Field,
    (fault, guess): (Option<&Diagnostic>, Option<&Unchecked<'_>>),
) {
    let name = escaped(&field.path.to_string());
    let id = name.replace('/', "-");
    let wrong = if fault.is_some() { INVALID } else { "" };
    let needed = if field.is_needed { " required" } else { "" };
    let common =
        format!("id=\"f-{id}\" name=\"{name}\" aria-describedby=\"a-{id}\"{needed}{wrong}");
    let class = if guess.is_some() {
        "field asked"
    } else {
        "field"
    };
    let _ = writeln!(
        html,
        "<div class=\"{class}\"><label for=\"f-{id}\">{}</label>",
        label(field)
    );
    control(html, field, &common);
    let _ = write!(html, "<p class=\"about\" id=\"a-{id}\">");
    if let Some(fault) = fault {
        let words = [&fault.message].into_iter().chain(&fault.hints);
        let words: Vec<&str> = words.map(String::as_str).collect();
        let _ = write!(html, "<strong>{}</strong> ", worded(&words.join("; ")));
    }
    if let Some(guess) = guess {
        let ask = if guess.is_said {
            "Please check"
        } else {
            "Please fill in"
        };
        let _ = write!(html, "{GUESS}{ask}: {}.</strong> ", worded(guess.why));
    }
    let _ = writeln!(
        html,
        "{}{}</p></div>",
        worded(field.help),
        way(&field.input)
    );
}

/// What is typed into or chosen from; `common` are the attributes of all kinds.
fn control(html: &mut String, field: &Field, common: &str) {
    let value = escaped_lines(&field.value);
    let hint = escaped_lines(&field.example);
    let _ = match &field.input {
        Input::Flag => writeln!(html, "{}", select(common, &["true", "false"], field)),
        Input::Choice(names) => writeln!(html, "{}", select(common, names, field)),
        Input::Prose | Input::Lines | Input::Couples | Input::Pairs => {
            let rows = (field.value.lines().count() + 1).clamp(2, 12);
            writeln!(
                html,
                "<textarea {common} rows=\"{rows}\" placeholder=\"{hint}\">\n{value}</textarea>"
            )
        }
        Input::Number => writeln!(
            html,
            "<input type=\"number\" min=\"0\" {common} value=\"{value}\" placeholder=\"{hint}\">"
        ),
        Input::Line | Input::Length | Input::Group => {
            writeln!(
                html,
                "<input {common} value=\"{value}\" placeholder=\"{hint}\">"
            )
        }
    };
}

/// The label; rows of a list say which they are.
fn label(field: &Field) -> String {
    let row = field.path.0.iter().find_map(|step| match step {
        Step::Index(index) => Some(index + 1),
        Step::Key(_) => None,
    });
    let is_row = row.filter(|_| matches!(field.path.0.last(), Some(Step::Key(_))));
    match is_row {
        Some(row) => format!("{} {row}", escaped(&field.label)),
        None => escaped(&field.label),
    }
}

/// How several things are typed into one field.
fn way(input: &Input) -> &'static str {
    match input {
        Input::Lines => " One a line.",
        Input::Couples => " A pair a line, with a comma between.",
        Input::Pairs => " A line each: words, a colon, and the value.",
        _ => "",
    }
}

fn select(common: &str, names: &[&str], field: &Field) -> String {
    let nothing = match field.is_default {
        true => format!("not said ({})", escaped(&field.example)),
        false => "not said".into(),
    };
    let chosen = |is: bool| if is { " selected" } else { "" };
    let mut options = format!(
        "<option value=\"\"{}>{nothing}</option>",
        chosen(field.value.is_empty())
    );
    for name in names {
        let is = chosen(*name == field.value);
        let name = escaped(name);
        let _ = write!(options, "<option value=\"{name}\"{is}>{name}</option>");
    }
    // What stands there, and is no choice, is shown for what it is.
    if !field.value.is_empty() && !names.contains(&field.value.as_str()) {
        let value = escaped(&field.value);
        let _ = write!(
            options,
            "<option value=\"{value}\" selected>{value}</option>"
        );
    }
    format!("<select {common}>{options}</select>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::form::fields;
    use crate::manifest::guesses;

    #[test]
    fn every_field_has_a_label_and_every_group_an_end() {
        let text = "title: \"<A & \\\"B\\\">\"\nauthors: [Ann]\neditions: {page: {face: odd}}\n";
        let fields = fields(text);
        let said = |faults, guesses| Remarks { faults, guesses };
        let fault = [("notes/swap".into(), Diagnostic::error("x", "no pair"))];
        let marked =
            "title: x # please check: guessed from `a`\n#subtitle: y # please check: nothing\n";
        let guesses = guesses(marked);
        let html = html(&fields, &said(&fault, &guesses));
        assert_eq!(
            html.matches("<details").count(),
            html.matches("</details>").count()
        );
        let inputs = fields.iter().filter(|field| field.input != Input::Group);
        for field in inputs {
            let name = field.path.to_string();
            let id = name.replace('/', "-");
            assert!(html.contains(&format!("<label for=\"f-{id}\">")), "{name}");
            assert!(
                html.contains(&format!("id=\"f-{id}\" name=\"{name}\"")),
                "{name}"
            );
            assert!(html.contains(&format!("id=\"a-{id}\"")), "{name}");
        }
        assert!(html.contains("value=\"&lt;A &amp; "), "{html}");
        assert!(html.contains("<label for=\"f-authors-0-name\">Name 1</label>"));
        assert!(html.contains("<option value=\"odd\" selected>"));
        assert!(html.contains("<strong>no pair</strong>"));
        assert!(html.contains("Please check: guessed from <code>a</code>.</strong>"));
        assert!(html.contains("Please fill in: nothing.</strong>"));
        let text = "rights: |\n  one\n  two\n";
        assert!(
            super::html(&crate::manifest::form::fields(text), &said(&[], &[]))
                .contains(">\none\ntwo</textarea>")
        );
    }
}
