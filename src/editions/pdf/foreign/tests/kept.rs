//! What is taken over from a file of others, and what stays behind.

use super::*;

#[test]
fn resources_are_inherited_and_shared_and_lead_to_nothing_else() {
    let mut file = Foreign::new();
    let page = file.page(Dictionary::new());
    file.page(dictionary! { "Resources" => dictionary! {} });
    file.page(Dictionary::new());
    let font = file.document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "PieceInfo" => dictionary! { "Private" => 1 },
    });
    let picture = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers([0, 0, 1, 1]), "StructParent" => 3,
            "F" => Object::string_literal("/etc/passwd"), "Back" => page, "Next" => dictionary! { "JS" => "x" },
        },
        b"q Q".to_vec(),
    );
    let picture = file.document.add_object(picture);
    let resources = dictionary! {
        "Font" => dictionary! { "F1" => font }, "XObject" => dictionary! { "X" => picture },
        "Secret" => dictionary! { "S" => font },
    };
    let resources = file.document.add_object(resources);
    let inherited =
        dictionary! { "MediaBox" => numbers([0, 0, 200, 300]), "Resources" => resources };
    let mut source = file.close(inherited);
    let (document, _) = made(&bytes(&mut source), &order("saddle"));
    let forms = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    let forms: Vec<&Dictionary> = forms
        .map(|stream| &stream.dict)
        .filter(|dict| dict.has(b"Matrix"))
        .collect();
    assert_eq!(forms.len(), 3);
    let given: Vec<&Object> = forms.iter().map(|f| f.get(b"Resources").unwrap()).collect();
    let shared = given.iter().filter(|one| **one == given[0]).count();
    assert_eq!(shared, 2, "{given:?}");
    let (_, given) = document.dereference(given[0]).unwrap();
    let kinds: Vec<&[u8]> = given
        .as_dict()
        .unwrap()
        .iter()
        .map(|(k, _)| &k[..])
        .collect();
    assert_eq!(kinds, [&b"XObject"[..], b"Font"]);
    let all = format!("{:?}", document.objects);
    for absent in ["PieceInfo", "StructParent", "passwd", "JS", "Secret"] {
        assert!(!all.contains(absent), "{absent}");
    }
    // The way back to a page leads nowhere now: the sheets' sides are the only pages.
    let pages = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    assert_eq!(pages.filter(|dict| dict.has_type(b"Page")).count(), 2);
}

#[test]
fn what_acts_or_lies_on_pages_stays_behind_and_is_said() {
    let mut source = a4(4);
    let script =
        dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let note =
        |kind: &str| dictionary! { "Type" => "Annot", "Subtype" => kind, "A" => script.clone() };
    let notes = ["Link", "Link", "Popup", "Text", "Widget"].map(|kind| note(kind).into());
    let first = source.get_pages()[&1];
    source
        .get_dictionary_mut(first)
        .unwrap()
        .set("Annots", notes.to_vec());
    source
        .get_dictionary_mut(first)
        .unwrap()
        .set("AA", dictionary! { "O" => script.clone() });
    let catalog = source.catalog_mut().unwrap();
    catalog.set("OpenAction", script.clone());
    catalog.set("Names", dictionary! { "JavaScript" => script.clone() });
    catalog.set("Outlines", dictionary! { "Title" => "No" });
    let source = bytes(&mut source);
    let (document, said) = made(&source, &order("saddle"));
    let all = format!("{:?} {:?}", document.objects, document.trailer);
    for absent in [
        "JavaScript",
        "alert",
        "OpenAction",
        "Names",
        "Outlines",
        "Annot",
    ] {
        assert!(!all.contains(absent), "{absent}");
    }
    assert_eq!(said.0.len(), 1);
    assert_eq!(
        said.0[0].message,
        "left out, since they are no content of pages: 2 links, 1 field of a form, 1 comment"
    );
    assert!(said.0[0].hints[0].contains("qpdf"));
    // Of a page that is not asked for nothing is said.
    let order = Order {
        pages: vec![(2, None)],
        ..order("saddle")
    };
    assert!(made(&source, &order).1.0.is_empty());
}

#[test]
fn contents_in_parts_are_one_and_groups_and_layers_stay() {
    let mut source = a4(1);
    let page = source.get_pages()[&1];
    let mut packed = Stream::new(Dictionary::new(), b"(a) T".repeat(30));
    packed.compress().unwrap();
    let parts = [packed, Stream::new(Dictionary::new(), b"j % two".to_vec())];
    let parts: Vec<Object> = parts.map(|part| source.add_object(part).into()).to_vec();
    let parts = source.add_object(Object::Array(parts));
    let layer =
        source.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("L") });
    let said = source.get_dictionary_mut(page).unwrap();
    said.set("Contents", parts);
    said.set(
        "Group",
        dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" },
    );
    said.set(
        "Resources",
        dictionary! { "Properties" => dictionary! { "MC0" => layer } },
    );
    let layers = dictionary! { "OCGs" => vec![layer.into()], "D" => dictionary! { "OFF" => vec![layer.into()] } };
    source.catalog_mut().unwrap().set("OCProperties", layers);
    let (document, _) = made(&bytes(&mut source), &order("saddle"));
    let form = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    let mut form = form;
    let form = form.find(|stream| stream.dict.has(b"Matrix")).unwrap();
    let text = form.get_plain_content().unwrap();
    assert!(text.starts_with(b"(a) T(a) T") && text.ends_with(b"T\nj % two\n"));
    let group = form.dict.get(b"Group").unwrap().as_dict().unwrap();
    assert_eq!(group.get(b"CS").unwrap().as_name().unwrap(), b"DeviceCMYK");
    let layers = document
        .catalog()
        .unwrap()
        .get(b"OCProperties")
        .unwrap()
        .as_dict()
        .unwrap();
    let listed = layers.get(b"OCGs").unwrap().as_array().unwrap()[0]
        .as_reference()
        .unwrap();
    let resources = form.dict.get(b"Resources").unwrap().as_reference().unwrap();
    let resources = document.get_dictionary(resources).unwrap();
    let used = resources
        .get(b"Properties")
        .unwrap()
        .as_dict()
        .unwrap()
        .get(b"MC0")
        .unwrap();
    assert_eq!(used.as_reference().unwrap(), listed, "the layer is one");
}
