//! Names are the same wherever they stand. In: the tables of keys and of arguments. Out: a failure where schema, form,
//! reference, `--help`, man page, completions or docs/commands.md name others; `UPDATE=1` writes that page anew.

use clap::{Arg, Command, CommandFactory};
use pamphleteer::cli::Arguments;
use pamphleteer::manifest::edit::{self, Edit, Step};
use pamphleteer::manifest::form::fields;
use pamphleteer::manifest::{self, File, Kind, reference, schema};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

fn keys_of_schema(schema: &Value, path: &str, found: &mut BTreeSet<String>) {
    for (name, value) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}{name}");
        keys_of_schema(value, &format!("{path}."), found);
        found.insert(path);
    }
    for form in schema["anyOf"].as_array().into_iter().flatten() {
        keys_of_schema(form, path, found);
    }
}

fn keys_of_form() -> BTreeSet<String> {
    let name = |step: &Step| match step {
        Step::Key(key) => Some(key.clone()),
        Step::Index(_) => None,
    };
    // What may be said of a text is shown where something is.
    let fields = fields("text: [{file: a.txt}]");
    let paths = fields
        .iter()
        .map(|field| field.path.0.iter().filter_map(name));
    paths
        .map(|path| path.collect::<Vec<_>>().join("."))
        .collect()
}

fn keys_of_reference() -> BTreeSet<String> {
    let mut group = String::new();
    let mut found = BTreeSet::new();
    for line in reference().lines() {
        if let Some(title) = line.strip_prefix("### ") {
            let name = title
                .strip_prefix('`')
                .and_then(|name| name.strip_suffix('`'));
            group = name.map(|name| format!("{name}.")).unwrap_or_default();
        } else if let Some(key) = line
            .strip_prefix("| `")
            .and_then(|row| row.split('`').next())
        {
            found.insert(format!("{group}{key}"));
        }
    }
    found
}

#[test]
fn schema_form_and_reference_have_the_same_keys() {
    let schema: Value = serde_json::from_str(&schema()).expect("JSON");
    let mut keys = BTreeSet::new();
    keys_of_schema(&schema, "", &mut keys);
    assert_eq!(keys, keys_of_form());
    assert_eq!(keys, keys_of_reference());
}

#[test]
fn the_schema_takes_keys_with_hyphens_as_the_program_does() {
    let schema: Value = serde_json::from_str(&schema()).expect("JSON");
    let repair = &schema["properties"]["repair"];
    let with_hyphen = &repair["patternProperties"]["^never[-_]split$"];
    assert_eq!(*with_hyphen, repair["properties"]["never_split"]);
    assert!(schema["$id"].is_string());
}

/// The commands with all their arguments, those of every command included.
fn commands() -> Command {
    let mut command = Arguments::command();
    command.build();
    command
}

fn options(command: &Command) -> impl Iterator<Item = &Arg> {
    let own = |arg: &&Arg| !arg.is_global_set() && arg.get_id() != "help" && !arg.is_hide_set();
    command.get_arguments().filter(own)
}

/// docs/commands.md.
fn page() -> String {
    let root = commands();
    let mut page = String::from(
        "# Commands\n\nMade from the table of arguments by `UPDATE=1 cargo test --test names`. `--help` after a command says the \
         same.\n\n## All commands\n\n| option | meaning |\n|---|---|\n",
    );
    for arg in root.get_arguments().filter(|arg| arg.is_global_set()) {
        row(&mut page, arg);
    }
    for command in root.get_subcommands() {
        let about = command.get_about().map(ToString::to_string);
        let _ = write!(
            page,
            "\n## `{}`\n\n{}.\n",
            command.get_name(),
            about.unwrap_or_default()
        );
        if options(command).next().is_some() {
            page.push_str("\n| argument | meaning |\n|---|---|\n");
        }
        options(command).for_each(|arg| row(&mut page, arg));
    }
    page
}

fn row(page: &mut String, arg: &Arg) {
    let names = arg
        .get_value_names()
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string);
    let value = match arg.get_action().takes_values() {
        true => names.collect::<Vec<_>>().join(" "),
        false => String::new(),
    };
    let long = arg.get_long().map(|long| format!("--{long}"));
    let short = arg.get_short().map(|short| format!("-{short}"));
    let words: Vec<String> = [short, long].into_iter().flatten().collect();
    let words = format!("{} {value}", words.join(", "));
    let about = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(
        page,
        "| `{}` | {} |",
        words.trim(),
        about.replace('|', "\\|")
    );
}

