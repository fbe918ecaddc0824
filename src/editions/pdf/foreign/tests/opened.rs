//! Files of others that are packed, locked or broken.

use super::*;
use lopdf::{EncryptionState, EncryptionVersion, Permissions, SaveOptions};

/// Packed in streams, locked with no word at all: the sheets are the same.
#[test]
fn packed_and_encrypted_files_give_the_same_sheets() {
    let plain = bytes(&mut a4(6));
    let sheets = |bytes: &[u8]| {
        impose(bytes, &order("saddle"))
            .unwrap()
            .value
            .read()
            .unwrap()
    };
    let wanted = sheets(&plain);
    assert_eq!(sheets(&plain), wanted, "the same bytes each time");
    let mut packed = Vec::new();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .build();
    a4(6).save_with_options(&mut packed, options).unwrap();
    assert!(!packed.windows(7).any(|at| at == b"trailer"));
    assert_eq!(sheets(&packed), wanted);
    assert_eq!(sheets(&encrypted("")), wanted);
}

fn encrypted(word: &str) -> Vec<u8> {
    let mut document = a4(6);
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: word,
        key_length: 128,
        permissions: Permissions::empty(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    bytes(&mut document)
}

#[test]
fn what_cannot_be_opened_says_why_and_what_to_do() {
    let sound = bytes(&mut a4(2));
    let mut empty = Foreign::new().close(Dictionary::new());
    let cases: [(&[u8], &str, &str); 5] = [
        (b"%!PS-Adobe-3.0", "no-pdf", "build"),
        (&encrypted("word"), "locked-pdf", "qpdf --decrypt"),
        (&sound[..sound.len() / 3], "broken-pdf", "mutool clean"),
        (b"%PDF-1.4\n", "broken-pdf", "mutool clean"),
        (&bytes(&mut empty), "broken-pdf", "mutool clean"),
    ];
    for (bytes, code, hint) in cases {
        let faults = impose(bytes, &order("saddle")).unwrap_err();
        assert_eq!(faults.0[0].code, code);
        assert!(faults.0[0].hints[0].contains(hint), "{faults:?}");
    }
    let order = Order {
        pages: vec![(1, Some(3))],
        ..order("saddle")
    };
    let fault = impose(&sound, &order).unwrap_err();
    assert_eq!(
        fault.0[0].message,
        "there is no page 3: the file has 2 of them"
    );
}

/// Without its table, or with a wrong one, the file gives the same sheets, and that is said.
#[test]
fn a_broken_table_of_objects_is_made_anew() {
    let sound = bytes(&mut a4(6));
    let wanted = impose(&sound, &order("saddle"))
        .unwrap()
        .value
        .read()
        .unwrap();
    let start = sound.windows(9).position(|at| at == b"startxref").unwrap();
    let table = sound.windows(5).position(|at| at == b"/XRef").unwrap();
    let mut wrong = sound[..start].to_vec();
    wrong.extend(b"startxref\n7\n%%EOF");
    let moved = [b"junk before %PDF\n", &sound[..]].concat();
    for (broken, is_mended) in [
        (&sound[..start], true),
        (&sound[..table], true),
        (&wrong, true),
        (&moved, false),
    ] {
        let made = impose(broken, &order("saddle")).unwrap();
        assert!(made.value.read().unwrap() == wanted);
        let said = made.warnings.0.iter().any(|said| said.code == "mended-pdf");
        assert_eq!(said, is_mended);
    }
}

/// Trees that lead back to themselves, pages that are not there, objects that are cut off.
#[test]
fn damage_is_met_without_losing_what_is_sound() {
    let mut source = a4(2);
    let root = source.catalog().unwrap().get(b"Pages").unwrap().clone();
    let tree = source
        .get_dictionary_mut(root.as_reference().unwrap())
        .unwrap();
    let kids = tree.get_mut(b"Kids").unwrap().as_array_mut().unwrap();
    kids.extend([root, Object::Reference((999, 0)), Object::Null]);
    let (document, said) = made(&bytes(&mut source), &order("saddle"));
    assert_eq!(shown(&document, 0)[0].0, "% page 1");
    assert_eq!(said.0.len(), 1);
    assert_eq!(said.0[0].code, "lost-page");

    let mut source = a4(1);
    let page = source.get_pages()[&1];
    let font = source.add_object(dictionary! { "Type" => "Font" });
    let named = dictionary! { "Font" => dictionary! { "F" => font } };
    source
        .get_dictionary_mut(page)
        .unwrap()
        .set("Resources", named);
    let mut spoilt = bytes(&mut source);
    let head = format!("{} 0 obj\n<<", font.0);
    let at = spoilt
        .windows(head.len())
        .position(|at| at == head.as_bytes())
        .unwrap();
    spoilt[at + head.len()..][..2].copy_from_slice(b"((");
    let (_, said) = made(&spoilt, &order("saddle"));
    assert_eq!(said.0[0].code, "damaged-pdf");
}
