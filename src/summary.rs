//! What a build tells its user at the end. In: a `pipeline::Report`. Out: a few lines of text.

use crate::pipeline::Report;
use crate::repair::PASSES;
use serde_json::{Value, json};
use std::fmt::Write;

/// The last words about a book: its notes, its repairs by pass, what is open, the files written.
#[must_use]
pub fn summary(report: &Report) -> String {
    let mut text = String::new();
    let name = if report.title.is_empty() {
        &report.name
    } else {
        &report.title
    };
    if !name.is_empty() {
        let _ = writeln!(text, "{name}: {}, {}", notes(report), open(report));
    }
    if !report.forms.is_empty() {
        let _ = writeln!(text, "  read as: {}", report.forms.join(", "));
    }
    let repairs = repairs(report);
    if !repairs.is_empty() {
        let all = count(report.ledger.changes().len(), "change", "changes");
        let _ = writeln!(text, "  {all}: {repairs}");
    }
    for (path, bytes) in &report.written {
        let _ = writeln!(text, "  wrote {} ({})", path.display(), size(*bytes));
    }
    text
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
    let queries = report.ledger.queries();
    let written = report.written.iter();
    let written =
        written.map(|(path, bytes)| json!({"path": path.display().to_string(), "bytes": bytes}));
    let object = json!({
        "severity": "summary",
        "book": report.name,
        "title": report.title,
        "forms": report.forms,
        "notes": report.notes,
        "loose_notes": report.loose,
        "changes": passes,
        "open_queries": queries.iter().filter(|q| !q.remark).count(),
        "remarks": queries.iter().filter(|q| q.remark).count(),
        "written": written.collect::<Vec<Value>>(),
        "exit_code": report.trouble.map_or(0, |trouble| trouble as u8),
    });
    format!("{object}\n")
}

fn notes(report: &Report) -> String {
    let notes = count(report.notes, "note", "notes");
    match report.loose {
        0 => notes,
        loose => format!("{notes} ({loose} more without a call)"),
    }
}

fn open(report: &Report) -> String {
    let queries = report.ledger.queries();
    let open = queries.iter().filter(|q| !q.remark).count();
    let mut text = count(open, "open query", "open queries");
    let kinds = report.ledger.questions().len();
    if kinds < open {
        let _ = write!(
            text,
            " ({kinds} to answer: alike ones can be answered at once)"
        );
    }
    if queries.len() > open {
        let _ = write!(
            text,
            ", {}",
            count(queries.len() - open, "remark", "remarks")
        );
    }
    text
}

/// How many changes each pass made, in the order of the passes.
fn repairs(report: &Report) -> String {
    let changes = report.ledger.changes();
    let of = |pass: &str| changes.iter().filter(|c| c.id.pass == pass).count();
    let kinds = PASSES.iter().map(|pass| (pass.name, of(pass.name)));
    let kinds: Vec<String> = kinds
        .filter(|&(_, count)| count > 0)
        .map(|(name, count)| format!("{name} {count}"))
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
