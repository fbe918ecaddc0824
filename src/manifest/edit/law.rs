//! The law of edits: the manifest then says what it said and what the edit says, and nothing else has moved. In: random
//! edits of the sample's manifest, of what `init` writes, and of odd ones.

use super::path::{Path, Step};
use super::spans::{self, Node, Shape};
use super::{Edit, apply};
use crate::book::Meta;
use proptest::prelude::*;
use serde_yaml::{Mapping, Value};

/// Manifests with what YAML has of odd ways; each comment has a number.
const AWKWARD: &[&str] = &[
    "%YAML 1.1\n--- #c1\n# c2: not a key #c2\ntitle: \"A: b\" #c3\n\n\nauthors: #c4\n# #c5\n- Ann #c6\n- name: Bob\n  #c7\n  role: editor #c8\n\n-   'Cé': x\n    d: |+\n      lit\n       eral\n\n    e: z\n#c9\nsubjects: [ a , 'b, c' , #c10\n   \"d\", [e, f], {g: h} , #c11\n ]\n\ntext: # #c12\n  a.txt   #c13\ndescription: >- #c14\n  one\n  two # three\n\n  four\n\n#c15\nrepair: {words: [x], corrections: {\"old: words\": new, 'it''s': it is}} #c16\nnotes:\n  link: {10: 9#2, 11: ~}\n  swap:\n  - [5, 6]\n  - - 7\n    - 8 #c17\n  -\n    [9, 10]\n...\n",
    "title:\tx\t#c1\r\nsource:\r\n  #c2\r\n    edition: multi\r\n      line plain\r\n      words #c3\r\n    form: \"quoted\r\n      lines\" #c4\r\ndecisions: {}\r\neditions:\r\n  make: []\r\n  out:\r\n  page:\r\n    margins: {inner: 1mm,\r\n      outer: 2mm} #c5\r\n    paper: a5\r\n#c6",
    "#c1\n\n  title: indented   \n  #c2\n  a: { b: {c: d}, \"e\":f, g, h: } #c3\n  list: [[], {}, [[x]], ~]\n  deep:\n    - - - a\n        - b #c4\n      - c\n    - {}\n    - \n    - x: 1\n  text: last",
    "# only a comment #c1\n",
    "title: a\ntext:\n- x\n- y\nlast: |\n  no newline at the end",
];

fn manifests() -> Vec<String> {
    let mut all: Vec<String> = AWKWARD.iter().map(|text| (*text).into()).collect();
    let book = concat!(env!("CARGO_MANIFEST_DIR"), "/book.yaml");
    all.push(std::fs::read_to_string(book).expect("the sample's manifest"));
    let meta = Meta {
        title: "A: b".into(),
        ..Meta::default()
    };
    let begin = crate::manifest::Begin {
        meta,
        texts: &["a.txt".into()],
        ocr: None,
        guessed: std::collections::BTreeMap::new(),
        lacking: vec!["authors"],
    };
    all.push(crate::manifest::template(&begin));
    all
}

