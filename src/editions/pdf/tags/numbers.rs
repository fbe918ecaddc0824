//! Number and name trees (PDF 1.7, 7.9.6 and 7.9.7). In: sorted pairs of a key and what belongs to it. Out: a tree whose
//! leaves are of moderate size: PDF 1.4 reads no list of more than 8,191 entries.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// Pairs of a leaf, and leaves of a tree.
const FANOUT: usize = 1_000;

/// Writes the pairs, `kind` being `Nums` or `Names`; returns the root.
pub(super) fn tree(document: &mut Document, kind: &str, pairs: Vec<Object>) -> ObjectId {
    let mut root = Dictionary::new();
    if pairs.len() <= 2 * FANOUT {
        root.set(kind, pairs);
        return document.add_object(root);
    }
    let mut leaves: Vec<Object> = Vec::new();
    for pairs in pairs.chunks(2 * FANOUT) {
        let (first, last) = (pairs[0].clone(), pairs[pairs.len() - 2].clone());
        let mut leaf = dictionary! { "Limits" => vec![first, last] };
        leaf.set(kind, pairs.to_vec());
        leaves.push(document.add_object(leaf).into());
    }
    root.set("Kids", leaves);
    document.add_object(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_pairs_are_parted_and_none_is_lost() {
        let pairs = |count: i64| (0..count).flat_map(|key| [key.into(), (-key).into()]);
        for count in [0, 3, 1_000, 1_001, 5_000] {
            let mut document = Document::with_version("1.7");
            let root = tree(&mut document, "Nums", pairs(count).collect());
            let root = document.get_dictionary(root).unwrap();
            let mut found = Vec::new();
            match root.get(b"Kids").and_then(Object::as_array) {
                Err(_) => found.extend(root.get(b"Nums").unwrap().as_array().unwrap().clone()),
                Ok(kids) => kids.iter().for_each(|kid| {
                    let kid = document
                        .get_dictionary(kid.as_reference().unwrap())
                        .unwrap();
                    let pairs = kid.get(b"Nums").unwrap().as_array().unwrap();
                    let limits = kid.get(b"Limits").unwrap().as_array().unwrap();
                    assert_eq!(*limits, [pairs[0].clone(), pairs[pairs.len() - 2].clone()]);
                    assert!(pairs.len() <= 2 * FANOUT);
                    found.extend(pairs.clone());
                }),
            }
            assert_eq!(found, pairs(count).collect::<Vec<Object>>());
        }
    }
}
