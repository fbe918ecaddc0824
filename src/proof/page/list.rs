//! The list of entries. In: the ledger's entries. Out: HTML: what is asked first, then what is doubtful, remarks, all other
//! changes by kind with routine ones folded away, the table of notes and what was refused. Each entry stands here once.

use super::counted;
use super::paper::Paper;
use crate::book::{Meta, assemble};
use crate::editions::xml::escaped_lines;
use crate::galley::Decision;
use crate::ledger::write::{notes, places::Places};
use crate::proof::Proof;
use crate::proof::entries::{Entry, Sort};
use crate::repair::PASSES;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// The whole list.
pub(super) fn write(paper: &mut Paper, proof: &Proof<'_>, entries: &[Entry]) {
    queries(&mut paper.html, proof, entries);
    doubtful(&mut paper.html, entries);
    remarks(paper, entries);
    paper.html.push_str("<h2>Changes by kind</h2>\n");
    for pass in 0..=PASSES.len() {
        changes(paper, pass, entries);
    }
    numbers(paper, proof);
    refused(&mut paper.html, proof);
}

/// What is asked, alike queries together.
fn queries(html: &mut String, proof: &Proof<'_>, entries: &[Entry]) {
    let by_id: HashMap<&str, &Entry> = entries.iter().map(|e| (e.id.as_str(), e)).collect();
    let groups = proof.ledger.questions();
    let _ = writeln!(html, "<h2>To answer</h2>");
    if groups.is_empty() {
        let _ = writeln!(html, "<p>Nothing is asked.</p>");
        return;
    }
    html.push_str("<ol class=\"entries\">\n");
    for alike in groups {
        let of_group = alike
            .iter()
            .filter_map(|q| by_id.get(q.id.to_string().as_str()));
        let of_group: Vec<&Entry> = of_group.copied().collect();
        match of_group.as_slice() {
            [] => {}
            [entry] => item(html, entry),
            [first, ..] => kind(html, first, &of_group),
        }
    }
    html.push_str("</ol>\n");
}

/// Queries of a kind, which can be answered at once.
fn kind(html: &mut String, first: &Entry, alike: &[&Entry]) {
    let kind = escaped_lines(&first.kind);
    let why = match first.why.text.is_empty() {
        true => &first.question,
        false => &*first.why.text,
    };
    let _ = write!(
        html,
        "<li class=\"alike\"><p>{} of one kind: {}</p><p class=\"all\" data-kind=\"{kind}\">",
        counted(alike.len(), "query", "queries"),
        quoted(why)
    );
    if first.proposal.is_some() {
        html.push_str("<button type=\"button\" data-do=\"accept\">Accept all</button> ");
    }
    html.push_str("<button type=\"button\" data-do=\"reject\">Reject all</button></p>");
    let _ = write!(
        html,
        "<details open data-k=\"{kind}\"><summary>One by one</summary><ol class=\"entries\">"
    );
    alike.iter().for_each(|entry| item(html, entry));
    html.push_str("</ol></details></li>\n");
}

fn doubtful(html: &mut String, entries: &[Entry]) {
    let of = entries.iter().filter(|e| e.sort == Sort::Doubtful);
    let of: Vec<&Entry> = of.collect();
    if of.is_empty() {
        return;
    }
    html.push_str("<h2>Doubtful changes</h2>\n");
    let is_few = of.len() <= FEW;
    for (_, of) in by_reason(&of) {
        head(html, &of);
        html.push_str("<ol class=\"entries\">\n");
        for entry in of {
            begin(html, entry);
            from_to(html, entry);
            if is_few {
                evidence(html, entry);
            }
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n");
    }
}

/// Up to so many doubtful changes show their evidence; of more the ledger has it.
const FEW: usize = 300;

/// Entries by pass, reason and certainty, those without words of their own behind.
fn by_reason<'e>(of: &[&'e Entry]) -> BTreeMap<(usize, Sort, &'e str, &'e str), Vec<&'e Entry>> {
    let mut groups: BTreeMap<_, Vec<&Entry>> = BTreeMap::new();
    for &entry in of {
        let key = (entry.pass, entry.sort, &*entry.why.text, entry.certainty());
        groups.entry(key).or_default().push(entry);
    }
    groups
}

