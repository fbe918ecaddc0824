//! What a build tells its user at the end. In: a `pipeline::Report`, or several. Out: a few lines of text, a table, or JSON.

use crate::diagnostic::Severity;
use crate::pipeline::{Report, Tally};
use crate::repair::PASSES;
use serde_json::{Value, json};
use std::fmt::Write;

/// The last words about a book: its notes, its repairs by kind, the files written, what is open and what comes next.
#[must_use]
pub fn summary(report: &Report) -> String {
    let mut text = String::new();
    let tally = report.tally();
    let name = name(report);
    if !name.is_empty() {
        let state = if report.unchanged.is_some() {
            "unchanged, "
        } else {
            ""
        };
        let _ = writeln!(text, "{name}: {state}{}, {}", notes(tally), open(tally));
    }
    if report.unchanged.is_some() {
        let _ = writeln!(text, "  {}", left(tally));
    }
    if !report.forms.is_empty() {
        let _ = writeln!(text, "  read as: {}", report.forms.join(", "));
    }
    let repairs = repairs(report);
    if !repairs.is_empty() {
        let all = count(tally.changes, "change", "changes");
        let _ = writeln!(text, "  {all}: {repairs}");
    }
    for (path, bytes) in &report.written {
        let _ = writeln!(text, "  wrote {} ({})", path.display(), size(*bytes));
    }
    for path in &report.removed {
        let _ = writeln!(text, "  removed {}", path.display());
    }
    text.push_str(&next(report, tally));
    text
}

/// What a person does now, if anything is left to do.
fn next(report: &Report, tally: Tally) -> String {
    let mut text = String::new();
    let book = of_book(report);
    let queries = count(tally.open, "open query", "open queries");
    // A text that is repaired without a manifest has no place for answers yet.
    let is_book = !report.files.is_empty();
    let is_check = report.written.is_empty() && report.unchanged.is_none();
    let step = match (is_book, is_check) {
        (false, _) => {
            "`--ledger FILE` lists what is asked; a book.yaml, which `pamphleteer init` writes, can answer".into()
        }
        (true, true) => format!(
            "answer them under `decisions` in the manifest, or look at them in their place with `pamphleteer proof{book}`"
        ),
        (true, false) => format!(
            "`pamphleteer check{book}` shows what is asked and how to answer, `pamphleteer proof{book}` shows it in its place"
        ),
    };
    if tally.open > 0 {
        let _ = writeln!(text, "  {queries}: {step}");
    }
    if tally.remarks > 0 && is_book {
        let remarks = count(tally.remarks, "remark", "remarks");
        let _ = writeln!(
            text,
            "  {remarks}: what looks odd and was left, no answer needed; `pamphleteer check --remarks{book}` lists them"
        );
    }
    text
}

/// The book as a command names it; nothing for the one of this folder.
fn of_book(report: &Report) -> String {
    match report.name.as_str() {
        "book.yaml" | "." => String::new(),
        name if name.contains(char::is_whitespace) => format!(" \"{name}\""),
        name => format!(" {name}"),
    }
}

/// What a book is called: its title, or else the name that it was given by.
fn name(report: &Report) -> &str {
    if report.title.is_empty() {
        &report.name
    } else {
        &report.title
    }
}

/// Why a book was left as it is.
fn left(tally: Tally) -> String {
    let warned = match tally.warnings {
        0 => String::new(),
        1 => " and says its warning again".into(),
        n => format!(" and says its {n} warnings again"),
    };
    format!(
        "nothing that it is made from has changed since it was built; `--force` builds it{warned}"
    )
}

/// A line for each of several books, those that failed last, and how many there are of each kind.
#[must_use]
pub fn table(rows: &[Row]) -> String {
    let mut text = String::new();
    let width = |of: fn(&Row) -> &str| rows.iter().map(|r| of(r).chars().count()).max();
    let state = width(|row| row.state.word()).unwrap_or_default();
    let title = width(|row| &row.name).unwrap_or_default().min(WIDEST);
    let mut ordered: Vec<&Row> = rows.iter().collect();
    ordered.sort_by_key(|row| row.state == State::Failed);
    for row in ordered {
        let (word, name) = (row.state.word(), &row.name);
        let line = format!("{word:state$}  {name:title$}  {}", row.said);
        let _ = writeln!(text, "{}", line.trim_end());
    }
    let of = |state: State| rows.iter().filter(|row| row.state == state).count();
    let counts = State::ALL.map(|state| (of(state), state.word()));
    let counts = counts.iter().filter(|(n, _)| *n > 0);
    let counts: Vec<String> = counts.map(|(n, word)| format!("{n} {word}")).collect();
    let _ = writeln!(text, "{} books: {}", rows.len(), counts.join(", "));
    text
}

