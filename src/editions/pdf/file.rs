//! The last step. In: a finished document. Out: the bytes of the file. Streams are compressed in parallel, and the
//! identifier is a hash of what the file holds: `lopdf` writes each object three times over and compresses one after
//! another.

mod compact;
mod objects;
mod plain;

use super::carcass::{Draft, Later};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output;
use crate::store::{Data, Writer};
use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use objects::indirect;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::io::{self, Write};

/// Deflate's level: 9 takes twice the time of 6 and saves less than one part in a hundred of such files.
const LEVEL: u32 = 6;

thread_local! {
    /// A thread's own: to make one ready takes as long as to compress a page.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), true));
}

/// Compresses.
pub(crate) fn deflate(data: &[u8]) -> Vec<u8> {
    PACKER.with_borrow_mut(|packer| {
        packer.reset();
        let mut packed = Vec::with_capacity(data.len() / 2 + 64);
        let mut flush = FlushCompress::None;
        loop {
            let left = &data[packer.total_in() as usize..];
            if left.is_empty() {
                flush = FlushCompress::Finish;
            }
            let status = packer.compress_vec(left, &mut packed, flush);
            match status.expect("a packer that was reset takes any bytes") {
                Status::StreamEnd => return packed,
                Status::Ok | Status::BufError => packed.reserve(packed.capacity() / 2),
            }
        }
    })
}

/// A stream that is compressed already.
pub(crate) fn deflated(mut dictionary: Dictionary, data: Vec<u8>) -> Stream {
    dictionary.set("Filter", "FlateDecode");
    Stream::new(dictionary, data).with_compression(false)
}

/// Writes the file as small as it can be: whatever is no stream goes into object streams. Of the trailer, `Root` and
/// `Info` are kept.
///
/// # Errors
/// A disk that does not give the pictures back, or takes no more.
pub(crate) fn write(mut draft: Draft) -> Result<Data, Diagnostics> {
    compress(&mut draft.document);
    compact::write(&draft.document, &draft.later).map_err(|e| refused(&e))
}

/// Writes a document that has all its streams in memory.
///
/// # Errors
/// As [`write`].
pub(crate) fn write_document(mut document: Document) -> Result<Data, Diagnostics> {
    compress(&mut document);
    compact::write(&document, &Later::new()).map_err(|e| refused(&e))
}

/// Writes the file so that readers of PDF 1.4 can open it: each object by itself, and a table of plain text.
///
/// # Errors
/// As [`write`].
pub(crate) fn write_plain(mut draft: Draft) -> Result<Data, Diagnostics> {
    compress(&mut draft.document);
    plain::write(&draft.document, &draft.later).map_err(|e| refused(&e))
}

fn refused(error: &io::Error) -> Diagnostics {
    let message = format!(
        "the PDF can't be kept on the disk: {}",
        output::reason(error)
    );
    let fault = Diagnostic::error("pdf-file", message);
    fault
        .hint("make room in the folder of temporary files")
        .into()
}

/// A file that is being written.
struct Sink {
    writer: Writer,
    /// How many bytes there are.
    at: usize,
    /// Of all of them.
    hash: Sha256,
}

impl Sink {
    /// Begins one. Bytes beyond ASCII say that it is not text (PDF 1.7, 7.5.2).
    fn begin(document: &Document) -> io::Result<Sink> {
        let mut sink = Sink {
            writer: Writer::default(),
            at: 0,
            hash: Sha256::new(),
        };
        let mut head = format!("%PDF-{}\n%", document.version).into_bytes();
        head.extend([0xe2, 0xe3, 0xcf, 0xd3, b'\n']);
        sink.put(&head)?;
        Ok(sink)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len();
        self.hash.update(bytes);
        self.writer.write_all(bytes)
    }

    /// Writes an object with its number; its content from `later`, if it is there.
    fn object(&mut self, id: ObjectId, object: &Object, later: &Later) -> io::Result<()> {
        let (begin, end) = indirect(id.0, object);
        self.put(&begin)?;
        if let Some(data) = later.get(&id) {
            data.each(|part| self.put(part))?;
        }
        self.put(end)
    }

    /// What a trailer says in every kind of file.
    fn trailer(&self, document: &Document, size: usize) -> Dictionary {
        let hash = self.hash.clone().finalize();
        let id = Object::String(hash[..16].to_vec(), StringFormat::Hexadecimal);
        let mut trailer = dictionary! {
            "Size" => size as i64,
            "ID" => vec![id.clone(), id],
        };
        for key in ["Root", "Info"] {
            if let Ok(kept) = document.trailer.get(key.as_bytes()) {
                trailer.set(key, kept.clone());
            }
        }
        trailer
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader of our own choice sees the same objects in both kinds of file.
    #[test]
    fn both_kinds_hold_the_same_objects() {
        let mut document = Document::with_version("1.4");
        let stream = document.add_object(Stream::new(Dictionary::new(), b"q Q".repeat(90)));
        let named = dictionary! { "Type" => "Catalog", "S" => stream, "N" => Object::Name(b"a b#".to_vec()) };
        let root = document.add_object(named);
        document.new_object_id(); // a number that nothing has
        document.add_object(Object::Array(vec![1.into(), Object::Null, "x".into()]));
        document.trailer.set("Root", root);
        let later = Later::new();
        let read = |file: io::Result<Data>| {
            let file = file.unwrap().read().unwrap();
            let read = Document::load_mem(&file).unwrap();
            let mut objects = read.objects.clone();
            objects.retain(|id, _| document.objects.contains_key(id));
            assert_eq!(
                read.trailer.get(b"Root").unwrap().as_reference().unwrap(),
                root
            );
            objects
        };
        let compact = read(compact::write(&document, &later));
        assert_eq!(compact.len(), 3);
        assert_eq!(
            format!("{compact:?}"),
            format!("{:?}", read(plain::write(&document, &later)))
        );
    }
}
