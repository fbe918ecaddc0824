//! What `init` reads from texts. In: thirty small texts whose title, author and language are known, in as many layouts. Out:
//! whether each is found, or asked; nothing that is wrong may stand in the manifest unmarked, and what is written builds.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Running text of several languages, with paragraphs as books have them.
const BRITISH: &str = "The colour of the harbour was grey that winter, and the labour of the men was honoured by nobody\nwho \
    lived behind the hill. They tried to organise a society, with a centre of its own and a\nprogramme, and their \
    neighbours were in favour of it as long as it cost them nothing.\n";
const AMERICAN: &str = "The color of the harbor was gray that winter, and the labor of the men was honored by nobody\nwho \
    lived behind the hill. They tried to start a society, with a center of its own, and their\nneighbors were in favor of \
    it as long as it cost them nothing at all.\n";
const ENGLISH: &str = "The boats lay on the sand that winter, and the work of the men was thanked by nobody who\nlived \
    behind the hill. They tried to start a society, with a house of its own, and the other\npeople were glad of it as long as \
    it cost them nothing at all.\n";
const GERMAN: &str = "Die Boote lagen in jenem Winter auf dem Sand, und die Arbeit der Männer wurde von niemandem\ngedankt, \
    der hinter dem Hügel wohnte. Sie versuchten, einen Verein zu gründen, und die anderen\nwaren froh darüber, solange es \
    sie nichts kostete.\n";
const FRENCH: &str = "Les bateaux restaient sur le sable cet hiver-là, et personne de ceux qui habitaient derrière\nla colline \
    ne remerciait les hommes de leur travail. Ils voulaient fonder une société, et les\nautres en étaient contents tant que \
    cela ne leur coûtait rien.\n";
const SPANISH: &str = "Las barcas quedaron en la arena aquel invierno, y nadie de los que vivían detrás de la colina\nagradecía \
    a los hombres su trabajo. Quisieron fundar una sociedad, y los demás estaban contentos\nmientras no les costara nada.\n";

/// What is to be found: the title and the authors' names, in any case of letters, and the language. Nothing where the text
/// does not tell: then it must be asked.
struct Known {
    title: &'static str,
    author: &'static str,
    language: &'static str,
}

fn known(title: &'static str, author: &'static str, language: &'static str) -> Known {
    Known {
        title,
        author,
        language,
    }
}

/// Pages with running heads on versos and rectos, and a folio each; no two of them have the same words.
fn headed(verso: &str, recto: &str, text: &str) -> String {
    let who = [
        "The pilot",
        "A rope maker",
        "The mate",
        "Old Brannick",
        "A widow",
        "The clerk",
        "A boy",
    ];
    let did = [
        "carried home",
        "painted",
        "counted",
        "forgot",
        "sold",
        "mended",
        "hid",
        "wrote down",
    ];
    let what = [
        "the lamp",
        "two oars",
        "a cask of oil",
        "the anchor",
        "the tide table",
        "a coil of hemp",
    ];
    let sentence = |n: usize| {
        let (who, did, what) = (who[n % 7], did[n / 3 % 8], what[n * 5 % 6]);
        format!("{who} {did} {what} in the week {} of the herring.", n + 1)
    };
    let page = |n: usize| {
        let head = if n.is_multiple_of(2) { verso } else { recto };
        let prose: Vec<String> = (n * 13..n * 13 + 9).map(sentence).collect();
        let own = if n == 5 { text } else { "" };
        let mut lines = String::new();
        for word in prose.join(" ").split(' ') {
            let width = lines.rsplit('\n').next().map_or(0, str::len);
            lines.push(if width + word.len() > 70 { '\n' } else { ' ' });
            lines.push_str(word);
        }
        format!("{head}\n\n{own}{}\n\n{n}\n", lines.trim_start())
    };
    (2..10).map(page).collect::<Vec<_>>().join("\u{c}")
}

