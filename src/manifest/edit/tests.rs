//! Edits by example. In: a manifest and an edit. Out: the very text.

use super::{Edit, Path, Step, apply, unmarked};

fn edited(text: &str, edit: Edit) -> String {
    match apply("book.yaml", text, &[edit]) {
        Ok(edited) => edited.text,
        Err(fault) => panic!("{fault:?}\n{text}"),
    }
}

fn path(text: &str) -> Path {
    Path::read(text).expect("a path")
}

fn set(text: &str, at: &str, value: &str) -> String {
    let value = serde_yaml::from_str(value).expect("a value");
    edited(text, Edit::Set(path(at), value))
}

fn append(text: &str, at: &str, value: &str) -> String {
    let value = serde_yaml::from_str(value).expect("a value");
    edited(text, Edit::Append(path(at), value))
}

fn remove(text: &str, at: &str) -> String {
    edited(text, Edit::Remove(path(at)))
}

fn refused(text: &str, edit: Edit) -> String {
    let fault = apply("book.yaml", text, &[edit]).expect_err("a refusal");
    fault.code.into()
}

#[test]
fn paths_are_read_and_written() {
    for text in [
        "title",
        "authors/0/name",
        "repair/corrections/\"a/b\"",
        "notes/link/\"10\"",
        "a b/c: d",
    ] {
        assert_eq!(path(text).to_string(), text);
    }
    assert_eq!(
        path("a/0"),
        Path(vec![Step::Key("a".into()), Step::Index(0)])
    );
    for none in ["", "a//b", "\"a", "\"a\"b"] {
        assert!(Path::read(none).is_err(), "{none}");
    }
}

#[test]
fn values_change_in_place() {
    assert_eq!(
        set("title: a  # b\ntext: c", "title", "d"),
        "title: d  # b\ntext: c"
    );
    assert_eq!(
        set("title:\ta\t# b\r\ntext: c\r\n", "title", "'1'"),
        "title:\t\"1\"\t# b\r\ntext: c\r\n"
    );
    assert_eq!(
        set("a: {b: 'x', c: [1, 2]} # d\n", "a/c/1", "w"),
        "a: {b: 'x', c: [1, w]} # d\n"
    );
    assert_eq!(
        set("a: |\n  x\n  y\n\n# c\nb: z\n", "a", "w"),
        "a: w\n\n# c\nb: z\n"
    );
    assert_eq!(
        set("a: >- # c\n  x\nb: z\n", "a", "w"),
        "a: w\n# c\nb: z\n".replace("# c", "  # c")
    );
    assert_eq!(
        set("a: b # c\n", "a", "\"d\\ne\\n\""),
        "a: | # c\n  d\n  e\n"
    );
}

#[test]
fn new_keys_go_where_they_are_switched_off_or_last() {
    let text = "# The title.\n#title:\n\n# Who.\n#date: 1914  # of this\n\n#repair:\n#   Words.\n#  words:\n#   No.\n#  off:\n\n#notes:\n#  words:\n";
    let one = set(text, "title", "T");
    assert!(one.starts_with("# The title.\ntitle: T\n\n# Who."), "{one}");
    let two = set(&one, "date", "2026-01-01");
    assert!(
        two.contains("#date: 1914  # of this\ndate: 2026-01-01\n\n"),
        "{two}"
    );
    let three = set(&two, "repair/off", "[swaps]");
    assert!(
        three.contains("\nrepair:\n#   Words.\n#  words:\n#   No.\n  off: [swaps]\n\n#notes:"),
        "{three}"
    );
    let four = append(&three, "repair/words", "Skelbeck");
    assert!(
        four.contains("\n#   Words.\n  words: [Skelbeck]\n#   No.\n  off: [swaps]\n"),
        "{four}"
    );
    assert_eq!(
        set("title: a\n\n# end\n", "decisions/foot-1", "accept"),
        "title: a\ndecisions:\n  foot-1: accept\n\n# end\n"
    );
    assert_eq!(
        set("title: a", "date", "'1914'"),
        "title: a\ndate: \"1914\""
    );
}

