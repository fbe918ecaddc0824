//! Notes that are links, as web pages have them. In: the blocks of a document. Out: the same, where a link with a note's
//! number leads to a block that begins with it: the block is then a note of the document.

use super::tree::{list, words};
use crate::source::forms::notes::is_label;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Makes notes of links and of the blocks that they lead to. Where a number has no block, its link stays.
pub(super) fn notes(mut blocks: Vec<Value>) -> Vec<Value> {
    let mut calls: Vec<(String, String)> = Vec::new();
    find_calls(&blocks, &mut calls);
    if calls.is_empty() {
        return blocks;
    }
    let mut ids = BTreeSet::new();
    find_ids(&blocks, &mut ids);
    let mut bodies = BTreeMap::new();
    let mut place = 0;
    take(&mut blocks, &calls, &ids, (&mut bodies, &mut place));
    blocks.iter_mut().for_each(|block| call(block, &bodies));
    blocks
}

/// A note's number without brackets, if this is one.
fn mark(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['[', ']', '(', ')', '.']);
    let is_word = text.chars().all(char::is_alphabetic) && text.chars().count() > 1;
    (is_label(text) && !is_word).then(|| text.to_string())
}

/// The address of a link into the same document, without its sign and without the file that an EPUB names.
fn target(link: &Value) -> Option<&str> {
    link["c"][2][0].as_str()?.split_once('#').map(|(_, id)| id)
}

fn find_calls(value: &[Value], calls: &mut Vec<(String, String)>) {
    for value in value {
        if value["t"] == "Link"
            && let (Some(id), Some(mark)) = (target(value), mark(&words(&value["c"][1])))
        {
            calls.push((id.into(), mark));
        }
        children(value).for_each(|child| find_calls(child, calls));
    }
}

/// The lists inside a value.
fn children(value: &Value) -> Box<dyn Iterator<Item = &[Value]> + '_> {
    match value {
        Value::Array(values) => Box::new(std::iter::once(values.as_slice())),
        Value::Object(node) => match node.get("c") {
            Some(Value::Array(values)) => Box::new(std::iter::once(values.as_slice())),
            _ => Box::new(std::iter::empty()),
        },
        _ => Box::new(std::iter::empty()),
    }
}

fn find_ids(value: &[Value], ids: &mut BTreeSet<String>) {
    for value in value {
        ids.extend(own_id(value));
        children(value).for_each(|child| find_ids(child, ids));
    }
}

/// The identifier of a block or inline.
fn own_id(value: &Value) -> Option<String> {
    let attributes = match value["t"].as_str()? {
        "Div" | "Span" | "Link" | "Image" | "Figure" => &value["c"][0],
        "Header" => &value["c"][1],
        _ => return None,
    };
    let id = attributes[0].as_str()?;
    (!id.is_empty()).then(|| id.to_string())
}

/// Takes the blocks that are called out of their list. A block is called by an identifier in it or, where the reader has
/// kept none, by the number that it begins with; a block that calls the same number is none.
fn take(
    blocks: &mut Vec<Value>,
    calls: &[(String, String)],
    ids: &BTreeSet<String>,
    (bodies, place): (&mut BTreeMap<String, Vec<Value>>, &mut usize),
) {
    let mut kept = Vec::new();
    for mut block in std::mem::take(blocks) {
        if let Some((id, text)) = called(&block, calls, ids, bodies) {
            bodies.insert(id, text);
            continue;
        }
        match block["t"].as_str() {
            Some("Div") => {
                let mut inner = list(block["c"][1].take());
                take(&mut inner, calls, ids, (bodies, place));
                if inner.is_empty() {
                    continue;
                }
                block["c"][1] = inner.into();
            }
            Some(kind @ ("OrderedList" | "BulletList")) => {
                let slot = usize::from(kind == "OrderedList");
                let is_ordered = slot == 1;
                let own = if is_ordered {
                    block["c"][1].take()
                } else {
                    block["c"].take()
                };
                let mut items = Vec::new();
                for item in list(own) {
                    let item = json!({"t": "Div", "c": [["", [], []], item]});
                    match called_item(&item, calls, bodies) {
                        Some((id, text)) => {
                            bodies.insert(id, text);
                        }
                        None => items.push(item["c"][1].clone()),
                    }
                }
                if items.is_empty() {
                    continue;
                }
                if is_ordered {
                    block["c"][1] = items.into();
                } else {
                    block["c"] = items.into();
                }
            }
            _ => {}
        }
        kept.push(block);
    }
    *blocks = kept;
}

type Called = Option<(String, Vec<Value>)>;

/// Whether a paragraph, or what holds one note, is called: the identifier, and its words without the number.
fn called(
    block: &Value,
    calls: &[(String, String)],
    ids: &BTreeSet<String>,
    bodies: &BTreeMap<String, Vec<Value>>,
) -> Called {
    if !matches!(block["t"].as_str(), Some("Para" | "Plain" | "Div")) {
        return None;
    }
    let text = words(block);
    let own = |(id, mark): &&(String, String)| {
        let begins = begins_with(&text, mark);
        let mut inside = BTreeSet::new();
        find_ids(std::slice::from_ref(block), &mut inside);
        let is_here = inside.contains(id) || !ids.contains(id) && block["t"] != "Div";
        begins && is_here && !bodies.contains_key(id) && !calls_itself(block, id)
    };
    let (id, mark) = calls.iter().find(own)?;
    // A block of several notes is none.
    let mut inside = BTreeSet::new();
    find_ids(std::slice::from_ref(block), &mut inside);
    let several = calls.iter().filter(|(id, _)| inside.contains(id)).count() > 1;
    if several && block["t"] == "Div" {
        return None;
    }
    let mut blocks = vec![block.clone()];
    strip(&mut blocks, mark);
    Some((id.clone(), blocks))
}

