//! What the editor says in book.yaml counts. In: small texts, each with one override. Out: what the edition says with it
//! and without it; for one that finds nothing, the error and what may have been meant.

use pamphleteer::galley::said::LINE_KINDS;
use pamphleteer::manifest::Settings;
use pamphleteer::pipeline::{Report, Trouble, Until, repair_sources, work};
use pamphleteer::progress::Silent;
use pamphleteer::source::Source;
use std::collections::BTreeSet;
use std::fs;

const SAMPLE: &str = include_str!("../sample/a-penny-for-the-fire.txt");

/// A text, an override, and the words of the edition that show whether it was obeyed.
struct Case {
    manifest: &'static str,
    edition: &'static str,
    text: &'static str,
    without: &'static str,
    with: &'static str,
}

impl Case {
    const fn new(
        manifest: &'static str,
        text: &'static str,
        without: &'static str,
        with: &'static str,
    ) -> Case {
        Case {
            manifest,
            edition: "markdown",
            text,
            without,
            with,
        }
    }
}

const ROOM: &str = "\
The Cold Room

The reading room stood behind the mill and had one lamp, which was lit at
six and put out at ten. Those who came late sat on the stairs. Nobody was
ever sent away, and nobody was asked what he had come for. Not even the
overseer of the mill was kept out of it.

What was left of it all in the end.

The reading room stood behind the mill and had one lamp, which was lit at
six and put out at ten. Those who came late sat on the stairs. Nobody was
ever sent away, and nobody was asked what he had come for.
";

const GLUED: &str = "\
The people ofthe town hadno money forthe rent. They satin the room andread
the papers that came fromskelbeckhill to them by the morning coach. Nobody wasever
sent away fromthe room, andnobody was askedwhat he had comefor. It wasthe custom
ofthe tenterlane lamp that nobody hadto pay bythe hour.
";

const HYPHENS: &str = "\
They put the lamp on the mantel-
shelf of the room, and walked over the hill to Tarn-
beck with a half-
hearted fire at home and a well-
known book in their hands, since nobody was there who could read to the others.
";

const NOTES: &str = "\
THE FIRST YEAR

The school was opened in the spring by some twenty people.1 It had no
bell and no rules, and nobody was ever sent away from it.2

THE SECOND YEAR

The second year was the best of all the years that it had.3

1. Report of the first year, page 4.
2. Told by the grandson of the clerk.
3. Minutes of the union, book two.
";

const PAGES: &str = "\
The room was opened in the spring by twenty people.1 It had no bell, no
rules and no master, and nobody was ever sent away from it. In the summer
they read under the trees behind the mill.

1 Report of the first year, page 4.

\u{c}The second year was the best of all the years that it had. There were
forty readers who had no more than these.

2 Lamps of tin from the old mill.

\u{c}The third year was the worst of all, and the room was shut at the end of
it by the owner of the mill.1 He had not been asked.

1 Told by the grandson of the clerk.
";

