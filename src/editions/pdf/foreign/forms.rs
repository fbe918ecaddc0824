//! Pages as forms. In: a file of others, which of its pages are wanted, and where they stand in their cells. Out: a document with a
//! form for each (PDF 1.7, 8.10), its resources, its group if it is transparent, and the layers that it stands on.

use super::copy::Copier;
use super::leaves::{Leaf, array};
use super::place::{Place, numbers};
use crate::diagnostic::Diagnostic;
use crate::editions::pdf::file::deflate;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What was made.
pub(super) struct Made {
    /// It has the forms and what they show; no pages yet.
    pub document: Document,
    /// The form of each page.
    pub forms: Vec<ObjectId>,
    /// Which layers there are, and which of them are seen.
    pub layers: Option<Object>,
    /// What to say if something is missing.
    pub damage: Option<Diagnostic>,
}

/// Makes them.
///
/// # Errors
/// Contents in a form that can't be read, or out of all proportion to the file.
pub(super) fn make(
    source: Document,
    leaves: &[&Leaf],
    places: &[Place],
) -> Result<Made, Diagnostic> {
    let each: BTreeMap<ObjectId, (&Leaf, &Place)> = (leaves.iter().zip(places))
        .map(|(leaf, place)| (leaf.id, (*leaf, place)))
        .collect();
    let each: Vec<(&Leaf, &Place)> = each.into_values().collect();
    let contents: Result<Vec<Content>, Diagnostic> = each
        .par_iter()
        .map(|(leaf, _)| content(&source, leaf))
        .collect();
    let contents = contents?;
    check_proportion(&source, &contents)?;
    let target = Document::with_version(version(&source));
    let mut copier = Copier::new(source, target);
    let layers = layers(&mut copier);
    let mut shared = BTreeMap::new();
    let mut forms = BTreeMap::new();
    for ((leaf, place), content) in each.into_iter().zip(contents) {
        let mut form = form(place, content, &mut copier);
        form.dict
            .set("Resources", resources(leaf, &mut copier, &mut shared));
        if let Some(group) = group(leaf, &mut copier) {
            form.dict.set("Group", group);
        }
        forms.insert(leaf.id, copier.target.add_object(form));
    }
    copier.finish();
    Ok(Made {
        damage: damage(copier.damaged),
        document: copier.target,
        forms: leaves.iter().map(|leaf| forms[&leaf.id]).collect(),
        layers,
    })
}

/// The operators of a page, as they are packed, and how.
struct Content {
    packing: Vec<(&'static str, Object)>,
    bytes: Vec<u8>,
}

/// The most that a part of a page's content may unpack to, in bytes.
const MOST: usize = 1 << 28;

/// A content of one stream is taken as it is. Of several, whose parts may end within what the next one goes on with, one is made.
fn content(source: &Document, leaf: &Leaf) -> Result<Content, Diagnostic> {
    let page = source.get_dictionary(leaf.id).ok();
    let parts: Vec<&Stream> = match page.and_then(|page| array(source, page, b"Contents")) {
        Some(parts) => parts
            .iter()
            .filter_map(|part| stream(source, part))
            .collect(),
        None => {
            let one = page.and_then(|page| page.get(b"Contents").ok());
            one.and_then(|one| stream(source, one))
                .into_iter()
                .collect()
        }
    };
    if let [one] = parts[..] {
        let packing = ["Filter", "DecodeParms"].into_iter().filter_map(|key| {
            let value = one.dict.get(key.as_bytes()).ok()?;
            Some((key, value.clone()))
        });
        return Ok(Content {
            packing: packing.collect(),
            bytes: one.content.clone(),
        });
    }
    let mut whole = Vec::new();
    for part in parts {
        let plain = part.get_plain_content_with_limit(MOST);
        whole.extend(plain.map_err(|error| unreadable(leaf.number, &error))?);
        whole.push(b'\n');
    }
    Ok(Content {
        packing: vec![("Filter", "FlateDecode".into())],
        bytes: deflate(&whole),
    })
}

fn stream<'a>(source: &'a Document, object: &'a Object) -> Option<&'a Stream> {
    let (_, object) = source.dereference(object).ok()?;
    object.as_stream().ok()
}

fn unreadable(page: usize, error: &lopdf::Error) -> Diagnostic {
    let message = format!("the contents of page {page} can't be unpacked: {error}");
    Diagnostic::error("broken-pdf", message)
        .hint("`qpdf --stream-data=uncompress IN.pdf OUT.pdf` may unpack them")
}

/// Several pages may share a content; a file in which very many share a large one is made to fill the disk.
fn check_proportion(source: &Document, contents: &[Content]) -> Result<(), Diagnostic> {
    const TIMES: usize = 4;
    const FREE: usize = 1 << 24;
    let streams = source
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    let there: usize = streams.map(|stream| stream.content.len()).sum();
    let wanted: usize = contents.iter().map(|content| content.bytes.len()).sum();
    if wanted <= TIMES * there + FREE {
        return Ok(());
    }
    let message = format!(
        "the contents of its pages, each by itself, take {} MB, the whole file {}",
        wanted >> 20,
        there >> 20
    );
    Err(Diagnostic::error("broken-pdf", message).hint("`--pages` takes some pages of it"))
}

fn form(place: &Place, content: Content, copier: &mut Copier) -> Stream {
    let mut dictionary = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => numbers(place.bounds),
        "Matrix" => numbers(place.matrix),
    };
    let is_packed = !content.packing.is_empty();
    for (key, value) in content.packing {
        let value = copier.take(value);
        dictionary.set(key, value);
    }
    Stream::new(dictionary, content.bytes).with_compression(!is_packed)
}