/// Choices, drawn from a number.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    fn word(&mut self) -> String {
        let words = [
            "plain",
            "two words",
            "yes",
            "1.0",
            "-1",
            "a: b",
            "a #b",
            "",
            " edge ",
            "it's",
            "\"q\"",
            "[x]",
            "{",
            "a, b",
            "~",
            "null",
            "|",
            "> x",
            "é — ü",
            "line\nline",
            "line\n\n  in\n",
            "\n",
            "tab\tin",
            "*a",
            "&a",
            "!t",
            "%x",
            "@x",
            "- x",
            "? x",
            ": x",
            "x:",
            "#x",
            "0x1F",
            "12:30",
            "\u{2028}",
            "\u{85}x",
            "a\r\nb",
            "'",
            "\\",
            "---",
            "--- a",
            "...",
            "=",
            "<<",
            "a\n# b",
            "x\n\n",
            "1e3",
            ".5",
            "+",
            "2026-01-01",
            "// \u{1F600}",
            "a\u{a0}",
        ];
        (*self.of(&words)).into()
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth > 2 { 7 } else { 10 }) {
            0..4 => self.word().into(),
            4 => Value::from(self.below(2000)),
            5 => Value::from(self.below(2) == 0),
            6 => Value::Null,
            7 | 8 => (0..self.below(4)).map(|_| self.value(depth + 1)).collect(),
            _ => {
                let entries =
                    (0..self.below(4)).map(|_| (self.word().into(), self.value(depth + 1)));
                Value::Mapping(entries.collect())
            }
        }
    }

    /// An edit that can be made of a manifest.
    fn edit(&mut self, root: &Value) -> Edit {
        let mut places = Vec::new();
        all_places(root, &mut Vec::new(), &mut places);
        let keys = [
            "title",
            "date",
            "decisions",
            "isbn",
            "series",
            "cover",
            "rights",
            "odd key",
            "7",
        ];
        loop {
            let (steps, value) = self.of(&places).clone();
            let path = Path(steps);
            let further = |step: Step| Path([path.0.clone(), vec![step]].concat());
            match (self.below(6), &value) {
                (0 | 1, _) if !path.0.is_empty() => return Edit::Set(path, self.value(0)),
                (2, _) if !path.0.is_empty() => return Edit::Remove(path),
                (3, Value::Mapping(_)) => {
                    let key = match self.below(3) {
                        0 => self.word(),
                        _ => (*self.of(&keys)).into(),
                    };
                    return Edit::Set(further(Step::Key(key)), self.value(1));
                }
                (3, Value::Null) if path.0.is_empty() => {
                    let group = ["repair", "notes"][self.below(2)];
                    let steps = vec![Step::Key(group.into()), Step::Key(self.word())];
                    return Edit::Set(Path(steps), self.value(1));
                }
                (4, Value::Sequence(_)) => return Edit::Append(path, self.value(1)),
                (5, Value::Sequence(items)) if !path.0.is_empty() => {
                    let mut items = items.clone();
                    for _ in 0..self.below(3) {
                        let at = self.below(items.len() + 1);
                        items.insert(at, self.value(1));
                    }
                    if !items.is_empty() {
                        items.remove(self.below(items.len()));
                    }
                    return Edit::Set(path, Value::Sequence(items));
                }
                _ => {}
            }
        }
    }
}

fn as_key(key: &Value) -> Step {
    Step::Key(match key {
        Value::String(text) => text.clone(),
        other => serde_yaml::to_string(other).expect("YAML").trim().into(),
    })
}

fn all_places(value: &Value, path: &mut Vec<Step>, found: &mut Vec<(Vec<Step>, Value)>) {
    found.push((path.clone(), value.clone()));
    let inner: Vec<(Step, &Value)> = match value {
        Value::Mapping(entries) => entries.iter().map(|(k, v)| (as_key(k), v)).collect(),
        Value::Sequence(items) => items
            .iter()
            .enumerate()
            .map(|(i, v)| (Step::Index(i), v))
            .collect(),
        _ => Vec::new(),
    };
    for (step, value) in inner {
        path.push(step);
        all_places(value, path, found);
        path.pop();
    }
}

/// The edit of a value, by itself: what the text must mean afterwards.
fn model(value: &mut Value, edit: &Edit) {
    match edit {
        Edit::Set(path, new) => *entered(value, &path.0) = new.clone(),
        Edit::Append(path, new) => match entered(value, &path.0) {
            Value::Sequence(items) => items.push(new.clone()),
            other => panic!("no list: {other:?}"),
        },
        Edit::Remove(path) => taken(value, &path.0),
    }
}

fn entered<'a>(value: &'a mut Value, steps: &[Step]) -> &'a mut Value {
    let Some((step, rest)) = steps.split_first() else {
        return value;
    };
    if value.is_null() {
        *value = Value::Mapping(Mapping::new());
    }
    match (value, step) {
        (Value::Sequence(items), Step::Index(index)) => entered(&mut items[*index], rest),
        (Value::Mapping(entries), Step::Key(_)) => {
            let known = entries.keys().find(|key| as_key(key) == *step).cloned();
            let key = known.unwrap_or_else(|| step.key().into());
            entered(entries.entry(key).or_insert(Value::Null), rest)
        }
        (other, step) => panic!("{step:?} into {other:?}"),
    }
}

fn taken(value: &mut Value, steps: &[Step]) {
    let [step, rest @ ..] = steps else { return };
    match (value, step) {
        (Value::Mapping(entries), _) => {
            let key = entries
                .keys()
                .find(|key| as_key(key) == *step)
                .cloned()
                .expect("a key");
            let inner = &mut entries[&key];
            taken(inner, rest);
            let is_empty = inner.as_mapping().is_some_and(Mapping::is_empty)
                || inner.as_sequence().is_some_and(Vec::is_empty);
            if rest.is_empty() || is_empty {
                entries.shift_remove(&key);
            }
        }
        (Value::Sequence(items), Step::Index(index)) => match rest {
            [] => drop(items.remove(*index)),
            _ => taken(&mut items[*index], rest),
        },
        (other, step) => panic!("{step:?} into {other:?}"),
    }
}

