//! A PDF as text that a person can read and compare. In: the file. Out: its objects by number, one entry a line, streams
//! inflated, glyph codes in hexadecimal. For golden files only.

use lopdf::{Dictionary, Document, Object};
use sha2::{Digest, Sha256};

pub(crate) fn print(file: &[u8]) -> String {
    let document = Document::load_mem(file).unwrap();
    let mut out = format!("version {}\n", document.version);
    for (id, object) in &document.objects {
        let name = object.type_name().unwrap_or_default();
        if name == b"ObjStm" || name == b"XRef" {
            continue;
        }
        out.push_str(&format!("\n{} = ", id.0));
        write(&mut out, object, 0);
        out.push('\n');
    }
    out.push_str("\ntrailer = ");
    let mut trailer = document.trailer.clone();
    for key in ["ID", "Length", "Filter", "W", "Index", "Type"] {
        trailer.remove(key.as_bytes());
    }
    entries(&mut out, &trailer, 0);
    out.push('\n');
    out
}

fn write(out: &mut String, object: &Object, depth: usize) {
    match object {
        Object::Array(values) => {
            out.push('[');
            for (at, value) in values.iter().enumerate() {
                out.push_str(if at > 0 { " " } else { "" });
                write(out, value, depth + 1);
            }
            out.push(']');
        }
        Object::Dictionary(dictionary) => entries(out, dictionary, depth),
        Object::Reference(id) => out.push_str(&format!("@{}", id.0)),
        Object::Name(name) => out.push_str(&format!("/{}", String::from_utf8_lossy(name))),
        Object::String(bytes, _) => string(out, bytes),
        Object::Stream(stream) => {
            let mut dictionary = stream.dict.clone();
            dictionary.remove(b"Length");
            entries(out, &dictionary, depth);
            let content = stream
                .decompressed_content()
                .unwrap_or(stream.content.clone());
            out.push_str("\n<<<\n");
            body(out, &content);
            out.push_str(">>>");
        }
        Object::Null => out.push_str("null"),
        Object::Boolean(value) => out.push_str(&value.to_string()),
        Object::Integer(value) => out.push_str(&value.to_string()),
        Object::Real(value) => out.push_str(&value.to_string()),
    }
}

fn entries(out: &mut String, dictionary: &Dictionary, depth: usize) {
    let pad = "  ".repeat(depth + 1);
    let mut keys: Vec<_> = dictionary.iter().collect();
    keys.sort_by_key(|(key, _)| (*key).clone());
    for (key, value) in keys {
        out.push_str(&format!("\n{pad}{} ", String::from_utf8_lossy(key)));
        write(out, value, depth + 1);
    }
}

fn string(out: &mut String, bytes: &[u8]) {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(units) => {
            let units: Vec<u16> = units
                .chunks(2)
                .map(|b| u16::from_be_bytes([b[0], b[1]]))
                .collect();
            out.push_str(&format!("“{}”", String::from_utf16_lossy(&units)));
        }
        None => out.push_str(&format!("({})", String::from_utf8_lossy(bytes))),
    }
}

/// Text as it is, operators with their strings in hexadecimal, anything else as a hash.
fn body(out: &mut String, content: &[u8]) {
    let is_text = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0'));
    if is_text(content) && !content.windows(3).any(|end| end == b"]TJ") {
        out.push_str(&String::from_utf8_lossy(content));
        out.push_str(if content.ends_with(b"\n") { "" } else { "\n" });
        return;
    }
    match lopdf::content::Content::decode(content) {
        Ok(decoded) if !decoded.operations.is_empty() => {
            for operation in decoded.operations {
                for operand in &operation.operands {
                    out.push_str(&operands(operand));
                    out.push(' ');
                }
                out.push_str(&operation.operator);
                out.push('\n');
            }
        }
        _ => {
            let hash: String = Sha256::digest(content)[..8]
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect();
            out.push_str(&format!("{} bytes, sha256 {hash}…\n", content.len()));
        }
    }
}

fn operands(object: &Object) -> String {
    match object {
        Object::Array(values) => values.iter().map(operands).collect::<Vec<_>>().join(" "),
        Object::String(bytes, _) if bytes.first() == Some(&0) => {
            let codes = bytes
                .chunks(2)
                .map(|code| format!("{:02x}", code[code.len() - 1]));
            format!("<{}>", codes.collect::<String>())
        }
        Object::Dictionary(dictionary) => {
            let entry = |(key, value): (&Vec<u8>, &Object)| {
                format!("{} {}", String::from_utf8_lossy(key), operands(value))
            };
            dictionary.iter().map(entry).collect::<Vec<_>>().join(" ")
        }
        other => {
            let mut out = String::new();
            write(&mut out, other, 0);
            out
        }
    }
}