#[test]
fn empty_places_are_filled() {
    for empty in ["decisions:", "decisions: {}", "decisions: ~"] {
        let text = format!("{empty} # answers\ntitle: a\n");
        let wanted = match empty {
            "decisions: ~" => continue,
            _ => "decisions: # answers\n  foot-1: accept\ntitle: a\n",
        };
        assert_eq!(set(&text, "decisions/foot-1", "accept"), wanted, "{empty}");
    }
    assert_eq!(append("words: []\n", "words", "a"), "words: [a]\n");
    assert_eq!(set("", "title", "a"), "title: a\n".trim_end());
    assert_eq!(set("# c\n", "title", "a"), "# c\ntitle: a\n");
    assert_eq!(set("a: {b: {}}\n", "a/b/c", "d"), "a: {b: {c: d}}\n");
}

#[test]
fn lists_grow_and_shrink_and_keep_what_is_said_of_the_rest() {
    let text = "authors:\n  # first\n  - name: A # a\n    role: b\n  # second\n  - C\ntext: x\n";
    let more = append(text, "authors", "{name: D, role: e}");
    assert!(
        more.contains("  - C\n  - name: D\n    role: e\ntext: x\n"),
        "{more}"
    );
    let less = remove(text, "authors/0/name");
    assert!(
        less.contains("  # first\n  -\n    # a\n    role: b\n"),
        "{less}"
    );
    assert!(remove(text, "authors/1").ends_with("    role: b\n  # second\ntext: x\n"));
    let changed = set(text, "authors", "[{name: Z, role: b}, Q, C]");
    assert!(
        changed.contains("  - name: Z # a\n    role: b\n  - Q\n  # second\n  - C\n"),
        "{changed}"
    );
    assert_eq!(
        append("authors: A # a\n", "authors", "B"),
        "authors: [A, B] # a\n"
    );
    assert_eq!(set("authors: A\n", "authors/0", "B"), "authors: B\n");
    assert_eq!(
        append("a: [x, # c\n  y, # d\n  ]\n", "a", "z"),
        "a: [x, # c\n  y, z # d\n  ]\n"
    );
    assert_eq!(remove("a: [x, y, z]\n", "a/1"), "a: [x, z]\n");
    assert_eq!(remove("a: [x, y]\n", "a/1"), "a: [x]\n");
    assert_eq!(
        remove("title: t\na:\n  b:\n    c: d # e\n", "a/b/c"),
        "title: t\n# e\n"
    );
}

#[test]
fn keys_of_the_tables_have_hyphens_or_underscores() {
    let text = "repair:\n  never-split: [a]\n  corrections: {co-op: b}\n";
    assert_eq!(
        append(text, "repair/never_split", "c"),
        text.replace("[a]", "[a, c]")
    );
    assert_eq!(
        set(text, "repair/corrections/co_op", "d"),
        text.replace("b}", "b, co_op: d}")
    );
    assert_eq!(
        set("notes: {link: {10: a}}\n", "notes/link/10", "b"),
        "notes: {link: {10: b}}\n"
    );
}

#[test]
fn what_cannot_be_done_is_refused_with_its_reason() {
    let shared = "a: &x [b]\nc: *x\nd: {e: f}\n";
    let to = |at: &str| Edit::Set(path(at), "y".into());
    assert_eq!(refused(shared, to("a/0")), "shared-value");
    assert_eq!(refused(shared, to("c")), "shared-value");
    assert_eq!(set(shared, "d/e", "g"), shared.replace('f', "g"));
    assert_eq!(refused("a: b\n", to("a/c")), "no-such-place");
    assert_eq!(refused("a: [b]\n", to("a/4")), "no-such-item");
    assert_eq!(
        refused("a: [b]\n", Edit::Remove(path("c"))),
        "no-such-place"
    );
    assert_eq!(refused("a: [k: v]\n", to("a/0/k")), "no-such-place");
    assert_eq!(set("a: [k: v, x]\n", "a/0", "w"), "a: [w, x]\n");
    assert_eq!(refused("a: [b\n", to("a")), "no-yaml");
    assert_eq!(refused("? a\n: b\n", to("a")), "unusual-yaml");
    assert_eq!(refused("- a\n", to("a")), "not-a-mapping");
}

#[test]
fn the_mark_of_a_guess_goes_alone() {
    let text = "title: \"a # check: b\"  # check: from the file's name\nisbn: c # why\n";
    let title = path("title");
    assert_eq!(
        unmarked(text, &title, "# check: "),
        "title: \"a # check: b\"\nisbn: c # why\n"
    );
    assert_eq!(unmarked(text, &path("isbn"), "# check: "), text);
    assert_eq!(unmarked(text, &path("date"), "# check: "), text);
}
