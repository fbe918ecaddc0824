//! The cases of the passes. In: `tests/passes/*.txt`, each named for the pass that it runs. Out: the text and the ledger
//! compared with what the file says; `UPDATE=1 cargo test --test passes` writes them anew.
//!
//! A case is `--- name ---`, settings (`@ language: fr`, `@ passes: furniture lines`, `@ words: a, b` and the other lists
//! of `repair` and `notes`), the text, a line `=>`, the text wanted, a line `==` and the ledger. `\f` stands for a form
//! feed, `\s` for a blank at a line's end and `\u{…}` for what can't be seen; `⟨folio|12⟩` is the piece `12` labelled
//! folio. Each case is also held to laws 1 and 2: the ledger can be undone, and a second run enters nothing.

use pamphleteer::book::{Contributor, Meta};
use pamphleteer::galley::{Decision, Galley, Label, Pen};
use pamphleteer::ledger::{Act, Ledger};
use pamphleteer::lexicon::Lexicon;
use pamphleteer::manifest::settings::{Correction, NoteSettings, Quotes, RepairSettings};
use pamphleteer::repair::{PASSES, Pass, Rules};
use pamphleteer::source::Source;
use pamphleteer::source::forms::Form;
use std::fmt::Write;
use std::path::Path;

struct Case {
    name: String,
    settings: Vec<(String, String)>,
    text: String,
    rest: String,
}

#[test]
fn cases_of_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/passes");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("tests/passes is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    let (mut run, mut failed) = (0, 0);
    for path in files {
        let written = std::fs::read_to_string(&path).expect("a case file can be read");
        let pass = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut fresh = String::new();
        for case in cases(&written) {
            run += 1;
            let rest = result(&case, &pass);
            if rest != case.rest && std::env::var_os("UPDATE").is_none() {
                failed += 1;
                println!(
                    "FAILED {pass}: {}\n{}",
                    case.name,
                    difference(&case.rest, &rest)
                );
            }
            write_case(&mut fresh, &case, &rest);
        }
        if std::env::var_os("UPDATE").is_some() && fresh != written {
            std::fs::write(&path, fresh).expect("a case file can be written");
        }
    }
    println!("{run} cases of passes, {failed} failed");
    assert!(run > 0 && failed == 0, "{failed} of {run} cases failed");
}

fn cases(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut is_rest = false;
    for line in file.lines() {
        let name = line
            .strip_prefix("--- ")
            .and_then(|l| l.strip_suffix(" ---"));
        if let Some(name) = name {
            is_rest = false;
            cases.push(Case {
                name: name.into(),
                settings: Vec::new(),
                text: String::new(),
                rest: String::new(),
            });
            continue;
        }
        let Some(case) = cases.last_mut() else {
            continue;
        };
        let setting = line.strip_prefix("@ ").and_then(|l| l.split_once(':'));
        match setting {
            Some((key, value)) if !is_rest => {
                case.settings.push((key.trim().into(), value.trim().into()));
            }
            _ if !is_rest && line == "=>" => is_rest = true,
            _ => {
                let part = if is_rest {
                    &mut case.rest
                } else {
                    &mut case.text
                };
                part.push_str(line);
                part.push('\n');
            }
        }
    }
    for case in &mut cases {
        case.rest = format!("{}\n", case.rest.trim_end_matches('\n'));
    }
    cases
}

fn write_case(out: &mut String, case: &Case, rest: &str) {
    let gap = if out.is_empty() { "" } else { "\n" };
    let _ = writeln!(out, "{gap}--- {} ---", case.name);
    for (key, value) in &case.settings {
        let _ = writeln!(out, "@ {key}: {value}");
    }
    let _ = write!(out, "{}=>\n{rest}", case.text);
}

/// What stands after `=>`: the text as it becomes, and the ledger.
fn result(case: &Case, pass: &str) -> String {
    let rules = rules(case);
    let names = case.settings.iter().find(|(key, _)| key == "passes");
    let names = names.map_or(pass, |(_, names)| names);
    let passes: Vec<&Pass> = names
        .split_whitespace()
        .map(|name| {
            PASSES
                .iter()
                .find(|p| p.name == name)
                .unwrap_or_else(|| panic!("no pass `{name}`"))
        })
        .collect();
    let source = Source::new("case.txt", unescaped(&case.text));
    let mut galley = Galley::set(std::slice::from_ref(&source));
    let mut ledger = Ledger::default();
    run(&passes, &mut galley, &mut ledger, &rules);
    assert_eq!(
        galley.undone(&ledger),
        source.text(),
        "{}: the ledger can't be undone",
        case.name
    );
    let mut out = shown(&galley);
    out.push_str("==\n");
    entries(&mut out, &ledger, &source);
    let (mut again, mut second) = (galley.clone(), Ledger::default());
    run(&passes, &mut again, &mut second, &rules);
    if !second.changes().is_empty() {
        out.push_str("A SECOND RUN ENTERS MORE\n");
        entries(&mut out, &second, &source);
    }
    out
}

fn run(passes: &[&Pass], galley: &mut Galley, ledger: &mut Ledger, rules: &Rules) {
    for pass in passes {
        let mut pen = Pen::new(galley, ledger, pass.name, &rules.repair.decisions);
        (pass.run)(&mut pen, rules);
        pen.apply();
    }
}