const CASES: &[Case] = &[
    Case::new(
        "repair: {language: fr}",
        GLUED,
        "of the town had no money",
        "ofthe town hadno money",
    ),
    Case::new(
        "notes: {regime: continuous}",
        PAGES,
        "\n2 Lamps of tin",
        "[^loose-2]: Lamps of tin",
    ),
    Case::new(
        "repair: {words: [Skelbeck]}",
        GLUED,
        "fromskelbeckhill",
        "from skelbeck hill",
    ),
    Case::new(
        "repair: {never_split: [tenterlane]}",
        GLUED,
        "tenter lane",
        "tenterlane",
    ),
    Case::new(
        "repair: {keep_hyphens: [mantel-shelf]}",
        HYPHENS,
        "mantelshelf",
        "mantel-shelf",
    ),
    Case::new(
        "repair: {join_hyphens: [wellknown]}",
        HYPHENS,
        "well-known",
        "wellknown",
    ),
    Case::new(
        "repair: {headings: {What was left of it all in the end.: 2}}",
        ROOM,
        "\n\nWhat was left of it",
        "\n\n## What was left of it",
    ),
    Case::new(
        "repair: {headings: {The Cold Room: none}}",
        ROOM,
        "# The Cold Room",
        "\nThe Cold Room",
    ),
    Case::new(
        "repair: {paragraphs: [ever sent away]}",
        ROOM,
        "Nobody was ever sent away",
        "Nobody was\n\never sent away",
    ),
    Case::new(
        "repair: {lines: {What was left of it all in the end.: verse}}",
        ROOM,
        "\n\nWhat was left of it",
        "\n\n| What was left of it",
    ),
    Case::new(
        "repair: {lines: {'six and put …#1': quotation, 'ever sent away, and nobody …#1': quotation}}",
        ROOM,
        "lit at six and put out at ten. Those who came late sat on the stairs. Nobody was ever sent away, and nobody was asked what he had come for. Not",
        "lit at\n\n> six and put out at ten. Those who came late sat on the stairs. Nobody was ever sent",
    ),
    Case::new(
        "repair: {lines: {The Cold Room: text}}",
        ROOM,
        "# The Cold Room",
        "\nThe Cold Room",
    ),
    Case::new(
        "repair: {lines: {What was left …: heading 2}}",
        ROOM,
        "\n\nWhat was left of it",
        "\n\n## What was left of it",
    ),
    Case::new(
        "repair: {lines: {The Cold Room: head}}",
        ROOM,
        "The Cold Room",
        "---\n\nThe reading room",
    ),
    Case::new(
        "repair: {lines: {What was left …: nothing}}",
        ROOM,
        "What was left",
        "out of it.\n\nThe reading room",
    ),
    Case::new(
        "repair: {lines: {What was left …: folio}}",
        ROOM,
        "What was left",
        "out of it.\n\nThe reading room",
    ),
    Case::new(
        "repair: {lines: {What was left …: ornament}}",
        ROOM,
        "\n\nWhat was left",
        "[What was left of it all in the end.]{.ornament}",
    ),
    Case::new(
        "repair: {lines: {'ever sent away, and nobody was asked what he had come for. N…': paragraph}}",
        ROOM,
        "Nobody was ever sent away, and nobody was asked what he had come for. Not",
        "Nobody was\n\never sent away",
    ),
    Case::new(
        "repair: {lines: {'ever sent away, and nobody was asked what he had come for. N…': item}}",
        ROOM,
        "Nobody was ever sent away, and nobody was asked what he had come for. Not",
        "Nobody was\n\n- ever sent away",
    ),
    Case::new(
        "repair: {lines: {overseer of the mill …: note}}",
        ROOM,
        "even the overseer",
        "[^loose-n1]: []{.printed title=\"\"}overseer of the mill was kept",
    ),
    Case::new(
        "repair: {lines: {2 Lamps of tin …: note}}",
        PAGES,
        "\n2 Lamps of tin",
        "[^loose-2]: Lamps of tin",
    ),
    Case::new(
        "repair: {lines: {2. Told by …: text}}",
        NOTES,
        "[^2]: Told",
        "\n2\\. Told",
    ),
    Case::new(
        "repair: {off: [hyphens]}",
        HYPHENS,
        "mantelshelf",
        "mantel-shelf",
    ),
    Case::new(
        "repair: {corrections: {one lamp: two candles}}",
        ROOM,
        "had one lamp",
        "had two candles",
    ),
    Case::new(
        "repair: {quotes: curly}",
        "He said \"no\" to all of it.\n",
        "said \"no\" to",
        "said “no” to",
    ),
    Case::new(
        "notes: {link: {1: 3}}",
        NOTES,
        "[^1]: Report",
        "[^1]: []{.printed title=\"3\"}Minutes",
    ),
    Case::new(
        "notes: {swap: [[1, 2]]}",
        NOTES,
        "[^2]: Told",
        "[^2]: []{.printed title=\"1\"}Report",
    ),
    Case::new(
        "notes: {not_a_call: [people.1]}",
        NOTES,
        "people.[^1]",
        "people.1",
    ),
    Case {
        manifest: "notes: {numbering: per-chapter}",
        edition: "text",
        text: NOTES,
        without: "that it had.[3]",
        with: "that it had.[1]",
    },
];

