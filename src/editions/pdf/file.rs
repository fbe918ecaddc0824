//! The last step. In: a finished document. Out: the bytes of the file. Streams are compressed in parallel, all other
//! objects go into object streams (PDF 1.7, 7.5.7), and the identifier is a hash of what the file holds: `lopdf` writes
//! each object three times over and compresses one after another.

use super::number::literal;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::io::Write;

/// Objects in an object stream.
const CROWD: usize = 200;

/// Deflate's level: 9 takes twice the time of 6 and saves less than one part in a hundred of such files.
const LEVEL: u32 = 6;

/// Compresses.
pub(crate) fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(data.len() / 2), Compression::new(LEVEL));
    let written = encoder.write_all(data).and_then(|()| encoder.finish());
    written.expect("writing to memory does not fail")
}

/// A stream that is compressed already.
pub(crate) fn deflated(mut dictionary: Dictionary, data: Vec<u8>) -> Stream {
    dictionary.set("Filter", "FlateDecode");
    Stream::new(dictionary, data).with_compression(false)
}

/// Writes the file. Of the trailer, `Root` and `Info` are kept.
pub(crate) fn write(mut document: Document) -> Vec<u8> {
    compress(&mut document);
    let (streams, others): (Vec<_>, Vec<_>) = document
        .objects
        .iter()
        .partition(|(_, object)| matches!(object, Object::Stream(_)));
    let mut file = Vec::with_capacity(1 << 16);
    file.extend(format!("%PDF-{}\n%", document.version).bytes());
    file.extend([0xe2, 0xe3, 0xcf, 0xd3, b'\n']);
    let mut table: Vec<Entry> = Vec::new();
    for (id, object) in &streams {
        note(&mut table, id.0, Entry::At(file.len()));
        indirect(&mut file, id.0, object);
    }
    let crowds: Vec<Stream> = others.par_chunks(CROWD).map(crowd).collect();
    let mut next = document.objects.keys().map(|id| id.0).max().unwrap_or(0) + 1;
    for (crowd, members) in crowds.into_iter().zip(others.chunks(CROWD)) {
        for (place, (id, _)) in members.iter().enumerate() {
            note(&mut table, id.0, Entry::In(next, place));
        }
        note(&mut table, next, Entry::At(file.len()));
        indirect(&mut file, next, &Object::Stream(crowd));
        next += 1;
    }
    finish(&mut file, table, next, &document.trailer);
    file
}

fn compress(document: &mut Document) {
    let streams = document
        .objects
        .par_iter_mut()
        .filter_map(|(_, object)| match object {
            Object::Stream(stream) if stream.allows_compression => Some(stream),
            _ => None,
        });
    streams.for_each(|stream| {
        if !stream.dict.has(b"Filter") {
            stream.set_content(deflate(&stream.content));
            stream.dict.set("Filter", "FlateDecode");
        }
    });
}

/// Where an object is.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    In(u32, usize),
}

fn note(table: &mut Vec<Entry>, number: u32, entry: Entry) {
    let at = number as usize;
    if table.len() <= at {
        table.resize(at + 1, Entry::Free);
    }
    table[at] = entry;
}

fn crowd(members: &[(&ObjectId, &Object)]) -> Stream {
    let (mut index, mut bodies) = (String::new(), Vec::new());
    for (id, object) in members {
        index.push_str(&format!("{} {} ", id.0, bodies.len()));
        value(&mut bodies, object);
        bodies.push(b' ');
    }
    let dictionary = dictionary! {
        "Type" => "ObjStm",
        "N" => members.len() as i64,
        "First" => index.len() as i64,
    };
    let mut content = index.into_bytes();
    content.extend(bodies);
    deflated(dictionary, deflate(&content))
}

/// Writes the cross-reference stream (PDF 1.7, 7.5.8) and the end.
fn finish(file: &mut Vec<u8>, mut table: Vec<Entry>, number: u32, trailer: &Dictionary) {
    let start = file.len();
    note(&mut table, number, Entry::At(start));
    let mut rows = Vec::with_capacity(7 * table.len());
    for entry in &table {
        let (kind, offset, place) = match *entry {
            Entry::Free => (0, 0, 0),
            Entry::At(offset) => (1, offset as u32, 0),
            Entry::In(crowd, place) => (2, crowd, place as u16),
        };
        rows.push(kind);
        rows.extend(offset.to_be_bytes());
        rows.extend(place.to_be_bytes());
    }
    let hash = Sha256::digest(&*file);
    let id = Object::String(hash[..16].to_vec(), StringFormat::Hexadecimal);
    let mut dictionary = dictionary! {
        "Type" => "XRef",
        "Size" => table.len() as i64,
        "W" => vec![1.into(), 4.into(), 2.into()],
        "ID" => vec![id.clone(), id],
    };
    for key in ["Root", "Info"] {
        if let Ok(kept) = trailer.get(key.as_bytes()) {
            dictionary.set(key, kept.clone());
        }
    }
    let stream = deflated(dictionary, deflate(&rows));
    indirect(file, number, &Object::Stream(stream));
    file.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
}

fn indirect(file: &mut Vec<u8>, number: u32, object: &Object) {
    file.extend(format!("{number} 0 obj\n").bytes());
    value(file, object);
    file.extend(b"\nendobj\n");
}

/// Writes an object (PDF 1.7, 7.3).
pub(crate) fn value(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => out.extend(value.to_string().bytes()),
        Object::Integer(value) => out.extend(value.to_string().bytes()),
        Object::Real(value) => out.extend(value.to_string().bytes()),
        Object::Name(bytes) => name(out, bytes),
        Object::String(bytes, format) => string(out, bytes, format),
        Object::Array(values) => array(out, values),
        Object::Dictionary(entries) => dictionary(out, entries),
        Object::Stream(stream) => {
            dictionary(out, &stream.dict);
            out.extend(b"stream\n");
            out.extend(&stream.content);
            out.extend(b"\nendstream");
        }
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