/// What became of a book, in a line.
#[must_use]
pub fn line(report: &Report) -> String {
    Row::of(report).map_or(String::new(), |row| {
        format!("{} {}: {}", row.state.word(), row.name, row.said)
    })
}

/// Columns of a title in the table; longer ones push what follows.
const WIDEST: usize = 40;

/// What became of one of several books.
#[derive(Clone, Debug)]
pub struct Row {
    name: String,
    state: State,
    said: String,
}

/// In a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Written,
    Checked,
    Unchanged,
    Failed,
}

impl State {
    const ALL: [State; 4] = [
        State::Written,
        State::Checked,
        State::Unchanged,
        State::Failed,
    ];

    fn word(self) -> &'static str {
        match self {
            State::Written => "written",
            State::Checked => "checked",
            State::Unchanged => "unchanged",
            State::Failed => "failed",
        }
    }
}

impl Row {
    /// The row of a book; none of what is no book, such as a catalogue.
    #[must_use]
    pub fn of(report: &Report) -> Option<Row> {
        let tally = report.tally();
        let fault = report.messages.0.iter();
        let fault = fault.rev().find(|m| m.severity == Severity::Error);
        let state = match report.trouble {
            Some(_) => State::Failed,
            None if report.unchanged.is_some() => State::Unchanged,
            None if report.written.is_empty() => State::Checked,
            None => State::Written,
        };
        let said = match (report.trouble, fault) {
            (Some(_), Some(fault)) => fault.message.clone(),
            _ => format!("{}, {}", notes(tally), open(tally)),
        };
        (!report.name.is_empty()).then(|| Row {
            name: name(report).into(),
            state,
            said,
        })
    }
}

/// The same as a JSON object on a line.
#[must_use]
pub fn json(report: &Report) -> String {
    let changes = report.ledger.changes();
    let of = |pass: &str| changes.iter().filter(|c| c.id.pass == pass).count();
    let passes: serde_json::Map<String, Value> = PASSES
        .iter()
        .map(|pass| (pass.name.to_string(), of(pass.name).into()))
        .collect();
    let tally = report.tally();
    let written = report.written.iter();
    let written =
        written.map(|(path, bytes)| json!({"path": path.display().to_string(), "bytes": bytes}));
    let removed = report.removed.iter().map(|path| path.display().to_string());
    let object = json!({
        "severity": "summary",
        "book": report.name,
        "title": report.title,
        "forms": report.forms,
        "notes": tally.notes,
        "loose_notes": tally.loose,
        "changes": passes,
        "open_queries": tally.open,
        "remarks": tally.remarks,
        "skipped": report.unchanged.is_some(),
        "written": written.collect::<Vec<Value>>(),
        "removed": removed.collect::<Vec<String>>(),
        "exit_code": report.trouble.map_or(0, |trouble| trouble as u8),
    });
    format!("{object}\n")
}

fn notes(tally: Tally) -> String {
    let notes = count(tally.notes, "note", "notes");
    match tally.loose {
        0 => notes,
        loose => format!("{notes} ({loose} more without a call)"),
    }
}

fn open(tally: Tally) -> String {
    let mut text = count(tally.open, "open query", "open queries");
    if tally.kinds < tally.open {
        let _ = write!(
            text,
            " ({} to answer: alike ones can be answered at once)",
            tally.kinds
        );
    }
    if tally.remarks > 0 {
        let _ = write!(text, ", {}", count(tally.remarks, "remark", "remarks"));
    }
    text
}

/// How many changes there are of each kind, in the order of the passes.
fn repairs(report: &Report) -> String {
    let changes = report.ledger.changes();
    let of = |pass: &str| changes.iter().filter(|c| c.id.pass == pass).count();
    let kinds = PASSES.iter().map(|pass| (pass.says, of(pass.name)));
    let kinds: Vec<String> = kinds
        .filter(|&(_, count)| count > 0)
        .map(|(says, count)| format!("{says} {count}"))
        .collect();
    kinds.join(", ")
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Bytes for a reader: kB are thousands.
pub(crate) fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} kB", (bytes + 500) / 1000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
