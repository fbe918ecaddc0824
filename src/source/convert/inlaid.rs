//! Pictures in the places of their signs. In: a tree of `pandoc`'s JSON, and the pictures of an RTF document. Out: the tree with
//! pictures among its words.

use super::held::{Encoding, Written};
use super::rtf::{self, CLOSE, OPEN};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Twentieths of a point to the inch.
const TO_THE_INCH: i64 = 1_440;

/// What the text calls a picture, by its number.
fn name(number: usize, picture: &rtf::Picture) -> String {
    let ending = match picture.kind {
        "" => "picture",
        kind => kind,
    };
    format!("media/picture-{}.{ending}", number + 1)
}

/// Where the files are, by their names.
pub(super) fn written(pictures: &[rtf::Picture]) -> BTreeMap<String, Written> {
    let pictures = pictures.iter().enumerate();
    let written = pictures.map(|(number, picture)| {
        let encoding = match picture.is_hex {
            true => Encoding::Figures,
            false => Encoding::AsIs,
        };
        let bytes = picture.bytes.clone();
        (name(number, picture), Written { bytes, encoding })
    });
    written.collect()
}

/// Puts the pictures into a tree.
pub(super) fn place(tree: &mut Value, pictures: &[rtf::Picture]) {
    match tree {
        Value::Array(values) => {
            let old = std::mem::take(values);
            for mut value in old {
                match value["c"].as_str() {
                    Some(words) if value["t"] == "Str" && words.contains(OPEN) => {
                        values.extend(parted(words, pictures));
                    }
                    _ => {
                        place(&mut value, pictures);
                        values.push(value);
                    }
                }
            }
        }
        Value::Object(node) => node.values_mut().for_each(|value| place(value, pictures)),
        Value::String(words) if words.contains([OPEN, CLOSE]) => {
            *words = unsigned(words);
        }
        _ => {}
    }
}

/// Words without signs: where there are only letters, no picture can stand.
fn unsigned(words: &str) -> String {
    let mut parts = words.split(OPEN);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once(CLOSE).map_or(part, |(_, rest)| rest));
    }
    out
}

/// Words, and the pictures whose signs stand among them.
fn parted(words: &str, pictures: &[rtf::Picture]) -> Vec<Value> {
    let text = |words: &str| (!words.is_empty()).then(|| json!({"t": "Str", "c": words}));
    let mut parts = words.split(OPEN);
    let mut out = Vec::from_iter(text(parts.next().unwrap_or_default()));
    for part in parts {
        let (number, rest) = part.split_once(CLOSE).unwrap_or(("", part));
        let number = number.trim().parse::<usize>().ok();
        let known = number.and_then(|number| Some((number, pictures.get(number)?)));
        out.extend(known.map(|(number, picture)| image(number, picture)));
        out.extend(text(rest));
    }
    out
}

fn image(number: usize, picture: &rtf::Picture) -> Value {
    let width = picture.width.map(|width| {
        let hundredths = (width * 100 + TO_THE_INCH / 2) / TO_THE_INCH;
        let width = format!("{}.{:02}in", hundredths / 100, hundredths % 100);
        json!(["width", width])
    });
    let attributes: Vec<Value> = width.into_iter().collect();
    let said: Vec<Value> = match picture.says.as_str() {
        "" => Vec::new(),
        says => vec![json!({"t": "Str", "c": says})],
    };
    json!({"t": "Image", "c": [["", [], attributes], said, [name(number, picture), ""]]})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_stand_among_the_words_of_the_tree() {
        let pictures = [rtf::Picture {
            kind: "png",
            width: Some(720),
            says: "A wheel".into(),
            ..rtf::Picture::default()
        }];
        let words = format!("a{OPEN}0{CLOSE}b{OPEN}7{CLOSE}");
        let mut tree = json!([{"t": "Para", "c": [{"t": "Str", "c": words}, {"t": "Code", "c": [["", [], []], words]}]}]);
        place(&mut tree, &pictures);
        let line = &tree[0]["c"];
        assert_eq!(line[0], json!({"t": "Str", "c": "a"}));
        assert_eq!(line[1]["c"][0][2], json!([["width", "0.50in"]]));
        assert_eq!(line[1]["c"][2][0], "media/picture-1.png");
        assert_eq!(line[2]["c"], "b");
        assert_eq!(line[3]["c"][1], "ab");
        assert_eq!(line.as_array().map(Vec::len), Some(4));
    }
}