/// File name, text, and what is known of it.
fn texts() -> Vec<(&'static str, String, Known)> {
    let plain = |head: &str, text: &str| format!("{head}\n\n{text}\n{text}");
    let markdown = |head: &str, text: &str| format!("---\n{head}---\n\n# One\n\n{text}");
    let gutenberg = |head: &str, text: &str| {
        format!(
            "The Project Gutenberg eBook of a Work\n\n{head}\n\n*** START OF THE PROJECT GUTENBERG EBOOK A WORK \
             ***\n\n\n{text}\n\n*** END OF THE PROJECT GUTENBERG EBOOK A WORK ***\n"
        )
    };
    vec![
        (
            "01.txt",
            plain(
                "THE ROPE AND THE RIVER\n\nby Ada Crane\n\nHarbour Press, Whitby, 1908",
                BRITISH,
            ),
            known("The Rope and the River", "Ada Crane", "en-GB"),
        ),
        (
            "02.txt",
            plain("The Salt Road\nby Ada Crane and J. B. Holt", AMERICAN),
            known("The Salt Road", "Ada Crane", "en-US"),
        ),
        (
            "03.txt",
            plain("THE SALT ROAD\n\nBY\n\nADA CRANE\n\nWHITBY\n1908", ENGLISH),
            known("The Salt Road", "Ada Crane", "en"),
        ),
        (
            "04.txt",
            plain("ADA CRANE\n\nTHE SALT ROAD\n\nWhitby, 1908", BRITISH),
            known("The Salt Road", "Ada Crane", "en-GB"),
        ),
        (
            "05.txt",
            plain(
                "The Salt Road:\nA History of the Coast\n\nBy Ada Crane",
                ENGLISH,
            ),
            known("The Salt Road", "Ada Crane", "en"),
        ),
        (
            "06.txt",
            plain(
                "THE SALT ROAD\n\nwith an introduction by Paul Lind\n\nby Ada Crane",
                ENGLISH,
            ),
            known("The Salt Road", "Ada Crane", "en"),
        ),
        (
            "07.txt",
            plain(
                "DER SALZWEG\n\nvon Hanna Berg\n\nVerlag am Hafen, Kiel 1908",
                GERMAN,
            ),
            known("Der Salzweg", "Hanna Berg", "de"),
        ),
        (
            "08.txt",
            plain(
                "LA ROUTE DU SEL\n\npar Anne Morel\n\nParis, Librairie du Port, 1908",
                FRENCH,
            ),
            known("La route du sel", "Anne Morel", "fr"),
        ),
        (
            "09.txt",
            plain(
                "EL CAMINO DE LA SAL\n\npor Ana Robles\n\nImprenta del Puerto, Cádiz, 1908",
                SPANISH,
            ),
            known("El camino de la sal", "Ana Robles", "es"),
        ),
        (
            "10.txt",
            plain("THE SALT ROAD", BRITISH),
            known("The Salt Road", "", "en-GB"),
        ),
        ("11.txt", BRITISH.repeat(2), known("", "", "en-GB")),
        (
            "12.txt",
            headed("ADA CRANE", "THE SALT ROAD", ENGLISH),
            known("The Salt Road", "Ada Crane", "en"),
        ),
        (
            "13.txt",
            headed("THE SALT ROAD", "THE SALT ROAD", AMERICAN),
            known("The Salt Road", "", "en-US"),
        ),
        (
            "14.txt",
            format!("The Salt Road\n\nAda Crane\n\nLondon 1908\n\u{c}{ENGLISH}"),
            known("The Salt Road", "Ada Crane", "en"),
        ),
        (
            "15.md",
            markdown(
                "title: The Salt Road\nauthor: Ada Crane\nlang: en-GB\n",
                ENGLISH,
            ),
            known("The Salt Road", "Ada Crane", "en-GB"),
        ),
        (
            "16.md",
            markdown(
                "title: Der Salzweg\nauthor:\n- Hanna Berg\n- Jens Holm\n",
                GERMAN,
            ),
            known("Der Salzweg", "Hanna Berg", "de"),
        ),
        (
            "17.md",
            format!("# The Salt Road\n\n{BRITISH}"),
            known("The Salt Road", "", "en-GB"),
        ),
        ("18.md", ENGLISH.to_owned(), known("", "", "en")),
        (
            "19.txt",
            gutenberg(
                "Title: The Salt Road\n\nAuthor: Ada Crane\n\nLanguage: English",
                BRITISH,
            ),
            known("The Salt Road", "Ada Crane", "en-GB"),
        ),
        (
            "20.txt",
            gutenberg(
                "Title: Der Salzweg\n\nAuthor: Hanna Berg\n\nLanguage: German",
                GERMAN,
            ),
            known("Der Salzweg", "Hanna Berg", "de"),
        ),
        (
            "21.txt",
            plain(
                "THE SALT ROAD\n\nTranslated from the Danish by Paul Lind\n\nCopenhagen, 1908",
                ENGLISH,
            ),
            known("The Salt Road", "", "en"),
        ),
        (
            "22.txt",
            plain("THE PRESS AND THE PEOPLE\n\nby Ada Crane", ENGLISH),
            known("The Press and the People", "Ada Crane", "en"),
        ),
        (
            "23.txt",
            plain(
                "1848 ON THE COAST\n\nby Ada Crane\n\nSecond edition\n\nWhitby, 1908",
                ENGLISH,
            ),
            known("1848 on the Coast", "Ada Crane", "en"),
        ),
        (
            "24.txt",
            plain("BY THE SALT ROAD\n\nAda Crane\n\nHarbour Press", ENGLISH),
            known("By the Salt Road", "Ada Crane", "en"),
        ),
        (
            "25.txt",
            plain(
                "\u{feff}The Salt Road\n=============\n\nby Ada Crane",
                ENGLISH,
            ),
            known("The Salt Road", "Ada Crane", "en"),
        ),
        (
            "26.txt",
            plain(
                "WHAT IS A ROAD?\n\nA Question\n\nby ADA O’NEILL, M.A.\n\nPrice Twopence",
                ENGLISH,
            ),
            known("What Is a Road?", "Ada O’Neill", "en"),
        ),
        (
            "27.txt",
            plain("Dear friends,\n\nlisten.", ENGLISH),
            known("", "", "en"),
        ),
        (
            "28.txt",
            plain(
                "THE SALT ROAD\nAND THE ROPE\nby Ada Crane\nHarbour Press, Whitby, 1908\n1",
                ENGLISH,
            ),
            known("The Salt Road and the Rope", "Ada Crane", "en"),
        ),
        (
            "29.txt",
            plain("Hanna von Berg\n\nDer Salzweg\n\nKiel, 1908", GERMAN),
            known("Der Salzweg", "Hanna von Berg", "de"),
        ),
        (
            "30.txt",
            plain(
                "CONTENTS\n\n1. The River 3\n2. The Rope 9\n\nTHE RIVER",
                ENGLISH,
            ),
            known("", "", "en"),
        ),
    ]
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pamphleteer"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1");
    command.output().expect("the program runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A key's line of a manifest, without its name.
fn value<'a>(manifest: &'a str, key: &str) -> Option<&'a str> {
    let mut lines = manifest.lines();
    lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
}