/// Builds a book; gives what was reported and the edition, if it was written.
fn built(manifest: &str, edition: &str, text: &str) -> (Report, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let head = "title: A Book\nlanguage: en\ntext: text.txt\n";
    let manifest = format!("{head}editions: {{make: [{edition}], name: a, out: .}}\n{manifest}\n");
    let path = folder.path().join("book.yaml");
    fs::write(&path, manifest).expect("a manifest");
    fs::write(folder.path().join("text.txt"), text).expect("a text");
    let report = work(&[path], Until::Built, &Silent).remove(0);
    let made = ["a.md", "a.txt"].map(|name| fs::read_to_string(folder.path().join(name)));
    let made = made.into_iter().find_map(Result::ok);
    (report, made.unwrap_or_default())
}

#[test]
fn each_override_is_obeyed() {
    let mut faults = Vec::new();
    for case in CASES {
        for (manifest, there, gone) in [
            ("", case.without, case.with),
            (case.manifest, case.with, case.without),
        ] {
            let (report, made) = built(manifest, case.edition, case.text);
            let is_right = report.trouble.is_none() && made.contains(there);
            if !is_right || there != gone && !there.contains(gone) && made.contains(gone) {
                let messages = report.messages.0;
                faults.push(format!(
                    "`{manifest}` of {}: {messages:?}\n{made}",
                    case.manifest
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// What speaks of a line speaks of every line that reads so.
#[test]
fn a_line_that_stands_twice_is_meant_twice() {
    let twice = format!("{ROOM}\n{ROOM}");
    for (manifest, shown) in [
        (
            "repair: {headings: {What was left of it all in the end.: 2}}",
            "## What was left",
        ),
        (
            "repair: {paragraphs: [ever sent away]}",
            "\n\never sent away",
        ),
        (
            "repair: {lines: {What was left …: heading 2}}",
            "## What was left",
        ),
        (
            "repair: {corrections: {overseer: owner}}",
            "Not even the owner",
        ),
    ] {
        let (_, made) = built(manifest, "markdown", &twice);
        let lines = if shown.contains("sent") { 4 } else { 2 };
        assert_eq!(made.matches(shown).count(), lines, "{manifest}\n{made}");
    }
}

/// Of lines that read the same one can be meant; what is meant for one goes before what is meant for all.
#[test]
fn one_of_several_lines_can_be_meant() {
    let twice = format!("{ROOM}\n{ROOM}");
    let manifest = "repair: {lines: {What was left …: heading 2, What was left …#2: verse}}";
    let (_, made) = built(manifest, "markdown", &twice);
    let [heading, verse] = ["## What was left", "| What was left"].map(|words| made.find(words));
    assert!(heading.is_some() && heading < verse, "{made}");
    assert_eq!(made.matches("What was left").count(), 2, "{made}");
}

/// A line that is not there any more, or that a pass left out would have to see to, is no reason to build nothing.
#[test]
fn a_line_that_is_not_found_warns() {
    for (manifest, said) in [
        (
            "repair: {lines: {The Cold Roon: text}}",
            "no line reads `The Cold Roon`",
        ),
        (
            "repair: {lines: {'The Cold Room#2': text}}",
            "no line reads `The Cold Room#2`",
        ),
        (
            "repair: {off: [headings], lines: {The Cold Room: heading 1}}",
            "the line `The Cold Room` is something else all the same",
        ),
    ] {
        let (report, made) = built(manifest, "markdown", ROOM);
        let messages = &report.messages.0;
        assert!(report.trouble.is_none() && !made.is_empty(), "{messages:?}");
        let found = messages.iter().find(|message| message.code == "unmet-line");
        assert_eq!(
            found.map(|f| f.message.as_str()),
            Some(said),
            "{messages:?}"
        );
    }
    let (report, _) = built("repair: {lines: {The Cold Roon: text}}", "markdown", ROOM);
    let hints = &report.messages.0[0].hints;
    assert_eq!(hints, &["did you mean `The Cold Room`?"]);
}

/// Whatever lines of a text are said to be, all of it is there and can be undone, and each line is what it is said to be.
#[test]
fn lines_are_what_they_are_said_to_be() {
    let sources = [Source::new("a.txt", SAMPLE.into())];
    let inked = || SAMPLE.lines().filter(|line| !line.trim().is_empty());
    for (first, row) in LINE_KINDS.iter().enumerate() {
        let mut settings = Settings::default();
        let named = inked()
            .skip(first)
            .step_by(31)
            .map(|line| (line.trim().to_owned(), row.kind));
        settings.repair.lines = named.collect();
        let (_, galley, ledger) = repair_sources(&sources, &settings);
        assert_eq!(galley.undone(&ledger), SAMPLE, "{}", row.name);
        let rows: BTreeSet<usize> = galley.all_said().iter().map(|said| said.row).collect();
        assert_eq!(rows.len(), settings.repair.lines.len(), "{}", row.name);
        let disobeyed = galley.disobeyed();
        let lines: Vec<_> = disobeyed
            .iter()
            .map(|&row| &settings.repair.lines[row])
            .collect();
        assert!(lines.is_empty(), "{}: {lines:?}", row.name);
    }
}

/// A note that comes or goes leaves the names of what was entered about the others, though their serial numbers change.
#[test]
fn ids_outlive_a_note_that_goes() {
    let text = "\
The lamp of the reading room was lit at six,1 and nobody who came late in
the evening was ever sent away from the stairs.2 The overseer of the mill
came for the lamp alone, as he said himself to all who asked him for it.4 Nobody
else was ever asked for anything at all in that room.

1 By the boy from the dye works.
2 So the rules that hung beside the door.
4 He had broken his own in the spring.
";
    let without = text
        .replace("at six,1", "at six,")
        .replace("1 By the boy from the dye works.\n", "");
    let ids = |text: &str| -> Vec<String> {
        let (report, _) = built("", "markdown", text);
        let places = ["4 Nobody", "4 He had broken"];
        let starts = places.map(|words| text.find(words));
        let is_there = |at: u32| starts.contains(&Some(at as usize));
        let changes = report.ledger.changes().iter();
        let here =
            changes.filter(|c| is_there(c.at.start) || is_there(c.at.start.saturating_sub(1)));
        here.map(|c| c.id.to_string()).collect()
    };
    let all = ids(text);
    for pass in ["foot", "noterefs", "numbering"] {
        assert!(all.iter().any(|id| id.starts_with(pass)), "{all:?}");
    }
    assert_eq!(all, ids(&without));
}

/// A decision speaks of an entry of the ledger: a rejected change is not done, an accepted proposal is.
#[test]
fn decisions_are_obeyed() {
    let (report, made) = built("", "markdown", HYPHENS);
    assert!(made.contains("mantelshelf") && made.contains("well-known"));
    let changes = report.ledger.changes().iter();
    let joined = |before: &str| before.contains("mantel-");
    let change = changes.filter(|c| c.words.as_ref().is_some_and(|words| joined(&words.0)));
    let change = change.map(|c| c.id).next().expect("a change");
    let queries = report.ledger.queries().iter();
    let query = queries.filter(|q| q.question.contains("wellknown"));
    let query = query.map(|q| q.id).next().expect("a query");
    let answers = format!("decisions: {{{change}: reject, {query}: accept}}");
    let (report, made) = built(&answers, "markdown", HYPHENS);
    assert_eq!(report.trouble, None, "{:?}", report.messages.0);
    assert!(
        made.contains("mantel-") && !made.contains("mantelshelf"),
        "{made}"
    );
    assert!(made.contains("wellknown"), "{made}");
}

/// One answer settles all queries of a kind; an answer to one of them goes before it.
#[test]
fn a_kind_is_answered_at_once() {
    let (report, _) = built("", "markdown", HYPHENS);
    let queries: Vec<_> = report
        .ledger
        .queries()
        .iter()
        .filter(|q| !q.remark)
        .collect();
    let query = queries.iter().find(|q| q.question.contains("wellknown"));
    let query = query.expect("a query");
    let kind = query.kind();
    let alike = queries.iter().filter(|other| other.kind() == kind).count();
    let (answered, made) = built(
        &format!("decisions: {{{kind}: accept}}"),
        "markdown",
        HYPHENS,
    );
    assert!(made.contains("wellknown"), "{made}");
    let left = answered
        .ledger
        .queries()
        .iter()
        .filter(|q| !q.remark)
        .count();
    assert_eq!(left + alike, queries.len());
    let answers = format!("decisions: {{{kind}: accept, {}: reject}}", query.id);
    let (_, made) = built(&answers, "markdown", HYPHENS);
    assert!(made.contains("well-known"), "{made}");
}

/// What proposes nothing can't be accepted, and what is not asked not answered: both are said, and the book is built.
#[test]
fn idle_answers_are_warned_of() {
    let text = NOTES.replace("2. Told by the grandson of the clerk.\n", "");
    let (report, _) = built("", "markdown", &text);
    let query = report
        .ledger
        .queries()
        .iter()
        .find(|q| q.proposal.is_none() && !q.remark);
    let query = query.expect("a call without a body").id;
    let answers = format!("decisions: {{{query}: accept, lines-00000000: reject}}");
    let (report, _) = built(&answers, "markdown", &text);
    assert_eq!(report.trouble, None, "{:?}", report.messages.0);
    for code in ["nothing-to-accept", "unmet-decision"] {
        assert!(report.messages.0.iter().any(|m| m.code == code), "{code}");
    }
}

/// A slip of the pen, the error, and what the error proposes.
const SLIPS: &[(&str, &str, &str, &str)] = &[
    (
        "repair: {words: [Skelbek]}",
        ROOM,
        "the word `Skelbek` does not stand in the text",
        "write it as the source has it",
    ),
    (
        "repair: {words: [stiars]}",
        ROOM,
        "the word `stiars` does not stand in the text",
        "did you mean `stairs`?",
    ),
    (
        "repair: {never_split: [overser]}",
        ROOM,
        "the word `overser` does not stand in the text",
        "did you mean `overseer`?",
    ),
    (
        "repair: {keep_hyphens: [mantel-shell]}",
        HYPHENS,
        "no line end parts the word `mantel-shell`",
        "did you mean `mantel-shelf`",
    ),
    (
        "repair: {join_hyphens: [welknown]}",
        HYPHENS,
        "no line end parts the word `welknown`",
        "did you mean `wellknown`",
    ),
    (
        "repair: {headings: {The Cold Rom: none}}",
        ROOM,
        "no line reads `The Cold Rom`",
        "did you mean `The Cold Room`?",
    ),
    (
        "repair: {paragraphs: [ever send away]}",
        ROOM,
        "no line begins with `ever send away`",
        "did you mean `ever sent away`?",
    ),
    (
        "repair: {off: [hyphen]}",
        ROOM,
        "`hyphen`",
        "did you mean `hyphens`?",
    ),
    (
        "repair: {corrections: {one lump: two lamps}}",
        ROOM,
        "`one lump` does not stand in the text",
        "did you mean `one lamp`?",
    ),
    (
        "notes: {link: {4: 3}}",
        NOTES,
        "the text has no call of a note `4`",
        "did you mean `1`, `2` or `3`?",
    ),
    (
        "notes: {link: {1: 4}}",
        NOTES,
        "the text has no note `4`",
        "did you mean `1`, `2` or `3`?",
    ),
    (
        "notes: {swap: [[1, 9]]}",
        NOTES,
        "the text has no note `9`",
        "did you mean `1`, `2` or `3`?",
    ),
    (
        "notes: {not_a_call: [people.2]}",
        NOTES,
        "`people.2` is not taken for a note call anywhere",
        "did you mean `people.1`",
    ),
    (
        "notes: {not_a_call: [people.1]}\nrepair: {off: [noterefs]}",
        NOTES,
        "`people.1` is not taken for a note call anywhere",
        "the pass `noterefs` would see to it; `repair.off` leaves it out",
    ),
    (
        "notes: {numbering: by-chapter}",
        NOTES,
        "`by-chapter`",
        "did you mean `per-chapter`?",
    ),
];

#[test]
fn one_that_finds_nothing_is_an_error_with_candidates() {
    let mut faults = Vec::new();
    for (manifest, text, said, meant) in SLIPS {
        let (report, _) = built(manifest, "markdown", text);
        let messages = &report.messages.0;
        let is_said = messages.iter().any(|message| {
            message.message.contains(said) && message.hints.join(" ").contains(meant)
        });
        if report.trouble != Some(Trouble::Manifest) || messages.len() != 1 || !is_said {
            faults.push(format!("{manifest}: {messages:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