/// Whether an item of a list is called by an identifier in it: its number is the list's.
fn called_item(
    item: &Value,
    calls: &[(String, String)],
    bodies: &BTreeMap<String, Vec<Value>>,
) -> Called {
    let mut inside = BTreeSet::new();
    find_ids(std::slice::from_ref(item), &mut inside);
    let (id, mark) = calls.iter().find(|(id, _)| {
        inside.contains(id) && !bodies.contains_key(id) && !calls_itself(item, id)
    })?;
    let mut blocks = list(item["c"][1].clone());
    if begins_with(&words(item), mark) {
        strip(&mut blocks, mark);
    }
    drop_backlinks(&mut blocks);
    Some((id.clone(), blocks))
}

/// Whether some words begin with a note's number.
fn begins_with(text: &str, mark: &str) -> bool {
    let text = text.trim_start().trim_start_matches(['[', '(']);
    let rest = text.strip_prefix(mark);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) && rest.len() > 1)
}

/// Whether a block holds a call of an identifier: then it is the text, not the note.
fn calls_itself(block: &Value, id: &str) -> bool {
    let mut own = Vec::new();
    find_calls(std::slice::from_ref(block), &mut own);
    own.iter().any(|(target, _)| target == id)
}

/// Takes the number off the head of a note.
fn strip(blocks: &mut Vec<Value>, mark: &str) {
    let mut rest = mark.len();
    eat(blocks, &mut rest, &mut true);
    drop_backlinks(blocks);
}

/// Eats the first letters and the signs around them.
fn eat(values: &mut [Value], rest: &mut usize, is_eating: &mut bool) {
    for value in values.iter_mut() {
        if !*is_eating {
            return;
        }
        match value["t"].as_str() {
            Some("Str") => {
                let text = value["c"].as_str().unwrap_or_default().to_string();
                let open = text.trim_start_matches(['[', '(']);
                let taken = open.len().min(*rest);
                let left = open.get(taken..).unwrap_or(open);
                *rest -= taken;
                let left = if *rest == 0 {
                    left.trim_start_matches([']', ')', '.', ':'])
                } else {
                    left
                };
                *is_eating = left.is_empty();
                value["c"] = left.into();
            }
            Some("Space" | "SoftBreak") => *value = json!({"t": "Str", "c": ""}),
            _ => match value.get_mut("c").unwrap_or(&mut Value::Null) {
                Value::Array(inner) => eat(inner, rest, is_eating),
                _ => {
                    if let Value::Array(inner) = value {
                        eat(inner, rest, is_eating);
                    }
                }
            },
        }
    }
}

/// Links back to the call, such as `↩`, are no words of the note.
fn drop_backlinks(values: &mut Vec<Value>) {
    values.retain(|value| {
        let text = words(value);
        let is_sign = !text.chars().any(char::is_alphanumeric);
        let is_link = value["t"] == "Link" && target(value).is_some();
        let is_word =
            ["back", "return", "zurück", "retour"].contains(&text.trim().to_lowercase().as_str());
        !(is_link && (is_sign || is_word))
    });
    for value in values {
        if let Some(Value::Array(inner)) = value.get_mut("c") {
            drop_backlinks(inner);
        } else if let Value::Array(inner) = value {
            drop_backlinks(inner);
        }
    }
}

/// Puts the notes in the place of the links that call them.
fn call(value: &mut Value, bodies: &BTreeMap<String, Vec<Value>>) {
    if value["t"] == "Link"
        && let Some(body) = target(value).and_then(|id| bodies.get(id))
        && mark(&words(&value["c"][1])).is_some()
    {
        *value = json!({"t": "Note", "c": body});
        return;
    }
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| call(value, bodies)),
        Value::Object(node) => {
            if let Some(content) = node.get_mut("c") {
                call(content, bodies);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(id: &str, text: &str, to: &str) -> Value {
        json!({"t": "Link", "c": [[id, [], []], [{"t": "Str", "c": text}], [to, ""]]})
    }

    fn paragraph(inlines: Value) -> Value {
        json!({"t": "Para", "c": inlines})
    }

    #[test]
    fn a_link_with_a_number_and_its_paragraph_are_a_note() {
        let text = paragraph(json!([{"t": "Str", "c": "five."}, link("r1", "[1]", "#n1")]));
        let body =
            paragraph(json!([link("n1", "[1]", "#r1"), {"t": "Space"}, {"t": "Str", "c": "May."}]));
        let settled = notes(vec![text, body]);
        assert_eq!(settled.len(), 1);
        let note = &settled[0]["c"][1];
        assert_eq!(
            (note["t"].as_str(), words(&note["c"]).trim()),
            (Some("Note"), "May.")
        );
    }

    #[test]
    fn a_link_that_leads_to_no_note_stays() {
        let text = paragraph(json!([link("", "3", "#page3"), {"t": "Str", "c": "mills"}]));
        let other = paragraph(json!([{"t": "Str", "c": "Three"}]));
        let blocks = vec![text, other];
        assert_eq!(notes(blocks.clone()), blocks);
    }
}
