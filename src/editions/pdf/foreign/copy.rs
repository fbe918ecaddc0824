//! Objects of a file of others, taken over. In: objects that pages show. Out: the same and all that they lead to, with new numbers,
//! without what is no content: scripts, other files, private data of programs, and ways back to pages.

use lopdf::{Dictionary, Document, Object, ObjectId, xref::XrefEntry};
use std::collections::{BTreeMap, VecDeque};

/// From one document to another. Each object is moved, not copied: streams are in memory once.
pub(in crate::editions::pdf) struct Copier {
    source: Document,
    /// The new one.
    pub target: Document,
    numbers: BTreeMap<ObjectId, ObjectId>,
    waiting: VecDeque<ObjectId>,
    /// How many objects should be there and can't be read.
    pub damaged: usize,
}

/// Keys of no use on paper, which lead out of the content, in dictionaries of every kind: the data of the programs that made it,
/// metadata, attached files, low-resolution stand-ins for files elsewhere, tags.
const NEEDLESS: [&[u8]; 8] = [
    b"PieceInfo",
    b"Metadata",
    b"AF",
    b"OPI",
    b"StructParent",
    b"StructParents",
    b"AA",
    b"Thumb",
];

/// Types of dictionaries that are no content, should content lead to them.
const STRAY: [&[u8]; 11] = [
    b"Page",
    b"Pages",
    b"Catalog",
    b"Annot",
    b"Action",
    b"Filespec",
    b"F",
    b"EmbeddedFile",
    b"StructElem",
    b"StructTreeRoot",
    b"Sig",
];

impl Copier {
    /// Begins.
    pub fn new(source: Document, target: Document) -> Copier {
        Copier {
            source,
            target,
            numbers: BTreeMap::new(),
            waiting: VecDeque::new(),
            damaged: 0,
        }
    }

    /// The file that it is taken from.
    pub fn source(&self) -> &Document {
        &self.source
    }

    /// An object as it is in the new document; what it leads to follows by [`Copier::finish`].
    pub fn take(&mut self, mut object: Object) -> Object {
        self.renew(&mut object);
        object
    }

    /// Moves all that was led to.
    pub fn finish(&mut self) {
        while let Some(id) = self.waiting.pop_front() {
            let mut object = match self.source.objects.remove(&id) {
                Some(object) => object,
                None => {
                    let entry = self.source.reference_table.get(id.0);
                    let is_there = matches!(
                        entry,
                        Some(XrefEntry::Normal { .. } | XrefEntry::Compressed { .. })
                    );
                    self.damaged += usize::from(is_there);
                    Object::Null
                }
            };
            self.renew(&mut object);
            self.target.set_object(self.numbers[&id], object);
        }
    }

    fn number(&mut self, id: ObjectId) -> ObjectId {
        if let Some(&number) = self.numbers.get(&id) {
            return number;
        }
        let number = self.target.new_object_id();
        self.numbers.insert(id, number);
        self.waiting.push_back(id);
        number
    }

    /// Gives new numbers to what an object leads to. Direct objects are nested 100 deep at most: more is not read.
    fn renew(&mut self, object: &mut Object) {
        match object {
            Object::Reference(id) => *id = self.number(*id),
            Object::Array(items) => items.iter_mut().for_each(|item| self.renew(item)),
            Object::Dictionary(dictionary) if is_stray(dictionary) => *object = Object::Null,
            Object::Dictionary(dictionary) => self.renew_all(dictionary),
            Object::Stream(stream) if is_stray(&stream.dict) => *object = Object::Null,
            Object::Stream(stream) => {
                // The content stands in another file, or is that of another file's page (PDF 1.7, 7.3.8 and 8.10.4).
                for key in [&b"F"[..], b"FFilter", b"FDecodeParms", b"Ref"] {
                    stream.dict.remove(key);
                }
                stream.dict.set("Length", stream.content.len() as i64);
                self.renew_all(&mut stream.dict);
            }
            _ => {}
        }
    }

    fn renew_all(&mut self, dictionary: &mut Dictionary) {
        for key in NEEDLESS {
            dictionary.remove(key);
        }
        let values = dictionary.iter_mut().map(|(_, value)| value);
        values.for_each(|value| self.renew(value));
    }
}

fn is_stray(dictionary: &Dictionary) -> bool {
    let kind = dictionary.get(b"Type").and_then(Object::as_name);
    dictionary.has(b"JS") || kind.is_ok_and(|kind| STRAY.contains(&kind))
}