/// What some entries have in common.
fn head(html: &mut String, of: &[&Entry]) {
    if let Some(entry) = of.first() {
        let _ = writeln!(
            html,
            "<p class=\"why\">{}; {} <span class=\"count\">{}</span></p>",
            quoted(&entry.why.text),
            entry.certainty(),
            of.len()
        );
    }
}

fn remarks(paper: &mut Paper, entries: &[Entry]) {
    let of = entries.iter().filter(|e| e.sort == Sort::Remark);
    let of: Vec<&Entry> = of.collect();
    if of.is_empty() {
        return;
    }
    let _ = write!(
        paper.html,
        "<h2>Remarks</h2>\n<details data-k=\"remarks\"><summary>Worth a look; nothing stays open \
         <span class=\"count\">{}</span></summary>\n",
        of.len()
    );
    let mut html = String::from("<ol class=\"entries\">\n");
    of.iter().for_each(|entry| item(&mut html, entry));
    html.push_str("</ol>");
    paper.part(html, of.len());
    paper.html.push_str("</details>\n");
}

/// The beginning of an entry: its place, which leads to its mark, and the answer given.
fn begin(html: &mut String, entry: &Entry) {
    let given = match entry.answer {
        Some(Decision::Accept) => " data-given=\"accept\"",
        Some(Decision::Reject) => " data-given=\"reject\"",
        None => "",
    };
    let is_open = entry.proposal.is_some() || entry.certainty.is_some();
    let class = if is_open { "" } else { " class=\"no-accept\"" };
    let _ = write!(
        html,
        "<li{class}{given}><a href=\"#{}\">{}</a>: ",
        entry.id,
        escaped_lines(&entry.place)
    );
    if let Some(area) = entry.area() {
        let _ = write!(html, "<small>({area})</small> ");
    }
}

/// A query in full. The script adds what answers it.
fn item(html: &mut String, entry: &Entry) {
    begin(html, entry);
    html.push_str(&quoted(&entry.question));
    if let Some(proposal) = &entry.proposal {
        let _ = write!(html, "<p>Proposal: {}</p>", quoted(proposal));
    }
    let reason = match entry.why.text.is_empty() {
        true => String::new(),
        false => format!("{}; ", quoted(&entry.why.text)),
    };
    let _ = write!(html, "<p class=\"why\">{reason}{}</p>", entry.certainty());
    evidence(html, entry);
    html.push_str("</li>\n");
}

fn evidence(html: &mut String, entry: &Entry) {
    if entry.why.evidence.is_empty() {
        return;
    }
    let weighed = entry.why.evidence.iter();
    let weighed = weighed.map(|(what, weight)| format!("{} {weight:+.1}", escaped_lines(what)));
    let weighed: Vec<String> = weighed.collect();
    let _ = write!(
        html,
        "<details class=\"evidence\"><summary>Evidence</summary><p>{}</p></details>",
        weighed.join("; ")
    );
}

fn from_to(html: &mut String, entry: &Entry) {
    let (before, after) = &entry.words;
    let _ = write!(
        html,
        "<del>{}</del> → <ins>{}</ins>",
        seen(before),
        seen(after)
    );
}

/// Words in which blanks and line ends can be seen.
fn seen(words: &str) -> String {
    match words.trim().is_empty() {
        _ if words.is_empty() => "nothing".into(),
        true => words.replace('\n', "⏎").replace(' ', "␣"),
        false => escaped_lines(words).replace('\n', "⏎"),
    }
}

/// Words between backquotes are quoted.
fn quoted(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(i, part)| match i % 2 {
        0 => escaped_lines(part),
        _ => format!("<q>{}</q>", escaped_lines(part)),
    });
    parts.collect()
}

