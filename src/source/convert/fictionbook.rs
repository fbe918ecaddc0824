//! Pictures of FictionBook 2.0. In: a document's text. Out: where the files stand that it holds, by the names that its text has for
//! them.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::ops::Range;

/// The files, each in base 64. What breaks off ends with the last whole one.
pub(super) fn binaries(text: &str) -> BTreeMap<String, Range<usize>> {
    let mut reader = Reader::from_str(text);
    let mut found = BTreeMap::new();
    let mut open: Option<(String, usize)> = None;
    loop {
        let before = place(&reader);
        match reader.read_event() {
            Ok(Event::Start(tag)) if is_binary(&tag) => {
                open = id(&tag).map(|id| (id, place(&reader)));
            }
            Ok(Event::End(_)) => {
                if let Some((id, start)) = open.take() {
                    found.entry(id).or_insert(start..before);
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

fn place(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn is_binary(tag: &BytesStart<'_>) -> bool {
    tag.local_name().as_ref() == "binary"
}

fn id(tag: &BytesStart<'_>) -> Option<String> {
    let id = tag.try_get_attribute("id").ok()??;
    let id = id.value.into_owned();
    (!id.is_empty()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stand_between_their_tags() {
        let text = "<?xml version=\"1.0\"?><FictionBook><body><p>a</p></body>\
            <binary id=\"a.png\" content-type=\"image/png\">aGk=\n</binary><binary>x</binary>\
            <fb:binary id=\"b\">Ym8</fb:binary><binary id=\"c\">torn";
        let found = binaries(text);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(id, range)| (id.as_str(), &text[range.clone()]))
            .collect();
        assert_eq!(found, [("a.png", "aGk=\n"), ("b", "Ym8")]);
        assert_eq!(binaries("<a").len() + binaries("").len(), 0);
    }
}
