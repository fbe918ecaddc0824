//! Objects as bytes (PDF 1.7, 7.3). In: `lopdf`'s objects. Out: their shortest writing.

use crate::editions::pdf::number::literal;
use lopdf::{Dictionary, Object, StringFormat};

/// An object with its number, up to the end of its content if it is a stream, and what follows that.
pub(super) fn indirect(number: u32, object: &Object) -> (Vec<u8>, &'static [u8]) {
    let mut begin = format!("{number} 0 obj\n").into_bytes();
    let Object::Stream(stream) = object else {
        value(&mut begin, object);
        return (begin, b"\nendobj\n");
    };
    dictionary(&mut begin, &stream.dict);
    begin.extend(b"stream\n");
    begin.extend(&stream.content);
    (begin, b"\nendstream\nendobj\n")
}

/// Writes an object.
pub(super) fn value(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => out.extend(value.to_string().bytes()),
        Object::Integer(value) => out.extend(value.to_string().bytes()),
        Object::Real(value) => out.extend(value.to_string().bytes()),
        Object::Name(bytes) => name(out, bytes),
        Object::String(bytes, format) => string(out, bytes, format),
        Object::Array(values) => array(out, values),
        Object::Dictionary(entries) => dictionary(out, entries),
        // Streams stand by themselves.
        Object::Stream(stream) => dictionary(out, &stream.dict),
        Object::Reference((number, generation)) => {
            out.extend(format!("{number} {generation} R").bytes());
        }
    }
}

fn name(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'/');
    for &byte in bytes {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.extend(format!("#{byte:02X}").bytes());
        }
    }
}

fn string(out: &mut Vec<u8>, bytes: &[u8], format: &StringFormat) {
    if *format == StringFormat::Hexadecimal {
        out.push(b'<');
        bytes
            .iter()
            .for_each(|byte| out.extend(format!("{byte:02X}").bytes()));
        out.push(b'>');
        return;
    }
    out.push(b'(');
    bytes.iter().for_each(|&byte| literal(out, byte));
    out.push(b')');
}

fn array(out: &mut Vec<u8>, values: &[Object]) {
    out.push(b'[');
    for (at, item) in values.iter().enumerate() {
        if at > 0 {
            out.push(b' ');
        }
        value(out, item);
    }
    out.push(b']');
}

fn dictionary(out: &mut Vec<u8>, entries: &Dictionary) {
    out.extend(b"<<");
    for (key, item) in entries {
        name(out, key);
        if matches!(
            item,
            Object::Null
                | Object::Boolean(_)
                | Object::Integer(_)
                | Object::Real(_)
                | Object::Reference(_)
        ) {
            out.push(b' ');
        }
        value(out, item);
    }
    out.extend(b">>");
}