#[test]
fn thirty_texts_are_read_right_or_asked() {
    let mut faults = Vec::new();
    let (mut right, mut asked) = (0, 0);
    for (name, text, known) in texts() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(name), text).expect("a text");
        let made = run(folder.path(), &["init", name]);
        if !made.status.success() {
            faults.push(format!("{name}: {}", stderr(&made)));
            continue;
        }
        let manifest = fs::read_to_string(folder.path().join("book.yaml")).expect("a manifest");
        for (key, wanted) in [
            ("title", known.title),
            ("authors", known.author),
            ("language", known.language),
        ] {
            let value = value(&manifest, key);
            let is_marked = value.is_none_or(|value| value.contains("# please check: "));
            let bare = value
                .unwrap_or_default()
                .split(" # please")
                .next()
                .unwrap_or_default();
            let bare = bare.to_lowercase();
            let is_right = match key {
                "language" => bare == wanted.to_lowercase(),
                _ => !wanted.is_empty() && bare.contains(&wanted.to_lowercase()),
            };
            match (is_right, is_marked) {
                (true, _) => right += 1,
                // Wrong in silence.
                (false, false) => {
                    faults.push(format!("{name}: {key} is `{bare}`, and nobody is asked"))
                }
                // Known, and yet not found.
                (false, true) if !wanted.is_empty() => {
                    faults.push(format!("{name}: {key} is `{bare}`, not `{wanted}`"))
                }
                (false, true) => asked += 1,
            }
        }
        let checked = run(folder.path(), &["check"]);
        if !checked.status.success() {
            faults.push(format!("{name}: {}", stderr(&checked)));
        }
    }
    assert!(
        faults.is_empty(),
        "{right} right, {asked} asked\n{}",
        faults.join("\n")
    );
    assert_eq!(right + asked, 90);
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("salt-road.txt"), ENGLISH).expect("a text");
    folder
}

