//! How far the repair can be trusted. In: a folder of texts with their truth (`input.txt` and `truth.md`), by default
//! `../shared/corpus/dev`. Out: for each pass and each degree of certainty how many changes are right and wrong, and what
//! is changed in the same texts undamaged; of what went wrong, how much lies within reach of a query.
//!
//! `cargo run --release --example measure [FOLDER] [--wrong PASS]`; with `--wrong` each wrong change of a pass is shown,
//! with `--wrong silence` each fault and whether a query leads there.
//! A folder may also hold published documents: folders with `truth.md` and a text for each extractor.

mod align;
mod judge;
mod silence;
mod truth;

use judge::{Case, Verdict};
use pamphleteer::ledger::{Act, Certainty, Change};
use pamphleteer::manifest::Settings;
use pamphleteer::pipeline;
use pamphleteer::source::Source;
use silence::{Fault, Kind, Reached, Silence};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use truth::Truth;

/// Right, wrong and unjudged changes.
type Counts = [usize; 3];

fn main() -> Result<(), Box<dyn Error>> {
    let mut folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/dev");
    let mut shown = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--wrong" => shown = arguments.next(),
            path => folder = path.into(),
        }
    }
    let Ok(cases) = cases(&folder) else {
        eprintln!("NOT MEASURED: {} is not on this machine", folder.display());
        return Ok(());
    };
    let mut table: BTreeMap<(&'static str, Certainty), Counts> = BTreeMap::new();
    let mut clean = Clean::default();
    let mut silences = Vec::new();
    for case in &cases {
        let about = std::fs::read_to_string(case.join("NOTES.md")).unwrap_or_default();
        let truth = Truth::read(&std::fs::read_to_string(case.join("truth.md"))?, &about);
        for path in texts(case)? {
            let text = std::fs::read_to_string(&path)?;
            silences.push(damaged(&path, &text, &truth, shown.as_deref(), &mut table));
        }
        clean.add(case, &truth, shown.as_deref());
    }
    print_table(&table);
    print_silences(&silences);
    clean.print();
    Ok(())
}

/// The texts of a case: its `input.txt`, or what several extractors made of a document.
fn texts(case: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(case)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    Ok(paths)
}

/// Of what went wrong, how much is asked about, and how much is asked.
fn print_silences(silences: &[Silence]) {
    println!("\n| went wrong | all | within reach of a query | share |\n|---|---|---|---|");
    for (name, kinds) in SILENCES {
        let mut sum = Reached::default();
        silences.iter().for_each(|s| sum += s.reached(kinds));
        print_reached(name, sum);
    }
    let mut bytes = Reached::default();
    silences.iter().for_each(|silence| bytes += silence.bytes);
    print_reached("any byte, for comparison", bytes);
    for (name, count) in [
        ("queries", (|s| s.queries) as fn(&Silence) -> usize),
        ("queries, alike ones counted once", |s| s.questions),
    ] {
        let per = |s: &Silence| 1000.0 * count(s) as f32 / s.text.max(1) as f32;
        let mut asked: Vec<f32> = silences.iter().map(per).collect();
        asked.sort_by(f32::total_cmp);
        if let (Some(median), Some(most)) = (asked.get(asked.len() / 2), asked.last()) {
            println!("{name} in 1,000 words: median {median:.2}, most {most:.2}");
        }
    }
}

/// The rows of the table of silences.
const SILENCES: &[(&str, &[Kind])] = &[
    ("links", &[Kind::False, Kind::Missed]),
    ("– false", &[Kind::False]),
    ("– missing", &[Kind::Missed]),
    ("words", &[Kind::Swallowed, Kind::Leaked, Kind::Vanished]),
    ("– of the text in a note", &[Kind::Swallowed]),
    ("– of a note in the text", &[Kind::Leaked]),
    ("– vanished", &[Kind::Vanished]),
];

fn print_reached(name: &str, sum: Reached) {
    let share = sum.reached as f32 / sum.all.max(1) as f32;
    println!("| {name} | {} | {} | {share:.2} |", sum.all, sum.reached);
}

/// The folders that hold a text and its truth, in order.
fn cases(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("truth.md").exists())
        .collect();
    cases.sort();
    Ok(cases)
}

