//! What a build tells its user at the end. In: a `pipeline::Report`. Out: a few lines of text.

use crate::pipeline::Report;
use crate::repair::PASSES;
use std::fmt::Write;

/// The last words about a book: repairs by kind, open queries, files written.
#[must_use]
pub fn summary(report: &Report) -> String {
    let mut text = format!("{}: {}", report.name, repairs(report));
    let queries = report.ledger.queries();
    let open = queries.iter().filter(|q| !q.remark).count();
    let remarks = queries.len() - open;
    let _ = write!(text, "; {}", count(report.notes, "note"));
    let _ = writeln!(
        text,
        "; {}, {}",
        counts(open, "open query", "open queries"),
        count(remarks, "remark")
    );
    for (path, bytes) in &report.written {
        let _ = writeln!(text, "  wrote {} ({})", path.display(), size(*bytes));
    }
    text
}

/// How many repairs each pass made, in the order of the passes.
fn repairs(report: &Report) -> String {
    let changes = report.ledger.changes();
    let kinds: Vec<String> = PASSES
        .iter()
        .map(|pass| {
            (
                pass.name,
                changes.iter().filter(|c| c.id.pass == pass.name).count(),
            )
        })
        .filter(|&(_, count)| count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    let all = count(changes.len(), "repair");
    if kinds.is_empty() {
        all
    } else {
        format!("{all} ({})", kinds.join(", "))
    }
}

fn count(n: usize, thing: &str) -> String {
    counts(n, thing, &format!("{thing}s"))
}

fn counts(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Bytes for a reader: kB are thousands.
fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} bytes"),
        1000..1_000_000 => format!("{} kB", (bytes + 500) / 1000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