fn same(one: &Value, other: &Value) -> bool {
    let is_empty = |v: &Value| v.is_null() || v.as_mapping().is_some_and(Mapping::is_empty);
    one == other || is_empty(one) && is_empty(other)
}

/// The numbered comments, in order.
fn numbered(text: &str) -> Vec<&str> {
    let marks = text.match_indices("#c").map(|(at, _)| &text[at..]);
    let numbers = marks.map(|rest| {
        let end = rest[2..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(rest.len(), |n| n + 2);
        &rest[..end]
    });
    numbers.filter(|mark| mark.len() > 2).collect()
}

/// The words of a manifest as typed, by their paths, but for those below a path.
fn typed<'a>(
    text: &'a str,
    node: &Node,
    path: &mut Vec<String>,
    but: &[String],
    found: &mut Vec<(Vec<String>, &'a str)>,
) {
    if path.starts_with(but) {
        return;
    }
    let mut inner: Vec<(String, &Node)> = Vec::new();
    match &node.shape {
        Shape::Map(_, entries) => {
            for entry in entries {
                found.push((path.clone(), &text[entry.key.clone()]));
                inner.push((entry.name.clone(), &entry.value));
            }
        }
        Shape::List(_, items) => {
            inner.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(i, item)| (i.to_string(), &item.value)),
            );
        }
        Shape::Nothing => {}
        _ => found.push((path.clone(), &text[node.span.clone()])),
    }
    for (name, node) in inner {
        path.push(name);
        typed(text, node, path, but, found);
        path.pop();
    }
}

fn obeys(before: &str, edit: &Edit, after: &str) -> Result<(), TestCaseError> {
    let told = || format!("{edit:?}\n--- before\n{before}\n--- after\n{after}");
    let mut wanted: Value = serde_yaml::from_str(before).expect("YAML");
    model(&mut wanted, edit);
    let read: Value =
        serde_yaml::from_str(after).map_err(|e| TestCaseError::fail(format!("{e}\n{}", told())))?;
    prop_assert!(same(&read, &wanted), "another meaning\n{}", told());
    prop_assert_eq!(numbered(before), numbered(after), "{}", told());
    let bare = after.replace("\r\n", "");
    prop_assert!(
        !before.contains('\r') || !bare.contains('\n'),
        "line ends\n{}",
        told()
    );
    // A list may be cut shorter and a group go with its last key: compare what is outside the first key.
    let but: Vec<String> = edit.path().0.iter().take(1).map(Step::key).collect();
    let words = |text| {
        let root = spans::read(text).expect("spans");
        let mut found = Vec::new();
        typed(text, &root, &mut Vec::new(), &but, &mut found);
        found.retain(|(path, word)| !path.is_empty() || word.trim_matches(['"', '\'']) != but[0]);
        // A block scalar that the file ends in says so when something follows it.
        let told = |word: &str| word.replacen("|-\n", "|\n", 1);
        found
            .into_iter()
            .map(|(path, word)| (path, told(word)))
            .collect::<Vec<_>>()
    };
    let (old, new) = (words(before), words(after));
    let is_new_key = old.len() != new.len();
    prop_assert!(
        is_new_key || old == new,
        "other words moved\n{:?}\n{:?}\n{}",
        old,
        new,
        told()
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn edits_change_what_they_say_and_nothing_else(which in any::<usize>(), seed in any::<u64>(), count in 1..7usize) {
        let manifests = manifests();
        let first = manifests[which % manifests.len()].clone();
        let mut chance = Chance(seed);
        let mut text = first.clone();
        let mut former = Vec::new();
        for _ in 0..count {
            let value: Value = serde_yaml::from_str(&text).expect("YAML");
            let edit = chance.edit(&value);
            let edited = apply("book.yaml", &text, std::slice::from_ref(&edit));
            let edited = match edited {
                Ok(edited) => edited,
                Err(fault) => return Err(TestCaseError::fail(format!("{fault:?}\n{edit:?}\n{text}"))),
            };
            obeys(&text, &edit, &edited.text)?;
            former.push(edited.former);
            text = edited.text;
        }
        for before in former.into_iter().rev() {
            text = before;
        }
        prop_assert_eq!(text, first);
    }
}
