//! Pictures of other programs. In: a picture of `pandoc`'s JSON, alone or among words. Out: one as `source::markdown` reads it:
//! its words, its caption, its width, and the name that `held` has its file by.

use super::tree::{Lost, list, settle_blocks, settle_inlines, words};
use crate::source::markdown::is_width;
use serde_json::{Value, json};

/// A picture as the inlines that it becomes.
pub(super) fn settle(mut content: Value, lost: &mut Lost) -> Vec<Value> {
    let said = settle_inlines(list(content[1].take()), lost);
    let to = content[2][0].as_str().unwrap_or_default();
    if to.is_empty() {
        lost.pictures += 1;
        return said;
    }
    let to = lost.held.name(to);
    let mut attributes: Vec<Value> = Vec::new();
    attributes.extend(width(&content[0]).map(|width| json!(["width", width])));
    attributes.extend(own_alt(&content[0]).map(|alt| json!(["alt", alt])));
    vec![json!({"t": "Image", "c": [["", [], attributes], said, [to, ""]]})]
}

/// How wide attributes have it, in a way that Markdown knows.
fn width(attributes: &Value) -> Option<String> {
    let of = |key: &str| {
        let pairs = attributes[2].as_array()?;
        let pair = pairs.iter().find(|pair| pair[0] == key)?;
        pair[1].as_str()
    };
    let styled = || {
        let rules = of("style")?
            .split(';')
            .filter_map(|rule| rule.split_once(':'));
        let mut widths = rules.filter(|(key, _)| key.trim().eq_ignore_ascii_case("width"));
        widths.next().map(|(_, width)| width)
    };
    let typed = [styled(), of("width")].into_iter().flatten();
    let mut known = typed.map(str::trim).filter(|width| is_width(width));
    known.next().map(str::to_owned)
}

/// What attributes say that it shows.
fn own_alt(attributes: &Value) -> Option<&str> {
    let pairs = attributes[2].as_array()?;
    let pair = pairs.iter().find(|pair| pair[0] == "alt")?;
    pair[1].as_str().filter(|alt| !alt.trim().is_empty())
}

/// Whether the words of a picture that stands alone are its caption: so `pandoc` had it before 3.0.
pub(super) fn is_captioned(inlines: &[Value]) -> bool {
    let is_marked = |title: &Value| {
        title
            .as_str()
            .is_some_and(|title| title.starts_with("fig:"))
    };
    matches!(inlines, [image] if image["t"] == "Image" && is_marked(&image["c"][2][1]))
}

/// The lines of a paragraph: the words of a picture that stands alone describe it, and are no caption.
pub(super) fn described(mut inlines: Vec<Value>) -> Vec<Value> {
    if let [image] = inlines.as_mut_slice()
        && image["t"] == "Image"
    {
        let said = words(&image["c"][1]);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        image["c"][1] = json!([]);
        if !said.is_empty() {
            set_alt(image, Some(&said));
        }
    }
    inlines
}

fn set_alt(image: &mut Value, alt: Option<&str>) {
    if let Some(attributes) = image["c"][0][2].as_array_mut() {
        attributes.retain(|pair| pair[0] != "alt");
        attributes.extend(alt.map(|alt| json!(["alt", alt])));
    }
}

/// A figure as the blocks that it becomes: one picture with its caption, or all that it holds and what is said under it.
pub(super) fn figure(mut content: Value, lost: &mut Lost) -> Vec<Value> {
    let mut shown = settle_blocks(list(content[2].take()), lost);
    let mut caption = settle_blocks(list(content[1][1].take()), lost);
    if shown.len() == 1 && !caption.is_empty() && caption_with(&mut shown[0], &caption[0]) {
        caption.remove(0);
    }
    shown.append(&mut caption);
    for block in &mut shown {
        if block["t"] == "Plain" {
            block["t"] = "Para".into();
        }
    }
    shown
}

/// The picture without a caption that is all of a paragraph.
fn alone(block: &mut Value) -> Option<&mut Value> {
    let is_lines = matches!(block["t"].as_str(), Some("Para" | "Plain"));
    match block["c"].as_array_mut().map(Vec::as_mut_slice) {
        Some([image]) if is_lines && image["t"] == "Image" && image["c"][1] == json!([]) => {
            Some(image)
        }
        _ => None,
    }
}

/// Gives a picture the words of a paragraph as its caption; false where there is no such picture, or no such paragraph.
fn caption_with(block: &mut Value, caption: &Value) -> bool {
    let is_lines = matches!(caption["t"].as_str(), Some("Para" | "Plain"));
    let Some(image) = alone(block).filter(|_| is_lines) else {
        return false;
    };
    let is_same = own_alt(&image["c"][0]) == Some(words(caption).trim());
    image["c"][1] = caption["c"].clone();
    if is_same {
        set_alt(image, None);
    }
    true
}

/// Blocks in which a paragraph that says again what the picture above it shows is its caption: so `pandoc` writes captions
/// into documents of Word.
pub(super) fn captioned(blocks: Vec<Value>) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let said = words(&block);
        let is_repeated = |above: &mut Value| {
            let image = alone(above).map(|image| own_alt(&image["c"][0]) == Some(said.trim()));
            image == Some(true) && caption_with(above, &block)
        };
        if !all.last_mut().is_some_and(is_repeated) {
            all.push(block);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(words: &str, attributes: Value, title: &str) -> Value {
        json!({"t": "Image", "c": [["", [], attributes], [{"t": "Str", "c": words}], ["a.png", title]]})
    }

    fn settled(blocks: Value) -> Value {
        settle_blocks(list(blocks), &mut Lost::default()).into()
    }

    #[test]
    fn words_describe_and_captions_stay() {
        let para = |inlines: Value| json!({"t": "Para", "c": inlines});
        let told = para(json!([{"t": "Str", "c": "Wheel"}]));
        let described = settled(json!([para(json!([image("Wheel", json!([]), "")]))]));
        assert_eq!(described[0]["c"][0]["c"][0][2], json!([["alt", "Wheel"]]));
        assert_eq!(described[0]["c"][0]["c"][1], json!([]));
        let captioned = [
            settled(json!([para(json!([image("Wheel", json!([]), "fig:")]))])),
            settled(json!([para(json!([image("Wheel", json!([]), "")])), told])),
            settled(json!([{"t": "Figure", "c": [["", [], []], [null, [told]],
                [{"t": "Plain", "c": [image("Wheel", json!([]), "")]}]]}])),
        ];
        for blocks in captioned {
            let found = &blocks[0]["c"][0]["c"];
            assert_eq!(blocks.as_array().map(Vec::len), Some(1), "{blocks}");
            assert_eq!(
                (&blocks[0]["t"], words(&found[1])),
                (&json!("Para"), "Wheel".into())
            );
            assert_eq!(found[0][2], json!([]), "{blocks}");
        }
        let other = para(json!([{"t": "Str", "c": "Next."}]));
        let apart = settled(json!([para(json!([image("Wheel", json!([]), "")])), other]));
        assert_eq!(apart.as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn widths_are_those_that_markdown_knows() {
        for (attributes, want) in [
            (json!([["style", "height:3mm; width: 20mm"]]), Some("20mm")),
            (
                json!([["width", "0.5in"], ["height", "1in"]]),
                Some("0.5in"),
            ),
            (json!([["style", "max-width:50%"]]), None),
            (json!([["width", "auto"]]), None),
            (
                json!([["style", "width:auto"], ["width", "40"]]),
                Some("40"),
            ),
        ] {
            let found = width(&json!(["", [], attributes]));
            assert_eq!(found.as_deref(), want, "{attributes}");
        }
    }
}