/// The kinds of things that operators name (PDF 1.7, table 33).
const KINDS: [&[u8]; 8] = [
    b"ExtGState",
    b"ColorSpace",
    b"Pattern",
    b"Shading",
    b"XObject",
    b"Font",
    b"Properties",
    b"ProcSet",
];

/// What a page's operators name. Pages that share it in the file share it here: `shared` has it by the object that it was.
fn resources(
    leaf: &Leaf,
    copier: &mut Copier,
    shared: &mut BTreeMap<ObjectId, ObjectId>,
) -> Object {
    let source = copier.source();
    let found = leaf.resources.and_then(|node| {
        let said = source.get_dictionary(node).ok()?.get(b"Resources").ok()?;
        let (id, object) = source.dereference(said).ok()?;
        Some((id.unwrap_or(node), object.as_dict().ok()?))
    });
    let Some((id, found)) = found else {
        return Dictionary::new().into();
    };
    if let Some(&known) = shared.get(&id) {
        return known.into();
    }
    let kept = KINDS.iter().filter_map(|kind| {
        let value = found.get(kind).ok()?;
        Some((kind.to_vec(), value.clone()))
    });
    let kept: Dictionary = kept.collect();
    let kept = copier.take(kept.into());
    let made = copier.target.add_object(kept);
    shared.insert(id, made);
    made.into()
}

/// A page that says how it is laid over the paper. It is laid over what is there as a whole, as pages always are (PDF 1.7, 11.4.7).
fn group(leaf: &Leaf, copier: &mut Copier) -> Option<Object> {
    let source = copier.source();
    let said = source.get_dictionary(leaf.id).ok()?.get(b"Group").ok()?;
    let (_, said) = source.dereference(said).ok()?;
    let mut group = said.as_dict().ok()?.clone();
    group.set("I", true);
    Some(copier.take(group.into()))
}

fn layers(copier: &mut Copier) -> Option<Object> {
    let catalog = copier.source().catalog().ok()?;
    let layers = catalog.get(b"OCProperties").ok()?.clone();
    Some(copier.take(layers))
}

/// The version that the file has, at least that of booklets.
fn version(source: &Document) -> String {
    let catalog = source.catalog().and_then(|catalog| catalog.get(b"Version"));
    let said = catalog.and_then(Object::as_name).unwrap_or_default();
    let said = [source.version.as_bytes(), said];
    let known = ["2.0", "1.7"].into_iter();
    let mut known = known.filter(|version| said.contains(&version.as_bytes()));
    known.next().unwrap_or("1.6").into()
}

fn damage(objects: usize) -> Option<Diagnostic> {
    let message = match objects {
        0 => return None,
        1 => "an object that pages show can't be read".to_string(),
        many => format!("{many} objects that pages show can't be read"),
    };
    let said = Diagnostic::warning(
        "damaged-pdf",
        message + ": look whether something is missing",
    );
    Some(said.hint("many files can be mended: `qpdf IN.pdf OUT.pdf`"))
}