fn shown(galley: &Galley) -> String {
    let mut out = String::new();
    for (piece, range) in galley.reading() {
        let text = &galley.text()[range];
        match piece.label() {
            _ if text.is_empty() => {}
            Label::Body | Label::PageTurn => out.push_str(text),
            label => {
                let ink = text.trim_end_matches('\n');
                let _ = write!(out, "⟨{}|{ink}⟩{}", label.name(), &text[ink.len()..]);
            }
        }
    }
    let mut out = escaped(&out);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

fn entries(out: &mut String, ledger: &Ledger, source: &Source) {
    let flat = |text: &str| escaped(text).replace('\n', "⏎");
    for change in ledger.changes() {
        let at = source.position(change.at.start);
        let what = match (&change.words, &change.act) {
            (Some(words), _) => format!("`{}` → `{}`", flat(&words.0), flat(&words.1)),
            (None, Act::Replace { before, after, .. }) => {
                format!("`{}` → `{}`", flat(before), flat(after))
            }
            (None, Act::Relabel { after, .. }) => {
                let text = &source.text()[change.at.start as usize..change.at.end as usize];
                format!("{}: `{}`", after.name(), flat(text))
            }
            (None, Act::Move) => "order of reading".into(),
        };
        let certainty = format!("{:?}", change.certainty).to_lowercase();
        let _ = writeln!(
            out,
            "{}:{} {certainty} {what}: {}",
            at.line, at.column, change.why.text
        );
    }
    for query in ledger.queries() {
        let at = source.position(query.at.start);
        let kind = if query.remark { "remark" } else { "query" };
        let proposal = query
            .proposal
            .as_ref()
            .map_or(String::new(), |p| format!(" [{p}]"));
        let _ = writeln!(
            out,
            "{}:{} {kind} {}{proposal}",
            at.line,
            at.column,
            flat(&query.question)
        );
    }
}

fn rules(case: &Case) -> Rules {
    let mut repair = RepairSettings::default();
    let mut notes = NoteSettings::default();
    let mut meta = Meta::default();
    for (key, value) in &case.settings {
        let list = || {
            value
                .split(',')
                .map(|v| v.trim().to_owned())
                .collect::<Vec<String>>()
        };
        let pairs = || {
            let pair = |v: &str| {
                v.split_once('=')
                    .map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned()))
            };
            value.split(',').filter_map(pair).collect::<Vec<_>>()
        };
        match key.as_str() {
            "passes" => {}
            "language" => repair.language = Some(value.clone()),
            "words" => repair.words = list(),
            "never_split" => repair.never_split = list(),
            "keep_hyphens" => repair.keep_hyphens = list(),
            "join_hyphens" => repair.join_hyphens = list(),
            "paragraphs" => repair.paragraphs = list(),
            "headings" => {
                repair.headings = pairs()
                    .into_iter()
                    .map(|(h, l)| (h, l.parse().unwrap()))
                    .collect()
            }
            "quotes" if value == "curly" => repair.quotes = Quotes::Curly,
            "corrections" => {
                repair.corrections = pairs()
                    .into_iter()
                    .map(|(find, replace)| Correction { find, replace })
                    .collect();
            }
            "accept" => repair
                .decisions
                .extend(list().into_iter().map(|id| (id, Decision::Accept))),
            "reject" => repair
                .decisions
                .extend(list().into_iter().map(|id| (id, Decision::Reject))),
            "link" => notes.link = pairs(),
            "swap" => notes.swap = pairs(),
            "not_a_call" => notes.not_a_call = list(),
            "title" => meta.title.clone_from(value),
            "author" => meta.contributors.push(Contributor {
                name: value.clone(),
                file_as: None,
                role: "aut".into(),
            }),
            other => panic!("{}: no setting `{other}`", case.name),
        }
    }
    let lexicon = Lexicon::new(repair.language.as_deref().unwrap_or("en"), &repair.words);
    Rules {
        repair,
        notes,
        lexicon,
        form: Form::of(&case.text),
        meta,
    }
}

fn unescaped(text: &str) -> String {
    let mut text = text.replace("\\f", "\u{c}").replace("\\s", " ");
    while let Some(at) = text.find("\\u{") {
        let end = at + text[at..].find('}').expect("a closed \\u{…}");
        let code = u32::from_str_radix(&text[at + 3..end], 16).expect("a hexadecimal number");
        let c = char::from_u32(code).expect("a character");
        text.replace_range(at..=end, &c.to_string());
    }
    text
}

/// The text with form feeds, blanks at line ends and characters that can't be seen written out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{c}' => out.push_str("\\f"),
            ' ' if chars.peek().is_none_or(|&n| n == '\n') => out.push_str("\\s"),
            '\n' => out.push('\n'),
            '\u{a0}'
            | '\u{ad}'
            | '\u{2000}'..='\u{200f}'
            | '\u{202f}'
            | '\u{e000}'..='\u{f8ff}' => {
                let _ = write!(out, "\\u{{{:x}}}", c as u32);
            }
            c if c.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", c as u32);
            }
            c => out.push(c),
        }
    }
    out
}

fn difference(wanted: &str, got: &str) -> String {
    let mut out = String::new();
    for line in wanted
        .lines()
        .filter(|line| !got.lines().any(|l| l == *line))
    {
        let _ = writeln!(out, "  - {line}");
    }
    for line in got
        .lines()
        .filter(|line| !wanted.lines().any(|l| l == *line))
    {
        let _ = writeln!(out, "  + {line}");
    }
    if out.is_empty() {
        format!("  order or blank lines differ:\n{got}")
    } else {
        out
    }
}