/// The other changes of a pass, by reason and certainty.
fn changes(paper: &mut Paper, pass: usize, entries: &[Entry]) {
    let is_of = |e: &&Entry| e.pass == pass && matches!(e.sort, Sort::Change | Sort::Routine);
    let of: Vec<&Entry> = entries.iter().filter(is_of).collect();
    if of.is_empty() {
        return;
    }
    let (name, about) = PASSES
        .get(pass)
        .map_or(("", "others"), |pass| (pass.name, pass.about));
    let _ = writeln!(
        paper.html,
        "<details class=\"kind\" data-k=\"{name}\"><summary>{about} <span class=\"count\">{}</span></summary>",
        of.len()
    );
    let mut html = String::new();
    for ((_, sort, ..), of) in by_reason(&of) {
        head(&mut html, &of);
        match sort {
            Sort::Routine => routine(&mut html, &of),
            _ => each(&mut html, &of),
        }
    }
    paper.part(html, of.len());
    paper.html.push_str("</details>\n");
}

/// Changes of words, a line each.
fn each(html: &mut String, of: &[&Entry]) {
    html.push_str("<ul>\n");
    for entry in of {
        begin(html, entry);
        from_to(html, entry);
        html.push('\n');
    }
    html.push_str("</ul>\n");
}

/// Changes without words of their own: links alone, by what they became.
fn routine(html: &mut String, of: &[&Entry]) {
    html.push_str("<p class=\"places\">");
    let mut last: Option<(&str, &str)> = None;
    for entry in of {
        let words = (entry.words.0.as_str(), entry.words.1.as_str());
        let is_label = !words.0.trim().is_empty();
        if is_label && last != Some(words) {
            let _ = write!(
                html,
                "<span>{} → {}:</span> ",
                escaped_lines(words.0),
                escaped_lines(words.1)
            );
            last = Some(words);
        }
        let _ = writeln!(
            html,
            "<a href=\"#{}\">{}</a>",
            entry.id,
            escaped_lines(&entry.place)
        );
    }
    html.push_str("</p>\n");
}

/// The notes: our numbers, those that the source printed, and where call and body stand.
fn numbers(paper: &mut Paper, proof: &Proof<'_>) {
    let book = assemble::assemble(Meta::default(), proof.galley, proof.sources).ok();
    let rows = notes::rows(book.as_ref());
    if rows.is_empty() {
        return;
    }
    let spans = rows.iter().flat_map(|row| [row.call, row.body]);
    let places = Places::of(proof.ledger, proof.sources, spans);
    let _ = write!(
        paper.html,
        "<h2>Notes</h2>\n<details data-k=\"notes\"><summary>Old and new numbers <span class=\"count\">{}</span></summary>",
        rows.len()
    );
    let mut html = String::from(
        "<table><thead><tr><th scope=\"col\">printed</th><th scope=\"col\">now</th><th scope=\"col\">call</th>\
         <th scope=\"col\">note</th></tr></thead><tbody>\n",
    );
    for row in &rows {
        let class = match row.printed == row.number.to_string() {
            true => "",
            false => " class=\"other\"",
        };
        let _ = writeln!(
            html,
            "<tr{class}><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped_lines(&row.printed),
            row.number,
            escaped_lines(&places.at(row.call)),
            escaped_lines(&places.at(row.body))
        );
    }
    html.push_str("</tbody></table>");
    paper.part(html, rows.len());
    paper.html.push_str("</details>\n");
}

fn refused(html: &mut String, proof: &Proof<'_>) {
    let refused = proof.ledger.refused();
    if refused.is_empty() {
        return;
    }
    let _ = write!(
        html,
        "<h2>Refused</h2>\n<details data-k=\"refused\"><summary>By your answers \
         <span class=\"count\">{}</span></summary><ul>\n",
        refused.len()
    );
    for id in refused {
        let _ = writeln!(html, "<li data-refused=\"{id}\"><code>{id}</code></li>");
    }
    html.push_str("</ul></details>\n");
}
