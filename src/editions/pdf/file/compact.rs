//! A file of PDF 1.5 and later. In: a document with its streams compressed. Out: bytes; all objects but streams stand in
//! object streams (PDF 1.7, 7.5.7), found by a cross-reference stream (7.5.8).

use super::objects::value;
use super::{Later, Sink, deflate, deflated};
use crate::store::Data;
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;
use std::io;

/// Objects in an object stream.
const CROWD: usize = 200;

pub(super) fn write(document: &Document, later: &Later) -> io::Result<Data> {
    let (streams, others): (Vec<_>, Vec<_>) = document
        .objects
        .iter()
        .partition(|(_, object)| matches!(object, Object::Stream(_)));
    let mut file = Sink::begin(document)?;
    let mut table: Vec<Entry> = Vec::new();
    for (id, object) in &streams {
        note(&mut table, id.0, Entry::At(file.at));
        file.object(**id, object, later)?;
    }
    let crowds: Vec<Stream> = others.par_chunks(CROWD).map(crowd).collect();
    let mut next = document.objects.keys().map(|id| id.0).max().unwrap_or(0) + 1;
    for (crowd, members) in crowds.into_iter().zip(others.chunks(CROWD)) {
        for (place, (id, _)) in members.iter().enumerate() {
            note(&mut table, id.0, Entry::In(next, place));
        }
        note(&mut table, next, Entry::At(file.at));
        file.object((next, 0), &Object::Stream(crowd), later)?;
        next += 1;
    }
    finish(&mut file, table, next, document)?;
    file.writer.finish()
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

/// Writes the cross-reference stream and the end.
fn finish(
    file: &mut Sink,
    mut table: Vec<Entry>,
    number: u32,
    document: &Document,
) -> io::Result<()> {
    let start = file.at;
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
    let mut dictionary = file.trailer(document, table.len());
    dictionary.set("Type", "XRef");
    dictionary.set("W", vec![1.into(), 4.into(), 2.into()]);
    let stream = deflated(dictionary, deflate(&rows));
    file.object((number, 0), &Object::Stream(stream), &Later::new())?;
    file.put(format!("startxref\n{start}\n%%EOF\n").as_bytes())
}