/// A file's name is no title: it is said, marked, and each build warns until somebody has looked.
#[test]
fn a_placeholder_is_never_printed_in_silence() {
    let folder = folder();
    let made = run(folder.path(), &["init", "salt-road.txt"]);
    let said = stderr(&made);
    for words in [
        "the file's name",
        "authors   not found",
        "pamphleteer build",
        "pamphleteer proof",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let path = folder.path().join("book.yaml");
    let manifest = fs::read_to_string(&path).expect("a manifest");
    assert!(
        value(&manifest, "title")
            .is_some_and(|v| v.contains("# please check: only the file's name"))
    );
    let warned = |folder: &Path| stderr(&run(folder, &["check"])).contains("unchecked-guess");
    assert!(warned(folder.path()));
    let looked: Vec<&str> = manifest
        .lines()
        .map(|line| line.split(" # please").next().unwrap_or_default())
        .collect();
    fs::write(&path, looked.join("\n")).expect("written");
    assert!(!warned(folder.path()));
}

#[test]
fn a_manifest_is_written_over_only_by_force_and_elsewhere_on_request() {
    let folder = folder();
    assert!(
        run(folder.path(), &["init", "salt-road.txt"])
            .status
            .success()
    );
    let again = run(folder.path(), &["init", "salt-road.txt"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("--force"), "{}", stderr(&again));
    assert!(
        run(folder.path(), &["init", "--force", "salt-road.txt"])
            .status
            .success()
    );
    let texts = folder.path().join("texts");
    fs::create_dir(&texts).expect("a folder");
    fs::write(texts.join("b.txt"), ENGLISH).expect("a text");
    let made = run(folder.path(), &["init", "texts/b.txt", "-o", "other.yaml"]);
    assert!(made.status.success(), "{}", stderr(&made));
    assert!(stderr(&made).contains("pamphleteer build other.yaml"));
    assert!(
        run(folder.path(), &["check", "other.yaml"])
            .status
            .success()
    );
    let away = run(
        folder.path(),
        &["init", "salt-road.txt", "-o", "texts/c.yaml"],
    );
    assert_eq!(away.status.code(), Some(2));
}

/// Where it can't be built, no manifest is left behind.
#[test]
fn what_can_not_be_built_gets_no_manifest() {
    for (name, bytes) in [
        ("a.dat", ENGLISH.as_bytes()),
        ("b.txt", b"PK\x03\x04\0\0"),
        ("c.txt", b"  \n"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(name), bytes).expect("a file");
        let made = run(folder.path(), &["init", name]);
        let builds = || run(folder.path(), &["check"]).status.success();
        assert!(
            !folder.path().join("book.yaml").exists() || builds(),
            "{name}"
        );
        assert!(
            !made.status.success() || builds(),
            "{name}: {}",
            stderr(&made)
        );
    }
}

/// A text where a manifest is wanted: the message says what to do with it.
#[test]
fn a_text_is_no_manifest() {
    let folder = folder();
    let built = run(folder.path(), &["build", "salt-road.txt"]);
    assert_eq!(built.status.code(), Some(2));
    let said = stderr(&built);
    assert!(said.contains("pamphleteer init salt-road.txt"), "{said}");
    assert!(said.contains("pamphleteer repair salt-road.txt"), "{said}");
    fs::write(
        folder.path().join("book.txt"),
        "title: A\nlanguage: en\ntext: salt-road.txt\n",
    )
    .expect("written");
    assert!(run(folder.path(), &["check", "book.txt"]).status.success());
}

#[test]
fn new_folders_build_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = run(folder.path(), &["list", "templates"]);
    let list = String::from_utf8(list.stdout).expect("UTF-8");
    let names: Vec<&str> = list
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(names.len() > 3, "{list}");
    for name in names {
        let made = run(folder.path(), &["new", name, "--template", name]);
        assert!(made.status.success(), "{}", stderr(&made));
        let built = run(folder.path(), &["build", name]);
        assert!(built.status.success(), "{name}: {}", stderr(&built));
        assert!(
            !stderr(&built).contains("warning"),
            "{name}: {}",
            stderr(&built)
        );
        assert!(!run(folder.path(), &["new", name]).status.success());
    }
}