fn damaged(
    case: &Path,
    text: &str,
    truth: &Truth,
    shown: Option<&str>,
    table: &mut BTreeMap<(&'static str, Certainty), Counts>,
) -> Silence {
    let source = Source::new("input.txt", text.into());
    let sources = std::slice::from_ref(&source);
    let (_, galley, ledger) = pipeline::repair_sources(sources, &Settings::default());
    let judged = Case::new(&galley, &ledger, truth);
    for (change, verdict) in ledger.changes().iter().zip(judged.verdicts()) {
        table.entry((change.id.pass, change.certainty)).or_default()[verdict as usize] += 1;
        if verdict == Verdict::Wrong && shown == Some(change.id.pass) {
            show(case, &source, change);
        }
    }
    let silence = silence::faults(&judged, text.len());
    if shown == Some("silence") {
        let faults = silence.faults.iter();
        faults.for_each(|fault| show_fault(case, text, fault));
    }
    silence
}

/// A fault, with what stands at each of its places.
fn show_fault(case: &Path, text: &str, fault: &Fault) {
    let name = name(case);
    let heard = if fault.is_reached { "asked" } else { "SILENT" };
    let near = fault.at.iter().map(|&at| {
        let at = text.floor_char_boundary(at as usize);
        let (before, after) = (at.saturating_sub(60), (at + 60).min(text.len()));
        let before = &text[text.floor_char_boundary(before)..at];
        let after = &text[at..text.floor_char_boundary(after)];
        format!("{before:?}|{after:?} @{at}")
    });
    let near: Vec<String> = near.collect();
    println!(
        "{name}: {heard} {:?} {} of notes {:?}: {}",
        fault.kind,
        fault.size,
        fault.notes,
        near.join(" … ")
    );
}

/// The folder and the name of a text.
fn name(path: &Path) -> String {
    let parts = path.iter().rev().take(2).map(|part| part.to_string_lossy());
    let parts: Vec<_> = parts.collect();
    parts
        .iter()
        .rev()
        .map(|part| part.as_ref())
        .collect::<Vec<_>>()
        .join("/")
}

fn show(case: &Path, source: &Source, change: &Change) {
    let name = name(case);
    let text = source.text();
    let (start, end) = (change.at.start as usize, change.at.end as usize);
    let near = |mut at: usize, by: isize| {
        at = at.saturating_add_signed(by).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let before = &text[near(start, -30)..start];
    let after = &text[end..near(end, 30)];
    let what = match &change.act {
        Act::Replace { before, after, .. } => format!("{before:?} → {after:?}"),
        Act::Relabel { after, .. } => format!("{:?} is {}", &text[start..end], after.name()),
        Act::Move => "moved".into(),
    };
    let weight: f32 = change.why.evidence.iter().map(|e| e.1).sum();
    println!(
        "{name}: {} {:?} {weight:.1}: {before:?} [{what}] {after:?}",
        change.id, change.certainty
    );
}

fn print_table(table: &BTreeMap<(&'static str, Certainty), Counts>) {
    println!("| pass | certainty | wrong | of | not judged |\n|---|---|---|---|---|");
    for certainty in [Certainty::Sure, Certainty::Likely, Certainty::Doubtful] {
        let mut all = Counts::default();
        for ((pass, _), counts) in table.iter().filter(|((_, c), _)| *c == certainty) {
            print_row(pass, certainty, counts);
            (0..3).for_each(|i| all[i] += counts[i]);
        }
        print_row("**all**", certainty, &all);
    }
}

fn print_row(pass: &str, certainty: Certainty, [right, wrong, unjudged]: &Counts) {
    let share = match *wrong {
        0 => String::from("–"),
        n => format!("1 in {}", (right + wrong) / n),
    };
    let certainty = format!("{certainty:?}").to_lowercase();
    println!(
        "| {pass} | {certainty} | {wrong} ({share}) | {} | {unjudged} |",
        right + wrong
    );
}

/// What is changed in texts that need no repair.
#[derive(Default)]
struct Clean {
    words: usize,
    seen: std::collections::BTreeSet<String>,
    /// By pass: changes of words or their gaps, and labels.
    changes: BTreeMap<&'static str, (usize, usize)>,
    splits: usize,
    joins: usize,
}

impl Clean {
    /// The running text of a truth; each work counts once.
    fn add(&mut self, case: &Path, truth: &Truth, shown: Option<&str>) {
        if !self.seen.insert(truth.plain.clone()) {
            return;
        }
        let source = Source::new("truth.txt", truth.plain.clone());
        let sources = std::slice::from_ref(&source);
        let (_, galley, ledger) = pipeline::repair_sources(sources, &Settings::default());
        self.words += truth.plain.split_whitespace().count();
        for change in ledger.changes() {
            let is_label = !matches!(change.act, Act::Replace { .. });
            let counts = self.changes.entry(change.id.pass).or_default();
            *(if is_label {
                &mut counts.1
            } else {
                &mut counts.0
            }) += 1;
            if shown == Some("clean") {
                show(case, &source, change);
            }
        }
        let out = truth::Repaired::of(&galley);
        let map = align::align(&out.body.chars, &truth.body.chars);
        for at in 1..map.len() {
            let (Some(before), Some(next)) = (map[at - 1], map[at]) else {
                continue;
            };
            let (ours, theirs) = (out.body.gaps[at], truth.body.gaps[next]);
            if next == before + 1 {
                self.splits += usize::from(ours > theirs && theirs == truth::Gap::None);
                self.joins += usize::from(ours == truth::Gap::None && ours < theirs);
            }
        }
    }

    fn print(&self) {
        let per = |count: usize| count as f32 * 10_000.0 / self.words as f32;
        println!(
            "\nundamaged: {} words of {} texts",
            self.words,
            self.seen.len()
        );
        println!(
            "words parted: {} ({:.2} in 10,000)",
            self.splits,
            per(self.splits)
        );
        println!(
            "words joined: {} ({:.2} in 10,000)",
            self.joins,
            per(self.joins)
        );
        println!("| pass | words and gaps | labels |\n|---|---|---|");
        for (pass, (words, labels)) in &self.changes {
            println!("| {pass} | {words} | {labels} |");
        }
    }
}