#[test]
fn the_page_has_every_command_and_option() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md");
    let fresh = page();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, fresh).expect("the page can be written");
    } else {
        let page = fs::read_to_string(&path).expect("the page");
        assert_eq!(page, fresh, "docs/commands.md is stale");
    }
}

fn printed(arguments: &[&str]) -> String {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_pamphleteer"))
        .args(arguments)
        .output()
        .expect("the program runs");
    String::from_utf8_lossy(&run.stdout).into_owned()
}

#[test]
fn help_man_pages_and_completions_name_every_command_and_option() {
    let folder = tempfile::tempdir().expect("a folder");
    printed(&["man", &folder.path().to_string_lossy()]);
    let (help, man) = (printed(&["--help"]), plain(&printed(&["man"])));
    let shells = ["bash", "zsh", "fish", "elvish", "powershell"];
    let scripts = shells.map(|shell| (shell, printed(&["completions", shell])));
    for command in commands().get_subcommands() {
        let name = command.get_name();
        assert!(help.contains(&format!("  {name}")), "--help lacks {name}");
        assert!(
            man.contains(&format!("pamphleteer-{name}")),
            "man lacks {name}"
        );
        let page = folder.path().join(format!("pamphleteer-{name}.1"));
        let page = plain(&fs::read_to_string(page).expect("a man page of each command"));
        let own = printed(&[name, "--help"]);
        for (shell, script) in &scripts {
            assert!(script.contains(name), "{shell} lacks {name}");
        }
        for long in options(command).filter_map(Arg::get_long) {
            let typed = format!("--{long}");
            assert!(own.contains(&typed), "{name} --help lacks {typed}");
            assert!(page.contains(&typed), "man of {name} lacks {typed}");
            for (shell, script) in &scripts {
                // fish writes `-l force` for `--force`.
                let is_there = script.contains(&typed) || script.contains(&format!("-l {long}"));
                assert!(is_there, "{shell} lacks {typed} of {name}");
            }
        }
        for global in commands().get_arguments().filter(|arg| arg.is_global_set()) {
            let long = global.get_long().expect("a long name");
            assert!(page.contains(&format!("--{long}")), "man of {name}: {long}");
        }
    }
    let pages = fs::read_dir(folder.path()).expect("the pages").count();
    assert_eq!(pages, commands().get_subcommands().count() + 1);
}

/// A man page without the marks of roff.
fn plain(page: &str) -> String {
    page.replace("\\-", "-")
        .replace("\\fB", "")
        .replace("\\fR", "")
}

/// The manifest that `init` writes shows every key, switched off where it is not filled in; so does that of the sample.
#[test]
fn manifests_to_begin_with_have_every_key() {
    let texts = ["a.txt".to_owned()];
    let begun = manifest::template(&manifest::Begin {
        texts: &texts,
        ..manifest::Begin::default()
    });
    let schema: Value = serde_json::from_str(&schema()).expect("JSON");
    let mut keys = BTreeSet::new();
    keys_of_schema(&schema, "", &mut keys);
    let sample = include_str!("../book.yaml");
    for path in keys {
        let key = path.rsplit('.').next().unwrap_or_default();
        // Keys of a value that may be words, too, have no line of their own.
        for (name, text) in [("init's", &*begun), ("the sample's", sample)] {
            let is_there = text.contains(&format!("{key}:")) || text.contains(&format!("`{key}`"));
            assert!(is_there, "{name} lacks {path}");
        }
    }
}

/// The keys whose example is what holds without them, as edits.
fn defaults(kind: Kind, path: &[Step], edits: &mut Vec<Edit>) {
    let Kind::Group(keys) = kind else { return };
    for key in keys {
        let path = [path, &[Step::Key(key.name.into())]].concat();
        if key.is_default {
            let value = serde_yaml::from_str(key.example).expect("YAML");
            edits.push(Edit::Set(edit::Path(path.clone()), value));
        }
        defaults(key.kind, &path, edits);
    }
}

#[test]
fn defaults_are_what_a_manifest_without_the_keys_gets() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.yaml");
    fs::write(folder.path().join("a.txt"), "Words.\n").expect("a text");
    let text = "title: A\nlanguage: en\ntext: a.txt\n";
    let settings = |text: &str| {
        let read = manifest::resolve(&File::new(&path, text.as_bytes()));
        read.expect("a manifest without faults").value.settings
    };
    let mut edits = Vec::new();
    defaults(manifest::keys(), &[], &mut edits);
    assert!(edits.len() > 30, "{edits:?}");
    let said = edit::apply("book.yaml", text, &edits).expect("edits that can be made");
    assert_eq!(settings(&said.text), settings(text), "{}", said.text);
}
